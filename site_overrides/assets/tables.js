// Tables that sort and filter, with their state in the address; and the comparison of chosen columns.
(() => {
  "use strict";
  const words = (cell) => cell.textContent.replace(/\s+/g, " ").trim();
  const address = () => new URLSearchParams(location.search);
  const remember = (query) => {
    const text = query.toString().replace(/%2C/g, ",");
    history.replaceState(history.state, "", location.pathname + (text ? `?${text}` : "") + location.hash);
  };
  const compare = (a, b) => (a !== "" && b !== "" && !isNaN(a) && !isNaN(b) ? a - b : a.localeCompare(b, undefined, { numeric: true }));
  const make = (name, properties = {}, ...children) => {
    const element = Object.assign(document.createElement(name), properties);
    element.append(...children);
    return element;
  };

  document.querySelectorAll("[data-table]").forEach((box) => {
    const table = box.querySelector("table");
    const heads = [...table.tHead.rows[0].cells];
    const rows = [...table.tBodies[0].rows];
    const key = (head) => head.dataset.key;
    const values = (cell) => {
      const items = [...cell.querySelectorAll("li")];
      return items.length ? items.map((item) => item.dataset.value || words(item)) : [cell.dataset.value || words(cell)].filter(Boolean);
    };
    const order = (cell) => cell.dataset.order ?? words(cell);

    const filters = make("form", { className: "filters" });
    filters.setAttribute("aria-label", box.dataset.table);
    filters.addEventListener("submit", (event) => event.preventDefault());
    const find = make("input", { type: "search", name: "find", autocomplete: "off" });
    filters.append(make("label", {}, "Contains", find));
    const selects = heads.map((head, column) => {
      if (!("filter" in head.dataset)) return null;
      const select = make("select", { name: key(head) }, make("option", { value: "", textContent: "All" }));
      const found = [...new Set(rows.flatMap((row) => values(row.cells[column])))];
      if (head.dataset.filter !== "given") found.sort((a, b) => a.localeCompare(b, undefined, { numeric: true }));
      found.forEach((value) => select.append(make("option", { value, textContent: value })));
      filters.append(make("label", {}, words(head), select));
      return select;
    });
    const clear = make("button", { type: "button", className: "button", textContent: "Clear" });
    const count = make("p", { className: "filters__count" });
    count.setAttribute("role", "status");
    filters.append(clear, count);
    box.before(filters);

    let sorted = { column: -1, down: false };
    let arranged = "-1 false";
    const apply = (write) => {
      const wanted = find.value.trim().toLocaleLowerCase();
      let shown = 0;
      rows.forEach((row) => {
        const fits = (!wanted || words(row).toLocaleLowerCase().includes(wanted))
          && selects.every((select, column) => !select || !select.value || values(row.cells[column]).includes(select.value));
        row.hidden = !fits;
        shown += fits;
      });
      const now = `${sorted.column} ${sorted.down}`;
      if (now !== arranged) {
        const ordered = [...rows];
        if (sorted.column >= 0) {
          const value = (row) => order(row.cells[sorted.column]);
          ordered.sort((a, b) => !value(a) - !value(b) || compare(value(a), value(b)) * (sorted.down ? -1 : 1)); // what has no value comes last
        }
        table.tBodies[0].append(...ordered);
        arranged = now;
      }
      heads.forEach((head, column) => {
        if (column === sorted.column) head.setAttribute("aria-sort", sorted.down ? "descending" : "ascending");
        else head.removeAttribute("aria-sort");
      });
      count.textContent = shown === rows.length ? `${rows.length} rows` : `${shown} of ${rows.length} rows`;
      clear.hidden = shown === rows.length && sorted.column < 0;
      if (!write) return;
      const query = address();
      for (const control of [find, ...selects.filter(Boolean)]) {
        if (control.value) query.set(control.name, control.value); else query.delete(control.name);
      }
      if (sorted.column >= 0) query.set("sort", (sorted.down ? "-" : "") + key(heads[sorted.column])); else query.delete("sort");
      remember(query);
    };
    heads.forEach((head, column) => {
      if (!key(head)) return;
      const button = make("button", { type: "button", className: "sort" }, ...head.childNodes);
      button.addEventListener("click", () => {
        sorted = sorted.column !== column ? { column, down: false } : sorted.down ? { column: -1, down: false } : { column, down: true };
        apply(true);
      });
      head.append(button);
    });
    filters.addEventListener("input", () => apply(true));
    clear.addEventListener("click", () => {
      filters.reset();
      sorted = { column: -1, down: false };
      apply(true);
      find.focus();
    });
    const query = address();
    for (const control of [find, ...selects.filter(Boolean)]) if (query.get(control.name)) control.value = query.get(control.name);
    const sort = query.get("sort") || "";
    const column = heads.findIndex((head) => key(head) && key(head) === sort.replace(/^-/, ""));
    if (column >= 0) sorted = { column, down: sort.startsWith("-") };
    apply(false);
  });

  document.querySelectorAll("[data-compare]").forEach((box) => {
    const table = box.querySelector("table");
    const heads = [...table.tHead.rows[0].cells].slice(1);
    const most = Number(box.dataset.compare);
    const names = heads.map((head) => head.dataset.name);
    const asked = (address().get("c") || "").toUpperCase().split(/[,\s]+/).filter(Boolean);
    let chosen = [...new Set(asked.map((id) => heads.findIndex((head) => head.dataset.id === id)).filter((at) => at >= 0))].slice(0, most);

    const form = make("form", { className: "filters filters--even" });
    form.setAttribute("aria-label", box.dataset.label);
    form.addEventListener("submit", (event) => event.preventDefault());
    const selects = Array.from({ length: most }, (_, at) => {
      const select = make("select", { name: `c${at + 1}` }, make("option", { value: "", textContent: "–" }));
      names.forEach((name, column) => select.append(make("option", { value: String(column), textContent: name })));
      form.append(make("label", {}, `${box.dataset.one} ${at + 1}`, select));
      return select;
    });
    box.before(form);
    const note = box.parentElement.querySelector("[data-compare-note]");
    const apply = () => {
      selects.forEach((select, at) => { select.value = chosen[at] === undefined ? "" : String(chosen[at]); });
      for (const row of table.rows) {
        const cells = [...row.cells].slice(1);
        const own = new Map(cells.map((cell) => [Number(cell.dataset.column), cell]));
        const others = cells.filter((cell) => !chosen.includes(Number(cell.dataset.column)));
        others.forEach((cell) => { cell.hidden = true; });
        row.append(...chosen.map((column) => { const cell = own.get(column); cell.hidden = false; return cell; }), ...others);
      }
      box.hidden = !chosen.length;
      if (note) note.hidden = chosen.length > 0;
    };
    for (const row of table.rows) [...row.cells].slice(1).forEach((cell, at) => { cell.dataset.column = String(at); });
    form.addEventListener("change", () => {
      chosen = [...new Set(selects.map((select) => select.value).filter(Boolean).map(Number))];
      const query = address();
      if (chosen.length) query.set("c", chosen.map((column) => heads[column] && table.tHead.rows[0].querySelector(`[data-column="${column}"]`).dataset.id).join(",").toLowerCase());
      else query.delete("c");
      remember(query);
      apply();
    });
    apply();
  });
})();
