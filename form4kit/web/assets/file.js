// File: the TEST by one's own hand or by EDGAR's API, EDGAR's answers, and the way to the LIVE page.

import { $, about, ask, clockWords, el, following } from "./shared.js";
import { refuse, say } from "./say.js";
import { Step } from "./step.js";
import { filing } from "./frame.js";
import { chosen, dropping, encoded, path, ready, result, troubles } from "./chosen.js";

const [name] = chosen();
let known = null, given = null;

const failing = (place, word) => (error, plan) => troubles(place, word, plan, error);
const sending = new Step("send", { failed: failing($("#troubles"), "Not sent.") });
const handing = new Step("hand-off", { failed: failing($("#troubles"), "Not to be sent.") });
const setting = new Step("set-aside", { failed: (error, plan) => refuse([error.message, ...(plan?.refusals || []).map((each) => each.words)].join(" ")) });
const receiving = new Step("receive", { failed: failing($("#answer-troubles"), "Not kept.") });
const recording = new Step("put-on-record", { failed: (error, plan) => result($("#result"), "error", el("p", { text: `Not put on record. ${(plan?.refusals || []).map((each) => each.words).join(" ") || error.message}` })) });

async function load() {
  known = await ask("/api/file", { name });
  const { test, live, unknown, api } = known;
  $("#unknown").hidden = !unknown;
  $("#api-words").textContent = api.ready ? `This goes to ${api.to}. ${api.words}` : `Not ready: ${api.words}`;
  $("#test-chip").replaceChildren(test.accession ? el("span", { class: "chip good", text: "accepted" }) : known.suspended ? el("span", { class: "chip error", text: "suspended" }) : el("span", { class: "chip plain", text: "not sent" }));
  $("#test-state").textContent = test.accession ? `Accepted as ${test.accession}${test.at ? `, ${clockWords(test.at)}` : ""}, of exactly this form.` : known.suspended ? `EDGAR suspended it: ${known.suspended}` : "A TEST files nothing: EDGAR checks the form, and says what it would refuse.";
  $("#test").hidden = Boolean(test.accession || live || unknown);
  liveCard();
  $("#receipts-none").hidden = Boolean(known.receipts.length);
  $("#receipts").replaceChildren(...known.receipts.map((each) => el("li", { text: `${each.status === "accepted" ? "Accepted" : each.status === "suspended" ? "Suspended" : "Received"} as ${each.accession}${each.test === true ? ", TEST" : each.test === false ? ", LIVE" : ""}${each.words ? `: ${each.words}` : ""}` })));
}

function liveCard() {
  const { test, live, unknown, state } = known;
  const chip = live ? ["good", "filed"] : unknown ? ["warning", "answer unknown"] : null;
  $("#live-chip").replaceChildren(chip ? el("span", { class: `chip ${chip[0]}`, text: chip[1] }) : "");
  if (live && state === "recorded") { $("#live").replaceChildren(el("p", { text: `Filed as ${live}, and on record.` })); return; }
  if (live) {
    $("#live").replaceChildren(el("p", { text: `Accepted as ${live}, LIVE.` }), el("p", { class: "writes" }, el("button", { type: "button", class: "first", id: "record", text: "Put it on record", onclick: () => record(live) })));
    return;
  }
  if (unknown) { $("#live").replaceChildren(el("p", { text: "Nothing can be sent while it is not known whether EDGAR has it." })); return; }
  if (!test.accession) { $("#live").replaceChildren(el("p", { text: known.waits })); return; }
  $("#live").replaceChildren(el("p", { text: "It has a page of its own: what goes there is public within seconds, and is never taken back." }),
    el("p", { class: "writes" }, el("a", { class: "button live", href: path(name, "live"), text: "To the LIVE page" })));
}

const way = () => new FormData($("#test")).get("way") || "";
following($("#test"), () => { $("#go").textContent = { hand: "Show the hand-off sheet", api: "Send the TEST" }[way()] ?? "Choose how"; });

$("#test").addEventListener("submit", async (event) => {
  event.preventDefault();
  if (!way()) { troubles($("#troubles"), "Not sent.", null, { message: "Say first how it goes to EDGAR." }); refuse("Say first how it goes to EDGAR."); return; }
  if (way() === "hand") { await hand(); return; }
  await send({ name, tag: "TEST" });
});

async function hand() {
  handing.answers = { name, tag: "TEST" };
  const plan = await handing.ask();
  if (!plan) return;
  if (plan.refusals.length) { troubles($("#troubles"), "Not to be sent.", plan); refuse(plan.refusals[0].words); return; }
  const done = await handing.carryOut();
  if (done) sheet(done.sheet);
}

function sheet({ headline, facts, checks, steps }) {
  const tick = (words, more) => el("li", {}, el("label", { class: "inline" }, el("input", { type: "checkbox" }), el("span", {}, words, more ? el("small", { class: "hint", text: more }) : "")));
  $("#sheet").hidden = false;
  $("#sheet").replaceChildren(el("h3", { id: "sheet-head", tabindex: "-1", text: headline[0] }), el("p", { text: headline[1] }),
    el("dl", {}, facts.flatMap(([term, value]) => [el("dt", { text: term }), el("dd", { class: "mono small", text: value }),
      el("dd", {}, el("button", { type: "button", class: "thin", "aria-label": `Copy ${term}`, text: "Copy", onclick: () => navigator.clipboard?.writeText(value).then(() => say(`${term}: copied`)) }))])),
    el("h3", { text: "Before" }), el("ol", {}, checks.map((each) => tick(each))), el("h3", { text: "On EDGAR" }), el("ol", {}, steps.map((each) => tick(each.do, each.look))));
  $("#sheet-head").focus();
}

// Send, or ask on what was sent; never twice.
async function send(answers) {
  sending.answers = answers;
  const plan = await sending.ask();
  if (!plan) return;
  if (plan.refusals.length || plan.questions.length) { troubles($("#troubles"), "Not sent.", plan); refuse(`Not sent. ${plan.refusals.map((each) => each.words).join(" ")}`); return; }
  say(`${plan.sentence}. This goes to ${plan.to}.`);
  const done = await sending.carryOut();
  if (done) {
    $("#told").replaceChildren(...done.told.map((each) => el("li", { text: `${clockWords(each.at)} ${each.words}` })));
    result($("#result"), done.done ? "good" : "warning", el("h2", { text: done.done ? "EDGAR accepted it" : "Not accepted yet" }), el("p", { text: done.words }), done.report ? el("pre", { class: "small", text: done.report }) : "");
  }
  await load();
  await filing();
}

$("#again").addEventListener("click", () => send({ name, tag: "LIVE" }));
$("#not-there").addEventListener("click", () => { $("#aside").hidden = false; $("#reason").focus(); });
$("#aside").addEventListener("submit", async (event) => {
  event.preventDefault();
  setting.answers = { name, tag: "LIVE", not_taken: $("#reason").value.trim() };
  const plan = await setting.ask();
  if (plan?.questions.length) { refuse(plan.questions[0].words); $("#reason").focus(); return; }
  const done = plan && await setting.carryOut();
  if (!done) return;
  result($("#result"), "note", el("p", { text: `${done.words} Kept beside what was sent.` }));
  await load();
  await filing();
});

// An answer is read first; kept only when what it says was shown.
async function look(file) {
  given = file;
  receiving.answers = { name, file };
  const plan = await receiving.ask();
  if (!plan) return;
  troubles($("#answer-troubles"), "Not kept.", plan.refusals.length ? plan : null, null, (each) => each.question.startsWith("put:") && each.question.length > 4
    ? el("a", { href: path(each.question.slice(4), "file"), text: " Put it there" }) : null);
  $("#read").hidden = Boolean(plan.refusals.length);
  $("#keep").textContent = plan.refusals.length ? "Read it" : "Keep this answer";
  if (plan.refusals.length) { refuse(plan.refusals[0].words); given = null; return; }
  $("#read").replaceChildren(el("b", { text: plan.sentence }), el("ul", {}, plan.told.map((each) => el("li", { text: each }))));
  say(plan.sentence);
}
dropping($("#drop"), async (file) => look(await encoded(file)));
$("#pasted").addEventListener("input", () => { given = null; $("#read").hidden = true; $("#keep").textContent = "Read it"; });
$("#answer").addEventListener("submit", async (event) => {
  event.preventDefault();
  const text = $("#pasted").value;
  if (!given) { if (text.trim()) await look({ name: "pasted.txt", text }); else refuse("Drop EDGAR's message, or paste it."); return; }
  const done = await receiving.carryOut();
  if (!done) return;
  given = null;
  $("#pasted").value = "";
  $("#read").hidden = true;
  $("#keep").textContent = "Read it";
  result($("#result"), done.status === "accepted" ? "good" : "warning", el("p", { text: done.words }));
  await load();
  await filing();
});

async function record(accession) {
  recording.answers = { name, accession };
  const plan = await recording.ask();
  if (plan?.refusals.length) { recording.failed({ message: "" }, plan); refuse(plan.refusals[0].words); return; }
  const done = plan && await recording.carryOut();
  if (!done) return;
  result($("#result"), "good", el("h2", { text: "On record" }), el("p", { text: `${done.words}; ${done.website}.` }), el("p", { class: "mono small", text: done.hash }));
  await load();
  await filing();
}

about();
load().catch((error) => { $("#test").hidden = true; result($("#result"), "warning", el("p", { text: error.message }), el("p", {}, el("a", { href: path(name, "build"), text: "To Build" }))); }).finally(ready);
