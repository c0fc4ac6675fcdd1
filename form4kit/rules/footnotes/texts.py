"""Rules on the texts themselves: how long and how many footnotes may be, and what they may not leave open."""

import re

from form4kit.analysis.rows import SPEC, title
from form4kit.analysis.titles import is_convertible, is_option, is_swap, is_unit, is_warrant
from form4kit.findings import Authority, Severity
from form4kit.lazy_re import pattern
from form4kit.model import Filing, Row
from form4kit.rules.rule import Bad, Good, Problem, Problems, rule

_MOST_NOTES = 99
_MOST_IN_NOTE = 1000
_MOST_IN_REMARKS = 2000
_VALUE_OR_NOTES = frozenset(
    ["price", "exercise_price", "exercisable", "expires", "underlying_shares", "underlying_value"]
)
_NEAR_MOST = {f"n{number}": f"Grant number {number}." for number in range(1, 100)}
_TO_ALL = " ".join(f"^{name}" for name in _NEAR_MOST)
_VAGUE = pattern(
    r"(?:held )?(?:indirect(?:ly)?|(?:by )?others?|see (?:the )?(?:foot)?notes?.{0,20}|footnotes?.{0,8}"
    r"|indirect (?:ownership|interest|holding)|beneficial(?:ly)?(?: own\w+)?|various|n/?a|i)\W*",
    re.IGNORECASE,
)


@rule(
    "FTN06",
    Severity.ERROR,
    Authority.EDGAR,
    cites=[f"{SPEC}, section 3.5"],
    good=[{"footnotes.award": "a" * _MOST_IN_NOTE}],
    bad=[Bad({"footnotes.award": "a" * (_MOST_IN_NOTE + 1)}, at="footnotes.award")],
)
def footnote_fits(filing: Filing) -> Problems:
    """Keep a footnote to 1,000 characters.

    The schema lets a longer one pass, but EDGAR suspends it. How it counts blanks at the ends is not
    documented; they are left out here.
    """
    for note in filing.footnotes:
        length = len((note.text.text or "").strip())
        if length > _MOST_IN_NOTE:
            message = f"{length:,} characters, the most is {_MOST_IN_NOTE:,}"
            hint = "Split it in two and refer to both, or move text to the remarks or to an exhibit 99."
            yield Problem(note.at(), message, hint)


@rule(
    "FTN07",
    Severity.ERROR,
    Authority.EDGAR,
    cites=[f"{SPEC}, section 3.5"],
    good=[{"remarks": "a" * _MOST_IN_REMARKS}],
    bad=[Bad({"remarks": "a" * (_MOST_IN_REMARKS + 1)}, at="remarks")],
)
def remarks_fit(filing: Filing) -> Problems:
    """Keep the remarks to 2,000 characters.

    The schema refuses longer ones, blanks and line breaks counted.
    """
    length = len(filing.remarks.text or "")
    if length > _MOST_IN_REMARKS:
        message = f"{length:,} characters, the most is {_MOST_IN_REMARKS:,}"
        yield Problem(filing.at("remarks"), message, "Move text to footnotes or to an exhibit 99.")


@rule(
    "FTN08",
    Severity.ERROR,
    Authority.EDGAR,
    cites=[f"{SPEC}, section 4.3.5"],
    good=[{"footnotes": _NEAR_MOST, "non_derivative[1].price": _TO_ALL}],
    bad=[
        Bad(
            {
                "footnotes": {**_NEAR_MOST, "n100": "Grant number 100."},
                "non_derivative[1].price": "0 ^n100",
                "non_derivative[0].security": f"Common Stock {_TO_ALL}",
            },
            at="footnotes.n100",
        ),
        Bad(
            {"footnotes": _NEAR_MOST, "non_derivative[1].price": f"0 {_TO_ALL}"}, at="non_derivative[1].price"
        ),
    ],
)
def at_most_99_footnotes(filing: Filing) -> Problems:
    """Write at most 99 footnotes, and refer to at most 98 of them beside a price or an exercise date.

    EDGAR numbers footnotes F1 to F99, and its schema counts the value of such a field as one of the 99.
    """
    if len(filing.footnotes) < _MOST_NOTES:
        return
    if len(filing.footnotes) > _MOST_NOTES:
        message = f"{len(filing.footnotes)} footnotes, the most is {_MOST_NOTES}"
        hint = "Merge notes that say the same, or move text to the remarks or to an exhibit 99."
        yield Problem(filing.footnotes[_MOST_NOTES].at(), message, hint)
    for row in filing.rows:
        for name, found in row.fields:
            most = _MOST_NOTES - (found.text is not None and name in _VALUE_OR_NOTES)
            if len(found.marks) > most:
                message = f"{len(found.marks)} references, the most is {most}"
                yield Problem(row.at(name), message, "Merge some of the footnotes.")


@rule(
    "FTN09",
    Severity.WARNING,
    Authority.PRACTICE,
    cites=[f"{SPEC}, section 3.3, note (8)"],
    good=[{"footnotes.award": "Grant."}],
    bad=[
        Bad({"footnotes.award": " "}, at="footnotes.award"),
        Bad(xml=(("<footnotes>", '<footnotes><footnote id="F2"/>'),), at="footnotes.F2", also=("FTN04",)),
    ],
)
def footnote_has_a_text(filing: Filing) -> Problems:
    """Give every footnote a text.

    The schema lets an empty one pass; a field that a footnote should explain is left unexplained.
    """
    for note in filing.footnotes:
        if not note.text.value:
            yield Problem(note.at(), f"footnote {note.name} is empty", "Write its text, or take it out.")


@rule(
    "FTN12",
    Severity.ERROR,
    Authority.EDGAR,
    cites=[f"{SPEC}, section 3.3, note (8)"],
    good=[{"non_derivative[1].price": "^award"}],
    bad=[
        Bad({"non_derivative[0].price": None}, at="non_derivative[0].price"),
        Bad({"derivative[0].exercise_price": None}, at="derivative[0].exercise_price", on="4-option"),
    ],
)
def price_has_a_value_or_a_footnote(filing: Filing) -> Problems:
    """Give a price, and a conversion or exercise price, a value or a footnote in its place.

    EDGAR takes a footnote alone where there is no figure, and suspends a field with neither. Zero is a value.
    """
    hint = "Enter the price, 0 where nothing is paid, or a footnote alone."
    for row in filing.rows:
        if not row.holding and not row.price:
            yield Problem(row.at("price"), "no price and no footnote", hint)
        if row.table == "derivative" and not row.exercise_price:
            yield Problem(row.at("exercise_price"), "no conversion or exercise price and no footnote", hint)


@rule(
    "FTN13",
    Severity.NOTE,
    Authority.PRACTICE,
    cites=["Form 4, General Instruction 4(c)(iii)", "superseded staff FAQ of 14 August 2003, question 2"],
    good=[
        Good(
            {
                "derivative[0].security": "Class B Common Stock",
                "derivative[0].exercise_price": "^n",
                "footnotes": {"n": "Converts at any time into Class A Common Stock, one for one."},
            },
            on="3",
        ),
        Good(
            {"derivative[0].security": "Restricted Stock Units", "derivative[0].exercise_price": "0"}, on="3"
        ),
    ],
    bad=[
        Bad(
            {"derivative[0].security": "Class B Common Stock", "derivative[0].exercise_price": "0"},
            at="derivative[0].exercise_price",
            on="3",
        )
    ],
)
def no_dollar_price_is_no_zero(filing: Filing) -> Problems:
    """Leave the conversion price of a convertible class to a footnote where it is not in dollars.

    Zero reads as a right to shares for nothing. The staff's answer was to leave the field without a value and
    to state the ratio in a footnote, which is still followed.
    """
    told: set[str] = set()
    for row in filing.derivative:
        if row.exercise_price.value != 0 or row.exercise_price.marks or title(row) in told:
            continue
        if _is_class(row):
            told.add(title(row))
            message = f"{title(row)} at a conversion price of {row.exercise_price.text}"
            yield Problem(row.at("exercise_price"), message, "Put a footnote with the ratio in its place.")


def _is_class(row: Row) -> bool:
    """Tell whether a row's title names a class that converts, rather than a right, a unit or a swap."""
    name = title(row)
    others = (is_unit, is_option, is_warrant, is_swap)
    return is_convertible(name) and not any(other(name) for other in others)


@rule(
    "FTN20",
    Severity.NOTE,
    Authority.PRACTICE,
    cites=["Form 4, General Instruction 4(b); Form 3, General Instruction 5(b)"],
    good=[
        {"non_derivative[2].ownership": {"indirect": "By Spouse"}},
        {
            "non_derivative[2].ownership": {"indirect": "See footnote ^trust"},
            "footnotes.trust": "Held by a trust for the reporting person's children.",
        },
    ],
    bad=[
        Bad({"non_derivative[2].ownership": {"indirect": "Indirect"}}, at="non_derivative[2].nature"),
        Bad({"non_derivative[2].ownership": {"indirect": "See footnote"}}, at="non_derivative[2].nature"),
    ],
)
def nature_says_how_it_is_held(filing: Filing) -> Problems:
    """Say how an indirect holding is held: by a spouse, a trust, a company.

    The form asks for the nature of indirect ownership; a word that only repeats "indirect" gives none.
    """
    for row in filing.rows:
        text = row.nature.value
        if text and _VAGUE.fullmatch(text) and not any(row.marks):
            hint = "Name the holder: By Spouse, By Family Trust, By LLC; details go into a footnote."
            yield Problem(row.at("nature"), f'the nature is "{text}", and no footnote says more', hint)
