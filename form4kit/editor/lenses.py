"""What can be done with a draft, in a line above it: build it, look at the form, see when it is due."""

from dataclasses import dataclass
from typing import Final, Literal

from form4kit.analysis.due import due_of, why_no_deadline
from form4kit.editor.judged_draft import JudgedDraft
from form4kit.editor.text import Range
from form4kit.report.due_report import as_text
from form4kit.words import counted

LensAct = Literal["build", "preview", "due"]
_TOP: Final = Range(1, 1, 1, 1)


@dataclass(frozen=True, slots=True)
class Lens:
    """Words above a line, and what happens where they are chosen."""

    range: Range
    title: str
    act: LensAct


def lenses(judged: JudgedDraft) -> list[Lens]:
    """Return what can be done with a draft; nothing of a text that cannot be read as one."""
    filing = judged.filing
    if filing is None:
        return []
    form = judged.tree.find(("form",))
    place = judged.tree.key_range(form) if form else _TOP
    errors = sum(each.blocks for each in judged.findings)
    due = due_of(filing)
    when = f"Due {due.due:%a} {due.due.date()} at {due.due:%H:%M} New York time" if due else "No deadline"
    return [
        Lens(place, f"Build ({counted(errors, 'error')} first)" if errors else "Build", "build"),
        Lens(place, "Preview the form", "preview"),
        Lens(place, when, "due"),
    ]


def told_due(judged: JudgedDraft) -> str:
    """Return when a draft is due and how that is counted, or why there is no deadline; plain text."""
    if judged.filing is None:
        return "The draft cannot be read."
    due = due_of(judged.filing)
    return as_text(due).rstrip("\n") if due else why_no_deadline(judged.filing)
