"""The sheets of an Excel workbook (`.xlsx`) as lines of cells, by openpyxl (extra `form4kit[xlsx]`)."""

import datetime as dt
import io
import zipfile
from importlib.util import find_spec
from typing import Any, Final

from form4kit.events.broker.lines import FillsSheet, TableLine, Trouble
from form4kit.lazy_re import pattern

_LARGEST: Final = 64 * 2**20
"""A workbook that unpacks to more is none of fills."""

_FOREIGN: Final = pattern(r"\[\$(?!-|US|\$)([^\]-]+)|([€£¥₩₪₹₽₺₫฿])")
_CSV: Final = "Or save the sheet as CSV."


def sheets_of_workbook(data: bytes) -> list[FillsSheet] | Trouble:
    """Return the sheets that a reader of the workbook sees; a row that is hidden is said, not read over."""
    if find_spec("openpyxl") is None:
        return Trouble(0, "an Excel workbook is read by openpyxl", f"Install form4kit[xlsx]. {_CSV}")
    import openpyxl
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            if sum(part.file_size for part in parts.infolist()) > _LARGEST:
                return Trouble(0, "the workbook is too large", _CSV)
        book = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
    except (zipfile.BadZipFile, InvalidFileException, KeyError, ValueError, TypeError, OSError, SyntaxError):
        return Trouble(0, "it is no Excel workbook that can be read", _CSV)
    sheets: list[FillsSheet] = []
    for sheet in book.worksheets:
        if sheet.sheet_state != "visible":
            continue
        hidden = [n for n, row in sheet.row_dimensions.items() if row.hidden and n <= sheet.max_row]
        if hidden:
            message = f"rows are hidden in the sheet {sheet.title}, the first is {min(hidden)}"
            return Trouble(min(hidden), message, "Show them, or delete them.")
        rows = enumerate(sheet.iter_rows(), 1)
        sheets.append(FillsSheet(sheet.title, tuple(TableLine(n, tuple(map(_text, row))) for n, row in rows)))
    return sheets


def _text(cell: Any) -> str:
    """Write a cell as its sheet shows it: a foreign currency of its format stands before the number."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, dt.datetime):
        return f"{value:%Y-%m-%d}" if value.time() == dt.time() else value.isoformat(" ", "seconds")
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, int | float):
        number = f"{value:.15g}"  # what Excel keeps of a number
        foreign = _FOREIGN.search(str(cell.number_format))
        return f"{foreign[1] or foreign[2]} {number}" if foreign else number
    return str(value).strip()
