// Positions that no filing has yet: described once, then chosen like the others.

import { el } from "./shared.js";

const PARTS = [["security", "Title of security", "Common Stock"], ["held", "Held before", "0"], ["indirect", "Held through, if indirectly", "By Smith Family Trust"]];
const MORE = [["underlying", "Underlying security", "Common Stock"], ["exercise_price", "Exercise price", "12.50"], ["exercisable", "Exercisable from", "3/1/2027"], ["expires", "Expires on", "3/1/2035"]];

export function positionForm(positions, { changed, first = false, report = false }) {
  const list = el("div", { class: "stack" });
  const draw = () => list.replaceChildren(...positions.map(one));
  function one(position, at) {
    const part = ([name, label, example]) => {
      const id = `position-${at + 1}.${name}`;
      const input = el("input", { id, type: "text", autocomplete: "off", value: position[name] || "", "aria-describedby": `${id}-hint` });
      input.addEventListener("input", () => { if (input.value) position[name] = input.value; else delete position[name]; changed(); });
      return el("div", { "data-question": id }, el("label", { for: id, text: label }), input, el("span", { class: "hint", id: `${id}-hint`, text: `Such as ${example}` }));
    };
    const id = `position-${at + 1}.derivative`;
    const more = el("div", { class: "three", hidden: !position.derivative }, MORE.map(part));
    const tick = el("input", { id, type: "checkbox", checked: Boolean(position.derivative) });
    tick.addEventListener("change", () => { if (tick.checked) position.derivative = "true"; else delete position.derivative; more.hidden = !tick.checked; changed(); });
    return el("fieldset", {}, el("legend", { text: `Position ${at + 1}` }), el("div", { class: "three" }, PARTS.map(([name, label, example]) => part([name, report && name === "held" ? "Held on that day" : label, example]))),
      el("p", {}, el("label", { class: "inline" }, tick, "An option, a unit or another derivative (Table II)")), more,
      el("p", {}, el("button", { type: "button", class: "link small writes", text: `Remove position ${at + 1}`, onclick: () => { positions.splice(at, 1); draw(); changed(); } })));
  }
  draw();
  const add = el("button", { type: "button", class: "writes", text: first ? "Add a position" : "Add a position that no filing has", onclick: () => {
    positions.push(report ? { report: "true" } : {});
    draw();
    changed();
    list.lastChild.querySelector("input").focus();
  } });
  return el("div", { class: "stack", "data-question": "positions" }, list, el("p", {}, add));
}
