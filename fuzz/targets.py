"""What is fuzzed, and what must hold: for any bytes a reader gives findings at places, and never raises."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

from lxml import etree

from form4kit.draft.read import read_draft
from form4kit.draft.references import Marked, parse_marks
from form4kit.draft.write import write_draft
from form4kit.law.clock import parse_date
from form4kit.model import Filing
from form4kit.outcome import Options, Outcome
from form4kit.pipeline import run_bytes
from form4kit.report.counts import FileReport
from form4kit.report.text_report import as_text
from form4kit.source.yaml_tree import compose

REPOSITORY = Path(__file__).resolve().parents[1]
OPTIONS = Options(filed=parse_date("2026-11-19"))
NOWHERE = Path("/nonexistent")


def judged(data: bytes, name: str) -> Outcome:
    """Judge bytes under a name, report on them, and check what holds for every outcome."""
    outcome = run_bytes(data, name, NOWHERE, OPTIONS)
    assert all(finding.place.line >= 1 and finding.place.column >= 1 for finding in outcome.findings)
    report = as_text([FileReport(outcome.name, outcome.form, outcome.findings, outcome.data)])
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]", report)
    if outcome.filing is None:
        assert any(finding.blocks for finding in outcome.findings)
    return outcome


def draft(data: bytes) -> None:
    """A draft: what is written of it is well-formed, and a draft without an error reads back the same."""
    outcome = judged(data, "draft.yaml")
    if outcome.written is not None:
        etree.fromstring(outcome.written.data)
    if outcome.filing is not None and not any(finding.blocks for finding in outcome.findings):
        _reads_back(outcome.filing)


def _reads_back(filing: Filing) -> None:
    once = write_draft(filing)
    root, findings = compose(once)
    assert root is not None, findings
    again, findings = read_draft(root)
    assert write_draft(again) == once


def document(data: bytes) -> None:
    """An ownership document or a submission."""
    judged(data, "document.xml")


def full_submission(data: bytes) -> None:
    """A full submission of EDGAR."""
    judged(data, "submission.txt")


def marks(data: bytes) -> None:
    """The references to footnotes in a value: the quick reader and the plain definition agree."""
    text = data.decode("utf-8", "replace")[:300]
    assert parse_marks(text) == _by_definition(text)


_MARK = r"(?<!\S)\^([A-Za-z0-9_][A-Za-z0-9_.-]*(?:\([^()]*\))?)"
_TAIL = re.compile(rf"(?:\s*{_MARK})+\s*\Z")


def _by_definition(text: str) -> Marked:
    """Part a value from its references by one expression, slow on long values."""
    tail = _TAIL.search(text)
    before = text[: tail.start()] if tail else text
    found = [(each[1], each.start()) for each in re.finditer(_MARK, text)] if tail else []
    names = [(name, at) for name, at in found if tail and at >= tail.start()]
    runs = [(each.start(), len(each[0])) for each in re.finditer(r"\^+", before)]
    stray = next((at for at, length in runs if length % 2), None)
    value = before.replace("^^", "^")
    return Marked(value if value or not names else None, names, stray)


TARGETS: dict[str, Callable[[bytes], None]] = {
    "yaml": draft,
    "xml": document,
    "txt": full_submission,
    "marks": marks,
}


def seeds(target: str) -> Iterator[bytes]:
    """Yield what fuzzing starts from: the examples and test data of the repository, then past failures."""
    if target == "yaml":
        for folder in ("tests/clean", "examples"):
            yield from (file.read_bytes() for file in sorted((REPOSITORY / folder).glob("*.yaml")))
    elif target == "xml":
        yield from (file.read_bytes() for file in sorted((REPOSITORY / "tests/data").glob("*.xml")))
    elif target == "txt":
        for file in sorted((REPOSITORY / "tests/data").glob("*.xml")):
            head = b"<SEC-DOCUMENT>1.txt\nFILED AS OF DATE: 20261119\n<DOCUMENT>\n<TYPE>4\n<TEXT>\n<XML>\n"
            yield head + file.read_bytes() + b"</XML>\n</TEXT>\n</DOCUMENT>\n"
    else:
        yield from (
            b"12.34 ^a ^b",
            b"^formula",
            b"a ^^ b",
            b"^vesting(first=2026-03-01, parts=4)",
            b"^ ^a ^^^",
        )
    yield from (file.read_bytes() for file in sorted(regressions(target)))


def regressions(target: str) -> Iterator[Path]:
    """Yield the files that once made a target fail."""
    return (file for file in (REPOSITORY / "tests" / "regressions" / target).glob("*") if file.is_file())
