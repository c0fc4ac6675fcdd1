// Choose filings for a signer: they become one packet.

import { $, about, ask, dueWords, el } from "./shared.js";
import { refuse, say } from "./say.js";
import { Step } from "./step.js";
import { chosen, ready, troubles } from "./chosen.js";

const wanted = chosen();
let known = { signers: [], filings: [], packets: [] };
const step = new Step("pack", { failed: (error, plan) => troubles($("#troubles"), "No packet is made.", plan, error) });

const asked = (each) => wanted.includes(each.name) || wanted.includes(each.draft);
const ticked = () => [...document.querySelectorAll("#filings input:checked")].map((each) => each.value);

function show() {
  $("#signer").replaceChildren(el("option", { value: "", text: "Choose" }), ...known.signers.map((each) => el("option", { value: each, text: each })));
  const fit = known.filings.filter(asked);
  const common = fit.length ? known.signers.filter((who) => fit.every((each) => each.signers.includes(who))) : [];
  if (common.length === 1) $("#signer").value = common[0]; // the form itself names who signs
  $("#none").hidden = Boolean(known.filings.length);
  $("#filings").replaceChildren(...known.filings.map(filing));
  $("#packets-card").hidden = !known.packets.length;
  $("#packets").replaceChildren(...known.packets.map((each) => el("li", {},
    el("a", { href: `/sign/${each.packet.split("/").map(encodeURIComponent).join("/")}`, text: `${each.owners.join(", ")}` }), ` for ${each.signer}, `, el("span", { class: "quiet small", text: `${each.packet}.pdf` }))));
  mark();
}

function filing(each) {
  const due = dueWords({ ...each, marks: [], standing: "built" });
  return el("label", { class: "choice" }, el("input", { type: "checkbox", value: each.name, checked: asked(each), onchange: mark }),
    el("span", {}, el("b", { text: `${each.owners.join("; ")}: Form ${each.form}` }), el("small", { text: [each.issuer, each.story].filter(Boolean).join(" \u00b7 ") }),
      el("small", { text: `Signed as ${each.typed || "nobody"}. Due ${due.first}` })));
}

function mark() {
  const number = ticked().length;
  $("#make").textContent = number > 1 ? `Make the packet of ${number} filings` : "Make the packet";
}

$("#choose").addEventListener("submit", async (event) => {
  event.preventDefault();
  const names = ticked();
  if (!names.length) { refuse("Choose at least one filing."); troubles($("#troubles"), "No packet is made.", null, { message: "Choose at least one filing." }); return; }
  $("#make").setAttribute("aria-busy", "true");
  step.answers = { names, signer: $("#signer").value };
  say("The proofs are printed again; that takes a second for each filing.");
  const plan = await step.ask();
  if (plan && !plan.refusals.length) {
    const done = await step.carryOut();
    if (done) location.href = `/sign/${done.packet.split("/").map(encodeURIComponent).join("/")}`;
  } else if (plan) {
    troubles($("#troubles"), "No packet is made.", plan);
    refuse(plan.refusals.map((each) => each.words).join(" "));
  }
  $("#make").removeAttribute("aria-busy");
});

about();
ask("/api/sign").then((told) => { known = told; show(); $("#make").hidden = false; ready(); });
