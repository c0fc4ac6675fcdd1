"""Rule 16a-6 by its worked cases, without any form."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from small_acquisition_cases import CASES, EXEMPT, named

from form4kit.law.deadlines import form4_due
from form4kit.law.small_acquisitions import SmallAcquisition, deferral_ends


def acquired(case: dict[str, Any]) -> list[SmallAcquisition]:
    return [
        SmallAcquisition(
            security=each.get("class", "Common Stock"),
            day=date.fromisoformat(each["date"]),
            value=Decimal(each["value"]),
            reported=date.fromisoformat(each["reported"]) if "reported" in each else None,
        )
        for each in case["acquired"]
    ]


@named(CASES)
def test_worked_case(case: dict[str, Any]) -> None:
    small = acquired(case)
    sold = [
        date.fromisoformat(each["date"]) for each in case.get("disposed", ()) if each["code"] not in EXEMPT
    ]
    ends = deferral_ends(small, sold)
    assert [
        {
            "day": str(end.day),
            "by": "disposition" if end.amount is None else str(end.amount),
            "due": str(form4_due(end.day).day),
            "rows": [str(small[number].day) for number in end.certain],
        }
        | ({"offered": [str(small[number].day) for number in end.offered]} if end.offered else {})
        for end in ends
    ] == case.get("ends", [])
    certain = {number for end in ends for number in end.certain}
    waits = [str(each.day) for n, each in enumerate(small) if n not in certain and not each.reported]
    assert waits == case.get("waits", [])


def test_nothing_acquired_ends_nothing() -> None:
    assert deferral_ends([], [date(2026, 11, 18)]) == []


@pytest.mark.parametrize("last", ["0.01", "9000"])
def test_what_is_offered_is_no_longer_so_once_it_is_certain(last: str) -> None:
    days = [date(2026, 2, 2), date(2026, 9, 1), date(2026, 9, 15)]
    values = [Decimal(4000), Decimal(10000), Decimal(last)]
    small = [SmallAcquisition("x", day, value) for day, value in zip(days, values, strict=True)]
    assert [end.offered for end in deferral_ends(small, [date(2026, 7, 1)])] == [(), ()]
