"""A filed document as a draft of positions and events, proved to build the rows that were filed."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from form4kit.decompiler.choose_rows import EventPlan, choose_rows
from form4kit.decompiler.round_trip import mismatches
from form4kit.decompiler.write import positions_and_events, reasons
from form4kit.draft.write import write_draft
from form4kit.model import Filing
from form4kit.place import Path, Place
from form4kit.words import counted, listed


@dataclass(frozen=True, slots=True)
class Decompiled:
    """A draft's text, what it says otherwise than in rows, and which rows stay rows, each with the reason.

    `rows` is how many the filing has. Every row that stays stands in `staying`, by its path.
    """

    text: str
    rows: int
    staying: Mapping[Path, str]
    events: int = 0
    positions: int = 0

    @property
    def whole(self) -> bool:
        """Whether no row had to stay a row."""
        return not self.staying

    @property
    def summary(self) -> str:
        """How many rows became what, in a line."""
        told = self.rows - len(self.staying)
        made = [counted(self.events, "event")] if self.events else []
        made.append(counted(self.positions, "position"))
        parts = [f"{counted(told, 'row')} as {listed(made, 'and')}"] if told else []
        if self.staying:
            parts.append(f"{counted(len(self.staying), 'row')} as filed")
        return ", ".join(parts) or "no rows"

    @property
    def reasons(self) -> tuple[str, ...]:
        """Why rows stay rows, a line for each of them or of those that stand above it."""
        return tuple(f"{Place(path).where} stays a row: {reason}" for path, reason in self.staying.items())


def decompile(filing: Filing) -> Decompiled:
    """Write a filing as what was held and what happened; compiling it gives the rows of the filing again.

    A row that no event makes exactly as it was filed stays a row, and so do those above it in its table,
    since a draft's rows stand above those of its events. Numbers may be spelt otherwise: `5.10` as `5.1`.
    """
    staying: dict[Path, str] = {}
    while True:
        plan = choose_rows(filing, staying)
        if not plan.positions:
            text = write_draft(filing, reasons(plan))
            return Decompiled(text, len(filing.rows), plan.staying)
        text = _text(filing, plan)
        found = mismatches(filing, text, plan)
        if not found:
            return Decompiled(text, len(filing.rows), plan.staying, len(plan.events), len(plan.positions))
        staying = {**plan.staying, **found}


def _text(filing: Filing, plan: EventPlan) -> str:
    """Write the draft: positions and events, and the rows that stay above them in the form."""
    kept = replace(
        filing,
        non_derivative=tuple(row for row in filing.non_derivative if row.path in plan.staying),
        derivative=tuple(row for row in filing.derivative if row.path in plan.staying),
    )
    return write_draft(kept, positions_and_events(filing, plan))
