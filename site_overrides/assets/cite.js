// "Link & cite": fills a box with links and citations when it is opened, copies them, and says so.
// The formats come with the page (#cite-formats); citation.js fills them in.
// Everything is delegated to the document, since boxes are many and few are opened.
(() => {
  "use strict";

  // --- logic, which needs no page ------------------------------------------------------------

  /**
   * Where the page of an id is, on hosts that tell upper from lower case; none if the path is right or is no id's.
   * @param {string} path
   */
  const lowerCase = (path) => {
    const [, before, id, after] = /^(.*\/id\/)([^/]+)(.*)$/.exec(path) ?? [];
    return id && id !== id.toLowerCase() ? `${before}${id.toLowerCase()}${after || "/"}` : null;
  };

  if (!globalThis.document) { // in Node, for the tests of the logic
    globalThis.siteLogic = { ...globalThis.siteLogic, lowerCase };
    return;
  }

  /** From app.js, which runs after this and before anything is said. @type {Wording["t"]} */
  const t = (text, values) => globalThis.wording.t(text, values);

  // --- the boxes -----------------------------------------------------------------------------

  let formats = /** @type {CiteFormat[] | null} */ (null);
  const load = () => {
    formats ??= JSON.parse(document.getElementById("cite-formats")?.textContent || "[]");
    return formats ?? [];
  };

  /**
   * @template {keyof HTMLElementTagNameMap} Name
   * @param {Name} name
   * @param {string} className
   * @param {string} [text]
   */
  const make = (name, className, text = "") => {
    const element = document.createElement(name);
    element.className = className;
    element.textContent = text;
    return element;
  };

  /**
   * Formatted words as they will look where they are pasted.
   * @param {string} source
   */
  const formatted = (source) => {
    const place = make("div", "cite__code cite__code--rich");
    place.append(...new DOMParser().parseFromString(globalThis.citation.markup(source), "text/html").body.childNodes);
    return place;
  };

  /**
   * The name of a format with its button, and the text that the button copies.
   * @param {CiteFormat} format
   * @param {CiteValues} values
   */
  const entry = (format, values) => {
    const term = make("dt", "cite__term");
    const button = make("button", "cite__copy", t("Copy"));
    button.type = "button";
    button.dataset.format = format.label;
    const written = globalThis.citation.fill(format, values);
    if (format.rich || format.name === "html") button.dataset.rich = written;
    button.setAttribute("aria-label", t("Copy {format} of {name}", { format: format.label, name: values.code || values.id }));
    term.append(make("span", "cite__label", format.label), button);
    const text = make("dd", "cite__text");
    text.append(format.rich ? formatted(written) : make("code", "cite__code", written));
    return [term, text];
  };

  /** @param {HTMLElement} box */
  const open = (box) => {
    if (box.querySelector(".cite__list")) return;
    const { id = "", code = "", title = "" } = box.dataset;
    const url = box.querySelector(".cite__url")?.textContent ?? "";
    const values = { id, code, title, url, editors: "editorsTitle" in box.dataset, accessed: new Date() };
    const [first, rest] = [false, true].map((more) => {
      const list = make("dl", "cite__list");
      list.append(...load().filter((format) => Boolean(format.more) === more).flatMap((format) => entry(format, values)));
      return list;
    });
    if (first.childElementCount) box.append(first);
    if (!rest.childElementCount) return;
    const more = make("details", "cite__more");
    const labels = load().filter((format) => format.more).map((format) => format.label).join(", ");
    more.append(make("summary", "cite__others", t("More: {formats}", { formats: labels })), rest);
    box.append(more);
  };

  // --- copying -------------------------------------------------------------------------------

  const status = () => {
    const there = document.querySelector("body > .cite-status");
    if (there) return there;
    const region = make("div", "cite-status");
    region.setAttribute("role", "status");
    region.setAttribute("aria-live", "polite");
    document.body.append(region);
    return region;
  };

  /** @param {string} text */
  const say = (text) => {
    const region = status();
    region.textContent = "";
    setTimeout(() => { region.textContent = text; }, 50); // a change after a pause, so that the same words are announced again
  };

  /**
   * Outside https the clipboard is closed to scripts; a selection can be copied everywhere.
   * @param {Element} code
   */
  const select = (code) => {
    const range = document.createRange();
    range.selectNodeContents(code);
    const selection = getSelection();
    selection?.removeAllRanges();
    selection?.addRange(range);
  };

  /** The older way to copy, for pages that may not use the clipboard. */
  const copySelection = () => {
    try {
      return document.execCommand("copy");
    } catch {
      return false;
    }
  };

  /**
   * What has a formatted form is copied twice: as text, and as HTML, so that a word processor makes links and italics of it.
   * @param {string} text
   * @param {string} [rich]
   */
  const put = async (text, rich) => {
    if (!rich || !("ClipboardItem" in window)) return navigator.clipboard.writeText(text);
    const item = new ClipboardItem({
      "text/plain": new Blob([text], { type: "text/plain" }),
      "text/html": new Blob([rich], { type: "text/html" }),
    });
    return navigator.clipboard.write([item]).catch(() => navigator.clipboard.writeText(text));
  };

  /**
   * @param {HTMLElement} button
   * @param {boolean} ok
   */
  const done = (button, ok) => {
    const { format = "" } = button.dataset;
    say(ok ? t("{format} copied", { format }) : t("{format} is selected: press Ctrl+C to copy", { format }));
    button.textContent = ok ? t("Copied") : t("Selected");
    setTimeout(() => { button.textContent = t("Copy"); }, 2000);
  };

  /** @param {HTMLElement} button */
  const copy = async (button) => {
    const code = button.closest(".cite__term")?.nextElementSibling?.querySelector(".cite__code");
    if (!code) return;
    try {
      if (!window.isSecureContext) throw new Error("no clipboard");
      await put(code.textContent ?? "", button.dataset.rich);
      done(button, true);
    } catch {
      select(code);
      done(button, copySelection());
    }
  };

  /**
   * The chip with an id copies its permanent link; with a key held, or where nothing can be copied, it is the link that it is without a script.
   * @param {HTMLElement} chip
   */
  const copyLink = async (chip) => {
    const text = chip.dataset.copy ?? "";
    try {
      if (!window.isSecureContext) throw new Error("no clipboard");
      await put(text);
    } catch {
      const held = make("span", "visually-hidden", text);
      chip.append(held);
      select(held);
      const ok = copySelection();
      held.remove();
      if (!ok) {
        location.assign(/** @type {HTMLAnchorElement} */ (chip).href);
        return;
      }
    }
    say(t("Permanent link of {name} copied", { name: chip.textContent }));
    chip.dataset.copied = t("Link copied");
    setTimeout(() => { delete chip.dataset.copied; }, 2000);
  };

  // --- addresses -----------------------------------------------------------------------------

  /** An anchor of an id that has moved leads on to where it is now. */
  const follow = () => {
    let anchor;
    try {
      anchor = decodeURIComponent(location.hash.slice(1));
    } catch {
      return;
    }
    const note = anchor ? document.getElementById(anchor) : null;
    const link = note?.matches(".moved--on") ? /** @type {HTMLAnchorElement | null} */ (note.querySelector("a[href]")) : null;
    if (link) location.replace(link.href);
    const row = document.querySelector(".opening:target .opening__more > td > details");
    if (row instanceof HTMLDetailsElement) row.open = true; // the style sheet only shows what is in it
  };

  const arrive = () => {
    const right = lowerCase(location.pathname); // this script also runs on the page that says "not found"
    if (right) location.replace(right + location.search + location.hash);
    status();
    for (const chip of document.querySelectorAll("a.chip")) {
      chip.setAttribute("role", "button");
      chip.setAttribute("title", t("Copy the permanent link"));
    }
    follow();
  };

  document.addEventListener("toggle", (event) => {
    const box = event.target;
    if (box instanceof HTMLDetailsElement && box.matches(".cite") && box.open) open(box);
  }, true);
  document.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest(".cite__copy, details.cite > summary, a.chip") : null;
    if (!(button instanceof HTMLElement)) return;
    if (button.matches(".chip")) {
      if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
      event.preventDefault();
      copyLink(button);
    } else if (button.matches(".cite__copy")) copy(button);
    else if (button.parentElement) open(button.parentElement); // at once: "toggle" comes later, and the next Tab may come before
  });
  document.addEventListener("keydown", (event) => { // what is called a button is pressed by the space bar too
    if (event.key !== " " || !(event.target instanceof HTMLElement) || !event.target.matches("a.chip")) return;
    event.preventDefault();
    event.target.click();
  });
  addEventListener("hashchange", follow);
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", arrive);
  else arrive();
})();
