"""Findings as SARIF 2.1.0, with the rules they come from."""

import json
from collections.abc import Sequence
from pathlib import PurePath
from typing import Any
from urllib.parse import quote

from form4kit import __version__
from form4kit.catalogue import faults
from form4kit.findings import Fault, Finding, Severity
from form4kit.report.counts import Judged
from form4kit.report.gitlab import fingerprint
from form4kit.report.secrets import masked

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "note"}


def as_sarif(files: Sequence[Judged]) -> str:
    """Report on files as a SARIF log with one run; an allowed finding is a suppressed result."""
    known = faults()
    codes = sorted({finding.rule for judged in files for finding in judged.findings})
    index = {code: number for number, code in enumerate(codes)}
    seen: dict[str, int] = {}
    results = [_result(judged.path, each, index, seen) for judged in files for each in judged.findings]
    driver = {
        "name": "form4kit",
        "version": __version__,
        "rules": [_rule(known[code]) for code in codes if code in known],
    }
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    log = {"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [run]}
    return json.dumps(log, indent=2, ensure_ascii=False) + "\n"


def _rule(fault: Fault) -> dict[str, Any]:
    return {
        "id": fault.code,
        "shortDescription": {"text": fault.title},
        "fullDescription": {"text": fault.reason or fault.title},
        "help": {"text": "\n".join([fault.reason or fault.title, *fault.cites])},
        "defaultConfiguration": {"level": _LEVELS[fault.severity]},
        "properties": {"authority": str(fault.authority), "cites": list(fault.cites)},
    }


def _result(path: str, finding: Finding, index: dict[str, int], seen: dict[str, int]) -> dict[str, Any]:
    place = finding.place
    words = f"{place.where}: {masked(finding.message)}"
    result: dict[str, Any] = {
        "ruleId": finding.rule,
        "ruleIndex": index[finding.rule],
        "level": _LEVELS[finding.severity],
        "message": {"text": f"{words}. {masked(finding.hint)}" if finding.hint else words},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": quote(PurePath(path).as_posix())},
                    "region": {"startLine": place.line, "startColumn": place.column},
                },
                "logicalLocations": [{"fullyQualifiedName": place.where}],
            }
        ],
        "partialFingerprints": {"form4kit/v1": fingerprint(path, finding, seen)},
        "properties": {"authority": str(finding.authority), "cites": list(finding.cites)},
    }
    if finding.allowed is not None:
        suppression = {"kind": "inSource", "justification": masked(finding.allowed)}
        result["suppressions"] = [suppression]
    return result
