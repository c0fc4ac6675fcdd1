"""When a filing is due, the exchanges' calendar, and what the rules on dates say of published filings."""

import csv
import datetime as dt
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from clean_filings import filing_of

from form4kit.analysis.due import due_of
from form4kit.convert import to_date
from form4kit.edgar.read import read_document
from form4kit.findings import Authority, Severity
from form4kit.model import Context, Field, Filing
from form4kit.rules.engine import catalogue
from form4kit.rules.rule import Good, Rule, source_of

RULES = [rule for rule in catalogue() if rule.code.startswith(("DAT", "DUE"))]


ODD = ["0001-01-01", "0206-11-18", "1978-12-31", "2002-08-28", "2099-12-30", "2100-01-01", "9999-12-31"]


def test_trades_before_the_form_3_are_not_late() -> None:
    filing = filing_of(Good({"non_derivative[1].date": "2026-10-01"}))
    assert [f.rule for f in _found(filing, "DUE01")] == ["DUE01"]
    first = filing_of(Good({"period": "2026-11-02"}, on="3"))
    known = replace(filing, context=replace(filing.context, earlier=(first,)))
    assert not _found(known, "DUE01")


@pytest.mark.parametrize("day", ODD)
@pytest.mark.parametrize("on", ["3", "4", "4A", "5"])
def test_odd_years_never_raise(day: str, on: str) -> None:
    filing = filing_of(Good({}, on=on))
    odd = Field(day, to_date(day), (), 1, 1)
    filed = to_date(day)
    for each in (
        replace(filing, period=odd, original_filed=odd),
        replace(filing, context=Context(filed=filed, closures=frozenset([dt.date(2026, 11, 20)]))),
        replace(
            filing,
            non_derivative=tuple(
                replace(row, date=odd, deemed=odd) if n else replace(row, deemed=odd)
                for n, row in enumerate(filing.non_derivative)
            ),
        ),
        replace(filing, signatures=tuple(replace(s, date=odd) for s in filing.signatures), published=True),
    ):
        due_of(each)
        assert all(finding.message for rule in RULES for finding in rule.findings(each))


def _found(filing: Filing, code: str) -> list[object]:
    rule = next(rule for rule in RULES if rule.code == code)
    return list(rule.findings(filing))


def _applying(filing: Filing) -> Iterator[Rule]:
    for rule in RULES:
        if rule.applies(filing.base_form, source_of(filing), filing.filed):
            yield rule


def _published(folder: Path) -> Iterator[tuple[Filing, dt.date | None]]:
    """Yield the published filings, judged as of their signature, with EDGAR's filing date where known."""
    with (folder / "index.tsv").open(newline="") as index:
        dates = {row["file"]: row["filed_as_of"] for row in csv.DictReader(index, delimiter="\t")}
    for file in sorted(folder.glob("*.xml")):
        filing, _ = read_document(file.read_bytes())
        assert filing is not None
        signed = max((s.date.value for s in filing.signatures if s.date.value), default=None)
        filed = dt.datetime.strptime(dates[file.name], "%Y%m%d").date() if dates[file.name] else None
        yield replace(filing, context=Context(filed=signed)), filed


def test_published_filings_are_judged_gently(shared: Path) -> None:
    counts: Counter[str] = Counter()
    for filing, _ in _published(shared / "filings"):
        for rule in _applying(filing):
            for finding in rule.findings(filing):
                counts[rule.code] += 1
                edgar = finding.authority is Authority.EDGAR
                assert not (edgar and finding.severity is Severity.ERROR), finding
    assert 15 <= counts["DUE01"] <= 25
    assert counts["DUE01"] == counts["DUE06"]
    assert counts["DAT01"] == 3
    for code in ("DAT02", "DAT03", "DAT04", "DAT05", "DAT07", "DAT08", "DAT11", "DAT13", "DAT14"):
        assert counts[code] == 0, code
    assert counts["DAT06"] + counts["DAT09"] + counts["DAT10"] + counts["DAT12"] <= 4


def test_lateness_by_signature_holds_by_the_filing_date(shared: Path) -> None:
    late = wrong = 0
    for filing, filed in _published(shared / "filings"):
        if filed and _found(filing, "DUE01"):
            late += 1
            wrong += not _found(replace(filing, context=Context(filed=filed)), "DUE01")
    assert late > 10
    assert wrong == 0
