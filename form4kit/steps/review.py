"""The second pair of eyes: ask, take an answer, comment, answer and settle comments, approve, reject.

All of it ends as lines of `review.jsonl` beside the manifest of a built folder. The instant of a line enters
when it is written; the plan has everything else of it.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Literal

from form4kit.folder.read import BuiltFolder, read_built
from form4kit.law.clock import NEW_YORK
from form4kit.registry.load import registry_for
from form4kit.registry.settings import settings_for
from form4kit.signoff.review import (
    Judging,
    ReviewState,
    lines_beside,
    review_state,
    why_not_by,
    why_not_count,
)
from form4kit.signoff.review_code import read_code, short_code
from form4kit.signoff.review_lines import (
    ANSWERED,
    APPROVED,
    ASKED,
    COMMENT,
    HERE,
    LONGEST,
    REJECTED,
    SETTLED,
    packed_document,
    read_lines,
    way_words,
)
from form4kit.signoff.review_names import unfit
from form4kit.signoff.review_places import where_words
from form4kit.signoff.review_words import changed_since, when_words
from form4kit.steps.review_answers import TakenAnswer, taken_from
from form4kit.steps.step_plan import PlannedRead, StepPlan, StepRefusal
from form4kit.steps.write_planned import NoLongerPlanned
from form4kit.storage.atomic import rewrite_file, write_file
from form4kit.storage.chained import START, chained_line
from form4kit.storage.names import MANIFEST, OWNERSHIP, REVIEW
from form4kit.storage.sealed import sha256
from form4kit.words import counted

ReviewDeed = Literal["ask", "answer", "comment", "reply", "settle", "approve", "reject"]
_MOST_CHANGES: Final = 5


@dataclass(frozen=True, slots=True)
class AnswerFile:
    """A file that came back: its name and bytes."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewAnswers:
    """What the person says. `by` is who says it; the rest is as the deed needs.

    `code` is the one that was on the screen, none where nothing was. `text` is the comment, the reply, the
    reason or the word to the reviewer. `reviewer` and `until` (an instant, ISO 8601) are for asking, with
    `out`, the review PDF. `comment` is the number of the line that is answered or settled, `place` that of
    a comment, `file` what came back.
    """

    deed: ReviewDeed
    by: str = ""
    code: str = ""
    text: str = ""
    reviewer: str = ""
    until: str = ""
    out: Path | None = None
    comment: int = 0
    place: str = ""
    file: AnswerFile | None = None


def judging_for(folder: Path, now: dt.datetime) -> Judging:
    """Return what the review of a folder is judged by."""
    return Judging(settings_for(folder).review, registry_for(folder), now)


def state_of(folder: Path, now: dt.datetime) -> ReviewState:
    """Return where the review of a built folder stands. Raises OSError."""
    return review_state(read_built(folder, folder.resolve().name), judging_for(folder, now))


def plan(folder: Path, answers: ReviewAnswers, now: dt.datetime) -> StepPlan:
    """Say what would be put beside the manifest, or why nothing; nothing is written. Raises OSError."""
    built = read_built(folder, folder.resolve().name)
    judging = judging_for(folder, now)
    before = lines_beside(built)
    state = review_state(built, judging, before)
    day = now.astimezone(NEW_YORK).date()
    deed = _Deed(state, judging, answers)
    refusals = tuple(deed.refusals()) or ((deed.refused,) if (deed.refused) else ())
    lines = () if refusals else deed.lines()
    refusals = refusals or tuple(deed.late)
    if refusals:
        return StepPlan(
            f"{built.name}: nothing is put on the review.", refusals=refusals, told=tuple(deed.told), day=day
        )
    facts = {
        "review": str(folder / REVIEW),
        "folder": str(folder),
        "before": sha256(before) if before else "",
        "lines": [dict(each) for each in lines],
        "falls_short": deed.taken is not None and deed.taken.falls_short,
        "pdf": str(answers.out) if answers.deed == "ask" and answers.out else "",
    }
    reads = tuple(
        PlannedRead(folder / name, sha256(built.files[name]))
        for name in (MANIFEST, *sorted(state.hashes))
        if name in built.files
    )
    return StepPlan(deed.sentence(lines), reads=reads, told=tuple(deed.told), day=day, facts=facts)


def carry_out(planned: StepPlan, now: dt.datetime) -> tuple[Mapping[str, Any], ...]:
    """Write the review PDF where one was asked for, append the lines of a plan, and return them.

    Raises NoLongerPlanned where the folder or its review is no longer what was shown, ValueError where the
    plan was refused, and OSError.
    """
    if planned.refusals:
        raise ValueError(planned.refusals[0].words)
    for read in planned.reads:
        if not read.file.is_file() or sha256(read.file.read_bytes()) != read.sha256:
            raise NoLongerPlanned(f"{read.file} has changed since the plan was made")
    facts, added = planned.facts, list[Mapping[str, Any]]()
    if facts["pdf"]:
        from form4kit.signoff.review_pdf import review_pdf

        folder = Path(facts["folder"])
        write_file(Path(facts["pdf"]), review_pdf(state_of(folder, now), facts["lines"][0]))

    def longer(before: bytes) -> bytes:
        if (sha256(before) if before else "") != facts["before"]:
            raise NoLongerPlanned(f"{facts['review']} has changed since the plan was made")
        entries = read_lines(before)
        added.clear()
        written = before
        for line in facts["lines"]:
            last = str(added[-1]["hash"]) if added else str(entries[-1]["hash"]) if entries else START
            head = {
                "number": len(entries) + len(added) + 1,
                "at": now.astimezone(NEW_YORK).isoformat(timespec="seconds"),
            }
            data = chained_line({**head, **line, "previous": last})
            written += data
            added.append(read_lines(written)[-1])
        return written

    rewrite_file(Path(facts["review"]), longer)
    return tuple(added)


class _Deed:
    """Works out one deed: what stands in its way, the lines that it adds, and its sentence."""

    def __init__(self, state: ReviewState, judging: Judging, answers: ReviewAnswers) -> None:
        self.state, self.judging, self.answers = state, judging, answers
        self.told: list[str] = []
        self.late: list[StepRefusal] = []
        self.refused: StepRefusal | None = None
        self.taken: TakenAnswer | None = None

    def refuse(self, words: str, hint: str = "", question: str = "") -> StepRefusal:
        """Make a refusal that is about this folder."""
        return StepRefusal("", words, self.state.folder.name, hint, question)

    def refusals(self) -> list[StepRefusal]:
        """Return what stands in the way of anything at all, and of what is asked for."""
        state, answers = self.state, self.answers
        if state.broken:
            return [
                self.refuse(f"{REVIEW} is broken: {state.broken}", "Ask who touched it; take it from a copy.")
            ]
        if state.why:
            return [self.refuse(f"this cannot be reviewed: {state.why}", "Build it again.")]
        if answers.code:
            typed = read_code(answers.code)
            if not typed or not state.code.replace("-", "").startswith(typed.replace("-", "")):
                return [self.other_code("This is about", typed or answers.code)]
        if len(answers.text) > LONGEST:
            return [self.refuse(f"{len(answers.text):,} characters are too many: {LONGEST:,} at most")]
        return {
            "ask": self._ask,
            "answer": self._answer,
            "comment": self._comment,
            "reply": self._reply,
            "settle": self._reply,
            "approve": self._approve,
            "reject": self._reject,
        }[answers.deed]()

    def other_code(self, says: str, code: str) -> StepRefusal:
        """Refuse what is about other bytes, and say when those were and what changed since."""
        state = self.state
        known = next(
            (e for e in state.entries if e["code"] == code or (code and e["code"].startswith(code))), None
        )
        shown = short_code(code) if read_code(code) else code
        if known is None:
            words = f"{says} {shown}, which is the code of no form that was asked about here"
            return self.refuse(words, f"The code of this form is {state.code}.")
        when = when_words(str(known["at"]), self.judging.now).removesuffix(".")
        changed = (
            "; ".join(str(each) for each in changed_since(state)[:_MOST_CHANGES]) or "its proof or an exhibit"
        )
        words = f"{says} {shown}, the form of {when}. It was changed since: {changed}. Ask again."
        return self.refuse(words)

    def _by(self, what: str) -> list[StepRefusal]:
        why = unfit(self.answers.by)
        return [self.refuse(why, f"Say who {what}: --by NAME.", "by")] if why else []

    def _ask(self) -> list[StepRefusal]:
        preparers = (*self.state.preparers, *([self.answers.by] if not self.state.preparers else []))
        if why := why_not_by(self.answers.reviewer, preparers, self.judging.policy):
            return [self.refuse(why, "Say whom to ask.", "reviewer")]
        if self.answers.until:
            try:
                dt.datetime.fromisoformat(self.answers.until)
            except ValueError:
                return [self.refuse(f"{self.answers.until} is no instant", question="until")]
        return []

    def _comment(self) -> list[StepRefusal]:
        if not self.answers.text.strip():
            return [self.refuse("the comment is empty", question="text")]
        return self._by("says it")

    def _reply(self) -> list[StepRefusal]:
        found = next((e for e in self.state.comments if e.line["number"] == self.answers.comment), None)
        if found is None:
            return [self.refuse(f"there is no comment {self.answers.comment}", question="comment")]
        if not found.open:
            return [self.refuse(f"comment {self.answers.comment} is closed already")]
        if self.answers.deed == "reply" and not self.answers.text.strip():
            return [self.refuse("the answer is empty", question="text")]
        return self._by("answers")

    def _approve(self) -> list[StepRefusal]:
        return self._by("approves") or self.against_approval({"by": self.answers.by, "way": HERE})

    def against_approval(self, line: Mapping[str, Any]) -> list[StepRefusal]:
        """Return what stands in the way of an approval of these bytes: who it is of, and open comments."""
        found = [self.refuse(why)] if (why := why_not_count(self.state, line, self.judging)) else []
        if self.state.open:
            many = self.state.open
            first = f"{many[0].line.get('where') or 'The form'}: {many[0].line['text']}"
            words = f"{counted(len(many), 'comment')} open: {first}"
            found.append(self.refuse(words, "Each is answered or settled before an approval."))
        return found

    def _reject(self) -> list[StepRefusal]:
        if not self.answers.text.strip():
            return [self.refuse("a rejection says why", question="text")]
        return self._by("rejects")

    def _answer(self) -> list[StepRefusal]:
        file = self.answers.file
        if file is None:
            return [self.refuse("there is no answer to take", question="file")]
        self.taken = taken_from(file.name, file.data, self.state, self.judging, self.answers.by)
        self.told += self.taken.told
        if self.taken.refused:
            return [self.refuse(self.taken.refused, self.taken.hint)]
        if self.taken.other_code:
            return [self.other_code(self.taken.says, self.taken.other_code)]
        found: list[StepRefusal] = []
        for each in self.taken.lines:
            if each.kind == APPROVED:
                found += self.against_approval({**each.plain, "code": self.state.code})
        return found

    def lines(self) -> tuple[Mapping[str, Any], ...]:
        """Return the lines that are added, without their instant and their place in the chain."""
        answers, state = self.answers, self.state
        by = " ".join(answers.by.split())
        if self.taken is not None:
            made = [self.line(each.kind, each.by, each.more) for each in self.taken.lines]
        elif answers.deed == "ask":
            more: dict[str, Any] = {
                "reviewer": " ".join(answers.reviewer.split()),
                "until": answers.until,
                "word": answers.text,
            }
            told = state.folder.manifest.get("prepared_by") or by
            made = [self.line(ASKED, by, more | ({"prepared_by": told} if told else {}))]
        elif answers.deed == "comment":
            where = where_words(_filing(state.folder), answers.place)
            made = [
                self.line(
                    COMMENT, by, {"way": HERE, "place": answers.place, "where": where, "text": answers.text}
                )
            ]
        elif answers.deed in ("reply", "settle"):
            kind = ANSWERED if answers.deed == "reply" else SETTLED
            made = [self.line(kind, by, {"comment": answers.comment, "text": answers.text})]
        elif answers.deed == "approve":
            made = [self.line(APPROVED, by, {"way": HERE})]
        else:
            made = [self.line(REJECTED, by, {"way": HERE, "reason": answers.text})]
        if not any(each["code"] == state.code for each in state.entries):
            ownership = state.folder.files[OWNERSHIP]
            made[0] |= {"hashes": dict(state.hashes), "document": packed_document(ownership)}
        return tuple(made)

    def line(self, kind: str, by: str, more: Mapping[str, Any]) -> dict[str, Any]:
        """Make one line about the bytes as they are."""
        return {"kind": kind, "by": by, "code": self.state.code, **more}

    def sentence(self, lines: tuple[Mapping[str, Any], ...]) -> str:
        """Say what is done, in one sentence."""
        name, answers = self.state.folder.name, self.answers
        if answers.deed == "ask":
            pdf = f" {answers.out} is written, to be sent." if answers.out else ""
            return f"{name}: {answers.reviewer} is asked to review {short_code(self.state.code)}.{pdf}"
        said = [_said(each) for each in lines if each["kind"] != COMMENT]
        remarks = sum(each["kind"] == COMMENT for each in lines)
        said += [f"{counted(remarks, 'comment')} taken"] if remarks else []
        return f"{name}: {'; '.join(said)}."


def _said(line: Mapping[str, Any]) -> str:
    if line["kind"] == APPROVED:
        return f"approved {way_words(line)}"
    if line["kind"] == REJECTED:
        return f"rejected {way_words(line)}: {line.get('reason', '')}"
    done = "answered" if line["kind"] == ANSWERED else "settled"
    return f"comment {line['comment']} {done} by {line['by']}"


def _filing(folder: BuiltFolder) -> Any:
    from form4kit.edgar.read import read_document

    return read_document(folder.files.get(OWNERSHIP, b""))[0]
