// Review: the form with changes and comments on its cells, asking for a review, and what came back.

import { $, ask, el } from "./shared.js";
import { refuse, say } from "./say.js";
import { Sheet } from "./sheet.js";
import { Step } from "./step.js";
import { filing } from "./frame.js";

const name = document.body.dataset.filing;
let shown = null, place = "", endSeen = false;

const sheet = new Sheet($("#sheet"), { chosen: (spot) => open(spot) });
sheet.root.append(el("link", { rel: "stylesheet", href: "/assets/review-sheet.css" }));

const asking = new Step("review-ask", { shown: drawAsk, pause: 350 });

async function load() {
  shown = await ask("/api/review", { name });
  const { state, asking: told } = shown;
  if (shown.form) sheet.draw(shown.form, shown.spots, {});
  standing(state);
  signers(told);
  comments(state);
  changes();
  allowed(state);
  $("#review").setAttribute("aria-busy", "false");
  document.documentElement.dataset.ready = "";
}

function standing(state) {
  const kind = state ? state.kind : "note";
  $("#standing-words").className = `told ${kind}`;
  $("#standing-words").textContent = state ? state.words : "Nobody has looked at this yet.";
  $("#standing-code").replaceChildren(...(state?.code ? [el("strong", { text: state.short }), state.code] : []));
  $("#end-code").textContent = state?.short || "";
  if (state?.mail && $("#asked").hidden) {
    $("#asked").hidden = false;
    $("#asked-words").textContent = `${state.asked_of} was asked. To remind, send the e-mail's text once more.`;
    mail(state.mail);
  }
  $("#not-proven").textContent = state?.not_proven || "";
  for (const part of [$("#drop"), $("#here")]) part.hidden = !state;
  const waits = Boolean(state?.asked_of || state?.comments.some((each) => each.open)), side = $(".side");
  if (waits && side.lastElementChild.id !== "ask-card" && !side.contains(document.activeElement)) side.append($("#ask-card"));
}

// Nobody is chosen; who may sign comes first, the others with the reason below.
function signers(told) {
  const place = $("#signers"), chosen = place.querySelector(":checked")?.value;
  const made = told.signers.map((each) => el("label", { class: `choice signer${each.fits ? "" : " unfit"}` },
    el("input", { type: "radio", name: "signer", value: each.key, checked: each.key === chosen }),
    el("span", {}, el("b", { text: each.name }), el("small", { text: each.fits ? each.why : `Not today: ${each.why}` }),
      ...each.typed.map((typed) => el("small", { text: typed })))));
  const none = told.signed.length ? `Signed already: ${told.signed.join("; ")}. Choose only to change it.`
    : made.length ? "" : "Nobody is known who may sign: add a power in People, or sign in the draft.";
  place.replaceChildren(place.firstElementChild, ...made, none ? el("p", { class: "hint", text: none }) : "");
  $("#reviewers").replaceChildren(...told.reviewers.map((each) => el("option", { value: each })));
  if (!$("#by").value && told.by) { $("#by").value = told.by; }
  $("#today").textContent = told.today_words;
  $("#alone").hidden = told.needed;
}

const answers = () => ({
  name, by: $("#by").value, signer: $("#signers :checked")?.value ?? "", dated: $("#dated").value.trim(),
  reviewer: $("#reviewer").value, until: instant($("#until").value), word: $("#word").value,
});

// A clock of New York as an instant; what cannot be read goes as it is, and is refused in words.
function instant(text) {
  const found = /^(\d{4})-(\d\d)-(\d\d)[ T](\d\d):(\d\d)$/.exec(text.trim());
  if (!found) return text.trim();
  const guess = new Date(`${found[0].replace(" ", "T")}:00Z`);
  const there = new Date(guess.toLocaleString("en-US", { timeZone: "America/New_York" }));
  const here = new Date(guess.toLocaleString("en-US", { timeZone: "UTC" }));
  return new Date(guess.getTime() + (here - there)).toISOString();
}

function drawAsk(plan) {
  $("#ask-refusals").replaceChildren(...plan.refusals.map((each) => el("li", { text: each.words })));
  const open = plan.questions.map((each) => each.words);
  $("#make").classList.toggle("held", open.length > 0);
  $("#ask-sentence").textContent = open.length ? `Still to say: ${open.join(" ")}` : plan.refusals.length ? "" : plan.sentence;
}

const FIELDS = { signer: "#signers input", dated: "#dated", reviewer: "#reviewer", by: "#by", until: "#until" };

// Plan what is asked, and carry it out; where something is missing, lead to it and return nothing.
async function askedAndDone() {
  const plan = await asking.ask();
  const first = plan?.questions[0] || plan?.refusals.find((each) => each.question);
  if (!plan || plan.questions.length || plan.refusals.length) {
    if (first) $(FIELDS[first.id || first.question] || "#by")?.focus();
    if (plan?.refusals.length) refuse(plan.refusals[0].words);
    return null;
  }
  return asking.carryOut();
}

$("#ask-form").addEventListener("input", () => asking.change(answers()));
$("#today").addEventListener("click", () => { $("#dated").value = shown.asking.today; asking.change(answers()); });
$("#ask-form").addEventListener("submit", async (event) => {
  event.preventDefault();
  asking.answers = answers();
  const done = await askedAndDone();
  if (!done) return;
  $("#asked").hidden = false;
  $("#asked-words").textContent = `Made ${done.pdf}. Send it with the e-mail's text; nothing is sent from here.`;
  $("#asked-pdf").hidden = false;
  $("#asked-pdf").href = `/api/review/pdf?${new URLSearchParams({ file: done.pdf })}`;
  mail(done);
  await again();
  $("#asked-words").focus();
});
$("#only-sign").addEventListener("click", async () => {
  asking.answers = { ...answers(), only_sign: true };
  const done = await askedAndDone();
  if (!done) return;
  $("#signed").hidden = false;
  $("#signed").replaceChildren(`It will be signed ${done.signed.join(" and ")}. `, el("a", { href: `/f/${name.split("/").map(encodeURIComponent).join("/")}/build`, text: "Build" }));
  await again();
  $("#signed").focus();
});
$("#copy-mail").addEventListener("click", async () => {
  await navigator.clipboard.writeText($("#asked-mail").textContent).catch(() => getSelection().selectAllChildren($("#asked-mail")));
  say("Copied.");
});

const mail = (told) => { $("#asked-mail").textContent = `Subject: ${told.subject}\n\n${told.text}`; };

async function again() {
  await load();
  await filing().catch(() => {});
}

// One deed of a review: planned, and done where nothing stands in the way.
async function deed(more) {
  const step = new Step("review", { pause: 0 });
  step.answers = { name, code: shown.state?.code ?? "", ...more };
  const plan = await step.ask();
  $("#answer-alert").hidden = true;
  $("#answer-said").hidden = true;
  if (!plan) return false;
  if (plan.refusals.length) {
    const words = plan.refusals.map((each) => [each.words, each.hint].filter(Boolean).join(" ")).join(" ");
    $("#answer-alert").hidden = false;
    $("#answer-alert").textContent = words;
    return false;
  }
  const done = await step.carryOut();
  if (!done) return false;
  await again();
  $("#answer-said").hidden = false;
  $("#answer-said").textContent = [done.sentence, ...done.told.map((each) => `${each[0].toUpperCase()}${each.slice(1)}.`)].join(" ");
  $("#answer-said").focus();
  return true;
}

async function take(file) {
  const data = await new Promise((done, failed) => {
    const reader = new FileReader();
    reader.onload = () => done(reader.result.slice(reader.result.indexOf(",") + 1));
    reader.onerror = failed;
    reader.readAsDataURL(file);
  });
  await deed({ deed: "answer", by: $("#who").value, code: "", file: { name: file.name, data } });
}

$("#choose").addEventListener("click", () => $("#file").click());
$("#file").addEventListener("change", async () => { for (const each of $("#file").files) await take(each); $("#file").value = ""; });
const drop = $("#drop");
drop.addEventListener("dragover", (event) => { event.preventDefault(); drop.classList.add("over"); });
drop.addEventListener("dragleave", () => drop.classList.remove("over"));
drop.addEventListener("drop", async (event) => {
  event.preventDefault();
  drop.classList.remove("over");
  for (const each of event.dataTransfer.files) await take(each);
});

$("#approve").addEventListener("click", () => {
  if (!endSeen) { refuse("Read the form to its end first."); $("#end").scrollIntoView({ block: "center" }); return; }
  deed({ deed: "approve", by: $("#who").value });
});
$("#reject").addEventListener("click", () => deed({ deed: "reject", by: $("#who").value, text: $("#reason").value }));
new IntersectionObserver((seen) => { if (seen.some((each) => each.isIntersecting) && shown?.form) { endSeen = true; $("#approve-hint").hidden = true; } }).observe($("#end"));

function comments(state) {
  const found = state?.comments ?? [];
  $("#no-comments").hidden = found.length > 0;
  $("#comments").replaceChildren(...found.map((each, at) => thread(each, at, found.length)));
  for (const part of sheet.paper.querySelectorAll("[data-comment]")) { delete part.dataset.comment; part.classList.remove("commented"); }
  found.forEach((each, at) => {
    if (!each.open) return;
    for (const part of sheet.parts(each.place)) {
      part.classList.add("commented");
      part.dataset.comment = [part.dataset.comment, at + 1].filter(Boolean).join(",");
      part.setAttribute("aria-description", `Comment ${at + 1} of ${found.length}, ${each.where}, by ${each.by}: ${each.text}`);
      break;
    }
  });
}

function thread(each, at, many) {
  const go = each.place && shown.spots && sheet.parts(each.place).length
    ? el("button", { type: "button", class: "link", onclick: () => focusPlace(each.place), text: `Go to ${each.where}` }) : "";
  const text = el("input", { id: `reply-${each.number}`, "aria-label": `Answer to comment ${at + 1}` });
  const answer = el("div", { class: "bar writes" }, text,
    el("button", { type: "button", class: "thin", text: "Answer", onclick: () => deed({ deed: "reply", by: whoever(), comment: each.number, text: text.value }) }),
    el("button", { type: "button", class: "thin", text: "Settle", onclick: () => deed({ deed: "settle", by: whoever(), comment: each.number, text: text.value }) }));
  return el("li", { class: each.open ? "open" : null },
    el("p", {}, el("b", { text: `Comment ${at + 1} of ${many}${each.open ? ", open" : ", closed"}` }), ` ${each.where || "The form"}`),
    el("p", { text: each.text }),
    el("p", { class: "quiet small", text: `${each.when}, ${each.way}` }), go,
    ...each.closed.map((closed) => el("p", { class: "small", text: `${closed.kind === "answered" ? "Answered" : "Settled"} by ${closed.by}${closed.text ? `: ${closed.text}` : ""}` })),
    each.open ? answer : "");
}
const whoever = () => $("#who").value || $("#by").value;

function changes() {
  const state = shown.state, against = $("#against").value;
  const found = !state || against === "nothing" ? null : against === "filing" ? state.since_filing : state.since_review;
  const words = against === "nothing" ? "Nothing is compared."
    : found ? (found.length ? "" : "No cell of the form.")
      : against === "filing" ? (state?.filed ? "The last filing's form is not here any more." : "No earlier filing is on record here.")
        : "Nobody has reviewed this before.";
  $("#changed-words").textContent = words;
  $("#changed").hidden = !found?.length;
  $("#changed tbody").replaceChildren(...(found ?? []).map((each) => el("tr", {},
    el("td", {}, each.place ? el("button", { type: "button", class: "link", text: each.where, onclick: () => focusPlace(each.place) }) : each.where),
    el("td", {}, each.before === null ? el("span", { class: "quiet", text: "nothing" }) : el("del", { text: each.before })),
    el("td", {}, each.after === null ? el("span", { class: "quiet", text: "nothing" }) : el("ins", { text: each.after })))));
  for (const part of sheet.paper.querySelectorAll(".changed")) { part.classList.remove("changed"); part.querySelector("del.was")?.remove(); }
  for (const each of found ?? []) {
    for (const part of sheet.parts(each.place)) {
      part.classList.add("changed");
      part.title = each.before === null ? "added" : `changed from ${each.before}`;
    }
    const one = sheet.part(each.place);
    if (one && each.before && each.place.split(":").length === 3) one.prepend(el("del", { class: "was", text: each.before.split(" [")[0] }));
  }
}
$("#against").addEventListener("change", changes);

function allowed(state) {
  const found = state?.allowed ?? [];
  $("#allowed-words").textContent = found.length ? "" : "No finding was passed over.";
  $("#allowed").hidden = !found.length;
  $("#allowed tbody").replaceChildren(...found.map((each) =>
    el("tr", {}, ...[each.rule, each.where, each.message, each.reason].map((text) => el("td", { text: text ?? "" })))));
}

function focusPlace(spot) {
  const part = sheet.parts(spot)[0];
  part?.scrollIntoView({ block: "center" });
  part?.focus({ preventScroll: true });
}

function open(spot) {
  if (!shown.state || shown.read_only) return;
  place = spot;
  $("#comment-where").textContent = shown.state.places[spot] || "The form";
  $("#comment-form").hidden = false;
  $("#comment-text").focus();
}
$("#comment-leave").addEventListener("click", () => { $("#comment-form").hidden = true; focusPlace(place); });
$("#comment-form").addEventListener("submit", async (event) => {
  event.preventDefault();
  if (await deed({ deed: "comment", by: whoever(), text: $("#comment-text").value, place })) {
    $("#comment-form").hidden = true;
    $("#comment-text").value = "";
  }
});

// C comments on the cell that has focus; [ ] go through the changes, comma and full stop through the comments.
let at = { change: -1, comment: -1 };
document.addEventListener("keydown", (key) => {
  const typing = key.composedPath().some((each) => ["INPUT", "TEXTAREA", "SELECT"].includes(each.tagName));
  if (typing || key.ctrlKey || key.altKey || key.metaKey) return;
  const focused = sheet.root.activeElement?.dataset.spot;
  if (key.key.toLowerCase() === "c" && focused) { key.preventDefault(); open(focused); }
  const [kind, step] = { "[": ["change", -1], "]": ["change", 1], ",": ["comment", -1], ".": ["comment", 1] }[key.key] ?? [];
  if (!kind) return;
  const list = kind === "change" ? [...sheet.paper.querySelectorAll(".changed")].map((each) => each.dataset.spot)
    : (shown.state?.comments ?? []).filter((each) => sheet.parts(each.place).length).map((each) => each.place);
  if (!list.length) return;
  key.preventDefault();
  at[kind] = (at[kind] + step + list.length) % list.length;
  focusPlace(list[at[kind]]);
  const words = shown.state?.places[list[at[kind]]] || "";
  if (kind === "comment") {
    const comments = shown.state.comments, one = comments.filter((each) => sheet.parts(each.place).length)[at.comment];
    say(`Comment ${comments.indexOf(one) + 1} of ${comments.length}, ${one.where}, by ${one.by}: ${one.text}`);
  } else say(`Change ${at.change + 1} of ${list.length}, ${words}`);
});

load().then(() => asking.change(answers())).catch((error) => { refuse(error.message); $("#standing-words").textContent = error.message; document.documentElement.dataset.ready = ""; });
