"""Answers of EDGAR's that are dropped in: about which filing, what is kept, and what they make of it."""

import datetime as dt
from pathlib import Path

import pytest
from edgar_notices import notice
from sent_folder import ACCESSION, NOON, answer, sendable
from signing_kit import EXAMPLES, run

from form4kit.folder.read import filing_of, read_built
from form4kit.steps import filing_receipts
from form4kit.steps.filing_status import filing_status, walk
from form4kit.steps.receive import ReceiveAnswers, carry_out, plan
from form4kit.steps.record import GivenFile
from form4kit.storage.sealed import sha256
from form4kit.transmission.read_receipt import read_receipts
from form4kit.transmission.receipt import EdgarError
from form4kit.transmission.received import as_kept, received_of


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return sendable(tmp_path, "test")


def dropped(name: str = "message.eml", **changes: object) -> ReceiveAnswers:
    return ReceiveAnswers(GivenFile(name, notice(answer(**changes)).encode()))


def test_an_accepted_test_is_kept_with_the_bytes_that_it_is_about(folder: Path) -> None:
    given = dropped(test=True)
    planned = plan(folder, given, NOON)
    assert planned.refusals == ()
    assert planned.sentence == f"Accepted as {ACCESSION}, TEST, 12:01 p.m., November 20"
    names = [each.file.relative_to(folder.parent).as_posix() for each in planned.writes]
    assert names == [f"receipts/{ACCESSION}.eml", f"receipts/received/{ACCESSION}.json"]
    carry_out(planned)
    document = sha256((folder / "ownership.xml").read_bytes())
    (kept,) = received_of(folder.parent / "record.jsonl", document)
    assert (kept.accession, kept.test, kept.status) == (ACCESSION, True, "accepted")
    status = filing_status(walk(folder.parent))
    facts = filing_receipts.tested(status.by_folder[folder], status)
    assert (facts.test, facts.live, facts.begun) == (ACCESSION, "", False)
    assert plan(folder, given, NOON).writes == (), "what is kept is kept once"


def test_a_suspension_is_told_in_edgars_words_until_something_comes_after(folder: Path) -> None:
    error = EdgarError("Value for Period of Report is missing.", "TAG_VALUE_MISSING")
    late = NOON + dt.timedelta(minutes=5)
    given = dropped(
        status="suspended", accepted=None, filed=None, suspended=NOON, errors=(error,), form=None, ciks=()
    )
    planned = plan(folder, given, NOON)
    assert planned.refusals == ()
    assert error.text in planned.told
    carry_out(planned)
    status = filing_status(walk(folder.parent))
    assert error.text in filing_receipts.tested(status.by_folder[folder], status).suspended
    carry_out(plan(folder, dropped(accession="0001903415-26-000050", test=True, accepted=late), NOON))
    status = filing_status(walk(folder.parent))
    assert filing_receipts.tested(status.by_folder[folder], status).suspended == ""


def test_an_answer_about_another_filing_says_about_which(folder: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    draft = other / "gift.yaml"
    draft.write_text((EXAMPLES / "gift.yaml").read_text())
    assert run("build", draft, "--out", other, "--filed", "2026-11-20").exit_code == 0
    built = other / "gift"
    filing = filing_of(read_built(built, "gift"))
    assert filing is not None
    owner = filing.owners[0]
    given = GivenFile("m.eml", notice(answer(test=True, ciks=(owner.cik.text,))).encode())
    (refusal,) = plan(folder, ReceiveAnswers(given, (built, folder)), NOON).refusals
    assert refusal.code == "another-filing"
    assert refusal.words == f"This is about {owner.name.text}'s filing."
    assert refusal.question == f"put:{built}"
    (alone,) = plan(folder, ReceiveAnswers(given), NOON).refusals
    done = run("receipt", _file(tmp_path, given), "--for", folder, "--keep")
    assert done.exit_code == 1
    assert alone.words in done.output
    assert not (tmp_path / "receipts").exists()


def _file(root: Path, given: GivenFile) -> Path:
    file = root / given.name
    file.write_bytes(given.data)
    return file


def test_what_answered_an_older_form_is_not_kept_for_the_new_one(folder: Path) -> None:
    given = dropped(test=True)
    carry_out(plan(folder, given, NOON))
    file = folder.parent / "receipts" / "received" / f"{ACCESSION}.json"
    before = file.read_bytes()
    (receipt,) = read_receipts(given.given.data).receipts
    file.write_bytes(as_kept(receipt, "0" * 64, "0" * 64))
    assert file.read_bytes() != before
    (refusal,) = plan(folder, given, NOON).refusals
    assert refusal.code == "older-form"


@pytest.mark.parametrize("text", ["", "Dear Ms Lee, it was accepted.", '{"status": "ACCEPTED"}'])
def test_what_is_no_answer_is_not_kept(folder: Path, text: str) -> None:
    planned = plan(folder, ReceiveAnswers(GivenFile("pasted.txt", text.encode())), NOON)
    assert [each.code for each in planned.refusals] == ["no-answer"]
    with pytest.raises(ValueError, match="no answer"):
        carry_out(planned)


def test_the_command_line_keeps_the_same(folder: Path, tmp_path: Path) -> None:
    given = dropped(test=True)
    done = run("receipt", _file(tmp_path, given.given), "--for", folder, "--keep")
    assert f"{tmp_path / 'receipts' / f'{ACCESSION}.eml'}: Accepted as {ACCESSION}, TEST" in done.output
    assert received_of(tmp_path / "record.jsonl", sha256((folder / "ownership.xml").read_bytes()))
