"""What passes between a person and the issuer under a plan: grants, shares withheld, and returns."""

from dataclasses import replace

from form4kit.events import standard_footnotes
from form4kit.events.event import Event
from form4kit.events.kinds.kind import EventKind, one_row_each
from form4kit.events.movement import Movement
from form4kit.events.row_footnotes import mark
from form4kit.place import Place


def withheld_alone(event: Event, kind: EventKind) -> list[Movement]:
    """Make the row of shares withheld for taxes when nothing else is reported: stock that vests."""
    return [_explained(event, each) for each in one_row_each(event, kind)]


def _explained(event: Event, each: Movement) -> Movement:
    title = each.position.security.text or ""
    stock = not each.position.derivative
    reference = (
        standard_footnotes.withheld_from_stock() if stock else standard_footnotes.withheld_at_vesting(title)
    )
    return each if "note" in event else with_note(event, each, reference)


def with_note(event: Event, each: Movement, reference: str) -> Movement:
    """Put a standard footnote on the code of a row, unless the preparer put one on its amount."""
    if each.amount.marks or not event.footnoted:
        return each
    place = Place(event.path, each.amount.line, each.amount.column)
    coding = replace(each.coding, marks=(*each.coding.marks, mark(reference, place)))
    return replace(each, coding=coding)


KINDS = (
    EventKind(name="grant", code="A", sides="to", verb="granted", make=one_row_each, price="0"),
    EventKind(name="withhold", code="F", sides="from", verb="withheld", make=withheld_alone),
    EventKind(name="to-issuer", code="D", sides="from", verb="returned", make=one_row_each),
)
