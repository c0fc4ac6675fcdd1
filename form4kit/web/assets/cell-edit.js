// A cell of the form changed where it stands: a typed value and its footnotes; what is worked out shows its working.

import { ask, el, send } from "./shared.js";

export class CellEdit {
  // `before()` puts what is typed elsewhere on the disk first; `done(answer)` is told the draft's new text.
  constructor(name, { before = async () => true, more = () => ({}), done = () => {}, go = () => {} } = {}) {
    Object.assign(this, { name, before, more, done, go });
    this.box = el("dialog", { class: "cell", "aria-labelledby": "cell-edit-head" });
    this.box.addEventListener("close", () => { this.from?.focus({ preventScroll: true }); });
    document.body.append(this.box);
  }

  open(told, cell, mayWrite = true) {
    if (told.kind === "open") { this.go(told.question, told); return; }
    Object.assign(this, { told, from: cell });
    this.alert = el("p", { role: "alert", class: "told error", hidden: true });
    const kinds = { typed: () => this.typed(mayWrite), computed: () => this.computed(), registry: () => this.registry(), fixed: () => this.fixed() };
    this.box.replaceChildren(el("h3", { id: "cell-edit-head", text: told.words }), ...kinds[told.kind](), this.alert);
    this.box.showModal();
    this.box.querySelector("input")?.select();
  }

  close() { return el("button", { type: "button", class: "thin", text: "Close", onclick: () => this.box.close() }); }

  typed(mayWrite) {
    const { told } = this;
    const column = told.words.split(", ").pop();
    const input = el("input", { type: "text", id: "cell-edit-value", autocomplete: "off", value: told.text, readonly: !mayWrite });
    const form = el("form", { class: "stack" },
      el("label", { for: "cell-edit-value", text: column[0].toUpperCase() + column.slice(1) }), input,
      told.shared > 1 ? el("p", { class: "hint", text: `The same value stands in ${told.shared} cells; all of them change.` }) : "",
      this.marks(mayWrite),
      el("p", { class: "bar" }, mayWrite ? el("button", { class: "thin first writes", text: "Change it" }) : "",
        mayWrite ? el("button", { type: "button", class: "thin writes", text: "Add a footnote", onclick: () => this.pick() }) : "", this.close()));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      if (input.value === told.text) this.box.close(); else this.carry({ value: input.value });
    });
    return [form];
  }

  marks(mayWrite) {
    if (!this.told.marks.length) return "";
    return el("ul", { class: "small marks-list", "aria-label": "Footnotes that hang on it" }, this.told.marks.map(({ name, text }) => el("li", {}, text || name, " ",
      mayWrite ? el("button", { type: "button", class: "link small writes", text: "Take it off", "aria-label": `Take footnote ${name} off`, onclick: () => this.carry({ remove: name }) }) : "")));
  }

  computed() {
    return [el("p", { text: `${this.told.told}.` }), this.marks(false),
      el("p", { class: "hint", text: `Worked out from ${this.told.parts.join(", ") || "the events"}, never typed. Not what your statement says? Correct what was held before.` }),
      el("p", { class: "bar" }, el("button", { type: "button", class: "thin", text: "Show it in the text", onclick: () => { this.box.close(); this.go("", this.told); } }), this.close())];
  }

  registry() {
    return [el("p", { text: `${this.told.told}.` }), el("p", { class: "bar" },
      el("a", { class: "button thin", href: `/people/${encodeURIComponent(this.told.text)}`, text: "Change it there" }),
      el("button", { type: "button", class: "thin", text: "Only on this form", onclick: () => { this.box.close(); this.go("", this.told); } }), this.close())];
  }

  fixed() {
    return [el("p", { text: this.told.told }), this.marks(false), el("p", { class: "bar" },
      el("button", { type: "button", class: "thin", text: "Show it in the text", onclick: () => { this.box.close(); this.go("", this.told); } }), this.close())];
  }

  // Choose a footnote: of the house, a standard one with its blanks as questions, or own words.
  async pick() {
    const { notes } = await ask("/api/footnotes", { name: this.name });
    const search = el("input", { type: "search", id: "note-search", autocomplete: "off" });
    const list = el("ul", { class: "plain-list notes", "aria-label": "Footnotes" });
    const draw = () => {
      const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
      const fit = notes.filter((each) => words.every((word) => `${each.name} ${each.title} ${each.text}`.toLowerCase().includes(word)));
      list.replaceChildren(...fit.slice(0, 30).map((each) => el("li", {}, el("button", { type: "button", class: "link", text: each.title, onclick: () => this.fill(each) }), el("span", { class: "quiet small", text: ` ${each.of}: ${each.text.slice(0, 120)}` }))));
    };
    search.addEventListener("input", draw);
    draw();
    this.box.replaceChildren(el("h3", { id: "cell-edit-head", text: `Footnote on ${this.told.words}` }),
      el("label", { for: "note-search", text: "Search" }), search, list,
      el("p", { class: "bar" }, el("button", { type: "button", class: "thin", text: "My own words", onclick: () => this.fill(null) }), this.close()), this.alert);
    search.focus();
  }

  fill(note) {
    const fields = (note?.parameters ?? []).map((each) => ({ each, input: el("input", { type: "text", id: `note-${each.name}`, autocomplete: "off", required: each.needed }) }));
    const own = note ? null : el("textarea", { class: "plain", id: "note-own", rows: "4", maxlength: "1000", required: true });
    const name = note ? null : el("input", { type: "text", id: "note-name", autocomplete: "off", required: true });
    const left = el("span", { class: "hint", role: "status" });
    own?.addEventListener("input", () => { left.textContent = `${own.value.length} of 1,000 characters`; });
    const form = el("form", { class: "stack" },
      note ? el("p", { class: "small", text: note.text }) : "",
      fields.map(({ each, input }) => el("div", {}, el("label", { for: input.id, text: each.about || each.name.replaceAll("-", " ") }), input, el("span", { class: "hint", text: `${each.takes.replaceAll("`", "")}${each.needed ? "" : ", may be left out"}` }))),
      own ? [el("label", { for: "note-own", text: "The note as it will print" }), own, left, el("label", { for: "note-name", text: "A short name for it" }), name] : "",
      el("p", { class: "bar" }, el("button", { class: "thin first", text: "Hang it here" }), this.close()));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const parameters = Object.fromEntries(fields.map(({ each, input }) => [each.name, input.value.trim()]).filter(([, value]) => value));
      this.carry({ add: note ? { name: note.name, parameters } : { name: name.value.trim(), text: own.value } });
    });
    this.box.replaceChildren(el("h3", { id: "cell-edit-head", text: note ? note.title : "Own words" }), form, this.alert);
    this.box.querySelector("input, textarea")?.focus();
  }

  async carry(change) {
    this.alert.hidden = true;
    try {
      if (!(await this.before())) { this.box.close(); return; }
      const answers = { name: this.name, cell: this.told.name, ...change, ...this.more() };
      const plan = await send("/api/steps/edit-cell/plan", { answers });
      if (plan.refusals.length) { this.refused(`${plan.refusals[0].words}. ${plan.refusals[0].hint}`); return; }
      const done = await send("/api/steps/edit-cell/do", { answers, hash: plan.hash });
      this.box.close();
      this.done(done, plan.sentence);
    } catch (error) { this.refused(error.message); }
  }

  refused(words) {
    this.alert.textContent = words;
    this.alert.hidden = false;
    const input = this.box.querySelector("input");
    input?.setAttribute("aria-invalid", "true");
    input?.focus();
  }
}
