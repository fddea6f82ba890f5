// The ranking of the search gives the scores that MiniSearch gives, which reads the entries themselves: both search what chance made up.
import assert from "node:assert/strict";
import test from "node:test";
import MiniSearch from "minisearch";
import { published } from "./published.js";

for (const name of ["words.en", "words", "parts", "ranking"]) await import(`../../templates/search/${name}.js`);
const { fold, words, queryWords, slips } = globalThis.searchWords;

/** Numbers from 0 to 1 that are the same each time. */
const chance = (() => {
  let seed = 2031;
  return () => (seed = (seed * 48271) % 2147483647) / 2147483647;
})();
const choose = (list) => list[Math.floor(chance() * list.length)];
const WORDS = (
  "sea seas season seal harbour harbor harbours boat boats boating border borders order labour labor migration migrant migrate emigrate TO5 A-3 naïve"
).split(" ");
const text = (most) => Array.from({ length: Math.floor(chance() * most) }, () => choose(WORDS)).join(" ");
const entries = Array.from({ length: 120 }, (_, n) => ({
  u: `${n}/`,
  t: `${choose(WORDS)} ${text(4)}`,
  i: `ID-${n}`,
  k: choose(["one", "two"]),
  s: text(3),
  a: [text(3), text(2)].filter(Boolean),
  b: text(60),
  o: text(4),
}));
const weights = { one: 1, two: 1.5 };

const library = new MiniSearch({
  fields: ["i", "t", "a", "s", "b", "o"],
  extractField: (item, field) => (field === "a" ? item.a.join(" ; ") : item[field]),
  tokenize: words,
  processTerm: fold,
});
library.addAll(entries.map((entry, n) => ({ ...entry, id: n })));
const options = {
  tokenize: queryWords,
  combineWith: "AND",
  boost: { i: 6, t: 4, a: 4, s: 1.2, b: 1, o: 0.5 },
  boostDocument: (n) => weights[entries[n].k],
  prefix: (term, at, all) => at === all.length - 1 || term.length > 3,
  weights: { fuzzy: 0.25, prefix: 0.6 },
};

const { root, parts } = published(entries, { one: { plural: "" }, two: { plural: "" } }, "en", { whole: 0, words: 400, texts: 400 });
const ranking = globalThis.searchRanking.create(root, (n) => weights[entries[n].k], (key) => Promise.resolve(parts[key]));

const rounded = (hits) => new Map(hits.map(([n, score]) => [n, score.toFixed(6)]).sort(([one], [other]) => one - other));
const theirs = (asked, fuzzy) => {
  const found = library.search(asked.join(" "), { ...options, fuzzy });
  return rounded(found.map(({ id, score }) => [id, score / new Set(asked.map(fold)).size])); // a factor that all scores of a question have
};

const pairs = Array.from({ length: 60 }, () => [choose(WORDS), choose(WORDS)]);
const asked = [...[...WORDS, "s", "bo", "id-7", "TO5"].map((word) => [word]), ...pairs];
test("scores are those of MiniSearch", async () => {
  let hits = 0;
  for (const query of asked.filter((pair) => new Set(pair.map(fold)).size === pair.length)) {
    const found = await ranking.exactly(query);
    hits += found.length;
    assert.deepEqual(rounded(found.map(({ n, score }) => [n, score])), theirs(query, false), query.join(" "));
  }
  assert.ok(hits > 2000);
});

test("so are those of words with slips, where nothing holds them as they are", async () => {
  for (const word of ["harbpr", "boaz", "migrarion", "igration", "mmigration", "migratiom", "bordor", "labr", "seasin", "emigrat"]) {
    const found = await ranking.all([word]);
    assert.ok(found.length > 0, word);
    assert.deepEqual(rounded(found.map(({ n, score }) => [n, score])), theirs([word], slips(fold(word)) && slips), word);
  }
});
