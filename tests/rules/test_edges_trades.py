"""Both sides of what rules draw a line at: codes, letters, exercises, gifts, taxes and small purchases."""

from typing import Any

import pytest
from rule_cases import case, found, holding, option, row

BUY = {"code": "P", "disposed": None, "acquired": "1000"}
GAIN = {"disposed": None, "acquired": "1000"}
M_ROW = row(code="M", price="12.5", **GAIN)


def small(price: str, **more: Any) -> dict[str, Any]:
    return row(code="L", disposed=None, acquired="100", price=price, early="true", **more)


def pair(*given: dict[str, Any], taken: tuple[dict[str, Any], ...] = (M_ROW,), **more: Any) -> dict[str, Any]:
    """Return the edits for rows given up in Table II and received in Table I."""
    return {"non_derivative": list(taken), "derivative": list(given), "footnotes": {"x": "-"}, **more}


CODES = [
    # COD01 to COD04: what is written in place of a code, and where.
    *(case("COD01", {"n0.code": code}, where) for code, where in
      (("S", ""), ("s", "n0.code"), ("N", "n0.code"), ("S4", "n0.code"), ("B5", "n0.code"), ("K", ""),
          ("S/K", ""),
       ("V", ""), ("G V", ""), ("SS", "n0.code"))),
    case("COD01", {"n0.code": "s", "n1.code": "a"}, "n0.code n1.code"),
    case("COD01", {"n0.code": "K", "n1.code": "q"}, "n1.code"),
    *(case("COD02", {"n0.code": code, "n1.code": "K"}, where) for code, where in
      (("S", "n1.code"), ("K", "n0.code n1.code"), ("P/k", "n0.code n1.code"))),
    *(case("COD03", {"n0.code": code, "n1.code": "V"}, where) for code, where in
      (("S", "n1.code"), ("v", "n0.code n1.code"), ("G/V", "n0.code n1.code"))),
    case("COD04", {"n0.code": None}, "n0.code"),
    case("COD04", {"n2.price": "5"}, "n2.code"),
    *(case("COD04", {"n0.code": None, "n1.code": None, f"n2.{name}": value}, "n0.code n1.code n2.code")
      for name, value in (("date", "2026-11-18"), ("acquired", "5"), ("total_value", "5"))),
    case("COD04", {"n2.date": "2026-11-18", "n2.code": "S", "n2.disposed": "1"}),
    *(case("COD40", {f"n0.{name}": value}, f"n0.{name}", on="3") for name, value in
      (("date", "2026-11-18"), ("price", "5"), ("shares", "5"), ("total_value", "5"), ("acquired_disposed",
          "A"))),
    case("COD40", {"n0.code": "P", "d0.code": "P"}, "n0.code d0.code", on="3"),
    *(case("COD40", {f"n0.{name}": value}, f"n0.{name}", on="3") for name, value in
      (("deemed", "2026-11-18"), ("timeliness", "L"))),
    case("COD04", {"non_derivative": [holding(), holding(date="2026-11-18")], "footnotes": None}, "n1.code"),
    # COD10: the letter of each code, and how grave the other one is.
    *(case("COD10", {"n0.code": code, "n0.disposed": None, "n0.acquired": "5"}, where) for code, where in
      (("S", "n0.acquired_disposed:error"), ("D", "n0.acquired_disposed:error"), ("F",
          "n0.acquired_disposed:error"),
       ("U", "n0.acquired_disposed:error"), ("G", ""), ("J", ""), ("P", ""), ("C", ""), ("M", ""))),
    case("COD10", {"n0.code": "S ^award", "n0.disposed": None, "n0.acquired": "5"}, "n0.acquired_disposed"),
    *(case("COD10", {"n0.code": code}, where) for code, where in
      (("A", "n0.acquired_disposed:error"), ("P", "n0.acquired_disposed:error"), ("L",
          "n0.acquired_disposed:error"),
       ("M", "n0.acquired_disposed"), ("X", "n0.acquired_disposed"), ("W", ""), ("I", ""))),
    case("COD10", {"n0.code": "A", "n0.acquired_disposed": "X", "n0.disposed": None, "n0.shares": "5"}),
    *(case("COD10", {"derivative": [option(code=code, disposed=None, acquired="1000")]}, where) for code,
        where in
      (("S", "d0.acquired_disposed:note"), ("F", "d0.acquired_disposed"), ("M", "d0.acquired_disposed"),
       ("H", "d0.acquired_disposed"), ("E", ""))),
    *(case("COD10", {"derivative": [option(code=code)]}, where) for code, where in
      (("A", "d0.acquired_disposed"), ("P", "d0.acquired_disposed:note"), ("M", ""))),
    # COD10: puts turn the letters round, in either table; a derivative may come for another.
    case("COD10", {"derivative": [option(security="Put Option", disposed=None, acquired="1")]}),
    case("COD10", {"non_derivative": [row(code="X")], "derivative": [option(code="X",
        security="Put Option")]}),
    case("COD10", {"non_derivative": [row(code="X")], "derivative": [option(code="X")]},
        "n0.acquired_disposed"),
    case("COD10", {"non_derivative": [row(code="C"), row(code="C", security="Class A Stock", **GAIN)]}),
    case("COD10", {"non_derivative": [row(code="C"), row(code="C", **GAIN)]}, "n0.acquired_disposed"),
    case("COD10", {"derivative": [option(code="C", disposed=None, acquired="1000", security="Warrants"),
         option(code="C", underlying="Warrants")]}),
    case("COD10", {"non_derivative": [row(code="M", **GAIN)], "derivative": [
         option(disposed=None, acquired="1000", security="Units"), option()]}, "d0.acquired_disposed"),
    case("COD10", {"non_derivative": [row(code="M", disposed=None, acquired="7")], "derivative": [
         option(disposed=None, acquired="1000", security="Units"), option()]}),
    case("COD10", {"non_derivative": [row(code="M", date="2026-11-17", **GAIN)], "derivative": [
         option(disposed=None, acquired="1000", security="Units"), option()]}),
    case("COD10", {"non_derivative": [], "derivative": [
         option(disposed=None, acquired="1000", security="Units")]}, "d0.acquired_disposed"),
    case("COD10", {"derivative": [option(security="Put Option", disposed=None, acquired="1"),
        option(code="A")]},
         "d1.acquired_disposed"),
    case("COD10", {"derivative": [option(code="H", disposed=None, acquired="1"), option(code="H",
        security="B")]},
         "d0.acquired_disposed"),
    case("COD10", {"non_derivative": [row(code="C", **GAIN)], "derivative": [option(code="C", disposed=None,
         acquired="1000", security="Warrants"), option(code="C", underlying="Warrants")]}),
    # COD11: codes of one table; taxes are not paid with options.
    *(case("COD11", {"n0.code": code}, where) for code, where in
      (("E", "n0.code"), ("H", "n0.code"), ("Z", ""), ("F", ""))),
    *(case("COD11", {"d0.code": code}, where, on="4-option") for code, where in
      (("E", ""), ("H", ""), ("Z", "d0.code"), ("F", "d0.code"))),
    case("COD11", {"d0.code": "F", "d0.security": "Restricted Stock Units"}, on="4-option"),
    *(case("COD11", {"d0.code": "F ^x", "footnotes": {"x": text}}, where, on="4-option") for text, where in
      (("Surrendered.", ""), ("Paid.", "d0.code"))),
    # COD14, COD16, COD29: gifts and inheritances.
    *(case("COD14", {"n0.code": code, "n0.price": price}, where) for code, price, where in
      (("G", "0", ""), ("G", "0.01", "n0.price"), ("S", "1", ""))),
    case("COD14", {"n0.code": "G", "n1.code": "G", "n1.price": "5"}, "n0.price n1.price"),
    *(case("COD16", {"non_derivative": [row(code="G", price="0", **GAIN, ownership={"indirect": "By Trust"},
           date=other), row(code="G ^x", price="0")], "f.x": "To my living trust."}, where)
      for other, where in (("2026-11-18", ""), ("2026-11-17", "n1.code"))),
    case("COD16", {"non_derivative": [row(code="G", price="0"), row(code="G ^x"), row(code="G ^x")],
         "f.x": "To a revocable trust."}, "n1.code n2.code"),
    case("COD16", {"non_derivative": [row(code="G ^x", **GAIN)], "f.x": "From a revocable trust."}),
    *(case("COD29", {"n0.code": code, "n0.price": price}, where) for code, price, where in
      (("W", "0", ""), ("W", "0.01", "n0.price"), ("Z", "1", "n0.price"), ("S", "1", ""))),
    # COD17, COD18, COD28: taxes.
    *(case("COD17", {"n0.code": "F", "n0.price": price}, where) for price, where in
      (("0", "n0.price"), ("0.01", ""), ("^award", "n0.price"), (None, ""))),
    *(case("COD17", {"d0.code": "F", "d0.price": price, "footnotes": {"x": "-"}}, where, on="4-option")
      for price, where in (("0", "d0.price"), ("^x", ""))),
    *(case("COD18", {"n0.code": code + " ^x", "f.x": text}, where) for code, text, where in (
        ("F", "Shares sold to pay the tax.", "n0.code"),
        ("F", "Taken in multiple transactions.", "n0.code"),
        ("F", "A sell-to-cover for the tax.", "n0.code"),
        ("F", "The shares were not sold.", ""),
        ("F", "Withheld by the issuer.", ""),
        ("F", "Shares withheld by the issuer for tax.", ""),
        ("S", "Shares withheld by the issuer for tax.", "n0.code"),
        ("S", "The issuer retained 5 shares for the exercise price.", "n0.code"),
        ("S", "A share withholding.", "n0.code"),
        ("S", "A net settlement.", "n0.code"),
        ("S", "Shares withheld for tax and sold.", ""),
        ("S", "Shares withheld for tax, and not sold.", "n0.code"),
        ("S", "Shares withheld for tax in cash.", "n0.code"),
        ("D", "Shares withheld for tax.", "n0.code"),
        ("D", "Shares withheld for tax in cash.", ""),
        ("J", "Shares withheld for tax.", ""))),
    case("COD18", {"n0.code": "F", "n0.owned_after": "41471 ^x", "f.x": "Shares were sold."}),
    *(case("COD28", {"n0.code": code + " ^x", "f.x": text}, where) for code, text, where in (
        ("D", "On the open market.", "n0.code"), ("D", "Through a broker.", "n0.code"),
        ("D", "In a block trade.", "n0.code"), ("D", "Not on the open market.", ""), ("S", "Open market.",
            ""))),
    # COD25: ten thousand dollars, in six months, of codes L, not from the issuer.
    case("COD25", {"non_derivative": [small("100")]}),
    case("COD25", {"non_derivative": [small("100.0001")]}, "n0.code"),
    *(case("COD25", {"non_derivative": [small("50", date=day), small("50.01")]}, where) for day, where in
      (("2026-11-18", "n1.code"), ("2026-05-20", "n1.code"), ("2026-05-19", ""))),
    case("COD25", {"non_derivative": [small("50"), small("50")]}),
    case("COD25", {"non_derivative": [row(code="L", price="200"), small("50"), small("101")]}, "n2.code"),
    case("COD25", {"non_derivative": [small("1", security="Stock ^x"), small("1",
         security="Stock ^x"), small("101")], "f.x": "Through the 401(k) plan."}, "n0.code n2.code"),
    case("COD25", {"non_derivative": [small("1", security="Stock ^x")], "f.x": "From the issuer."},
        "n0.code"),
    case("COD25", {"non_derivative": [small("101", security="Stock ^x")], "f.x": "From the issuer."},
        "n0.code"),
    case("COD25", {"non_derivative": [small("60", date=None), small("60", date=None)]}),
    case("COD25", {"non_derivative": [small("60", date=None), small("60")]}),
    # COD26
    case("COD26", {"n0.code": "I", "n1.code": "I"}, "n0.code"),
    # COD33: what is exempt, once for each kind.
    *(case("COD33", {"n1.price": "0 ^award", "f.award": text}, where) for text, where in (
        ("Acquired through dividend reinvestment.", "n1.code"), ("Received in a stock split.", "n1.code"),
        ("Received in a stock dividend.", "n1.code"), ("Bought under the ESPP.", ""),
        ("Purchased under the ESPP.", "n1.code"), ("Acquired under the 401(k) plan.", "n1.code"),
        ("Purchased under the employee stock purchase plan.", "n1.code"),
        ("Received by domestic relations order.", "n1.code"), ("Acquired in a merger by stock split.", ""))),
    *(case("COD33", {"n1.code": code, "f.award": "Received in a stock split."}, where) for code, where in
      (("J", "n1.code"), ("L", "n1.code"), ("P", "n1.code"), ("G", ""))),
    case("COD33", {"non_derivative": [row(code="J ^x"), *[row(code="A ^x", **GAIN)] * 2, row(code="A ^y",
        **GAIN)],
         "footnotes": {"x": "Received in a stock split.", "y": "Received in a stock dividend."}},
             "n1.code n3.code"),
    case("COD33", {"n1.owned_after": "41971 ^award", "n1.price": "0",
        "f.award": "Received in a stock split."}),
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
    # COD19, COD20: both halves of an exercise.
    case("COD19", {"non_derivative": [M_ROW]}, "n0.code"),
    case("COD19", pair(option())),
    case("COD19", pair(option(date="2026-11-17")), "n0.date"),
    case("COD19", pair(option(code="X", disposed="7", underlying_shares="7")), "n0.code"),
    case("COD19", pair(option(code="S")), "d0.code"),
    case("COD19", pair(option(code="S", disposed="7", underlying_shares="1000")), "d0.code"),
    case("COD19", pair(option(code="S", date="2026-11-17")), "n0.code"),
    case("COD19", pair(option(code="S", disposed=None, acquired="1000")), "n0.code"),
    case("COD19", pair(taken=(row(code="M ^x", **GAIN),), footnotes={"x": "Dividend equivalents."})),
    case("COD19", {"non_derivative": [M_ROW], "remarks": "This is the first of two forms."}),
    case("COD19", {"non_derivative": [M_ROW] + [holding() for _ in range(29)]}),
    case("COD19", {"non_derivative": [M_ROW] + [holding() for _ in range(28)]}, "n0.code"),
    case("COD19", {"non_derivative": [M_ROW, row(code="X", **GAIN)]}, "n0.code n1.code"),
    case("COD19", {"non_derivative": [row(code="M"), M_ROW, row(code="X", **GAIN)]}, "n2.code"),
    case("COD19", {"form": "4/A", "original_filed": "2026-11-19", "non_derivative": [M_ROW]}, "n0.code:note"),
    case("COD20", pair(option(), taken=(row(),)), "d0.code"),
    case("COD20", pair(option())),
    case("COD20", pair(option(), taken=(row(code="M", date="2026-11-17", **GAIN),)), "d0.date"),
    case("COD20", pair(option(), taken=(row(code="A", **GAIN),)), "n0.code"),
    case("COD20", pair(option(), taken=(row(code="A", disposed=None, acquired="7"),)), "d0.code"),
    case("COD20", pair(option(), taken=(row(code="X", **GAIN),))),
    case("COD20", pair(option(disposed="1000 ^x"), taken=(row(),), footnotes={"x": "Settled in cash."})),
    case("COD20", pair(option(), option(code="A", disposed=None, acquired="1000"), taken=(row(),))),
    case("COD20", pair(option(), option(code="A", disposed=None, acquired="7", underlying_shares="7"),
         taken=(row(),)), "d0.code"),
    case("COD20", pair(option(), option(code="X"), taken=(row(),)), "d0.code d1.code"),
    case("COD20", pair(option(), option(code="X"), taken=(row(code="M"),)), "d1.code"),
    case("COD20", pair(option(), taken=(row(),), remarks="This is one of two forms.")),
    # COD21: within one share for each row given up.
    *(case("COD21", pair(option(), taken=(row(code="M", disposed=None, acquired=shares),)), where)
      for shares, where in (("1000.99", ""), ("1001", "n0.shares"), ("999.01", ""), ("999", "n0.shares"))),
    case("COD21", pair(option(), option(), taken=(row(code="M", disposed=None, acquired="2001.9"),))),
    case("COD21", pair(option(), option(), taken=(row(code="M", disposed=None, acquired="2002"),)),
        "n0.shares"),
    case("COD21", pair(option(underlying_shares="500"), taken=(M_ROW,))),
    case("COD21", pair(option(), taken=(row(code="M", disposed=None, acquired="7"), row(code="M")))),
    case("COD21", pair(option(), option(code="M", disposed=None, acquired="5"),
         taken=(row(code="M", disposed=None, acquired="7"),))),
    case("COD21", pair(option(code="X"), option(), taken=(row(code="M", disposed=None, acquired="7"),)),
        "n0.shares"),
    case("COD21", pair(option(), option(disposed="500", underlying_shares="500")), "d1.underlying_shares"),
    *(case("COD21", pair(option(security=f"{title} ^x"), taken=(row(code="M", disposed=None, acquired="7"),),
           footnotes={"x": text}), where) for title, text, where in (
        ("Option", "A cashless exercise.", ""), ("Option", "Above target.", "n0.shares"),
        ("Units", "Above target.", ""), ("Units", "Each converts into shares.", ""),
        ("Units", "Each converts into one share.", "n0.shares"), ("Units", "Vested.", "n0.shares"))),
    case("COD21", pair(option(), taken=(row(code="M", disposed=None, acquired="7"), holding()),
         remarks="The first of two forms.")),
    case("COD21", pair(option(), taken=(row(code="M", disposed=None, shares="7 ^x", acquired_disposed="A"),
         row(code="M", disposed=None, acquired_disposed="A")))),
    # COD35: a cent is near.
    *(case("COD35", pair(option(), taken=(row(code="M", price=price, **GAIN),)), where) for price, where in (
        ("12.5", ""), ("12.509", ""), ("12.51", "n0.price"), ("12.491", ""), ("12.49", "n0.price"), ("^x",
            ""),
        ("0", "n0.price"))),
    case("COD35", pair(option(code="C"), taken=(row(code="C", price="5", **GAIN),))),
    case("COD35", pair(option(code="C"), option(), taken=(row(code="C", price="5", **GAIN), row(code="M",
        price="5",
         **GAIN))), "n1.price"),
    case("COD35", pair(option(security="Units"), taken=(row(code="M", price="5", **GAIN),))),
    case("COD35", pair(option(security="Put Option"), taken=(row(code="M", price="5", **GAIN),))),
    case("COD35", pair(option(), option(security="Units"), taken=(row(code="M", price="0", **GAIN),
         row(code="M", price="12.5", **GAIN)))),
    case("COD35", pair(option(), option(security="Units"), taken=(row(code="M", price="0", **GAIN),
         row(code="M", price="5", **GAIN))), "n1.price"),
    case("COD35", pair(option(), taken=(row(code="M", price="5", **GAIN), M_ROW))),
    case("COD35", pair(option(), option(exercise_price="5"), taken=(M_ROW,))),
    case("COD35", pair(option(), taken=(row(code="M", price="5 ^x", **GAIN),), footnotes={"x": "In EUR."})),
    case("COD35", pair(option(exercise_price="12.5 ^x"), taken=(row(code="M", price="5", **GAIN),),
         footnotes={"x": "The weighted average."})),
    case("COD35", pair(option(exercise_price="^x"), taken=(row(code="M", price="5", **GAIN),))),
    # COD39: a purchase below a sale, less than six months apart, in Table I.
    *(case("COD39", {"non_derivative": [row(price="20", **BUY, date=day), row(price="31")]}, where)
      for day, where in (("2026-11-18", "n1.price"), ("2026-05-20", "n1.price"), ("2026-05-19", ""))),
    *(case("COD39", {"non_derivative": [row(price="20", **BUY, date=bought), row(price="31", date=sold)]},
        where)
      for bought, sold, where in (
        ("2026-03-31", "2026-09-29", "n1.price"), ("2026-03-31", "2026-09-30", ""),
        ("2026-08-31", "2027-02-27", "n1.price"), ("2026-12-01", "2027-05-30", "n1.price"),
        ("2026-12-01", "2027-05-31", ""), ("2026-07-01", "2026-12-30", "n1.price"),
        ("2026-07-01", "2026-12-31", ""), ("2026-06-30", "2026-12-28", "n1.price"),
        ("2026-06-30", "2026-12-29", ""))),
    *(case("COD39", {"non_derivative": [row(price=price, **BUY), row(price="31")]}, where) for price, where in
      (("30.99", "n1.price"), ("31", ""), ("32", ""))),
    case("COD39", {"non_derivative": [row(price="31"), row(price="20", **BUY)]}, "n1.price"),
    case("COD39", {"non_derivative": [row(price="31"), row(price="20", **BUY), row(price="20", **BUY)]},
        "n1.price"),
    case("COD39", {"non_derivative": [row(price="20"), row(price="31")]}),
    case("COD39", {"non_derivative": [row(price="20", security="Class B", **BUY), row(price="31")]}),
    case("COD39", {"non_derivative": [row(price="20", security="Common Stock, par", **BUY), row(price="31")]},
         "n1.price"),
    case("COD39", {"non_derivative": [row(price="31", security="Common Stock, par"), row(price="20", **BUY)]},
         "n1.price"),
    case("COD39", {"non_derivative": [row(price="31")], "derivative": [option(security="Common Stock",
        price="20",
         code="P", disposed=None, acquired="5")]}),
    case("COD39", {"non_derivative": [row(price="20", code="P"), row(price="31")]}),
    case("COD39", {"non_derivative": [row(price="31")]}, "n0.price", earlier=(
         {"non_derivative": [row(price="20", **BUY)]},)),
    case("COD39", {"non_derivative": [holding()]}, earlier=({"non_derivative": [row(price="20", **BUY)]},)),
]  # fmt: skip


@pytest.mark.parametrize(("code", "edits", "where", "on", "more"), CODES)
def test_trades(code: str, edits: dict[str, Any], where: str, on: str, more: dict[str, Any]) -> None:
    assert found(code, edits, on, **more) == where
