// Files that are dropped or chosen: read to their end, handed to the workbench, known from then on by their hash.

import { el, Refused } from "./shared.js";

const MOST = 2000;

// Hand in one file; returns what a step takes for it.
export async function give(file, name = file.webkitRelativePath || file.name) {
  const response = await fetch("/api/given", { method: "POST", headers: { "Content-Type": "application/octet-stream" }, body: file });
  const text = await response.text();
  let answer;
  try { answer = JSON.parse(text); } catch { answer = { error: text.trim() }; }
  if (!response.ok) throw new Refused(response.status, { error: `${name}: ${answer.error}` });
  return { name, sha256: answer.sha256 };
}

// What was dropped, folders opened: [[file, name]], up to as many as are read at once.
async function dropped(transfer) {
  const entries = [...transfer.items].map((each) => each.webkitGetAsEntry?.()).filter(Boolean);
  if (!entries.length) return [...transfer.files].map((each) => [each, each.name]);
  const found = [];
  const walk = async (entry) => {
    if (found.length > MOST) return;
    if (entry.isFile) {
      const file = await new Promise((done, failed) => entry.file(done, failed));
      found.push([file, entry.fullPath.replace(/^\//, "")]);
      return;
    }
    const reader = entry.createReader();
    for (;;) {
      const some = await new Promise((done, failed) => reader.readEntries(done, failed));
      if (!some.length) return;
      for (const each of some) await walk(each);
    }
  };
  for (const each of entries) await walk(each);
  return found;
}

// Take files from a drop area and from inputs within or beside it; `take` gets [[file, name]].
export function taking(area, inputs, take) {
  for (const input of inputs) {
    input.addEventListener("change", () => {
      const files = [...input.files].map((each) => [each, each.webkitRelativePath || each.name]);
      input.value = "";
      if (files.length) take(files);
    });
  }
  if (!area) return;
  const over = (on) => (event) => { event.preventDefault(); area.classList.toggle("over", on); };
  area.addEventListener("dragover", over(true));
  area.addEventListener("dragleave", over(false));
  area.addEventListener("drop", async (event) => {
    over(false)(event);
    const files = await dropped(event.dataTransfer);
    if (files.length) take(files);
  });
}

// What stands in the way, with each word tied to where it is settled.
export function troubles(place, plan, error = null) {
  const lines = [...(plan?.refusals || []).map((each) => [each.where, `${each.words}. ${each.hint}`.trim()].filter(Boolean).join(": ")),
    ...(plan?.questions || []).map((each) => each.words)];
  place.hidden = !lines.length && !error;
  place.replaceChildren(error && !lines.length ? el("p", { text: error.message }) : "",
    lines.length ? el("ul", {}, lines.map((each) => el("li", { text: each }))) : "");
}
