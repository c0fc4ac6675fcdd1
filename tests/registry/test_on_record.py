"""What is on record draws no finding of a deadline later: by the hash of the draft, or of its document."""

import shutil
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


def told(name: str) -> list[str]:
    files = form4kit("check", name, *A_WEEK_LATER).json["files"]
    return [each["message"] for each in files[0]["findings"] if each["rule"] == "REC01"]


TOML = """\
cik = "0001234567"
name = "Federico Richard D"
director = true
address = {street = ["495 COMMERCE DRIVE"], city = "AMHERST", state = "NY", zip = "14228"}
"""


def test_what_is_said_otherwise_today_is_named() -> None:
    put("form4kit.toml", f"[people.frd]\n{TOML}")
    filed(edited("4", {"signatures[0].date": "2026-11-20", "owners": ["frd"]}))
    put("form4kit.toml", f"[people.frd]\n{TOML}".replace("AMHERST", "BUFFALO"))
    (message,) = told("a.yaml")
    assert f"filed on 2026-11-20 as {ACCESSION}, and gives another document today: " in message
    assert "city: AMHERST became BUFFALO" in message


def test_of_many_differences_three_are_named() -> None:
    put("form4kit.toml", f"[people.frd]\n{TOML}")
    filed(edited("4", {"signatures[0].date": "2026-11-20", "owners": ["frd"]}))
    moved = TOML.replace("AMHERST", "BOSTON").replace("NY", "MA").replace("14228", "02101")
    put("form4kit.toml", f"[people.frd]\n{moved}".replace("495 COMMERCE DRIVE", "1 STATE STREET"))
    (message,) = told("a.yaml")
    assert message.endswith("and 1 more")


def test_where_the_document_that_was_filed_is_gone_that_it_differs_is_said() -> None:
    put("form4kit.toml", f"[people.frd]\n{TOML}")
    filed(edited("4", {"signatures[0].date": "2026-11-20", "owners": ["frd"]}))
    put("form4kit.toml", f"[people.frd]\n{TOML}".replace("AMHERST", "BUFFALO"))
    shutil.rmtree("out")
    (message,) = told("a.yaml")
    assert message.endswith("another document today")


def many(price: str = "31.00", owner: object = "frd") -> str:
    """Return a draft of 34 sales, which become two filings."""
    rows = [
        {
            "security": "Common Stock",
            "date": "2026-11-18",
            "code": "S",
            "disposed": "10",
            "price": price,
            "owned_after": str(41471 - 10 * n),
            "ownership": "direct",
        }
        for n in range(34)
    ]
    return edited(
        "4",
        {
            "signatures[0].date": "2026-11-20",
            "non_derivative": rows,
            "footnotes": None,
            "owners": [owner],
        },
    )


def filed_in_parts(text: str) -> None:
    put("a.yaml", text)
    built = form4kit("build", "a.yaml", "--out", "out", "--only", "xml", "--live", "--filed", "2026-11-20")
    assert built.code == 0, built.out
    for part in (1, 2):
        told = ("--accession", f"{ACCESSION[:-1]}{part}", "--accepted", "2026-11-20 16:30")
        added = form4kit("record", "add", f"out/a-{part}", *told)
        assert added.code == 0, added.err


def test_a_draft_that_was_filed_in_parts_is_on_record() -> None:
    put("form4kit.toml", f"[people.frd]\n{TOML}")
    filed_in_parts(many())
    assert deadlines("a.yaml") == []
    put("b.yaml", f"# a comment\n{many()}")
    assert deadlines("b.yaml") == [], "its parts are known by their documents"
    put("form4kit.toml", f"[people.frd]\n{TOML}".replace("AMHERST", "BUFFALO"))
    messages = told("a.yaml")
    assert len(messages) == 2
    assert all("city: AMHERST became BUFFALO" in each for each in messages)
    assert ACCESSION[:-1] + "1" in messages[0]
    assert ACCESSION[:-1] + "2" in messages[1]
