"""Words that stand where a value would and say that there is none: a footnote stands there instead."""

import re
from typing import Final

from form4kit.lazy_re import pattern
from form4kit.model import Filing, Row

FOOTNOTE_ALONE: Final = frozenset(["exercise_price", "price", "exercisable", "expires"])
"""The fields of a row for which EDGAR's form takes a footnote alone."""

_NOTHING = pattern(
    r"[\[(]?(?:none|never|no|nil|null|nan|n\.?\s?/?\s?a\.?|not (?:applicable|available)|perpetual|variable"
    r"|no expir\w*(?: date)?|various|unknown|immediate(?:ly)?|upon \w+.*|(?:see )?(?:foot)?notes?\b.*|see .*"
    r"|explanation.*|-+|[\u2012-\u2015]+|\*+|tb[dac]|f\d{1,2}|\(\d+\))[\])]?",
    re.IGNORECASE,
)
_RATIO = pattern(r"(?:\d+|one)[ -]?(?:for|to|:)[ -]?(?:\d+|one)(?:[ -]basis)?", re.IGNORECASE)


def stands_for_nothing(text: str) -> bool:
    """Tell whether a text is a word, a dash or a ratio where a value would stand: `None`, `See footnote`."""
    return bool(_RATIO.fullmatch(text.strip()) or _NOTHING.fullmatch(text.strip()))


def hint_for_words(filing: Filing, row: Row, name: str, text: str) -> str:
    """Return what to write for a word that is no value; empty where the text is no such word."""
    ratio = bool(_RATIO.fullmatch(text.strip()))
    if not ratio and not _NOTHING.fullmatch(text.strip()):
        return ""
    if name not in FOOTNOTE_ALONE:
        return "Enter the value: a footnote explains it, and does not stand for it."
    if filing.kind != "draft":
        return 'Leave it out and let a footnote stand: `<footnoteId id="F1"/>` alone.'
    return f"Leave it out and let a footnote stand: write `{name}: ^{_footnote(filing, row, name, ratio)}`."


def _footnote(filing: Filing, row: Row, name: str, ratio: bool) -> str:
    """Choose the footnote to name: the value's own, one that nothing refers to, or the standard one."""
    if own := getattr(row, name).names:
        return str(own[0])
    used = {mark.name for each in filing.rows for _, found in each.fields for mark in found.marks}
    unused = [note.name for note in filing.footnotes if note.name not in used]
    if len(unused) == 1:
        return unused[0]
    if ratio or name == "exercise_price":
        return "one-for-one"
    if name == "expires":
        return "no-expiration"
    return filing.footnotes[0].name if len(filing.footnotes) == 1 else "name"
