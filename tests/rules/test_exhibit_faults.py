"""Faults of every kind set into an exhibit, each found on its line and column, in drafts and submissions."""

import base64
from dataclasses import replace
from pathlib import Path

import pytest
from clean_filings import filing_of

from form4kit.findings import Finding
from form4kit.rules.engine import judge
from form4kit.rules.rule import Good

TABLE = Path(__file__).resolve().parents[1] / "data" / "exhibit-faults.tsv"
ROWS = [line.split("\t") for line in TABLE.read_text(encoding="utf-8").splitlines()[2:]]
LINE = 12
HEAD = {
    "htm": "<html>\n<body>\n" + "<p>I appoint Jane Doe.\n" * 8 + "<img src='seal.jpg'>\n",
    "txt": "POWER OF ATTORNEY\n" + "I appoint Jane Doe.\n" * 10,
}
PICTURE = "\xff\xd8\xff"
WHOLE = {
    # What a file is as a whole, with its ending, the rule, its severity, and its bytes.
    "DOS program": ("txt", "EXH16", "error", b"MZ\x90\0\x03"),
    "GIF": ("htm", "EXH17", "error", b"GIF89a"),
    "JPEG": ("txt", "EXH17", "error", b"\xff\xd8\xff\xe0"),
    "PDF": ("txt", "EXH17", "error", b"%PDF-1.7\n"),
    "PostScript": ("txt", "EXH16", "error", b"%!PS-Adobe-3.0\n"),
    "RTF": ("txt", "EXH17", "warning", b"{\\rtf1\\ansi /s/ A. Poe}"),
    "Shockwave": ("htm", "EXH16", "error", b"FWS\x06\0\0"),
    "UTF-16": ("txt", "EXH11", "error", "\ufeffPower".encode("utf-16-le")),
    "UTF-16 without a mark": ("txt", "EXH11", "error", "Power of attorney".encode("utf-16-be")),
    "UTF-32": ("htm", "EXH11", "error", "\ufeffPower".encode("utf-32-le")),
    "UTF-8 with a mark": ("txt", "EXH11", "error", b"\xef\xbb\xbfPower"),
    "Windows-1252": ("txt", "EXH11", "error", b"\x93Power\x94"),
    "Word, older": ("txt", "EXH17", "error", b"\xd0\xcf\x11\xe0\xa1\xb1"),
    "Word": ("htm", "EXH17", "error", b"PK\x03\x04\x14\0"),
    "script": ("txt", "EXH16", "error", b"#!/bin/sh\n"),
    "white space": ("txt", "EXH18", "warning", b" \r\n\t"),
}


def judged(content: bytes, ending: str, where: str) -> list[Finding]:
    """Judge a power of attorney in a draft, or in the file that is submitted."""
    name = f"poa.{ending}"
    exhibits = [{"file": name, "type": "EX-24"}]
    files: dict[str, str] = {name: "X-PLACE-X"}
    if ending == "htm":
        exhibits.append({"file": "seal.jpg", "type": "GRAPHIC"})
        files["seal.jpg"] = PICTURE
    edits = {"exhibits": exhibits, "files": files, "remarks": "Exhibit 24 - Power of Attorney"}
    if where == "draft":
        filing = filing_of(Good(edits))
        assert filing.submission is not None
        power, *others = filing.submission.documents
        documents = (replace(power, content=content), *others)
        filing = replace(filing, submission=replace(filing.submission, documents=documents))
    else:
        placed = base64.b64encode(b"X-PLACE-X").decode()
        xml = ((placed, base64.b64encode(content).decode()),)
        filing = filing_of(Good({**edits, "submission": "TEST"}, xml=xml))
    return [
        each for each in judge(filing) if each.rule.startswith("EXH") and "seal.jpg" not in each.message[:8]
    ]


def test_there_are_faults_of_many_kinds() -> None:
    assert len({tuple(row[:2]) for row in ROWS}) + len(WHOLE) >= 150
    assert len({row[2] for row in ROWS} | {row[1] for row in WHOLE.values()}) >= 11


@pytest.mark.parametrize("where", ["draft", "submission"])
@pytest.mark.parametrize("number", range(len(ROWS)), ids=[f"{row[1]} {row[0]}" for row in ROWS])
def test_a_fault_is_found_on_its_line_and_column(number: int, where: str) -> None:
    _, ending, rule, severity, marked = ROWS[number]
    line = marked.replace("\u00a6", "\0\0mark").encode("latin-1", "strict").decode("unicode_escape")
    column = line.index("\0\0mark") + 1
    line = line.replace("\0\0mark", "")
    content = f"{HEAD[ending]}{line}\n\n/s/ A. Poe\n".encode()
    found = judged(content, ending, where)
    at = f"poa.{ending}:{LINE}:{column}: "
    assert [
        (each.rule, str(each.severity), each.message.startswith(at)) for each in found if each.rule == rule
    ] == [(rule, severity, True)]
    assert [each.rule for each in found if each.rule != rule and each.severity.value == "error"] in (
        [],
        ["EXH20"],
    )
    assert all(each.hint for each in found)


@pytest.mark.parametrize("where", ["draft", "submission"])
@pytest.mark.parametrize("what", sorted(WHOLE))
def test_a_file_that_is_something_else_is_found(what: str, where: str) -> None:
    ending, rule, severity, content = WHOLE[what]
    found = [each for each in judged(content, ending, where) if each.rule == rule]
    assert [(str(each.severity), each.message.startswith(f"poa.{ending}:1:1: ")) for each in found] == [
        (severity, True)
    ]
