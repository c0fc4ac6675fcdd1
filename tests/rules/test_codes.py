"""Both sides of what the rules on transaction codes draw a line at."""

from typing import Any

import pytest
from rule_cases import GAIN, OTHER, OWNER, both, case, found, holding, noted, option, row

M_ROW = row(code="M", price="12.5", **GAIN)
X_ROW = row(code="X", price="12.5", **GAIN)
SEVEN = row(code="M", price="12.5", disposed=None, acquired="7")
BUY = {"code": "P", "disposed": None, "acquired": "1000"}


def small(price: str, **more: Any) -> dict[str, Any]:
    return row(code="L", disposed=None, acquired="100", price=price, early="true", **more)


def pair(*given: dict[str, Any], taken: tuple[dict[str, Any], ...] = (M_ROW,), **more: Any) -> dict[str, Any]:
    """Return the edits for rows given up in Table II and received in Table I."""
    return {"non_derivative": list(taken), "derivative": list(given), "footnotes": {"x": "-"}, **more}


CASES = [
    # COD12: J is described, and where.
    case("COD12", {"non_derivative": [row(code="J"), row(code="J")]}, "n0.code n1.code"),
    *(case("COD12", {"non_derivative": [row(code="J", **more)], "footnotes": {"x": "-"}}, where) for more,
        where in (
        ({"price": "1 ^x"}, ""), ({"owned_after": "1 ^x"}, "n0.code:note"), ({"owned_after": "1 ^x",
            "price": "1 ^x"},
        ""))),
    *(case("COD12", {"derivative": [option(**({"code": "J"} | {name: f"{option()[name]} ^x"}))],
        "footnotes": {
           "x": "-"}}, "d0.code:note") for name in ("exercise_price", "exercisable", "expires")),
    case("COD12", {"non_derivative": [row(code="J", price="1 ^x"), row(code="J")], "footnotes": {"x": "-"}},
        "n1.code"),
    case("COD12", {"non_derivative": [row(code="J", price="1 ^x"), row(code="J"), row(code="J",
        owned_after="1 ^x")],
         "footnotes": {"x": "-"}, "remarks": "Nothing."}, "n1.code:warning n2.code:note"),
    case("COD12", {"non_derivative": [row(code="J")], "remarks": "Shares received."}),
    # COD13: a listed code before J.
    *(case("COD13", noted(text, "price", code="J"), where) for text, where in (
        ("Shares withheld for tax.", "n0.code"), ("Units surrendered to pay the tax.", "n0.code"),
        ("The issuer withheld 5 shares for tax.", "n0.code"), ("A bona fide gift.", "n0.code"),
        ("Gifted to a school.", "n0.code"), ("Inherited.", "n0.code"), ("Received by will.", "n0.code"),
        ("Received under the will.", "n0.code"), ("Received by intestacy.", "n0.code"),
            ("This is not a gift.", ""),
        ("It was not a bona fide gift.", ""), ("Exchanged.", ""))),
    *(case("COD13", noted(text, "price", code="J"), "n0.code") for text in (
        "Stock withheld for tax.", "Shares assigned for tax.", "Assigned 5 shares for tax.",
        "Surrendered 5 shares for tax.", "Withheld 5 units for tax.")),
    case("COD13", noted("A bona fide gift.", "owned_after", code="J")),
    case("COD13", {"non_derivative": [row(code="J"), row(code="J ^x"), row(code="J ^x")], "footnotes": {
         "x": "Gifted, then inherited."}}, "n1.code n2.code"),
    # COD27
    *(case("COD27", noted(text, code="U", price=price), where) for text, price, where in (
        ("Tendered.", "31", ""), ("Tendered.", "0", "n0.price"), ("At the effective time.", "31",
            "n0.code:note"),
        ("The company purchased these shares in its tender offer.", "31", "n0.code:note"),
        ("Given in the exchange offer of the issuer.", "31", "n0.code:note"),
        ("Accepted in the tender offer of the issuer's new parent.", "31", ""),
        ("Tendered before the merger.", "31", ""), ("A merger.", "0", "n0.price n0.code:note"))),
    case("COD27", noted("Tendered.", "price", code="U", price="0")),
    # COD31: the day of the expiration itself.
    *(case("COD31", {"derivative": [option(code=code, price=price, expires=day)]}, where) for code, price,
        day, where
      in (("H", "1", "2026-11-18", ""), ("H", "1", "2026-11-19", "d0.expires"), ("H", "0", "2026-11-18",
          "d0.price"),
          ("E", "0", "2026-11-18", ""), ("E", "0", "2026-11-19", "d0.expires"), ("X", "0", "2026-11-19", ""),
          ("H", "0", "2026-11-19", "d0.price d0.expires"))),
    case("COD31", {"derivative": [option(code="H", price="0 ^x"), option(code="H", price="0")], "footnotes": {
         "x": "-"}}, "d1.price d1.expires"),
    # COD32: swaps.
    *(case("COD32", noted("A swap.", code=code, swap="true"), where) for code, where in (
        *((code, "") for code in "PSJCXODEHM"), ("A", "n0.swap"), ("G", "n0.swap"))),
    case("COD32", {"non_derivative": [row(swap="false"), row(swap="true"), row(swap="true")],
        "footnotes": None},
         "n1.swap n2.swap"),
    # COD05 to COD09, COD15: form types.
    *(case("COD05", {"n0.form_type": kind}, where) for kind, where in (
        ("4", ""), ("5", ""), ("3", "n0.form_type"), ("6", "n0.form_type"))),
    *(case("COD05", {"n2.form_type": "3"}, where) for where in ("n2.form_type",)),
    *(case("COD05", {"n1.form_type": kind}, where, on="5") for kind, where in (("3", ""), ("5",
        "n1.form_type"))),
    *(case("COD06", {"n0.form_type": kind, "n0.timeliness": mark}, where) for kind, mark, where in (
        ("5", "E", ""), ("4", "E", "n0.timeliness"), ("5", "L", "n0.timeliness"), ("4", "L",
            "n0.timeliness"))),
    case("COD06", {"n2.form_type": "5", "n2.timeliness": "E", "n0.timeliness": "L"},
        "n0.timeliness n2.timeliness"),
    *(case("COD07", {"n0.timeliness": mark}, where, on="5") for mark, where in (("L", ""), ("E",
        "n0.timeliness"))),
    case("COD07", {"n0.timeliness": "E", "n1.timeliness": "L"}, "n0.timeliness n1.timeliness", on="5"),
    *(case("COD08", noted(text, **{"code": code, "early": "true"} | more), where) for text, code, more,
        where in (
        ("-", "G", GAIN, ""), ("-", "G", {}, "n0.form_type:error"), ("-", "S", {}, "n0.form_type:error"),
        ("-", "W", GAIN, ""), ("-", "A", GAIN, "n0.form_type"), ("ESPP.", "A", GAIN, ""), ("ESPP.", "J",
            GAIN, ""),
        ("ESPP.", "P", GAIN, ""), ("ESPP.", "D", {}, ""), ("ESPP.", "I", {}, ""), ("ESPP.", "F", {},
            "n0.form_type"),
        ("-", "J", {}, "n0.form_type"), ("-", "L", GAIN, ""))),
    case("COD08", {"non_derivative": [row(code="S"), row(code="W", early="true"), row(early="true"),
         row(code="A", early="true")]}, "n2.form_type:error n3.form_type"),
    *(case("COD09", {"non_derivative": [row(code=code, **more)]}, where) for code, more, where in (
        ("G", GAIN, "n0.form_type"), ("G", {}, ""), ("L", GAIN | {"price": "9"}, "n0.form_type"),
        ("L", GAIN, ""), ("W", {}, "n0.form_type"),
        ("Z", {}, "n0.form_type"), ("A", GAIN, ""), ("W", {"early": "true"}, ""))),
    *(case("COD09", {"non_derivative": [row(code="G", **GAIN), row(code="G", date=day), row(code="W",
        **GAIN)]}, where)
      for day, where in (("2026-11-18", "n2.form_type"), ("2026-11-17", "n0.form_type n2.form_type"))),
    case("COD09", {"non_derivative": [row(code="G"), row(code="W")]}, "n1.form_type"),
    *(case("COD15", {"n0.code": "G", "n0.acquired": None, "n0.disposed": "5", "n0.date": day} | more, where,
        on="5")
      for day, more, where in (
        ("2023-02-26", {}, ""), ("2023-02-27", {}, "n0.form_type"), ("2025-06-02", {"n0.form_type": "4"},
            ""))),
    case("COD15", {"n0.code": "G"}, on="5"),
    # COD30, COD36: what was paid.
    *(case("COD30", noted(text, "price", price=price, code=code), where) for text, price, code, where in (
        ("-", "0", "S", "n0.price"), ("-", "0", "P", "n0.price"), ("-", "0", "A", ""), ("-", "0.01", "S", ""),
        ("Exchanged for shares.", "0", "S", ""), ("The price was $5.", "0", "S", ""),
        ("The weighted average price was $5.", "0", "S", "n0.price"))),
    *(case("COD30", {"n0.price": "^award", "f.award": text}, where) for text, where in (
        ("Exchanged.", ""), ("Bought.", "n0.price"), ("The weighted average price was $5.", ""))),
    case("COD30", {"n0.price": "0", "footnotes": None, "n1.price": "0", "n1.code": "P"}, "n0.price n1.price"),
    *(case("COD36", {"derivative": [option(code=code, price=price)]}, where) for code, price, where in (
        ("P", "0", "d0.price"), ("S", "0", "d0.price"), ("P", "1", ""), ("P", None, ""), ("A", "0", ""))),
    case("COD36", {"non_derivative": [row(price="0")], "derivative": [option(code="S"), option(code="P")]},
         "d0.price d1.price"),
    # COD37, COD38
    *(case("COD37", noted("Each unit consists of one share and one warrant.", "price", code=code,
        security=name), where)
      for code, name, where in (
        *((code, "Units", "n0.security") for code in "APSJCDX"), ("G", "Units", ""), ("S", "Stock Units", ""),
        ("S", " Private placement units ", "n0.security"))),
    case("COD37", {"non_derivative": [row(security="Stock"), row(security="Units ^x"),
        row(security="Unit ^x")],
         "footnotes": {"x": "Units consist of shares and warrants."}}, "n1.security n2.security"),
    *(case("COD38", noted(text, "price"), where) for text, where in (
        ("Net of commissions.", "n0.price"), ("Includes brokerage.", "n0.price"), ("Plus SEC fees.",
            "n0.price"),
        ("Net of fees.", "n0.price"), ("Not net of commissions.", ""),
            ("It is not final. Net of commissions.",
        "n0.price"), ("Paid in cash.", ""))),
    case("COD38", noted("Net of commissions.")),
    case("COD38", {"non_derivative": [row(), row(price="1 ^x"), row(price="1 ^y ^x")], "footnotes": {
         "y": "-", "x": "Net of commissions."}}, "n1.price n2.price"),
    case("COD37", noted("-", security="Units")),
    case("COD38", {"n2.price": "1 ^x", "f.x": "Net of commissions."}),
    # Exercises, one after the other.
    *(case("COD21", both([taken, SEVEN], [*given, option()], text), where) for taken, given, text, where in (
        (X_ROW, [], "-", "n1.shares"), (X_ROW, [option(code="X")], "-", "n1.shares"),
        (row(code="X", disposed=None, shares="^x", acquired_disposed="A"), [option(code="X")], "-",
            "n1.shares"),
        (row(code="X ^x", disposed=None, acquired="9"), [option(code="X")], "A cashless exercise.",
            "n1.shares"))),
    case("COD21", both([X_ROW, row(code="A", disposed=None, acquired="500"), SEVEN], [option(code="X"),
        option(
         code="X", disposed="500", underlying_shares="500"), option()]), "n2.shares"),
    case("COD21", both([SEVEN], [option(security="Option ^x"), option(security="Units ^x")],
        "Above target.")),
    case("COD21", both([SEVEN], [option(underlying_shares=None)]), "n0.shares"),
    case("COD21", both([SEVEN, row(code="A", **GAIN)], [option()]), "n0.shares"),
    case("COD35", both([row(code="M", price="5", **GAIN)], [option(security="Put Option"), option()])),
    case("COD35", both([row(code="X", price="5", **GAIN), row(code="M", price="5", **GAIN)], [option(code="X",
         security="Put Option"), option()]), "n1.price"),
    case("COD35", both([row(code="M", price=price, **GAIN) for price in ("5", "6")], [option()]), "n0.price"),
    case("COD19", both([row(code="M ^x", **GAIN), X_ROW], [], "Dividend equivalents."), "n1.code"),
    case("COD19", both([M_ROW, M_ROW], []), "n0.code"),
    case("COD19", both([M_ROW], [option(date=None), option()])),
    case("COD20", both([row(code="A", **GAIN)], [option(), option(code="X", disposed="7",
        underlying_shares="7")]),
         "n0.code d1.code"),
    case("COD20", both([row()], [option(disposed="1000 ^x"), option(code="X", disposed="7",
        underlying_shares="7")],
         "Settled in cash."), "d1.code"),
    case("COD20", both([row()], [option(), option()]), "d0.code"),
    # Form 5, form types, footnotes.
    case("COD05", {"n1.form_type": "^estate"}, on="5"),
    case("COD08", {"non_derivative": [row(code="A ^x", early="true", **GAIN), row(early="true")],
        "footnotes": {
         "x": "ESPP."}}, "n1.form_type:error"),
    case("COD09", {"non_derivative": [row(code="G", date="2023-01-05")], "footnotes": None,
        "filed": "2023-01-06"}),
    case("COD15", {"non_derivative": [row(code="G", date="2025-06-02", **GAIN), row(code="G",
        date="2025-06-02")],
         "footnotes": None}, "n1.form_type", on="5"),
    # Titles, exercises of each code, footnotes on ownership.
    *(case("COD19", both([row(code=code, **GAIN)], []), "n0.code") for code in "MCOX"),
    *(case("COD18", {"n0.code": "F", **edits, "f.x": "Shares were sold."}) for edits in (
        {"n0.ownership": {"indirect": "By Trust ^x"}}, {"n0.value_owned_after": "5 ^x"},
        {"n0.ownership": None, "n0.direct_indirect": "D ^x"})),
    case("COD10", both([], [option(security="Option (right to sell)", disposed=None, acquired="1")])),
    # Signatures: one for all among several; what is signed before what.
    case("COD39", {"non_derivative": [row(price="20", code="P", date="9999-12-01", **GAIN),
        row(date="9999-12-30")]},
         "n1.price"),
    # Small purchases and those of holders of ten percent; what stands in a submission.
    case("COD25", {"non_derivative": [row(code="L", disposed=None, acquired="100", price=None), row(code="L",
         disposed=None, acquired=None, price="9")]}),
    case("COD44", {"non_derivative": [row(code="L", disposed=None, acquired="100", price=None), row(code="L",
         disposed=None, acquired=None, price="9")]}),
    *(case("COD22", {"owners": owners, "n0.code": "S", "f.award": "Under the plan."}, where) for owners,
        where in (
        ([OTHER], "n1.code"), ([OTHER, OWNER], ""), ([OTHER | {"other": "Trustee"}], ""), ([{"cik": "1"}],
            ""))),
    case("COD23", {"owners": [OTHER, OWNER], "derivative": [option(code="X",
        security="Employee Stock Option")]},
         "d0.code"),
    *(case("COD44", {"non_derivative": [row(code="L", disposed=None, acquired="1", price=price, date=day)
           for price, day in rows]}, where) for rows, where in (
        ((("6000", "2026-03-02"), ("6000", "2026-11-02"), ("6000", "2026-11-18")),
            "n0.code:note n1.code n2.code"),
        ((("6000", "2026-11-18"), ("6000", None)), ""), (((None, "2026-11-18"),), ""))),
    *(case("COD25", {"non_derivative": [row(code="L", disposed=None, acquired_disposed="A",
        **more)]}) for more in (
        {"price": "20000"}, {"price": None, "shares": "20000"})),
    # COD22: Rule 16b-3 is not for holders of ten percent alone.
    *(case("COD22", {"o0.director": None, "o0.ten_percent": ten, "n0.code": "S"} | more, where) for ten,
        more, where in
      (("true", {}, ""), ("false", {}, ""), ("true", {"o0.director": "true"}, ""),
       ("true", {"o0.officer": "CEO"}, ""), ("true", {"o0.other": "Trustee"}, ""),
       ("true", {"f.award": "Grant under the plan."}, "n1.code"), ("true", {"remarks": "A former officer."},
           ""))),
    case("COD22", {"owners": []}),
    case("COD22", {"o0.director": None, "o0.ten_percent": "true", "f.award": "Under the plan.",
        "non_derivative": [
         row(code=code, price="0 ^award") for code in "SAAMDFI"]}, "n1.code n3.code n4.code n5.code n6.code"),
    # COD23
    *(case("COD23", {"derivative": [option(code=code, security=name)], "non_derivative": []}, where)
      for code, name, where in (
        ("X", "Employee Stock Option", "d0.code"), ("O", "Director Stock Option", "d0.code"),
        ("C", "Restricted Stock Units", "d0.code"), ("M", "Employee Stock Option", ""), ("X", "Call Option",
            ""),
        ("X", "Incentive Warrants", ""))),
    case("COD23", {"derivative": [option(code="X", security="Employee Stock Option", disposed=None,
        acquired="1")]}),
    case("COD23", {"derivative": [option(code="X", security="Call"), option(code="X",
        security="Stock Option"),
         option(code="X", security="Stock Option"), option(code="C", security="Stock Option")]},
             "d1.code d3.code"),
    case("COD23", {"derivative": [option(code="X", security="Stock Option")], "o0.director": None,
         "o0.ten_percent": "true"}),
    case("COD23", {"derivative": [option(code="X", security="Stock Option")], "o0.director": None,
         "o0.officer": "CEO"}, "d0.code"),
    # COD24: in the money at the price itself.
    *(case("COD24", {"non_derivative": [row(price="12"), row(price="14", code="F")], "footnotes": None,
           "derivative": [option(code=code, exercise_price=strike)]}, where) for code, strike, where in (
        ("X", "14", ""), ("X", "14.01", "d0.code"), ("X", "13", ""), ("O", "12.01", ""), ("O", "12",
            "d0.code"),
        ("O", "11", "d0.code"), ("M", "99", ""), ("X", "0", ""))),
    *(case("COD24", {"non_derivative": [row(**{"price": "12"} | more)], "footnotes": None,
        "derivative": [option(
           code="X", exercise_price="99")]}, where) for more, where in (
        ({"date": "2026-11-17"}, ""), ({"code": "G"}, ""), ({"code": "P"}, "d0.code"), ({"price": "0"}, ""))),
    case("COD24", {"non_derivative": [row(price="12")], "derivative": [option(code="X", exercise_price="99",
         security="Put Option"), option(code="X", exercise_price="99", disposed=None, acquired="1"),
         option(code="X", exercise_price="99")]}, "d2.code"),
    case("COD24", {"non_derivative": [row(price="12", date="2026-11-17")], "derivative": [option(code="X",
         exercise_price="99"), option(code="X", exercise_price="99", date="2026-11-17")]}, "d1.code"),
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
    *(case("COD44", {"non_derivative": [small("50", date=day), small("50.01")]}, where) for day, where in
      (("2026-11-18", "n0.code n1.code"), ("2026-05-18", "n0.code n1.code"), ("2026-05-17", ""))),
    case("COD44", {"non_derivative": [small("50"), small("50")]}),
    case("COD44", {"non_derivative": [small("50"), small("50.01", security="Class B")]}),
    case("COD44", {"non_derivative": [small("50"), small("51")], "form": "4/A"}),
    case("COD25", {"non_derivative": [row(code="L", price="200"), small("50"), small("101")]}, "n2.code"),
    case("COD25", {"non_derivative": [small("1", security="Stock ^x"), small("1",
         security="Stock ^x"), small("101")], "f.x": "Through the 401(k) plan."}, "n0.code n2.code"),
    case("COD25", {"non_derivative": [small("1", security="Stock ^x")], "f.x": "From the issuer."},
        "n0.code"),
    case("COD25", {"non_derivative": [small("101", security="Stock ^x")], "f.x": "From the issuer."},
        "n0.code"),
    case("COD44", {"non_derivative": [small("60", date=None), small("60", date=None)]}),
    case("COD44", {"non_derivative": [small("60", date=None), small("60")]}),
    case("COD44", {"non_derivative": [small("60 ^x"), small("60")],
        "f.x": "Eligible under Rule 16a-6 until November 18, 2026."}, "n1.code"),
    case("COD44", {"non_derivative": [small("60 ^x"), small("60")],
        "f.x": "Bought from the issuer."}),
    *(case("COD09", noted(text, "price", code="L", disposed=None, acquired="5"), where) for text, where in (
        ("Eligible for deferral under Rule 16a-6 until November 18, 2026.", ""),
        ("A small acquisition.", "n0.form_type"))),
    # COD26
    case("COD26", {"n0.code": "I", "n1.code": "I"}, "n0.code"),
    # COD33: what is exempt, once for each kind.
    *(case("COD33", {"n1.price": "0 ^award", "f.award": text}, where) for text, where in (
        ("Acquired through dividend reinvestment.", "n1.code"), ("Received in a stock split.", "n1.code"),
        ("Received in a stock dividend.", "n1.code"), ("Bought under the ESPP.", "n1.code"),
        ("Not acquired under the ESPP.", ""), ("An ESPP purchase.", "n1.code"),
        ("Acquired through the Acorn Holdings Inc. ESPP.", "n1.code"),
        ("Bought on May 4. The ESPP is suspended.", ""),
        ("Column 5 includes 20 shares purchased under the employee stock purchase plan.", ""),
        ("Bought by a broker under the direct stock purchase plan.", ""),
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
      for shares, where in (("1000.99", ""), ("1001", "n0.shares:note"), ("999.01", ""),
        ("999", "n0.shares:note"))),
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
    *(case("COD39", {"non_derivative": [row(price="20", **BUY | {"code": bought}),
        row(price="31", code=sold)]}, where)
      for bought, sold, where in (("L", "S", "n1.price"), ("O", "S", "n1.price"), ("P", "U", "n1.price"),
        ("L", "U", "n1.price"), ("M", "S", ""), ("P", "D", ""), ("A", "S", ""), ("P", "L", ""))),
    *(case("COD39", {"non_derivative": [row(price="20", **BUY, date=day), row(price="31")]}, where)
      for day, where in (("2026-11-18", "n1.price"), ("2026-05-20", "n1.price"), ("2026-05-19", ""))),
    *(case("COD39", {"non_derivative": [row(price="20", **BUY, date=bought), row(price="31", date=sold)]},
        where)
      for bought, sold, where in (
        ("2026-03-31", "2026-09-29", "n1.price"), ("2026-03-31", "2026-09-30", ""),
        ("2026-08-31", "2027-02-27", "n1.price"), ("2026-08-31", "2027-02-28", ""),
        ("2025-08-30", "2026-02-28", ""),
        ("2023-08-31", "2024-02-28", "n1.price"), ("2026-12-01", "2027-05-30", "n1.price"),
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


@pytest.mark.parametrize(("code", "edits", "where", "on", "more"), CASES)
def test_both_sides_of_a_line(
    code: str, edits: dict[str, Any], where: str, on: str, more: dict[str, Any]
) -> None:
    assert found(code, edits, on, **more) == where
