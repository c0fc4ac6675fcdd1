// New filing: which form, for whom, of which company; then what happened, on the same page.

import { $, about, ask, el, send } from "./shared.js";
import { standing } from "./frame.js";
import { PrepareScreen } from "./prepare-screen.js";
import { textOf } from "./paste-box.js";

const FORMS = [
  ["4", "Something happened: Form 4", "Bought, sold, given, granted, exercised: within two business days."],
  ["3", "New insider: Form 3", "Within ten days of becoming a director, an officer or a 10% owner."],
  ["5", "Year end: Form 5", "What was deferred, or should have been reported in the year."],
  ["A", "Correct a filing: 3/A, 4/A, 5/A", "Choose it from what is on record."],
];
const answers = () => ({ form: "", file: "", issuer: "", owners: [], events: [], positions: [], counted: {}, period: "", nothing: false, unfinished: false, rows: {} });
const state = answers();
let known = null, screen = null, readOnly = false, dropped = null, oneForAll = "";

function choice(type, name, value, text, small, checked, changed) {
  const id = `${name}-${value}`;
  const input = el("input", { type, name, id, value, checked, "aria-describedby": small ? `${id}-more` : null });
  input.addEventListener("change", () => changed(input));
  return el("div", { class: "choice" }, input, el("span", {}, el("label", { for: id }, el("b", { text })), small ? el("small", { id: `${id}-more`, text: small }) : ""));
}

function forms() {
  return el("fieldset", { class: "choices" }, el("legend", { text: "What do you file?" }), FORMS.map(([value, text, small]) =>
    choice("radio", "form", value, text, small, state.form === value, () => { state.form = value; restart(); })));
}

function people() {
  if (!known.people.length) return el("p", { class: "told warning" }, "Nobody is known here yet. ", el("a", { href: "/start", text: "Set up this folder" }), " with old filings, or add a person.");
  return el("fieldset", { class: "choices" }, el("legend", { text: "Who reports?" }), known.people.map((each) => choice("checkbox", "owner", each.key || each.cik, each.name, "", state.owners.includes(each.key || each.cik), (input) => {
    state.owners = input.checked ? [...state.owners, input.value] : state.owners.filter((one) => one !== input.value);
    restart();
  })), el("p", {}, el("a", { href: "/people", text: "Add a person" })));
}

// Asked where there are several: of one company there is nothing to choose.
function companies() {
  if (known.companies.length === 1) {
    state.issuer = known.companies[0].key || known.companies[0].cik;
    return el("p", { class: "quiet", text: `Of ${known.companies[0].name}, the one company of this folder.` });
  }
  const select = el("select", { id: "issuer" }, el("option", { value: "", text: "Choose" }), known.companies.map((each) => el("option", { value: each.key || each.cik, text: each.name, selected: state.issuer === (each.key || each.cik) })));
  select.addEventListener("change", () => { state.issuer = select.value; restart(); });
  return el("div", {}, el("label", { for: "issuer", text: "Of which company?" }), select);
}

function together() {
  if (state.owners.length < 2) return "";
  return el("fieldset", { class: "choices" }, el("legend", { text: "Who files together? The rows of one count for all:" }),
    choice("radio", "together", "yes", "Yes, one form for all", "One signature each.", oneForAll === "yes", () => { oneForAll = "yes"; restart(); }),
    choice("radio", "together", "no", "No, then separate forms", "Untick the others, and begin again for each.", oneForAll === "no", () => { oneForAll = "no"; restart(); }));
}

function drop() {
  const input = el("input", { type: "file", id: "given", class: "unseen", tabindex: "-1", "aria-hidden": "true", accept: ".csv,.tsv,.txt,.xlsx,.xml" });
  input.addEventListener("change", () => given(input.files[0]));
  const place = el("div", { class: "drop" }, el("p", { text: dropped ? `The broker's file ${dropped.name} waits for the person and the side of its trades.` : "Drop a broker's file here, or a filing to correct." }), el("button", { type: "button", text: "Choose a file", onclick: () => input.click() }), input);
  place.addEventListener("dragover", (event) => { event.preventDefault(); place.classList.add("over"); });
  place.addEventListener("dragleave", () => place.classList.remove("over"));
  place.addEventListener("drop", (event) => { event.preventDefault(); given(event.dataTransfer.files[0]); });
  return place;
}

async function given(file) {
  if (!file) return;
  if (/\.xml$/i.test(file.name)) { state.form = "A"; restart(); standing("note", `To correct ${file.name}, choose it from what is on record below; where it is not there yet, put it into the folder at Set up.`); return; }
  try {
    dropped = { name: file.name, text: await textOf(file, async (names) => names[0]) };
    state.form ||= "4";
    restart();
  } catch (error) { standing("error", error.message); }
}

function side() {
  if (!dropped || screen) return "";
  const take = (kind) => {
    state.events.push({ kind, values: {}, paste: { text: dropped.text, columns: [], days: "", side: false, commas: "", total: "", only: [], left_out: {}, keep: false }, at: null });
    dropped = null;
    restart();
  };
  return el("div", { class: "told note" }, el("p", { text: `What are the trades in ${dropped.name}?` }), el("p", { class: "bar" }, el("button", { type: "button", text: "They were sold", onclick: () => take("sale") }), el("button", { type: "button", text: "They were bought", onclick: () => take("purchase") })));
}

const FILED = { list: null };
async function filed(place) {
  FILED.list ??= await ask("/api/prepare/on-record");
  place.replaceChildren(FILED.list.length ? el("ul", { class: "plain-list" }, FILED.list.map((each) => el("li", { class: "card" }, el("p", { text: each.words }), el("p", { class: "bar" }, el("button", { type: "button", class: "thin writes", text: "Correct this filing", "aria-label": `Correct this filing: ${each.words}`, onclick: () => correct(each.file, place) })))))
    : el("p", { class: "told warning", text: "Nothing is on record in this folder: put the filing into it at Set up. Drafts are not in this list." }));
}

async function correct(file, place) {
  try {
    const plan = await send("/api/steps/amend/plan", { answers: { filed: file } });
    const done = await send("/api/steps/amend/do", { answers: { filed: file }, hash: plan.hash });
    location.assign(`/f/${done.name.split("/").map(encodeURIComponent).join("/")}/prepare`);
  } catch (error) { place.prepend(el("p", { class: "told error", role: "alert", text: error.message })); }
}

function ready() {
  return state.form && state.form !== "A" && state.owners.length && state.issuer && (state.owners.length < 2 || oneForAll === "yes") && !dropped;
}

function restart() {
  const focus = document.activeElement?.id;
  const list = el("div", { id: "filed" });
  $("#choose").replaceChildren(...[forms(), !state.form ? drop() : "", ...(state.form && state.form !== "A" ? [people(), state.owners.length ? companies() : "", together(), state.owners.length ? side() : ""] : []),
    state.form === "A" ? list : ""].filter(Boolean));
  if (state.form === "A") filed(list).catch((error) => standing("error", error.message));
  if (focus) document.getElementById(focus)?.focus({ preventScroll: true });
  const form = document.documentElement.dataset;
  if (!ready()) { screen?.place.replaceChildren(); screen = null; form.ready = "yes"; return; }
  if (screen && screen.answers.form === state.form) { screen.answers.owners = [...state.owners]; screen.answers.issuer = state.issuer; screen.cards_(); screen.changed(); return; }
  screen = new PrepareScreen($("#prepare"), { known, answers: state, readOnly, moved });
  form.ready = "yes";
}

// The first write makes the file: from then on this page is that filing's.
function moved({ name }, first) {
  if (!first) return;
  location.replace(`/f/${name.split("/").map(encodeURIComponent).join("/")}/prepare`);
}

async function load() {
  const [about_, told] = await Promise.all([about(), ask("/api/prepare")]);
  readOnly = about_.read_only;
  known = told;
  restart();
}

load().catch((error) => standing("error", error.message));
