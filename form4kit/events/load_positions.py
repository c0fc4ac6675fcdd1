"""The positions that events work with: those declared, and those that only earlier filings know."""

from collections.abc import Mapping
from dataclasses import replace

from form4kit.events import standard_footnotes
from form4kit.events.carried_forward import (
    CarriedBalance,
    carried_balances,
    completed,
    matching,
    read_earlier,
    undeclared,
)
from form4kit.events.faults import POSITION_INCOMPLETE, SERIES_UNCLEAR
from form4kit.events.files import Reader
from form4kit.events.holders import acting_owners, with_holder
from form4kit.events.owner_match import check_owners
from form4kit.events.positions import EARLIER, Position, PositionEntry, settle, wants_one_for_one
from form4kit.events.row_footnotes import RowFootnotes, mark
from form4kit.events.splits import ADJUST, read_splits, say_fraction
from form4kit.findings import Finding
from form4kit.history.replay import in_order
from form4kit.model import Field, Filing
from form4kit.place import Place
from form4kit.source.node import Node
from form4kit.words import listed


def read_positions(
    root: Node, filing: Filing, reader: Reader, notes: RowFootnotes, findings: list[Finding]
) -> tuple[Mapping[str, Position], tuple[Filing, ...]]:
    """Return every position by its name, those declared first, and the earlier filings in order of time."""
    node = root.get("positions")
    if node is None or not node.members:
        return {}, ()
    whole = PositionEntry(node, ("positions",), findings)
    earlier = read_earlier(whole, filing, reader)
    splits = read_splits(whole)
    found = [each.adjusted(splits) for each in carried_balances(earlier)]
    for each in found:
        if each.splits and each.balance is not None and each.balance % 1 and not each.was_fraction:
            say_fraction(whole, each.row.nature.text or each.row.security.text or "a balance", each.balance)
    positions: dict[str, Position] = {}
    for name, member in node.members.items():
        if name not in (EARLIER, ADJUST) and member.members:
            entry = PositionEntry(member, ("positions", name), findings)
            position = entry.read(name)
            check_owners(entry, filing, position.holders)
            position = _complete(entry, position, found, notes, bool(earlier))
            position = settle(entry, position, whole.refused or bool(earlier))
            positions[name] = _one_for_one(position)
    for name, member in node.members.items():
        if name not in (EARLIER, ADJUST) and not earlier and member.value in ("", {}):
            hint = f"Write `{name}: {{security: Common Stock, held: ...}}`."
            place = Place(("positions", name), member.key_line, member.key_column)
            findings.append(POSITION_INCOMPLETE.at(place, f'"{name}" says nothing', hint))
    if len(filing.owners) > 1:
        acting = acting_owners(root)
        for name, position in positions.items():
            positions[name] = with_holder(position, filing, acting.get(name, ()), notes)
    for position in undeclared(found, positions, notes, whole.place(EARLIER)):
        positions[position.name] = position
    return positions, tuple(each.filing for each in in_order(earlier))


def _complete(
    entry: PositionEntry, position: Position, found: list[CarriedBalance], notes: RowFootnotes, looked: bool
) -> Position:
    """Complete a position from the one series that it can mean, which nobody else can claim then."""
    alike = matching(position, found)
    if position.held is not None:
        mine = next((each for each in alike if each.balance == position.held), alike[0] if alike else None)
    elif len(alike) == 1 and alike[0].balance is not None:
        mine = alike[0]
    else:
        if looked and position.security and not entry.refused:
            _say_unclear(entry, position, alike, found)
        return position
    if mine is None:
        return position
    found.remove(mine)
    return completed(position, mine, notes, entry.place("held"))


def _say_unclear(
    entry: PositionEntry, position: Position, alike: list[CarriedBalance], found: list[CarriedBalance]
) -> None:
    if len(alike) > 1:
        message = f'"{position.name}" may be any of {len(alike)} lines of {alike[0].source}'
        hint = f"Say what is `held`. There are {listed([each.words for each in alike], 'and')}."
    elif alike:
        message = f"{alike[0].source} does not say with certainty how much of {position.words} is held"
        hint = "Say what is `held`."
    else:
        message = f"no earlier filing has a line for {position.words}"
        near = [each.words for each in found if each.row.table == position.table]
        hint = f"Say what is `held`, or spell it as there: {listed(near, 'and')}." if near else "Say `held:`."
    entry.object(SERIES_UNCLEAR, "held", message, hint)


def _one_for_one(position: Position) -> Position:
    """Say in column 2 that a unit stands for a share, where the draft leaves it open."""
    if not wants_one_for_one(position):
        return position
    reference = standard_footnotes.one_for_one(position.security.text or "", position.underlying.text or "")
    note = mark(reference, position.at())
    return replace(position, exercise_price=Field(None, None, (note,), position.line, position.column))
