"""The API's answers are read under every name that its schema or its examples have."""

import base64
import json
from dataclasses import replace
from typing import Any

import pytest
from edgar_notices import facts, notice

from form4kit.transmission.read_receipt import read_receipts
from form4kit.transmission.receipt import EdgarError, Receipt

ANSWER: dict[str, Any] = {
    "accessionNumber": "0001903415-26-000019",
    "status": "ACCEPTED",
    "mode": "LIVE",
    "documentCount": 2,
    "formType": "4",
    "receivedDate": "2026-11-19T21:05:12.743Z",
    "acceptedDate": "2026-11-19T16:05:31-05:00",
    "registrants": [{"cik": "1903416"}, {"cik": 1903415}],
}


def read(value: object) -> tuple[Receipt, ...]:
    return read_receipts(json.dumps(value).encode()).receipts


def one(**changes: object) -> Receipt:
    (found,) = read(ANSWER | changes)
    return found


def test_an_answer_in_full() -> None:
    found = one()
    assert (found.form, found.status, found.test, found.documents) == ("4", "accepted", False, 2)
    assert found.ciks == ("0001903416", "0001903415")
    assert found.received and found.received.isoformat() == "2026-11-19T16:05:12-05:00"
    assert found.accepted and found.accepted.isoformat() == "2026-11-19T16:05:31-05:00"
    assert found.counts


@pytest.mark.parametrize(
    ("status", "more", "read_as"),
    [
        *(
            (each, {}, "received")
            for each in ("RECEIVED", "PROCESSING", "NO_STATUS", "BLOCKED", "NEW", "", None)
        ),
        *((each, {}, "accepted") for each in ("ACCEPTED", "DISSEMINATED", "DONE", "accepted")),
        ("SUSPENDED", {}, "suspended"),
        ("DONE", {"suspendedDate": "2026-11-19T16:05:31Z"}, "suspended"),
        ("DONE", {"submissionMessages": [{"type": "ERROR", "content": "Wrong."}]}, "suspended"),
    ],
)
def test_each_status(status: object, more: dict[str, object], read_as: str) -> None:
    assert one(status=status, **more).status == read_as


@pytest.mark.parametrize(
    ("key", "value", "test"), [("mode", "TEST", True), ("type", "TEST", True), ("type", "LIVE", False)]
)
def test_test_or_live_under_both_names(key: str, value: str, test: bool) -> None:
    (found,) = read({**{k: v for k, v in ANSWER.items() if k != "mode"}, key: value})
    assert found.test is test


def test_what_does_not_say_whether_it_is_a_test_does_not_count() -> None:
    (found,) = read({k: v for k, v in ANSWER.items() if k != "mode"})
    assert found.test is None
    assert not found.counts


@pytest.mark.parametrize("seed", range(30))
def test_what_an_answer_leaves_out_its_notice_says(seed: int) -> None:
    said = facts(seed)
    carried = base64.b64encode(notice(said).encode()).decode()
    (found,) = read(
        {"accessionNumber": said.accession, "status": said.status.upper(), "notification": carried}
    )
    assert replace(found, notices=()) == said


def test_errors_under_both_names_and_as_texts_or_numbers() -> None:
    messages = [
        {
            "type": "ERROR",
            "message": "Value  is missing.",
            "errorNumber": "442",
            "lineNumber": "0",
            "errorLabel": "A_B",
        },
        {"type": "ERROR", "content": "Wrong.", "errorNumber": 440, "lineNumber": 23},
        {"type": "WARNING", "content": "Discarded."},
        "Words.",
        None,
        {"type": "ERROR"},
    ]
    found = one(
        status="SUSPENDED", submissionMessages=messages, messages=[{"type": "NOTICE", "message": "Soon."}]
    )
    assert found.errors == (EdgarError("Value is missing.", "A_B", 442), EdgarError("Wrong.", None, 440, 23))
    assert found.notices == ("Discarded.", "Words.", "Soon.")


@pytest.mark.parametrize("name", ["responses", "submissions", "statuses", "whatever"])
def test_a_list_under_any_name(name: str) -> None:
    several = [ANSWER, ANSWER | {"accessionNumber": "000190341526000020", "status": "SUSPENDED"}]
    for value in (several, {name: several, "messages": []}):
        found = read(value)
        assert [each.accession for each in found] == ["0001903415-26-000019", "0001903415-26-000020"]


def test_several_that_were_sent_at_once() -> None:
    found = read({"accessionNumbers": ["0001903415-26-000019", "0001903415-26-000020"], "mode": "TEST"})
    assert [(each.status, each.test) for each in found] == [("received", True)] * 2


def test_a_refusal_is_about_no_submission_and_its_words_are_kept() -> None:
    data = json.dumps({"tracking": "1", "messages": [{"type": "ERROR", "content": "token 1 expired"}]})
    found = read_receipts(f"HTTP/1.1 401 Unauthorized\r\nServer: a\r\n\r\n{data}".encode())
    assert (found.receipts, found.messages) == ((), ("token 1 expired",))


ODD = (
    None,
    True,
    -1,
    1.5,
    10**30,
    "",
    "x",
    "\ud800",
    [],
    {},
    [[]],
    [{}],
    {"a": []},
    "9" * 5000,
    "2026-13-45T99:99",
)


@pytest.mark.parametrize(
    "key", [*ANSWER, "notification", "submissionMessages", "messages", "suspendedDate", "type"]
)
@pytest.mark.parametrize("value", ODD, ids=[str(number) for number in range(len(ODD))])
def test_whatever_stands_there_nothing_falls(key: str, value: object) -> None:
    found = read(ANSWER | {key: value})
    assert len(found) == (key != "accessionNumber")


def carrying(old: str, new: str) -> Receipt:
    """Return what an answer says that carries a message in which something is otherwise."""
    text = (
        "THE FOLLOWING SUBMISSION HAS BEEN ACCEPTED BY THE U.S. SECURITIES AND EXCHANGE COMMISSION.\n\n"
        "FORM TYPE:     4\nTEST FILING:   NO\n\nACCESSION NUMBER: 0001903415-26-000019\n"
    )
    assert old in text
    return one(notification=base64.b64encode(text.replace(old, new).encode()).decode())


def test_an_answer_and_its_message_that_differ_settle_nothing() -> None:
    same = carrying("NO\n", "NO\n\n")
    assert (same.status, same.test) == ("accepted", False)
    assert carrying("BEEN ACCEPTED", "BEEN SUSPENDED").status == "received"
    tested = carrying("NO", "YES")
    assert (tested.status, tested.test) == ("accepted", None)
    assert any("differ on whether it was a TEST" in each for each in tested.notices)
    assert carrying("26-000019", "26-000020").test is False  # which is about another
