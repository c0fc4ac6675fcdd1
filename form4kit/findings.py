"""What form4kit reports: faults that can be found, and findings of them at a place."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal, TypeVar

from form4kit.place import Path, Place

T = TypeVar("T")


class Severity(StrEnum):
    """How grave a finding is; only errors stop a build."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class Authority(StrEnum):
    """Who objects.

    `edgar`: EDGAR would suspend the submission or warn; `form`: the form's instructions or an Exchange
    Act rule say so; `practice`: careful preparers do otherwise.
    """

    EDGAR = "edgar"
    FORM = "form"
    PRACTICE = "practice"


@dataclass(frozen=True, slots=True)
class Edit:
    """A change to one part of a draft, named by its keys: set its value, remove it, or rename its key."""

    action: Literal["set", "remove", "rename"]
    path: Path
    text: str = ""


@dataclass(frozen=True, slots=True)
class Fix:
    """A mend that is certain to be meant, in words and as edits of the draft."""

    title: str
    edits: tuple[Edit, ...]


LONGEST_MESSAGE = 1_000
"""The characters of a message; a value of a megabyte quoted in it would tell nobody anything."""


def shortened(message: str) -> str:
    """Return a message cut to what can be read."""
    return message if len(message) <= LONGEST_MESSAGE else message[: LONGEST_MESSAGE - 3] + "..."


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """A kind of fault that form4kit finds, as the catalogue shows it.

    `code` is its number in the catalogue (`FTN04`), `title` the demand in one sentence, `reason` why it
    is made, `cites` the places in the law or in EDGAR's specification that make it.
    """

    code: str
    severity: Severity
    authority: Authority
    title: str
    cites: tuple[str, ...]
    reason: str = ""
    bad: str = ""
    good: str = ""

    def at(self, place: Place, message: str, hint: str = "", fix: Fix | None = None) -> "Finding":
        """Make a finding of this fault at a place."""
        words = shortened(message)
        return Finding(
            self.code, self.severity, self.authority, words, shortened(hint), place, self.cites, fix=fix
        )


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault found at one place, in words that hold the user's own values.

    `allowed` is the user's reason for keeping it, from the draft's `allow:`; None when nobody allowed it.
    `fix` is there where the mend is certain. `dated` says that it stands only because of the day on which
    the form is filed: on a form of which that is not known, it would not be found in these words.
    """

    rule: str
    severity: Severity
    authority: Authority
    message: str
    hint: str
    place: Place
    cites: tuple[str, ...] = ()
    allowed: str | None = None
    fix: Fix | None = None
    dated: bool = False

    @property
    def blocks(self) -> bool:
        """Whether a build must stop: an error that nobody allowed."""
        return self.severity is Severity.ERROR and self.allowed is None


class Findings(list[Finding]):
    """What has been found so far, step by step: each step returns its result and what it found."""

    def take(self, step: tuple[T, Iterable[Finding]]) -> T:
        """Add what a step found, and return its result."""
        result, found = step
        self.extend(found)
        return result
