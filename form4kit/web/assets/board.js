// The board: every filing of the folder, the most urgent first, as it is on the disk now.

import { $, about, ask, byDue, counts, dueCell, el, listen, stateChip, STEPS } from "./shared.js";

const FIRST = 300; // rows drawn at once; the rest on demand, so that 2,000 drafts are there in a moment
const entries = new Map();
const drawn = new Map();
let all = false;
let waiting = null;
let passedOver = []; // the YAML and XML files of the folder that are no filing

const search = $("#search"), state = $("#state"), body = $("#rows");

function wanted(entry) {
  if (state.value && entry.state !== state.value) return false;
  const words = `${entry.file} ${entry.issuer} ${entry.owners.join(" ")} ${entry.story} form ${entry.form}`.toLowerCase();
  return search.value.toLowerCase().split(/\s+/).every((word) => words.includes(word));
}

function row(entry) {
  const name = entry.owners[0] || "";
  const more = entry.owners.length - 1;
  const over = entry.due && Date.parse(entry.due) < Date.now() && entry.state !== "recorded";
  const file = entry.built
    ? el("span", { class: "file mono", text: `${entry.folder || entry.file} (built)` })
    : el("a", { class: "file mono", href: `/desk?${new URLSearchParams({ file: entry.file })}`, text: entry.file });
  const cells = [
    el("td", {}, entry.judged ? dueCell(entry.due) : el("span", { class: "quiet", text: "reading" })),
    el("td", { text: entry.form }),
    el("td", { text: more > 0 ? `${name} and ${more} more` : name }),
    el("td", { text: entry.issuer }),
    el("td", { text: entry.story }),
    el("td", {}, entry.judged ? counts(entry) : ""),
    el("td", {}, stateChip(entry), entry.remark ? el("span", { class: "remark", text: entry.remark }) : "",
      entry.folder && STEPS.includes(entry.state) ? el("a", { class: "small proof", href: `/api/proof?${new URLSearchParams({ folder: entry.folder })}`, download: true, text: "proof", "aria-label": `Proof of ${entry.folder} as PDF` }) : ""),
    el("td", {}, file),
  ];
  for (const cell of cells) cell.setAttribute("role", "cell"); // said outright: a narrow page lays them out as cards
  return el("tr", { role: "row", class: over ? "over" : null, "data-file": entry.file }, cells);
}

// Draw the rows in order; one whose entry is as it was drawn stays as it is, with the focus in it.
function draw() {
  waiting = null;
  const shown = [...entries.values()].filter(wanted).sort(byDue);
  const rows = (all ? shown : shown.slice(0, FIRST)).map((entry) => {
    const kept = drawn.get(entry.file);
    if (kept && kept.entry === entry) return kept.row;
    const made = { entry, row: row(entry) };
    drawn.set(entry.file, made);
    return made.row;
  });
  const focused = document.activeElement?.closest?.("tr")?.dataset.file;
  body.replaceChildren(...rows);
  if (focused) body.querySelector(`tr[data-file="${CSS.escape(focused)}"] a`)?.focus({ preventScroll: true });
  const more = shown.length - rows.length;
  $("#more").hidden = !more;
  $("#more").textContent = `Show ${more} more`;
  $("#empty").hidden = entries.size > 0;
  summary(shown);
}

function summary(shown) {
  const open = shown.filter((each) => each.state !== "recorded" && each.due);
  const over = open.filter((each) => Date.parse(each.due) < Date.now()).length;
  const reading = [...entries.values()].filter((each) => !each.judged).length;
  const parts = [`${shown.length} ${shown.length === 1 ? "filing" : "filings"}`];
  if (over) parts.push(`${over} overdue`);
  const wrong = shown.filter((each) => each.errors).length;
  if (wrong) parts.push(`${wrong} with errors`);
  if (reading) parts.push(`${reading} being read`);
  const passed = passedOver.length;
  if (passed) parts.push(`${passed} ${passed === 1 ? "file" : "files"} passed over`);
  $("#summary").textContent = parts.join(", ");
  $("#summary").title = passedOver.slice(0, 50).join("\n");
}

const soon = () => { waiting ??= setTimeout(draw, 60); };

async function load() {
  const found = await ask("/api/board");
  entries.clear();
  for (const entry of found) entries.set(entry.file, entry);
  draw();
  document.documentElement.dataset.ready = "yes";
}

search.addEventListener("input", soon);
state.addEventListener("change", soon);
$("#more").addEventListener("click", () => { all = true; draw(); });
listen({
  board(news) {
    for (const entry of news.changed) entries.set(entry.file, entry);
    for (const file of news.gone) { entries.delete(file); drawn.delete(file); }
    soon();
  },
  looked(news) { passedOver = news.passed_over; soon(); },
}, load);
about().then((known) => { passedOver = known.passed_over; soon(); });
load();
