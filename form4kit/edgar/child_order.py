"""Say what is missing, misplaced or too many among the children of an element."""

import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from form4kit.edgar.value_faults import LxmlElement, any_of, name_of


@dataclass(frozen=True, slots=True)
class Slot:
    """A place in the order of children: the names that may take it, and how often at least and at most."""

    names: tuple[str, ...]
    least: int
    most: int


def misplaced(parent: LxmlElement, content: Any, breaks: list[int]) -> Iterator[tuple[LxmlElement, str]]:
    """Yield each fault in the order of children, at the child that has it or at the parent that lacks one.

    `content` is the content model as `xmlschema` built it, `breaks` the numbers of the children (from 0) at
    which it found the order broken. Of children out of order only the first is reported, since those after
    it stand where they do because of it.
    """
    slots = list(_slots(content))
    known = {name for slot in slots for name in slot.names}
    present = {child.tag for child in parent}
    missing = [slot for slot in slots if slot.least and not present.intersection(slot.names)]
    for slot in missing:
        yield parent, f"{any_of(slot.names)} is missing"
    for number, child in enumerate(parent):
        if child.tag not in known:
            yield child, _not_here(parent, number, slots)
    for number in breaks:
        if number < len(parent) and parent[number].tag in known:
            if fault := _out_of_order(parent, number, slots, missing):
                yield parent[number], fault
            return


def _slots(group: Any) -> Iterator[Slot]:
    """Flatten a content model: sequences dissolve, a choice is one slot."""
    if group.model == "choice":
        branches = list(group.iter_elements())
        least = 0 if any(branch.min_occurs == 0 for branch in branches) else group.min_occurs
        yield Slot(tuple(branch.name for branch in branches), least, _most(group))
        return
    for particle in group:
        if hasattr(particle, "model"):
            yield from _slots(particle)
        else:
            yield Slot((particle.name,), particle.min_occurs, _most(particle))


def _most(particle: Any) -> int:
    return sys.maxsize if particle.max_occurs is None else int(particle.max_occurs)


def _out_of_order(parent: LxmlElement, number: int, slots: list[Slot], missing: list[Slot]) -> str | None:
    """Say why a child may not stand where it does; None where what is missing explains it."""
    tag = parent[number].tag
    before = [child.tag for child in parent[:number]]
    after = [child.tag for child in parent[number + 1 :]]
    first = {name: at for at, slot in reversed(list(enumerate(slots))) for name in slot.names}
    last = {name: at for at, slot in enumerate(slots) for name in slot.names}
    if fault := _too_many(parent, tag, before, slots[first[tag]]):
        return fault
    if later := next((other for other in before if last.get(other, -1) > first[tag]), None):
        return f"not allowed here; it belongs before {name_of(later)}"
    if beside := next((other for other in before if other in slots[first[tag]].names), None):
        return f"not allowed beside {name_of(beside)}"
    if earlier := [other for other in after if other in last and last[other] < first[tag]]:
        return f"not allowed here; it belongs after {name_of(max(earlier, key=lambda name: last[name]))}"
    return None if missing else _not_here(parent, number, slots)


def _too_many(parent: LxmlElement, tag: str, before: list[str], slot: Slot) -> str | None:
    counts = Counter(child.tag for child in parent)
    if slot.most > 1 and len(slot.names) > 1:
        if (rows := sum(counts[name] for name in slot.names)) > slot.most:
            return f"{rows} rows, the most is {slot.most}"
    elif before and before[-1] == tag:
        return f"{counts[tag]} of these, the most is {before.count(tag)}"
    elif tag in before and len(slot.names) == 1:
        return f"{counts[tag]} of these, the most is {slot.most}"
    return None


def _not_here(parent: LxmlElement, number: int, slots: list[Slot]) -> str:
    """Name what might stand in the place of a child: what is still open there, up to what is required."""
    before = Counter(child.tag for child in parent[:number])
    taken = [sum(before[name] for name in slot.names) for slot in slots]
    reached = max((at for at, count in enumerate(taken) if count), default=-1)
    expected: list[str] = []
    for at in range(max(reached, 0), len(slots)):
        if taken[at] < slots[at].most:
            expected.extend(slots[at].names)
        if at > reached and slots[at].least:
            break
    if len(expected) > 1:
        return f"not allowed here; expected one of {', '.join(expected)}"
    return f"not allowed here; expected {expected[0]}" if expected else "not allowed here"
