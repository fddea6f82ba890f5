// The search box's results, loaded when somebody comes to use it: a list of links, fed by search-engine.js.
(() => {
  "use strict";
  const script = document.currentScript;
  const form = document.querySelector("[data-search]");
  const input = form.querySelector("input");
  const panel = form.querySelector("[data-search-panel]");
  const list = form.querySelector("[role=listbox]");
  const status = form.querySelector("[role=status]");
  let at = -1;
  let settled = true; // the list is what was found for the text in the box
  let latest = 0;

  const engine = new Promise((ready, failed) => {
    const element = document.createElement("script");
    element.src = new URL("search-engine.js", script.src).href;
    element.onload = () => window.siteSearch.load().then(ready, failed);
    element.onerror = failed;
    document.head.append(element);
  });

  const make = (className, ...children) => {
    const element = document.createElement("span");
    element.className = className;
    element.append(...children);
    return element;
  };
  /** Pieces of text, the matched ones marked; nothing is ever parsed as HTML. */
  const marked = (pieces) => pieces.map(([text, hit]) => {
    if (!hit) return text;
    const mark = document.createElement("mark");
    mark.textContent = text;
    return mark;
  });
  const options = () => [...list.querySelectorAll("[role=option]")];
  const choose = (next) => {
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
    const chosen = options()[Math.max(at, 0)];
    if (chosen) chosen.click();
  };
  const close = () => {
    delete form.dataset.wanted;
    panel.hidden = true;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
    at = -1;
  };
  const option = (result, index) => {
    const link = document.createElement("a");
    link.className = "search__result";
    link.href = result.url;
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

  const search = async () => {
    const text = input.value.trim();
    const turn = ++latest;
    settled = false;
    if (!text) { list.replaceChildren(); status.textContent = ""; settled = true; return close(); }
    panel.hidden = false;
    input.setAttribute("aria-expanded", "true");
    if (!window.siteSearch && !list.children.length) status.textContent = "Searching …";
    let results;
    try {
      await engine;
      results = await window.siteSearch.query(text);
    } catch {
      status.textContent = "The search could not be loaded.";
      return;
    }
    if (turn !== latest) return;
    at = -1;
    input.removeAttribute("aria-activedescendant");
    list.replaceChildren(...results.map(option));
    list.parentElement.scrollTop = 0;
    status.textContent = results.length === 1 ? "1 result" : results.length ? `${results.length} results` : `Nothing found for “${text}”`;
    settled = true;
    follow();
  };

  input.addEventListener("input", () => { delete form.dataset.wanted; search(); });
  form.addEventListener("submit", follow);
  input.addEventListener("focus", () => { if (input.value.trim()) search(); });
  input.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown") { event.preventDefault(); choose(at + 1); }
    else if (event.key === "ArrowUp") { event.preventDefault(); choose(at - 1); }
    else if (event.key === "Escape" && !panel.hidden) { event.preventDefault(); close(); }
  });
  list.addEventListener("click", (event) => { if (event.target.closest("a")) close(); });
  document.addEventListener("pointerdown", (event) => { if (!form.contains(event.target)) close(); });
  form.addEventListener("focusout", (event) => { if (event.relatedTarget && !form.contains(event.relatedTarget)) close(); });

  const asked = new URLSearchParams(location.search).get("q");
  if (asked && !input.value) input.value = asked;
  if (input.value) search();
})();
