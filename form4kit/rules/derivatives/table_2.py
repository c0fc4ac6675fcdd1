"""Rules on Table II: what a row must have, its dates, its prices."""

import re
from typing import Final

from form4kit.analysis.passages import if_left_blank
from form4kit.analysis.rows import EXERCISES, SPEC, STYLESHEETS, note_text, rows_with_code, title
from form4kit.analysis.titles import is_option, is_unit, is_warrant, normal
from form4kit.findings import Authority, Severity
from form4kit.lazy_re import pattern
from form4kit.model import Filing, Row
from form4kit.rules.rule import Bad, Good, Problem, Problems, rule
from form4kit.words import grouped

_EARLY: Final = pattern(r"accelerat|early|vest|immediate|prior to", re.I)
_CASH: Final = pattern(r"\bcash\b", re.I)
_LONGEST_TITLE: Final = 60
_ENDED: Final = frozenset("AMXOCPS")
_WORDS: Final = {
    "date": "transaction date",
    "shares": "amount of securities",
    "acquired_disposed": "letter A or D",
    "direct_indirect": "form of ownership",
    "security": "title of security",
    "underlying": "title of underlying securities",
}
_TITLES = ("security", "underlying")
_OPTION: Final = {
    "security": "Restricted Stock Units",
    "exercise_price": "^estate",
    "exercisable": "^estate",
    "expires": "^estate",
    "underlying": "Common Stock",
    "underlying_shares": "100",
    "owned_after": "100",
    "ownership": "direct",
}


@rule(
    "DER01",
    Severity.ERROR,
    Authority.EDGAR,
    cites=[f"{SPEC}, sections 3.5 and 4.3.8"],
    good=[Good({}, on="3"), Good({}, on="4-option")],
    bad=[
        Bad({"derivative[0].underlying": None}, on="4-option", at="derivative[0].underlying"),
        Bad({"derivative[0].ownership": None}, on="3", at="derivative[0].direct_indirect"),
        Bad({"non_derivative[0].security": None}, at="non_derivative[0].security"),
        Bad({"non_derivative[1].disposed": None}, on="4-option", at="non_derivative[1].shares"),
    ],
)
def row_is_complete(filing: Filing) -> Problems:
    """Give every field that a row needs, in Table II and in Table I.

    EDGAR suspends a form with a row that lacks its title, its transaction date, its amount, A or D, D or I,
    or in Table II the title of what underlies it. None of these can be a footnote alone. A title of blanks
    passes its schema, so that in a document of record it is no more than a warning.
    """
    for row in filing.rows:
        for name in _needed(row):
            found = getattr(row, name)
            if found.text is None:
                hint = "Enter it; a footnote does not stand for it."
                if filing.kind == "draft":
                    hint = f"Add `{_EXAMPLES[name]}` to the row; a footnote does not stand for it."
                severity = if_left_blank(filing, found) if name in _TITLES else None
                yield Problem(row.at(name), f"no {_WORDS[name]}", hint, severity)


_EXAMPLES: Final = {
    "security": "security: Common Stock",
    "date": "date: 2026-11-18",
    "shares": "disposed: 1000` or `acquired: 1000",
    "acquired_disposed": "acquired_disposed: D",
    "underlying": "underlying: Common Stock",
    "direct_indirect": "ownership: direct",
}


def _needed(row: Row) -> tuple[str, ...]:
    """Return what a row must have; other rules ask for prices, dates of a right, balances and values."""
    own: tuple[str, ...] = ()
    if not row.holding:
        own = ("date", "acquired_disposed") if row.shares or row.total_value else ("date", "shares")
    if row.table == "derivative":
        return ("security", *(name for name in own if name != "shares"), "underlying", "direct_indirect")
    return ("security", *own, "direct_indirect")


@rule(
    "DER02",
    Severity.WARNING,
    Authority.PRACTICE,
    cites=["Form 4, Table II, column 6", "Form 3, Table II, column 2"],
    good=[Good({"derivative[0].expires": "2027-03-01 ^vesting"}, on="3")],
    bad=[Bad({"derivative[0].expires": "2027-02-28"}, on="3", at="derivative[0].expires")],
)
def right_does_not_end_before_it_begins(filing: Filing) -> Problems:
    """Let a derivative expire no earlier than it becomes exercisable.

    The other way round, the two dates are swapped or one has a wrong year.
    """
    for row in filing.derivative:
        begins, ends = row.exercisable.value, row.expires.value
        if begins and ends and ends < begins:
            yield Problem(row.at("expires"), f"expires {ends}, exercisable {begins}", "Check the two dates.")


@rule(
    "DER03",
    Severity.WARNING,
    Authority.PRACTICE,
    forms="45",
    cites=["Form 4, Table II, columns 3 and 6"],
    good=[
        Good({"derivative[0].expires": "2026-11-18"}, on="4-option"),
        Good(
            {"derivative[0].expires": "2026-11-17", "derivative[0].security": "Phantom Stock"}, on="4-option"
        ),
    ],
    bad=[Bad({"derivative[0].expires": "2026-11-17"}, on="4-option", at="derivative[0].expires")],
)
def right_has_not_ended(filing: Filing) -> Problems:
    """Let a derivative be exercised, granted or traded before it expires.

    An option that had expired cannot be exercised: the expiration or the transaction date is wrong. Units are
    left alone, since their dates say when they vest.
    """
    for row in rows_with_code(filing, _ENDED):
        day, ends = row.date.value, row.expires.value
        if row.table == "derivative" and day and ends and ends < day and not is_unit(title(row)):
            message = f"expired {ends}, code {row.code.text} on {day}"
            yield Problem(row.at("expires"), message, "Check the two dates; an expiration is code H or E.")


@rule(
    "DER04",
    Severity.WARNING,
    Authority.PRACTICE,
    forms="45",
    cites=["Form 4, Table II, columns 3 and 6"],
    good=[
        Good({"derivative[0].exercisable": "2026-11-18"}, on="4-option"),
        Good(
            {
                "derivative[0].exercisable": "2027-05-01 ^early",
                "footnotes": {"early": "Vesting was accelerated on November 1, 2026."},
            },
            on="4-option",
        ),
    ],
    bad=[Bad({"derivative[0].exercisable": "2026-11-19"}, on="4-option", at="derivative[0].exercisable")],
)
def right_has_begun(filing: Filing) -> Problems:
    """Let an option be exercised once it is exercisable, or say in a footnote why earlier.

    Accelerated vesting and options that may be exercised early are such reasons.
    """
    for row in rows_with_code(filing, EXERCISES):
        day, begins, name = row.date.value, row.exercisable.value, title(row)
        if row.table != "derivative" or row.code.value == "C" or not (day and begins and begins > day):
            continue
        if (is_option(name) or is_warrant(name)) and not _EARLY.search(note_text(filing, row)):
            message = f"exercised {day}, exercisable {begins}"
            yield Problem(row.at("exercisable"), message, "Check the two dates, or say why it was early.")


@rule(
    "DER05",
    Severity.ERROR,
    Authority.EDGAR,
    cites=[f"{SPEC}, section 3.3, note (8)"],
    good=[Good({"derivative[0].exercisable": "^vesting", "derivative[0].expires": "^vesting"}, on="3")],
    bad=[
        Bad({"derivative[0].expires": None}, on="3", at="derivative[0].expires"),
        Bad({"derivative[0].exercisable": None, "footnotes": None}, on="3", at="derivative[0].exercisable"),
    ],
)
def date_has_a_value_or_a_footnote(filing: Filing) -> Problems:
    """Give the date exercisable and the expiration date a date, or a footnote in its place.

    EDGAR takes a footnote alone, such as a vesting schedule or that there is no expiration, and suspends a
    field with neither.
    """
    for row in filing.derivative:
        for name, words, note in (
            ("exercisable", "date exercisable", "vesting"),
            ("expires", "expiration date", "no-expiration"),
        ):
            if not getattr(row, name):
                hint = "Enter the date, or refer to a footnote: a vesting schedule, no expiration."
                if filing.kind == "draft":
                    hint = f"Write `{name}: YYYY-MM-DD`, or a footnote that says why none: `{name}: ^{note}`."
                yield Problem(row.at(name), f"no {words} and no footnote", hint)


@rule(
    "DER10",
    Severity.WARNING,
    Authority.FORM,
    forms="45",
    cites=["Form 4, General Instruction 4(c)(iii)"],
    good=[
        Good({}, on="4-option"),
        Good(
            {"derivative[0].code": "D", "derivative[0].price": "18.57", "non_derivative": None}, on="4-option"
        ),
    ],
    bad=[Bad({"derivative[0].price": "12.5"}, on="4-option", at="derivative[0].price")],
)
def exercise_has_no_price_of_its_own(filing: Filing) -> Problems:
    """Leave the price of a derivative at 0 where it is exercised or converted.

    Column 8 is what was paid or received for the derivative itself. The exercise price stands in column 2,
    and in Table I as the price of the shares.
    """
    for row in rows_with_code(filing, EXERCISES):
        price = row.price.value
        if row.table != "derivative" or not price or row.acquired_disposed.value != "D":
            continue
        if not _CASH.search(note_text(filing, row)):
            same = ", its exercise price," if price == row.exercise_price.value else ""
            message = f"a price of {grouped(price)}{same} for a derivative exercised (code {row.code.text})"
            yield Problem(
                row.at("price"), message, "Enter 0; the exercise price belongs in `exercise_price:`."
            )


@rule(
    "DER13",
    Severity.ERROR,
    Authority.EDGAR,
    cites=[f"{SPEC}, section 3.5"],
    good=[{"non_derivative[2].security": f"Class {'A' * 54}"}],
    bad=[
        Bad({"non_derivative[2].security": f"Class {'A' * 55}"}, at="non_derivative[2].security"),
        Bad({"derivative[0].underlying": f"Class {'A' * 55}"}, on="3", at="derivative[0].underlying"),
        Bad({"non_derivative[2].security": " "}, at="non_derivative[2].security", also=("XML03",)),
    ],
)
def title_fits(filing: Filing) -> Problems:
    """Give a title of 1 to 60 characters.

    EDGAR suspends a form with a longer one; the rest of the name can go into a footnote.
    """
    for row in filing.rows:
        for name, found in (("security", row.security), ("underlying", row.underlying)):
            text = found.text
            if text is not None and not found.value:
                yield Problem(row.at(name), "blanks only", "Enter the title of the class of security.")
            elif text is not None and len(text) > _LONGEST_TITLE:
                message = f"{len(text)} characters, the most is {_LONGEST_TITLE}"
                yield Problem(row.at(name), message, "Shorten it; a footnote can hold the full name.")


@rule(
    "DER14",
    Severity.WARNING,
    Authority.PRACTICE,
    cites=["Form 4, Table II, column 7", "Form 3, Table II, column 3"],
    good=[Good({}, on="3")],
    bad=[
        Bad(
            {"derivative[0].underlying": "Stock Option (right to buy)"}, on="3", at="derivative[0].underlying"
        ),
    ],
)
def underlying_is_another_security(filing: Filing) -> Problems:
    """Name as underlying what the derivative brings, not the derivative again.

    A restricted stock unit has stock under it.
    """
    for row in filing.derivative:
        name, underlying = title(row), row.underlying.text or ""
        if name and normal(name) == normal(underlying):
            message = f"{underlying!r} underlies itself"
            yield Problem(row.at("underlying"), message, "Enter the class of stock that it brings.")


@rule(
    "DER17",
    Severity.NOTE,
    Authority.PRACTICE,
    forms="5",
    cites=[STYLESHEETS],
    sources=["draft", "submission"],
    good=[Good({"derivative": [_OPTION | {"exercise_price": "0 ^estate"}]}, on="5")],
    bad=[Bad({"derivative": [_OPTION]}, on="5", at="derivative[0].exercise_price")],
)
def footnote_alone_prints_on_form_5(filing: Filing) -> Problems:
    """Give on a Form 5 the exercise price and the underlying amount a value beside their footnote.

    EDGAR's stylesheet of Form 5 prints neither value nor mark there where a footnote stands alone, so that
    nothing on the page leads to it.
    """
    for row in filing.derivative:
        for name in ("exercise_price", "underlying_shares", "underlying_value"):
            found = getattr(row, name)
            if found.marks and not (found.text or "").strip():
                hint = "Give the value if there is one, or refer to the footnote from the title too."
                yield Problem(row.at(name), "a footnote alone, whose mark does not print", hint)
