// Who was late in a fiscal year, by the record: as a table, as a text to copy, as CSV.

import { $, about, ask, el, listen, now } from "./shared.js";
import { say } from "./say.js";

let made = "";

async function load() {
  const year = new URLSearchParams(location.search).get("year") || "";
  try {
    const found = await ask("/api/record/late", year ? { year } : {});
    $("#year").value = found.year;
    $("#words").className = "told";
    const count = `${found.entries} ${found.entries === 1 ? "filing" : "filings"} on record`;
    $("#words").textContent = !found.any ? `No filing on record falls in the fiscal year ${found.first} to ${found.last}.`
      : found.lines.length ? `Fiscal year ${found.first} to ${found.last}, from ${count}: ${found.lines.length} late.`
        : `Fiscal year ${found.first} to ${found.last}, from ${count}: all were in time.`;
    $("#table").hidden = !found.lines.length;
    $("#lines").replaceChildren(...found.lines.map((each) => el("tr", {}, el("td", { text: each.name }), el("td", { class: "number", text: each.reports }), el("td", { class: "number", text: each.transactions }), el("td", { text: each.why }))));
    $("#amendments").replaceChildren(...found.amendments.map((each) => el("li", { text: `Not counted: ${each}. See whether it reports what was due earlier.` })));
    $("#text").textContent = found.text;
    if (made) URL.revokeObjectURL(made);
    made = URL.createObjectURL(new Blob([found.csv], { type: "text/csv" }));
    $("#csv").href = made;
    $("#csv").download = `late-${found.year}.csv`;
  } catch (error) { $("#year").value = year || now().getFullYear(); $("#words").className = "told error"; $("#words").textContent = error.message; $("#table").hidden = true; $("#text").textContent = ""; }
  document.documentElement.dataset.ready = "yes";
}

$("#pick").addEventListener("submit", (event) => { event.preventDefault(); history.pushState(null, "", `?${new URLSearchParams({ year: $("#year").value.trim() })}`); load(); });
addEventListener("popstate", load);
$("#copy").addEventListener("click", async () => { await navigator.clipboard.writeText($("#text").textContent); say("Copied."); });
listen({});
about();
load();
