// How scripts say things: English words, or those of a catalogue as words.js brings them (builder/pages/script_words.py).
import assert from "node:assert/strict";
import test from "node:test";

await import("../../site_overrides/assets/app.js");
const { wording } = globalThis.siteLogic;
const english = wording("en");
const russian = wording("ru", {
  forms: { one: 0, few: 1, many: 2 },
  messages: {
    "Searching …": "Поиск …",
    "{format} of {name}": "{name}: {format}",
    "{number} result for “{query}”": ["{number} ответ на «{query}»", "{number} ответа на «{query}»", "{number} ответов на «{query}»"],
  },
});
const results = (say, number) => say.tn("{number} result for “{query}”", "{number} results for “{query}”", number, { query: "мир" });

test("English words are said as they stand in the scripts, with what stands in their braces", () => {
  assert.equal(english.t("Searching …"), "Searching …");
  assert.equal(english.t("{format} of {name}", { format: "BibTeX", name: "{format}" }), "BibTeX of {format}");
  assert.deepEqual([0, 1, 2].map((number) => results(english, number)), ["0 results for “мир”", "1 result for “мир”", "2 results for “мир”"]);
});

test("another language has its own words, in their order, and a form for each of its plurals", () => {
  assert.equal(russian.t("Searching …"), "Поиск …");
  assert.equal(russian.t("{format} of {name}", { format: "RIS", name: "TO5" }), "TO5: RIS");
  const forms = [1, 21, 2, 5, 11].map((number) => results(russian, number));
  assert.deepEqual(forms, ["1 ответ на «мир»", "21 ответ на «мир»", "2 ответа на «мир»", "5 ответов на «мир»", "11 ответов на «мир»"]);
});

test("what a catalogue lacks is English", () => {
  assert.equal(russian.t("Copied"), "Copied");
  assert.deepEqual([1, 2, 5].map((number) => russian.tn("{number} row", "{number} rows", number)), ["1 row", "2 rows", "5 rows"]);
});

test("numbers and lists are written as the language writes them", () => {
  assert.equal(english.t("{number}", { number: 12345 }), "12,345");
  assert.equal(russian.t("{number}", { number: 12345 }), "12\u00a0345");
  assert.equal(wording("ar").t("{number}", { number: 12 }), "12");
  assert.equal(english.series(["a", "b", "c"]), "a, b and c");
  assert.equal(russian.series(["a", "b", "c"]), "a, b и c");
});
