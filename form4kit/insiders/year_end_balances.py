"""What an insider holds when the issuer's fiscal year ends, by position (Form 5, columns 5 and 9).

That is the last balance that a filed form gives in the year, with what is not reported yet; and where a later
form opens at a balance that has an unreported change in it already, without that change.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from form4kit.analysis.series import PositionKey, balance, change, key_across_filings
from form4kit.history.replay import AmendedFiling, Named, day_of, positions_in, replayed
from form4kit.insiders.known_filings import KnownFiling
from form4kit.insiders.unreported import UnreportedItem
from form4kit.model import Filing, Row


@dataclass(frozen=True, slots=True)
class PositionAtYearEnd:
    """A position at the year's end: `row` is the latest that tells of it, in the filing `source`.

    `balance` is None where no form says it with certainty; `note` says what it rests on where that is no
    filed form, or where a draft knows better.
    """

    key: PositionKey
    row: Row
    source: Filing
    balance: Decimal | None
    note: str = ""


@dataclass(frozen=True, slots=True)
class _Told:
    """What one form says of a position: its day, the balance before and after, and its last row."""

    day: dt.date
    opening: Decimal | None
    closing: Decimal | None
    row: Row
    filing: Filing


def positions_at(
    end: dt.date, filings: Sequence[KnownFiling], items: Iterable[UnreportedItem]
) -> dict[PositionKey, PositionAtYearEnd]:
    """Return every position of one owner at a year's end, by its key across filings.

    `filings` are the owner's, filed and drafted, and `items` what of the drafts is not reported.
    """
    changes: dict[PositionKey, list[UnreportedItem]] = {}
    for item in items:
        if not item.row.holding and item.day <= end:
            changes.setdefault(key_across_filings(item.row), []).append(item)
    reported = _reported(filings)
    drafted = _drafted(filings)
    found: dict[PositionKey, PositionAtYearEnd] = {}
    for key in dict.fromkeys([*reported, *drafted]):
        at = _position(key, end, reported.get(key, []), drafted.get(key, []), changes.get(key, []))
        if at is not None:
            found[key] = at
    return found


def _position(
    key: PositionKey,
    end: dt.date,
    reported: list[_Told],
    drafted: list[_Told],
    changes: list[UnreportedItem],
) -> PositionAtYearEnd | None:
    latest = [each for each in reported if each.day <= end] or reported[:1]
    if not latest:
        return _from_drafts(key, end, drafted, changes)
    last = latest[-1]
    base = last.closing if last.day <= end else last.opening
    if base is None:
        return PositionAtYearEnd(key, last.row, last.filing, None, "the filed forms leave its balance open")
    counted = _counted(latest, drafted, changes)
    left = [item for item in changes if item not in counted]
    total = base + _sum(left)
    own = _own_figure(reported, drafted, end)
    if own is not None and own != total:
        note = f"as the draft of Form 5 has it; the filed forms and what is unreported come to {total}"
        return PositionAtYearEnd(key, last.row, last.filing, own, note)
    return PositionAtYearEnd(key, last.row, last.filing, total)


def _counted(
    latest: list[_Told], drafted: list[_Told], changes: list[UnreportedItem]
) -> list[UnreportedItem]:
    """Return the unreported changes that filed balances have in them: a form opens higher by their sum."""
    counted: list[UnreportedItem] = []
    first = latest[0]
    before = [item for item in changes if item.day <= first.day]
    started = min(drafted, key=lambda each: each.day).opening if drafted else None
    if (
        before
        and started is not None
        and first.opening is not None
        and first.opening == started + _sum(before)
    ):
        counted += before
    for one, other in pairwise(latest):
        if one.closing is None or other.opening is None or one.closing == other.opening:
            continue
        between = [item for item in changes if one.day <= item.day <= other.day and item not in counted]
        if between and other.opening - one.closing == _sum(between):
            counted += between
    return counted


def _own_figure(reported: list[_Told], drafted: list[_Told], end: dt.date) -> Decimal | None:
    """Return the balance that a draft of this year's Form 5 gives, where it starts from none that is filed.

    Its owner then knows more: dividends reinvested since, say.
    """
    known = {each for one in reported for each in (one.opening, one.closing)}
    for each in drafted:
        form_5 = each.filing.base_form == "5" and each.filing.period.value == end
        if form_5 and each.opening is not None and not {each.opening, each.closing} & known:
            return each.closing
    return None


def _from_drafts(
    key: PositionKey, end: dt.date, drafted: list[_Told], changes: list[UnreportedItem]
) -> PositionAtYearEnd | None:
    if not drafted:
        return None
    first = min(drafted, key=lambda each: each.day)
    total = None if first.opening is None else first.opening + _sum(changes)
    return PositionAtYearEnd(key, first.row, first.filing, total, "by the drafts alone")


def _sum(items: Iterable[UnreportedItem]) -> Decimal:
    return sum((change(item.row) or Decimal(0) for item in items), Decimal(0))


def _reported(filings: Iterable[KnownFiling]) -> dict[PositionKey, list[_Told]]:
    """Return what the filed forms say of each position, amendments put in the place of what they correct."""
    found: dict[PositionKey, list[_Told]] = {}
    for told in replayed(Named(each.name, each.filing) for each in filings if each.filed is not None):
        for each in _legs(told):
            found.setdefault(key_across_filings(each.row), []).append(each)
    return found


def _legs(told: AmendedFiling) -> Iterable[_Told]:
    filing, day = told.filing, day_of(told.filing)
    year_end = filing.base_form == "5"
    for leg in positions_in(told):
        last = leg.rows[-1]
        if year_end:  # its rows have no running balance: each shows what is held when the year ends
            yield _Told(day, None, balance(last), last, filing)
        else:
            yield _Told(day, leg.opening, leg.closing, last, filing)


def _drafted(filings: Iterable[KnownFiling]) -> dict[PositionKey, list[_Told]]:
    """Return what the drafts that are not filed say of each position."""
    found: dict[PositionKey, list[_Told]] = {}
    for each in filings:
        if each.filed is not None or each.filing.amendment:
            continue
        groups: dict[PositionKey, list[Row]] = {}
        for row in each.filing.rows:
            groups.setdefault(key_across_filings(row), []).append(row)
        for key, rows in groups.items():
            found.setdefault(key, []).append(_of_draft(rows, each.filing))
    return found


def _of_draft(rows: list[Row], filing: Filing) -> _Told:
    traded = [row for row in rows if not row.holding]
    days = [row.date.value for row in traded if row.date.value]
    closing = _held(rows[-1])
    moved = [change(row) for row in traded]
    opening = None if closing is None or None in moved else closing - sum(each for each in moved if each)
    return _Told(min(days, default=filing.period.value or dt.date.max), opening, closing, rows[-1], filing)


def _held(row: Row) -> Decimal | None:
    held = balance(row)
    return row.underlying_shares.value if held is None and row.holding else held
