// First run: old filings, company, people, positions, powers, who may act. Each part is written when she goes on.

import { $, about, ask, el } from "./shared.js";
import { Step } from "./step.js";
import { give, taking, troubles } from "./give.js";
import { say } from "./say.js";

const PARTS = ["Old filings", "Company", "People", "Positions", "Powers", "Who may act"];
const WRITES = [["filings"], ["company", "people"], ["people"], [], ["powers"], ["acting"]];
const DAYS = { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" };
const longDay = (day) => day ? new Intl.DateTimeFormat("en-US", DAYS).format(new Date(`${day}T00:00:00Z`)) : "";

let at = 1, asked = false, moving = false;
let known = { people: [], companies: [], positions: [], powers: [], keys: [], summary: "" };
const done = new Set();
const given = []; // the files handed in, in their order
const still = {};
let companies = []; // the cards of companies, each with its fields
let drawnFor = ""; // what the cards of companies and people were drawn from
const powers = [], reviewers = [], added = [];

const step = new Step("start", {
  shown: draw,
  failed: (error, plan) => { asked = true; troubles($("#trouble"), plan, error); },
});

const field = (id, words, value = "", hint = "", more = {}) => {
  const input = el("input", { id, type: "text", autocomplete: "off", "aria-describedby": hint ? `${id}-hint` : null, ...more });
  input.value = value;
  input.addEventListener("input", changed);
  return el("div", {}, el("label", { for: id, text: words }), input, hint ? el("span", { class: "hint", id: `${id}-hint`, text: hint }) : "");
};
const radios = (name, legend, choices, now = null) => el("fieldset", { class: "choices" }, el("legend", { text: legend }),
  choices.map(([value, words, small]) => el("label", { class: "choice" },
    el("input", { type: "radio", name, value, checked: value === now, onchange: changed }),
    el("span", {}, words, small ? el("small", { text: small }) : ""))));
const chosen = (name) => document.querySelector(`input[name="${CSS.escape(name)}"]:checked`)?.value ?? "";
const bool = (name) => ({ yes: true, no: false })[chosen(name)] ?? null;

function answers() {
  const typed = companies.map((n) => ({
    cik: $(`#cik-${n}`).value, name: $(`#name-${n}`).value, symbol: $(`#symbol-${n}`).value,
    fiscal_year_end: $(`#year-${n}`).value, foreign_private: bool(`foreign-${n}`),
  })).filter((each) => Object.values(each).some((value) => value !== "" && value !== null));
  return {
    parts: WRITES[at - 1],
    dropped: at === 1 ? given : [], // from then on they lie in the folder
    companies: at === 2 ? typed : [],
    still: at === 3 ? { ...still } : {},
    added: at === 3 ? added.map((each) => each.read()).filter(Boolean) : [],
    powers: at === 5 ? powers.map((each) => each.read()).filter(Boolean) : [],
    acting: at === 6 ? { reviewers: reviewers.map((each) => each.read()).filter((each) => each.name || each.email), needed: bool("needed") } : {},
  };
}

function changed() { asked = false; step.change(answers()); }

function draw(plan) {
  if (at === 1) drawRead(plan);
  if (at <= 2) drawCompanies(plan.companies);
  if (at === 3) drawPeople(plan.people);
  if (at === 5) powers.forEach((each, n) => each.says(plan.powers[n]));
  const open = plan.questions.length && begun() ? `Still to answer: ${plan.questions.map((each) => each.words).join(" ")}` : "";
  $("#sentence").textContent = open || (at === 1 && !given.length ? "Nothing is written yet." : plan.sentence);
  $("#bar").classList.toggle("wait", plan.questions.length + plan.refusals.length > 0);
  troubles($("#trouble"), { refusals: plan.refusals, questions: asked ? plan.questions : [] });
}

function drawRead(plan) {
  const { sentence, lines } = plan.read;
  if ($("#read").textContent !== sentence) $("#read").textContent = sentence;
  $("#accounted").hidden = !lines.length;
  $("#first-words").hidden = lines.length + plan.companies.length + plan.people.length > 0;
  $("#file-lines").replaceChildren(...lines.map((each) => el("tr", {},
    el("td", { class: "mono small", text: each.name }),
    el("td", {}, el("span", { class: `chip ${each.became === "not used" ? "warning" : "good"}`, text: each.became })),
    el("td", { text: each.words }))));
  const names = plan.people.map((each) => each.name).join(", ");
  const firms = plan.companies.map((each) => `${each.names.join(" or ")}, CIK ${each.cik}${each.symbols.length ? `, ${each.symbols.at(-1)}` : ""}`).join("; ");
  $("#found").hidden = !names && !firms;
  $("#found").replaceChildren(...(firms ? [el("dt", { text: "Company" }), el("dd", { text: firms })] : []),
    ...(names ? [el("dt", { text: "People" }), el("dd", { text: names })] : []));
}

// The cards of companies: what EDGAR has is filled in from the filings, what it has not is empty.
function drawCompanies(found) {
  const from = JSON.stringify([found, known.companies]);
  if (from === drawnFor) return;
  drawnFor = from;
  const list = found.length ? found : [{ cik: "", names: [], symbols: [], question: "" }];
  const held = (cik) => known.companies.find((each) => each.cik === cik) || {};
  companies = list.map((_, n) => n + 1);
  $("#companies").replaceChildren(...list.map((each, i) => {
    const n = i + 1, now = held(each.cik);
    const name = now.name || (each.names.length === 1 ? each.names[0] : "");
    const names = each.names.length > 1 && !now.name ? radios(`which-${n}`, each.question, each.names.map((one) => [one, one])) : "";
    if (names) names.addEventListener("change", (event) => { $(`#name-${n}`).value = event.target.value; changed(); });
    return el("fieldset", {}, el("legend", { text: list.length > 1 ? `Company ${n}` : "The company" }),
      names,
      el("div", { class: "two" }, field(`name-${n}`, "Name", name, "As on EDGAR"), field(`cik-${n}`, "CIK", each.cik, "Ten digits or fewer", { inputmode: "numeric" })),
      el("div", { class: "two" }, field(`symbol-${n}`, "Trading symbol", now.symbol || each.symbols.at(-1) || ""), field(`year-${n}`, "Fiscal year ends", now.fiscal_year_end || "", "Month and day: 12/31")),
      radios(`foreign-${n}`, "Is it a foreign private issuer?", [["yes", "Yes"], ["no", "No"]], now.foreign_private === true ? "yes" : now.foreign_private === false ? "no" : null));
  }));
}

function drawPeople(found) {
  $("#people-words").textContent = found.length ? "From the filings. An answer left open stays as it was filed last." : "No filing names anybody yet. A person is also added by the first filing of theirs.";
  if ($("#people").childElementCount === found.length) return;
  $("#people").replaceChildren(...found.map((each) => el("article", { class: "card" },
    el("header", {}, el("h3", { text: each.name }), el("span", { class: "quiet small", text: `CIK ${each.cik}` })),
    each.roles.map((role) => el("div", { class: "role" },
      el("p", { text: `${role.words}: first seen ${longDay(role.first) || "on no day"}, last seen ${longDay(role.last) || "on no day"}` }),
      stillRight(role))))));
}

function stillRight(role) {
  const id = `until-${role.id}`;
  const day = el("input", { id, type: "text", autocomplete: "off", placeholder: "2026-05-31" });
  const name = `still-${role.id}`;
  const set = () => { const answer = chosen(name); still[role.id] = answer === "no" ? day.value.trim() || "?" : answer; if (!answer) delete still[role.id]; changed(); };
  day.addEventListener("input", () => { document.querySelector(`input[name="${CSS.escape(name)}"][value=no]`).checked = true; set(); });
  return el("fieldset", { class: "choices" }, el("legend", { text: role.question }),
    el("label", { class: "choice" }, el("input", { type: "radio", name, value: "yes", onchange: set }), el("span", { text: "Yes" })),
    el("div", { class: "bar" }, el("label", { class: "choice" }, el("input", { type: "radio", name, value: "no", onchange: set }), el("span", { text: "No, until the day beside" })),
      el("div", {}, el("label", { for: id, text: "Last day" }), day)));
}

function drawKnown() {
  $("#positions").replaceChildren(...known.positions.map((each) => el("tr", {}, el("td", { text: each.person }), el("td", { text: each.words }),
    el("td", { class: "number", text: each.balance }), el("td", {}, each.source, el("span", { class: "hint mono", text: each.file })))));
  if (!known.positions.length) $("#positions").replaceChildren(el("tr", {}, el("td", { colspan: 4, text: "No filing here shows a position." })));
  $("#known-powers").replaceChildren(...known.powers.map((each) => el("li", { text: `${each.person}: ${each.attorneys}${each.forms ? `, Forms ${each.forms}` : ""}${each.ends ? `, ends ${longDay(each.ends)}` : ""}` })));
  $("#keys").textContent = known.keys.length ? `In this folder: ${known.keys.join(", ")}.` : "None lies in this folder. One is chosen when a packet is signed: a .p12 or .pfx file; it is never copied.";
  $("#summary").textContent = known.summary;
}

class Power {
  constructor(number) {
    const id = (name) => `power-${number}-${name}`;
    this.paper = null;
    const who = el("select", { id: id("person"), onchange: changed }, el("option", { value: "", text: "Choose" }), known.people.map((each) => el("option", { value: each.key, text: each.name })));
    const file = el("input", { type: "file", id: id("file") });
    this.told = el("p", { class: "hint", text: "A Word file (.docx), a text or a page." });
    this.taken = el("div", {});
    this.forms = ["3", "4", "5"].map((form) => el("input", { type: "checkbox", value: form, onchange: changed }));
    this.fields = { who, attorneys: id("attorneys"), signed: id("signed"), expires: id("expires") };
    taking(null, [file], async ([[each, name]]) => {
      try { this.paper = await give(each, name); this.told.textContent = `${name}, ${each.size.toLocaleString("en-US")} bytes`; changed(); } catch (error) { troubles($("#trouble"), null, error); }
    });
    this.made = el("fieldset", {}, el("legend", { text: `Power ${number}` }),
      el("p", {}, el("label", { class: "button pick-files" }, "Choose the power's file", file)), this.told, this.taken,
      el("div", { class: "two" }, el("div", {}, el("label", { for: id("person"), text: "Who gave it" }), who), field(id("attorneys"), "Who may sign", "", "Several names with semicolons between")),
      el("fieldset", { class: "choices" }, el("legend", { text: "Forms" }), el("div", { class: "bar" }, this.forms.map((each) => el("label", { class: "inline" }, each, `Form ${each.value}`)))),
      el("div", { class: "two" }, field(id("signed"), "Signed on", "", "2026-01-12"), field(id("expires"), "Ends on", "", "Empty: it has no end")));
  }
  value(name) { return $(`#${this.fields[name]}`).value.trim(); }
  read() {
    const attorneys = this.value("attorneys").split(";").map((each) => each.trim()).filter(Boolean);
    const forms = this.forms.filter((each) => each.checked).map((each) => each.value);
    const found = { person: this.fields.who.value, attorneys, forms, signed: this.value("signed"), expires: this.value("expires"), paper: this.paper };
    return found.person || attorneys.length || forms.length || found.signed || found.expires || found.paper ? found : null;
  }
  says(found) {
    if (!found || this.drawn === JSON.stringify(found)) return;
    this.drawn = JSON.stringify(found);
    this.taken.replaceChildren(...found.says.map((each) => el("p", { class: "taken" }, `The text says: ${each.words}.`,
      el("button", { type: "button", class: "thin", "aria-label": `Take it: ${each.words}`, text: "Take it", onclick: () => this.take(each) }))),
    found.text ? el("details", {}, el("summary", { text: "The text, as EDGAR takes it" }), el("pre", { class: "paper", tabindex: "0", text: found.text })) : "");
  }
  take({ field: name, value }) {
    if (name === "forms") for (const each of this.forms) each.checked = value.split(" ").includes(each.value);
    else $(`#${this.fields[name]}`).value = value;
    changed();
  }
}

class NewPerson {
  constructor(number) {
    const id = (name) => `new-${name}-${number}`;
    this.id = id;
    this.box = el("select", { id: id("box"), onchange: changed }, [["", "Choose"], ["director", "Director"], ["officer", "Officer"], ["ten_percent", "10% owner"], ["other", "Other"]].map(([value, text]) => el("option", { value, text })));
    this.made = el("fieldset", {}, el("legend", { text: `Person ${number}` }),
      el("div", { class: "two" }, field(id("name"), "Name, as on EDGAR", "", "Last name first: Reyes Antonio J"), field(id("cik"), "CIK of the person", "", "Empty for somebody who only signs for others", { inputmode: "numeric" })),
      el("div", { class: "three" }, el("div", {}, el("label", { for: id("box"), text: "To the company" }), this.box), field(id("title"), "Title"), field(id("since"), "Since", "", "2026-05-31")));
  }
  read() {
    const value = (name) => $(`#${this.id(name)}`).value.trim();
    const found = { name: value("name"), cik: value("cik"), box: this.box.value, title: value("title"), since: value("since") };
    return Object.values(found).some(Boolean) ? found : null;
  }
}

class Reviewer {
  constructor(number) {
    this.number = number;
    this.made = el("div", { class: "two" }, field(`reviewer-${number}`, "Name"), field(`reviewer-mail-${number}`, "E-mail", "", "Not needed"));
  }
  read() { return { name: $(`#reviewer-${this.number}`).value.trim(), email: $(`#reviewer-mail-${this.number}`).value.trim() }; }
}

function addPower() { const made = new Power(powers.length + 1); $("#powers").append(made.made); powers.push(made); }
function addReviewer() { const made = new Reviewer(reviewers.length + 1); $("#reviewers").append(made.made); reviewers.push(made); }

function steps() {
  $("#parts").replaceChildren(...PARTS.map((words, i) => el("li", {}, el("button", {
    type: "button", "aria-current": i + 1 === at ? "step" : null, onclick: () => show(i + 1),
  }, el("span", { text: `${i + 1} ${words}` }), done.has(i + 1) ? el("span", { class: "quiet", text: "\u2713" }) : "", done.has(i + 1) ? el("span", { class: "unseen", text: ", done" }) : ""))));
  $("#at").textContent = at;
  $("#at-words").textContent = PARTS[at - 1];
  $("#parts").classList.remove("open");
  $("#all").setAttribute("aria-expanded", "false");
}

async function show(number, focus = true) {
  at = number;
  asked = false;
  for (let n = 1; n <= 6; n += 1) $(`#step-${n}`).hidden = n !== at;
  $("#back").hidden = at === 1;
  $("#finish").hidden = at === 1;
  $("#go-on").hidden = at === 6;
  $("#finish").classList.toggle("first", at === 6);
  troubles($("#trouble"), null);
  steps();
  if (at === 5 && !powers.length) addPower();
  if (at === 6 && !reviewers.length) addReviewer();
  drawKnown();
  step.change(answers());
  await step.ask();
  if (focus) { $(`#head-${at}`).focus(); scrollTo(0, 0); }
}

// Write what this step says, where it says anything, once the plan of it was drawn. Returns whether one may go on.
async function carry() {
  step.answers = answers();
  if (!(await step.ask())) return false; // the plan of these answers, and none that was on its way
  const { writes, refusals, questions } = step.plan;
  if (refusals.length || (questions.length && begun())) { asked = true; draw(step.plan); return false; }
  if (!writes.length || questions.length) { if (!questions.length) done.add(at); return true; }
  if (!(await step.carryOut())) return false;
  known = await ask("/api/start");
  done.add(at);
  if (at === 3) { added.length = 0; $("#added").replaceChildren(); }
  if (at === 5) { powers.length = 0; $("#powers").replaceChildren(); }
  return true;
}

// Whether anything was said in this step: then its questions stand in the way, else it is left open.
const begun = () => (at === 2 && answers().companies.length > 0) || (at === 3 && answers().added.length > 0) || (at === 5 && answers().powers.length > 0);

async function go(act) {
  if (moving) return;
  moving = true;
  try { if (await carry()) await act(); } finally { moving = false; }
}

$("#go-on").addEventListener("click", () => go(() => show(at + 1)));
$("#finish").addEventListener("click", () => go(() => { say(known.summary); location.href = known.people.length || known.companies.length ? "/" : "/?later=1"; }));
$("#back").addEventListener("click", () => show(at - 1));
$("#add-person").addEventListener("click", () => { const made = new NewPerson(added.length + 1); $("#added").append(made.made); added.push(made); made.made.querySelector("input").focus(); });
$("#typed").addEventListener("click", () => show(2));
$("#add-power").addEventListener("click", addPower);
$("#add-reviewer").addEventListener("click", addReviewer);
for (const each of document.querySelectorAll("input[name=needed]")) each.addEventListener("change", changed);
$("#all").addEventListener("click", () => { const opened = $("#parts").classList.toggle("open"); $("#all").setAttribute("aria-expanded", String(opened)); });
document.addEventListener("keydown", (key) => {
  if (key.altKey && key.key === "ArrowRight" && at < 6) { key.preventDefault(); $("#go-on").click(); }
});
taking($("#drop"), [$("#files"), $("#folder-files")], async (files) => {
  try {
    if (given.length + files.length > 2000) throw new Error(`${(given.length + files.length).toLocaleString("en-US")} files: 2,000 at most are read at once. A zip of them, or the latest year alone, is enough.`);
    for (const [file, name] of files) given.push(await give(file, name));
    step.change(answers());
    await step.ask();
  } catch (error) { troubles($("#trouble"), null, error); }
});

about();
known = await ask("/api/start");
await show({ "#company": 2, "#people": 3, "#positions": 4, "#powers": 5, "#acting": 6 }[location.hash] ?? 1, false);
document.documentElement.dataset.ready = "yes";
