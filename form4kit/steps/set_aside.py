"""Put down how the person knows that EDGAR has nothing of what may have been sent; nothing is sent."""

import datetime as dt
from pathlib import Path

from form4kit.law.clock import NEW_YORK
from form4kit.steps.send_case import SendAnswers, SendCase, case_of
from form4kit.steps.step_plan import Question, StepPlan, StepRefusal
from form4kit.steps.write_planned import NoLongerPlanned
from form4kit.storage.atomic import held_alone
from form4kit.storage.names import ATTEMPTS
from form4kit.transmission.attempts import KnownAttempt


def plan(folder: Path, answers: SendAnswers, now: dt.datetime) -> StepPlan:
    """Plan to set aside what may have been sent, by the reason in `not_taken`. Raises OSError."""
    return _planned(case_of(folder, answers, now), now)


def carry_out(planned: StepPlan, answers: SendAnswers, now: dt.datetime) -> None:
    """Put the reason down beside each attempt.

    Raises NoLongerPlanned where something is not as it was when it was planned, ValueError where something
    stands in the way, BlockingIOError where another form4kit sends from here, and OSError.
    """
    if planned.refusals or planned.questions:
        raise ValueError("the plan cannot be carried out")
    with held_alone(Path(planned.facts["record"]).parent / ATTEMPTS / ".lock"):
        case = case_of(Path(planned.facts["folder"]), answers, now)
        if _planned(case, now).hash != planned.hash:
            raise NoLongerPlanned("what was sent is no longer as it was when this was planned: begin again")
        for each in _doubtful(case):
            case.attempts.set_aside(each, str(answers.not_taken).strip()[:500])


def _planned(case: SendCase, now: dt.datetime) -> StepPlan:
    found = _doubtful(case)
    reason = (case.answers.not_taken or "").strip()
    refusals = () if found else (StepRefusal("nothing", "nothing was sent whose end is not known"),)
    asked = Question("not_taken", "How do you know that EDGAR does not have it?")
    return StepPlan(
        sentence=f"EDGAR does not have it: {reason}" if reason else "EDGAR does not have it.",
        refusals=refusals,
        questions=() if reason else (asked,),
        day=now.astimezone(NEW_YORK).date(),
        facts={
            "folder": str(case.built.path),
            "record": str(case.record),
            "attempts": [each.file.name for each in found],
            "not_taken": reason,
        },
    )


def _doubtful(case: SendCase) -> list[KnownAttempt]:
    """Return the attempts of which nobody knows whether EDGAR has them; what it took live is none."""
    return [each for each in case.mine(case.answers.tag) if each.attempt and each.attempt.state == "sending"]
