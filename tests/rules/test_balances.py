"""Both sides of what the rules on balances draw a line at."""

from typing import Any

import pytest
from rule_cases import GAIN, before, both, case, found, holding, option, row


def before_split(period: str = "2026-05-18") -> dict[str, Any]:
    """Return the edits of a form from before a split: half of what the clean one has, 5,000 in the trust."""
    rows = {"n0.owned_after": "20736", "n1.owned_after": "21236", "n2.owned_after": "5000"}
    return {"period": period, "n0.date": period, "n1.date": period} | rows


CASES = [
    # BAL01: one amount owned after each row, but for derivatives of a Form 3.
    case("BAL01", {"n0.owned_after": None, "n1.owned_after": None}, "n0.owned_after n1.owned_after"),
    case("BAL01", {"n0.value_owned_after": "5", "n1.value_owned_after": "5"},
         "n0.value_owned_after n1.value_owned_after"),
    case("BAL01", {"n0.value_owned_after": "5", "n0.owned_after": None}),
    case("BAL01", {"d0.owned_after": None}, "d0.owned_after", on="4-option"),
    case("BAL01", {"n0.owned_after": None}, "n0.owned_after", on="3"),
    case("BAL01", {"derivative": [option()], "n0.owned_after": None, "form": "3"}, "n0.owned_after"),
    # BAL04: one share may get lost in rounding.
    *(case("BAL04", {"non_derivative": [row(code="A", disposed=None, acquired="1000", owned_after=after)]},
        where)
      for after, where in (("1000", ""), ("999.01", ""), ("999", "n0.owned_after"), ("0", "n0.owned_after"))),
    case("BAL04", {"non_derivative": [
        row(code="A", disposed=None, acquired="1000", owned_after="500", security=title)
        for title in ("Equity Swap", "Convertible Notes", "Class A")]}, "n2.owned_after"),
    case("BAL04", {"non_derivative": [
        row(code="A", disposed=None, acquired="1000", owned_after="5", security="A"),
        row(code="A", disposed=None, acquired="1000", owned_after="9", security="A"),
        row(code="A", disposed=None, acquired="1000", owned_after="5", security="B")]}, "n2.owned_after"),
    case("BAL04", {"non_derivative": [row(code="A", disposed=None, acquired="1000", owned_after=None,
         value_owned_after="5")]}, "n0.value_owned_after"),
    case("BAL04", {"non_derivative": [row(code="A", disposed=None, acquired="1000", owned_after=after)
         for after in ("500", "1500")]}, "n0.owned_after"),
    # BAL06
    *(case("BAL06", {"n2.owned_after": after, "f.x": "Given away."}, where) for after, where in
      (("0", "n2.owned_after"), ("0 ^x", ""), ("1", ""))),
    case("BAL06", {"non_derivative": [holding(owned_after="0"), holding(owned_after="0", security="B")]},
         "n0.owned_after n1.owned_after"),
    # BAL10: the same in every field, in Table I, of a trade.
    case("BAL10", {"non_derivative": [row(), row(), row()]}, "n1 n2"),
    *(case("BAL10", {"non_derivative": [row(code=code), row(code=code)]}, where) for code, where in
      (("P", "n1"), ("F", "n1"), ("A", ""))),
    *(case("BAL10", {"non_derivative": [row(), row(**{name: value})]}) for name, value in
      (("date", "2026-11-17"), ("disposed", "999"), ("price", "31.08"), ("owned_after", "5"), ("early",
          "true"),
       ("security", "Class B Stock"), ("price", "31.07 ^award"))),
    case("BAL10", {"derivative": [option(code="S"), option(code="S")]}),
    # BAL03, BAL07: what the form before has.
    *(case("BAL07", {"period": day, "n2": None}, where, earlier=({"period": "2025-10-14"},)) for day,
        where in (
        ("2026-11-18", "n0.security"), ("2026-11-19", ""))),
    case("BAL07", {"n2": None}, earlier=({"issuer.cik": "1"},)),
    case("BAL07", {"n2": None}, earlier=({"form": "4/A", "original_filed": "2026-11-19"},)),
    case("BAL07", {}, earlier=({},)),
    # BAL12: a split that one line is adjusted for, and another is not.
    *(case("BAL12", {"n0.owned_after": "41471 ^x", "f.x": text, "n2.owned_after": held}, where,
        earlier=(before_split(period),))
      for text, held, period, where in (
        ("Adjusted for the two-for-one stock split of June 15, 2026.", "5000", "2026-05-18",
            "n2.owned_after"),
        ("Adjusted for the two-for-one stock split of June 15, 2026.", "10000", "2026-05-18", ""),
        ("Adjusted for the two-for-one stock split of June 15, 2026.", "5000", "2026-06-15", ""),
        ("Adjusted for the 2-for-1 split.", "5000", "2026-05-18", "n2.owned_after"),
        ("Adjusted for the 1:10 reverse split.", "5000", "2026-05-18", "n2.owned_after"),
        ("The shares were split among the heirs.", "5000", "2026-05-18", ""))),
    case("BAL12", {"n0.owned_after": "41471 ^x", "f.x": "After the stock split of June 15, 2026.",
        "n2.owned_after": "5000 ^y", "f.y": "Adjusted for the stock split."}, earlier=(before_split(),)),
    case("BAL12", {"remarks": "All figures reflect the two-for-one stock split of June 15, 2026.",
        "n2.owned_after": "5000"}, "n2.owned_after", earlier=(before_split(),)),
    case("BAL12", {"remarks": "All figures reflect the two-for-one stock split.", "n2.owned_after": "5000"},
        earlier=(before_split(),)),
    case("BAL12", {"n0.owned_after": "41471 ^x", "f.x": "After the stock split of June 15, 2026.",
        "n2.owned_after": "5000", "n2.security": "Class B Stock"},
        earlier=(before_split() | {"n2.security": "Class B Stock"},)),
    case("BAL12", {"n0.owned_after": "41471 ^x", "f.x": "After the stock split of June 15, 2026."}),
    # BAL02, BAL05, BAL08, BAL09: the running total.
    *(case("BAL02", {"non_derivative": [row(owned_after="5000", price="1"), row(**{"owned_after": after,
        "price": "2"}
           | more)], "footnotes": {"x": text}}, where) for after, more, text, where in (
        ("4000", {}, "-", ""), ("4001", {}, "-", "n1.owned_after"), ("4500 ^x", {},
            "500 shares were a dividend.", ""),
        ("4500 ^x", {}, "501 shares were a dividend.", "n1.owned_after"), ("4500 ^x", {}, "A dividend.", ""),
        ("4500 ^x", {}, "A note.", "n1.owned_after"), ("4500", {"price": "2 ^x"}, "Includes 500 shares.", ""),
        ("4500", {"price": "2 ^x"}, "Of 200 shares and 300 units.", ""))),
    case("BAL02", {"non_derivative": [row(owned_after=after) for after in ("5000", "900", "7000", "100")],
         "footnotes": None}, "n2.owned_after n1.owned_after"),
    case("BAL02", {"non_derivative": [row(owned_after=after) for after in ("5000", "90", "7000", "80",
        "9000")],
         "footnotes": None}, "n3.owned_after n1.owned_after"),
    *(case("BAL05", {"non_derivative": [row(owned_after="5000"), row(owned_after=after, code=code)],
        "footnotes": None},
           where) for after, code, where in (("4000", "S", ""), ("6000", "S", ""))),
    *(case("BAL08", {"derivative": [option(owned_after="5000", **more), option(owned_after=after, **more)]},
        where)
      for after, more, where in (
        ("4000", {}, ""), ("4100", {}, "d1.owned_after"), ("4100", {"security": "Warrants"},
            "d1.owned_after"),
        ("4100", {"security": "Units"}, ""))),
    *(case("BAL09", {"derivative": [option(owned_after="0"), option(owned_after=after)]}, where) for after,
        where in (
        ("200", "d1.shares"),)),
    # BAL03, BAL07, DER09: the form before.
    *(case("BAL07", {"n2": None}, where, earlier=({"n2": holding(**more)},)) for more, where in (
        ({"ownership": {"indirect": "By Trust"}}, "n0.security"), ({"ownership": {"indirect": "By Trust"},
        "owned_after": "0"}, ""), ({"ownership": {"indirect": "By Trust"}, "security": "B"}, ""))),
    # Balances: up to eight numbers of a note may be added up; what was traded explains nothing else.
    *(case("BAL02", {"non_derivative": [row(owned_after="5000"), row(owned_after=f"{after} ^x")],
        "footnotes": {
           "x": ", ".join(f"{2**n} shares" for n in range(count))}}, where) for count, after, where in (
        (8, 4255, ""), (9, 4255, "n1.owned_after"), (9, 4256, ""))),
    *(case("BAL02", {"non_derivative": [row(owned_after=first), row(owned_after=after)],
        "footnotes": {"x": text}},
           where) for first, after, text, where in (
        ("5000", "3000 ^x", "1,000 shares were sold.", "n1.owned_after"), ("5000 ^x", "4500 ^x",
            "A dividend.",
        "n1.owned_after"), ("5000", "4500 ^x", "A dividend.", ""))),
    # BAL03: the balance of the form before, series by series.
    *(case("BAL03", edits, where, earlier=earlier) for edits, earlier, where in (
        ({}, (before(42471),), ""), ({}, (before(42400),), "n0.owned_after"),
        ({}, (before(42400), before(42471)), ""), ({}, (before(42400) | {"issuer.cik": "1"},), ""),
        ({"f.award": "Includes a dividend."}, (before(42400),), ""),
        ({}, ({"non_derivative": [holding(owned_after="42400")], "footnotes": None},), "n0.owned_after"),
        ({}, ({"non_derivative": [holding(owned_after="42400")] * 2, "footnotes": None},), ""),
        ({"derivative": [option(security="Units")]}, (before(42471) | {"derivative": [option(security="Units",
         owned_after="9999")]},), ""),
        ({"derivative": [option()]}, (before(42471) | {"derivative": [option(owned_after="9999")]},),
            "d0.owned_after"))),
    *(case("BAL03", {"non_derivative": [row(owned_after="41471 ^x"), row(owned_after="900",
        ownership={"indirect":
           "By Trust"})], "footnotes": {"x": text}}, "n1.owned_after", earlier=({"non_derivative": [holding(
           owned_after=direct), holding(owned_after="5000", ownership={"indirect": "By Trust"})],
               "footnotes": None},))
      for direct, text in (("42471", "-"), ("42400", "Includes a dividend."))),
    case("BAL03", {"non_derivative": [row(owned_after="5000"), row(owned_after="4000")], "footnotes": None},
         "n0.owned_after", earlier=({"non_derivative": [holding(owned_after="7000")], "footnotes": None},)),
    # BAL07: class by class, in the latest form that has it.
    case("BAL07", {"form": "4/A", "original_filed": "2026-11-18", "n2": None}, earlier=({},)),
    case("BAL07", {"non_derivative": [row(security="B"), holding()], "footnotes": None}, earlier=({},)),
    case("BAL07", {"n2": None}, "n0.security", earlier=({}, {"non_derivative": [row(security="B")],
        "footnotes": None})),
    case("BAL07", {"non_derivative": [row(security="B"), row()], "footnotes": None}, "n1.security",
        earlier=({},)),
    # Balances: which rule speaks of which break, and no more than once where nothing follows.
    *(case("BAL02", {"non_derivative": [row(disposed=amount, owned_after=after, price=f"{n + 1}") for n,
        (amount, after)
           in enumerate(rows)], "footnotes": None}, where) for rows, where in (
        ((("100", "6000"), ("1000", "4000"), ("1000", "0")), "n1.owned_after n2.owned_after"),
        ((("100", "1000"), ("500", "5000"), ("100", "5000"), ("1000", "1000")),
            "n1.owned_after n3.owned_after"),
        ((("100", "5000"), ("1000", "1500"), ("100", "4000"), ("100", "6000")), "n1.owned_after"))),
    *(case(code, edits, where) for code, edits, where in (
        ("BAL02", both([], [option(owned_after="5000"), option(owned_after="4100")]), ""),
        ("BAL02", {"n1.owned_after": "40971"}, ""), ("BAL05", {"n1.owned_after": "42000"}, ""),
        ("BAL05", both([], [option(security="Units", owned_after=after) for after in ("5000", "6000")]), ""),
        ("BAL05", both([], [option(code="A", owned_after="5000"), option(code="A", owned_after="6000")]),
         "d1.acquired_disposed"),
        ("BAL05", both([], [option(owned_after="5000"), option(owned_after="6000")]), ""),
        ("BAL08", both([], [option(code="A", owned_after="5000"), option(code="A", owned_after="6000")]), ""),
        ("BAL09", both([row(owned_after="0"), row(owned_after="200")], []), ""),
        ("BAL09", both([], [option(owned_after="5000"), option(owned_after="4100")]), ""))),
    *(case("BAL05", both([row(code=code, owned_after=after, price=f"{n}") for n, after in enumerate((
           "5000", "4000", "5000"))], []), f"n2.{part}") for code, part in (
        ("S", "owned_after"), ("D", "owned_after"), ("J", "acquired_disposed"), ("G", "acquired_disposed"),
        ("P", "acquired_disposed"))),
    case("BAL05", both([row(owned_after=after, price=f"{n}", **GAIN) for n, after in enumerate(("5000",
        "4000"))], []),
         "n1.acquired_disposed"),
]  # fmt: skip


@pytest.mark.parametrize(("code", "edits", "where", "on", "more"), CASES)
def test_both_sides_of_a_line(
    code: str, edits: dict[str, Any], where: str, on: str, more: dict[str, Any]
) -> None:
    assert found(code, edits, on, **more) == where
