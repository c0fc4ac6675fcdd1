"""Write a paper as a text for EDGAR: lines of at most 80 characters, headings and lists as they stand."""

from collections.abc import Iterator

from form4kit.exhibits.changes import Changes
from form4kit.exhibits.characters import Characters
from form4kit.exhibits.lines import WIDTH, centred, fitted, squeezed, unruled, wrapped
from form4kit.exhibits.paper import Block, Cell, PageBreak, Paper, Paragraph
from form4kit.exhibits.text_tables import laid_out

_DEEPEST = 6
_LIST_INDENT = 4
_WIDEST_INDENT = 40


def as_text(paper: Paper, changes: Changes) -> bytes:
    """Return a paper as text in ASCII, with a blank line between paragraphs; each change is told."""
    spell = Characters(changes)
    lines: list[str] = []
    for block in paper.blocks:
        fresh = list(_block(block, spell))
        if any(fresh):
            lines += [*fresh, ""]
    while lines and not lines[-1]:
        lines.pop()
    kept = [line for number, line in enumerate(lines) if line or (number and lines[number - 1])]
    return ("\n".join(kept) + "\n").encode("ascii", "strict") if kept else b""


def _block(block: Block, spell: Characters) -> Iterator[str]:
    if isinstance(block, PageBreak):
        spell.changes.tell("page breaks left out", "")
    elif isinstance(block, Paragraph):
        yield from _paragraph(block, spell)
    else:
        rows = [[(list(_cell(cell, spell)), cell.columns) for cell in row] for row in block.rows]
        yield from laid_out(rows, block.where, spell.changes)


def _cell(cell: Cell, spell: Characters) -> Iterator[str]:
    for paragraph in cell.paragraphs:
        marker = spell.write(paragraph.marker, paragraph.where)
        text = spell.write(_plain(paragraph, spell), paragraph.where)
        for number, line in enumerate(text.split("\n")):
            words = squeezed(line.expandtabs(4)).strip()
            yield f"{marker} {words}" if marker and not number else words


def _paragraph(paragraph: Paragraph, spell: Characters) -> Iterator[str]:
    text = spell.write(_plain(paragraph, spell), paragraph.where)
    if paragraph.kept:
        for line in text.split("\n"):
            yield from fitted(line)
        return
    if any(len(word) > WIDTH for word in text.split()):
        text = unruled(text)
        if any(len(word) > WIDTH for word in text.split()):
            spell.changes.tell("words longer than a line broken", paragraph.where)
    marker = spell.write(paragraph.marker, paragraph.where)
    indent = " " * min(paragraph.indent, _WIDEST_INDENT)
    if marker:
        indent = " " * _LIST_INDENT * min(paragraph.depth, _DEEPEST)
        first = f"{indent}{marker} ".ljust(len(indent) + _LIST_INDENT)
        if len(first) > _WIDEST_INDENT:
            first, text = indent, f"{marker} {text}"
        yield from _lines(text, first, " " * len(first))
    elif paragraph.align == "center":
        for line in text.split("\n"):
            yield from centred(line)
    elif paragraph.align == "right":
        for line in text.split("\n"):
            yield from (each.rjust(WIDTH) if each else "" for each in wrapped(line))
    else:
        yield from _lines(text, indent, indent)


def _plain(paragraph: Paragraph, spell: Characters) -> str:
    """Return the words of a paragraph without their marks, and tell where a mark said something."""
    text = ""
    for run in paragraph.runs:
        words = run.text
        if "sup" in run.marks and words.strip().isdecimal() and text[-1:].isalnum():
            spell.changes.tell("raised numbers written in parentheses", paragraph.where)
            words = f"({words.strip()})" + (" " if words[-1:].isspace() else "")
        if "strike" in run.marks and words.strip():
            struck = "words that are struck out written like the others"
            spell.changes.tell(struck, paragraph.where, example=" ".join(words.split())[:40])
        text += words
    return text


def _lines(text: str, first: str, indent: str) -> Iterator[str]:
    """Wrap each line of a paragraph; one that was set with tabs or blanks keeps its gaps where it fits."""
    for line in text.split("\n"):
        set_out = (first + line.expandtabs(8)).rstrip()
        if "\t" in line.strip() or "   " in line.strip():
            yield from [set_out] if len(set_out) <= WIDTH else wrapped(line, first=first, indent=indent)
        else:
            yield from wrapped(line, first=first, indent=indent)
        first = indent
