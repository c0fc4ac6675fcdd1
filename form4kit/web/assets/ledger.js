// The ledger: a position's balance over time, drawn and as a table; breaks in red and in words.

import { $, about, ask, el, listen } from "./shared.js";

let positions = [];

const name = (each) => `${each.owner}, ${each.issuer}: ${each.security} (${each.ownership})${each.terms.length ? `, ${each.terms.join(", ")}` : ""}${each.breaks ? `, ${each.breaks} ${each.breaks === 1 ? "break" : "breaks"}` : ""}`;

function options() {
  const before = $("#position").value;
  const wanted = positions.map((each, n) => [each, n]).filter(([each]) => each.breaks || !$("#broken").checked);
  $("#position").replaceChildren(...wanted.map(([each, n]) => el("option", { value: n, text: name(each) })));
  if (wanted.some(([, n]) => String(n) === before)) $("#position").value = before;
  show();
}

function show() {
  const each = positions[$("#position").value];
  $("#shown").hidden = !each;
  $("#empty").hidden = positions.length > 0;
  if (!each) return;
  $("#title").textContent = `${each.security}, ${each.ownership}`;
  $("#terms").textContent = [each.owner, each.issuer, each.table, ...each.terms].join(", ");
  const drawn = each.plot && document.adoptNode(new DOMParser().parseFromString(each.plot, "image/svg+xml").documentElement);
  $("#plot").replaceChildren(drawn || el("p", { class: "quiet", text: "No balance here can be read with certainty; the table says what can." }));
  $("#lines").replaceChildren(...each.lines.map((line, n) => el("tr", { class: line.mark ? "break" : null, "data-line": n },
    el("td", { text: line.period }), el("td", { text: line.form }), el("td", { class: "number", text: line.opening }),
    el("td", { text: line.changes.join("; ") || "holding" }), el("td", { class: "number", text: line.closing }),
    el("td", { text: line.mark }), el("td", {}, filing(line.file)))));
}

const filing = (file) => /\.ya?ml$/.test(file)
  ? el("a", { class: "mono small", href: `/desk?${new URLSearchParams({ file })}`, text: file })
  : el("span", { class: "mono small", text: file });

function told({ target }) {
  const mark = target.closest?.("[data-line]");
  if (!mark) return;
  const line = positions[$("#position").value].lines[mark.dataset.line];
  $("#sum").textContent = `${line.words} (${line.file})`;
  for (const row of $("#lines").children) row.classList.toggle("now", row.dataset.line === mark.dataset.line);
}

async function load() {
  const found = await ask("/api/ledger");
  positions = found.positions;
  $("#summary").textContent = `${positions.length} ${positions.length === 1 ? "position" : "positions"}, ${found.marks ? `${found.marks} ${found.marks === 1 ? "break" : "breaks"}` : "no break"}`;
  $("#amended").hidden = !found.amendments.length;
  $("#amendments").replaceChildren(...found.amendments.map((each) => el("li", {},
    `${each.file} amends ${each.amends}: ${each.corrections.join("; ")}.`,
    each.carried_by.length ? el("strong", { text: ` The old balance is carried on by ${each.carried_by.join(", ")}.` }) : "")));
  options();
  document.documentElement.dataset.ready = "yes";
}

$("#position").addEventListener("change", show);
$("#broken").addEventListener("change", options);
for (const kind of ["mouseover", "focusin"]) { $("#plot").addEventListener(kind, told); $("#lines").addEventListener(kind, told); }
let waiting = null;
listen({ looked: () => { waiting ??= setTimeout(() => { waiting = null; load(); }, 300); } }, load);
about();
load();
