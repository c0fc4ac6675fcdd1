"""Both sides of what the rules on numbers draw a line at, and numbers in the dress of prose."""

from typing import Any

import pytest
from clean_filings import edited, filing_of
from rule_cases import case, found, holding, option, row

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


CASES = [
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
    # NUM10, TTL03, DER17, OWN29: what EDGAR's stylesheets show.
    *(case("NUM10", {"n0.price": price, "n1.price": "5."}, where) for price, where in (
        ("31", "n1.price"), ("31.", "n0.price n1.price"), ("x.", "n1.price"))),
    # The symbol that EDGAR left blank; numbers at the edge.
    case("NUM01", {"n0.price": "-0.5"}, "n0.price"),
    case("NUM02", {"n0.price": "0999999999999.9999"}),
    # What EDGAR's stylesheets show.
    *(case("NUM10", {f"d0.{name}": "5."}, f"d0.{name}", on="4-option") for name in (
        "exercise_price", "total_value", "underlying_shares", "underlying_value", "owned_after",
            "value_owned_after")),
    case("NUM10", {"n0.disposed": "5."}, "n0.shares"),
    # NUM01, NUM02: digits.
    *(case("NUM01", {"n0.price": price}, where) for price, where in (
        ("31", ""), ("31.", ""), (".5", ""), ("$31", "n0.price"), ("US$ 31.07", "n0.price"), ("1,234",
            "n0.price"),
        ("+31", "n0.price:warning"), ("-31", "n0.price"), ("-0", "n0.price:warning"), ("31..1", "n0.price"),
        ("abc", "n0.price"))),
    case("NUM01", {"n0.price": "$31", "n1.price": "$5"}, "n0.price n1.price"),
    case("NUM01", {"n0.price": "31.123456", "n1.price": "$5"}, "n1.price"),
    *(case("NUM01", {f"d0.{name}": "1,0"}, f"d0.{name}", on="4-option") for name in
      ("exercise_price", "total_value", "price", "underlying_shares", "underlying_value", "owned_after",
       "value_owned_after")),
    case("NUM01", {"n0.disposed": "1,000"}, "n0.shares"),
    *(case("NUM02", {"n0.price": price}, where) for price, where in (
        ("0.12345", "n0.price"), ("0.1234", ""), ("0.12340", ""), ("999999999999.9999", ""),
        ("1000000000000", "n0.price"), ("0000000000001", ""), ("$5", ""))),
    case("NUM02", {"n0.price": "$5", "n1.price": "0.00001"}, "n1.price"),
]  # fmt: skip


@pytest.mark.parametrize(("code", "edits", "where", "on", "more"), CASES)
def test_both_sides_of_a_line(
    code: str, edits: dict[str, Any], where: str, on: str, more: dict[str, Any]
) -> None:
    assert found(code, edits, on, **more) == where
