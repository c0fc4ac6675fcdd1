"""Numbers and dates as people write them: taken where one thing alone can be meant."""

import datetime as dt

import pytest

from form4kit.analysis.meant_values import meant_day, meant_number


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("$1,500", "1500"),
        ("1,5", "1.5"),
        ("1.000,5", "1000.5"),
        ("1.00,5", ""),
        ("12,340.50", "12340.50"),
        ("31,07", "31.07"),
        ("US$ 31.07", "31.07"),
        ("ten", ""),
    ],
)
def test_number(text: str, meant: str) -> None:
    assert meant_number(text) == meant


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("11/27/2026", dt.date(2026, 11, 27)),
        ("27/11/2026", None),
        ("Nov 31, 2026", None),
        ("November 2026", None),
        ("November 27, 2026", dt.date(2026, 11, 27)),
        ("on November 27, 2026", None),
    ],
)
def test_day(text: str, meant: dt.date | None) -> None:
    assert meant_day(text) == meant
