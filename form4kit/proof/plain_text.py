"""The form as plain text: every place of it with its caption, for who reads words and no page."""

from collections.abc import Iterator

from form4kit.model import Filing
from form4kit.proof.cells import FormCell
from form4kit.proof.view import Grid, Holder, View, view

_TICKED, _EMPTY = "[x]", "[ ]"


def as_text(filing: Filing) -> str:
    """Return a form as EDGAR would show it, in words, a place on a line; footnotes in brackets."""
    return "\n".join(_lines(view(filing))) + "\n"


def _lines(form: View) -> Iterator[str]:
    yield f"FORM {form.form}"
    yield f"{_box(form.left_section_16)} no longer subject to Section 16"
    if form.plan is not None:
        yield f"{_box(form.plan)} made under a contract, instruction or written plan (Rule 10b5-1(c))"
    if form.form3_holdings:
        yield f"{_box(True)} Form 3 holdings reported"
    if form.form4_transactions:
        yield f"{_box(True)} Form 4 transactions reported"
    yield f"Issuer: {form.issuer}, symbol {form.symbol or 'none'}"
    if form.foreign_symbol:
        yield f"Foreign trading symbol: {form.foreign_symbol}"
    yield f"Date of earliest transaction or event: {form.period or 'blank'}"
    if form.original_filed:
        yield f"Original filed: {form.original_filed}"
    for owner in form.owners:
        yield from _owner(owner)
    for grid in (form.non_derivative, form.derivative):
        yield from _table(grid)
    if form.nothing_owned:
        yield "No securities are beneficially owned."
    if form.notes:
        yield "\nExplanation of responses:"
        yield from (f"  ({note.number}) {note.text}" for note in form.notes)
    if form.remarks:
        yield f"\nRemarks: {form.remarks}"
    yield ""
    yield from (f"Signature: {name or 'blank'}, {date or 'undated'}" for name, date in form.signatures)
    if not form.signatures:
        yield "Signature: blank"


def _box(ticked: bool) -> str:
    return _TICKED if ticked else _EMPTY


def _owner(owner: Holder) -> Iterator[str]:
    place = " ".join(each for each in (owner.state, owner.zip, owner.country) if each)
    address = ", ".join(each for each in (*owner.street, owner.city, place) if each)
    yield f"Reporting person: {owner.name}"
    yield f"  {address or 'no address'}"
    yield f"  {owner.relationship or 'no relationship ticked'}"


def _table(grid: Grid) -> Iterator[str]:
    if not grid.rows:
        return
    yield f"\n{' '.join(grid.captions['title'])}"
    for place, row in enumerate(grid.rows, 1):
        yield f"  Row {place}"
        for column, cell in row:
            if cell:
                yield f"    {_caption(column['head'])}: {_cell(cell)}"


def _caption(head: object) -> str:
    return " ".join(str(head).split())


def _cell(cell: FormCell) -> str:
    return " ".join(
        f"{each.sign}{each.text}{''.join(f'({mark.number})' for mark in each.marks)}" for each in cell
    )
