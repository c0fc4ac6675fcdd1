"""Read a text as it is laid out: its lines stay lines, and only those that are too long are broken."""

import re
from collections.abc import Iterator
from itertools import groupby

from form4kit.edgar import exhibit_text
from form4kit.edgar.exhibit_spots import Kind
from form4kit.exhibits.changes import Changes
from form4kit.exhibits.characters import Characters
from form4kit.exhibits.lines import MOST, TABLE_MOST, fitted
from form4kit.exhibits.paper import Paper, Paragraph, Run
from form4kit.exhibits.text_tables import laid_out
from form4kit.lazy_re import pattern

_ENDS = pattern(r"\r\n|[\r\n\x0b\x85\u2028\u2029]")
_GAP = pattern(r"\t+ *| {2,}\t*")
_TABLE = pattern(r"<(/?)TABLE(?:\s[^<>\n]*)?>", re.IGNORECASE)

NumberedLine = tuple[int, str]


def as_it_stands(text: str, changes: Changes) -> bytes:
    """Return a text in the characters and the width that EDGAR takes, laid out as it was."""
    spell = Characters(changes)
    markup = "<" in text and not any(each.kind is Kind.TEXT_TABLE for each in exhibit_text.spots(text))
    lines: list[NumberedLine] = []
    for number, line in enumerate(_split(text), 1):
        written = spell.write(_on_one_page(line), f"line {number}", markup=markup)
        lines += [(number, part) for part in written.split("\n")]
        if "\f" in line:
            changes.tell("page breaks left out", f"line {number}")
    fresh = [line.rstrip() for line in _fitted(lines, changes)]
    while fresh and not fresh[-1]:
        fresh.pop()
    return ("\n".join(fresh) + "\n").encode("ascii")


def as_paper(text: str, title: str) -> Paper:
    """Return a text as one that a page shows as it is laid out."""
    lines = [part.rstrip().expandtabs(8) for line in _split(text) for part in _on_one_page(line).split("\n")]
    return Paper((Paragraph((Run("\n".join(lines).strip("\n") + "\n"),), "the text", kept=True),), title)


def _on_one_page(line: str) -> str:
    """Return a line without page breaks; what stands on both sides of one becomes two lines."""
    return "\n".join(part for part in line.split("\f") if part.strip()) if "\f" in line else line


def _split(text: str) -> list[str]:
    return _ENDS.split(text)


def _fitted(lines: list[NumberedLine], changes: Changes) -> Iterator[str]:
    """Yield the lines within the width, each table by itself."""
    inside = False
    for empty, group in groupby(lines, key=lambda line: not line[1].strip()):
        block = list(group)
        tagged = inside or any(_TABLE.search(line) for _, line in block)
        if empty:
            yield from ("" for _ in block)
        elif not tagged and (rows := _columns(block)):
            yield from laid_out(rows, f"line {block[0][0]}", changes)
        else:
            for number, line in block:
                inside = _still_inside(line, inside=inside)
                yield from _one(number, line, TABLE_MOST if inside else MOST, changes)


def _one(number: int, line: str, most: int, changes: Changes) -> Iterator[str]:
    if "\t" in line:
        changes.tell("tabs written as blanks", f"line {number}", line.count("\t"))
    parts = list(fitted(line, most))
    if len(parts) > 1:
        changes.tell(f"lines longer than {most} characters broken", f"line {number}")
    yield from parts


def _still_inside(line: str, *, inside: bool) -> bool:
    for tag in _TABLE.finditer(line):
        inside = not tag[1]
    return inside


def _columns(block: list[NumberedLine]) -> list[list[tuple[list[str], int]]]:
    """Return the cells of lines that make a table too wide for the page; else nothing."""
    if len(block) < 2 or not any(len(line.expandtabs(8)) > MOST for _, line in block):
        return []
    cells = [[cell.strip() for cell in _GAP.split(line.strip())] for _, line in block]
    if len(cells[0]) < 2 or any(len(row) != len(cells[0]) for row in cells):
        return []
    return [[([cell], 1) for cell in row] for row in cells]
