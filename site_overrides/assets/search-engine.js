// The site's search without its page: entries in, results out, so that it also runs in Node (tests/node).
// What is typed and what is searched are folded the same way: case, accents, British and American spelling, plurals.
// An id, a code or a name that is typed in full comes first; then MiniSearch's ranking decides.
(() => {
  "use strict";

  const LIMIT = 30;
  /** How much of a text is shown around what matched. */
  const PASSAGE = 170;
  /** What being typed in full adds to the best score of the words. */
  const EXACT = { id: 4, title: 3, name: 2, start: 0.4 };

  const SPELLINGS = /** @type {[RegExp, string][]} */ ([
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
  ]);
  /** Letters that Unicode does not take apart. */
  const NOT_ACCENTS = /** @type {Record<string, string>} */ ({ ı: "i", ł: "l", đ: "d", ß: "ss" });
  const LETTERS = /[\p{L}\p{N}\p{M}'’ʻʼ]+/gu;
  const NOT_LETTERS = /[^\p{L}\p{N}\p{M}'’ʻʼ]+/u;

  // --- words ---------------------------------------------------------------------------------

  /** @param {string} text */
  const plain = (text) =>
    text.toLowerCase().normalize("NFD").replace(/[\p{M}ʻʼ’']/gu, "").replace(/[ıłđß]/g, (letter) => NOT_ACCENTS[letter]);

  /**
   * A word as it is compared; words of fewer than four letters and words with digits stay whole.
   * @param {string} word
   */
  const fold = (word) => {
    const text = plain(word);
    if (text.length < 4 || !/^[a-z]+$/.test(text)) return text;
    return SPELLINGS.reduce((found, [pattern, to]) => found.replace(pattern, to), text);
  };

  /**
   * The words of a text; ids, codes and addresses such as TO5-A03 and office@example.org also stay whole.
   * @param {string} text
   */
  const words = (text) => {
    const found = [];
    for (const chunk of text.split(/[\s,;:()“”"„«»/…—–]+/u)) {
      const word = chunk.replace(/^[.!?'’-]+|[.!?'’-]+$/g, "");
      if (!word) continue;
      const parts = word.split(NOT_LETTERS).filter(Boolean);
      if (parts.length > 1) found.push(word);
      found.push(...parts);
    }
    return found;
  };

  /**
   * The words of a query: an id or address is one word, so that its parts do not match everywhere.
   * @param {string} text
   */
  const queryWords = (text) => words(text).filter((word, _, all) => {
    const asOne = (/** @type {string} */ other) => /[\d@]/.test(other);
    const whole = all.find((other) => other !== word && NOT_LETTERS.test(other) && other.includes(word));
    if (whole) return !asOne(whole);
    return !NOT_LETTERS.test(word) || asOne(word);
  });

  /** @param {string} text */
  const phrase = (text) => words(text).map(fold).join(" ");

  // --- results -------------------------------------------------------------------------------

  /**
   * Text in pieces, each with whether it matched: for the page to mark, without parsing anything as HTML.
   * @param {string} text
   * @param {string[]} terms
   */
  const pieces = (text, terms) => {
    const matched = new Set(terms);
    return text.split(/([\p{L}\p{N}\p{M}'’ʻʼ]+)/u).filter(Boolean).map((piece) =>
      /** @type {[string, boolean]} */ ([piece, /^[\p{L}\p{N}]/u.test(piece) && matched.has(fold(piece))]));
  };

  /**
   * The passage around the first matched word.
   * @param {string} text
   * @param {string[]} terms
   */
  const passage = (text, terms) => {
    const matched = new Set(terms);
    const from = [...text.matchAll(LETTERS)].find((match) => matched.has(fold(match[0])))?.index ?? 0;
    const start = from < 60 ? 0 : text.lastIndexOf(" ", from - 40) + 1;
    const cut = text.slice(start, start + PASSAGE).replace(/\s+/g, " ");
    return (start ? "… " : "") + cut + (text.length > start + PASSAGE ? " …" : "");
  };

  // --- the index -----------------------------------------------------------------------------

  /**
   * Which entries go by a phrase, and how much that is worth.
   * @param {SearchEntry[]} entries
   */
  const namesOf = (entries) => {
    const found = /** @type {Map<string, [number, number][]>} */ (new Map());
    const remember = (/** @type {string} */ text, /** @type {number} */ n, /** @type {number} */ worth) => {
      const key = phrase(text);
      if (key) found.set(key, [...found.get(key) ?? [], [n, worth]]);
    };
    entries.forEach((entry, n) => {
      if (entry.i) remember(entry.i, n, EXACT.id);
      remember(entry.t, n, EXACT.title);
      for (const name of entry.a ?? []) remember(name, n, EXACT.name);
    });
    return found;
  };

  /**
   * @param {SearchEntry} entry
   * @param {string} field
   */
  const fieldOf = (entry, field) => (field === "a" ? (entry.a ?? []).join(" ; ") : String(entry[/** @type {"i" | "t" | "s" | "b"} */ (field)] ?? ""));

  /** How many letters of a word may be wrong. */
  const fuzzy = (/** @type {string} */ term) => {
    if (/\d/.test(term) || term.length < 4) return 0;
    return term.length > 7 ? 2 : 1;
  };

  /**
   * The search of some entries.
   * @param {SearchIndex} data the entries, and what holds for each kind of them: weight (1 unless given), and whether a result shows its id
   * @param {typeof import("minisearch").default} MiniSearch
   */
  const create = ({ kinds, entries }, MiniSearch) => {
    const weight = (/** @type {number} */ n) => kinds[entries[n].k ?? ""]?.weight ?? 1;
    const titles = entries.map((entry) => phrase(entry.t));
    const exact = namesOf(entries);
    const index = new MiniSearch({
      fields: ["i", "t", "a", "s", "b"],
      extractField: (item, field) => (field === "id" ? item.n : fieldOf(item, field)),
      tokenize: words,
      processTerm: fold,
    });
    index.addAll(entries.map((entry, n) => ({ ...entry, n })));

    const options = /** @type {import("minisearch").SearchOptions} */ ({
      tokenize: queryWords,
      boost: { i: 6, t: 4, a: 4, s: 1.2, b: 1 },
      boostDocument: weight,
      prefix: (term, at, all) => at === all.length - 1 || term.length > 3,
      fuzzy,
      weights: { fuzzy: 0.25, prefix: 0.6 },
    });

    /** Entry numbers in order, best first, with the words that matched. */
    const ranked = (/** @type {string} */ query) => {
      const strict = index.search(query, { ...options, combineWith: "AND" });
      const found = strict.length ? strict : index.search(query, { ...options, combineWith: "OR" });
      const hits = new Map(found.map((hit) => [/** @type {number} */ (hit.id), { score: hit.score, terms: hit.terms }]));
      const top = found[0]?.score ?? 1;
      const add = (/** @type {number} */ n, /** @type {number} */ bonus) => {
        const hit = hits.get(n) ?? { score: 0, terms: [] };
        hits.set(n, { ...hit, score: hit.score + top * bonus * weight(n) });
      };
      const key = phrase(query);
      for (const [n, worth] of exact.get(key) ?? []) add(n, worth);
      for (const n of hits.keys()) if (titles[n].startsWith(`${key} `)) add(n, EXACT.start);
      return [...hits].sort(([n, one], [m, other]) => other.score - one.score || n - m).map(([n, { terms }]) => ({ n, terms }));
    };

    /** @returns {SearchResult} */
    const result = (/** @type {{ n: number, terms: string[] }} */ { n, terms }, /** @type {string} */ key) => {
      const entry = entries[n];
      return {
        path: entry.u,
        id: kinds[entry.k ?? ""]?.showId ? entry.i ?? "" : "",
        title: pieces(entry.t, terms),
        where: [entry.k, entry.s].filter(Boolean).join(" · "),
        other: (entry.a ?? []).find((name) => phrase(name) === key && key !== titles[n]) ?? "",
        text: entry.b ? pieces(passage(entry.b, terms), terms) : [],
      };
    };

    return {
      /** Results of a query, best first. */
      query: (/** @type {string} */ text) => ranked(text).slice(0, LIMIT).map((hit) => result(hit, phrase(text))),
    };
  };

  globalThis.searchEngine = { create, fold, words, queryWords, phrase, pieces, passage };
})();
