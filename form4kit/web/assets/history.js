// Every plan that was carried out for a filing, who did it and when; what differs between any two of its texts.

import { $, about, ask, el, listen, newYork } from "./shared.js";
import { say, refuse } from "./say.js";
import { takeBack, onCtrlZ } from "./take-back.js";

const name = document.body.dataset.filing;
const STEPS = { text: "As text", "edit-cell": "On the form", prepare: "Prepare", undo: "Taken back" };
const chosen = { one: "", other: "now" };

function radio(side, version, words) {
  const input = el("input", { type: "radio", name: side, value: version });
  input.checked = chosen[side] === version;
  input.addEventListener("change", () => { chosen[side] = version; });
  return el("label", { class: "inline small" }, input, words);
}

function choices(side, versions) {
  const words = { before: "before it", after: "after it" };
  return versions.map((each) => radio(side, each, words[each.split(".").pop()]));
}

async function load() {
  const { entries } = await ask("/api/history", { name });
  const kept = entries.flatMap((each) => each.versions);
  if (!kept.includes(chosen.one)) chosen.one = kept.at(-1) || "now";
  $("#nothing").hidden = entries.length > 0;
  const current = el("tr", {}, el("td", { text: "Now" }), el("td", {}), el("td", {}), el("td", { text: "The draft as it is on the disk" }), el("td", {}, radio("one", "now", "now")), el("td", {}, radio("other", "now", "now")));
  $("#entries").replaceChildren(current, ...entries.map((each) => el("tr", {},
    el("td", { class: "nowrap", text: newYork(each.at).replace(" New York", "") }), el("td", { text: each.by }),
    el("td", { text: STEPS[each.step] || each.step[0].toUpperCase() + each.step.slice(1) }), el("td", { text: each.sentence }),
    el("td", {}, choices("one", each.versions)), el("td", {}, choices("other", each.versions)))));
  document.documentElement.dataset.ready = "yes";
}

async function compare() {
  try {
    const { parts } = await ask("/api/compare", { name, ...chosen });
    $("#parts").replaceChildren(...parts.map((each) => el("tr", {}, el("th", { scope: "row", text: each.where }), el("td", { text: each.before || "nothing" }), el("td", { text: each.after || "nothing" }))));
    $("#same").hidden = parts.length > 0;
    $("#differences").hidden = false;
    $("#differences").focus();
    say(parts.length ? `${parts.length} ${parts.length === 1 ? "difference" : "differences"}` : "The two texts are the same.");
  } catch (error) { $("#note").textContent = error.message; refuse(error.message); }
}

async function back() {
  const said = await takeBack(name, (why) => { $("#note").textContent = why; });
  if (said) $("#note").textContent = said;
  await load();
}

$("#compare").addEventListener("click", compare);
$("#back").addEventListener("click", back);
onCtrlZ(name, load);
about().then(load).then(() => listen({ files: () => load().catch(() => {}) })).catch((error) => { $("#note").textContent = error.message; document.documentElement.dataset.ready = "yes"; });
