"""File by hand on EDGAR's own pages: the sheet, and the submission tagged LIVE once its TEST was taken."""

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from form4kit.folder.read import BuiltFolder, read_built
from form4kit.law.clock import NEW_YORK
from form4kit.registry.settings import settings_for
from form4kit.signoff.record import entries_in, faults_in
from form4kit.signoff.review_gate import why_not_reviewed
from form4kit.steps.live_summary import is_typed, summary, words_to_type
from form4kit.steps.receive import record_beside_folder
from form4kit.steps.send_case import tagged
from form4kit.steps.step_plan import PlannedRead, Question, StepPlan, StepRefusal
from form4kit.steps.write_planned import NoLongerPlanned
from form4kit.storage.atomic import write_file
from form4kit.storage.names import OWNERSHIP, SUBMISSION
from form4kit.storage.regular import is_regular, read_regular
from form4kit.storage.sealed import sha256
from form4kit.transmission.edgar_pages import LiveOrTest
from form4kit.transmission.handoff import Handoff, hand_off
from form4kit.transmission.received import received_of
from form4kit.transmission.sent_by_api import attempts_at, not_known

WAITS = "Waits for an accepted TEST of exactly this form."
"""What is said of what may not be filed yet."""


@dataclass(frozen=True, slots=True)
class HandOffAnswers:
    """`tag` is what it goes as; `typed` what was typed to confirm, `signed` whether a signature binds it."""

    tag: LiveOrTest
    typed: str | None = None
    signed: bool = False
    tested: str = ""


def plan(folder: Path, answers: HandOffAnswers, now: dt.datetime) -> StepPlan:
    """Plan to tag a folder's submission, and say why it may not go. Raises OSError."""
    return _planned(folder, answers, now)[0]


def carry_out(planned: StepPlan, folder: Path, answers: HandOffAnswers, now: dt.datetime) -> Handoff:
    """Tag the submission, and return the sheet to go by.

    Raises NoLongerPlanned where something is not as it was when it was planned, ValueError where something
    stands in the way, and OSError.
    """
    again, built, sheet = _planned(folder, answers, now)
    if again.hash != planned.hash:
        raise NoLongerPlanned(f"{folder.name} is no longer as it was when this was planned: begin again")
    if again.refusals or again.questions:
        raise ValueError("the plan cannot be carried out")
    if read_regular(folder / SUBMISSION) != built.files[SUBMISSION]:
        write_file(folder / SUBMISSION, built.files[SUBMISSION])
    return sheet


def sheet_of(folder: Path, now: dt.datetime) -> Handoff:
    """Return the sheet of a folder as it lies there, for who looks at its facts. Raises OSError."""
    return _sheet(read_built(folder, folder.name), HandOffAnswers("TEST"), now)[0]


def _planned(
    folder: Path, answers: HandOffAnswers, now: dt.datetime
) -> tuple[StepPlan, BuiltFolder, Handoff]:
    built = tagged(read_built(folder, folder.name), answers.tag)
    sheet, attempts = _sheet(built, answers, now)
    refusals = [StepRefusal("not-to-send", each, folder.name) for each in (*sheet.refusals, *attempts)]
    if answers.tag == "LIVE":
        refusals[:0] = [StepRefusal("untested", WAITS, folder.name)] if not answers.tested else []
        if settings_for(folder).signature_required and not answers.signed:
            refusals.append(
                StepRefusal("unsigned", "form4kit.toml demands a signature, [sign] required", folder.name)
            )
        if why := why_not_reviewed(built, now):
            refusals.append(StepRefusal("not-reviewed", why, folder.name))
    questions: tuple[Question, ...] = ()
    told: tuple[str, ...] = ()
    if answers.tag == "LIVE" and not refusals:
        told = tuple(summary(built, sheet, answers.tested, "EDGAR, by hand"))
        if not is_typed(answers.typed or "", sheet):
            words = words_to_type(sheet)
            questions = (Question("name", f"Type {words[0]} to file it" if words else "It has no owner"),)
    who = "; ".join(each.name for each in sheet.owners)
    planned = StepPlan(
        sentence=f"Form {sheet.form} of {who}, {answers.tag}, by hand",
        reads=tuple(
            PlannedRead(folder / name, sha256(data))
            for name, data in sorted(built.files.items())
            if name != SUBMISSION
        ),
        refusals=tuple(refusals),
        questions=questions,
        told=told,
        day=now.astimezone(NEW_YORK).date(),
        facts={"folder": str(folder), "tag": answers.tag},
    )
    return planned, built, sheet


def _sheet(built: BuiltFolder, answers: HandOffAnswers, now: dt.datetime) -> tuple[Handoff, tuple[str, ...]]:
    record = record_beside_folder(built.path)
    data = read_regular(record) if is_regular(record) else b""
    fault = next(faults_in(data), None)
    broken = (f"{record.name} is broken, {fault}: whether it was filed before is not known",) if fault else ()
    document = built.bound.get(OWNERSHIP, "")
    attempts = attempts_at(record, document)
    filed = [
        each for each in received_of(record, document) if each.status == "accepted" and each.test is False
    ]
    taken = tuple(f"it was accepted and filed, {each.accession}: put it on record" for each in filed)
    sheet = hand_off(built, now, entries=() if fault else entries_in(data))
    return sheet, (*broken, *taken, *not_known(attempts, answers.tag))
