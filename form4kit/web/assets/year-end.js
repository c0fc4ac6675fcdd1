// The end of a fiscal year: who needs a Form 5 and why, whose statement is missing, the Item 405 paragraph.

import { $, about, ask, el, listen, newYork, now } from "./shared.js";
import { say } from "./say.js";

function draw(found) {
  $("#year").value = found.year;
  const need = found.people.filter((each) => each.form5).length;
  const missing = found.people.filter((each) => each.statement === "missing").length;
  $("#words").className = "told";
  $("#words").textContent = `Fiscal year ${found.first} to ${found.last}. Form 5 is due ${newYork(found.due)}. ${need} ${need === 1 ? "person needs" : "people need"} one; ${missing} ${missing === 1 ? "statement is" : "statements are"} missing.`;
  $("#found").hidden = false;
  $("#people").replaceChildren(...(found.people.length ? found.people.map((each) => el("tr", {},
    el("td", {}, el("a", { href: `/people/${encodeURIComponent(each.key)}`, text: each.name })),
    el("td", {}, el("span", { class: `chip ${each.form5 ? "warning" : "good"}`, text: each.form5 ? "required" : each.filed ? "filed" : "none" })),
    el("td", {}, el("ul", {}, [...each.why, ...each.open.map((text) => `unreported: ${text}`), ...each.notes].map((text) => el("li", { text })))),
    el("td", { text: each.form5 ? "not for this year" : each.statement })))
    : [el("tr", {}, el("td", { colspan: 4, text: "Nobody of People was an insider in that year." }))]));
  $("#statements").replaceChildren(...found.people.filter((each) => each.text).map((each) => el("details", {}, el("summary", { text: `Statement to print: ${each.name}` }), el("pre", { class: "panel", tabindex: "0", text: each.text }),
    el("p", {}, el("button", { type: "button", "aria-label": `Print the statement of ${each.name}`, text: "Print", onclick: () => print() })))));
  $("#item-405").textContent = found.item_405 || "Nobody was late: the caption is left out (Item 405).";
  $("#sources").textContent = `${found.sources} form4kit knows only what is in this folder.`;
}

async function load() {
  const asked = new URLSearchParams(location.search);
  const query = Object.fromEntries([...asked].filter(([name, value]) => ["year", "issuer"].includes(name) && value));
  try { draw(await ask("/api/record/year-end", query)); } catch (error) {
    $("#found").hidden = true;
    $("#year").value = query.year || now().getFullYear();
    $("#words").className = "told warning";
    $("#words").replaceChildren(`${error.message} `, /fiscal year|company/i.test(error.message) ? el("a", { href: "/start", text: "Set it up" }) : "");
  }
  document.documentElement.dataset.ready = "yes";
}

$("#pick").addEventListener("submit", (event) => {
  event.preventDefault();
  const query = new URLSearchParams(location.search);
  query.set("year", $("#year").value.trim());
  history.pushState(null, "", `?${query}`);
  load();
});
addEventListener("popstate", load);
$("#copy").addEventListener("click", async () => { await navigator.clipboard.writeText($("#item-405").textContent); say("Copied."); });
listen({});
about();
load();
