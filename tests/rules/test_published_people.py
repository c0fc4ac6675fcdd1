"""Rules on owners, signatures, exhibits, amendments and the document, on filings that EDGAR published.

What EDGAR accepted shows no error on EDGAR's authority, and the readings of names and signatures stay rare.
"""

from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from form4kit.analysis.signatures import (
    has_capacity,
    is_entity,
    is_given_for_another,
    is_marked,
    is_under_power,
    names,
    says_for_all,
)
from form4kit.edgar.read import read_document
from form4kit.findings import Authority, Severity
from form4kit.model import Field, Filing, Owner
from form4kit.rules.engine import judge

MINE = ("ISS", "OWN", "SIG", "EXH", "XML", "SUB", "AMD")
MOST = {"OWN11": 2, "OWN12": 4, "OWN18": 2, "OWN24": 4, "SIG01": 10, "SIG03": 1, "SIG07": 4, "SIG08": 2}


@pytest.fixture(scope="module")
def published(shared: Path) -> list[Filing]:
    filings = []
    for path in sorted((shared / "filings").glob("*.xml")):
        filing, findings = read_document(path.read_bytes())
        assert filing is not None, findings
        days = [signature.date.value for signature in filing.signatures if signature.date.value]
        filings.append(replace(filing, context=replace(filing.context, filed=max(days, default=None))))
    return filings


def test_published_filings_show_no_error_of_edgars(published: list[Filing]) -> None:
    errors = [
        finding
        for filing in published
        for finding in judge(filing)
        if finding.rule.startswith(MINE)
        and (finding.severity, finding.authority) == (Severity.ERROR, Authority.EDGAR)
    ]
    assert not errors


def test_readings_of_published_filings_stay_rare(published: list[Filing]) -> None:
    hits = Counter(finding.rule for filing in published for finding in judge(filing))
    mine = {code: count for code, count in hits.items() if code.startswith(MINE)}
    assert {code: count for code, count in mine.items() if count > MOST.get(code, 3)} == {}


@pytest.mark.parametrize(
    "name",
    ["GOLDEN PROPERTIES LTD.", "BVF PARTNERS L P/IL", "BANK OF AMERICA CORP /DE/", "JPMORGAN CHASE & CO"]
    + ["Sequoia Capital Fund, L.P.", "Reid Hoffman & Michelle Yee Living Trust", "DEUTSCHE TELEKOM AG"]
    + ["MAYFIELD XV, A CAYMAN ISLANDS EXEMPTED LIMITED PARTNERSHIP", "Deutsche Telekom Holding B.V."],
)
def test_entities_are_told_by_their_names(name: str) -> None:
    assert is_entity(name)


@pytest.mark.parametrize(
    "name", ["Federico Richard D", "Branson Sir Richard", "HAVNER RONALD L JR", "PATEL S A"]
)
def test_persons_are_not_entities(name: str) -> None:
    assert not is_entity(name)


@pytest.mark.parametrize(
    ("signature", "name"),
    [
        ("/s/ Rick Federico", "Federico Richard D"),
        ("/s/JeremyFletcher", "FLETCHER JEREMY ADAM"),
        (
            "MERRIL LYNCH, PIERCE, FENNER & SMITH INC. By: A. Ortiz",
            "MERRILL LYNCH, PIERCE, FENNER & SMITH INC.",
        ),
    ],
)
def test_signature_names_its_owner(signature: str, name: str) -> None:
    owner = Owner(path=("owners", 0), line=1, column=1, name=Field(name, name, (), 1, 1))
    assert names(signature, owner)
    assert not names("/s/ Zebediah Quux", owner)


def test_what_a_signature_says() -> None:
    assert is_marked("/s /Lauren Hemple")
    assert not is_marked("Elon Musk")
    assert says_for_all(
        "/s/ Warren E. Buffett, on behalf of himself and each other reporting person hereunder"
    )
    assert not says_for_all("/s/ Lora Blum, Attorney-In-Fact")
    assert is_under_power("By: Aaron Beckman, Power of Attorney For: James Murdoch")
    assert not is_under_power("David Kwon (POA on File)")
    assert is_given_for_another("Rebecca E. Zorn by Chris T. Moore")
    assert not is_given_for_another("/s/ Forrest Ashby")
    assert has_capacity("/s/ Jane Doe, EVP")
    assert not has_capacity("Michael Lees")
