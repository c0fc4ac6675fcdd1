"""Where a filing stands: each state of the table, the one next step, and what a change takes back."""

import datetime as dt
import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from sent_folder import CCC
from signing_kit import run

from form4kit.law.clock import NEW_YORK
from form4kit.registry.starter import starter
from form4kit.steps import filing_receipts
from form4kit.steps.board_entry import OPEN_QUESTION
from form4kit.steps.filing_review import approved, review_needed
from form4kit.steps.filing_state import (
    STEPS,
    DraftFacts,
    EdgarFacts,
    PaperFacts,
    ReviewFacts,
    clock_words,
    filing_state,
)
from form4kit.steps.filing_states import filing_states, standing_of
from form4kit.steps.filing_status import BuiltDraft, FilingStatus
from form4kit.transmission.attempts import Attempt, SentDocument

NOW = dt.datetime(2026, 11, 30, 16, 48, tzinfo=NEW_YORK)
EARLIER = NOW - dt.timedelta(hours=3)
DRAFT = DraftFacts(name="sale", due=NOW.replace(hour=22, minute=0), changed=EARLIER)
NEEDED = ReviewFacts(needed=True)
ASKED = replace(NEEDED, asked_of="J. Moreau", asked=EARLIER)
APPROVED = replace(ASKED, approved=EARLIER)
WHOLE = PaperFacts(same=True, whole=True, review=APPROVED)
SIGNED = replace(WHOLE, signed=True)
TESTED = EdgarFacts(test="0001903415-26-000043", tested=EARLIER)

CASES = {
    "draft, errors": (replace(DRAFT, errors=2), PaperFacts(), "draft", "prepare", "Fix 2 errors"),
    "draft, one error and a question": (
        replace(DRAFT, errors=1, questions=2),
        PaperFacts(),
        "draft",
        "prepare",
        "Fix 1 error",
    ),
    "draft, questions": (
        replace(DRAFT, questions=1),
        PaperFacts(),
        "draft",
        "prepare",
        "Finish the questions",
    ),
    "draft, warnings": (replace(DRAFT, warnings=1), PaperFacts(), "draft", "prepare", "Look at 1 warning"),
    "not read": (replace(DRAFT, judged=False), PaperFacts(), "draft", "prepare", "Open"),
    "complete": (DRAFT, PaperFacts(review=NEEDED), "complete", "review", "Ask for review"),
    "complete, nobody signs yet": (
        replace(DRAFT, signed=False),
        PaperFacts(),
        "complete",
        "review",
        "Say who signs",
    ),
    "complete, no review asked for": (DRAFT, PaperFacts(), "complete", "build", "Build"),
    "complete, built without a CCC": (
        DRAFT,
        PaperFacts(same=True, lacking="the CCC is missing"),
        "complete",
        "build",
        "Build",
    ),
    "sent for review": (
        DRAFT,
        PaperFacts(same=True, review=ASKED),
        "asked",
        "review",
        "Waiting for J. Moreau",
    ),
    "sent for review, of another text": (
        DRAFT,
        PaperFacts(review=ASKED),
        "complete",
        "review",
        "Ask for review",
    ),
    "rejected": (
        DRAFT,
        PaperFacts(same=True, review=replace(ASKED, rejected=EARLIER)),
        "complete",
        "review",
        "Answer the review",
    ),
    "approved with a comment open": (
        DRAFT,
        PaperFacts(same=True, review=replace(APPROVED, open_comments=1)),
        "asked",
        "review",
        "Waiting for J. Moreau",
    ),
    "reviewed": (DRAFT, replace(WHOLE, whole=False), "reviewed", "build", "Build"),
    "built": (DRAFT, WHOLE, "built", "sign", "Read and sign"),
    "built, not reviewed": (DRAFT, replace(WHOLE, review=NEEDED), "complete", "review", "Ask for review"),
    "signed": (DRAFT, SIGNED, "signed", "file", "Send the TEST"),
    "signed, but nobody reviewed it": (
        DRAFT,
        replace(SIGNED, review=NEEDED),
        "complete",
        "review",
        "Ask for review",
    ),
    "signed, nothing else known": (
        DRAFT,
        replace(SIGNED, review=ReviewFacts()),
        "signed",
        "file",
        "Send the TEST",
    ),
    "suspended": (
        DRAFT,
        replace(SIGNED, edgar=EdgarFacts(suspended="CCC is wrong")),
        "signed",
        "file",
        "Read why",
    ),
    "tested": (DRAFT, replace(SIGNED, edgar=TESTED), "tested", "live", "File it live"),
    "tested before it was signed": (DRAFT, replace(WHOLE, edgar=TESTED), "built", "sign", "Read and sign"),
    "sent, answer unknown": (
        DRAFT,
        replace(SIGNED, edgar=replace(TESTED, begun=True)),
        "unknown",
        "file",
        "Find out what EDGAR has",
    ),
    "filed": (DRAFT, replace(SIGNED, edgar=EdgarFacts(live="1")), "filed", "file", "Put it on record"),
    "recorded": (DRAFT, replace(SIGNED, recorded="1"), "recorded", "prepare", "Open"),
    "recorded, whatever stands in it today": (
        replace(DRAFT, errors=3),
        replace(SIGNED, recorded="1"),
        "recorded",
        "prepare",
        "Open",
    ),
}


@pytest.mark.parametrize("case", sorted(CASES))
def test_each_state_has_one_next_step(case: str) -> None:
    draft, papers, state, step, button = CASES[case]
    found = filing_state(draft, papers, NOW)
    assert (found.state, found.next_step, found.button) == (state, step, button)
    assert list(found.missing) == list(STEPS[found.done :])
    assert found.waits == (state == "asked")


@pytest.mark.parametrize(
    ("papers", "words"),
    [
        (PaperFacts(same=True, lacking="the CCC is missing"), ""),
        (PaperFacts(same=True, review=replace(ASKED, rejected=EARLIER)), ""),
        (
            PaperFacts(same=True, review=ASKED),
            "This was sent to J. Moreau for review at 1:48 p.m. A change takes that back: ask again.",
        ),
        (
            replace(WHOLE, review=replace(APPROVED, approved_by="J. Moreau")),
            "J. Moreau approved this at 1:48 p.m. A change takes the approval back.",
        ),
        (
            replace(WHOLE, review=replace(APPROVED, approved=EARLIER - dt.timedelta(days=1))),
            "The reviewer approved this on November 29. A change takes the approval back.",
        ),
        (replace(WHOLE, review=ReviewFacts()), "This is built. A change takes that back: build it again."),
        (
            replace(SIGNED, review=NEEDED),
            "This is signed. A change takes the signature back.",
        ),
        (
            replace(SIGNED, edgar=TESTED),
            "This is signed. A change takes the signature and TEST back.",
        ),
        (
            replace(WHOLE, edgar=TESTED),
            "EDGAR accepted the TEST of this at 1:48 p.m. A change takes that back.",
        ),
        (
            replace(SIGNED, edgar=replace(TESTED, begun=True)),
            "This was sent to EDGAR, which has not answered. A change does not reach what was sent.",
        ),
        (
            replace(SIGNED, edgar=EdgarFacts(live="1")),
            "This is filed as 1. EDGAR keeps what it has: amend it instead.",
        ),
        (
            replace(SIGNED, recorded="2", edgar=EdgarFacts(live="1")),
            "This is filed as 2. EDGAR keeps what it has: amend it instead.",
        ),
    ],
)
def test_what_a_change_would_undo_is_said_of_exactly_these_bytes(papers: PaperFacts, words: str) -> None:
    assert filing_state(DRAFT, papers, NOW).undone == words
    assert filing_state(replace(DRAFT, errors=1), papers, NOW).undone == words
    assert filing_state(DRAFT, replace(papers, same=False), NOW).undone == ""


def test_what_is_missing_is_said_for_each_later_step() -> None:
    draft = filing_state(replace(DRAFT, questions=1, errors=2), PaperFacts(), NOW)
    assert draft.missing["prepare"] == "1 open question, 2 errors"
    assert draft.missing["review"] == "no second person asked for"
    lacking = filing_state(DRAFT, PaperFacts(same=True, lacking="the CCC of 1903446 is missing"), NOW)
    assert lacking.missing["build"] == "the CCC of 1903446 is missing"
    asked = filing_state(DRAFT, PaperFacts(same=True, review=ASKED), NOW)
    assert asked.missing["review"] == "no answer of J. Moreau yet"


@pytest.mark.parametrize(
    ("papers", "words"),
    [
        (replace(WHOLE, same=False), "changed 1:48 p.m., after the review"),
        (replace(SIGNED, same=False), "changed 1:48 p.m., after it was signed"),
        (replace(SIGNED, same=False, edgar=TESTED), "changed 1:48 p.m., after the TEST"),
        (replace(SIGNED, same=False, recorded="1"), "changed 1:48 p.m., after it was filed"),
        (PaperFacts(whole=True), "changed 1:48 p.m., after it was built"),
        (PaperFacts(review=ASKED, lacking="no CCC"), "changed 1:48 p.m., after it was sent for review"),
    ],
)
def test_a_change_takes_it_back_and_says_since_when(papers: PaperFacts, words: str) -> None:
    found = filing_state(DRAFT, papers, NOW)
    assert found.state == "complete"
    assert [(each.kind, each.words) for each in found.marks] == [("changed", words)]


def test_late_is_said_until_it_is_filed_and_by_how_much_after() -> None:
    draft = replace(DRAFT, due=NOW - dt.timedelta(days=3))
    assert [each.kind for each in filing_state(draft, PaperFacts(), NOW).marks] == ["late"]
    filed = replace(SIGNED, recorded="1", accepted=NOW)
    assert [each.words for each in filing_state(draft, filed, NOW).marks] == ["filed 3 days late"]
    in_time = replace(filed, accepted=draft.due - dt.timedelta(minutes=1) if draft.due else None)
    assert filing_state(draft, in_time, NOW).marks == ()


def test_a_clock_is_of_today_and_a_date_of_another_day() -> None:
    assert clock_words(NOW.replace(hour=0, minute=5), NOW) == "12:05 a.m."
    assert clock_words(NOW - dt.timedelta(days=1), NOW) == "November 29"
    assert clock_words(NOW - dt.timedelta(days=365), NOW) == "November 30, 2025"


def _attempt(number: int, tag: str, state: str, **more: str) -> Attempt:
    document = SentDocument("4", "a" * 64, {}, ("1903446",), "b" * 64)
    begun = (EARLIER + dt.timedelta(minutes=number)).astimezone(dt.UTC).isoformat()
    return Attempt(
        number=number,
        tag=tag,  # type: ignore[arg-type]
        api="https://example.invalid",
        login="0001903446",
        document=document,
        begun=begun,
        state=state,  # type: ignore[arg-type]
        **more,
    )


def test_what_was_sent_tells_what_edgar_has() -> None:
    made = BuiltDraft(Path("sale"), document="a" * 64)

    def known(*attempts: Attempt) -> EdgarFacts:
        return filing_receipts.tested(made, FilingStatus(attempts={"a" * 64: attempts}))

    test, live = _attempt(1, "TEST", "accepted", accession="1"), _attempt(2, "LIVE", "sending")
    assert known() == EdgarFacts()
    assert known(test) == EdgarFacts(test="1")
    assert known(test, live).begun and not known(test, live.now("not taken")).begun
    done = known(test, live.now("accepted", accession="2"))
    assert (done.live, done.begun) == ("2", False)
    assert known(_attempt(1, "TEST", "suspended"), test).suspended == "suspended"
    assert known(_attempt(1, "TEST", "suspended"), _attempt(2, "TEST", "accepted")).suspended == ""
    other = BuiltDraft(Path("sale"), document="c" * 64)
    assert filing_receipts.tested(other, FilingStatus(attempts={"a" * 64: (test,)})) == EdgarFacts()


def test_a_second_person_is_asked_for_where_the_folder_says_so(tmp_path: Path) -> None:
    settings = tmp_path / "form4kit.toml"
    settings.write_text("")
    assert not review_needed(tmp_path)
    settings.write_text("[review]\nneeded = true\n")
    assert approved(tmp_path, None).needed


def test_states_follow_the_files_of_a_folder(tmp_path: Path) -> None:
    """The way of a filing on the disk: a draft, built without and with a CCC, changed, damaged."""
    for name, text in starter(NOW.date()).items():
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    name, draft = "drafts/annual-grant", tmp_path / "drafts" / "annual-grant.yaml"

    def state() -> str:
        found = filing_states(tmp_path, NOW)
        assert list(found) == [name]
        assert standing_of(draft, tmp_path, NOW) == found[name]
        return found[name].state

    assert state() == "complete"
    unsigned = re.sub(r"(?ms)^signatures:.*?(?=^\S|\Z)", "", draft.read_text())
    signed = draft.read_text()
    draft.write_text(unsigned)
    assert state() == "complete", "a signature is asked for when the draft is complete"
    draft.write_text(signed.replace('form: "4"', 'form: "4"\nnot_a_key: 1'))
    assert state() == "draft"
    draft.write_text(signed)
    out = tmp_path / "built"
    assert run("build", draft, "--out", out, "--filed", NOW.date(), "--only", "xml").exit_code == 0
    assert state() == "complete", "without a CCC nothing is built"
    shutil.rmtree(out)
    cik = re.search(r"cik: \"?0*(\d+)", (tmp_path / "people" / "reyes.yaml").read_text())
    assert cik
    done = _built_with_ccc(draft, out, cik[1])
    assert done == 0 and state() == "built"
    whole = signed + "# a remark to oneself\n"
    draft.write_text(whole)
    (mark,) = filing_states(tmp_path, NOW)[name].marks
    assert mark.kind == "changed" and mark.words.endswith("after it was built")
    draft.write_text(signed)
    person = tmp_path / "people" / "reyes.yaml"
    before = person.read_text()
    person.write_text(before.replace("2200 ALAMEDA", "2300 ALAMEDA"))
    assert state() == "complete", "the document is no longer the one that was built"
    person.write_text(before)
    assert state() == "built"
    ownership = out / "annual-grant" / "ownership.xml"
    ownership.write_bytes(ownership.read_bytes() + b" ")
    assert state() == "complete"


def _built_with_ccc(draft: Path, out: Path, cik: str) -> int:
    from typer.testing import CliRunner

    from form4kit.cli.main import app

    asked = ["build", str(draft), "--out", str(out), "--filed", str(NOW.date()), "--only", "xml"]
    return CliRunner().invoke(app, asked, env={f"FORM4KIT_CCC_{cik}": CCC}).exit_code


def test_a_question_is_told_apart_by_its_rule() -> None:
    assert OPEN_QUESTION == "OPN01"
