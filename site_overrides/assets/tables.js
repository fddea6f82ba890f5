// Tables that sort and filter, with their state in the address. Several of a page may share one form.
(() => {
  "use strict";

  // --- logic, which needs no page ------------------------------------------------------------

  /**
   * The order of two values: numbers by size, other text as people expect it, what has no value last.
   * @param {string} a
   * @param {string} b
   * @param {boolean} down
   */
  const compare = (a, b, down = false) => {
    if (!a || !b) return Number(!a) - Number(!b);
    const numbers = !Number.isNaN(Number(a)) && !Number.isNaN(Number(b));
    const order = numbers ? Number(a) - Number(b) : a.localeCompare(b, globalThis.document?.documentElement.lang, { numeric: true });
    return down ? -order : order;
  };

  const UNSORTED = /** @type {Sorting} */ ({ column: -1, down: false });

  /**
   * What a press on a column's head leads to: up, down, and as it was.
   * @param {Sorting} sorted
   * @param {number} column
   */
  const nextSorting = (sorted, column) => {
    if (sorted.column !== column) return { column, down: false };
    return sorted.down ? UNSORTED : { column, down: true };
  };

  /**
   * How an address says it: "name", or "-name" for the other way round.
   * @param {string} text
   * @param {(string | undefined)[]} keys the names of the columns; one without a name is not sorted by
   */
  const readSorting = (text, keys) => {
    const name = text.replace(/^-/, "");
    const column = name ? keys.indexOf(name) : -1;
    return column < 0 ? UNSORTED : { column, down: text.startsWith("-") };
  };

  /**
   * The places of the columns that an address asks for by their ids, in its order, each once.
   * @param {string} text
   * @param {(string | undefined)[]} ids
   * @param {number} most
   */
  const readChosen = (text, ids, most) => {
    const found = text.toUpperCase().split(/[,\s]+/).filter(Boolean).map((id) => ids.indexOf(id)).filter((at) => at >= 0);
    return [...new Set(found)].slice(0, most);
  };

  /**
   * A query with some values set, and those that are empty left out.
   * @param {string} search
   * @param {Record<string, string>} values
   */
  const withValues = (search, values) => {
    const query = new URLSearchParams(search);
    for (const [name, value] of Object.entries(values)) {
      if (value) query.set(name, value);
      else query.delete(name);
    }
    const text = query.toString().replace(/%2C/g, ",");
    return text ? `?${text}` : "";
  };

  if (!globalThis.document) { // in Node, for the tests of the logic
    globalThis.siteLogic = { ...globalThis.siteLogic, compare, nextSorting, readSorting, readChosen, withValues };
    return;
  }

  const { t, tn } = globalThis.wording;

  // --- what both use -------------------------------------------------------------------------

  const words = (/** @type {Element} */ cell) => cell.textContent.replace(/\s+/g, " ").trim();
  const asked = (/** @type {string} */ name) => new URLSearchParams(location.search).get(name) ?? "";
  const remember = (/** @type {Record<string, string>} */ values) =>
    history.replaceState(history.state, "", location.pathname + withValues(location.search, values) + location.hash);
  /**
   * @template {keyof HTMLElementTagNameMap} Name
   * @param {Name} name
   * @param {object} properties
   * @param {(string | Node)[]} children
   */
  const make = (name, properties = {}, ...children) => {
    const element = Object.assign(document.createElement(name), properties);
    element.append(...children);
    return element;
  };
  const option = (/** @type {string} */ value, text = value) => make("option", { value, textContent: text });
  /** A form of controls that act at once, named for those who do not see it. */
  const filterForm = (/** @type {string} */ className, /** @type {string} */ label) => {
    const form = make("form", { className, ariaLabel: label });
    form.addEventListener("submit", (event) => event.preventDefault());
    return form;
  };
  /** A table and the heads of its columns; the builder makes none without. */
  const tableOf = (/** @type {Element} */ box) => {
    const table = /** @type {HTMLTableElement} */ (box.querySelector("table"));
    const head = /** @type {HTMLTableSectionElement} */ (table.tHead);
    return { table, heads: [...head.rows[0].cells] };
  };

  // --- sorting and filtering -----------------------------------------------------------------

  /** The values that a cell can be filtered by: one, or those of its list. */
  const values = (/** @type {HTMLTableCellElement} */ cell) => {
    const items = /** @type {HTMLElement[]} */ ([...cell.querySelectorAll("li")]);
    if (items.length) return items.map((item) => item.dataset.value || words(item));
    return [cell.dataset.value || words(cell)].filter(Boolean);
  };
  const order = (/** @type {HTMLTableCellElement} */ cell) => cell.dataset.order ?? words(cell);

  /**
   * The entries of a table: its rows, or its bodies where an entry has several rows. The first row has the cells that are sorted by.
   * @param {HTMLTableElement} table
   * @returns {Entry[]}
   */
  const entriesOf = (table) => {
    const bodies = [...table.tBodies];
    const single = bodies.length === 1 && !bodies[0].matches(".opening");
    return (single ? [...bodies[0].rows] : bodies).map((element) => ({
      element,
      cells: element instanceof HTMLTableRowElement ? element.cells : element.rows[0].cells,
    }));
  };

  /**
   * A choice of the values in a column.
   * @param {HTMLTableCellElement} head
   * @param {HTMLTableCellElement[]} cells
   */
  const choice = (head, cells) => {
    const found = [...new Set(cells.flatMap(values))];
    if (head.dataset.filter !== "given") found.sort((a, b) => a.localeCompare(b, globalThis.document?.documentElement.lang, { numeric: true }));
    return make("select", { name: head.dataset.key }, option("", t("All")), ...found.map((value) => option(value)));
  };

  const controls = (/** @type {string} */ label, /** @type {HTMLTableCellElement[]} */ heads, /** @type {Entry[]} */ entries) => {
    const form = filterForm("filters", label);
    const find = make("input", { type: "search", name: "find", autocomplete: "off" });
    form.append(make("label", {}, t("Contains"), find));
    const selects = heads.map((head, column) => {
      if (!("filter" in head.dataset)) return null;
      const select = choice(head, entries.map((entry) => entry.cells[column]));
      form.append(make("label", {}, words(head), select));
      return select;
    });
    const clear = make("button", { type: "button", className: "button", textContent: t("Clear") });
    const count = make("p", { className: "filters__count", role: "status" });
    const all = [find, ...selects].filter((control) => control !== null);
    form.append(clear, count);
    for (const control of all) if (asked(control.name)) control.value = asked(control.name);
    return { form, find, selects, all, clear, count };
  };

  /**
   * Whether an entry has the words and the values that are asked for.
   * @param {Entry} entry
   * @param {HTMLInputElement} find
   * @param {(HTMLSelectElement | null)[]} selects
   */
  const fits = ({ element, cells }, find, selects) => {
    const wanted = find.value.trim().toLocaleLowerCase();
    if (wanted && !words(element).toLocaleLowerCase().includes(wanted)) return false;
    return selects.every((select, column) => !select?.value || values(cells[column]).includes(select.value));
  };

  /** Hides a table of which nothing is left, and opens what it is folded in where some of it was asked for. */
  const reveal = (/** @type {HTMLElement} */ box, /** @type {boolean} */ left, /** @type {boolean} */ some) => {
    const fold = box.closest("details");
    box.hidden = !left;
    if (fold) Object.assign(fold, { hidden: !left, open: fold.open || some });
  };
  /**
   * Tables with the same columns, which one form filters and each of whose heads sorts all of them.
   * @param {HTMLElement[]} boxes
   * @param {HTMLElement} place what the form goes before
   * @param {string} label
   */
  const sortAndFilter = (boxes, place, label) => {
    const tables = boxes.map((box) => ({ ...tableOf(box), entries: entriesOf(tableOf(box).table), box }));
    const entries = tables.flatMap((table) => table.entries);
    const { form, find, selects, all, clear, count } = controls(label, tables[0].heads, entries);
    const keys = tables[0].heads.map((head) => head.dataset.key);
    let sorted = readSorting(asked("sort"), keys);
    let arranged = UNSORTED;

    const arrange = () => {
      if (sorted.column === arranged.column && sorted.down === arranged.down) return;
      const value = (/** @type {Entry} */ entry) => order(entry.cells[sorted.column]);
      for (const table of tables) {
        const inOrder = sorted.column < 0 ? table.entries : table.entries.toSorted((a, b) => compare(value(a), value(b), sorted.down));
        table.entries[0]?.element.parentElement?.append(...inOrder.map((entry) => entry.element));
      }
      arranged = sorted;
    };
    const mark = (/** @type {HTMLTableCellElement} */ head, /** @type {number} */ column) => {
      if (column === sorted.column) head.setAttribute("aria-sort", sorted.down ? "descending" : "ascending");
      else head.removeAttribute("aria-sort");
    };
    const apply = () => {
      for (const entry of entries) entry.element.hidden = !fits(entry, find, selects);
      arrange();
      const shown = entries.filter((entry) => !entry.element.hidden).length;
      for (const { heads, entries: own, box } of tables) {
        heads.forEach(mark);
        reveal(box, tables.length === 1 || own.some((entry) => !entry.element.hidden), shown < entries.length);
      }
      const every = shown === entries.length;
      const some = tn("{shown} of {number} row", "{shown} of {number} rows", entries.length, { shown });
      count.textContent = every ? tn("{number} row", "{number} rows", shown) : some;
      clear.hidden = every && sorted.column < 0;
    };
    const change = () => {
      apply();
      const sort = sorted.column < 0 ? "" : (sorted.down ? "-" : "") + keys[sorted.column];
      remember({ ...Object.fromEntries(all.map((control) => [control.name, control.value])), sort });
    };
    const sortBy = (/** @type {HTMLTableCellElement} */ head, /** @type {number} */ column) => {
      if (!keys[column]) return;
      const button = make("button", { type: "button", className: "sort" }, ...head.childNodes);
      button.addEventListener("click", () => {
        sorted = nextSorting(sorted, column);
        change();
      });
      head.append(button);
    };
    for (const { heads } of tables) heads.forEach(sortBy);
    form.addEventListener("input", change);
    clear.addEventListener("click", () => {
      form.reset();
      sorted = UNSORTED;
      change();
      find.focus();
    });
    place.before(form);
    apply();
  };

  const boxes = /** @type {HTMLElement[]} */ ([...document.querySelectorAll("[data-table]")]);
  const shared = /** @type {HTMLElement | null} */ (document.querySelector("[data-filters]"));
  if (shared && boxes.length) sortAndFilter(boxes, shared, shared.dataset.filters ?? "");
  else for (const box of boxes) sortAndFilter([box], box, box.dataset.table ?? "");
  globalThis.tableTools = { asked, remember, make, option, filterForm, tableOf, readChosen };
})();
