"""Follow the balances of a series in the order that explains them best.

Staff asks for a running tally, row by row. Careful filers also list rows in another order, show the same
final total on every row, or interleave two accounts on one line of the form; each of these readings explains
the balances as well, and only a series that none explains is broken.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from itertools import groupby, pairwise
from typing import Final

from form4kit.analysis.tally import Break, Explained, Step, Tally, breaks_of, explains_nothing, fits
from form4kit.analysis.titles import is_unit
from form4kit.law.codes import CODES
from form4kit.model import Row

_LONGEST_SEARCH: Final = 7
"""Up to so many rows every order is tried."""


def best_tally(steps: Sequence[Step], explained: Explained = explains_nothing) -> Tally:
    """Follow the balances through steps given in the order of the form.

    Where every reading leaves breaks, the one by which most balances follow is returned, the form's own order
    if in doubt.
    """
    best = Tally((tuple(steps),), breaks_of(steps, explained))
    if best.breaks and all(_plausible(step.row) for step in steps):  # a flipped letter fits other orders
        for tally in _readings(steps, explained):
            if not tally.breaks or _weight(tally) > _weight(best):
                best = tally
            if not best.breaks:
                break
    return best


def _weight(tally: Tally) -> tuple[int, int]:
    """Weigh a reading by the balances that follow from another, then by the breaks that it leaves."""
    follow_on = sum(len(chain) - 1 for chain in tally.chains) - len(tally.breaks)
    return follow_on, -len(tally.breaks)


def _readings(steps: Sequence[Step], explained: Explained) -> Iterator[Tally]:
    """Yield the readings of steps that do not follow in the order of the form, the likelier first."""
    for order in _orders(steps):
        yield Tally((tuple(order),), breaks_of(order, explained))
    others = (
        *(_total(steps), _accounts(steps, explained), _side_by_side(steps)),
        *(_interleaved(steps), _any_order(steps)),
    )
    yield from (tally for tally in others if tally is not None)


def _plausible(row: Row) -> bool:
    """Tell whether a row's A or D is what its code means by definition, so that rows may be reordered."""
    code = CODES.get(row.code.value or "")
    if code is None or not code.by_definition:
        return True
    return code.expected(1 if row.table == "non_derivative" else 2) in (None, row.acquired_disposed.value)


def _orders(steps: Sequence[Step]) -> Iterator[Sequence[Step]]:
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
    breaks = tuple(found for group in groups.values() for found in breaks_of(group, explained))
    return Tally(tuple(tuple(group) for group in groups.values()), breaks)


def _side_by_side(steps: Sequence[Step]) -> Tally | None:
    """Take rows of one trade, held indirectly, for accounts of one name that made it together."""
    if (
        steps[0].row.direct_indirect.value != "I"
        or len({(_trade(step), step.change > 0) for step in steps}) > 1
    ):
        return None
    return Tally(tuple((step,) for step in steps))


def _trade(step: Step) -> tuple[object, ...]:
    return (step.row.date.value, step.row.code.value, step.row.price.value)


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
    trades = [[_trade(step) for step in chain] for chain in chains]
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
