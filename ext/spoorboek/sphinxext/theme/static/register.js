"use strict";

/* Registers. The form above a table is the whole view: the rows show what it says, and so does the address.
   Without this script the form is not seen and the table is whole. */
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

  /** What the form asks for: the words a row must hold, and by filter the values of which it must have one. */
  const asked = (form) => {
    const chosen = new Map();
    for (const box of form.querySelectorAll(":checked[type=checkbox]"))
      chosen.set(box.name, [...(chosen.get(box.name) ?? []), box.value]);
    return { words: folded(form.elements.text.value).split(/\s+/), chosen };
  };

  /** Does a line answer all that is asked, but for one filter? */
  const answers = (line, { words, chosen }, but) =>
    words.every((word) => line.text.includes(word))
    && [...chosen].every(([name, values]) => name === but || values.some((value) => line.choices[name].includes(value)));

  const count = (form, lines, view) => {
    for (const box of form.querySelectorAll("[type=checkbox]")) {
      const left = lines.filter((line) => answers(line, view, box.name) && line.choices[box.name].includes(box.value));
      const label = box.closest("label");
      label.querySelector(".count").textContent = left.length;
      label.classList.toggle("empty", left.length === 0);
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
      if (!left || !right) return !left - !right; // what has no value comes last, either way
      return collator.compare(left, right) * (down ? -1 : 1);
    });
    table.tBodies[0].append(...inOrder.map((line) => line.row));
    [...table.tHead.rows[0].cells].forEach((head, n) => {
      if (n === column) head.setAttribute("aria-sort", down ? "descending" : "ascending");
      else head.removeAttribute("aria-sort");
    });
  };

  const show = (form, table, lines) => {
    const view = asked(form);
    for (const line of lines) line.row.hidden = !answers(line, view);
    const shown = lines.filter((line) => !line.row.hidden).length;
    const said = form.dataset.count.replace("{shown}", shown).replace("{all}", lines.length);
    form.querySelector("output").textContent = shown ? said : `${said}. ${form.dataset.nothing}`;
    form.querySelector("[type=reset]").disabled = ![...new FormData(form).values()].some(Boolean);
    count(form, lines, view);
    arrange(form, table, lines);
  };

  const toAddress = (form) => {
    const address = new URL(location.href);
    for (const control of form.elements) address.searchParams.delete(control.name);
    for (const [name, value] of new FormData(form)) if (value) address.searchParams.append(name, value);
    history.replaceState(null, "", address);
  };

  const fromAddress = (form) => {
    const said = new URLSearchParams(location.search);
    for (const control of form.elements) {
      if (control.type === "checkbox") control.checked = said.getAll(control.name).includes(control.value);
      else if (control.name) control.value = said.get(control.name) ?? "";
    }
    if (form.elements.sort.selectedIndex < 0) form.elements.sort.value = "";
    for (const filter of form.querySelectorAll("details")) filter.open = filter.querySelector(":checked") !== null;
  };

  const narrow = matchMedia("(max-width: 46rem)"); // there the heads are out of sight, and a list has the orders

  /** The head of a column becomes a button: up, down, and as it was. */
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
      toAddress(form);
    };
    form.addEventListener("input", update);
    form.addEventListener("reset", () => {
      form.elements.text.focus(); // for the button goes away
      setTimeout(update); // once the controls are empty
    });
    form.addEventListener("submit", (event) => event.preventDefault());
    fromAddress(form);
    show(form, table, lines);
    form.classList.add("ready");
  }
})();
