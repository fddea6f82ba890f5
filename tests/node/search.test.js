// The search engine without a browser; what real readers type is tried on the built site (tests/pages/test_search.py).
import assert from "node:assert/strict";
import test from "node:test";
import { published } from "./published.js";

for (const name of ["words.en", "words", "parts", "ranking", "engine"]) await import(`../../templates/search/${name}.js`);
const { fold, words, queryWords, phrase, bare, telling, pieces, passage } = globalThis.searchWords;

const folded = [
  ["Labour", "labor"], ["PROGRAMMES", "program"], ["organisation", "organize"], ["organizing", "organize"], ["analysed", "analyze"],
  ["centre", "center"], ["defence", "defense"], ["countries", "country"], ["boxes", "box"], ["crisis", "crisis"], ["status", "status"],
  ["Türkiye", "turkiye"], ["İstanbul", "istanbul"], ["Łódź", "lodz"], ["Shqipëria", "shqiperia"], ["Straße", "strasse"], ["O’zbekiston", "ozbekiston"],
  ["IDs", "ids"], ["TO5", "to5"], ["Україна", "украіна"], ["E-mail", "email"], ["COVID-19", "covid-19"],
];
for (const [word, wanted] of folded) test(`${word} is compared as ${wanted}`, () => assert.equal(fold(word), wanted));

test("ids and addresses stay whole besides their parts", () => {
  assert.deepEqual(words("See TO5-A03, (well-known) “it’s”."), ["See", "TO5-A03", "TO5", "A03", "well-known", "well", "known", "it’s"]);
  assert.deepEqual(queryWords("TO5-A03"), ["TO5-A03"]);
  assert.deepEqual(queryWords("office@example.org"), ["office@example.org"]);
  assert.deepEqual(queryWords("well-known"), ["well", "known"]);
  assert.equal(phrase("Labour – migration"), "labor migration");
});

test("what people leave out of an id, and the words of a question that say nothing, do not count", () => {
  assert.equal(bare("to 5 a03"), bare("TO5-A03"));
  assert.deepEqual(telling(["How", "many", "boats"]), ["boats"]);
  assert.deepEqual(telling(["who"]), ["who"]);
});

test("pieces make up the text and mark what matched", () => {
  assert.deepEqual(pieces("<b>Labour</b>, labor", ["labor"]).filter(([, hit]) => hit).map(([piece]) => piece), ["Labour", "labor"]);
  assert.equal(pieces("<b>Labour</b>, labor", ["labor"]).map(([piece]) => piece).join(""), "<b>Labour</b>, labor");
});

test("a passage begins shortly before what matched and says where it was cut", () => {
  const long = `${"word ".repeat(60)}remittances ${"word ".repeat(60)}`;
  const found = passage(long, ["remittance"]);
  assert.match(found, /^… word .*remittances.* …$/);
  assert.ok(found.length < 180);
  assert.equal(passage("Short remittances.", ["remittance"]), "Short remittances.");
});

/** The engine with an index that the builder made of entries; `files` holds what it fetches. */
const create = (kinds, rows, answers = [], size = {}) => {
  const { root, parts } = published(rows, kinds, "en", size);
  const fetched = [];
  const load = async (key) => {
    fetched.push(key);
    return parts[key];
  };
  return { ...globalThis.searchEngine.create({ ...root, answers }, load), fetched, parts };
};
const entries = [
  { u: "", t: "Home", k: "page" },
  { u: "objectives/to5/", t: "Labour migration", i: "TO5", k: "objective", b: "Ways to move." },
  { u: "objectives/to5/#", t: "Ethical recruitment", i: "TO5-A03", k: "activity", s: "TO5 Labour migration", b: "Advise recruiters." },
  { u: "countries/turkey/", t: "Turkey", i: "TUR", k: "country", a: ["Türkiye", "TR"], b: "Labour migration." },
  { u: "key-figures/#", t: "Boats of Turkey", i: "KF-BOATS", k: "figure" },
];
const kinds = { objective: { weight: 1.5, plural: "Aims" }, country: { weight: 1.5, plural: "" }, activity: { weight: 1, plural: "Activities" } };
const answers = [{ w: ["boats Turkey"], x: "Nothing is said of boats in Turkey.", i: ["TUR"] }];
const { query } = create(kinds, entries, answers);
const found = async (text) => (await query(text)).results.map((result) => result.path);

test("what is typed in full comes first, by id, title and other name", async () => {
  assert.equal((await found("to5-a03"))[0], "objectives/to5/#to5-a03");
  assert.equal((await found("to5"))[0], "objectives/to5/");
  assert.equal((await found("labor migration"))[0], "objectives/to5/");
  assert.equal((await found("turkiye"))[0], "countries/turkey/");
  assert.equal((await query("Türkiye")).results[0].other, "Türkiye");
  assert.equal((await query("Turkey")).results[0].other, "");
});

test("a number leads to what has it in its id, and an id is known without its hyphen", async () => {
  for (const text of ["5", "objective 5", "aims 5", "TO 5"]) assert.equal((await found(text))[0], "objectives/to5/", text);
  assert.equal((await found("to5 a03"))[0], "objectives/to5/#to5-a03");
  for (const [text, sure] of [["to5-a03", true], ["TO 5", true], ["labour", false]]) assert.equal((await query(text)).sure, sure, text);
});

test("without all words, most are enough, and it is said which were left out: first what nothing holds, then what is common", async () => {
  assert.deepEqual((await query("ethical recruitment")).without, []);
  const { whole, total, without } = await query("labour turkey");
  assert.deepEqual([whole, total, without], [1, 2, ["labour"]]);
  assert.deepEqual(await found("labour turkey"), ["countries/turkey/", "key-figures/#kf-boats"]);
  assert.deepEqual((await query("advise labour")).without, []);
  assert.deepEqual((await query("recruitment qqqqqq")).without, ["qqqqqq"]);
  assert.deepEqual((await query("labour migration recruiters turkey")).without, ["turkey"]);
  assert.equal((await found("labour migration recruiters turkey"))[0], "objectives/to5/#to5-a03");
  assert.deepEqual(await query("qqqqqq wwwwww"), { results: [], total: 0, whole: 0, without: [], answer: "", sure: false });
});

test("what the content does not say is answered, and what comes nearest is first", async () => {
  assert.equal((await query("how many boats are in turkey")).answer, "Nothing is said of boats in Turkey.");
  assert.equal((await found("how many boats are in turkey"))[0], "countries/turkey/");
  assert.equal((await query("boats")).answer, "");
});

test("only the first results are given, unless all are asked for", async () => {
  const many = create({}, Array.from({ length: 20 }, (_, n) => ({ u: `${n}/`, t: `Boat ${n}` })));
  const [first, all] = [await many.query("boat"), await many.query("boat", Infinity)];
  assert.deepEqual([first.results.length, first.total, all.results.length], [8, 20, 20]);
});

test("slips and beginnings are forgiven; without all words, some are enough", async () => {
  assert.equal((await found("recruitmnet"))[0], "objectives/to5/#to5-a03");
  assert.equal((await found("recrui"))[0], "objectives/to5/#to5-a03");
  assert.equal((await found("recruitment elsewhere"))[0], "objectives/to5/#to5-a03");
  assert.deepEqual(await found("qqqqqq"), []);
});

test("the data of a kind say whether its id is shown, and how it weighs", async () => {
  assert.equal((await query("to5")).results[0].id, "TO5");
  assert.equal((await query("turkey")).results[0].id, "");
  const twins = [{ u: "a/", t: "Recruitment", k: "one" }, { u: "b/", t: "Recruitment", k: "two" }];
  const first = async (weights) => (await create(weights, twins).query("recruitment")).results[0].path;
  assert.equal(await first({ one: { weight: 1, plural: "" }, two: { weight: 2, plural: "" } }), "b/");
  assert.equal(await first({ one: { weight: 2, plural: "" }, two: { weight: 1, plural: "" } }), "a/");
});

// --- in parts ----------------------------------------------------------------------------------

const QUESTIONS = [
  "to5", "TO 5", "aims 5", "labour migration", "labor turkey", "recrui", "recruitmnet", "turkiye", "TR", "boats turkey", "how many boats are in turkey", "m",
  "qqqqqq wwwwww", "advise", "advise labour", "wyas",
];
const TINY = { whole: 0, words: 30, texts: 20 };

test("an index in parts answers as one that is whole", async () => {
  const parted = create(kinds, entries, answers, TINY);
  assert.ok(Object.keys(parted.parts).length > 10);
  for (const text of QUESTIONS) {
    const [one, other] = [await query(text, Infinity), await parted.query(text, Infinity)];
    for (const result of other.results) if (!result.text) result.text = await parted.text(result);
    assert.deepEqual(other, one, text);
  }
});

test("a question fetches what its words need, and once; a text when it is asked for; what may be meant, where nothing is found", async () => {
  const { fetched, parts, query: ask, text } = create(kinds, entries, [], TINY);
  const of = (kind) => fetched.filter((key) => key.startsWith(kind)).length;
  const { results: [first] } = await ask("ethical");
  assert.deepEqual([of("words"), of("texts"), of("similar"), first.text], [1, 0, 0, null]);
  assert.equal((await text(first)).map(([piece]) => piece).join(""), "Advise recruiters.");
  await text(first);
  await ask("ethical");
  assert.deepEqual([of("words"), of("texts"), of("similar")], [1, 1, 0]);
  assert.equal((await ask("recruitmnet")).results[0].path, "objectives/to5/#to5-a03");
  assert.equal(of("similar"), 1);
  assert.ok(of("words") < Object.keys(parts).filter((key) => key.startsWith("words")).length);
  assert.equal(new Set(fetched).size, fetched.length);
});

test("a part that did not come is fetched again the next time", async () => {
  const { root, parts } = published(entries, kinds, "en", TINY);
  let down = true;
  const load = (key) => (down ? Promise.reject(new Error(key)) : Promise.resolve(parts[key]));
  const { query: ask, text } = globalThis.searchEngine.create({ ...root, answers: [] }, load);
  await assert.rejects(ask("ethical"), /words/);
  down = false;
  const { results: [first] } = await ask("ethical");
  down = true;
  await assert.rejects(text(first), /texts/);
  down = false;
  assert.equal((await text(first)).length > 0, true);
});
