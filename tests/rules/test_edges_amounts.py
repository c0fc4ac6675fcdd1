"""Both sides of what rules draw a line at: amounts, prices and balances."""

from typing import Any

import pytest
from rule_cases import case, found, holding, option, row

CODES = [
    # NUM03: nothing changes hands, in any row.
    case("NUM03", {"n0.disposed": "0", "n1.acquired": "0"}, "n0.shares n1.shares"),
    case("NUM03", {"n0.disposed": "0.0001"}),
    # NUM04: what is dear is dear above 10,000 dollars, below a trillion, and for two shares or more.
    *(case("NUM04", {"n0.price": price, "n0.code": code}, where) for code in "PSF" for price, where in
      (("10000.0001", "n0.price"), ("999999999999", "n0.price"), ("1000000000000", ""))),
    case("NUM04", {"n0.price": "31070", "n0.code": "J"}),
    case("NUM04", {"n0.price": "31070", "n0.disposed": "1"}),
    case("NUM04", {"n0.price": "31070", "n0.disposed": "2"}, "n0.price"),
    case("NUM04", {"n0.price": "31070", "n0.disposed": None, "n0.acquired_disposed": "D"}),
    case("NUM04", {"n0.price": "310700", "issuer.cik": "0001067983"}),
    case("NUM04", {"n0.price": "310700", "issuer.cik": None}, "n0.price"),
    case("NUM04", {"n0.price": "31070", "n0.security": "Preferred Stock"}),
    case("NUM04", {"n0.price": "31070", "n0.total_value": "5", "n0.disposed": None,
        "n0.acquired_disposed": "D"}),
    # NUM04: a slip is five times the usual price, or a fifth of it; of two prices the lower is the usual one.
    *(case("NUM04", {"non_derivative": [row(price="10"), row(price=price)]}, where) for price, where in
      (("49.99", ""), ("50", "n1.price"), ("10", ""))),
    *(case("NUM04", {"non_derivative": [row(price="10"), row(price=price), row(price="10")]}, where)
      for price, where in (("2.01", ""), ("2", "n1.price"), ("49.99", ""), ("50", "n1.price"))),
    case("NUM04", {"non_derivative": [row(price="10"), row(price="60"), row(price="70")]}, "n0.price"),
    case("NUM04", {"non_derivative": [row(price="10"), row(price="60", security="Class B Stock")]}),
    case("NUM04", {"derivative": [option(security="Common Stock", code="S", price="500")] * 2}),
    case("NUM04", {"n0.price": "-5"}),
    # NUM06: either amount, never both; holdings have none.
    case("NUM06", {"derivative": [holding(security="Option"), option(disposed=None)]}, "d1.shares"),
    case("NUM06", {"derivative": [holding(security="Option")]}),
    case("NUM06", {"derivative": [option()]}),
    # NUM07
    case("NUM07", {"derivative": [option(underlying_shares=None), option(underlying_shares=None)]},
         "d0.underlying_shares d1.underlying_shares"),
    # NUM08: less than one share apart is one for one; a hundred is a contract; said is said, once a title.
    *(case("NUM08", {"derivative": [option(underlying_shares=shares)]}, where) for shares, where in
      (("1000.99", ""), ("1001", "d0.underlying_shares"), ("999.01", ""), ("999", "d0.underlying_shares"))),
    *(case("NUM08", {"derivative": [option(disposed="10", underlying_shares=shares)]}, where) for shares,
        where
      in (("1000", ""), ("990", "d0.underlying_shares"), ("1010", "d0.underlying_shares"))),
    case("NUM08", {"derivative": [option(), option(underlying_shares="2500"),
        option(underlying_shares="3000")]},
         "d1.underlying_shares"),
    case("NUM08", {"derivative": [option(underlying_shares="2500 ^x"), option(security="Option",
         underlying_shares="2500")], "f.x": "Two and a half."}, "d1.underlying_shares"),
    case("NUM08", {"derivative": [option(underlying_shares="2500"), option(security="Option",
         underlying_shares="2500")]}, "d0.underlying_shares d1.underlying_shares"),
    case("NUM08", {"derivative": [option(underlying_shares="2500"), option(underlying_shares="2500"),
         option(security="Option", underlying_shares="2500")]}, "d0.underlying_shares d2.underlying_shares"),
    *(case("NUM08", {"derivative": [option(security="Stock Option ^x", underlying_shares="2500")],
        "f.x": text},
           where) for text, where in
      (("The conversion ratio is 2.5.", ""), ("Each converts into one share.", "d0.underlying_shares"),
       ("Granted in 2020.", "d0.underlying_shares"))),
    case("NUM08", {"derivative": [option(disposed="0", underlying_shares="2500")]}),
    # NUM09: a foreign price with its rate, or in place of a price, is no fault.
    *(case("NUM09", {"n0.price": price, "f.x": text}, where) for price, text, where in
      (("26.80 ^x", "Sold at 26.80 EUR.", "n0.price"), ("^x", "Sold at 26.80 EUR.", ""),
       ("26.80", "Sold at 26.80 EUR.", ""), ("26.80 ^x", "Sold at 26.80 EUR, translated.", ""))),
    case("NUM09", {"derivative": [option(exercise_price="12 ^x", price="1 ^x")], "f.x": "In CAD."},
         "d0.exercise_price d0.price"),
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
]  # fmt: skip


@pytest.mark.parametrize(("code", "edits", "where", "on", "more"), CODES)
def test_amounts(code: str, edits: dict[str, Any], where: str, on: str, more: dict[str, Any]) -> None:
    assert found(code, edits, on, **more) == where
