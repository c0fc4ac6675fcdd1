// What every page of the workbench does alike: ask the server, listen to it, say how long is left.

export const $ = (selector, within = document) => within.querySelector(selector);

// Make an element: `el("a", {href: "/"}, "Board", other)`. Text is always text, never markup.
export function el(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (name === "text") made.textContent = value;
    else made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== ""));
  return made;
}

export class Refused extends Error {
  constructor(status, answer) {
    super(answer.error || "The workbench refused, and did not say why.");
    this.status = status;
    this.answer = answer;
  }
}

// Who is told that form4kit itself failed, beside who asked.
let crash = () => {};
export const onCrash = (act) => { crash = act; };

async function answered(response) {
  const text = await response.text();
  let answer = {};
  try { answer = JSON.parse(text); } catch { answer = { error: text.trim() }; }
  if (!response.ok) {
    const refused = new Refused(response.status, answer);
    if (response.status === 500) crash(refused);
    throw refused;
  }
  return answer;
}

export const ask = async (path, query = {}) =>
  answered(await fetch(`${path}?${new URLSearchParams(query)}`));

export const send = async (path, body, signal) =>
  answered(await fetch(path, {
    method: "POST", signal, headers: { "Content-Type": "application/json" }, body: JSON.stringify(body),
  }));

// The clock of the workbench: every page tells the time by it, as its steps do.
let skew = 0;
export const now = () => new Date(Date.now() + skew);
const setClock = (told) => { if (told?.now) skew = Date.parse(told.now) - Date.now(); };

// One line to the server for the whole page, whoever listens. A page that nobody sees lets go of it: a browser has
// six of them for one server, and people many tabs.
const hearers = [], backs = [], lineHearers = [];
let feed = null, lost = false, down = null, run = null, trying = 0, timer = null;
const heard = new Set();
const TRIES = [1000, 2000, 4000, 8000, 15000];

export const onLine = (hearer) => { lineHearers.push(hearer); };

function tellLine(state, words) {
  document.documentElement.dataset.line = state;
  if (down === state) return;
  down = state;
  const place = $("#line");
  if (state !== "up" && place) place.textContent = words;
  if (state === "up" && place && !lineHearers.length) place.textContent = "live";
  for (const each of lineHearers) each(state);
}

function hear(kind) {
  if (heard.has(kind) || !feed) return;
  heard.add(kind);
  feed.addEventListener(kind, (news) => {
    const told = JSON.parse(news.data);
    for (const on of hearers) on[kind]?.(told);
  });
}

function open() {
  clearTimeout(timer);
  feed?.close();
  feed = new EventSource("/api/changes");
  heard.clear();
  feed.addEventListener("hello", (news) => {
    const told = JSON.parse(news.data);
    setClock(told);
    trying = 0;
    run ??= told.run;
    tellLine("up");
    if (lost) for (const back of backs) back();
    lost = false;
    tick();
  });
  feed.addEventListener("tick", (news) => setClock(JSON.parse(news.data)));
  feed.onerror = () => {
    lost = true;
    feed.close();
    if (down !== "again") tellLine("down", "The workbench does not answer. What you type stays on this page and in this browser.");
    clearTimeout(timer);
    timer = setTimeout(look, TRIES[Math.min(trying++, TRIES.length - 1)]);
  };
  for (const on of hearers) for (const kind of Object.keys(on)) hear(kind);
}

// See whether the server is there again, and is the one that this page was opened by.
async function look() {
  try {
    const answer = await fetch("/api/about");
    const started = answer.headers.get("Form4kit-Started");
    if (answer.status === 403 && started) tellLine("again", `The workbench was started again at ${clockWords(started)} Open it from its icon once; this page then goes on where you are.`);
    if (answer.ok) { open(); return; }
  } catch { /* it is not there yet */ }
  timer = setTimeout(look, TRIES[Math.min(trying++, TRIES.length - 1)]);
}

// Listen to what changes. `on` has a function for each kind of news; `back` is called when the line is up again.
export function listen(on, back = () => {}) {
  hearers.push(on);
  backs.push(back);
  if (feed) { for (const kind of Object.keys(on)) hear(kind); return; }
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) { open(); return; }
    clearTimeout(timer);
    feed?.close();
    lost = true;
  });
  addEventListener("pagehide", () => { clearTimeout(timer); feed?.close(); });
  open();
}

export function stopListening() {
  clearTimeout(timer);
  feed?.close();
  down = "closed";
}

let known = null;
export function about() {
  known ??= ask("/api/about").then((told) => {
    setClock(told);
    $("#folder").textContent = told.folder;
    document.documentElement.dataset.readOnly = told.read_only;
    return told;
  });
  return known;
}

const MINUTE = 60_000, HOUR = 60 * MINUTE, DAY = 24 * HOUR;

// Say how long is left until an instant: {text: "in 5 h 12 min", kind: "soon"}.
export function left(instant, at = now()) {
  const time = new Date(instant) - at;
  const length = Math.ceil(Math.abs(time) / MINUTE) * MINUTE; // a minute that has begun is told whole
  const days = Math.floor(length / DAY), hours = Math.floor((length % DAY) / HOUR);
  const minutes = Math.floor((length % HOUR) / MINUTE);
  const text = days ? `${days.toLocaleString("en-US")} ${days === 1 ? "day" : "days"}${days < 10 && hours ? ` ${hours} h` : ""}`
    : hours ? `${hours} h ${minutes} min` : `${minutes} min`;
  if (time < 0) return { text: `overdue by ${text}`, kind: "over" };
  return { text: `in ${text}`, kind: time < 12 * HOUR ? "soon" : "" };
}

const clock = new Intl.DateTimeFormat("en-US", {
  timeZone: "America/New_York", weekday: "short", month: "short", day: "numeric", year: "numeric",
  hour: "2-digit", minute: "2-digit", hourCycle: "h23",
});
export const newYork = (instant) => `${clock.format(new Date(instant))} New York`;

const part = (options) => new Intl.DateTimeFormat("en-US", { timeZone: "America/New_York", ...options });
const dayKey = part({ year: "numeric", month: "2-digit", day: "2-digit" });
const shortDay = part({ weekday: "short", month: "short", day: "numeric" });
const hour = part({ hour: "numeric", minute: "2-digit" });
export const clockWords = (instant) => hour.format(new Date(instant)).replace("AM", "a.m.").replace("PM", "p.m.").replace("\u202f", " ");
export const sameDay = (a, b) => dayKey.format(new Date(a)) === dayKey.format(new Date(b));

// The day as one says it: Today, Tomorrow, then weekday and date.
export function dayWords(instant, at = now()) {
  if (sameDay(instant, at)) return "Today";
  if (sameDay(instant, new Date(at.getTime() + DAY))) return "Tomorrow";
  return shortDay.format(new Date(instant));
}

export const OVER = ["filed", "recorded"];

// When a filing is due: day and clock, then how long is left or how it went; `kind` is over, soon, gone or none.
export function dueWords(line, at = now()) {
  const late = (line.marks || []).find((each) => each.kind === "late");
  if (!line.due) {
    const amends = (line.form || "").endsWith("/A");
    return { first: "No fixed day", second: amends ? "file it promptly" : "", kind: OVER.includes(line.standing) ? "gone" : "" };
  }
  const first = `${dayWords(line.due, at)}, ${clockWords(line.due)}`;
  if (OVER.includes(line.standing)) return { first, second: late ? late.words : "filed in time", kind: "gone" };
  const time = new Date(line.due) - at;
  const { text, kind } = left(line.due, at);
  if (time < 0) return { first, second: text.replace("overdue by", "late by"), kind: "over" };
  if (time < 10 * MINUTE) return { first, second: `in ${Math.floor(time / MINUTE)} min ${Math.floor((time % MINUTE) / 1000)} s`, kind: "soon" };
  return { first, second: text, kind: kind || (sameDay(line.due, at) ? "soon" : "") };
}

// What is due, in words that tick: an element whose text `tick` keeps current.
export function dueCell(instant) {
  if (!instant) return el("span", { class: "quiet", text: "no deadline" });
  const { text, kind } = left(instant);
  return el("span", { class: `due ${kind}`, "data-due": instant, title: newYork(instant), text });
}

export function tick(within = document) {
  for (const cell of within.querySelectorAll("[data-due]")) {
    const { text, kind } = left(cell.dataset.due);
    if (cell.textContent !== text) cell.textContent = text;
    if (cell.className !== `due ${kind}`) cell.className = `due ${kind}`;
  }
}
setInterval(tick, 1000);

const WORDS = { errors: "error", warnings: "warning", notes: "note" };
export function counts(entry) {
  const chips = Object.entries(WORDS).filter(([key]) => entry[key]).map(([key, word]) =>
    el("span", { class: `chip ${word}`, text: `${entry[key]} ${word}${entry[key] === 1 ? "" : "s"}` }));
  if (entry.allowed) chips.push(el("span", { class: "chip plain", text: `${entry.allowed} allowed` }));
  return chips.length ? chips : [el("span", { class: "quiet", text: "none" })];
}

export const STATES = {
  draft: "plain", clean: "good", built: "note", "in a packet": "note", signed: "good", recorded: "good",
};
export const STEPS = ["built", "in a packet", "signed", "recorded"];
// What cannot be filed as it is, for want of a CCC say, is marked so, however far it has come.
export const stateChip = (entry) =>
  el("span", { class: `chip ${entry.remark ? "warning" : STATES[entry.state] || "plain"}`, text: entry.judged ? entry.state : "reading" });

// Earliest due first, so overdue before all; what has no deadline, or is on record, comes last, by name.
export function byDue(a, b) {
  const rank = (entry) => (entry.due && entry.state !== "recorded" ? Date.parse(entry.due) : 1e16);
  return rank(a) - rank(b) || (a.file < b.file ? -1 : a.file > b.file ? 1 : 0);
}

// Show what goes with the choices of a form: at each change, and at once for what was chosen before this script ran.
export function following(form, show) {
  form.addEventListener("change", show);
  show();
}
