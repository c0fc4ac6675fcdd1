"""What a kind of event is, and the makers that most kinds share."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, Literal

from form4kit.events.event import Event
from form4kit.events.faults import MISSING
from form4kit.events.movement import Coding, Movement
from form4kit.events.positions import Position
from form4kit.model import Field

Sides = Literal["to", "from", "either", "both"]
Make = Callable[[Event, "EventKind"], list[Movement]]

COMMON: Final = frozenset(
    ["date", "deemed", "shares", "price", "note", "early", "late", "form_type", "timeliness", "swap"]
    + ["plan", "owner", "owned_after", "footnotes", "underlying_shares", "title_note"]
)
"""The keys that every event may have."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EventKind:
    """A kind of event: its name in a draft, its code, and which side of it a draft names.

    `price` is the usual price where the draft gives none; None where it must be given. `verb` says what
    was done: `sold`. `more` are keys beside the common ones. `make` reads an event into movements; what
    it returns counts only if nothing was refused.
    """

    name: str
    code: str
    sides: Sides
    verb: str
    make: Make
    price: str | None = None
    more: frozenset[str] = frozenset()

    @property
    def keys(self) -> frozenset[str]:
        """The keys that fit this kind."""
        named = {"to": ["to"], "from": ["from"], "either": ["from", "to"], "both": ["from", "to"]}
        return COMMON | self.more | frozenset(named[self.sides])


PASSES_ON: Final = frozenset("DGJWZ")
"""Codes by which an obligation itself changes hands: what leaves a short position makes it smaller."""


def one_row_each(event: Event, kind: EventKind) -> list[Movement]:
    """Make a row for each side that is named: D for what left `from`, A for what came `to`."""
    source, target = sides(event, kind)
    coding, amount, price = event.coding(), event.shares(kind.code == "J"), event.price(kind.price)
    movements: list[Movement] = []
    if source is not None:
        movements.append(outgoing(event, kind, source, coding, amount, price))
    if target is not None:
        movements.append(incoming(event, kind, target, coding, amount, price))
    return movements


def sides(event: Event, kind: EventKind) -> tuple[Position | None, Position | None]:
    """Return the positions that `from` and `to` name, and refuse where one that is needed is missing."""
    if kind.sides == "either":
        if "from" not in event and "to" not in event:
            hint = (
                "Say `from:` for what was given away, `to:` for what was received, both between own accounts."
            )
            event.refuse(MISSING, "", f"a {kind.name} without `from` and `to`", hint)
    else:
        for key in ("from", "to") if kind.sides == "both" else (kind.sides,):
            event.need(key, "the position it went out of" if key == "from" else "the position it came into")
    source = event.position("from") if kind.sides != "to" else None
    target = event.position("to") if kind.sides != "from" else None
    return source, target


def outgoing(
    event: Event,
    kind: EventKind,
    position: Position,
    coding: Coding,
    amount: Field[Decimal],
    price: Field[Decimal],
) -> Movement:
    """Dispose of an amount; one who writes an option disposes of it, and owes more of them."""
    grows = position.short and kind.code not in PASSES_ON
    return event.moved(position, coding, kind.code, "D", amount, price, verb=kind.verb, grows=grows)


def incoming(
    event: Event,
    kind: EventKind,
    position: Position,
    coding: Coding,
    amount: Field[Decimal],
    price: Field[Decimal],
) -> Movement:
    """Acquire an amount; one who buys back an option that was written owes fewer of them."""
    grows = not position.short or kind.code in PASSES_ON
    return event.moved(position, coding, kind.code, "A", amount, price, verb=kind.verb, grows=grows)
