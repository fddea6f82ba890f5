// The search box's results, loaded when somebody comes to use it: a list of links, fed by search-engine.js.
(() => {
  "use strict";
  const script = /** @type {HTMLScriptElement} */ (document.currentScript);
  const form = /** @type {HTMLFormElement} */ (document.querySelector("[data-search]"));
  const part = (/** @type {string} */ selector) => /** @type {HTMLElement} */ (form.querySelector(selector));
  const input = /** @type {HTMLInputElement} */ (part("input"));
  const panel = part("[data-search-panel]");
  const list = part("[role=listbox]");
  const status = part("[role=status]");
  let at = -1;
  let settled = true; // the list is what was found for the text in the box
  let latest = 0;
  let started = false;

  // --- the engine ----------------------------------------------------------------------------

  /** @param {string} name */
  const load = (name) => new Promise((done, failed) => {
    const element = document.createElement("script");
    element.src = new URL(name, script.src).href;
    element.onload = done;
    element.onerror = () => failed(new Error(name));
    document.head.append(element);
  });
  const engine = Promise.all(["search-engine.js", "vendor/minisearch.js", "search-index.js"].map(load)).then(() => {
    started = true;
    return window.searchEngine.create(window.searchIndex, window.MiniSearch);
  });
  window.siteSearch = { query: async (text) => (await engine).query(text) };

  /**
   * Where an entry is; a copy that is opened without a server needs the name of the file, too.
   * @param {string} path
   */
  const address = (path) => {
    const file = "offline" in document.documentElement.dataset ? path.replace(/(^|\/)(?=[?#]|$)/, "$1index.html") : path;
    return new URL("../", script.src).href + file;
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
  const options = () => /** @type {HTMLElement[]} */ ([...list.querySelectorAll("[role=option]")]);
  const choose = (/** @type {number} */ next) => {
    const all = options();
    if (!all.length) return;
    at = (next + all.length) % all.length;
    all.forEach((option, index) => option.setAttribute("aria-selected", String(index === at)));
    input.setAttribute("aria-activedescendant", all[at].id);
    all[at].scrollIntoView({ block: "nearest" });
  };
  /** Opens the chosen result, or the first, if Enter was pressed: perhaps before this script or the results were there. */
  const follow = () => {
    if (!settled || !("wanted" in form.dataset)) return;
    delete form.dataset.wanted;
    options()[Math.max(at, 0)]?.click();
  };
  const close = () => {
    delete form.dataset.wanted;
    panel.hidden = true;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
    at = -1;
  };
  /**
   * @param {SearchResult} result
   * @param {number} index
   */
  const option = (result, index) => {
    const link = document.createElement("a");
    link.className = "search__result";
    link.href = address(result.path);
    link.id = `search-${index}`;
    link.tabIndex = -1;
    link.setAttribute("role", "option");
    link.setAttribute("aria-selected", "false");
    const title = make("search__title");
    if (result.id) title.append(make("id", result.id), " ");
    title.append(...marked(result.title));
    link.append(title, make("search__where", [result.where, result.other].filter(Boolean).join(" · ")));
    if (result.text.length) link.append(make("search__text", ...marked(result.text)));
    return link;
  };
  const show = (/** @type {SearchResult[]} */ results, /** @type {string} */ text) => {
    at = -1;
    input.removeAttribute("aria-activedescendant");
    list.replaceChildren(...results.map(option));
    panel.scrollTop = 0;
    const count = results.length === 1 ? "1 result" : `${results.length} results`;
    status.textContent = results.length ? count : `Nothing found for “${text}”`;
  };
  const empty = () => {
    list.replaceChildren();
    status.textContent = "";
    settled = true;
    close();
  };

  const search = async () => {
    const text = input.value.trim();
    latest += 1;
    const turn = latest;
    settled = false;
    if (!text) {
      empty();
      return;
    }
    panel.hidden = false;
    input.setAttribute("aria-expanded", "true");
    if (!started && !list.children.length) status.textContent = "Searching …";
    let results;
    try {
      results = await window.siteSearch.query(text);
    } catch {
      status.textContent = "The search could not be loaded.";
      return;
    }
    if (turn !== latest) return;
    show(results, text);
    settled = true;
    follow();
  };

  // --- what the reader does ------------------------------------------------------------------

  const keys = /** @type {Record<string, () => void>} */ ({
    ArrowDown: () => choose(at + 1),
    ArrowUp: () => choose(at - 1),
    Escape: close,
  });
  input.addEventListener("input", () => {
    delete form.dataset.wanted;
    search();
  });
  form.addEventListener("submit", follow);
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
  if (asked && !input.value) input.value = asked;
  if (input.value) search();
})();
