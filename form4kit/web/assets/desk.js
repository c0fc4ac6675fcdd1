// The desk: a draft on one side, the form it prints on the other, and what is found between them.

import { $, about, ask, dueCell, el, listen, Refused, send } from "./shared.js";
import { Editor, RANK } from "./editor.js";
import { markdown } from "./markdown.js";
import { conflict, notice, restore } from "./notices.js";
import { Sheet } from "./sheet.js";

const PAUSE = 90; // milliseconds without a key before the draft is judged
const file = new URLSearchParams(location.search).get("file") || "";
let base = "", saved = "", seen = "", findings = [], readOnly = false, timer = null, asking = null, ready = false;

const editor = new Editor($("#editor"), {
  changed: () => { later(); state(); },
  moved: ({ line }) => { sheet.point(line, true); current(line); },
  pointed,
  gutter: (line) => {
    editor.go(line);
    const at = findings.findIndex((each) => each.range[0] === line);
    if (at >= 0) focusFinding(at);
  },
});
const sheet = new Sheet($("#sheet"), {
  chosen(spot) {
    const [line, column] = sheet.spots[spot];
    editor.go(line, column);
    sheet.point(line, false);
    current(line);
  },
});

// ---------------------------------------------------------------- judging

function later() {
  clearTimeout(timer);
  timer = setTimeout(judge, PAUSE);
}

async function judge() {
  clearTimeout(timer);
  asking?.abort();
  asking = new AbortController();
  const text = editor.text;
  try {
    const answer = await send("/api/judge", { file, text, keep: ready && text !== saved ? base : null }, asking.signal);
    if (text !== editor.text) return;
    seen = text;
    show(answer);
  } catch (error) {
    if (error.name !== "AbortError") refused(error);
  }
}

function show(answer) {
  findings = answer.findings;
  editor.show_findings(findings);
  if (answer.html) sheet.draw(answer.html, answer.spots, answer.sums);
  sheet.show_findings(findings);
  $("#sheet").classList.toggle("stale", !answer.html);
  $("#told").textContent = [answer.form && `Form ${answer.form}`, answer.story].filter(Boolean).join(": ");
  $("#due").replaceChildren(answer.due ? "Due " : "", dueCell(answer.due));
  list();
  document.documentElement.dataset.judged = String(Number(document.documentElement.dataset.judged || 0) + 1);
  document.documentElement.dataset.ready = "yes";
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
    readOnly ? "" : el("div", { class: "acts" },
      found.mends.map((mend) => el("button", { type: "button", class: "mend", text: mend.title, onclick: () => editor.replace(mend.edits) })),
      found.can_be_allowed ? el("button", { type: "button", class: "allow", text: "Allow, with a reason", "aria-expanded": "false", onclick: (event) => reason(event.target, found) }) : "",
      el("button", { type: "button", text: "Why?", "aria-label": `Why ${found.rule}?`, onclick: (event) => explain(...found.range.slice(0, 2), event.target.getBoundingClientRect()) })));
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
}

function next() {
  const { line, column } = editor.caret();
  const places = findings.map((each, at) => [each.range, at]).filter(([, at]) => findings[at].allowed === null)
    .sort(([a], [b]) => a[0] - b[0] || a[1] - b[1]);
  if (!places.length) return;
  const after = places.find(([range]) => range[0] > line || (range[0] === line && range[1] > column));
  goTo((after || places[0])[1]);
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

function hide() { $("#hover").hidden = true; }
$("#hover").addEventListener("mouseenter", () => clearTimeout(hoverTimer));
$("#hover").addEventListener("mouseleave", hide);

// ---------------------------------------------------------------- the file

function state(words) {
  const changed = editor.text !== saved;
  $("#save").disabled = readOnly || !changed;
  $("#state").textContent = words || (readOnly ? "Reading only" : changed ? "Not saved" : "Saved");
  document.title = `${changed ? "* " : ""}${file} - form4kit`;
}

async function save(over = base) {
  const text = editor.text;
  try {
    const answer = await send("/api/save", { file, text, base: over });
    [base, saved] = [answer.hash, text];
    $("#notices").replaceChildren();
    state();
  } catch (error) {
    if (error.status === 409 && error.answer.hash !== undefined) differs(error.answer);
    else refused(error);
  }
}

function differs(now) {
  conflict(editor.text, now.text, {
    mine: () => save(now.hash),
    theirs: () => {
      editor.go(1);
      editor.area.select();
      editor.insert(now.text);
      [base, saved] = [now.hash, now.text];
      $("#notices").replaceChildren();
      send("/api/forget", { file }).catch(() => {});
      state();
    },
  });
}

function refused(error) {
  const gone = !(error instanceof Refused);
  notice("error", gone ? "The server does not answer. Your text stays on this page: start form4kit serve again, or copy it." : error.message);
}

async function load() {
  const stored = await ask("/api/draft", { file });
  [base, saved] = [stored.hash, stored.text];
  editor.load(stored.text);
  if (stored.built) {
    readOnly = editor.area.readOnly = true;
    notice("note", "This is part of a built folder, as its manifest binds it. To change it, change the draft it was built from and build again.");
  }
  if (stored.unsaved !== null && !readOnly) {
    restore({
      back: () => { editor.go(1); editor.area.select(); editor.insert(stored.unsaved); },
      drop: () => send("/api/forget", { file }).catch(() => {}),
    });
  }
  state();
  await judge();
  ready = true;
}

// The file changed on the disk: take it where nothing is typed here, else say so; what it rests on: judge again.
async function changed(news) {
  if (file in news && news[file] !== base) {
    if (news[file] === "") { notice("warning", "This file was removed or renamed elsewhere. Save writes it anew."); base = ""; return; }
    const stored = await ask("/api/draft", { file });
    if (stored.hash === base) return;
    if (editor.text === saved) {
      const { line, column } = editor.caret();
      [base, saved] = [stored.hash, stored.text];
      editor.load(stored.text);
      editor.show(Math.min(line, stored.text.split("\n").length), column);
      notice("note", "This file was changed elsewhere. You see it as it is now.");
      state();
      judge();
    } else differs(stored);
  } else if (Object.keys(news).some((name) => name !== file)) later();
}

$("#name").textContent = file;
$("#save").addEventListener("click", () => save());
$("#undo").addEventListener("click", () => { editor.area.focus(); document.execCommand("undo"); });
$("#redo").addEventListener("click", () => { editor.area.focus(); document.execCommand("redo"); });
$("#next").addEventListener("click", next);
$("#explain").addEventListener("click", explainHere);
$("#zoom").addEventListener("change", (event) => { sheet.size = event.target.value; sheet.fit(); });
function explainHere() {
  const { line, column } = editor.caret();
  const box = editor.area.getBoundingClientRect();
  const top = box.top + (line - 0.5) * editor.lineHeight() - editor.area.scrollTop;
  explain(line, column, { left: box.left + 40, top, bottom: top + 1.5 * editor.lineHeight() });
}
document.addEventListener("keydown", (event) => {
  if ((event.ctrlKey || event.metaKey) && event.key === "s") { event.preventDefault(); if (!readOnly) save(); }
  if ((event.ctrlKey || event.metaKey) && event.key === "k") { event.preventDefault(); explainHere(); }
  if (event.key === "F8") { event.preventDefault(); next(); }
  if (event.key === "Escape") hide();
});
addEventListener("beforeunload", (event) => { if (editor.text !== saved) event.preventDefault(); });

about().then((known) => {
  readOnly = known.read_only;
  editor.area.readOnly = readOnly;
  return load();
}).then(() => listen({ files: changed }, async () => { changed({ [file]: "?" }); judge(); })).catch(refused);
