// The board: what must be done now. Every filing of the folder with its one next step, as the files are now.

import { $, about, ask, clockWords, dueWords, el, listen, now, OVER, sameDay } from "./shared.js";
import { address } from "./frame.js";
import { keys } from "./keys.js";
import { grouped, matching, ORDERS, whenDue } from "./board-order.js";
import { say } from "./say.js";
import { Step } from "./step.js";

const PART = 50; // rows in one part of the table, which is laid out only where it is seen
const AT_ONCE = 4; // parts that are made before the first paint; the rest when nothing else is to do
const NEAR = 600_000;

const lines = new Map(); // by the file's name
const rows = new Map(); // by the file's name: {line, day, row}
const parts = new Map(); // by the part's key: {body, keys}
const table = $("table.board");
const find = $("#find"), order = $("#order"), show = $("#show");
let shown = [], known = null, here = null, pending = null, later = null;

// ------------------------------------------------------------- one row

function row(line) {
  const due = dueWords(line);
  const name = line.owners[0] || line.stem, more = line.owners.length - 1;
  const who = more > 0 ? `${name} and ${more} more` : name;
  const what = line.story ? line.story[0].toUpperCase() + line.story.slice(1) : "";
  const cells = [
    cell("due", el("strong", { text: due.first }), el("span", { class: "sub", text: due.second })),
    cell(null, el("a", { class: "who", href: address(line.draft || line.name, "prepare"), tabindex: "-1", text: who }), el("span", { class: "sub", text: line.issuer || line.file })),
    cell(null, line.form ? el("span", { class: "form", text: line.form }) : ""),
    cell(null, line.unreadable ? `${line.file} cannot be opened: ${line.remark}. Tried again every 2 s.` : what,
      line.part ? el("span", { class: "sub", text: `Filing ${line.part} of ${line.becomes}` }) : "",
      line.detail ? el("span", { class: "sub", text: line.detail }) : "", ...line.marks.filter((each) => each.leads_to || each.kind === "amends").map(leading)),
    cell(null, dots(line), el("span", { class: "state", text: line.words }), ...chips(line)),
    cell("do", next(line, who)),
  ];
  return el("tr", { role: "row", class: due.kind || null, "data-file": line.file }, cells);
}

const cell = (kind, ...children) => el("td", { role: "cell", class: kind }, ...children);

const leading = (mark) => el("span", { class: "sub" },
  mark.leads_to ? el("a", { href: address(mark.leads_to, "prepare"), tabindex: "-1", text: mark.words[0].toUpperCase() + mark.words.slice(1) }) : mark.words[0].toUpperCase() + mark.words.slice(1));

function dots(line) {
  const marks = Array.from({ length: 7 }, (_, at) => el("i", { class: at < line.done ? "on" : null }));
  return el("span", { class: "dots", "aria-hidden": "true" }, marks);
}

const some = (count, one, many) => `${count} ${count === 1 ? one : many}`;

function chips(line) {
  const found = [];
  if (line.standing === "draft") {
    if (line.errors && !line.unreadable) found.push(el("span", { class: "chip error", text: some(line.errors, "error", "errors") }));
    if (line.questions) found.push(el("span", { class: "chip warning", text: some(line.questions, "answer missing", "answers missing") }));
  }
  for (const mark of line.marks) {
    if (mark.kind === "changed") found.push(el("span", { class: "chip warning", text: mark.words }));
    if (mark.kind === "suspended") found.push(el("span", { class: "chip error", text: mark.words }));
  }
  return found;
}

function next(line, who) {
  const kind = line.next === "live" ? "live" : line.waits ? "held" : line.standing === "recorded" ? "quietly"
    : dueWords(line).kind === "over" || (line.due && sameDay(line.due, now())) ? "first" : "";
  const place = line.next === "test" ? "file" : line.next;
  return el("a", { class: `button ${kind}`, tabindex: "-1", href: address(line.name, place), text: line.button, "aria-label": `${line.button}: ${who}, Form ${line.form || "not known"}${line.part ? `, ${line.part} of ${line.becomes}` : ""}` });
}

// ------------------------------------------------------------- the table

// Draw what the address asks for. A row whose line and day are as they were drawn stays as it is, with the focus.
function draw() {
  pending = null;
  performance.clearMeasures("board"); // how long the last drawing took, for who measures
  const start = performance.now(), at = now();
  const every = [...lines.values()].filter((line) => line.judged);
  shown = every.filter(matching(find.value, show.value, at));
  const groups = grouped(shown, ORDERS[order.value] ? order.value : "due", at);
  const wanted = [];
  for (const group of groups) {
    for (let first = 0; first < group.lines.length; first += PART) {
      wanted.push({ key: `${group.key}/${first / PART}`, group, first, lines: group.lines.slice(first, first + PART) });
    }
  }
  const focused = inFocus();
  const bodies = wanted.map((part, number) => body(part, number < AT_ONCE));
  const kept = new Set(wanted.map((part) => part.key));
  for (const key of parts.keys()) if (!kept.has(key)) parts.delete(key);
  const old = [...table.tBodies];
  if (old.length !== bodies.length || bodies.some((each, number) => each !== old[number])) {
    for (const each of old) if (!bodies.includes(each)) each.remove();
    let last = table.tHead;
    for (const each of bodies) { if (last.nextElementSibling !== each) last.after(each); last = each; }
  }
  refocus(focused);
  summary(every, at);
  rove();
  fill();
  performance.measure("board", { start });
}

// Which row has the focus, and whether its button has it.
function inFocus() {
  const file = table.contains(document.activeElement) && document.activeElement.closest("tr[data-file]")?.dataset.file;
  return file ? { file, button: document.activeElement.classList.contains("button") } : null;
}

// Give the focus back to a row that was drawn anew, in whichever group it stands now.
function refocus(focused) {
  if (!focused || table.contains(document.activeElement)) return;
  table.querySelector(`tr[data-file="${CSS.escape(focused.file)}"] ${focused.button ? ".button" : "a"}`)?.focus({ preventScroll: true });
}

function body(part, atOnce) {
  const made = parts.get(part.key) ?? { body: el("tbody", { role: "rowgroup" }), drawn: null, head: "" };
  parts.set(part.key, made);
  made.body.setAttribute("aria-label", part.group.title);
  made.body.classList.toggle("few", part.lines.length < 12);
  made.part = part;
  if (made.drawn || atOnce) paint(made);
  return made.body;
}

function paint(made) {
  const { part } = made;
  const day = Math.floor(now() / 60_000); // words of a row hold for this minute; ticking keeps them current
  const list = part.lines.map((line) => {
    const before = rows.get(line.file);
    if (before && before.line === line) return before.row;
    const after = { line, day, row: row(line) };
    rows.set(line.file, after);
    return after.row;
  });
  const head = part.first ? "" : JSON.stringify([part.group.title, part.group.count, part.group.all]);
  const same = made.drawn && made.head === head && made.drawn.length === list.length && list.every((each, at) => each === made.drawn[at]);
  if (same) return;
  const focused = inFocus();
  if (made.drawn && made.head === head && made.drawn.length === list.length) {
    list.forEach((each, at) => { if (each !== made.drawn[at] && made.drawn[at].isConnected) made.drawn[at].replaceWith(each); });
    if ([...made.body.querySelectorAll("tr[data-file]")].some((each, at) => each !== list[at])) made.body.replaceChildren(...heading(part), ...list);
  } else made.body.replaceChildren(...heading(part), ...list);
  Object.assign(made, { drawn: list, head });
  refocus(focused);
}

function heading(part) {
  if (part.first) return [];
  const { title, count, all } = part.group;
  return [el("tr", { role: "row", class: "group" },
    el("th", { role: "rowheader", scope: "rowgroup" }, `${title} `, el("span", { class: "quiet", text: String(count) })),
    el("td", { role: "cell" }, all ? el("a", { class: "button thin", href: all.href, text: all.words }) : ""))];
}

// Make the parts that are not on the screen yet, a few at a time, when nothing else is to do.
function fill() {
  if (later) return;
  const idle = window.requestIdleCallback ?? ((act) => setTimeout(() => act({ timeRemaining: () => 8 }), 16));
  later = idle((time) => {
    later = null;
    for (const made of parts.values()) {
      if (made.drawn) continue;
      paint(made);
      if (time.timeRemaining() < 4) break;
    }
    if ([...parts.values()].some((made) => !made.drawn)) fill();
    else { rove(); document.documentElement.dataset.filled = "yes"; }
  });
}

const soon = () => { pending ??= setTimeout(draw, 30); };

// ------------------------------------------------------------- what stands around it

function summary(every, at) {
  const count = {}, when = whenDue(at);
  for (const line of every) { const group = when(line); count[group] = (count[group] ?? 0) + 1; }
  const words = [["late", "late"], ["today", "due today"], ["week", "this week"], ["gone", "on record"]].filter(([group]) => count[group]).map(([group, word]) => `${count[group]} ${word}`);
  const told = `${some(lines.size, "filing", "filings")}${words.length ? `: ${words.join(", ")}` : ""}`;
  if ($("#summary").textContent !== told) $("#summary").textContent = told;
  const reading = lines.size - every.length;
  $("#reading-files").hidden = !reading;
  if (reading) $("#reading-files").textContent = `Reading ${every.length.toLocaleString("en-US")} of ${lines.size.toLocaleString("en-US")}. What is shown is right; more comes.`;
  const nothing = !shown.length && !reading;
  $("#panel").hidden = nothing && !every.length;
  $("#empty").hidden = !nothing;
  if (nothing) $("#empty").replaceChildren(...(every.length ? none(every) : first()));
}

function none(every) {
  const all = () => { find.value = ""; show.value = "open"; changed(); find.focus(); };
  const words = find.value ? `No filing fits '${find.value}'. ` : "Nothing of that kind. ";
  return [words, el("button", { type: "button", class: "link", text: `Show all ${every.length}`, onclick: all })];
}

const first = () => ["Nothing here yet. ", el("a", { class: "button thin writes", href: "/start", text: "Set up this folder" }), " or ", el("a", { class: "button thin writes", href: "/new", text: "New filing" })];

const day = new Intl.DateTimeFormat("en-US", { timeZone: "America/New_York", weekday: "long", month: "long", day: "numeric" });
const whole = new Intl.DateTimeFormat("en-US", { timeZone: "UTC", month: "long", day: "numeric", year: "numeric" });

function clock() {
  const at = now();
  const words = `${day.format(at)}, ${clockWords(at)}`;
  if ($("#now").textContent !== words) $("#now").textContent = words;
  const hour = Number(new Intl.DateTimeFormat("en-US", { timeZone: "America/New_York", hour: "numeric", hourCycle: "h23" }).format(at));
  const open = hour >= 6 && hour < 22;
  const told = open ? "EDGAR counts what it takes until 10:00 p.m. as today's" : "EDGAR counts what it takes now as of its next business day";
  if ($("#cut-off").textContent !== told) $("#cut-off").textContent = told;
}

function foot() {
  const passed = known.passed_over ?? [];
  $("#passed").hidden = !passed.length;
  $("#passed summary").textContent = `${some(passed.length, "file", "files")} passed over`;
  $("#passed ul").replaceChildren(...passed.slice(0, 200).map((name) => el("li", { text: `${name} is no filing` })));
  $("#rules").textContent = `Rules in force since ${whole.format(new Date(known.rules_since))}.`;
  const past = new Date(known.closures_through) < new Date(now().toISOString().slice(0, 10));
  $("#closures").className = past ? "past" : "";
  $("#closures").textContent = `Closures of EDGAR are known ${past ? "only " : ""}to ${whole.format(new Date(known.closures_through))}${past ? ": look on sec.gov for newer ones" : ""}.`;
}

// ------------------------------------------------------------- time passes

const told = new Set();
let minute = -1;

function tick() {
  const at = now(), fresh = Math.floor(at / 60_000) !== minute;
  if (document.documentElement.dataset.line !== "up") return; // nothing ticks as if it were live
  if (fresh) { minute = Math.floor(at / 60_000); clock(); }
  let moved = false;
  for (const [file, { line, row: drawn }] of rows) {
    if (!line.due || OVER.includes(line.standing)) continue;
    const rest = new Date(line.due) - at;
    if (!fresh && (rest > NEAR || rest < 0)) continue;
    const words = dueWords(line, at);
    const place = drawn.firstElementChild.lastElementChild;
    if (place.textContent !== words.second) place.textContent = words.second;
    const head = drawn.firstElementChild.firstElementChild;
    if (head.textContent !== words.first) head.textContent = words.first;
    if (drawn.className !== words.kind) { drawn.className = words.kind; moved = true; }
    for (const left of [60, 30, 10]) {
      const key = `${file} ${left}`;
      if (rest > 0 && rest <= left * 60_000 && rest > (left - 1) * 60_000 && !told.has(key)) {
        told.add(key);
        say(`${short(line)}, due in ${left} minutes`);
      }
    }
  }
  if (moved) soon();
}
setInterval(tick, 1000);

const short = (line) => `${(line.owners[0] || line.stem).split(" ")[0]}, Form ${line.form}`;

let changes = new Map(), saying = null;
function announce(line) {
  if (!lines.has(line.file) || !shown.some((each) => each.file === line.file)) return;
  const before = lines.get(line.file);
  if (!before.judged || !line.judged || (before.words === line.words && before.errors === line.errors && before.questions === line.questions)) return;
  changes.set(line.file, `${short(line)}: ${line.words.toLowerCase()}`);
  saying ??= setTimeout(() => {
    const words = [...changes.values()];
    say(words.slice(0, 3).join("; ") + (words.length > 3 ? `; and ${words.length - 3} more changed` : ""));
    changes = new Map();
    saying = null;
  }, 2000);
}

// ------------------------------------------------------------- keys

const links = (file) => [...(rows.get(file)?.row.isConnected ? rows.get(file).row.querySelectorAll("a") : [])];

// Tab goes through the links of one row, then out of the table; arrow keys choose the row.
function rove() {
  if (!here || !links(here).length) here = table.querySelector("tr[data-file]")?.dataset.file ?? null;
  if (here) for (const link of links(here)) link.tabIndex = 0;
}

function to(file) {
  if (here) for (const link of links(here)) link.tabIndex = -1;
  here = file;
  for (const link of links(file)) link.tabIndex = 0;
  const row = table.querySelector(`tr[data-file="${CSS.escape(file)}"]`);
  row.querySelector(".button").focus();
  row.scrollIntoView({ block: "nearest" });
}

table.addEventListener("keydown", (key) => {
  const at = document.activeElement.closest("tr[data-file]");
  const step = { ArrowDown: 1, ArrowUp: -1, Home: -1e9, End: 1e9 }[key.key];
  if (!at || !step || key.ctrlKey || key.altKey || key.metaKey) return;
  const every = [...table.querySelectorAll("tr[data-file]")];
  const number = Math.max(0, Math.min(every.length - 1, every.indexOf(at) + step));
  key.preventDefault();
  to(every[number].dataset.file);
});
table.addEventListener("focusin", (event) => {
  const at = event.target.closest("tr[data-file]")?.dataset.file;
  if (at && at !== here) { const before = here; here = at; if (before) for (const link of links(before)) link.tabIndex = -1; for (const link of links(at)) link.tabIndex = 0; }
});
// Take back the last that was done for the filing of the row that has the focus.
async function undo(file) {
  const line = lines.get(file), step = new Step("undo");
  step.answers = { name: line.name };
  const plan = await step.ask();
  const why = plan ? plan.refusals[0]?.words : step.error?.status === 404 ? "" : step.error?.message;
  if (!plan || plan.refusals.length) { if (why) told_of_undo(why, "warning"); return; }
  if (await step.carryOut()) told_of_undo(`${plan.sentence.replace(/^Take back/, "Taken back:")}`, "good");
}

function told_of_undo(words, kind) {
  $("#undone").hidden = false;
  $("#undone").className = `told ${kind}`;
  $("#undone").textContent = words;
}

table.addEventListener("keydown", (key) => {
  const at = key.target.closest("tr[data-file]");
  if (!at || key.key.toLowerCase() !== "z" || !(key.ctrlKey || key.metaKey) || key.shiftKey || key.altKey) return;
  key.preventDefault();
  undo(at.dataset.file);
});
keys({
  "/": () => { find.focus(); find.select(); },
  n: () => { location.href = "/new"; },
  o: () => { const row = document.activeElement.closest("tr[data-file]"); row?.querySelector(".who").click(); },
  j: () => first_row(), ArrowDown: () => first_row(),
});
function first_row() { if (here && document.activeElement === document.body) to(here); }

// ------------------------------------------------------------- the address has what is shown

function changed() {
  const asked = new URLSearchParams();
  if (order.value !== "due") asked.set("order", order.value);
  if (show.value !== "open") asked.set("show", show.value);
  if (find.value) asked.set("find", find.value);
  history.replaceState(null, "", asked.size ? `/?${asked}` : "/");
  draw();
  if (shown.length !== lines.size) say(some(shown.length, "filing", "filings"));
}

function fromAddress() {
  const asked = new URLSearchParams(location.search);
  for (const [field, name] of [[order, "order"], [show, "show"]]) {
    const value = asked.get(name);
    field.value = [...field.options].some((each) => each.value === value) ? value : field.options[0].value;
  }
  find.value = asked.get("find") ?? "";
}

$("#search").addEventListener("submit", (event) => event.preventDefault());
for (const field of [order, show]) field.addEventListener("change", changed);
let typing = null;
find.addEventListener("input", () => { clearTimeout(typing); typing = setTimeout(changed, 60); });
addEventListener("popstate", () => { fromAddress(); draw(); });

async function load() {
  const [found] = await Promise.all([ask("/api/board"), about()]); // no time is told before the clock is known
  lines.clear();
  for (const line of found) lines.set(line.file, line);
  draw();
  document.documentElement.dataset.ready = "yes";
}

fromAddress();
clock();
listen({
  board(news) {
    for (const line of news.changed) { announce(line); lines.set(line.file, line); }
    for (const file of news.gone) { lines.delete(file); rows.delete(file); }
    soon();
  },
  looked(news) { if (known) { known.passed_over = news.passed_over; foot(); } soon(); },
}, load);
about().then((told) => {
  known = told;
  clock();
  foot();
  if (told.empty && !told.read_only && !sessionStorage.getItem("form4kit.started")) {
    sessionStorage.setItem("form4kit.started", "yes");
    fetch("/start", { method: "HEAD" }).then((answer) => { if (answer.ok) location.replace("/start"); });
  }
});
load();
