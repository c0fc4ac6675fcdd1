// People and companies: a list, each leading to what is known of it.

import { $, about, ask, el, listen } from "./shared.js";

let found = { people: [], companies: [], findings: [] };

function draw() {
  const words = $("#find").value.toLowerCase().split(/\s+/);
  const shown = found.people.filter((each) => words.every((word) => `${each.name} ${each.key} ${each.roles.join(" ")}`.toLowerCase().includes(word)));
  $("#list").replaceChildren(...shown.map((each) => el("li", {}, el("a", { href: `/people/${encodeURIComponent(each.key)}` },
    el("b", { text: each.name }), el("span", { class: "quiet small", text: each.roles.join(", ") || (each.cik ? "no role today" : "signs for others") })))));
  $("#count").textContent = found.people.length ? `${shown.length} of ${found.people.length}` : "";
  $("#empty").hidden = found.people.length > 0;
  $("#firms").hidden = !found.companies.length;
  $("#companies").replaceChildren(...found.companies.map((each) => el("li", {}, el("a", { href: `/companies/${encodeURIComponent(each.key)}` }, el("b", { text: each.name }), el("span", { class: "quiet small mono", text: each.key })))));
  $("#findings").hidden = !found.findings.length;
  $("#findings").replaceChildren(...found.findings.map((each) => el("li", { text: each })));
}

async function load() {
  found = await ask("/api/people");
  draw();
  document.documentElement.dataset.ready = "yes";
}

$("#find").addEventListener("input", draw);
let waiting = null;
listen({ looked: () => { waiting ??= setTimeout(() => { waiting = null; load(); }, 300); } }, load);
about();
load();
