"""Rules on owners, signatures, exhibits, amendments and the document, on filings that EDGAR published.

What EDGAR accepted shows no error on EDGAR's authority, and the readings of names and signatures stay rare.
"""

from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from form4kit.edgar.read import read_document
from form4kit.findings import Authority, Severity
from form4kit.model import Filing
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
