"""Running balances: each way in which careful filers list rows is understood, each break found in its row."""

from collections.abc import Sequence
from decimal import Decimal

import pytest
from clean_filings import filing_of

from form4kit.analysis.series import key_of, lasting_nature, series_of
from form4kit.analysis.tally import Tally, fits, steps_of
from form4kit.analysis.tally_orders import best_tally
from form4kit.model import Filing
from form4kit.rules.rule import Good

Rows = Sequence[tuple[str, str, str] | tuple[str, str, str, str]]


def filing(rows: Rows, **edits: object) -> Filing:
    """Return a Form 4 with these rows in Table I: A or D and amount, balance, day, nature if indirect."""
    table = []
    for amount, owned, day, *nature in rows:
        row: dict[str, object] = {
            "security": "Common Stock",
            "date": f"2026-11-{day}",
            "code": "G",
            "price": "0",
        }
        row["acquired" if amount[0] == "A" else "disposed"] = amount[1:]
        row |= {"owned_after": owned, "ownership": {"indirect": nature[0]} if nature else "direct"}
        table.append(row)
    return filing_of(Good({"non_derivative": table, "footnotes": None} | edits))


def tally_of(rows: Rows) -> Tally:
    (series,) = series_of(filing(rows).rows)
    steps = steps_of(series)
    assert steps
    return best_tally(steps)


RIGHT = {
    "row by row": [("A100", "1100", "18"), ("D50", "1050", "18"), ("D50", "1000", "19")],
    "newest first": [("D50", "1000", "19"), ("D50", "1050", "18"), ("A100", "1100", "18")],
    "by date": [("D50", "1010", "19"), ("A75", "1075", "17"), ("D15", "1060", "18")],
    "final total on every row": [("A100", "1000", "18"), ("D50", "1000", "18"), ("D70", "1000", "19")],
    "rows combined": [("A100", "1050", "18"), ("D50", "1050", "18"), ("D30", "1020", "19")],
    "a row repeated": [
        ("A100", "1100", "18"),
        ("D50", "1050", "18"),
        ("D50", "1050", "18"),
        ("D30", "1020", "19"),
    ],
    "no order at all": [
        ("D30", "920", "18"),
        ("A100", "1000", "18"),
        ("D50", "950", "18"),
        ("A7", "927", "18"),
    ],
    "two accounts in turn": [
        ("D10", "90", "17"),
        ("D20", "480", "17"),
        ("D10", "80", "18"),
        ("D20", "460", "18"),
    ],
    "accounts of one name": [("D10", "90", "17", "By Trust"), ("D20", "480", "17", "By Trust")],
    "rounded to whole shares": [("A100.5", "1100.5", "18"), ("D50", "1051", "18"), ("D50", "1001", "19")],
}


@pytest.mark.parametrize("rows", RIGHT.values(), ids=list(RIGHT))
def test_reading_explains_the_balances(rows: Rows) -> None:
    tally = tally_of(rows)
    assert tally.breaks == ()
    assert sum(len(chain) for chain in tally.chains) >= 1


BROKEN = {
    "the last": ([("A100", "1100", "18"), ("D50", "1050", "18"), ("D50", "1001", "19")], [(3, "1000")]),
    "one in the middle": (
        [("A100", "1100", "18"), ("D50", "1150", "18"), ("D50", "1000", "19")],
        [(2, "1050")],
    ),
    "the first": ([("A100", "1110", "18"), ("D50", "1050", "18"), ("D50", "1000", "19")], [(1, "1100")]),
    "two in a row": (
        [("A9", "100", "18"), ("A10", "111", "18"), ("A10", "122", "18"), ("A10", "130", "19")],
        [(2, "110"), (3, "120")],
    ),
    "carried on": (
        [("A9", "100", "17"), ("A1", "101", "17"), ("A10", "112", "18"), ("A10", "122", "19")],
        [(3, "111")],
    ),
    "of two": ([("A100", "1100", "18"), ("D50", "1005", "18")], [(2, "1050")]),
    "of newest first": (
        [("D50", "1000", "19"), ("D50", "1060", "18"), ("A100", "1100", "17")],
        [(2, "1050")],
    ),
    "of equal totals": (
        [("A100", "1000", "18"), ("D50", "1001", "18"), ("D70", "1000", "19")],
        [(2, "1000")],
    ),
    "with later dates": (
        [("D9", "90", "17"), ("D9", "81", "17"), ("D9", "70", "18"), ("D9", "61", "18")],
        [(3, "72")],
    ),
}


@pytest.mark.parametrize(("rows", "wanted"), BROKEN.values(), ids=list(BROKEN))
def test_break_is_found_in_its_row(rows: Rows, wanted: list[tuple[int, str]]) -> None:
    breaks = tally_of(rows).breaks
    assert [(found.step.row.number, found.expected) for found in breaks] == [
        (n, Decimal(e)) for n, e in wanted
    ]


def test_opening_and_closing_stand_in_the_order_that_explains() -> None:
    tally = tally_of(RIGHT["newest first"])
    assert (tally.opening, tally.closing) == (Decimal(1000), Decimal(1000))
    assert tally_of(RIGHT["accounts of one name"]).opening is None


def test_wrong_letter_is_not_explained_away_by_another_order() -> None:
    rows = [("A100", "1100", "18"), ("A100", "1000", "18")]
    (series,) = series_of(filing(rows, **{"non_derivative[1].code": "S"}).rows)
    steps = steps_of(series)
    assert steps
    assert [found.turned for found in best_tally(steps).breaks] == [True]


def test_missing_amount_says_nothing() -> None:
    (series,) = series_of(filing([("Aten", "10", "18"), ("D1", "9", "18")]).rows)
    assert steps_of(series) is None


def test_series_is_one_security_held_in_one_way() -> None:
    rows = [
        ("A1", "1", "18"),
        ("A1", "2", "18", "By Trust"),
        ("A1", "3", "18", "by trust."),
        ("A1", "4", "18", "By Son"),
    ]
    series = series_of(filing(rows).rows)
    assert [[row.number for row in each.rows] for each in series] == [[1], [2, 3], [4]]


def test_footnotes_on_the_ownership_tell_accounts_apart_within_a_filing_alone() -> None:
    rows = [("A1", "1", "18", "By Trust ^a"), ("A1", "2", "18", "By Trust ^b")]
    one, two = filing(rows, footnotes={"a": "Trust A.", "b": "Trust B."}).rows
    assert key_of(one) != key_of(two)
    assert key_of(one, marks=False) == key_of(two, marks=False)


def test_derivatives_are_one_series_by_their_terms() -> None:
    option = filing_of(Good({}, on="4-option")).derivative[0]
    other = filing_of(Good({"derivative[0].exercise_price": "13"}, on="4-option")).derivative[0]
    same = filing_of(Good({"derivative[0].exercise_price": "12.50"}, on="4-option")).derivative[0]
    assert key_of(option) == key_of(same) != key_of(other)


def test_nature_without_what_passes() -> None:
    assert lasting_nature("401 K PLAN AS OF 1 13 2023") == lasting_nature("401 K PLAN AS OF DECEMBER 31 2022")
    assert lasting_nature("BY SPOUSE") != lasting_nature("BY TRUST")


@pytest.mark.parametrize(
    ("expected", "found", "same"),
    [
        ("10", "10.0", True),
        ("10.4", "10", True),
        ("10.4", "11", True),
        ("10.4", "12", False),
        ("10", "11", False),
    ],
)
def test_fits_but_for_rounding(expected: str, found: str, same: bool) -> None:
    assert fits(Decimal(expected), Decimal(found)) is same


def test_more_digits_than_arithmetic_has_come_to_an_end() -> None:
    assert (
        len(tally_of([("A1", "1", "18"), ("A" + "9" * 40, "5." + "3" * 40, "18"), ("D1", "4", "19")]).breaks)
        > 0
    )
