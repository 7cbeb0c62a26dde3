"use strict";

/* Registers. The form above a table is its only state: rows and URL are derived from it. Without this script the form
   is hidden and the table complete. */
(() => {
  const collator = new Intl.Collator(document.documentElement.lang, { numeric: true });
  const folded = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

  const textOf = (cell) => {
    const label = cell.querySelector(".column")?.textContent ?? "";
    return cell.textContent.trim().slice(label.length).trim();
  };

  const lineOf = (row) => ({
    row,
    choices: JSON.parse(row.dataset.choices),
    text: folded([...row.cells].map(textOf).join(" ")),
    keys: [...row.cells].map((cell) => cell.querySelector("data")?.value ?? textOf(cell)),
  });

  /** Return the words that a row must contain, and by filter the values of which it must have one. */
  const queryOf = (form) => {
    const chosen = new Map();
    for (const box of form.querySelectorAll(":checked[type=checkbox]"))
      chosen.set(box.name, [...(chosen.get(box.name) ?? []), box.value]);
    return { words: folded(form.elements.text.value).split(/\s+/), chosen };
  };

  /** Whether a line matches a query, apart from the filter `ignored`. */
  const matches = (line, { words, chosen }, ignored) =>
    words.every((word) => line.text.includes(word))
    && [...chosen].every(([name, values]) => name === ignored || values.some((value) => line.choices[name].includes(value)));

  const count = (form, lines, query) => {
    for (const box of form.querySelectorAll("[type=checkbox]")) {
      const remaining = lines.filter((line) => matches(line, query, box.name) && line.choices[box.name].includes(box.value));
      const label = box.closest("label");
      label.querySelector(".count").textContent = remaining.length;
      label.classList.toggle("empty", remaining.length === 0);
    }
    for (const filter of form.querySelectorAll("details")) {
      const chosen = filter.querySelectorAll(":checked").length;
      filter.querySelector(".chosen").textContent = chosen ? ` (${chosen})` : "";
    }
  };

  const arrange = (form, table, lines) => {
    const [, down, name] = form.elements.sort.value.match(/(-?)(.*)/);
    const column = form.dataset.columns.split(" ").indexOf(name);
    const inOrder = column < 0 ? lines : [...lines].sort((one, other) => {
      const [left, right] = [one.keys[column], other.keys[column]];
      if (!left || !right) return !left - !right; // empty values come last, in both directions
      return collator.compare(left, right) * (down ? -1 : 1);
    });
    table.tBodies[0].append(...inOrder.map((line) => line.row));
    [...table.tHead.rows[0].cells].forEach((head, n) => {
      if (n === column) head.setAttribute("aria-sort", down ? "descending" : "ascending");
      else head.removeAttribute("aria-sort");
    });
  };

  const show = (form, table, lines) => {
    const query = queryOf(form);
    for (const line of lines) line.row.hidden = !matches(line, query);
    const shown = lines.filter((line) => !line.row.hidden).length;
    const status = form.dataset.count.replace("{shown}", shown).replace("{all}", lines.length);
    form.querySelector("output").textContent = shown ? status : `${status}. ${form.dataset.nothing}`;
    form.querySelector("[type=reset]").disabled = ![...new FormData(form).values()].some(Boolean);
    count(form, lines, query);
    arrange(form, table, lines);
  };

  const toUrl = (form) => {
    const address = new URL(location.href);
    for (const control of form.elements) address.searchParams.delete(control.name);
    for (const [name, value] of new FormData(form)) if (value) address.searchParams.append(name, value);
    history.replaceState(null, "", address);
  };

  const fromUrl = (form) => {
    const parameters = new URLSearchParams(location.search);
    for (const control of form.elements) {
      if (control.type === "checkbox") control.checked = parameters.getAll(control.name).includes(control.value);
      else if (control.name) control.value = parameters.get(control.name) ?? "";
    }
    if (form.elements.sort.selectedIndex < 0) form.elements.sort.value = "";
    for (const filter of form.querySelectorAll("details")) filter.open = filter.querySelector(":checked") !== null;
  };

  const narrow = matchMedia("(max-width: 46rem)"); // where column heads are hidden and a select sorts

  /** Make a column head a button: ascending, descending, original order. */
  const sortable = (head, name, form) => {
    const button = document.createElement("button");
    button.type = "button";
    const holder = head.querySelector("p") ?? head;
    const text = [...holder.childNodes];
    const place = () => {
      (narrow.matches ? holder : button).append(...text);
      if (narrow.matches) button.remove();
      else holder.append(button);
    };
    place();
    narrow.addEventListener("change", place);
    button.addEventListener("click", () => {
      const order = form.elements.sort;
      order.value = { [name]: `-${name}`, [`-${name}`]: "" }[order.value] ?? name;
      order.dispatchEvent(new Event("input", { bubbles: true }));
    });
  };

  for (const form of document.querySelectorAll(".register > form")) {
    const table = form.parentElement.querySelector("table");
    const lines = [...table.tBodies[0].rows].map(lineOf);
    const names = form.dataset.columns.split(" ");
    [...table.tHead.rows[0].cells].forEach((head, n) => sortable(head, names[n], form));
    const update = () => {
      show(form, table, lines);
      toUrl(form);
    };
    form.addEventListener("input", update);
    form.addEventListener("reset", () => {
      form.elements.text.focus(); // the button disappears
      setTimeout(update); // after the controls are reset
    });
    form.addEventListener("submit", (event) => event.preventDefault());
    fromUrl(form);
    show(form, table, lines);
    form.classList.add("ready");
  }
})();
