"""A rule on balances that a stock split has passed by."""

import datetime as dt
import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Final, NamedTuple

from form4kit.analysis.earlier_filings import earlier_forms, form_and_period, last_balances
from form4kit.analysis.figures import days
from form4kit.analysis.rows import note_text, one_line
from form4kit.analysis.running_balances import running_balances
from form4kit.analysis.series import balance, balance_field, key_across_filings
from form4kit.analysis.tally import fits
from form4kit.analysis.titles import normal
from form4kit.findings import Authority, Severity
from form4kit.lazy_re import pattern
from form4kit.model import Filing, Row
from form4kit.rules.rule import Bad, Good, Problem, Problems, rule
from form4kit.words import grouped

_SPLIT = pattern(
    r"\b(?:stock|share|forward|reverse|(?:\w+|\d+)-for-(?:\w+|\d+)|\d+:\d+)(?: (?:stock|share))? split\b",
    re.IGNORECASE,
)
_NOTE: Final = "Adjusted for the two-for-one stock split of June 15, 2026, exempt under Rule 16a-9."
_SPLIT_SINCE: Final[dict[str, object]] = {
    "non_derivative[0].owned_after": "41471 ^split",
    "footnotes.split": _NOTE,
}
_BEFORE: Final[dict[str, object]] = {
    "period": "2026-05-18",
    "non_derivative[0].date": "2026-05-18",
    "non_derivative[0].owned_after": "20736",
    "non_derivative[1].date": "2026-05-18",
    "non_derivative[1].owned_after": "21236",
}


class _Split(NamedTuple):
    """A split that a form tells of: the row (None for the remarks), its day where it is said."""

    row: Row | None
    day: dt.date | None


@rule(
    "BAL12",
    Severity.WARNING,
    Authority.FORM,
    cites=["17 CFR 240.16a-9(a)", "Form 4, General Instruction 4(a)(ii)"],
    forms="45",
    good=[
        Good(_SPLIT_SINCE, earlier=(_BEFORE | {"non_derivative[2].owned_after": "5000"},)),
        Good(_SPLIT_SINCE, earlier=(_BEFORE | {"period": "2026-06-18"},)),
    ],
    bad=[Bad(_SPLIT_SINCE, earlier=(_BEFORE,), at="non_derivative[2].owned_after")],
)
def split_reaches_every_balance(filing: Filing) -> Problems:
    """Adjust every balance of a class for a stock split, and the options on it.

    Where one line says that it is adjusted, a line that still shows what a form from before the split shows
    is stale. The split itself is no transaction (Rule 16a-9): each balance has a footnote on it.
    """
    earlier = earlier_forms(filing)
    splits = list(_splits(filing)) if earlier else []
    if not splits:
        return
    last = last_balances(earlier)
    lines = [
        (row, opening, *last.get(key_across_filings(row), (None, filing)))
        for row, opening in _openings(filing)
    ]
    moved = {key_across_filings(row) for row, opening, owned, _ in lines if owned != opening}
    for row, opening, owned, source in lines:
        if not owned or opening is None or not fits(owned, opening):
            continue
        near = (each for each in splits if each.day or (each.row and key_across_filings(each.row) in moved))
        split = next((each for each in near if _passed_by(filing, row, each, source)), None)
        if split:
            yield _stale(row, owned, source, split)


def _stale(row: Row, owned: Decimal, source: Filing, split: _Split) -> Problem:
    teller = f"row {split.row.number} tells" if split.row else "the remarks tell"
    message = f"{grouped(owned)} as on the {form_and_period(source)}, before the split of which {teller}"
    hint = "Adjust it too, with a footnote: `adjust: {split: 2-for-1, date: ...}` under `positions:`."
    return Problem(row.at(balance_field(row)), message, hint)


def _splits(filing: Filing) -> Iterator[_Split]:
    for row in filing.rows:
        text = note_text(filing, row)
        if _SPLIT.search(text):
            yield _Split(row, _day_in(text))
    remarks = one_line(filing.remarks.text or "")
    if _SPLIT.search(remarks):
        yield _Split(None, _day_in(remarks))


def _day_in(text: str) -> dt.date | None:
    """Return the day nearest behind the word of a split, else the last before it."""
    found = _SPLIT.search(text)
    told = [each for each in days(text) if each.precise]
    if not found or not told:
        return None
    behind = [each for each in told if each.start >= found.start()]
    return behind[0].day if behind else told[-1].day


def _openings(filing: Filing) -> Iterator[tuple[Row, Decimal | None]]:
    """Yield the first row of each line of the form with what was owned before it."""
    for series, tally in running_balances(filing):
        yield series.rows[0], tally.opening
    for row in filing.holdings:
        yield row, balance(row)


def _passed_by(filing: Filing, row: Row, split: _Split, source: Filing) -> bool:
    """Tell whether a split since an earlier form is of a row's class, and the row says nothing of it."""
    if _SPLIT.search(note_text(filing, row)):
        return False
    since = source.period.value
    if split.row is None:
        return bool(split.day and since and split.day > since)
    if split.row.path == row.path or not _one_class(split.row, row):
        return False
    return bool(split.day is None or since is None or split.day > since)


def _one_class(one: Row, other: Row) -> bool:
    """Tell whether two rows are of one class of stock, or of rights to it."""
    return bool(_titles(one) & _titles(other))


def _titles(row: Row) -> set[str]:
    return {normal(found.text) for found in (row.security, row.underlying) if found.text}
