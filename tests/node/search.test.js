// The search engine without a browser; what real readers type is tried on the built site (tests/pages/test_search.py).
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import MiniSearch from "minisearch";

await import("../../site_overrides/assets/search-engine.js");
const { create, fold, words, queryWords, phrase, pieces, passage } = globalThis.searchEngine;

const folded = [
  ["Labour", "labor"], ["PROGRAMMES", "program"], ["organisation", "organize"], ["organizing", "organize"], ["analysed", "analyze"],
  ["centre", "center"], ["defence", "defense"], ["countries", "country"], ["boxes", "box"], ["crisis", "crisis"], ["status", "status"],
  ["Türkiye", "turkiye"], ["İstanbul", "istanbul"], ["Łódź", "lodz"], ["Shqipëria", "shqiperia"], ["Straße", "strasse"], ["O’zbekiston", "ozbekiston"],
  ["IDs", "ids"], ["TO5", "to5"], ["Україна", "украіна"],
];
for (const [word, wanted] of folded) test(`${word} is compared as ${wanted}`, () => assert.equal(fold(word), wanted));

test("ids and addresses stay whole besides their parts", () => {
  assert.deepEqual(words("See TO5-A03, (well-known) “it’s”."), ["See", "TO5-A03", "TO5", "A03", "well-known", "well", "known", "it’s"]);
  assert.deepEqual(queryWords("TO5-A03"), ["TO5-A03"]);
  assert.deepEqual(queryWords("office@example.org"), ["office@example.org"]);
  assert.deepEqual(queryWords("well-known"), ["well", "known"]);
  assert.equal(phrase("Labour – migration"), "labor migration");
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

const entries = [
  { u: "", t: "Home", k: "page" },
  { u: "objectives/to5/", t: "Labour migration", i: "TO5", k: "objective", b: "Ways to move." },
  { u: "objectives/to5/#to5-a03", t: "Ethical recruitment", i: "TO5-A03", k: "activity", s: "TO5 Labour migration", b: "Advise recruiters." },
  { u: "countries/turkey/", t: "Turkey", i: "TUR", k: "country", a: ["Türkiye", "TR"], b: "Labour migration." },
];
const kinds = { objective: { weight: 1.5, showId: true }, country: { weight: 1.5, showId: false }, activity: { weight: 1, showId: true } };
const { query } = create({ kinds, entries }, MiniSearch);
const found = (text) => query(text).map((result) => result.path);

test("what is typed in full comes first, by id, title and other name", () => {
  assert.equal(found("to5-a03")[0], "objectives/to5/#to5-a03");
  assert.equal(found("to5")[0], "objectives/to5/");
  assert.equal(found("labor migration")[0], "objectives/to5/");
  assert.equal(found("turkiye")[0], "countries/turkey/");
  assert.equal(query("Türkiye")[0].other, "Türkiye");
  assert.equal(query("Turkey")[0].other, "");
});

test("slips and beginnings are forgiven; without all words, some are enough", () => {
  assert.equal(found("recruitmnet")[0], "objectives/to5/#to5-a03");
  assert.equal(found("recrui")[0], "objectives/to5/#to5-a03");
  assert.equal(found("recruitment elsewhere")[0], "objectives/to5/#to5-a03");
  assert.deepEqual(found("qqqqqq"), []);
});

test("the data of a kind say whether its id is shown, and how it weighs", () => {
  assert.equal(query("to5")[0].id, "TO5");
  assert.equal(query("turkey")[0].id, "");
  const twins = [{ u: "a/", t: "Recruitment", k: "one" }, { u: "b/", t: "Recruitment", k: "two" }];
  const first = (weights) => create({ kinds: weights, entries: twins }, MiniSearch).query("recruitment")[0].path;
  assert.equal(first({ one: { weight: 1, showId: false }, two: { weight: 2, showId: false } }), "b/");
  assert.equal(first({ one: { weight: 2, showId: false } }), "a/");
});

test("the library of the site is the one that is tested here", () => {
  const path = new URL("../../site_overrides/assets/vendor/minisearch.js", import.meta.url);
  const { version } = JSON.parse(readFileSync(new URL("node_modules/minisearch/package.json", import.meta.url), "utf-8"));
  assert.ok(readFileSync(path, "utf-8").startsWith(`/* MiniSearch ${version},`));
});
