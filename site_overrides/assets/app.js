// What every page can do beyond being read: colour scheme, shortcuts, tooltips by touch, "on this page", fetching ahead.
// The page is complete without it.
(() => {
  "use strict";
  const root = document.documentElement;
  const script = document.currentScript;
  const find = (selector) => document.querySelector(selector);
  const all = (selector) => [...document.querySelectorAll(selector)];
  const store = {
    get(key) { try { return localStorage.getItem(key); } catch { return null; } },
    set(key, value) { try { localStorage.setItem(key, value); } catch { /* private mode: the choice lasts for the page */ } },
  };
  const load = (name) => {
    const element = document.createElement("script");
    element.src = new URL(name, script.src).href;
    document.head.append(element);
  };

  // Lists that are folded on a phone and open beside the text.
  for (const [query, selector] of [["(min-width: 75em)", ".section-nav details, .toc details"], ["(min-width: 60em)", ".primary details"]]) {
    const wide = matchMedia(query);
    const fit = () => all(selector).forEach((details) => { details.open = wide.matches; });
    wide.addEventListener("change", fit);
    fit();
  }
  addEventListener("beforeprint", () => all("main details:not([open])").forEach((details) => { details.open = true; details.dataset.printed = ""; }));
  addEventListener("afterprint", () => all("details[data-printed]").forEach((details) => { details.open = false; delete details.dataset.printed; }));

  // Light and dark.
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const isDark = () => (root.dataset.scheme ? root.dataset.scheme === "dark" : dark.matches);
  const toggle = find("[data-scheme-toggle]");
  const show = () => {
    toggle.setAttribute("aria-pressed", String(isDark()));
  };
  const switchScheme = () => {
    const wanted = isDark() ? "light" : "dark";
    root.dataset.scheme = wanted;
    store.set("scheme", wanted);
    show();
  };
  if (toggle) {
    toggle.title = toggle.textContent.trim();
    toggle.addEventListener("click", switchScheme);
    dark.addEventListener("change", show);
    show();
  }

  // The help window.
  const help = find("#help");
  all("[data-open]").forEach((button) => {
    button.title = button.textContent.trim();
    button.addEventListener("click", () => document.getElementById(button.dataset.open).showModal());
  });
  const switches = find("[data-shortcuts]");
  if (switches) {
    switches.checked = store.get("shortcuts") !== "off";
    switches.addEventListener("change", () => store.set("shortcuts", switches.checked ? "on" : "off"));
  }

  // Search: the box is here, its engine comes when it is used.
  const search = find("[data-search]");
  if (search) {
    const input = search.querySelector("input");
    const start = () => { if (!search.dataset.started) { search.dataset.started = ""; load(search.dataset.engine ? new URL(search.dataset.engine, location.href).href : "search.js"); } };
    input.addEventListener("focus", start, { once: true });
    search.addEventListener("submit", (event) => { event.preventDefault(); search.dataset.wanted = ""; }); // search.js opens the first result
    if (new URLSearchParams(location.search).has("q")) input.focus();
  }

  // Shortcuts.
  const go = (selector) => { const link = find(selector); if (link) link.click(); };
  const actions = {
    "/": () => search && search.querySelector("input").focus(),
    "?": () => help.showModal(),
    d: switchScheme,
    t: () => { scrollTo({ top: 0 }); find(".brand").focus({ preventScroll: true }); },
    p: () => go("a[rel=prev]"),
    n: () => go("a[rel=next]"),
  };
  Object.assign(actions, { s: actions["/"], f: actions["/"], ",": actions.p, ".": actions.n });
  addEventListener("keydown", (event) => {
    const typing = event.target.closest && event.target.closest("input, select, textarea, [contenteditable], dialog[open]");
    if (event.key === "Escape") all(".term[data-shown]").forEach((term) => delete term.dataset.shown);
    if (typing || event.ctrlKey || event.metaKey || event.altKey || (switches && !switches.checked)) return;
    const action = actions[event.key];
    if (action) { event.preventDefault(); action(); }
  });

  // Abbreviations: Escape hides the tooltip; the first tap shows it, the second follows the link.
  let touched = false;
  addEventListener("pointerdown", (event) => {
    touched = event.pointerType === "touch";
    const inside = event.target.closest(".term");
    all(".term[data-shown]").forEach((term) => { if (term !== inside) delete term.dataset.shown; });
  });
  all(".term").forEach((term) => {
    term.addEventListener("click", (event) => {
      if (touched && !("shown" in term.dataset)) { event.preventDefault(); term.dataset.shown = ""; }
    });
    term.addEventListener("keydown", (event) => { if (event.key === "Escape") term.dataset.dismissed = ""; });
    for (const type of ["pointerenter", "focus"]) term.addEventListener(type, () => term.toggleAttribute("data-end", term.getBoundingClientRect().left + 330 > root.clientWidth));
    for (const type of ["blur", "pointerleave"]) term.addEventListener(type, () => delete term.dataset.dismissed);
  });

  // "On this page" marks the section that is being read.
  const entries = new Map(all(".toc a").map((link) => [decodeURIComponent(link.hash.slice(1)), link]));
  const headings = [...entries.keys()].map((id) => document.getElementById(id)).filter(Boolean);
  if (headings.length && "IntersectionObserver" in window) {
    let waiting = false;
    const mark = () => {
      waiting = false;
      const passed = headings.filter((heading) => heading.getBoundingClientRect().top < 120);
      const current = passed.length ? passed[passed.length - 1] : null;
      for (const [id, link] of entries) {
        if (current && id === current.id) link.setAttribute("aria-current", "location"); else link.removeAttribute("aria-current");
      }
    };
    addEventListener("scroll", () => { if (!waiting) { waiting = true; requestAnimationFrame(mark); } }, { passive: true });
    if (scrollY || location.hash) requestAnimationFrame(mark);
  }

  // Pages are small: the one that a reader is about to open is fetched ahead, so that it opens at once.
  const fetched = new Set([location.pathname]);
  const ahead = (event) => {
    const link = event.target.closest && event.target.closest("a[href]");
    if (!link || link.origin !== location.origin || !/^https?:$/.test(location.protocol) || fetched.has(link.pathname) || !/\/$/.test(link.pathname)) return;
    fetched.add(link.pathname);
    const hint = document.createElement("link");
    hint.rel = "prefetch";
    hint.href = link.pathname;
    document.head.append(hint);
  };
  const saving = navigator.connection && navigator.connection.saveData;
  if (!saving) for (const type of ["pointerover", "focusin", "touchstart"]) addEventListener(type, ahead, { passive: true });

  // A page that does not exist suggests the nearest one that does.
  if (find("[data-suggestion]")) load("missing.js");
  if (find("[data-table], [data-compare]")) load("tables.js");
})();
