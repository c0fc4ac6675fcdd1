"""Findings as a GitLab code quality report: a JSON list in the Code Climate manner."""

import hashlib
from collections.abc import Sequence
from typing import Any

from form4kit.findings import Finding, Severity
from form4kit.report.counts import FileReport
from form4kit.report.escaped_json import json_text
from form4kit.report.secrets import masked

_SEVERITIES = {Severity.ERROR: "critical", Severity.WARNING: "minor", Severity.NOTE: "info"}


def as_gitlab(files: Sequence[FileReport]) -> str:
    """Report on files as a code quality report; findings that the user allowed count as info."""
    seen: dict[str, int] = {}
    issues = [_issue(judged.path, finding, seen) for judged in files for finding in judged.findings]
    return json_text(issues)


def _issue(path: str, finding: Finding, seen: dict[str, int]) -> dict[str, Any]:
    words = f"{finding.rule}: {masked(finding.place.where)}: {masked(finding.message)}"
    return {
        "description": words,
        "check_name": finding.rule,
        "fingerprint": fingerprint(path, finding, seen),
        "severity": "info" if finding.allowed is not None else _SEVERITIES[finding.severity],
        "location": {"path": path, "lines": {"begin": finding.place.line}},
        "content": {"body": masked(finding.hint)},
    }


def fingerprint(path: str, finding: Finding, seen: dict[str, int]) -> str:
    """Return a hash that stays the same when lines move; equal findings of a file are counted through."""
    words = f"{path}\0{finding.rule}\0{finding.place.where}\0{masked(finding.message)}"
    seen[words] = seen.get(words, 0) + 1
    return hashlib.sha256(f"{words}\0{seen[words]}".encode(errors="backslashreplace")).hexdigest()[:32]
