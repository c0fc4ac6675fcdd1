"""A broker's file taken apart into lines of cells: text with whatever parts its cells, or a workbook."""

import csv
import io
import re
from collections.abc import Iterator
from typing import Final

from form4kit.events.broker.lines import FillsSheet, TableLine, Trouble
from form4kit.events.broker.workbook import sheets_of_workbook
from form4kit.lazy_re import pattern
from form4kit.source.limits import LARGEST_FORM, megabytes

_SEPARATOR: Final = pattern(r"\s*sep=(.)\s*\Z", re.I)
_QUOTED: Final = pattern(r'="(.*)"\Z', re.S)
_WEB: Final = pattern(r"\s*(?:<!doctype|<html|<table|<\?xml|<meta|<head|<style)", re.I)
MOST_LINES: Final = 50_000
"""The lines of a file of fills: an order that is worked for a week has some thousands."""
WIDEST: Final = 500
"""The cells of a line."""
_DELIMITERS: Final = ";\t,|"
_SAVE_AS: Final = "Save the table of trades as CSV or as .xlsx."


def sheets_of(data: bytes) -> list[FillsSheet] | Trouble:
    """Return the ways to read a text, the likeliest first, or the sheets of a workbook."""
    if len(data) > LARGEST_FORM or data.count(b"\n") > MOST_LINES:
        message = f"more than {megabytes(LARGEST_FORM)} or {MOST_LINES:,} lines: is this the right file?"
        return Trouble(0, message)
    if data.startswith(b"PK\x03\x04"):
        return sheets_of_workbook(data)
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        return Trouble(0, "it is an Excel workbook of the old kind", _SAVE_AS)
    if data.startswith(b"%PDF"):
        return Trouble(0, "it is a PDF", _SAVE_AS)
    if _WEB.match(data[:200].decode("ascii", "replace")):
        return Trouble(0, "it is a web page under another name", _SAVE_AS)
    text = _decoded(data)
    if text is None:
        return Trouble(0, "it is not text: save it as CSV", _SAVE_AS)
    return _sheets(text)


def _decoded(data: bytes) -> str | None:
    """Decode what spreadsheets save: UTF-8 with or without its mark, UTF-16, or the Windows code page."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings: tuple[str, ...] = ("utf-16",)
    elif b"\0" in data[:64]:
        encodings = ("utf-16-be",) if data[:1] == b"\0" else ("utf-16-le",)
    else:
        encodings = ("utf-8-sig", "cp1252")
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return None if "\0" in text else text
    return None


def _sheets(text: str) -> list[FillsSheet] | Trouble:
    lines = [line for line in text.splitlines() if line.strip()]
    named = _SEPARATOR.match(lines[0]) if lines else None
    found: list[FillsSheet] = []
    wrong: Trouble | None = None
    likeliest = sorted(_DELIMITERS, key=lambda each: -sum(each in line for line in lines[:200]))
    for delimiter in named[1] if named else [each for each in likeliest if each in text] or [","]:
        try:
            found.append(FillsSheet("", tuple(_lines(text, delimiter)), delimiter))
        except _Unclosed as error:
            message = "a quotation mark opens a cell that nothing closes"
            wrong = wrong or Trouble(error.line, message, "Close it, or take it out.")
    return found or wrong or []


class _Unclosed(Exception):
    """A cell in quotes has no end: what follows it would be lost."""

    def __init__(self, line: int) -> None:
        super().__init__(line)
        self.line = line


def _lines(text: str, delimiter: str) -> Iterator[TableLine]:
    """Yield every line, the empty ones too; one may go over several lines of the file inside quotes."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    before = 0
    try:
        for row in reader:
            yield TableLine(before + 1, tuple(map(_cell, row)))
            before = reader.line_num
    except csv.Error:
        raise _Unclosed(before + 1) from None


def _cell(text: str) -> str:
    bare = text.strip()
    formula = _QUOTED.match(bare)  # what a spreadsheet writes to keep a number a text
    return formula[1].strip() if formula else bare


def is_separator(line: TableLine) -> bool:
    """Tell whether a line says only which character parts the cells, as a spreadsheet writes it."""
    return bool(_SEPARATOR.match("".join(line.cells)) or [*line.cells[:1]] == ["sep="])
