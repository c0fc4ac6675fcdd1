"""Findings as GitHub workflow commands: annotations on the lines of a pull request.

The format is GitHub's: `::error file=...,line=...,col=...,title=...::message`.
"""

from collections.abc import Sequence

from form4kit.findings import Finding, Severity
from form4kit.report.counts import FileReport, count, passed_over_words
from form4kit.report.secrets import masked, on_one_line

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}


def as_github(files: Sequence[FileReport], *, passed_over: int = 0) -> str:
    """Report on files as workflow commands, a line each, and a line that sums up."""
    lines = [_command(judged.path, finding) for judged in files for finding in judged.findings]
    counts = count(files)
    passed = f"; {passed_over_words(passed_over)}" if passed_over else ""
    summary = f"{counts.errors} errors, {counts.warnings} warnings, {counts.notes} notes{passed}"
    lines.append(f"form4kit: {summary}")
    return "\n".join(lines) + "\n"


def _command(path: str, finding: Finding) -> str:
    command = "notice" if finding.allowed is not None else _COMMANDS[finding.severity]
    place = finding.place
    properties = ",".join(
        f"{name}={_property(on_one_line(str(value)))}"
        for name, value in (
            ("file", path),
            ("line", place.line),
            ("col", place.column),
            ("title", f"{finding.rule}: {place.where}"),
        )
    )
    parts = [masked(finding.message), masked(finding.hint)]
    if finding.allowed is not None:
        parts.append(f"Allowed: {masked(finding.allowed)}")
    return f"::{command} {properties}::{_data('. '.join(part.rstrip('.') for part in parts if part))}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
