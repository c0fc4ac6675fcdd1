"""A broker's file of fills: a table of shares, prices and times, in the spellings that brokers use."""

import csv
import datetime as dt
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from form4kit.convert import to_date
from form4kit.events.broker_numbers import Commas, commas_of, numeral
from form4kit.events.fills import Fill, shares_of
from form4kit.lazy_re import pattern
from form4kit.source.limits import LARGEST_FORM, megabytes

_DONE = r"(?:fill|filled|exec|executed|execution|trade|traded|transaction)"
HEADS: Final[Mapping[str, re.Pattern[str]]] = {
    "shares": pattern(
        rf"(?:no|number)?(?:of)?(?:{_DONE}|last|share)?(?:shares?|quantity|qty|size|volume|units)"
        rf"(?:{_DONE}|sold|bought|purchased)?\Z"
    ),
    "price": pattern(
        rf"(?:{_DONE}|sales?|sell|selling|purchase|buy|unit|share)?(?:price|px)(?:pershare|usd)?\Z|lastpx\Z"
    ),
    "time": pattern(rf"(?:{_DONE}|transact)?(?:time|timestamp|datetime)(?:et|est|edt)?\Z"),
    "date": pattern(rf"{_DONE}?(?:date|day)\Z"),
    "side": pattern(r"(?:side|action|buysell|bs|direction|transactiontype)\Z"),
}
"""The heads of the columns, as small letters alone. An average price is none: it hides the trades."""

MOST_LINES: Final = 50_000
"""The lines of a file of fills: an order that is worked for a week has some thousands."""
_WIDEST: Final = 500
_PREAMBLE: Final = 20
_US_DATE = pattern(r"(\d{1,2})/(\d{1,2})/(\d{4})(?!\d)")
_SHORT_DATE = pattern(r"(\d{4})(\d\d)(\d\d)\Z")
_BUY = pattern(r"\s*(?:b|buy|bought|bot|purchased?)\b", re.I)
_SELL = pattern(r"\s*(?:s|sell|sold|sld|sale)\b", re.I)
_TOTAL = pattern(r"\s*(?:grand\s+)?(?:total|sum)s?\b", re.I)


class Trouble(NamedTuple):
    """Why a file of fills cannot be used: the line in it, 0 for the whole, and words."""

    line: int
    message: str


def read_fills(data: bytes, buying: bool) -> tuple[Fill, ...] | Trouble:
    """Read a file's fills; `buying` or selling, for files that say of each which it is."""
    if len(data) > LARGEST_FORM or data.count(b"\n") > MOST_LINES:
        return Trouble(
            0, f"more than {megabytes(LARGEST_FORM)} or {MOST_LINES:,} lines: is this the right file?"
        )
    text = _decoded(data)
    if text is None:
        return Trouble(0, "it is not text: save it as CSV")
    delimiter = _delimiter(text)
    rows = list(_rows(text, delimiter))
    sheet = _Sheet(buying, delimiter == ";")
    if wide := next((number for number, row in rows if len(row) > _WIDEST), None):
        return Trouble(wide, f"more than {_WIDEST} values in one line")
    head = next(((n, found) for n, row in enumerate(rows[:_PREAMBLE]) if (found := _columns(row[1]))), None)
    if head is None:
        if rows and _bare(rows[0][1]):
            columns = {"shares": 0, "price": 1, **({"time": 2} if len(rows[0][1]) > 2 else {})}
            return _fills(rows, columns, sheet)
        return Trouble(0, "no line has heads for shares and price: write `shares,price,time`")
    at, columns = head
    doubled = _doubled(rows[at][1])
    if doubled:
        return Trouble(rows[at][0], f"{doubled} all look like one column: keep the one that counts")
    return _fills(rows[at + 1 :], columns, sheet)


def _decoded(data: bytes) -> str | None:
    """Decode what spreadsheets save: UTF-8 with or without its mark, UTF-16, or the Windows code page."""
    utf16 = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ("utf-16",) if utf16 else ("utf-8-sig", "cp1252"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return None if "\0" in text else text
    return None


class _Sheet(NamedTuple):
    """What holds for every line of a file."""

    buying: bool
    semicolons: bool


def _delimiter(text: str) -> str:
    """Return what parts the cells: a semicolon or a tab where there is one, since numbers have commas."""
    lines = [line for line in text[:4096].splitlines() if line.strip()]
    return max(";\t,", key=lambda each: sum(each in line for line in lines))


def _rows(text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the lines that hold something, with their numbers."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        for row in reader:
            if any(cell.strip() for cell in row):
                yield reader.line_num, row
    except csv.Error:  # a cell longer than csv takes: nothing after it can be read
        return


def _key(cell: str) -> str:
    return re.sub(r"[^a-z]", "", cell.lower())


def _columns(row: Sequence[str]) -> dict[str, int] | None:
    """Return where each column stands, if the row is one of heads."""
    found: dict[str, int] = {}
    for at, cell in enumerate(row):
        for name, heading in HEADS.items():
            if heading.match(_key(cell)):
                found.setdefault(name, at)
    return found if {"shares", "price"} <= found.keys() else None


def _doubled(row: Sequence[str]) -> str:
    for name in ("shares", "price"):
        alike = [cell.strip() for cell in row if HEADS[name].match(_key(cell))]
        if len(alike) > 1:
            return " and ".join(f'"{cell}"' for cell in alike)
    return ""


def _bare(row: Sequence[str]) -> bool:
    return len(row) >= 2 and all(numeral(cell, Commas.THOUSANDS) is not None for cell in row[:2])


def _fills(
    rows: Sequence[tuple[int, list[str]]], columns: Mapping[str, int], sheet: _Sheet
) -> tuple[Fill, ...] | Trouble:
    numbers = [_cell(row, columns[name]) for _, row in rows for name in ("shares", "price")]
    commas = commas_of(numbers, semicolons=sheet.semicolons)
    if commas is None:
        return Trouble(0, "a comma may part thousands or decimals here: write numbers with a period")
    fills: list[Fill] = []
    for line, row in rows:
        if _TOTAL.match(next(cell for cell in row if cell.strip())):
            total = numeral(_cell(row, columns["shares"]), commas)
            added = shares_of(fills)
            if total is not None and abs(total) != abs(added):
                return Trouble(line, f"the total says {total}, the lines before add up to {added}")
            continue
        fill = _fill(line, {name: _cell(row, at) for name, at in columns.items()}, commas, sheet.buying)
        if isinstance(fill, Trouble):
            return fill
        fills.append(fill)
    return _one_sign(fills) if fills else Trouble(0, "it has no fills")


def _fill(line: int, cells: Mapping[str, str], commas: Commas, buying: bool) -> Fill | Trouble:
    shares, price = numeral(cells["shares"], commas), numeral(cells["price"], commas)
    if not shares:
        return Trouble(line, f'"{cells["shares"]}" is not a number of shares')
    if not price or price < 0:
        return Trouble(line, f'"{cells["price"]}" is not a price')
    side = cells.get("side", "")
    if (_SELL if buying else _BUY).match(side):
        return Trouble(line, f'"{side}" among {"purchases" if buying else "sales"}')
    date = cells.get("date", "")
    day = _day(date) or _day(cells.get("time", ""))
    if date and day is None:
        return Trouble(line, f'"{date}" is not a date: write 2026-11-18')
    return Fill(shares, price, day, cells.get("time", ""))


def _one_sign(fills: list[Fill]) -> tuple[Fill, ...] | Trouble:
    """Take shares sold as negative numbers, as brokers write them, for what they are."""
    signs = {fill.shares > 0 for fill in fills}
    if len(signs) > 1:
        return Trouble(0, "some shares are negative and some are not: purchases and sales are two events")
    return tuple(Fill(abs(fill.shares), fill.price, fill.day, fill.time) for fill in fills)


def _cell(row: Sequence[str], at: int) -> str:
    return row[at].strip() if at < len(row) else ""


def _day(text: str) -> dt.date | None:
    """Read the date at the beginning of a cell: 2026-11-18, 11/18/2026 or 20261118."""
    if found := to_date(text[:10]):
        return found
    us, short = _US_DATE.match(text), _SHORT_DATE.match(text)
    if us:
        return to_date(f"{us[3]}-{us[1]:0>2}-{us[2]:0>2}")
    return to_date(f"{short[1]}-{short[2]}-{short[3]}") if short else None
