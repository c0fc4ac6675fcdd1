"""The cells of the two tables: what of a row stands in which column."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from form4kit.model import Field, Row
from form4kit.proof import formats
from form4kit.proof.footnote_marks import FootnoteMarks, PrintedMark

_LONG = 10  # a date has ten characters, and each column holds one with a mark


@dataclass(frozen=True, slots=True)
class Piece:
    """One value of a cell, or the marks alone where a footnote stands for it; `sign` is `$` or empty."""

    text: str
    sign: str
    marks: tuple[PrintedMark, ...]

    @property
    def may_fill_the_line(self) -> bool:
        """Whether the last word is so long that its marks may need the next line, and so a place to break."""
        return bool(self.marks) and len(self.text.rpartition(" ")[2]) > _LONG


FormCell = tuple[Piece, ...]
CellPrinter = Callable[[Row, FootnoteMarks, str], FormCell]
"""Make a cell of a row; the text is the form's number, `3`, `4` or `5`."""


def _piece(text: str, notes: FootnoteMarks, *fields: Field[Any], sign: str = "") -> FormCell:
    marks = notes.references(fields)
    return (Piece(text, sign if text else "", marks),) if text or marks else ()


def _text(name: str) -> CellPrinter:
    return lambda row, notes, form: _piece(formats.line(getattr(row, name).text), notes, getattr(row, name))


def _date(name: str) -> CellPrinter:
    return lambda row, notes, form: _piece(formats.date(getattr(row, name)), notes, getattr(row, name))


def _amount(*names: str) -> CellPrinter:
    """Fill a cell with numbers; a name that opens with `$` is money."""

    def fill(row: Row, notes: FootnoteMarks, form: str) -> FormCell:
        cell: FormCell = ()
        for name in names:
            field = getattr(row, name.removeprefix("$"))
            cell += _piece(formats.number(field), notes, field, sign="$" if name[0] == "$" else "")
        return cell

    return fill


def _half(disposed: bool) -> CellPrinter:
    """Fill one of the columns (A) and (D) of Table II, whose letter is not printed."""
    both = _amount("shares", "$total_value")

    def fill(row: Row, notes: FootnoteMarks, form: str) -> FormCell:
        if (row.acquired_disposed.text == "D") is not disposed:
            return ()
        return both(row, notes, form) + _piece("", notes, row.acquired_disposed)

    return fill


def _code(row: Row, notes: FootnoteMarks, form: str) -> FormCell:
    """Fill the code column; a Form 5 says in the same cell to which form the row belongs, and if late.

    Compare `S/K`, an equity swap; `S4`, a sale owed on a Form 4; `S5`, one owed on an earlier Form 5; `3`, a
    holding owed on a Form 3.
    """
    owed, late = row.form_type.text or "", row.timeliness.text == "L"
    text = formats.line(row.code.text) + ("/K" if row.swap.value else "")
    if form == "5":
        text += owed if owed in ("3", "4") or late else ""
        return _piece(text, notes, row.code, row.form_type, row.swap, row.timeliness)
    return _piece(text, notes, row.code, row.form_type, row.swap)


def _early(row: Row, notes: FootnoteMarks, form: str) -> FormCell:
    """Fill the V column: a transaction that a Form 5 could have waited for."""
    return _piece("V" if row.form_type.text == "5" else "", notes, row.timeliness)


CELLS: Mapping[str, CellPrinter] = {
    "security": _text("security"),
    "exercise_price": _amount("$exercise_price"),
    "date": _date("date"),
    "deemed": _date("deemed"),
    "code": _code,
    "early": _early,
    "amount": _amount("shares", "$total_value"),
    "acquired_disposed": _text("acquired_disposed"),
    "acquired": _half(disposed=False),
    "disposed": _half(disposed=True),
    "exercisable": _date("exercisable"),
    "expires": _date("expires"),
    "underlying": _text("underlying"),
    "underlying_amount": _amount("underlying_shares", "$underlying_value"),
    "price": _amount("$price"),
    "owned": _amount("owned_after", "$value_owned_after"),
    "direct_indirect": _text("direct_indirect"),
    "nature": _text("nature"),
}
"""How each cell named in the tables of `templates/` is filled."""
