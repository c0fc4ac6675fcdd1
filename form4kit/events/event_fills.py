"""The `fills` of an event: a list in the draft, or the name of a broker's file beside it."""

import datetime as dt

from form4kit.convert import to_date
from form4kit.events.broker_file import Trouble, read_fills
from form4kit.events.broker_numbers import Commas, numeral
from form4kit.events.faults import FILLS_DISAGREE, FILLS_UNREADABLE
from form4kit.events.files import Reader
from form4kit.events.fills import Fill, shares_of
from form4kit.events.values import DraftValues
from form4kit.source.node import Node
from form4kit.words import edgar_number

_INLINE = "Write each fill as [shares, price] or [shares, price, time]."
_FILE = "A file of fills is a CSV in the draft's folder, with columns for shares and price."


def fills_of(event: DraftValues, reader: Reader, day: dt.date | None, buying: bool) -> tuple[Fill, ...]:
    """Read the fills of an event, each on its day; none where they cannot be used, which is said.

    A fill without a date is of the event's `day`; one with another date is refused.
    """
    node = event.node.get("fills")
    if node is None:
        return ()
    fills = _inline(event, node) if node.items else _from_file(event, node.text or "", reader, buying)
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


def _inline(event: DraftValues, node: Node) -> tuple[Fill, ...]:
    fills: list[Fill] = []
    for number, item in enumerate(node.items, 1):
        texts = [each.text or "" for each in item.items]
        read = [numeral(text, Commas.THOUSANDS) for text in texts[:2]]
        values = [value for value in read if value is not None and value > 0]
        if len(values) < 2 or len(texts) > 3:
            event.refuse(FILLS_UNREADABLE, "fills", f"fill {number} is not shares and a price", _INLINE)
            return ()
        time = texts[2].strip() if len(texts) == 3 else ""
        fills.append(Fill(values[0], values[1], to_date(time[:10]), time))
    return tuple(fills)


def _from_file(event: DraftValues, path: str, reader: Reader, buying: bool) -> tuple[Fill, ...]:
    if not path:
        event.refuse(FILLS_UNREADABLE, "fills", "no fills", _INLINE)
        return ()
    data = reader.data(path)
    if isinstance(data, str):
        event.refuse(FILLS_UNREADABLE, "fills", data, _FILE)
        return ()
    read = read_fills(data, buying)
    if isinstance(read, Trouble):
        where = f"{path}, line {read.line}" if read.line else path
        event.refuse(FILLS_UNREADABLE, "fills", f"{where}: {read.message}", _FILE)
        return ()
    return read
