"""Answers and another program's change of one draft: what one side changed is taken, the rest is asked."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, cast

from form4kit.draft.merge import MergeSide
from form4kit.editor.merged_text import merge_texts
from form4kit.steps.draft_text import DELETED, plain_merge, question_words
from form4kit.steps.preparing.case import Case
from form4kit.steps.preparing.texts import Texts
from form4kit.steps.step_plan import StepRefusal


@dataclass(frozen=True, slots=True)
class Meeting:
    """What stands in the way of writing over another's change, and the differences as a page takes them."""

    refusals: tuple[StepRefusal, ...] = ()
    plain: Mapping[str, Any] = field(default_factory=dict)


def met(case: Case, texts: Texts) -> tuple[Texts, Meeting]:
    """Return the texts with what another program wrote meanwhile, and what is asked about it."""
    name = case.file.name
    if case.gone and not case.answers.again:
        words = f"{name} was deleted or moved while it was open"
        hint = "Write it here again, or under another name."
        return texts, Meeting((StepRefusal("", words, name, hint, DELETED),))
    if case.theirs is None:
        return texts, Meeting()
    chosen = cast(
        "dict[str, MergeSide]",
        {id: side for id, side in case.answers.chosen.items() if side in ("mine", "theirs")},
    )
    shown = merge_texts(case.text, texts.shown, case.theirs, chosen)
    written = merge_texts(case.text, texts.written, case.theirs, chosen)
    refusals = tuple(
        StepRefusal("", question_words(each), each.where, "Say which is right.", each.id)
        for each in written.asked
    )
    plain = {**plain_merge(written), "file": name, "mine": texts.written}
    return replace(texts, shown=shown.text, written=written.text), Meeting(refusals, plain)
