"""The positions of a draft: what is held before the events, each by a name of the preparer's choosing."""

import datetime as dt
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final

from form4kit.analysis.series import lasting_nature
from form4kit.analysis.titles import is_unit, normal
from form4kit.events.amounts import rounded
from form4kit.events.faults import POSITION_INCOMPLETE
from form4kit.events.values import DraftValues, word
from form4kit.model import ABSENT, Field, Mark, Placed, Row, Table
from form4kit.place import Path

EARLIER: Final = "from"
"""The one name that no position can have: it says which earlier filings balances come from."""

ABOVE: Final = "first"
"""What `report` says of a holding that stands above the transactions."""

TERMS: Final = ("exercise_price", "exercisable", "expires", "underlying")
"""What makes derivatives of one title one class or several (Form 4, General Instruction 4(a))."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Position(Placed):
    """One security held in one way, with the values that each of its rows repeats.

    `held` is the balance before the events, in shares or, where `in_value`, in dollars; None where it is
    not known. `ratio` is the number of underlying shares under one derivative, and
    `ratio_given` the text and footnotes in which the draft says it. A `short` position is an obligation
    that the person wrote: writing more makes it larger. `holders` are the owners it belongs to, where
    the draft says so; `report` wants a row even where its class has not been traded, `above` wants it above
    the transactions. One that is not `declared` comes from an earlier filing alone.
    """

    path: Path
    line: int
    column: int
    name: str
    table: Table
    security: Field[str] = ABSENT
    direct_indirect: Field[str] = ABSENT
    nature: Field[str] = ABSENT
    exercise_price: Field[Decimal] = ABSENT
    exercisable: Field[dt.date] = ABSENT
    expires: Field[dt.date] = ABSENT
    underlying: Field[str] = ABSENT
    held: Decimal | None = None
    held_at: Field[Decimal] = ABSENT
    ratio: Fraction = Fraction(1)
    ratio_given: Field[Decimal] = ABSENT
    in_value: bool = False
    short: bool = False
    report: bool = False
    above: bool = False
    holders: tuple[str, ...] = ()
    declared: bool = True

    @property
    def derivative(self) -> bool:
        """Whether it stands in Table II."""
        return self.table == "derivative"

    @property
    def title(self) -> str:
        """The title of the security, normalised for comparing."""
        return normal(self.security.text or "")

    @property
    def ownership(self) -> tuple[str, str]:
        """How it is held, in words that last from one form to the next."""
        return self.direct_indirect.text or "", lasting_nature(normal(self.nature.text or ""))

    @property
    def line_of_form(self) -> tuple[Any, ...]:
        """What makes it one line of the form: its class, how it is held, and by whom."""
        return security_class(self), self.ownership, self.holders, self.short

    @property
    def words(self) -> str:
        """The title and how it is held, for messages."""
        held = f" ({self.nature.text})" if self.nature.text else ""
        return f"{self.security.text or 'untitled'}{held}"

    @property
    def balance_marks(self) -> tuple[Mark, ...]:
        """The footnotes that go with every balance of the position."""
        return self.held_at.marks

    def underlying_of(self, amount: Decimal) -> Decimal:
        """Return the shares that so many of the derivatives stand for, to four decimals."""
        return rounded(Fraction(amount) * self.ratio)


def security_class(found: Position | Row) -> tuple[Any, ...]:
    """Return what makes lines one class, however they are held: the title and a derivative's terms."""
    terms = [(field.value, field.names) for field in (getattr(found, name) for name in TERMS)]
    title = normal(found.security.text or "")
    return (found.table, title, *(terms if found.table == "derivative" else ()))


class PositionEntry(DraftValues):
    """A position as the draft writes it."""

    def read(self, name: str) -> Position:
        """Return the position; what it leaves open may still come from an earlier filing."""
        derivative = bool(self.flag("derivative").value)
        letter, nature = self._ownership()
        balance = "held_value" if "held_value" in self else "held"
        held, ratio = self.amount(balance), self.ratio("ratio")
        return Position(
            path=self.path,
            line=self.node.key_line or self.node.line,
            column=self.node.key_column or self.node.column,
            name=name,
            table="derivative" if derivative else "non_derivative",
            security=self.text("security"),
            direct_indirect=letter,
            nature=nature,
            exercise_price=self.amount("exercise_price"),
            exercisable=self.date("exercisable"),
            expires=self.date("expires"),
            underlying=self.text("underlying"),
            held=held.value,
            held_at=held,
            ratio=Fraction(ratio.value) if ratio.value else Fraction(1),
            ratio_given=ratio,
            in_value=balance == "held_value",
            short=bool(self.flag("short").value),
            report=bool(self.flag("report").value),
            above=self.text("report").value == ABOVE,
            holders=self._holders(),
        )

    def _ownership(self) -> tuple[Field[str], Field[str]]:
        """Read how it is held: `indirect: By Spouse`, or as a row says it, `ownership: direct ^account`."""
        nature, stated = self.text("indirect"), self.text("ownership")
        if nature:
            return word("I", self.place("indirect"), stated.marks), nature
        if stated:
            letter = "I" if (stated.value or "").lower() == "indirect" else "D"
            return replace(stated, text=letter, value=letter), ABSENT
        ownership = self.node.get("ownership")
        if ownership is not None and ownership.get("indirect") is not None:
            inner = DraftValues(ownership, (*self.path, "ownership"), self.findings)
            return word("I", self.place("ownership")), inner.text("indirect")
        return word("D", self.place()), ABSENT

    def _holders(self) -> tuple[str, ...]:
        member = self.node.get("owner")
        if member is None:
            return ()
        return tuple(text for node in (member.items or [member]) if (text := node.text))


def settle(entry: PositionEntry, position: Position, carried: bool) -> Position:
    """Say what a position lacks, once earlier filings had their say; `carried` that there are some."""
    untitled, refused = not position.security, entry.refused
    if untitled:
        entry.object(POSITION_INCOMPLETE, "security", f'"{position.name}" has no title', "Add `security:`.")
    blank = position.held is None and (not untitled or "held" in entry.node.members)
    if blank and not refused and not carried:
        hint = "Add `held:`, 0 where nothing is; or `positions: {from: ...}` an earlier filing."
        entry.object(POSITION_INCOMPLETE, "held", f'"{position.name}" does not say what is held', hint)
    return replace(position, held=None) if untitled else position


def wants_one_for_one(position: Position) -> bool:
    """Tell whether a position is units that stand for a share each and whose column 2 is left open."""
    return (
        position.derivative
        and position.ratio == 1
        and not position.exercise_price
        and is_unit(position.security.text or "")
    )
