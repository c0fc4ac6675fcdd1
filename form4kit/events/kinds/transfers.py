"""What changes hands without a price: gifts, inheritances, transfers, and shares put into a voting trust."""

from form4kit.events.event import Event
from form4kit.events.faults import WRONG_TABLE
from form4kit.events.kinds.kind import EventKind, one_row_each
from form4kit.events.movement import Movement


def in_table_1(event: Event, kind: EventKind) -> list[Movement]:
    """Make the rows of a code that has no place in Table II."""
    movements = one_row_each(event, kind)
    for each in movements:
        if each.position.derivative:
            key = "from" if each.letter == "D" else "to"
            message = f'"{each.position.name}" is a derivative, and code {kind.code} stands in Table I only'
            event.refuse(WRONG_TABLE, key, message, "Name the shares, or report it as a `transfer`.")
    return movements


KINDS = (
    EventKind(name="gift", code="G", sides="either", verb="given", make=one_row_each, price="0"),
    EventKind(name="inherit", code="W", sides="either", verb="passed on", make=one_row_each, price="0"),
    EventKind(name="transfer", code="J", sides="either", verb="transferred", make=one_row_each, price="0"),
    EventKind(name="voting-trust", code="Z", sides="either", verb="deposited", make=in_table_1, price="0"),
)
