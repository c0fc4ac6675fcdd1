"""A review PDF on the reviewer's own machine: read, comment, make the answer file; no folder is needed."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from form4kit.edgar.read import read_document
from form4kit.law.clock import NEW_YORK
from form4kit.model import Filing
from form4kit.signoff.attached import attachments_of
from form4kit.signoff.pdf_bounds import NotAPacket
from form4kit.signoff.review_answer import (
    APPROVE,
    MOST_COMMENTS,
    REJECT,
    VERDICTS,
    PlacedComment,
    ReviewAnswer,
    write_answer,
)
from form4kit.signoff.review_code import code_of
from form4kit.signoff.review_lines import LONGEST
from form4kit.signoff.review_names import prepared, unfit
from form4kit.signoff.review_notes import TERMS_OF_REVIEW, NotAReview, terms_of_review
from form4kit.signoff.review_places import places_of
from form4kit.steps.sign_answers import KeyFile
from form4kit.steps.step_plan import StepPlan, StepRefusal
from form4kit.storage.atomic import write_file
from form4kit.storage.names import OWNERSHIP
from form4kit.storage.sealed import opened, sha256
from form4kit.words import counted

if TYPE_CHECKING:
    from form4kit.signoff.keys import Key


@dataclass(frozen=True, slots=True)
class ReviewCopy:
    """A review PDF that was read: the file, what it says of itself, and the form attached to it."""

    file: Path
    content: Mapping[str, Any]
    filing: Filing

    @property
    def code(self) -> str:
        """The code of the bytes that are to be reviewed."""
        return str(self.content["code"])

    @property
    def name(self) -> str:
        """The name of the built folder."""
        return str(self.content.get("name") or "filing")


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyAnswers:
    """What the reviewer says; `code` is that on the screen. The key is held for the one signature."""

    by: str = ""
    verdict: str = ""
    reason: str = ""
    comments: tuple[PlacedComment, ...] = ()
    code: str = ""
    key: KeyFile | None = None


def read_copy(file: Path, data: bytes) -> ReviewCopy:
    """Read a review PDF. Raises NotAReview where it is none, or its code is over another form."""
    terms = terms_of_review(data)
    try:
        attached = attachments_of(data, (OWNERSHIP, TERMS_OF_REVIEW), packet=False)
    except NotAPacket as error:
        raise NotAReview(str(error)) from None
    content, ownership = opened(attached[TERMS_OF_REVIEW]), attached.get(OWNERSHIP, b"")
    hashes = content.get("hashes")
    known = {str(k): str(v) for k, v in hashes.items()} if isinstance(hashes, dict) else {}
    try:
        fits = code_of(known) == terms.code and known[OWNERSHIP] == sha256(ownership)
    except KeyError:
        fits = False
    filing, _ = read_document(ownership)
    if not fits or filing is None:
        raise NotAReview("carries another form than its code is over")
    return ReviewCopy(file, content, filing)


def plan(copy: ReviewCopy, answers: CopyAnswers, now: dt.datetime) -> StepPlan:
    """Say what the answer file would say, or why there is none; nothing is written."""
    refusals = tuple(_refusals(copy, answers, now))
    day = now.astimezone(NEW_YORK).date()
    if refusals:
        return StepPlan("No answer is made.", refusals=refusals, day=day)
    file = _file(copy)
    remarks = f", with {counted(len(answers.comments), 'comment')}" if answers.comments else ""
    verb = {APPROVE: "approves", REJECT: "rejects"}.get(answers.verdict, "comments on")
    signed = " It is signed with your key." if answers.key else ""
    return StepPlan(
        f"{answers.by} {verb} {copy.code[:9]}{remarks}: {file.name} is made, to be sent back.{signed}",
        day=day,
        facts={"file": str(file), "answer": _answer(copy, answers, "").content},
    )


def carry_out(planned: StepPlan, copy: ReviewCopy, answers: CopyAnswers, now: dt.datetime) -> Path:
    """Write the answer file beside the PDF; return it. Raises ValueError where refused, and OSError."""
    if planned.refusals:
        raise ValueError(planned.refusals[0].words)
    at = now.astimezone(NEW_YORK).isoformat(timespec="seconds")
    key = _key(answers.key, now) if answers.key else None
    file = _file(copy)
    write_file(file, write_answer(_answer(copy, answers, at), key))
    return file


def shown(copy: ReviewCopy) -> dict[str, Any]:
    """Return what a page shows of a review PDF beside the form."""
    content = copy.content
    kept = ("name", "form", "owners", "issuer", "due", "code", "asked", "since_review", "reviewed_before")
    more = ("filed", "since_filing", "filed_here", "allowed")
    return {key: content.get(key) for key in (*kept, *more)} | {"places": places_of(copy.filing)}


def _answer(copy: ReviewCopy, answers: CopyAnswers, at: str) -> ReviewAnswer:
    return ReviewAnswer(
        code=copy.code,
        by=" ".join(answers.by.split()),
        verdict=answers.verdict,
        reason=answers.reason.strip(),
        comments=answers.comments,
        name=copy.name,
        head=str(copy.content.get("head") or ""),
        at=at,
    )


def _refusals(copy: ReviewCopy, answers: CopyAnswers, now: dt.datetime) -> Iterator[StepRefusal]:
    if answers.code != copy.code:
        yield StepRefusal("", "this page shows another form than was opened: open it again")
    if why := unfit(answers.by):
        yield StepRefusal("", why, question="by")
    asked = copy.content.get("asked")
    told = str(asked.get("prepared_by") or "") if isinstance(asked, dict) else ""
    if answers.verdict == APPROVE and (same := prepared(answers.by, [told])):
        yield StepRefusal("", f"{same} prepared this. A second person approves.", question="by")
    if answers.verdict not in VERDICTS:
        yield StepRefusal("", "approve, reject, or send comments alone", question="verdict")
    if answers.verdict == APPROVE and answers.comments:
        words = f"{counted(len(answers.comments), 'comment')} would stand in the way of your own approval"
        yield StepRefusal(
            "", words, hint="Reject, send comments alone, or take them back.", question="verdict"
        )
    if answers.verdict == REJECT and not answers.reason.strip():
        yield StepRefusal("", "a rejection says why", question="reason")
    if answers.verdict not in (APPROVE, REJECT) and not answers.comments:
        yield StepRefusal("", "there is no comment", question="verdict")
    long = max((len(each.text) for each in answers.comments), default=0)
    if max(long, len(answers.reason)) > LONGEST or len(answers.comments) > MOST_COMMENTS:
        yield StepRefusal(
            "", f"a text has {LONGEST:,} characters at most, an answer {MOST_COMMENTS} comments"
        )
    places = places_of(copy.filing)
    if any(each.place and each.place not in places for each in answers.comments):
        yield StepRefusal("", "a comment is on no place of this form")
    if any(not each.text.strip() for each in answers.comments):
        yield StepRefusal("", "a comment is empty")
    if answers.key is not None:
        from form4kit.signoff.keys import CannotSign

        try:
            _key(answers.key, now)
        except CannotSign as error:
            yield StepRefusal("", f"{answers.key.name}: {error}", question="key")


def _key(given: KeyFile, now: dt.datetime) -> "Key":
    """Open a key. Raises CannotSign."""
    from form4kit.signoff.keys import load_key

    return load_key(given.data, given.password, now)


def _file(copy: ReviewCopy) -> Path:
    """Return where the answer goes: beside the PDF, in place of no other file."""
    stem = f"{Path(copy.name).name}.{copy.code}.answer"
    file = copy.file.parent / f"{stem}.json"
    number = 2
    while file.exists():
        file = copy.file.parent / f"{stem}-{number}.json"
        number += 1
    return file
