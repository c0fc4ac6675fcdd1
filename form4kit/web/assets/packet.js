// Read and sign: each form to its end, then the signature, bound to exactly these bytes.

import { $, about, ask, clockWords, dueWords, el, following, now } from "./shared.js";
import { refuse, say } from "./say.js";
import { Step } from "./step.js";
import { dropping, encoded, forgetting, path, ready, result, troubles } from "./chosen.js";

const packet = decodeURIComponent(location.pathname.replace(/^\/sign\//, ""));
const host = $("#form");
const root = host.attachShadow({ mode: "open" });
const paper = el("div", { class: "paper" });
root.append(el("link", { rel: "stylesheet", href: "/assets/form.css" }), el("link", { rel: "stylesheet", href: "/assets/packet-form.css" }), paper);
const fit = () => { paper.style.zoom = Math.max(host.clientWidth / (10.1 * 96), 0.7); };
new ResizeObserver(fit).observe(host);

let known = null, at = 0, scan = null;
const seen = new Set();
let read = {};
const step = new Step("sign", { shown: show, failed: (error, plan) => { troubles($("#troubles"), "Not signed.", plan, error); } });
const base = () => ({ packet, read: Object.entries(read).map(([hash, when]) => ({ hash, at: when })), code: $("#code").value.trim() });

// What was read stays while this tab is open, and is of these bytes alone.
const KEPT = `read:${packet}`;
function remember() { sessionStorage.setItem(KEPT, JSON.stringify(read)); }

function list() {
  $("#filings").replaceChildren(...known.filings.map((each, number) => {
    const when = read[each.hash];
    return el("li", {}, el("button", { type: "button", "aria-current": number === at ? "true" : null, onclick: () => open(number, true) },
      el("b", { text: each.owners[0] || each.name }), el("span", { class: "small", text: `Form ${each.form}${each.owners.length > 1 ? `, and ${each.owners.length - 1} more` : ""}` }),
      el("span", { class: `chip ${when ? "good" : "warning"}`, text: when ? `\u2713 read ${clockWords(when)}` : "not read to the end" })));
  }));
  const left = known.filings.filter((each) => !read[each.hash]).length;
  const number = known.filings.length;
  $("#go").textContent = number === 1 ? "Sign 1 filing" : `Sign ${number} filings`;
  $("#go").classList.toggle("held", Boolean(left) && !$("#code").value.trim());
  return left;
}

function open(number, focus = false) {
  at = number;
  const each = known.filings[at];
  $("#form-title").textContent = `${each.owners[0] || each.name}: Form ${each.form}`;
  const page = new DOMParser().parseFromString(each.html, "text/html");
  for (const link of page.body.querySelectorAll("a[href]")) link.removeAttribute("href");
  paper.replaceChildren(...page.body.childNodes);
  const due = dueWords({ due: each.due, marks: [], standing: "built", form: each.form });
  $("#typed").textContent = `It will be signed as ${each.typed}. Due ${due.first.replace(/[.]$/, "")}.`;
  reviewed(each);
  $("#scroll").scrollTop = 0;
  $("#read").hidden = Boolean(read[each.hash]);
  list();
  fit();
  if (focus) $("#form-title").focus();
}

// What the second person said of this form, what changed since, and what was allowed in it.
function reviewed({ review, allowed, dated, draft, findings }) {
  const list = (words, each) => each.length ? [el("p", { class: "quiet", text: words }), el("ul", {}, each.map((one) => el("li", { text: one })))] : [];
  const other = dated.filter((day) => day && day !== known.today);
  const late = other.length && draft ? [el("p", {}, `The form is dated ${other.join(", ")}; today is ${known.today}. `, el("a", { href: path(draft, "review"), text: "Date it today" }))] : [];
  $("#review").replaceChildren(el("p", { class: `told ${review?.kind ?? "note"}`, text: review?.words ?? "Its folder is not here: what was said of it is not known." }),
    ...list("Said:", review?.said ?? []), ...list("Still open:", review?.open ?? []), ...(findings ? [el("p", { text: findings })] : []), ...list("Allowed, with a reason:", allowed), ...late);
  $("#since").hidden = !review?.since.length;
  $("#since-list").replaceChildren(...(review?.since ?? []).map((one) => el("li", { text: one })));
}

// The end of the form came into view, or was reached by the keyboard.
const reached = () => { if (known) seen.add(known.filings[at].hash); };
new IntersectionObserver((found) => { if (found.some((each) => each.isIntersecting)) reached(); }, { threshold: 0.9 }).observe($("#eof"));
$("#scroll").addEventListener("keydown", (key) => { if (key.key === "End") reached(); });

$("#read").addEventListener("click", () => {
  const each = known.filings[at];
  if (!seen.has(each.hash)) { refuse("Read it to its end first."); $("#scroll").focus(); return; }
  read[each.hash] = now().toISOString();
  remember();
  const left = list();
  $("#read").hidden = true;
  say(`${each.owners[0]}: read. ${left ? `${left} of ${known.filings.length} left.` : "All are read."}`);
  const next = known.filings.findIndex((one) => !read[one.hash]);
  if (next >= 0) open(next, true);
  step.change(base());
});

// The checks, as a list with what fits and what does not.
function show(plan) {
  const wrong = plan.refusals.map((each) => el("li", { class: "no" }, el("span", { class: "unseen", text: "Does not fit: " }), each.words, each.hint ? el("span", { class: "quiet", text: ` ${each.hint}` }) : ""));
  const fine = [["untouched", `The packet is what its own files give: ${known.made}`]];
  const codes = plan.refusals.map((each) => each.code);
  if (!codes.includes("not-read")) fine.push(["read", $("#code").value.trim() ? "Read on paper: the code fits" : known.filings.every((each) => read[each.hash]) ? "Every form is read to its end" : "Reading is not asked for in form4kit.toml"]);
  if (!codes.some((each) => each.startsWith("power") || each.startsWith("SIG"))) fine.push(["power", `${known.signer} may sign, as far as the powers in this folder say`]);
  if (!codes.includes("other-signer")) fine.push(["name", `The typed signature names ${known.signer}`]);
  if (!codes.includes("dated-later")) fine.push(["date", "Dated not before the transaction, not after today"]);
  $("#checks").replaceChildren(...wrong, ...fine.map(([, words]) => el("li", { class: "ok" }, el("span", { class: "unseen", text: "Fits: " }), words)));
}

const how = () => new FormData($("#signing")).get("how") || "";
following($("#signing"), () => {
  $("#by-key").hidden = how() !== "key";
  $("#by-hand").hidden = how() !== "hand";
  $("#other").hidden = $("#known-key").value !== "other";
});
$("#code").addEventListener("input", () => { list(); step.change(base()); });
dropping($("#scan"), async (file) => {
  scan = await encoded(file);
  $("#scan-name").textContent = `${file.name}, ${file.size.toLocaleString("en-US")} bytes`;
  $("#fits").hidden = false;
});

async function answers() {
  const form = new FormData($("#signing")), found = { ...base(), how: how() };
  if (found.how === "key") {
    const which = $("#known-key").value, file = $("#key-file").files[0];
    if (which === "other" && file) found.key = await encoded(file); else if (which && which !== "other") found.known_key = which;
    found.password = $("#password").value;
    found.attested = $("#attested").value.trim();
    found.elsewhere = $("#elsewhere").checked || !known.first;
    $("#password").value = "";
  }
  if (found.how === "hand" && scan) Object.assign(found, { scan, fits: form.get("fits") === "yes" });
  return found;
}

$("#signing").addEventListener("submit", async (event) => {
  event.preventDefault();
  step.answers = await answers();
  const plan = await step.ask();
  if (plan && (plan.refusals.length || plan.questions.length)) {
    troubles($("#troubles"), "Not signed.", plan);
    refuse(`Not signed. ${[...plan.refusals, ...plan.questions].map((each) => each.words).join(" ")}`);
    const next = known.filings.findIndex((each) => !read[each.hash]);
    if (plan.refusals.some((each) => each.code === "not-read") && next >= 0) { open(next); $("#scroll").focus(); }
  } else if (plan) {
    const done = await step.carryOut();
    if (done) signed(done);
  }
  step.answers = base();
});

function signed(done) {
  $("#signing").hidden = true;
  troubles($("#troubles"), "", null);
  sessionStorage.removeItem(KEPT);
  const names = known.filings.map((each) => each.page || each.name);
  result($("#result"), "good", el("h2", { text: `Signed by ${done.signer}` }),
    el("p", { text: `Kept in ${done.files.join(", ")}.` }), ...done.warnings.map((each) => el("p", { class: "small", text: each })),
    el("p", {}, ...names.map((each) => el("a", { class: "button", href: path(each, "file"), text: names.length > 1 ? `File ${each}` : "Send the TEST" }))));
  say("Signed.");
}

forgetting(() => [$("#password")]);
about();
ask("/api/packet", { packet }).then((told) => {
  known = told;
  const hashes = known.filings.map((each) => each.hash);
  try { read = Object.fromEntries(Object.entries(JSON.parse(sessionStorage.getItem(KEPT) || "{}")).filter(([hash]) => hashes.includes(hash))); } catch { read = {}; }
  const number = known.filings.length;
  $("#title").textContent = number === 1 ? "Read and sign: 1 filing" : `Read and sign: ${number} filings`;
  $("#about").textContent = `${packet}.pdf, for ${known.signer}`;
  $("#pdf").href = `/api/packet.pdf?${new URLSearchParams({ packet })}`;
  $("#known-key").replaceChildren(el("option", { value: "", text: "Choose" }), ...known.keys.map((each) => el("option", { value: each, text: each })), el("option", { value: "other", text: "Another file" }));
  $("#attesting").hidden = !known.first;
  open(0);
  $("#go").hidden = false;
  if (known.signed) {
    $("#signing").hidden = true;
    result($("#result"), "good", el("h2", { text: "This packet is signed" }), el("p", { text: "Its record lies beside it." }));
  } else { step.answers = base(); return step.ask(); }
  return null;
}).catch((error) => result($("#result"), "error", el("p", { text: error.message }))).finally(ready);
