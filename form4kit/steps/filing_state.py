"""Where a filing stands between a draft and the record, and the one thing to do next.

All of it follows from the files as they are now: nothing is stored. A filing stands at the highest state
whose condition holds with all before it; a changed byte takes it back.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Literal

from form4kit.words import counted

State = Literal[
    "draft", "complete", "asked", "reviewed", "built", "signed", "tested", "unknown", "filed", "recorded"
]
STEPS: Final = ("prepare", "review", "build", "sign", "test", "file", "record")
"""The seven steps of a filing."""
WORDS: Final[Mapping[State, str]] = {
    "draft": "Draft",
    "complete": "Draft, complete",
    "asked": "Sent for review",
    "reviewed": "Reviewed",
    "built": "Built",
    "signed": "Signed",
    "tested": "Tested",
    "unknown": "Sent, answer unknown",
    "filed": "Filed",
    "recorded": "Recorded",
}
DONE: Final[Mapping[State, int]] = {
    "draft": 0,
    "complete": 1,
    "asked": 1,
    "reviewed": 2,
    "built": 3,
    "signed": 4,
    "tested": 5,
    "unknown": 5,
    "filed": 6,
    "recorded": 7,
}
"""How many of the seven steps are behind a filing."""
MISSING: Final[Mapping[str, str]] = {
    "prepare": "questions are open, or errors stand",
    "review": "nobody has looked at this yet",
    "build": "the submission is not complete: it needs the CCC of every owner",
    "sign": "nobody has signed it",
    "test": "EDGAR has not accepted a TEST of exactly this form",
    "file": "it is not filed",
    "record": "it is not on record here",
}
"""What each step still lacks, where nothing more is known."""

FILED: Final = ("filed", "recorded")
"""The states of what EDGAR has taken."""

MarkKind = Literal["late", "changed", "suspended", "amended", "amends"]


@dataclass(frozen=True, slots=True)
class StateMark:
    """What stands beside a state: its kind, in words, and the name of another filing that it leads to."""

    kind: MarkKind
    words: str
    leads_to: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftFacts:
    """What judging a draft found: questions without an answer, findings that stand, when it was changed.

    `signed` says that it names who signs, which is asked for on the page of the review.
    """

    name: str
    judged: bool = True
    signed: bool = True
    questions: int = 0
    errors: int = 0
    warnings: int = 0
    amendment: bool = False
    due: dt.datetime | None = None
    changed: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class ReviewFacts:
    """What is known of the review of exactly these bytes.

    `needed` is the policy of the folder. `asked_of` names who was asked, `approved_by` who approved; `asked`,
    `approved` and `rejected` are instants; from `remind` on who was asked is reminded. `open_comments` have
    no answer yet.
    """

    needed: bool = False
    asked_of: str = ""
    asked: dt.datetime | None = None
    remind: dt.datetime | None = None
    approved: dt.datetime | None = None
    approved_by: str = ""
    rejected: dt.datetime | None = None
    open_comments: int = 0

    @property
    def good(self) -> bool:
        """Whether these bytes are approved, and nothing said about them is open."""
        return self.approved is not None and self.rejected is None and not self.open_comments


@dataclass(frozen=True, slots=True)
class EdgarFacts:
    """What EDGAR's answers, and what was sent, say of exactly this ownership document.

    `test` is the accession number of an accepted TEST, `live` that of an accepted LIVE submission. `begun`
    says that a LIVE sending was begun that has no answer. `suspended` is what EDGAR said last, if so.
    """

    test: str = ""
    tested: dt.datetime | None = None
    begun: bool = False
    live: str = ""
    accepted: dt.datetime | None = None
    suspended: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperFacts:
    """What the papers of a filing say: its built folder, review, signature, EDGAR's answers, the record.

    `same` says that the folder is of exactly the draft as it is now. `whole` says that its submission is
    complete and nothing in the folder was changed; `lacking` what is wrong with it. `recorded` is the
    accession number on record.
    """

    same: bool = False
    whole: bool = False
    lacking: str = ""
    review: ReviewFacts = ReviewFacts()
    signed: bool = False
    edgar: EdgarFacts = EdgarFacts()
    recorded: str = ""
    accepted: dt.datetime | None = None


NO_PAPERS: Final = PaperFacts()


@dataclass(frozen=True, slots=True)
class FilingState:
    """Where a filing stands: its state in words, how many steps are done, and the one next step.

    `since` is when the draft was changed last. `next_step` is the page of the filing with the button of the
    words `button`, which `waits` for somebody else. `missing` says for each later step what it lacks, and
    `detail` what else one should know. `accession` and `filed` are EDGAR's, once it is filed. `undone` says
    what a change of the draft would undo, empty where nobody's work rests on it.
    """

    name: str
    state: State
    marks: tuple[StateMark, ...] = ()
    since: dt.datetime | None = None
    next_step: str = "prepare"
    button: str = ""
    waits: bool = False
    missing: Mapping[str, str] = field(default_factory=dict)
    detail: str = ""
    accession: str = ""
    filed: dt.datetime | None = None
    undone: str = ""

    @property
    def words(self) -> str:
        """The state as the board has it."""
        return WORDS[self.state]

    @property
    def done(self) -> int:
        """How many of the seven steps are done."""
        return DONE[self.state]


def filing_state(draft: DraftFacts, papers: PaperFacts, now: dt.datetime) -> FilingState:
    """Return where a filing stands at an instant."""
    state = _state(draft, papers)
    step, button = _next(state, draft, papers)
    if papers.same and papers.edgar.suspended and state in ("built", "signed", "tested"):
        step, button = "file", "Read why"
    remind = state == "asked" and papers.review.remind is not None and papers.review.remind <= now
    if remind:
        button = f"Remind {papers.review.asked_of or 'the reviewer'}"
    return FilingState(
        draft.name,
        state,
        marks=tuple(_marks(state, draft, papers, now)),
        since=draft.changed,
        next_step=step,
        button=button,
        waits=state == "asked" and not remind,
        missing=dict(_missing(state, draft, papers)),
        detail=_detail(state, draft, papers, now),
        accession=(papers.recorded or papers.edgar.live) if state in FILED else "",
        filed=(papers.accepted or papers.edgar.accepted) if state in FILED else None,
        undone=_undone(papers, now),
    )


def _state(draft: DraftFacts, papers: PaperFacts) -> State:
    """Return the highest state that holds; what EDGAR has taken stands whatever came before it."""
    if papers.same and papers.recorded:
        return "recorded"
    if papers.same and papers.edgar.live:
        return "filed"
    if papers.same and papers.edgar.begun:
        return "unknown"
    if draft.questions or draft.errors or draft.warnings or not draft.judged:
        return "draft"
    review = papers.review
    if not papers.same:
        return "complete"
    if review.needed and not review.good:
        return "asked" if review.asked and not review.rejected else "complete"
    if not papers.whole:
        return "reviewed" if review.good else "complete"
    if not papers.signed:
        return "built"
    return "tested" if papers.edgar.test else "signed"


def _next(state: State, draft: DraftFacts, papers: PaperFacts) -> tuple[str, str]:
    """Return the page of the next step, and the words on its button."""
    if state == "draft":
        return "prepare", _to_mend(draft)
    if state == "complete" and papers.review.needed:
        if papers.review.rejected or papers.review.open_comments:
            return "review", "Answer the review"
        return "review", "Ask for review"
    if state == "complete" and not draft.signed:
        return "review", "Say who signs"
    if state == "asked":
        return "review", f"Waiting for {papers.review.asked_of or 'the reviewer'}"
    return _NEXT[state]


_NEXT: Final[Mapping[State, tuple[str, str]]] = {
    "complete": ("build", "Build"),
    "reviewed": ("build", "Build"),
    "built": ("sign", "Read and sign"),
    "signed": ("file", "Send the TEST"),
    "tested": ("live", "File it live"),
    "unknown": ("file", "Find out what EDGAR has"),
    "filed": ("file", "Put it on record"),
    "recorded": ("prepare", "Open"),
}


def _to_mend(draft: DraftFacts) -> str:
    if not draft.judged:
        return "Open"
    if draft.errors:
        return f"Fix {counted(draft.errors, 'error')}"
    if draft.questions:
        return "Finish the questions"
    return f"Look at {counted(draft.warnings, 'warning')}"


def _missing(state: State, draft: DraftFacts, papers: PaperFacts) -> "list[tuple[str, str]]":
    """Return what each step that is not done still lacks."""
    done = DONE[state]
    words = dict(MISSING)
    if state == "draft":
        parts = [
            *([counted(draft.questions, "open question")] if draft.questions else []),
            *([counted(draft.errors, "error")] if draft.errors else []),
            *([f"{counted(draft.warnings, 'warning')} neither mended nor allowed"] if draft.warnings else []),
        ]
        words["prepare"] = ", ".join(parts) or "it was not read yet"
    if not papers.review.needed:
        words["review"] = "no second person asked for"
    elif papers.review.asked_of and state == "asked":
        words["review"] = f"no answer of {papers.review.asked_of} yet"
    if papers.same and papers.lacking:
        words["build"] = papers.lacking
    return [(step, words[step]) for step in STEPS[done:]]


def _marks(state: State, draft: DraftFacts, papers: PaperFacts, now: dt.datetime) -> "list[StateMark]":
    marks = []
    filed = papers.accepted or papers.edgar.accepted
    if draft.due and state in FILED:
        if filed and filed > draft.due:
            days = max((filed.date() - draft.due.date()).days, 1)
            marks.append(StateMark("late", f"filed {counted(days, 'day')} late"))
    elif draft.due and draft.due < now and not papers.recorded and not papers.edgar.live:
        marks.append(StateMark("late", "late"))
    if not papers.same and (after := _before_the_change(papers)):
        when = f" {clock_words(draft.changed, now)}" if draft.changed else ""
        marks.append(StateMark("changed", f"changed{when}, {after}"))
    if papers.same and papers.edgar.suspended and state not in (*FILED, "unknown"):
        marks.append(StateMark("suspended", "EDGAR suspended it"))
    return marks


def _detail(state: State, draft: DraftFacts, papers: PaperFacts, now: dt.datetime) -> str:
    """Say what else one should know of where a filing stands; empty where there is nothing."""
    if state in FILED:
        return papers.recorded or papers.edgar.live
    if papers.same and papers.edgar.suspended:
        return papers.edgar.suspended if papers.edgar.suspended != "suspended" else ""
    if draft.due and draft.due < now:
        return "A late form is filed at once. It will stand in the Item 405 table."
    if state == "tested":
        when = f" {clock_words(papers.edgar.tested, now)}" if papers.edgar.tested else ""
        return f"TEST accepted{when} as {papers.edgar.test}"
    if state == "asked" and papers.review.asked:
        return f"Asked {clock_words(papers.review.asked, now)}; no answer yet"
    if state == "unknown":
        return "Do not send it again"
    return papers.lacking if papers.same and papers.signed else ""


def _undone(papers: PaperFacts, now: dt.datetime) -> str:
    """Say what rests on the draft as it is, and what a change makes of that; empty where nothing does."""
    review, edgar = papers.review, papers.edgar
    if not papers.same:
        return ""
    if accession := papers.recorded or edgar.live:
        return f"This is filed as {accession}. EDGAR keeps what it has: amend it instead."
    if edgar.begun:
        return "This was sent to EDGAR, which has not answered. A change does not reach what was sent."
    if papers.signed:
        what = "signature and TEST" if edgar.test else "signature"
        return f"This is signed. A change takes the {what} back."
    if edgar.test:
        return f"{_at('EDGAR accepted the TEST of this', edgar.tested, now)} A change takes that back."
    if review.approved and not review.rejected:
        by = review.approved_by or "The reviewer"
        return f"{_at(f'{by} approved this', review.approved, now)} A change takes the approval back."
    if review.asked and not review.rejected:
        sent = f"This was sent to {review.asked_of or 'the reviewer'} for review"
        return f"{_at(sent, review.asked, now)} A change takes that back: ask again."
    return "This is built. A change takes that back: build it again." if papers.whole else ""


def _at(deed: str, instant: dt.datetime | None, now: dt.datetime) -> str:
    """Return the sentence that something was done, and when."""
    if instant is None:
        return f"{deed}."
    words = clock_words(instant, now)
    return f"{deed} at {words}" if words.endswith(".m.") else f"{deed} on {words}."


def _before_the_change(papers: PaperFacts) -> str:
    """Say after which step a draft was changed; empty where no step was behind it."""
    if papers.recorded or papers.edgar.live:
        return "after it was filed"
    if papers.edgar.test:
        return "after the TEST"
    if papers.signed:
        return "after it was signed"
    if papers.review.approved:
        return "after the review"
    if papers.review.asked:
        return "after it was sent for review"
    return "after it was built" if papers.whole or papers.lacking else ""


def clock_words(instant: dt.datetime, now: dt.datetime) -> str:
    """Write when something was: the clock of today, the date of another day."""
    instant = instant.astimezone(now.tzinfo)
    if instant.date() == now.date():
        half = "a.m." if instant.hour < 12 else "p.m."
        return f"{instant.hour % 12 or 12}:{instant:%M} {half}"
    return f"{instant:%B} {instant.day}" + (f", {instant.year}" if instant.year != now.year else "")
