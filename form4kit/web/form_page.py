"""The printed form on a page: the proof's own HTML, and where each of its parts was written in the draft."""

import re
from collections.abc import Iterator

from form4kit.editor.judged_draft import JudgedDraft
from form4kit.editor.preview import without_pictures
from form4kit.lazy_re import pattern
from form4kit.model import Filing, Row
from form4kit.place import Path
from form4kit.proof import fonts
from form4kit.proof.html import html
from form4kit.proof.view import view
from form4kit.resources import resource

_BODY = pattern(r".*<body>\n?(.*)</body>.*", re.DOTALL)
_WIDTH = pattern(r'<col style="width:([\d.]+%)"/>')
_HTML = pattern(r"^html(?=[ .{])", re.MULTILINE)
_TABLES = ("non_derivative", "derivative")
_FIELDS = {
    "early": ("timeliness",),
    "amount": ("shares", "total_value"),
    "acquired": ("shares", "total_value"),
    "disposed": ("shares", "total_value"),
    "underlying_amount": ("underlying_shares", "underlying_value"),
    "owned": ("owned_after", "value_owned_after"),
}
"""The fields of a row behind a cell of the form, where they are not called as the cell is."""
_BOXES = {"owners": "owner", "signatures": "signature"}

Spots = dict[str, tuple[int, int]]
"""Where parts of the printed form stand in the draft: line and column by the part's name.

`non_derivative:0:3` is a cell, by row and column from 0; `owner:0`, `issuer`, `period`, `original_filed`,
`note:F1`, `remarks`, `signature:0` are the parts around the tables.
"""


def form_html(filing: Filing) -> str:
    """Return what stands on the form, without head and stylesheet, for a page that runs no inline style."""
    body = _BODY.sub(r"\1", html(filing, draft=True))
    body = _WIDTH.sub(r'<col width="\1"/>', body)
    return without_pictures(body)


def stylesheet() -> str:
    """Return the form's own stylesheet, for a part of a page that is closed off from the rest of it."""
    return _HTML.sub(":host", resource("templates", "form.css").read_text(encoding="utf-8"))


def font_faces() -> str:
    """Return the rules that fetch the form's fonts from this server."""
    return re.sub(r"url\(form4kit:(\w+)\.ttf\)", r"url(/fonts/\1.ttf)", fonts.stylesheet())


def font(name: str) -> bytes | None:
    """Return a face of the form's font; None where there is none of that name."""
    return fonts.faces().get(f"form4kit:{name}.ttf")


def spots(filing: Filing) -> Spots:
    """Return where each part of the printed form was written."""
    found: Spots = {}
    form = view(filing)
    for table in _TABLES:
        columns = [str(column["cell"]) for column in getattr(form, table).columns]
        for row in getattr(filing, table):
            for number, cell in enumerate(columns):
                found[f"{table}:{row.number - 1}:{number}"] = _cell(row, cell)
    for number, owner in enumerate(filing.owners):
        found[f"owner:{number}"] = (owner.line, owner.column)
    for number, signature in enumerate(filing.signatures):
        found[f"signature:{number}"] = (signature.line, signature.column)
    for note in filing.footnotes:
        found[f"note:{note.id}"] = (note.line, note.column)
    found["issuer"] = (filing.issuer.line, filing.issuer.column)
    for name in ("period", "original_filed", "remarks"):
        place = filing.at(name)
        found[name] = (place.line, place.column)
    return found


def _cell(row: Row, cell: str) -> tuple[int, int]:
    for name in _FIELDS.get(cell, (cell,)):
        field = getattr(row, name)
        if field.line:
            return field.line, field.column
    return row.line, row.column


def spots_of(judged: JudgedDraft, path: Path) -> list[str]:
    """Return the parts of the printed form that show what stands at a path of the draft."""
    filing = judged.filing
    if filing is None or not path:
        return []
    if path[0] in ("events", "positions"):
        rows = [made.path for made in judged.rows_of(path)]
        return [f"{table}:{number}" for table, number, *_ in rows]
    if path[0] in _TABLES and len(path) > 1:
        return [*_in_table(filing, path)]
    if path[0] == "footnotes" and len(path) > 1:
        note = filing.note(str(path[1]))
        return [f"note:{note.id}"] if note else []
    if path[0] in _BOXES:
        return [f"{_BOXES[str(path[0])]}:{path[1] if len(path) > 1 else 0}"]
    return [str(path[0])]


def _in_table(filing: Filing, path: Path) -> Iterator[str]:
    table, number, *rest = path
    columns = [str(column["cell"]) for column in getattr(view(filing), str(table)).columns]
    for at, cell in enumerate(columns):
        if rest and rest[0] in _FIELDS.get(cell, (cell,)):
            yield f"{table}:{number}:{at}"
            return
    yield f"{table}:{number}"


def sums(judged: JudgedDraft) -> dict[str, str]:
    """Return the arithmetic behind each computed balance, by the cell that shows it."""
    working, filing = judged.outcome.working, judged.filing
    if working is None or filing is None:
        return {}
    form = view(filing)
    found = {}
    for line in working.balances:
        columns = [column["cell"] for column in getattr(form, str(line.path[0])).columns]
        found[f"{line.path[0]}:{line.path[1]}:{columns.index('owned')}"] = line.words
    return found
