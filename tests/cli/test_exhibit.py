"""`form4kit exhibit`: what it writes, what it says, how it ends; and what it makes draws no finding."""

from pathlib import Path

import pytest
from clean_filings import edited
from commands_run import check, form4kit
from word_files import paragraph, word_file


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_changes_are_told_beside_and_what_was_made_in_the_output(here: Path) -> None:
    (here / "Power of Attorney.docx").write_bytes(
        word_file(paragraph("The undersigned\u2019s attorney, Jos\u00e9."))
    )
    found = form4kit("exhibit", "Power of Attorney.docx", "--out", ".")
    assert (found.code, found.out) == (0, "Power of Attorney.docx becomes powerofattorney.txt.\n")
    assert "made straight (1 time, paragraph 1)" in found.err
    assert "Jos\u00e9" in found.err
    assert (here / "powerofattorney.txt").read_text() == "The undersigned's attorney, Jose.\n"


def test_a_page_keeps_accents(here: Path) -> None:
    (here / "poa.docx").write_bytes(word_file(paragraph("Jos\u00e9")))
    assert form4kit("exhibit", "poa.docx", "--out", "out", "--format", "html").code == 0
    assert "<p>Jos&#233;</p>" in (here / "out" / "poa.htm").read_text()


def test_what_cannot_be_kept_ends_with_1_and_its_place(here: Path) -> None:
    (here / "a.txt").write_text("first\n\u65e5\u672c\n", encoding="utf-8")
    (here / "b.txt").write_text("fine\n")
    found = form4kit("exhibit", "a.txt", "b.txt", "--out", "out")
    assert found.code == 1
    assert "a.txt, line 2: `\u65e5`" in found.err
    assert "--format html" in found.err
    assert [file.name for file in (here / "out").iterdir()] == ["b.txt"]


def test_a_file_that_is_not_there_ends_with_2() -> None:
    found = form4kit("exhibit", "none.docx", "--out", "out")
    assert (found.code, found.out) == (2, "")
    assert found.err.startswith("none.docx: ")


def test_what_it_makes_draws_no_finding_and_the_finding_before_names_it(here: Path) -> None:
    draft = edited(
        "4", {"exhibits": [{"file": "poa.htm", "type": "EX-24"}], "remarks": "Exhibit 24 - Power of Attorney"}
    )
    (here / "draft.yaml").write_text(draft)
    (here / "poa.htm").write_text(
        "<p><span>I appoint Jane\u2019s attorney.</span><p>/s/ A. Poe", encoding="utf-8"
    )
    before = check("draft.yaml")
    hints = [
        each["hint"] for each in before.json["files"][0]["findings"] if each["rule"] in ("EXH11", "EXH14")
    ]
    assert len(hints) == 2
    assert all("form4kit exhibit poa.htm --out" in hint for hint in hints)
    (here / "poa.htm").rename(here / "wild.htm")
    assert form4kit("exhibit", "wild.htm", "--out", "made").code == 0
    (here / "made" / "wild.htm").rename(here / "poa.htm")
    assert [each for each in check("draft.yaml").codes() if each.startswith("EXH")] == []
