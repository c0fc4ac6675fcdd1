"""Exercises, vestings and conversions: a derivative goes, shares come, and some of them are kept or sold.

An exercise or a conversion is reported in both tables (Form 4, General Instruction 4(c)(i)), the exercise
price in column 2 of Table II and as the price of the shares in Table I, column 8 at 0 (4(c)(iii)). The
shares that come in are shown in full, what is kept for tax or price in rows of their own.
"""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from math import ceil

from form4kit.events.amounts import money, plain
from form4kit.events.entry import stated
from form4kit.events.event import Event
from form4kit.events.faults import (
    MISSING,
    NET_MISMATCH,
    NOT_EXERCISABLE,
    STRAY_KEY,
    WITHHELD_MORE,
)
from form4kit.events.kinds.awards import with_note
from form4kit.events.kinds.frame import Kind
from form4kit.events.kinds.market import SALE, traded
from form4kit.events.movement import Coding, Movement
from form4kit.events.positions import Position
from form4kit.events.rows import underlying_amount
from form4kit.model import ABSENT, Field, to_bool
from form4kit.place import Place
from form4kit.source.node import Node

_CODES = ("M", "X", "O")
_MARKET = "the market value per share at which shares are withheld or sold"


def exercised(event: Event, kind: Kind) -> list[Movement]:
    """Make both rows of an exercise, vesting or conversion, and those of shares kept and sold."""
    given = _given(event, kind)
    brought, delivers = _brought(event)
    code = (event.text("code").value or kind.code) if "code" in kind.more else kind.code
    coding, units = event.coding(), event.shares()
    if code not in _CODES and code != kind.code:  # a word that the draft's schema objects to
        event.refused = True
    if given is None or brought is None or event.refused:
        return []
    _check_dates(event, given, coding)
    received = _received(event, given, units)
    price = _paid(event, kind, given)
    movements = [
        _give(event, given, coding, code, units, received, kind.verb),
        _bring(event, brought, coding, code, received, price, delivers),
    ]
    if not delivers:
        movements += _kept_and_sold(event, brought, coding, received.value or Decimal(0), price, kind)
    return movements


def _given(event: Event, kind: Kind) -> Position | None:
    event.need("from", "the derivative that is given up")
    return event.position("from") if kind.code == "C" else event.derivative("from")


def _brought(event: Event) -> tuple[Position | None, bool]:
    """Return the position that the shares come into, or the one they go out of when a put is exercised."""
    if "delivers" in event:
        if "to" in event:
            message = "an exercise either brings shares in or takes them out"
            event.refuse(STRAY_KEY, "delivers", message, "Keep `to`, or `delivers` for a put.")
        return event.position("delivers"), True
    event.need("to", "the position that the shares come into")
    return event.position("to"), False


def _received(event: Event, given: Position, units: Field[Decimal]) -> Field[Decimal]:
    """Return the number of shares that come: as given, or by the ratio of the derivative."""
    if "received" in event:
        return event.amount("received")
    if given.ratio_given.text is None and given.ratio_given.marks:
        event.need("received", "the number of shares, which the ratio does not give")
    place = Place(event.path, units.line, units.column)
    return stated(given.underlying_of(units.value or Decimal(0)), place)


def _paid(event: Event, kind: Kind, given: Position) -> Field[Decimal]:
    """Return the price in Table I: what is paid, else the exercise price; units cost nothing."""
    if "paid" in event:
        return event.amount("paid")
    place = event.kind_place
    nothing = Field("0", Decimal(0), (), place.line, place.column)
    if kind.name == "vest":
        return nothing
    price = given.exercise_price
    if price.text is not None:
        return replace(price, marks=())
    if price.marks:
        return price
    if kind.code != "C":
        event.need("paid", "the price per share, since the position has no `exercise_price`")
    return nothing


def _give(
    event: Event,
    given: Position,
    coding: Coding,
    code: str,
    units: Field[Decimal],
    received: Field[Decimal],
    verb: str,
) -> Movement:
    """Dispose of the derivative, at 0: its price was paid when it was acquired."""
    price = event.amount("derivative_price")
    if not price:
        price = Field("0", Decimal(0), (), event.kind_place.line, event.kind_place.column)
    underlying: Field[Decimal] = ABSENT
    if given.derivative:
        place = Place(event.path, units.line, units.column)
        ratio = underlying_amount(given, units.value or Decimal(0), place)
        same = replace(received, marks=given.ratio_given.marks)
        underlying = event.amount("underlying_shares") or (same if "received" in event else ratio)
    return event.moved(given, coding, code, "D", units, price, verb=verb, underlying=underlying, grows=False)


def _bring(
    event: Event,
    brought: Position,
    coding: Coding,
    code: str,
    received: Field[Decimal],
    price: Field[Decimal],
    delivers: bool,
) -> Movement:
    """Acquire the shares, or deliver them where a put is exercised."""
    underlying: Field[Decimal] = ABSENT
    if brought.derivative:
        place = Place(event.path, received.line, received.column)
        underlying = underlying_amount(brought, received.value or Decimal(0), place)
    letter, verb = ("D", "delivered") if delivers else ("A", "acquired")
    return event.moved(
        brought,
        coding,
        code,
        "D" if letter == "D" else "A",
        received,
        price,
        verb=verb,
        underlying=underlying,
    )


# ---------------------------------------------------------------- shares kept, and sold


def _kept_and_sold(
    event: Event, brought: Position, coding: Coding, received: Decimal, paid: Field[Decimal], kind: Kind
) -> list[Movement]:
    net, withheld = _net(event, received, paid), event.amount("withheld")
    occasion = {"vest": "vesting", "convert": "conversion"}.get(kind.name, "exercise")
    kept = (net.value or Decimal(0)) + (withheld.value or Decimal(0))
    if kept > received:
        message = f"{plain(kept)} shares withheld of {plain(received)} that came in"
        hint = "Enter what was withheld of these shares; the number that came in is before withholding."
        event.object(WITHHELD_MORE, "withheld" if withheld else "net", message, hint)
    if net or withheld:
        event.need("price", _MARKET)
    elif "price" in event and "sell" not in event:
        hint = "What was paid per share is `paid`; without withholding or sale there is nothing to price."
        event.refuse(STRAY_KEY, "price", f"`price` is {_MARKET}, and none are", hint)
    price = event.amount("price")
    quiet = replace(coding, marks=(), balance_marks=())
    movements = [
        event.moved(brought, quiet, "F", "D", amount, price, verb="withheld")
        for amount in (
            with_note(event, net, "withheld-price") if net else net,
            with_note(event, withheld, "withheld", occasion=occasion) if withheld else withheld,
        )
        if amount
    ]
    return movements + _sold(event, received - kept)


def _net(event: Event, received: Decimal, paid: Field[Decimal]) -> Field[Decimal]:
    """Return the shares kept for the exercise price: as given, or as many whole ones as it takes."""
    node = event.node.get("net")
    if node is None or not node.text or to_bool(node.text) is False:
        return ABSENT
    market = event.amount("price").value
    worked_out = to_bool(node.text) is True and node.text.strip() != "1"
    exact = Fraction(received * paid.value) / Fraction(market) if market and paid.value is not None else None
    if worked_out:
        if exact is None:
            event.need("price", _MARKET)
            event.refuse(
                MISSING, "net", "the shares kept for the price cannot be worked out", "Give the number."
            )
            return ABSENT
        return stated(Decimal(ceil(exact)), event.place("net"))
    found = event.amount("net")
    if exact is not None and market and found.value is not None and abs(Fraction(found.value) - exact) >= 1:
        due, covers = money(received * (paid.value or Decimal(0))), money(found.value * market)
        message = f"{plain(found.value)} shares are worth {covers}, the exercise price is {due}"
        event.object(NET_MISMATCH, "net", message, "Check the number, the price and the shares exercised.")
    return found


def _sold(event: Event, left: Decimal) -> list[Movement]:
    """Make the rows of a sale of the shares by a broker: all that are left, so many, or fill by fill."""
    node = event.node.get("sell")
    if node is None or node.value == "" or to_bool(node.text or "") is False:
        return []
    members = dict(node.members)
    if node.text is not None:
        all_left = to_bool(node.text) is True and node.text.strip() != "1"
        members["shares"] = Node(plain(left), node.line, node.column) if all_left else node
    for key in ("date", "price", "footnotes", "swap"):
        if key in event and not (key == "price" and "fills" in members):
            members.setdefault(key, event.node.members[key])
    members["from"] = event.node.members["to"]
    inner = event.inner("sell", Node(members, node.line, node.column, node.key_line, node.key_column))
    movements = traded(inner, SALE)
    event.refused = event.refused or inner.refused
    return movements


def _check_dates(event: Event, given: Position, coding: Coding) -> None:
    """Object to an exercise out of its time, unless a note explains it: an acceleration, an extension."""
    day, first, last = coding.date.value, given.exercisable.value, given.expires.value
    if day is None or "note" in event:
        return
    if first and day < first:
        hint = "Check both dates; a `note` explains an acceleration."
        event.object(NOT_EXERCISABLE, "date", f"{event.kind} on {day}, exercisable from {first}", hint)
    elif last and day > last:
        hint = "Check both dates; a `note` explains an extension."
        event.object(NOT_EXERCISABLE, "date", f"{event.kind} on {day}, expired on {last}", hint)


_MORE = frozenset(["received", "paid", "derivative_price", "net", "withheld", "sell"])
KINDS = (
    Kind(
        name="exercise",
        code="M",
        sides="both",
        verb="exercised",
        make=exercised,
        more=_MORE | {"code", "delivers"},
    ),
    Kind(name="vest", code="M", sides="both", verb="vest", make=exercised, more=_MORE - {"net"}),
    Kind(name="convert", code="C", sides="both", verb="converted", make=exercised, more=_MORE),
)
