"""A filing of a data set as EDGAR would disseminate it: a header, and the ownership document.

What the set does not have is not made up: only the schemaVersion, which follows from the filing date, is put
in, so that the document is read as one of record.
"""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from form4kit.law.editions import EDITIONS
from form4kit.lazy_re import pattern
from form4kit.source.data_set_store import Cells
from form4kit.source.data_set_tables import (
    ADDRESS,
    CELLS,
    CODING,
    CODING_NOTES,
    FOOTNOTES,
    OWNERS,
    PLAN_BOX,
    RELATIONSHIPS,
    ROW_TABLES,
    SIGNATURES,
    SUBMISSIONS,
    RowTable,
)

_FORM = pattern(r"[345](?:/A)?")
_MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
_DATE = pattern(r"(\d{1,2})-([A-Z]{3})-(\d{4})")
_BARE = frozenset([CODING])
"""The groups whose values stand bare."""


def day_of(text: str) -> dt.date | None:
    """Read a date as the tables write it, `31-DEC-2025`; None where it is none."""
    found = _DATE.fullmatch(text.strip().upper())
    if found is None or found[2] not in _MONTHS:
        return None
    try:
        return dt.date(int(found[3]), _MONTHS.index(found[2]) + 1, int(found[1]))
    except ValueError:
        return None


def as_date(text: str) -> str:
    """Return a date as a document writes it; what is no date stays as it is, for the rules to object to."""
    day = day_of(text)
    return day.isoformat() if day else text


def as_number(text: str) -> str:
    """Return a number that went through a floating-point type without the digits that this added."""
    try:
        value = Decimal(text.strip())
    except InvalidOperation:
        return text
    if not value.is_finite() or abs(value.adjusted()) > 40:
        return text
    plain = f"{value:f}"
    return plain.rstrip("0").rstrip(".") if "." in plain else plain


def as_flag(text: str) -> str:
    """Return a flag, which the tables write in four ways, as `1` or `0`."""
    return {"true": "1", "false": "0"}.get(text.strip().lower(), text.strip())


_AS: Final[dict[str, Callable[[str], str]]] = {
    "text": str,
    "number": as_number,
    "date": as_date,
    "flag": as_flag,
}


def submission_of(accession: str, tables: Mapping[str, Sequence[Cells]]) -> bytes:
    """Write the filing whose rows these are as a full submission, in UTF-8."""
    cells = tables[SUBMISSIONS][0]
    filed = day_of(cells.get("FILING_DATE", ""))
    head = [f"<SEC-DOCUMENT>{accession}.txt", f"ACCESSION NUMBER: {accession}"]
    if filed:
        head.append(f"FILED AS OF DATE: {filed:%Y%m%d}")
    body = ["<DOCUMENT>", "<TYPE>" + cells.get("DOCUMENT_TYPE", ""), "<TEXT>", "<XML>"]
    end = ["</XML>", "</TEXT>", "</DOCUMENT>", "</SEC-DOCUMENT>"]
    return "\n".join([*head, *body, *_document(cells, filed, tables), *end, ""]).encode("utf-8", "replace")


def _document(cells: Cells, filed: dt.date | None, tables: Mapping[str, Sequence[Cells]]) -> Iterator[str]:
    form = cells.get("DOCUMENT_TYPE", "").strip()
    yield "<ownershipDocument>"
    yield from _leaf("schemaVersion", _version(form, filed))
    yield from _leaf("documentType", form)
    yield from _leaf("periodOfReport", as_date(cells.get("PERIOD_OF_REPORT", "")))
    yield from _leaf("dateOfOriginalSubmission", as_date(cells.get("DATE_OF_ORIG_SUB", "")))
    for element, column in (
        ("noSecuritiesOwned", "NO_SECURITIES_OWNED"),
        ("notSubjectToSection16", "NOT_SUBJECT_SEC16"),
        ("form3HoldingsReported", "FORM3_HOLDINGS_REPORTED"),
        ("form4TransactionsReported", "FORM4_TRANS_REPORTED"),
    ):
        yield from _leaf(element, as_flag(cells.get(column, "")))
    yield "<issuer>"
    yield from _leaf("issuerCik", cells.get("ISSUERCIK", ""))
    yield from _leaf("issuerName", cells.get("ISSUERNAME", ""))
    yield from _leaf("issuerTradingSymbol", cells.get("ISSUERTRADINGSYMBOL", ""))
    yield "</issuer>"
    for owner in tables.get(OWNERS, ()):
        yield from _owner(owner)
    yield from _leaf("aff10b5One", as_flag(cells.get(PLAN_BOX, "")))
    for derivative, element in ((False, "nonDerivativeTable"), (True, "derivativeTable")):
        rows = [row for table in ROW_TABLES if table.derivative is derivative for row in _rows(table, tables)]
        if rows:
            yield from (f"<{element}>", *rows, f"</{element}>")
    yield from _footnotes(tables.get(FOOTNOTES, ()))
    yield from _leaf("remarks", cells.get("REMARKS", ""))
    for signature in tables.get(SIGNATURES, ()):
        yield "<ownerSignature>"
        yield from _leaf("signatureName", signature.get("OWNERSIGNATURENAME", ""))
        yield from _leaf("signatureDate", as_date(signature.get("OWNERSIGNATUREDATE", "")))
        yield "</ownerSignature>"
    yield "</ownershipDocument>"


def _version(form: str, filed: dt.date | None) -> str:
    """Return the schemaVersion that EDGAR inserted on a day."""
    if not _FORM.fullmatch(form):
        return ""
    day = filed or dt.date.max
    return next(
        (each.inserts[form[0]] for each in EDITIONS if each.since <= day), EDITIONS[-1].inserts[form[0]]
    )


def _leaf(element: str, text: str) -> Iterator[str]:
    if text:
        yield f"<{element}>{escape(text)}</{element}>"


def _owner(cells: Cells) -> Iterator[str]:
    yield from ("<reportingOwner>", "<reportingOwnerId>")
    yield from _leaf("rptOwnerCik", cells.get("RPTOWNERCIK", ""))
    yield from _leaf("rptOwnerName", cells.get("RPTOWNERNAME", ""))
    yield from ("</reportingOwnerId>", "<reportingOwnerAddress>")
    for element, column in ADDRESS:
        yield from _leaf(element, cells.get(column, ""))
    yield from ("</reportingOwnerAddress>", "<reportingOwnerRelationship>")
    said = {each.strip() for each in cells.get("RPTOWNER_RELATIONSHIP", "").split(",")}
    for element, word in RELATIONSHIPS:
        yield from _leaf(element, "1" if word in said else "0")
    yield from _leaf("officerTitle", cells.get("RPTOWNER_TITLE", ""))
    yield from _leaf("otherText", cells.get("RPTOWNER_TXT", ""))
    yield from ("</reportingOwnerRelationship>", "</reportingOwner>")


def _rows(table: RowTable, tables: Mapping[str, Sequence[Cells]]) -> Iterator[str]:
    """Write the rows of one table by date and key: the order that they had on the form is not known."""

    def order(cells: Cells) -> tuple[dt.date, int]:
        key = cells.get(table.key, "").partition(".")[0]
        return day_of(cells.get("TRANS_DATE", "")) or dt.date.max, int(key) if key.isdecimal() else 0

    for cells in sorted(tables.get(table.member, ()), key=order):
        yield from _row(table, cells)


def _row(table: RowTable, cells: Cells) -> Iterator[str]:
    yield f"<{table.element}>"
    group = ""
    for cell in CELLS:
        column = table.exercise_date if cell.column == "EXERCISE_DATE" else cell.column
        text = _AS[cell.kind](cells.get(column, ""))
        inside = list(_value(cell.element, text, cells.get(f"{column}_FN", ""), bare=cell.group in _BARE))
        if cell.group != group:
            yield from _end(group, table, cells)
            group = ""
        if inside and cell.group and not group:
            yield f"<{cell.group}>"
            group = cell.group
        yield from inside
    yield from _end(group, table, cells)
    yield f"</{table.element}>"


def _end(group: str, table: RowTable, cells: Cells) -> Iterator[str]:
    if group == CODING:
        yield from _marks(cells.get("TRANS_FORM_TYPE_FN" if table.holding else CODING_NOTES, ""))
    if group:
        yield f"</{group}>"


def _value(element: str, text: str, notes: str, *, bare: bool) -> Iterator[str]:
    if bare:
        yield from _leaf(element, text)
    elif text or notes:
        alone = (
            "<value></value>" if element == "natureOfOwnership" else ""
        )  # the schema wants it before a note
        value = f"<value>{escape(text)}</value>" if text else alone
        yield f"<{element}>{value}{''.join(_marks(notes))}</{element}>"


def _marks(notes: str) -> Iterator[str]:
    for note in notes.split(","):
        if note.strip():
            yield f"<footnoteId id={quoteattr(note.strip())}/>"


def _footnotes(rows: Sequence[Cells]) -> Iterator[str]:
    if not rows:
        return
    yield "<footnotes>"
    for cells in sorted(rows, key=_number):
        name, text = cells.get("FOOTNOTE_ID", ""), cells.get("FOOTNOTE_TXT", "")
        yield f"<footnote id={quoteattr(name)}>{escape(text)}</footnote>"
    yield "</footnotes>"


def _number(cells: Cells) -> tuple[int, str]:
    name = cells.get("FOOTNOTE_ID", "")
    return int(name[1:]) if name[1:].isdecimal() else 0, name
