"""A row, a footnote or a filing that a rule passes over does not keep it from judging the next one."""

from typing import Any

import pytest
from rule_cases import case, found, holding, option, row

GAIN = {"disposed": None, "acquired": "1000"}
M_ROW, X_ROW = row(code="M", price="12.5", **GAIN), row(code="X", price="12.5", **GAIN)
SEVEN = row(code="M", price="12.5", disposed=None, acquired="7")
OWNER = {"cik": "0001234567", "name": "Federico Richard D", "director": "true"}
OTHER = {"cik": "0001234568", "name": "Doe Jane", "ten_percent": "true"}
PLAN = "Sold under a Rule 10b5-1 plan adopted on "
UNITS = "Grant of 500 restricted stock units."
VEST = row(code="M", price="0", disposed=None, acquired="500")
ATTORNEY = "/s/ Ann Lee, attorney-in-fact for Richard D. Federico"
ATTACHED = {"exhibits": [{"file": "poa.txt", "type": "EX-24"}]}
TWO_DAYS = " on November 17, 2026 and November 18, 2026"
ABROAD = {"street": "1 LONG LANE", "city": "LONDON", "country": "X0", "zip": "EC1A 9HF"}
EXIT = {"not_subject_to_section_16": "true"}


def power(**terms: Any) -> dict[str, Any]:
    return {"grantor": "Federico Richard D", "attorneys": ["Ann Lee"], **terms}


def both(taken: list[dict[str, Any]], given: list[dict[str, Any]], text: str = "-") -> dict[str, Any]:
    """Return the edits for rows of Table I and of Table II."""
    return {"non_derivative": taken, "derivative": given, "footnotes": {"x": text}}


def before(closing: int) -> dict[str, Any]:
    """Return the edits for an earlier form by which so many shares were owned."""
    return {"period": "2026-11-02", "n0.owned_after": str(closing - 500), "n1.owned_after": str(closing)}


CODES = [
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
    # Exhibits: how far around a reference the words are looked for, and how many documents there may be.
    *(case("EXH09", {"remarks": text}, where) for text, where in (
        ("previously filed " + "x" * 82 + " Exhibit 24", ""),
            ("previously filed " + "x" * 83 + " Exhibit 24", "remarks"),
        ("Exhibit 24 " + "x" * 42 + " previously filed", ""),
        ("Exhibit 24 " + "x" * 43 + " previously filed", "remarks"))),
    case("EXH09", {"remarks": "See Exhibit 24."}, xml=(("<issuer>", "<issuer>"),)),
    case("EXH02", {"submission": "TEST"}),
    case("EXH04", {"submission": "TEST"}),
    *(case("EXH04", {"exhibits": [{"file": f"a{n}.txt", "type": kind} for kind, count in (("COVER", covers),
        ("CORRESP",
           100), ("EX-99", 500)) for n in range(count)]}, where) for covers, where in (
        (1, ""), (10, ""), (11, "exhibits[10] exhibits[610]"))),
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
    case("DER09", {"non_derivative": [VEST], "footnotes": None}, "n0.code",
        earlier=({"f.award": UNITS},) * 2),
    # Dates that signatures tell; the earliest row that is due.
    case("DAT05", {"published": True, "n0.date": "2026-11-25", "signatures": [{"name": "/s/ A",
        "date": day} for day in (
         "2026-11-17", "2026-11-19")]}),
    *(case("DAT03", {"published": True, "period": day}, where, on="3") for day, where in (
        ("2026-12-19", ""), ("2026-12-20", "period"))),
    *(case("FTN25", {"n0.date": "2026-11-17", "filed": day, "f.award": "This form is late."}, where) for day,
        where in (
        ("2026-11-19", "f.award"), ("2026-11-20", ""))),
    case("FTN25", {"form": "4/A", "original_filed": "2026-11-18", "f.award": "This form is late."}),
    case("FTN25", {"f.award": "This form is late.", "remarks": "This form is late."}, "f.award"),
    # Form 5, form types, footnotes.
    *(case("DUE07", {"non_derivative": [row(date=day) for day in ("2025-06-02", "2025-06-03")][:count],
        "footnotes":
           None}, where, on="5", earlier=({"form": "4", "period": "2025-06-02", "non_derivative": [row(
           date="2025-06-02")], "footnotes": None},)) for count, where in ((1, "form"), (2, ""))),
    *(case("DUE07", {"non_derivative": [row(date="2025-06-02", disposed=None, total_value="5",
           acquired_disposed="D")], "footnotes": None}, where, on="5", earlier=({"form": "4",
               "period": "2025-06-02",
           "non_derivative": [row(date="2025-06-02", disposed=None, total_value=value,
               acquired_disposed="D")],
           "footnotes": None},)) for value, where in (("5", "form"), ("6", ""))),
    case("COD05", {"n1.form_type": "^estate"}, on="5"),
    case("COD08", {"non_derivative": [row(code="A ^x", early="true", **GAIN), row(early="true")],
        "footnotes": {
         "x": "ESPP."}}, "n1.form_type:error"),
    case("COD09", {"non_derivative": [row(code="G", date="2023-01-05")], "footnotes": None,
        "filed": "2023-01-06"}),
    case("COD15", {"non_derivative": [row(code="G", date="2025-06-02", **GAIN), row(code="G",
        date="2025-06-02")],
         "footnotes": None}, "n1.form_type", on="5"),
    case("FTN08", {"n0.price": "1" + " ^award" * 99}),
    # The symbol that EDGAR left blank; numbers at the edge.
    *(case("ISS02", edits, where, xml=(("<issuerTradingSymbol>AMOT<", "<issuerTradingSymbol><"),)) for edits,
        where in (
        ({"published": True}, "issuer.symbol:warning"), ({}, "issuer.symbol"))),
    *(case(code, edits, at + more, xml=((old, new),)) for code, at, old, new in (
        ("DER01", "n0.security", "<value>Common Stock<", "<value> <"),
        ("SIG02", "s0.name", "<signatureName>/s/ Richard D. Federico<", "<signatureName> <"))
      for edits, more in (({"published": True}, ":warning"), ({}, ""))),
    case("NUM01", {"n0.price": "-0.5"}, "n0.price"),
    case("NUM02", {"n0.price": "0999999999999.9999"}),
    # Owners: a CCC for each where one is sent, boxes as they print.
    *(case("OWN04", {"owners": [OWNER, OTHER][:count]}, where, xml=(("<rptOwnerCcc>abcd123$</rptOwnerCcc>",
        ""),))
      for count, where in ((1, "o0.ccc:warning"), (2, "o0.ccc"))),
    case("OWN05", {}, xml=(("<issuer>", "<issuer>"),)),
    *(case("OWN20", {}, where, xml=(("<issuer>",
        f"<notSubjectToSection16>{flag}</notSubjectToSection16><issuer>"),))
      for flag, where in (("true", "not_subject_to_section_16"), ("1", ""))),
    # OWN27: the last exit counts, of any of the owners.
    *(case("OWN27", {"n0.date": day, "n1.date": day}, where, earlier=(EXIT | {"filed": "2026-10-05"}, EXIT | {
           "filed": "2026-09-03"})) for day, where in (("2026-10-05", ""), ("2026-10-06", "n0.date"))),
    case("OWN27", {"owners": [OWNER, OTHER]}, "n0.date", earlier=(EXIT | {"filed": "2026-09-03"},)),
    # Plans: gifts and purchases too, row by row and note by note.
    case("PLN07", {"non_derivative": [row(code="P ^x", **GAIN), row(code="P", **GAIN)],
        "footnotes": {"x": PLAN +
         "March 2, 2026."}, "plan_10b5_1": "true"}, "n1.code"),
    case("PLN07", {"non_derivative": [row(code="S ^x"), row(code="P", **GAIN)], "footnotes": {"x": PLAN +
         "March 2, 2026."}, "plan_10b5_1": "true"}),
    *(case("PLN08", {"non_derivative": rows, "footnotes": {"x": PLAN + "November 19, 2026."}}, where)
      for rows, where in (
        ([row(code="G ^x")], "f.x"), ([row(date="2026-11-10"), row(code="S ^x", date="2026-11-20")], ""),
        ([row(code="S ^x", date=None), row(code="S ^x")], "f.x"))),
    case("PLN09", {"owners": [OWNER, OTHER], "non_derivative": [row(code="S ^x")], "footnotes": {"x": PLAN +
         "October 10, 2026."}}, "n0.date"),
    *(case("PLN09", {"non_derivative": [row(code="S ^x", date="2023-03-10")], "filed": "2023-03-13",
        "footnotes": {
           "x": PLAN + day}}, where) for day, where in (("February 27, 2023.", "n0.date"),
               ("February 26, 2023.", ""))),
    case("PLN09", {"non_derivative": [row(code="S ^x ^y")], "footnotes": {"x": PLAN + "January 2026.",
        "y": PLAN +
         "November 2, 2026."}}, "n0.date"),
    case("PLN11", {"non_derivative": [row(code="S ^z ^x ^y")], "footnotes": {"z": "Sold.",
        "x": PLAN + "March 2, 2026.",
         "y": PLAN + "May 1, 2026."}}, "n0.code"),
    # Powers of attorney: the day of signing may be missing; what is not in force does not count.
    *(case(code, {"s0.name": ATTORNEY, "s0.date": None, "powers": [power(**terms)]}, where) for code, terms,
        where in (
        ("SIG11", {"expires": "2026-11-18"}, "s0.name"), ("SIG11", {"expires": "2026-11-19"}, ""),
        ("SIG12", {"signed": "2026-11-19"}, "s0.name:warning"), ("SIG13", {"expires": "2026-12-01"},
            "s0.name"))),
    *(case(code, {"s0.name": ATTORNEY, "powers": powers}, where, earlier=earlier)
      for code, powers, earlier, where in (
        ("SIG13", [power(expires="2026-11-01")], (), ""),
        ("SIG12", [power(signed="2026-11-19", forms=["3"])], (), ""),
        ("SIG12", [power(), power(signed="2026-11-19")], (), ""),
        ("SIG12", [power(signed="2026-11-10"), power(signed="2026-11-19")], (), ""),
        ("SIG12", [power(signed="2026-11-01"), power(signed="2026-11-10")], (ATTACHED | {"s0.name": ATTORNEY,
            "s0.date":
         "2026-11-05"},), "s0.name"),
        ("SIG12", [power(signed="2026-11-01")], (ATTACHED | {"signatures": [{"name": ATTORNEY,
            "date": "2026-11-05"},
         {"name": "/s/ Bo Kim", "date": "2026-11-05"}]},), "s0.name"))),
    case("SIG12", {"signatures": [{"name": ATTORNEY, "date": "2026-11-19"},
        {"name": ATTORNEY.replace("Ann Lee", "Bo Kim"),
         "date": "2026-11-19"}], "powers": [power(), power(attorneys=["Bo Kim"], signed="2026-11-19")]},
             "s1.name:warning"),
    *(case("SIG11", {"owners": [OWNER, OTHER], "signatures": [{"name": name, "date": "2026-11-19"}] * 2,
        "powers": [
           power()]}, where) for name, where in (
        ("/s/ Ann Lee, attorney-in-fact for Jane Doe", "s0.name s1.name"), ("/s/ Ann Lee, attorney-in-fact",
            ""))),
    # Averages: how far before a date the word for the trade may stand, and which note counts.
    *(case("FTN17", {"n0.price": "31 ^x ^y", "f.x": text, "f.y": other}, where) for text, other, where in (
        ("A weighted average. Bought " + "x" * 49 + TWO_DAYS, "-", "n0.date"),
        ("A weighted average. Bought " + "x" * 50 + TWO_DAYS, "-", ""),
        ("Sold" + TWO_DAYS + ", a weighted average.", "-", "n0.date"),
        ("A weighted average. Granted on May 1, 2026. Sold" + TWO_DAYS + ".", "-", "n0.date"),
        ("A weighted average. Sold" + TWO_DAYS + ".", "A weighted average. Sold" + TWO_DAYS + ".",
            "n0.date"))),
    *(case("FTN17", {"n0.code": "D", "n0.price": "31 ^x ^y", "f.x": text, "f.y": other}, where)
      for text, other, where in (
        ("-", "Sold in multiple transactions from $30 to $31.", "n0.code"),
        ("Sold in multiple transactions from $30 to $31.", "Sold in multiple transactions from $30 to $31.",
         "n0.code"))),
    case("FTN14", {"non_derivative": [row(code="P", price="31 ^x", **GAIN)],
        "footnotes": {"x": "A weighted average."}},
         "f.x"),
    case("FTN16", {"n0.price": "5 ^x ^y", "f.x": "A weighted average from $30.90 to $31.40.",
        "f.y": "From $10 to $11."}),
    # Titles, exercises of each code, footnotes on ownership.
    *(case("COD19", both([row(code=code, **GAIN)], []), "n0.code") for code in "MCOX"),
    *(case("COD18", {"n0.code": "F", **edits, "f.x": "Shares were sold."}) for edits in (
        {"n0.ownership": {"indirect": "By Trust ^x"}}, {"n0.value_owned_after": "5 ^x"},
        {"n0.ownership": None, "n0.direct_indirect": "D ^x"})),
    case("COD10", both([], [option(security="Option (right to sell)", disposed=None, acquired="1")])),
    case("DER11", {"n0.security": "Option", "n1.security": "Option", "n2.security": "Warrants"},
         "n0.security n2.security"),
    case("TTL02", {"non_derivative": [row(security="A"), row(security="a")]}, "n1.security",
         on="4-option"),
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
    # Signatures: one for all among several; what is signed before what.
    case("SIG01", {"owners": [OWNER, OTHER, OTHER | {"cik": "9"}], "signatures": [{"name": name,
        "date": "2026-11-19"}
         for name in ("/s/ A, for each reporting person", "/s/ B")]}),
    case("SIG08", {"owners": [OWNER, OTHER | {"name": ""}], "s0.name": "/s/ Bo Kim"}),
    case("SIG02", {"s0.name": "  "}, "s0.name"),
    *(case("SIG03", edits, where) for edits, where in (
        ({"period": "2026-11-10", "s0.date": "2026-11-16"}, "s0.date"),
        ({"n0.date": "2026-11-10", "s0.date": "2026-11-16"}, "s0.date"),
        ({"filed": "2026-11-18", "s0.date": "2026-11-16"}, "s0.date"),
        ({"filed": "2026-11-17", "s0.date": "2026-11-17"}, ""),
        ({"published": True, "filed": "2026-11-17", "s0.date": "2026-11-17"}, "s0.date:warning"))),
    case("SIG04", {"s0.date": None}),
    case("COD39", {"non_derivative": [row(price="20", code="P", date="9999-12-01", **GAIN),
        row(date="9999-12-30")]},
         "n1.price"),
    # Small purchases and those of holders of ten percent; what stands in a submission.
    case("COD25", {"non_derivative": [row(code="L", disposed=None, acquired="100", price=None), row(code="L",
         disposed=None, acquired=None, price="9")]}),
    *(case("COD22", {"owners": owners, "n0.code": "S", "f.award": "Under the plan."}, where) for owners,
        where in (
        ([OTHER], "n1.code"), ([OTHER, OWNER], ""), ([OTHER | {"other": "Trustee"}], ""), ([{"cik": "1"}],
            ""))),
    case("COD23", {"owners": [OTHER, OWNER], "derivative": [option(code="X",
        security="Employee Stock Option")]},
         "d0.code"),
    *(case("SUB06", {"n0.disposed": now}, where, earlier=({"n0.disposed": then},)) for now, then, where in (
        ("1000.0", "1000", "form"), ("abc", "xyz", ""))),
    *(case("COD25", {"non_derivative": [row(code="L", disposed=None, acquired="1", price=price, date=day)
           for price, day in rows]}, where) for rows, where in (
        ((("6000", "2026-03-02"), ("6000", "2026-11-02"), ("6000", "2026-11-18")), "n2.code"),
        ((("6000", "2026-11-18"), ("6000", None)), ""), (((None, "2026-11-18"),), ""))),
    *(case("COD25", {"non_derivative": [row(code="L", disposed=None, acquired_disposed="A",
        **more)]}) for more in (
        {"price": "20000"}, {"price": None, "shares": "20000"})),
    *(case("SUB01", {"submission": "TEST"} | edits, on=on) for on, edits in (
        ("3", {}), ("4", {}), ("4A", {}), ("5", {}), ("3", {"form": "3/A", "original_filed": "2026-11-18"}),
        ("5", {"form": "5/A", "original_filed": "2026-02-09"}))),
    case("TTL02", {"d0.security": None, "d0.underlying": "COMMON STOCK"}, "d0.underlying", on="4-option"),
    case("SUB04", {"notify": ["  ", "a@example.com"]}),
    case("DAT13", {"non_derivative": [row(code="S ^x", date=None)],
        "footnotes": {"x": "Settled on November 18, 2026."}}),
    # What EDGAR's stylesheets show.
    *(case("NUM10", {f"d0.{name}": "5."}, f"d0.{name}", on="4-option") for name in (
        "exercise_price", "total_value", "underlying_shares", "underlying_value", "owned_after",
            "value_owned_after")),
    case("NUM10", {"n0.disposed": "5."}, "n0.shares"),
    *(case("DER17", {"derivative": [option(**({"underlying_shares": None} | {name: "^x"}))],
        "footnotes": {"x": "-"}}, f"d0.{name}", on="5")
      for name in ("exercise_price", "underlying_shares", "underlying_value")),
    *(case("OWN29", {"owners": [OWNER | {"address": ABROAD}, OTHER | {"address": ABROAD | part}, OTHER]},
        "o0.address")
      for part in ({"street": ["1 LONG LANE", "FLOOR 2"]}, {"territory": "KENT"})),
]  # fmt: skip


@pytest.mark.parametrize(("code", "edits", "where", "on", "more"), CODES)
def test_several(code: str, edits: dict[str, Any], where: str, on: str, more: dict[str, Any]) -> None:
    assert found(code, edits, on, **more) == where
