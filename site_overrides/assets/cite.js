// "Link & cite": fills a box with links and citations when it is opened, copies them, and says so.
// The formats come with the page (#cite-formats) and are the same that builder/model/citations.py uses.
// Everything is delegated to the document, since boxes are many and few are opened.
(() => {
  "use strict";

  // --- logic, which needs no page ------------------------------------------------------------

  /**
   * @param {string} text
   * @param {Record<string, string>} escapes what stands for a character, by character
   */
  const escaped = (text, escapes) => Array.from(text, (char) => (Object.hasOwn(escapes, char) ? escapes[char] : char)).join("");

  /**
   * A citation: every other part of a format is literal, those between name a value.
   * @param {CiteFormat} format
   * @param {CiteValues} values
   */
  const fill = (format, values) => format.parts.map((part, at) => {
    if (at % 2 === 0) return part;
    if (part === "note") return values.editors ? format.note : "";
    return part === "title" ? escaped(values.title, format.escapes) : values[/** @type {"id" | "url"} */ (part)];
  }).join("");

  /**
   * Where the page of an id is, on hosts that tell upper from lower case; none if the path is right or is no id's.
   * @param {string} path
   */
  const lowerCase = (path) => {
    const [, before, id, after] = /^(.*\/id\/)([^/]+)(.*)$/.exec(path) ?? [];
    return id && id !== id.toLowerCase() ? `${before}${id.toLowerCase()}${after || "/"}` : null;
  };

  if (!globalThis.document) { // in Node, for the tests of the logic
    globalThis.siteLogic = { ...globalThis.siteLogic, fill, lowerCase };
    return;
  }

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
   * The name of a format with its button, and the text that the button copies.
   * @param {CiteFormat} format
   * @param {CiteValues} values
   */
  const entry = (format, values) => {
    const term = make("dt", "cite__term");
    const button = make("button", "cite__copy", "Copy");
    button.type = "button";
    button.dataset.format = format.label;
    if (format.name === "html") button.dataset.rich = "";
    button.setAttribute("aria-label", `Copy ${format.label} of ${values.id}`);
    term.append(make("span", "cite__label", format.label), button);
    const text = make("dd", "cite__text");
    text.append(make("code", "cite__code", fill(format, values)));
    return [term, text];
  };

  /** @param {HTMLElement} box */
  const open = (box) => {
    if (box.querySelector(".cite__list")) return;
    const { id = "", title = "" } = box.dataset;
    const values = { id, title, url: box.querySelector(".cite__url")?.textContent ?? "", editors: "editorsTitle" in box.dataset };
    const list = make("dl", "cite__list");
    list.append(...load().flatMap((format) => entry(format, values)));
    if (list.childElementCount) box.append(list);
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
   * HTML is copied twice: as text, for editors of code, and as what it means, so that a word processor makes a link of it.
   * @param {string} text
   * @param {boolean} rich
   */
  const put = async (text, rich) => {
    if (!rich || !("ClipboardItem" in window)) return navigator.clipboard.writeText(text);
    const item = new ClipboardItem({
      "text/plain": new Blob([text], { type: "text/plain" }),
      "text/html": new Blob([text], { type: "text/html" }),
    });
    return navigator.clipboard.write([item]).catch(() => navigator.clipboard.writeText(text));
  };

  /**
   * @param {HTMLElement} button
   * @param {boolean} ok
   */
  const done = (button, ok) => {
    const { format } = button.dataset;
    say(ok ? `${format} copied` : `${format} is selected: press Ctrl+C to copy`);
    button.textContent = ok ? "Copied" : "Selected";
    setTimeout(() => { button.textContent = "Copy"; }, 2000);
  };

  /** @param {HTMLElement} button */
  const copy = async (button) => {
    const code = button.closest(".cite__term")?.nextElementSibling?.querySelector("code");
    if (!code) return;
    try {
      if (!window.isSecureContext) throw new Error("no clipboard");
      await put(code.textContent, "rich" in button.dataset);
      done(button, true);
    } catch {
      select(code);
      done(button, copySelection());
    }
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
  };

  const arrive = () => {
    const right = lowerCase(location.pathname); // this script also runs on the page that says "not found"
    if (right) location.replace(right + location.search + location.hash);
    status();
    follow();
  };

  document.addEventListener("toggle", (event) => {
    const box = event.target;
    if (box instanceof HTMLDetailsElement && box.matches(".cite") && box.open) open(box);
  }, true);
  document.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest(".cite__copy, details.cite > summary") : null;
    if (!(button instanceof HTMLElement)) return;
    if (button.matches(".cite__copy")) copy(button);
    else if (button.parentElement) open(button.parentElement); // at once: "toggle" comes later, and the next Tab may come before
  });
  addEventListener("hashchange", follow);
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", arrive);
  else arrive();
})();
