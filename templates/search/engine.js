// The site's search without its page: a question in, results out, so that it also runs in Node (tests/node).
// An id, a code, a number or a name that is typed in full comes first; then the words decide (ranking.js).
(() => {
  "use strict";

  const { fold, words, queryWords, phrase, bare, telling, retyped, pieces, passage } = globalThis.searchWords;
  /** As many results as the list below the box shows. */
  const LIMIT = 8;
  /** With fewer results than this for all words, those for fewer words follow. */
  const FEW = 3;
  /** What being typed in full adds to the best score of the words. */
  const EXACT = { id: 4, title: 3, name: 2, start: 0.4 };

  // --- the entries ---------------------------------------------------------------------------

  /**
   * What is shown of entries, with the words that matched.
   * @param {SearchIndex} index
   * @param {SearchLoad} load
   */
  const showing = ({ entries, kinds, lengths, texts: listed }, load) => {
    const texts = globalThis.searchReading.parts(listed, load, (part) => part);
    const field = (/** @type {"i" | "k" | "s" | "c"} */ name, /** @type {number} */ n) => entries[name][n] || "";

    /** The text of an entry around the first word; null as long as it has to be fetched. */
    const text = (/** @type {number} */ n, /** @type {string[]} */ terms) => {
      if (!lengths.b?.[n]) return [];
      const part = texts.of(n);
      const whole = texts.there(part)?.[n - listed[part][0]];
      return whole === undefined ? null : pieces(passage(whole || "", terms), terms);
    };
    /** @type {(hit: SearchHit, other: string) => SearchResult} */
    const result = ({ n, terms }, other) => {
      const [path, id, kind] = [entries.u[n], field("i", n), field("k", n)];
      return {
        n,
        terms,
        path: path.endsWith("#") ? path + id.toLowerCase() : path,
        id: kinds[kind]?.plural ? field("c", n) || id : "",
        title: pieces(entries.t[n], terms),
        where: [kind, field("s", n)].filter(Boolean).join(" · "),
        other,
        text: text(n, terms),
      };
    };
    return {
      result,
      text: async (/** @type {SearchResult} */ { n, terms }) => {
        await texts.ready([texts.of(n)]);
        return text(n, terms) ?? [];
      },
    };
  };

  /**
   * Entries by their ids and printed codes, as people type them.
   * @param {SearchColumns} entries
   */
  const byId = ({ c, i }) => {
    const found = /** @type {Map<string, number>} */ (new Map());
    for (const ids of [c, i]) ids.forEach((id, n) => id && found.set(bare(id), n)); // an id goes before a printed code that is written alike
    return (/** @type {string} */ text) => found.get(bare(text));
  };

  /**
   * What is said to a question that holds all words of a phrase.
   * @param {SearchAnswer[]} answers
   */
  const answering = (answers) => {
    const known = answers.flatMap((answer) => answer.w.map((text) => ({ asked: words(text).map(fold), answer })));
    return (/** @type {string} */ query) => {
      const has = new Set(words(query).map(fold));
      return known.find(({ asked }) => asked.every((word) => has.has(word)))?.answer;
    };
  };

  // --- fewer words ---------------------------------------------------------------------------

  /**
   * The choices of words to try where little holds all: first without those that nothing holds, then without the most common.
   * @param {string[]} asked
   * @param {SearchRanking["all"]} all
   */
  const fewer = async (asked, all) => {
    const counts = new Map(await Promise.all(asked.map(async (word) => /** @type {[string, number]} */ ([word, (await all([word])).length]))));
    const known = asked.filter((word) => counts.get(word));
    const common = [...known].sort((one, other) => Number(counts.get(other)) - Number(counts.get(one)));
    const choices = [];
    let left = known;
    for (const most of common) {
      if (left.length < asked.length) choices.push(left);
      for (const word of common) if (left.length > 1 && left.includes(word)) choices.push(left.filter((other) => other !== word));
      left = left.filter((word) => word !== most);
    }
    return choices;
  };

  /**
   * What holds most of some words, where nothing holds all of them, and `without` the words left out.
   * Where little does, what holds all but the most common word follows.
   * @param {string[]} asked
   * @param {SearchHit[]} found what holds all
   * @param {SearchRanking["all"]} all
   */
  const besides = async (asked, found, all) => {
    const known = new Set(found.map((hit) => hit.n));
    for (const rest of asked.length > 1 && found.length < FEW ? await fewer(asked, all) : []) {
      const more = (await all(rest)).filter((hit) => !known.has(hit.n));
      const lower = found.length ? Math.min(...found.map((hit) => hit.score)) / (2 * (more[0]?.score ?? 1)) : 1;
      if (more.length) return { more: more.map((hit) => ({ ...hit, score: hit.score * lower })), without: asked.filter((word) => !rest.includes(word)) };
      if (found.length) break;
    }
    return { more: [], without: /** @type {string[]} */ ([]) };
  };

  // --- a question as a whole -----------------------------------------------------------------

  /**
   * Whether a title is what was typed, perhaps with slips, or begins with it.
   * @param {string} title
   * @param {string} key
   * @param {string[]} asked
   * @param {string[]} terms the words that matched
   */
  const called = (title, key, asked, terms) => {
    const own = title.split(" ");
    return title.startsWith(`${key} `) || (own.length === asked.length && own.every((word) => terms.includes(word)));
  };

  /**
   * What goes by a question as a whole, by its id, title or another name, with how much that is worth; and what was meant by it.
   * @param {(n: number) => string} title the title of an entry, as it is compared
   * @param {ReturnType<typeof byId>} withId
   * @param {SearchRanking} ranking
   */
  const naming = (title, withId, { exactly, named }) => {
    const exact = async (/** @type {string} */ query, /** @type {string[]} */ asked, /** @type {SearchHit[]} */ strict) => {
      const keys = [...new Set([phrase(query), phrase(asked.join(" "))])].filter(Boolean);
      const names = (await Promise.all(keys.map(named))).flat().map(([n]) => [n, EXACT.name]);
      const own = strict.filter(({ n, titled }) => titled === asked.length && keys.includes(title(n))).map(({ n }) => [n, EXACT.title]);
      const id = withId(query);
      return /** @type {[number, number][]} */ ([...own, ...names, ...id === undefined ? [] : [[id, EXACT.id]]]);
    };
    /** Word by word, so that nothing is fetched for the others if nothing holds the first. */
    const held = async (/** @type {string[]} */ asked) => {
      for (const word of asked) if (!(await exactly([word])).length) return [];
      return exactly(asked);
    };
    const known = async (/** @type {string} */ query) => {
      const asked = telling(queryWords(query));
      const strict = await held(asked);
      return strict.length > 0 || (await exact(query, asked, strict)).length > 0;
    };
    /** The same keys on the keyboard of another script, if nothing goes by what was typed, as it is, and something by that. */
    const meant = async (/** @type {string} */ text) => {
      const other = retyped(text);
      return other && !(await known(text)) && (await known(other)) ? other : text;
    };
    return { exact, meant };
  };

  // --- the search ----------------------------------------------------------------------------

  /**
   * Entries in order, best first, after what is added to the scores of those that goes by the question as a whole.
   * @param {SearchHit[]} found
   * @param {[number, number][]} added entries, and how much that is worth
   * @param {(n: number) => number} weight
   * @param {(hit: SearchHit) => boolean} begins whether the title of an entry begins with the question
   */
  const ordered = (found, added, weight, begins) => {
    const top = found[0]?.score ?? 1;
    const hits = new Map(found.map((hit) => [hit.n, hit]));
    const add = (/** @type {number} */ n, /** @type {number} */ worth) => {
      const hit = hits.get(n) ?? { n, score: 0, terms: [], titled: 0 };
      hit.score += top * worth * weight(n);
      hits.set(n, hit);
    };
    for (const [n, worth] of added) add(n, worth);
    for (const hit of hits.values()) if (begins(hit)) add(hit.n, EXACT.start);
    return [...hits.values()].sort((one, other) => other.score - one.score || one.n - other.n);
  };

  /**
   * The search of the entries of an index.
   * @param {SearchIndex} index the entries; what holds for each kind of them: weight (1 unless given), and a plural where results show ids; and the answers
   * @param {SearchLoad} load fetches a part of the index
   */
  const create = (index, load) => {
    const { kinds, entries } = index;
    const weight = (/** @type {number} */ n) => kinds[entries.k[n] || ""]?.weight ?? 1;
    const withId = byId(entries);
    const titles = /** @type {(string | undefined)[]} */ ([]);
    const title = (/** @type {number} */ n) => (titles[n] ??= phrase(entries.t[n]));
    const answer = answering(index.answers);
    const ranking = globalThis.searchRanking.create(index, weight, load);
    const { exact, meant } = naming(title, withId, ranking);
    const { result, text: textOf } = showing(index, load);

    /** Entries in order, best first, with the words that matched; how many hold all words; and the words that were left out for the others. */
    const ranked = async (/** @type {string} */ query) => {
      const asked = telling(queryWords(query));
      const key = phrase(query);
      const strict = await ranking.all(asked);
      const whole = await exact(query, asked, strict);
      const { more, without } = whole.length ? { more: [], without: [] } : await besides(asked, strict, ranking.all);
      const nearest = (answer(query)?.i ?? []).flatMap((id) => /** @type {[number, number][]} */ ([[withId(id) ?? -1, EXACT.title]])).filter(([n]) => n >= 0);
      const begins = (/** @type {SearchHit} */ { n, terms, titled }) => titled === asked.length && called(title(n), key, asked, terms);
      const best = ordered([...strict, ...more], [...whole, ...nearest], weight, begins);
      return { best, whole: best.length - more.length, without, names: new Map(key ? await ranking.named(key) : []) };
    };

    return {
      /** The first results of a query, best first; how many there are, and hold all words; the words that were left out; what the editors say. */
      query: async (/** @type {string} */ typed, limit = LIMIT) => {
        const text = await meant(typed);
        const { best, whole, without, names } = await ranked(text);
        const other = (/** @type {number} */ n) => (title(n) === phrase(text) ? "" : names.get(n) ?? "");
        return {
          results: best.slice(0, limit).map((hit) => result(hit, other(hit.n))),
          total: best.length,
          whole,
          without,
          answer: answer(text)?.x ?? "",
          sure: best.length > 0 && withId(text) === best[0].n,
          ...text === typed ? {} : { retyped: text },
        };
      },
      /** The text of a result, as soon as it is there. */
      text: textOf,
    };
  };

  globalThis.searchEngine = { create };
})();
