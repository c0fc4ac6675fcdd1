// What the desk must tell before anything else: a file changed elsewhere, work that was not saved.

import { $, el } from "./shared.js";

export function notice(kind, words) {
  $("#notices").replaceChildren(el("div", { class: `told ${kind}` }, words, " ",
    el("button", { type: "button", class: "link", text: "Close", onclick: () => $("#notices").replaceChildren() })));
}

// Show a text with the lines marked that the other does not have.
function lines(text, other) {
  const known = new Set(other.split("\n"));
  return el("pre", { tabindex: "0" }, text.split("\n").map((line) =>
    known.has(line) ? `${line}\n` : el("mark", { text: `${line}\n` })));
}

export function conflict(mine, theirs, { mine: keep, theirs: take }) {
  $("#notices").replaceChildren(el("div", { class: "told warning", id: "conflict" },
    el("h2", { text: "This file was changed elsewhere while you worked on it. Nothing was overwritten." }),
    el("div", { class: "conflict" },
      el("div", {}, el("h3", { text: "Here, not saved" }), lines(mine, theirs)),
      el("div", {}, el("h3", { text: "On the disk" }), lines(theirs, mine))),
    el("div", { class: "bar" },
      el("button", { type: "button", id: "take", text: "Take what is on the disk (Undo brings mine back)", onclick: take }),
      el("button", { type: "button", id: "keep", text: "Write mine over it", onclick: keep }))));
}

export function restore({ back, drop }) {
  const done = (act) => () => { $("#notices").replaceChildren(); act(); };
  $("#notices").replaceChildren(el("div", { class: "told warning", id: "restore" },
    "There is work on this draft that was not saved when the page was last closed.",
    el("div", { class: "bar" },
      el("button", { type: "button", class: "first", text: "Bring it back", onclick: done(back) }),
      el("button", { type: "button", text: "Drop it", onclick: done(drop) }))));
}
