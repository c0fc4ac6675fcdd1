// Which filings the board shows, in which groups and order.

import { OVER } from "./shared.js";

const DAY = 86_400_000;
const text = (a, b) => (a < b ? -1 : a > b ? 1 : 0);
const weekday = new Intl.DateTimeFormat("en-US", { timeZone: "America/New_York", weekday: "short" });
const dayOfWeek = (at) => ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"].indexOf(weekday.format(at));
const key = new Intl.DateTimeFormat("en-CA", { timeZone: "America/New_York", year: "numeric", month: "2-digit", day: "2-digit" });
export const dayNumber = (at) => Math.round(Date.parse(key.format(new Date(at))) / DAY);

// What order and groups ask of a line, found out once: days in New York take their time.
const known = new WeakMap();
const days = new Map();
export function facts(line) {
  let found = known.get(line);
  if (!found) {
    if (line.due && !days.has(line.due)) days.set(line.due, dayNumber(line.due));
    found = {
      over: OVER.includes(line.standing),
      due: line.due ? Date.parse(line.due) : 1e16,
      day: line.due ? days.get(line.due) : 1e9,
      filed: line.filed ? Date.parse(line.filed) : 0,
      name: (line.owners[0] || line.stem).toLowerCase(),
      words: `${line.owners.join(" ")} ${line.issuer} form ${line.form} ${line.story} ${line.file} ${line.accession} ${line.words}`.toLowerCase(),
    };
    known.set(line, found);
  }
  return found;
}

const byDue = (a, b) => facts(a).due - facts(b).due || text(facts(a).name, facts(b).name) || text(a.file, b.file);
const byFiled = (a, b) => (facts(b).filed || facts(b).due) - (facts(a).filed || facts(a).due) || text(a.file, b.file);

// A function that tells whether a line is shown.
export function matching(find, show, at) {
  const words = find.toLowerCase().split(/\s+/).filter(Boolean);
  return (line) => {
    const { over, filed, words: known } = facts(line), elsewhere = line.waits || line.standing === "unknown";
    if (show === "mine" && (over || elsewhere)) return false;
    if (show === "waiting" && !elsewhere) return false;
    if (show === "record" && !over) return false;
    if (show === "open" && over && !words.length && filed && at - filed > 7 * DAY) return false;
    return words.every((word) => known.includes(word));
  };
}

const DUE = [["unreadable", "Cannot be opened"], ["late", "Late"], ["today", "Due today"], ["week", "This week"], ["later", "Later"], ["none", "No fixed day"], ["gone", "Sent or on record"]];

// A function that tells in which group of days a line stands.
export function whenDue(at) {
  const today = dayNumber(at), sunday = today + 6 - dayOfWeek(at), instant = at.getTime();
  return (line) => {
    const { over, due, day } = facts(line);
    if (over) return "gone";
    if (line.unreadable) return "unreadable";
    if (!line.due) return "none";
    if (due < instant) return "late";
    return day === today ? "today" : day <= sunday ? "week" : "later";
  };
}

function groupBy(lines, of) {
  const found = new Map();
  for (const line of lines) {
    const at = of(line);
    if (!found.has(at)) found.set(at, []);
    found.get(at).push(line);
  }
  return found;
}

// Steps that one page does for several filings at once; LIVE is never one of them.
const TOGETHER = { build: "/build", sign: "/sign" };
const STEPS = ["prepare", "review", "build", "sign", "file", "live"];

function all(lines) {
  const page = lines[0].button === "Send the TEST" ? "/test" : TOGETHER[lines[0].next];
  if (!page || lines.length < 2) return null;
  return { href: `${page}?${new URLSearchParams(lines.map((line) => ["name", line.name]))}`, words: `Do all ${lines.length}` };
}

export const ORDERS = {
  due(lines, at) {
    const found = groupBy(lines, whenDue(at));
    return DUE.filter(([kind]) => found.has(kind)).map(([kind, title]) => ({ key: kind, title, lines: found.get(kind).sort(kind === "gone" ? byFiled : byDue) }));
  },
  step(lines) {
    const groups = [...groupBy(lines, (line) => line.button)].map(([title, each]) => ({ key: title, title, lines: each.sort(byDue), all: all(each) }));
    const rank = (group) => (facts(group.lines[0]).over ? 99 : STEPS.indexOf(group.lines[0].next));
    return groups.sort((a, b) => rank(a) - rank(b) || text(a.title, b.title));
  },
  person(lines) {
    return [...groupBy(lines, (line) => line.owners[0] || "Not known yet")].map(([title, each]) => ({ key: title, title, lines: each.sort(byDue) }))
      .sort((a, b) => text(a.title.toLowerCase(), b.title.toLowerCase()));
  },
};

export const grouped = (lines, order, at) => ORDERS[order](lines, at).map((group) => ({ ...group, count: group.lines.length }));
