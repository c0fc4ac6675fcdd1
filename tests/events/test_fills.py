"""Fills: each in exactly one row, no row over a dollar, no fewer rows possible, and sums that reconcile."""

import csv
import io
import time
from collections import Counter
from decimal import ROUND_HALF_EVEN, Decimal, localcontext
from fractions import Fraction
from itertools import pairwise

import pytest
from event_drafts import Files, expanded
from hypothesis import given, settings
from hypothesis import strategies as st

from form4kit.analysis.figures import price_ranges
from form4kit.analysis.statements import undertakes
from form4kit.events.broker.cells import Expected
from form4kit.events.broker.lines import Trouble
from form4kit.events.broker.numbers import Commas, commas_of, numeral
from form4kit.events.broker.read import read_fills
from form4kit.events.fills import Fill, FillGroup, amount_of, ranges, shares_of

prices = st.decimals(min_value=Decimal("0.01"), max_value=Decimal(60), places=4)
close = st.decimals(min_value=Decimal("20"), max_value=Decimal("22.5"), places=2)
shares = st.one_of(
    st.integers(1, 5000).map(Decimal), st.decimals(min_value=Decimal("0.0001"), max_value=900, places=4)
)
fills = st.lists(st.builds(Fill, shares, st.one_of(prices, close)), min_size=1, max_size=40)


# ---------------------------------------------------------------- grouping


@given(fills)
def test_every_fill_is_in_exactly_one_row(given_fills: list[Fill]) -> None:
    rows = ranges(given_fills)
    assert Counter(fill for row in rows for fill in row.fills) == Counter(given_fills)


@given(fills)
def test_no_row_spans_over_a_dollar_and_rows_ascend_without_overlap(given_fills: list[Fill]) -> None:
    rows = ranges(given_fills)
    assert all(row.high - row.low <= 1 for row in rows)
    assert all(one.high < other.low for one, other in pairwise(rows))
    assert all(min(row.fills, key=lambda f: f.price).price == row.low for row in rows)


def fewest(points: tuple[Decimal, ...]) -> int:
    """Find the fewest dollars that cover all prices, by trying every first range in turn."""
    best = {len(points): 0}
    for start in reversed(range(len(points))):
        ends = [end for end in range(start, len(points)) if points[end] - points[start] <= 1]
        best[start] = 1 + min(best[end + 1] for end in ends)
    return best[0]


@given(st.lists(close, min_size=1, max_size=12, unique=True))
def test_no_smaller_number_of_rows_exists(points: list[Decimal]) -> None:
    rows = ranges(Fill(Decimal(1), price) for price in points)
    assert len(rows) == fewest(tuple(sorted(points)))


@given(fills)
def test_no_two_prices_a_dollar_apart_could_share_a_row(given_fills: list[Fill]) -> None:
    """The lowest prices of the rows are pairwise more than a dollar apart, so that each needs its own."""
    lows = [row.low for row in ranges(given_fills)]
    assert all(other - one > 1 for one, other in pairwise(lows))


@given(fills)
def test_totals_reconcile_exactly(given_fills: list[Fill]) -> None:
    rows = ranges(given_fills)
    with localcontext(prec=200):
        assert sum((row.shares for row in rows), Decimal(0)) == sum(
            (f.shares for f in given_fills), Decimal(0)
        )
        amount = sum((f.shares * f.price for f in given_fills), Decimal(0))
    assert sum((row.amount for row in rows), Fraction(0)) == Fraction(amount) == amount_of(given_fills)


@given(fills)
def test_the_price_is_the_exact_average_rounded_once(given_fills: list[Fill]) -> None:
    for row in ranges(given_fills):
        with localcontext(prec=400):
            amount = sum((f.shares * f.price for f in row.fills), Decimal(0))
            expected = (amount / shares_of(row.fills)).quantize(Decimal("0.0001"), ROUND_HALF_EVEN)
        assert row.price == expected
        assert row.low <= row.average <= row.high


def test_the_dollar_itself_is_in_the_range() -> None:
    inside = ranges([Fill(Decimal(1), Decimal("20.00")), Fill(Decimal(1), Decimal("21.00"))])
    outside = ranges([Fill(Decimal(1), Decimal("20.00")), Fill(Decimal(1), Decimal("21.0001"))])
    assert (len(inside), len(outside)) == (1, 2)


@pytest.mark.parametrize(("tie", "price"), [("31.23125", "31.2312"), ("31.23135", "31.2314")])
def test_a_tie_goes_to_the_even_digit(tie: str, price: str) -> None:
    low, high = Decimal(tie) - Decimal("0.5"), Decimal(tie) + Decimal("0.5")
    (row,) = ranges([Fill(Decimal(100), low), Fill(Decimal(100), high)])
    assert row.average == Fraction(Decimal(tie))
    assert row.price == Decimal(price)


def test_days_are_kept_apart() -> None:
    draft = """\
positions: {common: {security: Common Stock, held: 1000}}
events:
  - sale:
      from: common
      fills: [[100, 31.07, 2026-11-18], [200, 31.10, "2026-11-17 10:00"], [50, 31.50, 2026-11-17]]
"""
    rows = expanded(draft).filing.rows
    assert [(str(row.date.value), row.shares.text, row.price.text) for row in rows] == [
        ("2026-11-17", "250", "31.18"),
        ("2026-11-18", "100", "31.07"),
    ]


# ---------------------------------------------------------------- in a draft

DRAFT = """\
positions: {{common: {{security: Common Stock, held: 10000000}}}}
events: [sale: {{from: common, {}}}]
"""


def test_the_footnote_gives_the_range_and_the_undertaking() -> None:
    filing = expanded(
        DRAFT.format("date: 2026-11-18, fills: [[3, 20], [4, 20.5], [1, 20.99], [5, 21.005]]")
    ).filing
    one, other = filing.rows
    (note,) = filing.notes_on(one.price)
    text = note.text.text or ""
    (range_told,) = price_ranges(text)
    assert (range_told.low, range_told.high) == (Decimal("20.00"), Decimal("20.99"))
    assert undertakes(text)
    assert (other.price.text, other.price.names) == ("21.005", ()), "one price is no average"


def test_the_working_reconciles_to_the_confirmation() -> None:
    (total,) = expanded(DRAFT.format("date: 2026-11-18, fills: fills.csv")).working.fills
    assert total.words == "3 fills, 1500 shares, $46,960.00, 2 rows"
    assert total.ranges[0].words == (
        "2 fills, $40,520.00 / 1300 ≈ 31.1692, rounded to four decimals; shares times price is off by $0.04"
    )
    assert total.ranges[1].words == "1 fill, $6,440.00 / 200 = 32.2"


def big(count: int) -> str:
    out = io.StringIO()
    table = csv.writer(out)
    table.writerow(["Time", "Quantity", "Price"])
    for n in range(count):
        table.writerow([f"10:{n % 60:02}:00", f"{1 + n % 900:,}", f"${20 + (n * 7919 % 700) / Decimal(100)}"])
    return out.getvalue()


def test_ten_thousand_fills_take_less_than_a_second() -> None:
    files = Files({"fills.csv": big(10_000)})
    draft = DRAFT.format("date: 2026-11-18, fills: fills.csv")
    began = time.process_time()
    expansion = expanded(draft, files)
    assert time.process_time() - began < 1
    assert sum(total.fills for total in expansion.working.fills) == 10_000
    assert len(expansion.filing.rows) == 7


@pytest.mark.parametrize(
    ("says", "rule", "message"),
    [
        ("date: 2026-11-18, fills: ../fills.csv", "EVT13", "outside the draft's folder"),
        ("date: 2026-11-18, fills: gone.csv", "EVT13", "no such file"),
        ("date: 2026-11-18, fills: [[1, 2], [3]]", "EVT13", "fill 2 is not shares and a price"),
        ("date: 2026-11-18, fills: [[1, 2], [0, 4]]", "EVT13", "fill 2"),
        ("date: 2026-11-18, fills: [[1, 2, 10:30, more]]", "EVT13", "fill 1"),
        ("date: 2026-11-18, shares: 4, fills: [[1, 2], [2, 2]]", "EVT12", "2 fills add up to 3, not to 4"),
        (
            "date: 2026-11-18, fills: [[1, 2, 2026-11-17]]",
            "EVT12",
            "fills of 2026-11-17 in an event of 2026-11-18",
        ),
        ("fills: [[1, 2, 2026-11-17], [1, 2]]", "EVT12", "fills without a date"),
        ("date: 2026-11-18, price: 3, fills: [[1, 2]]", "EVT03", "follows from the fills"),
        ("date: 2026-11-18, fills: [[0.00001, 2]]", "EVT05", "more digits than EDGAR takes"),
        (
            "date: 2026-11-18, fills: [[9999999, 2], [2, 2]]",
            "EVT07",
            '10000001 sold, but "common" holds 10000000',
        ),
    ],
)
def test_fills_that_cannot_be_used_are_refused(says: str, rule: str, message: str) -> None:
    expansion = expanded(DRAFT.format(says))
    (finding,) = expansion.findings
    assert finding.rule == rule and message in finding.message and finding.hint
    assert expansion.refused and not expansion.filing.rows and not expansion.working.fills


# ---------------------------------------------------------------- files


def read(text: str | bytes, buying: bool = False) -> tuple[Fill, ...] | Trouble:
    found = read_fills(text if isinstance(text, bytes) else text.encode(), Expected(buying))
    return found if isinstance(found, Trouble) else found.fills


TWO = (Fill(Decimal(1000), Decimal("20.50")), Fill(Decimal(500), Decimal("21")))


@pytest.mark.parametrize(
    "text",
    [
        "shares,price\n1000,20.50\n500,21\n",
        "1000,20.50\n500,21.0\n",
        'Quantity,Price\n"1,000",$20.50\n500,$21\n',
        "\ufeffQty;Fill Price\r\n1000;20.50\r\n500;21\r\n",
        "Filled Qty\tExecution Price\n1,000\t20.50\n500\t21\n",
        "Shares Sold,Sales Price\n 1000 , US$20.50 \n500,21 USD\n",
        "Confirmation of trades\n\nSymbol,Exec Qty,Exec Price\nAMOT,1000,20.50\nAMOT,500,21\n",
        "Stück;Size;Px\nx;1.000;20,50\nx;500;21,00\n",
        "side,qty,price\nSell,-1000,20.50\nSell,(500),21\n",
        "No. of Shares,Price per Share,Net Amount\n1000,20.50,20500\n500,21,10500\nTotal,,31000\n",
        "shares,price\n1000,20.50\n500,21\nTotals,\n",
        'volume,price (USD)\n"1,000",20.50\n500,21\n"Grand total",\n',
    ],
)
def test_a_broker_s_table_is_read_in_its_usual_spellings(text: str) -> None:
    assert read(text) == TWO


def test_tables_of_other_encodings_are_read() -> None:
    text = "shares\tprice\n1000\t20.50\n500\t21\n"
    assert read(text.encode("utf-16")) == TWO
    assert read("shares,price,via\n1000,20.50,caf\xe9\n500,21,x\n".encode("cp1252")) == TWO


def test_dates_and_times_are_taken_from_their_columns() -> None:
    table = (
        "Trade Date,Execution Time,Shares,Price\n11/18/2026,09:31,1,2\n2026-11-17,09:32,1,2\n20261116,,1,2\n"
    )
    found = read(table)
    assert not isinstance(found, Trouble)
    assert [(str(fill.day), fill.time) for fill in found] == [
        ("2026-11-18", "09:31"),
        ("2026-11-17", "09:32"),
        ("2026-11-16", ""),
    ]
    (fill,) = read("Timestamp,Shares,Price\n2026-11-18T09:31:02Z,1,2\n")
    assert isinstance(fill, Fill) and str(fill.day) == "2026-11-18"


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("", 0, "no line has heads"),
        ("a,b\n1,2\n", 0, "no line has heads"),
        ("shares,price\n", 0, "no fills"),
        ("shares,price\n1,2\nx,3\n", 3, '"x" is not a number of shares'),
        ("shares,price\n1,\n", 2, '"" is not a price'),
        ("shares,price\n1,-2\n", 2, '"-2" is not a price'),
        ("shares,price\n0,2\n", 2, '"0" is not a number of shares'),
        ("shares,price\n1" + "0" * 30 + ",2\n", 2, "is not a number of shares"),
        ("shares,price\n1,2\n-1,2\n", 0, "purchases and sales are two events"),
        ("side,shares,price\nS,1,2\nBuy,1,2\n", 3, '"Buy" among sales'),
        ("shares,qty,price\n1,1,2\n", 1, '"shares" and "qty"'),
        ("total,shares,price\n,1,2\n,5,3\ntotal,7,\n", 4, "the total says 7, the lines before add up to 6"),
        ("date,shares,price\n31/31/2026,1,2\n", 2, '"31/31/2026"'),
        ("qty;price\n1,000;20,500\n", 0, "a comma or a period may part thousands or decimals"),
        (b"\xff\xfeq\0\0\xd8", 0, "not text"),
    ],
)
def test_a_table_that_cannot_be_read_says_where(text: str | bytes, line: int, message: str) -> None:
    found = read(text)
    assert isinstance(found, Trouble)
    assert found.line == line and message in found.message


@given(st.binary(max_size=200))
@settings(max_examples=200)
def test_no_bytes_raise(data: bytes) -> None:
    found = read_fills(data, Expected(True))
    assert isinstance(found, Trouble) or all(fill.shares > 0 and fill.price > 0 for fill in found.fills)


def test_numbers_as_people_write_them() -> None:
    us, other = Commas.THOUSANDS, Commas.DECIMALS
    assert [numeral(text, us) for text in ("$1,234.50", "(500)", "-3", "US$ 7", "1,23", "1,2,3", "x")] == [
        *(Decimal("1234.50"), Decimal(-500), Decimal(-3), Decimal(7)),
        *(None, None, None),
    ]
    assert [numeral(text, other) for text in ("1.234,5", "20,50", "7", "1.23,4")] == [
        *(Decimal("1234.5"), Decimal("20.50"), Decimal(7), None),
    ]
    assert commas_of(["1,000"], ["20"], semicolons=False) is us
    assert commas_of(["1,000"], ["20.5"], semicolons=True) is us
    assert commas_of(["1,000"], ["20"], semicolons=True) is None
    assert commas_of(["1,000"], ["20,5"], semicolons=True) is other
    assert commas_of(["100"], ["20,500"], semicolons=False) is None
    assert commas_of(["1.500"], ["20.125"], semicolons=False) is None
    assert commas_of(["1.500"], ["20.5"], semicolons=False) is us


def test_a_range_knows_its_ends() -> None:
    row = FillGroup((Fill(Decimal(1), Decimal(2)), Fill(Decimal(3), Decimal("2.5"))))
    assert (row.low, row.high, row.shares, row.amount) == (2, Decimal("2.5"), 4, Fraction("9.5"))
