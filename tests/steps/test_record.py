"""`form4kit record add` from EDGAR's own words: the message, and the published copy."""

import base64
import datetime as dt
import json
import re
from pathlib import Path
from typing import Any

import pytest
from edgar_copy import published
from edgar_notices import notice
from sent_folder import ACCESSION, NOON, OWNER, answer, sendable
from signing_kit import run

from form4kit.folder.read import find_built
from form4kit.law.clock import NEW_YORK
from form4kit.signoff.filed import Sent
from form4kit.steps.record import GivenFile, RecordAnswers, carry_out, plan
from form4kit.storage.sealed import sha256

LATER = dt.datetime(2027, 1, 4, 12, tzinfo=NEW_YORK)


@pytest.fixture(autouse=True)
def later_than_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("form4kit.signoff.acceptance.new_york_now", lambda: LATER)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return sendable(tmp_path)


def message(folder: Path, name: str = "message.eml", **changes: Any) -> Path:
    file = folder.parent / name
    file.write_text(notice(answer(**changes)))
    return file


def add(folder: Path, *arguments: object, code: int = 0) -> tuple[str, dict[str, Any]]:
    """Add to the record beside; return what was said, and the last line of the record."""
    record = folder.parent / "record.jsonl"
    before = record.read_bytes() if record.exists() else b""
    done = run("record", "add", folder, *arguments, "--record", record)
    assert done.exit_code == code, done.output
    after = record.read_bytes() if record.exists() else b""
    if code:
        assert after == before
        assert not (folder.parent / "receipts").exists()
        return done.output, {}
    return done.output, json.loads(after.splitlines()[-1])


def copy_of(folder: Path, name: str = "filed.txt", **changed: bytes) -> Path:
    form = (folder / "ownership.xml").read_bytes()
    poa = Sent("poa.txt", "EX-24", (folder / "poa.txt").read_bytes())
    data = published(form, poa).replace(b"20261120163000", b"20261120120107")
    data = data.replace(b"CONFORMED", b"FILED AS OF DATE:\t\t20261120\nCONFORMED", 1)
    for old, new in changed.items():
        assert old.encode() in data
        data = data.replace(old.encode(), new)
    file = folder.parent / name
    file.write_bytes(data)
    return file


def test_number_and_instant_come_from_the_message(folder: Path) -> None:
    file = message(folder)
    told, line = add(folder, "--receipt", file)
    assert (line["accession"], line["accepted"]) == (ACCESSION, "2026-11-20T12:01:00-05:00")
    assert line["filed"] == "2026-11-20"
    assert line["receipt_sha256"] == sha256(file.read_bytes())
    assert (folder.parent / "receipts" / f"{ACCESSION}.eml").read_bytes() == file.read_bytes()
    assert "posts it on its website by the end of Monday, 2026-11-23 (Rule 16a-3(k))" in told
    assert run("record", "check", "--record", folder.parent / "record.jsonl").exit_code == 0


def test_the_website_as_a_calendar(folder: Path) -> None:
    done = run(
        *("record", "add", folder, "--receipt", message(folder), "--ics"),
        *("--record", folder.parent / "record.jsonl"),
    )
    assert done.stdout.startswith("BEGIN:VCALENDAR")
    assert "DTSTART;VALUE=DATE:20261123" in done.stdout


SUSPENDED: dict[str, Any] = {"status": "suspended", "accepted": None, "filed": None, "suspended": NOON}


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"test": True, "filed": None}, "was a TEST, which files nothing"),
        (SUSPENDED, "was SUSPENDED, so nothing is filed"),
        ({"form": "4/A"}, "is about another filing: it is about a Form 4/A"),
        ({"ciks": ("0000000007",)}, "is about another filing: it names none of the owners"),
        ({"accepted": LATER + dt.timedelta(days=1)}, "is still to come"),
        ({"accepted": NOON - dt.timedelta(days=9)}, "before its trade of"),
    ],
)
def test_what_files_nothing_is_refused_and_nothing_appended(
    folder: Path, changes: dict[str, Any], words: str
) -> None:
    told, _ = add(folder, "--receipt", message(folder, **changes), code=1)
    assert words in told
    assert "not added" in told


def api(**changes: Any) -> bytes:
    plain = {
        "accessionNumber": ACCESSION,
        "status": "ACCEPTED",
        "mode": "LIVE",
        "formType": "4",
        "acceptedDate": "2026-11-20T12:01:31-05:00",
        "registrants": [{"cik": OWNER}],
    }
    return json.dumps(plain | changes).encode()


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"mode": None}, "does not say whether it was live or a TEST"),
        ({"status": "PROCESSING"}, "is not decided yet"),
        ({"acceptedDate": None}, "no instant of acceptance: give --accepted"),
    ],
)
def test_an_answer_that_leaves_it_open_is_refused(folder: Path, changes: dict[str, Any], words: str) -> None:
    file = folder.parent / "answer.json"
    file.write_bytes(api(**changes))
    assert words in add(folder, "--receipt", file, code=1)[0]


def test_an_answer_of_the_api_has_its_seconds(folder: Path) -> None:
    file = folder.parent / "answer.json"
    file.write_bytes(api())
    assert add(folder, "--receipt", file)[1]["accepted"] == "2026-11-20T12:01:31-05:00"
    assert (folder.parent / "receipts" / f"{ACCESSION}.json").exists()


def test_what_holds_no_answer_is_refused(folder: Path) -> None:
    file = folder.parent / "a.txt"
    file.write_text("Dear Sam")
    assert "no answer of EDGAR's in it" in add(folder, "--receipt", file, code=1)[0]


def test_what_is_odd_and_no_bar_is_told(folder: Path) -> None:
    late = NOON + dt.timedelta(days=4)
    told, line = add(folder, "--receipt", message(folder, documents=1, filed=late, accepted=late))
    assert "note: EDGAR counts 1 document, the folder sends 2" in told
    assert "note: LATE by 2 business days" in told
    assert line["filed"] == "2026-11-24"


def test_the_date_that_edgar_gives_counts(folder: Path) -> None:
    told, line = add(folder, "--receipt", message(folder, filed=NOON + dt.timedelta(days=3)))
    assert line["filed"] == "2026-11-23"
    assert "EDGAR dates it 2026-11-23; its acceptance alone would give 2026-11-20" in told
    assert "website by the end of Tuesday, 2026-11-24" in told


def test_of_several_answers_the_one_that_fits_is_taken(folder: Path) -> None:
    other = notice(answer(accession="0001903415-26-000099", ciks=("0000000007",)))
    tested = notice(answer(accession="0001903415-26-000040", test=True, filed=None))
    file = folder.parent / "all.txt"
    file.write_text(f"{other}\n{tested}\n{notice(answer())}")
    assert add(folder, "--receipt", file)[1]["accession"] == ACCESSION


def test_several_that_fit_need_a_number(folder: Path) -> None:
    file = folder.parent / "all.txt"
    file.write_text(f"{notice(answer())}\n{notice(answer(accession='0001903415-26-000042'))}")
    assert "several answers fit" in add(folder, "--receipt", file, code=1)[0]
    assert add(folder, "--receipt", file, "--accession", ACCESSION)[1]["accession"] == ACCESSION


def test_what_was_typed_must_agree(folder: Path) -> None:
    file = message(folder)
    told, _ = add(folder, "--receipt", file, "--accession", "0001903415-26-000042", code=1)
    assert f"is about {ACCESSION}, not 0001903415-26-000042" in told
    told, _ = add(folder, "--receipt", file, "--accepted", "2026-11-20 12:03", code=1)
    assert "it cannot be accepted at 2026-11-20 12:0" in told
    add(folder, "--receipt", file, "--accepted", "2026-11-20 12:01")


def test_without_either_it_is_wrong_usage(folder: Path) -> None:
    assert "give --receipt FILE" in add(folder, code=2)[0]
    assert add(folder, "--accession", ACCESSION, code=2)
    assert add(folder, "--receipt", folder.parent / "gone.eml", code=2)


def test_number_and_instant_come_from_the_published_copy(folder: Path) -> None:
    _, line = add(folder, copy_of(folder))
    assert (line["accession"], line["accepted"]) == (ACCESSION, "2026-11-20T12:01:07-05:00")


def test_message_and_copy_may_both_be_given(folder: Path) -> None:
    _, line = add(folder, copy_of(folder), "--receipt", message(folder))
    assert line["accepted"] == "2026-11-20T12:01:07-05:00"


def test_they_must_agree(folder: Path) -> None:
    later = message(folder, accepted=NOON + dt.timedelta(minutes=5))
    assert "it cannot be accepted at" in add(folder, copy_of(folder), "--receipt", later, code=1)[0]
    other = message(folder, accession="0001903415-26-000042")
    assert "it cannot be" in add(folder, copy_of(folder), "--receipt", other, code=1)[0]


def test_a_copy_of_something_else_is_refused(folder: Path) -> None:
    other = copy_of(folder, **{"<transactionCode>S<": b"<transactionCode>J<"})
    told, _ = add(folder, other, code=1)
    assert "filed.txt is other than the folder: Table I, row 1" in told
    other.write_bytes(b"%PDF-1.7")
    assert "filed.txt is not EDGAR's copy" in add(folder, other, code=1)[0]


def test_the_form_alone_says_no_instant(folder: Path) -> None:
    data = copy_of(folder).read_bytes()
    form = re.search(rb"<XML>\n(.*)\n</XML>", data, re.DOTALL)
    assert form
    file = folder.parent / "000190341526000041.xml"
    file.write_bytes(form[1])
    assert "no instant of acceptance: give --accepted" in add(folder, file, code=1)[0]
    _, line = add(folder, file, "--accepted", "2026-11-20 12:01")
    assert line["accession"] == ACCESSION


def test_a_test_folder_is_refused_whatever_edgar_says(tmp_path: Path) -> None:
    folder = sendable(tmp_path, "test")
    assert "TEST submission" in add(folder, "--receipt", message(folder), code=1)[0]


def test_what_was_planned_is_what_is_done(folder: Path) -> None:
    (built,) = find_built(folder)
    record = folder.parent / "record.jsonl"
    given = GivenFile("m.eml", notice(answer()).encode())
    planned = plan(built, RecordAnswers(record=record, receipt=given), LATER)
    assert not record.exists()
    assert planned.refusals == ()
    assert planned.facts["website_by"] == "2026-11-23"
    again = plan(built, RecordAnswers(record=record, receipt=given), LATER)
    assert again.hash == planned.hash
    seal = carry_out(planned)
    assert json.loads(record.read_text())["hash"] == seal
    refused = plan(
        built,
        RecordAnswers(record=record, receipt=GivenFile("m.eml", notice(answer(test=True)).encode())),
        LATER,
    )
    assert [each.words for each in refused.refusals] == [
        f"m.eml: {ACCESSION} was a TEST, which files nothing; not added"
    ]
    with pytest.raises(ValueError, match="was a TEST"):
        carry_out(refused)


def test_a_second_time_nothing_is_written(folder: Path) -> None:
    add(folder, "--receipt", message(folder))
    before = {each.name: each.read_bytes() for each in (folder.parent / "receipts").iterdir()}
    record = folder.parent / "record.jsonl"
    done = run(
        "record", "add", folder, "--receipt", message(folder, "b.txt", documents=7), "--record", record
    )
    assert done.exit_code == 1
    assert {each.name: each.read_bytes() for each in (folder.parent / "receipts").iterdir()} == before


def test_a_message_in_base64_is_read_too(folder: Path) -> None:
    text = base64.encodebytes(notice(answer()).encode()).decode()
    file = folder.parent / "m.eml"
    file.write_text(
        "From: edgar-postmaster@sec.gov\nSubject: a\nMIME-Version: 1.0\nContent-Type: text/plain\n"
        f"Content-Transfer-Encoding: base64\n\n{text}"
    )
    assert add(folder, "--receipt", file)[1]["accession"] == ACCESSION


def test_the_answer_held_against_its_folder(folder: Path) -> None:
    assert run("receipt", message(folder), "--for", folder).exit_code == 0
    done = run("receipt", message(folder, documents=1), "--for", folder, "--format", "json")
    assert done.exit_code == 1
    (told,) = json.loads(done.stdout)
    assert told["misfits"] == ["EDGAR counts 1 document, the folder sends 2: the form and poa.txt"]
    late = message(folder, filed=NOON + dt.timedelta(days=4), accepted=NOON + dt.timedelta(days=4))
    done = run("receipt", late, "--for", folder)
    assert done.exit_code == 0
    assert "LATE by 2 business days: due 2026-11-20, dated 2026-11-24" in done.stdout
