"""Events to rows: what is held and what happened, written out as the form has it."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from form4kit.convert import to_date
from form4kit.draft.footnote_numbers import number_footnotes
from form4kit.events.balances import Balances
from form4kit.events.event import Event, EventContext
from form4kit.events.faults import (
    MISSING,
    MORE_THAN_HELD,
    ONE_KIND,
    OUT_OF_ORDER,
    REFUSALS,
    SAME_SIDES,
    STRAY_KEY,
)
from form4kit.events.files import Reader
from form4kit.events.holdings import holdings, holdings_above, shares_held
from form4kit.events.kinds.index import KINDS
from form4kit.events.kinds.kind import EventKind
from form4kit.events.load_positions import read_positions
from form4kit.events.movement import AppliedMovement, Movement
from form4kit.events.plan_footnote import mark_plan
from form4kit.events.positions import Position
from form4kit.events.row_footnotes import RowFootnotes
from form4kit.events.rows import transaction, with_balance
from form4kit.events.working import BalanceLine, FillsTotal, Working, balance_line, fills_total
from form4kit.findings import Finding
from form4kit.model import ABSENT, Field, Filing, Row, Table
from form4kit.place import Path, Place
from form4kit.source.node import Node
from form4kit.words import listed

NO_WORKING: Final = Working()
NOTHING_CHANGES: Final = "From and to are the same position: nothing would change"
"""What a page and the command line both say of an event that goes from a position into the same."""


@dataclass(frozen=True, slots=True)
class Expansion:
    """A filing with the rows that positions and events make, what was found, and the working.

    `refused` says that an event or a position could not be read, so that rows are missing. `earlier` are
    the filings that balances were carried forward from, oldest first. `rows_by_event` are the paths of the
    rows that each event made.
    """

    filing: Filing
    findings: tuple[Finding, ...] = ()
    working: Working = NO_WORKING
    refused: bool = False
    earlier: tuple[Filing, ...] = ()
    rows_by_event: tuple[tuple[Path, ...], ...] = ()


def expand(filing: Filing, root: Node, reader: Reader) -> Expansion:
    """Append the rows that a draft's positions and events make, with their footnotes, and number these.

    `root` is the draft's tree and `filing` what was read from it. Files are read through `reader` alone.
    Never raises: what has the wrong shape is passed over, and `shape` says so.
    """
    if root.get("positions") is None and root.get("events") is None:
        return Expansion(filing)
    return _Expander(filing, root, reader).expand()


class _Expander:
    """Runs the events of one draft through the book."""

    def __init__(self, filing: Filing, root: Node, reader: Reader) -> None:
        self.findings: list[Finding] = []
        self.filing, self.root = filing, root
        self.notes = RowFootnotes(filing)
        positions, self.earlier = read_positions(root, filing, reader, self.notes, self.findings)
        self.contextext = EventContext(filing, Balances(positions), self.notes, reader, [])
        self.refused = any(finding.rule in REFUSALS for finding in self.findings)
        self.rows: dict[Table, list[Row]] = {
            "non_derivative": list(filing.non_derivative),
            "derivative": list(filing.derivative),
        }
        self.balances: list[BalanceLine] = []
        self.fills: list[FillsTotal] = []
        self.rows_by_event: list[tuple[Path, ...]] = []
        self.under_plan: dict[bool, set[Path]] = {True: set(), False: set()}

    def expand(self) -> Expansion:
        self.show(holdings_above(self.contextext.balances, self.rows))
        events = self.root.get("events")
        self.refused = self.refused or (events is not None and events.kind != "a list" and events.value != "")
        for number, node in enumerate(events.items if events else []):
            self.run(node, number)
        if self.filing.base_form == "5":
            self.at_year_end()
        self.show(holdings(self.filing, self.contextext.balances, self.rows, self.findings))
        working = Working(tuple(self.balances), tuple(self.fills))
        findings = tuple(dict.fromkeys(self.findings))
        rows_by_event = tuple(self.rows_by_event)
        return Expansion(self.finished(), findings, working, self.refused, self.earlier, rows_by_event)

    def finished(self) -> Filing:
        """Put rows, footnotes and the period into the filing."""
        filing = replace(
            self.filing,
            non_derivative=tuple(self.rows["non_derivative"]),
            derivative=tuple(self.rows["derivative"]),
            context=replace(
                self.filing.context,
                held=shares_held(self.contextext.balances),
                outside_plan=frozenset(self.under_plan[False]),
            ),
        )
        filing = replace(filing, footnotes=filing.footnotes + self.notes.referred_to(filing))
        period = self.root.get("period")
        if filing.base_form == "4" and (period is None or period.value == ""):
            filing = replace(filing, period=first_date(filing))
        return number_footnotes(mark_plan(filing, self.under_plan[True], self.under_plan[False]))

    def at_year_end(self) -> None:
        """Show in each row of a Form 5 what is held when the fiscal year ends (its columns 5 and 9)."""
        end = to_date(period.text or "") if (period := self.root.get("period")) is not None else None
        last: dict[str, AppliedMovement] = {}
        for each in self.contextext.balances.applied:
            day = each.movement.coding.date.value
            if not (end and day and day > end):
                last[each.movement.position.name] = each
        names = {line.path: line.position for line in self.balances}
        for table, rows in self.rows.items():
            for at, row in enumerate(rows):
                applied = last.get(names.get(row.path, ""))
                if applied is not None and not row.holding:
                    self.rows[table][at] = with_balance(row, applied.closing)
        self.balances = [
            replace(line, year_end=last[line.position].closing)
            if line.position in last and line.change
            else line
            for line in self.balances
        ]

    def show(self, holdings: Iterable[tuple[Position, Row]]) -> None:
        """Append the rows of positions in which nothing happens."""
        for position, row in holdings:
            self.rows[position.table].append(row)
            held = self.contextext.balances.balance(position)
            if held is not None:
                self.balances.append(BalanceLine(row.path, position.name, held, held - held, held))

    # ------------------------------------------------------------ one event

    def run(self, node: Node, number: int) -> None:
        """Read one event, enter its movements, and make its rows; all of it or nothing."""
        kinds = [name for name in node.members if name in KINDS]
        if len(node.members) > 1 and kinds:
            place = Place(("events", number), node.line, node.column)
            message = f"one event with {listed([f'`{name}`' for name in node.members], 'and')}"
            self.findings.append(ONE_KIND.at(place, message, "Begin each with a dash of its own."))
        if len(node.members) != 1 or not kinds or not node.members[kinds[0]].members:
            self.refused = True
            self.say_blank(node, number)
            return
        kind = KINDS[kinds[0]]
        event = Event(
            kind.name, node.members[kind.name], ("events", number, kind.name), self.contextext, self.findings
        )
        check_keys(event, kind)
        of_fills = len(self.contextext.fills)
        movements = kind.make(event, kind)
        if not event.refused:
            check_sides(event)
        self.check_order(event, movements)
        applied = [] if event.refused else self.apply(event, movements)
        self.write(event, applied, of_fills)
        del self.contextext.fills[of_fills:]
        self.refused = self.refused or event.refused

    def say_blank(self, node: Node, number: int) -> None:
        """Object to an event that says nothing, as `- sale:` does, which the draft's schema lets pass."""
        name, what = next(iter(node.members.items()), ("", node))
        if len(node.members) > 1 or what.value not in ("", {}) or (not name and node.value == ""):
            return  # which was objected to already
        path: Path = ("events", number, name) if name else ("events", number)
        line, column = what.key_line or what.line, what.key_column or what.column
        kind = KINDS.get(name) or KINDS["sale"]
        message = f"`{name}` says nothing" if name else "an event that says nothing"
        ways = {"both": "from: ..., to: ...", "to": "to: ..."}
        sides = ways.get(kind.sides, "from: ...")
        hint = f"Write `{kind.name}: {{{sides}, date: YYYY-MM-DD, shares: ...}}`."
        self.findings.append(MISSING.at(Place(path, line, column), message, hint))

    def apply(self, event: Event, movements: Iterable[Movement]) -> list[AppliedMovement]:
        """Enter movements into the book, or say which takes more than there is."""
        before = len(self.contextext.balances.applied)
        overdrawn = self.contextext.balances.apply(movements)
        if overdrawn is None:
            return self.contextext.balances.applied[before:]
        movement, balance = overdrawn
        position = movement.position
        key = next((key for key in ("shares", "fills") if key in event), "")
        place = Place(event.place(key).path, movement.amount.line, movement.amount.column)
        message = f'{movement.amount.text} {movement.verb}, but "{position.name}" holds {balance:f}'
        hint = "Check the number, and what the position held before."
        self.findings.append(MORE_THAN_HELD.at(place, message, hint))
        event.refused = True
        return []

    def write(self, event: Event, applied: list[AppliedMovement], of_fills: int) -> None:
        """Make the rows of what was entered, with their working."""
        paths: list[Path] = []
        ends = {each.movement.coding.place: number for number, each in enumerate(applied)}
        for number, each in enumerate(applied):
            movement = each.movement
            rows = self.rows[movement.position.table]
            row = transaction(each, len(rows), last=ends[movement.coding.place] == number)
            rows.append(row)
            paths.append(row.path)
            self.balances.append(balance_line(each, row.path))
            if movement.coding.plan is not None:
                self.under_plan[movement.coding.plan].add(row.path)
        self.rows_by_event.append(tuple(paths))
        for source, found, of_file in self.contextext.fills[of_fills:] if applied else []:
            lines = zip(paths[-len(found) :], found, strict=True)
            self.fills.append(fills_total(source.place("fills").where, lines, of_file))

    def check_order(self, event: Event, movements: Iterable[Movement]) -> None:
        """Warn of an event that is earlier than one above it in the same position."""
        last = {
            each.movement.position.name: each.movement.coding.date.value
            for each in self.contextext.balances.applied
        }
        for movement in movements:
            day, before = movement.coding.date.value, last.get(movement.position.name)
            if day and before and day < before:
                message = f'{day} comes after {before} in "{movement.position.name}"'
                hint = "Balances run in the order of the events: put them in the order of time."
                event.object(OUT_OF_ORDER, "date", message, hint)
                return


def check_keys(event: Event, kind: EventKind) -> None:
    """Refuse the keys that only another kind of the same sides has; the draft's schema knows the others."""
    siblings = [other for other in KINDS.values() if other.sides == kind.sides]
    for key in event.node.members:
        fitting = [other.name for other in siblings if key in other.keys]
        if fitting and key not in kind.keys:
            hint = f"`{key}` belongs to {listed(fitting, 'and')}."
            event.refuse(STRAY_KEY, key, f"`{key}` does not fit a {kind.name}", hint)


def check_sides(event: Event) -> None:
    """Refuse what goes from a position into the same, or into another of the same line of the form."""
    source, names = event.text("from").text, event.contextext.balances.positions
    for key in ("to", "delivers"):
        target = event.text(key).text
        if not source or not target:
            continue
        one, other = names.get(source), names.get(target)
        same_line = one is not None and other is not None and one.line_of_form == other.line_of_form
        if source == target:
            hint = (
                f'`from` and `{key}` are both "{source}": name the other position; leave `{key}` out where '
            )
            event.refuse(SAME_SIDES, key, NOTHING_CHANGES, f"{hint}it went to, or came from, somebody else.")
        elif same_line and one is not None:
            hint = f'"{source}" and "{target}" are both {one.words}: name what it went into, whose owner, or '
            event.refuse(SAME_SIDES, key, NOTHING_CHANGES, f"{hint}way of being held, differs.")


def first_date(filing: Filing) -> Field[dt.date]:
    """Return the date of the earliest transaction, which box 3 of Form 4 asks for."""
    dates = [row.date for row in filing.transactions if row.date.value]
    first = min(dates, key=lambda found: found.value or dt.date.max, default=ABSENT)
    return Field(first.text, first.value, (), first.line, first.column)
