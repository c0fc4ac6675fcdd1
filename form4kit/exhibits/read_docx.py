"""Read a Word file as a paper: paragraphs with their computed numbers, tables, footnotes at the end.

The package reads the XML itself. A library for Word files would bring a parser and a model of all that Word
can do; what a power of attorney has is little, and what is left out has to be told, which a library does not.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from form4kit.exhibits.changes import Changes
from form4kit.exhibits.docx_numbers import Numbering
from form4kit.exhibits.docx_package import Package
from form4kit.exhibits.docx_runs import MOST_TEXT, PAGE, RunReader
from form4kit.exhibits.docx_styles import Looks, Styles
from form4kit.exhibits.docx_unread import unread
from form4kit.exhibits.docx_xml import WordElement
from form4kit.exhibits.paper import Block, CannotConvert, Cell, PageBreak, Paper, PaperTable, Paragraph, Run

_THROUGH = frozenset(["w:sdt", "w:sdtContent", "w:customXml", "w:smartTag"])
_TRACKED = frozenset(["w:ins", "w:del", "w:moveFrom", "w:moveTo"])
_PLAIN = WordElement("", {})
_MOST_COLUMNS = 63
_DEEPEST_TABLE = 8


@dataclass(slots=True)
class _Reader:
    """What is known of the file, and how far its reading has come."""

    words: RunReader
    styles: Styles
    numbering: Numbering
    changes: Changes
    count: int = 0
    tables: int = 0


def read_docx(content: bytes, changes: Changes, *, accept: bool = False) -> Paper:
    """Return what a Word file says; what is left out is told, and what nobody decided stops it.

    `accept` takes tracked changes as accepted. Raises CannotConvert where it cannot be read.
    """
    package = Package(content)
    root = package.xml(package.main)
    body = root.child("w:body") if root else None
    if body is None:
        raise CannotConvert("a ZIP archive that is no Word file", "Save it again as .docx from Word.")
    styles = Styles(next(iter(package.related("styles")), None))
    words = RunReader(styles, changes, accept)
    reader = _Reader(words, styles, Numbering(next(iter(package.related("numbering")), None)), changes)
    blocks = list(_blocks(body.children, reader))
    noted: list[WordElement] = []
    blocks += _notes(package, reader, noted)
    _stop_for_unread([body, *noted], reader)
    _left_out(package, changes)
    if reader.words.read_so_far > MOST_TEXT:
        raise CannotConvert(f"more than {MOST_TEXT:,} characters", "Save it again in parts.")
    return Paper(tuple(blocks), _title(blocks))


def _title(blocks: list[Block]) -> str:
    first = next((each.text for each in blocks if isinstance(each, Paragraph) and each.text.strip()), "")
    return first.strip()[:100] if "\n" not in first.strip() else ""


def _blocks(nodes: Iterable[WordElement], reader: _Reader, depth: int = 0) -> Iterator[Block]:
    for node in nodes:
        where = f"paragraph {reader.count + 1}"
        if node.name == "w:p":
            yield from _paragraphs(node, reader)
        elif node.name == "w:tbl":
            yield from _table(node, reader, depth)
        elif node.name in _THROUGH:
            yield from _blocks(node.children, reader, depth)
        elif node.name == "AlternateContent":
            chosen = node.child("Choice") or node.child("Fallback") or _PLAIN
            yield from _blocks(chosen.children, reader, depth)
        elif node.name in _TRACKED:
            if reader.words.is_there(node, where):
                yield from _blocks(node.children, reader, depth)
        elif node.name == "w:altChunk":
            reader.changes.stop(where, "another document inside this one", "Copy its text into this one.")


def _paragraphs(node: WordElement, reader: _Reader) -> Iterator[Block]:
    """Yield a paragraph, in parts where a page ends in it, and the text boxes that stand in it."""
    reader.count += 1
    where = f"paragraph {reader.count}"
    properties = node.child("w:pPr") or _PLAIN
    mark = properties.child("w:rPr") or _PLAIN
    for name in ("w:ins", "w:del"):
        if tracked := mark.child(name):
            reader.words.is_there(tracked, where)
    looks = reader.styles.paragraph(properties)
    if properties.is_on("w:pageBreakBefore"):
        yield PageBreak()
    runs = tuple(reader.words.read(node, looks.marks, where))
    boxes, reader.words.boxes = reader.words.boxes, []
    marker = reader.numbering.label(looks.list_number, looks.list_level) if looks.list_number else ""
    for number, part in enumerate(_pages(runs)):
        if number:
            yield PageBreak()
        if any(run.text.strip() for run in part):
            yield _made(part, where, looks, marker)
            marker = ""
    for box in boxes:
        yield from _blocks(box.children, reader)


def _made(runs: tuple[Run, ...], where: str, looks: Looks, marker: str) -> Paragraph:
    return Paragraph(runs, where, looks.align, looks.level, marker, looks.list_level, looks.indent)


def _pages(runs: tuple[Run, ...]) -> Iterator[tuple[Run, ...]]:
    """Yield the runs between page breaks."""
    part: list[Run] = []
    for run in runs:
        if PAGE not in run.text:
            part.append(run)
            continue
        first, *others = run.text.split(PAGE)
        part.append(Run(first, run.marks))
        for other in others:
            yield tuple(part)
            part = [Run(other, run.marks)]
    yield tuple(part)


def _table(node: WordElement, reader: _Reader, depth: int) -> Iterator[Block]:
    reader.tables += 1
    where = f"table {reader.tables}"
    if depth > _DEEPEST_TABLE:
        raise CannotConvert("tables in tables, too deep", "Save it again without them.")
    rows = []
    for row in _within(node, "w:tr", reader, where):
        properties = row.child("w:trPr") or _PLAIN
        tracked = next((each for each in properties.children if each.name in ("w:ins", "w:del")), None)
        if tracked and not reader.words.is_there(tracked, where):
            reader.words.pass_over(row)
            continue
        cells = [_cell(cell, reader, depth, where) for cell in _within(row, "w:tc", reader, where)]
        before = _whole(properties.value("w:gridBefore"))
        rows.append(tuple([Cell((), before)] * bool(before) + cells))
    if any(cell.paragraphs for row in rows for cell in row):
        yield PaperTable(tuple(row for row in rows if row), where)


def _within(node: WordElement, name: str, reader: _Reader, where: str) -> Iterator[WordElement]:
    """Yield the rows of a table or the cells of a row, those in content controls too."""
    for each in node.children:
        if each.name == name:
            yield each
        elif each.name in _THROUGH or (each.name in _TRACKED and reader.words.is_there(each, where)):
            yield from _within(each, name, reader, where)


def _cell(node: WordElement, reader: _Reader, depth: int, where: str) -> Cell:
    properties = node.child("w:tcPr") or _PLAIN
    tracked = properties.child("w:cellDel") or properties.child("w:cellIns")
    if tracked and not reader.words.is_there(tracked, where):
        reader.words.pass_over(node)
        return Cell(())
    columns = min(max(_whole(properties.value("w:gridSpan")), 1), _MOST_COLUMNS)
    found: list[Paragraph] = []
    for block in _blocks(node.children, reader, depth + 1):
        if isinstance(block, Paragraph):
            found.append(block)
        elif isinstance(block, PaperTable):
            reader.changes.tell("tables within a table written as lines", block.where)
            found += [_row(row, block.where) for row in block.rows]
    return Cell(tuple(found), columns)


def _row(row: tuple[Cell, ...], where: str) -> Paragraph:
    texts = [" ".join(" ".join((p.marker, p.text)).strip() for p in cell.paragraphs) for cell in row]
    return Paragraph((Run("   ".join(text for text in texts if text.strip())),), where)


def _stop_for_unread(roots: list[WordElement], reader: _Reader) -> None:
    """Stop for words that stand in the file where nothing was read and nothing was told."""
    words, hint = reader.words, "Save it again as .docx from Word, or type it in its place."
    if words.fields:
        reader.changes.stop("the end", "a field that does not end, with all that stands after it", hint)
    elif words.read_so_far <= MOST_TEXT:
        for each in unread(roots, words.seen):
            what = f"words that stand where none are looked for: {' '.join(each.split())[:60]}"
            reader.changes.stop("the file", what, hint)


def _notes(package: Package, reader: _Reader, noted: list[WordElement]) -> Iterator[Block]:
    """Yield the footnotes and endnotes that are referred to, in that order; `noted` gets what they are."""
    kinds = {"w:footnoteReference": "footnotes", "w:endnoteReference": "endnotes"}
    parts = {
        name: {
            each.attributes.get("id", ""): each
            for part in (package.related(kind) if any(n == name for n, _ in reader.words.notes) else ())
            for each in part.children
        }
        for name, kind in kinds.items()
    }
    number = 0
    while number < len(reader.words.notes):
        name, key = reader.words.notes[number]
        number += 1
        reader.changes.tell("footnotes written at the end, as [1]", f"note {number}")
        found = parts[name].get(key)
        if found is None:
            hint = "Write it into the paper, or take the reference out."
            reader.changes.stop(f"note {number}", "a footnote that is not in the file", hint)
        noted += [found] if found else []
        first = True
        for block in _blocks(found.children if found else (), reader):
            if isinstance(block, Paragraph) and first:
                text = Run(f"[{number}] ")
                yield Paragraph((text, *block.runs), block.where)
                first = False
            else:
                yield block


def _left_out(package: Package, changes: Changes) -> None:
    """Tell the headers and footers, which belong to pages that are no more."""
    for kind in ("header", "footer"):
        for part in package.related(kind):
            text = " ".join("".join(each.text for each in part.all("w:t")).split())
            if text or part.all("imagedata", "a:blip", "blip"):
                changes.tell(f"{kind}s left out", "", example=text[:50])


def _whole(text: str | None) -> int:
    try:
        return min(int((text or "0")[:4]), _MOST_COLUMNS)
    except ValueError:
        return 0
