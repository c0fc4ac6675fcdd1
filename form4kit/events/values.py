"""Read the values of a position or an event one by one, each fault noted where it stands."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import TypeVar

from form4kit.analysis.meant_values import may_be_thousands, meant_day, meant_number
from form4kit.analysis.words_for_nothing import FOOTNOTE_ALONE, stands_for_nothing
from form4kit.convert import to_bool, to_date, to_decimal, to_text
from form4kit.draft.faults import STRAY_CARET
from form4kit.draft.references import parse_marks
from form4kit.events.amounts import LARGEST, fits_edgar
from form4kit.events.faults import NOT_AN_AMOUNT, WRONG_DATE
from form4kit.findings import Edit, Fault, Finding, Fix
from form4kit.lazy_re import pattern
from form4kit.model import ABSENT, Field, Mark
from form4kit.place import Path, Place
from form4kit.source.node import Node
from form4kit.words import edgar_number

T = TypeVar("T")
_PLAIN = pattern(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class DraftValues:
    """A mapping of the draft; its path, `("events", 2, "sale")`, is where findings say it stands."""

    def __init__(self, node: Node, path: Path, findings: list[Finding]) -> None:
        self.node, self.path, self.findings = node, path, findings
        self.refused = False

    def __contains__(self, key: str) -> bool:
        """Tell whether a key has a value: a mapping, a list or a text that is not blank."""
        member = self.node.get(key)
        return member is not None and member.value != ""

    def place(self, key: str = "") -> Place:
        """Return the place of a key's value, or of the whole where that was not written."""
        member = self.node.get(key) if key else None
        if member is None:
            return Place((*self.path, key) if key else self.path, self.node.line, self.node.column)
        return Place((*self.path, key), member.line, member.column)

    def object(self, fault: Fault, key: str, message: str, hint: str = "") -> None:
        """Note a fault that leaves the rows as they are."""
        self.findings.append(fault.at(self.place(key), message, hint))

    def refuse(self, fault: Fault, key: str, message: str, hint: str = "") -> None:
        """Note a fault that leaves no rows to be made."""
        self.refused = True
        self.object(fault, key, message, hint)

    def text(self, key: str) -> Field[str]:
        """Read a text with its references to footnotes."""
        return self._field(key, to_text)

    def amount(self, key: str) -> Field[Decimal]:
        """Read an amount: digits and a period, four decimals at most, as EDGAR takes it."""
        found = self._one(key, to_decimal)
        if found.text is None:
            return found
        if found.value is None or found.text.strip()[:1] in "+-":
            hint = "Write digits and a period: no sign, no $ and no commas."
            text = found.text.strip()
            if text[0] in "-−" and to_decimal(text[1:]) is not None:
                hint = f"Write {text[1:]}: the kind of event says which way it goes."
            self._unreadable(NOT_AN_AMOUNT, key, f'"{found.text}" is not an amount', hint, meant_number(text))
        elif not fits_edgar(found.value):
            message = f"{found.text} has more digits than EDGAR takes"
            self.refuse(NOT_AN_AMOUNT, key, message, f"Four decimals at most, and {LARGEST} at most.")
        return found

    def ratio(self, key: str) -> Field[Decimal]:
        """Read a number that is not filed itself: more than 0, with as many decimals as it takes."""
        found = self._one(key, to_decimal)
        if found.text is not None and (found.value is None or not 0 < found.value < LARGEST):
            hint = "Write how many shares one derivative stands for: `ratio: 0.350013`."
            self.refuse(NOT_AN_AMOUNT, key, f'"{found.text}" is not a ratio', hint)
        return found

    def date(self, key: str) -> Field[dt.date]:
        """Read a date, `YYYY-MM-DD`."""
        found = self._one(key, to_date)
        if found.text is not None and found.value is None:
            hint = "Write year, month and day: 2026-11-18."
            day = meant_day(found.text)
            if _PLAIN.fullmatch(found.text):
                hint = "Look at the day and the month: no calendar has it."
            self._unreadable(WRONG_DATE, key, f'"{found.text}" is not a date', hint, f"{day or ''}")
        return found

    def _unreadable(self, fault: Fault, key: str, message: str, hint: str, meant: str) -> None:
        """Refuse a value, with what to write in its place where that is certain."""
        self.refused = True
        node = self.node.get(key)
        text, marks, _ = parse_marks(node.text or "" if node is not None else "")
        fix = None
        if meant:
            again = meant + "".join(f" ^{name}" for name, _ in marks)
            if not may_be_thousands(text or ""):
                fix = Fix(f"Write {meant}", (Edit("set", (*self.path, key), again),))
            hint = f"Write {meant}."
        elif stands_for_nothing(text or ""):
            hint = "Enter the value: a footnote explains it, and does not stand for it."
            if key in FOOTNOTE_ALONE:
                name = marks[0][0] if marks else "name"
                hint = f"Leave it out and let a footnote stand: write `{key}: ^{name}`."
        self.findings.append(fault.at(self.place(key), message, hint, fix))

    def flag(self, key: str) -> Field[bool]:
        """Read a boolean; a word that is none was objected to by the draft's schema."""
        return self._field(key, to_bool)

    def _one(self, key: str, convert: Callable[[str], T | None]) -> Field[T]:
        """Read a value that rows are made of; a list or a mapping was objected to by the draft's schema."""
        node = self.node.get(key)
        self.refused = self.refused or (node is not None and node.text is None)
        return self._field(key, convert)

    def _field(self, key: str, convert: Callable[[str], T | None]) -> Field[T]:
        node = self.node.get(key)
        if node is None or node.text is None:
            return ABSENT
        text, marks, stray = parse_marks(node.text)
        if stray is not None:
            hint = "Write ` ^name` at the end for a footnote, `^^` for a caret."
            place = Place((*self.path, key), node.line, node.column + stray)
            self.findings.append(STRAY_CARET.at(place, f'a caret inside "{node.text}"', hint))
        noted = tuple(Mark(name, node.line, node.column + offset) for name, offset in marks)
        return Field(text or None, convert(text) if text else None, noted, node.line, node.column)


def stated(value: Decimal, place: Place, marks: tuple[Mark, ...] = ()) -> Field[Decimal]:
    """Return a computed amount as a field, with the place of what it was computed from."""
    return Field(edgar_number(value), value, marks, place.line, place.column)


def word(text: str, place: Place, marks: tuple[Mark, ...] = ()) -> Field[str]:
    """Return a text that follows from what was written, as a field with the place of that."""
    return Field(text, text, marks, place.line, place.column)
