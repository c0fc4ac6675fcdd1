"""Read an HTML page, of the tags that EDGAR takes, as paragraphs and tables."""

import html
import re
from dataclasses import dataclass, field

from form4kit.edgar.html_tags import Tag, Words, tokens
from form4kit.exhibits import html_styles
from form4kit.exhibits.docx_numbers import figure
from form4kit.exhibits.paper import Block, Cell, Paper, PaperTable, Paragraph, Run
from form4kit.lazy_re import pattern

_SPACE = pattern(r"[ \t\n\r\f]+")
_HEADING = pattern(r"h[1-6]")
_BLOCKS = frozenset(
    [
        "address",
        "blockquote",
        "center",
        "dd",
        "dir",
        "div",
        "dl",
        "dt",
        "hr",
        "li",
        "menu",
        "ol",
        "p",
        "pre",
        "listing",
    ]
    + [
        "ul",
        "body",
        "html",
        "head",
        "table",
        "tr",
        "td",
        "th",
        "caption",
        "title",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
    ]
)
_LISTS = frozenset(["ol", "ul", "dir", "menu"])
_MARKS = {
    "b": "b",
    "strong": "b",
    "i": "i",
    "em": "i",
    "u": "u",
    "sup": "sup",
    "sub": "sub",
    "strike": "strike",
}
_FORMS = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_INDENTED = frozenset(["blockquote", "dd"])


@dataclass(slots=True)
class _List:
    ordered: bool
    kind: str = "1"
    number: int = 0


@dataclass(slots=True)
class _Page:
    """What has been read so far, and what is open."""

    blocks: list[Block] = field(default_factory=list)
    runs: list[Run] = field(default_factory=list)
    tags: list[Tag] = field(default_factory=list)
    lists: list[_List] = field(default_factory=list)
    marker: str = ""
    rows: list[list[Cell]] | None = None
    cell: list[Paragraph] | None = None
    title: str = ""

    def is_open(self, name: str) -> bool:
        return any(tag.name == name for tag in self.tags)


def read_page(text: str) -> Paper:
    """Return what a page says. It is well formed, as `html_filter` leaves it."""
    page = _Page()
    for token in tokens(text):
        if isinstance(token, Words):
            _words(html.unescape(token.text), page)
        elif token.closing:
            _end(token.name, page)
        else:
            _begin(token, page)
    _finish(page)
    return Paper(tuple(page.blocks), page.title)


def _words(text: str, page: _Page) -> None:
    if page.is_open("title"):
        page.title += text
        return
    if not page.is_open("pre") and not page.is_open("listing"):
        text = _SPACE.sub(" ", text)
    marks = tuple(dict.fromkeys(_MARKS[tag.name] for tag in page.tags if tag.name in _MARKS))
    page.runs.append(Run(text, marks))


def _begin(tag: Tag, page: _Page) -> None:
    name = tag.name
    if name == "br":
        page.runs.append(Run("\n"))
        return
    if name in _BLOCKS:
        _finish(page)
    if name in _LISTS:
        kind = next((each.value for each in tag.attributes if each.name == "type"), "1")
        page.lists.append(_List(name == "ol", kind, _number(tag, "start", 1) - 1))
    elif name == "li":
        if page.lists:
            page.lists[-1].number = _number(tag, "value", page.lists[-1].number + 1) - 1
        page.marker = _marker(page.lists[-1]) if page.lists else "*"
    elif name == "table":
        page.rows = []
    elif name == "tr" and page.rows is not None:
        page.rows.append([])
    elif name in ("td", "th") and page.rows is not None:
        page.cell = []
    if name not in ("hr", "img", "meta", "link", "br"):
        page.tags.append(tag)


def _end(name: str, page: _Page) -> None:
    if name in _BLOCKS:
        _finish(page)
    if name in _LISTS and page.lists:
        page.lists.pop()
    if name in ("td", "th") and page.cell is not None:
        _end_cell(name, page)
    elif name == "table" and page.rows is not None:
        rows = tuple(tuple(row) for row in page.rows if row)
        page.rows = None
        if rows:
            page.blocks.append(
                PaperTable(rows, f"table {sum(isinstance(b, PaperTable) for b in page.blocks) + 1}")
            )
    for at in range(len(page.tags) - 1, -1, -1):
        if page.tags[at].name == name:
            del page.tags[at]
            return


def _end_cell(name: str, page: _Page) -> None:
    opened = next((tag for tag in reversed(page.tags) if tag.name == name), None)
    span = next((each.value for each in opened.attributes if each.name == "colspan"), "1") if opened else "1"
    columns = min(int(span), 40) if re.fullmatch(r"[1-9]\d?", span, re.ASCII) else 1
    if page.rows is not None:
        if not page.rows:
            page.rows.append([])
        page.rows[-1].append(Cell(tuple(page.cell or ()), columns))
    page.cell = None


def _finish(page: _Page) -> None:
    """End the paragraph that is being read."""
    runs, page.runs = page.runs, []
    text = "".join(run.text for run in runs)
    if not text.strip() and not (page.marker and text):
        return
    kept = page.is_open("pre") or page.is_open("listing")
    headings = [int(tag.name[1]) for tag in page.tags if _HEADING.fullmatch(tag.name)]
    align = next((found for tag in reversed(page.tags) if (found := html_styles.aligned(tag))), "left")
    if page.is_open("center"):
        align = "center"
    depth = max(len(page.lists) - 1, 0)
    indent = 4 * sum(tag.name in _INDENTED for tag in page.tags)
    paragraph = Paragraph(
        tuple(_outer_blanks_off(runs) if not kept else runs),
        f"paragraph {len(page.blocks) + 1}",
        align if not kept else "left",
        headings[-1] if headings else 0,
        page.marker,
        depth,
        indent,
        kept=kept,
    )
    page.marker = ""
    (page.cell if page.cell is not None else page.blocks).append(paragraph)


def _outer_blanks_off(runs: list[Run]) -> list[Run]:
    """Return runs as a browser shows them: no blank at the beginning, the end, or beside a line break."""
    shown: list[Run] = []
    last = "\n"
    for run in runs:
        text = run.text.lstrip(" ") if last in " \n" else run.text
        if text:
            shown.append(Run(text, run.marks))
            last = text[-1]
    return shown


def _marker(of: _List) -> str:
    of.number += 1
    if not of.ordered:
        return "*"
    return f"{figure(of.number, _FORMS.get(of.kind, 'decimal'))}."


def _number(tag: Tag, name: str, otherwise: int) -> int:
    """Return a number that an attribute says; another where it says none."""
    value = next((each.value.strip() for each in tag.attributes if each.name == name), "")
    return int(value) if re.fullmatch(r"\d{1,5}", value, re.ASCII) else otherwise
