"""One line of the board: what a draft or a built folder is, as the pipeline judges it."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from form4kit.analysis.due import due_of
from form4kit.compiler.dependencies import dependencies_of
from form4kit.findings import Finding, Severity
from form4kit.outcome import Outcome
from form4kit.pipeline import run
from form4kit.report.secrets import masked
from form4kit.rules.selection import Selection
from form4kit.source.discover import Found
from form4kit.web.filing_status import BuiltDraft, FilingStatus
from form4kit.web.filing_summary import story


@dataclass(frozen=True, slots=True)
class BoardEntry:
    """A filing on the board. `due` is an instant in New York, as ISO text; empty where there is none.

    `judged` is false for a file that is known and not yet read. `read_with` are the files that its judging
    reads beside it. `state` is draft, clean, built, in a packet, signed or recorded.
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

    def with_status(self, status: FilingStatus, root: Path) -> "BoardEntry":
        """Return it with the state that built folders, packets, signings and records give it."""
        made = _built_from(self, status, root)
        if made is None:
            return self
        folder = made.folder.relative_to(root).as_posix()
        if made.broken:
            return replace(self, folder=folder, remark=made.broken)
        if not self.built and made.source_hash != self.hash:
            return replace(self, folder=folder, remark="changed since it was built")
        step = status.step(made)
        remark = f"cannot be filed: {made.lacking}" if made.lacking and step != "recorded" else ""
        return replace(self, folder=folder, state=step, remark=remark)


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


def entry_of(found: Found, root: Path) -> BoardEntry:
    """Read and judge a filing for the board; one that cannot be opened says so in its remark."""
    entry = known(found, root)
    try:
        outcome = run(found)
        read_with = _files_read_with(outcome, found)
    except OSError as error:
        return replace(entry, judged=True, errors=1, remark=(error.strerror or str(error)).lower())
    selection = Selection().within(outcome.settings) if outcome.filing else Selection()
    findings = selection.of(outcome.findings)
    entry = replace(
        entry,
        judged=True,
        form=masked(outcome.form),
        hash=hashlib.sha256(outcome.data).hexdigest(),
        read_with=read_with,
    )
    entry = _with_counts(entry, findings)
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
        state="draft" if entry.errors or entry.warnings else "clean",
    )


def _with_counts(entry: BoardEntry, findings: Sequence[Finding]) -> BoardEntry:
    standing = [each.severity for each in findings if each.allowed is None]
    return replace(
        entry,
        errors=standing.count(Severity.ERROR),
        warnings=standing.count(Severity.WARNING),
        notes=standing.count(Severity.NOTE),
        allowed=len(findings) - len(standing),
    )


def _files_read_with(outcome: Outcome, found: Found) -> tuple[str, ...]:
    """Return the files that a draft names, which may change what is found in it."""
    if not any(word in outcome.data for word in (b"from:", b"fills", b"file:")):
        return ()
    needed = dependencies_of(outcome.data, found.name, found.folder.resolve())
    return tuple(str(file) for file in needed.named)
