"""EDGAR's messages are read whatever they came in, and nothing makes the reader fall."""

import json
import random
import time
from dataclasses import replace
from pathlib import Path

import pytest
from edgar_notices import OTHER, WRAPPINGS, Wrapping, each_wrapped, facts, notice

from form4kit.transmission.read_receipt import read_receipts
from form4kit.transmission.receipt import Receipt, one_each
from form4kit.transmission.receipt_report import as_json

SEEDS = range(1, 41)


@pytest.mark.parametrize("wrapping", WRAPPINGS, ids=[each.name for each in WRAPPINGS])
def test_a_message_says_the_same_in_every_wrapping(wrapping: Wrapping) -> None:
    for seed in SEEDS:
        said = facts(seed)
        found = read_receipts(wrapping.wrap(notice(said))).receipts
        assert [replace(each, notices=()) for each in found] == [said], seed


def test_somebodys_own_words_are_no_answer() -> None:
    for words in (
        f"Sam, {OTHER} was accepted on 20-Nov-2026 16:05.",
        f"ACCESSION NUMBER: {OTHER}",
        "THE FOLLOWING SUBMISSION HAS BEEN ACCEPTED BY THE U.S. SECURITIES AND EXCHANGE COMMISSION.",
        "",
        "{}",
        '[1, 2, {"accessionNumber": 7}]',
    ):
        assert read_receipts(words.encode()).receipts == ()


def test_several_messages_in_one_file_are_several_receipts() -> None:
    said = [facts(seed) for seed in range(20)]
    found = read_receipts("\n\n".join(map(notice, said)).encode()).receipts
    assert [replace(each, notices=()) for each in found] == said


def test_a_notice_without_its_opening_is_told_by_its_dates() -> None:
    for seed in SEEDS:
        said = facts(seed)
        text = notice(said).partition("COMMISSION.")[2]
        found = read_receipts(text.encode()).receipts
        assert [replace(each, notices=()) for each in found] == [said]


def test_the_number_is_taken_from_the_subject_where_the_text_has_lost_it() -> None:
    said = facts(3)
    text = notice(said).replace(f"ACCESSION NUMBER: {said.accession}", "")
    mail = f"Subject: Fwd: SUSPENDED FORM TYPE 4\n ({said.accession})\nMIME-Version: 1.0\n\n{text}"
    assert [each.accession for each in read_receipts(mail.encode()).receipts] == [said.accession]
    assert read_receipts(text.encode()).receipts == ()


def test_warnings_and_announcements_are_notices() -> None:
    said = facts(2)
    text = notice(replace(said, errors=())).replace(
        "Filer Support answers.", "EDGAR will be closed\non 24 December.\n\nFiler Support answers."
    )
    warned = text.replace(
        "---", "WRN:  PDF_DISCARDED\nMSG:  The PDF was\n      discarded.\nLOC:  LINE NUMBER: 0\n\n---", 1
    )
    (found,) = read_receipts(warned.encode()).receipts
    assert found.errors == ()
    assert found.notices == (
        "The PDF was discarded.",
        "EDGAR will be closed on 24 December.",
        "Filer Support answers.",
    )


def test_of_two_words_about_one_submission_the_later_counts() -> None:
    accepted = next(facts(seed) for seed in SEEDS if facts(seed).status == "accepted")
    later = replace(accepted, status="suspended", accepted=None, filed=None, ciks=())
    assert accepted.accepted
    later = replace(later, suspended=accepted.accepted.replace(year=2027))
    waiting = Receipt(accession=accepted.accession, status="received")
    for several in ([accepted, later, waiting], [waiting, later, accepted], [later, accepted]):
        assert one_each(several) == [later]
    assert one_each([waiting, accepted]) == [accepted]


@pytest.mark.parametrize("seed", range(6))
def test_a_damaged_message_never_makes_it_fall(seed: int) -> None:
    chance = random.Random(seed)
    for _, _, data in each_wrapped(range(seed, seed + 2)):
        for _ in range(6):
            at = chance.randrange(len(data))
            cut = (
                data[:at] + bytes(chance.randrange(256) for _ in range(chance.randrange(4))) + data[at + 3 :]
            )
            for each in read_receipts(cut).receipts:
                json.dumps(as_json("a", each))


MEGABYTE = 1_000_000
HOSTILE = {
    "open tags": b"<html>" + b"<" * MEGABYTE,
    "open comments": b"<html>" + b"<!--" * (MEGABYTE // 4),
    "styles": b"<html>" + b"<style>" * (MEGABYTE // 7),
    "quotes": b"> " * MEGABYTE,
    "labels": b"CIK: " * (MEGABYTE // 5),
    "openings": b"THE FOLLOWING SUBMISSION HAS BEEN ACCEPTED BY THE U.S.\n" * 20_000,
    "almost openings": b"THE FOLLOWING SUBMISSION HAS" + b" " * MEGABYTE,
    "errors": b"ACCESSION NUMBER: 0001903415-26-000011\n" + b"ERR:\nMSG:\n" * 100_000,
    "errors without messages": b"ERR: A ERR: B " * 70_000,
    "digits": b"ACCESSION NUMBER: " + b"1" * MEGABYTE,
    "JSON": b"[" * MEGABYTE,
    "JSON objects": b'{"a":' * 200_000,
    "numbers": b'{"accessionNumber": ' + b"9" * MEGABYTE + b"}",
    "parts": b"From: a\nContent-Type: multipart/mixed; boundary=x\n\n" + b"--x\n\n" * 200_000,
    "parts in parts": b"From: a\n" + b"Content-Type: multipart/mixed; boundary=x\n\n--x\n" * 20_000,
    "mails in mails": b"From: a\n" + b"Content-Type: message/rfc822\n\n" * 20_000,
    "head": b"From: " + b"a\n " * 300_000,
    "heads": b"From: a\n" + b"X-A: b\n" * 100_000,
    "mailbox": b"From a b 10:00 2026\n" * 50_000,
    **{
        f"charset {name}": b"From: a\nContent-Type: text/plain; charset=%b\n\n" % name.encode()
        + b"a" * MEGABYTE
        + b"-"
        + b"b" * MEGABYTE
        for name in ("punycode", "idna", "unicode_escape", "utf-7", "zlib", "undefined")
    },
    "zeros": b"\0" * MEGABYTE,
    "parameters": b"From: a\nContent-Type: text/plain; " + b'a*0="x"; ' * 100_000 + b"\n\nx",
    "boundary": b'From: a\nContent-Type: multipart/mixed; boundary="' + b"x" * MEGABYTE + b'"\n\n--x\n',
    "tables": b"From: a\nContent-Type: text/html\n\n" + b"<table><tr><td>" * 500_000,
    "blanks": b"From: a\n\nERR: " + b" \n" * (MEGABYTE // 2),
}


@pytest.mark.parametrize("data", HOSTILE.values(), ids=HOSTILE)
def test_a_message_made_to_hurt_is_read_soon(data: bytes) -> None:
    start = time.process_time()
    read_receipts(data)
    assert time.process_time() - start < 5


def test_the_samples(shared: Path) -> None:
    folder = shared / "edgar" / "notices"
    expected = json.loads((folder / "expected.json").read_text())
    assert len(expected) >= 12
    for wanted in expected:
        found = read_receipts((folder / wanted["path"]).read_bytes()).receipts
        (told,) = (as_json(wanted["path"], each) for each in found if each.accession == wanted["accession"])
        assert set(wanted["notices"]) <= set(told["notices"])
        loose = {"rules": None, "notices": None}
        assert {**told, **loose, "ciks": sorted(told["ciks"])} == {
            **wanted,
            **loose,
            "ciks": sorted(wanted["ciks"]),
        }
