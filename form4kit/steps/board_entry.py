"""One line of the board: what a draft or a built folder is, as the pipeline judges it."""

import datetime as dt
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Final

from form4kit.analysis.due import due_of
from form4kit.compiler.dependencies import dependencies_of
from form4kit.findings import Finding, Severity
from form4kit.law.clock import NEW_YORK
from form4kit.outcome import Options, Outcome
from form4kit.pipeline import run
from form4kit.report.secrets import masked
from form4kit.rules.selection import Selection
from form4kit.source.discover import Found
from form4kit.steps.filing_papers import papers_of
from form4kit.steps.filing_parts import DraftParts, standing_of_parts
from form4kit.steps.filing_state import DraftFacts, FilingState, filing_state
from form4kit.steps.filing_status import STEPS, BuiltDraft, FilingStatus
from form4kit.steps.filing_summary import story
from form4kit.storage.sealed import sha256

OPEN_QUESTION: Final = "OPN01"
"""The rule that finds a question of a draft without an answer."""


@dataclass(frozen=True, slots=True)
class BoardEntry:
    """A filing on the board. `due` is an instant in New York, as ISO text; empty where there is none.

    `judged` is false for a file that is known and not yet read. `read_with` are the files that its judging
    reads beside it. `documents` are the SHA-256 of the ownership documents that it gives, one for each filing
    that it `becomes`; `changed` is when it was changed last, as ISO text. `questions` have no answer yet, and
    are no errors; nor is it one that nobody has signed. `state` is draft, clean, built, in a packet, signed
    or recorded; `standing` says it in full. `unreadable` is a file that could not be opened, for the reason
    in `remark`. `folder` is the built folder of the one filing, `folders` are those of all. `split` says of a
    draft that its filings stand for themselves: each is `part` of those that the draft of the name `draft`
    `becomes`.
    """

    file: str
    stem: str
    built: bool = False
    judged: bool = False
    form: str = ""
    issuer: str = ""
    owners: tuple[str, ...] = ()
    story: str = ""
    due: str = ""
    errors: int = 0
    warnings: int = 0
    notes: int = 0
    allowed: int = 0
    hash: str = ""
    state: str = "draft"
    folder: str = ""
    remark: str = ""
    read_with: tuple[str, ...] = ()
    questions: int = 0
    documents: tuple[str, ...] = ()
    becomes: int = 1
    folders: tuple[str, ...] = ()
    split: bool = False
    draft: str = ""
    part: int = 0
    changed: str = ""
    original_filed: str = ""
    unreadable: bool = False
    unsigned: bool = False
    standing: FilingState | None = None

    @property
    def name(self) -> str:
        """The name of the filing in addresses: its file without the ending."""
        return self.file.removesuffix(".yml").removesuffix(".yaml").removesuffix(".xml")

    @property
    def parts(self) -> DraftParts:
        """The filings that a draft becomes."""
        return DraftParts(Path(self.file).name, self.stem, self.hash, self.documents or ("",))

    def with_standing(self, status: FilingStatus, root: Path, now: dt.datetime) -> "BoardEntry":
        """Return it with the state that it has at an instant."""
        facts = DraftFacts(
            name=self.name,
            judged=self.judged,
            questions=self.questions,
            errors=self.errors,
            warnings=self.warnings,
            signed=not self.unsigned,
            amendment=self.form.endswith("/A"),
            due=dt.datetime.fromisoformat(self.due) if self.due else None,
            changed=dt.datetime.fromisoformat(self.changed) if self.changed else None,
        )
        entry = self.with_status(status, root)
        if self.becomes > 1:
            parts = self.parts
            papers = [
                papers_of(root, made, parts.is_current(n, made), status)
                for n, made in enumerate(parts.built(status))
            ]
            return replace(entry, standing=standing_of_parts(facts, self.becomes, papers, now))
        made = _built_from(self, status, root)
        same = self.built or self.parts.is_current(0, made)
        return replace(entry, standing=filing_state(facts, papers_of(root, made, same, status), now))

    def with_status(self, status: FilingStatus, root: Path) -> "BoardEntry":
        """Return it with the state that built folders, packets, signings and records give it."""
        if self.becomes > 1:
            return self._with_parts(status, root)
        made = _built_from(self, status, root)
        if made is None:
            return self
        folder = made.folder.relative_to(root).as_posix()
        here = replace(self, folder=folder, folders=(folder,))
        if made.broken:
            return replace(here, remark=made.broken)
        if not self.built and made.source_hash != self.hash:
            return replace(here, remark="changed since it was built")
        step = status.step(made)
        remark = f"cannot be filed: {made.lacking}" if made.lacking and step != "recorded" else ""
        return replace(here, state=step, remark=remark)

    def _with_parts(self, status: FilingStatus, root: Path) -> "BoardEntry":
        built = [each for each in self.parts.built(status) if each]
        folders = tuple(each.folder.relative_to(root).as_posix() for each in built)
        if not self.parts.all_current(status):
            return replace(self, folders=folders, remark="changed since it was built" if built else "")
        step = min((status.step(each) for each in built), key=STEPS.index)
        return replace(self, folders=folders, split=True, state=step)


def _built_from(entry: BoardEntry, status: FilingStatus, root: Path) -> BuiltDraft | None:
    """Return the folder that was built from an entry, or that it is itself."""
    if entry.built:
        return status.by_folder.get((root / entry.file).parent)
    found = status.of_source(Path(entry.file).name, entry.hash)
    alike = [each for each in found if each.folder.name == entry.stem]
    return alike[-1] if alike else None


def known(found: Found, root: Path) -> BoardEntry:
    """Return the line of a file that was not read yet."""
    file = file_of(found)
    return BoardEntry(file.relative_to(root).as_posix(), found.stem, found.stem != file.stem)


def file_of(found: Found) -> Path:
    """Return the file of a source that was found in a folder. Raises ValueError for standard input."""
    if found.file is None:
        raise ValueError("standard input stands on no board")
    return found.file


def entry_of(found: Found, root: Path, now: dt.datetime | None = None) -> BoardEntry:
    """Read and judge a filing at an instant for the board; one that cannot be opened says so in a remark."""
    entry = known(found, root)
    try:
        outcome = run(found, Options(now=partial(_given, now)) if now else None)
        read_with = _files_read_with(outcome, found)
    except OSError as error:
        return replace(entry, judged=True, errors=1, remark=_held(error), unreadable=True)
    selection = Selection().within(outcome.settings) if outcome.filing else Selection()
    findings = selection.of(outcome.findings)
    entry = replace(
        entry,
        judged=True,
        form=masked(outcome.form),
        changed=_changed(file_of(found)),
        hash=hashlib.sha256(outcome.data).hexdigest(),
        read_with=read_with,
    )
    entry = _with_counts(entry, [each for each in findings if not _is_unsigned(each, outcome)])
    filing = outcome.filing
    if filing is None:
        return entry
    due = due_of(filing)
    company = filing.issuer
    return replace(
        entry,
        issuer=masked(company.name.text or company.symbol.text or company.cik.text or ""),
        owners=tuple(masked(each.name.text or each.cik.text or "") for each in filing.owners),
        story=masked(story(filing)),
        due=due.due.isoformat() if due else "",
        state="draft" if entry.errors or entry.warnings or entry.questions else "clean",
        documents=tuple(sha256(e.written.data) if e.written else "" for e in outcome.filings),
        becomes=1 if entry.built else len(outcome.filings),
        original_filed=filing.original_filed.text or "",
        unsigned=not filing.signatures,
    )


def _held(error: OSError) -> str:
    """Say why a file cannot be opened; Windows has numbers of its own for one that another program holds."""
    if getattr(error, "winerror", None) in (32, 33):
        return "another program holds it"
    return (error.strerror or str(error)).lower()


def _given(now: dt.datetime) -> dt.datetime:
    return now


def _changed(file: Path) -> str:
    """Return when a file was changed last, in New York, as ISO text."""
    return dt.datetime.fromtimestamp(file.stat().st_mtime, NEW_YORK).isoformat(timespec="seconds")


def _with_counts(entry: BoardEntry, findings: Sequence[Finding]) -> BoardEntry:
    stand = [each for each in findings if each.allowed is None]
    timely = [each for each in stand if not _is_of_the_clock(each)]
    standing = [each.severity for each in timely if each.rule != OPEN_QUESTION]
    errors, warnings = standing_counts(stand)
    return replace(
        entry,
        errors=errors,
        warnings=warnings,
        notes=standing.count(Severity.NOTE),
        allowed=len(findings) - len(stand),
        questions=len(timely) - len(standing),
    )


def standing_counts(stand: Sequence[Finding]) -> tuple[int, int]:
    """Return how many errors and warnings there are to mend; open questions and lateness are none."""
    told = [each.severity for each in stand if not _is_of_the_clock(each) and each.rule != OPEN_QUESTION]
    return told.count(Severity.ERROR), told.count(Severity.WARNING)


def _is_of_the_clock(finding: Finding) -> bool:
    """Tell whether a warning says when it is due, or that it is late: nobody can mend that."""
    return finding.dated and finding.rule.startswith("DUE") and finding.severity is Severity.WARNING


def _is_unsigned(finding: Finding, outcome: Outcome) -> bool:
    """Tell whether a finding says that nobody has signed: that is asked for after the draft is complete."""
    return finding.rule == "SIG01" and outcome.filing is not None and not outcome.filing.signatures


def _files_read_with(outcome: Outcome, found: Found) -> tuple[str, ...]:
    """Return the files that a draft names, which may change what is found in it."""
    if not any(word in outcome.data for word in (b"from:", b"fills", b"file:")):
        return ()
    needed = dependencies_of(outcome.data, found.name, found.folder.resolve())
    return tuple(str(file) for file in needed.named)
