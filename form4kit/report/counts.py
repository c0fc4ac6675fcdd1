"""Count findings for a summary; what a user has allowed is counted apart."""

from collections.abc import Iterable
from dataclasses import dataclass

from form4kit.findings import Finding, Severity
from form4kit.words import counted


@dataclass(frozen=True, slots=True)
class FileReport:
    """A source as a report shows it: its path, its form, the findings to show and its text.

    `registry` is the form4kit.toml that holds for it, `passed_over` one that does not since somebody else may
    have written it; both as they are to be shown, empty without one.
    `known` are the findings that a baseline holds, which no report shows.
    `consequences` are findings that only follow from one of those shown.
    """

    path: str
    form: str
    findings: tuple[Finding, ...]
    data: bytes = b""
    registry: str = ""
    passed_over: str = ""
    known: tuple[Finding, ...] = ()
    consequences: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Counts:
    """How many files and findings of each severity; `allowed` are those with the user's reason.

    `registries` are the form4kit.toml that hold for the files, `passed_over` those that do not.
    """

    files: int
    errors: int
    warnings: int
    notes: int
    allowed: int
    registries: tuple[str, ...] = ()
    passed_over: tuple[str, ...] = ()


def passed_over_words(number: int) -> str:
    """Say how many files of the folders given are no filing: `1 file passed over`."""
    return f"{counted(number, 'file', ',')} passed over"


def count(files: Iterable[FileReport]) -> Counts:
    """Count what a report shows."""
    files = list(files)
    all_findings = [finding for judged in files for finding in judged.findings]
    standing = [finding for finding in all_findings if finding.allowed is None]
    by = {severity: sum(1 for f in standing if f.severity is severity) for severity in Severity}
    return Counts(
        files=len(files),
        errors=by[Severity.ERROR],
        warnings=by[Severity.WARNING],
        notes=by[Severity.NOTE],
        allowed=len(all_findings) - len(standing),
        registries=tuple(sorted({judged.registry for judged in files} - {""})),
        passed_over=tuple(sorted({judged.passed_over for judged in files} - {""})),
    )
