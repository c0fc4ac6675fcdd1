"""Movements and holdings to rows of the form."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

from form4kit.analysis.series import balance_field
from form4kit.events.movement import AppliedMovement
from form4kit.events.positions import Position
from form4kit.events.values import stated
from form4kit.model import ABSENT, Field, Mark, Row
from form4kit.place import Place
from form4kit.words import edgar_number


def transaction(applied: AppliedMovement, index: int, *, last: bool) -> Row:
    """Make the row of a transaction; `last` where its balance is the last of its event."""
    movement = applied.movement
    coding, position = movement.coding, movement.position
    amount = "total_value" if position.in_value and position.derivative else "shares"
    kind = coding.kind
    marks = coding.balance_marks if last else ()
    fields: dict[str, Field[Any]] = {
        "date": coding.date,
        "deemed": coding.deemed,
        "form_type": coding.form_type,
        "code": Field(movement.code, movement.code, coding.marks, kind.line, kind.column),
        "swap": coding.swap,
        "timeliness": coding.timeliness,
        amount: movement.amount,
        "acquired_disposed": Field(movement.letter, movement.letter, (), *_at(movement.amount, kind)),
        "price": movement.price,
        **_terms(position, movement.underlying, coding.title_marks),
        **_balance(position, applied.closing, _place(movement.amount, kind), marks),
    }
    place = coding.place
    return Row(
        path=(position.table, index),
        line=place.line,
        column=place.column,
        table=position.table,
        holding=False,
        **fields,
    )


def holding(position: Position, balance: Decimal, index: int, *, balance_column: bool) -> Row:
    """Make the row of a position in which nothing was traded.

    Table II of Form 3 has no column for a balance: the underlying amount says it.
    """
    place = Place(position.path, position.line, position.column)
    fields = _terms(position, underlying_amount(position, balance, _place(position.held_at, place)))
    if balance_column or not position.derivative:
        fields |= _balance(position, balance, _place(position.held_at, place), ())
    return Row(
        path=(position.table, index),
        line=position.line,
        column=position.column,
        table=position.table,
        holding=True,
        **fields,
    )


def with_balance(row: Row, balance: Decimal) -> Row:
    """Return a row with another balance in the same column, its footnotes kept."""
    name = balance_field(row)
    old: Field[Decimal] = getattr(row, name)
    new: dict[str, Any] = {name: replace(old, text=edgar_number(balance), value=balance)}
    return replace(row, **new)


def underlying_amount(position: Position, amount: Decimal, place: Place) -> Field[Decimal]:
    """Return the amount in column 7 of Table II: the ratio's, or the footnote that stands for it."""
    ratio = position.ratio_given
    if ratio.marks and ratio.text is None:
        return ratio
    return replace(stated(position.underlying_of(amount), place), marks=ratio.marks)


def _terms(
    position: Position, underlying: Field[Decimal], marks: tuple[Mark, ...] = ()
) -> dict[str, Field[Any]]:
    """Return the fields that each row of a position repeats; `marks` are a row's own on the title."""
    title = position.security
    fields: dict[str, Field[Any]] = {
        "security": replace(title, marks=title.marks + marks) if marks else title,
        "direct_indirect": position.direct_indirect,
        "nature": position.nature,
    }
    if position.derivative:
        # A term that is missing is missing in the position, not in the event.
        unwritten: Field[Any] = replace(ABSENT, line=position.line, column=position.column)
        unwritten = unwritten if position.declared else ABSENT
        fields |= {
            "exercise_price": position.exercise_price,
            "exercisable": position.exercisable or unwritten,
            "expires": position.expires or unwritten,
            "underlying": position.underlying,
            "underlying_shares": underlying,
        }
    return fields


def _balance(
    position: Position, balance: Decimal, place: Place, marks: tuple[Mark, ...]
) -> dict[str, Field[Any]]:
    name = "value_owned_after" if position.in_value else "owned_after"
    return {name: stated(balance, place, position.balance_marks + marks)}


def _place(found: Field[Any], other: Place) -> Place:
    return Place(other.path, found.line, found.column) if found.line else other


def _at(found: Field[Any], other: Place) -> tuple[int, int]:
    place = _place(found, other)
    return place.line, place.column
