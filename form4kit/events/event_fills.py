"""The `fills` of an event: a list in the draft, or the name of a broker's file beside it."""

import datetime as dt

from form4kit.events.broker.cells import Expected
from form4kit.events.broker.days import CLOCK, Order, trade_day
from form4kit.events.broker.lines import NO_LINES, FillsFile, Trouble
from form4kit.events.broker.numbers import Commas, numeral
from form4kit.events.broker.read import read_fills
from form4kit.events.faults import FILLS_DISAGREE, FILLS_READ, FILLS_UNREADABLE
from form4kit.events.files import Reader
from form4kit.events.fills import Fill, shares_of
from form4kit.events.values import DraftValues
from form4kit.source.node import Node
from form4kit.words import edgar_number

_NO_FILLS = FillsFile((), NO_LINES)
_INLINE = "Write each fill as [shares, price] or [shares, price, time]."
_FILE = (
    "A file of fills is a CSV or an Excel workbook in the draft's folder, with columns for shares and price."
)
_CONFIRM = "Hold it against the broker's confirmation; the working accounts for every line."


def fills_of(event: DraftValues, reader: Reader, day: dt.date | None, expected: Expected) -> FillsFile:
    """Read the fills of an event, each on its day; none where they cannot be used, which is said.

    A fill without a date is of the event's `day`; one with another date is refused. The account of lines has
    no name where the fills stand in the draft.
    """
    node = event.node.get("fills")
    if node is None:
        return _NO_FILLS
    inline = bool(node.items)
    read = _inline(event, node) if inline else _from_file(event, node.text or "", reader, expected)
    return FillsFile(_dated(event, read.fills, day), read.lines)


def _dated(event: DraftValues, fills: tuple[Fill, ...], day: dt.date | None) -> tuple[Fill, ...]:
    other = next((fill.day for fill in fills if day and fill.day and fill.day != day), None)
    if other:
        message = f"fills of {other} in an event of {day}"
        hint = "Leave `date` out to have a row for each day, or make it two events."
        event.refuse(FILLS_DISAGREE, "fills", message, hint)
    elif fills and day is None and not all(fill.day for fill in fills):
        event.refuse(FILLS_DISAGREE, "fills", "fills without a date", "Give the event a `date`.")
    else:
        return tuple(fill if fill.day else Fill(fill.shares, fill.price, day, fill.time) for fill in fills)
    return ()


def check_total(event: DraftValues, fills: tuple[Fill, ...]) -> None:
    """Refuse fills that do not add up to the `shares` that the event gives."""
    stated, added = event.amount("shares").value, shares_of(fills)
    if fills and stated is not None and stated != added:
        message = f"{len(fills)} fills add up to {edgar_number(added)}, not to {edgar_number(stated)}"
        hint = "Compare both with the broker's confirmation; `shares` may be left out."
        event.refuse(FILLS_DISAGREE, "shares", message, hint)


def _inline(event: DraftValues, node: Node) -> FillsFile:
    fills: list[Fill] = []
    for number, item in enumerate(node.items, 1):
        texts = [each.text or "" for each in item.items]
        read = [numeral(text, Commas.THOUSANDS) for text in texts[:2]]
        values = [value for value in read if value is not None and value > 0]
        if len(values) < 2 or len(texts) > 3:
            event.refuse(FILLS_UNREADABLE, "fills", f"fill {number} is not shares and a price", _INLINE)
            return _NO_FILLS
        time = texts[2].strip() if len(texts) == 3 else ""
        day, trouble = trade_day("", time, "", Order.MONTH)
        if trouble or (time and day is None and not CLOCK.match(time)):
            trouble = trouble or f'"{time}" is neither a time nor a date'
            event.refuse(FILLS_UNREADABLE, "fills", f"fill {number}: {trouble}", _INLINE)
            return _NO_FILLS
        fills.append(Fill(values[0], values[1], day, time))
    return FillsFile(tuple(fills), NO_LINES)


def _from_file(event: DraftValues, path: str, reader: Reader, expected: Expected) -> FillsFile:
    if not path:
        event.refuse(FILLS_UNREADABLE, "fills", "no fills", _INLINE)
        return _NO_FILLS
    data = reader.data(path)
    if isinstance(data, str):
        event.refuse(FILLS_UNREADABLE, "fills", data, _FILE)
        return _NO_FILLS
    read = read_fills(data, expected, path)
    if isinstance(read, Trouble):
        where = f"{path}, line {read.line}" if read.line else path
        event.refuse(FILLS_UNREADABLE, "fills", f"{where}: {read.message}", read.hint or _FILE)
        return _NO_FILLS
    remarks = [each for each in (read.lines.left_out, *read.lines.told) if each]
    if remarks:
        event.object(FILLS_READ, "fills", f"{path}: {'; '.join(remarks)}", _CONFIRM)
    return read
