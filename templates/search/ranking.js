// Which entries hold some words, best first. Scores are those of BM25+ (Lv and Zhai, 2011) over all fields, as MiniSearch gives them:
// tests/node/ranking.test.js compares the two.
(() => {
  "use strict";

  const { fold, slips, moreSlips } = globalThis.searchWords;
  const { parts, readWords, unfolded } = globalThis.searchReading;
  /** The fields by their signs in postings, and how much a word counts in each. */
  const FIELDS = /** @type {[string, "i" | "t" | "a" | "s" | "b" | "o", number][]} */ ([
    ["!", "i", 6], ["#", "t", 4], ["$", "a", 4], ["%", "s", 1.2], ["&", "b", 1], ["(", "o", 0.5],
  ]);
  const TITLE = "#";
  const BM25 = { k: 1.2, b: 0.7, d: 0.5 };
  /** What words count for that begin with what was typed, or differ from it by slips. */
  const LIKE = { prefix: 0.6, slips: 0.25 };
  /** Words that may be meant by one with slips: no codes, and nothing short. */
  const MEANT = /^\p{L}{3,}$/u;
  /** Comes after everything that begins alike. */
  const LAST = "\uffff";

  /**
   * The next row of the table by which the distance of two words is found (Wagner and Fischer, 1974), as far as it may be no more than `most`; gives its least.
   * @param {number[]} row
   * @param {number[]} before the row before
   * @param {number} i
   * @param {string} one
   * @param {string} other
   * @param {number} most
   */
  const nextRow = (row, before, i, one, other, most) => {
    const [from, to] = [Math.max(1, i - most), Math.min(other.length, i + most)];
    const letter = one[i - 1];
    row[from - 1] = from === 1 ? i : most + 1;
    let least = row[from - 1];
    for (let j = from; j <= to; j += 1) {
      const changed = before[j - 1] + Number(letter !== other[j - 1]);
      const added = Math.min(row[j - 1], j < i + most ? before[j] : most) + 1;
      row[j] = Math.min(changed, added);
      least = Math.min(least, row[j]);
    }
    return least;
  };

  /** Which letters a word has, in the bits of a number. */
  const lettersOf = (/** @type {string} */ word) => {
    let found = 0;
    for (let at = 0; at < word.length; at += 1) found |= 1 << (word.charCodeAt(at) & 31);
    return found;
  };
  /** Whether a number has at most some bits. */
  const fewBits = (/** @type {number} */ bits, /** @type {number} */ most) => {
    let left = bits;
    for (let count = 0; count < most && left; count += 1) left &= left - 1;
    return !left;
  };

  /**
   * The words that differ from one by at least one letter and at most some: changed, added or left out; each with by how many.
   * @param {string} word
   * @param {string[]} all
   * @param {number} most
   */
  const alike = (word, all, most) => {
    const found = /** @type {[string, number][]} */ ([]);
    let [row, before] = [/** @type {number[]} */ ([]), /** @type {number[]} */ ([])];
    const own = lettersOf(word);
    for (const other of all) {
      if (Math.abs(other.length - word.length) > most || other === word || !fewBits(own ^ lettersOf(other), 2 * most)) continue;
      for (let j = 0; j <= other.length; j += 1) row[j] = j;
      let least = 0;
      for (let i = 1; i <= word.length && least <= most; i += 1) {
        [row, before] = [before, row];
        least = nextRow(row, before, i, word, other, most);
      }
      if (least <= most && row[other.length] <= most) found.push([other, row[other.length]]);
    }
    return found;
  };

  /** Whether words that begin like one of a question are meant too: like the last one, which may not be finished, and like long ones. */
  const begins = (/** @type {string} */ word, /** @type {number} */ at, /** @type {string[]} */ all) => at === all.length - 1 || word.length > 3;

  /**
   * A word of a part, and if `more` counts those that begin with it: each with its place and weight.
   * @param {SearchWordsRead | undefined} there
   * @param {string} word
   * @param {boolean} more
   */
  const beginning = (there, word, more) => {
    const found = /** @type {[string, number, number][]} */ ([]);
    for (let at = there?.place(word) ?? 0; there?.words[at]?.startsWith(word); at += 1) {
      const { length } = there.words[at];
      const rest = length - word.length;
      if (rest && !more) break;
      found.push([there.words[at], at, rest ? LIKE.prefix * length / (length + 0.3 * rest) : 1]);
    }
    return found;
  };

  /**
   * The words of the index: which of them are meant by one that was asked, and what each of them weighs.
   * @param {SearchIndex} index
   * @param {SearchLoad} load
   */
  const vocabulary = (index, load) => {
    const held = parts(index.words, load, readWords);
    const listed = index.similar ? parts([["", index.similar]], load, unfolded) : null;
    const near = /** @type {Map<string, [string, number][]>} */ (new Map());

    const partsOf = (/** @type {string} */ word, /** @type {boolean} */ more) => {
      const [from, to] = [held.of(word), held.of(more ? word + LAST : word)];
      return Array.from({ length: to - from + 1 }, (_, at) => from + at);
    };
    /** The words that may be meant by one with slips. */
    const similar = async (/** @type {string} */ word, /** @type {number} */ most) => {
      const key = `${word} ${most}`;
      if (most && !near.has(key)) {
        await (listed ?? held).ready([0]);
        const all = listed ? listed.there(0) : held.there(0)?.words.filter((other) => MEANT.test(other));
        near.set(key, alike(word, all ?? [], most));
      }
      return near.get(key) ?? [];
    };
    return {
      ready: (/** @type {string[]} */ asked) => held.ready(asked.flatMap((word, at) => partsOf(word, begins(word, at, asked)))),
      /** The same for words that may have slips. */
      readyFor: async (/** @type {string[]} */ asked, /** @type {(word: string) => number} */ forgiven) => {
        const found = await Promise.all(asked.map((word) => similar(word, forgiven(word))));
        await held.ready(found.flat().map(([word]) => held.of(word)));
      },
      /**
       * What is meant by a word that was asked, as far as it is there: each word with its weight, and its postings.
       * @param {string} word
       * @param {boolean} more whether those count that begin with it
       * @param {number} most how many slips are forgiven
       */
      meant: (word, more, most) => {
        const found = /** @type {Map<string, { weight: number, held: SearchPostings }>} */ (new Map());
        for (const there of partsOf(word, more).map(held.there)) {
          for (const [term, at, weight] of beginning(there, word, more)) if (there) found.set(term, { weight, held: there.open(at) });
        }
        for (const [term, letters] of near.get(`${word} ${most}`) ?? []) {
          const there = held.there(held.of(term));
          if (there && !found.has(term)) found.set(term, { weight: LIKE.slips * term.length / (term.length + letters), held: there.open(there.place(term)) });
        }
        return found;
      },
      /** The entries that go by a name, as it is compared: their numbers, and the name if it is shown. */
      named: async (/** @type {string} */ key) => {
        const part = held.of(key.split(" ")[0]);
        await held.ready([part]);
        return held.there(part)?.names.get(key) ?? [];
      },
    };
  };

  /**
   * Those of the first that are among the second too, which they take in.
   * @param {Map<number, SearchHit>} one
   * @param {Map<number, SearchHit>} other
   */
  const both = (one, other) => {
    const found = /** @type {Map<number, SearchHit>} */ (new Map());
    for (const [n, hit] of one) {
      const too = other.get(n);
      if (!too) continue;
      hit.score += too.score;
      hit.titled += too.titled;
      hit.terms.push(...too.terms);
      found.set(n, hit);
    }
    return found;
  };

  /**
   * Gives the entries that hold all of some words, best first, each with the words that matched, and how many of those asked are in its title.
   * @param {SearchIndex} index
   * @param {(n: number) => number} weight what an entry weighs, by its number
   * @param {SearchLoad} load
   */
  const create = (index, weight, load) => {
    const { ready, readyFor, meant, named } = vocabulary(index, load);
    const total = index.entries.u.length;
    const average = FIELDS.map(([, field]) => (index.lengths[field] ?? []).reduce((sum, length) => sum + length, 0) / total);

    /**
     * Adds what a field of entries gives for a word.
     * @param {Map<number, SearchHit>} hits
     * @param {string} term
     * @param {number} likeness
     * @param {number[]} list the entries that hold it there, and how often
     * @param {number} at which field
     */
    const score = (hits, term, likeness, list, at) => {
      const [sign, field, boost] = FIELDS[at];
      const rare = Math.log(1 + (total - list.length / 2 + 0.5) / (list.length / 2 + 0.5)) * likeness * boost;
      const lengths = index.lengths[field] ?? [];
      for (let next = 0; next < list.length; next += 2) {
        const [n, times] = [list[next], list[next + 1]];
        const relative = 1 - BM25.b + BM25.b * lengths[n] / average[at];
        const hit = hits.get(n) ?? { n, score: 0, terms: [], titled: 0 };
        if (!hit.terms.length) hits.set(n, hit);
        hit.score += rare * weight(n) * (BM25.d + times * (BM25.k + 1) / (times + BM25.k * relative));
        if (hit.terms.at(-1) !== term) hit.terms.push(term); // the fields of a term come one after the other
        if (sign === TITLE) hit.titled = 1;
      }
    };
    /** The entries that hold a word. */
    const holding = (/** @type {string} */ word, /** @type {boolean} */ more, /** @type {number} */ most) => {
      const hits = /** @type {Map<number, SearchHit>} */ (new Map());
      for (const [term, { weight: likeness, held }] of meant(word, more, most)) {
        FIELDS.forEach(([sign], at) => score(hits, term, likeness, held.get(sign) ?? [], at));
      }
      return hits;
    };
    const together = (/** @type {string[]} */ asked, /** @type {(word: string) => number} */ forgiven) => {
      if (!asked.length) return [];
      const hits = asked.map((word, at) => holding(word, begins(word, at, asked), forgiven(word))).reduce(both);
      return [...hits.values()].sort((one, other) => other.score - one.score || one.n - other.n);
    };

    /** Those that hold all words as they were typed. */
    const exactly = async (/** @type {string[]} */ words) => {
      const asked = words.map(fold).filter(Boolean);
      await ready(asked);
      return together(asked, () => 0);
    };
    /** The same, and where there is none, those that hold words like them. */
    const all = async (/** @type {string[]} */ words) => {
      let found = await exactly(words);
      const asked = words.map(fold).filter(Boolean);
      for (const forgiven of [slips, moreSlips]) {
        if (found.length) break;
        await readyFor(asked, forgiven);
        found = together(asked, forgiven);
      }
      return found;
    };
    return { all, exactly, named };
  };

  globalThis.searchRanking = { create };
})();
