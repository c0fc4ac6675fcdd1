// Several TESTs, one after the other through EDGAR's API; what one says stops none of the others.

import { $, about, ask, el } from "./shared.js";
import { say } from "./say.js";
import { Step } from "./step.js";
import { chosen, path, ready, result } from "./chosen.js";

const names = chosen();
const lines = new Map();

function line(name, found) {
  const told = el("p", { class: "small quiet", text: found.test.accession ? `Accepted as ${found.test.accession}` : "Not sent" });
  lines.set(name, told);
  return el("li", {}, el("a", { href: path(name, "file"), text: name }), told);
}

// Send one, as its own page does; returns whether EDGAR accepted it.
async function send(name) {
  const told = lines.get(name);
  const step = new Step("send", { failed: (error, plan) => { told.textContent = `Not sent. ${(plan?.refusals || []).map((each) => each.words).join(" ") || error.message}`; } });
  step.answers = { name, tag: "TEST" };
  const plan = await step.ask();
  if (!plan) return false;
  if (plan.refusals.length || plan.questions.length) {
    told.textContent = `Not sent. ${[...plan.refusals, ...plan.questions].map((each) => each.words).join(" ")}`;
    return false;
  }
  const done = await step.carryOut();
  if (done) told.textContent = done.done ? "EDGAR accepted it" : `Not accepted. ${done.words || done.report}`;
  return Boolean(done?.done);
}

$("#go").addEventListener("click", async () => {
  $("#go").hidden = true;
  let good = 0;
  for (const name of names) { lines.get(name).textContent = "Being sent"; good += await send(name); }
  const words = `${good} of ${names.length} accepted.`;
  result($("#result"), good === names.length ? "good" : "warning", el("h2", { text: words }));
  say(words);
});

about();
Promise.all(names.map((name) => ask("/api/file", { name }).then((found) => [name, found], (error) => [name, { test: {}, api: { ready: false, words: error.message } }]))).then((found) => {
  $("#title").textContent = names.length === 1 ? "Send 1 TEST" : `Send ${names.length} TESTs`;
  $("#filings").replaceChildren(...found.map(([name, each]) => line(name, each)));
  const api = found[0]?.[1].api;
  $("#to").textContent = !api ? "No filing is chosen." : api.ready ? `This goes to ${api.to}, one after the other.` : `Not ready: ${api.words}. A filing's own page has the sheet for uploading it yourself.`;
  $("#go").hidden = !api?.ready;
  ready();
});
