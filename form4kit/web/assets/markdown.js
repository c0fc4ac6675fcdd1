// The little Markdown that the desk's explanations are written in, as elements: text stays text.

import { el } from "./shared.js";

const SPANS = /\*\*(?<strong>.+?)\*\*|\*(?<em>.+?)\*|`(?<code>[^`]+)`|\\(?<plain>.)/gs;

function spans(text) {
  const parts = [];
  let from = 0;
  for (const found of text.matchAll(SPANS)) {
    parts.push(text.slice(from, found.index));
    const [kind, inner] = Object.entries(found.groups).find(([, value]) => value !== undefined);
    parts.push(kind === "plain" ? inner : el(kind, { text: inner }));
    from = found.index + found[0].length;
  }
  return [...parts, text.slice(from)];
}

export function markdown(text) {
  return text.split(/\n\n+/).filter((block) => block.trim()).map((block) => {
    if (/^---+$/.test(block.trim())) return el("hr");
    const fenced = block.match(/^```\w*\n([\s\S]*?)\n?```$/);
    if (fenced) return el("pre", { text: fenced[1] });
    const lines = block.split("\n");
    if (lines.every((line) => /^[-*] /.test(line))) return el("ul", {}, lines.map((line) => el("li", {}, spans(line.slice(2)))));
    return el("p", {}, spans(block));
  });
}
