"""Findings as SARIF 2.1.0, with the rules they come from."""

import os
from collections.abc import Sequence
from pathlib import PurePath
from typing import Any
from urllib.parse import quote

from form4kit import __version__
from form4kit.catalogue import faults
from form4kit.findings import Fault, Finding, Severity
from form4kit.report.counts import FileReport
from form4kit.report.escaped_json import json_text
from form4kit.report.gitlab import fingerprint
from form4kit.report.rule_report import as_markdown, as_text
from form4kit.report.secrets import starred
from form4kit.source.decode import position
from form4kit.source.fixes import TextEdit, text_edits

DOCS = "FORM4KIT_DOCS"
"""The variable with the address under which `docs/` is served; without it a report links to no page."""
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "note"}


def as_sarif(files: Sequence[FileReport]) -> str:
    """Report on files as a SARIF log with one run; an allowed finding is a suppressed result."""
    known = faults()
    docs = os.environ.get(DOCS, "").rstrip("/")
    docs = docs if docs.startswith(("https://", "http://")) else ""
    index = {code: number for number, code in enumerate(known)}
    seen: dict[str, int] = {}
    results = [_result(judged, each, index, seen) for judged in files for each in judged.findings]
    driver = {
        "name": "form4kit",
        "version": __version__,
        "rules": [_rule(fault, docs) for fault in known.values()],
    }
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    log = {"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [run]}
    return json_text(log)


def _rule(fault: Fault, docs: str) -> dict[str, Any]:
    """Describe a rule, with its page where the pages have an address."""
    page = {"helpUri": f"{docs}/rules/{fault.code}.md"} if docs else {}
    return {
        "id": fault.code,
        "shortDescription": {"text": fault.title},
        "fullDescription": {"text": fault.reason or fault.title},
        "help": {"text": as_text(fault), "markdown": as_markdown(fault)},
        **page,
        "defaultConfiguration": {"level": _LEVELS[fault.severity]},
        "properties": {"authority": str(fault.authority), "cites": list(fault.cites)},
    }


def _result(
    judged: FileReport, finding: Finding, index: dict[str, int], seen: dict[str, int]
) -> dict[str, Any]:
    path, place = judged.path, finding.place
    uri = quote(PurePath(path).as_posix(), errors="surrogateescape")
    words = f"{starred(place.where)}: {starred(finding.message)}"
    result: dict[str, Any] = {
        "ruleId": finding.rule,
        "ruleIndex": index[finding.rule],
        "level": _LEVELS[finding.severity],
        "message": {"text": f"{words}. {starred(finding.hint)}" if finding.hint else words},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": uri},
                    "region": {"startLine": place.line, "startColumn": place.column},
                },
                "logicalLocations": [{"fullyQualifiedName": starred(place.where)}],
            }
        ],
        "partialFingerprints": {"form4kit/v1": fingerprint(path, finding, seen)},
        "properties": {"authority": str(finding.authority), "cites": list(finding.cites)},
    }
    if finding.allowed is not None:
        suppression = {"kind": "inSource", "justification": starred(finding.allowed)}
        result["suppressions"] = [suppression]
    if finding.fix is not None:
        text = judged.data.decode("utf-8", "replace").removeprefix("\ufeff")
        replacements = [_replacement(edit, text) for edit in text_edits(text, finding.fix)]
        changes = [{"artifactLocation": {"uri": uri}, "replacements": replacements}]
        if replacements:
            result["fixes"] = [
                {"description": {"text": starred(finding.fix.title)}, "artifactChanges": changes}
            ]
    return result


def _replacement(edit: TextEdit, text: str) -> dict[str, Any]:
    start, end = position(text, edit.start), position(text, edit.end)
    return {
        "deletedRegion": {
            "startLine": start.line,
            "startColumn": start.column,
            "endLine": end.line,
            "endColumn": end.column,
        },
        "insertedContent": {"text": edit.text},
    }
