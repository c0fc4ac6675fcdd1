// What may stand at the caret, as a list beneath it: arrow keys choose, Enter takes, Esc closes.

import { $, el, send } from "./shared.js";

export class Offers {
  constructor(editor, { file }) {
    Object.assign(this, { editor, file, list: $("#offers"), at: 0, offered: [] });
    const { area } = editor;
    area.setAttribute("aria-controls", "offers");
    area.addEventListener("keydown", (event) => this.keys(event), true);
    area.addEventListener("input", () => { if (!this.list.hidden) this.open(); });
    area.addEventListener("blur", () => setTimeout(() => { if (document.activeElement !== area) this.close(); }, 150));
    area.addEventListener("click", () => this.close());
  }

  async open() {
    const { line, column } = this.editor.caret(), text = this.editor.text;
    const { offered } = await send("/api/complete", { file: this.file(), text, line, column });
    if (text !== this.editor.text) return;
    const [, from] = offered[0]?.range ?? [line, column];
    const begun = text.split("\n")[line - 1].slice(from - 1, column - 1).toLowerCase();
    this.offered = offered.filter((each) => each.label.toLowerCase().startsWith(begun));
    this.at = 0;
    if (!this.offered.length) { this.close(); return; }
    this.draw();
    this.list.hidden = false;
    const box = this.editor.box(line, column), { height, width } = this.list.getBoundingClientRect();
    this.list.style.left = `${Math.max(4, Math.min(box.left, innerWidth - width - 8))}px`;
    this.list.style.top = `${box.bottom + height < innerHeight ? box.bottom : Math.max(4, box.top - height)}px`;
  }

  draw() {
    this.list.replaceChildren(...this.offered.map((each, n) => el("li", { id: `offer-${n}`, role: "option", "aria-selected": String(n === this.at), onmousedown: (event) => { event.preventDefault(); this.take(n); } },
      el("b", { text: each.label }), el("span", { class: "quiet small", text: ` ${each.title}` }))));
    this.editor.area.setAttribute("aria-activedescendant", `offer-${this.at}`);
    this.list.children[this.at]?.scrollIntoView({ block: "nearest" });
  }

  keys(event) {
    if (this.list.hidden) return;
    const move = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (move) { this.at = (this.at + move + this.offered.length) % this.offered.length; this.draw(); }
    else if (event.key === "Enter") this.take(this.at);
    else if (event.key === "Escape") this.close();
    else return;
    event.preventDefault();
    event.stopImmediatePropagation();
  }

  take(n) {
    const { range, text } = this.offered[n];
    this.close();
    const { line, column } = this.editor.caret();
    const [, , endLine, endColumn] = range;
    const end = line === endLine ? Math.max(column, endColumn) : endColumn;
    this.editor.replace([{ range: [range[0], range[1], endLine, end], text }]);
  }

  close() {
    this.list.hidden = true;
    this.editor.area.removeAttribute("aria-activedescendant");
  }
}
