// The site's search without its page: entries in, results out, so that it also runs in Node (tests/node).
// An id, a code, a number or a name that is typed in full comes first; then MiniSearch's ranking decides.
(() => {
  "use strict";

  const { fold, words, queryWords, phrase, bare, telling, retyped, slips, moreSlips, pieces, passage } = globalThis.searchWords;
  /** As many results as the list below the box shows. */
  const LIMIT = 8;
  /** With fewer results than this for all words, those for fewer words follow. */
  const FEW = 3;
  /** What being typed in full adds to the best score of the words. */
  const EXACT = { id: 4, title: 3, name: 2, start: 0.4 };

  // --- the entries ---------------------------------------------------------------------------

  /**
   * The names of an entry with a number in its id, where results show ids: "4", "objective 4".
   * @param {string} id
   * @param {string} kind
   * @param {string} plural
   */
  const numbered = (id, kind, plural) => {
    const number = plural && /^[a-z]*[ -]?(\d+)$/i.exec(id)?.[1];
    return number ? [number, `${kind} ${number}`, `${plural} ${number}`] : [];
  };

  /**
   * The entries of the index, which holds them field by field.
   * @param {SearchIndex} data
   */
  const read = ({ kinds, entries }) => entries.u.map((path, n) => {
    const [i, k, s, b, c] = /** @type {("i" | "k" | "s" | "b" | "c")[]} */ (["i", "k", "s", "b", "c"]).map((field) => entries[field][n] || "");
    const u = path.endsWith("#") ? path + i.toLowerCase() : path;
    const o = entries.o?.[n] || "";
    return { u, t: entries.t[n], i, k, s, o, a: [...entries.a[n] || [], ...numbered(c || i, k, kinds[k]?.plural ?? "")], b, c };
  });

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
      remember(entry.t, n, EXACT.title);
      for (const name of [...entry.a, ...entry.o ? [entry.o] : []]) remember(name, n, EXACT.name);
    });
    return found;
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

  // --- what holds the words ------------------------------------------------------------------

  /**
   * Gives the entries that hold all of some words, with their scores; `exactly` without forgiving a slip.
   * @param {SearchEntry[]} entries
   * @param {(n: number) => number} weight
   * @param {typeof import("minisearch").default} MiniSearch
   */
  const holder = (entries, weight, MiniSearch) => {
    const index = new MiniSearch({
      fields: ["i", "t", "a", "s", "b", ...entries.some(({ o }) => o) ? ["o"] : []],
      extractField: (item, field) => (field === "a" ? item.a.join(" ; ") : item[field]),
      tokenize: words,
      processTerm: fold,
    });
    index.addAll(entries.map((entry, n) => ({ ...entry, id: n })));
    const options = /** @type {import("minisearch").SearchOptions} */ ({
      tokenize: queryWords,
      combineWith: "AND",
      boost: { i: 6, t: 4, a: 4, s: 1.2, b: 1, o: 0.5 },
      boostDocument: weight,
      prefix: (term, at, all) => at === all.length - 1 || term.length > 3,
      fuzzy: slips,
      weights: { fuzzy: 0.25, prefix: 0.6 },
    });
    const all = (/** @type {string[]} */ asked) => {
      const found = index.search(asked.join(" "), options);
      return found.length ? found : index.search(asked.join(" "), { ...options, fuzzy: moreSlips });
    };
    const exactly = (/** @type {string[]} */ asked) => index.search(asked.join(" "), { ...options, fuzzy: false });
    return { all, exactly };
  };

  /**
   * The choices of words to try where little holds all: first without those that nothing holds, then without the most common.
   * @param {string[]} asked
   * @param {(asked: string[]) => unknown[]} all
   */
  const fewer = function* (asked, all) {
    const counts = new Map(asked.map((word) => [word, all([word]).length]));
    const common = asked.filter((word) => counts.get(word)).sort((one, other) => Number(counts.get(other)) - Number(counts.get(one)));
    let left = asked.filter((word) => counts.get(word));
    for (const most of common) {
      if (left.length < asked.length) yield left;
      for (const word of common) if (left.length > 1 && left.includes(word)) yield left.filter((other) => other !== word);
      left = left.filter((word) => word !== most);
    }
  };

  /**
   * What holds most of some words, where nothing holds all of them, and `without` the words left out.
   * Where little does, what holds all but the most common word follows.
   * @param {string[]} asked
   * @param {import("minisearch").SearchResult[]} found what holds all
   * @param {ReturnType<typeof holder>["all"]} all
   */
  const besides = (asked, found, all) => {
    const known = new Set(found.map((hit) => hit.id));
    for (const rest of asked.length > 1 && found.length < FEW ? fewer(asked, all) : []) {
      const more = all(rest).filter((hit) => !known.has(hit.id));
      const lower = found.length ? Math.min(...found.map((hit) => hit.score)) / (2 * (more[0]?.score ?? 1)) : 1;
      if (more.length) return { more: more.map((hit) => ({ ...hit, score: hit.score * lower })), without: asked.filter((word) => !rest.includes(word)) };
      if (found.length) break;
    }
    return { more: [], without: /** @type {string[]} */ ([]) };
  };

  // --- the search ----------------------------------------------------------------------------

  /**
   * What of the entries goes by the query as a whole: by its id, title or another name.
   * @param {SearchEntry[]} entries
   */
  const naming = (entries) => {
    const exact = namesOf(entries);
    const called = (/** @type {"c" | "i"} */ field) => entries.map((entry, n) => /** @type {[string, number]} */ ([bare(entry[field]), n]));
    const ids = new Map([...called("c"), ...called("i")].filter(([id]) => id)); // an id goes before a printed code that is written alike
    const withId = (/** @type {string} */ text) => ids.get(bare(text));
    const named = (/** @type {string} */ text, /** @type {string[]} */ asked) => {
      const found = [...new Set([phrase(text), phrase(asked.join(" "))])].flatMap((key) => exact.get(key) ?? []);
      const id = withId(text);
      return id === undefined ? found : [...found, /** @type {[number, number]} */ ([id, EXACT.id])];
    };
    return { withId, named };
  };

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
   * What was meant: the same keys on the keyboard of another script, if nothing goes by what was typed, as it is, and something by that.
   * @param {ReturnType<typeof naming>["named"]} named
   * @param {ReturnType<typeof holder>["exactly"]} exactly
   */
  const meaning = (named, exactly) => (/** @type {string} */ text) => {
    const known = (/** @type {string} */ query) => {
      const asked = telling(queryWords(query));
      return named(query, asked).length > 0 || exactly(asked).length > 0;
    };
    const other = retyped(text);
    return other && !known(text) && known(other) ? other : text;
  };

  /**
   * What is shown of an entry, with the words that matched, and its id if it is `coded`.
   * @type {(entry: SearchEntry, coded: boolean, terms: string[], key: string) => SearchResult}
   */
  const result = (entry, coded, terms, key) => ({
    path: entry.u,
    id: coded ? entry.c || entry.i : "",
    title: pieces(entry.t, terms),
    where: [entry.k, entry.s].filter(Boolean).join(" · "),
    other: entry.a.find((name) => phrase(name) === key && key !== phrase(entry.t)) ?? "",
    text: entry.b ? pieces(passage(entry.b, terms), terms) : [],
  });

  /**
   * The search of some entries.
   * @param {SearchIndex} data the entries, what holds for each kind of them: weight (1 unless given), and a plural where results show ids; and the answers
   * @param {typeof import("minisearch").default} MiniSearch
   */
  const create = (data, MiniSearch) => {
    const { kinds } = data;
    const entries = read(data);
    const weight = (/** @type {number} */ n) => kinds[entries[n].k]?.weight ?? 1;
    const titles = entries.map((entry) => phrase(entry.t));
    const { withId, named } = naming(entries);
    const answer = answering(data.answers);
    const { all, exactly } = holder(entries, weight, MiniSearch);
    const meant = meaning(named, exactly);

    /** What comes nearest to a question that the editors answer. */
    const nearest = (/** @type {string} */ query) => (answer(query)?.i ?? []).map(withId).filter((n) => n !== undefined);

    /** Entry numbers in order, best first, with the words that matched; how many hold all words; and the words that were left out for the others. */
    const ranked = (/** @type {string} */ query) => {
      const asked = telling(queryWords(query));
      const exact = named(query, asked);
      const strict = all(asked);
      const { more, without } = exact.length ? { more: [], without: [] } : besides(asked, strict, all);
      const found = [...strict, ...more];
      const hits = new Map(found.map((hit) => [/** @type {number} */ (hit.id), { score: hit.score, terms: hit.terms }]));
      const top = found[0]?.score ?? 1;
      const add = (/** @type {number} */ n, /** @type {number} */ bonus) => {
        const hit = hits.get(n) ?? { score: 0, terms: [] };
        hits.set(n, { ...hit, score: hit.score + top * bonus * weight(n) });
      };
      for (const [n, worth] of exact) add(n, worth);
      for (const n of nearest(query)) add(n, EXACT.title);
      for (const [n, { terms }] of hits) if (called(titles[n], phrase(query), asked, terms)) add(n, EXACT.start);
      const best = [...hits].sort(([n, one], [m, other]) => other.score - one.score || n - m).map(([n, { terms }]) => ({ n, terms }));
      return { best, whole: best.length - more.length, without };
    };

    return {
      /** The first results of a query, best first; how many there are, and hold all words; the words that were left out; what the editors say. */
      query: (/** @type {string} */ typed, limit = LIMIT) => {
        const text = meant(typed);
        const { best, whole, without } = ranked(text);
        return {
          results: best.slice(0, limit).map(({ n, terms }) => result(entries[n], Boolean(kinds[entries[n].k]?.plural), terms, phrase(text))),
          total: best.length,
          whole,
          without,
          answer: answer(text)?.x ?? "",
          sure: best.length > 0 && withId(text) === best[0].n,
          ...text === typed ? {} : { retyped: text },
        };
      },
    };
  };

  globalThis.searchEngine = { create };
})();
