"""Rules on how a code agrees with the letter A or D, and with the table it stands in."""

import re
from collections.abc import Sequence

from form4kit.analysis.exercises import gives_up
from form4kit.analysis.restated import with_the_rest
from form4kit.analysis.rows import (
    ALL_CODES,
    CODES_LISTED,
    EXERCISES,
    is_put,
    note_text,
    rows_with_code,
    title,
)
from form4kit.analysis.titles import is_option, is_unit, normal
from form4kit.findings import Authority, Severity
from form4kit.law.codes import CODES, TransactionCode
from form4kit.lazy_re import pattern
from form4kit.model import Filing, Row
from form4kit.rules.rule import Bad, Good, Problem, Problems, rule

_GIVEN_UP = pattern(r"withh|surrender|cancel|forfeit|tender|deliver", re.I)
_TABLE = {"non_derivative": 1, "derivative": 2}


@rule(
    "COD10",
    Severity.WARNING,
    Authority.FORM,
    forms="45",
    cites=[CODES_LISTED, "Form 4, General Instruction 4(c)(i)"],
    good=[
        Good(
            {"derivative[0].security": "Put Option (right to sell)", "derivative[0].acquired_disposed": "A"},
            "4-option",
        )
    ],
    bad=[
        Bad(
            {"non_derivative[0].acquired_disposed": "A"},
            at="non_derivative[0].acquired_disposed",
            severity=Severity.ERROR,
        ),
        Bad(
            {"non_derivative[1].acquired_disposed": "D", "non_derivative[1].owned_after": "40971"},
            at="non_derivative[1].acquired_disposed",
        ),
        Bad(
            {"non_derivative[0].acquired_disposed": "D"},
            on="4-option",
            at="non_derivative[0].acquired_disposed",
        ),
    ],
)
def letter_agrees_with_the_code(filing: Filing) -> Problems:
    """Mark as acquired (A) or disposed of (D) what its code says was.

    P, A and L acquire by definition; S, D, F and U dispose. A derivative exercised is given up (D) in
    Table II and brings in shares (A) in Table I, unless it is a put or turns into another derivative.
    EDGAR accepts either letter. Beside an amendment stands the form it amends.
    """
    whole = with_the_rest(filing)
    for row in rows_with_code(filing, ALL_CODES):
        law = CODES[row.code.value or ""]
        letter = row.acquired_disposed.text
        expected = law.expected(_TABLE[row.table])
        if expected is None or letter == expected or letter not in ("A", "D"):
            continue
        if not law.by_definition and _has_a_reason(whole, row):
            continue
        hint = f"Code {law.code} is {expected} here; change the letter or the code."
        if filing.kind == "draft" and row.shares.text:
            key = "acquired" if expected == "A" else "disposed"
            does = "acquires" if expected == "A" else "disposes"
            hint = f"Code {law.code} {does}: write `{key}: {row.shares.text}`, or the code that fits."
        yield Problem(row.at("acquired_disposed"), f"{letter} with code {law.code}", hint, _gravity(row, law))


def _gravity(row: Row, law: TransactionCode) -> Severity:
    """A footnote may give a reason; and who closes an option that he wrote buys it back as D."""
    if not law.by_definition:
        return Severity.WARNING
    if row.table == "derivative":
        return Severity.NOTE if law.code in "PS" else Severity.WARNING
    return Severity.WARNING if any(row.marks) else Severity.ERROR


def _has_a_reason(filing: Filing, row: Row) -> bool:
    """Tell whether a put is exercised, or one security turns into another inside a table."""
    if is_put(title(row)):
        return True
    if row.code.value not in EXERCISES:
        return False
    same = rows_with_code(filing, {row.code.value})
    if row.table == "derivative":
        return _taken_for_another(row, same) or gives_up(filing, row) is not None
    return any(
        is_put(title(each))
        if each.table == "derivative"
        else each.acquired_disposed.text == "A" and title(each) != title(row)
        for each in same
    )


def _taken_for_another(row: Row, same: Sequence[Row]) -> bool:
    """Tell whether a derivative was acquired for another, rather than given up for shares in Table I.

    One unit may bring shares and a second derivative: a row in Table I speaks against it only where no other
    derivative given up that day accounts for it.
    """
    amounts = {row.shares.value, row.underlying_shares.value}
    given = [
        each
        for each in same
        if each.table == "derivative" and each.acquired_disposed.text == "D" and title(each) != title(row)
    ]
    if any(normal(each.underlying.text or "") == normal(title(row)) for each in given):
        return True
    brought = [
        each
        for each in same
        if each.table == "non_derivative"
        and each.date.value == row.date.value
        and each.shares.value in amounts
    ]
    units = [
        each
        for each in given
        if is_unit(title(each))
        and each.date.value == row.date.value
        and not amounts.isdisjoint({each.shares.value, each.underlying_shares.value})
    ]
    return bool(given) and len(brought) <= len(units)


@rule(
    "COD11",
    Severity.WARNING,
    Authority.FORM,
    forms="45",
    cites=[CODES_LISTED, "Form 4, General Instruction 4(c)(i)"],
    good=[
        Good(
            {
                "derivative[0].security": "Restricted Stock Units",
                "derivative[0].code": "F",
                "derivative[0].price": "31.07",
            },
            "4-option",
        )
    ],
    bad=[
        Bad({"non_derivative[1].code": "H"}, at="non_derivative[1].code"),
        Bad(
            {"non_derivative": None, "derivative[0].code": "Z", "derivative[0].early": "true"},
            on="4-option",
            at="derivative[0].code",
        ),
        Bad(
            {"non_derivative": None, "derivative[0].code": "F", "derivative[0].price": "31.07"},
            on="4-option",
            at="derivative[0].code",
        ),
    ],
)
def code_stands_in_its_table(filing: Filing) -> Problems:
    """Report an expired derivative (E, H) in Table II, and a voting trust (Z) in Table I.

    Code F stands in Table II only where the derivative itself is withheld; shares withheld on the
    exercise of an option are in Table I.
    """
    for row in rows_with_code(filing, frozenset("EHZF")):
        code = row.code.value or ""
        table = _TABLE[row.table]
        if not CODES[code].stands_in(table):
            other = "II" if table == 1 else "I"
            hint = f"Move the row to Table {other}, or choose the code that fits."
            yield Problem(row.at("code"), f"code {code} in Table {'I' * table}", hint)
        elif (
            code == "F"
            and table == 2
            and is_option(title(row))
            and not _GIVEN_UP.search(note_text(filing, row))
        ):
            hint = "Report shares withheld in Table I; say in a footnote if the option itself was given up."
            yield Problem(row.at("code"), f"code F on {title(row)}", hint)
