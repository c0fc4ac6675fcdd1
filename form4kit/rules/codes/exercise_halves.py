"""Rules on exercises and conversions of which one table shows only half."""

import re
from collections.abc import Iterable
from decimal import Decimal

from form4kit.analysis.exercises import (
    BOTH_TABLES,
    Exercise,
    amounts,
    coded_otherwise,
    exercises,
    field_at_fault,
    gives_up,
    gravity,
    half_is_unclear,
    may_stand_elsewhere,
    words,
)
from form4kit.analysis.restated import with_the_rest
from form4kit.analysis.rows import title
from form4kit.findings import Authority, Severity
from form4kit.lazy_re import pattern
from form4kit.model import Filing, Row
from form4kit.rules.rule import Bad, Good, Problem, Problems, rule

_AMENDED = {
    "form": "4/A",
    "original_filed": "2026-11-19",
    "remarks": "Amended to correct the price, reported as 12.00.",
}
_DIVIDEND = pattern(r"\bdividend", re.I)
_CASH = pattern(r"\bcash\b", re.I)


@rule(
    "COD19",
    Severity.WARNING,
    Authority.FORM,
    forms="45",
    cites=["Form 4, General Instruction 4(a)(i)", BOTH_TABLES],
    good=[
        Good({}, on="4-option"),
        Good(_AMENDED | {"derivative": None}, on="4-option", original={}),
    ],
    bad=[
        Bad({"derivative": None}, on="4-option", at="non_derivative[0].code"),
        Bad({"derivative[0].code": "D"}, on="4-option", at="derivative[0].code"),
    ],
)
def exercise_gives_up_a_derivative(filing: Filing) -> Problems:
    """Report in Table II the derivative whose exercise or conversion Table I shows.

    An award that was reported in Table I as shares has no exercise: its vesting is no transaction, and a
    payout of shares that were never reported is a grant (A). Beside an amendment stands the form it amends.
    """
    filing, own = with_the_rest(filing), {id(row) for row in filing.rows}
    every = [] if half_is_unclear(filing.derivative) else exercises(filing)
    for each in every:
        if not any(id(row) in own for row in each.received):
            continue
        if each.taken or each.loses:
            continue
        if may_stand_elsewhere(filing) or _DIVIDEND.search(words(filing, each.received)):
            continue
        given = [row for row in _of_the_day(filing.derivative, each, "D") if row.code.text]
        row = next(row for row in each.received if id(row) in own)
        got = {row.shares.value for row in each.received}
        if twin := next((other for other in given if amounts(other) & got), None):
            yield _codes_differ(filing, twin, f"code {twin.code.text} in Table II, {each.code} in Table I")
        else:
            yield Problem(
                row.at(field_at_fault(each, every)),
                f"code {each.code} on {each.date}, and Table II gives up no derivative",
                "Add the Table II row (D); shares from an award that was never in Table II are code A.",
                gravity(filing),
            )


@rule(
    "COD20",
    Severity.WARNING,
    Authority.FORM,
    forms="45",
    cites=[BOTH_TABLES, "17 CFR 240.16a-4(b)"],
    good=[
        Good(
            {
                "non_derivative": None,
                "derivative[0].price": "0 ^cash",
                "footnotes.cash": "Each right was settled in cash.",
            },
            on="4-option",
        ),
        Good(_AMENDED | {"non_derivative": None}, on="4-option", original={}),
    ],
    bad=[
        Bad({"non_derivative": None}, on="4-option", at="derivative[0].code"),
        Bad({"non_derivative[0].code": "P"}, on="4-option", at="non_derivative[0].code"),
    ],
)
def exercise_brings_in_shares(filing: Filing) -> Problems:
    """Report in Table I the shares that an exercise or conversion in Table II brings in.

    Both halves carry one code and one date. A derivative that turns into another has its other half in
    Table II; one settled in cash says so in a footnote.
    """
    filing, own = with_the_rest(filing), {id(row) for row in filing.rows}
    every = [] if half_is_unclear(filing.non_derivative) else exercises(filing)
    for each in every:
        if not any(id(row) in own for row in each.given):
            continue
        if each.paid or each.taken:
            continue
        if twin := coded_otherwise(filing, each):
            yield _codes_differ(filing, twin, f"code {twin.code.text} in Table I, {each.code} in Table II")
            continue
        if twin := _taken_under_another_code(filing, each):
            yield _codes_differ(
                filing, twin, f"code {twin.code.text} on {title(twin)}, {each.code} on what it came for"
            )
            continue
        if each.received or _brought_in_elsewhere(filing, each, every):
            continue
        row = next(row for row in each.given if id(row) in own)
        yield Problem(
            row.at(field_at_fault(each, every)),
            f"code {each.code} on {each.date}, and Table I acquires no {row.underlying.text or 'shares'}",
            "Add the Table I row (A) of this code and date; a footnote tells what was settled in cash.",
            gravity(filing),
        )


def _brought_in_elsewhere(filing: Filing, each: Exercise, every: list[Exercise]) -> bool:
    """Tell whether it was settled in cash, turned into another derivative, or has another code or form."""
    if any(other.date == each.date and other.gains and not other.loses for other in every):
        return True
    sought = set[Decimal]().union(*map(amounts, each.given))
    taken = _of_the_day(filing.derivative, each, "A")
    if any(amounts(row) & sought for row in taken) or may_stand_elsewhere(filing):
        return True
    return bool(_CASH.search(words(filing, each.given)))


def _taken_under_another_code(filing: Filing, each: Exercise) -> Row | None:
    """Return the derivative that an exercise brings in under another code than what is given up for it."""
    taken = (row for row in _of_the_day(filing.derivative, each, "A") if row.code.value != each.code)
    return next((row for row in taken if gives_up(filing, row) in each.given), None)


def _of_the_day(rows: Iterable[Row], each: Exercise, letter: str) -> list[Row]:
    return [row for row in rows if row.date.value == each.date and row.acquired_disposed.text == letter]


def _codes_differ(filing: Filing, twin: Row, message: str) -> Problem:
    return Problem(twin.at("code"), message, "The codes differ: give both halves one code.", gravity(filing))
