"""Read from a form's remarks and footnotes which part of a report it is.

A table holds 30 rows and a form 10 owners. What does not fit goes on a further form, which says so:
`Form 2 of 3`, `Part II of II`.
"""

import re
from typing import Final, NamedTuple

from form4kit.analysis.figures import flat
from form4kit.analysis.passages import cached_for_filing
from form4kit.lazy_re import pattern
from form4kit.model import Filing

_NUMBERS: Final = {
    word: number
    for number, words in enumerate(
        (
            "1 i one first",
            "2 ii two second",
            "3 iii three third",
            "4 iv four fourth",
            "5 v five fifth",
            "6 vi six sixth",
            "7 vii seven seventh",
            "8 viii eight eighth",
            "9 ix nine ninth",
            "10 x ten tenth",
        ),
        1,
    )
    for word in words.split()
}
_NUMBER: Final = "|".join(sorted(_NUMBERS, key=len, reverse=True))
_FORM: Final = r"(?:forms?(?:\s(?:type\s)?[345](?:/a)?)?|parts?|filings?|reports?|statements?)"
_PART = pattern(
    rf"\b{_FORM}\s?(?:no\.?\s|number\s|\#)?\(?(?P<named>{_NUMBER})\s?(?:of|/)\s?(?P<all>{_NUMBER})\b"
    rf"|\b(?P<th>{_NUMBER})\sof\s(?P<forms>{_NUMBER})\s(?:\w+\s){{0,2}}?{_FORM}\b",
    re.IGNORECASE,
)

_IN_PARTS = pattern(
    r"\b(?:first|second|third|one|two|three|\d) of (?:two|three|four|\d)\b(?! (?:equal|year|annual))"
    r"|\b(?:additional|multiple|two|another) Forms? [45]s?\b",
    re.I,
)


class Part(NamedTuple):
    """One of several forms that are one report: its number from 1, and how many there are."""

    number: int
    whole: int


@cached_for_filing
def part_of_report(filing: Filing) -> Part | None:
    """Return which part of a report a form says it is; None where it speaks of no parts.

    The remarks count before the footnotes, where both tell.
    """
    texts = (filing.remarks.text or "", *(note.text.text or "" for note in filing.footnotes))
    return next((part for text in texts if (part := _told(flat(text)))), None)


def speaks_of_parts(filing: Filing) -> bool:
    """Tell whether a form says that it is one of several, or speaks of further ones."""
    return part_of_report(filing) is not None or bool(_IN_PARTS.search(filing.prose))


def _told(text: str) -> Part | None:
    for found in _PART.finditer(text):
        part = Part(
            _NUMBERS[(found["named"] or found["th"]).lower()],
            _NUMBERS[(found["all"] or found["forms"]).lower()],
        )
        if part.whole > 1 and part.number <= part.whole:
            return part
    return None
