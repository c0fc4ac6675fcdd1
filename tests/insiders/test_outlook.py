"""The outlook of an insider, case by case: tests/data/section16b/outlook.yaml."""

from pathlib import Path

import pytest
from clean_filings import edited
from commands_run import form4kit, put
from section16b_cases import Case, cases, outlook


@pytest.mark.parametrize("case", cases("outlook"), ids=lambda case: case["id"])
def test_outlook(case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    done = outlook(case, tmp_path)
    assert done.code == 0, done.err
    found = done.json["items"]
    days = [each["on"] for each in found]
    assert days == sorted(days)
    assert all(each["text"] and each["cites"] for each in found)
    wanted = [dict(each) for each in case["want"]["items"]]
    assert sorted(f"{each['on']} {each['kind']}" for each in found) == sorted(
        each.pop("is") for each in wanted
    )
    for want in wanted:
        assert any(all(words in str(each.get(key, "")) for key, words in want.items()) for each in found), (
            found
        )


def test_the_calendar_has_an_event_for_each_day(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    case = next(each for each in cases("outlook") if "small acquisitions so far" in each["case"])
    told = outlook(case, tmp_path, "ics").out
    assert told.count("BEGIN:VEVENT") == 5
    assert "DTSTART;VALUE=DATE:20261219" in told
    assert outlook(case, tmp_path, "ics").out == told


def test_the_text_says_what_it_rests_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    case = next(each for each in cases("outlook") if "tail after leaving" in each["case"])
    told = outlook(case, tmp_path, "text").out
    assert told.startswith("reyes at HARTWELL INSTRUMENTS INC, as of 2026-09-10\n")
    assert "2026-12-09  exit-tail" in told
    assert told.endswith("Rests on\n  office.yaml: Form 4, period 2026-06-10\n")


def test_what_is_on_record_is_not_due(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("FORM4KIT_CCC_1234567", "abcd123$")
    put("form4kit.toml", "")
    put("a.yaml", edited("4", {"signatures[0].date": "2026-11-20"}))

    def kinds() -> list[str]:
        told = form4kit("outlook", "a.yaml", "--as-of", "2026-11-23", "--format", "json").json
        return [each["kind"] for each in told["items"]]

    assert kinds() == ["due", "clear-day"]
    built = form4kit("build", "a.yaml", "--out", "out", "--only", "xml", "--live", "--filed", "2026-11-20")
    assert built.code == 0, built.out
    told = ("--accession", "0001234567-26-000041", "--accepted", "2026-11-20 16:30")
    assert form4kit("record", "add", "out/a", *told).code == 0
    assert kinds() == ["clear-day"]
