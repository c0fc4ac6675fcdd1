"""Both sides of what the rules on derivatives draw a line at."""

from typing import Any

import pytest
from rule_cases import GAIN, case, found, option, row

from form4kit.rules.derivatives.renamed_titles import is_respelled

UNITS = "Grant of 500 restricted stock units."
VEST = row(code="M", price="0", disposed=None, acquired="500")
CASES = [
    # DER01: what each kind of row needs.
    case("DER01", {"n0.security": None, "n0.date": None, "n0.disposed": None, "n0.ownership": None},
         "n0.security n0.date n0.shares n0.direct_indirect"),
    case("DER01", {"n0.disposed": None, "n0.shares": "5"}, "n0.acquired_disposed"),
    case("DER01", {"n0.disposed": None, "n0.total_value": "5"}, "n0.acquired_disposed"),
    case("DER01", {"n2.security": None, "n2.ownership": None}, "n2.security n2.direct_indirect"),
    case("DER01", {"d0.security": None, "d0.date": None, "d0.disposed": None, "d0.ownership": None,
         "d0.underlying": None}, "d0.security d0.date d0.underlying d0.direct_indirect", on="4-option"),
    case("DER01", {"d0.disposed": None, "d0.shares": "5"}, "d0.acquired_disposed", on="4-option"),
    case("DER01", {"d0.underlying": None, "d0.security": None}, "d0.security d0.underlying", on="3"),
    case("DER01", {"non_derivative": [row(date=None, disposed=None)]}, "n0.date n0.shares"),
    case("DER01", {"derivative": [option(date=None, disposed=None)]}, "d0.date"),
    # DER02 to DER04: on the last day a right may still be exercised, and on the first.
    *(case("DER02", {"d0.exercisable": "2026-03-01", "d0.expires": day}, where, on="4-option") for day,
        where in
      (("2026-02-28", "d0.expires"), ("2026-03-01", ""), ("2026-03-02", ""))),
    case("DER02", {"derivative": [option(exercisable="2032-01-01")] * 2}, "d0.expires d1.expires"),
    *(case("DER03", {"d0.expires": day, "d0.code": code}, where, on="4-option") for code in "AMXOCPS"
      for day, where in (("2026-11-17", "d0.expires"), ("2026-11-18", ""))),
    case("DER03", {"d0.expires": "2026-11-17", "d0.code": "H"}, on="4-option"),
    case("DER03", {"d0.expires": "2026-11-17", "d0.security": "Restricted Stock Units"}, on="4-option"),
    *(case("DER04", {"d0.exercisable": day, "d0.code": code}, where, on="4-option") for day, code, where in
      (("2026-11-18", "M", ""), ("2026-11-19", "M", "d0.exercisable"), ("2026-11-19", "X", "d0.exercisable"),
       ("2026-11-19", "O", "d0.exercisable"), ("2026-11-19", "C", ""))),
    *(case("DER04", {"derivative": [option(security=title, exercisable="2026-11-19")]}, where) for title,
        where in
      (("Warrants", "d0.exercisable"), ("Restricted Stock Units", ""), ("Convertible Notes", ""))),
    case("DER04", {"derivative": [option(code="C", exercisable="2026-11-19"),
        option(exercisable="2026-11-19")]},
         "d1.exercisable"),
    case("DER04", {"d0.exercisable": "2026-11-19 ^x", "footnotes": {"x": "Vesting was accelerated."}},
         on="4-option"),
    # DER05
    case("DER05", {"d0.exercisable": None, "d0.expires": None}, "d0.exercisable d0.expires", on="4-option"),
    case("DER05", {"d0.exercisable": "^x", "footnotes": {"x": "Any time."}}, on="4-option"),
    # DER10: a price on the derivative given up, and it alone, wants a word of cash.
    *(case("DER10", {"d0.price": price, "footnotes": {"x": text}}, where, on="4-option") for price, text,
        where in
      (("0", "-", ""), ("0.01", "-", "d0.price"), ("12.5 ^x", "Settled in cash.", ""),
       ("12.5 ^x", "Exercised.", "d0.price"))),
    case("DER10", {"d0.price": "5", "d0.disposed": None, "d0.acquired": "1000"}, on="4-option"),
    case("DER10", {"d0.price": "5", "d0.code": "S"}, on="4-option"),
    case("DER10", {"derivative": [option(), option(price="5"), option(price="5", code="X")]},
        "d1.price d2.price"),
    # DER13: sixty characters.
    *(case("DER13", {"d0.security": "x" * n, "d0.underlying": "y" * n}, where, on="4-option") for n, where in
      ((60, ""), (61, "d0.security d0.underlying"))),
    # DER14
    case("DER14", {"d0.underlying": "Stock option: (Right to Buy)"}, "d0.underlying", on="4-option"),
    case("DER14", {"d0.security": None, "d0.underlying": None}, on="4-option"),
    # DER15: a word spelled otherwise.
    *(case("DER15", {"n0.security": name}, where, earlier=({},)) for name, where in (
        ("Common Stocks", "n0.security"), ("Comon Stock", "n0.security"), ("Class A Stock", ""),
            ("COMMON STOCK", ""))),
    case("DER15", {"n0.security": "Common Shares", "n1.security": "Common Shares",
        "n2.security": "Comon Stock"},
         "n0.security n2.security", earlier=({},)),
    # DER16: goals that are still ahead.
    *(case("DER16", {"derivative": [option(code=code, security=name + " ^x", **GAIN)],
        "footnotes": {"x": text}}, where)
      for code, name, text, where in (
        ("A", "Restricted Stock Units", "They will vest upon EBITDA.", "d0.security"),
        ("A", "Restricted Stock Units", "They vested upon EBITDA.", ""), ("A", "Units",
            "They will vest in May.", ""),
        ("A", "Units", "They will vest; EBITDA was achieved.", ""), ("A", "Stock Options",
            "They will vest upon EBITDA.",
        ""), ("M", "Units", "They will vest upon EBITDA.", ""))),
    case("DER16", {"derivative": [option(code="A", security="Units ^x"), *[option(code="A",
        security="Units ^x",
         **GAIN)] * 2], "footnotes": {"x": "They will vest upon EBITDA."}}, "d1.security d2.security"),
    # BAL03, BAL07, DER09: the form before.
    *(case("DER09", {"non_derivative": rows, "footnotes": None}, where, earlier=({"f.award": text} | more,))
      for rows, text, more, where in (
        ([VEST], UNITS, {}, "n0.code"), ([VEST | {"acquired": "501"}], UNITS, {}, ""),
        ([VEST | {"acquired": "499"}], UNITS, {}, "n0.code"), ([VEST | {"price": "1"}], UNITS, {}, ""),
        ([VEST | {"code": "A"}], UNITS, {}, ""), ([VEST], "Grant of shares.", {}, ""),
        ([VEST], "Grant of shares.", {"n1.security": "Restricted Stock Units"}, "n0.code"),
        ([VEST], UNITS, {"n1.code": "P"}, ""), ([VEST, VEST], UNITS, {}, "n0.code n1.code"),
        ([VEST], UNITS, {"derivative": [option(security="Units")]}, ""),
        ([VEST], UNITS, {"issuer.cik": "1"}, ""))),
    case("DER09", {"non_derivative": [VEST], "footnotes": None}, "n0.code",
        earlier=({"f.award": UNITS},) * 2),
    # The symbol that EDGAR left blank; numbers at the edge.
    *(case("DER01", edits, "n0.security" + more, xml=(("<value>Common Stock<", "<value> <"),))
      for edits, more in (({"published": True}, ":warning"), ({}, ""))),
    # Titles, exercises of each code, footnotes on ownership.
    case("DER11", {"n0.security": "Option", "n1.security": "Option", "n2.security": "Warrants"},
         "n0.security n2.security"),
    # What EDGAR's stylesheets show.
    *(case("DER17", {"derivative": [option(**({"underlying_shares": None} | {name: "^x"}))],
        "footnotes": {"x": "-"}}, f"d0.{name}", on="5")
      for name in ("exercise_price", "underlying_shares", "underlying_value")),
    # DER11: each title once, in its table.
    *(case("DER11", {"n0.security": name, "n1.security": name}, where) for name, where in (
        ("Stock Option", "n0.security"), ("Warrants", "n0.security"), ("Option Shares subject to vesting",
            ""),
        ("Common Stock", ""))),
    case("DER11", {"n0.security": "Option", "n1.security": "Warrant"}, "n0.security n1.security"),
    *(case("DER11", {"n0.security": "Class B Stock ^award", "f.award": text}, where) for text, where in (
        ("Class B Stock is convertible into Class A Stock.", "n0.security"),
        ("Class A Stock converts into Class B Stock.", ""),
        ("Class B Stock converts into Class A at a discount to the closing price.", ""),
        ("It vests in May. Class B Stock converts into Class A Stock.", "n0.security"),
        ("Class B Stock is not listed. Another class is convertible into shares.", ""),
        ("Class B Stock.", ""))),
    *(case("DER11", {"d0.security": name}, where, on="4-option") for name, where in (
        ("Common Shares", "d0.security:note"), ("Common Stock", ""), ("Class B Common Stock", ""))),
    # DER18: cash, shares or either.
    *(case("DER18", {"d0.exercisable": "^paid", "d0.expires": "^paid", "d0.exercise_price": "^worth",
        "f.worth": worth, "f.paid": paid}, where, on="4-option") for worth, paid, where in (
        ("Settled in cash.", "Payable in shares on May 4, 2027.", "d0.security"),
        ("Payable solely in cash.", "Settled in fully vested shares of stock.", "d0.security"),
        ("Settled in cash.", "Payable solely in cash as the stock vests.", ""),
        ("Settled in cash or shares.", "Payable in shares on May 4, 2027.", ""),
        ("Dividends are paid in cash.", "Settled in shares.", ""),
        ("Not settled in cash.", "Paid in shares.", ""),
        ("Worth one share.", "Settled in shares, with cash for a fraction.", ""))),
    # DER16: what is earned, and what is to be.
    *(case("DER16", {"d0.code": "A", "d0.disposed": None, "d0.acquired": "1000", "f.goal": text,
        "d0.security": "Restricted Stock Units", "d0.exercise_price": "^goal"}, where, on="4-option")
      for text, where in (
        ("They become earned upon attainment of EBITDA goals, subject to certification.", "d0.security"),
        ("They are earned upon reaching EBITDA goals and will vest then.", "d0.security"),
        ("Units earned upon certification of EBITDA goals, which will vest on May 4, 2027.", ""))),
    # DER12
    *(case("DER12", {"d0.code": code, "d0.security": "Call Option"}, where, on="4-option") for code, where in
      (("P", "d0.security"), ("S", "d0.security"), ("X", "d0.security"), ("O", "d0.security"), ("E",
          "d0.security"),
       ("H", "d0.security"), ("M", ""))),
    case("DER12", {"n0.security": "Call Option", "n0.code": "S"}),
    case("DER12", {"derivative": [option(code="P", security=name) for name in ("Put Option", "Warrant",
        "Option")]},
         "d0.security d2.security"),
]  # fmt: skip


@pytest.mark.parametrize(("code", "edits", "where", "on", "more"), CASES)
def test_both_sides_of_a_line(
    code: str, edits: dict[str, Any], where: str, on: str, more: dict[str, Any]
) -> None:
    assert found(code, edits, on, **more) == where


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [("Common Stock", "Common Stocks", True), ("Gem", "Gems", True), ("Common Stock", "Common Shares", True),
        ("Common",
        "Common Stock", False),
     ("Comon Stock", "Common Stock", True), ("Comon Stok", "Common Stock", False), ("Unit", "Unix", False),
     ("Units", "Unite", False), ("Class 11111", "Class 11112", False), ("Bus", "Bu", False), ("Gas", "Ga",
         False)],
)  # fmt: skip
def test_how_near_two_titles_are(one: str, other: str, same: bool) -> None:
    assert is_respelled(one, other) is same
    assert is_respelled(other, one) is same
