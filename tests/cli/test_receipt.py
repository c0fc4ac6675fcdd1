"""`form4kit receipt`: what EDGAR answered, and how it ends."""

import json
import os
from dataclasses import replace
from pathlib import Path

import pytest
from commands_run import form4kit
from edgar_notices import facts, notice

from form4kit.law.clock import NEW_YORK
from form4kit.transmission.read_receipt import LARGEST
from form4kit.transmission.receipt import Receipt

PAGE = Path(__file__).resolve().parents[2] / "docs" / "filing.md"


def said(status: str, **changes: object) -> Receipt:
    found = next(each for each in map(facts, range(99)) if each.status == status and not each.test)
    return replace(found, **changes)  # type: ignore[arg-type]


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def put(said: Receipt, name: str = "notice.eml") -> str:
    Path(name).write_text(notice(said))
    return name


def test_accepted_and_live_ends_with_0() -> None:
    found = form4kit("receipt", put(said("accepted")))
    assert (found.code, found.err) == (0, "")
    assert found.out.startswith("notice.eml: ACCEPTED AND FILED: Form ")
    assert "LATE" not in found.out


def test_a_test_is_said_to_file_nothing() -> None:
    found = form4kit("receipt", put(said("accepted", test=True, filed=None)))
    assert found.code == 1
    assert "TEST ACCEPTED, NOTHING IS FILED" in found.out
    assert "build it with --live" in found.out


def test_a_suspension_has_each_error_word_for_word_and_the_rules() -> None:
    suspended = said("suspended")
    found = form4kit("receipt", put(suspended))
    assert found.code == 1
    assert "SUSPENDED, NOTHING IS FILED" in found.out
    for error in suspended.errors:
        assert error.text in found.out
    (told,) = form4kit("receipt", "notice.eml", "--format", "json").json
    assert [each["text"] for each in told["errors"]] == [each.text for each in suspended.errors]
    assert all(f"{code}" in found.out for code in told["rules"])


def test_what_is_dated_later_than_it_was_received_is_late() -> None:
    accepted = said("accepted")
    assert accepted.filed
    later = accepted.filed.replace(year=accepted.filed.year + 1)
    found = form4kit("receipt", put(replace(accepted, filed=later)))
    assert found.code == 0
    assert f"but dated {later.date()}; is that still in time?" in found.out
    found = form4kit("receipt", put(replace(accepted, filed=None, accepted=later)))
    assert f"but accepted only on {later.date()}" in found.out
    assert accepted.received
    night = accepted.received.replace(hour=22, minute=1)
    found = form4kit("receipt", put(replace(accepted, filed=None, received=night, accepted=night)))
    assert "accepted after 10:00 p.m." in found.out


def test_no_registrant_is_told() -> None:
    assert "no registrant is named" in form4kit("receipt", put(said("accepted", ciks=()))).out


def test_the_fields_of_json_are_those_of_the_page() -> None:
    found = form4kit("receipt", put(said("accepted")), put(said("suspended"), "b.txt"), "--format", "json")
    assert found.code == 1
    assert [each["path"] for each in found.json] == ["notice.eml", "b.txt"]
    page = PAGE.read_text(encoding="utf-8")
    assert [key for key in found.json[0] if f"`{key}`" not in page] == []


def test_what_the_page_shows_is_what_happens() -> None:
    page = PAGE.read_text(encoding="utf-8")
    shown = page.partition("$ form4kit receipt message.eml\n")[2].partition("```")[0]
    instant = said("accepted").received
    assert instant
    instant = instant.replace(month=11, day=20, hour=16, minute=5, tzinfo=NEW_YORK)
    receipt = Receipt(
        accession="0001903415-26-000011",
        status="accepted",
        form="4",
        test=False,
        received=instant,
        accepted=instant,
        filed=instant,
        documents=2,
        ciks=("0001903416", "0001903415"),
    )
    assert form4kit("receipt", put(receipt, "message.eml")).out == shown


def test_what_holds_no_answer_is_told() -> None:
    Path("a.txt").write_text("Dear Sam,\n\nwas it accepted?\n")
    found = form4kit("receipt", "a.txt", "--format", "json")
    assert (found.code, found.json) == (1, [])
    assert found.err == "a.txt: no answer of EDGAR's about a submission here\n"
    Path("b.json").write_text(json.dumps({"messages": [{"type": "ERROR", "content": "token 1 expired"}]}))
    assert "b.json: EDGAR says: token 1 expired" in form4kit("receipt", "b.json").err


def test_what_cannot_be_read_ends_with_2() -> None:
    Path("folder").mkdir()
    os.mkfifo("pipe")
    with Path("large.eml").open("wb") as file:
        file.truncate(LARGEST + 1)
    for name, words in (
        ("gone.eml", "no such file or directory"),
        ("folder", ""),
        ("pipe", "not a file"),
        ("large.eml", "larger than 8 MB; is it the right file?"),
    ):
        found = form4kit("receipt", name)
        assert found.code == 2
        assert words in found.err


def test_what_a_message_says_cannot_steer_a_terminal() -> None:
    text = notice(said("suspended")).replace("MSG:  ", "MSG:  \x1b[2J", 1)
    Path("a\nb.eml").write_text(text)
    found = form4kit("receipt", "a\nb.eml")
    assert "\x1b" not in found.out
    assert found.out.startswith("a\\nb.eml: ")
    assert "\x1b" not in form4kit("receipt", "a\nb.eml", "--format", "json").out
