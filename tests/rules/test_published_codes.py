"""The rules on transaction codes against real filings: quiet where all is well, and not blind."""

import datetime as dt
import random
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from clean_filings import FILED, filing_of

from form4kit.edgar.read import read_document
from form4kit.model import ABSENT, Field, Filing, Mark, Row
from form4kit.rules.engine import catalogue
from form4kit.rules.rule import Good

RULES = [rule for rule in catalogue() if rule.code.startswith("COD")]
Found = set[tuple[str, str, tuple[str | int, ...]]]

MOST = {"COD08": 4, "COD10": 10, "COD18": 5, "COD19": 4, "COD22": 3, "COD23": 5, "COD25": 3, "COD26": 3}
"""The most findings on the published filings, by rule; each of those that stand there has been read."""
MOST_OF_OTHERS = {"warning": 1, "note": 5}


@pytest.fixture(scope="module")
def filings(shared: Path) -> list[Filing]:
    found = []
    for path in sorted((shared / "filings").glob("*.xml")):
        filing, _ = read_document(path.read_bytes())
        assert filing is not None, path
        days = [signature.date.value for signature in filing.signatures if signature.date.value]
        found.append(replace(filing, context=replace(filing.context, filed=max(days, default=None))))
    return found


def judged(filing: Filing) -> Found:
    return {
        (found.rule, str(found.severity), found.place.path)
        for rule in RULES
        if rule.applies(filing.base_form, "published", filing.filed)
        for found in rule.findings(filing)
    }


def written(text: str, value: Any, marks: tuple[Mark, ...] = ()) -> Field[Any]:
    return Field(text, value, marks, 1, 1)


def changed(filing: Filing, row: Row, **fields: Field[Any]) -> Filing:
    rows = list(getattr(filing, row.table))
    rows[int(row.path[1])] = replace(row, **fields)
    return replace(filing, **{row.table: tuple(rows)})


def test_accepted_filings_are_not_nagged(filings: list[Filing]) -> None:
    counts = Counter((rule, severity) for filing in filings for rule, severity, _ in judged(filing))
    errors = [rule for rule, severity in counts if severity == "error"]
    assert errors == ["COD10"]  # one purchase that is marked as disposed of
    assert counts["COD10", "error"] == 1
    for (rule, severity), count in counts.items():
        assert count <= MOST.get(rule, MOST_OF_OTHERS.get(severity, 1)), (rule, severity, count)


def turned(row: Row) -> dict[str, Field[Any]]:
    letter = "D" if row.acquired_disposed.value == "A" else "A"
    return {"acquired_disposed": written(letter, letter)}


def early(row: Row) -> dict[str, Field[Any]]:
    return {"form_type": written("5", "5")}


def unpaid(row: Row) -> dict[str, Field[Any]]:
    return {"price": written("0", Decimal(0), row.price.marks)}


def dearer(row: Row) -> dict[str, Field[Any]]:
    price = (row.price.value or Decimal(0)) + 1
    return {"price": written(str(price), price, row.price.marks)}


def more(row: Row) -> dict[str, Field[Any]]:
    shares = (row.shares.value or Decimal(0)) + 1000
    return {"shares": written(str(shares), shares, row.shares.marks)}


Change = Callable[[Row], dict[str, Field[Any]]]
SEEDS: list[tuple[str, str, Change, str, str, float]] = [
    ("PSADFLMCX", "both", turned, "COD10", "acquired_disposed", 0.95),
    ("SFMCXADP", "both", early, "COD08", "form_type", 0.97),
    ("F", "I", unpaid, "COD17", "price", 1.0),
    ("PS", "I", unpaid, "COD30", "price", 0.97),
    ("G", "I", dearer, "COD14", "price", 1.0),
    ("M", "I", dearer, "COD35", "price", 0.85),
    ("MCX", "I", more, "COD21", "shares", 0.75),
]
"""Codes, table, the fault planted, the rule that finds it, at which field, in what part of the rows."""


@pytest.mark.parametrize(("codes", "table", "change", "rule", "field", "least"), SEEDS)
def test_planted_faults_are_found(
    filings: list[Filing], codes: str, table: str, change: Change, rule: str, field: str, least: float
) -> None:
    results = []
    for filing in filings[::2]:
        before = judged(filing)
        for row in filing.transactions:
            if row.code.value is None or row.code.value not in codes or row.form_type.value != "4":
                continue
            if table == "I" and row.table != "non_derivative":
                continue
            if rule == "COD35" and not row.price.value:
                continue
            new = judged(changed(filing, row, **change(row))) - before
            results.append(any(found[0] == rule and found[2] == (*row.path, field) for found in new))
    assert sum(results) >= least * len(results), (sum(results), len(results))


_GARBAGE = [
    ABSENT,
    Field(None, None, (), 1, 1),
    written("x", None),
    Field(None, None, (Mark("zz", 1, 1),), 1, 1),
]
_VALUES: dict[str, list[Any]] = {
    "date": [dt.date.min, dt.date(9999, 7, 31), dt.date(2024, 2, 29), dt.date(2023, 8, 31)],
    "code": list("ACDEFGHIJLMOPSUWXZKVB"),
    "acquired_disposed": ["A", "D", "Q"],
    "price": [Decimal(0), Decimal(-5), Decimal("999999999999.9999")],
    "shares": [Decimal(0), Decimal("0.0001")],
    "form_type": ["3", "4", "5"],
    "swap": [True, False],
}


def broken(filing: Filing, chance: random.Random) -> Iterator[tuple[str, Any]]:
    names = [name for name in Row.__dataclass_fields__ if name not in ("path", "line", "column", "table")]
    names.remove("holding")
    for table in ("non_derivative", "derivative"):
        rows = []
        for row in getattr(filing, table):
            fields = {}
            for name in chance.sample(names, chance.randint(0, 6)):
                value = chance.choice([None, *_VALUES.get(name, [])])
                garbage = chance.choice(_GARBAGE)
                fields[name] = garbage if value is None else written(str(value), value)
            rows.append(replace(row, **fields))
        yield table, tuple(rows)


@pytest.mark.parametrize("name", sorted(FILED))
def test_no_rule_raises_on_a_broken_row(name: str) -> None:
    chance = random.Random(7)
    clean = filing_of(Good({}, on=name))
    for _ in range(150):
        filing = replace(clean, **dict(broken(clean, chance)))
        filing = replace(filing, context=replace(filing.context, earlier=(clean,)))
        for rule in RULES:
            for found in rule.findings(filing):
                assert found.message
                assert "None" not in found.message + found.hint
