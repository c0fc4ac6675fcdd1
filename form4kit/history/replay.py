"""Read filings as one history: in order of time, amendments put in the place of what they correct.

An amendment repeats in full the lines that it corrects or adds (Form 4, General Instruction 9), so that its
rows replace those of the original that report the same thing, and the rest of the original stands.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import groupby
from typing import Final, NamedTuple

from form4kit.analysis.restated import restated
from form4kit.analysis.series import (
    PositionKey,
    balance,
    key_across_filings,
    series_of,
)
from form4kit.analysis.tally import fits, steps_of
from form4kit.analysis.tally_orders import best_tally
from form4kit.model import Filing, Row, Table

_SOON: Final = dt.timedelta(days=10)
"""A form is signed at most so long before it is filed, or it is not the one that is meant."""


class Named(NamedTuple):
    """A filing and the name of its file."""

    name: str
    filing: Filing


@dataclass(frozen=True, slots=True)
class AmendedValue:
    """What an amendment did to an earlier filing: the rows before and after, or a row added to it.

    `after` has its place among the rows of the original; `restated` is the same row as the amendment has it.
    """

    amendment: str
    original: str
    before: Row | None
    after: Row
    restated: Row


@dataclass(frozen=True, slots=True)
class AmendedFiling:
    """A filing of the history as amendments leave it, beside the filing as it was."""

    name: str
    as_filed: Filing
    filing: Filing
    corrections: tuple[AmendedValue, ...] = ()


@dataclass(frozen=True, slots=True)
class PositionInFiling:
    """What one filing says of one position: the rows, and the balance before and after them.

    A balance is None where the rows do not say it with certainty.
    """

    key: PositionKey
    rows: tuple[Row, ...]
    opening: Decimal | None
    closing: Decimal | None


def day_of(filing: Filing) -> dt.date:
    """Return the day a filing stands for: its period of report, else its earliest transaction."""
    dates = [row.date.value for row in filing.transactions if row.date.value]
    return filing.period.value or min(dates, default=dt.date.min)


def signed(filing: Filing) -> dt.date:
    """Return the day of the latest signature."""
    return max((each.date.value for each in filing.signatures if each.date.value), default=dt.date.min)


def in_order(filings: Iterable[Named]) -> list[Named]:
    """Sort filings by period and, within one, by signature; an amendment follows what it amends.

    One that is not signed yet is the last of its period. Two of one day follow each other as their balances
    do, else as their names.
    """

    def moment(each: Named) -> tuple[dt.date, dt.date, bool]:
        day, amends = signed(each.filing), each.filing.amendment
        return day_of(each.filing), dt.date.max if amends and day == dt.date.min else day, amends

    ordered = sorted(filings, key=lambda each: (*moment(each), each.name))
    return [each for _, tied in groupby(ordered, moment) for each in _as_balances_run(list(tied))]


def _as_balances_run(tied: list[Named]) -> list[Named]:
    """Put first each time the first filing that goes on from what no other one left has left."""
    if len(tied) < 2:
        return tied
    ends = {at: _ends(each.filing) for at, each in enumerate(tied)}

    def follows(at: int, other: int) -> bool:
        mine, before = ends[at], ends[other]
        goes_on = any(k in mine and fits(before[k].closing, mine[k].opening) for k in before)
        comes_back = any(k in before and fits(mine[k].closing, before[k].opening) for k in mine)
        return goes_on and not comes_back

    left = list(range(len(tied)))
    ordered: list[Named] = []
    while left:
        free = (at for at in left if not any(follows(at, other) for other in left if other != at))
        first = next(free, left[0])
        left.remove(first)
        ordered.append(tied[first])
    return ordered


class _Ends(NamedTuple):
    opening: Decimal
    closing: Decimal


def _ends(filing: Filing) -> dict[PositionKey, _Ends]:
    """Return where each position of a filing that something happened in begins and ends."""
    return {
        leg.key: _Ends(leg.opening, leg.closing)
        for leg in positions_in(AmendedFiling("", filing, filing))
        if leg.opening is not None and leg.closing is not None and not all(row.holding for row in leg.rows)
    }


def replayed(filings: Iterable[Named]) -> list[AmendedFiling]:
    """Return the history of one owner in one issuer; an amendment without its original stands by itself."""
    history: list[AmendedFiling] = []
    for name, filing in in_order(filings):
        at = _original(filing, history) if filing.amendment else None
        if at is None:
            history.append(AmendedFiling(name, filing, filing))
        else:
            told = history[at]
            amended, corrections = with_amendment(told.filing, filing, told.name, name)
            history[at] = replace(told, filing=amended, corrections=told.corrections + corrections)
    return history


def _original(amendment: Filing, history: Sequence[AmendedFiling]) -> int | None:
    """Return which filing an amendment amends: by the date in box 4, else by its period."""
    filed = amendment.original_filed.value
    best: tuple[bool, dt.timedelta, int] | None = None
    for at, told in enumerate(history):
        if told.as_filed.base_form != amendment.base_form:
            continue
        wait = abs(filed - signed(told.as_filed)) if filed else _SOON * 9
        same_period = told.as_filed.period.value == amendment.period.value
        if same_period or wait <= _SOON:
            rank = (not same_period, wait, -at)
            best = min(best, rank) if best else rank
    return -best[2] if best else None


# ---------------------------------------------------------------- one amendment


def with_amendment(
    original: Filing, amendment: Filing, original_name: str = "", name: str = ""
) -> tuple[Filing, tuple[AmendedValue, ...]]:
    """Put an amendment's rows in the place of those they correct, and those it adds at the end."""
    corrections: list[AmendedValue] = []
    tables: list[tuple[Row, ...]] = []
    table: Table
    for table in ("non_derivative", "derivative"):
        old, new = getattr(original, table), getattr(amendment, table)
        rows = list(old)
        left = set(range(len(rows)))
        for row in new:
            at = restated(row, rows, left)
            before = None if at is None else rows[at]
            after = replace(row, path=(table, len(rows) if at is None else at))
            if at is None:
                rows.append(after)
            else:
                left.discard(at)
                rows[at] = after
            if before is None or _differ(before, after):
                corrections.append(AmendedValue(name, original_name, before, after, row))
        tables.append(tuple(rows))
    return replace(original, non_derivative=tables[0], derivative=tables[1]), tuple(corrections)


def _differ(one: Row, other: Row) -> bool:
    values = [[(name, found.value) for name, found in row.fields] for row in (one, other)]
    return values[0] != values[1]


# ---------------------------------------------------------------- positions


def positions_in(told: AmendedFiling) -> Iterator[PositionInFiling]:
    """Yield what a filing says of each position, in the order of the form.

    Two accounts or awards that only footnotes tell apart are two legs with one key.
    """
    for series in series_of(told.filing.rows):
        key = key_across_filings(series.rows[0])
        if not series.transactions:
            for row in series.rows:
                held = _held(row, told.filing)
                yield PositionInFiling(key, (row,), held, held)
            continue
        steps = steps_of(series)
        if steps is None or len(series.transactions) < len(series.rows):  # a second account under one key
            yield PositionInFiling(key, series.rows, None, None)
            continue
        tally = best_tally(steps)
        opening, closing = tally.opening, tally.closing
        if tally.breaks and any(each.after in series.rows for each in told.corrections):
            opening = steps[0].before  # only the corrected lines have new balances: add up anew
            closing = opening + sum((step.change for step in steps), Decimal(0))
        yield PositionInFiling(key, series.rows, opening, closing)


def _held(row: Row, filing: Filing) -> Decimal | None:
    """Return what a holding row says is held; Table II of Form 3 says it by the underlying amount alone."""
    held = balance(row)
    if held is None and row.table == "derivative" and filing.base_form == "3":
        return row.underlying_shares.value
    return held
