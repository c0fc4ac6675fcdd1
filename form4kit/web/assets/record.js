// The record: whether it is whole, what is on it, and what may be put there.

import { $, about, ask, el, listen, newYork, send } from "./shared.js";
import { Step } from "./step.js";
import { give, taking, troubles } from "./give.js";
import { say } from "./say.js";

let receipt = null;

const step = new Step("record", {
  shown(plan) {
    $("#outcome").hidden = !receipt;
    $("#sentence").textContent = plan.sentence;
    $("#told").replaceChildren(...plan.told.map((text) => el("li", { text })));
    $("#put").hidden = plan.refusals.length > 0 || !plan.entry.accession;
    troubles($("#trouble"), plan);
  },
  failed(error, plan) { $("#outcome").hidden = false; troubles($("#trouble"), plan, error); },
});

const answers = () => ({ receipt });

async function load() {
  const found = await ask("/api/record");
  $("#chain").textContent = found.sentence;
  $("#chain").className = `told ${found.broken ? "error" : found.entries ? "good" : ""}`;
  $("#head").hidden = !found.head;
  $("#hash").textContent = found.head;
  $("#lines").replaceChildren(...(found.lines.length ? found.lines.map((each) => el("tr", {},
    el("td", { class: "mono small", text: each.accession }), el("td", { text: newYork(each.accepted) }), el("td", { text: each.form }),
    el("td", { text: each.people.join("; ") }), el("td", { text: each.due ? newYork(each.due) : "no fixed day" }),
    el("td", {}, each.due ? el("span", { class: `chip ${each.in_time ? "good" : "error"}`, text: each.in_time ? "in time" : "late" }) : ""),
    el("td", { class: "mono small", title: each.packet || null, text: each.packet ? each.packet.slice(0, 12) : "none named" })))
    : [el("tr", {}, el("td", { colspan: 7, text: found.broken ? "Nothing is shown of a broken record." : "Nothing is on record." }))]));
  document.documentElement.dataset.ready = "yes";
}

taking($("#drop"), [$("#receipt")], async ([[file, name]]) => {
  $("#done").hidden = true;
  try { receipt = await give(file, name); step.change(answers()); await step.ask(); } catch (error) { $("#outcome").hidden = false; troubles($("#trouble"), null, error); }
});
taking(null, [$("#copy-file")], async ([[file, name]]) => {
  let found;
  try { found = await send("/api/record/compare", await give(file, name)); } catch (error) { found = { same: false, words: error.message }; }
  $("#compared").className = `told ${found.same ? "good" : "error"}`;
  $("#compared").textContent = `${found.same ? "Same" : "Not the same"}: ${found.words}.`;
});
$("#put").addEventListener("click", async () => {
  step.answers = answers();
  const done = await step.carryOut();
  if (!done) return;
  receipt = null;
  $("#outcome").hidden = true;
  $("#done").hidden = false;
  $("#done").textContent = `${done.sentence}. ${done.website.slice(0, 1).toUpperCase()}${done.website.slice(1)}.`;
  $("#done").focus();
  say(done.sentence);
  await load();
});
$("#copy").addEventListener("click", async () => { await navigator.clipboard.writeText($("#hash").textContent); say("Copied."); });
let waiting = null;
listen({ looked: () => { waiting ??= setTimeout(() => { waiting = null; load(); }, 300); } }, load);
about();
load();
