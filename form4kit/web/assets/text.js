// A draft as text on one side, the form it prints on the other, and what is found between them.

import { $, about, ask, el, listen, Refused, send } from "./shared.js";
import { Editor, RANK } from "./editor.js";
import { markdown } from "./markdown.js";
import { notice, restore } from "./notices.js";
import { Sheet } from "./sheet.js";
import { filing, saved as savedLine, standing, unsaved } from "./frame.js";
import { say } from "./say.js";
import { Conflict, deleted } from "./conflict.js";
import { hold } from "./holding.js";
import { CellEdit } from "./cell-edit.js";
import { onCtrlZ } from "./take-back.js";
import { Offers } from "./offers.js";

const PAUSE = 90; // milliseconds without a key before the draft is judged
const REST = 600; // and before it is written, where nothing is wrong with its syntax
const TALK = 1000; // and before its findings are told
const name = document.body.dataset.filing;
let file = `${name}.yaml`, base = "", saved = "", findings = [], cells = {}, whole = true;
let readOnly = false, built = false, mine = true, held = "", anyway = {}, writing = null, gone = false, ready = false;
let timer = null, resting = null, talking = null, asking = null;

const editor = new Editor($("#editor"), {
  changed: () => { later(); state(); keepHere(); },
  moved: ({ line }) => { sheet.point(line, true); current(line); },
  pointed,
  gutter: (line) => {
    editor.go(line);
    const at = findings.findIndex((each) => each.range[0] === line);
    if (at >= 0) focusFinding(at);
  },
});
const sheet = new Sheet($("#sheet"), {
  chosen(spot) { toText(spot); },
  opened(spot, cell) {
    const told = cells[spot];
    if (told) edit.open(told, cell, mayWrite()); else toText(spot);
  },
});
const offers = new Offers(editor, { file: () => file });
const edit = new CellEdit(name, {
  more: () => anyway,
  before: async () => (editor.text === saved ? true : save()),
  done(answer, sentence) { take(answer); say(sentence); },
  go(question, told) {
    const spot = Object.keys(cells).find((each) => cells[each] === told);
    if (spot && sheet.spots[spot]) toText(spot); else editor.area.focus();
  },
});
const differing = new Conflict($("#notices"), {
  chosen: () => {},
  write: () => save({ chosen: differing.answers }),
  aside: setAside,
});

function toText(spot) {
  const [line, column] = sheet.spots[spot];
  editor.go(line, column);
  sheet.point(line, false);
  current(line);
}

const mayWrite = () => mine && !readOnly && !built && !held;

// Somebody's work rests on the draft as it is: it is for reading until the person gives that up.
async function holdBack() {
  held = anyway.anyway || readOnly || built ? "" : (await filing().catch(() => null))?.undone ?? "";
  sayHeld();
}

function sayHeld() {
  if (!held) return;
  standing("warning", `${held} `, el("button", { type: "button", class: "thin writes", text: "Change it all the same", onclick: () => {
    [held, anyway] = ["", { anyway: true }];
    standing("");
    state();
    list();
    editor.area.focus();
  } }));
}

// ---------------------------------------------------------------- judging

function later() {
  clearTimeout(timer);
  timer = setTimeout(judge, PAUSE);
  clearTimeout(resting);
  resting = setTimeout(rest, REST);
}

// Write what rests, where the draft can be read to its end.
async function rest() {
  if (ready && mayWrite() && editor.text !== saved && whole && !gone && !differing.open && !document.querySelector("dialog[open]")) await save();
}

async function judge() {
  clearTimeout(timer);
  asking?.abort();
  asking = new AbortController();
  const text = editor.text;
  try {
    const answer = await send("/api/judge", { file, text, keep: ready && mayWrite() && text !== saved ? base : null }, asking.signal);
    if (text === editor.text) show(answer);
  } catch (error) {
    if (error.name !== "AbortError") refused(error);
  }
}

function show(answer) {
  ({ findings, cells, whole } = answer);
  editor.show_findings(findings);
  if (answer.html) sheet.draw(answer.html, answer.spots, answer.sums, cells);
  sheet.show_findings(findings);
  $("#sheet").classList.toggle("stale", !answer.html);
  $("#told").textContent = [answer.form && `Form ${answer.form}`, answer.story].filter(Boolean).join(": ");
  list();
  document.documentElement.dataset.judged = String(Number(document.documentElement.dataset.judged || 0) + 1);
  document.documentElement.dataset.ready = "yes";
  clearTimeout(talking);
  talking = setTimeout(() => { if (ready) say($("#count").textContent.slice(1, -1)); }, TALK);
}

// ---------------------------------------------------------------- findings

function list() {
  const standing = findings.filter((each) => each.allowed === null);
  const number = (severity) => standing.filter((each) => each.severity === severity).length;
  const words = ["error", "warning", "note"].map((word) => [number(word), word]).filter(([n]) => n)
    .map(([n, word]) => `${n} ${word}${n === 1 ? "" : "s"}`);
  $("#count").textContent = words.length ? `(${words.join(", ")})` : "(nothing to object to)";
  const order = [...findings.keys()].sort((a, b) =>
    (RANK[findings[b].severity] - RANK[findings[a].severity]) || findings[a].range[0] - findings[b].range[0]);
  const focus = document.activeElement?.closest?.("#findings li")?.dataset.key;
  $("#findings").replaceChildren(...order.map((at) => item(findings[at], at)));
  $("#findings").hidden = !findings.length;
  if (focus) $(`#findings li[data-key="${CSS.escape(focus)}"] button`)?.focus({ preventScroll: true });
}

function item(found, at) {
  const word = found.allowed === null ? found.severity : "allowed";
  return el("li", { class: found.allowed === null ? found.severity : "allowed", "data-at": at, "data-key": `${found.rule}:${found.where}` },
    el("button", { type: "button", class: "go", onclick: () => goTo(at) },
      el("span", { class: "rule", text: `${word} ${found.rule}` }),
      el("span", { class: "quiet small", text: `line ${found.range[0]}, ${found.where}` }), el("br"),
      el("span", { class: "message", text: found.message })),
    found.hint ? el("p", { class: "hint", text: found.hint }) : "",
    found.allowed !== null ? el("p", { class: "hint", text: `Allowed: ${found.allowed}` }) : "",
    mayWrite() ? el("div", { class: "acts" },
      found.mends.map((mend) => el("button", { type: "button", class: "mend", text: mend.title, onclick: () => editor.replace(mend.edits) })),
      found.can_be_allowed ? el("button", { type: "button", class: "allow", text: "Allow, with a reason", "aria-expanded": "false", onclick: (event) => reason(event.target, found) }) : "",
      el("button", { type: "button", text: "Why?", "aria-label": `Why ${found.rule}?`, onclick: (event) => explain(...found.range.slice(0, 2), event.target.getBoundingClientRect()) })) : "");
}

// Ask for the reason where the button stood, and write the allowance into the draft.
function reason(button, found) {
  const id = `reason-${found.rule}`;
  const field = el("input", { id, type: "text", autocomplete: "off", required: true });
  const give = async (event) => {
    event.preventDefault();
    try {
      const { edits } = await send("/api/allow", { text: editor.text, code: found.rule, reason: field.value });
      editor.replace(edits);
    } catch (error) { refused(error); }
  };
  const form = el("form", { class: "acts", onsubmit: give },
    el("div", {}, el("label", { for: id, text: `Why ${found.rule} may stand, for whoever signs` }), field),
    el("button", { type: "submit", class: "first", text: "Allow" }));
  button.replaceWith(form);
  field.focus();
}

function goTo(at) {
  const found = findings[at];
  const [line, column, endLine, endColumn] = found.range;
  editor.go(line, column, [endLine, endColumn]);
  sheet.point(line, false);
  sheet.parts(found.spots[0] || "-")[0]?.scrollIntoView({ block: "nearest", inline: "nearest" });
  current(line);
}

function focusFinding(at) {
  $(`#findings li[data-at="${at}"]`)?.scrollIntoView({ block: "nearest" });
}

function current(line) {
  for (const each of $("#findings").children) {
    each.classList.toggle("now", findings[each.dataset.at]?.range[0] === line);
  }
  const found = findings.find((each) => each.range[0] === line && each.allowed === null);
  const here = $("#here");
  here.hidden = !found;
  if (found) {
    here.className = `small told ${found.severity}`;
    here.textContent = `Line ${line}: ${found.message}. ${found.hint}`;
  }
}

function next() {
  const { line, column } = editor.caret();
  const places = findings.map((each, at) => [each.range, at]).filter(([, at]) => findings[at].allowed === null)
    .sort(([a], [b]) => a[0] - b[0] || a[1] - b[1]);
  if (!places.length) { say("Nothing to object to"); return; }
  const after = places.find(([range]) => range[0] > line || (range[0] === line && range[1] > column));
  const at = (after || places[0])[1];
  goTo(at);
  say(`${findings[at].where}: ${findings[at].message}`);
}

// ---------------------------------------------------------------- hover

let hoverTimer = null;
function pointed(place, event) {
  clearTimeout(hoverTimer);
  if (!place) { hoverTimer = setTimeout(hide, 250); return; }
  hoverTimer = setTimeout(() => explain(place.line, place.column, { left: event.clientX, bottom: event.clientY + 12, top: event.clientY - 12 }), 350);
}

async function explain(line, column, box) {
  try {
    const { markdown: text } = await send("/api/hover", { file, text: editor.text, line, column });
    if (!text) { hide(); return; }
    const hover = $("#hover");
    hover.replaceChildren(...markdown(text));
    hover.hidden = false;
    const { width, height } = hover.getBoundingClientRect();
    const top = box.bottom + height < innerHeight ? box.bottom : Math.max(4, box.top - height);
    hover.style.left = `${Math.max(4, Math.min(box.left, innerWidth - width - 8))}px`;
    hover.style.top = `${top}px`;
  } catch (error) { if (!(error instanceof Refused)) state(); }
}

function explainHere() {
  const { line, column } = editor.caret();
  explain(line, column, editor.box(line, column));
}

function hide() { $("#hover").hidden = true; }
$("#hover").addEventListener("mouseenter", () => clearTimeout(hoverTimer));
$("#hover").addEventListener("mouseleave", hide);

// ---------------------------------------------------------------- the file

// What was typed stays in this tab until it is on the disk.
const HERE = `text:${name}`;
function keepHere() {
  try {
    if (editor.text === saved) sessionStorage.removeItem(HERE);
    else sessionStorage.setItem(HERE, JSON.stringify({ text: editor.text, base: saved }));
  } catch { /* a full or closed storage keeps nothing */ }
}

function state() {
  const changed = editor.text !== saved || gone;
  $("#save").disabled = !mayWrite() || !changed;
  editor.area.readOnly = !mayWrite();
  $("#saved").textContent = readOnly || built || held ? "Reading only" : !mine ? "Being changed in another tab" : changed ? "Not saved" : "Saved";
  if (ready) unsaved(changed && mayWrite() ? 1 : 0);
}

// Take what is on the disk now as the text, with the caret where it was.
function take({ text, hash }) {
  const { line, column } = editor.caret();
  const inside = document.activeElement === editor.area;
  [base, saved, gone] = [hash, text, false];
  if (editor.text !== text) {
    editor.load(text);
    if (inside) editor.go(Math.min(line, text.split("\n").length), column);
    judge();
  }
  keepHere();
  differing.close();
  if (ready) savedLine();
  state();
}

// Write what was typed; one write at a time. `more` are answers beside the text. Returns whether it was written.
async function save(more = {}) {
  clearTimeout(resting);
  if (writing) { await writing; if (editor.text === saved && !gone) return true; }
  writing = write(more);
  try { return await writing; } finally { writing = null; }
}

async function write(more) {
  const text = editor.text;
  const answers = { name, text, base: saved, chosen: differing.open ? differing.answers : {}, ...anyway, ...more };
  try {
    const plan = await send("/api/steps/text/plan", { answers });
    if (plan.refusals.some((each) => each.question === "deleted")) { isGone(); return false; }
    if (plan.refusals.some((each) => each.question === "anyway")) { await holdBack(); state(); list(); return false; }
    if (plan.refusals.length) { notice("error", `${plan.refusals[0].words}. ${plan.refusals[0].hint}`); return false; }
    if (plan.questions.length) { differing.show(plan.merge); return false; }
    const done = await send("/api/steps/text/do", { answers, hash: plan.hash });
    if (more.aside || more.as) return done;
    if (editor.text === text) {
      take(done);
      if (plan.merge) notice("note", `${plan.sentence} Both are in the draft now.`);
      else if (!$("#restore")) $("#notices").replaceChildren();
    } else [base, saved] = [done.hash, done.text]; // typed on meanwhile: what rests is written next
    state();
    return true;
  } catch (error) {
    if (error instanceof Refused && error.status === 409 && error.answer.plan) { later(); return false; }
    refused(error);
    return false;
  }
}

async function setAside() {
  const done = await save({ aside: true });
  if (!done) return;
  take(await ask("/api/draft", { name }));
  notice("note", `What you typed is in ${done.file}. You see what is on the disk.`);
}

function isGone() {
  gone = true;
  deleted($("#notices"), file.split("/").pop(), {
    again: async () => { if (await save({ again: true })) $("#notices").replaceChildren(); },
    as: async (other) => {
      const folder = name.includes("/") ? name.slice(0, name.lastIndexOf("/") + 1) : "";
      const done = await save({ as: other.includes("/") ? other : folder + other, again: true });
      if (done) { sessionStorage.removeItem(HERE); unsaved(0); location.assign(`/f/${done.file.replace(/\.ya?ml$/i, "").split("/").map(encodeURIComponent).join("/")}/text`); }
    },
    let_go: () => { sessionStorage.removeItem(HERE); unsaved(0); location.assign("/"); },
  });
  state();
}

function refused(error) {
  const lost = !(error instanceof Refused);
  notice("error", lost ? "The workbench does not answer. What you type stays on this page and in this browser." : error.message);
}

async function load() {
  const stored = await ask("/api/draft", { name });
  ({ file } = stored);
  $("#name").textContent = file.split("/").pop();
  [base, saved] = [stored.hash, stored.text];
  editor.load(stored.text);
  built = stored.built;
  if (built) notice("note", "This is part of a built folder, as its manifest binds it. To change it, change the draft it was built from and build again.");
  let here = null;
  try { here = JSON.parse(sessionStorage.getItem(HERE)); } catch { /* nothing was kept */ }
  await holdBack();
  if (here && here.text !== stored.text && mayWrite()) {
    saved = here.base; // what it was begun from: another's change is merged
    editor.load(here.text);
  } else if (stored.unsaved !== null && mayWrite()) {
    restore({
      back: () => { editor.go(1); editor.area.select(); editor.insert(stored.unsaved); },
      drop: () => send("/api/forget", { file }).catch(() => {}),
    });
  }
  state();
  await judge();
  ready = true;
  state();
  if (editor.text !== saved) later();
}

// The file changed on the disk: take it where nothing is typed here, else merge; what it rests on: judge again.
async function changed(news) {
  if (writing) await writing;
  if (file in news && (news[file] !== base || gone)) {
    let stored;
    try { stored = await ask("/api/draft", { name }); } catch (error) {
      if (error instanceof Refused && error.status === 404) { isGone(); return; }
      throw error;
    }
    if (stored.hash === base && !gone) return;
    gone = false;
    if (editor.text === saved || !mayWrite()) {
      take(stored);
      if (mayWrite()) notice("note", "This file was changed elsewhere. You see it as it is now.");
    } else save();
  } else if (Object.keys(news).some((each) => each !== file)) later();
}

// ---------------------------------------------------------------- find

function finder(open) {
  $("#finder").hidden = !open;
  $("#find").setAttribute("aria-expanded", String(open));
  if (open) { $("#sought").focus(); $("#sought").select(); } else editor.area.focus();
}

function findNext() {
  const sought = $("#sought").value.toLowerCase(), text = editor.text.toLowerCase();
  const hits = sought ? text.split(sought).length - 1 : 0;
  $("#hits").textContent = sought ? `${hits} found` : "";
  if (!hits) return;
  const from = editor.area.selectionEnd;
  const at = text.indexOf(sought, from) >= 0 ? text.indexOf(sought, from) : text.indexOf(sought);
  editor.area.setSelectionRange(at, at + sought.length);
  editor.show(editor.caret().line);
}

$("#finder").addEventListener("submit", (event) => { event.preventDefault(); findNext(); });
$("#sought").addEventListener("keydown", (event) => { if (event.key === "Escape") finder(false); });
$("#find-close").addEventListener("click", () => finder(false));
$("#find").addEventListener("click", () => finder($("#finder").hidden));
$("#wrap").addEventListener("change", (event) => editor.wrap(event.target.checked));
$("#save").addEventListener("click", () => save());
$("#undo").addEventListener("click", () => { editor.area.focus(); document.execCommand("undo"); });
$("#redo").addEventListener("click", () => { editor.area.focus(); document.execCommand("redo"); });
$("#next").addEventListener("click", next);
$("#explain").addEventListener("click", explainHere);
$("#zoom").addEventListener("change", (event) => { sheet.size = event.target.value; sheet.fit(); });
document.addEventListener("keydown", (event) => {
  const key = event.key.toLowerCase(), control = event.ctrlKey || event.metaKey;
  if (control && key === "s") { event.preventDefault(); if (mayWrite()) save(); }
  if (control && key === "k") { event.preventDefault(); explainHere(); }
  if (control && key === "f") { event.preventDefault(); finder(true); }
  if (control && key === " ") { event.preventDefault(); if (mayWrite()) offers.open(); }
  if (event.key === "F8") { event.preventDefault(); next(); }
  if (event.key === "Escape") hide();
});
onCtrlZ(name);

about().then((known) => {
  readOnly = known.read_only;
  if (!readOnly) hold(name, (now) => { mine = now; state(); list(); if (mine) sayHeld(); });
  return load();
}).then(() => listen({ files: changed }, async () => { await changed({ [file]: "?" }); judge(); })).catch((error) => {
  document.documentElement.dataset.ready = "yes";
  refused(error);
});
