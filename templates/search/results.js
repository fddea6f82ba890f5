// The page of all results, /search/?q=: its address holds what is asked for, so that it can be linked, kept and gone back to.
// What finds and shows results is that of the box (box.js), which comes before this.
(() => {
  "use strict";
  const { t, tn } = globalThis.wording;
  const place = /** @type {HTMLElement} */ (document.querySelector("[data-results]"));
  if (!place) return;
  const part = (/** @type {string} */ selector) => /** @type {HTMLElement} */ (place.querySelector(selector));
  const input = /** @type {HTMLInputElement} */ (part("input"));
  const [answer, status, list, more, offer] = ["[data-answer]", "[role=status]", "[data-list]", "[data-more]", "[data-offer]"].map(part);
  /** As many as are shown until all are asked for. */
  const FIRST = 30;
  const parameters = new URLSearchParams(location.search);
  const text = (parameters.get("q") ?? "").trim();

  const item = (/** @type {SearchResult} */ result) => {
    const link = document.createElement("a");
    link.href = globalThis.siteSearch.address(result.path);
    const [title, ...rest] = globalThis.siteSearch.shown(result);
    link.append(title);
    const element = document.createElement("li");
    element.append(link, ...rest);
    return element;
  };

  const show = (/** @type {SearchFindings} */ found) => {
    list.replaceChildren(...found.results.map(item));
    if (!found.total) offer.dataset.shown = "";
    /** @type {HTMLElement} */ (answer.lastElementChild).textContent = found.answer;
    answer.hidden = !found.answer;
    status.textContent = globalThis.siteSearch.count(found, text);
    more.hidden = found.results.length === found.total;
    const link = /** @type {HTMLAnchorElement} */ (more.firstElementChild);
    link.href = `?${new URLSearchParams({ q: text, all: "" })}`;
    link.textContent = tn("Show {number} result", "Show all {number} results", found.total);
  };

  const fail = () => {
    status.textContent = t("The search could not be loaded.");
    offer.dataset.shown = "";
  };

  if (!text) {
    offer.dataset.shown = "";
    return;
  }
  input.value = text;
  document.title = `${text} – ${document.title}`;
  status.textContent = t("Searching …");
  globalThis.siteSearch.query(text, parameters.has("all") ? Infinity : FIRST).then(show, fail);
})();
