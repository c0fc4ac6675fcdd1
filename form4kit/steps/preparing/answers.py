"""What a person has answered about a filing: who, and what happened. Nothing has a default."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

LEAVE: Final = "leave"
COUNT: Final = "count"
"""What can be said of a draft that is not filed: that its rows count as held, or not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PasteAnswers:
    """A table of trades as it was pasted, and what was said of it.

    `columns` are roles by column, `days` is `lines` or `typed`, `side` is true once all lines are said to be
    of the event's side, `commas` is `point` or `comma`, `total` the number on the confirmation. `only` are
    the lines that are this event's, `left_out` the reasons for lines that nobody reports. `keep` keeps the
    table as it was pasted beside the draft.
    """

    text: str
    columns: tuple[str, ...] = ()
    days: str = ""
    side: bool = False
    commas: str = ""
    total: str = ""
    only: tuple[int, ...] = ()
    left_out: Mapping[int, str] = field(default_factory=dict)
    keep: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class EventAnswers:
    """What was answered about an event: `values` by the keys of the draft, as typed.

    Beside the draft's keys they hold `direction` (`out`, `in`, `between`), `plan` (`no`, `true`, or the day
    of adoption), and `taxes` (`none`, `withheld`, `net`, `both`, `sold`). `at` is the number of the event in
    the draft, None for a new one.
    """

    kind: str
    values: Mapping[str, str] = field(default_factory=dict)
    paste: PasteAnswers | None = None
    at: int | None = None

    def value(self, name: str) -> str:
        """Return an answer without blanks around it; empty where there is none."""
        return self.values.get(name, "").strip()


@dataclass(frozen=True, slots=True, kw_only=True)
class PrepareAnswers:
    """All answers about a filing. `file` is the draft's path in the folder; empty for a name to be made.

    `issuer` and `owners` are keys of the registry or CIKs. `positions` are those that no filing has.
    `counted` says for each unfinished draft, by its file, whether it counts; `rows` what is
    changed in the lines of an amendment, by `I-1`, and the `reason`. `period`, `nothing` and `year`
    are those of Forms 3 and 5. `unfinished` asks to save with questions open. `base` is the draft's text that
    the answers were begun from, so that another's change is merged and not overwritten; `chosen` says whose
    value is wanted where both changed one, `again` that a draft that was deleted is written once more.
    """

    form: str = "4"
    file: str = ""
    issuer: str = ""
    owners: tuple[str, ...] = ()
    events: tuple[EventAnswers, ...] = ()
    positions: tuple[Mapping[str, str], ...] = ()
    counted: Mapping[str, str] = field(default_factory=dict)
    period: str = ""
    nothing: bool = False
    unfinished: bool = False
    rows: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    base: str = ""
    chosen: Mapping[str, str] = field(default_factory=dict)
    again: bool = False

    @property
    def described(self) -> tuple[Mapping[str, str], ...]:
        """The new positions of which title and amount are said."""
        return tuple(p for p in self.positions if p.get("security", "").strip() and p.get("held", "").strip())
