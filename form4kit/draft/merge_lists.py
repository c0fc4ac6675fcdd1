"""Which items of three lists are one: rows and events have no names, so they are known by what they say."""

import json
from dataclasses import dataclass
from difflib import SequenceMatcher

from form4kit.source.node import Plain

LONGEST = 400
"""The items, without those that are the same at both ends, above which two lists are not compared."""
ALIKE = 0.5
"""How much of two items must be the same for one to be the other, changed."""


@dataclass(frozen=True, slots=True)
class ListSlot:
    """A place in the merged list: the item that both had, and its index in mine and in theirs, where it is.

    `after` is the index in theirs of the item behind which it goes where theirs has it not; -1 for the first.
    """

    base: "Plain | None"
    mine: int | None
    theirs: int | None
    after: int = -1


def slots(base: list[Plain], mine: list[Plain], theirs: list[Plain]) -> list[ListSlot] | None:
    """Return the places of the merged list, in its order; None where the lists are too long to compare."""
    to_mine, to_theirs = pairs(base, mine), pairs(base, theirs)
    if to_mine is None or to_theirs is None:
        return None
    found: list[ListSlot] = []
    next_mine = next_theirs = 0
    after = -1
    for number in range(len(base) + 1):
        here = to_mine.get(number) if number < len(base) else len(mine)
        there = to_theirs.get(number) if number < len(base) else len(theirs)
        new_mine = range(next_mine, here) if here is not None else range(0)
        new_theirs = range(next_theirs, there) if there is not None else range(0)
        for one, other in _added(mine, new_mine, theirs, new_theirs):
            after = other if other is not None else after
            found.append(ListSlot(None, one, other, after))
        next_mine = here + 1 if here is not None else next_mine
        next_theirs = there + 1 if there is not None else next_theirs
        if number < len(base):
            after = there if there is not None else after
            found.append(ListSlot(base[number], here, there, after))
    return found


def pairs(base: list[Plain], other: list[Plain]) -> dict[int, int] | None:
    """Return for each item that another list has too, the same or changed, its index there; None if too long.

    The order stays: of two items that changed places one counts as gone and come anew.
    """
    start = 0
    while start < min(len(base), len(other)) and base[start] == other[start]:
        start += 1
    end = 0
    while end < min(len(base), len(other)) - start and base[-1 - end] == other[-1 - end]:
        end += 1
    found = {n: n for n in range(start)}
    found |= {len(base) - 1 - n: len(other) - 1 - n for n in range(end)}
    left, right = base[start : len(base) - end], other[start : len(other) - end]
    if max(len(left), len(right)) > LONGEST:
        return None
    names = ([json.dumps(each) for each in left], [json.dumps(each) for each in right])
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, *names, autojunk=False).get_opcodes():
        if tag == "equal":
            found |= {start + i1 + n: start + j1 + n for n in range(i2 - i1)}
        elif tag == "replace":
            best = _best(left[i1:i2], right[j1:j2])
            found |= {start + i1 + i: start + j1 + j for i, j in best}
    return dict(sorted(found.items()))


def _best(left: list[Plain], right: list[Plain]) -> list[tuple[int, int]]:
    """Pair items in their order so that those that are one are most alike altogether."""
    if len(left) == len(right) == 1:
        return [(0, 0)] if likeness(left[0], right[0]) >= ALIKE else []
    width = len(right) + 1
    score = [[0.0] * width for _ in range(len(left) + 1)]
    alike = [[likeness(one, other) for other in right] for one in left]
    for i in range(len(left) - 1, -1, -1):
        for j in range(len(right) - 1, -1, -1):
            paired = alike[i][j] + score[i + 1][j + 1] if alike[i][j] >= ALIKE else 0.0
            score[i][j] = max(paired, score[i + 1][j], score[i][j + 1])
    found, i, j = [], 0, 0
    while i < len(left) and j < len(right):
        if alike[i][j] >= ALIKE and score[i][j] == alike[i][j] + score[i + 1][j + 1]:
            found.append((i, j))
            i, j = i + 1, j + 1
        elif score[i][j] == score[i + 1][j]:
            i += 1
        else:
            j += 1
    return found


def likeness(one: Plain, other: Plain) -> float:
    """Return how much of two items is the same, from 0 to 1; half of it counts where it stands."""
    if isinstance(one, str) and isinstance(other, str):
        return 1.0 if one == other else ALIKE
    left, right = dict(_leaves(one)), dict(_leaves(other))
    if not left or not right or type(one) is not type(other):
        return 0.0
    both = left.keys() & right.keys()
    equal = sum(left[path] == right[path] for path in both)
    return (equal + len(both)) / (len(left) + len(right))


def _leaves(plain: Plain, path: tuple[str | int, ...] = ()) -> list[tuple[tuple[str | int, ...], str]]:
    found: list[tuple[tuple[str | int, ...], str]] = []
    pending: list[tuple[tuple[str | int, ...], Plain]] = [(path, plain)]
    while pending:
        at, each = pending.pop()
        if isinstance(each, str):
            found.append((at, each))
        elif isinstance(each, dict):
            pending += [((*at, key), member) for key, member in each.items()]
        else:
            pending += [((*at, number), member) for number, member in enumerate(each)]
    return found


def _added(
    mine: list[Plain], new_mine: range, theirs: list[Plain], new_theirs: range
) -> list[tuple[int | None, int | None]]:
    """Join what both put in at one place: what is equal once, theirs before mine otherwise."""
    left = [json.dumps(theirs[n]) for n in new_theirs]
    right = [json.dumps(mine[n]) for n in new_mine]
    found: list[tuple[int | None, int | None]] = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        if tag == "equal":
            found += [(new_mine[j1 + n], new_theirs[i1 + n]) for n in range(i2 - i1)]
        else:
            found += [(None, new_theirs[n]) for n in range(i1, i2)]
            found += [(new_mine[n], None) for n in range(j1, j2)]
    return found
