// A review PDF on the reviewer's machine: the form, comments on its cells, and the answer file.

import { $, ask, el, following, send, Refused } from "./shared.js";
import { refuse, say } from "./say.js";
import { Sheet } from "./sheet.js";

let shown = null, place = "", endSeen = false;
const comments = [];

const sheet = new Sheet($("#sheet"), { chosen: (spot) => open(spot) });
sheet.root.append(el("link", { rel: "stylesheet", href: "/assets/review-sheet.css" }));

async function load() {
  shown = await ask("/api/review-copy");
  sheet.draw(shown.form, shown.spots, {});
  $("#asked-head").textContent = `Please review this Form ${shown.form_type ?? ""}`.trim();
  const { asked } = shown;
  const facts = [["Filing", `${shown.name}: ${shown.owners.join("; ")}, ${shown.issuer}`], ["Code", shown.code],
    ["Asked of", asked.reviewer], ["By", asked.by], ["Prepared by", asked.prepared_by]];
  $("#asked").replaceChildren(...facts.filter(([, value]) => value).flatMap(([key, value]) => [el("dt", { text: key }), el("dd", { text: value })]));
  $("#word").hidden = !asked.word;
  $("#word").textContent = asked.word;
  $("#end-code").textContent = shown.code.slice(0, 9);
  const since = shown.since_review.map((each) => `Since the last review: ${each}`);
  const filed = shown.since_filing.map((each) => `Since the last filing, ${shown.filed}: ${each}`);
  const none = shown.reviewed_before ? "No cell of the form since the last review." : "Nobody has reviewed this filing before.";
  list("#changed", [...since, ...filed], none);
  list("#allowed", shown.allowed.map((each) => `${each.rule}, ${each.where}: ${each.message} Reason: ${each.reason}`), "No finding was passed over.");
  $("#copy").setAttribute("aria-busy", "false");
  document.documentElement.dataset.ready = "";
}

const list = (where, lines, none) => $(where).replaceChildren(...(lines.length ? lines : [none]).map((text) => el("li", { text })));

function open(spot) {
  place = spot;
  $("#comment-where").textContent = shown.places[spot] || "The form";
  $("#comment-box").hidden = false;
  $("#comment-text").focus();
}

$("#comment-add").addEventListener("click", () => {
  const text = $("#comment-text").value.trim();
  if (!text) { refuse("The comment is empty."); return; }
  comments.push({ place, text });
  $("#comment-text").value = "";
  $("#comment-box").hidden = true;
  draw();
  say(`Comment ${comments.length} added.`);
  back();
});
$("#comment-leave").addEventListener("click", () => { $("#comment-box").hidden = true; back(); });
const back = () => sheet.parts(place)[0]?.focus();

function draw() {
  $("#comments").replaceChildren(...comments.map((each, at) => el("li", {},
    el("b", { text: shown.places[each.place] || "The form" }), el("p", { text: each.text }),
    el("button", { type: "button", class: "link", text: "Take it back", onclick: () => { comments.splice(at, 1); draw(); } }))));
  for (const part of sheet.paper.querySelectorAll("[data-comment]")) { delete part.dataset.comment; part.classList.remove("commented"); }
  comments.forEach((each, at) => {
    const part = sheet.parts(each.place)[0];
    if (!part) return;
    part.classList.add("commented");
    part.dataset.comment = [part.dataset.comment, at + 1].filter(Boolean).join(",");
  });
}

document.addEventListener("keydown", (key) => {
  if (key.ctrlKey || key.altKey || key.metaKey || key.key.toLowerCase() !== "c") return;
  const focused = sheet.root.activeElement?.dataset.spot;
  if (focused && !key.composedPath().some((each) => ["INPUT", "TEXTAREA"].includes(each.tagName))) { key.preventDefault(); open(focused); }
});
new IntersectionObserver((seen) => { if (seen.some((each) => each.isIntersecting) && shown) endSeen = true; }).observe($("#end"));
const verdict = () => $("#verdicts :checked")?.value ?? "";
following($("#verdicts"), () => { $("#reason-box").hidden = verdict() !== "reject"; });
following($("#key"), () => { $("#password-box").hidden = !$("#key").files.length; });

async function key() {
  const file = $("#key").files[0];
  if (!file) return {};
  const data = await new Promise((done, failed) => {
    const reader = new FileReader();
    reader.onload = () => done(reader.result.slice(reader.result.indexOf(",") + 1));
    reader.onerror = failed;
    reader.readAsDataURL(file);
  });
  return { name: file.name, data, password: $("#password").value };
}

$("#answer").addEventListener("submit", async (event) => {
  event.preventDefault();
  $("#alert").hidden = true;
  if (verdict() === "approve" && !endSeen) { alertOf("Read the form to its end first."); $("#end").scrollIntoView({ block: "center" }); return; }
  const body = { by: $("#by").value, verdict: verdict(), reason: $("#reason").value, comments, code: shown.code, key: await key() };
  $("#password").value = "";
  try {
    const done = await send("/api/review-copy/answer", body);
    $("#made").hidden = false;
    $("#made").textContent = `${done.file} is made, in ${done.folder}. Send it back.`;
    $("#made").focus();
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    alertOf(error.message);
    const field = { by: "#by", reason: "#reason", key: "#password", verdict: "#verdicts input" }[error.answer.question];
    if (field) $(field).focus();
  }
});

function alertOf(words) { $("#alert").hidden = false; $("#alert").textContent = words; }

load().catch((error) => { refuse(error.message); document.documentElement.dataset.ready = ""; });
