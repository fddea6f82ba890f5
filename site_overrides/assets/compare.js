// The comparison of chosen columns of a table, with the choice in the address; loaded after tables.js.
(() => {
  "use strict";

  const { t } = globalThis.wording;
  const { asked, remember, make, option, filterForm, tableOf, readChosen } = globalThis.tableTools;

  /**
   * Puts the chosen cells of a row first and hides the others.
   * @param {HTMLTableRowElement} row
   * @param {HTMLTableCellElement[]} cells in the order of the columns, without the row's name
   * @param {number[]} chosen
   */
  const choose = (row, cells, chosen) => {
    cells.forEach((cell, column) => { cell.hidden = !chosen.includes(column); });
    row.append(...chosen.map((column) => cells[column]), ...cells.filter((cell) => cell.hidden));
  };

  /** @param {HTMLElement} box */
  const comparison = (box) => {
    const { table, heads: [, ...heads] } = tableOf(box);
    const rows = [...table.rows].map((row) => ({ row, cells: [...row.cells].slice(1) }));
    const most = Number(box.dataset.compare);
    const ids = heads.map((head) => head.dataset.id);
    const note = box.parentElement?.querySelector("[data-compare-note]");
    const hint = box.parentElement?.querySelector("[data-compare-hint]");
    const printed = /** @type {HTMLElement | null} */ (document.querySelector(".colophon [data-address]"));
    const base = printed?.textContent ?? "";
    const form = filterForm("filters filters--even", box.dataset.label ?? "");
    const selects = Array.from({ length: most }, (_, at) => {
      const names = heads.map((head, column) => option(String(column), head.dataset.name));
      const select = make("select", { name: `c${at + 1}` }, option("", "–"), ...names);
      form.append(make("label", {}, t("{noun} {number}", { noun: box.dataset.one ?? "", number: at + 1 }), select));
      return select;
    });
    /** Says that there is more beside what is in sight, as long as there is. */
    const tell = () => {
      if (hint instanceof HTMLElement) hint.hidden = box.scrollWidth <= box.clientWidth + 1;
    };
    const apply = (/** @type {number[]} */ chosen) => {
      selects.forEach((select, at) => { select.value = String(chosen[at] ?? ""); });
      for (const { row, cells } of rows) choose(row, cells, chosen);
      box.hidden = !chosen.length;
      if (note instanceof HTMLElement) note.hidden = chosen.length > 0;
      if (printed) printed.textContent = base + location.search; // paper leads back to this choice
      tell();
    };
    new ResizeObserver(tell).observe(box);
    form.addEventListener("change", () => {
      const chosen = [...new Set(selects.map((select) => select.value).filter(Boolean).map(Number))];
      remember({ c: chosen.map((column) => ids[column]).join(",").toLowerCase() });
      apply(chosen);
    });
    (hint ?? box).before(form);
    apply(readChosen(asked("c"), ids, most));
  };

  for (const box of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-compare]"))) comparison(box);
})();
