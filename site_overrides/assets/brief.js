// "My brief": the pages that a reader chose, as one document (builder/publish/offline.py).
(() => {
  "use strict";

  /** @type {BriefLogic} */
  const logic = {
    fold: (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase(),
    fits: (names, typed) => logic.fold(typed).split(/\s+/).every((word) => logic.fold(names).includes(word)),
    read: (search, parts, before) => {
      const query = new URLSearchParams(search);
      const names = (query.get("with") ?? "").split(/[,\s]+/).filter(Boolean);
      const asked = names.map((name) => parts.find(({ id }) => logic.fold(id) === logic.fold(name)) ?? name);
      const all = [...new Set(query.has("with") && !query.has("add") ? asked : [...before, ...asked])];
      return { chosen: all.filter((part) => typeof part !== "string"), unknown: all.filter((part) => typeof part === "string") };
    },
    moved: (list, at, by) => list.toSpliced(at, 1).toSpliced((at + by + list.length) % list.length, 0, list[at]),
    prefixed: (name, value, prefix) => {
      if (/^(id|for|headers|aria-(labelledby|describedby|controls|details))$/.test(name)) return value.replace(/\S+/g, `${prefix}$&`);
      return value.replace(/url\((["']?)#/g, `url($1#${prefix}`);
    },
  };
  if (!globalThis.document) { // in Node, for the tests
    globalThis.siteLogic = { ...globalThis.siteLogic, ...logic };
    return;
  }

  const { t, tn } = globalThis.wording;
  /** @type {BriefTools} */
  const { find, all, make, say } = {
    find: (selector, within = document) => /** @type {HTMLElement} */ (within.querySelector(selector)),
    all: (selector, within = document) => /** @type {HTMLElement[]} */ ([...within.querySelectorAll(selector)]),
    make: (name, properties, ...children) => {
      const element = Object.assign(document.createElement(name), properties);
      element.append(...children);
      return element;
    },
    say: (words) => { find("[data-status]").textContent = words; },
  };
  const own = find("[data-brief]");
  const input = /** @type {HTMLInputElement} */ (find("[data-find]"));
  const colophon = find("main > article > .colophon");
  const home = find("p:last-child", colophon).textContent;
  const offline = "offline" in document.documentElement.dataset;
  const { title } = document;
  const { origin } = location;
  const sheet = new CSSStyleSheet();
  document.adoptedStyleSheets.push(sheet);
  let chosen = /** @type {BriefPart[]} */ ([]);
  /** The choice, as this tab keeps it. */
  const keep = (/** @type {string | undefined} */ value) => {
    try {
      if (value) sessionStorage[location.pathname] = value;
      else if (value === "") sessionStorage.removeItem(location.pathname); // nothing chosen, nothing kept
      return sessionStorage[location.pathname] ?? "";
    } catch {
      return "";
    }
  };
  const query = () => (chosen.length ? `?with=${chosen.map(({ id }) => id).join(",")}` : "");
  const count = () => t("Parts in this brief: {number}.", { number: chosen.length });

  /**
   * Another page, read by the browser: of text, the policy of the site lets no script make one. No policy goes with an offline copy.
   * @param {URL} page
   * @returns {Promise<Document>}
   */
  const documentOf = (page) => new Promise((done, failed) => {
    if (offline) {
      const script = make("script", { src: new URL("part.js", page).href, onerror: failed });
      script.onload = () => done(new DOMParser().parseFromString(globalThis.siteParts?.[script.src] ?? "", "text/html"));
      document.head.append(script);
      return;
    }
    const request = new XMLHttpRequest();
    request.open("GET", page);
    request.responseType = "document";
    request.onload = () => (request.status === 200 && request.responseXML ? done(request.responseXML) : failed());
    request.onerror = failed;
    request.send();
  });

  /** Without furniture; with regions named by the part, headings a level down, ids of its own, whole addresses. */
  const fitIn = (/** @type {Element} */ article, /** @type {BriefPart} */ { id, name, page }) => {
    for (const element of all("script, form, nav, .no-print, .headerlink, .brief-link, .cite", article)) element.remove();
    for (const region of all("section, aside", article)) {
      const label = region.ariaLabel ?? article.querySelector(`[id="${region.getAttribute("aria-labelledby")}"]`)?.textContent;
      region.removeAttribute("aria-labelledby");
      if (label) region.ariaLabel = `${name}: ${label}`;
    }
    for (const heading of all("h1, h2, h3, h4, h5", article)) heading.ariaLevel = `${Number(heading.localName[1]) + 1}`;
    const prefix = `${id.toLowerCase()}--`;
    const base = new URL(offline ? "index.html" : "", page);
    const ids = new Set(all("[id]", article).map((element) => `#${element.id}`));
    const fitted = (/** @type {Attr} */ { name: key, value }) => {
      if (key !== "href" && key !== "src") return logic.prefixed(key, value, prefix);
      if (ids.has(value)) return `#${prefix}${value.slice(1)}`;
      const { href } = new URL(value, base);
      return href.startsWith(origin) ? href.slice(origin.length) : href; // not written out on paper
    };
    for (const element of all("*", article)) for (const attribute of element.attributes) attribute.value = fitted(attribute);
  };

  /** @param {BriefPart} part */
  const load = async (part) => {
    const { name, page, body } = part;
    try {
      const article = find("main article", await documentOf(page));
      fitIn(article, part);
      body.replaceChildren(...article.childNodes);
    } catch {
      delete part.loading; // to be tried again
      body.replaceChildren(t("This part could not be loaded:"), " ", make("a", { href: page.href }, name));
      say(t("{name} could not be loaded.", { name }));
    }
  };

  /** What there is to choose from: a link becomes a box to tick. */
  const parts = all("[data-part]", own).map((item) => {
    const { part: id = "", page = "" } = item.dataset;
    const link = find("a", item);
    const name = link.textContent.replace(/\s+/g, " ").trim();
    const check = make("input", { type: "checkbox" });
    item.replaceChildren(make("label", { className: "check" }, check, make("span", {}, ...link.childNodes)));
    const row = /** @type {HTMLElement} */ (/** @type {HTMLTemplateElement} */ (find("[data-row]")).content.children[0].cloneNode(true));
    Object.assign(find("a", row), { href: `#part-${id}`, textContent: name });
    const body = make("section", { className: "prose own__part", id: `part-${id}`, ariaLabel: name }, t("Loading …"));
    return /** @type {BriefPart} */ ({ id, name, check, row, body, page: new URL(page, location.href) });
  });

  /** Running heads, where browsers have them. */
  const heads = () => {
    const [start, end] = document.dir === "rtl" ? ["right", "left"] : ["left", "right"];
    const names = chosen.map(({ name }, at) => `@page own-${at} { @top-${end} { content: ${JSON.stringify(name)} } }`);
    const work = JSON.stringify(own.dataset.brief); // a safe string of CSS, too
    return `@page { @top-${start} { content: ${work} } @bottom-${end} { content: counter(page) " / " counter(pages) } }${names.join("")}`;
  };
  const show = () => {
    for (const part of parts) part.check.checked = chosen.includes(part);
    chosen.forEach((part, at) => {
      part.body.style.page = `own-${at}`;
      part.loading ??= load(part);
    });
    find("[data-list]").replaceChildren(...chosen.map(({ row }) => row));
    find("[data-parts]").replaceChildren(...chosen.map(({ body }) => body));
    document.title = [...chosen.slice(0, 3).map(({ name }) => name), ...(chosen.length > 3 ? ["…"] : []), title].join(" – ");
    sheet.replaceSync(chosen.length ? heads() : "");
    own.style.page = chosen[0]?.body.style.page ?? ""; // what else is printed goes with the first part, and with the last
    colophon.style.page = chosen.at(-1)?.body.style.page ?? "";
    find("p:last-child", colophon).textContent = home + query();
    keep(query());
  };
  const change = (/** @type {BriefPart[]} */ wanted, /** @type {string} */ words) => {
    chosen = wanted;
    history.pushState(null, "", location.pathname + query());
    show();
    say(`${words} ${count()}`);
  };
  const arrive = (/** @type {string} */ before) => {
    const { chosen: wanted, unknown } = logic.read(location.search, parts, logic.read(before, parts, []).chosen);
    chosen = wanted;
    show();
    const missed = unknown.length ? [t("Not in this strategy: {names}.", { names: unknown.join(", ") })] : [];
    say([...missed, count()].join(" "));
  };

  for (const part of parts) {
    const { name, check, row } = part;
    check.onchange = () => {
      if (check.checked) change([...chosen, part], t("{name} added.", { name }));
      else change(chosen.filter((other) => other !== part), t("{name} removed.", { name }));
    };
    for (const button of all("button", row)) {
      button.ariaLabel = t("{action} {name}", { action: button.textContent, name });
      button.onclick = () => {
        const by = Number(button.dataset.by); // how far down; 0 is out
        const at = chosen.indexOf(part);
        const wanted = by ? logic.moved(chosen, at, by) : chosen.toSpliced(at, 1);
        change(wanted, by ? t("{name} is number {number}.", { name, number: wanted.indexOf(part) + 1 }) : t("{name} removed.", { name }));
        const next = by ? button : find("[data-by='0']", (chosen[at] ?? chosen.at(-1) ?? part).row);
        (next.isConnected ? next : find("#selection")).focus();
      };
    }
  }
  find("[data-clear]").onclick = () => {
    change([], t("Cleared."));
    find("#selection").focus();
  };
  find("[data-copy]").onclick = () => {
    const address = offline ? home + query() : location.href;
    navigator.clipboard?.writeText(address).then(() => say(t("Copied: {address}", { address })), () => say(t("To copy: {address}", { address })));
  };
  find("[data-print]").onclick = () => Promise.all(chosen.map(({ loading }) => loading)).then(() => print());

  const MOST = 60; // shown at a time
  const filter = () => all("fieldset", own).reduce((sum, group) => {
    const items = all("[data-part]", group);
    const found = items.filter((item) => logic.fits(`${item.dataset.names}`, input.value.trim()));
    for (const item of items) item.hidden = true;
    for (const item of found.slice(0, MOST)) item.hidden = false;
    group.hidden = !found.length;
    find("p", group).hidden = found.length <= MOST;
    return sum + found.length;
  }, 0);
  input.oninput = () => say(tn("{number} found.", "{number} found.", filter()));
  addEventListener("popstate", () => arrive(""));
  filter();
  arrive(keep(undefined));
  history.replaceState(null, "", location.pathname + query() + location.hash);
})();
