"""Write a draft as it was typed; what another has written meanwhile is merged with it, never overwritten."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from form4kit.draft.merge import MergeDifference, MergeSide
from form4kit.editor.merged_text import MergedText, merge_texts, shown
from form4kit.editor.text import as_before, normal
from form4kit.law.clock import NEW_YORK
from form4kit.steps.step_plan import PlannedRead, PlannedWrite, Question, StepPlan, StepRefusal
from form4kit.steps.write_planned import write_planned
from form4kit.storage.regular import is_regular, read_regular
from form4kit.storage.sealed import sha256
from form4kit.words import counted

DELETED = "deleted"
"""The id of the question what to do with a draft that is not there any more."""


@dataclass(frozen=True, slots=True)
class TextAnswers:
    """What was typed: the text, and the `base` that it was begun from, empty for a new draft.

    `chosen` says for each difference that both sides made whose is wanted. `again` says that a draft that was
    deleted is written once more; `aside` that the text goes into a file of its own, beside what is there.
    """

    text: str
    base: str
    chosen: Mapping[str, MergeSide] = field(default_factory=dict)
    again: bool = False
    aside: bool = False


def plan(file: Path, answers: TextAnswers, now: dt.datetime) -> StepPlan:
    """Say what would be written, what is taken over and what is asked; nothing is written. Raises OSError."""
    day = now.astimezone(NEW_YORK).date()
    if answers.aside:
        return _aside(file, answers, day)
    if not file.exists():
        if answers.base and not answers.again:
            words = f"{file.name} was deleted or moved while it was open"
            refusal = StepRefusal(
                "", words, file.name, "Write it here again, or under another name.", DELETED
            )
            return StepPlan("Nothing is written.", refusals=(refusal,), day=day)
        write = PlannedWrite(file, normal(answers.text).encode("utf-8", "surrogatepass"))
        return StepPlan(f"{file.name} is written.", (write,), day=day, facts=_facts(file))
    data = read_regular(file)
    try:
        theirs = normal(data.decode("utf-8"))
    except UnicodeDecodeError:
        refusal = StepRefusal("", f"{file.name} is not UTF-8 text", file.name, "Mend it with another editor.")
        return StepPlan("Nothing is written.", refusals=(refusal,), day=day)
    found = merge_texts(answers.base, answers.text, theirs, answers.chosen)
    after = as_before(found.text, data)
    writes = (PlannedWrite(file, after, sha256(data)),) if after != data else ()
    questions = tuple(Question(each.id, question_words(each)) for each in found.asked)
    foreign = normal(answers.base) != theirs
    return StepPlan(
        _sentence(file, found, bool(writes), foreign),
        writes,
        (PlannedRead(file, sha256(data)),),
        questions=questions,
        day=day,
        facts=_facts(file) | {"merge": plain_merge(found)} if foreign else _facts(file),
    )


def carry_out(planned: StepPlan) -> None:
    """Write what a plan says. Raises what `write_planned` raises."""
    write_planned(planned)


def _aside(file: Path, answers: TextAnswers, day: dt.date) -> StepPlan:
    number = 1
    while is_regular(beside := file.with_name(_beside(file, number))) or beside.exists():
        number += 1
    write = PlannedWrite(beside, normal(answers.text).encode("utf-8", "surrogatepass"))
    return StepPlan(f"What was typed is set aside as {beside.name}.", (write,), day=day, facts=_facts(beside))


def _beside(file: Path, number: int) -> str:
    return f"{file.stem}.mine{f'-{number}' if number > 1 else ''}{file.suffix}"


def _facts(file: Path) -> dict[str, Any]:
    return {"wrote": file.name}


def plain_merge(found: MergedText) -> dict[str, Any]:
    """Return what is asked of a merge and what was taken over, as a page takes it."""
    return {
        "why": found.why,
        "asked": [_plain(each) for each in found.asked],
        "taken": [{"side": side, **_plain(each)} for side, each in found.taken],
    }


def _plain(each: MergeDifference) -> dict[str, str]:
    values = {"base": each.base, "mine": each.mine, "theirs": each.theirs}
    return {"id": each.id, "where": each.where, **{name: shown(value) for name, value in values.items()}}


def question_words(each: MergeDifference) -> str:
    """Say what stands here and what there."""
    return f"{each.where}: here {shown(each.mine) or 'nothing'}, there {shown(each.theirs) or 'nothing'}"


def _sentence(file: Path, found: MergedText, writes: bool, foreign: bool) -> str:
    if not foreign:
        return f"{file.name} is written as it stands here." if writes else f"{file.name} stays as it is."
    taken = f"{counted(len(found.taken), 'difference')} taken over"
    return f"{file.name} was changed by another program: {taken}, {len(found.asked)} to be answered."
