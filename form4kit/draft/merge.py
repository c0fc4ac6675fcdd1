"""Merge two drafts that were made of one: what one side changed is taken over, what both changed is asked.

All is done on the trees; what comes out are the changes that make of theirs what both together say, and the
differences that a person must settle. Comments and order follow theirs, since only that text is changed.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from form4kit.draft.merge_lists import ListSlot, slots
from form4kit.place import Path, in_words
from form4kit.source.node import Plain

MergeSide = Literal["mine", "theirs"]
_Value: TypeAlias = "Plain | None"


@dataclass(frozen=True, slots=True)
class MergeDifference:
    """One part that the sides do not agree on, or that one of them changed.

    `id` is the same each time the same three drafts are compared. `where` is in the form's own words; a value
    that is None is not there.
    """

    id: str
    where: str
    base: "Plain | None"
    mine: "Plain | None"
    theirs: "Plain | None"


@dataclass(frozen=True, slots=True)
class Change:
    """What is to be done to theirs: a part set, removed or put in, as it stands at `source` in mine.

    `path` is in theirs as it was; for an item that is put in, the index is that of the item before it, or -1.
    """

    action: Literal["set", "remove", "insert"]
    path: Path
    source: Path = ()
    value: Plain = ""
    after: str | None = None


@dataclass(slots=True)
class Merge:
    """What a merge comes to: the changes to theirs, what was taken over of either side, and what is asked."""

    changes: list[Change] = field(default_factory=list)
    asked: list[MergeDifference] = field(default_factory=list)
    taken: list[tuple[MergeSide, MergeDifference]] = field(default_factory=list)


def merge(base: Plain, mine: Plain, theirs: Plain, answers: Mapping[str, MergeSide] | None = None) -> Merge:
    """Merge three trees; `answers` say for a difference, by its id, whose value is wanted.

    A difference without an answer stays as theirs has it, and is asked.
    """
    merger = _Merger(answers or {})
    merger.walk(base, mine, theirs, _Spot((), ()))
    return merger.made


@dataclass(frozen=True, slots=True)
class _Spot:
    """Where a part stands in mine and in theirs."""

    mine: Path
    theirs: Path

    def under(self, key: str) -> "_Spot":
        return _Spot((*self.mine, key), (*self.theirs, key))


class _Merger:
    def __init__(self, answers: Mapping[str, MergeSide]) -> None:
        self.answers = answers
        self.made = Merge()

    def walk(self, base: _Value, mine: _Value, theirs: _Value, spot: _Spot) -> None:
        if mine == theirs:
            return
        if isinstance(mine, dict) and isinstance(theirs, dict) and (not base or isinstance(base, dict)):
            self.mappings(base if isinstance(base, dict) else {}, mine, theirs, spot)
            return
        if isinstance(mine, list) and isinstance(theirs, list) and (not base or isinstance(base, list)):
            found = slots(base if isinstance(base, list) else [], mine, theirs)
            if found is not None:
                self.lists(found, mine, theirs, spot)
                return
        change = self.of_member(mine, theirs, spot)
        self.settle(base, mine, theirs, spot.theirs, change)

    def of_member(self, mine: _Value, theirs: _Value, spot: _Spot) -> Change:
        if mine is None:
            return Change("remove", spot.theirs)
        if theirs is None:
            return Change("insert", spot.theirs, spot.mine, mine)
        return Change("set", spot.theirs, spot.mine, mine)

    def mappings(
        self, base: dict[str, Plain], mine: dict[str, Plain], theirs: dict[str, Plain], spot: _Spot
    ) -> None:
        after = None
        for key in mine:
            before = len(self.made.changes)
            self.walk(base.get(key), mine[key], theirs.get(key), spot.under(key))
            new = self.made.changes[before:]
            if key not in theirs and new:
                self.made.changes[before:] = [_behind(each, after) for each in new]
            if key in theirs or new:
                after = key
        for key in theirs:
            if key not in mine:
                self.walk(base.get(key), None, theirs[key], spot.under(key))

    def lists(self, found: list[ListSlot], mine: list[Plain], theirs: list[Plain], spot: _Spot) -> None:
        for slot in found:
            here = (*spot.mine, slot.mine if slot.mine is not None else -1)
            there = (*spot.theirs, slot.theirs if slot.theirs is not None else slot.after)
            one = mine[slot.mine] if slot.mine is not None else None
            other = theirs[slot.theirs] if slot.theirs is not None else None
            if one is not None and other is not None:
                self.walk(slot.base, one, other, _Spot(here, there))
            elif one != other:
                shown = there if other is not None else here
                self.settle(slot.base, one, other, shown, self.of_member(one, other, _Spot(here, there)))

    def settle(self, base: _Value, mine: _Value, theirs: _Value, shown: Path, change: Change) -> None:
        name = f"{change.action}:{'/'.join(map(str, change.source or change.path))}"
        found = MergeDifference(name, in_words(shown), base, mine, theirs)
        if mine == base:
            self.made.taken.append(("theirs", found))
        elif theirs == base:
            self.made.taken.append(("mine", found))
            self.made.changes.append(change)
        else:
            self.made.asked.append(found)
            if self.answers.get(name) == "mine":
                self.made.changes.append(change)


def _behind(change: Change, after: str | None) -> Change:
    return Change(change.action, change.path, change.source, change.value, after)


def in_order(changes: list[Change]) -> Iterator[Change]:
    """Yield changes so that each finds its part where its path says: items of lists last, from the end."""
    items = [each for each in changes if isinstance(each.path[-1], int) and each.action != "set"]
    yield from (each for each in changes if each not in items)
    numbered = sorted(enumerate(items), key=lambda each: _last_first(each[1], each[0]), reverse=True)
    yield from (each for _, each in numbered)


def _last_first(change: Change, number: int) -> tuple[int, tuple[tuple[str, int], ...], int, int]:
    """Rank the deeper above the higher, later items above earlier, and what is put in above what goes."""
    steps = tuple((str(step), 0) if isinstance(step, str) else ("", step) for step in change.path)
    return len(change.path), steps, change.action == "insert", number
