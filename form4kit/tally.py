"""Follow a balance from row to row: each row's balance is the one before, and what the row adds or takes.

Staff asks for such a running tally, row by row. Careful filers also list rows in another order, show the
same final total on every row, or interleave two accounts on one line of the form; each of these readings
explains the balances as well, and only a series that none explains is broken.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from itertools import accumulate, groupby, pairwise
from typing import Final, NamedTuple

from form4kit.law.codes import CODES
from form4kit.law.titles import is_unit
from form4kit.model import Row
from form4kit.series import Series, balance, change

_LONGEST_SEARCH: Final = 7
"""Up to so many rows every order is tried."""


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


def unexplained(_before: Step, _after: Step, _off: Decimal) -> bool:
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


def follow(steps: Sequence[Step], explained: Explained = unexplained) -> Tally:
    """Follow the balances through steps given in the order of the form."""
    breaks = _breaks(steps, explained)
    if not breaks:
        return Tally((tuple(steps),))
    if not all(_plausible(step.row) for step in steps):  # a flipped letter could make another order fit
        return Tally((tuple(steps),), breaks)
    best = Tally((tuple(steps),), breaks)
    for reading in _readings(steps):
        tally = Tally((tuple(reading),), _breaks(reading, explained))
        if len(tally.breaks) < len(best.breaks):
            best = tally
        if not best.breaks:
            return best
    for tally in (_total(steps), _accounts(steps, explained), _interleaved(steps), _any_order(steps)):
        if tally is not None and len(tally.breaks) < len(best.breaks):
            best = tally
        if not best.breaks:
            break
    return best


def _breaks(steps: Sequence[Step], explained: Explained) -> tuple[Break, ...]:
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
        elif at == 1 and count > 2 and agrees(openings[1], 2):
            found.append(Break(steps[0], openings[1] + sums[0], steps[1], True, ahead=True))
            held = openings[1]
        else:
            found.append(Break(steps[at], expected, steps[at - 1], False))
            held = openings[at]
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


def _plausible(row: Row) -> bool:
    """Tell whether a row's A or D is what its code means by definition, so that rows may be reordered."""
    code = CODES.get(row.code.value or "")
    if code is None or not code.by_definition:
        return True
    return code.expected(1 if row.table == "non_derivative" else 2) in (None, row.acquired_disposed.value)


def _readings(steps: Sequence[Step]) -> Iterator[Sequence[Step]]:
    """Yield the orders in which filers list rows, each also with rows that share a balance combined."""
    newest_first = steps[::-1]
    orders = [steps, newest_first]
    if all(step.row.date.value for step in steps):
        orders += [order for order in (_by_date(steps), _by_date(newest_first)) if order not in orders]
    for order in orders:
        if order is not steps:
            yield order
        combined = _combined(order)
        if len(combined) < len(order):
            yield combined


def _by_date(steps: Sequence[Step]) -> tuple[Step, ...]:
    return tuple(sorted(steps, key=lambda step: step.row.date.value or date.min))


def _combined(steps: Sequence[Step]) -> tuple[Step, ...]:
    """Make one step of neighbours that show the same balance, the one after them all."""
    blocks = [list(block) for _, block in groupby(steps, key=lambda step: step.after)]
    return tuple(Step(b[0].row, Decimal(sum(step.change for step in b)), b[0].after) for b in blocks)


def _total(steps: Sequence[Step]) -> Tally | None:
    """Read every row as showing the same final total, which most rows must agree on."""
    balances = [step.after for step in steps]
    total = max(balances, key=balances.count)
    if 2 * balances.count(total) <= len(steps) or len(steps) < 3:
        return None
    model = steps[balances.index(total)]
    return Tally((tuple(steps),), tuple(Break(s, total, model, True) for s in steps if s.after != total))


def _accounts(steps: Sequence[Step], explained: Explained) -> Tally | None:
    """Part the steps by the footnotes on title and balance, where those tell accounts or awards apart.

    A group of one proves nothing but for units, where each award has its own footnote.
    """
    groups: dict[object, list[Step]] = {}
    for step in steps:
        groups.setdefault((step.row.security.names, step.row.owned_after.names), []).append(step)
    least = 1 if is_unit(steps[0].row.security.text or "") else 2
    if len(groups) < 2 or any(len(group) < least for group in groups.values()):
        return None
    breaks = tuple(found for group in groups.values() for found in _breaks(group, explained))
    return Tally(tuple(tuple(group) for group in groups.values()), breaks)


def _interleaved(steps: Sequence[Step]) -> Tally | None:
    """Part the steps into chains of two or more that each follow, if their rows take turns on the form.

    Chains that stand one after the other, with later dates, are rather one chain with a break.
    """
    chains: list[list[Step]] = []
    for step in steps:
        chain = next((c for c in chains if fits(c[-1].after + step.change, step.after)), None)
        if chain is None:
            chains.append([step])
        else:
            chain.append(step)
    if len(chains) < 2 or any(len(chain) < 2 for chain in chains):
        return None
    listed = [step for chain in chains for step in chain]
    if listed == list(steps) and not _parallel(chains):
        return None
    return Tally(tuple(tuple(chain) for chain in chains))


def _parallel(chains: Sequence[Sequence[Step]]) -> bool:
    """Tell whether chains report the same trades side by side, or each begins again at an earlier date."""
    trades = [[(s.row.date.value, s.row.code.value, s.row.price.value) for s in chain] for chain in chains]
    if all(each == trades[0] for each in trades):
        return True
    ends = [(chain[0].row.date.value, chain[-1].row.date.value) for chain in chains]
    return all(
        first is not None and last is not None and first < last for (_, last), (first, _) in pairwise(ends)
    )


def _any_order(steps: Sequence[Step]) -> Tally | None:
    """Find an order in which every balance follows; for a few rows only."""
    if len(steps) > _LONGEST_SEARCH:
        return None

    def search(chain: tuple[Step, ...], left: tuple[Step, ...]) -> tuple[Step, ...] | None:
        if not left:
            return chain
        for at, step in enumerate(left):
            if not chain or fits(chain[-1].after + step.change, step.after):
                found = search((*chain, step), left[:at] + left[at + 1 :])
                if found:
                    return found
        return None

    chain = search((), tuple(steps))
    return None if chain is None else Tally((chain,))
