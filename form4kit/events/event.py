"""An event of a draft, its keys read into what movements are made of."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from form4kit.convert import to_bool, to_date
from form4kit.draft.references import parse_marks
from form4kit.draft_schema.suggest import suggest_word
from form4kit.events import standard_footnotes
from form4kit.events.balances import Balances
from form4kit.events.broker.lines import FileLines
from form4kit.events.faults import (
    MISSING,
    NOT_AN_AMOUNT,
    PLAN_WITHOUT_BOX,
    SERIES_UNCLEAR,
    TYPED_BALANCE,
    UNKNOWN_POSITION,
    WRONG_DATE,
    WRONG_TABLE,
)
from form4kit.events.files import Reader
from form4kit.events.fills import FillGroup
from form4kit.events.movement import Coding, Letter, Movement
from form4kit.events.owner_match import check_holder, check_owners
from form4kit.events.positions import Position
from form4kit.events.row_footnotes import RowFootnotes, mark
from form4kit.events.rows import underlying_amount
from form4kit.events.values import DraftValues, word
from form4kit.findings import Finding
from form4kit.model import ABSENT, Field, Filing, Mark
from form4kit.place import Path, Place
from form4kit.source.node import Node
from form4kit.words import listed


@dataclass(frozen=True, slots=True)
class EventContext:
    """What every event works with: the filing as read, the book, the footnotes, and the files beside it."""

    filing: Filing
    balances: Balances
    notes: RowFootnotes
    reader: Reader
    fills: list[tuple["Event", tuple[FillGroup, ...], FileLines]]


class Event(DraftValues):
    """One event: its kind as the draft spells it, and its values."""

    def __init__(
        self, kind: str, node: Node, path: Path, context: EventContext, findings: list[Finding]
    ) -> None:
        super().__init__(node, path, findings)
        self.kind, self.contextext = kind, context

    def inner(self, key: str, node: Node) -> "Event":
        """Return the event that a key of this one tells of: the sale of shares just acquired."""
        return Event(self.kind, node, (*self.path, key), self.contextext, self.findings)

    @property
    def kind_place(self) -> Place:
        """The place of the word that says what happened."""
        line, column = self.node.key_line or self.node.line, self.node.key_column or self.node.column
        return Place(self.path, line, column)

    @property
    def footnoted(self) -> bool:
        """Whether the standard footnotes are wanted."""
        return self.flag("footnotes").value is not False

    # ------------------------------------------------------------ positions

    def position(self, key: str) -> Position | None:
        """Return the position that `from`, `to` or `delivers` names; None where there is none to go on with.

        A position whose balance is not known was objected to where it stands, so nothing more is said.
        """
        name = self.text(key)
        known = self.contextext.balances.positions
        if not name.text:
            self.refused = self.refused or (key in self and not name.line)  # a list, objected to already
            return None
        found = known.get(name.text)
        if found is None:
            names = listed([f"`{each}`" for each in known], "and")
            hint = suggest_word(name.text, list(known))
            hint = hint or (f"The positions are {names}." if names else "Declare it under `positions:`.")
            self.refuse(UNKNOWN_POSITION, key, f'no position is called "{name.text}"', hint)
        elif self.contextext.balances.balance(found) is None:
            self.refused = True
            if not found.declared:
                message = f"earlier filings leave open how much of {found.words} is held"
                hint = "Declare it under `positions:` with what is `held`."
                self.object(SERIES_UNCLEAR, key, message, hint)
        elif self.owner:
            check_holder(self, self.contextext.filing, self.owner, found)
        return found

    @property
    def owner(self) -> str:
        """The owner who acted, as the draft names them; empty where it does not."""
        node = self.node.get("owner")
        return (node.text or "").strip() if node is not None else ""

    def derivative(self, key: str) -> Position | None:
        """Return a position that must be a derivative."""
        found = self.position(key)
        if found is not None and not found.derivative:
            hint = "Add `derivative: true` to it. Units that were reported as stock are not in Table II: "
            hint += "for those report the shares withheld, with `withhold`."
            self.refuse(WRONG_TABLE, key, f'"{found.name}" is not a derivative', hint)
        return found

    # ------------------------------------------------------------ values

    def need(self, key: str, why: str) -> None:
        """Refuse where a key is missing; a blank one is missing too."""
        if key not in self:
            self.refuse(MISSING, key, f"`{key}` is missing", f"Add `{key}:`, {why}.")

    def shares(self, or_none: bool = False) -> Field[Decimal]:
        """Read how many: more than none, but for the rare row that reports a change of terms."""
        self.need("shares", "how many")
        found = self.amount("shares")
        if found.text is None and found.marks:
            self.refuse(MISSING, "shares", "`shares` has no number", "A balance cannot run on a footnote.")
        elif found.value == 0 and not or_none:
            self.refuse(NOT_AN_AMOUNT, "shares", "0 shares are no event", "Say how many, or take it out.")
        return found

    def price(self, default: str | None) -> Field[Decimal]:
        """Read the price, or take the one that its kind usually has; None means that it must be given."""
        if "price" in self:
            return self.amount("price")
        if default is None:
            self.need("price", "per share in dollars, or a footnote: `price: ^formula`")
            return ABSENT
        place = self.kind_place
        return Field(default, Decimal(default), (), place.line, place.column)

    def coding(self, dated: bool = True) -> Coding:
        """Read the dates and marks that all rows of the event share; fills may be `dated` each for itself."""
        if self.owner:
            check_owners(self, self.contextext.filing, [self.owner])
        marks, plan = self._plan(self.notes_on("note"))
        return Coding(
            place=Place(self.path, self.node.line, self.node.column),
            kind=self.kind_place,
            date=self.day() if dated else self.date("date"),
            deemed=self.date("deemed"),
            form_type=self._form_type(),
            timeliness=self._timeliness(),
            swap=self._swap(),
            marks=marks,
            title_marks=self.notes_on("title_note"),
            balance_marks=self._balance_marks(),
            plan=plan,
        )

    def day(self) -> Field[dt.date]:
        """Read the date of the transaction."""
        self.need("date", "the day of the transaction: 2026-11-18")
        found = self.date("date")
        if found.text is None and found.marks:
            self.refuse(MISSING, "date", "`date` has no day", "A footnote alone cannot stand here.")
        return found

    def _form_type(self) -> Field[str]:
        """Say on which form it belongs, as a row does: `early` is form type 5 on a Form 4."""
        if "form_type" in self:
            return self.text("form_type")
        early = self.flag("early")
        base = self.contextext.filing.base_form
        place = self.place("early") if early.value else self.kind_place
        return word("5" if base == "5" or early.value else "4", place)

    def _timeliness(self) -> Field[str]:
        if "timeliness" in self:
            return self.text("timeliness")
        return word("L", self.place("late")) if self.flag("late").value else ABSENT

    def _swap(self) -> Field[bool]:
        found = self.flag("swap")
        place = self.kind_place
        return found if found.value else Field("0", False, (), place.line, place.column)

    # ------------------------------------------------------------ footnotes

    def notes_on(self, key: str) -> tuple[Mark, ...]:
        """Read the footnotes on a place of the rows: references, or a text that becomes a footnote."""
        found = self.text(key)
        if not found.text:
            return found.marks
        own = self.contextext.notes.own(
            "-".join(str(step) for step in (*self.path[2:], key)), found.text.strip(), self.place(key)
        )
        return (own, *found.marks)

    def _plan(self, marks: tuple[Mark, ...]) -> tuple[tuple[Mark, ...], bool | None]:
        """Read whether it was made under a Rule 10b5-1 plan, and add the footnote for a plan's date."""
        node = self.node.get("plan")
        written = parse_marks(node.text or "").text if node is not None else None
        if not written or to_bool(written) is False:
            return marks, None if not written else False
        if self.contextext.filing.plan_10b5_1.value is not True:
            hint = "Tick the box: `plan_10b5_1: {adopted: 2026-03-02}`."
            message = f"{self.kind} under a plan, but the Rule 10b5-1(c) box is not ticked"
            self.object(PLAN_WITHOUT_BOX, "plan", message, hint)
        if to_bool(written):
            return marks, True
        adopted = to_date(written)
        if adopted is None:
            self.refuse(WRONG_DATE, "plan", f'"{written}" is not a date', "Write `plan: true`, or its date.")
            return marks, True
        return (*marks, mark(standard_footnotes.plan_adoption(adopted), self.place("plan"))), False

    def _balance_marks(self) -> tuple[Mark, ...]:
        found = self.text("owned_after")
        if found.text:
            hint = "Leave it out; a footnote alone may stand there: `owned_after: ^dividends`."
            self.object(
                TYPED_BALANCE, "owned_after", f"a balance is computed, and {found.text} was typed", hint
            )
        return found.marks

    # ------------------------------------------------------------ movements

    def moved(
        self,
        position: Position,
        coding: Coding,
        code: str,
        letter: Letter,
        amount: Field[Decimal],
        price: Field[Decimal],
        *,
        verb: str,
        underlying: Field[Decimal] = ABSENT,
        grows: bool | None = None,
    ) -> Movement:
        """Say that an amount came (A) or went (D); `grows` where the letter does not tell which way."""
        value = amount.value or Decimal(0)
        up = letter == "A" if grows is None else grows
        if position.derivative and not underlying:
            given = self.amount("underlying_shares")
            place = Place(self.path, amount.line, amount.column)
            underlying = given or underlying_amount(position, value, place)
        return Movement(
            position=position,
            coding=coding,
            code=code,
            letter=letter,
            amount=amount,
            change=value if up else -value,
            price=price,
            underlying=underlying,
            verb=verb,
        )
