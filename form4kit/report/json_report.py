"""Findings as one JSON object, the contract of design section 2."""

from collections.abc import Sequence
from typing import Any

from form4kit.findings import Finding
from form4kit.report.counts import Counts, FileReport, count
from form4kit.report.escaped_json import json_text
from form4kit.report.secrets import starred

VERSION = 1


def finding_as_json(finding: Finding) -> dict[str, Any]:
    """Return a finding as plain values; `allowed` stands only where the user allowed it."""
    plain: dict[str, Any] = {
        "rule": finding.rule,
        "severity": str(finding.severity),
        "authority": str(finding.authority),
        "message": starred(finding.message),
        "hint": starred(finding.hint),
        "where": starred(finding.place.where),
        "line": finding.place.line,
        "column": finding.place.column,
        "cites": list(finding.cites),
    }
    if finding.allowed is not None:
        plain["allowed"] = starred(finding.allowed)
    return plain


def _registries(counts: Counts) -> dict[str, list[str]]:
    """Return the paths of each form4kit.toml that holds and that does not; nothing where all of them hold."""
    if not counts.passed_over:
        return {}
    named = {"registries": counts.registries, "registries_passed_over": counts.passed_over}
    return {key: [starred(path) for path in paths] for key, paths in named.items()}


def as_json(files: Sequence[FileReport], *, passed_over: int | None = None) -> str:
    """Report on files as JSON, two blanks deep, ended by a line feed.

    `passed_over` stands in the summary where folders were walked, and `consequences` at a file in which some
    findings only follow from those shown.
    """
    counts = count(files)
    report = {
        "version": VERSION,
        "files": [
            {
                "path": judged.path,
                "form": starred(judged.form),
                "findings": [finding_as_json(finding) for finding in judged.findings],
                **_consequences(judged),
            }
            for judged in files
        ],
        "summary": {
            "files": counts.files,
            "errors": counts.errors,
            "warnings": counts.warnings,
            "notes": counts.notes,
            **({} if passed_over is None else {"passed_over": passed_over}),
            **_registries(counts),
        },
    }
    return json_text(report)


def _consequences(judged: FileReport) -> dict[str, Any]:
    """List what only follows from a finding shown; the schema's echo of a rule would say nothing new."""
    told = [each for each in judged.consequences if not each.rule.startswith("XSD")]
    return {"consequences": [finding_as_json(each) for each in told]} if told else {}
