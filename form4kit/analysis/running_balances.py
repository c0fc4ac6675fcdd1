"""The running balance of each series of a filing: its tally from row to row, and its breaks in words."""

from collections.abc import Iterator
from functools import partial
from typing import Final, NamedTuple

from form4kit.analysis.explained_balances import explains_break
from form4kit.analysis.passages import cached_for_filing
from form4kit.analysis.series import PositionKey, Series, series_of
from form4kit.analysis.tally import Break, Tally, steps_of
from form4kit.analysis.tally_orders import best_tally
from form4kit.analysis.titles import is_option, is_swap, is_warrant
from form4kit.model import Filing
from form4kit.words import grouped

RUNNING_TALLY: Final = (
    "Form 4, General Instruction 4(a)(i)",
    "SEC staff, Section 16 Electronic Reporting FAQ of 14 August 2003, question 1 (superseded, but followed)",
)
_FEW: Final = 3


class RunningBalance(NamedTuple):
    """A series of a filing with the tally of its transactions."""

    series: Series
    tally: Tally


@cached_for_filing
def running_balances(filing: Filing) -> tuple[RunningBalance, ...]:
    """Return every series of a filing that has transactions, followed from row to row."""
    return tuple(_runs(filing))


def _runs(filing: Filing) -> Iterator[RunningBalance]:
    for series in series_of(filing.rows):
        steps = steps_of(series)
        if steps:
            tally = best_tally(steps, partial(explains_break, filing))
            if len(steps) > _FEW and 2 * len(tally.breaks) > len(steps):  # it runs by no order: say so once
                tally = tally._replace(breaks=tally.breaks[:1])
            yield RunningBalance(series, tally)


def break_in_words(found: Break) -> str:
    """Say what a balance is, what it should be, and which numbers say so."""
    step, other = found.step, found.neighbour
    start, expected = f"{grouped(step.after)} owned after", grouped(found.expected)
    if found.ahead:
        return f"{start}, but row {other.row.number} goes on from {expected}"
    if other.after == found.expected and step.change:
        return f"{start}, but row {other.row.number} gives the final total as {expected}"
    verb = "plus" if step.change > 0 else "less"
    before, amount = grouped(found.expected - step.change), grouped(abs(step.change))
    return f"{start}, but {before} {verb} {amount} is {expected}"


def is_one_class(key: PositionKey) -> bool:
    """Tell whether derivatives with this key are one class for certain: options or warrants of known terms.

    Units and swaps of one title look alike in every column though each is an award or a contract of its own.
    """
    price, _, expires, _ = key.terms
    right = is_option(key.title) or is_warrant(key.title)
    return right and not is_swap(key.title) and price is not None and expires is not None
