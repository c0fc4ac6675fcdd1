"""Small acquisitions of a form, deferred under Rule 16a-6, and the day on which their deferral ended."""

import datetime as dt
import re
from collections.abc import Sequence
from decimal import Decimal
from enum import StrEnum
from typing import Final, NamedTuple

from form4kit.analysis.figures import days
from form4kit.analysis.passages import cached_for_filing
from form4kit.analysis.rows import is_put, note_text, rows_with_code, title, without_denials
from form4kit.analysis.titles import normal
from form4kit.law.small_acquisitions import LIMIT, DeferralEnd, SmallAcquisition, deferral_ends
from form4kit.lazy_re import pattern
from form4kit.model import Filing, Owner, Row

_RULE = pattern(r"\b16a-6\b", re.IGNORECASE)
_UNTIL = pattern(r"\b(?:until|ended|ceased|failed|no longer)\b[^.;]{0,60}\Z", re.IGNORECASE)
_NO_LONGER = pattern(r"\bno longer\b", re.IGNORECASE)
_OVER = pattern(
    r"\b(?:until(?! (?:the |its )?(?:filing|form|end|due|year|fiscal))|ended|ceased|failed|had been|initially"
    r"|previously|originally|formerly|exceed(?:s|ed|ing)?)\b",
    re.IGNORECASE,
)
_FROM_THE_ISSUER = pattern(
    r"\b401\s?\(k\)|\b(?:purchase plan|ESPP|savings plan|dividend re-?investment|DRIP"
    r"|(?:from|by|with) the (?:issuer|company|registrant|corporation))\b",
    re.I,
)
_DISPOSITIONS: Final = {1: frozenset("SUO"), 2: frozenset("S")}
_OF_HOLDERS: Final = frozenset("DFI")
"""Exempt under Rule 16b-3, which is for directors and officers: not for a holder of ten percent alone."""


class Grade(StrEnum):
    """How surely a deferral has ended."""

    CERTAIN = "certain"
    OFFERED = "offered"
    UNLESS_EXEMPT = "unless exempt"


class EndedDeferral(NamedTuple):
    """A row L whose deferral has ended: the day, and the amount of six months or the disposition by which.

    One that is `OFFERED` is an older one of the same class; `UNLESS_EXEMPT` hangs on a disposition under J.
    """

    row: Row
    day: dt.date
    amount: Decimal | None
    disposition: Row | None
    grade: Grade


def was_deferred(filing: Filing, row: Row) -> bool:
    """Tell whether a purchase says in a footnote that it had been deferred under Rule 16a-6.

    Of a row P the rule's number is enough; a row L may say as well that it is deferred still.
    """
    text = note_text(filing, row) if row.code.value in ("P", "L") else ""
    if not _RULE.search(text):
        return False
    return row.code.value == "P" or bool(_NO_LONGER.search(text) or _OVER.search(without_denials(text)))


def deferral_ended(filing: Filing, row: Row) -> dt.date | None:
    """Return the day until which a footnote says that a purchase had qualified; None where it says none."""
    text = note_text(filing, row)
    for found in days(text):
        if _UNTIL.search(text[: found.start]) and found.day >= (row.date.value or found.day):
            return found.day
    return None


def from_the_issuer(filing: Filing, row: Row) -> str:
    """Return the words by which a footnote says that a row came from the issuer or its plan, or nothing."""
    found = _FROM_THE_ISSUER.search(note_text(filing, row))
    return found[0] if found else ""


def value_of(filing: Filing, row: Row) -> Decimal:
    """Return what an acquisition was worth, as far as the form tells, in dollars.

    For a right in Table II it is the market value of the shares under it (Rule 16a-6(a)(1)), where a row of
    Table I has a price of that day; else what was paid for the right.
    """
    market = market_price(filing, row) if row.table == "derivative" else None
    if market is not None:
        return market * (row.underlying_shares.value or Decimal(0))
    paid = (row.shares.value or Decimal(0)) * (row.price.value or Decimal(0))
    return paid or row.total_value.value or Decimal(0)


def market_price(filing: Filing, row: Row) -> Decimal | None:
    """Return what a share under a right was traded at on its day, where a row of Table I says so."""
    under = normal(row.underlying.text or "")
    prices = [
        each.price.value
        for each in rows_with_code(filing, frozenset("PSLF"))
        if each.table == "non_derivative"
        and each.date.value == row.date.value
        and normal(title(each)) == under
    ]
    return max((price for price in prices if price), default=None)


@cached_for_filing
def ended_deferrals(filing: Filing) -> tuple[EndedDeferral, ...]:
    """Return the rows L whose deferral this form and the earlier ones show to have ended, in printed order.

    What earlier forms report is out of the sum, while dispositions there count. Passed over are a row with a
    footnote on the end of its deferral, one from the issuer, and the lines of an amendment.
    """
    if filing.amendment or not rows_with_code(filing, {"L"}):
        return ()
    rows = purchases(filing)
    small = [_as_small(filing, row) for row in rows]
    sold = _dispositions(filing)
    certain = [row for row in sold if row.code.value != "J"]
    ended = _ended(rows, deferral_ends(small, _days(certain)), certain, Grade.CERTAIN)
    doubtful = _ended(rows, deferral_ends(small, _days(sold)), sold, Grade.UNLESS_EXEMPT)
    found = doubtful | ended
    return tuple(found[row.path] for row in rows if row.path in found and not was_deferred(filing, row))


def purchases(filing: Filing) -> list[Row]:
    """Return the rows that count in the sum of Rule 16a-6: L, and P that is not from the issuer."""
    return [row for row in rows_with_code(filing, frozenset("LP")) if _is_purchase(filing, row)]


def ended_over(drafts: Sequence[Filing], unreported: Sequence[tuple[Filing, Row]]) -> list[dt.date | None]:
    """Return, for each of `purchases` that no form reports, the day on which its deferral ended, if it did.

    The drafts are read together: a sale in one ends what another tells of, and their amounts are added up.
    A disposition under J, which may be exempt, ends none here.
    """
    sold = [row for each in drafts for row in _dispositions(each) if row.code.value != "J"]
    found: list[dt.date | None] = [None] * len(unreported)
    for end in deferral_ends([_as_small(*each) for each in unreported], _days(sold)):
        for number in (*end.certain, *end.offered):
            filing, row = unreported[number]
            if row.code.value == "L" and found[number] is None and not was_deferred(filing, row):
                found[number] = end.day
    return found


def _is_purchase(filing: Filing, row: Row) -> bool:
    return bool(row.acquired_disposed.value == "A" and row.date.value and not from_the_issuer(filing, row))


def _as_small(filing: Filing, row: Row) -> SmallAcquisition:
    day, value = row.date.value or dt.date.min, value_of(filing, row)
    security = row.security if row.table == "non_derivative" else row.underlying
    sold = [each for each in _dispositions(filing) if each.date.value == day]
    return SmallAcquisition(
        security=normal(security.text or ""),
        day=day,
        value=value,
        small=row.code.value == "L" or value <= LIMIT,
        after_sales=all(each.table == row.table and each.number < row.number for each in sold),
    )


def _ended(
    rows: list[Row], ends: list[DeferralEnd], sold: list[Row], grade: Grade
) -> dict[tuple[str | int, ...], EndedDeferral]:
    found: dict[tuple[str | int, ...], EndedDeferral] = {}
    for end in ends:
        by = None if end.amount else next(row for row in sold if row.date.value == end.day)
        for numbers, how in ((end.certain, grade), (end.offered, Grade.OFFERED)):
            for row in (rows[number] for number in numbers):
                if row.code.value == "L":
                    found.setdefault(row.path, EndedDeferral(row, end.day, end.amount, by, how))
    return found


def _dispositions(filing: Filing) -> list[Row]:
    """Return what was disposed of, here and on earlier forms, that is not exempt for certain."""
    every = [row for each in (*filing.context.earlier, filing) for row in each.transactions]
    last = filing.filed or dt.date.max
    holders = bool(filing.owners) and all(_is_only_holder(owner) for owner in filing.owners)
    return [
        row for row in every if row.date.value and row.date.value <= last and _is_disposition(row, holders)
    ]


def _is_disposition(row: Row, holders: bool) -> bool:
    code, given = row.code.value or "", row.acquired_disposed.value == "D"
    if row.table == "derivative":
        return code in _DISPOSITIONS[2] or (code == "P" and is_put(title(row)))
    return given and (code in _DISPOSITIONS[1] or code == "J" or (holders and code in _OF_HOLDERS))


def _is_only_holder(owner: Owner) -> bool:
    return bool(owner.ten_percent.value and not owner.director.value and not owner.officer.value)


def _days(rows: list[Row]) -> list[dt.date]:
    return [row.date.value for row in rows if row.date.value]
