"""Write a paper as an HTML page in the tags that EDGAR takes, each character above ASCII as a reference."""

from collections.abc import Iterator
from itertools import groupby

from form4kit.exhibits.changes import Changes
from form4kit.exhibits.characters import Characters
from form4kit.exhibits.lines import wrapped
from form4kit.exhibits.paper import Block, Cell, PageBreak, Paper, PaperTable, Paragraph

_WIDTH = 100
_DEEPEST_HEADING = 6
_INDENT = 24
_ALIGNED = ("center", "right", "justify")
_TAB = "&nbsp;" * 4


def as_html(paper: Paper, changes: Changes) -> bytes:
    """Return a paper as HTML in ASCII; each change is told."""
    spell = Characters(changes, html=True)
    title = " ".join(spell.write(paper.title, "the title").split())
    body = [line for block in paper.blocks for line in _block(block, spell)]
    head = f"<head><title>{title}</title></head>\n" if title else ""
    return (f"<html>\n{head}<body>\n" + "\n".join(body) + "\n</body>\n</html>\n").encode("ascii")


def _block(block: Block, spell: Characters) -> Iterator[str]:
    if isinstance(block, PageBreak):
        yield "<hr>"
    elif isinstance(block, Paragraph):
        yield from _paragraph(block, spell)
    else:
        yield from _table(block, spell)


def _paragraph(paragraph: Paragraph, spell: Characters) -> Iterator[str]:
    if paragraph.kept:
        yield f"<pre>\n{spell.write(paragraph.text, paragraph.where)}</pre>"
        return
    words = _marked(paragraph, spell)
    if not paragraph.text.strip() and not paragraph.marker:
        return
    tag = f"h{min(paragraph.level, _DEEPEST_HEADING)}" if paragraph.level else "p"
    align = f' align="{paragraph.align}"' if paragraph.align in _ALIGNED else ""
    deep = (paragraph.depth + 1) * _INDENT if paragraph.marker else min(paragraph.indent, 40) * 6
    style = ""
    if deep:
        hanging = f"; text-indent: -{_INDENT}px" if paragraph.marker else ""
        style = f' style="margin-left: {deep}px{hanging}"'
    yield from wrapped(f"<{tag}{align}{style}>{words}</{tag}>", width=_WIDTH, cut=False)


def _marked(paragraph: Paragraph, spell: Characters) -> str:
    marker = spell.write(paragraph.marker, paragraph.where)
    words = f"{marker}&nbsp;&nbsp;" if marker else ""
    for marks, runs in groupby(paragraph.runs, key=lambda run: run.marks):
        words += _run("".join(run.text for run in runs), marks, paragraph.where, spell)
    return words


def _run(text: str, marks: tuple[str, ...], where: str, spell: Characters) -> str:
    written = spell.write(text, where).replace("\t", _TAB).replace("\n", "<br>\n")
    if not text.strip():
        return written
    return (
        "".join(f"<{mark}>" for mark in marks) + written + "".join(f"</{mark}>" for mark in reversed(marks))
    )


def _table(table: PaperTable, spell: Characters) -> Iterator[str]:
    yield '<table cellpadding="4" cellspacing="0">'
    for row in table.rows:
        yield "<tr>"
        for cell in row:
            span = f' colspan="{cell.columns}"' if cell.columns > 1 else ""
            yield from wrapped(f'<td valign="top"{span}>{_cell(cell, spell)}</td>', width=_WIDTH, cut=False)
        yield "</tr>"
    yield "</table>"


def _cell(cell: Cell, spell: Characters) -> str:
    parts = [_marked(each, spell) for each in cell.paragraphs if each.text.strip() or each.marker]
    return "<br>\n".join(parts) or "&nbsp;"
