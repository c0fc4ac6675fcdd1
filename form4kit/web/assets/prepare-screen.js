// Prepare: questions on one side, the form on the other, and below what will be written. What is shown is what is written.

import { el, send } from "./shared.js";
import { Conflict, deleted } from "./conflict.js";
import { Step } from "./step.js";
import { refuse, say } from "./say.js";
import { saved, standing, unsaved } from "./frame.js";
import { CellDialog } from "./cell-dialog.js";
import { EventCard } from "./event-card.js";
import { Paper } from "./paper.js";
import { positionForm } from "./position-form.js";
import { takeBack } from "./take-back.js";

const REST = 600, SPOKEN = 1000;
const counted = (number, word) => `${["No", "One", "Two", "Three", "Four", "Five", "Six"][number] || number} ${word}${number === 1 ? " is" : "s are"}`;

export class PrepareScreen {
  constructor(place, { known, answers, byHand = [], locked = null, readOnly = false, touched = false, moved = () => {} }) {
    answers.rows ??= {};
    Object.assign(this, { place, known, answers, byHand, locked, readOnly, touched, moved, kinds: known.kinds, plan: null, cards: [], here: 1, quiet: false });
    this.step = new Step("prepare", { shown: (plan) => this.shown(plan), failed: (error, plan) => this.failed(error, plan) });
    this.build();
    this.cards_();
    if (this.locked) this.lock();
    this.keys();
    this.begun = this.ask();
  }

  build() {
    this.events = el("div", {});
    this.drafts = el("div", {});
    this.notices = el("div", {});
    this.conflict = new Conflict(this.notices, {
      chosen: () => {},
      write: () => { this.answers.chosen = { ...this.conflict.answers }; this.writeNow(); },
      aside: () => this.aside(),
      text: this.textPage(),
    });
    this.alert = el("div", { class: "told error", role: "alert", hidden: true });
    this.summary = el("div", { class: "told error", tabindex: "-1", hidden: true });
    this.add = this.adder();
    this.findings = el("ul", { class: "plain-list" });
    this.questions = el("section", { id: "questions", "aria-labelledby": "questions-head" },
      el("h2", { id: "questions-head", class: "unseen", text: "Questions" }), this.alert, this.summary, this.who_(), this.drafts,
      this.head_(), this.events,
      this.amended = el("div", {}),
      this.byHand.length && !this.answers.amends ? el("section", { class: "card" }, el("h3", { text: `Written as text: ${this.byHand.join(", ")}` }), el("p", { class: "quiet small", text: "No question covers these lines; they are never rewritten. " }), el("a", { class: "button thin", href: this.textPage(), text: "Open as text" })) : "",
      this.add, this.positions_(),
      el("section", { class: "card short" }, el("header", {}, el("h3", { text: "Signature" }), el("span", { class: "quiet small", text: "asked when you ask for review" }))));
    this.made = el("p", { class: "small quiet", id: "made" });
    const size = el("select", { id: "size" }, [["fit", "Fit the width"], ["rows", "Rows only, large"], ["1", "100 %"], ["1.5", "150 %"]].map(([value, text]) => el("option", { value, text })));
    size.addEventListener("change", () => { this.paper.size = size.value; this.paper.fit(); });
    this.sheet = el("div", { class: "sheet panel", role: "region", "aria-label": "The form, as it will print", tabindex: "0" });
    this.form = el("div", { id: "form" },
      el("div", { class: "formbar" }, el("h2", { id: "form-head", text: "The form, as it will print" }), this.made, el("span", {}, el("label", { class: "unseen", for: "size", text: "Size of the form" }), size, this.asText = el("a", { class: "button thin", href: this.textPage(), text: "As text", hidden: !this.answers.file }))),
      this.sheet, el("p", { class: "small quiet", text: "Outlined rows come from the event you are at. Click a cell, or press Enter on it, to change what it says. Dashed cells wait for an answer." }), this.findings);
    this.words = el("p", { id: "sentence" });
    this.buttons = el("p", { class: "bar" });
    this.bar = el("footer", { class: "sticky-bar wait", "aria-label": "What will be written", tabindex: "-1" }, this.words, this.buttons);
    this.halves = el("nav", { class: "halves", "aria-label": "Parts of this page" }, el("a", { href: "#questions" }, "Questions ", this.openChip = el("span", { class: "chip warning" })), el("a", { href: "#form", text: "Printed form" }));
    this.place.replaceChildren(this.notices, this.halves, el("div", { class: "prepare" }, this.questions, this.form), this.bar);
    this.paper = new Paper(this.sheet, { chosen: (name, cell) => this.cell(name, cell) });
    this.dialog = new CellDialog({ value: (id) => this.value(id), change: (id, text) => this.change(id, text), go: (id) => this.go(id), footnote: (event) => this.footnote(event) });
  }

  textPage() { return this.page("text"); }
  page(step) { return `/f/${(this.answers.file || "").replace(/\.ya?ml$/, "").split("/").map(encodeURIComponent).join("/")}/${step}`; }

  // Where what was found is mended: its question, whose signature it is, or the text.
  mend({ id, rule }) {
    if (id) return el("button", { type: "button", class: "link small", text: "Go there", onclick: () => this.go(id) });
    if (!this.answers.file) return "";
    return rule.startsWith("SIG") ? el("a", { class: "small", href: this.page("review"), text: "Choose who signs" }) : el("a", { class: "small", href: this.textPage(), text: "Mend it as text" });
  }

  who_() {
    this.whoWords = el("p", {});
    return el("section", { class: "card short", "aria-labelledby": "who-head" }, el("header", {}, el("h3", { id: "who-head", text: "Who" })), this.whoWords);
  }

  // What Forms 3 and 5 ask of the whole filing.
  head_() {
    const { form } = this.answers;
    if (form !== "3" && form !== "5") return "";
    const input = el("input", { type: "text", id: "period", autocomplete: "off", inputmode: "numeric", value: this.answers.period || "", "aria-describedby": "period-hint" });
    input.addEventListener("input", () => { this.answers.period = input.value; this.changed(); });
    const date = el("div", { "data-question": "period" }, el("label", { for: "period", text: form === "3" ? "Day on which this person became an insider" : "Last day of the fiscal year" }), input, el("span", { class: "hint", id: "period-hint", text: form === "3" ? "The form is due ten days after it. 11/25/2026 or 2026-11-25" : "The form is due 45 days after it. What was deferred or late in the year stands at Record, Year end. 12/31/2026 or 2026-12-31" }));
    const nothing = el("input", { type: "checkbox", id: "nothing", checked: this.answers.nothing });
    nothing.addEventListener("change", () => { this.answers.nothing = nothing.checked; this.changed(); });
    return el("section", { class: "card stack", "aria-labelledby": "whole-head" }, el("h3", { id: "whole-head", text: form === "3" ? "New insider" : "Year end" }), date,
      form === "3" ? el("p", {}, el("label", { class: "inline" }, nothing, "This person owns no securities of the company")) : "");
  }

  positions_() {
    if (this.answers.form === "5") return "";
    const three = this.answers.form === "3";
    const form = positionForm(this.answers.positions, { changed: () => this.changed(), first: three, report: three });
    if (three) return el("section", { class: "card stack" }, el("h3", { text: "What is owned on that day" }), form);
    return el("details", { class: "card", id: "more-positions" }, el("summary", { text: "A position that no earlier filing has" }), form);
  }

  adder() {
    if (this.answers.form === "3") return "";
    this.addButton = el("button", { type: "button", class: "writes", "aria-expanded": "false", "aria-controls": "kinds", "data-question": "events", id: "events" });
    this.kindList = el("div", { id: "kinds", role: "group", "aria-label": "What happened?", class: "kinds", hidden: true }, this.kinds.map((kind) =>
      el("button", { type: "button", onclick: () => this.begin(kind.kind) }, kind.words, kind.code ? el("span", { class: "quiet", text: ` (${kind.code})` }) : "")));
    this.addButton.addEventListener("click", () => this.openKinds(this.kindList.hidden));
    return el("div", { class: "card adder writes" }, this.addButton, this.kindList);
  }

  openKinds(open) {
    this.kindList.hidden = !open;
    this.addButton.setAttribute("aria-expanded", String(open));
    if (open) this.kindList.querySelector("button").focus();
  }

  begin(kind) {
    this.openKinds(false);
    this.answers.events.push({ kind, values: {}, paste: null, at: null });
    this.cards_();
    this.current(this.answers.events.length);
    this.changed();
    this.first(this.cards.at(-1).section)?.focus();
    this.cards.at(-1).section.scrollIntoView({ block: "nearest" });
  }

  // A line of one event's paste becomes an event of the other side, by the same paste.
  addLine(event, line, kind) {
    const side = kind === "purchase" ? "to" : "from";
    const at = this.answers.events.find((each) => each !== event && each.kind === kind && each.paste?.text === event.paste.text);
    if (at) at.paste.only = [...at.paste.only, line];
    else {
      const values = {};
      const position = event.values.from || event.values.to;
      if (position) values[side] = position;
      this.answers.events.push({ kind, values, paste: { ...structuredClone(event.paste), only: [line], left_out: {}, total: "", side: false }, at: null });
    }
    this.cards_();
    this.changed();
    this.cards.at(-1).fields.get("plan")?.input.focus();
  }

  remove(event) {
    this.answers.events.splice(this.answers.events.indexOf(event), 1);
    this.cards_();
    this.changed();
    this.addButton.focus();
  }

  cards_() {
    this.cards = this.answers.events.map((event, n) => new EventCard(this, event, n + 1));
    this.events.replaceChildren(...this.cards.map((each) => each.section));
    if (this.addButton) this.addButton.textContent = this.cards.length ? "Add something else that happened" : "Add something";
    this.current(Math.min(this.here, this.cards.length || 1));
    if (this.plan) for (const card of this.cards) card.told(this.plan);
    if (this.locked || this.readOnly) this.setReading(true);
  }

  drawHeld(card) { if (this.plan) card.held(this.plan.held); }

  owners() { return this.plan?.owners || this.answers.owners.map((key) => this.known.people.find((each) => each.key === key || each.cik === key) || { cik: key, name: key }); }
  plans() { return this.plan?.plans || this.known.plans?.filter((each) => this.answers.owners.includes(each.owner)) || []; }
  who() { return this.owners()[0]?.name || "This person"; }

  current(number) {
    this.here = number;
    for (const card of this.cards) card.section.classList.toggle("open", card.number === number);
    this.paper?.outline(number);
  }

  // ---------------------------------------------------------------- answers and plans

  changed() {
    if (this.quiet || this.readOnly) return;
    this.pending = true;
    this.touched = true;
    clearTimeout(this.resting);
    this.keep();
    this.step.change(this.sent());
    if (this.written) unsaved(1);
  }

  sent() { return { ...structuredClone(this.answers), ...(this.anyway ? { anyway: true } : {}) }; }
  now() { return JSON.stringify(this.sent()); }
  async ask() { this.step.answers = this.sent(); await this.step.ask(); }

  // What was typed stays in this tab until it is on the disk: no secret is asked on this page.
  keep() { try { sessionStorage.setItem(this.storage(), JSON.stringify(this.answers)); } catch { /* a full or closed storage keeps nothing */ } }
  forget() { sessionStorage.removeItem(this.storage()); }
  storage() { return `prepare:${this.answers.file || "new"}`; }

  shown(plan) {
    const before = this.plan;
    this.plan = plan;
    this.pending = false;
    this.alert.hidden = true;
    this.whoWords.textContent = this.whoText(plan);
    if (before && JSON.stringify([before.owners.length, before.plans]) !== JSON.stringify([plan.owners.length, plan.plans])) this.cards_();
    if (!before && plan.plans.length) this.cards_();
    for (const card of this.cards) card.told(plan);
    this.counting(plan);
    this.filedRows(plan);
    const events = {};
    for (const [event, rows] of Object.entries(plan.rows)) for (const row of rows) events[row] = Number(event);
    for (const told of Object.values(plan.cells)) {
      const event = events[told.at.slice(0, told.at.lastIndexOf(":"))];
      if (event) told.event = event;
    }
    if (plan.form) this.paper.draw(plan, this.here);
    const { rows = 0, notes = 0 } = plan.count;
    this.made.textContent = plan.form ? `${rows} ${rows === 1 ? "row" : "rows"}, ${notes} ${notes === 1 ? "footnote" : "footnotes"}.` : "";
    this.found(plan);
    this.drawBar(plan);
    this.meeting(plan);
    this.speak(plan);
    const root = document.documentElement.dataset;
    root.shown = String(Number(root.shown || 0) + 1);
    this.rest();
  }

  whoText(plan) {
    const one = ({ name, roles }) => `${name}${roles.length ? `, ${roles.join(" and ")}` : ""}`;
    const few = plan.owners.slice(0, plan.owners.length > 3 ? 2 : 3).map(one).join("; ");
    const people = !plan.owners.length ? "Nobody yet" : plan.owners.length > 3 ? `${few}; and ${plan.owners.length - 2} others: ${plan.owners.slice(2).map(({ name }) => name).join(", ")}` : few;
    const number = plan.owners.length === 1 ? "One reporting person." : `${plan.owners.length} reporting persons, one signature each.`;
    return `${people}. ${plan.owners.length ? number : ""}${plan.issuer ? ` Of ${plan.issuer}.` : ""}${plan.parts > 1 ? ` This becomes ${plan.parts} filings. Each says so in its remarks.` : ""}`;
  }

  // Drafts that are not filed: each is counted or left out by the person, never by the page.
  counting(plan) {
    const same = plan.drafts.filter((each) => !this.answers.file && each.days.some((day) => plan.days.includes(day)));
    const now = JSON.stringify([plan.drafts, this.answers.counted, same]);
    if (now === this.drawnDrafts) return;
    this.drawnDrafts = now;
    const focus = document.activeElement?.id;
    this.drafts.replaceChildren(...same.map((each) => this.sameDay(each)), ...plan.drafts.filter((each) => each.asked).map((each) => {
      const id = `draft.${each.file}`;
      return el("fieldset", { class: "choices card", "data-question": id }, el("legend", {}, each.words, " ", this.answers.counted[each.file] ? "" : el("span", { class: "chip warning", text: "needs an answer" })),
        el("p", { class: "hint", text: each.says }),
        [["count", "Count it"], ["leave", "Leave it out"]].map(([value, text]) => {
          const input = el("input", { type: "radio", name: id, id: `${id}-${value}`, value, checked: this.answers.counted[each.file] === value });
          input.addEventListener("change", () => { this.answers.counted[each.file] = value; this.changed(); });
          return el("label", { class: "choice" }, input, el("span", { text }));
        }));
    }));
    if (focus) document.getElementById(focus)?.focus({ preventScroll: true });
  }

  // The lines of an amendment as filed: what is changed in one asks why.
  filedRows(plan) {
    if (!plan.amended.length) return;
    const ids = plan.amended.map((each) => each.id).join(" ");
    if (this.drawnRows !== ids) {
      this.drawnRows = ids;
      this.amended.replaceChildren(el("section", { class: "card stack", "aria-labelledby": "filed-head" }, el("h3", { id: "filed-head", text: "Lines as they were filed" }),
        el("p", { class: "quiet small", text: "Change what was wrong, and say why. An amendment takes nothing back by leaving it out: say 0, or explain. Lines that you do not change are not filed again." }),
        plan.amended.map((row) => this.filedRow(row, plan.fields))));
    }
    for (const row of plan.amended) {
      const place = document.getElementById(`row-${row.id}`);
      place.querySelector(".why").hidden = !row.changed && !row.reason;
      place.querySelector(".was").textContent = row.changed ? `As filed: ${plan.fields.filter(([name]) => row.filed[name]).map(([name, label]) => `${label.toLowerCase()} ${row.filed[name]}`).join(", ")}.` : "";
    }
  }

  filedRow(row, fields) {
    const told = () => (this.answers.rows[row.id] ??= {});
    const one = (name, label, kind = "input") => {
      const id = `row-${row.id}.${name}`;
      const input = el(kind, { id, type: kind === "input" ? "text" : null, autocomplete: "off", rows: kind === "textarea" ? "2" : null, class: kind === "textarea" ? "plain" : null, "aria-describedby": name === "reason" ? `row-${row.id}-was` : null });
      input.value = this.answers.rows[row.id]?.[name] ?? (name === "reason" ? row.reason : row.values[name]);
      input.addEventListener("input", () => { told()[name] = input.value; this.changed(); });
      return el("div", { "data-question": id }, el("label", { for: id, text: label }), input);
    };
    const why = one("reason", "Why is it changed?", "textarea");
    why.classList.add("why");
    return el("fieldset", { id: `row-${row.id}` }, el("legend", { text: row.words }), el("div", { class: "three" }, fields.filter(([name]) => row.values[name] !== undefined).map(([name, label]) => one(name, label))), el("p", { class: "hint was", id: `row-${row.id}-was` }), why);
  }

  sameDay(draft) {
    const name = draft.file.replace(/\.ya?ml$/, "").split("/").map(encodeURIComponent).join("/");
    if (this.another) return "";
    const add = () => { sessionStorage.setItem(`add:${draft.file}`, JSON.stringify(this.answers.events.map((each) => ({ ...each, at: null })))); location.assign(`/f/${name}/prepare`); };
    return el("section", { class: "told warning", "aria-label": "There is a draft already" }, el("p", { text: `There is a draft already: ${draft.says}.` }),
      el("p", { class: "bar" }, el("a", { class: "button thin", href: `/f/${name}/prepare`, text: "Go on with it" }), el("button", { type: "button", class: "thin", text: "Add to it", onclick: add }),
        el("button", { type: "button", class: "thin", text: "Begin another", onclick: (event) => { this.another = true; event.target.closest("section").remove(); } })));
  }

  found(plan) {
    const above = new Set(["deleted", "anyway", ...(plan.merge?.asked ?? []).map((each) => each.id)]); // what is asked at the top
    const here = plan.refusals.filter((each) => !above.has(each.question));
    const refused = here.map((each) => ({ severity: "error", rule: each.code, message: each.words, hint: each.hint, where: each.where, id: each.question }));
    const others = plan.findings.filter((each) => each.severity !== "note" && !each.allowed && !refused.some((one) => one.rule === each.rule && one.message === each.message));
    this.findings.replaceChildren(...[...refused, ...others].map((each) => el("li", { class: `told ${each.severity}` }, el("strong", { text: `${each.where}: ` }), `${each.message}. `, each.hint ? el("span", { text: `${each.hint} ` }) : "",
      this.mend(each), " ", each.rule ? el("a", { class: "small", href: `/help/${each.rule}`, text: each.rule }) : "")));
    if (plan.refusals.length && plan.refusals[0].words !== this.refusedLast) refuse(`${plan.refusals[0].words}.`);
    this.refusedLast = plan.refusals[0]?.words;
    this.alert.hidden = !here.length;
    this.alert.replaceChildren(...here.map((each) => el("p", {}, `${each.words}. `, each.question ? el("button", { type: "button", class: "link", text: "Go there", onclick: () => this.go(each.question) }) : "")));
  }

  drawBar(plan) {
    const { open } = plan, first = !this.answers.file;
    this.openChip.textContent = open.length ? `${open.length} open` : "";
    this.openChip.hidden = !open.length;
    this.bar.classList.toggle("wait", open.length > 0 || plan.refusals.length > 0);
    const links = open.slice(0, 4).map((each) => el("button", { type: "button", class: "link", text: short(each, open), onclick: () => this.go(each.id) }));
    const listed = links.flatMap((each, n) => (n ? [", ", each] : [each]));
    const more = open.length > 4 ? ` and ${open.length - 4} more` : "";
    const file = el("span", { class: "mono", text: plan.file });
    const will = first ? ["This will be written to ", file, ": "] : [plan.writes.length ? "This is written to " : "This stands in ", file, ": "];
    const done = open.length ? [el("b", { text: `${counted(open.length, "answer")} missing: ` }), ...listed, more, ". ", first ? "Then this will be written to " : "So far, in ", file, ": "] : will;
    this.words.replaceChildren(...done, el("i", { text: plan.sentence }));
    const buttons = [];
    if (open.length) buttons.push(el("button", { type: "button", class: "first", text: "Go to the first missing answer", onclick: () => this.go(this.pending ? this.firstEmpty() : open[0].id) }));
    if (open.length && first && (this.answers.events.length || this.answers.positions.length || this.answers.period)) buttons.push(el("button", { type: "button", class: "link writes", text: "Save unfinished", onclick: () => this.write(true) }));
    if (!open.length && first && !plan.refusals.length) buttons.push(el("button", { type: "button", class: "first writes", text: "Write this filing", onclick: () => this.write() }));
    if (!open.length && !first && !plan.refusals.length) buttons.push(this.nextStep(plan.next));
    if (plan.refusals.length && !open.length) buttons.push(el("button", { type: "button", class: "first", text: "Go to what is wrong", onclick: () => this.go(plan.refusals[0].question) }));
    const was = this.buttons.contains(document.activeElement) ? document.activeElement.textContent : "";
    const same = buttons.map((each) => each.textContent).join("|") === [...this.buttons.children].map((each) => each.textContent).join("|");
    if (same && was) { [...this.buttons.children].forEach((each, n) => { each.onclick = null; each.replaceWith(buttons[n]); }); } else this.buttons.replaceChildren(...buttons);
    if (was) [...this.buttons.children].find((each) => each.textContent === was)?.focus();
  }

  // The one next step, in the board's words; what is to be mended here leads to its words below the form.
  nextStep({ page, button }) {
    const mend = /^(?:Fix|Look at)/.test(button);
    if (mend) return el("button", { type: "button", class: "first", text: button, onclick: () => this.toFinding(button.startsWith("Fix") ? "error" : "warning") });
    const [to, words] = page === "prepare" ? ["history", "See its history"] : [page, button];
    return el("a", { class: "button first", href: this.page(to), text: words });
  }

  toFinding(severity) {
    const finding = this.findings.querySelector(`.${severity}`);
    finding?.scrollIntoView({ block: "center" });
    (finding?.querySelector("a, button") || this.findings).focus({ preventScroll: true });
  }

  // Only what changed meanwhile is told, when no key was struck for a second.
  speak(plan) {
    clearTimeout(this.spoken);
    this.spoken = setTimeout(() => {
      const { rows = 0, notes = 0 } = plan.count, open = plan.open.length;
      const words = [`${rows} ${rows === 1 ? "row" : "rows"}`, `${notes} ${notes === 1 ? "footnote" : "footnotes"}`, `${open} ${open === 1 ? "answer" : "answers"} missing`];
      const told = words.filter((each, n) => each !== this.saidWords?.[n]);
      this.saidWords = words;
      if (told.length) say(told.join(", "));
    }, SPOKEN);
  }

  // ---------------------------------------------------------------- writing

  // What was only looked at is not written: the draft changes when the person changes something.
  rest() {
    clearTimeout(this.resting);
    if (!this.touched || !this.answers.file || this.readOnly || this.locked || this.elsewhere || !this.plan.writes.length || this.plan.refusals.length) {
      if (this.touched && this.answers.file && !this.plan.writes.length && !this.plan.refusals.length) { saved(); this.forget(); }
      return;
    }
    this.resting = setTimeout(() => this.write(), REST);
  }

  async write(unfinished = false) {
    if (this.writing || this.readOnly || this.elsewhere) return;
    this.writing = true;
    const merge = this.plan?.merge;
    if (unfinished) {
      this.answers.unfinished = true;
      this.step.answers = this.sent();
      if (!await this.step.ask()) { this.writing = false; this.answers.unfinished = false; return; }
    } else this.step.answers = this.sent();
    const sent = this.answers.events.map((each) => each), before = this.now();
    const done = await this.step.carryOut();
    this.writing = false;
    if (!done) return;
    if (merge && this.now() !== before) { await this.ask(); return; } // typed on meanwhile, from what it was begun from
    const first = !this.answers.file;
    if (first) this.forget();
    this.answers.file = done.file;
    Object.assign(this.answers, { base: done.base, chosen: {}, again: false });
    this.hash = done.hash;
    if (merge) { this.fresh(); return; } // the draft has another's changes too: the questions begin from it
    this.answers.unfinished = false;
    sent.forEach((event, n) => { event.at = done.at[n] ?? event.at; });
    this.written = true;
    this.asText.hidden = false;
    this.asText.href = this.textPage();
    saved();
    say("Saved");
    this.moved(done, first);
    if (!first) await this.ask();
  }

  // Begin again from the draft as it is on the disk.
  fresh() {
    this.readOnly = true; // nothing that is typed now would be kept
    this.setReading(true);
    this.forget();
    unsaved(0);
    location.reload();
  }

  // The draft was changed, deleted or moved by another program: what it now says is merged, never written over.
  changedElsewhere(news) {
    const { file } = this.answers;
    if (!file || this.writing || !(file in news) || news[file] === this.hash) return;
    if (this.elsewhere) this.fresh(); else this.ask();
  }

  // One tab holds the right to change a filing; another shows it.
  held(mine) {
    this.elsewhere = !mine;
    this.setReading(!mine || Boolean(this.locked));
    if (mine && this.locked) this.lock();
  }

  // Show what both changed, or that the draft is gone; nothing is asked where one side's changes are taken over.
  meeting(plan) {
    const { merge } = plan, name = this.answers.file.split("/").pop();
    if (plan.refusals.some((each) => each.question === "deleted")) {
      if (this.notices.querySelector("#deleted")) return;
      deleted(this.notices, name, {
        again: () => { this.answers.again = true; this.writeNow(); },
        as: async (other) => {
          const folder = this.answers.file.includes("/") && !other.includes("/") ? this.answers.file.replace(/[^/]*$/, "") : "";
          const answers = { name: this.answers.file, as: folder + other, text: this.plan.merge?.mine ?? this.plan.shown_text, base: this.answers.base, again: true };
          try {
            const shown = await send("/api/steps/text/plan", { answers });
            const done = await send("/api/steps/text/do", { answers, hash: shown.hash });
            this.forget();
            unsaved(0);
            location.assign(`/f/${done.file.replace(/\.ya?ml$/i, "").split("/").map(encodeURIComponent).join("/")}/prepare`);
          } catch (error) { this.failed(error); }
        },
        let_go: () => { this.forget(); unsaved(0); location.assign("/"); },
      });
      return;
    }
    this.notices.querySelector("#deleted")?.remove();
    if (!merge) { this.conflict.close(); return; }
    if (merge.asked.length || this.conflict.open) this.conflict.show(merge);
    else if (!this.touched || !plan.writes.length && this.now() === JSON.stringify(this.step.answers)) this.fresh(); // nothing was changed here
  }

  async aside() {
    const answers = { name: this.answers.file, text: this.plan.merge?.mine ?? this.plan.shown_text, base: this.answers.base, aside: true };
    try {
      const shown = await send("/api/steps/text/plan", { answers });
      await send("/api/steps/text/do", { answers, hash: shown.hash });
      this.fresh();
    } catch (error) { this.failed(error); }
  }

  async writeNow() { await this.ask(); await this.write(); }

  failed(error, plan) {
    this.alert.hidden = false;
    this.alert.replaceChildren(el("p", { text: error.message }));
    if (this.answers.file) unsaved(1);
    if (plan) this.drawBar(plan);
  }

  // Everything that is missing or wrong, as links at the top.
  listMissing() {
    const items = [...this.plan.refusals.map((each) => [each.question, each.words]), ...this.plan.open.map((each) => [each.id, each.words])];
    this.summary.hidden = false;
    this.summary.replaceChildren(el("h3", { text: `${items.length} ${items.length === 1 ? "thing is" : "things are"} missing or wrong` }), el("ul", {}, items.map(([id, words]) =>
      el("li", {}, el("button", { type: "button", class: "link", text: words, onclick: () => { this.summary.hidden = true; this.go(id); } })))));
    this.summary.scrollIntoView({ block: "center" });
    this.summary.focus({ preventScroll: true });
  }

  // Take the last plan of this filing back, where its files are still what it wrote.
  async undo() {
    if (this.readOnly || this.locked) return;
    const said = await takeBack(this.answers.file.replace(/\.ya?ml$/, ""), (words) => this.failed({ message: words }));
    if (!said) return;
    this.forget();
    location.reload();
  }

  lock() {
    this.setReading(true);
    standing("warning", `${this.locked} `, el("button", { type: "button", class: "thin writes", text: "Change it all the same", onclick: () => this.unlock() }));
  }

  // What rests on the draft is given up: said once, and sent with each plan from now on.
  unlock() {
    this.locked = null;
    this.anyway = true;
    standing("");
    this.setReading(false);
  }

  setReading(reading) {
    for (const each of this.questions.querySelectorAll("input, select, textarea, button")) each.disabled = reading;
    this.questions.classList.toggle("reading", reading);
  }

  // ---------------------------------------------------------------- where to

  first(place) { return place?.matches("input, select, textarea, button") ? place : place?.querySelector("input:not([type=file]), select, textarea, summary, button"); }

  go(id) {
    const place = document.querySelector(`[data-question="${CSS.escape(id)}"]`) || document.getElementById(id)
      || document.querySelector("#conflict, #deleted, #standing:not([hidden])"); // what is asked at the top
    if (!place) { this.first(this.events)?.focus(); return; }
    place.closest("details")?.setAttribute("open", "");
    const target = this.first(place);
    place.scrollIntoView({ block: "center" });
    target?.focus({ preventScroll: true });
  }

  // The first question without an answer on this page, while the plan of the newest answers is still on its way.
  firstEmpty() {
    const places = this.cards.flatMap((card) => [...card.section.querySelectorAll("[data-question]")]);
    const empty = places.find((place) => place.matches("fieldset") ? !place.querySelector(":checked") : /\.(?:note|fills|columns)$/.test(place.dataset.question) ? false : place.querySelector("select, input")?.value === "");
    return empty?.dataset.question || this.plan.open[0]?.id;
  }

  value(id) {
    const [, number, name] = id.match(/^event-(\d+)\.(.+)$/) || [];
    return number ? this.answers.events[number - 1]?.values[name] || "" : "";
  }

  change(id, text) {
    const [, number, name] = id.match(/^event-(\d+)\.(.+)$/) || [];
    const card = this.cards[number - 1];
    if (!card) return;
    card.set(name, text);
    const input = card.fields.get(name)?.input;
    if (input) input.value = text;
  }

  footnote(event) {
    const card = this.cards[event - 1];
    if (!card) return;
    card.noted = true;
    card.fill();
    card.fields.get("note")?.input.focus();
  }

  cell(name, cell) {
    const told = this.plan.cells[name];
    if (told.event) this.current(told.event);
    const finding = this.plan.findings.find((each) => each.spots.includes(told.at));
    this.dialog.open(told, cell, finding);
  }

  keys() {
    document.addEventListener("keydown", (event) => {
      if (event.ctrlKey && event.key === "Enter") {
        event.preventDefault();
        if (this.plan?.open.length || this.plan?.refusals.length) this.listMissing(); else this.buttons.firstElementChild?.click();
      }
      if (event.ctrlKey && event.key === "z" && this.answers.file && !event.composedPath()[0].matches?.("input:not([type=checkbox]):not([type=radio]), textarea, select")) {
        event.preventDefault();
        this.undo();
      }
      if (event.altKey && (event.key === "ArrowDown" || event.key === "ArrowUp") && this.plan?.open.length) {
        event.preventDefault();
        const open = this.plan.open.map((each) => each.id);
        const here = open.indexOf(document.activeElement?.closest("[data-question]")?.dataset.question);
        const next = here < 0 ? (event.key === "ArrowDown" ? 0 : open.length - 1) : (here + (event.key === "ArrowDown" ? 1 : open.length - 1)) % open.length;
        this.go(open[next]);
      }
      if (event.key === "F6") {
        event.preventDefault();
        const parts = [this.first(this.events) || this.addButton, this.sheet, this.buttons.firstElementChild || this.bar];
        const holders = [this.questions, this.form, this.bar];
        const at = holders.findIndex((each) => each.contains(document.activeElement));
        parts[(at + (event.shiftKey ? 2 : 1)) % 3]?.focus();
      }
      if (event.key === "F8" && this.plan) {
        event.preventDefault();
        const spots = this.plan.findings.filter((each) => each.severity !== "note" && !each.allowed).flatMap((each) => each.spots).filter((spot) => spot.split(":").length === 3);
        const names = spots.map((spot) => Object.keys(this.plan.cells).find((name) => this.plan.cells[name].at === spot)).filter(Boolean);
        if (!names.length) return;
        this.finding = ((this.finding ?? -1) + 1) % names.length;
        const cell = this.paper.cell(names[this.finding]);
        cell.scrollIntoView({ block: "center", inline: "nearest" });
        cell.focus({ preventScroll: true });
      }
    });
  }
}

// A question as a link: `who gave`, `line 7`.
// A question in a few words; with its event, where another event asks the same.
function short({ id, words }, all) {
  const event = /^event-(\d+)\./.exec(id)?.[1];
  const said = few({ id, words });
  return event && all.some((each) => each.id !== id && few(each) === said) ? `${said} (event ${event})` : said;
}

function few({ id, words }) {
  if (/\.line-\d+$/.test(id)) return `line ${id.split("-").pop()}`;
  const bare = words.replace(/[?.]$/, "");
  return /^(?:event-\d+)\.plan$/.test(id) ? "the plan" : bare.length > 44 ? `${bare.slice(0, 42)}\u2026` : bare.replace(/^./, (letter) => letter.toLowerCase());
}
