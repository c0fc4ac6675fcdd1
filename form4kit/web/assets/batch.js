// The batch: build, pack, sign, verify. Every step is a command of form4kit, and its own words are shown.

import { $, about, ask, byDue, counts, dueCell, el, follow, listen, stateChip } from "./shared.js";
import { notice } from "./notices.js";

const entries = new Map(), chosen = new Set();
let readOnly = false;

function rows() {
  const drafts = [...entries.values()].filter((each) => !each.built).sort(byDue);
  const focus = document.activeElement?.dataset?.file;
  $("#rows").replaceChildren(...drafts.map((entry) => el("tr", {},
    el("td", {}, el("input", { type: "checkbox", "data-file": entry.file, "aria-label": `Choose ${entry.file}`, onchange: pick })),
    el("td", {}, dueCell(entry.due)), el("td", { text: entry.form }), el("td", { text: entry.owners[0] || "" }),
    el("td", { text: entry.story }), el("td", {}, counts(entry)), el("td", {}, stateChip(entry)),
    el("td", {}, el("a", { class: "small mono", href: `/desk?${new URLSearchParams({ file: entry.file })}`, text: entry.file })))));
  for (const box of $("#rows").querySelectorAll("input")) box.checked = chosen.has(box.dataset.file);
  if (focus) $(`#rows [data-file="${CSS.escape(focus)}"]`)?.focus({ preventScroll: true });
  tally();
}

function pick({ target }) {
  if (target.checked) chosen.add(target.dataset.file); else chosen.delete(target.dataset.file);
  tally();
}

function tally() {
  for (const file of chosen) if (!entries.has(file)) chosen.delete(file);
  $("#chosen").textContent = chosen.size;
  for (const id of ["#build", "#pack", "#sign"]) $(id).disabled = readOnly;
  if (!chosen.size) $("#build").disabled = true;
}

// Run a step, and show what the command says as it says it.
async function step(name, body, { total = 0, done }) {
  const result = $(`#${name}-result`), button = $(`#${name}-form button`);
  const list = el("ul"), bar = total > 1 ? el("progress", { max: total, value: 0, "aria-label": "Progress" }) : "";
  button.disabled = true;
  $("#notices").replaceChildren();
  let code = null, answer = null, end = null;
  try {
    result.replaceChildren(bar, list);
    await follow(`/api/batch/${name}`, body, (said) => {
      if (said.command) result.prepend(el("code", { class: "command", text: said.command }));
      const progress = said.line?.match(/^form4kit: (\d+) of \d+,/);
      if (progress) { if (bar) bar.value = progress[1]; } else if (said.line) list.append(el("li", { text: said.line }));
      if (said.code !== undefined) ({ code, answer } = said);
      if (said.words !== undefined) end = said;
    });
    if (bar) bar.remove();
    done(answer, list, code);
    for (const line of end?.lacking || []) list.append(el("li", { class: "error", text: line }));
    const failed = "Not done; the lines above say why.", unknown = "Done; whether it can be filed was not told.";
    list.append(el("li", { class: !code && end?.good ? "good" : "error", text: code ? failed : end?.words || unknown }));
    result.dataset.code = code;
    if (!code) await known();
  } catch (error) { result.replaceChildren(); notice("error", error.message); }
  button.disabled = false;
  tally();
}

// What a build reports of each filing: the errors that stopped it, by name.
function report(answer, list) {
  for (const file of answer.files || []) {
    const errors = file.findings.filter((each) => each.severity === "error");
    for (const each of errors) {
      list.append(el("li", { class: "error" }, el("a", { href: `/desk?${new URLSearchParams({ file: file.path.replace(/^\.\//, "") })}`, text: file.path }),
        ` ${each.where}: ${each.message} (${each.rule})`));
    }
  }
}

const lines = (answer, list) => {
  for (const line of Array.isArray(answer) ? answer : []) list.append(el("li", { class: line.includes("FAILED") ? "error" : "good", text: line }));
};

const batch = () => $("#batch").value.trim();
const handlers = {
  build: () => step("build", { files: [...chosen], batch: batch(), live: $("#live").checked }, {
    total: chosen.size, done: report,
  }),
  packet: () => step("packet", { batch: batch(), signer: $("#signer").value, packet: $("#packet").value.trim() }, { done: lines }),
  verify: () => step("verify", { batch: batch(), packet: $("#signed").value.trim() }, { done: lines }),
  async sign() {
    const file = $("#key").files[0];
    const key = file ? await base64(file) : "";
    const body = { batch: batch(), packet: $("#packet").value.trim(), scan: $("#scan").value, key, key_name: file?.name || "", password: $("#password").value };
    $("#password").value = "";
    await step("sign", body, {
      done: (answer, list, code) => {
        lines(answer, list);
        if (!code && file) $("#signed").value = body.packet.replace(/\.pdf$/, ".signed.pdf");
        if (!code) $("#key").value = "";
      },
    });
  },
};

function base64(file) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result.split(",")[1] || "");
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(file);
  });
}

async function known() {
  const found = await ask("/api/batch");
  const options = (id, list) => $(id).replaceChildren(...list.map(({ value, label }) => el("option", { value, label })));
  options("#batches", found.batches.map((value) => ({ value })));
  options("#signers", found.signers.map(({ key, name }) => ({ value: key, label: name })));
  options("#packets", found.packets.map((value) => ({ value })));
}

function named() {
  $("#packet").value = `${batch()}/packet.pdf`;
}

async function load() {
  for (const entry of await ask("/api/board")) entries.set(entry.file, entry);
  rows();
}

for (const [name, act] of Object.entries(handlers)) {
  $(`#${name}-form`).addEventListener("submit", (event) => { event.preventDefault(); act(); });
}
$("#batch").addEventListener("input", named);
$("#all").addEventListener("change", ({ target }) => {
  for (const entry of entries.values()) {
    if (target.checked && !entry.built && !entry.errors && entry.judged && entry.state !== "recorded") chosen.add(entry.file);
    else chosen.delete(entry.file);
  }
  rows();
});
let waiting = null;
listen({
  board(news) {
    for (const entry of news.changed) entries.set(entry.file, entry);
    for (const file of news.gone) entries.delete(file);
    waiting ??= setTimeout(() => { waiting = null; rows(); }, 100);
  },
}, load);
$("#batch").value = `built/${new Intl.DateTimeFormat("en-CA", { timeZone: "America/New_York" }).format(new Date())}`;
named();
about().then((about) => { readOnly = about.read_only; tally(); });
Promise.all([load(), known()]).then(() => { document.documentElement.dataset.ready = "yes"; });
