// What this computer and this folder are ready for, as `doctor` finds it.

import { $, ask, el } from "./shared.js";
import { closeWorkbench } from "./frame.js";
import { say } from "./say.js";

const CHIPS = { ready: "good", open: "warning", "in the way": "error" };
let lines = [];

async function look() {
  const found = await ask("/api/computer");
  lines = found.lines;
  const blocking = lines.filter((each) => each.state === "in the way").length;
  const open = lines.filter((each) => each.state === "open").length;
  $("#told").textContent = `${blocking ? `${blocking} ${blocking === 1 ? "thing stands" : "things stand"} in the way` : "Nothing stands in the way"}${open ? `; ${open} not needed for everything` : ""}.`;
  $("#lines").replaceChildren(...lines.map((each) => el("tr", {},
    el("th", { scope: "row", text: each.topic }),
    el("td", {}, el("span", { class: `chip ${CHIPS[each.state] ?? ""}`, text: each.state })),
    el("td", { text: each.words }), el("td", { text: each.hint || "Nothing" }))));
}

$("#copy").addEventListener("click", async () => {
  await navigator.clipboard.writeText(lines.map((each) => [each.state, each.topic, each.words, each.hint].filter(Boolean).join("\t")).join("\n"));
  say("Copied");
});
$("#close").addEventListener("click", closeWorkbench);
look().finally(() => { document.documentElement.dataset.ready = "yes"; });
