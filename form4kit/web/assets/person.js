// One person: what is known with day and source, a trade tried on, and changes that say what they touch.

import { $, about, ask, el, listen } from "./shared.js";
import { Step } from "./step.js";
import { troubles } from "./give.js";
import { say } from "./say.js";

const key = decodeURIComponent(location.pathname.split("/").pop());
const longDay = (day) => day ? new Intl.DateTimeFormat("en-US", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" }).format(new Date(`${day}T00:00:00Z`)) : "";
const FIELDS = { "f-name": "name", "f-street": "address.street", "f-city": "address.city", "f-state": "address.state", "f-zip": "address.zip" };
const PLAN = ["key", "adopted", "begins", "ends"];
let tradedBefore = "", person = null, before = {}, removing = false;

const step = new Step("person", {
  shown(plan) {
    $("#outcome").hidden = !plan.writes.length && !plan.refusals.length && !plan.questions.length && !removing;
    $("#sentence").textContent = plan.sentence;
    $("#change-it").textContent = removing ? "Remove" : "Change it";
    troubles($("#trouble"), plan);
  },
  failed(error, plan) { $("#outcome").hidden = false; troubles($("#trouble"), plan, error); },
});

function answers() {
  if (removing) return { key, remove: true };
  const values = {};
  for (const [id, name] of Object.entries(FIELDS)) if ($(`#${id}`).value !== before[id]) values[name] = $(`#${id}`).value;
  const [box, issuer] = $("#e-box").value.split("|");
  const plan = {}, more = {};
  for (const name of PLAN) if ($(`#p-${name}`).value.trim()) plan[name] = $(`#p-${name}`).value.trim();
  const number = $("#r-power").value;
  if (number && $("#r-day").value.trim()) more.revoked = { number: Number(number), day: $("#r-day").value.trim() };
  return { key, values, ...more, ...(Object.keys(plan).length ? { plan } : {}), ...(box && $("#e-day").value ? { ended: { box, issuer: issuer || "", day: $("#e-day").value } } : {}) };
}
const changed = () => { removing = false; step.change(answers()); };

function draw(found) {
  person = found;
  document.title = `${found.name} - form4kit`;
  $("#name").textContent = found.name;
  const now = found.roles.filter((each) => !each.to).map((each) => each.words);
  $("#what").textContent = [now.join(", "), found.cik ? `CIK ${found.cik}` : "no CIK: signs for others"].filter(Boolean).join(" \u00b7 ");
  $("#positions").replaceChildren(...(found.positions.length ? found.positions.map((each) => el("tr", {},
    el("td", {}, each.words, el("span", { class: "hint", text: each.issuer })),
    el("td", { class: "number", text: each.balance || "not certain" }),
    el("td", {}, `Form ${each.form}${each.filed ? ` of ${longDay(each.filed)}` : ""}`, el("span", { class: "hint mono", text: each.source })),
    el("td", {}, el("a", { href: `/ledger?${new URLSearchParams({ who: key, issuer: each.cik })}`, "aria-label": `Ledger of ${each.words}`, text: "ledger" }))))
    : [el("tr", {}, el("td", { colspan: 4, text: "No filing here shows a position." }))]));
  const address = found.address;
  const street = Array.isArray(address.street) ? address.street.join(", ") : address.street;
  const lines = [street, [address.city, address.state || address.territory, address.zip].filter(Boolean).join(" "), address.country].filter(Boolean);
  $("#roles").replaceChildren(...found.roles.flatMap((each) => [el("dt", { text: each.words }),
    el("dd", {}, `${each.from ? `from ${longDay(each.from)}` : "first day not known"}${each.to ? ` to ${longDay(each.to)}` : ""}${each.issuer ? `, at ${each.issuer}` : ""}`, el("span", { class: "hint mono", text: each.source }))]),
  el("dt", { text: "Address" }), el("dd", {}, lines.join(", ") || "not known", el("span", { class: "hint mono", text: found.file })));
  const was = before;
  before = { "f-name": found.name, "f-street": street || "", "f-city": address.city || "", "f-state": address.state || "", "f-zip": address.zip || "" };
  for (const [id, value] of Object.entries(before)) if ($(`#${id}`).value === (was[id] ?? "")) $(`#${id}`).value = value;
  const ending = $("#e-box").value;
  $("#e-box").replaceChildren(el("option", { value: "", text: "Choose" }), ...found.roles.filter((each) => !each.to).map((each) => el("option", { value: `${each.box}|${each.issuer}`, text: each.words })));
  $("#e-box").value = ending;
  list("#plans", found.plans, (each) => [`Adopted ${longDay(each.adopted)}`, each.first ? `first trade from ${longDay(each.first)}: ${each.why}` : "", each.ended ? `${each.how || "ended"} ${longDay(each.ended)}` : each.ends ? `ends ${longDay(each.ends)}` : "no end said"].filter(Boolean).join(" \u00b7 "), "No plan is known.");
  list("#powers", found.powers, (each) => `${each.attorneys.join(", ")} \u00b7 ${each.forms.length ? `Forms ${each.forms.join(", ")}` : "no form named"} \u00b7 ${each.signed ? `signed ${longDay(each.signed)}` : "day of signing not known"} \u00b7 ${each.ends ? `ends ${longDay(each.ends)} (${each.days < 0 ? "it has ended" : `${each.days} days`})` : "no end"}`, "No power is known.");
  const revoking = $("#r-power").value;
  $("#r-power").replaceChildren(el("option", { value: "", text: "Choose" }), ...found.powers.filter((each) => each.number !== null && !each.revoked).map((each) => el("option", { value: String(each.number), text: `${each.attorneys.join(", ")}${each.signed ? `, signed ${longDay(each.signed)}` : ""}` })));
  $("#r-power").value = revoking;
  $("#ccc").textContent = `${found.ccc.words} ${found.ccc.problem ? `But ${found.ccc.problem}.` : ""}`.trim();
  list("#left", found.left, (each) => each.text, "Nothing is left to do that this folder knows of.", (each) => each.cites.join("; "));
  const traded = JSON.stringify(found.issuers);
  if (traded === tradedBefore) return; // what is typed into a trade stays
  tradedBefore = traded;
  $("#six").replaceChildren(...(found.issuers.length ? found.issuers.map(six) : [el("p", { class: "quiet", text: "No filed form here shows a trade." })]), el("p", { class: "small quiet", text: "For counsel; not legal advice. What a person told nobody does not stand here." }));
}

function list(place, found, words, none, small = (each) => each.source) {
  $(place).replaceChildren(...(found.length ? found.map((each) => el("li", {}, words(each), el("span", { class: "hint", text: small(each) }))) : [el("li", { class: "quiet", text: none })]));
}

function six(each) {
  if (each.cannot) return el("p", { class: "told warning", text: `${each.issuer}: ${each.cannot}` });
  const id = (name) => `${name}-${each.cik}`;
  const input = (name, words, hint) => el("div", {}, el("label", { for: id(name), text: words }), el("input", { id: id(name), autocomplete: "off", placeholder: hint }));
  const side = (value, words) => el("label", { class: "choice" }, el("input", { type: "radio", name: id("side"), value }), el("span", { text: words }));
  const place = el("div", { class: "tried", role: "status" });
  const form = el("form", { class: "try", "aria-label": `Try a trade in ${each.issuer}` },
    el("fieldset", { class: "choices" }, el("legend", { text: "Try a trade" }), side("P", "buy"), side("S", "sell")),
    input("shares", "Shares", "500"), input("price", "Price", "47.20"), input("day", "Day", "2026-12-01"),
    el("button", { text: "What would follow?" }));
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const chosen = form.querySelector("input[type=radio]:checked");
    if (!chosen) { place.replaceChildren(el("p", { class: "told warning", text: "Buy or sell? Choose one." })); return; }
    try {
      const found = await ask("/api/person/trade", { key, issuer: each.cik, side: chosen.value, shares: $(`#${id("shares")}`).value, price: $(`#${id("price")}`).value, day: $(`#${id("day")}`).value });
      place.replaceChildren(...thought(found));
    } catch (error) { place.replaceChildren(el("p", { class: "told error", text: error.message })); }
  });
  return el("div", {}, el("h3", { text: each.issuer }),
    el("ul", { class: "plain-list" }, each.items.length ? each.items.map((item) => el("li", {}, item.text, el("span", { class: "hint", text: item.cites.join("; ") }))) : el("li", { text: "No trade of the last six months is open." })),
    el("p", {}, ...["purchase", "sale"].map((which) => el("span", { text: `A ${which} matches ${each.clear[which] ? `none that is open from ${longDay(each.clear[which])}` : "nothing today"}. ` })),
      el("a", { href: `/ledger?${new URLSearchParams({ who: key, issuer: each.cik })}`, text: "See the pairs" })),
    form, place, rests(each));
}

const rests = (each) => el("details", {}, el("summary", { text: "What this assumes, and rests on" }),
  el("ul", { class: "rests small" }, each.assumptions.map((line) => el("li", { text: line })), each.rests.map((line) => el("li", { text: line }))));

const thought = (found) => [el("p", { class: `told ${found.thought.pairs.length ? "warning" : "note"}`, text: found.thought.words }),
  ...(found.thought.pairs.length ? [el("div", { class: "scroll" }, el("table", { class: "list" }, el("caption", { class: "unseen", text: "Pairs with the trade tried on" }),
    el("thead", {}, el("tr", {}, ["Profit", "Shares", "Bought", "at", "Sold", "at"].map((words) => el("th", { scope: "col", text: words })))),
    el("tbody", {}, found.thought.pairs.map((pair) => el("tr", {}, [`$${pair.profit}`, pair.shares, pair.purchase.date, pair.purchase.price, pair.sale.date, pair.sale.price].map((words) => el("td", { text: words })))))))] : [])];

async function load() {
  const found = await ask("/api/person", { key }).catch((error) => { $("#missing").hidden = false; $("#missing").textContent = error.message; return null; });
  if (found) draw(found);
  document.documentElement.dataset.ready = "yes";
}
async function others() {
  const { people } = await ask("/api/people");
  $("#others").replaceChildren(...people.map((each) => el("li", {}, el("a", { href: `/people/${encodeURIComponent(each.key)}`, "aria-current": each.key === key ? "page" : null }, each.name, el("span", { class: "hint", text: each.roles.join(", ") })))));
  $("#whom").replaceChildren(...people.map((each) => el("option", { value: each.key, selected: each.key === key, text: each.name })));
}

for (const id of [...Object.keys(FIELDS), "e-box", "e-day", "r-power", "r-day", ...PLAN.map((name) => `p-${name}`)]) $(`#${id}`).addEventListener("input", changed);
$("#change").addEventListener("submit", (event) => event.preventDefault());
$("#whom").addEventListener("change", (event) => { location.href = `/people/${encodeURIComponent(event.target.value)}`; });
$("#remove").addEventListener("click", async () => { removing = true; step.change(answers()); await step.ask(); $("#outcome").scrollIntoView({ block: "center" }); ($("#trouble").hidden ? $("#change-it") : $("#trouble")).focus?.(); });
$("#leave").addEventListener("click", () => { removing = false; for (const [id, value] of Object.entries(before)) $(`#${id}`).value = value; $("#e-day").value = $("#e-box").value = $("#r-day").value = $("#r-power").value = ""; for (const name of PLAN) $(`#p-${name}`).value = ""; changed(); });
$("#change-it").addEventListener("click", async () => {
  step.answers = answers();
  const done = await step.carryOut();
  if (!done) return;
  say(done.sentence);
  if (done.removed) { location.href = "/people"; return; }
  removing = false;
  $("#e-day").value = $("#e-box").value = $("#r-day").value = $("#r-power").value = "";
  for (const name of PLAN) $(`#p-${name}`).value = "";
  for (const id of Object.keys(FIELDS)) before[id] = $(`#${id}`).value;
  await load();
  changed();
  $("#name").setAttribute("tabindex", "-1");
  $("#name").focus();
});
let waiting = null;
listen({ looked: () => { waiting ??= setTimeout(() => { waiting = null; load(); }, 400); } }, load);
about();
others();
load();
