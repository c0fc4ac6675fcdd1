"""Check balances row by row: each is the one before, and what the row adds or takes."""

from collections.abc import Callable, Sequence
from decimal import Decimal
from itertools import accumulate
from typing import NamedTuple

from form4kit.analysis.series import Series, balance, change
from form4kit.model import Row


class Step(NamedTuple):
    """A transaction as the tally sees it: what it changes and what is owned after it."""

    row: Row
    change: Decimal
    after: Decimal

    @property
    def before(self) -> Decimal:
        """What was owned before, by the row's own word."""
        return self.after - self.change


class Break(NamedTuple):
    """A balance that does not follow.

    `expected` is what it should be and `neighbour` the row that says so: the one before or, where `ahead`,
    the one after. `alone` tells that other rows go on from the balance expected, so that only this is off.
    """

    step: Step
    expected: Decimal
    neighbour: Step
    alone: bool
    ahead: bool = False

    @property
    def off(self) -> Decimal:
        """By how much the balance is too high; negative where it is too low."""
        return self.step.after - self.expected

    @property
    def turned(self) -> bool:
        """Whether the balance moved by the row's amount the wrong way."""
        return self.off == -2 * self.step.change != 0


class Tally(NamedTuple):
    """What came of following a series: chains of steps in the order that explains them best, and the breaks.

    Without a break each chain has its own opening balance, `chain[0].before`; there is more than one only
    where accounts are interleaved.
    """

    chains: tuple[tuple[Step, ...], ...]
    breaks: tuple[Break, ...] = ()

    @property
    def opening(self) -> Decimal | None:
        """What was owned before all transactions; None where the balances do not say with certainty."""
        return self.chains[0][0].before if len(self.chains) == 1 and not self.breaks else None

    @property
    def closing(self) -> Decimal | None:
        """What is owned after all transactions, which may stand on the first row; None where uncertain."""
        return self.chains[0][-1].after if len(self.chains) == 1 and not self.breaks else None


Explained = Callable[[Step, Step, Decimal], bool]
"""Whether the form itself explains that the second step's balance is off by an amount after the first's."""


def explains_nothing(_before: Step, _after: Step, _off: Decimal) -> bool:
    """Explain nothing: the reading for forms without footnotes."""
    return False


def steps_of(series: Series) -> tuple[Step, ...] | None:
    """Return a series' transactions as steps; None where an amount is missing, so that nothing can be said.

    A row that repeats the one before in every number is one transaction: EDGAR has room for only so many
    footnotes on a field, and filers repeat the line to place more.
    """
    steps: list[Step] = []
    for row in series.transactions:
        moved, after = change(row), balance(row)
        if moved is None or after is None:
            return None
        step = Step(row, moved, after)
        if not (steps and _repeats(steps[-1], step)):
            steps.append(step)
    return tuple(steps)


def _repeats(one: Step, other: Step) -> bool:
    return (
        one[1:] == other[1:]
        and one.row.date.value == other.row.date.value
        and one.row.code.value == other.row.code.value
        and one.row.price.value == other.row.price.value
    )


def breaks_of(steps: Sequence[Step], explained: Explained) -> tuple[Break, ...]:
    """Return the balances that do not follow in this order.

    Each balance less the changes so far says what the opening balance was; while the tally runs they agree.
    Rows that leave the agreement until one comes back to it are astray by themselves. Where none comes back
    the break is the row's own, unless it is the second and only the first disagrees with all the others.
    """
    sums = list(accumulate(step.change for step in steps))
    openings = [step.after - total for step, total in zip(steps, sums, strict=True)]
    count, held, at = len(steps), openings[0], 1
    found: list[Break] = []

    def agrees(opening: Decimal, row: int) -> bool:
        return fits(opening + sums[row], steps[row].after)

    while at < count:
        expected = held + sums[at]
        if agrees(held, at) or explained(steps[at - 1], steps[at], steps[at].after - expected):
            held = openings[at]
            at += 1
            continue
        back = next((row for row in range(at + 1, count) if agrees(held, row)), count)
        if back < count:
            astray = [row for row in range(at, back) if row == at or not agrees(openings[row - 1], row)]
            found += [Break(steps[row], held + sums[row], steps[row - 1], True) for row in astray]
            at = back
            continue
        if at == 1 and count > 2 and agrees(openings[1], 2):
            found.append(Break(steps[0], openings[1] + sums[0], steps[1], True, ahead=True))
        else:
            found.append(Break(steps[at], expected, steps[at - 1], False))
        held = openings[at]
        at += 1
    return tuple(found)


def fits(expected: Decimal, found: Decimal) -> bool:
    """Tell whether two balances are the same but for rounding to fewer decimals."""
    if expected == found:
        return True
    unit = min(_places(expected), _places(found))
    return _places(expected) != _places(found) and abs(expected - found) < Decimal(1).scaleb(-unit)


def _places(number: Decimal) -> int:
    exponent = number.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0
