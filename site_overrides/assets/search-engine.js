/* The site's search. It runs in the reader's browser, from files of the site alone, with or without a server.
 *
 * The entries (search-index.js) and the library (MiniSearch) are loaded when the search is first opened.
 * What is typed and what is searched are folded the same way: case, accents, British and American spelling, plurals.
 * An id, a code or a name that is typed in full comes first; then MiniSearch's ranking decides.
 */
(() => {
  "use strict";

  const base = new URL("../", document.currentScript.src).href;
  /* A copy that is opened without a server needs the name of the file, too. */
  const file = (path) => ("offline" in document.documentElement.dataset ? path.replace(/(^|\/)(?=[?#]|$)/, "$1index.html") : path);
  const LIMIT = 30;
  /* What people look for most, other things being equal. */
  const WEIGHT = { country: 1.5, objective: 1.5, instrument: 1.25, partnership: 1.25, topic: 1.1, page: 1.1, subregion: 1.1, term: 0.8, source: 0.5 };

  // --- folding -------------------------------------------------------------------------------

  const plain = (text) =>
    text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "").replace(/[ʻʼ’']/g, "").replace(/ı/g, "i").replace(/ł/g, "l").replace(/đ/g, "d").replace(/ß/g, "ss");

  const SPELLINGS = [
    [/^programme/, "program"],
    [/^telephone/, "phone"],
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
  let titles = []; // folded, in the order of the entries
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
        titles[n] = phrase(entry.t);
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
      if (titles[n].startsWith(`${key} `)) scores.set(n, { ...hit, score: hit.score + top * 0.4 * weight(n) });
    }
    return [...scores].sort((one, other) => other[1].score - one[1].score || one[0] - other[0]).map(([n, hit]) => ({ n, terms: hit.terms }));
  };

  // --- results -------------------------------------------------------------------------------

  /** Text in pieces, each with whether it matched: for the page to mark, without parsing anything as HTML. */
  const pieces = (text, terms) => {
    const matched = new Set(terms);
    return text.split(/([\p{L}\p{N}\p{M}'’ʻʼ]+)/u).filter(Boolean).map((piece) => [piece, /^[\p{L}\p{N}]/u.test(piece) && matched.has(fold(piece))]);
  };

  /** The passage around the first matched word. */
  const passage = (text, terms) => {
    const matched = new Set(terms);
    const from = [...text.matchAll(/[\p{L}\p{N}\p{M}'’ʻʼ]+/gu)].find((match) => matched.has(fold(match[0])));
    const start = !from || from.index < 60 ? 0 : text.lastIndexOf(" ", from.index - 40) + 1;
    const cut = text.slice(start, start + 170).replace(/\s+/g, " ");
    return (start ? "… " : "") + cut + (text.length > start + 170 ? " …" : "");
  };

  const SHOW_ID = new Set(["objective", "activity", "principle", "area", "strategic objective", "global point"]);

  const result = ({ n, terms }, key) => {
    const entry = entries[n];
    const other = (entry.a || []).find((name) => phrase(name) === key && phrase(name) !== titles[n]);
    return {
      path: entry.u,
      url: base + file(entry.u),
      id: SHOW_ID.has(entry.k) ? entry.i : "",
      title: pieces(entry.t, terms),
      where: [entry.k, entry.s].filter(Boolean).join(" · "),
      other: other || "",
      text: entry.b ? pieces(passage(entry.b, terms), terms) : [],
    };
  };

  window.siteSearch = {
    /** Results of a query, best first: path, url, id, title, where, other (the name typed, if it is not the title), text. */
    query: (text) => load().then(() => search(text).slice(0, LIMIT).map((hit) => result(hit, phrase(text)))),
    load,
  };
})();
