"""Purchases and sales, fill by fill or at one price, and what is traded otherwise for a price."""

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from typing import Any

from form4kit.analysis.titles import is_option
from form4kit.events import standard_footnotes
from form4kit.events.amounts import LARGEST, fits_edgar
from form4kit.events.broker.cells import Expected
from form4kit.events.broker.symbols import symbols_of
from form4kit.events.event import Event
from form4kit.events.event_fills import check_total, fills_of
from form4kit.events.faults import NOT_AN_AMOUNT, STRAY_KEY, WRONG_DATE
from form4kit.events.fills import FillGroup, ranges
from form4kit.events.kinds.kind import EventKind, incoming, one_row_each, outgoing, sides
from form4kit.events.movement import Coding, Movement
from form4kit.events.positions import Position
from form4kit.events.row_footnotes import mark
from form4kit.events.values import stated, word
from form4kit.model import ABSENT, Field
from form4kit.words import money


def traded(event: Event, kind: EventKind) -> list[Movement]:
    """Make the rows of a purchase or a sale: one, or one for each day and dollar of its fills."""
    if "fills" not in event:
        return one_row_each(event, kind)
    source, target = sides(event, kind)
    position = source if kind.sides == "from" else target
    coding = event.coding(dated=False)
    return rows_of_fills(event, kind, position, coding)


def rows_of_fills(event: Event, kind: EventKind, position: Position | None, coding: Coding) -> list[Movement]:
    """Make a row for each day and dollar of an event's fills."""
    if event.amount("price").text is not None:
        event.refuse(STRAY_KEY, "price", "the price follows from the fills", "Take it out.")
    issuer = event.contextext.filing.issuer
    symbols = (*symbols_of(issuer.symbol.text), *symbols_of(issuer.foreign_symbol.text))
    options = position is not None and position.derivative and is_option(position.title)
    company = issuer.name.text or ""
    expected = Expected(kind.sides == "to", symbols, options=options, company=company)
    fills, lines = fills_of(event, event.contextext.reader, coding.date.value, expected)
    check_total(event, fills)
    found = ranges(fills)
    if not all(fits_edgar(each.shares) and fits_edgar(each.price) for each in found):
        hint = f"A row has four decimals at most, and {LARGEST} at most."
        event.refuse(NOT_AN_AMOUNT, "fills", "the fills add up to more digits than EDGAR takes", hint)
    if position is None or event.refused:
        return []
    event.contextext.fills.append((event, found, lines))
    return list(_rows(event, kind, position, coding, found))


def _rows(
    event: Event, kind: EventKind, position: Position, coding: Coding, found: Iterable[FillGroup]
) -> Iterable[Movement]:
    place = event.place("fills")
    move = incoming if kind.sides == "to" else outgoing
    for each in found:
        day = each.day
        date: Field[Any] = coding.date if coding.date else Field(str(day), day, (), place.line, place.column)
        amount = stated(each.shares, place, event.amount("shares").marks)
        yield move(event, kind, position, replace(coding, date=date), amount, price_of(event, each))


def price_of(event: Event, each: FillGroup) -> Field[Decimal]:
    """Return the price of a range: with the footnote that an average needs, the preparer's own first."""
    own, place = event.amount("price").marks, event.place("fills")
    price = each.price
    if each.low == each.high or own or not event.footnoted:
        return Field(money(price), price, own, place.line, place.column)
    note = mark(standard_footnotes.weighted_average(each.low, each.high), place)
    return Field(money(price), price, (note,), place.line, place.column)


def small(event: Event, kind: EventKind) -> list[Movement]:
    """Make the row of a small acquisition: L, or P on Form 4 from the day on which its deferral ended."""
    movements = one_row_each(event, kind)
    ended = event.date("ended")
    if not ended:
        return movements
    bought = event.date("date").value
    if ended.value and bought and ended.value < bought:
        message = f"the deferral ended on {ended.value}, before the purchase of {bought}"
        event.refuse(WRONG_DATE, "ended", message, "Give the day on which a condition of Rule 16a-6 failed.")
    if ended.value is None:
        return movements
    note = () if "note" in event or not event.footnoted else (standard_footnotes.deferral_ended(ended.value),)
    place = event.place("ended")
    return [
        replace(
            each,
            code="P",
            coding=replace(
                each.coding,
                form_type=word("4", place),
                timeliness=ABSENT,
                marks=(*each.coding.marks, *(mark(reference, place) for reference in note)),
            ),
        )
        for each in movements
    ]


_FILLS = frozenset(["fills"])
SALE = EventKind(name="sale", code="S", sides="from", verb="sold", make=traded, more=_FILLS)
KINDS = (
    EventKind(name="purchase", code="P", sides="to", verb="bought", make=traded, more=_FILLS),
    SALE,
    EventKind(name="tender", code="U", sides="from", verb="tendered", make=one_row_each),
    EventKind(
        name="small-acquisition",
        code="L",
        sides="to",
        verb="acquired",
        make=small,
        more=frozenset(["ended"]),
    ),
    EventKind(name="discretionary", code="I", sides="either", verb="moved", make=one_row_each),
)
