// One thing that happened, as a card of questions. None of them has an answer that the person did not give.

import { el } from "./shared.js";
import { PasteBox } from "./paste-box.js";

const TAXES = [
  ["none", "No: all of the shares stay"], ["withheld", "Some were withheld for taxes"], ["net", "Some were kept for the exercise price"],
  ["both", "Some were kept for the price, and some for taxes"], ["sold", "Some were sold at once"],
];
const KEPT = { withheld: ["withheld"], net: ["net"], both: ["net", "withheld"], sold: ["sell"] };
const AMOUNTS = { withheld: "Withheld for taxes", net: "Kept for the price", sell: "Sold at once" };
const NOTES = ["from", "to", "date", "shares", "price", "fills", "withheld", "net", "sell"];
const ENTITY = /\b(?:LP|L\.P\.|LLC|INC|CORP|CO|LTD|TRUST|FUND|PARTNERS|HOLDINGS|VENTURES)\b/i;

// What can have happened to a gift, an inheritance or a move, in words that name who it happened to.
export function directions(kind, name) {
  const own = ENTITY.test(name) ? "its own" : "his own";
  if (kind === "gift") return [
    ["out", `${name} gave shares away`, "Disposed of; a Form 4 within two business days."],
    ["in", `${name} was given shares`, "Acquired; may wait for the Form 5."],
    ["between", `Moved between two of ${own} positions`, "For example into a trust; two rows."],
  ];
  return [["out", `Out of a position of ${name}`, "Disposed of."], ["in", `Into a position of ${name}`, "Acquired."], ["between", `Moved between two of ${own} positions`, "Two rows."]];
}

const SIDES = { out: ["from"], in: ["to"], between: ["from", "to"] };

export class EventCard {
  // `screen` knows kinds, what is held, plans and owners, and is told of every change.
  constructor(screen, event, number) {
    Object.assign(this, { screen, event, number });
    this.id = `event-${number}`;
    this.kind = screen.kinds.find((each) => each.kind === event.kind) || { words: event.kind, code: "", fields: [] };
    this.fields = new Map();
    this.section = el("section", { class: "card event", "aria-labelledby": `${this.id}-head`, id: this.id });
    this.section.addEventListener("focusin", () => screen.current(number));
    this.draw();
  }

  label(name) { return this.kind.fields.find((each) => each.name === name)?.label; }
  has(name) { return Boolean(this.label(name)); }
  name() { return this.screen.who(); }

  draw() {
    const head = el("header", {}, el("h3", { id: `${this.id}-head` }, `${this.number}. ${this.kind.words} `, this.kind.code ? el("span", { class: "quiet", text: `(code ${this.kind.code})` }) : ""),
      el("button", { type: "button", class: "link small writes", text: "Remove", "aria-label": `Remove event ${this.number}, ${this.kind.words}`, onclick: () => this.screen.remove(this.event) }));
    this.body = el("div", { class: "stack" });
    this.section.replaceChildren(head, this.body);
    this.fill();
  }

  // Put the fields in place; what was typed stays, since it stands in the answers.
  fill() {
    this.fields.clear();
    const { event } = this, parts = [];
    if (this.screen.owners().length > 1) parts.push(this.owner());
    if (this.kind.either) parts.push(this.direction());
    const way = event.values.direction;
    const sides = this.kind.either ? SIDES[way] || ["from"] : ["from", "to"].filter((side) => this.has(side));
    const either = this.kind.either && !way ? { from: `${this.label("from")}, or ${(this.label("to") || "").toLowerCase()}` } : {};
    parts.push(el("div", { class: "two" }, sides.map((side) => this.position(side, either[side] || this.label(side))), this.plan()));
    this.paste = null;
    if (this.has("fills")) {
      this.paste = new PasteBox(event, this.id, { label: this.label("fills"), changed: (whole) => { if (whole) this.numbers(); this.screen.changed(); }, add: (line, kind) => this.screen.addLine(event, line, kind) });
      if (event.paste) this.paste.place.replaceChildren(el("p", { class: "quiet", text: "Reading the lines." }));
    }
    this.amounts = el("div", { class: "three" });
    parts.push(this.amounts);
    this.numbers();
    if (event.values.fills) parts.push(this.kept()); else if (this.paste) parts.push(this.paste.place);
    if (this.kind.taxes) parts.push(this.taxes());
    parts.push(this.note());
    this.body.replaceChildren(...parts);
    this.screen.drawHeld(this);
  }

  numbers() {
    const { event } = this, many = Boolean(event.paste || event.values.fills);
    const wanted = ["date", "shares", "price"].filter((name) => this.has(name) && !(many && name !== "date"))
      .filter((name) => name !== "price" || (!this.kind.taxes && this.kind.priced) || event.values.price);
    this.amounts.replaceChildren(...wanted.map((name) => this.field(name, name === "date" ? "Date" : this.label(name))));
    if (many && !event.values.date) this.fields.get("date")?.place.querySelector(".hint")?.replaceChildren("Only where the lines have no day.");
  }

  kept() {
    this.keptWords = el("span", {});
    return el("p", { class: "told note" }, `Trades: ${this.event.values.fills}. `, this.keptWords, el("button", { type: "button", class: "link writes", text: "Paste other trades", onclick: () => {
      delete this.event.values.fills;
      this.fill();
      this.screen.changed();
      this.paste?.place.querySelector("textarea")?.focus();
    } }));
  }

  // A field that is typed; its id is that of its question.
  field(name, label, { hint = "", type = "text" } = {}) {
    const id = `${this.id}.${name}`;
    const about = hint || (name === "date" ? "11/25/2026 or 2026-11-25" : "");
    const input = el("input", { type, id, name, autocomplete: "off", inputmode: name === "date" ? "numeric" : name === "note" ? null : "decimal", value: this.event.values[name] || "", "aria-describedby": `${id}-told${about ? ` ${id}-hint` : ""}` });
    input.addEventListener("input", () => { this.set(name, input.value); });
    const place = el("div", { "data-question": id }, el("label", { for: id, text: label }), input, about ? el("span", { class: "hint", id: `${id}-hint`, text: about }) : "", el("span", { class: "wrong", id: `${id}-told` }));
    this.fields.set(name, { input, place });
    return place;
  }

  select(name, label, options, chosen, hint = "") {
    const id = `${this.id}.${name}`;
    const select = el("select", { id, name, "aria-describedby": `${id}-told ${id}-hint` }, options.map(([value, text]) => el("option", { value, text, selected: value === chosen })));
    const place = el("div", { "data-question": id }, el("label", { for: id, text: label }), select, el("span", { class: "hint", id: `${id}-hint`, text: hint }), el("span", { class: "wrong", id: `${id}-told` }));
    this.fields.set(name, { input: select, place });
    return place;
  }

  position(side, label) {
    const place = this.select(side, label, [["", "Choose"]], "");
    this.fields.get(side).input.addEventListener("change", (event) => this.set(side, event.target.value));
    return place;
  }

  owner() {
    const place = this.select("owner", "Who acted?", [["", "Choose"], ...this.screen.owners().map(({ cik, name }) => [cik, name])], this.event.values.owner || "");
    this.fields.get("owner").input.addEventListener("change", (event) => this.set("owner", event.target.value));
    return place;
  }

  plan() {
    const { values } = this.event, known = this.screen.plans();
    const day = (text) => new Date(`${text}T12:00:00Z`).toLocaleDateString("en-US", { timeZone: "UTC", month: "long", day: "numeric", year: "numeric" });
    const options = [["", "Choose"], ...known.map((each) => [each.day, `Yes: adopted ${day(each.day)}`]), ["other", known.length ? "Yes, of another day" : "Yes, adopted on a day"], ["true", "Yes, the day stands in a footnote"], ["no", "No plan"]];
    const listed = options.some(([value]) => value === values.plan);
    const other = this.otherPlan || Boolean(values.plan && !listed);
    const place = this.select("plan", "Under a Rule 10b5-1 plan", options, other ? "other" : values.plan || "");
    const id = `${this.id}.adopted`;
    const input = el("input", { type: "text", id, autocomplete: "off", inputmode: "numeric", value: other && values.plan ? values.plan : "" });
    input.addEventListener("input", () => this.set("plan", input.value));
    const more = el("div", { class: "more", hidden: !other }, el("label", { for: id, text: "Plan adopted on" }), input);
    place.append(more);
    this.fields.get("plan").input.addEventListener("change", (event) => {
      this.otherPlan = event.target.value === "other";
      more.hidden = !this.otherPlan;
      this.set("plan", this.otherPlan ? input.value : event.target.value);
    });
    return place;
  }

  radios(name, words, choices) {
    const id = `${this.id}.${name}`;
    return el("fieldset", { class: "choices", "data-question": id },
      el("legend", {}, words, " ", el("span", { class: "chip warning needs", hidden: Boolean(this.event.values[name]), text: "needs an answer" })),
      choices.map(([value, text, small], n) => {
        const input = el("input", { type: "radio", name: id, id: `${id}-${n}`, value, checked: this.event.values[name] === value, "aria-describedby": small ? `${id}-${n}-more` : null });
        input.addEventListener("change", () => {
          this.event.values[name] = value;
          this.fill();
          this.screen.changed();
          document.getElementById(input.id)?.focus({ preventScroll: true });
        });
        return el("div", { class: "choice" }, input, el("span", {}, el("label", { for: input.id }, el("b", { text })), small ? el("small", { id: `${id}-${n}-more`, text: small }) : ""));
      }));
  }

  direction() { return this.radios("direction", this.event.kind === "gift" ? "Who gave?" : this.event.kind === "inherit" ? "Who inherited?" : "Which way did it go?", directions(this.event.kind, this.name())); }

  taxes() {
    const choices = TAXES.filter(([value]) => !KEPT[value] || KEPT[value].every((name) => this.has(name)));
    const kept = KEPT[this.event.values.taxes] || [];
    return el("div", { class: "stack" }, this.radios("taxes", "Were shares kept or sold at once?", choices),
      kept.length ? el("div", { class: "three" }, kept.map((name) => this.field(name, AMOUNTS[name])), this.field("price", "Market value per share")) : "");
  }

  note() {
    const open = Boolean(this.event.values.note) || this.noted;
    if (!open) return el("p", {}, el("button", { type: "button", class: "link small writes", text: "Add a footnote", onclick: () => { this.noted = true; this.fill(); this.fields.get("note")?.input.focus(); } }));
    const place = this.field("note", "Footnote in your own words", { hint: "At most 1,000 characters." });
    const { input } = this.fields.get("note"), hint = place.querySelector(".hint");
    const count = () => { hint.textContent = `${input.value.length} of 1,000 characters.`; };
    input.maxLength = 1000;
    input.addEventListener("input", count);
    count();
    return place;
  }

  set(name, text) {
    if (text) this.event.values[name] = text; else delete this.event.values[name];
    this.screen.changed();
  }

  // Offer what is held. A choice that is not there any more is said, and never another in its place.
  held(held) {
    for (const side of ["from", "to"]) {
      const found = this.fields.get(side);
      if (!found) continue;
      const chosen = this.event.values[side] || "";
      const options = [["", "Choose"], ...held.map((each) => [each.name, each.words])];
      if (chosen && !held.some((each) => each.name === chosen)) options.push([chosen, `${chosen} (not known any more)`]);
      const now = JSON.stringify([options, chosen]);
      if (found.held !== now) {
        found.held = now;
        found.input.replaceChildren(...options.map(([value, text]) => el("option", { value, text, selected: value === chosen })));
        found.input.value = chosen;
      }
      const of = held.find((each) => each.name === chosen) || (held.length === 1 ? held[0] : null);
      found.place.querySelector(".hint").textContent = of ? of.source : held.length ? "" : "Nothing is known to be held: add a position below.";
    }
  }

  // Show what a plan says of this card: the lines of its paste, what is open, what is wrong.
  told(plan) {
    this.held(plan.held);
    const kept = plan.kept.find((each) => each.event === this.number - 1);
    if (kept && this.keptWords) this.keptWords.textContent = `${kept.words} ${kept.sum}. `;
    this.paste?.draw(plan.pastes.find((each) => each.event === this.number - 1), plan.open);
    const open = new Set(plan.open.map((each) => each.id));
    for (const chip of this.section.querySelectorAll(".needs")) chip.hidden = !open.has(chip.closest("[data-question]").dataset.question);
    for (const [name, { input, place }] of this.fields) {
      const id = `${this.id}.${name}`;
      const wrong = plan.refusals.find((each) => each.question === id);
      place.classList.toggle("missing", open.has(id));
      if (wrong) input.setAttribute("aria-invalid", "true"); else input.removeAttribute("aria-invalid");
      const told = place.querySelector(".wrong");
      const words = wrong ? `${wrong.words}. ${wrong.hint}` : "";
      if (told && told.textContent !== words) told.textContent = words;
    }
  }
}

export { NOTES };
