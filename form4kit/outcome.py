"""How a source is judged, and what comes of it: the options and the outcome of the pipeline."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from form4kit.edgar.document import Written
from form4kit.findings import Finding
from form4kit.law.clock import NEW_YORK
from form4kit.law.editions import Edition
from form4kit.model import Filing
from form4kit.registry.entries import EMPTY, Registry
from form4kit.registry.settings import NO_SETTINGS, Settings
from form4kit.source.limits import LARGEST

if TYPE_CHECKING:
    from form4kit.events.working import Working


Chain = tuple[Path, ...]
"""The drafts that are being read, each because the one before takes balances from it."""


MOST_FILES: Final = 1_000
"""As many files are read for one draft, those that they name in turn among them."""


class Budget:
    """What all files may come to that are read for one draft, those that they name in turn among them."""

    def __init__(self, files: int = MOST_FILES, size: int = LARGEST) -> None:
        """Start with so many files, and so many bytes, still to be read."""
        self.files, self.size = files, size

    def takes(self, size: int) -> bool:
        """Tell whether a file of this size may still be read, and count it."""
        self.files, self.size = self.files - 1, self.size - size
        return self.files >= 0 and self.size >= 0


def new_york_now() -> dt.datetime:
    """Return the present instant by EDGAR's clock; a function of the module, which can travel to a worker."""
    return dt.datetime.now(NEW_YORK)


@dataclass(frozen=True, slots=True)
class Options:
    """How to judge: when it is filed, whether as published, by which edition of the schema.

    `filed` is a date or an instant; None means now for a draft, and for a published document its own
    latest signature. `only_read` leaves rules and schema out. `now` gives the present instant; tests put
    their own in its place. `given` is the folder that the user named, where the source was met in it. The
    pipeline itself fills in `settings`, `registry` and `folder`, which are the source's, `chain`, the drafts
    that are being read because each takes its balances from the next, and the `budget` that all of them have.
    `unsigned` says that a signature comes later: the schema, which wants one, is not asked without it.
    `beside` are files of the draft's folder, by name, as they are about to be written with it.
    """

    filed: dt.date | dt.datetime | None = None
    published: bool = False
    edition: Edition | None = None
    only_read: bool = False
    settings: Settings = NO_SETTINGS
    registry: Registry = EMPTY
    folder: Path = Path()
    chain: Chain = ()
    budget: Budget | None = None
    given: Path | None = None
    now: Callable[[], dt.datetime] = new_york_now
    beside: tuple[tuple[str, bytes], ...] = ()
    unsigned: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a source: the filing where there is one, all findings, and the document written.

    `data` are the bytes of the source as read. `written` is the ownership document of a draft; None
    where the source is a document itself, or a draft with an event that cannot be carried out. `settings`
    are those of the repository it lies in; `working` is the arithmetic behind what events made. `parts`
    are there where a draft becomes several filings, or a download holds several: each judged by itself, and
    `written` is None. `accession` is what the header of a full submission gives.
    """

    name: str
    data: bytes
    filing: Filing | None
    findings: tuple[Finding, ...]
    written: Written | None = None
    settings: Settings = NO_SETTINGS
    working: "Working | None" = None
    parts: "tuple[Outcome, ...]" = ()
    accession: str = ""

    def without(self, rules: frozenset[str]) -> "Outcome":
        """Return it without findings of these rules: it was put together from tables that lack their facts.

        The other findings keep the part of the form where they stand; a line the source has not.
        """
        if not rules:
            return self
        kept = (each for each in self.findings if each.rule not in rules)
        return replace(
            self,
            findings=tuple(replace(each, place=each.place._replace(line=1, column=1)) for each in kept),
            parts=tuple(part.without(rules) for part in self.parts),
        )

    @property
    def filings(self) -> "tuple[Outcome, ...]":
        """What the source is to be filed as: its parts, or itself."""
        return self.parts or (self,)

    @property
    def held(self) -> "tuple[Outcome, ...]":
        """The filings that stand in the source: those of a download of several, or the one."""
        drafted = self.filing is not None and self.filing.kind == "draft"
        return (self,) if drafted else self.filings

    @property
    def form(self) -> str:
        """The submission type; empty where there is no filing to read it from."""
        return self.filing.form_type if self.filing else ""
