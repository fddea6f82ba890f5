/* The site's search. It runs in the reader's browser, from files of the site alone, with or without a server.
 *
 * The entries (search-index.js) and the library (MiniSearch) are loaded when the search is first opened.
 * What is typed and what is searched are folded the same way: case, accents, British and American spelling, plurals.
 * An id, a code or a name that is typed in full comes first; then MiniSearch's ranking decides.
 */
(() => {
  "use strict";

  const base = new URL("../", document.currentScript.src).href;
  const LIMIT = 30;
  /* What people look for most, other things being equal. */
  const WEIGHT = { country: 1.5, objective: 1.5, instrument: 1.25, partnership: 1.25, topic: 1.1, page: 1.1, subregion: 1.1, term: 0.8, source: 0.5 };

  // --- folding -------------------------------------------------------------------------------

  const plain = (text) =>
    text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "").replace(/[ʻʼ’']/g, "").replace(/ı/g, "i").replace(/ł/g, "l").replace(/đ/g, "d").replace(/ß/g, "ss");

  const SPELLINGS = [
    [/^programme/, "program"],
    [/^(lab|neighb|harb|fav|col|hon|behavi)our/, "$1or"],
    [/^(cent|theat|met)re$/, "$1er"],
    [/^(defen|offen|licen)ce/, "$1se"],
    [/is(e|ed|es|ing|ation|ations)$/, "iz$1"],
    [/ys(e|ed|es|ing)$/, "yz$1"],
    [/ies$/, "y"],
    [/(ss|sh|ch|x)es$/, "$1"],
    [/([^siu])s$/, "$1"],
    [/(iz|yz)(ed|es|ing|ation)$/, "$1e"],
  ];

  /** A word as it is compared; words of fewer than four letters and words with digits stay whole. */
  const fold = (word) => {
    const text = plain(word);
    if (text.length < 4 || !/^[a-z]+$/.test(text)) return text;
    return SPELLINGS.reduce((found, [pattern, to]) => found.replace(pattern, to), text);
  };

  const phrase = (text) => words(text).map(fold).join(" ");

  /** The words of a text; ids, codes and addresses such as TO5-A03 and office@example.org also stay whole. */
  const words = (text) => {
    const found = [];
    for (const chunk of text.split(/[\s,;:()“”"„«»/…—–]+/u)) {
      const word = chunk.replace(/^[.!?'’-]+|[.!?'’-]+$/g, "");
      if (!word) continue;
      const parts = word.split(/[^\p{L}\p{N}\p{M}'’ʻʼ]+/u).filter(Boolean);
      if (parts.length > 1) found.push(word);
      found.push(...parts);
    }
    return found;
  };

  /** The words of a query: an id or address is one word, so that its parts do not match everywhere. */
  const queryWords = (text) => words(text).filter((word, at, all) => {
    const whole = all.find((other) => other !== word && /[^\p{L}\p{N}\p{M}'’ʻʼ]/u.test(other) && other.includes(word));
    const asOne = (other) => /[\d@]/.test(other);
    if (whole) return !asOne(whole);
    return !/[^\p{L}\p{N}\p{M}'’ʻʼ]/u.test(word) || asOne(word);
  });

  // --- the index -----------------------------------------------------------------------------

  let ready = null;
  let index = null;
  let entries = [];
  const exact = new Map(); // folded id, name or alias → [entry number, weight]

  const script = (path) => new Promise((done, failed) => {
    const element = document.createElement("script");
    element.src = base + path;
    element.onload = done;
    element.onerror = () => failed(new Error(path));
    document.head.append(element);
  });

  const load = () => {
    ready ??= Promise.all([script("assets/vendor/minisearch.js"), script("assets/search-index.js")]).then(() => {
      entries = window.searchEntries;
      index = new window.MiniSearch({
        fields: ["i", "t", "a", "s", "b"],
        extractField: (entry, field) => (field === "id" ? entry.n : field === "a" ? (entry.a || []).join(" ; ") : entry[field] || ""),
        idField: "id",
        tokenize: words,
        processTerm: fold,
      });
      index.addAll(entries.map((entry, n) => ({ ...entry, n })));
      entries.forEach((entry, n) => {
        const remember = (text, weight) => {
          const key = phrase(text);
          if (!key) return;
          if (!exact.has(key)) exact.set(key, []);
          exact.get(key).push([n, weight]);
        };
        if (entry.i) remember(entry.i, 4);
        remember(entry.t, 3);
        (entry.a || []).forEach((name) => remember(name, 2));
      });
    });
    return ready;
  };

  const weight = (n) => WEIGHT[entries[n].k] || 1;

  /** Entry numbers in order, best first, with the words that matched. */
  const search = (query) => {
    const options = {
      tokenize: queryWords,
      boost: { i: 6, t: 4, a: 4, s: 1.2, b: 1 },
      boostDocument: (n) => weight(n),
      prefix: (term, at, all) => at === all.length - 1 || term.length > 3,
      fuzzy: (term) => (/\d/.test(term) ? 0 : term.length > 7 ? 2 : term.length > 3 ? 1 : 0),
      weights: { fuzzy: 0.25, prefix: 0.6 },
      combineWith: "AND",
    };
    let found = index.search(query, options);
    if (!found.length) found = index.search(query, { ...options, combineWith: "OR" });
    const scores = new Map(found.map((hit) => [hit.id, { score: hit.score, terms: hit.terms }]));
    const top = found.length ? found[0].score : 1;
    const key = phrase(query);
    for (const [n, bonus] of exact.get(key) || []) {
      const hit = scores.get(n) || { score: 0, terms: [] };
      scores.set(n, { ...hit, score: hit.score + top * bonus * weight(n) });
    }
    for (const [n, hit] of scores) {
      if (phrase(entries[n].t).startsWith(`${key} `)) scores.set(n, { ...hit, score: hit.score + top * 0.4 * weight(n) });
    }
    return [...scores].sort((one, other) => other[1].score - one[1].score || one[0] - other[0]).map(([n, hit]) => ({ n, terms: hit.terms }));
  };

  // --- the dialog ----------------------------------------------------------------------------

  const dialog = document.querySelector("[data-search-dialog]");
  if (!dialog || !dialog.showModal) return;
  const input = dialog.querySelector("input");
  const list = dialog.querySelector("[data-search-results]");
  const status = dialog.querySelector("[data-search-status]");
  const hint = dialog.querySelector("[data-search-hint]");

  const open = (text = "") => {
    if (!dialog.open) dialog.showModal();
    if (text) input.value = text;
    input.focus();
    input.select();
    load().then(show, () => { status.textContent = dialog.dataset.failed; });
  };

  const close = () => dialog.open && dialog.close();

  /** Text with the matched words marked, without ever parsing it as HTML. */
  const marked = (text, terms) => {
    const holder = document.createElement("span");
    const folded = new Set(terms);
    for (const piece of text.split(/([\p{L}\p{N}\p{M}'’ʻʼ]+)/u)) {
      const hit = /^[\p{L}\p{N}]/u.test(piece) && folded.has(fold(piece));
      if (!hit) { holder.append(piece); continue; }
      const mark = document.createElement("mark");
      mark.textContent = piece;
      holder.append(mark);
    }
    return holder;
  };

  /** The passage around the first matched word. */
  const passage = (text, terms) => {
    const folded = new Set(terms);
    for (const match of text.matchAll(/[\p{L}\p{N}\p{M}'’ʻʼ]+/gu)) {
      if (!folded.has(fold(match[0]))) continue;
      const start = match.index < 60 ? 0 : text.lastIndexOf(" ", match.index - 40) + 1;
      return (start ? "… " : "") + text.slice(start, start + 170).replace(/\s+/g, " ") + (text.length > start + 170 ? " …" : "");
    }
    return text.slice(0, 150).replace(/\s+/g, " ") + (text.length > 150 ? " …" : "");
  };

  const element = (tag, name, ...children) => {
    const made = document.createElement(tag);
    if (name) made.className = name;
    made.append(...children);
    return made;
  };

  const row = ({ n, terms }) => {
    const entry = entries[n];
    const title = element("span", "search__title");
    if (entry.i && ["objective", "activity", "principle", "area", "strategic objective", "global point"].includes(entry.k)) title.append(element("span", "id", entry.i), " ");
    title.append(marked(entry.t, terms));
    const key = phrase(input.value);
    const other = (entry.a || []).find((name) => phrase(name) === key && phrase(name) !== phrase(entry.t));
    const kind = element("span", "search__kind", [entry.k, entry.s].filter(Boolean).join(" · "));
    const link = element("a", "search__link", title, kind);
    if (other) link.append(element("span", "search__other", other));
    if (entry.b) link.append(element("span", "search__text", marked(passage(entry.b, terms), terms)));
    link.href = base + entry.u;
    return element("li", "", link);
  };

  const show = () => {
    const query = input.value.trim();
    hint.hidden = Boolean(query);
    if (!index || !query) { list.replaceChildren(); status.textContent = ""; return; }
    const found = search(query);
    list.replaceChildren(...found.slice(0, LIMIT).map(row));
    const count = found.length > LIMIT ? dialog.dataset.many : found.length === 1 ? dialog.dataset.one : found.length ? dialog.dataset.some : dialog.dataset.none;
    status.textContent = count.replace("#", Math.min(found.length, LIMIT));
  };

  input.addEventListener("input", () => load().then(show, () => {}));
  dialog.addEventListener("keydown", (event) => {
    const links = [input, ...list.querySelectorAll("a")];
    const at = links.indexOf(document.activeElement);
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && at >= 0) {
      event.preventDefault();
      links[Math.max(0, Math.min(links.length - 1, at + step))].focus();
    } else if (event.key === "Enter" && document.activeElement === input) {
      event.preventDefault();
      if (links[1]) links[1].click();
    }
    event.stopPropagation(); // the theme's own keys are not for here
  });
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog || event.target.closest("[data-search-close]") || event.target.closest("a")) close();
  });

  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-search-open]")) open();
  });
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input, textarea, select, [contenteditable]");
    const key = event.key.toLowerCase();
    const asked = (!typing && !event.altKey && !event.ctrlKey && !event.metaKey && (key === "/" || key === "s" || key === "f")) || ((event.ctrlKey || event.metaKey) && key === "k");
    if (!asked || dialog.open || document.querySelector("dialog[open]")) return;
    event.preventDefault();
    event.stopPropagation();
    open();
  }, true);

  window.siteSearch = { open, search: (query) => load().then(() => search(query).map(({ n }) => entries[n])) };
})();
