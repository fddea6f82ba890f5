// The search box and the first results below it, a list of links. The builder puts it behind the index and the engine, in one script that is loaded when
// somebody comes to use it (builder/pages/search.py).
// Enter opens the result that is chosen, or what has the id that was typed; else the form leads to the page of all results (results.js).
(() => {
  "use strict";
  const { t, tn, series } = globalThis.wording;
  const form = /** @type {HTMLFormElement} */ (document.querySelector("[data-search]"));
  const part = (/** @type {string} */ selector) => /** @type {HTMLElement} */ (form.querySelector(selector));
  const input = /** @type {HTMLInputElement} */ (part("input"));
  const panel = part("[data-search-panel]");
  const list = part("[role=listbox]");
  const status = part("[role=status]");
  /** The address of the site, which shares its scripts with its translations. */
  const base = new URL("../", form.action);
  /** How long results stand, in milliseconds, until their texts are fetched: those of a question that is still being typed hardly do. */
  const PAUSE = 120;
  let at = -1;
  let sure = false; // the first result has the id that was typed
  let latest = 0;

  // --- the engine ----------------------------------------------------------------------------

  /**
   * Fetches a part of the index: as a script, which a page from a folder may do too.
   * @type {SearchLoad}
   */
  const load = (key) => new Promise((done, failed) => {
    const element = globalThis.loadScript(`search/${key}.js`);
    element.onload = () => done(globalThis.searchParts[key]);
    element.onerror = () => failed(new Error(element.src));
  });
  const engine = globalThis.searchEngine.create(globalThis.searchIndex, load);
  /**
   * Where an entry is; a copy that is opened without a server needs the name of the file, too.
   * @param {string} path
   */
  const address = (path) => {
    const file = "offline" in document.documentElement.dataset ? path.replace(/(^|\/)(?=[?#]|$)/, "$1index.html") : path;
    return base.href + file;
  };

  // --- the list ------------------------------------------------------------------------------

  /**
   * @param {string} className
   * @param {(string | Node)[]} children
   */
  const make = (className, ...children) => {
    const element = document.createElement("span");
    element.className = className;
    element.append(...children);
    return element;
  };
  /**
   * Pieces of text, the matched ones marked; nothing is ever parsed as HTML.
   * @param {[string, boolean][]} pieces
   */
  const marked = (pieces) => pieces.map(([text, hit]) => {
    if (!hit) return text;
    const mark = document.createElement("mark");
    mark.textContent = text;
    return mark;
  });
  /** Results whose texts are fetched as soon as somebody sees them, by where these go. */
  const awaited = /** @type {WeakMap<Element, SearchResult>} */ (new WeakMap());
  const fetchText = async (/** @type {Element} */ place) => {
    const result = awaited.get(place);
    if (result && place.isConnected) place.replaceChildren(...marked(await engine.text(result).catch(() => [])));
  };
  const seen = new IntersectionObserver((changes) => {
    for (const { target } of changes.filter(({ isIntersecting }) => isIntersecting)) {
      seen.unobserve(target);
      setTimeout(fetchText, PAUSE, target);
    }
  }, { threshold: 1 });
  /**
   * The text of a result; while it is not there, its place.
   * @param {SearchResult} result
   */
  const textOf = (result) => {
    if (result.text) return make("search__text", ...marked(result.text));
    const place = make("search__text");
    awaited.set(place, result);
    seen.observe(place);
    return place;
  };
  /**
   * What a result says.
   * @param {SearchResult} result
   */
  const shown = (result) => {
    const title = make("search__title");
    if (result.id) title.append(make("id", result.id), " ");
    title.append(...marked(result.title));
    const where = make("search__where", [result.where, result.other].filter(Boolean).join(" · "));
    return result.text?.length === 0 ? [title, where] : [title, where, textOf(result)];
  };
  /**
   * How many results there are, and whether they are of all words.
   * @param {SearchFindings} found
   * @param {string} text
   */
  const count = ({ total, whole, without, retyped }, text) => {
    const query = retyped ?? text;
    if (!total) return t("Nothing found for “{query}”", { query });
    const results = tn("{number} result for “{query}”", "{number} results for “{query}”", total, { query });
    if (!without.length) return results;
    const words = series(without.map((word) => t("“{word}”", { word })));
    if (!whole) return t("{results}. Nothing holds all words; shown without {words}.", { results, words });
    return tn(
      "{results}. Only one holds all words; the others are shown without {words}.",
      "{results}. Only {number} hold all words; the others are shown without {words}.",
      whole,
      { results, words },
    );
  };
  globalThis.siteSearch = { query: engine.query, address, shown, count };

  const options = () => /** @type {HTMLElement[]} */ ([...list.querySelectorAll("[role=option]")]);
  const choose = (/** @type {number} */ next) => {
    const all = options();
    if (!all.length) return;
    at = (next + all.length) % all.length;
    all.forEach((option, index) => option.setAttribute("aria-selected", String(index === at)));
    input.setAttribute("aria-activedescendant", all[at].id);
    all[at].scrollIntoView({ block: "nearest" });
  };
  const close = () => {
    panel.hidden = true;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
    at = -1;
  };
  /**
   * @param {string} id
   * @param {string} href
   * @param {(string | Node)[]} children
   */
  const option = (id, href, ...children) => {
    const link = document.createElement("a");
    link.className = "search__result";
    link.href = href;
    link.id = id;
    link.tabIndex = -1;
    link.setAttribute("role", "option");
    link.setAttribute("aria-selected", "false");
    link.append(...children);
    return link;
  };
  /**
   * The last line of the list leads to the page of all results, and there to what there is to choose from if there are none.
   * @param {number} total
   * @param {string} text
   */
  const more = (total, text) => {
    const words = total ? tn("{number} result", "All {number} results", total) : globalThis.searchIndex.offer;
    return option("search-all", `${form.action}?${new URLSearchParams({ q: text })}`, make("search__title", words));
  };
  const show = (/** @type {SearchFindings} */ found, /** @type {string} */ text) => {
    at = -1;
    sure = found.sure;
    input.removeAttribute("aria-activedescendant");
    const first = found.results.map((result, index) => option(`search-${index}`, address(result.path), ...shown(result)));
    const all = first.length && found.total === first.length ? [] : [more(found.total, text)];
    list.replaceChildren(...first, ...all);
    panel.scrollTop = 0;
    status.replaceChildren(...found.answer ? [make("search__answer", t("Editors’ note: {text}", { text: found.answer }))] : [], count(found, text));
  };
  const empty = () => {
    list.replaceChildren();
    status.textContent = "";
    close();
  };

  const search = async () => {
    const text = input.value.trim();
    latest += 1;
    const turn = latest;
    sure = false;
    if (!text) {
      empty();
      return;
    }
    panel.hidden = false;
    input.setAttribute("aria-expanded", "true");
    if (!list.children.length) status.textContent = t("Searching …");
    let results;
    try {
      results = await engine.query(text);
    } catch {
      status.textContent = t("The search could not be loaded.");
      return;
    }
    if (turn !== latest) return;
    show(results, text);
  };

  // --- what the reader does ------------------------------------------------------------------

  const keys = /** @type {Record<string, () => void>} */ ({
    ArrowDown: () => choose(at + 1),
    ArrowUp: () => choose(at < 0 ? -1 : at - 1),
    Escape: close,
  });
  input.addEventListener("input", search);
  form.addEventListener("submit", (event) => {
    const chosen = at < 0 && !sure ? null : options()[Math.max(at, 0)];
    if (!chosen) return;
    event.preventDefault();
    chosen.click();
  });
  input.addEventListener("focus", () => {
    if (input.value.trim()) search();
  });
  input.addEventListener("keydown", (event) => {
    const action = keys[event.key];
    if (!action || (event.key === "Escape" && panel.hidden)) return;
    event.preventDefault();
    action();
  });
  list.addEventListener("click", (event) => {
    if (event.target instanceof Element && event.target.closest("a")) close();
  });
  document.addEventListener("pointerdown", (event) => {
    if (!form.contains(/** @type {Node} */ (event.target))) close();
  });
  form.addEventListener("focusout", (event) => {
    if (event.relatedTarget && !form.contains(/** @type {Node} */ (event.relatedTarget))) close();
  });

  const asked = new URLSearchParams(location.search).get("q");
  const elsewhere = document.querySelector("[data-results]"); // where the results have the whole page
  if (asked && !input.value && !elsewhere) input.value = asked;
  if (input.value && !elsewhere) search();
})();
