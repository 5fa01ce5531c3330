"use strict";
// Makes the tables of this page sort and filter. Without it they are plain tables with all their rows.
(() => {
  const STEP = 200;
  const collator = new Intl.Collator(document.documentElement.lang, { numeric: true });
  const fold = (text) => text.normalize("NFKC").toLowerCase();
  const fill = (template, ...numbers) =>
    numbers.reduce((text, number, i) => text.replace(`{${i}}`, number.toLocaleString("en")), template);

  function enhance(section) {
    const table = section.querySelector("table");
    const tools = section.querySelector(".tools");
    if (!table || !tools) return;
    const rows = [];
    for (const body of table.tBodies) for (const row of body.rows) rows.push(row);
    for (const body of [...table.tBodies].slice(1)) body.remove();
    const body = table.tBodies[0];
    const more = section.querySelector(".more");
    const input = tools.querySelector("input");
    const output = tools.querySelector("output");
    const heads = [...table.tHead.rows[0].cells];
    const words = []; // what each row is filtered by, made when first asked for, or before
    let order = rows.map((_, i) => i);
    let found = order;
    let shown = STEP;

    function wordsOf(i) {
      if (words[i] === undefined) {
        let text = "";
        for (const cell of rows[i].cells) text += cell.textContent + "\t";
        words[i] = fold(text);
      }
      return words[i];
    }

    // Ahead of the first letter that is typed, while nobody waits.
    function prepare(from) {
      const to = Math.min(rows.length, from + 1000);
      for (let i = from; i < to; i++) wordsOf(i);
      if (to < rows.length) (window.requestIdleCallback ?? setTimeout)(() => prepare(to));
    }

    function draw(count) {
      const fragment = document.createDocumentFragment();
      for (let i = 0; i < Math.min(count, found.length); i++) fragment.append(rows[found[i]]);
      body.replaceChildren(fragment);
      more.hidden = found.length <= count;
      output.textContent =
        found.length === rows.length
          ? fill(output.dataset.all, rows.length)
          : fill(output.dataset.some, found.length, rows.length);
    }

    function filter() {
      const wanted = fold(input.value).split(/\s+/).filter(Boolean);
      shown = STEP;
      found = wanted.length === 0 ? order : order.filter((i) => {
        const text = wordsOf(i);
        return wanted.every((word) => text.includes(word));
      });
      draw(shown);
    }

    // Numbers, times and words each among themselves; what is absent comes last, whichever way.
    function sort(column, down) {
      const keys = rows.map((row) => {
        const cell = row.cells[column];
        if (cell.classList.contains("x")) return null;
        if (cell.dataset.v !== undefined) return Number(cell.dataset.v);
        const text = cell.textContent;
        const number = /^[-+]?[\d,]*\.?\d+ ?%?$/.test(text) ? Number.parseFloat(text.replaceAll(",", "")) : NaN;
        return Number.isNaN(number) ? text : number;
      });
      const compare = (a, b) =>
        typeof a === "number" && typeof b === "number" ? a - b
        : typeof a === typeof b ? collator.compare(a, b)
        : typeof a === "number" ? -1 : 1;
      const sign = down ? -1 : 1;
      order = rows.map((_, i) => i).sort((a, b) =>
        keys[a] === null || keys[b] === null
          ? (keys[a] === null) - (keys[b] === null) || a - b
          : sign * compare(keys[a], keys[b]) || a - b);
    }

    heads.forEach((head, column) => {
      const button = document.createElement("button");
      button.type = "button";
      button.append(...head.childNodes);
      head.append(button);
      const first = rows.find((row) => !row.cells[column].classList.contains("x"));
      const numeric = first !== undefined && first.cells[column].classList.contains("n");
      head.classList.toggle("n", numeric);
      button.addEventListener("click", () => {
        const sorted = head.getAttribute("aria-sort");
        const down = sorted === null ? numeric : sorted === "ascending"; // of numbers, the largest first
        heads.forEach((other) => other.removeAttribute("aria-sort"));
        head.setAttribute("aria-sort", down ? "descending" : "ascending");
        sort(column, down);
        filter();
      });
    });

    let waiting = 0;
    input.addEventListener("input", () => {
      clearTimeout(waiting);
      waiting = setTimeout(filter, rows.length > 5000 ? 150 : 0);
    });
    more.firstElementChild.addEventListener("click", () => draw((shown += 5 * STEP)));
    // On paper there is no button for more: all that was found is printed.
    addEventListener("beforeprint", () => draw(found.length));
    addEventListener("afterprint", () => draw(shown));
    tools.hidden = rows.length < 2;
    draw(shown);
    (window.requestIdleCallback ?? setTimeout)(() => prepare(0));
  }

  document.querySelectorAll("section.list").forEach(enhance);
  // Values below a picture are printed too.
  const closed = [];
  addEventListener("beforeprint", () =>
    document.querySelectorAll("details:not([open])").forEach((details) => {
      closed.push(details);
      details.open = true;
    }));
  addEventListener("afterprint", () => closed.splice(0).forEach((details) => (details.open = false)));
})();
