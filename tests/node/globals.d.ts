// What the scripts of the site hand to each other, and what the builder hands to them. Checked by tsc, published nowhere.

/** What stands in the braces of a text; a number is written as the language writes it. */
type WordValues = Record<string, string | number>;

/** The words of scripts in a language: by the English ones, with a form for each of its plurals (Intl.PluralRules); builder/pages/script_words.py. */
interface SiteWords {
  forms: Record<string, number>;
  messages: Record<string, string | string[]>;
}

/** How scripts say things in the language of the page. */
interface Wording {
  /** A text, with its braces filled. */
  t(text: string, values?: WordValues): string;
  /** A text about a number of things, which is `{number}` in it. */
  tn(one: string, many: string, n: number, values?: WordValues): string;
  /** Words in a row, as a sentence lists them. */
  series(items: string[]): string;
}
declare var siteWords: SiteWords | undefined;
declare var wording: Wording;

/** What results show of the entries, field by field, 0 for nothing (builder/pages/search.py): address, title, id, kind, section, code; an address that ends in "#" goes on with the id. */
interface SearchColumns {
  u: string[];
  t: string[];
  i: (string | 0)[];
  k: (string | 0)[];
  s: (string | 0)[];
  c: (string | 0)[];
}

/** Words in their order and the entries that hold them, in few letters; by the names that begin with them, the numbers of entries: others, and titles in the original. */
interface SearchWordsPart {
  w: string;
  p: string;
  a?: Record<string, number[]>;
  o?: Record<string, number[]>;
}

/** The parts of an index in their order: where each begins, and what it holds, or the key by which it is fetched. */
type SearchParts<Begin, Data> = [Begin, Data | string][];

/** Fetches a part by its key. */
type SearchLoad = (key: string) => Promise<any>;

/** What the editors say where the content has nothing: the phrases asked for, the answer, and the ids of what comes nearest. */
interface SearchAnswer {
  w: string[];
  i: string[];
  x: string;
}

/**
 * The search index: what holds for each kind of entry, the editors' answers, the entries, and what leads to the page of results where there is none;
 * how many different words each entry has in a field; and its parts: words, texts, and if it has many of words, the key of those that may be meant.
 */
interface SearchIndex {
  answers: SearchAnswer[];
  kinds: Record<string, { weight: number; plural: string }>;
  entries: SearchColumns;
  offer: string;
  lengths: Partial<Record<"i" | "t" | "a" | "s" | "b" | "o", number[]>>;
  words: SearchParts<string, SearchWordsPart>;
  texts: SearchParts<number, (string | 0)[]>;
  similar?: string;
}

/** An entry that holds what was asked: its number, its score, the words that matched, and how many of those asked are in its title. */
interface SearchHit {
  n: number;
  score: number;
  terms: string[];
  titled: number;
}

/** Gives the entries that hold all of some words, best first: as they were typed, or where there is none, with slips; and those that go by a name. */
interface SearchRanking {
  all(words: string[]): Promise<SearchHit[]>;
  exactly(words: string[]): Promise<SearchHit[]>;
  named(key: string): Promise<[number, string][]>;
}

/**
 * A result, with its texts in pieces: each with whether it matched. `other` is the name that was typed, if it is not the title;
 * `text` is null as long as it has to be fetched.
 */
interface SearchResult {
  n: number;
  terms: string[];
  path: string;
  id: string;
  title: [string, boolean][];
  where: string;
  other: string;
  text: [string, boolean][] | null;
}

/**
 * The first results and how many there are in all, and hold all words; the words left out for the others; the editors' answer; `sure` if an id was typed;
 * `retyped` is what was meant, if it was typed with the keyboard of another script.
 */
interface SearchFindings {
  results: SearchResult[];
  total: number;
  whole: number;
  without: string[];
  answer: string;
  sure: boolean;
  retyped?: string;
}

/** What a result says, as elements: the same in the list below the box and on the page of results. */
interface SiteSearch {
  query(text: string, limit?: number): Promise<SearchFindings>;
  address(path: string): string;
  shown(result: SearchResult): HTMLElement[];
  count(found: SearchFindings, text: string): string;
}

interface SearchEngine {
  create(index: SearchIndex, load: SearchLoad): {
    query(text: string, limit?: number): Promise<SearchFindings>;
    text(result: SearchResult): Promise<[string, boolean][]>;
  };
}

/** What the search knows of a language (templates/search/words.en.js and the like, which come before words.js). */
interface SearchLanguage {
  /** What is compared of a word, which is folded and perhaps of another language: that is left as it is. */
  stem(word: string): string;
  /** Words with which people ask, and which say nothing of what they ask for. */
  quiet: Set<string>;
  /** Letters that Unicode takes apart and the language does not. */
  letters: string;
  /** The same keys on the keyboard of another script. */
  other?(text: string): string;
}

declare var searchLanguages: SearchLanguage[] | undefined;

interface SearchWords {
  fold(word: string): string;
  words(text: string): string[];
  queryWords(text: string): string[];
  phrase(text: string): string;
  bare(text: string): string;
  telling(words: string[]): string[];
  retyped(text: string): string;
  slips(term: string): number;
  moreSlips(term: string): number;
  pieces(text: string, terms: string[]): [string, boolean][];
  passage(text: string, terms: string[]): string;
}

/** A way to cite (builder/model/citation_format.py). */
interface CiteFormat {
  name: string;
  label: string;
  parts: string[];
  escapes: Record<string, string>;
  note?: string;
  accessed?: [string, string, string];
  rich?: boolean;
  protects?: boolean;
  more?: boolean;
}

/** What a citation is made of; `editors` says that the title is theirs, `accessed` is when the address was read. */
interface CiteValues {
  id: string;
  code?: string;
  title: string;
  url: string;
  editors: boolean;
  accessed?: Date;
}

/** By which column a table is sorted (-1: as it came), and whether downwards. */
interface Sorting {
  column: number;
  down: boolean;
}

declare var citation: {
  fill(format: CiteFormat, values: CiteValues): string;
  /** What is formatted, to be parsed. Throws where the text has other tags than a citation. */
  markup(text: string): string;
};
/** An entry of a table: a row, or a body of rows, with the cells by which it is sorted and filtered. */
interface Entry {
  element: HTMLTableRowElement | HTMLTableSectionElement;
  cells: HTMLCollectionOf<HTMLTableCellElement>;
}

/** What scripts for tables share. */
interface TableTools {
  asked(name: string): string;
  remember(values: Record<string, string>): void;
  make<Name extends keyof HTMLElementTagNameMap>(name: Name, properties?: object, ...children: (string | Node)[]): HTMLElementTagNameMap[Name];
  option(value: string, text?: string): HTMLOptionElement;
  filterForm(className: string, label: string): HTMLFormElement;
  tableOf(box: Element): { table: HTMLTableElement; heads: HTMLTableCellElement[] };
  readChosen(text: string, ids: (string | undefined)[], most: number): number[];
}

declare var tableTools: TableTools;
declare var searchWords: SearchWords;
/** Parts of the index that scripts have brought, by their keys. */
declare var searchParts: Record<string, any>;
declare var searchReading: {
  unfolded(text: string): string[];
  readWords(part: SearchWordsPart): SearchWordsRead;
  parts<Begin extends string | number, Data, Read>(
    listed: SearchParts<Begin, Data>, load: SearchLoad, read: (data: Data) => Read,
  ): { there(at: number): Read | undefined; ready(all: number[]): Promise<void>; of(key: Begin): number };
};
/** Of each field, by its sign, the entries that hold a word there, each with how often: number, times, number, times … */
type SearchPostings = Map<string, number[]>;
interface SearchWordsRead {
  words: string[];
  /** The entries that go by a name, as it is compared: their numbers, and the name if it is shown. */
  names: Map<string, [number, string][]>;
  open(at: number): SearchPostings;
  /** Where a word is, or would be. */
  place(word: string): number;
}
declare var searchRanking: { create(index: SearchIndex, weight: (n: number) => number, load: SearchLoad): SearchRanking };
declare var searchEngine: SearchEngine;
declare var searchIndex: SearchIndex;
declare var siteSearch: SiteSearch;
/** Logic of scripts that are loaded without a page. */
declare var siteLogic: Record<string, unknown> | undefined;

/** Something that can be part of a reader's own brief, and where it is on the page (templates/pages/brief.md.jinja). */
interface BriefPart {
  id: string;
  name: string;
  page: URL;
  check: HTMLInputElement;
  row: HTMLElement;
  body: HTMLElement;
  loading?: Promise<void>;
}

/** What brief.js computes without a page. */
interface BriefLogic {
  /** A text without accents and capitals. */
  fold(text: string): string;
  /** Whether names have all words that were typed, whatever their accents and capitals. */
  fits(names: string, typed: string): boolean;
  /** What an address asks for: the parts in its order, each once, and what is none. If it only adds, or says nothing, others come before. */
  read<Part extends { id: string }>(search: string, parts: Part[], before: Part[]): { chosen: Part[]; unknown: string[] };
  /** The order after one has gone up (-1) or down (1); beyond an end it comes in at the other. */
  moved<Item>(list: Item[], at: number, by: number): Item[];
  /** The value of an attribute in which ids have a prefix, so that those of two parts differ. */
  prefixed(name: string, value: string, prefix: string): string;
}

/** How brief.js reaches and makes elements. */
interface BriefTools {
  find(selector: string, within?: ParentNode): HTMLElement;
  all(selector: string, within?: ParentNode): HTMLElement[];
  make<Name extends keyof HTMLElementTagNameMap>(name: Name, properties: object, ...children: (string | Node)[]): HTMLElementTagNameMap[Name];
  /** Tells what happened, also those who do not see it. */
  say(words: string): void;
}
/** Trusted Types, as far as scripts use them here. TypeScript knows the sinks by their strings only. */
interface TrustedTypePolicies {
  createPolicy<Rules>(name: string, rules: Rules): Rules;
}
declare var trustedTypes: TrustedTypePolicies | undefined;
/** Fetches one of the scripts beside app.js. */
declare var loadScript: (name: string) => HTMLScriptElement;

/** The parts that scripts have brought, by the addresses of the scripts (builder/publish/offline.py). */
declare var siteParts: Record<string, string> | undefined;
