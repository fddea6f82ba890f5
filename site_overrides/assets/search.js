// The search box's engine, loaded when somebody comes to use it: the theme's index and worker, shown as a list of links.
// Another engine takes its place by offering the same two things: a promise that it is ready, and query(text) → results.
(() => {
  "use strict";
  const form = document.querySelector("[data-search]");
  const input = form.querySelector("input");
  const panel = form.querySelector("[data-search-panel]");
  const list = form.querySelector("[role=listbox]");
  const status = form.querySelector("[role=status]");
  const base = new URL(`${form.dataset.base}/`, location.href);
  let at = -1;
  let latest = 0;

  const engine = (() => {
    const waiting = []; // the worker answers in the order in which it is asked
    const ready = fetch(new URL("search/search_index.json", base)).then((reply) => reply.json()).then((index) => new Promise((resolve) => {
      const worker = new Worker(new URL(form.dataset.worker, location.href));
      worker.onmessage = ({ data }) => { if (data.type === 1) resolve(worker); else if (data.type === 3) waiting.shift()(data.data.items); };
      worker.postMessage({ type: 0, data: { config: index.config, docs: index.docs, options: { suggest: false } } });
    }));
    return { ready, query: (text) => ready.then((worker) => new Promise((resolve) => { waiting.push(resolve); worker.postMessage({ type: 2, data: text }); })) };
  })();

  const make = (name, className, html) => {
    const element = document.createElement(name);
    element.className = className;
    if (html) element.innerHTML = html;
    return element;
  };
  const choose = (next) => {
    const options = [...list.querySelectorAll("[role=option]")];
    if (!options.length) return;
    at = (next + options.length) % options.length;
    options.forEach((option, index) => option.setAttribute("aria-selected", String(index === at)));
    input.setAttribute("aria-activedescendant", options[at].id);
    options[at].scrollIntoView({ block: "nearest" });
  };
  const close = () => {
    panel.hidden = true;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
    at = -1;
  };
  const strip = (html) => { const holder = document.createElement("template"); holder.innerHTML = html; return holder.content.textContent; };
  const clean = (html) => { const holder = document.createElement("span"); holder.textContent = strip(html); return holder.innerHTML; };

  const search = async () => {
    const text = input.value.trim();
    const turn = ++latest;
    if (!text) return close();
    panel.hidden = false;
    input.setAttribute("aria-expanded", "true");
    if (!list.children.length) status.textContent = "Searching …";
    const groups = await engine.query(text.split(/\s+/).map((word) => (/[a-z0-9]$/i.test(word) ? `${word}*` : word)).join(" "));
    if (turn !== latest) return;
    const results = groups.flatMap((group) => group.slice(0, 3).map((item) => [item, group.find((page) => !page.location.includes("#")) || item])).slice(0, 20);
    at = -1;
    input.removeAttribute("aria-activedescendant");
    list.replaceChildren(...results.map(([item, page], index) => {
      const link = make("a", "search__result");
      link.href = new URL(item.location, base).href;
      link.id = `search-${index}`;
      link.tabIndex = -1;
      link.setAttribute("role", "option");
      link.setAttribute("aria-selected", "false");
      if (item !== page) link.append(make("span", "search__where", clean(page.title)));
      link.append(make("span", "search__title", clean(item.title)), make("span", "search__text", clean(item.text).slice(0, 220)));
      return link;
    }));
    status.textContent = results.length === 1 ? "1 result" : results.length ? `${results.length} results` : `Nothing found for “${text}”`;
  };

  input.addEventListener("input", search);
  input.addEventListener("focus", () => { if (input.value.trim()) search(); });
  input.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown") { event.preventDefault(); choose(at + 1); }
    else if (event.key === "ArrowUp") { event.preventDefault(); choose(at - 1); }
    else if (event.key === "Escape" && !panel.hidden) { event.preventDefault(); close(); }
    else if (event.key === "Enter") {
      const chosen = list.querySelectorAll("[role=option]")[Math.max(at, 0)];
      if (chosen && !panel.hidden) { event.preventDefault(); chosen.click(); }
    }
  });
  form.addEventListener("submit", () => {
    const first = list.querySelector("[role=option]");
    if (first && !panel.hidden) first.click(); else { input.focus(); search(); }
  });
  document.addEventListener("pointerdown", (event) => { if (!form.contains(event.target)) close(); });
  form.addEventListener("focusout", (event) => { if (event.relatedTarget && !form.contains(event.relatedTarget)) close(); });
  const asked = new URLSearchParams(location.search).get("q");
  if (asked && !input.value) input.value = asked;
  if (input.value) search();
})();
