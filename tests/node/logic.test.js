// What the scripts of the site compute, without a browser: `node --test tests/node`.
import assert from "node:assert/strict";
import test from "node:test";
import { asked, distance, nearest, paths } from "../../site_overrides/assets/missing.js";

await import("../../site_overrides/assets/tables.js");
await import("../../site_overrides/assets/citation.js");
await import("../../site_overrides/assets/cite.js");
await import("../../site_overrides/assets/brief.js");
const { compare, nextSorting, readSorting, readChosen, withValues, lowerCase, fits, read, moved, prefixed } = globalThis.siteLogic;
const { fill, markup } = globalThis.citation;

const sorted = (values, down) => values.toSorted((a, b) => compare(a, b, down));

test("numbers are sorted by size, text by its numbers, and what has no value comes last both ways", () => {
  assert.deepEqual(sorted(["10", "9.5", "", "-1"]), ["-1", "9.5", "10", ""]);
  assert.deepEqual(sorted(["10", "9.5", "", "-1"], true), ["10", "9.5", "-1", ""]);
  assert.deepEqual(sorted(["TO10", "TO9", "Åland", "Algeria"]), ["Åland", "Algeria", "TO9", "TO10"]);
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
  const ids = ["ANT", "MAR", "URU"];
  assert.deepEqual(readChosen("uru,ant", ids, 4), [2, 0]);
  assert.deepEqual(readChosen("uru, URU xyz mar", ids, 4), [2, 1]);
  assert.deepEqual(readChosen("ant,mar,uru", ids, 2), [0, 1]);
  assert.deepEqual(readChosen("<script>", ids, 4), []);
});

test("an address keeps what is not ours, and leaves out what is empty", () => {
  assert.equal(withValues("?q=a&sort=name", { sort: "", find: "é b" }), "?q=a&find=%C3%A9+b");
  assert.equal(withValues("?c=uru", { c: "uru,mar" }), "?c=uru,mar");
  assert.equal(withValues("?c=uru", { c: "" }), "");
});

test("a citation is filled from its parts", () => {
  const format = { name: "x", label: "X", parts: ["[", "title", "](", "url", ")", "note", " ", "id", ""], note: " (editors)", escapes: { "[": "\\[" } };
  const values = { id: "TO5", title: "A [b]", url: "https://example.org/id/to5/", editors: false };
  assert.equal(fill(format, values), "[A \\[b]](https://example.org/id/to5/) TO5");
  assert.equal(fill(format, { ...values, editors: true }), "[A \\[b]](https://example.org/id/to5/) (editors) TO5");
  assert.equal(fill({ ...format, escapes: {} }, { ...values, title: "toString" }), "[toString](https://example.org/id/to5/) TO5");
});

test("of a citation only italics and links are markup", () => {
  const text = "Office. ‘A &lt;b&gt; c’. In <i>Strategy</i>. <a href=\"https://example.org/id/to1/\">https://example.org/id/to1/</a>";
  assert.equal(markup(text), text);
  for (const other of ["<b>", "<script>", "<i onclick=x>", "<a href=\"javascript:x\">", "<a href=\"https:x\" onclick=\"x\">", "<svg/onload=x>", "< i>", "<img src=x"]) {
    assert.throws(() => markup(`a${other}b`), TypeError, other);
  }
});

test("a citation says when its address was read, as its style writes dates", () => {
  const values = { id: "A", title: "B", url: "u", editors: false, accessed: new Date(2026, 11, 3, 23, 59) };
  const written = (style) => fill({ name: "x", label: "X", parts: ["", "url", "", "accessed", "."], escapes: {}, accessed: [" (", style, ")"] }, values);
  assert.equal(written("month"), "u (December 3, 2026).");
  assert.equal(written("iso"), "u (2026-12-03).");
  assert.equal(fill({ name: "x", label: "X", parts: ["", "url", "", "accessed", "."], escapes: {} }, values), "u.");
});

test("capitals are protected where a style might change them", () => {
  const format = { name: "x", label: "X", parts: ["", "title", ""], escapes: { "&": "\\&" }, protects: true };
  const written = (title) => fill(format, { id: "A", title, url: "u", editors: false });
  assert.equal(written("Work of WHO & others in Malta"), "Work of {WHO} \\& others in {Malta}");
  assert.equal(written("WHO’s work"), "{WHO’s} work");
  assert.equal(written("Élan élan"), "Élan élan");
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

test("a part is found by all words that were typed, without accents and capitals", () => {
  for (const typed of ["turk", "TÜRKIYE", "tur turkey", ""]) assert.ok(fits("TUR Turkey Türkiye", typed), typed);
  for (const typed of ["turkmen", "turkey malta"]) assert.ok(!fits("TUR Turkey Türkiye", typed), typed);
});

test("an address says what a brief is made of, and in what order", () => {
  const parts = ["ANT", "URU", "TO5", "key-figures"].map((id) => ({ id }));
  const ids = (search, before = []) => read(search, parts, parts.filter(({ id }) => before.includes(id))).chosen.map(({ id }) => id);
  assert.deepEqual(ids("?with=URU,TO5"), ["URU", "TO5"]);
  assert.deepEqual(ids("?with=to5,uru,URU, Key-Figures"), ["TO5", "URU", "key-figures"]);
  assert.deepEqual(ids("?with=TO5", ["ANT"]), ["TO5"], "what an address says is all there is");
  assert.deepEqual(ids("?with=TO5&add", ["ANT", "TO5"]), ["ANT", "TO5"], "unless it adds");
  assert.deepEqual(ids("?with=URU&add", ["ANT"]), ["ANT", "URU"]);
  assert.deepEqual(ids("", ["ANT"]), ["ANT"], "an address that says nothing leaves what was chosen");
  assert.deepEqual(ids("?with=", ["ANT"]), []);
  assert.deepEqual(read("?with=URU,<b>,nowhere", parts, []).unknown, ["<b>", "nowhere"]);
});

test("a part goes up and down, and at an end comes in at the other", () => {
  const list = ["a", "b", "c"];
  assert.deepEqual(moved(list, 1, -1), ["b", "a", "c"]);
  assert.deepEqual(moved(list, 1, 1), ["a", "c", "b"]);
  assert.deepEqual(moved(list, 0, -1), ["b", "c", "a"]);
  assert.deepEqual(moved(list, 2, 1), ["c", "a", "b"]);
  assert.deepEqual(moved(["a"], 0, 1), ["a"]);
  assert.deepEqual(list, ["a", "b", "c"]);
});

test("ids in attributes get a prefix, other values stay as they are", () => {
  assert.equal(prefixed("id", "office", "uru--"), "uru--office");
  assert.equal(prefixed("aria-labelledby", "a b", "uru--"), "uru--a uru--b");
  assert.equal(prefixed("fill", "url(#lines)", "uru--"), "url(#uru--lines)");
  assert.equal(prefixed("style", "mask: url('#m') url(\"#n\")", "to5--"), "mask: url('#to5--m') url(\"#to5--n\")");
  for (const [name, value] of [["class", "id"], ["title", "a #b"], ["data-id", "URU"]]) assert.equal(prefixed(name, value, "x--"), value);
});
