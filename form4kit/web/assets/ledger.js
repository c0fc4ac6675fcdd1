// The ledger: a position's balance over time as a table, then drawn; and what Section 16(b) may match.

import { $, about, ask, el, listen, send } from "./shared.js";
import { address } from "./frame.js";

const wanted = new URLSearchParams(location.search);
let positions = [], first = true, swings = 0;

const name = (each) => `${each.owner}, ${each.issuer}: ${each.security} (${each.ownership})${each.terms.length ? `, ${each.terms.join(", ")}` : ""}${each.breaks ? `, ${each.breaks} ${each.breaks === 1 ? "break" : "breaks"}` : ""}`;
const asked = (each) => (!wanted.get("who") || each.owner_key === wanted.get("who")) && (!wanted.get("issuer") || each.issuer_cik === wanted.get("issuer"));
const drawing = (text) => text && document.adoptNode(new DOMParser().parseFromString(text, "image/svg+xml").documentElement);

function options() {
  const before = $("#position").value;
  const shown = positions.map((each, n) => [each, n]).filter(([each]) => each.breaks || !$("#broken").checked);
  $("#position").replaceChildren(...shown.map(([each, n]) => el("option", { value: n, text: name(each) })));
  const kept = first ? shown.find(([each]) => asked(each))?.[1] : shown.some(([, n]) => String(n) === before) ? before : undefined;
  if (kept !== undefined) $("#position").value = kept;
  first = false;
  show();
}

function show() {
  const each = positions[$("#position").value];
  $("#shown").hidden = !each;
  $("#empty").hidden = positions.length > 0;
  $("#swing").hidden = true;
  if (!each) return;
  $("#title").textContent = `${each.security}, ${each.ownership}`;
  $("#terms").textContent = [each.owner, each.issuer, each.table, ...each.terms].join(", ");
  $("#lines").replaceChildren(...each.lines.map((line, n) => el("tr", { class: line.draft ? "draft" : line.mark ? "break" : null, "data-line": n },
    el("td", { text: line.period }), el("td", { text: line.form }), el("td", { class: "number", text: line.opening }),
    el("td", { text: line.changes.join("; ") || "holding" }), el("td", { class: "number", text: line.closing }),
    el("td", {}, line.draft ? "A draft, not filed." : line.mark ? el("b", { text: sentence(line.mark) }) : "", line.action ? act(line.action) : ""),
    el("td", {}, filing(line.file)))));
  $("#plot").replaceChildren(drawing(each.plot) || el("p", { class: "quiet", text: "No balance here can be read with certainty; the table says what can." }));
  swing(each);
}

// The one thing to do about a break: a link, or the draft of an amendment, which is written and opened.
const act = (action) => action.to ? el("a", { href: action.to, text: action.words })
  : el("button", { type: "button", class: "thin writes", text: action.words, onclick: async ({ target }) => {
    const answers = { filed: action.amends };
    try {
      const plan = await send("/api/steps/amend/plan", { answers });
      const done = await send("/api/steps/amend/do", { answers, hash: plan.hash });
      location.assign(address(done.name, "prepare"));
    } catch (error) { target.after(el("span", { class: "hint", role: "alert", text: error.message })); }
  } });

const sentence = (words) => `${words.slice(0, 1).toUpperCase()}${words.slice(1)}${/[.!?]$/.test(words) ? "" : "."}`;
const filing = (file) => /\.ya?ml$/.test(file) && !/\/draft\.ya?ml$/.test(file)
  ? el("a", { class: "mono small", href: address(file.replace(/\.ya?ml$/, ""), "prepare"), text: file })
  : el("span", { class: "mono small", text: file });

async function swing(each) {
  const number = ++swings;
  if (!each.owner_key) return;
  const found = await ask("/api/ledger/swing", { who: each.owner_key, issuer: each.issuer_cik });
  if (number !== swings || found.cannot || !found.trades.length) return;
  $("#swing").hidden = false;
  $("#swing-words").textContent = `${each.owner} in ${each.issuer}: ${found.pairs.length ? `${found.pairs.length} ${found.pairs.length === 1 ? "pair" : "pairs"}, $${found.profit} at most` : "no purchase and sale are matched"}. Only what is filed counts.`;
  $("#trades").replaceChildren(...found.trades.map((trade) => {
    const pairs = found.pairs.filter((pair) => pair.purchase.row === trade.row || pair.sale.row === trade.row);
    const other = (pair) => (pair.purchase.row === trade.row ? pair.sale : pair.purchase);
    return el("tr", {}, el("td", { text: trade.date }), el("td", { text: trade.side }), el("td", { class: "number", text: trade.shares }), el("td", { class: "number", text: trade.price || "not on the form" }),
      el("td", { text: pairs.map((pair) => `${pair.shares} with the ${other(pair).side} of ${other(pair).date} at ${other(pair).price}`).join("; ") || "nothing" }),
      el("td", { class: "number", text: pairs.map((pair) => `$${pair.profit}`).join("; ") }), el("td", { class: "mono small", text: trade.row }));
  }));
  $("#swing-plot").replaceChildren(drawing(found.plot) || el("p", { class: "quiet", text: "No price here can be drawn." }));
  $("#assumed").replaceChildren(...[...found.assumptions, ...found.rests].map((text) => el("li", { text })));
}

function told({ target }) {
  const mark = target.closest?.("[data-line]");
  if (!mark) return;
  const line = positions[$("#position").value].lines[mark.dataset.line];
  $("#sum").textContent = `${line.words}${line.draft ? "; a draft, not filed" : ""} (${line.file})`;
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
