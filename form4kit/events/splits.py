"""Stock splits since the earlier filings: `positions: {adjust: {split: 2-for-1, date: 2026-06-15}}`.

A split is no transaction (17 CFR 240.16a-9(a)): it changes what is held, and what an exercise or a conversion
costs.
"""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final

from form4kit.analysis.titles import is_debt
from form4kit.convert import to_split
from form4kit.events import standard_footnotes
from form4kit.events.amounts import rounded
from form4kit.events.faults import FRACTION_OF_SPLIT, UNREADABLE_SPLIT
from form4kit.events.values import DraftValues
from form4kit.law.splits import Split
from form4kit.model import Field, Row
from form4kit.source.node import Node
from form4kit.words import edgar_number

ADJUST: Final = "adjust"
"""The other name that no position can have: it says which splits balances have to be adjusted for."""


def read_splits(entry: DraftValues) -> list[Split]:
    """Read `adjust` of the positions, oldest split first; what cannot be read is refused."""
    node = entry.node.get(ADJUST)
    items: list[tuple[Node, tuple[str | int, ...]]] = []
    if node is not None and node.kind == "a list":
        items = [(each, (*entry.path, ADJUST, n)) for n, each in enumerate(node.items)]
    elif node is not None and node.members:
        items = [(node, (*entry.path, ADJUST))]
    found = [
        split for each, path in items if (split := _read(DraftValues(each, path, entry.findings))) is not None
    ]
    entry.refused = entry.refused or len(found) < len(items)
    return sorted(found, key=lambda split: split.date)


def _read(values: DraftValues) -> Split | None:
    ratio, date = values.text("split"), values.date("date")
    numbers = to_split(ratio.text or "")
    if numbers is None:
        message = f'"{ratio.text}" is not the ratio of a split' if ratio.text else "a split without its ratio"
        values.refuse(UNREADABLE_SPLIT, "split", message, "Write new shares for old ones: `split: 2-for-1`.")
        return None
    if date.value is None:
        if date.text is None:
            hint = "Add the day on which it took effect: `date: 2026-06-15`."
            values.refuse(UNREADABLE_SPLIT, "date", f"the split of {ratio.text} has no date", hint)
        return None
    return Split(*numbers, date.value)


def splits_since(splits: Iterable[Split], day: dt.date | None) -> tuple[Split, ...]:
    """Return the splits that a balance of a day does not show yet; all of them where the day is not known."""
    return tuple(split for split in splits if day is None or day < split.date)


def split_balance(row: Row, balance: Decimal | None, splits: Iterable[Split]) -> Decimal | None:
    """Return a balance after splits, to four decimals; a principal amount in dollars stays as it is."""
    if balance is None or counts_dollars(row):
        return balance
    return rounded(Fraction(balance) * _product(splits))


def split_terms(row: Row, splits: Iterable[Split]) -> Row:
    """Return a row with its exercise or conversion price divided, and where it counts dollars, its shares."""
    ratio = _product(splits)
    price, under = row.exercise_price, row.underlying_shares
    changed: dict[str, Any] = {}
    if price.value is not None and row.table == "derivative":
        changed["exercise_price"] = _scaled(price, 1 / ratio)
    if under.value is not None and (counts_dollars(row) or not row.shares):
        changed["underlying_shares"] = _scaled(under, ratio)
    if row.owned_after.value is not None and not counts_dollars(row):
        changed["owned_after"] = _scaled(row.owned_after, ratio)
    return replace(row, **changed) if changed else row


def counts_dollars(row: Row) -> bool:
    """Tell whether a row counts a principal amount, which a split leaves as it is."""
    return bool(row.value_owned_after) or is_debt(row.security.text or "")


def split_references(splits: Iterable[Split]) -> Iterator[str]:
    """Yield the footnotes that say what a balance has been adjusted for."""
    return (standard_footnotes.stock_split(split.words, split.date) for split in splits)


def say_fraction(entry: DraftValues, words: str, balance: Decimal) -> None:
    """Warn that a split leaves a part of a share, for which issuers usually pay cash."""
    message = f"after the split {words} is {edgar_number(balance)}"
    hint = "Say what is `held` where cash was paid for the fraction."
    entry.object(FRACTION_OF_SPLIT, ADJUST, message, hint)


def _product(splits: Iterable[Split]) -> Fraction:
    ratio = Fraction(1)
    for split in splits:
        ratio *= split.ratio
    return ratio


def _scaled(found: Field[Decimal], ratio: Fraction) -> Field[Decimal]:
    value = rounded(Fraction(found.value or Decimal(0)) * ratio)
    return replace(found, text=edgar_number(value), value=value)
