// Help: the documentation, offline and searched; how the workbench looks; its end.

import { $, ask, el } from "./shared.js";
import { closeWorkbench } from "./frame.js";
import { pageOf } from "./help-text.js";
import { say } from "./say.js";

const place = $("#text");
let pages = [];

const word = () => decodeURIComponent(location.pathname.replace(/^\/help\/?/, ""));

function list(current) {
  $("#pages").replaceChildren(...pages.map((each) => el("li", {}, el("a", { href: `/help/${each.name}`, "aria-current": each.name === current ? "page" : null, text: each.title }))));
}

async function open() {
  let found;
  try {
    found = await ask("/api/help", { word: word() });
  } catch (error) {
    pages = error.answer?.pages ?? pages;
    list("");
    $("#title").textContent = "Help";
    place.replaceChildren(el("p", {}, `${error.message} `, el("a", { href: "/help", text: "To the first page" })));
    return;
  }
  pages = found.pages;
  list(found.name);
  const title = found.text.match(/^#+ +(.+)$/m)?.[1].replace(/`/g, "") ?? found.name;
  $("#title").textContent = title;
  document.title = `${title} - Help - form4kit`;
  place.replaceChildren(...pageOf(found.text, found.name));
  const part = decodeURIComponent(location.hash.slice(1)) || found.anchor;
  const head = part && document.getElementById(part);
  if (head) { head.scrollIntoView({ block: "start" }); head.focus({ preventScroll: true }); }
}

let typing = null;
$("#search").addEventListener("submit", (event) => event.preventDefault());
$("#words").addEventListener("input", () => {
  clearTimeout(typing);
  typing = setTimeout(async () => {
    const words = $("#words").value.trim();
    if (!words) { open(); return; }
    const hits = await ask("/api/help/search", { words });
    if (words !== $("#words").value.trim()) return;
    $("#title").textContent = "Help";
    const told = hits.length ? `${hits.length} ${hits.length === 1 ? "place" : "places"} found` : `Nothing in the help has '${words}'`;
    place.replaceChildren(el("p", { class: "quiet", text: `${told}.` }), ...hits.map((hit) => el("div", { class: "found" },
      el("a", { href: `/help/${hit.page}#${hit.anchor}`, text: hit.heading === hit.title ? hit.title : `${hit.title}: ${hit.heading}` }), el("p", { class: "small quiet", text: hit.around }))));
    say(told);
  }, 150);
});

function kept(field, key) {
  const root = document.documentElement;
  try { field.value = localStorage.getItem(`form4kit.${key}`) ?? ""; } catch { /* nothing is kept */ }
  field.addEventListener("change", () => {
    try { if (field.value) localStorage.setItem(`form4kit.${key}`, field.value); else localStorage.removeItem(`form4kit.${key}`); } catch { /* nothing is kept */ }
    if (field.value) root.dataset[key] = field.value; else delete root.dataset[key];
  });
}
kept($("#theme"), "theme");
kept($("#size"), "size");
try { $("#keys").checked = localStorage.getItem("form4kit.keys") !== "off"; } catch { $("#keys").checked = true; }
$("#keys").addEventListener("change", (event) => {
  try { if (event.target.checked) localStorage.removeItem("form4kit.keys"); else localStorage.setItem("form4kit.keys", "off"); } catch { /* nothing is kept */ }
});
$("#close").addEventListener("click", closeWorkbench);
addEventListener("hashchange", () => document.getElementById(decodeURIComponent(location.hash.slice(1)))?.focus());
open().finally(() => { document.documentElement.dataset.ready = "yes"; });
