// A cell of the form where it stands: what was typed can be changed, what was computed shows its working.

import { el } from "./shared.js";

export class CellDialog {
  // `value(id)` gives the answer behind a cell, `change(id, text)` sets it, `go(id)` leads to a question.
  constructor({ value, change, go, footnote }) {
    Object.assign(this, { value, change, go, footnote });
    this.box = el("dialog", { class: "cell", "aria-labelledby": "cell-head" });
    this.box.addEventListener("close", () => { this.from?.focus({ preventScroll: true }); });
    document.body.append(this.box);
  }

  open(told, cell, finding) {
    if (told.open) { this.go(told.open); return; }
    this.from = cell;
    const head = el("h3", { id: "cell-head", text: told.words });
    const found = finding ? el("p", { class: `told ${finding.severity}`, text: `${finding.message}. ${finding.hint}` }) : "";
    const close = el("button", { type: "button", class: "thin", text: "Close", onclick: () => this.box.close() });
    if (told.computed) this.computed(head, found, told, close);
    else if (told.typed && !told.typed.endsWith(".fills")) this.typed(head, found, told, close);
    else this.other(head, found, told, close);
    this.box.showModal();
    this.box.querySelector("input")?.select();
  }

  computed(head, found, told, close) {
    const event = told.event ? el("button", { type: "button", class: "thin", text: `Go to event ${told.event}`, onclick: () => { this.box.close(); this.go(`event-${told.event}`); } }) : "";
    this.box.replaceChildren(head, el("p", { text: `${told.computed}.` }), el("p", { class: "hint", text: "Worked out, never typed. Not what your statement says? Correct what was held before." }), found, el("p", { class: "bar" }, event, close));
  }

  typed(head, found, told, close) {
    const select = document.getElementById(told.typed);
    if (select && select.tagName !== "INPUT") { this.go(told.typed); return; }
    const input = el("input", { type: "text", id: "cell-value", autocomplete: "off", value: this.value(told.typed) });
    const form = el("form", { method: "dialog" }, head, el("p", { class: "quiet small", text: told.event ? `From event ${told.event}.` : "" }),
      el("label", { for: "cell-value", text: told.words.split(", ").pop().replace(/^./, (letter) => letter.toUpperCase()) }), input, found,
      el("p", { class: "bar" }, el("button", { class: "thin first", text: "Change it" }),
        told.event ? el("button", { type: "button", class: "thin", text: "Add a footnote", onclick: () => { this.box.close(); this.footnote(told.event); } }) : "", close));
    form.addEventListener("submit", () => this.change(told.typed, input.value));
    this.box.replaceChildren(form);
  }

  other(head, found, told, close) {
    const words = told.typed ? "From the trades of the broker." : told.event ? "Follows from the event and its position." : "Stands so in the draft.";
    const go = told.event ? el("button", { type: "button", class: "thin", text: `Go to event ${told.event}`, onclick: () => { this.box.close(); this.go(told.typed || `event-${told.event}`); } }) : "";
    this.box.replaceChildren(head, el("p", { text: words }), found, el("p", { class: "bar" }, go, close));
  }
}
