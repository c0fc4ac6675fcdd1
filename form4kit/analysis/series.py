"""Group the rows of a filing into series: one security, held in one way, with one balance that runs.

Form 4 gives each class and each form and nature of ownership lines of its own (General Instruction 4(a)),
and derivatives only with identical terms are one class. The printed form has no number for an account:
where filers hold two trusts "By Trust", the footnotes on the ownership columns tell them apart.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any, NamedTuple

from form4kit.analysis.titles import normal
from form4kit.lazy_re import pattern
from form4kit.model import Field, Row, Table

Marks = tuple[tuple[str, ...], ...]


class PositionKey(NamedTuple):
    """What makes rows one series.

    `title` and `nature` are normalised; `terms` are a derivative's exercise price, dates and underlying,
    None for a term that is only a footnote; `marks` are the footnotes that tell accounts and awards apart,
    empty in a key that is to be compared with another filing's, where footnotes have other names.
    """

    table: Table
    title: str
    ownership: str
    nature: str
    terms: tuple[Any, ...] = ()
    marks: Marks = ()


@dataclass(frozen=True, slots=True)
class Series:
    """The rows of one series, in the order of the form."""

    key: PositionKey
    rows: tuple[Row, ...]

    @property
    def transactions(self) -> tuple[Row, ...]:
        """The rows that report a transaction."""
        return tuple(row for row in self.rows if not row.holding)


def key_of(row: Row, *, marks: bool = True) -> PositionKey:
    """Return the key of a row's series; without `marks`, one that holds across filings."""
    terms: tuple[Any, ...] = ()
    noted: Marks = ()
    if row.table == "derivative":
        terms = (
            *(row.exercise_price.value, row.exercisable.value, row.expires.value),
            normal(row.underlying.text or ""),
        )
    if marks:
        noted = _names(row.direct_indirect, row.nature)
        if row.table == "derivative":
            noted += _names(row.security, row.exercise_price, row.exercisable, row.expires)
    nature = normal(row.nature.text) if row.nature.text else ""
    title = normal(row.security.text or "")
    return PositionKey(row.table, title, row.direct_indirect.text or "", nature, terms, noted)


def _names(*fields: Field[Any]) -> Marks:
    return tuple([found.names if found.marks else () for found in fields])


def series_of(rows: Iterable[Row], *, marks: bool = True) -> tuple[Series, ...]:
    """Group rows into series, in the order in which each begins."""
    groups: dict[PositionKey, list[Row]] = {}
    for row in rows:
        groups.setdefault(key_of(row, marks=marks), []).append(row)
    return tuple(Series(key, tuple(group)) for key, group in groups.items())


def change(row: Row) -> Decimal | None:
    """Return by how much a transaction changes the balance, negative for a disposition; None if unsaid."""
    amount = row.shares.value if row.shares.value is not None else row.total_value.value
    letter = row.acquired_disposed.value
    if amount is None or letter not in ("A", "D"):
        return None
    return amount if letter == "A" else -amount


def balance(row: Row) -> Decimal | None:
    """Return what is owned after a row, in shares or, where the row gives that, in value."""
    owned = row.owned_after.value
    return row.value_owned_after.value if owned is None else owned


def balance_field(row: Row) -> str:
    """Return the name of the field in which a row gives its balance."""
    return "value_owned_after" if row.value_owned_after and not row.owned_after else "owned_after"


_PASSING = pattern(
    r"[0-9]+|\b(?:AS OF|SEE|FOOTNOTES?|NOTES?|FN|THE|BY|HELD|IN"
    r"|JANUARY|FEBRUARY|MARCH|APRIL|MAY|JUNE|JULY|AUGUST|SEPTEMBER|OCTOBER|NOVEMBER|DECEMBER)\b"
)


@lru_cache(maxsize=4096)
def lasting_nature(nature: str) -> str:
    """Return a normalised nature of ownership without what changes from one form to the next.

    Dates, counts and the numbers of notes go: `401(k) plan as of 1/13/2023` is the line of last year.
    """
    return " ".join(_PASSING.sub(" ", nature).split())


def key_across_filings(row: Row) -> PositionKey:
    """Return the key of a row's series by which other filings know it."""
    key = key_of(row, marks=False)
    return key._replace(nature=lasting_nature(key.nature))
