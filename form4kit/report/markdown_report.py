"""Findings as Markdown: a table for the summary of a job, or for a comment on a pull request."""

from collections.abc import Iterator, Sequence
from typing import Final

from form4kit.findings import Finding, Severity
from form4kit.report.counts import FileReport, count, passed_over_words
from form4kit.report.diff_report import literal
from form4kit.report.secrets import starred
from form4kit.words import counted

LONGEST: Final = 500_000
"""The characters of a table: the summary of a job on GitHub holds a million bytes."""
_HEAD = ("| | file | line | place | what is wrong | what to write |", "| --- | --- | --- | --- | --- | --- |")
_ORDER = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.NOTE: 2}


def as_markdown(files: Sequence[FileReport], *, passed_over: int = 0) -> str:
    """Report on files as a heading, and a row for each finding: errors first, then in the files' order."""
    lines = [f"### form4kit: {_summary(files, passed_over)}"]
    rows = sorted(_rows(files), key=lambda row: row[0])
    if rows:
        lines += ["", *_HEAD]
    length = 0
    for number, (_, row) in enumerate(rows):
        length += len(row) + 1
        if length > LONGEST:
            lines += ["", f"… and {len(rows) - number} more."]
            break
        lines.append(row)
    return "\n".join(lines) + "\n"


def _summary(files: Sequence[FileReport], passed_over: int) -> str:
    counts = count(files)
    found = [(counts.errors, "error"), (counts.warnings, "warning"), (counts.notes, "note")]
    said = ", ".join(counted(number, noun, ",") for number, noun in found if number)
    parts = [f"{counted(counts.files, 'file', ',')}, {said or 'nothing to object to'}"]
    return "; ".join(parts + ([passed_over_words(passed_over)] if passed_over else []))


def _rows(files: Sequence[FileReport]) -> Iterator[tuple[int, str]]:
    for judged in files:
        for finding in judged.findings:
            allowed = finding.allowed is not None
            word = "allowed" if allowed else str(finding.severity)
            cells = (
                f"**{word}** {finding.rule}",
                literal(judged.path),
                str(finding.place.line),
                literal(starred(finding.place.where)),
                literal(starred(finding.message)),
                literal(starred(_advice(finding))),
            )
            yield 3 if allowed else _ORDER[finding.severity], f"| {' | '.join(cells)} |"


def _advice(finding: Finding) -> str:
    return f"Allowed: {finding.allowed}" if finding.allowed is not None else finding.hint
