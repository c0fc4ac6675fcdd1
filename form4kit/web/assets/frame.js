// The frame of every page: whose folder it is, whether the line stands, what was saved, and a filing's seven steps.

import { $, about, ask, clockWords, dueWords, el, listen, now, onLine } from "./shared.js";
import { keys } from "./keys.js";

const STEPS = [["prepare", "Prepare"], ["review", "Review"], ["build", "Build"], ["sign", "Sign"], ["test", "Test"], ["file", "File"], ["record", "Record"]];

const page = document.body.dataset;
const state = { saved: null, unsaved: 0, line: "up" };

// Where a page of this filing is.
const PLACES = { test: "file", record: "file" };
export const address = (name, step) => step === "sign" ? `/sign?${new URLSearchParams({ name })}`
  : `/f/${name.split("/").map(encodeURIComponent).join("/")}/${PLACES[step] || step}`;

function line() {
  const place = $("#line");
  place.dataset.state = state.line === "up" ? (state.unsaved ? "unsaved" : "up") : "down";
  if (state.line !== "up") return;
  const words = state.unsaved ? `Not saved: ${state.unsaved} ${state.unsaved === 1 ? "answer" : "answers"}`
    : state.saved ? `Saved, ${clockWords(state.saved)}` : "Live";
  if (place.textContent !== words) place.textContent = words;
}

// Say that everything is on the disk, or how many answers are not.
export function saved() { Object.assign(state, { saved: now(), unsaved: 0 }); line(); }
export function unsaved(number) { state.unsaved = number; line(); }
addEventListener("beforeunload", (leaving) => { if (state.unsaved) leaving.preventDefault(); });

// Show one thing about the workbench across the page; an empty kind takes it away.
export function standing(kind, ...children) {
  const place = $("#standing");
  place.hidden = !kind;
  place.className = kind ? `standing told ${kind}` : "";
  place.replaceChildren(...children);
}

export async function filing(name = page.filing) {
  const found = await ask("/api/filing", { name });
  head(found);
  return found;
}

function head(found) {
  const owners = found.owners.length > 1 ? `${found.owners[0]} and ${found.owners.length - 1} more` : found.owners[0] || found.stem;
  const title = `${found.form ? `Form ${found.form}: ` : ""}${owners}`;
  $("#filing-title").textContent = title;
  document.title = `${title} - form4kit`;
  $("#filing-story").textContent = [found.issuer, found.story].filter(Boolean).join(" \u00b7 ");
  const due = dueWords(found);
  $("#filing-due").className = `due-line ${due.kind}`;
  $("#filing-due").replaceChildren(el("strong", { text: due.first }), el("br"), el("span", { class: "quiet small", text: due.second }));
  $("#steps").replaceChildren(...STEPS.map((each, at) => step(found, each, at)));
  const marks = found.marks.filter((each) => each.kind !== "late");
  $("#filing-marks").hidden = !marks.length;
  $("#filing-marks").replaceChildren(...marks.map((each) => el("span", { class: `chip ${each.kind === "suspended" ? "error" : "warning"}`, text: each.words })));
}

// A step that is done leads back, the present one is named, a later one says on request what is missing.
function step(found, [name, words], at) {
  const done = at < found.done, here = name === page.step || (page.step === "file" && name === "file");
  const mark = el("span", { class: "mark", "aria-hidden": "true", text: done ? "\u2713" : String(at + 1) });
  if (done || here || at === found.done) {
    return el("li", { class: done ? "done" : null },
      el("a", { href: address(found.name, name), "aria-current": here ? "step" : null },
        mark, words, done ? el("span", { class: "unseen", text: ", done" }) : ""));
  }
  const missing = found.missing[name];
  return el("li", {}, el("details", { class: "later" }, el("summary", {}, mark, words), el("p", { class: "small", text: missing ? `Not yet: ${missing}.` : "Not yet." })));
}

// Help for what has the focus: `data-help` on it or around it names the word, else the page does.
function help() {
  const word = document.activeElement?.closest?.("[data-help]")?.dataset.help || page.page;
  location.href = `/help/${encodeURIComponent(word)}`;
}
keys({ "?": help });
document.addEventListener("keydown", (key) => { if (key.key === "F1") { key.preventDefault(); help(); } });

onLine((kind) => { state.line = kind; line(); });
document.addEventListener("keydown", (key) => {
  if (key.key === "Escape") for (const each of document.querySelectorAll("details.later[open]")) each.open = false;
});

about().then((known) => { $("#reading").hidden = !known.read_only; });
if (page.filing) {
  listen({ board(news) { if (news.changed.some((each) => each.name === page.filing)) filing().catch(() => {}); } });
  filing().catch((error) => standing("warning", `${error.message} It was deleted or moved, or was never here. `, el("a", { href: "/", text: "To the board" })));
} else listen({});
