// The search engine without a browser; what real readers type is tried on the built site (tests/pages/test_search.py).
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import MiniSearch from "minisearch";

await import("../../templates/search/words.en.js");
await import("../../templates/search/words.js");
await import("../../templates/search/engine.js");
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

/** The columns of the index, as the builder writes them. */
const columns = (rows) => Object.fromEntries(Array.from("utiksabc", (field) => [field, rows.map((row) => row[field] ?? 0)]));
const create = (kinds, rows, answers = []) => globalThis.searchEngine.create({ kinds, answers, entries: columns(rows) }, MiniSearch);
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
const found = (text) => query(text).results.map((result) => result.path);

test("what is typed in full comes first, by id, title and other name", () => {
  assert.equal(found("to5-a03")[0], "objectives/to5/#to5-a03");
  assert.equal(found("to5")[0], "objectives/to5/");
  assert.equal(found("labor migration")[0], "objectives/to5/");
  assert.equal(found("turkiye")[0], "countries/turkey/");
  assert.equal(query("Türkiye").results[0].other, "Türkiye");
  assert.equal(query("Turkey").results[0].other, "");
});

test("a number leads to what has it in its id, and an id is known without its hyphen", () => {
  for (const text of ["5", "objective 5", "aims 5", "TO 5"]) assert.equal(found(text)[0], "objectives/to5/", text);
  assert.equal(found("to5 a03")[0], "objectives/to5/#to5-a03");
  assert.deepEqual(["to5-a03", "TO 5", "labour"].map((text) => query(text).sure), [true, true, false]);
});

test("without all words, most are enough, and it is said which were left out: first what nothing holds, then what is common", () => {
  assert.deepEqual(query("ethical recruitment").without, []);
  const { whole, total, without } = query("labour turkey");
  assert.deepEqual([whole, total, without], [1, 2, ["labour"]]);
  assert.deepEqual(found("labour turkey"), ["countries/turkey/", "key-figures/#kf-boats"]);
  assert.deepEqual(query("advise labour").without, []);
  assert.deepEqual(query("recruitment qqqqqq").without, ["qqqqqq"]);
  assert.deepEqual(query("labour migration recruiters turkey").without, ["turkey"]);
  assert.equal(found("labour migration recruiters turkey")[0], "objectives/to5/#to5-a03");
  assert.deepEqual(query("qqqqqq wwwwww"), { results: [], total: 0, whole: 0, without: [], answer: "", sure: false });
});

test("what the content does not say is answered, and what comes nearest is first", () => {
  assert.equal(query("how many boats are in turkey").answer, "Nothing is said of boats in Turkey.");
  assert.equal(found("how many boats are in turkey")[0], "countries/turkey/");
  assert.equal(query("boats").answer, "");
});

test("only the first results are given, unless all are asked for", () => {
  const many = create({}, Array.from({ length: 20 }, (_, n) => ({ u: `${n}/`, t: `Boat ${n}` })));
  assert.deepEqual([many.query("boat").results.length, many.query("boat").total, many.query("boat", Infinity).results.length], [8, 20, 20]);
});

test("slips and beginnings are forgiven; without all words, some are enough", () => {
  assert.equal(found("recruitmnet")[0], "objectives/to5/#to5-a03");
  assert.equal(found("recrui")[0], "objectives/to5/#to5-a03");
  assert.equal(found("recruitment elsewhere")[0], "objectives/to5/#to5-a03");
  assert.deepEqual(found("qqqqqq"), []);
});

test("the data of a kind say whether its id is shown, and how it weighs", () => {
  assert.equal(query("to5").results[0].id, "TO5");
  assert.equal(query("turkey").results[0].id, "");
  const twins = [{ u: "a/", t: "Recruitment", k: "one" }, { u: "b/", t: "Recruitment", k: "two" }];
  const first = (weights) => create(weights, twins).query("recruitment").results[0].path;
  assert.equal(first({ one: { weight: 1, plural: "" }, two: { weight: 2, plural: "" } }), "b/");
  assert.equal(first({ one: { weight: 2, plural: "" } }), "a/");
});

test("the library of the site is the one that is tested here", () => {
  const path = new URL("../../templates/search/vendor/minisearch.js", import.meta.url);
  const { version } = JSON.parse(readFileSync(new URL("node_modules/minisearch/package.json", import.meta.url), "utf-8"));
  assert.ok(readFileSync(path, "utf-8").startsWith(`/*! MiniSearch ${version},`));
});
