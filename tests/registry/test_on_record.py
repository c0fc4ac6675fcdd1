"""What is on record draws no finding of a deadline later: by the hash of the draft, or of its document."""

from pathlib import Path

import pytest
from clean_filings import edited
from commands_run import form4kit, put

DRAFT = edited("4", {"signatures[0].date": "2026-11-20"})
LATE = edited("4", {"signatures[0].date": "2026-11-20", "non_derivative[0].date": "2026-11-10"})
ACCESSION = "0001234567-26-000041"
A_WEEK_LATER = ("--filed", "2026-11-27", "--format", "json")


@pytest.fixture(autouse=True)
def alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)
    monkeypatch.setenv("FORM4KIT_CCC_1234567", "abcd123$")
    (tmp_path / "form4kit.toml").write_text("")
    monkeypatch.chdir(tmp_path)


def filed(text: str, name: str = "a.yaml") -> None:
    """Build a draft as LIVE and put its acceptance on record."""
    put(name, text)
    built = form4kit("build", name, "--out", "out", "--only", "xml", "--live", "--filed", "2026-11-20")
    assert built.code == 0, built.out
    told = ("--accession", ACCESSION, "--accepted", "2026-11-20 16:30")
    added = form4kit("record", "add", f"out/{Path(name).stem}", *told)
    assert added.code == 0, added.err


def deadlines(name: str) -> list[str]:
    codes: list[str] = form4kit("check", name, *A_WEEK_LATER).codes()
    return [each for each in codes if each.startswith(("DUE", "REC", "SIG"))]


def test_a_filing_in_time_is_not_late_a_week_later() -> None:
    filed(DRAFT)
    assert deadlines("a.yaml") == []
    assert deadlines("out/a") == []
    assert deadlines("out/a/ownership.xml") == []


def test_without_the_record_it_is() -> None:
    filed(DRAFT)
    Path("record.jsonl").unlink()
    assert "DUE01" in deadlines("a.yaml")


def test_another_draft_of_the_same_document_is_known_by_it() -> None:
    filed(DRAFT)
    put("b.yaml", f"# a comment\n{DRAFT}")
    assert deadlines("b.yaml") == []


def test_one_that_gives_another_document_is_not_the_one_on_record() -> None:
    filed(DRAFT)
    put("b.yaml", DRAFT.replace("31.07", "31.08"))
    assert "DUE01" in deadlines("b.yaml")


def test_the_draft_on_record_is_known_and_what_would_differ_today_is_noted() -> None:
    """Its registry has changed since: the draft is the same, what it gives is not."""
    put("people/frd.yaml", "cik: '0001234567'\nname: Federico Richard D\n")
    filed(DRAFT)
    line = Path("record.jsonl").read_text()
    Path("record.jsonl").write_text(line.replace('"ownership_sha256": "', '"ownership_sha256": "0'))
    assert deadlines("a.yaml") == ["REC01"]


def test_a_late_one_speaks_of_the_day_on_which_it_was_accepted() -> None:
    filed(LATE)
    found = form4kit("check", "a.yaml", *A_WEEK_LATER).json["files"][0]["findings"]
    (late,) = [each for each in found if each["rule"] == "DUE01"]
    assert "2026-11-20" in late["message"]
    assert "2026-11-27" not in late["message"]


def test_a_correction_takes_the_place_of_what_it_puts_right() -> None:
    filed(DRAFT)
    told = ("--accession", ACCESSION, "--accepted", "2026-11-23 09:00", "--reason", "typed wrong")
    assert form4kit("record", "correct", ACCESSION, *told).code == 0
    assert "DUE01" in deadlines("a.yaml")


@pytest.mark.parametrize("line", ["", "{", "[]", '{"accession": 1}', "null", '{"accepted": "2026-11-20"}'])
def test_a_line_that_cannot_be_read_says_nothing(line: str) -> None:
    filed(DRAFT)
    put("record.jsonl", f"{line}\n")
    assert "DUE01" in deadlines("a.yaml")


def test_late_says_when_no_filing_falls_in_the_year() -> None:
    filed(DRAFT)
    out = form4kit("late", "--year", "2024").out
    assert out.startswith("No filing on record falls in the fiscal year 2024-01-01 to 2024-12-31.\n")
    assert "No report on record was late" not in out
    assert "No report on record was late" in form4kit("late", "--year", "2026").out
