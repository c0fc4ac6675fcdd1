"""Rules on how a number is written."""

import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from operator import attrgetter
from typing import Final

from form4kit.analysis.meant_values import may_be_thousands, meant_number
from form4kit.analysis.passages import cached_for_filing
from form4kit.analysis.rows import SPEC, STYLESHEETS
from form4kit.analysis.words_for_nothing import hint_for_words
from form4kit.convert import CONVERTERS, to_decimal
from form4kit.findings import Authority, Edit, Fix, Severity
from form4kit.lazy_re import pattern
from form4kit.model import Field, Filing, Row
from form4kit.rules.rule import Bad, Problem, Problems, rule

_NUMBERS: Final = tuple(name for name, convert in CONVERTERS.items() if convert is to_decimal)
_FIELDS: Final[Callable[[Row], tuple[Field[Decimal], ...]]] = attrgetter(*_NUMBERS)
_PLAIN = pattern(r"[0-9]{1,12}(?:\.[0-9]{0,4})?|\.[0-9]{1,4}", re.ASCII)
_DECIMAL = pattern(r"[0-9]+\.?[0-9]*|\.[0-9]+", re.ASCII)
_NUMBERED = pattern(r"\$?([0-9.]+) ?[(\[]F?[0-9]{1,2}[)\]]", re.ASCII)
_LARGEST: Final = Decimal("999999999999.9999")
_MOST_DECIMALS: Final = 4


@cached_for_filing
def _unusual(filing: Filing) -> tuple[tuple[Row, str, Field[Decimal], str], ...]:
    """Return the numbers that are not plainly up to twelve digits and four decimals, with their text."""
    return tuple(_not_plain(filing))


def _not_plain(filing: Filing) -> Iterator[tuple[Row, str, Field[Decimal], str]]:
    for row in filing.rows:
        for name, found in zip(_NUMBERS, _FIELDS(row), strict=True):
            text = found.text
            if text and not _PLAIN.fullmatch(text) and text.strip():
                yield row, name, found, text.strip()


@rule(
    "NUM01",
    Severity.ERROR,
    Authority.EDGAR,
    cites=[f"{SPEC}, section 3.2"],
    good=[{"non_derivative[0].price": "5.00"}, {"non_derivative[0].price": ".99"}],
    bad=[
        Bad({"non_derivative[0].price": "1,000"}, at="non_derivative[0].price"),
        Bad({"non_derivative[0].price": "$5"}, at="non_derivative[0].price"),
        Bad({"non_derivative[0].price": "1e3"}, at="non_derivative[0].price"),
        Bad({"non_derivative[2].owned_after": "-5"}, at="non_derivative[2].owned_after"),
        Bad({"non_derivative[0].price": "+5"}, at="non_derivative[0].price", severity=Severity.WARNING),
    ],
)
def number_is_plain(filing: Filing) -> Problems:
    """Write a number with digits and one period only.

    EDGAR suspends a form with a comma, a dollar sign, an exponent or a negative number. Its schema happens to
    let a plus sign through, which the specification does not.
    """
    for row, name, found, text in _unusual(filing):
        if _DECIMAL.fullmatch(text):
            continue
        accepted = text[0] in "+-" and found.value is not None and not found.value < 0
        fix = _undressed(row, name, found, text)
        hint = hint_for_words(filing, row, name, text) or "Write digits and a period alone."
        if may_be_thousands(text):
            hint = f"Write {meant_number(text)}: digits and a period alone."
        if filing.kind == "draft" and (numbered := _NUMBERED.fullmatch(text)):
            hint = f"Write `{_key(row, name)}: {numbered[1]} ^name`, by the name of the footnote."
        if text[0] == "-" and _DECIMAL.fullmatch(text[1:]):
            hint = f"Write {text[1:]}: the column and (A) or (D) say which way it goes."
        yield Problem(
            row.at(name),
            f"{text!r} is not plain digits",
            f"{fix.title}: digits and a period alone." if fix else hint,
            Severity.WARNING if accepted else None,
            fix=fix,
        )


def _undressed(row: Row, name: str, found: Field[Decimal], text: str) -> Fix | None:
    """Return the mend for a number with a dollar sign or with commas between its thousands."""
    number = meant_number(text)
    if not number or may_be_thousands(text):
        return None
    marks = "".join(f" ^{mark}" for mark in found.names)
    return Fix(f"Write {number}", (Edit("set", (*row.path, _key(row, name)), number + marks),))


def _key(row: Row, name: str) -> str:
    """Return the key under which a draft gives a field: an amount may stand with its letter."""
    letter = row.acquired_disposed
    if name == "shares" and (letter.line, letter.column) == (row.shares.line, row.shares.column):
        return "acquired" if letter.value == "A" else "disposed"
    return name


@rule(
    "NUM02",
    Severity.ERROR,
    Authority.EDGAR,
    cites=[f"{SPEC}, section 3.2"],
    good=[{"non_derivative[0].price": "10.12340"}, {"non_derivative[0].price": "999999999999.9999"}],
    bad=[
        Bad({"non_derivative[0].price": "10.12345"}, at="non_derivative[0].price"),
        Bad({"non_derivative[0].price": "1000000000000"}, at="non_derivative[0].price"),
    ],
)
def number_fits(filing: Filing) -> Problems:
    """Give a number of at most 999999999999.9999, with at most four decimals.

    EDGAR suspends a form with more; zeros at the end do not count.
    """
    for row, name, _, text in _unusual(filing):
        if not _DECIMAL.fullmatch(text):
            continue
        decimals = len(text.partition(".")[2].rstrip("0"))
        if Decimal(text) > _LARGEST:
            yield Problem(row.at(name), f"{text} is above {_LARGEST}", "Check the digits.")
        elif decimals > _MOST_DECIMALS:
            message = f"{text} has {decimals} decimals, the most is {_MOST_DECIMALS}"
            yield Problem(row.at(name), message, "Round it, and say so in a footnote where it matters.")


@rule(
    "NUM10",
    Severity.NOTE,
    Authority.PRACTICE,
    forms="45",
    cites=[STYLESHEETS],
    sources=["draft", "submission"],
    good=[{"non_derivative[0].price": "31.0"}, {"non_derivative[0].price": ".5"}],
    bad=[Bad({"non_derivative[0].price": "31."}, at="non_derivative[0].price")],
)
def number_does_not_end_in_a_period(filing: Filing) -> Problems:
    """Write a number without a bare period at its end.

    EDGAR accepts `31.`, but its stylesheets of Forms 4 and 5 print nothing for it.
    """
    for at, (name, found) in ((row, field) for row in filing.rows for field in row.fields):
        text = (found.text or "").strip()
        if text.endswith(".") and name in _NUMBERS and _DECIMAL.fullmatch(text):
            yield Problem(at.at(name), f"{text!r} prints as nothing", f"Write {text[:-1]}.")
