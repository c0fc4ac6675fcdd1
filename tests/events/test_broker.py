"""Brokers' tables: what is read, what is left out and told, and what is refused with what to write."""

import datetime as dt
import io
import time
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from form4kit.events.broker.cells import Expected
from form4kit.events.broker.lines import FillsFile, Trouble
from form4kit.events.broker.read import read_fills
from form4kit.pipeline import Options, run_bytes
from form4kit.words import edgar_number

DATA = Path(__file__).parents[1] / "data" / "fills"


def cases(name: str) -> list[Any]:
    found = yaml.safe_load((DATA / name).read_text(encoding="utf-8"))
    return [pytest.param(case, id=case["name"]) for case in found]


def read(case: dict[str, Any], data: bytes | None = None) -> FillsFile | Trouble:
    symbol = case.get("symbol", "")
    symbols = tuple(part.strip() for part in symbol.split(",") if part and part != "NONE")
    expected = Expected(case.get("buying", False), symbols, company=case.get("company", ""))
    return read_fills(case["table"].encode() if data is None else data, expected, "fills.csv")


def written(found: FillsFile) -> str:
    return " ".join(f"{edgar_number(fill.shares)}@{fill.price}" for fill in found.fills)


@pytest.mark.parametrize("case", cases("read.yaml"))
def test_a_table_is_read(case: dict[str, Any]) -> None:
    found = read(case)
    assert isinstance(found, FillsFile), found
    assert written(found) == case["fills"]
    lines = found.lines
    counts = [lines.heading, lines.used, lines.total, len(lines.unused), lines.empty]
    assert lines.read == sum(counts) and lines.used == len(found.fills)
    if '"\n' not in case["table"] and "Exec\n" not in case["table"]:
        assert lines.read == len(case["table"].splitlines())
    if "lines" in case:
        assert counts == case["lines"]
    if "days" in case:
        assert sorted({fill.day for fill in found.fills if fill.day}) == case["days"]
    if "columns" in case:
        assert list(lines.columns) == case["columns"]
    told = [lines.left_out, *lines.told]
    for words in case.get("told", []):
        assert any(words in each for each in told), told
    if "told" not in case and not lines.unused:
        assert not any(told)


@pytest.mark.parametrize("case", cases("read.yaml"))
@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le"])
def test_a_table_is_the_same_in_every_encoding_and_with_other_line_ends(
    case: dict[str, Any], encoding: str
) -> None:
    text = case["table"].replace("\n", "\r\n")
    assert read(case, text.encode(encoding)) == read(case)


@pytest.mark.parametrize("case", cases("refused.yaml"))
def test_a_table_is_refused_with_what_to_write(case: dict[str, Any]) -> None:
    found = read(case)
    assert isinstance(found, Trouble), found
    assert found.line == case["line"]
    assert case["says"] in found.message
    assert case.get("hint", "") in found.hint


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"%PDF-1.7 ...", "PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "old kind"),
        (b"<html><table><tr><td>Shares</td></tr></table></html>", "web page"),
        (b"PK\x03\x04 and no more", "no Excel workbook"),
    ],
)
def test_other_files_are_named_for_what_they_are(data: bytes, says: str) -> None:
    found = read_fills(data, Expected(False))
    assert isinstance(found, Trouble) and says in found.message and "CSV" in found.hint


def test_ten_thousand_lines_with_everything_take_less_than_a_second() -> None:
    rows = [
        f"E{n},11/27/2026,09:31,Sell,HWLI US,{'Filled' if n % 9 else 'CXL'},{n},{20 + n % 900 / 100}"
        for n in range(1, 10_001)
    ]
    table = "\n".join(["Exec ID,Date,Time,Side,Symbol,Status,Shares,Price", *rows])
    began = time.process_time()
    found = read_fills(table.encode(), Expected(False, ("HWLI",)))
    assert time.process_time() - began < 1
    assert isinstance(found, FillsFile) and found.lines.used == 8889 and found.lines.read == 10_001


@pytest.mark.parametrize(
    ("table", "line"),
    [("Shares,Price\n" + "1,20.50\n" * 50_001, 0), ("Shares,Price" + "," * 600 + "\n1,20.50\n", 1)],
)
def test_a_table_larger_than_any_of_fills_is_refused(table: str, line: int) -> None:
    found = read_fills(table.encode(), Expected(False))
    assert isinstance(found, Trouble) and found.line == line and "more than" in found.message


# ---------------------------------------------------------------- the shared cases

ROWS = {
    "cancelled": ["2026-11-27 1500"],
    "rejected": ["2026-11-27 1000"],
    "replaced": ["2026-11-27 1000"],
    "other-symbol": "ZZQX",
    "currency": "SEK",
    "sell-short": "Sell Short",
    "day-totals": ["2026-11-25 500", "2026-11-27 100"],
    "subtotals": ["2026-11-25 500", "2026-11-27 100"],
    "disclaimer": ["2026-11-27 1500"],
    "avg-px": ["2026-11-27 1500"],
    "date-words": ["2026-11-27 1000"],
    "date-two-digits": ["2026-11-27 1000"],
}


@pytest.mark.parametrize("name", ROWS)
def test_a_shared_case_is_right(name: str, shared: Path) -> None:
    folder = shared / "cases" / "daily" / "fills"
    if not folder.exists():
        pytest.skip("no such cases here")
    file = folder / f"{name}.yaml"
    outcome = run_bytes(file.read_bytes(), str(file), folder, Options(filed=dt.date(2026, 11, 30)))
    right = ROWS[name]
    refused = [each for each in outcome.findings if each.rule == "EVT13"]
    if isinstance(right, str):
        assert len(refused) == 1 and right in refused[0].message
        return
    assert not refused and outcome.filing is not None
    assert [f"{row.date.value} {row.shares.text}" for row in outcome.filing.rows] == right
    assert outcome.working is not None
    lines = outcome.working.fills[0].lines
    text = (folder / f"{name}.csv").read_text()
    assert lines.read == len(text.splitlines()) and lines.used == outcome.working.fills[0].fills


# ---------------------------------------------------------------- workbooks


def workbook(*sheets: list[list[Any]], change: Any = None) -> bytes:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    book.remove(book.active)
    for number, rows in enumerate(sheets, 1):
        sheet = book.create_sheet(f"Sheet {number}")
        for row in rows:
            sheet.append(row)
    if change is not None:
        change(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


TRADES: list[list[Any]] = [
    ["Trade Date", "Time", "Status", "Qty", "Price"],
    [dt.datetime(2026, 11, 27), dt.time(9, 31), "Filled", 1000, 31.07],
    [dt.datetime(2026, 11, 27), dt.time(9, 32), "Cancelled", 700, 31.2],
    [dt.datetime(2026, 11, 27), dt.time(9, 33), "Filled", 500, 0.1 + 0.2],
    [],
    ["Total", None, None, 1500, None],
]


def test_a_workbook_is_read_as_a_table_is() -> None:
    found = read_fills(workbook(TRADES, [["Notes"], ["Call us."]]), Expected(False), "fills.xlsx")
    assert isinstance(found, FillsFile), found
    assert [(fill.shares, fill.price, fill.day) for fill in found.fills] == [
        (Decimal(1000), Decimal("31.07"), dt.date(2026, 11, 27)),
        (Decimal(500), Decimal("0.3"), dt.date(2026, 11, 27)),
    ]
    assert found.lines.words == "fills.xlsx: 6 lines read: 1 heading, 2 used, 1 total, 1 not used, 1 empty"


def test_a_workbook_s_hidden_rows_and_foreign_formats_are_not_read_over() -> None:
    def hide(book: Any) -> None:
        book.worksheets[0].row_dimensions[3].hidden = True

    def foreign(book: Any) -> None:
        book.worksheets[0]["E2"].number_format = "[$€-407] #,##0.00"

    def cover(book: Any) -> None:
        book.worksheets[1].sheet_state = "hidden"

    hidden = read_fills(workbook(TRADES, change=hide), Expected(False))
    assert isinstance(hidden, Trouble) and "rows are hidden" in hidden.message and hidden.line == 3
    euros = read_fills(workbook(TRADES, change=foreign), Expected(False))
    assert isinstance(euros, Trouble) and euros.line == 2 and "€ 31.07" in euros.message
    two = read_fills(workbook(TRADES, TRADES), Expected(False))
    assert isinstance(two, Trouble) and "Sheet 1 and Sheet 2" in two.message
    assert isinstance(read_fills(workbook(TRADES, TRADES, change=cover), Expected(False)), FillsFile)


def test_without_openpyxl_a_workbook_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    data = workbook(TRADES)
    monkeypatch.setattr("form4kit.events.broker.workbook.find_spec", lambda name: None)
    found = read_fills(data, Expected(False))
    assert isinstance(found, Trouble) and "form4kit[xlsx]" in found.hint
