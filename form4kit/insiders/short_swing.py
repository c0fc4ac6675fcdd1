"""Short-swing profit: what purchases and sales within less than six months yield (Section 16(b)).

Nothing here says that a profit is owed: exemptions, interests and markets are for counsel.
"""

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Final

from form4kit.analysis.rows import title
from form4kit.history.insider import CannotFollow, InsiderHistory, RowOnForm
from form4kit.insiders.profit_matching import Lot, Match, greatest_profit, lowest_in_highest_out
from form4kit.insiders.securities import class_of
from form4kit.insiders.standing import Reach, Standing
from form4kit.insiders.trades import InsiderTrade, LeftOut, left_out, read_row
from form4kit.law.periods import clear_on, last_within, match_within_six_months
from form4kit.law.splits import Split

MOST_TRADES: Final = 3_000
"""The trades that are matched, which takes some seconds; more are not one insider's."""
Solver = Callable[[Sequence[Lot], Sequence[Lot], Callable[[int, int], bool]], list[Match]]


@dataclass(frozen=True, slots=True)
class Pair:
    """Shares of a purchase and a sale that match, and the profit on them.

    The two are named as Section 16(b) has them: who buys a put sells, so its sale may be the cheaper.
    """

    purchase: InsiderTrade
    sale: InsiderTrade
    shares: Fraction
    profit: Fraction

    @property
    def realized(self) -> dt.date:
        """The later of the two days."""
        return max(self.purchase.date, self.sale.date)


@dataclass(frozen=True, slots=True)
class OpenTrade:
    """A trade that a later one of the other side would match, until the day before `clear_on`."""

    trade: InsiderTrade
    clear_on: dt.date


@dataclass(frozen=True, slots=True)
class MarketPair:
    """A derivative and what points the other way: its profit is limited by the market (Rule 16b-6(c)(2))."""

    derivative: InsiderTrade
    others: tuple[InsiderTrade, ...]


@dataclass(frozen=True, slots=True)
class ShortSwing:
    """What Section 16(b) makes of a history: both figures in dollars, pairs, what is open, what is left out.

    `trades` are all that count, thought-of ones too; `same` are rows that stand on two forms, with the other.
    """

    history: InsiderHistory
    standing: Standing
    as_of: dt.date
    splits: tuple[Split, ...]
    trades: tuple[InsiderTrade, ...]
    pairs: tuple[Pair, ...]
    usual: Fraction
    open: tuple[OpenTrade, ...]
    excluded: tuple[LeftOut, ...]
    market: tuple[MarketPair, ...]
    same: tuple[tuple[LeftOut, str], ...]

    @property
    def profit(self) -> Fraction:
        """The greatest profit that any pairing yields."""
        return sum((pair.profit for pair in self.pairs), Fraction(0))

    def clear(self, side: str) -> dt.date | None:
        """Return the first day on which a trade of a side matches none that is open; None for any day."""
        return max((each.clear_on for each in self.open if each.trade.side != side), default=None)


def short_swing(
    history: InsiderHistory,
    standing: Standing,
    as_of: dt.date,
    *,
    splits: tuple[Split, ...] = (),
    thought_of: Sequence[InsiderTrade] = (),
) -> ShortSwing:
    """Match the trades of a history and those thought of. Raises CannotFollow where a row is unreadable."""
    rows, same = _once(history)
    trades: list[InsiderTrade] = []
    excluded: list[LeftOut] = [out for out, _ in same]
    faults: list[str] = []
    for told in rows:
        try:
            read = read_row(told, standing.reached(told.row.date.value or dt.date.max, told.filing), splits)
        except CannotFollow as fault:
            faults.append(str(fault))
            continue
        if isinstance(read, LeftOut):
            excluded.append(read)
        else:
            trades.append(read)
    if faults:
        raise CannotFollow("; ".join(faults))
    if len(trades) > MOST_TRADES:
        raise CannotFollow(f"{len(trades):,} trades; the most that are matched are {MOST_TRADES:,}")
    for each in thought_of:
        reached = standing.reached(each.date)
        if reached.reach is Reach.OUT:
            excluded.append(LeftOut(each.file, each.row, each.code, reached.why))
        else:
            trades.append(replace(each, reached=reached))
    trades, after = _without_tail(trades)
    excluded += after
    greatest, usual = (_pairs(trades, solver) for solver in (greatest_profit, lowest_in_highest_out))
    lapsed = {id(each) for pair in greatest for each in (pair.purchase, pair.sale) if each.lapse}
    excluded += [_no_pair(each) for each in trades if each.lapse and id(each) not in lapsed]
    excluded += [_no_price(each) for each in trades if each.price is None and not each.swap]
    counted = [each for each in trades if not each.lapse or id(each) in lapsed]
    return ShortSwing(
        history=history,
        standing=standing,
        as_of=as_of,
        splits=splits,
        trades=tuple(counted),
        pairs=tuple(sorted(greatest, key=lambda pair: (pair.realized, pair.purchase.date, pair.sale.date))),
        usual=sum((pair.profit for pair in usual), Fraction(0)),
        open=tuple(_open(counted, as_of)),
        excluded=tuple(excluded),
        market=tuple(_market(counted)),
        same=tuple(same),
    )


# ---------------------------------------------------------------- rows


def _once(history: InsiderHistory) -> tuple[list[RowOnForm], list[tuple[LeftOut, str]]]:
    """Return the transactions of a history, each once: one that stands alike on two forms is one.

    Two rows of one form are two, however alike: many filers put the last balance on every row.
    """
    rows = [told for told in history.rows if not told.row.holding]
    same: list[tuple[LeftOut, str]] = []
    by_form: dict[tuple[object, ...], dict[str, list[RowOnForm]]] = {}
    for told in rows:
        by_form.setdefault(_facts(told), {}).setdefault(told.file, []).append(told)
    dropped: set[int] = set()
    for forms in by_form.values():
        most = max(forms.values(), key=len)
        for alike in forms.values():
            if alike is not most:
                for told, kept in zip(alike, most, strict=False):
                    dropped.add(id(told.row))
                    same.append((left_out(told, f"the same trade as {kept.name}"), kept.name))
    for form, of in history.repeats:
        for row in form.filing.transactions:
            told = RowOnForm(form.name, form.filing, row)
            name = f"{of}, {told.where}"
            same.append((left_out(told, f"the same trade as {name}"), name))
    return [told for told in rows if id(told.row) not in dropped], same


def _facts(told: RowOnForm) -> tuple[object, ...]:
    row = told.row
    return (
        *(row.table, class_of(title(row)), row.date.value, row.code.value, row.acquired_disposed.value),
        *(row.shares.value, row.total_value.value, row.price.value),
        *(row.owned_after.value, row.value_owned_after.value, row.direct_indirect.value, row.nature.value),
    )


def _without_tail(trades: list[InsiderTrade]) -> tuple[list[InsiderTrade], list[LeftOut]]:
    """Part trades from those after leaving that no opposite trade in office lies near (Rule 16a-2(b))."""
    kept: list[InsiderTrade] = []
    gone: list[LeftOut] = []
    for each in trades:
        near = each.reached.reach is not Reach.AFTER or any(
            other.reached.office
            and other.side != each.side
            and other.security.stock == each.security.stock
            and match_within_six_months(each.date, other.date)
            for other in trades
        )
        if near:
            kept.append(each)
        else:
            why = "after leaving, no opposite trade in office within less than six months: Rule 16a-2(b)"
            gone.append(LeftOut(each.file, each.row, each.code, why, each.told))
    return kept, gone


def _no_pair(each: InsiderTrade) -> LeftOut:
    why = "expired later than six months after its writing, or without it here: Rule 16b-6(d)"
    return LeftOut(each.file, each.row, each.code, why, each.told)


def _no_price(each: InsiderTrade) -> LeftOut:
    why = "no price: it yields no figure, and opens six months like any other"
    return LeftOut(each.file, each.row, each.code, why, each.told)


# ---------------------------------------------------------------- pairs


def _pairs(trades: Sequence[InsiderTrade], solver: Solver) -> list[Pair]:
    """Pair trades by a solver: shares within a class, derivatives within a series (Rule 16b-6(c)(1))."""
    groups: dict[object, list[InsiderTrade]] = {}
    for each in sorted((each for each in trades if each.matched), key=lambda each: each.date):
        groups.setdefault(each.series or each.security.stock, []).append(each)
    return [pair for group in groups.values() for pair in _pairs_of_one(group, solver)]


def _pairs_of_one(group: Sequence[InsiderTrade], solver: Solver) -> Iterator[Pair]:
    paid, got = [e for e in group if e.paid], [e for e in group if not e.paid]
    ends_paid, ends_got = [clear_on(e.date) for e in paid], [clear_on(e.date) for e in got]

    def may_match(one: int, other: int) -> bool:
        bought, sold = paid[one], got[other]
        if not (bought.reached.office or sold.reached.office):
            return False
        if bought.lapse:
            return bought.date >= sold.date and bought.date <= last_within(sold.date) and sold.code == "S"
        return sold.date < ends_paid[one] if bought.date <= sold.date else bought.date < ends_got[other]

    lots_in, lots_out = ([Lot(e.shares, e.price or Fraction(0)) for e in side] for side in (paid, got))
    for match in solver(lots_in, lots_out, may_match):
        bought, sold = paid[match.purchase], got[match.sale]
        purchase, sale = (sold, bought) if bought.security.put else (bought, sold)
        yield Pair(purchase, sale, match.shares, match.profit)


def _market(trades: Sequence[InsiderTrade]) -> Iterator[MarketPair]:
    """Yield each derivative with what points the other way near it, and is no trade of its own series.

    Of two derivatives the later names the earlier.
    """
    for at, each in enumerate(trades):
        if not each.security.derivative or each.lapse:
            continue
        others = tuple(
            other
            for number, other in enumerate(trades)
            if other.side != each.side
            and not other.lapse
            and other.security.stock == each.security.stock
            and (number < at or not other.security.derivative)
            and (each.reached.office or other.reached.office)
            and not (each.matched and other.matched and each.series == other.series and each.series)
            and match_within_six_months(each.date, other.date)
        )
        if others:
            yield MarketPair(each, others)


def _open(trades: Sequence[InsiderTrade], as_of: dt.date) -> Iterator[OpenTrade]:
    ends = [OpenTrade(each, clear_on(each.date)) for each in trades if not each.lapse]
    yield from sorted(
        (each for each in ends if each.clear_on > as_of), key=lambda each: (each.clear_on, each.trade.date)
    )
