"""Say where a fault stands: in the file a person wrote, and in the form's own words."""

from collections.abc import Iterable
from typing import NamedTuple

Path = tuple[str | int, ...]
"""Steps into a filing by the names of its draft: `("non_derivative", 1, "price")`."""

_WORDS = {
    "non_derivative": "Table I",
    "derivative": "Table II",
    "owners": "reporting owner",
    "signatures": "signature",
    "footnotes": "footnote",
    "exhibits": "exhibit",
    "events": "event",
    "open": "open question",
    "positions": "position",
    "notify": "notification address",
    "issuer": "issuer",
    "period": "period of report",
    "original_filed": "date of original filing",
    "not_subject_to_section_16": "Section 16 exit box",
    "plan_10b5_1": "Rule 10b5-1(c) box",
    "cik": "CIK",
    "ccc": "CCC",
    "symbol": "trading symbol",
    "foreign_symbol": "foreign trading symbol",
    "non_us": "non-US address flag",
    "zip": "ZIP code",
    "ten_percent": "10% owner",
    "security": "title of security",
    "date": "date",
    "deemed": "deemed execution date",
    "acquired": "amount acquired",
    "disposed": "amount disposed of",
    "shares": "amount",
    "total_value": "total value",
    "acquired_disposed": "(A) or (D)",
    "exercise_price": "conversion or exercise price",
    "exercisable": "date exercisable",
    "expires": "expiration date",
    "underlying": "title of underlying securities",
    "underlying_shares": "amount of underlying securities",
    "underlying_value": "value of underlying securities",
    "owned_after": "amount owned following",
    "value_owned_after": "value owned following",
    "direct_indirect": "ownership form",
    "nature": "nature of indirect ownership",
    "form_type": "form type",
    "swap": "equity swap",
}

_COUNTED = {"non_derivative": "row", "derivative": "row"}


def in_words(path: Path) -> str:
    """Return the form's own words for a path: `Table I, row 2, price`; the whole filing is `the form`."""
    words: list[str] = []
    for step, before in zip(path, (None, *path), strict=False):
        if isinstance(step, int):
            noun = _COUNTED.get(str(before))
            if noun:
                words.append(f"{noun} {step + 1}")
            elif words:
                words[-1] += f" {step + 1}"
        elif before == "footnotes" and words:
            words[-1] += f" {step}"
        else:
            words.append(_WORDS.get(step, step.replace("_", " ")))
    text = ", ".join(words)
    return text[:1].upper() + text[1:] if text else "The form"


class Place(NamedTuple):
    """A point in the source file (1-based line and column) and the part of the form that stands there.

    A tuple, since each line of a document and each field read makes one.
    """

    path: Path = ()
    line: int = 1
    column: int = 1

    @property
    def where(self) -> str:
        """The place in the form's own words."""
        return in_words(self.path)


def dotted(path: Iterable[str | int]) -> str:
    """Write a path as examples and tests do: `non_derivative[1].price`."""
    text = ""
    for step in path:
        text += f"[{step}]" if isinstance(step, int) else f".{step}" if text else step
    return text
