"""What form4kit reports: faults that can be found, and findings of them at a place."""

from dataclasses import dataclass
from enum import StrEnum

from form4kit.place import Place


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

    def at(self, place: Place, message: str, hint: str = "") -> "Finding":
        """Make a finding of this fault at a place."""
        return Finding(self.code, self.severity, self.authority, message, hint, place, self.cites)


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault found at one place, in words that hold the user's own values.

    `allowed` is the user's reason for keeping it, from the draft's `allow:`; None when nobody allowed it.
    """

    rule: str
    severity: Severity
    authority: Authority
    message: str
    hint: str
    place: Place
    cites: tuple[str, ...] = ()
    allowed: str | None = None

    @property
    def blocks(self) -> bool:
        """Whether a build must stop: an error that nobody allowed."""
        return self.severity is Severity.ERROR and self.allowed is None
