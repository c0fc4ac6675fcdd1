"""Prepare a filing: from answers to the draft that says them, and to the form that this prints.

A new filing is written once every question is answered, or where it is asked to be saved unfinished; in a
draft that is there, what is open is written as open, so that `check` and `build` refuse it. `facts["open"]`
has it. `plan` reads and writes nothing. What is shown is compiled from the very text that is written, pasted
trades included; what has no answer yet is left out of it, and stands on the form as an open row.
"""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path
from typing import Any, Final

from form4kit.analysis.statements import adoptions, denies_plan, mentions_plan
from form4kit.draft_schema.faults import FAULTS as SHAPE_FAULTS
from form4kit.editor.judged_draft import JudgedDraft, judge
from form4kit.editor.text import as_before
from form4kit.events.faults import FILLS_DISAGREE, FILLS_UNREADABLE, REFUSALS
from form4kit.findings import Finding
from form4kit.law.clock import NEW_YORK
from form4kit.model import Filing
from form4kit.outcome import Options
from form4kit.place import Path as Part
from form4kit.report.secrets import masked
from form4kit.steps.preparing import cells, pastes, questions
from form4kit.steps.preparing.amended_rows import FiledRow, rows_in
from form4kit.steps.preparing.amended_rows import questions_of as amended_questions
from form4kit.steps.preparing.answers import PrepareAnswers
from form4kit.steps.preparing.balances import long_day, name_of
from form4kit.steps.preparing.case import Case, case_of
from form4kit.steps.preparing.edited_text import with_open
from form4kit.steps.preparing.kinds import title_of
from form4kit.steps.preparing.meeting import Meeting, met
from form4kit.steps.preparing.questions import EventQuestion
from form4kit.steps.preparing.sentence import ToldRows, due_words, fills_by_row, sentence
from form4kit.steps.preparing.texts import Texts, texts_of
from form4kit.steps.step_plan import PlannedRead, PlannedWrite, Question, StepPlan, StepRefusal
from form4kit.steps.write_planned import write_planned
from form4kit.storage.regular import read_regular
from form4kit.storage.sealed import sha256
from form4kit.words import counted

SHAPE: Final = frozenset(fault.code for fault in SHAPE_FAULTS)
_LATER: Final = ("OPN", "CCC")
"""Rules about what is asked at a later step; open questions stand by themselves."""
_SIGNATURE: Final = "SIG"
"""Rules about signatures, which are asked for at a later step where there is none yet."""
_SAID: Final = (("events",), ("positions",), ("non_derivative",), ("derivative",), ("footnotes",))
"""Parts of a draft that somebody wrote: while questions are open, no fault is found with the others."""


@dataclass(frozen=True)
class Prepared:
    """A plan with what a page draws: the filing as shown, the rows of each event, the cells, the findings."""

    plan: StepPlan
    case: Case
    judged: JudgedDraft
    filing: Filing | None
    rows: Mapping[int, Sequence[Part]]
    cells: Mapping[str, Mapping[str, Any]]
    findings: tuple[Finding, ...]
    amended: tuple[FiledRow, ...] = ()


def plan(folder: Path, answers: PrepareAnswers, now: dt.datetime) -> StepPlan:
    """Plan to write what was answered at an aware instant. Raises OSError, NoDraft and NoPlace."""
    return prepared(folder, answers, now).plan


def carry_out(planned: StepPlan) -> str:
    """Write the draft and the files beside it, and return the draft's name.

    Raises NoLongerPlanned where a file has changed since, ValueError where the plan was refused or has open
    questions that nobody wants to save, and OSError.
    """
    if planned.questions:
        raise ValueError(planned.questions[0].words)
    write_planned(planned)
    return str(planned.facts["file"])


def prepared(folder: Path, answers: PrepareAnswers, now: dt.datetime) -> Prepared:
    """Plan, and keep what the plan was made of. Raises as `plan` does."""
    root = folder.resolve()
    case = case_of(root, answers)
    asked = questions.of_events(case.answers.events, case.pastes, case.joint)
    texts, merged = met(case, texts_of(case, asked))
    options = Options(now=lambda: now, beside=pastes.beside(case.pastes), unsigned=True)
    judged = judge(texts.shown, case.file, options=options)
    rows = _rows(judged, texts)
    filing, waiting = judged.filing, {}
    if filing is not None:
        incomplete = [n for n in range(len(case.answers.events)) if n not in texts.included]
        filing, open_rows = cells.with_open_rows(filing, case.answers.events, incomplete, case.holdings)
        rows |= {number: (path,) for number, path in open_rows.items()}
    firsts = {number: cells.row_name(paths[0]) for number, paths in rows.items() if paths}
    amended = rows_in(texts.written, case.original) if case.draft and case.draft.amends else ()
    open_ = (*_questions(case, asked, firsts), *amended_questions(amended))
    texts = replace(
        texts, written=with_open(texts.written, [(each.id, _told_open(each, asked)) for each in open_])
    )
    waiting = {cell: each.id for each in open_ for cell in each.cells}
    signed = filing is not None and bool(filing.signatures)
    later = _LATER if signed else (*_LATER, _SIGNATURE)
    found = tuple(
        each
        for each in judged.findings
        if not each.rule.startswith(later) and (not open_ or each.place.path[:1] in _SAID)
    )
    refusals = (*merged.refusals, *_of_findings(found, texts, case), *_of_pastes(case, rows, filing, texts))
    drawn = (
        cells.cells_of(filing, judged.outcome.working, rows, case.answers.events, waiting) if filing else {}
    )
    planned = _plan(case, texts, judged, filing, rows, open_, refusals, now, merged)
    return Prepared(planned, case, judged, filing, rows, drawn, found, amended)


def _plan(
    case: Case,
    texts: Texts,
    judged: JudgedDraft,
    filing: Filing | None,
    rows: Mapping[int, Sequence[Part]],
    open_: tuple[Question, ...],
    refusals: tuple[StepRefusal, ...],
    now: dt.datetime,
    merged: Meeting,
) -> StepPlan:
    waits = bool(open_) and not (case.answers.unfinished or case.draft is not None)
    words = (
        masked(sentence(filing, _told(filing, judged, rows))) if filing else "This draft cannot be read yet."
    )
    due = due_words(filing, now) if filing else ""
    facts = {
        "file": case.file.relative_to(case.root).as_posix(),
        "due": due,
        "open": [[each.id, each.words, *each.cells] for each in open_],
        "pastes": [pastes.plain(each.account, number) for number, each in case.pastes.items()],
        "shown": texts.shown,
        **({"merge": merged.plain} if merged.plain else {}),
    }
    return StepPlan(
        f"{words} {due}".strip(),
        writes=() if waits else tuple(_writes(case, texts)),
        reads=tuple(_reads(case)),
        refusals=refusals,
        questions=open_ if waits else (),
        day=now.astimezone(NEW_YORK).date(),
        facts=facts,
    )


def _writes(case: Case, texts: Texts) -> Iterator[PlannedWrite]:
    after = as_before(texts.written, case.disk)
    if after != case.disk or not case.hash:
        yield PlannedWrite(case.file, after, case.hash)
    for each in case.pastes.values():
        for name, data in ((each.name, each.data), *([each.broker] if each.broker else [])):
            file = pastes.path_of(case.file, name)
            before = read_regular(file) if file.is_file() else None
            if before != data:
                yield PlannedWrite(file, data, sha256(before) if before is not None else "")


def _reads(case: Case) -> Iterator[PlannedRead]:
    files = dict.fromkeys(each.file for each in case.holdings.papers)
    yield from (PlannedRead(file, sha256(read_regular(file))) for file in files if file != case.file)


def _rows(judged: JudgedDraft, texts: Texts) -> dict[int, Sequence[Part]]:
    """Return the rows that each event made, by the event's number in the answers."""
    found: dict[int, list[Part]] = {}
    for made in judged.rows:
        if made.source[0] == "events" and int(made.source[1]) in texts.order:
            found.setdefault(texts.order[int(made.source[1])], []).append(made.path)
    return dict(found)


def _questions(case: Case, asked: Sequence[EventQuestion], firsts: Mapping[int, str]) -> tuple[Question, ...]:
    drafts = case.holdings.drafts
    names = {each: name_of(each, case.root) for each in drafts}
    by_hand = bool(case.draft and case.draft.by_hand)
    found = [*questions.of_filing(case.answers, case.holdings, by_hand)]
    found += questions.of_drafts(case.answers, case.holdings, names)
    found += [Question(each.id, each.words, questions.cells_of(each, firsts)) for each in asked]
    return tuple(found)


def _told_open(question: Question, asked: Sequence[EventQuestion]) -> str:
    """Return a question as it stands in a draft: that of an event says which."""
    return next((each.told for each in asked if each.id == question.id), question.words)


def _of_findings(found: Sequence[Finding], texts: Texts, case: Case) -> Iterator[StepRefusal]:
    """Yield what keeps an event off the form, or makes the draft one that cannot be read."""
    for each in found:
        if each.blocks and (each.rule in REFUSALS or each.rule in SHAPE):
            where, question = _where(each, texts, case)
            yield StepRefusal(each.rule, masked(each.message), where, masked(each.hint), question)


def _where(found: Finding, texts: Texts, case: Case) -> tuple[str, str]:
    """Return the place of a finding in the words of the questions, and the question that would settle it."""
    path = found.place.path
    if len(path) > 1 and path[0] == "events" and int(path[1]) in texts.order:
        number = texts.order[int(path[1])]
        field = str(path[3]) if len(path) > 3 else "kind"
        event = case.answers.events[number]
        if field == "shares" and event.paste is not None:
            field = "fills"  # the number on the confirmation, which is held against the lines
        return f"Event {number + 1}, {title_of(event.kind)}", f"event-{number + 1}.{field}"
    return found.place.where, ""


def _of_pastes(
    case: Case, rows: Mapping[int, Sequence[Part]], filing: Filing | None, texts: Texts
) -> Iterator[StepRefusal]:
    """Yield what is wrong with a paste as a whole: its total, its form, its sum."""
    for number, each in case.pastes.items():
        where = f"Event {number + 1}, {title_of(case.answers.events[number].kind)}"
        id = f"event-{number + 1}.fills"
        account = each.account
        if account.trouble is not None and account.trouble.line:
            words = f"{each.name}, line {account.trouble.line}: {account.trouble.message}"
            yield StepRefusal(FILLS_UNREADABLE.code, words, where, account.trouble.hint, id)
        for line in account.lines:
            if line.became == "total" and line.why:
                words = f"{each.name}, line {line.number}: {line.why}"
                hint = "Compare both with the broker's confirmation."
                yield StepRefusal(FILLS_UNREADABLE.code, words, where, hint, id)
        mine = set(rows.get(number, ()))
        shown = [row for row in filing.rows if row.path in mine] if filing else []
        made = sum((row.shares.value or 0 for row in shown), start=account.shares - account.shares)
        if number in texts.included and shown and made != account.shares:
            words = f"{counted(len(account.fills), 'fill')} of {account.shares} and rows of {made}"
            yield StepRefusal(FILLS_DISAGREE.code, words, where, "Please report this.", id)


def _told(filing: Filing, judged: JudgedDraft, rows: Mapping[int, Sequence[Part]]) -> list[ToldRows]:
    """Return the rows of the filing by what made them, in the order of the events."""
    by_path = {row.path: row for row in filing.transactions}
    trades = fills_by_row(judged.outcome.working)
    groups = [tuple(by_path[path] for path in rows[n] if path in by_path) for n in sorted(rows)]
    taken = {row.path for group in groups for row in group}
    groups += [(row,) for path, row in by_path.items() if path not in taken]
    told: list[ToldRows] = []
    for group in groups:
        made = [trades[row.path] for row in group if row.path in trades]
        amount = sum((each[1] for each in made), Fraction(0)) if len(made) == len(group) else None
        told.append(ToldRows(group, sum(each[0] for each in made), amount, plan_of(group, filing)))
    return told


def plan_of(rows: Sequence[Any], filing: Filing) -> str:
    """Return the day on which the plan of some rows was adopted, as their own footnotes tell it."""
    marks = {name for row in rows for name in row.code.names}
    notes = [note.text.text or "" for note in filing.footnotes if note.name in marks or note.id in marks]
    for text in notes:
        if mentions_plan(text) and not denies_plan(text):
            found = adoptions(text, ticked=filing.plan_10b5_1.value is True)
            return long_day(found[0].day) if found else "true"
    return ""
