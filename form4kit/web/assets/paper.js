// The printed form while it is being prepared: patched and not replaced, so that focus and scroll stay.

import { el } from "./shared.js";

const TABLES = { non_derivative: "table.non-derivative", derivative: "table.derivative" };
const WIDE = 10.1 * 96;
const SMALLEST = 0.68; // below it the form is scrolled sideways, not drawn smaller

// Make one tree like another, part by part; rows are known by the event that they come from.
function morph(have, want) {
  if (have.isEqualNode(want)) return;
  for (const { name } of [...have.attributes]) if (!want.hasAttribute(name) && name !== "tabindex") have.removeAttribute(name);
  for (const { name, value } of want.attributes) if (have.getAttribute(name) !== value && name !== "tabindex") have.setAttribute(name, value);
  const known = new Map([...have.children].filter((each) => each.dataset?.key).map((each) => [each.dataset.key, each]));
  const pairs = [...want.childNodes];
  let at = have.firstChild;
  for (const fresh of pairs) {
    const keyed = fresh.dataset?.key ? known.get(fresh.dataset.key) : null;
    const old = keyed || (at && !at.dataset?.key && at.nodeName === fresh.nodeName && !fresh.dataset?.key ? at : null);
    if (!old) { have.insertBefore(fresh, at); continue; }
    if (old !== at) have.insertBefore(old, at); else at = at.nextSibling;
    if (old.nodeType === Node.ELEMENT_NODE) morph(old, fresh);
    else if (old.nodeValue !== fresh.nodeValue) old.nodeValue = fresh.nodeValue;
  }
  while (at) { const next = at.nextSibling; at.remove(); at = next; }
}

export class Paper {
  // `chosen(name, cell)` is told which cell was clicked, or on which Enter was pressed.
  constructor(host, { chosen }) {
    this.host = host;
    this.root = host.attachShadow({ mode: "open" });
    this.sheet = el("div", { class: "paper" });
    this.root.append(el("link", { rel: "stylesheet", href: "/assets/form.css" }), el("link", { rel: "stylesheet", href: "/assets/paper.css" }), this.sheet);
    const choose = (event) => {
      const cell = event.composedPath().find((each) => each.dataset?.cell);
      if (!cell) return;
      event.preventDefault();
      chosen(cell.dataset.cell, cell);
    };
    this.sheet.addEventListener("click", choose);
    this.sheet.addEventListener("keydown", (event) => {
      if (event.key === "Enter") choose(event);
      if (event.key.startsWith("Arrow")) this.step(event);
    });
    new ResizeObserver(() => this.fit()).observe(host);
    this.size = "fit";
    this.current = 0;
  }

  // Show a plan: the form, and on its cells what each rests on. `current` is the event whose rows are outlined.
  draw(plan, current) {
    this.current = current;
    const page = new DOMParser().parseFromString(plan.form, "text/html");
    const fresh = el("div", { class: "paper" }, el("p", { class: "stamp", text: "DRAFT, not filed" }));
    fresh.append(...page.body.childNodes);
    this.name(fresh, plan);
    fresh.style.zoom = this.sheet.style.zoom; // what is patched keeps its size
    this.sheet.className = "paper";
    morph(this.sheet, fresh);
    if (!this.sheet.querySelector('[data-cell][tabindex="0"]')) this.sheet.querySelector("[data-cell]")?.setAttribute("tabindex", "0");
    this.outline(current);
    this.resize();
  }

  name(sheet, plan) {
    const rows = Object.fromEntries(Object.entries(TABLES).map(([table, selector]) => [table, [...sheet.querySelectorAll(`${selector} tbody tr`)]]));
    const own = {};
    for (const [event, mine] of Object.entries(plan.rows)) mine.forEach((row, n) => { own[row] = `${event}.${n}`; });
    for (const table of Object.keys(TABLES)) {
      rows[table].forEach((row, number) => {
        const key = own[`${table}:${number}`];
        row.dataset.key = key ? `event-${key}` : `${table}-${number}`;
        if (key) row.dataset.event = key.split(".")[0];
      });
    }
    for (const [name, told] of Object.entries(plan.cells)) {
      const [table, row, column] = told.at.split(":");
      const cell = rows[table][row]?.cells[column];
      if (!cell) continue;
      const text = cell.textContent.trim();
      cell.dataset.cell = name;
      cell.setAttribute("tabindex", "-1");
      cell.setAttribute("aria-label", [told.words, text || "empty", told.open ? "needs an answer" : ""].filter(Boolean).join(", "));
      if (told.open) { cell.classList.add("gap"); if (!text) cell.textContent = "?"; }
      if (told.computed) cell.title = told.computed;
    }
    const marks = (plan.findings || []).filter((each) => each.severity === "error" && !each.allowed);
    for (const spot of marks.flatMap((each) => each.spots)) {
      const [table, row, column] = spot.split(":");
      if (!TABLES[table] || column === undefined) continue;
      rows[table][row]?.cells[column]?.classList.add("found-error");
    }
    for (const link of sheet.querySelectorAll("a[href]")) link.removeAttribute("href");
  }

  outline(event) {
    this.current = event;
    for (const row of this.sheet.querySelectorAll("tr[data-event]")) row.classList.toggle("mine", row.dataset.event === String(event));
  }

  cell(name) { return this.sheet.querySelector(`[data-cell="${CSS.escape(name)}"]`); }

  step(event) {
    const cells = [...this.sheet.querySelectorAll("[data-cell]")];
    const here = this.root.activeElement;
    const at = cells.indexOf(here);
    if (at < 0) return;
    event.preventDefault();
    const row = here.closest("tr");
    const below = { ArrowDown: row.nextElementSibling, ArrowUp: row.previousElementSibling }[event.key];
    const next = below ? below.cells[here.cellIndex] : cells[at + (event.key === "ArrowRight" || event.key === "ArrowDown" ? 1 : -1)];
    if (!next?.dataset.cell) return;
    here.setAttribute("tabindex", "-1");
    next.setAttribute("tabindex", "0");
    next.focus();
  }

  resize() { if (this.size !== this.fitted) this.fit(); }

  fit() {
    const rows = this.size === "rows";
    this.sheet.classList.toggle("rows-only", rows);
    const fit = Math.max(this.host.clientWidth / WIDE, SMALLEST);
    this.sheet.style.zoom = this.size === "fit" ? fit : rows ? Math.max(fit, 1.4) : Number(this.size);
    this.fitted = this.size;
  }
}
