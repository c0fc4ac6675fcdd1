// Which filings the board shows, in which groups and order.

import { OVER, sameDay } from "./shared.js";

const DAY = 86_400_000;
const name = (line) => (line.owners[0] || line.stem).toLowerCase();
const text = (a, b) => (a < b ? -1 : a > b ? 1 : 0);
const byDue = (a, b) => (a.due ? Date.parse(a.due) : 1e16) - (b.due ? Date.parse(b.due) : 1e16) || text(name(a), name(b)) || text(a.file, b.file);
const byFiled = (a, b) => text(b.filed || b.due, a.filed || a.due) || text(a.file, b.file);
const over = (line) => OVER.includes(line.standing);

export function matches(line, find, show, at) {
  const open = !over(line);
  if (show === "mine" && !(open && !line.waits && line.standing !== "unknown")) return false;
  if (show === "waiting" && !(line.waits || line.standing === "unknown")) return false;
  if (show === "record" && open) return false;
  if (show === "open" && !open && !find && line.filed && at - new Date(line.filed) > 7 * DAY) return false;
  const words = `${line.owners.join(" ")} ${line.issuer} form ${line.form} ${line.story} ${line.file} ${line.accession} ${line.words}`.toLowerCase();
  return find.toLowerCase().split(/\s+/).every((word) => words.includes(word));
}

const weekday = new Intl.DateTimeFormat("en-US", { timeZone: "America/New_York", weekday: "short" });
const dayOfWeek = (at) => ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"].indexOf(weekday.format(at));
const key = new Intl.DateTimeFormat("en-CA", { timeZone: "America/New_York", year: "numeric", month: "2-digit", day: "2-digit" });
const dayNumber = (at) => Math.round(Date.parse(key.format(new Date(at))) / DAY);

function whenDue(line, at) {
  if (over(line)) return "gone";
  if (line.unreadable) return "unreadable";
  if (!line.due) return "none";
  if (new Date(line.due) < at) return "late";
  if (sameDay(line.due, at)) return "today";
  return dayNumber(line.due) - dayNumber(at) <= 6 - dayOfWeek(at) ? "week" : "later";
}

const DUE = [["unreadable", "Cannot be opened"], ["late", "Late"], ["today", "Due today"], ["week", "This week"], ["later", "Later"], ["none", "No fixed day"], ["gone", "Sent or on record"]];
const STEP_ORDER = ["prepare", "review", "build", "sign", "file", "live"];

// Steps that are done for several filings at once, and the page that does them; LIVE is never one of them.
const TOGETHER = { sign: "/sign", build: "/build", review: "/review", file: "/test" };
const pages = new Set();
export const together = (...made) => { for (const each of made) pages.add(each); };

function all(step, lines) {
  const page = TOGETHER[step];
  if (!page || !pages.has(page) || lines.length < 2 || lines[0].button === "Read why" || lines[0].waits) return null;
  const asked = new URLSearchParams(lines.map((line) => ["name", line.name]));
  return { href: `${page}?${asked}`, words: `Do all ${lines.length}` };
}

export const ORDERS = {
  due: (lines, at) => DUE.map(([kind, title]) => {
    const found = lines.filter((line) => whenDue(line, at) === kind);
    return { key: kind, title, lines: found.sort(kind === "gone" ? byFiled : byDue) };
  }),
  step: (lines) => {
    const found = Map.groupBy ? Map.groupBy(lines, (line) => line.button) : groupBy(lines, (line) => line.button);
    const groups = [...found].map(([title, each]) => ({ key: title, title, lines: each.sort(byDue), all: all(each[0].next, each) }));
    const rank = (group) => (over(group.lines[0]) ? 99 : STEP_ORDER.indexOf(group.lines[0].next));
    return groups.sort((a, b) => rank(a) - rank(b) || text(a.title, b.title));
  },
  person: (lines) => [...groupBy(lines, (line) => line.owners[0] || "Not known yet")].sort(([a], [b]) => text(a.toLowerCase(), b.toLowerCase()))
    .map(([title, each]) => ({ key: title, title, lines: each.sort(byDue) })),
  week: (lines, at) => lines.filter((line) => whenDue(line, at) === "week").length,
};

function groupBy(lines, of) {
  const found = new Map();
  for (const line of lines) { const at = of(line); if (!found.has(at)) found.set(at, []); found.get(at).push(line); }
  return found;
}

export const grouped = (lines, order, at) =>
  ORDERS[order](lines, at).filter((group) => group.lines.length).map((group) => ({ ...group, count: group.lines.length }));
