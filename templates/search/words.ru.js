// Russian words as the search compares them: without their endings, by Snowball's algorithm (https://snowballstem.org/algorithms/russian/stemmer.html);
// and what was typed with the Latin keyboard for the Russian one, or the other way round.
(() => {
  "use strict";

  /** Endings, of which the longest counts; those in the first list only after а or я. */
  const either = (/** @type {string} */ after, /** @type {string} */ always) => {
    const marked = after.split(" ").filter(Boolean);
    const all = [...marked, ...always.split(" ")].sort((one, other) => other.length - one.length);
    return { find: new RegExp(`(?:${all.join("|")})$`), marked: new Set(marked) };
  };
  const GERUND = either("в вши вшись", "ив ивши ившись ыв ывши ывшись");
  const ADJECTIVE = either("", "ее ие ые ое ими ыми ей ий ый ой ем им ым ом его ого ему ому их ых ую юю ая яя ою ею");
  const PARTICIPLE = either("ем нн вш ющ щ", "ивш ывш ующ");
  const REFLEXIVE = either("", "ся сь");
  const VERB = either(
    "ла на ете йте ли й л ем н ло но ет ют ны ть ешь нно",
    "ила ыла ена ейте уйте ите или ыли ей уй ил ыл им ым ен ило ыло ено ят ует уют ит ыт ены ить ыть ишь ую ю",
  );
  const NOUN = either("", "а ев ов ие ье е иями ями ами еи ии и ией ей ой ий й иям ям ием ем ам ом о у ах иях ях ы ь ию ью ю ия ья я");
  const DERIVED = either("", "ост ость");

  /**
   * A text without an ending; none if it has no such ending.
   * @param {string} text
   * @param {ReturnType<typeof either>} endings
   */
  const without = (text, { find, marked }) => {
    const ending = find.exec(text)?.[0];
    if (!ending) return null;
    const left = text.slice(0, -ending.length);
    return marked.has(ending) && !/[ая]$/.test(left) ? null : left;
  };
  /** Where the part of a word begins that comes after a vowel and a consonant. */
  const region = (/** @type {string} */ word, from = 0) => {
    const found = /[аеиоуыэюя][^аеиоуыэюя]/.exec(word.slice(from));
    return found ? from + found.index + 2 : word.length;
  };
  const adjectival = (/** @type {string} */ text) => {
    const left = without(text, ADJECTIVE);
    return left === null ? null : without(left, PARTICIPLE) ?? left;
  };
  /** The first step: what verbs, adjectives and nouns end in. */
  const uninflected = (/** @type {string} */ text) => {
    const gerund = without(text, GERUND);
    if (gerund !== null) return gerund;
    const plain = without(text, REFLEXIVE) ?? text;
    return adjectival(plain) ?? without(plain, VERB) ?? without(plain, NOUN) ?? plain;
  };

  /**
   * The stem of a word in small letters; of one that is not all Cyrillic, the word.
   * @param {string} word
   */
  const stem = (word) => {
    const text = word.replaceAll("ё", "е");
    const vowel = /^[а-я]+$/.test(text) ? text.search(/[аеиоуыэюя]/) : -1;
    if (vowel < 0) return text;
    const start = vowel + 1;
    const second = Math.max(0, region(text, region(text)) - start);
    const shorter = uninflected(text.slice(start)).replace(/и$/, "");
    const base = without(shorter.slice(second), DERIVED);
    const left = base === null ? shorter : shorter.slice(0, second) + base;
    return text.slice(0, start) + left.replace(/(н)н$|(н)нейше?$|ейше?$|ь$/, "$1$2");
  };

  /** Words with which people ask, and which say nothing of what they ask for. */
  const QUIET = new Set((
    "а без бы в во вы где да для до ее её есть еще ещё же за и из или их к как какая какие какое какой каков какова каковы когда ко который которая "
    + "которые кто куда ли мне много на над найти не нет о об от по под покажи показать при про расскажи с сколько со так такое такой то у что чем "
    + "чём чего чей чья чьи число эта эти это этот я"
  ).split(" "));

  const LATIN = "`qwertyuiop[]asdfghjkl;'zxcvbnm,.";
  const CYRILLIC = "ёйцукенгшщзхъфывапролджэячсмитьбю";
  const keys = (/** @type {string} */ from, /** @type {string} */ to) => new Map(Array.from(from, (key, at) => [key, to[at]]));
  const [toCyrillic, toLatin] = [keys(LATIN, CYRILLIC), keys(CYRILLIC, LATIN)];
  /**
   * The same keys on the other keyboard.
   * @param {string} text
   */
  const other = (text) => {
    const there = /[а-яё]/i.test(text) ? toLatin : toCyrillic;
    return Array.from(text.toLowerCase(), (key) => there.get(key) ?? key).join("");
  };

  globalThis.searchLanguages = [...globalThis.searchLanguages ?? [], { stem, quiet: QUIET, letters: "й", other }];
})();
