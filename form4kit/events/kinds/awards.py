"""What passes between a person and the issuer under a plan: grants, shares withheld, and returns."""

from dataclasses import replace
from decimal import Decimal

from form4kit.events.event import Event
from form4kit.events.kinds.frame import Kind, one_row_each
from form4kit.events.movement import Movement
from form4kit.model import Field
from form4kit.place import Place


def withheld_alone(event: Event, kind: Kind) -> list[Movement]:
    """Make the row of shares withheld for taxes when nothing else is reported: stock that vests."""
    movements = one_row_each(event, kind)
    return [
        replace(each, amount=with_note(event, each.amount, "withheld", occasion="vesting"))
        for each in movements
    ]


def with_note(event: Event, amount: Field[Decimal], name: str, **values: str) -> Field[Decimal]:
    """Put a standard footnote on an amount that has none of the preparer's own."""
    if amount.marks or not event.footnoted:
        return amount
    place = Place(event.path, amount.line, amount.column)
    return replace(amount, marks=(event.desk.notes.standard(name, place, **values),))


KINDS = (
    Kind(name="grant", code="A", sides="to", verb="granted", make=one_row_each, price="0"),
    Kind(name="withhold", code="F", sides="from", verb="withheld", make=withheld_alone),
    Kind(name="to-issuer", code="D", sides="from", verb="returned", make=one_row_each),
)
