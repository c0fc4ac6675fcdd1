"""Whatever a filing lacks, or holds in place of a value: rules say so or keep silent, and never raise."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace

import pytest
from clean_filings import FILED, filing_of
from torn_filings import INSTEAD, variants

from form4kit.findings import Finding
from form4kit.law.editions import edition_of
from form4kit.model import ABSENT, Context, Document, Field, Filing, Submission
from form4kit.rules.engine import catalogue, judge
from form4kit.rules.rule import Good

NAMES = tuple(FILED)
DAYS = [dt.date.min, dt.date(1900, 1, 6), dt.date(2028, 2, 29), dt.date(2099, 7, 4), dt.date.max]
"""Days before and after every calendar that form4kit knows, and one that not every year has."""


def all_rules(filing: Filing) -> list[Finding]:
    """Judge by every rule for the form, whatever the source and the day."""
    return [
        found for rule in catalogue() if filing.base_form in rule.forms for found in rule.findings(filing)
    ]


def dated(filing: Filing, day: dt.date) -> Iterator[Filing]:
    """Yield the filing with each of its dates, and then with all of its transactions, moved to a day."""
    moved = Field(day.isoformat(), day, (), 1, 1)
    yield from variants(filing, moved)
    for table in ("non_derivative", "derivative"):
        rows = tuple(replace(row, date=moved, deemed=moved) for row in getattr(filing, table))
        yield replace(filing, **{table: rows}, period=moved, original_filed=moved)


@pytest.mark.parametrize("instead", INSTEAD)
@pytest.mark.parametrize("name", NAMES)
def test_no_rule_raises_on_what_is_missing_or_wrong(name: str, instead: str) -> None:
    tried = 0
    for filing in variants(filing_of(Good({}, on=name)), INSTEAD[instead]):
        found = all_rules(filing)
        assert all(finding.message and finding.place.line >= 1 for finding in found)
        tried += 1
    assert tried > 30


@pytest.mark.parametrize("day", DAYS, ids=str)
@pytest.mark.parametrize("name", NAMES)
def test_no_rule_raises_on_a_day_without_a_calendar(name: str, day: dt.date) -> None:
    for private in (None, True):
        filing = filing_of(Good({}, on=name))
        context = replace(filing.context, foreign_private=private, fiscal_year_end="02-29")
        for filed in (context.filed, day):
            known = replace(filing, context=replace(context, filed=filed))
            for moved in dated(known, day):
                assert all(finding.message for finding in all_rules(moved))


@pytest.mark.parametrize(
    ("number", "kind", "message"), [(601, "EX-99", "exhibits and graphics"), (700, "COVER", "documents")]
)
def test_more_documents_than_edgar_takes(number: int, kind: str, message: str) -> None:
    documents = tuple(
        Document(path=("exhibits", n), line=1, column=1, file=_said(f"a{n}.txt"), type=_said(kind))
        for n in range(number)
    )
    filing = replace(filing_of(Good({})), submission=Submission(documents=documents))
    assert any(message in finding.message for finding in all_rules(filing))


def test_a_notification_address_has_a_length() -> None:
    long = _said(f"{'a' * 80}@example.com")
    filing = replace(filing_of(Good({})), submission=Submission(notify=(long, ABSENT)))
    assert any("the most is 80" in finding.message for finding in all_rules(filing))


def test_an_older_edition_asks_for_no_flag() -> None:
    filing = filing_of(Good(xml=(("<rptOwnerNonUSAddressFlag>false</rptOwnerNonUSAddressFlag>", ""),)))
    asked = {finding.rule for finding in all_rules(filing)}
    older = {finding.rule for finding in all_rules(replace(filing, edition="2023"))}
    assert "OWN13" in asked - older


def test_a_form_without_an_edition_is_a_bug() -> None:
    with pytest.raises(KeyError):
        edition_of("144", "X0101")


def _said(text: str) -> Field[str]:
    return Field(text, text, (), 1, 1)


@pytest.mark.parametrize("name", NAMES)
def test_no_rule_raises_where_the_day_is_unknown(name: str) -> None:
    filing = replace(filing_of(Good({}, on=name)), context=Context())
    assert all_rules(filing) == all_rules(filing)
    assert not [finding for finding in judge(filing) if finding.rule.startswith("DUE0")]


@pytest.mark.parametrize("form", ["", "3", "3/A", "4", "4/A", "5", "5/A", "4/B"])
def test_an_empty_filing_is_told_what_it_lacks(form: str) -> None:
    filing = Filing(form=Field(form, form or None, (), 1, 1))
    all_rules(filing)
    found = {finding.rule for finding in judge(filing)}
    assert {"ISS01", "OWN01"} <= found if form else not found
