// A company: its facts with their source, who reports to it, and a change of it.

import { $, about, ask, el, listen } from "./shared.js";
import { Step } from "./step.js";
import { troubles } from "./give.js";
import { say } from "./say.js";

const key = decodeURIComponent(location.pathname.split("/").pop());
let cik = "";

const step = new Step("start", {
  shown(plan) { $("#sentence").textContent = plan.writes.length ? plan.sentence : ""; troubles($("#trouble"), plan); },
  failed(error, plan) { troubles($("#trouble"), plan, error); },
});
const foreign = () => ({ yes: true, no: false })[document.querySelector("input[name=foreign]:checked")?.value] ?? null;
const answers = () => ({ parts: ["company"], companies: [{ cik, name: $("#f-name").value, symbol: $("#f-symbol").value, fiscal_year_end: $("#f-year").value, foreign_private: foreign() }] });

function draw(found) {
  cik = found.cik;
  document.title = `${found.name} - form4kit`;
  $("#name").textContent = found.name;
  $("#what").textContent = `CIK ${found.cik || "not known"}${found.symbol ? ` \u00b7 ${found.symbol}` : ""}`;
  const yes = { true: "yes", false: "no" }[String(found.foreign_private)] ?? "not said";
  const facts = { "Fiscal year ends": found.fiscal_year_end || "not said", "Foreign private issuer": found.foreign_private_until ? `until ${found.foreign_private_until}` : yes, Source: found.source };
  $("#facts").replaceChildren(...Object.entries(facts).flatMap(([name, value]) => [el("dt", { text: name }), el("dd", { text: value })]));
  $("#f-name").value = found.name;
  $("#f-symbol").value = found.symbol;
  $("#f-year").value = found.fiscal_year_end;
  for (const each of document.querySelectorAll("input[name=foreign]")) each.checked = each.value === yes;
  $("#people").replaceChildren(...found.people.map((each) => el("li", {}, el("a", { href: `/people/${encodeURIComponent(each.key)}`, text: each.name }), ` ${each.roles.join(", ")}`)));
  const told = [...found.reports.map((each) => `${each.form} for ${each.period}, ${each.filed ? `filed ${each.filed}` : "not filed"}`), ...found.splits.map((each) => `Split ${each.words}, from ${each.date}`)];
  $("#reports").replaceChildren(...(told.length ? told : ["None is told here: form4kit.toml takes `reports` and `splits`."]).map((text) => el("li", { text })));
}

async function load() {
  try { draw(await ask("/api/company", { key })); } catch (error) { $("#missing").hidden = false; $("#missing").textContent = error.message; }
  document.documentElement.dataset.ready = "yes";
}
for (const each of document.querySelectorAll("input")) each.addEventListener("input", () => step.change(answers()));
$("#change-it").addEventListener("click", async () => {
  step.answers = answers();
  const done = await step.carryOut();
  if (done) { say(done.sentence); await load(); step.change(answers()); }
});
listen({});
about();
load();
