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

async function answered(response) {
  const text = await response.text();
  let answer = {};
  try { answer = JSON.parse(text); } catch { answer = { error: text.trim() }; }
  if (!response.ok) throw new Refused(response.status, answer);
  return answer;
}

export const ask = async (path, query = {}) =>
  answered(await fetch(`${path}?${new URLSearchParams(query)}`));

export const send = async (path, body, signal) =>
  answered(await fetch(path, {
    method: "POST", signal, headers: { "Content-Type": "application/json" }, body: JSON.stringify(body),
  }));

// Send a request whose answer comes line by line, each one JSON, as the work goes on.
export async function follow(path, body, each) {
  const response = await fetch(path, {
    method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body),
  });
  if (!response.ok) return answered(response);
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const { value, done } = await reader.read();
    rest += value || "";
    const lines = rest.split("\n");
    rest = lines.pop();
    for (const line of lines) if (line) each(JSON.parse(line));
    if (done) return null;
  }
}

// Listen to what changes. `on` has a function for each kind of news; `back` is called when the line is up again.
// A page that nobody sees lets go of its line: a browser has six of them for one server, and people many tabs.
export function listen(on, back = () => {}) {
  const status = $("#line");
  let feed = null, lost = false;
  const say = (words, state) => {
    status.textContent = words;
    document.documentElement.dataset.line = state;
  };
  const open = () => {
    feed = new EventSource("/api/changes");
    feed.addEventListener("hello", () => {
      if (lost) back();
      lost = false;
      say("live", "up");
    });
    feed.onerror = () => {
      lost = true;
      say("The server does not answer. What you typed stays on this page.", "down");
    };
    for (const [kind, act] of Object.entries(on)) feed.addEventListener(kind, (news) => act(JSON.parse(news.data)));
  };
  document.addEventListener("visibilitychange", () => {
    feed?.close();
    if (document.hidden) lost = true;
    else open();
  });
  addEventListener("pagehide", () => feed?.close());
  open();
}

export async function about() {
  const known = await ask("/api/about");
  $("#folder").textContent = known.folder + (known.read_only ? " (reading only)" : "");
  document.documentElement.dataset.readOnly = known.read_only;
  return known;
}

const MINUTE = 60_000, HOUR = 60 * MINUTE, DAY = 24 * HOUR;

// Say how long is left until an instant: {text: "in 5 h 12 min", kind: "soon"}.
export function left(instant, now = Date.now()) {
  const time = new Date(instant) - now;
  const length = Math.abs(time);
  const days = Math.floor(length / DAY), hours = Math.floor((length % DAY) / HOUR);
  const minutes = Math.floor((length % HOUR) / MINUTE);
  const text = days > 1 ? `${days} days${days < 10 && hours ? ` ${hours} h` : ""}`
    : days || hours ? `${days * 24 + hours} h ${minutes} min` : `${minutes} min`;
  if (time < 0) return { text: `overdue by ${text}`, kind: "over" };
  return { text: `in ${text}`, kind: time < 12 * HOUR ? "soon" : "" };
}

const clock = new Intl.DateTimeFormat("en-US", {
  timeZone: "America/New_York", weekday: "short", month: "short", day: "numeric", year: "numeric",
  hour: "2-digit", minute: "2-digit", hourCycle: "h23",
});
export const newYork = (instant) => `${clock.format(new Date(instant))} New York`;

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
