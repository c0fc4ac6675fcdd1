"""EDGAR's message goes on record with the folder that it is about, and with no other."""

import datetime as dt
import shutil
from pathlib import Path
from typing import Any

import pytest
from edgar_notices import notice
from sent_folder import answer, sendable

from form4kit.law.clock import NEW_YORK
from form4kit.steps.put_on_record import PutOnRecordAnswers, carry_out, compared, lines_of, plan
from form4kit.steps.record import GivenFile
from form4kit.steps.step_plan import StepPlan

NOW = dt.datetime(2026, 11, 30, 16, 48, tzinfo=NEW_YORK)


@pytest.fixture(autouse=True)
def later_than_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("form4kit.signoff.acceptance.new_york_now", lambda: NOW)


def asked(root: Path, **changes: Any) -> StepPlan:
    message = GivenFile("message.eml", notice(answer(**changes)).encode())
    return plan(root, PutOnRecordAnswers(receipt=message), NOW)


REFUSED = {
    "another": ({"form": "3"}, "is about another filing"),
    "suspended": ({"status": "suspended"}, "was SUSPENDED, so nothing is filed"),
    "test": ({"test": True}, "was a TEST, which files nothing"),
}


@pytest.mark.parametrize("case", sorted(REFUSED))
def test_what_files_nothing_is_refused_with_that_word(tmp_path: Path, case: str) -> None:
    sendable(tmp_path)
    changes, words = REFUSED[case]
    made = asked(tmp_path, **changes)
    assert words in made.refusals[0].words
    with pytest.raises(ValueError, match="not added"):
        carry_out(made)
    assert not (tmp_path / "record.jsonl").exists()


def test_it_is_put_on_record_once(tmp_path: Path) -> None:
    assert "no built folder" in asked(tmp_path).refusals[0].words
    folder = sendable(tmp_path)
    carry_out(asked(tmp_path))
    (line,) = lines_of(tmp_path)
    assert line["in_time"] and line["folder"] == "plan" and line["people"] == ["Lindqvist Karin"]
    assert "on record already" in asked(tmp_path).refusals[0].words
    shutil.copytree(folder, tmp_path / "again")
    (tmp_path / "record.jsonl").unlink()
    assert "several built folders fit" in asked(tmp_path).refusals[0].words
    (tmp_path / "record.jsonl").write_bytes(b"{}\n")
    assert asked(tmp_path).refusals[0].words.startswith("Entry 1 was changed after it was written.")


def test_what_is_no_copy_of_edgars_is_said_to_be_none(tmp_path: Path) -> None:
    sendable(tmp_path)
    same, words = compared(tmp_path, GivenFile("x.txt", b"nothing"))
    assert not same and words.startswith("x.txt: ")
