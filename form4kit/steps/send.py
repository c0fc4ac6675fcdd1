"""Send a built folder through EDGAR's API: as a TEST, or live after an accepted TEST of the same.

The plan says which of four things is to be done: to send; to go on with what was sent; to find out what
became of what may have been sent; or nothing, since EDGAR has accepted it. Only the first sends anything.
"""

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final, Literal

from form4kit.law.clock import NEW_YORK
from form4kit.outcome import new_york_now
from form4kit.registry.settings import settings_for
from form4kit.signoff.review_gate import why_not_reviewed
from form4kit.steps.live_summary import is_typed, summary, words_to_type
from form4kit.steps.send_case import UNSEALED, SendAnswers, SendCase, case_of, why_no_test
from form4kit.steps.sending import Sending, SendResult
from form4kit.steps.step_plan import PlannedRead, Question, StepPlan, StepRefusal
from form4kit.steps.write_planned import NoLongerPlanned
from form4kit.storage.atomic import held_alone, write_file
from form4kit.storage.names import ATTEMPTS, SUBMISSION
from form4kit.storage.regular import read_regular
from form4kit.storage.repository import NAME
from form4kit.storage.sealed import sha256
from form4kit.transmission.attempts import OVER, Attempt, KnownAttempt, number_in

SendAct = Literal["send", "go on", "find out", "nothing"]
_LOCK: Final = ".lock"
_SAYS: Final[dict[SendAct, str]] = {
    "send": "Send",
    "go on": "Ask what EDGAR decided of",
    "find out": "Find out whether EDGAR has",
    "nothing": "Nothing is sent: EDGAR has accepted",
}


def plan(folder: Path, answers: SendAnswers, now: dt.datetime) -> StepPlan:
    """Plan to send a built folder at an aware instant. Writes nothing, asks nobody. Raises OSError."""
    return _planned(case_of(folder, answers, now), now)


def carry_out(
    planned: StepPlan,
    answers: SendAnswers,
    *,
    sleep: Callable[[float], None],
    tell: Callable[[str], None],
) -> SendResult:
    """Do what a plan says, and wait for EDGAR's decision.

    Stopped at any moment, it leaves what is needed to plan again and go on. Raises NoLongerPlanned where
    something is not as it was when it was planned, ValueError where something stands in the way,
    BlockingIOError where another form4kit sends from here, and OSError.
    """
    if planned.refusals or planned.questions:
        raise ValueError("the plan cannot be carried out")
    now = new_york_now()
    folder = Path(planned.facts["folder"])
    with held_alone(Path(planned.facts["record"]).parent / ATTEMPTS / _LOCK):
        case = case_of(folder, answers, now)
        if _planned(case, now).hash != planned.hash:
            raise NoLongerPlanned(f"{folder} is no longer as it was when this was planned: begin again")
        attempt = _attempt(case, now)
        with _as_it_is_sent(case, attempt, planned.facts["act"]):
            return Sending(case, attempt, sleep, tell).run(planned.facts["act"])


@contextmanager
def _as_it_is_sent(case: SendCase, attempt: Attempt, act: SendAct) -> Iterator[None]:
    """Have the submission lie in the folder as it is sent; as it was before where nothing left."""
    file = case.built.path / SUBMISSION
    before = read_regular(file)
    if act == "send" and before != case.built.files[SUBMISSION]:
        write_file(file, case.built.files[SUBMISSION])
    try:
        yield
    finally:
        begun = (each.attempt for each in case.attempts.of(attempt.document.ownership))
        states = [each.state for each in begun if each and each.name == attempt.name]
        gone = bool(states) and states[0] not in ("refused", "not taken")
        if act == "send" and not gone and read_regular(file) != before:
            write_file(file, before)


def _planned(case: SendCase, now: dt.datetime) -> StepPlan:
    act, known = _act(case)
    refusals = tuple(StepRefusal("", each) for each in dict.fromkeys(_refusals(case, act)))
    questions: tuple[Question, ...] = ()
    told: tuple[str, ...] = ()
    if case.answers.tag == "LIVE" and act == "send" and not refusals:
        told = (
            *summary(case.built, case.sheet, case.answers.live or "", case.answers.address.url),
            *_since(case),
        )
        if case.answers.typed is None or not is_typed(case.answers.typed, case.sheet):
            words = words_to_type(case.sheet)
            questions = (Question("name", f"Type {words[0]} to file it" if words else "It has no owner"),)
    return StepPlan(
        sentence=f"{_SAYS[act]} {_what(case)}",
        reads=tuple(
            PlannedRead(case.built.path / name, sha256(data))
            for name, data in sorted(case.built.files.items())
            if name != SUBMISSION  # which is bound by its hash without CCCs
        ),
        refusals=refusals,
        questions=questions,
        told=told,
        day=now.astimezone(NEW_YORK).date(),
        facts=_facts(case, act, known),
    )


def _facts(case: SendCase, act: SendAct, known: KnownAttempt | None) -> dict[str, Any]:
    answers = case.answers
    return {
        "folder": str(case.built.path),
        "act": act,
        "tag": answers.tag,
        "api": answers.address.url,
        "login": answers.login_cik,
        "test": answers.live,
        "not_taken": answers.not_taken,
        "record": str(case.record),
        "packet": answers.packet.sha256 if answers.packet else None,
        "document": asdict(case.document),
        "attempt": known.file.name if known else None,
        "accession": known.attempt.accession if known and known.attempt else None,
    }


def _since(case: SendCase) -> Iterator[str]:
    """Yield that what stands around the document is no longer as it was in its TEST."""
    attempts = (each.attempt for each in case.known if each.tag == "TEST" and each.genuine)
    test = next((each for each in attempts if each and each.accession == case.answers.live), None)
    if test is not None and test.document.submission != case.document.submission:
        yield "  BUT     contact, notification addresses or descriptions are others than in the TEST"


def _what(case: SendCase) -> str:
    who = "; ".join(each.name or each.cik for each in case.sheet.owners) or "nobody"
    form = f"Form {case.sheet.form} of {who}, {case.built.path}, to {case.answers.address}"
    return f"a TEST of {form}" if case.answers.tag == "TEST" else f"{form}, LIVE"


def _act(case: SendCase) -> tuple[SendAct, KnownAttempt | None]:
    """Return what is to be done, and the attempt that it is about."""
    for each in reversed(case.mine(case.answers.tag)):
        attempt = each.attempt
        if attempt is None or attempt.state in OVER or not each.genuine:
            continue
        if attempt.state == "accepted" and case.answer_to(each) is not None:
            return "nothing", each
        if _is_given_up(case, attempt):
            continue
        return ("find out" if attempt.state == "sending" else "go on"), each
    return "send", None


def _is_given_up(case: SendCase, attempt: Attempt) -> bool:
    """Tell whether the person says of an attempt that EDGAR has nothing of it; not of what it took live."""
    return bool(case.answers.not_taken) and (attempt.state == "sending" or attempt.tag == "TEST")


def _refusals(case: SendCase, act: SendAct) -> Iterator[str]:
    tag, wanted = case.sheet.tag, case.answers.tag
    if tag == "LIVE" and wanted == "TEST":
        yield f"{SUBMISSION} is tagged LIVE: a TEST is sent of a folder that is built without --live"
    if tag == "TEST" and wanted == "LIVE":
        yield f"{SUBMISSION} is tagged TEST, and nothing would be filed: build it again with --live"
    if act != "send":
        return
    yield from case.sheet.refusals
    if case.broken:
        yield case.broken
    yield from _doubtful(case)
    if wanted == "LIVE" and case.answers.packet is None:
        yield from _unsigned(case)
    if wanted == "LIVE" and (why := why_not_reviewed(case.built, case.sheet.now)):
        yield why
    if case.answers.live is not None and (why := why_no_test(case, case.answers.live)):
        yield why


def _unsigned(case: SendCase) -> Iterator[str]:
    """Yield that the settings that hold demand a signature, or that they cannot be read."""
    settings = settings_for(case.built.path)
    if settings.signature_required:
        yield f"{NAME} demands a signature, [sign] required: give the packet that binds it, --packet FILE"
    elif settings.findings:
        yield f"{settings.findings[0].message}: whether it demands a signature is not known"


def _doubtful(case: SendCase) -> Iterator[str]:
    """Yield earlier attempts that stand in the way: nobody can trust them, and they may be at EDGAR."""
    for each in case.mine(case.answers.tag):
        attempt = each.attempt
        if each.genuine:
            continue
        if attempt is not None and each.tag == "TEST" and attempt.state in (*OVER, "accepted"):
            continue  # a second TEST harms nobody; of what may have gone LIVE no changed file is believed
        if not case.answers.not_taken:
            yield f"{each.file.name}: {UNSEALED}; look on EDGAR whether it is there before anything is sent"


def _attempt(case: SendCase, now: dt.datetime) -> Attempt:
    """Return the attempt that is gone on with, or a new one."""
    _, known = _act(case)
    if known is not None and known.attempt is not None:
        return known.attempt
    taken = [number_in(each.file.name) for each in case.known if each.tag == case.answers.tag]
    return Attempt(
        number=max(taken, default=0) + 1,
        tag=case.answers.tag,
        api=case.answers.address.url,
        login=case.answers.login_cik,
        document=case.document,
        begun=now.astimezone(dt.UTC).isoformat(timespec="microseconds"),
        state="sending",
    )
