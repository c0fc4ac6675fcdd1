"""Pick the rows that a rule looks at, and read what their footnotes say; several rules ask the same."""

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from decimal import Decimal
from functools import lru_cache
from typing import Any, Final

from form4kit.analysis.passages import cached_for_filing
from form4kit.analysis.titles import is_swap
from form4kit.law.codes import CODES
from form4kit.lazy_re import pattern
from form4kit.model import Field, Filing, Row

SPEC: Final = "EDGAR Ownership XML Technical Specification v5.5"
STYLESHEETS: Final = "EDGAR's stylesheets for Forms 3, 4 and 5, of the ownership package v5.5"
CODES_LISTED: Final = "Form 4, General Instruction 8"

ALL_CODES: Final = frozenset(CODES)
EXERCISES: Final = frozenset("MCOX")
"""Codes of an exercise or conversion, which stands in both tables."""

ON_OWNERSHIP: Final = frozenset(["owned_after", "value_owned_after", "direct_indirect", "nature"])
"""Fields whose footnotes tell of what is owned and how, not of what happened."""

_PUT = pattern(r"\bputs?\b|\bright to sell\b|\bobligation\b|\bwritten\b", re.I)
_DENIED = pattern(
    r"\b(?:no|none|not|cannot|never|neither|nor|without|rather than|instead of)\b"
    r"(?:(?!\b(?:and|but)\b)[^.;]){0,60}",
    re.I,
)
_WHY_AMENDED = pattern(
    r"(?:^|(?<=[.;]))\s*"
    r"(?:(?:this|the purpose of this) (?:amendment|form [345]/a)\b|amended (?:to|because|since|in order)\b)"
    r"(?:[^.;]|[.;](?=\S))*[.;]?",
    re.I,
)


def rows_with_code(filing: Filing, codes: AbstractSet[str]) -> Sequence[Row]:
    """Return the transactions with one of these codes, in printed order."""
    if _codes(filing).isdisjoint(codes):
        return ()
    return [row for row in filing.transactions if row.code.value in codes]


@cached_for_filing
def _codes(filing: Filing) -> frozenset[str | None]:
    return frozenset([row.code.value for row in filing.transactions])


def title(row: Row) -> str:
    """Return the title of a row's security; empty where there is none."""
    return row.security.text or ""


@lru_cache(maxsize=4096)
def is_put(title: str) -> bool:
    """Tell whether a title names a put or an option that was written, whose exercise turns A and D round."""
    return bool(_PUT.search(title)) or is_swap(title)


def note_text(filing: Filing, row: Row) -> str:
    """Return what the footnotes of a row say, as one text with single blanks."""
    return note_text_on(filing, *(found for _, found in row.fields))


def note_text_of_transaction(filing: Filing, row: Row) -> str:
    """Return what the footnotes of a row say, but for those on the balance and the form of ownership."""
    return note_text_on(filing, *(found for name, found in row.fields if name not in ON_OWNERSHIP))


def note_text_on(filing: Filing, *fields: Field[Any]) -> str:
    """Return what the footnotes of these fields say, as one text with single blanks."""
    return " ".join(one_line(note.text.text or "") for note in filing.notes_on(*fields))


@lru_cache(maxsize=1024)
def one_line(text: str) -> str:
    """Return a text with single blanks."""
    return " ".join(text.split())


def quoted(text: str) -> str:
    """Return a quotation that fits a message."""
    return text if len(text) <= 60 else text[:57].rstrip() + "..."


def mentions(text: str, *stems: str) -> bool:
    """Tell whether a text has one of these stems, in small letters: quick, before a pattern reads closely."""
    small = text.lower()
    return any(stem in small for stem in stems)


def without_denials(text: str) -> str:
    """Return a text without what it denies in a clause: `this is not a market sale` loses its sale."""
    return _DENIED.sub(" ", text)


def without_reason(text: str) -> str:
    """Return a footnote without its sentences that say why the form is amended: what was wrong."""
    return _WHY_AMENDED.sub(" ", text)


def nothing_paid(found: Field[Decimal]) -> bool:
    """Tell whether a price is written as zero, or left to a footnote."""
    return found.value == 0 if found.text is not None else bool(found.marks)
