"""Fills pasted into the form of an event: dates, sides and symbols kept, what did not stand left out."""

import re

import pytest

from form4kit.web.event_form import event
from form4kit.web.pasted_fills import Unfit, pasted

PASTED = """\
Trade Date,Side,Symbol,Status,Shares,Price
11/25/2026,Sell,HWLI,Filled,"1,000",31.07
11/25/2026,Sell,HWLI,Canceled,700,31.20
11/27/2026,Sell,HWLI US,Filled,500,31.50
"""


def test_pasted_fills_keep_their_dates_and_what_did_not_stand_is_left_out() -> None:
    values = {"from": "common", "date": "2026-11-30", "fills": PASTED}
    assert [*event("sale", values, ("HWLI",))] == [
        "  - sale:",
        "      from: common",
        "      fills:",
        "        - [1000, 31.07, 2026-11-25]",
        "        - [500, 31.50, 2026-11-27]",
    ]
    found = pasted("sale", values, ("HWLI",))
    assert found is not None and found.told == (
        '1 line left out: 3 (Status is "Canceled")',
        "the fills are of 2026-11-25 and 2026-11-27, not of 2026-11-30, as the table has it",
        "2 lines used of 4",
    )
    one_day = {**values, "date": "2026-11-25", "fills": "\n".join(PASTED.splitlines()[:2])}
    assert "      date: 2026-11-25" in [*event("sale", one_day)]


def test_another_company_is_told_by_its_name_where_there_is_no_symbol() -> None:
    fills = "Date,Security,Side,Shares,Price\n2026-11-25,{} COM,Sell,100,31.07\n"
    values = {"date": "2026-11-25", "fills": fills.format("ZZQX CORP")}
    with pytest.raises(Unfit, match="ZZQX"):
        pasted("sale", values, ("HWLI",), "HARTWELL INSTRUMENTS INC")
    own = {**values, "fills": fills.format("HARTWELL INSTRUMENTS INC")}
    found = pasted("sale", own, ("HWLI",), "HARTWELL INSTRUMENTS INC")
    assert found is not None and found.lines == ("[100, 31.07]",)


@pytest.mark.parametrize(
    ("kind", "fills", "says"),
    [
        ("purchase", PASTED, '"Sell" among purchases'),
        ("sale", PASTED.replace("HWLI", "ZZQX"), '"ZZQX" is not the issuer'),
        ("sale", "1000,31.07", "`shares,price`"),
        ("sale", "47.10,1000", "`price,shares`"),
        ("sale", "Date,Shares,Price\n2026-11-25,1,31.07\n,1,31.07", "some have none"),
        ("sale", "Shares,Price,Currency\n1,31.07,SEK", "not US dollars"),
    ],
)
def test_pasted_fills_that_do_not_fit_are_asked_about(kind: str, fills: str, says: str) -> None:
    with pytest.raises(Unfit, match=re.escape(says)):
        pasted(kind, {"date": "2026-11-25", "fills": fills}, ("HWLI",))
