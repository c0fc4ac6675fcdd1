"""The draft of a Form 5: what is not reported yet, each row with what is held when the fiscal year ends."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from form4kit.analysis.series import PositionKey, balance_field, key_across_filings
from form4kit.draft.read import read_draft
from form4kit.draft.write import SCHEMA_LINE, write_draft
from form4kit.insiders.unreported import UnreportedItem
from form4kit.insiders.year_end_balances import PositionAtYearEnd
from form4kit.model import ABSENT, Field, Filing, Footnote, Mark, Owner, Row, Signature
from form4kit.registry.entries import Company, Person
from form4kit.source.node import Node
from form4kit.words import edgar_number

_DROPPED = (
    *("date", "deemed", "form_type", "code", "swap", "timeliness", "shares", "total_value", "price"),
    "acquired_disposed",
)
_HEAD = """\
{schema}
# Form 5 of {name} for the fiscal year ended {end}, due {due}.
# Each row shows what is held on {end}, and not a running balance (columns 5 and 9 of the form).
# From {sources}. See whether it is all, then put in name and day of the signature, and run `form4kit check`.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Form5Facts:
    """What a Form 5 is made of: whose it is, of what year, what is to be on it, and what is held.

    `signed` is the day to be put in for the signature, `typed` how the person's name is signed there;
    `left` says that the person is no longer subject to Section 16.
    """

    person: Person
    company: Company
    owner: Owner | None
    year_end: dt.date
    due: dt.date
    items: Sequence[UnreportedItem]
    held: dict[PositionKey, PositionAtYearEnd]
    signed: dt.date
    typed: str
    left: bool


def form5_draft(facts: Form5Facts, schema: str) -> str:
    """Return the text of the draft; `schema` is where an editor finds the JSON Schema."""
    sources = ", ".join(dict.fromkeys(item.source.name for item in facts.items))
    head = _HEAD.format(
        schema=SCHEMA_LINE.format(schema),
        name=_name(facts),
        end=facts.year_end,
        due=facts.due,
        sources=sources,
    )
    return head + write_draft(form5_filing(facts))


def form5_filing(facts: Form5Facts) -> Filing:
    """Return the Form 5 as a filing: a row for each item, and one for each other way a class is held."""
    notes = _Notes()
    rows = [_item_row(item, facts, notes) for item in facts.items]
    rows += [_holding_row(at, notes) for at in _held_otherwise(facts)]
    who = _who(facts)
    box = any(item.source.filing.plan_10b5_1.value and _is_trade(item.row) for item in facts.items)
    return replace(
        who,
        form=_field("5", "5"),
        period=_field(f"{facts.year_end}", facts.year_end),
        plan_10b5_1=_field("1" if box else "0", box),
        not_subject_to_section_16=_field("1", True) if facts.left else ABSENT,
        non_derivative=tuple(row for row in rows if row.table == "non_derivative"),
        derivative=tuple(row for row in rows if row.table == "derivative"),
        footnotes=tuple(notes.kept.values()),
        signatures=(
            Signature(
                path=("signatures", 0),
                line=0,
                column=0,
                name=_field(facts.typed, facts.typed),
                date=_field(f"{facts.signed}", facts.signed),
            ),
        ),
    )


def _is_trade(row: Row) -> bool:
    return row.code.value in ("P", "S", "G")


def _field(text: str, value: Any) -> Field[Any]:
    return Field(text, value, (), 0, 0)


def _item_row(item: UnreportedItem, facts: Form5Facts, notes: "_Notes") -> Row:
    row = notes.taken(item.row, item.source.filing)
    if item.form == "4" and row.code.value == "L":
        row = replace(row, code=replace(row.code, text="P", value="P"))  # it is no small acquisition any more
    at = facts.held.get(key_across_filings(item.row))
    late = _field("L", "L") if item.form == "5" and item.last_day < facts.due else ABSENT
    return replace(_with_balance(row, at), form_type=_field(item.form, item.form), timeliness=late)


def _with_balance(row: Row, at: PositionAtYearEnd | None) -> Row:
    if at is None or at.balance is None:
        return row
    name = balance_field(row)
    number = _field(edgar_number(at.balance), at.balance)
    found: Field[Decimal] = getattr(row, name)
    changed: dict[str, Any] = {name: replace(number, marks=found.marks)}
    return replace(row, **changed)


def _held_otherwise(facts: Form5Facts) -> list[PositionAtYearEnd]:
    """Return the positions of the classes of the form that none of its rows shows, and that are held."""
    shown = {key_across_filings(item.row) for item in facts.items}
    classes = {key._replace(ownership="", nature="") for key in shown}
    return [
        at
        for key, at in facts.held.items()
        if key not in shown and key._replace(ownership="", nature="") in classes and at.balance
    ]


def _holding_row(at: PositionAtYearEnd, notes: "_Notes") -> Row:
    nothing: dict[str, Any] = dict.fromkeys(_DROPPED, ABSENT)
    bare = replace(at.row, holding=True, **nothing)
    return _with_balance(notes.taken(bare, at.source), at)


def _who(facts: Form5Facts) -> Filing:
    """Return a filing with issuer and owner alone: by the registry, an address that it lacks by a filing."""
    day = min(facts.year_end, max((r.until or dt.date.max for r in facts.person.roles), default=dt.date.max))
    keys = {**facts.person.keys, **facts.person.boxes(day, facts.company.key)}
    node = Node(
        {"issuer": Node(dict(facts.company.keys), 0, 0), "owners": Node([Node(keys, 0, 0)], 0, 0)}, 0, 0
    )
    filing, _ = read_draft(node)
    (owner,) = filing.owners
    if owner.address is None and facts.owner is not None and facts.owner.address is not None:
        address = replace(facts.owner.address, state_description=ABSENT, good_address=ABSENT)
        filing = replace(filing, owners=(replace(owner, address=address),))
    return filing


def _name(facts: Form5Facts) -> str:
    name = facts.person.keys.get("name")
    return (name.text if name else None) or facts.person.key


class _Notes:
    """Collects the footnotes of rows from several drafts; two of one name and other words get two names."""

    def __init__(self) -> None:
        self.kept: dict[str, Footnote] = {}

    def taken(self, row: Row, filing: Filing) -> Row:
        """Return a row with its references by the names that the notes have here."""
        changed: dict[str, Any] = {
            name: replace(found, marks=tuple(self._mark(mark, filing) for mark in found.marks))
            for name, found in row.fields
            if found.marks
        }
        return replace(row, **changed) if changed else row

    def _mark(self, mark: Mark, filing: Filing) -> Mark:
        note = filing.note(mark.name)
        if note is None:
            return mark
        for name in self._names(mark.name):
            if name not in self.kept:
                self.kept[name] = replace(note, name=name)
            if self.kept[name].text.text == note.text.text:
                return replace(mark, name=name)
        return mark

    def _names(self, name: str) -> Iterable[str]:
        """Return the names to try; `F1` of a filed document is one that a draft would take for a number."""
        base = f"note-{name.lower()}" if name[:1] == "F" and name[1:].isdigit() else name
        return [base, *(f"{base}-{number}" for number in range(2, 1000))]
