"""A number in the dress of prose is mended where what it means is certain."""

import pytest
from clean_filings import edited, filing_of

from form4kit.rules.engine import judge
from form4kit.rules.rule import Bad
from form4kit.source.fixes import apply


@pytest.mark.parametrize(
    ("key", "written", "mended"),
    [
        ("disposed", "1,000", "disposed: 1000"),
        ("price", "$31.07", "price: 31.07"),
        ("owned_after", "41,471 ^award", "owned_after: 41471 ^award"),
        ("price", "US$ 1,031.07", "price: 1031.07"),
    ],
)
def test_number_is_undressed(key: str, written: str, mended: str) -> None:
    edits = {f"non_derivative[0].{key}": written}
    fixes = [found.fix for found in judge(filing_of(Bad(edits))) if found.rule == "NUM01" and found.fix]
    text, applied = apply(edited("4", edits), fixes)
    assert applied == 1
    assert mended in text


@pytest.mark.parametrize("written", ["1e3", "-5", "1,00", "ten", "1,000,00"])
def test_number_of_uncertain_meaning_is_left(written: str) -> None:
    findings = judge(filing_of(Bad({"non_derivative[0].price": written})))
    assert [found.fix for found in findings if found.rule == "NUM01"] == [None]
