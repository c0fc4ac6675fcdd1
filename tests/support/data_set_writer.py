"""Writes the tables of a quarterly data set from filings, by the mapping that the SEC uses."""

import csv
import datetime as dt
import io
import random
import zipfile
from collections.abc import Iterable, Sequence
from decimal import Decimal
from pathlib import Path

from form4kit.model import Field, Filing, Row
from form4kit.source.data_set_tables import NEEDED

NOTED = {
    "exercise_price": "CONV_EXERCISE_PRICE",
    "security": "SECURITY_TITLE",
    "date": "TRANS_DATE",
    "deemed": "DEEMED_EXECUTION_DATE",
    "timeliness": "TRANS_TIMELINESS",
    "shares": "TRANS_SHARES",
    "total_value": "TRANS_TOTAL_VALUE",
    "price": "TRANS_PRICEPERSHARE",
    "acquired_disposed": "TRANS_ACQUIRED_DISP_CD",
    "expires": "EXPIRATION_DATE",
    "underlying": "UNDLYNG_SEC_TITLE",
    "underlying_shares": "UNDLYNG_SEC_SHARES",
    "underlying_value": "UNDLYNG_SEC_VALUE",
    "owned_after": "SHRS_OWND_FOLWNG_TRANS",
    "value_owned_after": "VALU_OWND_FOLWNG_TRANS",
    "direct_indirect": "DIRECT_INDIRECT_OWNERSHIP",
    "nature": "NATURE_OF_OWNERSHIP",
}
OF_TRANSACTIONS = ("date", "deemed", "timeliness", "shares", "total_value", "price", "acquired_disposed")
OF_DERIVATIVES = ("exercise_price", "expires", "underlying", "underlying_shares", "underlying_value")
OWNER = {
    "RPTOWNERNAME": "name",
    "RPTOWNER_TITLE": "officer_title",
    "RPTOWNER_TXT": "other_text",
}
ADDRESS = {
    "RPTOWNER_STREET1": "street1",
    "RPTOWNER_STREET2": "street2",
    "RPTOWNER_CITY": "city",
    "RPTOWNER_STATE": "state",
    "RPTOWNER_ZIPCODE": "zip",
    "RPTOWNER_STATE_DESC": "state_description",
}
Line = dict[str, str]


def text_of(found: Field[object]) -> str:
    """Return a value as the tables hold it: what does not convert has no place in a typed column."""
    value = found.value
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, dt.date):
        return f"{value:%d-%b}-{value.year:04}".upper()
    if isinstance(value, Decimal):
        return repr(float(value))
    return found.text or ""


def notes_of(found: Field[object]) -> str:
    return ", ".join(found.names)


def put(line: Line, column: str, found: Field[object]) -> None:
    line[column], line[f"{column}_FN"] = text_of(found), notes_of(found)


def row_line(row: Row) -> Line:
    line: Line = {}
    for name, column in NOTED.items():
        if not (
            (row.holding and name in OF_TRANSACTIONS)
            or (row.table == "non_derivative" and name in OF_DERIVATIVES)
        ):
            put(line, column, getattr(row, name))
    if row.table == "derivative":
        put(line, "EXERCISE_DATE" if row.holding else "EXCERCISE_DATE", row.exercisable)
    line["TRANS_FORM_TYPE"] = text_of(row.form_type)
    if row.holding:
        line["TRANS_FORM_TYPE_FN"] = notes_of(row.form_type)
    else:
        line["TRANS_CODE"], line["EQUITY_SWAP_INVOLVED"] = text_of(row.code), text_of(row.swap)
        line["EQUITY_SWAP_TRANS_CD_FN"] = notes_of(row.code)
    return line


def submission_line(filing: Filing, filed: dt.date, plan_box: bool) -> Line:
    own, issuer = filing.as_published, filing.issuer
    line = {
        "FILING_DATE": filed.strftime("%d-%b-%Y").upper(),
        "PERIOD_OF_REPORT": text_of(filing.period),
        "DATE_OF_ORIG_SUB": text_of(filing.original_filed),
        "NOT_SUBJECT_SEC16": text_of(filing.not_subject_to_section_16),
        "NO_SECURITIES_OWNED": text_of(own.no_securities_owned) if own else "",
        "FORM3_HOLDINGS_REPORTED": text_of(own.form3_holdings_reported) if own else "",
        "FORM4_TRANS_REPORTED": text_of(own.form4_transactions_reported) if own else "",
        "DOCUMENT_TYPE": filing.form_type,
        "ISSUERCIK": issuer.cik.text or "",
        "ISSUERNAME": issuer.name.text or "",
        "ISSUERTRADINGSYMBOL": issuer.symbol.text or "",
        "REMARKS": filing.remarks.text or "",
    }
    return line | ({"AFF10B5ONE": text_of(filing.plan_10b5_1)} if plan_box else {})


def owner_lines(filing: Filing) -> Iterable[Line]:
    boxes = {"director": "Director", "officer": "Officer", "ten_percent": "TenPercentOwner", "other": "Other"}
    for owner in filing.owners:
        line = {"RPTOWNERCIK": owner.cik.text or ""}
        line |= {column: getattr(owner, name).text or "" for column, name in OWNER.items()}
        line["RPTOWNER_RELATIONSHIP"] = ",".join(w for name, w in boxes.items() if getattr(owner, name).value)
        for column, name in ADDRESS.items():
            line[column] = (getattr(owner.address, name).text or "") if owner.address else ""
        yield line


def write_data_set(
    file: Path,
    filings: Sequence[tuple[str, dt.date, Filing]],
    *,
    plan_box: bool = True,
    seed: int | None = None,
) -> None:
    """Write filings, each with its accession number and filing date, as the ZIP of a quarter.

    With a `seed` the lines of each table, and the keys of rows, come in no order that the forms had.
    """
    tables: dict[str, list[Line]] = {
        name: []
        for name in (
            *("SUBMISSION", "REPORTINGOWNER", "FOOTNOTES", "OWNER_SIGNATURE"),
            *("NONDERIV_TRANS", "NONDERIV_HOLDING", "DERIV_TRANS", "DERIV_HOLDING"),
        )
    }
    chance, key = random.Random(seed), 1_000
    for accession, filed, filing in filings:

        def add(table: str, line: Line, accession: str = accession) -> None:
            tables[table].append({"ACCESSION_NUMBER": accession} | line)

        add("SUBMISSION", submission_line(filing, filed, plan_box))
        for line in owner_lines(filing):
            add("REPORTINGOWNER", line)
        keys = list(range(key, key + len(filing.rows)))
        key += len(keys)
        if seed is not None:
            chance.shuffle(keys)
        for row, number in zip(filing.rows, keys, strict=True):
            kind = "HOLDING" if row.holding else "TRANS"
            table = f"{'NONDERIV' if row.table == 'non_derivative' else 'DERIV'}_{kind}"
            add(table, {f"{table}_SK": str(number)} | row_line(row))
        for note in filing.footnotes:
            add("FOOTNOTES", {"FOOTNOTE_ID": note.id, "FOOTNOTE_TXT": note.text.text or ""})
        for signature in filing.signatures:
            add(
                "OWNER_SIGNATURE",
                {
                    "OWNERSIGNATURENAME": signature.name.text or "",
                    "OWNERSIGNATUREDATE": text_of(signature.date),
                },
            )
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, lines in tables.items():
            if seed is not None:
                chance.shuffle(lines)
            archive.writestr(f"{name}.tsv", as_table(lines, name))


def as_table(lines: list[Line], name: str) -> str:
    out = io.StringIO()
    columns = list(dict.fromkeys(column for line in lines for column in line))
    columns = columns or ["ACCESSION_NUMBER", *NEEDED[f"{name}.tsv"]]
    writer = csv.DictWriter(out, columns, delimiter="\t", lineterminator="\n", restval="")
    writer.writeheader()
    writer.writerows(lines)
    return out.getvalue()
