// Fills the formats of links and citations in, as builder/model/citation_format.py does. Knows of no page.
(() => {
  "use strict";

  /**
   * @param {string} text
   * @param {Record<string, string>} escapes what stands for a character, by character
   */
  const escaped = (text, escapes) => Array.from(text, (char) => (Object.hasOwn(escapes, char) ? escapes[char] : char)).join("");

  /**
   * A title as a format writes it; where it protects capitals, words that have some stand in braces, and the first only if it has more than its initial.
   * @param {CiteFormat} format
   * @param {string} text
   */
  const titled = (format, text) => text.split(" ").map((word, at) => {
    const written = escaped(word, format.escapes);
    const capitals = at ? word : Array.from(word).slice(1).join("");
    return format.protects && /\p{Uppercase}/u.test(capitals) ? `{${written}}` : written;
  }).join(" ");

  /** @param {string} language */
  const inWords = (language) => (/** @type {Date} */ date) => date.toLocaleDateString(language, { dateStyle: "long" });

  /** @type {Record<string, (date: Date) => string>} */
  const DATES = {
    month: inWords("en-US"),
    iso: (date) => [date.getFullYear(), date.getMonth() + 1, date.getDate()].map((number) => String(number).padStart(2, "0")).join("-"),
  };

  /**
   * A citation: every other part of a format is literal, those between name a value. The date of access is the reader's, so only a script knows it.
   * @param {CiteFormat} format
   * @param {CiteValues} values
   */
  const fill = (format, values) => {
    const [before, style, after] = format.accessed ?? ["", "", ""];
    /** @type {Record<string, string>} */
    const fields = {
      id: values.id,
      code: values.code ? escaped(values.code, format.escapes) : values.id,
      url: values.url,
      title: titled(format, values.title),
      note: (values.editors && format.note) || "",
      accessed: style && values.accessed ? before + (DATES[style] ?? inWords(style))(values.accessed) + after : "",
    };
    return format.parts.map((part, at) => (at % 2 ? fields[part] : part)).join("");
  };

  /** The policy of the site lets scripts make markup of nothing but this (builder/publish/headers.py): text, titles in italics, and links. */
  const formatted = {
    createHTML: (/** @type {string} */ text) => {
      if (/<(?!\/?i>|a href="https?:[^"<>]*">|\/a>)/.test(text)) throw new TypeError(text);
      return text;
    },
  };
  const trusted = globalThis.trustedTypes?.createPolicy("citations", formatted) ?? formatted;

  globalThis.citation = { fill, markup: (text) => trusted.createHTML(text) };
})();
