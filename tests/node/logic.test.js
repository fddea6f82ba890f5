// What the scripts of the site compute, without a browser: `node --test tests/node`.
import assert from "node:assert/strict";
import test from "node:test";
import { asked, distance, nearest, paths } from "../../site_overrides/assets/missing.js";

await import("../../site_overrides/assets/tables.js");
await import("../../site_overrides/assets/cite.js");
const { compare, nextSorting, readSorting, readChosen, withValues, fill, lowerCase } = globalThis.siteLogic;

const sorted = (values, down) => values.toSorted((a, b) => compare(a, b, down));

test("numbers are sorted by size, text by its numbers, and what has no value comes last both ways", () => {
  assert.deepEqual(sorted(["10", "9.5", "", "-1"]), ["-1", "9.5", "10", ""]);
  assert.deepEqual(sorted(["10", "9.5", "", "-1"], true), ["10", "9.5", "-1", ""]);
  assert.deepEqual(sorted(["TO10", "TO9", "Åland", "Albania"]), ["Åland", "Albania", "TO9", "TO10"]);
  assert.equal(compare("", ""), 0);
});

test("a head sorts up, then down, then not at all", () => {
  const up = nextSorting({ column: -1, down: false }, 2);
  assert.deepEqual(up, { column: 2, down: false });
  const down = nextSorting(up, 2);
  assert.deepEqual(down, { column: 2, down: true });
  assert.equal(nextSorting(down, 2).column, -1);
  assert.deepEqual(nextSorting(down, 1), { column: 1, down: false });
});

test("an address says how a table is sorted", () => {
  const keys = [undefined, "name", "value"];
  assert.deepEqual(readSorting("value", keys), { column: 2, down: false });
  assert.deepEqual(readSorting("-name", keys), { column: 1, down: true });
  for (const text of ["", "-", "nothing", "undefined"]) assert.deepEqual(readSorting(text, keys), { column: -1, down: false });
});

test("an address says which columns are compared", () => {
  const ids = ["ALB", "MDA", "UKR"];
  assert.deepEqual(readChosen("ukr,alb", ids, 4), [2, 0]);
  assert.deepEqual(readChosen("ukr, UKR xyz mda", ids, 4), [2, 1]);
  assert.deepEqual(readChosen("alb,mda,ukr", ids, 2), [0, 1]);
  assert.deepEqual(readChosen("<script>", ids, 4), []);
});

test("an address keeps what is not ours, and leaves out what is empty", () => {
  assert.equal(withValues("?q=a&sort=name", { sort: "", find: "é b" }), "?q=a&find=%C3%A9+b");
  assert.equal(withValues("?c=ukr", { c: "ukr,mda" }), "?c=ukr,mda");
  assert.equal(withValues("?c=ukr", { c: "" }), "");
});

test("a citation is filled from its parts", () => {
  const format = { name: "x", label: "X", parts: ["[", "title", "](", "url", ")", "note", " ", "id", ""], note: " (editors)", escapes: { "[": "\\[" } };
  const values = { id: "TO5", title: "A [b]", url: "https://example.org/id/to5/", editors: false };
  assert.equal(fill(format, values), "[A \\[b]](https://example.org/id/to5/) TO5");
  assert.equal(fill(format, { ...values, editors: true }), "[A \\[b]](https://example.org/id/to5/) (editors) TO5");
  assert.equal(fill({ ...format, escapes: {} }, { ...values, title: "toString" }), "[toString](https://example.org/id/to5/) TO5");
});

test("an id in capitals leads to its page", () => {
  assert.equal(lowerCase("/plan/id/TO5/"), "/plan/id/to5/");
  assert.equal(lowerCase("/id/TO5"), "/id/to5/");
  assert.equal(lowerCase("/id/TO5/cite.html"), "/id/to5/cite.html");
  for (const path of ["/id/to5/", "/ID/TO5/", "/objectives/TO5/", "/"]) assert.equal(lowerCase(path), null);
});

test("the distance of two words is how many letters differ", () => {
  for (const [a, b, far] of [["", "", 0], ["ukraine", "ukraine", 0], ["ukrane", "ukraine", 1], ["a", "bcd", 3], ["kitten", "sitting", 3]]) {
    assert.equal(distance(a, b), far);
    assert.equal(distance(b, a), far);
  }
});

test("the map of a site gives its paths, wherever it is", () => {
  const map = (...addresses) => addresses.map((address) => `<url><loc>${address}</loc></url>`).join("");
  assert.deepEqual(paths(map("https://a.org/x/", "https://a.org/x/countries/", "https://a.org/x/countries/ukraine/")), ["countries", "countries/ukraine"]);
  assert.deepEqual(paths(map("https://a.org/count/", "https://a.org/country/")), ["count", "country"]);
  assert.deepEqual(paths(""), []);
});

test("the nearest path is suggested, and none if all are far", () => {
  const all = ["countries/ukraine", "countries/uzbekistan", "objectives/to5", "glossary"];
  assert.equal(nearest(asked("countrys/Ukrane/index.html"), all), "countries/ukraine");
  assert.equal(nearest(asked("ukraine.md"), all), "countries/ukraine");
  assert.equal(nearest(asked("to5/"), all), "objectives/to5");
  assert.equal(nearest("something-else-entirely", all), null);
  assert.equal(nearest("", all), null);
  assert.equal(nearest("x", []), null);
});
