"""Announced closures of EDGAR from a file: what is read, what is refused, and that all else stays."""

import datetime as dt
from pathlib import Path

import pytest
from signing_kit import run

from form4kit.law.clock import NEW_YORK
from form4kit.registry.settings import settings_for
from form4kit.steps.closures import LARGEST_FILE, plan, with_closures

NOW = dt.datetime(2026, 12, 1, 12, tzinfo=NEW_YORK)
EVE, AFTER = dt.date(2026, 12, 24), dt.date(2026, 12, 28)
LISTED = "2026-12-24\nDecember 28, 2026  # by executive order\n\n# nothing more\n"
NO_DAY = "no day, or more than a day"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", "[calendar]\nclosures = [2026-12-24, 2026-12-28]\n"),
        ("[a]\nb = 1", "[a]\nb = 1\n\n[calendar]\nclosures = [2026-12-24, 2026-12-28]\n"),
        (
            "[calendar]  # ours\n[b]\nc = 1\n",
            "[calendar]  # ours\nclosures = [2026-12-24, 2026-12-28]\n[b]\nc = 1\n",
        ),
        (
            "[calendar]\nclosures = []\n[b]\nc = 1\n",
            "[calendar]\nclosures = [2026-12-24, 2026-12-28]\n[b]\nc = 1\n",
        ),
        (
            "[calendar]\r\nclosures = [\r\n  2025-01-09, # mourning\r\n]\r\n",
            "[calendar]\r\nclosures = [2026-12-24, 2026-12-28, \r\n  2025-01-09, # mourning\r\n]\r\n",
        ),
    ],
)
def test_days_are_added_and_all_else_stays(before: str, after: str) -> None:
    assert with_closures(before.encode(), [EVE, AFTER]).decode() == after


@pytest.mark.parametrize(
    "toml",
    [
        "[calendar]\n'closures' = []\n",
        "[calendar]\nclosures = 2025-01-09\n",
        "calendar = {closures = []}\n",
        "calendar.closures = []\n",
    ],
)
def test_what_is_written_otherwise_is_left_to_the_person(toml: str, tmp_path: Path) -> None:
    file = tmp_path / "form4kit.toml"
    file.write_text(toml)
    (refusal,) = plan(file, "days.txt", LISTED.encode(), NOW).refusals
    assert refusal.words.endswith("put in 2026-12-24 and 2026-12-28")
    assert file.read_text() == toml


def test_a_file_of_days_moves_the_deadline_and_a_second_time_nothing(tmp_path: Path) -> None:
    toml, file = tmp_path / "form4kit.toml", tmp_path / "days.txt"
    toml.write_text('# ours\n[rules]\nprofile = "form"\n')
    file.write_text(LISTED)
    done = run("law", "--closures", file, "--into", tmp_path)
    assert (done.exit_code, done.output.splitlines()[-1]) == (0, "form4kit.toml: 2 closures of EDGAR added.")
    assert toml.read_text().startswith('# ours\n[rules]\nprofile = "form"\n\n[calendar]\n')
    assert settings_for(tmp_path).closures == {EVE, AFTER}
    again = run("law", "--closures", file, "--into", tmp_path)
    assert again.output.splitlines() == [
        "2026-12-24: form4kit.toml has it",
        "2026-12-28: form4kit.toml has it",
        "form4kit.toml: 0 closures of EDGAR added.",
    ]


def test_a_day_that_is_closed_anyway_is_not_written(tmp_path: Path) -> None:
    toml = tmp_path / "form4kit.toml"
    toml.write_text("")
    holiday = plan(toml, "days.txt", b"Friday, Dec. 25, 2026: Christmas\n", NOW)
    assert holiday.writes == ()
    assert holiday.told == ("2026-12-25: closed already, Christmas Day (5 U.S.C. 6103)",)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "no day of a closure is in it"),
        (b"#" * (LARGEST_FILE + 1), "larger than 64 KB"),
        (b"12/24/2026\n", NO_DAY),
        (b"2026-02-30 or 2026-12-24\n", NO_DAY),
        (b"2026-12-24 2026-12-28\n", NO_DAY),
        (b"2026-12-24 and 28\n", NO_DAY),
        (b"2026-13-24\n", NO_DAY),
        (b"2150-01-04\n", "2150-01-04 is outside the calendar"),
        (b"BEGIN:VCALENDAR\nDTSTART:20261224\n", NO_DAY),
        (b"Christmas Eve\n", NO_DAY),
        (b"December 24, 2026, from 1 p.m.\n", NO_DAY),
        (b"\xff\xfe\x00", NO_DAY),
    ],
)
def test_what_is_no_list_of_days_is_refused(data: bytes, words: str, tmp_path: Path) -> None:
    toml = tmp_path / "form4kit.toml"
    toml.write_text("")
    planned = plan(toml, "days.txt", data, NOW)
    assert planned.writes == ()
    assert planned.refusals[0].words.startswith(words)
    assert len(plan(toml, "days.txt", data * 100, NOW).refusals) <= 10


@pytest.mark.parametrize(
    "toml", ["[calendar\n", "[calendar]\nclosures = 3\n", '[calendar]\nclosures = ["x"]\n']
)
def test_a_form4kit_toml_that_cannot_be_read_is_not_written(toml: str, tmp_path: Path) -> None:
    file = tmp_path / "form4kit.toml"
    file.write_text(toml)
    planned = plan(file, "days.txt", LISTED.encode(), NOW)
    assert [each.code for each in planned.refusals] == ["CFG01"]
    assert planned.writes == ()


def test_options_that_do_not_go_together(tmp_path: Path) -> None:
    file = tmp_path / "days.txt"
    file.write_text(LISTED)
    assert run("law", "--closures", file, "--on", "2026-01-01").exit_code == 2
    assert run("law", "--into", tmp_path).exit_code == 2
    assert "no form4kit.toml here or above" in run("law", "--closures", file, "--into", tmp_path).output
