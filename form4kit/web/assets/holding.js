// One tab holds the right to change a filing; another shows it, live, for reading, until it takes the right over.

import { el } from "./shared.js";
import { standing } from "./frame.js";

// `held(mine)` is told whether this tab may change it, each time that changes.
export function hold(name, held) {
  if (!navigator.locks) { held(true); return; }
  const lock = `form4kit:${name}`;
  let mine = null;
  const tell = (now) => {
    if (mine === now) return;
    const first = mine === null;
    mine = now;
    if (!first || !now) standing(now ? "" : "warning", ...(now ? [] : ["This filing is being changed in another tab. ", el("button", { type: "button", class: "thin", text: "Go on here instead", onclick: take })]));
    held(now);
  };
  const keep = () => new Promise(() => {}); // as long as this page is open, or until another takes it
  const lost = () => { tell(false); wait(); };
  function take() { navigator.locks.request(lock, { steal: true }, () => { tell(true); return keep(); }).catch(lost); }
  function wait() { navigator.locks.request(lock, () => { tell(true); return keep(); }).catch(lost); }
  navigator.locks.request(lock, { ifAvailable: true }, (got) => {
    if (!got) { tell(false); wait(); return null; }
    tell(true);
    return keep();
  }).catch(lost);
}
