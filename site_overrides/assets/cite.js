// "Link & cite": fills a box with links and citations when it is opened, copies them, and says so.
// The formats come with the page (#cite-formats) and are the same that builder/citations.py uses.
// Everything is delegated to the document, since boxes are many and few are opened.
(function () {
  "use strict";

  var formats = null;

  function load() {
    if (!formats) {
      var data = document.getElementById("cite-formats");
      formats = data ? JSON.parse(data.textContent) : [];
    }
    return formats;
  }

  function escape(text, escapes) {
    return Array.from(text, function (char) {
      return Object.prototype.hasOwnProperty.call(escapes, char) ? escapes[char] : char;
    }).join("");
  }

  function fill(format, values) {
    return format.parts
      .map(function (part, at) {
        if (at % 2 === 0) return part;
        if (part === "note") return values.editors ? format.note : "";
        return part === "title" ? escape(values.title, format.escapes) : values[part];
      })
      .join("");
  }

  function element(name, className, text) {
    var made = document.createElement(name);
    made.className = className;
    if (text) made.textContent = text;
    return made;
  }

  function open(box) {
    if (box.querySelector(".cite__list")) return;
    var values = { id: box.dataset.id, title: box.dataset.title, url: box.querySelector(".cite__url").textContent, editors: "editorsTitle" in box.dataset };
    var list = element("dl", "cite__list");
    load().forEach(function (format) {
      var term = element("dt", "cite__term");
      var button = element("button", "cite__copy", "Copy");
      button.type = "button";
      button.dataset.format = format.label;
      if (format.name === "html") button.dataset.rich = "";
      button.setAttribute("aria-label", "Copy " + format.label + " of " + values.id);
      term.append(element("span", "cite__label", format.label), button);
      var text = element("dd", "cite__text");
      text.append(element("code", "cite__code", fill(format, values)));
      list.append(term, text);
    });
    if (list.childElementCount) box.append(list);
  }

  function status() {
    var region = document.querySelector("body > .cite-status");
    if (!region) {
      region = element("div", "cite-status");
      region.setAttribute("role", "status");
      region.setAttribute("aria-live", "polite");
      document.body.append(region);
    }
    return region;
  }

  function say(text) {
    var region = status();
    region.textContent = "";
    window.setTimeout(function () {
      region.textContent = text; // a change after a pause, so that the same words are announced again
    }, 50);
  }

  // Outside https the clipboard is closed to scripts; a selection can be copied everywhere.
  function select(code) {
    var range = document.createRange();
    range.selectNodeContents(code);
    var selection = window.getSelection();
    selection.removeAllRanges();
    selection.addRange(range);
  }

  function done(button, ok) {
    var format = button.dataset.format;
    say(ok ? format + " copied" : format + " is selected: press Ctrl+C to copy");
    button.textContent = ok ? "Copied" : "Selected";
    window.setTimeout(function () {
      button.textContent = "Copy";
    }, 2000);
  }

  // HTML is copied twice: as text, for editors of code, and as what it means, so that a word processor makes a link of it.
  function put(text, rich) {
    if (!rich || !window.ClipboardItem || !navigator.clipboard.write) return navigator.clipboard.writeText(text);
    var item = new ClipboardItem({
      "text/plain": new Blob([text], { type: "text/plain" }),
      "text/html": new Blob([text], { type: "text/html" })
    });
    return navigator.clipboard.write([item]).catch(function () { return navigator.clipboard.writeText(text); });
  }

  function copy(button) {
    var code = button.closest(".cite__term").nextElementSibling.querySelector("code");
    function fallback() {
      select(code);
      var ok = false;
      try {
        ok = document.execCommand("copy");
      } catch (error) {
        ok = false;
      }
      done(button, ok);
    }
    if (navigator.clipboard && window.isSecureContext) {
      put(code.textContent, "rich" in button.dataset).then(function () { done(button, true); }, fallback);
    } else {
      fallback();
    }
  }

  // An anchor of an id that has moved leads on to where it is now.
  function follow() {
    var anchor = "";
    try {
      anchor = decodeURIComponent(location.hash.slice(1));
    } catch (error) {
      return;
    }
    var note = anchor && document.getElementById(anchor);
    var link = note && note.matches(".moved--on") && note.querySelector("a[href]");
    if (link) location.replace(link.href);
  }

  // On hosts that tell upper from lower case, /id/TO5/ is not found; this script runs on the page that says so.
  function lower() {
    var parts = /^(.*\/id\/)([^/]+)(.*)$/.exec(location.pathname);
    if (parts && parts[2] !== parts[2].toLowerCase()) {
      location.replace(parts[1] + parts[2].toLowerCase() + (parts[3] || "/") + location.search + location.hash);
    }
  }

  function arrive() {
    lower();
    status();
    follow();
  }

  document.addEventListener("toggle", function (event) {
    var box = event.target;
    if (box.matches && box.matches("details.cite") && box.open) open(box);
  }, true);
  document.addEventListener("click", function (event) {
    var button = event.target.closest && event.target.closest(".cite__copy, details.cite > summary");
    if (!button) return;
    if (button.matches("summary")) open(button.parentElement); // at once: "toggle" comes later, and the next Tab may come before
    else copy(button);
  });
  window.addEventListener("hashchange", follow);
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", arrive);
  else arrive();
})();
