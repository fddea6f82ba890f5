// What every page can do beyond being read: colour scheme, shortcuts, tooltips by touch, "on this page", fetching ahead; and how scripts say things.
// The page is complete without it.
//
// Scripts are classic, each in a function of its own, because browsers refuse modules to pages from a folder (CONTRIBUTING.md).
(() => {
  "use strict";

  // --- words: scripts hold the English ones, by which words.js has those of another language (builder/pages/script_words.py) ---

  /** @type {(lang: string, words?: SiteWords) => Wording} */
  const wording = (lang, { forms, messages } = { forms: { one: 0, other: 1 }, messages: {} }) => {
    const locale = lang === "en" ? "en-GB" : lang;
    const shown = (/** @type {string | number} */ value) => (typeof value === "number" ? value.toLocaleString(locale, { numberingSystem: "latn" }) : value);
    const fill = (/** @type {string} */ text, /** @type {WordValues} */ values) => text.replace(/\{(\w+)\}/g, (_, name) => shown(values[name]));
    const form = (/** @type {number} */ n) => forms[new Intl.PluralRules(locale).select(n)];
    return {
      t: (text, values = {}) => fill(String(messages[text] ?? text), values),
      tn: (one, many, n, values) => fill((messages[one] ?? [one, many])[form(n)] ?? many, { number: n, ...values }),
      series: (items) => new Intl.ListFormat(locale).format(items),
    };
  };
  if (!globalThis.document) globalThis.siteLogic = { ...globalThis.siteLogic, wording }; // in Node, for the tests of the logic
  if (!globalThis.document) return;
  const root = document.documentElement;
  globalThis.wording = wording(root.lang, globalThis.siteWords);

  const script = /** @type {HTMLScriptElement} */ (document.currentScript);
  const find = (/** @type {string} */ selector) => /** @type {HTMLElement | null} */ (document.querySelector(selector));
  const all = (/** @type {string} */ selector) => /** @type {HTMLElement[]} */ ([...document.querySelectorAll(selector)]);
  const folded = (/** @type {string} */ selector) => /** @type {HTMLDetailsElement[]} */ (all(selector));
  const within = (/** @type {Event} */ event, /** @type {string} */ selector) => (event.target instanceof Element ? event.target.closest(selector) : null);
  /** What a reader chose, kept where the browser allows it: in a private window it lasts for the page. */
  const kept = (/** @type {(storage: Storage) => string | null | void} */ act) => {
    try {
      return act(localStorage);
    } catch {
      return null;
    }
  };
  const choice = (/** @type {string} */ key) => kept((storage) => storage.getItem(key));
  const choose = (/** @type {string} */ key, /** @type {string} */ value) => kept((storage) => storage.setItem(key, value));
  /** Scripts come from beside this one only, by their names: the policy of the site allows no others (builder/publish/headers.py). */
  const beside = { createScriptURL: (/** @type {string} */ name) => new URL(/^(?:search\/)?[\w-]+\.js$/.exec(name)?.[0] ?? "", script.src).href };
  const trusted = globalThis.trustedTypes?.createPolicy("scripts", beside) ?? beside;
  /** They run in the order in which they are asked for. */
  const load = globalThis.loadScript = (name) =>
    document.head.appendChild(Object.assign(document.createElement("script"), { src: trusted.createScriptURL(name), async: false }));

  // --- languages -----------------------------------------------------------------------------

  /** What leads to this page in another language keeps the place on it, and what was asked. */
  document.addEventListener("click", (event) => {
    const link = within(event, "[data-language]");
    if (link instanceof HTMLAnchorElement) Object.assign(link, { search: location.search, hash: location.hash });
  });

  // --- folding -------------------------------------------------------------------------------

  /** Lists that are folded on a phone and open beside the text. */
  const foldLists = (/** @type {string} */ query, /** @type {string} */ selector) => {
    const wide = matchMedia(query);
    const fit = () => {
      for (const details of folded(selector)) details.open = wide.matches;
    };
    wide.addEventListener("change", fit);
    fit();
  };
  /** Paper shows what is folded. */
  const unfold = () => {
    for (const details of folded("main details:not([open])")) {
      details.open = true;
      details.dataset.printed = "";
    }
  };
  const foldAgain = () => {
    for (const details of folded("details[data-printed]")) {
      details.open = false;
      delete details.dataset.printed;
    }
  };
  const startFolding = () => {
    foldLists("(min-width: 75em)", ".section-nav details, .toc details");
    foldLists("(min-width: 60em)", ".primary details");
    addEventListener("beforeprint", unfold);
    addEventListener("afterprint", foldAgain);
  };

  // --- light and dark ------------------------------------------------------------------------

  const dark = matchMedia("(prefers-color-scheme: dark)");
  const isDark = () => (root.dataset.scheme ? root.dataset.scheme === "dark" : dark.matches);
  const toggle = find("[data-scheme-toggle]");
  const showScheme = () => toggle?.setAttribute("aria-pressed", String(isDark()));
  const switchScheme = () => {
    const wanted = isDark() ? "light" : "dark";
    root.dataset.scheme = wanted;
    choose("scheme", wanted);
    showScheme();
  };
  const startScheme = () => {
    if (!toggle) return;
    toggle.title = toggle.textContent.trim();
    toggle.addEventListener("click", switchScheme);
    dark.addEventListener("change", showScheme);
    showScheme();
  };

  // --- help ----------------------------------------------------------------------------------

  const showDialog = (id = "") => {
    const dialog = document.getElementById(id);
    if (dialog instanceof HTMLDialogElement) dialog.showModal();
  };
  const switches = /** @type {HTMLInputElement | null} */ (find("[data-shortcuts]"));
  const startHelp = () => {
    for (const button of all("[data-open]")) {
      button.title = button.textContent.trim();
      button.addEventListener("click", () => showDialog(button.dataset.open));
    }
    if (!switches) return;
    switches.checked = choice("shortcuts") !== "off";
    switches.addEventListener("change", () => choose("shortcuts", switches.checked ? "on" : "off"));
  };

  // --- search: the box is here, its engine comes when it is used --------------------------------

  const search = find("[data-search]");
  const searchInput = /** @type {HTMLInputElement | null} */ (find("[data-search] input"));
  const results = find("[data-results]");
  const startSearch = () => {
    if (!search || !searchInput) return;
    const asked = new URLSearchParams(location.search).get("q")?.trim();
    if (results) load("search.js");
    else searchInput.addEventListener("focus", () => load("search.js"), { once: true });
    if (!results && asked) searchInput.focus();
  };

  // --- shortcuts -----------------------------------------------------------------------------

  const focusSearch = () => (/** @type {HTMLInputElement | null | undefined} */ (results?.querySelector("input")) ?? searchInput)?.focus();
  const goToTop = () => {
    scrollTo({ top: 0 });
    find(".brand")?.focus({ preventScroll: true });
  };
  const goBack = () => find("a[rel=prev]")?.click();
  const goOn = () => find("a[rel=next]")?.click();
  const actions = /** @type {Record<string, () => void>} */ ({
    "/": focusSearch, s: focusSearch, f: focusSearch,
    p: goBack, ",": goBack,
    n: goOn, ".": goOn,
    d: switchScheme,
    t: goToTop,
    "?": () => showDialog("help"),
  });
  const act = (/** @type {KeyboardEvent} */ event) => {
    const typing = within(event, "input, select, textarea, [contenteditable], dialog[open]");
    const held = event.ctrlKey || event.metaKey || event.altKey;
    if (typing || held || switches?.checked === false || !Object.hasOwn(actions, event.key)) return;
    event.preventDefault();
    actions[event.key]();
  };

  // --- abbreviations: Escape hides the tooltip; the first tap shows it, the second follows the link ---

  let touched = false;
  const hideTips = (/** @type {Element | null} */ except = null) => {
    for (const term of all(".term[data-shown]")) if (term !== except) delete term.dataset.shown;
  };
  const explain = (/** @type {HTMLElement} */ term) => {
    const narrow = (/** @type {DOMRect} */ { left, right }) => (root.dir === "rtl" ? right < 330 : left + 330 > root.clientWidth);
    const turn = () => term.toggleAttribute("data-end", narrow(term.getBoundingClientRect()));
    const forget = () => delete term.dataset.dismissed;
    term.addEventListener("click", (event) => {
      if (!touched || "shown" in term.dataset) return;
      event.preventDefault();
      term.dataset.shown = "";
    });
    term.addEventListener("keydown", (event) => {
      if (event.key === "Escape") term.dataset.dismissed = "";
    });
    for (const type of ["pointerenter", "focus"]) term.addEventListener(type, turn);
    for (const type of ["pointerleave", "blur"]) term.addEventListener(type, forget);
  };
  const startTips = () => {
    addEventListener("pointerdown", (event) => {
      touched = event.pointerType === "touch";
      hideTips(within(event, ".term"));
    });
    addEventListener("keydown", (event) => {
      if (event.key === "Escape") hideTips();
    });
    for (const term of all(".term")) explain(term);
  };

  // --- "on this page" marks the section that is being read --------------------------------------

  const entries = new Map(/** @type {HTMLAnchorElement[]} */ (all(".toc a")).map((link) => [decodeURIComponent(link.hash.slice(1)), link]));
  const headings = [...entries.keys()].map((id) => document.getElementById(id)).filter((heading) => heading !== null);
  let waiting = false;
  const mark = () => {
    waiting = false;
    const current = headings.findLast((heading) => heading.getBoundingClientRect().top < 120);
    for (const [id, link] of entries) {
      if (id === current?.id) link.setAttribute("aria-current", "location");
      else link.removeAttribute("aria-current");
    }
  };
  const markSoon = () => {
    if (!waiting) requestAnimationFrame(mark);
    waiting = true;
  };
  const startMarking = () => {
    if (!headings.length) return;
    addEventListener("scroll", markSoon, { passive: true });
    if (scrollY || location.hash) markSoon();
  };

  // --- fetching ahead: pages are small, and the one that a reader is about to open then opens at once ---

  const fetched = new Set([location.pathname]);
  const ahead = (/** @type {Event} */ event) => {
    const link = within(event, "a[href]");
    if (!(link instanceof HTMLAnchorElement) || link.origin !== location.origin || !link.pathname.endsWith("/") || fetched.has(link.pathname)) return;
    fetched.add(link.pathname);
    const hint = document.createElement("link");
    hint.rel = "prefetch";
    hint.href = link.pathname;
    document.head.append(hint);
  };
  const startFetching = () => {
    const frugal = /** @type {{ connection?: { saveData: boolean } }} */ (navigator).connection?.saveData;
    if (frugal || !location.protocol.startsWith("http")) return;
    for (const type of ["pointerover", "focusin", "touchstart"]) addEventListener(type, ahead, { passive: true });
  };

  // --- what only some pages need ---------------------------------------------------------------

  const startParts = () => {
    if (find("[data-table], [data-compare]")) load("tables.js");
    if (find("[data-compare]")) load("compare.js");
    if (find("[data-brief]")) load("brief.js");
    const suggestion = find("[data-suggestion]");
    const home = /** @type {HTMLAnchorElement | null} */ (find(".brand"));
    if (suggestion && home) import("./missing.js").then(({ suggest }) => suggest(suggestion, new URL(home.href))).catch(() => {});
  };

  addEventListener("keydown", act);
  for (const start of [startFolding, startScheme, startHelp, startSearch, startTips, startMarking, startFetching, startParts]) start();
})();
