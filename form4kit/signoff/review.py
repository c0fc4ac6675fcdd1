"""Where the review of a built folder stands, from its bytes and from the lines of its `review.jsonl`.

An approval is of bytes: one of another code counts nothing, and so the folder is unreviewed again when it is
changed. Nothing is kept of the state; it is worked out each time.
"""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

from form4kit.edgar.read import read_document
from form4kit.edgar.write import write
from form4kit.folder.read import BuiltFolder
from form4kit.model import Filing
from form4kit.registry.entries import Registry
from form4kit.registry.review_policy import ReviewPolicy
from form4kit.signoff.review_answer import APPROVE, NotAnAnswer, answer_from, signed_content
from form4kit.signoff.review_code import NoCode, code_of, reviewed_hashes
from form4kit.signoff.review_key import BadSignature, pinned_to, signer_of
from form4kit.signoff.review_lines import (
    ANSWERED,
    APPROVED,
    ASKED,
    COMMENT,
    KEY,
    REJECTED,
    SETTLED,
    VERDICTS,
    BrokenReview,
    document_in,
    read_lines,
)
from form4kit.signoff.review_names import is_same_hand, prepared, reviewer_of, unfit
from form4kit.storage.names import OWNERSHIP, PROOF, REVIEW
from form4kit.storage.regular import is_regular, read_regular

ReviewLine = Mapping[str, Any]
_MOST: Final = 100
"""The verdicts on the same bytes, and the other bytes, that are looked at: the last ones."""


@dataclass(frozen=True, slots=True)
class ReviewComment:
    """A comment: its line, and the lines that answered or settled it."""

    line: ReviewLine
    closed: tuple[ReviewLine, ...] = ()

    @property
    def open(self) -> bool:
        """Whether nobody has answered or settled it."""
        return not self.closed


@dataclass(frozen=True, slots=True)
class Judging:
    """What a review is judged by: the policy, the certificates that the registry pins, and the clock."""

    policy: ReviewPolicy
    registry: Registry
    now: dt.datetime


@dataclass(frozen=True, slots=True)
class ReviewState:
    """Where a review stands.

    `code` is that of the bytes as they are; empty where there is none, and `why` says so. `asked` is the
    last asking for these bytes, `approval` the line that counts, `rejection` one that stands. `not_counted`
    are approvals that do not count, each with the reason. `passed` is the last line with a verdict on other
    bytes, and `before` the form that it was about. `after_signature` says that the approval is of the same
    form with another signature. `broken` says what is wrong with the lines.
    """

    folder: BuiltFolder
    code: str = ""
    why: str = ""
    hashes: Mapping[str, str] = field(default_factory=dict)
    entries: tuple[ReviewLine, ...] = ()
    preparers: tuple[str, ...] = ()
    comments: tuple[ReviewComment, ...] = ()
    asked: ReviewLine | None = None
    approval: ReviewLine | None = None
    rejection: ReviewLine | None = None
    after_signature: bool = False
    not_counted: tuple[tuple[ReviewLine, str], ...] = ()
    passed: ReviewLine | None = None
    before: Filing | None = None
    broken: str = ""

    @property
    def open(self) -> tuple[ReviewComment, ...]:
        """The comments that nobody has answered or settled."""
        return tuple(each for each in self.comments if each.open)

    @property
    def reviewed(self) -> bool:
        """Whether an approval holds: it counts, nobody rejected the same, and no comment is open."""
        return bool(self.approval) and not (self.rejection or self.open or self.broken or self.why)


def lines_beside(folder: BuiltFolder) -> bytes:
    """Return the bytes of a folder's `review.jsonl`; empty where there is none. Raises OSError."""
    file = folder.path / REVIEW
    return read_regular(file) if is_regular(file) else b""


def review_state(folder: BuiltFolder, judging: Judging, data: bytes | None = None) -> ReviewState:
    """Work out where the review of a folder stands; `data` are its lines, where they are known already.

    Raises OSError where the lines cannot be read.
    """
    code, why, hashes = "", "", dict[str, str]()
    try:
        hashes = reviewed_hashes(folder)
        code = code_of(hashes)
    except NoCode as error:
        why = str(error)
    try:
        entries = read_lines(lines_beside(folder) if data is None else data)
    except BrokenReview as error:
        return ReviewState(folder, code, why, hashes, broken=str(error))
    state = ReviewState(
        folder,
        code,
        why,
        hashes,
        tuple(entries),
        preparers=_preparers(folder, entries, code),
        comments=tuple(_comments(entries)),
        asked=next(
            (each for each in reversed(entries) if each["kind"] == ASKED and each["code"] == code), None
        ),
    )
    return _with_verdicts(_with_past(state), judging)


def why_not_count(state: ReviewState, line: ReviewLine, judging: Judging) -> str:
    """Say why a line that approves does not count; empty where it does, whatever its code."""
    policy, by = judging.policy, str(line["by"])
    if why := why_not_by(by, state.preparers, policy):
        return why
    if not state.preparers and policy.required:
        return "the manifest does not say who prepared this: build it with --by NAME"
    if line.get("way") == KEY:
        return _why_no_key(line, judging)
    return "only a reply signed with a key counts here ([review] needs)" if policy.needs_key else ""


def why_not_by(name: str, preparers: Sequence[str], policy: ReviewPolicy) -> str:
    """Say why nobody of a name may approve what some prepared; empty where they may."""
    if why := unfit(name):
        return why
    if same := prepared(name, preparers):
        return f"{same} prepared this. A second person approves."
    if policy.reviewers and reviewer_of(name, policy.reviewers) is None:
        known = " or ".join(each.name for each in policy.reviewers if each.name)
        return f"{name} is no reviewer of form4kit.toml, which names {known or 'nobody until it can be read'}"
    return ""


def _why_no_key(line: ReviewLine, judging: Judging) -> str:
    """Say why a line that was signed with a key is not: its signature is looked at each time."""
    found = line.get("answer")
    try:
        answer = answer_from(found if isinstance(found, dict) else {})
        signed = signer_of(signed_content(found or {}), answer.signature)
        when = dt.datetime.fromisoformat(str(line["at"])) if "at" in line else judging.now
        pinned = pinned_to(signed, answer.by, judging.registry, judging.policy, when)
    except (NotAnAnswer, BadSignature) as error:
        return f"the reply {error}" if isinstance(error, NotAnAnswer) else str(error)
    if (answer.code, answer.by, answer.verdict) != (line["code"], line["by"], APPROVE):
        return "the signed reply says other than the line that carries it"
    return "" if pinned else f"nothing pins the certificate of {signed.name} to {answer.by}"


def same_but_signature(before: bytes, after: bytes) -> bool:
    """Tell whether two forms differ in nothing but who signed and on what day, footnotes aside."""
    one, _ = read_document(before)
    two, _ = read_document(after)
    if one is None or two is None or len(one.signatures) != len(two.signatures):
        return False
    if any(
        (a.name.marks, a.date.marks) != (b.name.marks, b.date.marks)
        for a, b in zip(one.signatures, two.signatures, strict=True)
    ):
        return False
    return write(replace(one, signatures=two.signatures)).data == after


def _preparers(folder: BuiltFolder, entries: Sequence[ReviewLine], code: str) -> tuple[str, ...]:
    """Return who prepared the bytes of a code: as the manifest says, else whoever asked for their review."""
    told = folder.manifest.get("prepared_by")
    if isinstance(told, str) and told.strip():
        earlier = [
            str(each["prepared_by"]) for each in entries if each.get("prepared_by") and each["code"] == code
        ]
        return tuple(dict.fromkeys([told, *earlier]))
    asked = [each for each in entries if each["kind"] == ASKED and each["code"] == code]
    return tuple(
        dict.fromkeys(
            str(each.get("prepared_by") or each["by"])
            for each in asked
            if each.get("prepared_by") or each["by"]
        )
    )


def _comments(entries: Sequence[ReviewLine]) -> Iterator[ReviewComment]:
    closing: dict[int, list[ReviewLine]] = {}
    for line in entries:
        if line["kind"] in (ANSWERED, SETTLED):
            closing.setdefault(int(line["comment"]), []).append(line)
    for line in entries:
        if line["kind"] == COMMENT:
            yield ReviewComment(line, tuple(closing.get(line["number"], ())))


def _with_past(state: ReviewState) -> ReviewState:
    """Add the last word on other bytes, and the form that it was about."""
    others = [each for each in state.entries if each["code"] != state.code]
    verdicts = [each for each in others if each["kind"] in VERDICTS]
    passed = next(reversed(verdicts), None)
    last = passed or next(reversed(others), None)
    if last is None:
        return state
    first = next(each for each in state.entries if each["code"] == last["code"])
    before, _ = read_document(document_in(first))
    return replace(state, passed=passed, before=before)


def _with_verdicts(state: ReviewState, judging: Judging) -> ReviewState:
    """Add what counts of what was said on these bytes."""
    codes = {state.code} if state.code else set()
    if judging.policy.signature_after and state.code:
        codes |= {*_same_codes(state)}
    said = [each for each in state.entries if each["code"] in codes and each["kind"] in VERDICTS][-_MOST:]
    counted, not_counted = [], []
    for line in said:
        if line["kind"] == APPROVED:
            why = why_not_count(state, line, judging)
            not_counted += [(line, why)] if why else []
            counted += [] if why else [line]
    rejection = next(
        (each for each in reversed(said) if each["kind"] == REJECTED and not _taken_back(each, said)), None
    )
    approval = next(reversed(counted), None)
    return replace(
        state,
        approval=approval,
        rejection=rejection,
        after_signature=approval is not None and approval["code"] != state.code,
        not_counted=tuple(not_counted),
    )


def _taken_back(rejection: ReviewLine, said: Sequence[ReviewLine]) -> bool:
    """Tell whether whoever rejected has approved the same since."""
    return any(
        each["kind"] == APPROVED
        and each["number"] > rejection["number"]
        and is_same_hand(str(each["by"]), str(rejection["by"]))
        for each in said
    )


def _same_codes(state: ReviewState) -> Iterator[str]:
    """Yield the codes of bytes that are these but for the signature's two cells."""
    now = state.folder.files.get(OWNERSHIP, b"")
    bound = {name: each for name, each in state.hashes.items() if name not in (OWNERSHIP, PROOF)}
    firsts = {each["code"]: each for each in reversed(state.entries)}
    for first in [*firsts.values()][:_MOST]:
        hashes = {
            name: each for name, each in first.get("hashes", {}).items() if name not in (OWNERSHIP, PROOF)
        }
        if first["code"] != state.code and hashes == bound and same_but_signature(document_in(first), now):
            yield str(first["code"])
