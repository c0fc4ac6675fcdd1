// A plain text area with what a draft needs around it: line numbers, findings in the gutter, colours beneath.
//
// The text area itself stays the browser's: its undo, its keys, its screen reader. Edits go through the
// browser's own insertion, so that Undo takes back a quick fix like anything typed.

import { el } from "./shared.js";

const TOKENS = /(?<comment>(?:^|(?<=\s))#.*$)|(?<text>"(?:[^"\\]|\\.)*"|'(?:[^']|'')*')|(?<mark>\^[\w-]+)|(?<key>[\w.'-]+(?=\s*:(?:\s|$)))/g;

export class Editor {
  constructor(frame, { changed, moved, pointed, gutter }) {
    this.gutter = el("div", { class: "gutter", "aria-hidden": true });
    this.paint = el("pre", { "aria-hidden": true });
    this.area = el("textarea", {
      wrap: "soft", spellcheck: "false", autocapitalize: "off", autocomplete: "off", autocorrect: "off",
      "aria-label": "Draft, YAML", "aria-describedby": "state", "aria-keyshortcuts": "Control+Space",
    });
    this.frame = frame;
    frame.classList.add("wraps");
    frame.append(this.gutter, el("div", { class: "field" }, this.paint, this.area));
    new ResizeObserver(() => this.heights()).observe(this.area);
    this.findings = [];
    this.mark = null;
    this.area.addEventListener("input", () => { this.draw(); changed(); });
    this.area.addEventListener("scroll", () => this.scrolled());
    this.area.addEventListener("keydown", (event) => this.keys(event));
    for (const kind of ["keyup", "click", "focus"]) this.area.addEventListener(kind, () => moved(this.caret()));
    this.area.addEventListener("mousemove", (event) => pointed(this.at(event), event));
    this.area.addEventListener("mouseleave", () => pointed(null));
    this.gutter.addEventListener("click", (event) => {
      const line = [...this.gutter.children].indexOf(event.target) + 1;
      if (line) gutter(line);
    });
  }

  get text() { return this.area.value; }

  // Put a whole text in, as when a file is opened; this is no edit to be undone.
  load(text) {
    this.area.value = text;
    this.area.setSelectionRange(0, 0);
    this.draw();
  }

  // Tab leaves the editor, as everywhere; two blanks indent where a line begins, with Ctrl+] and Ctrl+[.
  keys(event) {
    if (event.key === "Enter" && !event.isComposing) {
      const before = this.text.slice(0, this.area.selectionStart);
      const line = before.slice(before.lastIndexOf("\n") + 1);
      const indent = line.match(/^ */)[0] + (/:\s*$/.test(line) ? "  " : "");
      if (indent) { event.preventDefault(); this.insert(`\n${indent}`); }
    } else if (event.ctrlKey && event.key === "]") {
      event.preventDefault();
      const { line } = this.caret();
      const { selectionStart: at } = this.area;
      this.replace([{ range: [line, 1, line, 1], text: "  " }]);
      this.area.setSelectionRange(at + 2, at + 2);
    }
  }

  insert(text) {
    this.area.focus({ preventScroll: true });
    if (!document.execCommand("insertText", false, text)) { // undo is the price where a browser refuses
      this.area.setRangeText(text, this.area.selectionStart, this.area.selectionEnd, "end");
      this.area.dispatchEvent(new Event("input"));
    }
  }

  // Apply edits: ranges of lines and columns, from 1, the last first so that the others keep their place.
  replace(edits) {
    const top = this.area.scrollTop;
    const places = edits.map(({ range, text }) => [this.offset(range[0], range[1]), this.offset(range[2], range[3]), text]);
    for (const [start, end, text] of places.sort((a, b) => b[0] - a[0])) {
      this.area.focus({ preventScroll: true });
      this.area.setSelectionRange(start, end);
      if (text) this.insert(text);
      else document.execCommand("delete");
    }
    this.area.scrollTop = top;
  }

  // Columns count code points, as the server's do; the text area counts UTF-16.
  offset(line, column) {
    const lines = this.text.split("\n");
    let at = 0;
    for (let n = 0; n < Math.min(line, lines.length + 1) - 1; n += 1) at += lines[n].length + 1;
    return at + [...(lines[line - 1] || "")].slice(0, column - 1).join("").length;
  }

  caret() {
    const before = this.text.slice(0, this.area.selectionStart).split("\n");
    return { line: before.length, column: [...before.at(-1)].length + 1 };
  }

  // Put the caret at a place, and show it.
  go(line, column = 1, end = null) {
    const start = this.offset(line, column);
    this.area.focus({ preventScroll: true });
    this.area.setSelectionRange(start, end ? this.offset(...end) : start);
    this.show(line);
  }

  show(line) {
    const row = this.paint.children[line - 1];
    const height = this.lineHeight(), top = row ? row.offsetTop : (line - 1) * height;
    if (top < this.area.scrollTop || top > this.area.scrollTop + this.area.clientHeight - 3 * height) {
      this.area.scrollTop = Math.max(0, top - this.area.clientHeight / 3);
    }
    this.mark = line;
    this.draw();
  }

  lineHeight() { return parseFloat(getComputedStyle(this.area).lineHeight); }

  // Long lines go on below, or beyond the edge.
  wrap(on) {
    this.frame.classList.toggle("wraps", on);
    this.area.wrap = on ? "soft" : "off";
    this.draw();
  }

  // Where a place stands on the screen.
  box(line, column) {
    const row = this.paint.children[line - 1];
    const letters = this.letters(row), at = letters[Math.min(column - 1, letters.length - 1)];
    return (at ? at() : row ?? this.area).getBoundingClientRect();
  }

  // The letters of a row, each as a range of the page.
  letters(row) {
    const found = [], walk = row ? document.createTreeWalker(row, NodeFilter.SHOW_TEXT) : null;
    while (walk?.nextNode()) {
      const node = walk.currentNode;
      for (let n = 0; n < node.length; n += 1) found.push(() => { const range = document.createRange(); range.setStart(node, n); range.setEnd(node, n + 1); return range; });
    }
    return found;
  }

  at(event) {
    const row = [...this.paint.children].findIndex((each) => { const { top, bottom } = each.getBoundingClientRect(); return event.clientY >= top && event.clientY < bottom; });
    if (row < 0) return null;
    const column = this.letters(this.paint.children[row]).findIndex((each) => { const { left, right, top, bottom } = each().getBoundingClientRect(); return event.clientX >= left && event.clientX < right && event.clientY >= top && event.clientY < bottom; });
    return column < 0 ? null : { line: row + 1, column: column + 1 };
  }

  // A line number is as high as its line, which may have wrapped.
  heights() {
    const wraps = this.frame.classList.contains("wraps");
    const high = wraps ? [...this.paint.children].map((each) => each.getBoundingClientRect().height) : [];
    [...this.gutter.children].forEach((each, n) => { each.style.height = wraps && high[n] ? `${high[n]}px` : ""; });
    this.scrolled();
  }

  scrolled() {
    this.paint.scrollTop = this.area.scrollTop;
    this.paint.scrollLeft = this.area.scrollLeft;
    this.gutter.scrollTop = this.area.scrollTop;
  }

  show_findings(findings) {
    this.findings = findings;
    this.draw();
  }

  draw() {
    const lines = this.text.split("\n");
    const worst = new Map();
    for (const { range, severity, allowed } of this.findings) {
      if (allowed === null && (RANK[severity] > (RANK[worst.get(range[0])] || 0))) worst.set(range[0], severity);
    }
    this.gutter.replaceChildren(...lines.map((_, n) => el("div", { class: worst.get(n + 1), text: `${n + 1}` })), el("div", {}));
    const shown = document.createDocumentFragment();
    lines.forEach((line, n) => shown.append(this.line(line, n + 1)));
    this.paint.replaceChildren(shown);
    this.heights();
  }

  line(text, number) {
    const kinds = new Array(text.length).fill("");
    for (const found of text.matchAll(TOKENS)) {
      const kind = Object.keys(found.groups).find((name) => found.groups[name] !== undefined);
      kinds.fill(kind, found.index, found.index + found[0].length);
    }
    for (const { range: [line, column, endLine, endColumn], severity, allowed } of this.findings) {
      if (allowed !== null || number < line || number > endLine) continue;
      const from = number === line ? column - 1 : 0;
      const to = number === endLine ? endColumn - 1 : text.length;
      for (let n = from; n < Math.min(to, text.length); n += 1) kinds[n] += ` found ${severity}`;
    }
    const made = el("div", { class: number === this.mark ? "row now" : "row" });
    for (let from = 0, n = 1; n <= text.length; n += 1) {
      if (n < text.length && kinds[n] === kinds[from]) continue;
      const part = text.slice(from, n);
      made.append(kinds[from] ? el("span", { class: kinds[from], text: part }) : part);
      from = n;
    }
    return made;
  }
}

export const RANK = { note: 1, warning: 2, error: 3 };
