"""Findings as JUnit XML: a suite for each file, a failed case for each finding that fails."""

from collections.abc import Sequence
from xml.sax.saxutils import escape, quoteattr

from form4kit.findings import Finding, Severity
from form4kit.lazy_re import pattern
from form4kit.report.counts import FileReport
from form4kit.report.secrets import masked

_UNFIT = pattern("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def as_junit(files: Sequence[FileReport]) -> str:
    """Report on files as JUnit XML; warnings and notes are cases that pass and say what was noticed."""
    suites = [_suite(judged) for judged in files]
    tests = sum(max(1, len(judged.findings)) for judged in files)
    failures = sum(_fails(finding) for judged in files for finding in judged.findings)
    head = f'<testsuites name="form4kit" tests="{tests}" failures="{failures}">'
    return "\n".join(['<?xml version="1.0" encoding="UTF-8"?>', head, *suites, "</testsuites>"]) + "\n"


def _suite(judged: FileReport) -> str:
    failures = sum(_fails(finding) for finding in judged.findings)
    cases = [_case(judged.path, finding) for finding in judged.findings]
    cases = cases or [f'    <testcase name="form4kit check" classname={_attribute(judged.path)}/>']
    head = f'  <testsuite name={_attribute(judged.path)} tests="{len(cases)}" failures="{failures}">'
    return "\n".join([head, *cases, "  </testsuite>"])


def _case(path: str, finding: Finding) -> str:
    place = finding.place
    name = _attribute(masked(f"{finding.rule} {place.where}"))
    words = f"{path}:{place.line}:{place.column}: {finding.message}"
    detail = "\n".join(part for part in (words, finding.hint, *finding.cites) if part)
    head = f"    <testcase name={name} classname={_attribute(path)}"
    if _fails(finding):
        message = _attribute(masked(finding.message))
        kind = f'<failure type="{finding.severity}" message={message}>{_text(masked(detail))}</failure>'
    else:
        kind = f"<system-out>{_text(masked(detail))}</system-out>"
    return f"{head}>{kind}</testcase>"


def _fails(finding: Finding) -> bool:
    return finding.severity is Severity.ERROR and finding.allowed is None


def _attribute(text: str) -> str:
    return quoteattr(_UNFIT.sub("?", text))


def _text(text: str) -> str:
    return escape(_UNFIT.sub("?", text))
