// The parts of the index of the search: reads what the builder wrote in few letters (builder/pages/search_index.py), as a question needs it.
(() => {
  "use strict";

  const { phrase } = globalThis.searchWords;
  const DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz";
  const MORE = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
  const VALUES = new Map([DIGITS, MORE].flatMap((digits) => Array.from(digits, (digit, value) => [digit, value])));
  /** The sign of what stands in the text, which is left out where it is alone. */
  const TEXT = "&";

  // --- what is written in few letters ----------------------------------------------------------

  /**
   * Words in their order, each written as how many letters it shares with the one before, and the rest.
   * @param {string} text
   */
  const unfolded = (text) => {
    let before = "";
    return text ? text.split(" ").map((coded) => (before = before.slice(0, DIGITS.indexOf(coded[0])) + coded.slice(1))) : [];
  };

  /**
   * The entries that hold a word, by the sign of the field: number, how often, number, how often …
   * @param {string} text
   */
  const postings = (text) => {
    const found = /** @type {SearchPostings} */ (new Map());
    const add = (/** @type {string} */ sign, /** @type {number} */ n) => {
      const list = found.get(sign);
      if (!list) found.set(sign, [n, 1]);
      else if (list[list.length - 2] === n) list[list.length - 1] += 1;
      else list.push(n, 1);
    };
    let [n, more, bare] = [0, 0, false]; // the entry, what stands before its last digit, and whether no sign has followed yet
    for (const char of text) {
      const value = VALUES.get(char);
      if (value === undefined) {
        add(char, n);
        bare = false;
      } else if (char >= "A" && char <= "Z") {
        more = more * MORE.length + value + 1;
      } else {
        if (bare) add(TEXT, n);
        n += more * DIGITS.length + value;
        [more, bare] = [0, true];
      }
    }
    if (bare) add(TEXT, n);
    return found;
  };

  // --- parts -----------------------------------------------------------------------------------

  /**
   * Parts in their order, each read once: those that come with the index at once, others when they are asked for.
   * @template Data, Read
   * @param {[string | number, Data | string][]} listed where each begins, and what it holds, or by what it is fetched
   * @param {(key: string) => Promise<Data>} load
   * @param {(data: Data) => Read} read
   */
  const parts = (listed, load, read) => {
    const known = /** @type {(Read | undefined)[]} */ ([]);
    const coming = /** @type {(Promise<void> | undefined)[]} */ ([]);
    const there = (/** @type {number} */ at) => {
      const [, data] = listed[at];
      if (!known[at] && typeof data !== "string") known[at] = read(data);
      return known[at];
    };
    const fetched = (/** @type {number} */ at) => {
      coming[at] ??= load(String(listed[at][1])).then((data) => {
        known[at] = read(data);
      }).catch((error) => {
        coming[at] = undefined; // it may be there the next time
        throw error;
      });
      return coming[at];
    };
    return {
      there,
      /** @param {number[]} all */
      ready: async (all) => {
        const missing = all.filter((at) => !there(at));
        if (missing.length) await Promise.all(missing.map(fetched));
      },
      /** The part in which something is, or would be. */
      of: (/** @type {string | number} */ key) => Math.max(0, listed.findLastIndex(([begins]) => begins <= key)),
    };
  };

  /** @param {SearchWordsPart} part */
  const readWords = ({ w, p, a = {}, o = {} }) => {
    const words = unfolded(w);
    const coded = p.split(" ");
    const names = /** @type {Map<string, [number, string][]>} */ (new Map());
    for (const [shown, list] of /** @type {[boolean, Record<string, number[]>][]} */ ([[true, a], [false, o]])) {
      for (const [name, entries] of Object.entries(list)) {
        const key = phrase(name);
        names.set(key, [...names.get(key) ?? [], ...entries.map((n) => /** @type {[number, string]} */ ([n, shown ? name : ""]))]);
      }
    }
    const opened = /** @type {Map<number, ReturnType<typeof postings>>} */ (new Map());
    const open = (/** @type {number} */ at) => {
      const found = opened.get(at) ?? postings(coded[at]);
      opened.set(at, found);
      return found;
    };
    /** Where a word is, or would be. */
    const place = (/** @type {string} */ word) => {
      let [from, to] = [0, words.length];
      while (from < to) {
        const middle = (from + to) >> 1;
        if (words[middle] < word) from = middle + 1;
        else to = middle;
      }
      return from;
    };
    return { words, names, open, place };
  };

  globalThis.searchReading = { parts, readWords, unfolded };
})();
