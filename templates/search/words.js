// The words of the site's search: what is typed and what is searched are folded the same way: case, accents, British and American spelling, plurals.
(() => {
  "use strict";

  /** How much of a text is shown around what matched. */
  const PASSAGE = 170;
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
  /** Words with which people ask, and which say nothing of what they ask for. */
  const QUIET = new Set((
    "a an and any are at by do does for from have how in is many much number of on or show tell the there to "
    + "was were what when where which who why with"
  ).split(" "));
  /** Letters that Unicode does not take apart. */
  const NOT_ACCENTS = /** @type {Record<string, string>} */ ({ ı: "i", ł: "l", đ: "d", ß: "ss" });
  const LETTERS = /[\p{L}\p{N}\p{M}'’ʻʼ]+/gu;
  const NOT_LETTERS = /[^\p{L}\p{N}\p{M}'’ʻʼ]+/u;

  // --- words ---------------------------------------------------------------------------------

  /** @param {string} text */
  const plain = (text) =>
    text.toLowerCase().normalize("NFD").replace(/[\p{M}ʻʼ’']/gu, "").replace(/[ıłđß]/g, (letter) => NOT_ACCENTS[letter]);

  /**
   * A word as it is compared: e-mail as email; words of fewer than four letters and words with digits stay whole.
   * @param {string} word
   */
  const fold = (word) => {
    const text = /\d/.test(word) ? plain(word) : plain(word).replaceAll("-", "");
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

  /**
   * An id without what people leave out or put in: "TO 5", "to5 a03".
   * @param {string} text
   */
  const bare = (text) => text.toLowerCase().replace(/[\s.-]/g, "");

  /**
   * The words of a question that say what it is for; all, if none does.
   * @param {string[]} all
   */
  const telling = (all) => {
    const found = all.filter((word) => !QUIET.has(word.toLowerCase()));
    return found.length ? found : all;
  };

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
    const end = text.length > start + PASSAGE ? Math.max(text.lastIndexOf(" ", start + PASSAGE), from + 1) : text.length;
    const cut = text.slice(start, end).replace(/\s+/g, " ");
    return (start ? "… " : "") + cut + (end < text.length ? " …" : "");
  };

  globalThis.searchWords = { fold, words, queryWords, phrase, bare, telling, pieces, passage };
})();
