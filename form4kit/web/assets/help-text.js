// The Markdown of the documentation as elements: text stays text, and a link to another page stays in the help.

import { el } from "./shared.js";

const SPANS = /`(?<code>[^`]+)`|\*\*(?<strong>[^*]+)\*\*|(?<![\w*])\*(?<em>[^*\s][^*]*)\*|!\[(?<picture>[^\]]*)\]\([^)]*\)|\[(?<words>[^\]]+)\]\((?<to>[^)\s]+)\)/g;

export const anchor = (heading) => heading.toLowerCase().replace(/[^\w\s-]/g, "").trim().replace(/\s/g, "-");

// Where a link of a page leads: another page of the help, or what it says.
function address(to, page) {
  const [file, part = ""] = to.split("#");
  if (/^[a-z]+:/i.test(to)) return to;
  const hash = part ? `#${part}` : "";
  if (!file) return hash;
  const parts = [...page.split("/").slice(0, -1), ...file.split("/")].filter((each) => each && each !== ".");
  const path = [];
  for (const each of parts) if (each === "..") path.pop(); else path.push(each);
  const name = path.join("/").replace(/\.md$/, "");
  return `/help/${name.replace(/^rules\//, "")}${hash}`;
}

function spans(text, page) {
  const parts = [];
  let from = 0;
  for (const found of text.matchAll(SPANS)) {
    parts.push(text.slice(from, found.index));
    const { code, strong, em, picture, words, to } = found.groups;
    if (code) parts.push(el("code", { text: code }));
    else if (strong) parts.push(el("strong", {}, spans(strong, page)));
    else if (em) parts.push(el("em", { text: em }));
    else if (to) parts.push(el("a", { href: address(to, page), rel: "noreferrer" }, spans(words, page)));
    else if (picture) parts.push(el("em", { class: "quiet", text: `Picture: ${picture}` }));
    from = found.index + found[0].length;
  }
  return [...parts, text.slice(from)];
}

const cells = (line) => line.trim().replace(/^\||\|$/g, "").split(/(?<!\\)\|/).map((each) => each.trim().replace(/\\\|/g, "|"));

function table(lines, page, number) {
  const [head, , ...rows] = lines.map(cells);
  return el("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": `Table ${number}: ${head.filter(Boolean).join(", ")}` }, el("table", {},
    el("thead", {}, el("tr", {}, head.map((each) => (each ? el("th", { scope: "col" }, spans(each, page)) : el("td"))))),
    el("tbody", {}, rows.map((row) => el("tr", {}, row.map((each) => el("td", {}, spans(each, page))))))));
}

function list(lines, page) {
  const items = [];
  for (const line of lines) {
    const begins = line.match(/^(?:[-*]|\d+\.) +(.*)$/);
    if (begins) items.push(begins[1]); else if (items.length) items[items.length - 1] += ` ${line.trim().replace(/^[-*] /, "\u2013 ")}`;
  }
  return el(/^\d/.test(lines[0]) ? "ol" : "ul", {}, items.map((each) => el("li", {}, spans(each, page))));
}

// Return the elements of a page, whose first heading is left out: it is the page's title.
export function pageOf(text, page) {
  const made = [], lines = text.split("\n");
  let first = true;
  for (let at = 0; at < lines.length;) {
    const line = lines[at];
    if (!line.trim()) { at += 1; continue; }
    if (/^```/.test(line)) {
      const end = lines.findIndex((each, number) => number > at && /^```/.test(each));
      made.push(el("pre", { tabindex: "0" }, el("code", { text: lines.slice(at + 1, end < 0 ? undefined : end).join("\n") })));
      at = end < 0 ? lines.length : end + 1;
      continue;
    }
    const head = line.match(/^(#{1,4}) +(.+)$/);
    if (head) {
      if (!(first && head[1].length === 1)) made.push(el(`h${Math.max(2, head[1].length)}`, { id: anchor(head[2].replace(/`/g, "")), tabindex: "-1" }, spans(head[2], page)));
      first = false;
      at += 1;
      continue;
    }
    let end = at + 1;
    while (end < lines.length && lines[end].trim() && !/^(#{1,4} |```)/.test(lines[end])) end += 1;
    const block = lines.slice(at, end);
    if (block[0].includes("|") && /^[\s|:-]+$/.test(block[1] ?? "")) made.push(table(block, page, made.filter((each) => each.matches(".scroll")).length + 1));
    else if (/^(?:[-*]|\d+\.) /.test(block[0])) made.push(list(block, page));
    else if (/^>/.test(block[0])) made.push(el("blockquote", {}, spans(block.map((each) => each.replace(/^> ?/, "")).join(" "), page)));
    else made.push(el("p", {}, spans(block.join(" "), page)));
    at = end;
  }
  return made;
}
