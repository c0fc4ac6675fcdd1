// What happened? A form for each kind of event; the rows it makes are shown before anything is written.

import { $, about, ask, dueCell, el, listen, send } from "./shared.js";
import { markdown } from "./markdown.js";
import { notice } from "./notices.js";
import { Sheet } from "./sheet.js";

const POSITION = [
  ["name", "Name, for this draft", "common"], ["security", "Title of security", "Common Stock"],
  ["held", "Held before", "0"], ["indirect", "Held through (if indirect)", "By Smith Family Trust"],
];
const DERIVATIVE = [
  ["underlying", "Underlying security", "Common Stock"], ["exercise_price", "Exercise price, or a footnote", "12.50"],
  ["exercisable", "Exercisable from, or a footnote", "2027-03-01"], ["expires", "Expires on, or a footnote", "^no-expiration"],
];
let known = null, held = [], shown = null, shownFor = "", readOnly = false, fields = 0;

const sheet = new Sheet($("#sheet"), { chosen: () => {} });
const chosen = (id) => known[`${id}s`][$(`#${id}`).value] || {};
const NOTHING = { kind: "", help: "", fields: [], directions: [] };
const kind = () => known.kinds.find((each) => each.kind === $("#kind").value) || NOTHING;

function labelled(name, title, input, help) {
  const id = `field-${name}`;
  input.id = id;
  if (help) input.setAttribute("aria-describedby", `${id}-help`);
  return el("div", { class: input.tagName === "TEXTAREA" ? "wide" : null },
    el("label", { for: id, text: title }), input, help ? el("p", { class: "help quiet small", id: `${id}-help`, text: help }) : "");
}

const HELP = {
  price: "Per share in dollars. Leave it empty where there is none, as for a gift.",
  fills: "Paste the trades from the broker's confirmation with their line of heads: shares and price, and date, side, status and symbol where it has them. Leave shares and price above empty.",
  net: "The number of shares kept for the exercise price.",
  withheld: "The number of shares withheld for taxes.",
  note: "A footnote on the transaction, in your words.",
};

// Which way it went, where both are possible: nothing is chosen until the person chooses.
function direction() {
  const select = el("select", { name: "direction", required: true, onchange: drawSides }, el("option", { value: "", text: "choose" }),
    kind().directions.map(([value, text]) => el("option", { value, text })));
  return labelled("direction", "Which way it went", select, "Given or received is for you to say: the form's D or A follows from it.");
}

// Only the positions that the direction has can be chosen; one that is not asked for is not sent.
function drawSides() {
  const way = $("#fields [name=direction]");
  const sides = !way ? ["from", "to"] : { out: ["from"], in: ["to"], between: ["from", "to"] }[way.value] || [];
  for (const name of ["from", "to"]) {
    const select = $(`#fields [name=${name}]`);
    if (!select) continue;
    select.parentElement.hidden = !sides.includes(name);
    if (!sides.includes(name)) select.value = "";
  }
}

// Draw the fields of the kind; what was typed stays where the new kind has the field too.
function drawFields() {
  const before = values();
  $("#kind-help").replaceChildren(...markdown(kind().help));
  $("#fields").replaceChildren(...kind().fields.map(({ name, shape, title }) => {
    let input = el("input", { type: shape === "date" ? "date" : "text", name, autocomplete: "off", inputmode: shape === "number" ? "decimal" : null });
    if (shape === "position") input = positions(name);
    if (shape === "fills") input = el("textarea", { class: "plain", name, rows: "5", spellcheck: "false" });
    if (before[name]) input.value = before[name];
    return labelled(name, title, input, HELP[name]);
  }));
  if (kind().directions.length) $("#fields").prepend(direction());
  drawSides();
}

function positions(name) {
  const own = [...$("#positions").querySelectorAll("[data-part=name]")].map((input) => input.value.trim()).filter(Boolean);
  const select = el("select", { name }, el("option", { value: "", text: "choose" }),
    held.map((each) => el("option", { value: each.name, text: `${each.words}: ${each.balance === "?" ? "balance not certain" : Number(each.balance).toLocaleString("en-US")} held` })),
    own.map((each) => el("option", { value: each, text: `${each} (new)` })));
  return select;
}

function drawPositions() {
  for (const select of $("#fields").querySelectorAll("select[name=from], select[name=to]")) {
    const { value, name } = select;
    const fresh = positions(name);
    fresh.id = select.id;
    select.replaceWith(fresh);
    fresh.value = value;
  }
}

function addPosition() {
  fields += 1;
  const box = el("div", { class: "position grid" });
  const part = ([name, title, example]) => {
    const id = `position-${fields}-${name}`;
    return el("div", {}, el("label", { for: id, text: title }),
      el("input", { id, type: "text", "data-part": name, placeholder: example, autocomplete: "off", oninput: name === "name" ? drawPositions : null }));
  };
  const id = `position-${fields}-derivative`;
  const more = el("div", { class: "grid wide", hidden: true }, DERIVATIVE.map(part));
  const tick = el("input", { id, type: "checkbox", "data-part": "derivative", onchange: (event) => { more.hidden = !event.target.checked; } });
  box.append(...POSITION.map(part), el("div", { class: "wide" }, el("label", { class: "inline", for: id }, tick, "An option, a unit or another derivative (Table II)")), more,
    el("div", {}, el("button", { type: "button", text: "Remove", onclick: () => { box.remove(); drawPositions(); } })));
  $("#positions").append(box);
  box.querySelector("input").focus();
}

const values = () => Object.fromEntries([...$("#fields").querySelectorAll("[name]")].map((input) => [input.name, input.value]));

function asked() {
  const own = [...$("#positions").querySelectorAll(".position")].map((box) =>
    Object.fromEntries([...box.querySelectorAll("[data-part]")].map((input) =>
      [input.dataset.part, input.type === "checkbox" ? (input.checked ? "true" : "") : input.value])));
  const plan = $("#plan").value;
  return {
    kind: $("#kind").value, values: values(), owner: chosen("owner"), issuer: chosen("issuer"), positions: own,
    plan: plan === "adopted" ? $("#adopted").value : plan,
    signature: $("#signature").value, signed: $("#signed").value, add: $("#add").value,
  };
}

// What the person holds on the day, and which drafts are theirs.
async function holdings() {
  const { cik: owner } = chosen("owner"), { cik: issuer } = chosen("issuer");
  if (!owner || !issuer) return;
  const found = await ask("/api/held", { owner, issuer, date: values().date || known.today });
  held = found.held;
  if (!$("#signature").value) $("#signature").value = found.signature;
  const add = $("#add").value;
  $("#add").replaceChildren(el("option", { value: "", text: "a new draft" }),
    ...found.drafts.map((each) => el("option", { value: each, text: `add it to ${each}` })));
  $("#add").value = found.drafts.includes(add) ? add : "";
  if (!held.length && !$("#positions").children.length) addPosition();
  drawPositions();
  stale();
}

async function show(event) {
  event?.preventDefault();
  $("#notices").replaceChildren();
  const answers = asked();
  try {
    shown = await send("/api/happened", answers);
    shownFor = JSON.stringify(answers);
  } catch (error) { shown = null; stale(); notice("error", error.message); return; }
  const wrong = shown.findings.filter((each) => each.severity === "error" && each.allowed === null);
  $("#made").replaceChildren(shown.story ? `Form 4: ${shown.story}. ` : "No rows yet. ", shown.due ? "Due " : "", shown.due ? dueCell(shown.due) : "");
  $("#findings").replaceChildren(...shown.told.map((each) => el("li", { class: "told note" }, el("strong", { text: "Fills: " }), each)), ...shown.findings.filter((each) => each.severity !== "note").map((each) =>
    el("li", { class: `told ${each.severity}` }, el("strong", { text: `${each.where}: ` }), each.message, each.hint ? ` ${each.hint}` : "")));
  $("#sheet").hidden = !shown.html;
  if (shown.html) sheet.draw(shown.html, {}, {});
  $("#yaml").hidden = false;
  $("#file").textContent = shown.file;
  $("#text").textContent = shown.text;
  $("#write").textContent = wrong.length ? "Write the draft all the same, and mend it at the desk" : "Write the draft and open it";
  stale();
  document.documentElement.dataset.shown = String(Number(document.documentElement.dataset.shown || 0) + 1);
  $("#preview").focus({ preventScroll: false });
}

// What is on the screen is what is written: other answers are shown first. The server holds them together too.
function stale() {
  const same = shown !== null && JSON.stringify(asked()) === shownFor;
  $("#write").disabled = readOnly || !same;
  $("#stale").hidden = same || $("#yaml").hidden;
}

async function write() {
  try {
    const { file } = await send("/api/happened/write", { ...asked(), shown: shown.hash });
    location.assign(`/desk?${new URLSearchParams({ file })}`);
  } catch (error) { notice("error", error.message); }
}

async function load() {
  readOnly = (await about()).read_only;
  known = await ask("/api/kinds");
  const choose = (list) => (list.length === 1 ? [] : [el("option", { value: "", text: "choose" })]);
  const options = (list) => [...choose(list), ...list.map((each, n) => el("option", { value: n, text: each.name }))];
  $("#owner").replaceChildren(...options(known.people));
  known.owners = known.people;
  $("#issuer").replaceChildren(...options(known.issuers));
  $("#kind").replaceChildren(el("option", { value: "", text: "choose" }), ...known.kinds.map((each) => el("option", { value: each.kind, text: each.title })));
  if (!known.people.length) notice("warning", "Nobody is known here yet. form4kit init begins a registry of people and companies; or put a filing of the person into this folder.");
  drawFields();
  await holdings();
  document.documentElement.dataset.ready = "yes";
}

$("#form").addEventListener("submit", show);
for (const each of ["input", "change", "click"]) $("#form").addEventListener(each, () => setTimeout(stale));
$("#write").addEventListener("click", write);
$("#add-position").addEventListener("click", addPosition);
$("#kind").addEventListener("change", () => { drawFields(); drawPositions(); });
$("#plan").addEventListener("change", () => { $("#adopted-field").hidden = $("#plan").value !== "adopted"; });
for (const id of ["#owner", "#issuer"]) $(id).addEventListener("change", () => { $("#signature").value = ""; holdings(); });
$("#fields").addEventListener("change", (event) => { if (event.target.name === "date") holdings(); });
listen({});
load().catch((error) => notice("error", error.message));
