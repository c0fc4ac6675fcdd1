"""Decide what becomes of pictures: a signature is typed as a person says, anything else is left out."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from form4kit.exhibits.changes import Changes
from form4kit.exhibits.docx_runs import PICTURE
from form4kit.exhibits.paper import Block, Cell, PageBreak, Paper, Paragraph, Run
from form4kit.lazy_re import pattern

CONFORMED = pattern(r"[/\\]\s*s\s*[/\\]", 2)  # re.IGNORECASE
"""A signature that is typed: /s/."""

_BEFORE = pattern(r"(?:\b(?:by|signed?|signature|sincerely|truly(?: yours)?)\b[\s:,]*[_.]*\s*|_{3,}\s*)\Z", 2)
_WITNESS = pattern(
    r"in\s+witness\s+whereof|has\s+caused\s+this|duly\s+executed|executed\s+(?:this|as\s+of)|signed\s+below",
    2,
)
_AFTER = pattern(r"\s*(?:_{3,}|(?:signature|name|by|title|date|print)\b)", 2)
_REACH = 600
_NEAR = 120
_LABEL = 60


def decided(text: str, names: Sequence[str], changes: Changes) -> list[str]:
    """Return what stands for each picture in a text, in order: `/s/` and a name, or nothing.

    `names` are those that a person gave for the pictures of signatures, in order. A signature without one
    stops the paper.
    """
    written: list[str] = []
    left = list(names)
    for number, at in enumerate(_places(text), 1):
        where = f"picture {number}"
        if not _is_signature(text, at):
            changes.tell("pictures left out", where)
            written.append("")
        elif left:
            written.append(f"/s/ {left.pop(0)}")
            changes.tell("pictures of a signature typed as you say", where, example=written[-1])
        else:
            hint = 'Say whose it is: --signed "Jane Doe" types /s/ Jane Doe there.'
            changes.stop(where, "a signature that is a picture, and EDGAR takes typed ones", hint)
            written.append("")
    if left:
        changes.stop("--signed", f"no picture of a signature is left for {left[0]}", "Leave the name out.")
    return written


def typed(paper: Paper, names: Sequence[str], changes: Changes) -> Paper:
    """Return a paper without pictures, those of signatures typed."""
    paragraphs = list(_paragraphs(paper.blocks))
    text = "\n".join(each.text for each in paragraphs)
    if PICTURE not in text:
        decided("", names, changes)
        return paper
    written = iter(decided(text, names, changes))
    return replace(paper, blocks=tuple(_block(block, written) for block in paper.blocks))


def _places(text: str) -> Iterator[int]:
    at = text.find(PICTURE)
    while at >= 0:
        yield at
        at = text.find(PICTURE, at + 1)


def _is_signature(text: str, at: int) -> bool:
    before, after = text[max(0, at - _REACH) : at].replace(PICTURE, ""), text[at + 1 : at + 1 + _REACH]
    if CONFORMED.search(before[-_NEAR:]) or CONFORMED.search(after[:_NEAR]):
        return False
    return bool(_BEFORE.search(before[-_LABEL:]) or _AFTER.match(after) or _WITNESS.search(before))


def _paragraphs(blocks: Sequence[Block]) -> Iterator[Paragraph]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block
        elif not isinstance(block, PageBreak):
            yield from (each for row in block.rows for cell in row for each in cell.paragraphs)


def _block(block: Block, written: Iterator[str]) -> Block:
    if isinstance(block, Paragraph):
        return _paragraph(block, written)
    if isinstance(block, PageBreak):
        return block
    rows = tuple(
        tuple(
            Cell(tuple(_paragraph(each, written) for each in cell.paragraphs), cell.columns) for cell in row
        )
        for row in block.rows
    )
    return replace(block, rows=rows)


def _paragraph(paragraph: Paragraph, written: Iterator[str]) -> Paragraph:
    if PICTURE not in paragraph.text:
        return paragraph
    return replace(paragraph, runs=tuple(Run(filled(run.text, written), run.marks) for run in paragraph.runs))


def filled(text: str, written: Iterator[str]) -> str:
    """Return a text with what was decided in place of each picture."""
    first, *others = text.split(PICTURE)
    return first + "".join(next(written, "") + other for other in others)
