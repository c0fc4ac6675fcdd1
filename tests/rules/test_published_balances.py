"""The balance rules on published filings: few alarms there, and a fault planted there is found in its row."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache
from pathlib import Path

import pytest

from form4kit.analysis.series import series_of
from form4kit.analysis.tally import steps_of
from form4kit.edgar.read import read_document
from form4kit.model import Field, Filing, Row
from form4kit.rules.engine import catalogue
from form4kit.rules.rule import Rule, source_of

CODES = ("BAL", "NUM", "DER", "TTL")
MOST = {"BAL02": 5, "BAL04": 3, "BAL06": 3, "BAL11": 1, "DER10": 5, "DER16": 6, "NUM08": 4, "TTL02": 5}
"""Filings of the 350 in which a rule may fire; every hit was read and is right. A rule not named: none."""


def rules(*codes: str) -> list[Rule]:
    return [rule for rule in catalogue() if rule.code.startswith(codes)]


def findings(filing: Filing, *codes: str) -> list[tuple[str, tuple[str | int, ...]]]:
    form, source = filing.base_form, source_of(filing)
    judging = [rule for rule in rules(*codes) if rule.applies(form, source, filing.filed)]
    return [(found.rule, found.place.path) for rule in judging for found in rule.findings(filing)]


@lru_cache(maxsize=1)
def published(shared: Path) -> tuple[Filing, ...]:
    filings = []
    for path in sorted((shared / "filings").glob("*.xml")):
        filing, _ = read_document(path.read_bytes())
        assert filing is not None
        signed = max((each.date.value for each in filing.signatures if each.date.value), default=None)
        filings.append(replace(filing, context=replace(filing.context, filed=signed)))
    return tuple(filings)


def test_published_filings_raise_few_alarms(shared: Path) -> None:
    counts: dict[str, int] = {}
    for filing in published(shared):
        for code in {rule for rule, _ in findings(filing, *CODES)}:
            counts[code] = counts.get(code, 0) + 1
    assert {code: count for code, count in counts.items() if count > MOST.get(code, 0)} == {}


def with_value(filing: Filing, row: Row, name: str, text: str) -> Filing:
    old = getattr(row, name)
    value = Decimal(text) if isinstance(old.value, Decimal) else text
    new = replace(row, **{name: Field(text, value, old.marks, old.line, old.column)})
    rows = tuple(new if each is row else each for each in filing.non_derivative)
    return replace(filing, non_derivative=rows)


def runs_in_table_1(shared: Path) -> Iterator[tuple[Filing, tuple[Row, ...]]]:
    """Yield every series of two or more rows of Form 4 in which nothing is wrong as published."""
    for filing in published(shared):
        if filing.base_form != "4" or findings(filing, "BAL02", "BAL05"):
            continue
        for series in series_of(filing.non_derivative):
            if steps_of(series) and len(series.transactions) > 1:
                yield filing, series.transactions


def share_found(tried: list[bool]) -> Decimal:
    assert len(tried) > 50
    return Decimal(sum(tried)) / len(tried)


@pytest.mark.parametrize("off", [Decimal(100), Decimal(-9)])
def test_wrong_balance_is_found(shared: Path, off: Decimal) -> None:
    exact, in_series = [], []
    for filing, rows in runs_in_table_1(shared):
        for row in rows:
            wrong = (row.owned_after.value or 0) + off
            if wrong >= 0:
                found = findings(with_value(filing, row, "owned_after", f"{wrong:f}"), "BAL02", "BAL05")
                paths = [path for _, path in found]
                in_series.append(any(path[:2] == each.path for path in paths for each in rows))
                if len(rows) > 2:
                    exact.append((*row.path, "owned_after") in paths)
    assert share_found(in_series) >= Decimal("0.98")
    assert share_found(exact) >= Decimal("0.97")


def test_wrong_letter_is_found(shared: Path) -> None:
    found = []
    for filing, rows in runs_in_table_1(shared):
        for row in rows[1:]:
            letter = "D" if row.acquired_disposed.value == "A" else "A"
            faults = findings(with_value(filing, row, "acquired_disposed", letter), "BAL02", "BAL05", "COD10")
            found.append((*row.path, "acquired_disposed") in [path for _, path in faults])
    assert share_found(found) >= Decimal("0.97")
