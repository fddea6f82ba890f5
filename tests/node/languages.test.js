// The search in languages other than English: what its engine is put together from by builder/pages/search.py, each in a world of its own.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import vm from "node:vm";
import { published } from "./published.js";

/** The search with the rules of some languages. */
const searchIn = (...languages) => {
  const world = vm.createContext({});
  for (const name of [...languages.map((language) => `words.${language}.js`), "words.js", "parts.js", "ranking.js", "engine.js"]) {
    vm.runInContext(readFileSync(new URL(`../../templates/search/${name}`, import.meta.url), "utf-8"), world);
  }
  return world;
};
const kinds = { задача: { weight: 1, plural: "задачи" } };
const create = (world, rows, language) => world.searchEngine.create({ ...published(rows, kinds, language).root, answers: [] });

const russian = searchIn("en", "ru");
const { fold, telling, queryWords } = russian.searchWords;
const { query } = create(russian, [
  { u: "to5/", t: "Трудовая миграция", i: "TO5", k: "задача", b: "Защита прав трудовых мигрантов. МОМ (IOM) поддерживает сервисы.", o: "Labour migration" },
  { u: "to6/", t: "Ёмкие решения", i: "TO6", k: "задача", b: "Чистая вода в каждом районе.", o: "Durable solutions" },
  { u: "tur/", t: "Турция", k: "страна", a: ["Türkiye", "TR"], b: "Денежные переводы мигрантов из Европы." },
], "ru");
const found = async (text) => Array.from((await query(text)).results, ({ path }) => path); // of this world, as what is compared has to be

test("Russian words are found in all their forms, and ё is е", async () => {
  for (const text of ["миграция", "миграции", "миграцией", "МИГРАЦИЮ"]) assert.equal((await found(text))[0], "to5/", text);
  assert.equal((await found("мигрант переводить"))[0], "tur/");
  assert.deepEqual(await found("емкое решение"), ["to6/"]);
  assert.equal(fold("Ёлки"), fold("елка"));
  assert.equal(fold("район"), "район");
});

test("what matched is marked, however it is inflected", async () => {
  const [first] = (await query("вода района")).results;
  assert.deepEqual(Array.from(first.text).filter(([, hit]) => hit).map(([piece]) => piece), ["вода", "районе"]);
});

test("words of a question that say nothing do not count", async () => {
  assert.deepEqual([...telling(["Где", "и", "сколько", "воды"])], ["воды"]);
  assert.deepEqual([...telling(["где"])], ["где"]);
});

test("a word typed with the wrong keyboard is found, and it is said which was meant", async () => {
  assert.deepEqual(await found("vbuhfwbz"), ["to5/"]);
  assert.equal((await query("vbuhfwbz")).retyped, "миграция");
  assert.equal((await query("Xbcnfz djlf")).retyped, "чистая вода");
  assert.equal((await query("шщь")).retyped, "iom");
  assert.deepEqual(await found("шщь"), ["to5/"]);
});

test("what is found as it was typed is not typed again", async () => {
  for (const text of ["миграция", "iom", "turkiye", "to5", "labour", "qqqqqq", "мигрыция"]) assert.equal((await query(text)).retyped, undefined, text);
});

test("the title in the language of the original leads to the entry, which keeps its own", async () => {
  assert.equal((await found("labor migration"))[0], "to5/");
  assert.equal((await found("durable solution"))[0], "to6/");
  const [first] = (await query("durable solutions")).results;
  assert.equal(Array.from(first.title, ([piece]) => piece).join(""), "Ёмкие решения");
});

test("a language without rules has its words as they are, without case and accents", async () => {
  const plain = searchIn();
  assert.equal(plain.searchWords.fold("Straße"), "strasse");
  assert.equal(plain.searchWords.fold("Ländern"), "landern");
  assert.equal(plain.searchWords.fold("organisation"), "organisation");
  assert.deepEqual([...plain.searchWords.telling(["the", "end"])], ["the", "end"]);
  const { query: ask } = create(plain, [{ u: "a/", t: "Wasser für alle Länder" }, { u: "b/", t: "Fischerei" }], "de");
  assert.deepEqual(Array.from((await ask("lander wasser")).results, ({ path }) => path), ["a/"]);
  assert.equal((await ask("vbuhfwbz")).total, 0);
});

test("ids and addresses stay whole among Russian words", async () => {
  assert.deepEqual([...queryWords("задача TO5-A03")], ["задача", "TO5-A03"]);
  assert.equal((await query("to 5")).sure, true);
  assert.equal((await found("задача 5"))[0], "to5/");
});
