// One list of what differs between what was typed here and what another program wrote, in the form's words.

import { clockWords, el, now } from "./shared.js";

const said = (value) => value === "" ? el("em", { class: "quiet", text: "nothing" }) : el("code", { text: value });

export class Conflict {
  // `chosen(answers)` is told who is right in each; `write()` writes with these answers, `aside()` sets mine aside.
  constructor(place, { chosen, write, aside, text = null }) {
    Object.assign(this, { place, chosen, write, aside, text });
    this.answers = {};
    this.at = null;
  }

  get open() { return this.at !== null; }

  // Show what is asked and what was taken over: `merge` of a plan.
  show(merge) {
    this.at ??= now();
    const { asked, taken, file, why } = merge;
    this.asked = asked;
    const ids = asked.map((each) => each.id).join("\n");
    if (ids === this.ids && this.box?.isConnected) return;
    this.ids = ids;
    for (const id of Object.keys(this.answers)) if (!asked.some((each) => each.id === id)) delete this.answers[id];
    const number = asked.length + taken.length;
    const over = taken.length ? `${taken.length} ${taken.length === 1 ? "was" : "were"} taken over since only one side changed ${taken.length === 1 ? "it" : "them"}.` : "";
    const mine = file.replace(/(\.ya?ml)$/i, ".mine$1");
    this.box = el("section", { class: "told warning conflict", id: "conflict", "aria-labelledby": "conflict-head", tabindex: "-1" },
      el("h2", { id: "conflict-head", text: `${file} was changed by another program at ${clockWords(this.at)}, while you changed it here.` }),
      el("p", { text: `Nothing was overwritten. ${number} ${number === 1 ? "difference" : "differences"}. ${over} ${why ? `${why[0].toUpperCase()}${why.slice(1)}: one of the two texts has to be chosen.` : ""}` }),
      el("div", { class: "scroll" }, el("table", { class: "list" },
        el("thead", {}, el("tr", {}, ["Where", "Here", "There", "Which is right?"].map((text) => el("th", { scope: "col", text })))),
        el("tbody", {}, asked.map((each, n) => this.row(each, n))))),
      taken.length ? el("details", {}, el("summary", { text: `${taken.length} taken over: look` }),
        el("ul", { class: "small" }, taken.map((each) => el("li", {}, `${each.where}: `, said(each.base), " became ", said(each.side === "mine" ? each.mine : each.theirs), each.side === "mine" ? ", here" : ", there")))) : "",
      el("p", { class: "bar" },
        el("button", { type: "button", class: "first writes", id: "conflict-write", text: "Write with these answers", onclick: () => this.press() }),
        el("button", { type: "button", class: "writes", id: "conflict-aside", text: `Set mine aside as ${mine}`, onclick: () => this.aside() }),
        this.text ? el("a", { class: "button", href: this.text, text: "See it as text" }) : "",
        el("span", { id: "conflict-missing", role: "status", class: "small" })));
    this.place.replaceChildren(this.box);
  }

  row(each, n) {
    const radio = (side, words) => {
      const input = el("input", { type: "radio", name: `conflict-${n}`, value: side });
      input.checked = this.answers[each.id] === side;
      input.addEventListener("change", () => { this.answers[each.id] = side; this.place.querySelector("#conflict-missing").textContent = ""; this.chosen({ ...this.answers }); });
      return el("label", { class: "inline" }, input, words);
    };
    return el("tr", {}, el("th", { scope: "row", text: each.where }), el("td", {}, said(each.mine)), el("td", {}, said(each.theirs)),
      el("td", {}, el("div", { role: "radiogroup", "aria-label": each.where }, radio("mine", "mine"), " ", radio("theirs", "theirs"))));
  }

  press() {
    const missing = this.asked.filter((each) => !this.answers[each.id]);
    if (missing.length) {
      this.place.querySelector("#conflict-missing").textContent = `Needs an answer: ${missing.map((each) => each.where).join("; ")}`;
      this.place.querySelectorAll("[role=radiogroup]")[this.asked.indexOf(missing[0])].querySelector("input").focus();
      return;
    }
    this.write();
  }

  close() {
    Object.assign(this, { at: null, ids: null, answers: {} });
    this.box?.remove();
    this.box = null;
  }
}

// A draft that is gone: what was typed is here, and the person says where it goes.
export function deleted(place, file, { again, as, let_go }) {
  const name = el("input", { type: "text", id: "other-name", autocomplete: "off", "aria-label": "Another name for the draft", value: "" });
  const other = el("form", { class: "bar", hidden: true }, name, el("button", { class: "thin first", text: "Write it there" }));
  other.addEventListener("submit", (event) => { event.preventDefault(); if (name.value.trim()) as(name.value.trim()); });
  place.replaceChildren(el("section", { class: "told warning", id: "deleted", "aria-label": "The draft is gone" },
    el("p", { role: "alert", text: `${file} was deleted or moved while it was open. Your answers are still here.` }),
    el("p", { class: "bar" },
      el("button", { type: "button", class: "first writes", text: "Write it here again", onclick: again }),
      el("button", { type: "button", class: "writes", text: "Write it as …", onclick: () => { other.hidden = false; name.focus(); } }),
      el("button", { type: "button", class: "link", text: "Let it go", onclick: let_go })),
    other));
}
