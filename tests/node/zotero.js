// What Zotero saves: reads a list of pages and files as JSON, writes what Zotero's own translators make of each (tests/zotero.py).
// `zotero-translators` is Zotero's translation server with the translators that it came with; of it, only imports are handed out, but it makes itself known
// under the global name `Zotero`, as it does to its translators. Nothing is fetched: a page is a document that is already there.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

console.log = console.error; // where it tells what it does
const require = createRequire(import.meta.url);
require("zotero-translators");
const { JSDOM } = require("jsdom");
const { Translate } = globalThis.Zotero;

// An item without the documents that hang on it, which are the page itself again.
const bare = (item) => ({ ...item, attachments: item.attachments.map(({ url, mimeType }) => ({ url, mimeType })) });

// What one translator makes of what it is given; where it offers a list, all of that.
const saved = async (translate, translator) => {
  translate.setTranslator(translator);
  translate.setHandler("select", (_, items, take) => take(items));
  return (await translate.translate({ libraryID: false })).map(bare);
};

const begun = (kind, hand) => {
  const translate = new kind();
  hand(translate);
  return translate;
};

const ofPage = async ({ url, text }) => {
  const { document: page } = new JSDOM(text, { url }).window;
  const begin = () => begun(Translate.Web, (translate) => translate.setDocument(page));
  const found = {};
  for (const translator of await begin().getTranslators(true)) found[translator.label] = await saved(begin(), translator);
  return found;
};

const ofFile = async ({ text }) => {
  const begin = () => begun(Translate.Import, (translate) => translate.setString(text));
  const [first] = await begin().getTranslators();
  return { [first.label]: await saved(begin(), first) };
};

const results = [];
for (const given of JSON.parse(readFileSync(0, "utf-8"))) results.push(await (given.url ? ofPage : ofFile)(given));
process.stdout.write(JSON.stringify(results));
