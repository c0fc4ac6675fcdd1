// What the pages of building, signing and filing do alike: whose filings, what stands in the way, files that are given.

import { $, el } from "./shared.js";

// The filings that an address names: its own page's, or those of `?names=` and `?name=`.
export function chosen() {
  const query = new URLSearchParams(location.search);
  const names = [...query.getAll("names"), ...query.getAll("name")].flatMap((each) => each.split(",")).filter(Boolean);
  return names.length ? names : document.body.dataset.filing ? [document.body.dataset.filing] : [];
}

export const path = (name, step) => `/f/${name.split("/").map(encodeURIComponent).join("/")}/${step}`;

// One refusal: its words, the way out, and where it stands. `act` makes what leads out of it, where something does.
export const trouble = (each, act = () => null) => el("li", {},
  each.where && !each.words.includes(each.where) ? el("span", { class: "quiet small", text: `${each.where}: ` }) : "",
  el("span", { text: each.words }), each.hint && !act(each) ? el("span", { class: "quiet small", text: ` ${each.hint}` }) : "", act(each));

// Show what stands in the way, under a bold word; nothing where nothing does.
export function troubles(place, word, plan, error = null, act = () => null) {
  const found = plan?.refusals || [], asked = plan?.questions || [];
  place.hidden = !found.length && !asked.length && !error;
  place.replaceChildren(...(place.hidden ? [] : [
    el("b", { text: `${word} ` }),
    found.length || asked.length ? el("ul", {}, found.map((each) => trouble(each, act)), asked.map((each) => el("li", { text: each.words })))
      : el("span", { text: error.message })]));
}

// A file as a step takes it.
export async function encoded(file) {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let text = "";
  for (let at = 0; at < bytes.length; at += 0x8000) text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  return { name: file.name, data: btoa(text) };
}

// Take a file from a drop area or from the input in it.
export function dropping(area, take) {
  const input = $("input[type=file]", area);
  input.addEventListener("change", () => { const file = input.files[0]; input.value = ""; if (file) take(file); });
  const over = (on) => (event) => { event.preventDefault(); area.classList.toggle("over", on); };
  area.addEventListener("dragover", over(true));
  area.addEventListener("dragleave", over(false));
  area.addEventListener("drop", (event) => { over(false)(event); const file = event.dataTransfer.files[0]; if (file) take(file); });
}

// Empty secret fields when nobody has seen the page for five minutes.
export function forgetting(fields) {
  let timer = null;
  document.addEventListener("visibilitychange", () => {
    clearTimeout(timer);
    if (document.hidden) timer = setTimeout(() => { for (const each of fields()) each.value = ""; }, 300_000);
  });
}

// Show what came of a step, and lead who reads with the keyboard there.
export function result(place, kind, ...children) {
  place.hidden = false;
  place.className = `told ${kind}`;
  place.tabIndex = -1;
  place.replaceChildren(...children);
  place.focus();
}

export const ready = () => { document.documentElement.dataset.ready = ""; };
