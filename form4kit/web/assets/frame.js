// The frame of every page: whose folder it is, whether the line stands, what was saved, and a filing's seven steps.

import { $, about, ask, clockWords, dueWords, el, listen, now, onCrash, onLine, send, stopListening } from "./shared.js";
import { keys } from "./keys.js";
import { refuse } from "./say.js";

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

// A later answer is never overtaken by an earlier one: only the newest question's is drawn.
let asked = 0;
export async function filing(name = page.filing) {
  const number = ++asked;
  const [found] = await Promise.all([ask("/api/filing", { name }), about().catch(() => {})]); // about sets the clock
  if (number === asked) head(found);
  return found;
}

function head(found) {
  const owners = found.owners.length > 1 ? `${found.owners[0]} and ${found.owners.length - 1} more` : found.owners[0] || found.stem;
  const title = `${found.form ? `Form ${found.form}: ` : ""}${owners}${found.part ? `, ${found.part} of ${found.becomes}` : ""}`;
  $("#filing-title").textContent = title;
  document.title = `${title} - form4kit`;
  $("#filing-story").textContent = [found.issuer, found.story].filter(Boolean).join(" \u00b7 ");
  const due = dueWords(found);
  $("#filing-due").className = `due-line ${due.kind}`;
  $("#filing-due").replaceChildren(el("strong", { text: found.due && due.kind !== "gone" ? `Due ${due.first.replace(/^To/, "to")}` : due.first }), found.due ? " New York" : "", el("br"), el("span", { class: "quiet small", text: due.second }));
  $("#steps").replaceChildren(...STEPS.map((each, at) => step(found, each, at)));
  const marks = found.marks.filter((each) => each.kind !== "late");
  const several = found.parts.length ? found.parts.map(part)
    : found.becomes > 1 && !found.part ? [el("span", { class: "chip plain", text: `This becomes ${found.becomes} filings` })] : [];
  $("#filing-marks").hidden = !marks.length && !several.length;
  $("#filing-marks").replaceChildren(...several, ...marks.map((each) => el("span", { class: `chip ${each.kind === "suspended" ? "error" : "warning"}`, text: each.words })));
}

// One of the filings that a draft became, with its next step; each of them has pages of its own.
const part = (each) => el("a", { class: "chip plain", href: address(each.name, each.next), text: `Filing ${each.part} of ${each.becomes}: ${each.words}` });

// A step that is done leads back, the present one is named, a later one says on request what is missing.
function step(found, [name, words], at) {
  const done = at < found.done, here = name === page.step || (page.step === "file" && name === "file");
  const mark = el("span", { class: "mark", "aria-hidden": "true", text: done ? "\u2713" : String(at + 1) });
  if (done || here || at === found.done) {
    return el("li", { class: done ? "done" : null },
      el("a", { href: address((name === "prepare" || name === "build") && found.draft || found.name, name), "aria-current": here ? "step" : null },
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

// ------------------------------------------------------------- what stands in the way of working on

let words = ""; // of the banner that speaks of the line
const words_of_buttons = new WeakMap();

// While the line is lost, buttons that write say so; nothing is sent, and nothing typed is lost.
function waiting(on) {
  for (const each of document.querySelectorAll("button.writes, .writes button[type=submit], .writes button.first")) {
    if (on && !words_of_buttons.has(each)) {
      words_of_buttons.set(each, each.textContent);
      each.textContent = "Waits for the workbench";
      each.classList.add("held");
      each.setAttribute("aria-disabled", "true");
    } else if (!on && words_of_buttons.has(each)) {
      each.textContent = words_of_buttons.get(each);
      words_of_buttons.delete(each);
      each.classList.remove("held");
      each.removeAttribute("aria-disabled");
    }
  }
}
document.addEventListener("click", (click) => {
  if (click.target.closest?.("button[aria-disabled=true].held")) { click.preventDefault(); click.stopImmediatePropagation(); }
}, true);

// What was typed on this page, with the names of its fields; a secret is never among it.
function typed() {
  const lines = [];
  for (const field of document.querySelectorAll("main input, main select, main textarea")) {
    if (["password", "file", "hidden"].includes(field.type) || field.closest("[data-secret]")) continue;
    if (["checkbox", "radio"].includes(field.type) ? !field.checked : !field.value) continue;
    const name = field.labels?.[0]?.textContent.trim() || field.getAttribute("aria-label") || field.name || field.id;
    lines.push(["checkbox", "radio"].includes(field.type) ? name : `${name}: ${field.value}`);
  }
  return lines.join("\n");
}

function lost(kind) {
  waiting(kind !== "up");
  if (kind === "up") { if (words) standing(""); words = ""; return; }
  words = $("#line").textContent;
  const copy = el("button", { type: "button", class: "thin", text: "Copy my text", onclick: async () => { await navigator.clipboard.writeText(typed()); copy.textContent = "Copied"; } });
  standing("warning", el("p", { text: words }), el("p", { class: "bar" }, copy));
  refuse(words);
}

// Say that form4kit itself failed, and give the report that may be sent: no draft and no secret is in it.
export function crashed(error) {
  const report = error.answer?.report ?? { error: error.name, page: page.page };
  const save = () => {
    const link = el("a", { href: URL.createObjectURL(new Blob([JSON.stringify(report, null, 2)], { type: "application/json" })), download: "form4kit-report.json" });
    link.click();
    URL.revokeObjectURL(link.href);
  };
  const said = error.answer?.error ?? `form4kit failed here (${error.name}). Your answers are here.`;
  standing("error", el("p", { text: said }), el("p", { class: "bar" }, el("button", { type: "button", class: "thin", text: "Save a report", onclick: save })));
}
addEventListener("unhandledrejection", (event) => { if (event.reason?.status === 500) { event.preventDefault(); crashed(event.reason); } });
onCrash(crashed);

// One tab holds the right to change a filing; `held` is called when this one has it, `elsewhere` when another does.
export function holdFiling(name, { held = () => {}, elsewhere = () => {} } = {}) {
  if (!navigator.locks) { held(); return; }
  const key = `form4kit ${name}`;
  const keep = () => new Promise(() => {});
  const take = (how) => navigator.locks.request(key, how, (lock) => {
    if (!lock) { other(); return null; }
    standing("");
    held();
    return keep();
  }).catch((stolen) => { if (stolen.name === "AbortError") other(); });
  function other() {
    elsewhere();
    standing("warning", "This filing is being changed in another tab. ", el("button", { type: "button", class: "thin", text: "Go on here instead", onclick: () => take({ steal: true }) }));
  }
  take({ ifAvailable: true });
}

// Answers that are not written yet, in this tab's own store: they are there when the workbench was started again.
const store = (name) => `form4kit.answers ${name}`;
export const keepAnswers = (name, answers) => { try { sessionStorage.setItem(store(name), JSON.stringify(answers)); } catch { /* nothing is kept */ } };
export const dropAnswers = (name) => { try { sessionStorage.removeItem(store(name)); } catch { /* nothing is kept */ } };
export function keptAnswers(name) { try { return JSON.parse(sessionStorage.getItem(store(name))); } catch { return null; } }

export async function closeWorkbench() {
  if (state.unsaved && !confirm(`${state.unsaved} answers are not saved. Close the workbench all the same?`)) return;
  await send("/api/close", {});
  stopListening();
  standing("note", "The workbench is closed. This tab may be closed too; open the workbench from its icon, or with form4kit serve.");
  for (const each of document.querySelectorAll("main, header.top nav")) each.hidden = true;
  $("#line").textContent = "Closed";
}

onLine((kind) => { state.line = kind; line(); lost(kind); });
document.addEventListener("keydown", (key) => {
  if (key.key === "Escape") for (const each of document.querySelectorAll("details.later[open]")) each.open = false;
});

about().then((known) => { $("#reading").hidden = !known.read_only; });
if (page.filing) {
  listen({ board(news) { if (news.changed.some((each) => [each.name, each.draft].includes(page.filing))) filing().catch(() => {}); } });
  filing().catch((error) => standing("warning", `${error.message} It was deleted or moved, or was never here. `, el("a", { href: "/", text: "To the board" })));
} else listen({});
