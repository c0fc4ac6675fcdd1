"""Derivatives that lapse: one that the person wrote (E), or one held that brought something (H)."""

from decimal import Decimal

from form4kit.events.event import Event
from form4kit.events.kinds.kind import EventKind
from form4kit.events.movement import Movement
from form4kit.events.values import stated


def expired(event: Event, kind: EventKind) -> list[Movement]:
    """Make the row of what expired: all of the position, unless the event says how many.

    A long position that expires without value is exempt and not reported (Rule 16a-4(d)), so that the
    value received must be given.
    """
    event.need("from", "the derivative that expired")
    position = event.derivative("from")
    coding = event.coding()
    short = position is not None and position.short
    price = event.price("0" if short else None)
    if position is None:
        return []
    balance = event.contextext.balances.balance(position) or Decimal(0)
    amount = event.shares() if "shares" in event else stated(balance, event.kind_place)
    code = "E" if short else kind.code
    return [event.moved(position, coding, code, "D", amount, price, verb=kind.verb, grows=False)]


KINDS = (EventKind(name="expire", code="H", sides="from", verb="expired", make=expired),)
