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
   * How many letters must be changed, added or left out to make one word of another; more than `most` if it is more.
   * @param {string} one
   * @param {string} other
   * @param {number} most
   */
  const distance = (one, other, most) => {
    if (Math.abs(one.length - other.length) > most) return most + 1;
    let row = Array.from({ length: other.length + 1 }, (_, at) => at);
    for (let i = 1; i <= one.length; i += 1) {
      const next = [i];
      for (let j = 1; j <= other.length; j += 1) {
        next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + Number(one[i - 1] !== other[j - 1]));
      }
      if (Math.min(...next) > most) return most + 1;
      row = next;
    }
    return row[other.length];
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
    /** The words that differ from one by no more than some letters, each with by how many. */
    const alike = async (/** @type {string} */ word, /** @type {number} */ most) => {
      const key = `${word} ${most}`;
      if (!near.has(key)) {
        await (listed ?? held).ready([0]);
        const all = listed ? listed.there(0) ?? [] : (held.there(0)?.words ?? []).filter((other) => MEANT.test(other));
        const found = all.map((other) => /** @type {[string, number]} */ ([other, distance(word, other, most)]));
        near.set(key, most ? found.filter(([, letters]) => letters && letters <= most) : []);
      }
      return near.get(key) ?? [];
    };
    return {
      ready: (/** @type {string[]} */ asked) => held.ready(asked.flatMap((word, at) => partsOf(word, begins(word, at, asked)))),
      /** The same for words that may have slips. */
      readyFor: async (/** @type {string[]} */ asked, /** @type {(word: string) => number} */ forgiven) => {
        const found = await Promise.all(asked.map((word) => alike(word, forgiven(word))));
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
   * Gives the entries that hold all of some words, best first, each with the words that matched, and how many of those asked are in its title.
   * @param {SearchIndex} index
   * @param {(n: number) => number} weight what an entry weighs, by its number
   * @param {SearchLoad} load
   */
  const create = (index, weight, load) => {
    const { ready, readyFor, meant, named } = vocabulary(index, load);
    const total = index.entries.u.length;
    const average = FIELDS.map(([, field]) => (index.lengths[field] ?? []).reduce((sum, length) => sum + length, 0) / total);

    /** The entries that hold a word. */
    const holding = (/** @type {string} */ word, /** @type {boolean} */ more, /** @type {number} */ most) => {
      const hits = /** @type {Map<number, SearchHit>} */ (new Map());
      for (const [term, { weight: likeness, held }] of meant(word, more, most)) {
        FIELDS.forEach(([sign, field, boost], at) => {
          const found = held.get(sign) ?? [];
          const rare = Math.log(1 + (total - found.length + 0.5) / (found.length + 0.5)) * likeness * boost;
          for (const [n, times] of found) {
            const relative = 1 - BM25.b + BM25.b * (index.lengths[field]?.[n] ?? 0) / average[at];
            const score = rare * weight(n) * (BM25.d + times * (BM25.k + 1) / (times + BM25.k * relative));
            const hit = hits.get(n) ?? { n, score: 0, terms: [], titled: 0 };
            hit.score += score;
            if (!hit.terms.includes(term)) hit.terms.push(term);
            if (sign === TITLE) hit.titled = 1;
            hits.set(n, hit);
          }
        });
      }
      return hits;
    };
    const both = (/** @type {Map<number, SearchHit>} */ one, /** @type {Map<number, SearchHit>} */ other) => {
      const found = /** @type {Map<number, SearchHit>} */ (new Map());
      for (const [n, hit] of other) {
        const known = one.get(n);
        if (!known) continue;
        found.set(n, { n, score: known.score + hit.score, terms: [...new Set([...known.terms, ...hit.terms])], titled: known.titled + hit.titled });
      }
      return found;
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
