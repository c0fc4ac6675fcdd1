"""Exercises, vestings and conversions: a derivative goes and shares come, each in its own table.

An exercise or a conversion is reported in both tables (Form 4, General Instruction 4(c)(i)), the exercise
price in column 2 of Table II and as the price of the shares in Table I, column 8 at 0 (4(c)(iii)).
"""

from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

from form4kit.events.event import Event
from form4kit.events.faults import NOT_EXERCISABLE, STRAY_KEY
from form4kit.events.kinds.kind import EventKind
from form4kit.events.kinds.withheld_and_sold import withheld_and_sold
from form4kit.events.movement import Coding, Letter, Movement
from form4kit.events.positions import Position
from form4kit.events.rows import underlying_amount
from form4kit.events.values import stated
from form4kit.model import ABSENT, Field
from form4kit.place import Place

_CODES = ("M", "X", "O")


class ExerciseEvent(NamedTuple):
    """What is exercised and what it brings; `paid` is the price of the shares in Table I."""

    event: Event
    given: Position
    brought: Position
    coding: Coding
    code: str
    units: Field[Decimal]
    received: Field[Decimal]
    paid: Field[Decimal]


def exercised(event: Event, kind: EventKind) -> list[Movement]:
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
    received, paid = _received(event, given, units), _paid(event, kind, given)
    exercise = ExerciseEvent(event, given, brought, coding, code, units, received, paid)
    movements = [_give(exercise, kind.verb), _bring(exercise, delivers)]
    if not delivers:
        movements += withheld_and_sold(event, given, movements[1])
    return movements


def _given(event: Event, kind: EventKind) -> Position | None:
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


def _paid(event: Event, kind: EventKind, given: Position) -> Field[Decimal]:
    """Return the price in Table I: what is paid, else the exercise price; units cost nothing."""
    if "paid" in event:
        return event.amount("paid")
    if kind.name != "vest":
        price = given.exercise_price
        if price.text is not None:
            return replace(price, marks=())
        if price.marks:
            return price
        if kind.code != "C":
            event.need("paid", "the price per share, since the position has no `exercise_price`")
    return stated(Decimal(0), event.kind_place)


def _give(exercise: ExerciseEvent, verb: str) -> Movement:
    """Dispose of the derivative, at 0: its price was paid when it was acquired."""
    event, given, units = exercise.event, exercise.given, exercise.units
    price = event.amount("derivative_price") or stated(Decimal(0), event.kind_place)
    underlying: Field[Decimal] = ABSENT
    if given.derivative:
        place = Place(event.path, units.line, units.column)
        by_ratio = underlying_amount(given, units.value or Decimal(0), place)
        as_received = replace(exercise.received, marks=given.ratio_given.marks)
        underlying = event.amount("underlying_shares") or (as_received if "received" in event else by_ratio)
    coding, code = replace(exercise.coding, title_marks=()), exercise.code
    if "derivative_note" in event:
        coding = replace(coding, marks=event.notes_on("derivative_note"))
    return event.moved(given, coding, code, "D", units, price, verb=verb, underlying=underlying, grows=False)


def _bring(exercise: ExerciseEvent, delivers: bool) -> Movement:
    """Acquire the shares, or deliver them where a put is exercised."""
    event, brought, received = exercise.event, exercise.brought, exercise.received
    underlying: Field[Decimal] = ABSENT
    if brought.derivative:
        place = Place(event.path, received.line, received.column)
        underlying = underlying_amount(brought, received.value or Decimal(0), place)
    letter: Letter = "D" if delivers else "A"
    verb = "delivered" if delivers else "acquired"
    coding, code, paid = exercise.coding, exercise.code, exercise.paid
    movement = event.moved(brought, coding, code, letter, received, paid, verb=verb, underlying=underlying)
    return replace(movement, how=_by_ratio(exercise))


def _by_ratio(exercise: ExerciseEvent) -> str:
    """Say how the shares were worked out, where the derivative stands for another number of them."""
    ratio = exercise.given.ratio
    if "received" in exercise.event or ratio == 1:
        return ""
    told = exercise.given.ratio_given.text or f"{ratio.numerator}/{ratio.denominator}"
    return f"{exercise.units.text} × {told}"


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


_MORE = frozenset(["received", "paid", "derivative_price", "derivative_note", "net", "withheld", "sell"])
KINDS = (
    EventKind(
        name="exercise",
        code="M",
        sides="both",
        verb="exercised",
        make=exercised,
        more=_MORE | {"code", "delivers"},
    ),
    EventKind(name="vest", code="M", sides="both", verb="vest", make=exercised, more=_MORE - {"net"}),
    EventKind(name="convert", code="C", sides="both", verb="converted", make=exercised, more=_MORE),
)
