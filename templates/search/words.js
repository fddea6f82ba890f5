// The words of the site's search: what is typed and what is searched are folded the same way: case, accents, and what the languages of the strategy have
// of their own: spellings, endings (words.en.js and the like, which come before this). Without any, words are compared as they are.
(() => {
  "use strict";

  /** How much of a text is shown around what matched. */
  const PASSAGE = 170;
  const languages = globalThis.searchLanguages ?? [];
  /** Letters that Unicode takes apart and a language does not. */
  const WHOLE = languages.flatMap(({ letters }) => [...letters]);
  /** Letters that Unicode does not take apart. */
  const NOT_ACCENTS = /** @type {Record<string, string>} */ ({ ı: "i", ł: "l", đ: "d", ß: "ss" });
  const LETTERS = /[\p{L}\p{N}\p{M}'’ʻʼ]+/gu;
  const NOT_LETTERS = /[^\p{L}\p{N}\p{M}'’ʻʼ]+/u;

  // --- words ---------------------------------------------------------------------------------

  /** @param {string} text */
  const apart = (text) => WHOLE.reduce((found, letter) => found.replaceAll(letter.normalize("NFD"), letter), text.normalize("NFD"));
  /** @param {string} text */
  const plain = (text) =>
    apart(text.toLowerCase()).replace(/[\p{M}ʻʼ’']/gu, "").replace(/[ıłđß]/g, (letter) => NOT_ACCENTS[letter]);

  /** Words as they are compared, as far as they were. */
  const folded = /** @type {Map<string, string>} */ (new Map());
  /**
   * A word as it is compared: e-mail as email; words with digits stay whole.
   * @param {string} word
   */
  const fold = (word) => {
    const known = folded.get(word);
    if (known !== undefined) return known;
    const text = /\d/.test(word) ? plain(word) : plain(word).replaceAll("-", "");
    const found = languages.reduce((left, { stem }) => stem(left), text);
    folded.set(word, found);
    return found;
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
    const found = all.filter((word) => !languages.some(({ quiet }) => quiet.has(word.toLowerCase())));
    return found.length ? found : all;
  };

  /**
   * What a text would be if it had been typed with the keyboard of another script; empty if no language here has one.
   * @param {string} text
   */
  const retyped = (text) => languages.map(({ other }) => other?.(text) ?? "").find(Boolean) ?? "";

  /** How many letters of a word may be wrong. */
  const slips = (/** @type {string} */ term) => {
    if (/\d/.test(term) || term.length < 4) return 0;
    return term.length > 7 ? 2 : 1;
  };
  /** The same where nothing is found: two letters that changed places count as two. */
  const moreSlips = (/** @type {string} */ term) => (term.length > 5 ? Math.max(slips(term), 2) : slips(term));

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

  globalThis.searchWords = { fold, words, queryWords, phrase, bare, telling, retyped, slips, moreSlips, pieces, passage };
})();
