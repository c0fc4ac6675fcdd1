"""What EDGAR takes in a text document: the width of its lines, and its tables.

EDGAR Filer Manual II, 5.2.1.2.1 and 5.2.1.4: 80 characters on a line, 132 between `<TABLE>` and `</TABLE>`;
a table has two `<S>` or `<C>` at least.
"""

import re
from collections.abc import Generator, Iterator

from form4kit.edgar.exhibit_spots import Kind, Spot, lines_of
from form4kit.lazy_re import pattern

WIDTH = 80
TABLE_WIDTH = 132
_TAG = pattern(r"<(/?)(TABLE|R)(?:\s[^<>\n]*)?>", re.IGNORECASE)
_COLUMN = pattern(r"<[SC]>", re.IGNORECASE)
_SCRIPT = pattern(r"<script\b", re.IGNORECASE)
_HTML = pattern(r"<(?:!doctype\s+html|html|head|body|div|span|font|br|p|h[1-6]|center|meta)\b[^<>]*>", re.I)
_LOST = pattern(r"\b[A-Za-z]{2,}\?(?:s|t|d|ll|re|ve)\b(?!=)")


def spots(text: str) -> Iterator[Spot]:
    """Yield what EDGAR does not take in a text document, but for its characters."""
    tables: list[tuple[int, int]] = []
    if "<" in text:
        tables = yield from _tables(text)
        for found in _SCRIPT.finditer(text):
            yield Spot(Kind.ACTIVE, found.start(), "a script", "Take it out.")
        for found in _HTML.finditer(text):
            what = f"{found[0][:40]} of HTML, which a text shows as it stands"
            yield Spot(Kind.SOURCE_TEXT, found.start(), what, "Name the file .htm, or take the tags out.")
    for start, line in lines_of(text):
        width = max(map(len, line.lstrip("\ufeff").split("\f")))
        if width <= WIDTH:
            continue
        inside = any(first <= start + len(line) and start < last for first, last in tables)
        most = TABLE_WIDTH if inside else WIDTH
        if width > most:
            where = " in a table" if inside else ""
            what = f"{width} characters on a line, the most{where} is {most}"
            yield Spot(Kind.LONG_LINE, start, what, f"Break the line at {most} characters.")


def lost(text: str) -> Iterator[Spot]:
    """Yield each question mark that stands where an apostrophe was: `undersigned?s`."""
    for found in _LOST.finditer(text):
        what = f'a question mark for a lost apostrophe in "{found[0]}"'
        yield Spot(Kind.LOST, found.start(), what, "Write the apostrophe.")


def _tables(text: str) -> Generator[Spot, None, list[tuple[int, int]]]:
    """Yield what is wrong with tables and revised text; return from where to where each table goes."""
    opened: dict[str, int] = {}
    found: list[tuple[int, int]] = []
    for tag in _TAG.finditer(text):
        name = tag[2].upper()
        if not tag[1]:
            if name in opened:
                yield _unmatched(opened[name], f"<{name}>", f"</{name}>")
            opened[name] = tag.start()
        elif name not in opened:
            yield _unmatched(tag.start(), f"</{name}>", f"<{name}>")
        else:
            start = opened.pop(name)
            if name == "TABLE":
                found.append((start, tag.end()))
    for name, start in opened.items():
        yield _unmatched(start, f"<{name}>", f"</{name}>")
        if name == "TABLE":
            found.append((start, len(text)))
    for start, end in found:
        columns = len(_COLUMN.findall(text, start, end))
        if columns < 2:
            what = f"a <TABLE> with {columns or 'no'} <S> or <C>, where two are needed"
            yield Spot(Kind.TEXT_TABLE, start, what, "Write <S> and <C> below the headings of its columns.")
    return found


def _unmatched(offset: int, tag: str, other: str) -> Spot:
    return Spot(Kind.TEXT_TABLE, offset, f"{tag} without its {other}", f"Write {other}, or take {tag} out.")
