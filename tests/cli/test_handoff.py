"""`form4kit handoff`: the sheet for filing by hand, and what must not be sent."""

import base64
import datetime as dt
import html
import json
import re
import time
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from edgar_notices import notice
from sent_folder import ACCESSION, CCC, NOON, OWNER, answer, sendable
from signing_kit import built, run

from form4kit.storage.sealed import opened, sealed
from form4kit.transmission.attempts import Attempt, AttemptState, SentDocument, attempts_beside
from form4kit.transmission.edgar_pages import LiveOrTest
from form4kit.transmission.kept_answer import keep_answer


@pytest.fixture(autouse=True)
def at_noon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("form4kit.cli.handoff._now", lambda: NOON)


def sheet(*arguments: object, code: int = 0) -> dict[str, Any]:
    done = run("handoff", *arguments, "--format", "json")
    assert done.exit_code == code, done.output
    (found,) = json.loads(done.stdout)
    assert found["send"] is (code == 0)
    return dict(found)


def refused(*arguments: object) -> str:
    found = sheet(*arguments, code=1)
    text = run("handoff", *arguments)
    assert text.exit_code == 1
    assert "DO NOT SEND" in text.stdout
    assert "On EDGAR's pages" not in text.stdout
    return "; ".join(found["refusals"])


def test_a_live_folder(tmp_path: Path) -> None:
    folder = sendable(tmp_path)
    found = sheet(folder)
    assert found["tag"] == "LIVE"
    assert found["link"] == "Transmit as a Live Submission"
    assert found["page"]["url"] == "https://www.onlineforms.edgarfiling.sec.gov"
    assert found["file"]["bytes"] == (folder / "submission.xml").stat().st_size
    manifest = opened((folder / "manifest.json").read_bytes())
    assert found["ownership_sha256"] == manifest["sha256"]["ownership.xml"]
    assert [(each["name"], each["type"], each["sha256"]) for each in found["exhibits"]] == [
        ("poa.txt", "EX-24", manifest["exhibits"]["poa.txt"])
    ]
    assert found["documents"] == 2
    assert found["owners"] == [{"cik": OWNER, "name": "Lindqvist Karin", "ccc": True}]
    assert (found["due"], found["minutes_left"]) == ("2026-11-20T22:00:00-05:00", 600)
    assert found["filed_if_sent_now"] == "2026-11-20"
    assert found["website_by"] == "2026-11-23"
    assert found["edgar_open"] is True
    text = run("handoff", folder).stdout
    assert "LIVE: SEND IT BY THE LIVE LINK" in text
    assert "10 h 0 min left" in text
    assert "TEST FILING: NO; NUMBER OF DOCUMENTS: 2" in " ".join(text.split())
    assert f"form4kit record add {folder} --receipt MESSAGE" in " ".join(text.split())


def test_a_test_folder_says_large_that_nothing_is_filed(tmp_path: Path) -> None:
    folder = sendable(tmp_path, "test")
    assert sheet(folder)["link"] == "Transmit as a Test Submission"
    text = run("handoff", folder).stdout
    assert "TEST: NOTHING IS FILED BY THIS FILE" in text
    assert "sent by the live link is processed as a test too: nothing is filed" in " ".join(text.split())
    page = run("handoff", folder, "--format", "html").stdout
    assert '<p class="large">TEST: nothing is filed by this file</p>' in page


@pytest.mark.parametrize("format", ["text", "json", "html"])
def test_no_secret_stands_on_a_sheet(tmp_path: Path, format: str) -> None:
    folder = sendable(tmp_path)
    block = re.search(rb"<documentMimeBlock>([^<]+)<", (folder / "submission.xml").read_bytes())
    assert block
    assert CCC.encode() in base64.b64decode(block[1])
    done = run("handoff", folder, "--format", format)
    assert CCC not in done.output
    assert sha256((folder / "submission.xml").read_bytes()).hexdigest() not in done.output


def test_the_page_loads_nothing_and_nothing_in_it_runs(tmp_path: Path) -> None:
    page = run("handoff", sendable(tmp_path), "--format", "html").stdout
    assert page.startswith("<!DOCTYPE html>")
    assert not re.search(r"<script|<link|<img|\ssrc=|\son\w+=|url\(|@import", page)
    assert "default-src 'none'" in html.unescape(page)
    assert "your own firm&#39;s" in page


def test_what_was_changed_since_it_was_built_is_not_sent(tmp_path: Path) -> None:
    folder = sendable(tmp_path)
    (folder / "poa.txt").write_text("Another.")
    assert "poa.txt is not what the manifest binds" in refused(folder)


def test_another_document_in_the_submission_is_not_sent(tmp_path: Path) -> None:
    folder, other = sendable(tmp_path), built(tmp_path / "other") / "gift"
    (folder / "submission.xml").write_bytes((other / "submission.xml").read_bytes())
    assert "carries another document" in refused(folder)


def test_without_a_manifest_or_a_submission_it_is_not_sent(tmp_path: Path) -> None:
    folder = sendable(tmp_path)
    (folder / "submission.xml").unlink()
    assert "submission.xml is missing" in refused(folder)
    (folder / "manifest.json").unlink()
    assert "manifest.json is missing" in refused(folder)


def test_without_a_ccc_it_is_not_sent(tmp_path: Path) -> None:
    assert "the CCC of 1903439 is missing" in refused(built(tmp_path) / "plan")


def test_a_second_document_of_a_sealed_folder_is_not_sent(tmp_path: Path) -> None:
    """Who changes a folder and its manifest alike is found by the document made again."""
    folder = sendable(tmp_path)
    form = (folder / "ownership.xml").read_bytes()
    assert b"<transactionCode>S<" in form
    form = form.replace(b"<transactionCode>S<", b"<transactionCode>P<")
    (folder / "ownership.xml").write_bytes(form)
    manifest = opened((folder / "manifest.json").read_bytes())
    manifest["sha256"]["ownership.xml"] = sha256(form).hexdigest()
    (folder / "manifest.json").write_bytes(sealed(manifest))
    refused(folder)


def put(folder: Path, name: str, **changes: Any) -> Path:
    file = folder / name
    file.write_text(notice(answer(**changes)))
    return file


def test_a_test_tag_after_its_test_was_accepted_is_not_sent(tmp_path: Path) -> None:
    folder = sendable(tmp_path, "test")
    message = put(tmp_path, "message.eml", test=True, filed=None)
    assert "still tagged TEST: build it with --live" in refused(folder, "--receipt", message)
    message.rename(folder / "message.eml")
    assert "still tagged TEST: build it with --live" in refused(folder)


def test_a_live_tag_after_its_test_was_accepted_is_sent(tmp_path: Path) -> None:
    folder = sendable(tmp_path)
    message = put(tmp_path, "message.eml", test=True, filed=None)
    found = sheet(folder, "--receipt", message)
    assert found["tested"] == ACCESSION
    assert not any("No accepted TEST" in each for each in found["checks"])
    assert any("No accepted TEST" in each for each in sheet(folder)["checks"])


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({}, "it was accepted and filed, 0001903415-26-000041"),
        ({"status": "received", "accepted": None, "filed": None}, "has not decided: wait for its answer"),
    ],
)
def test_what_edgar_has_is_not_sent_again(tmp_path: Path, changes: dict[str, Any], words: str) -> None:
    folder = sendable(tmp_path)
    told = {"accessionNumber": ACCESSION, "status": "RECEIVED", "mode": "LIVE"}
    message = tmp_path / "answer.json"
    message.write_text(json.dumps(told) if changes else notice(answer()))
    assert words in refused(folder, "--receipt", message)


def test_a_suspension_and_an_answer_about_another_filing_are_told(tmp_path: Path) -> None:
    folder = sendable(tmp_path)
    suspended = put(tmp_path, "s.eml", status="suspended", accepted=None, filed=None, suspended=NOON)
    found = sheet(folder, "--receipt", suspended)
    assert any("was suspended on 2026-11-20 12:00" in each for each in found["remarks"])
    other = put(tmp_path, "o.eml", form="3", ciks=("0000000007",))
    found = sheet(folder, "--receipt", other)
    assert any("is about another filing" in each for each in found["remarks"])


def test_what_is_on_record_is_not_sent_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder, record = sendable(tmp_path), tmp_path / "record.jsonl"
    monkeypatch.setattr("form4kit.signoff.acceptance.new_york_now", lambda: NOON)
    added = run(
        *("record", "add", folder, "--accession", ACCESSION, "--accepted", "2026-11-20 11:00"),
        *("--record", record),
    )
    assert added.exit_code == 0, added.output
    assert f"on record as filed, {ACCESSION}, 2026-11-20" in refused(folder, "--record", record)
    assert "on record as filed" in refused(folder)
    record.write_bytes(record.read_bytes().replace(b'"4"', b'"5"', 1))
    assert any("record.jsonl is broken" in each for each in sheet(folder)["remarks"])


def test_two_folders_of_one_document_are_not_sent(tmp_path: Path) -> None:
    sendable(tmp_path / "a")
    sendable(tmp_path / "b")
    done = run("handoff", tmp_path, "--format", "json")
    assert done.exit_code == 1
    assert [each["send"] for each in json.loads(done.stdout)] == [False, False]
    assert "it would be sent twice, from " in done.stdout


def test_links_and_submissions_beside_are_not_sent(tmp_path: Path) -> None:
    folder = sendable(tmp_path)
    (folder / "old.xml").write_bytes((folder / "submission.xml").read_bytes())
    assert "old.xml holds a submission that no manifest binds" in refused(folder)


@pytest.mark.parametrize(
    ("now", "words"),
    [
        (
            NOON + dt.timedelta(hours=10, minutes=1),
            "EDGAR takes no filings now. It opens Monday, 2026-11-23, 06:00",
        ),
        (NOON + dt.timedelta(days=4), "ago: sent now it is late by 2 business days. File it all the same"),
        (NOON - dt.timedelta(days=1, hours=1), "1 day 11 h left"),
        (NOON + dt.timedelta(hours=9, minutes=1), "59 min left"),
    ],
)
def test_the_time_that_is_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, now: dt.datetime, words: str
) -> None:
    monkeypatch.setattr("form4kit.cli.handoff._now", lambda: now)
    done = run("handoff", sendable(tmp_path))
    assert done.exit_code == 0, done.output
    assert words in " ".join(done.stdout.split())


def test_the_login_and_whose_delegation_is_needed(tmp_path: Path) -> None:
    folder = sendable(tmp_path)
    assert sheet(folder)["delegation"] == [OWNER]
    found = sheet(folder, "--login", "1903415")
    assert (found["login_cik"], found["delegation"]) == ("0001903415", [])
    text = " ".join(run("handoff", folder, "--login", OWNER).stdout.split())
    assert f"You sign in under the CIK of {OWNER} Lindqvist Karin" in text
    assert run("handoff", folder, "--login", "Reyes").exit_code == 2


def test_what_is_no_built_folder_ends_with_2(tmp_path: Path) -> None:
    assert run("handoff", tmp_path).exit_code == 2
    assert run("handoff", tmp_path / "gone").exit_code == 2
    (tmp_path / "a.eml").write_text("Dear Sam")
    assert run("handoff", sendable(tmp_path), "--receipt", tmp_path / "a.eml").exit_code == 2


def began(
    folder: Path, state: AttemptState, tag: LiveOrTest, api: str = "https://api.edgarfiling.sec.gov"
) -> None:
    """Put beside the record what `form4kit submit` keeps of an attempt."""
    manifest = opened((folder / "manifest.json").read_bytes())
    ownership = manifest["sha256"]["ownership.xml"]
    document = SentDocument("4", ownership, manifest["exhibits"], ("1903439",), "")
    answer_kept = ""
    if state == "accepted":
        told = {"accessionNumber": ACCESSION, "status": "ACCEPTED", "mode": tag, "formType": "4"}
        answer_kept = keep_answer(folder.parent / "record.jsonl", ACCESSION, told)
    attempts_beside(folder.parent / "record.jsonl", "a token").put(
        Attempt(
            number=1,
            tag=tag,
            api=api,
            login="0001903415",
            document=document,
            begun=NOON.isoformat(),
            state=state,
            accession=ACCESSION if state in ("sent", "accepted") else "",
            answer=answer_kept,
        )
    )


@pytest.mark.parametrize("state", ["sending", "sent"])
def test_what_submit_began_to_send_is_not_sent_by_hand(tmp_path: Path, state: AttemptState) -> None:
    folder = sendable(tmp_path)
    began(folder, state, "LIVE")
    assert "what became of it is not known" in refused(folder)


def test_what_submit_sent_as_a_test(tmp_path: Path) -> None:
    folder = sendable(tmp_path)
    began(folder, "accepted", "TEST")
    assert sheet(folder)["tested"] == ACCESSION
    test = sendable(tmp_path / "t", "test")
    began(test, "accepted", "TEST")
    assert "still tagged TEST" in refused(test)


def test_what_submit_sent_for_practice_stands_in_nobodys_way(tmp_path: Path) -> None:
    folder = sendable(tmp_path)
    began(folder, "sending", "LIVE", "http://127.0.0.1:8000")
    sheet(folder)


def test_an_attempt_that_cannot_be_read_stands_in_the_way(tmp_path: Path) -> None:
    folder = sendable(tmp_path)
    began(folder, "sending", "LIVE")
    (file,) = (tmp_path / "receipts" / "attempts").glob("*.json")
    file.write_text("{}")
    assert "what became of it is not known" in refused(folder)


def test_a_folder_full_of_large_messages_is_told_soon(tmp_path: Path) -> None:
    folder = sendable(tmp_path)
    for number in range(20):
        (folder / f"{number}.eml").write_bytes(b"From: a\n\n" + b"ERR: A MSG: b " * 200_000)
    start = time.process_time()
    sheet(folder)
    assert time.process_time() - start < 10


def test_a_folder_whose_draft_is_damaged_still_says_whose_it_is(tmp_path: Path) -> None:
    folder = sendable(tmp_path)
    (folder / "draft.yaml").write_text("form: [")
    found = sheet(folder, code=1)
    assert [each["cik"] for each in found["owners"]] == [OWNER]
    (folder / "submission.xml").write_text("<edgarSubmission>")
    assert sheet(folder, code=1)["owners"] == []
    assert f"Form 4, folder {folder}" in run("handoff", folder).stdout
