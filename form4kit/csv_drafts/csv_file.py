"""Read a CSV file into lines whose cells know their column and their place."""

import csv
import io
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from form4kit.csv_drafts.columns import column_of, is_of_a_kind
from form4kit.csv_drafts.faults import MISSING_COLUMN, MISSING_VALUE, NOT_A_TABLE, UNKNOWN_COLUMN
from form4kit.draft_schema.suggest import suggest_word
from form4kit.findings import Finding
from form4kit.place import Place
from form4kit.source.decode import control_characters
from form4kit.source.limits import LARGEST_FORM, megabytes
from form4kit.words import listed

WHOLE = Place(("table",))
MOST_LINES = 20_000
_WIDEST = 500
_LONG = 80
"""The lines of a table, and the characters of a header that are repeated to the person."""
_DELIMITERS = ",;\t"
_SAVE = "Save it from the spreadsheet as CSV, in UTF-8."


@dataclass(frozen=True, slots=True)
class CsvCell:
    """A value and where it stands in the file."""

    text: str
    line: int
    column: int

    def place(self, name: str) -> Place:
        """Return its place; `name` is that of its column."""
        return Place(("line", self.line - 1, name), self.line, self.column)


@dataclass(frozen=True, slots=True)
class CsvLine:
    """A line of the table: its number in the file, and its cells by column; blank ones are left out."""

    number: int
    cells: Mapping[str, CsvCell]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table's columns, those of them that are known, its lines, and how many more were refused."""

    columns: tuple[str, ...]
    lines: tuple[CsvLine, ...]
    refused: int = 0


def read_sheet(
    data: bytes, known: Collection[str], kind: str = "", own: Mapping[str, str] = {}
) -> tuple[Sheet | None, list[Finding]]:
    """Read a table with the columns `known`; None where there is no line of headers to go by.

    Cells may be parted by commas, semicolons or tabs. A line with more values than there are headers is
    refused, and the others are kept. `kind` is what the table makes, `own` a house's own headers.
    """
    if len(data) > LARGEST_FORM or data.count(b"\n") > MOST_LINES:
        message = f"more than {megabytes(LARGEST_FORM)} or {MOST_LINES:,} lines"
        return None, [NOT_A_TABLE.at(WHOLE, message, "Is this the right file?")]
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None, [NOT_A_TABLE.at(WHOLE, "the file is not UTF-8", _SAVE)]
    if findings := control_characters(text.replace("\r", "")):
        return None, [NOT_A_TABLE.at(findings[0].place, findings[0].message, _SAVE)]
    try:
        rows = list(_rows(text))
    except csv.Error as error:
        return None, [NOT_A_TABLE.at(WHOLE, f"{error}", _SAVE)]
    if not rows:
        return None, [NOT_A_TABLE.at(WHOLE, "the file is empty", _SAVE)]
    (_, headers), *body = rows
    if len(headers) > _WIDEST:
        return None, [NOT_A_TABLE.at(WHOLE, f"more than {_WIDEST} columns", "Is this the right file?")]
    columns, findings = _columns(headers, known, kind, own)
    if columns is None:
        return None, findings
    lines = []
    for number, cells in body:
        if len(cells) > len(headers):
            message = f"{len(cells)} values, and there are {len(headers)} columns"
            hint = "Put a value that holds a comma in quotes."
            findings.append(MISSING_VALUE.at(Place(("line", number - 1), number, 1), message, hint))
        else:
            named = zip(columns, cells, strict=False)
            lines.append(CsvLine(number, {name: cell for name, cell in named if name and cell.text}))
    known_columns = tuple(name for name in columns if name)
    return Sheet(known_columns, tuple(lines), len(body) - len(lines)), findings


def _columns(
    headers: list[CsvCell], known: Collection[str], kind: str, own: Mapping[str, str]
) -> tuple[list[str | None] | None, list[Finding]]:
    """Say for each header which column it is; None for one that is passed over."""
    found = [column_of(header.text, kind, own) for header in headers]
    for number, header in enumerate(headers):  # a date of vesting beside the schedule says less than it
        if is_of_a_kind(header.text, kind) and found.count(found[number]) > 1:
            found[number] = None
    if not any(found):
        shown = listed([f'"{header.text[:_LONG]}"' for header in headers[:4]], "and")
        message = f"{shown} are no headers"
        hint = f"Begin with a line such as {','.join(list(known)[:4])}."
        return None, [NOT_A_TABLE.at(WHOLE, message, hint)]
    findings = []
    for number, (header, name) in enumerate(zip(headers, found, strict=True)):
        place = Place(("headers",), header.line, header.column)
        if name is None or name not in known:
            if header.text:
                hint = (
                    suggest_word(header.text[:_LONG], list(known))
                    or f"The columns are {listed(list(known), 'and')}."
                )
                message = f'the column "{header.text[:_LONG]}" is passed over'
                findings.append(UNKNOWN_COLUMN.at(place, message, hint))
            found[number] = None
        elif name in found[:number]:
            first = headers[found.index(name)].text
            message = f'"{first}" and "{header.text}" are both {name}'
            return None, [*findings, MISSING_COLUMN.at(place, message, "Keep one of the two, or rename it.")]
    return found, findings


def _rows(text: str) -> Iterator[tuple[int, list[CsvCell]]]:
    """Yield the rows that have a value, with the number of the line on which each begins."""
    raw = text.splitlines()
    head = next((line for line in raw if line.strip()), "")
    delimiter = max(_DELIMITERS, key=head.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    begins = 1
    for values in reader:
        if any(value.strip() for value in values):
            starts = _starts(raw[begins - 1], delimiter)
            yield (
                begins,
                [
                    CsvCell(value.strip(), begins, starts[n] if n < len(starts) else 1)
                    for n, value in enumerate(values)
                ],
            )
        begins = reader.line_num + 1


def _starts(line: str, delimiter: str) -> list[int]:
    """Return the columns, from 1, at which the cells of a line begin."""
    starts, quoted = [1], False
    for offset, character in enumerate(line):
        if character == '"':
            quoted = not quoted
        elif character == delimiter and not quoted:
            starts.append(offset + 2)
    return starts
