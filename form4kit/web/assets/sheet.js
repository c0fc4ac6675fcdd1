// The printed form: the proof's own page in a part of this one that no style leaks into or out of.
//
// Each part of it that was written somewhere in the draft is named (`non_derivative:0:3`, `note:F1`), and
// answers to a click or to Enter.

import { el } from "./shared.js";
import { RANK } from "./editor.js";

const TABLES = { non_derivative: "table.non-derivative", derivative: "table.derivative" };

export class Sheet {
  constructor(host, { chosen, opened = null }) {
    this.host = host;
    this.root = host.attachShadow({ mode: "open" });
    this.paper = el("div", { class: "paper" });
    this.root.append(
      el("link", { rel: "stylesheet", href: "/assets/form.css" }),
      el("link", { rel: "stylesheet", href: "/assets/sheet.css" }),
      this.paper,
    );
    const choose = (event, act = chosen) => {
      const target = event.composedPath().find((each) => each.dataset?.spot);
      if (target) { event.preventDefault(); act(target.dataset.spot, target); }
    };
    this.paper.addEventListener("click", (event) => choose(event));
    if (opened) this.paper.addEventListener("dblclick", (event) => choose(event, opened));
    this.paper.addEventListener("keydown", (event) => {
      if (event.key === "Enter") choose(event, opened || chosen);
      if (event.key.startsWith("Arrow")) this.step(event);
    });
    new ResizeObserver(() => this.fit()).observe(host);
    this.size = "fit";
  }

  // Show a form; what has not changed is not redrawn, so that neither scroll nor focus is lost.
  draw(html, spots, sums, cells = {}) {
    this.spots = spots;
    this.sums = sums;
    if (html !== this.html) {
      const focus = this.root.activeElement?.dataset.spot;
      const page = new DOMParser().parseFromString(html, "text/html");
      this.paper.replaceChildren(el("p", { class: "stamp", text: "DRAFT, not filed" }), ...page.body.childNodes);
      this.html = html;
      this.name();
      if (focus) this.part(focus)?.focus({ preventScroll: true });
    }
    for (const [spot, told] of Object.entries(cells)) {
      const part = spot.includes(":") ? this.part(spot) : null; // the boxes around the tables have their own words
      part?.setAttribute("aria-label", [told.words, part.textContent.trim() || "empty", told.kind === "open" ? "needs an answer" : ""].filter(Boolean).join(", "));
    }
    this.fit();
  }

  // Give every part its name. One of them is in the tab order, the arrow keys lead to the others.
  name() {
    const put = (part, spot) => {
      if (!part || !(spot in this.spots)) return;
      part.dataset.spot = spot;
      part.tabIndex = -1;
      if (this.sums[spot]) part.title = this.sums[spot];
    };
    for (const [table, selector] of Object.entries(TABLES)) {
      this.paper.querySelectorAll(`${selector} tbody tr`).forEach((row, r) =>
        [...row.cells].forEach((cell, c) => put(cell, `${table}:${r}:${c}`)));
    }
    const boxes = this.paper.querySelector("table.boxes");
    if (boxes) {
      put(boxes.querySelector(".owner"), "owner:0");
      put(boxes.querySelector(".issuer"), "issuer");
      const initial = boxes.classList.contains("initial");
      put(initial ? boxes.querySelector(".event") : boxes.rows[1].cells[0], "period");
      put(initial ? boxes.rows[1].cells[1] : boxes.rows[2].cells[0], "original_filed");
    }
    this.paper.querySelectorAll(".owners > .owner").forEach((part, n) => put(part, `owner:${n}`));
    this.paper.querySelectorAll(".signature").forEach((part, n) => put(part, `signature:${n}`));
    this.paper.querySelectorAll("p.note[id]").forEach((part) => put(part, `note:${part.id}`));
    this.paper.querySelectorAll("a.mark").forEach((mark) => put(mark, `note:${mark.getAttribute("href").slice(1)}`));
    for (const link of this.paper.querySelectorAll("p.note a")) link.removeAttribute("href");
    put(this.paper.querySelector("h2.remarks + .note"), "remarks");
    const first = this.paper.querySelector("[data-spot]");
    if (first) first.tabIndex = 0;
  }

  step(event) {
    const parts = [...this.paper.querySelectorAll("[data-spot]")];
    const at = parts.indexOf(this.root.activeElement);
    if (at < 0) return;
    event.preventDefault();
    const row = this.root.activeElement.closest("tr");
    const below = row?.closest("tbody") && { ArrowDown: row.nextElementSibling, ArrowUp: row.previousElementSibling }[event.key];
    const next = below ? below.cells[this.root.activeElement.cellIndex]
      : parts[at + (event.key === "ArrowRight" || event.key === "ArrowDown" ? 1 : -1)];
    next?.focus();
  }

  part(spot) { return this.paper.querySelector(`[data-spot="${CSS.escape(spot)}"]`); }

  // The parts that a name stands for: a cell, or all the cells of a row.
  parts(spot) {
    const one = this.part(spot);
    return one ? [one] : [...this.paper.querySelectorAll(`[data-spot^="${CSS.escape(spot)}:"]`)];
  }

  show_findings(findings) {
    for (const part of this.paper.querySelectorAll("[class*=found-]")) {
      part.classList.remove("found-error", "found-warning", "found-note");
      part.removeAttribute("aria-description");
    }
    for (const { spots, severity, rule, message, allowed } of [...findings].sort((a, b) => RANK[a.severity] - RANK[b.severity])) {
      if (allowed !== null) continue;
      for (const part of spots.flatMap((spot) => this.parts(spot))) {
        part.classList.remove("found-error", "found-warning", "found-note");
        part.classList.add(`found-${severity}`);
        part.setAttribute("aria-description", `${severity} ${rule}: ${message}`);
        part.title = `${rule}: ${message}`;
      }
    }
  }

  // Mark what was written at a line, and bring it into view where asked.
  point(line, scroll) {
    for (const part of this.paper.querySelectorAll(".now")) part.classList.remove("now");
    const here = Object.entries(this.spots || {}).filter(([, place]) => place[0] === line).map(([spot]) => spot);
    const parts = here.flatMap((spot) => this.parts(spot));
    for (const part of parts) part.classList.add("now");
    if (scroll) parts[0]?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  fit() {
    const wide = 10.1 * 96;
    const room = this.host.clientWidth;
    const size = this.size === "fit" ? Math.max(room / wide, 0.68) : Number(this.size);
    this.paper.style.zoom = size;
  }
}
