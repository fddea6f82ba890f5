// English words as the search compares them: British and American spelling, plurals.
(() => {
  "use strict";

  /** What is replaced by what, as JSON: the builder reads it too (builder/pages/search_words.py). */
  const SPELLINGS = [
    ["^programme", "program"],
    ["^telephone", "phone"],
    ["^(lab|neighb|harb|fav|col|hon|behavi)our", "$1or"],
    ["^(cent|theat|met)re$", "$1er"],
    ["^(defen|offen|licen)ce", "$1se"],
    ["is(e|ed|es|ing|ation|ations)$", "iz$1"],
    ["ys(e|ed|es|ing)$", "yz$1"],
    ["ies$", "y"],
    ["(ss|sh|ch|x)es$", "$1"],
    ["([^siu])s$", "$1"],
    ["(iz|yz)(ed|es|ing|ation)$", "$1e"],
  ];
  const RULES = SPELLINGS.map(([pattern, to]) => /** @type {[RegExp, string]} */ ([new RegExp(pattern), to]));
  /** Words with which people ask, and which say nothing of what they ask for. */
  const QUIET = new Set((
    "a an and any are at by do does for from have how in is many much number of on or show tell the there to "
    + "was were what when where which who why with"
  ).split(" "));

  /**
   * Words of fewer than four letters stay whole.
   * @param {string} word folded, see words.js
   */
  const stem = (word) => (word.length < 4 || !/^[a-z]+$/.test(word) ? word : RULES.reduce((found, [pattern, to]) => found.replace(pattern, to), word));

  globalThis.searchLanguages = [...globalThis.searchLanguages ?? [], { stem, quiet: QUIET, letters: "" }];
})();
