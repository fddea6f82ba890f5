// The order of letters in the languages of `builder/collation.json`, as the Unicode CLDR of Node has it:
// `node tests/node/collation.js > builder/collation.json` renews the file.
// A rule says which letters stand behind one that stands by its number in Unicode ('<') or with it ('='): "d<dž<đ".
import { readFileSync } from "node:fs";

const LANGUAGES = `ar az be bg bs cs da de el en es et fa fi fr he hr hu hy is it ka kk ky lt lv mk mn mt nb nl pl pt ro ru sk sl sq sr sr-Latn sv tg tk tr
  uk uz`.split(/\s+/u);
const between = (one, last) => Array.from({ length: last - one + 1 }, (_, at) => String.fromCodePoint(one + at));
const isLetter = (letter) => /^[\p{Ll}\p{Lo}]$/u.test(letter);
const LATIN = [...between(0x61, 0x7a), ...between(0xe0, 0x17e).filter((letter) => !"ĳĸŀŉ".includes(letter)), ..."əșț"].filter(isLetter);
const SCRIPTS = {
  LATIN,
  CYRILLIC: [...between(0x430, 0x45f), ..."ґғҕҗҙқңҥҫүұҳҷҹһӏәөӣӯ"].filter(isLetter),
  GREEK: between(0x3b1, 0x3c9),
  ARMENIAN: between(0x561, 0x587),
  GEORGIAN: between(0x10d0, 0x10f0),
  HEBREW: between(0x5d0, 0x5ea),
  ARABIC: [...between(0x621, 0x63a), ...between(0x641, 0x64a), ..."پچژکگیہھےںڑڈٹۆێە"].filter(isLetter),
};
const SEVERAL = [...LATIN.slice(0, 26).flatMap((one) => LATIN.slice(0, 26).map((other) => one + other)), "dž", "dzs", "oʻ", "gʻ"];
/* Letters that are as two, as in `_TWO` there. */
const TWO = { æ: "ae", œ: "oe", և: "եւ" };
/* As `_base` in builder/collation.py: a letter without its accent; of other scripts than Latin and Greek, ё alone loses it. */
const base = (letter) => (letter === "ё" || letter.normalize("NFD") < "\u0400" ? [...letter.normalize("NFD")][0] : letter);
const byNumber = (one, other) => (one < other ? -1 : Number(one > other));

/** The most of some letters that stand in a row as in Unicode. */
const inRow = (letters, compare) => {
  const longest = [];
  letters.forEach((letter, at) => {
    const before = longest.slice(0, at).filter((row) => row.at(-1) < letter && compare(row.at(-1), letter) < 0);
    longest.push([...before.reduce((most, row) => (row.length > most.length ? row : most), []), letter]);
  });
  return longest.reduce((most, row) => (row.length > most.length ? row : most), []);
};

/** The rules of a script in a language, each by the letter that it begins with. */
const scriptRules = (letters, several, compare) => {
  const inOrder = (one, other) => compare(one, other) || byNumber(one, other);
  const single = letters.filter((letter) => base(letter) === letter && compare(letter, TWO[letter] ?? "") !== 0).sort(inOrder);
  const kept = inRow(single, compare);
  const put = [...single.filter((letter) => !kept.includes(letter)), ...letters.filter((letter) => compare(letter, base(letter)) !== 0), ...several]
    .filter((letter) => compare(letter, TWO[letter] ?? "") !== 0);
  const rules = new Map();
  for (const letter of [...new Set(put)].sort(inOrder)) {
    const anchor = kept.findLast((before) => compare(before, letter) <= 0) ?? "";
    const last = rules.get(anchor)?.last ?? anchor;
    const sign = last && compare(last, letter) === 0 ? "=" : "<";
    rules.set(anchor, { text: (rules.get(anchor)?.text ?? anchor) + sign + letter, last: letter });
  }
  return new Map([...rules].map(([anchor, { text }]) => [anchor, text]));
};

const rulesOf = (language) => {
  const { compare } = new Intl.Collator(language, { sensitivity: "base" });
  const several = SEVERAL.filter((letters) => compare(letters, `${letters[0]}一`) > 0);
  return new Map(Object.entries(SCRIPTS).flatMap(([name, letters]) => [...scriptRules(letters, name === "LATIN" ? several : [], compare)]));
};

/** The rules of a language that root has not; a letter that stands by its number, where in root it does not, is a rule by itself. */
const ownRules = (language, root) => {
  const rules = rulesOf(language);
  const own = [...rules.keys()].filter((anchor) => rules.get(anchor) !== root.get(anchor)).map((anchor) => rules.get(anchor));
  const said = new Set([...rules.values()].flatMap((rule) => rule.split(/[<=]/u)));
  const alone = [...root.values()].flatMap((rule) => rule.split(/[<=]/u)).filter((letter) => !said.has(letter));
  return [...own, ...alone].sort(byNumber).join(" ");
};

/** The script whose letters stand before those of Latin; "" where none does. */
const first = (language) => {
  const { compare } = new Intl.Collator(language);
  return Object.keys(SCRIPTS).find((name) => name !== "LATIN" && compare(SCRIPTS[name][5], "a") < 0) ?? "";
};

const table = () => {
  const root = rulesOf("en");
  const known = Intl.Collator.supportedLocalesOf(LANGUAGES);
  const languages = known.map((language) => [language, { first: first(language), rules: ownRules(language, root) }]);
  return {
    source: `Unicode CLDR ${process.versions.cldr}, common/collation`,
    licence: "Copyright © 1991-2025 Unicode, Inc. Unicode License V3, https://www.unicode.org/license.txt",
    root: [...root.values()].sort(byNumber).join(" "),
    languages: Object.fromEntries(languages.filter(([, { first: script, rules }]) => script || rules)),
  };
};

/** Words of every letter and of letters in a row, in the order of a language. */
const ordered = (language, words) => [...words].sort(new Intl.Collator(language, { sensitivity: "base" }).compare);

if (process.argv[1] === import.meta.filename) {
  if (process.argv[2] === "order") {
    const asked = JSON.parse(readFileSync(0, "utf-8"));
    process.stdout.write(JSON.stringify(Object.fromEntries(Object.entries(asked).map(([language, words]) => [language, ordered(language, words)]))));
  } else {
    process.stdout.write(`${JSON.stringify(table(), null, 1)}\n`);
  }
}
