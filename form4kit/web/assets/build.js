// Build: a field for each CCC that is not kept, what will be written, and nothing green before it is whole.

import { $, about, ask, el } from "./shared.js";
import { say } from "./say.js";
import { filing } from "./frame.js";
import { Step } from "./step.js";
import { chosen, forgetting, path, ready, result, troubles } from "./chosen.js";

const names = chosen();
const fields = () => [...document.querySelectorAll("#fields input")];
let drawn = "";

const step = new Step("build", { shown: show, failed: (error, plan) => troubles($("#troubles"), "Not built.", plan, error) });

function show(plan) {
  $("#would").replaceChildren(...plan.would.map((each) => el("li", { text: each })));
  $("#exhibits-card").hidden = !plan.exhibits.length;
  $("#exhibits").replaceChildren(...plan.exhibits.map((each) => el("li", { text: `${each.type} ${each.name}: ${each.size.toLocaleString("en-US")} bytes, as EDGAR takes them` })));
  const key = JSON.stringify(plan.owners);
  if (key === drawn) return;
  drawn = key;
  $("#fields").replaceChildren(...plan.owners.map(field));
  for (const each of fields()) each.addEventListener("input", () => { $("#keep").hidden = !fields().some((one) => one.value); });
}

function field(owner) {
  const id = `ccc-${owner.cik}`, words = `CCC of ${owner.name} (CIK ${owner.cik})`;
  if (owner.kept) {
    return el("div", {}, el("p", {}, el("b", { text: words }), ` ${owner.kept}${owner.fault ? `, but ${owner.fault}` : ""}`),
      owner.fault ? input(id, words) : "");
  }
  return el("div", {}, el("label", { for: id, text: words }), input(id, ""));
}

const input = (id, label) => el("input", { id, type: "password", autocomplete: "off", spellcheck: "false", "aria-label": label || null });

// The answers with what is typed; the fields are empty from then on, whatever comes of it.
function typed() {
  const cccs = Object.fromEntries(fields().filter((each) => each.value).map((each) => [each.id.slice(4), each.value]));
  for (const each of fields()) each.value = "";
  return { names, cccs, keep: new FormData($("#codes")).get("keep") || "" };
}

$("#build").addEventListener("click", async () => {
  step.answers = typed();
  const plan = await step.ask();
  if (!plan) return;
  if (plan.refusals.length || plan.questions.length) { refused(plan); return; }
  const done = await step.carryOut();
  step.answers = { names };
  if (!done) return;
  troubles($("#troubles"), "", null);
  $("#keep").hidden = true;
  result($("#result"), "good", el("h2", { text: "Built" }), el("p", { text: done.words }),
    el("p", {}, el("a", { class: "button", href: `/sign?${new URLSearchParams({ names: names.join(",") })}`, text: "Read and sign" })));
  say(done.words);
  step.ask();
  if (document.body.dataset.filing) filing().catch(() => {});
});

function refused(plan) {
  step.answers = { names };
  troubles($("#troubles"), "Not built.", plan, null, (each) => each.question && $(`#${CSS.escape(each.question)}`)
    ? el("button", { type: "button", class: "link", text: "Put it in", onclick: () => $(`#${CSS.escape(each.question)}`).focus() })
    : /^SIG/.test(each.code) ? el("a", { href: path(names[0], "review"), text: "Say who signs" }) : null);
  $("#refused").textContent = `Not built. ${[...plan.refusals, ...plan.questions].map((each) => each.words).join(" ")}`;
  if (plan.questions.length) $("#keep").hidden = false;
}

$("#codes").addEventListener("submit", (event) => event.preventDefault());
forgetting(fields);
about();
if (!$("h1")) $("#main").prepend(el("h1", { text: names.length === 1 ? "Build 1 filing" : `Build ${names.length} filings` }));
if (names.length > 1) {
  $("#many").hidden = false;
  $("#names").replaceChildren(...names.map((each) => el("li", {}, el("a", { href: path(each, "build"), text: each }))));
}
step.answers = { names };
step.ask().then(ready);
