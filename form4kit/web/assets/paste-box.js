// Trades as a broker gives them: pasted or dropped, then accounted for line by line; nothing is used unseen.

import { el, send } from "./shared.js";
import { refuse } from "./say.js";

const BECAME = { used: "\u2713 Used", total: "\u2713 Total agrees", heading: "Heading", empty: "Empty", not_used: "! Not used" };
const SHOWN = [["date", "Trade date"], ["time", "Time"], ["side", "Side"], ["shares", "Shares"], ["price", "Price"], ["symbol", "Symbol"], ["currency", "Currency"]];

const asDay = (text = "") => text.replace(/^(\d{4})-(\d\d)-(\d\d)$/, "$2/$3/$1");
const bytes = (file) => new Promise((done, failed) => {
  const reader = new FileReader();
  reader.onload = () => done(String(reader.result).split(",")[1] || "");
  reader.onerror = failed;
  reader.readAsDataURL(file);
});

// Read a broker's file as text; of several sheets the person says which.
export async function textOf(file, choose) {
  const data = await bytes(file);
  let read = await send("/api/prepare/table", { data });
  if (read.sheets) read = await send("/api/prepare/table", { data, sheet: await choose(read.sheets) });
  return read.text;
}

export class PasteBox {
  // `event` are the answers of the event; `changed()` is called when they are others; `add(line, kind)` adds lines as an event.
  constructor(event, id, { changed, add, label }) {
    Object.assign(this, { event, id, changed, add, label });
    this.place = el("div", { class: "paste", "data-question": `${id}.fills` });
    this.told = "";
    this.begin();
  }

  begin() {
    const input = el("textarea", { id: `${this.id}.fills`, class: "plain", rows: "4", spellcheck: "false", autocomplete: "off", "aria-describedby": `${this.id}.fills-hint` });
    input.addEventListener("input", () => { if (input.value.trim()) this.take(input.value); });
    const file = el("input", { type: "file", class: "unseen", tabindex: "-1", "aria-hidden": "true", accept: ".csv,.tsv,.txt,.xlsx" });
    file.addEventListener("change", () => this.file(file.files[0]));
    const drop = el("div", { class: "drop-small" }, input,
      el("p", { class: "hint", id: `${this.id}.fills-hint` }, "Paste the table with its line of heads, or drop a file here: .csv, .tsv, .txt, .xlsx. ",
        el("button", { type: "button", class: "link", text: "Choose a file", onclick: () => file.click() })), file);
    drop.addEventListener("dragover", (event) => { event.preventDefault(); drop.classList.add("over"); });
    drop.addEventListener("dragleave", () => drop.classList.remove("over"));
    drop.addEventListener("drop", (event) => { event.preventDefault(); drop.classList.remove("over"); if (event.dataTransfer.files[0]) this.file(event.dataTransfer.files[0]); });
    this.place.replaceChildren(el("label", { for: input.id, text: this.label }), drop);
    this.told = "";
  }

  async file(file) {
    try { this.take(await textOf(file, (names) => this.choose(names))); } catch (error) { refuse(error.message); this.place.append(el("p", { class: "told error", text: error.message })); }
  }

  choose(names) {
    return new Promise((done) => {
      const box = el("dialog", { "aria-label": "Which sheet?" }, el("h3", { text: "Which sheet?" }),
        el("p", { class: "bar" }, names.map((name) => el("button", { type: "button", text: name, onclick: () => { box.close(); box.remove(); done(name); } }))));
      document.body.append(box);
      box.showModal();
    });
  }

  take(text) {
    this.event.paste = { text, columns: [], days: "", side: false, commas: "", total: "", only: [], left_out: {}, keep: false };
    delete this.event.values.fills;
    this.place.replaceChildren(el("p", { class: "quiet", text: "Reading the lines." }));
    this.changed(true);
  }

  again() {
    this.event.paste = null;
    this.begin();
    this.changed(true);
    this.place.querySelector("textarea").focus();
  }

  // Show what became of the lines; the same account is not drawn twice, so that a choice keeps its focus.
  draw(told, open) {
    if (!told || !this.event.paste) return;
    const mine = open.filter((each) => each.id.startsWith(`${this.id}.`));
    const now = JSON.stringify([told, mine]);
    if (now === this.told) return;
    this.told = now;
    const focus = document.activeElement?.closest(".paste") === this.place ? document.activeElement.id : "";
    const paste = this.event.paste;
    const ask = (name) => mine.some((each) => each.id === `${this.id}.${name}`);
    const wrong = told.each.some((each) => each.became === "total" && each.why);
    const kind = told.trouble || wrong ? "error" : mine.length || told.mixed_numbers || !told.used ? "warning" : told.not_used ? "note" : "good";
    this.place.replaceChildren(
      el("p", { class: "row" }, el("span", { class: "label", text: this.label }), el("button", { type: "button", class: "link small", id: `${this.id}.again`, text: "Paste again", onclick: () => this.again() })),
      el("div", { class: `told ${kind}`, role: "group", "aria-label": "What became of the lines" },
        el("p", {}, el("strong", { text: told.words }), told.sum ? ` Used: ${told.sum}.` : ""),
        told.trouble ? el("p", { class: "small", text: told.trouble }) : "",
        told.each.filter((each) => !each.settled || paste.left_out[each.line] !== undefined).map((line) => this.settle(line)),
        ask("days") || paste.days ? this.days(mine) : "", ask("numbers") || paste.commas ? this.numbers() : "",
        ask("side") || paste.side ? this.side(told) : "", this.total()),
      this.columns(told), this.table(told));
    if (focus) document.getElementById(focus)?.focus({ preventScroll: true });
  }

  settle(line) {
    const id = `${this.id}.line-${line.line}`, paste = this.event.paste, given = paste.left_out[line.line];
    const reason = el("input", { type: "text", id: `${id}-why`, value: given || "", autocomplete: "off" });
    reason.addEventListener("change", () => { if (reason.value.trim()) paste.left_out[line.line] = reason.value.trim(); else delete paste.left_out[line.line]; this.changed(); });
    const why = el("p", { hidden: given === undefined }, el("label", { for: reason.id, text: `Why line ${line.line} is left out` }), reason);
    const other = this.event.kind === "purchase" ? "sale" : "purchase";
    return el("div", { class: "settle", "data-question": id },
      el("p", { class: "small", text: line.other_side
        ? `Line ${line.line} is ${line.why.split(";")[0]} of ${line.shares} shares at $${line.price}: it must be reported too, and Section 16(b) may take the profit.`
        : `Line ${line.line}: ${line.why}.` }),
      el("p", { class: "bar" }, line.other_side ? el("button", { type: "button", class: "thin", id, text: `Add it as a ${other}`, onclick: () => this.add(line.line, other) }) : "",
        el("button", { type: "button", class: "thin", text: "Leave it out, and say why", onclick: () => { why.hidden = false; reason.focus(); } })), why);
  }

  days(mine) {
    const words = mine.find((each) => each.id.endsWith(".days"))?.words || "The lines have days of their own.";
    return this.radios("days", words, [["lines", "Use the lines' days"], ["typed", "Only those of the day typed above"]], this.event.paste.days);
  }

  numbers() {
    return this.radios("numbers", "Numbers are written in two ways.", [["point", "1,234.50: the period parts decimals"], ["comma", "1.234,50: the comma does"]], this.event.paste.commas, "commas");
  }

  radios(name, words, choices, chosen, key = name) {
    return el("fieldset", { class: "choices", "data-question": `${this.id}.${name}` }, el("legend", { text: words }),
      choices.map(([value, text], n) => {
        const input = el("input", { type: "radio", name: `${this.id}.${name}`, id: `${this.id}.${name}-${n}`, value, checked: chosen === value });
        input.addEventListener("change", () => { this.event.paste[key] = value; this.changed(); });
        return el("label", { class: "choice" }, input, el("span", { text }));
      }));
  }

  side(told) {
    const input = el("input", { type: "checkbox", id: `${this.id}.side-tick`, checked: this.event.paste.side });
    input.addEventListener("change", () => { this.event.paste.side = input.checked; this.changed(); });
    const what = this.event.kind === "purchase" ? "purchases" : "sales";
    return el("p", { "data-question": `${this.id}.side` }, el("label", { class: "inline" }, input, `All ${told.used} are ${what}`));
  }

  total() {
    const input = el("input", { type: "text", id: `${this.id}.total`, inputmode: "decimal", autocomplete: "off", value: this.event.paste.total });
    input.addEventListener("input", () => { this.event.paste.total = input.value; this.changed(); });
    const keep = el("input", { type: "checkbox", id: `${this.id}.keep`, checked: this.event.paste.keep });
    keep.addEventListener("change", () => { this.event.paste.keep = keep.checked; this.changed(); });
    return el("div", { class: "two small" },
      el("p", {}, el("label", { for: input.id, text: "Total on the confirmation (optional)" }), input),
      el("p", { class: "keep" }, el("label", { class: "inline" }, keep, "Keep the broker's file beside it")));
  }

  columns(told) {
    if (!told.columns.length) return "";
    const open = !told.headed || told.columns.some((each) => !each.role);
    const words = told.headed ? `Columns: ${told.known} known by their headings${told.left_out.length ? `, ${told.left_out.length} left out (${told.left_out.join(", ")})` : ""}.` : "Columns: no headings, so that each is for you to choose.";
    const change = (at, value) => {
      const paste = this.event.paste;
      paste.columns = told.columns.map((each, n) => (n === at ? value : paste.columns[n] || (told.headed ? each.role : "")));
      this.changed();
    };
    return el("details", { class: "cols small", open, "data-question": `${this.id}.columns` }, el("summary", {}, words, " ", el("b", { text: "Change" })),
      el("ul", {}, told.columns.map((each, at) => {
        const select = el("select", { id: `${this.id}.column-${at}`, "aria-label": `Column ${each.head} is` }, el("option", { value: "", text: "Choose" }),
          told.choices.map(([value, text]) => el("option", { value, text, selected: value === each.role })));
        select.addEventListener("change", () => change(at, select.value));
        return el("li", {}, el("span", { class: "mono", text: each.head }), " is ", select);
      })));
  }

  table(told) {
    const raw = told.each.some((each) => each["0"] !== undefined);
    const heads = raw ? told.columns.map((each, at) => [String(at), each.head]) : SHOWN.filter(([name]) => told.each.some((each) => each[name]));
    const number = (name) => name === "shares" || name === "price";
    const words = (each) => each.became === "total" && each.why ? ["! Total differs: ", each.why]
      : each.became === "not_used" ? [el("b", { text: "! Not used: " }), each.why] : [BECAME[each.became]];
    return el("div", { class: "scroll lines", tabindex: "0", role: "region", "aria-label": `What was pasted, line by line, event ${told.event + 1}` },
      el("table", { class: "list" },
        el("thead", {}, el("tr", {}, el("th", { scope: "col", text: "Line" }), el("th", { scope: "col", text: "What became of it" }),
          heads.map(([name, text]) => el("th", { scope: "col", class: number(name) ? "number" : null, text })))),
        el("tbody", {}, told.each.slice(0, 500).map((each) => el("tr", { class: each.settled ? each.became : "ask" }, el("th", { scope: "row", text: each.line }), el("td", {}, words(each)),
          heads.map(([name]) => el("td", { class: number(name) ? "number" : null, text: name === "date" ? asDay(each[name]) : each[name] || "" })))))),
      told.each.length > 500 ? el("p", { class: "quiet small", text: `The first 500 of ${told.each.length} lines are shown; all are counted above.` }) : "");
  }
}
