"""A finding in a file beside the drafts: one of the registry, or one of fills."""

from dataclasses import dataclass

from form4kit.editor.text import DraftText, Range
from form4kit.findings import Finding


@dataclass(frozen=True, slots=True)
class FileFinding:
    """A finding in words without the name and line of its file, and its range there.

    `by` is the draft whose judging found it, by the name of its file; empty where it stands for all.
    """

    finding: Finding
    range: Range
    by: str = ""


def line_range(text: DraftText, number: int) -> Range:
    """Return the range of what stands in a line, blanks at both ends left out."""
    line = text.line(number)
    start = len(line) - len(line.lstrip()) + 1
    return Range(number, start, number, max(len(line.rstrip()) + 1, start))
