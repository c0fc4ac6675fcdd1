"""Take what came back from a reviewer: a reply file, a mail or its text, or the PDF with notes on it."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from form4kit.edgar.read import read_document
from form4kit.law.clock import NEW_YORK
from form4kit.signoff.review import Judging, ReviewState
from form4kit.signoff.review_answer import (
    APPROVE,
    LARGEST_ANSWER,
    REJECT,
    REMARK,
    NotAnAnswer,
    ReviewAnswer,
    answer_from,
    read_answer,
    signed_content,
)
from form4kit.signoff.review_key import BadSignature, pinned_to, signer_of
from form4kit.signoff.review_lines import (
    APPROVED,
    COMMENT,
    FILE,
    KEY,
    LONGEST,
    MAIL,
    PASTED,
    PDF,
    REJECTED,
)
from form4kit.signoff.review_names import is_same_hand, reviewer_by_mail, reviewer_of
from form4kit.signoff.review_notes import NotAReview, notes_on, terms_of_review
from form4kit.signoff.review_places import where_words
from form4kit.steps.review_mail import LARGEST_MAIL, MailSaid, read_mail
from form4kit.storage.chained import START
from form4kit.storage.names import OWNERSHIP
from form4kit.storage.sealed import opened, sha256
from form4kit.transmission.mail import decoded
from form4kit.words import counted

LARGEST_PDF: Final = 64 * 1024 * 1024
LARGEST_ANSWER_FILE: Final = max(LARGEST_ANSWER, LARGEST_MAIL, LARGEST_PDF)
"""The bytes that any answer may have."""
_FIRST_LINE: Final = "Write `Approve` and all 26 letters of the code as the first line of the mail."


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """A line that an answer adds: its kind, who says it, and what else stands in it."""

    kind: str
    by: str
    more: Mapping[str, Any] = field(default_factory=dict)

    @property
    def plain(self) -> dict[str, Any]:
        """The line as far as it is known."""
        return {"kind": self.kind, "by": self.by, **self.more}


@dataclass(frozen=True, slots=True)
class TakenAnswer:
    """What an answer gives: lines, or why none. `other_code` is that of other bytes, and `says` what of them.

    `told` goes with it: what was taken as a comment alone, and why; `falls_short` where it meant to be more.
    """

    lines: tuple[AnswerLine, ...] = ()
    refused: str = ""
    hint: str = ""
    other_code: str = ""
    says: str = ""
    told: tuple[str, ...] = ()
    falls_short: bool = False


def taken_from(name: str, data: bytes, state: ReviewState, judging: Judging, by: str = "") -> TakenAnswer:
    """Read what came back. `by` is who is said to have sent it, where the file does not say."""
    of = sha256(data)
    if any(each.get("of") == of for each in state.entries):
        return TakenAnswer(refused=f"{name} was taken already")
    if b"%PDF-" in data[:1024]:
        return _from_pdf(name, data, state, by)
    if data[:64].lstrip().startswith(b"{"):
        return _from_file(name, data, state, judging, of)
    if _is_no_text(data):
        refused = f"{name} is neither a mail, its text, a reply file nor a review PDF"
        return TakenAnswer(refused=refused)
    if len(data) > LARGEST_MAIL:
        return TakenAnswer(
            refused=f"{name} is larger than {LARGEST_MAIL // 1024 // 1024} MB",
            hint="Save the mail without what it carries.",
        )
    said = read_mail(data)
    if said.verdict == REMARK and (found := _from_carried(said, state, judging, by)) is not None:
        return found
    return _from_mail(said, state, judging, by, of)


def _from_carried(said: MailSaid, state: ReviewState, judging: Judging, by: str) -> TakenAnswer | None:
    """Take the one reply file, or the one PDF with notes, that a mail carries; None where it carries none."""
    for ending in (".json", ".pdf"):
        found = [(name, data) for name, data in said.carried if name.lower().endswith(ending)]
        if len(found) > 1:
            return TakenAnswer(refused="the mail carries several answers", hint="Save each, and drop that.")
        if found:
            taken = taken_from(*found[0], state, judging, by or said.name)
            if ending == ".json" or not taken.refused:
                return taken
    return None


def _is_no_text(data: bytes) -> bool:
    """Tell whether bytes are no text of any kind: too many signs that nobody types stand at their start."""
    text = decoded(data[:4096])
    odd = sum((not sign.isprintable() and sign not in "\r\n\t\f\ufeff") or sign == "\ufffd" for sign in text)
    return odd > len(text) // 50


def _from_file(name: str, data: bytes, state: ReviewState, judging: Judging, of: str) -> TakenAnswer:
    try:
        answer = read_answer(data)
        way, told = _way(answer, data, judging)
    except (NotAnAnswer, BadSignature) as error:
        return TakenAnswer(
            refused=f"{name} {error}" if isinstance(error, NotAnAnswer) else f"{name}: {error}"
        )
    if answer.head != START and all(each["hash"] != answer.head for each in state.entries):
        return TakenAnswer(
            refused=f"{name} answers to lines that are not here: review.jsonl was cut or written anew",
            hint="Take review.jsonl from a copy.",
        )
    says = {APPROVE: "This approves", REJECT: "This rejects"}.get(answer.verdict, "This is about")
    if answer.code != state.code:
        return TakenAnswer(other_code=answer.code, says=says)
    said = {"way": way, "said": answer.at, "of": of}
    lines = [
        AnswerLine(COMMENT, answer.by, {**said, **_placed(state, each.text, each.place)})
        for each in answer.comments
    ]
    if answer.verdict == APPROVE:
        if older := _rejected_since(answer.by, answer.at, state):
            return TakenAnswer(refused=older)
        if answer.comments:
            return TakenAnswer(
                refused=f"{name} approves, and has {counted(len(answer.comments), 'comment')}: which is it?",
                hint="Ask its author.",
            )
        lines.append(AnswerLine(APPROVED, answer.by, {**said, "answer": opened(data)}))
    elif answer.verdict == REJECT:
        lines.append(
            AnswerLine(REJECTED, answer.by, {**said, "reason": answer.reason, "answer": opened(data)})
        )
    if not lines:
        return TakenAnswer(refused=f"{name} says nothing")
    return TakenAnswer(tuple(lines), told=told)


def _way(answer: ReviewAnswer, data: bytes, judging: Judging) -> tuple[str, tuple[str, ...]]:
    """Return whether an answer counts as signed with a key. Raises BadSignature, and NotAnAnswer."""
    if not answer.signature:
        return FILE, ()
    content = opened(data)
    answer_from(content)
    signed = signer_of(signed_content(content), answer.signature)
    pinned = pinned_to(signed, answer.by, judging.registry, judging.policy, judging.now)
    if pinned:
        return KEY, (f"signed by {signed.name}, pinned in {pinned}",)
    clause = f"signed with a key that nothing pins to {answer.by}: it counts as a reply file"
    return FILE, (f"{clause}; certificate_sha256: {signed.fingerprint}",)


def _from_mail(said: MailSaid, state: ReviewState, judging: Judging, typed: str, of: str) -> TakenAnswer:
    by, why = _sender(said, judging, typed)
    way = MAIL if said.is_mail else PASTED
    more: dict[str, Any] = {"way": way, "of": of}
    more |= {"address": said.address} if said.address else {}
    more |= {"said": said.sent.astimezone(NEW_YORK).isoformat(timespec="seconds")} if said.sent else {}
    if said.verdict in (APPROVE, REJECT):
        says = "This approves" if said.verdict == APPROVE else "This rejects"
        if said.code != state.code:
            return TakenAnswer(other_code=said.code, says=says)
        if why:
            return TakenAnswer(
                refused=why, hint="Name reviewers with their addresses in form4kit.toml, or give --by NAME."
            )
        if said.verdict == APPROVE and (older := _rejected_since(by, str(more.get("said") or ""), state)):
            return TakenAnswer(refused=older)
        kind = APPROVED if said.verdict == APPROVE else REJECTED
        reason = {"reason": said.reason[:LONGEST]} if kind == REJECTED else {}
        lines = [AnswerLine(kind, by, {**more, **reason})]
        told: tuple[str, ...] = ("who sent the mail is as it says, and not proven",)
        if said.rest:
            lines.append(AnswerLine(COMMENT, by, {**more, **_placed(state, said.rest[:LONGEST])}))
            told = (*told, "what stands beside the verdict is taken as a comment, to be answered or settled")
        return TakenAnswer(tuple(lines), told=told)
    if not said.rest:
        return TakenAnswer(refused="this says nothing of its own, it only quotes", hint=_FIRST_LINE)
    told = ("this neither approves nor rejects: it is taken as a comment",)
    if said.short:
        told = ("this quotes a part of the code: taken as a comment. An approval quotes all 26 letters.",)
    name = by or said.address or "nobody named"
    line = AnswerLine(COMMENT, name, {**more, **_placed(state, said.rest[:LONGEST])})
    return TakenAnswer((line,), told=told, falls_short=said.short)


def _sender(said: MailSaid, judging: Judging, typed: str) -> tuple[str, str]:
    """Return whose a mail is, and why that does not do for a verdict; empty where it does."""
    if not said.is_mail:
        return " ".join(typed.split()), "" if typed.strip() else "the text does not say whose it is"
    if not said.address:
        return said.name, "the mail does not say who sent it, or names several"
    reviewers = judging.policy.reviewers
    if known := reviewer_by_mail(said.address, reviewers):
        return known.name, ""
    named = reviewer_of(said.name, reviewers)
    if named is not None and named.email:
        clause = f"the mail is of {said.address}, and form4kit.toml has {named.email} for {named.name}"
        return said.name, clause
    return said.name, "" if said.name else f"the mail of {said.address} does not say the name of who sent it"


def _from_pdf(name: str, data: bytes, state: ReviewState, by: str) -> TakenAnswer:
    from importlib.util import find_spec

    if find_spec("pikepdf") is None:
        return TakenAnswer(refused="reading notes in a PDF needs the extra: pip install 'form4kit[sign]'")
    if len(data) > LARGEST_PDF:
        return TakenAnswer(refused=f"{name} is larger than {LARGEST_PDF // 1024 // 1024} MB")
    try:
        terms = terms_of_review(data)
        notes = notes_on(data, terms)
    except NotAReview as error:
        return TakenAnswer(refused=f"{name} {error}")
    if terms.code != state.code:
        return TakenAnswer(other_code=terms.code, says="This has notes on")
    if not notes:
        return TakenAnswer(
            refused=f"{name} has no notes in it", hint="Save the PDF with the notes, and drop that."
        )
    known = {(e.line["by"], e.line.get("place"), e.line["text"]) for e in state.comments}
    asked = str(terms.asked.get("reviewer") or "")
    lines = []
    for each in notes:
        who = each.by or by or asked or "nobody named"
        if (who, each.comment.place, each.comment.text) not in known:
            placed = _placed(state, each.comment.text, each.comment.place, each.comment.page)
            lines.append(AnswerLine(COMMENT, who, {"way": PDF, **placed}))
    if not lines:
        return TakenAnswer(refused=f"{name} has no notes that were not taken already")
    old = len(notes) - len(lines)
    told = [f"{counted(old, 'note')} taken already"] if old else []
    told.append("notes and stamps in a PDF are comments: none approves")
    return TakenAnswer(tuple(lines), told=tuple(told))


def _placed(state: ReviewState, text: str, place: str = "", page: int = 0) -> dict[str, Any]:
    filing, _ = read_document(state.folder.files.get(OWNERSHIP, b""))
    return {"place": place, "where": where_words(filing, place, page), "text": text}


def _rejected_since(by: str, at: str, state: ReviewState) -> str:
    """Say that who approves has rejected the same later than that; empty where they have not."""
    try:
        when = dt.datetime.fromisoformat(at)
    except ValueError:
        return ""
    for each in state.entries:
        if each["kind"] == REJECTED and each["code"] == state.code and is_same_hand(by, str(each["by"])):
            later = dt.datetime.fromisoformat(str(each.get("said") or each["at"]))
            if when < later:
                return f"{by} rejected this later than this approval was given"
    return ""
