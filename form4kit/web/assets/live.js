// The guarded page: one filing, after its TEST, after typing the name, never twice. Enter in the field does nothing.

import { $, about, ask, clockWords, el } from "./shared.js";
import { refuse, say } from "./say.js";
import { Step } from "./step.js";
import { filing } from "./frame.js";
import { chosen, path, ready, result, troubles } from "./chosen.js";

const [name] = chosen();
let known = null, busy = false;
const failed = (error, plan) => troubles($("#troubles"), "Not filed.", plan, error);
const steps = { api: new Step("send", { failed }), hand: new Step("hand-off", { failed }) };

async function load() {
  known = await ask("/api/file", { name });
  $("#back").href = $("#later").href = path(name, "file");
  const { live, unknown, test } = known;
  const may = !live && !unknown && Boolean(test.accession);
  $("#guard").hidden = !may;
  $("#wait").hidden = may;
  $("#waits").textContent = live ? `It is filed: ${live}.` : unknown ? "We do not know whether EDGAR has it. Do not send it again." : known.waits;
  $("#back").textContent = live ? "To EDGAR's answer" : unknown ? "Find out what EDGAR has" : "To the TEST";
  if (!may) return;
  $("#api-words").textContent = known.api.ready ? `This goes to ${known.api.to}. ${known.api.words}` : `Not ready: ${known.api.words}`;
  $("#signed").hidden = known.signed;
  $("#late").hidden = !/late/i.test(known.due);
  $("#late").textContent = `${known.due} ${known.hours} A late form is filed at once all the same.`;
  await facts();
}

// All as it will stand on the public record, read from what would be sent.
async function facts() {
  const step = new Step(known.api.ready ? "send" : "hand-off", { failed });
  step.answers = { name, tag: "LIVE" };
  const plan = await step.ask();
  if (!plan) return;
  $("#facts").replaceChildren(...plan.told.map((each) => el("li", { text: each })));
  if (plan.refusals.length) troubles($("#troubles"), "Not to be filed.", plan);
  const found = await ask("/api/filing", { name });
  const who = found.owners.length > 1 ? `${found.owners[0]} and ${found.owners.length - 1} others` : found.owners[0];
  const story = found.story ? `: ${found.story[0].toLowerCase()}${found.story.slice(1)}` : "";
  $("#sentence").textContent = `This puts Form ${found.form} of ${who} in ${found.issuer} on the public record${story}. It cannot be taken back; a mistake needs an amendment, which is public too.`;
}

const way = () => new FormData($("#filing")).get("way") || "";
$("#filing").addEventListener("submit", (event) => event.preventDefault());
$("#typed").addEventListener("keydown", (key) => { if (key.key === "Enter") key.preventDefault(); });

const not = (words) => { troubles($("#troubles"), "Not filed.", null, { message: words }); refuse(`Not filed. ${words}`); };

$("#go").addEventListener("click", async () => {
  if (busy) return;
  if (!way()) { not("Say first how it goes to EDGAR."); return; }
  const step = steps[way()], typed = $("#typed").value.trim();
  busy = true;
  try {
    step.answers = { name, tag: "LIVE", typed };
    const plan = await step.ask();
    if (!plan) return;
    if (plan.refusals.length || plan.questions.length) {
      troubles($("#troubles"), "Not filed.", plan);
      refuse(`Not filed. ${[...plan.refusals, ...plan.questions].map((each) => each.words).join(" ")}`);
      return;
    }
    $("#go").hidden = true;
    say("It is being filed.");
    const done = await step.carryOut();
    await load();
    $("#go").hidden = false;
    if (done?.sheet) sheet(done.sheet); else if (done) told(done);
    await filing();
  } finally { busy = false; }
});

function told(done) {
  const lines = done.told.map((each) => el("li", { text: `${clockWords(each.at)} ${each.words}` }));
  result($("#result"), done.done ? "good" : "warning",
    el("h2", { text: done.done ? "Filed" : known.unknown ? "We do not know whether EDGAR has it. Do not send it again." : "Nothing was filed." }),
    el("p", { text: done.words }), el("ul", { class: "small" }, lines), done.report ? el("pre", { class: "small", text: done.report }) : "",
    el("p", {}, el("a", { class: "button", href: path(name, "file"), text: known.unknown ? "Find out what EDGAR has" : "To EDGAR's answer" })));
}

function sheet({ headline, steps: todo }) {
  $("#guard").hidden = true;
  $("#sheet").hidden = false;
  $("#sheet").replaceChildren(el("h2", { id: "sheet-head", tabindex: "-1", text: headline[0] }), el("p", { text: headline[1] }),
    el("ol", {}, todo.map((each) => el("li", {}, each.do, each.look ? el("small", { class: "hint", text: each.look }) : ""))),
    el("p", {}, el("a", { class: "button", href: path(name, "file"), text: "Then drop in EDGAR's answer" })));
  $("#sheet-head").focus();
}

about();
load().catch((error) => result($("#result"), "warning", el("p", { text: error.message }))).finally(ready);
