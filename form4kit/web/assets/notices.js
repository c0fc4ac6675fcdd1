// What a page must tell before anything else, such as work that was not saved.

import { $, el } from "./shared.js";

export function notice(kind, words) {
  $("#notices").replaceChildren(el("div", { class: `told ${kind}` }, words, " ",
    el("button", { type: "button", class: "link", text: "Close", onclick: () => $("#notices").replaceChildren() })));
}

export function restore({ back, drop }) {
  const done = (act) => () => { $("#notices").replaceChildren(); act(); };
  $("#notices").replaceChildren(el("div", { class: "told warning", id: "restore" },
    "There is work on this draft that was not saved when the page was last closed.",
    el("div", { class: "bar" },
      el("button", { type: "button", class: "first", text: "Bring it back", onclick: done(back) }),
      el("button", { type: "button", text: "Drop it", onclick: done(drop) }))));
}
