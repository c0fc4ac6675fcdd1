"""Titles as classes: case, punctuation and par value make no other class, and words do."""

import pytest

from form4kit.insiders.securities import class_of


@pytest.mark.parametrize(
    "title",
    [
        "Common Stock",
        "COMMON STOCK.",
        "common stock, par value $0.01",
        "Common Stock, $.01 par value per share",
        "Common Stock, no par value",
        "Common Stock ($0.01 par value)",
        "Common Stock, par value 0.01 USD",
        "Common Stock, par value of $.001",
        "Common Stock $1 Par Value",
        "Common Stock, $1 2/3 Par Value",
        "$2.50 par value Common Stock",
        "Common Stock, par value$.001per share",
        "Common Stock, par value €0.10 each",
        'Common stock, par value $0.01 per share ("Common Stock")',
        "Common Stock, US$0.01 par value",
        "Common Stock, $0.01 par",
    ],
)
def test_one_class_however_it_is_spelled(title: str) -> None:
    assert class_of(title) == "COMMON STOCK"


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Class A Common Stock, par value $0.001 per share", "CLASS A COMMON STOCK"),
        ("Ordinary Shares, nominal value $0.01 per share", "ORDINARY SHARES"),
        ("Par Pacific Common Stock", "PAR PACIFIC COMMON STOCK"),
        ("Common Stock, $.01 par value, non-voting", "COMMON STOCK NON VOTING"),
        ("Common Units representing partner interests", "COMMON UNITS REPRESENTING PARTNER INTERESTS"),
        ("Par value $0.01", "PAR VALUE 0 01"),
        ("", ""),
    ],
)
def test_what_makes_another_class_stays(title: str, name: str) -> None:
    assert class_of(title) == name
