"""Both sides of what the rules on footnotes draw a line at."""

from typing import Any

import pytest
from rule_cases import GAIN, PLAN, case, found, option, planned, row

TWO_DAYS = " on November 17, 2026 and November 18, 2026"
AVERAGE = "The price is a weighted average. "
PROMISE = (
    "The reporting person undertakes to give the staff full information on the number sold at each price."
)
RANGE = "Sold from $30.90 to $31.40. "


def averaged(text: str, price: str = "31.07 ^avg", **more: Any) -> dict[str, Any]:
    return {"non_derivative": [row(price=price, **more)], "footnotes": {"avg": text}}


def plain(*rows: dict[str, Any], **notes: str) -> dict[str, Any]:
    return {"non_derivative": list(rows), "footnotes": notes or None}


def many(number: int, last: str = "31", **more: Any) -> dict[str, Any]:
    return plain(*[row(price="30", **more) for _ in range(number - 1)], row(price=last, **more))


CASES = [
    case("FTN25", {"filed": None, "n0.date": "2099-01-05"}),
    # FTN25: the words say late, the dates do not.
    *(case("FTN25", {"filed": day, "f.award": "This form is late."}, where) for day, where in (
        ("2026-11-20", "f.award"), ("2026-11-21", ""))),
    case("FTN25", {"f.award": "This filing is late.", "n0.early": "true", "n0.code": "W"}),
    case("FTN25", {"remarks": "A delinquent report."}, "remarks"),
    case("FTN25", {"remarks": "This sale was not timely."}, "remarks"),
    *(case("FTN19", planned(*texts), where) for texts, where in (
        ((PLAN,), ""), ((), "plan_10b5_1"), (("Sold under a Rule 10b5-1 plan.",), "plan_10b5_1"),
        (("Sold under a Rule 10b5-1 plan adopted in March 2026.",), "plan_10b5_1:note"),
        (("Sold under a Rule 10b5-1 plan of March 2, 2026.",), "plan_10b5_1:warning"),
        (("Sold.", PLAN), ""))),
    case("FTN19", planned(box="false")),
    # FTN24: what is left to fill in, wherever it stands.
    *(case("FTN24", {path: "[NAME]"}, where) for path, where in (
        ("n0.security", "n0.security"), ("o0.officer", "o0.officer_title"), ("o0.other", "o0.other_text"),
        ("s0.name", "s0.name"), ("remarks", "remarks"), ("f.award", "f.award"))),
    case("FTN24", {"n0.ownership": {"indirect": "[NAME]"}}, "n0.nature"),
    case("FTN24", {"d0.underlying": "[NAME]"}, "d0.underlying", on="4-option"),
    # Dates that signatures tell; the earliest row that is due.
    *(case("FTN25", {"n0.date": "2026-11-17", "filed": day, "f.award": "This form is late."}, where) for day,
        where in (
        ("2026-11-19", "f.award"), ("2026-11-20", ""))),
    case("FTN25", {"form": "4/A", "original_filed": "2026-11-18", "f.award": "This form is late."}),
    case("FTN25", {"f.award": "This form is late.", "remarks": "This form is late."}, "f.award"),
    # Form 5, form types, footnotes.
    case("FTN08", {"n0.price": "1" + " ^award" * 99}),
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
    # FTN01 to FTN05: names, definitions, references.
    case("FTN03", {"n0.price": "1 ^a", "n1.price": "0 ^b"}, "n0.price n1.price"),
    case("FTN04", {"f.x": "A.", "f.y": "B."}, "f.x f.y"),
    case("FTN04", {"f.x": "A.", "issuer.name": "ACME ^x"}),
    case("FTN05", {"n0.price": "1 ^award", "n0.disposed": "5 ^award"}),
    case("FTN05", {"n0.price": "1 ^award ^award"}, "n0.price"),
    case("FTN05", {"n0.code": "S ^award", "n0.form_type": "4 ^award"}, "n0.code"),
    # FTN06, FTN07: a thousand and two thousand characters.
    *(case("FTN06", {"f.award": "x" * n}, where) for n, where in ((1000, ""), (1001, "f.award"))),
    case("FTN06", {"f.award": "x" * 1001, "f.b": "y" * 1001}, "f.award f.b"),
    *(case("FTN07", {"remarks": "x" * n}, where) for n, where in ((2000, ""), (2001, "remarks"))),
    # FTN08: 99 notes; 98 beside a value.
    *(case("FTN08", {"footnotes": {f"n{k}": "A." for k in range(n)}, "n1.price": "0"}, where) for n, where in
      ((99, ""), (100, "f.n99"))),
    *(case("FTN08", {"footnotes": {f"n{k}": "A." for k in range(99)}, "n1.price": "0",
        f"n0.{name}": text + " ".join(
           f"^n{k}" for k in range(refs))}, where) for name, text, refs, where in (
        ("price", "1 ", 98, ""), ("price", "1 ", 99, "n0.price"), ("price", "", 99, ""), ("security", "A ",
            99, ""))),
    *(case("FTN08", {"footnotes": {f"n{k}": "A." for k in range(99)}, f"d0.{name}": text + " " + " ".join(
           f"^n{k}" for k in range(99))}, f"d0.{name}", on="4-option") for name, text in (
        ("exercise_price", "1"), ("exercisable", "2022-03-01"), ("expires", "2031-03-01"),
        ("underlying_shares", "1"), ("underlying_value", "1"))),
    # FTN10: where a reference may not stand.
    *(case("FTN10", {f"n0.{name}": text, "n0.disposed": shares, "n0.shares": "5"}, where) for name, text,
        shares, where
      in (("acquired_disposed", "D ^award", None, ""), ("timeliness", "L ^award", None, ""))),
    case("FTN10", {"d0.disposed": None, "d0.shares": "5", "d0.acquired_disposed": "D ^x",
        "footnotes": {"x": "A."}},
         "d0.acquired_disposed", on="4-option"),
    case("FTN10", {"n0.swap": "true ^award", "n1.swap": "true ^award"}, "n0.swap n1.swap"),
    case("FTN10", {"n0.timeliness": "L ^estate"}, "n0.timeliness", on="5"),
    case("FTN10", {"issuer.name": "ACME ^award", "o0.name": "Doe ^award", "o0.address.city": "X ^award"},
         "issuer.name o0.name o0.address.city"),
    # FTN09, FTN11, FTN12, FTN13, FTN20.
    case("FTN11", {"n0.price": "1 ^F2", "n1.price": "0 ^F1", "footnotes": {"F1": "A.", "F2": "B."}},
        "n0.price"),
    case("FTN11", {"n0.price": "1 ^F1", "n1.price": "0 ^F2", "footnotes": {"F1": "A.", "F2": "B."}}),
    case("FTN11", {"n0.price": "1 ^F1", "n1.price": "0 ^F3", "n0.code": "S", "n0.disposed": "1 ^F9",
         "footnotes": {"F1": "A.", "F3": "B.", "F9": "C."}}, "n0.shares"),
    case("FTN11", {"n0.price": "1 ^b", "n1.price": "0 ^a", "footnotes": {"a": "A.", "b": "B."}}),
    case("FTN12", {"n0.price": None, "n1.price": None}, "n0.price n1.price"),
    case("FTN12", {"d0.price": None, "d0.exercise_price": None}, "d0.price d0.exercise_price", on="4-option"),
    case("FTN12", {"d0.exercise_price": None}, "d0.exercise_price", on="3"),
    case("FTN12", {"n0.price": "^award"}),
    *(case("FTN13", {"derivative": [option(security=name, exercise_price=price)], "footnotes": {"x": "A."}},
        where)
      for name, price, where in (
        ("Class B Stock", "0", "d0.exercise_price"), ("Class B Stock", "0 ^x", ""), ("Class B Stock", "0.01",
            ""),
        ("Series A Warrants", "0", ""), ("Class B Options", "0", ""), ("Class B Units", "0", ""),
        ("Class B Swap", "0", ""), ("Rights", "0", ""))),
    case("FTN13", {"derivative": [option(security="Class B", exercise_price=price) for price in ("1", "0",
        "0")]
         + [option(security="Class C", exercise_price="0")]}, "d1.exercise_price d3.exercise_price"),
    *(case("FTN20", {"n2.ownership": {"indirect": nature}}, where) for nature, where in (
        ("Other", "n2.nature"), ("By Other ^award", ""), ("By Spouse", ""), ("n/a", "n2.nature"))),
    case("FTN20", {"n0.ownership": {"indirect": "Other"}, "n2.ownership": {"indirect": "Various"}},
         "n0.nature n2.nature"),
    # FTN14: an average price wants its range and the promise.
    *(case("FTN14", averaged(text), where) for text, where in (
        (AVERAGE + RANGE + PROMISE, ""), (AVERAGE + RANGE, "f.avg"), (AVERAGE + PROMISE, "f.avg"),
        (AVERAGE, "f.avg"), (RANGE, ""), (AVERAGE + "See Exhibit 99. " + PROMISE, ""),
        (AVERAGE + "Prices were $30 and $32. " + PROMISE, ""), (AVERAGE + "One was $30. " + PROMISE, "f.avg"),
        (AVERAGE + "Prices were $30 and $31.07. " + PROMISE, "f.avg"))),
    *(case("FTN14", {"non_derivative": [row(**{name: f"{row()[name]} ^avg"})], "footnotes": {"avg": AVERAGE}},
           "f.avg") for name in ("disposed", "code", "date", "security", "price")),
    case("FTN14", {"non_derivative": [row(owned_after="5 ^avg")], "footnotes": {"avg": AVERAGE}}),
    case("FTN14", {"non_derivative": [row(code="A", price="1 ^avg", **GAIN)], "footnotes": {"avg": AVERAGE}}),
    case("FTN14", {"non_derivative": [row(), row(price="1 ^avg")], "footnotes": {"avg": AVERAGE}}, "f.avg"),
    case("FTN14", averaged(AVERAGE + RANGE) | {"remarks": PROMISE}),
    case("FTN14", averaged(AVERAGE + PROMISE) | {"remarks": RANGE}),
    case("FTN14", {"non_derivative": [row(price="1 ^a"), row(price="1 ^b")], "footnotes": {"a": AVERAGE,
         "b": AVERAGE + RANGE}}, "f.a"),
    case("FTN14", {"non_derivative": [row(price="1 ^a"), row(price="1 ^b")],
        "footnotes": {"a": AVERAGE + RANGE,
         "b": AVERAGE}}, "f.a f.b"),
    # FTN15: a dollar; FTN16: half a cent of rounding.
    *(case("FTN15", averaged(AVERAGE + f"Sold from $30.50 to ${high}."), where) for high, where in
      (("31.50", ""), ("31.51", "f.avg"))),
    *(case("FTN16", averaged(AVERAGE + RANGE, f"{price} ^avg"), where) for price, where in (
        ("30.90", ""), ("30.895", ""), ("30.8949", "n0.price"), ("31.40", ""), ("31.405", ""),
        ("31.4051", "n0.price"))),
    case("FTN16", averaged(AVERAGE + RANGE, "^avg")),
    case("FTN16", {"non_derivative": [row(price="^avg"), row(price="5 ^avg"), row(price="6 ^avg")],
        "footnotes":
         {"avg": AVERAGE + RANGE}}, "n1.price n2.price"),
    # FTN17: trades of one day, and in the market.
    *(case("FTN17", averaged(text), where) for text, where in (
        (AVERAGE + "Sold on November 17, 2026 and November 18, 2026.", "n0.date"),
        (AVERAGE + "Sold on November 17, 2026 through November 18, 2026.", "n0.date"),
        (AVERAGE + "Sold on November 18, 2026 and November 18, 2026.", ""),
        (AVERAGE + "Vested on November 17, 2026 and November 18, 2026.", ""),
        (AVERAGE + "Sold on November 8, 2026 and November 18, 2026.", "n0.date"),
        (AVERAGE + "Sold on November 7, 2026 and November 18, 2026.", ""),
        (AVERAGE + "Sold on November 18, 2026 and November 28, 2026.", "n0.date"),
        (AVERAGE + "Sold on November 18, 2026 and November 29, 2026.", ""),
        (AVERAGE + "Sold on November 17, 2026 under a plan of November 18, 2026.", ""))),
    *(case("FTN17", averaged("Sold in multiple transactions from $30 to $31.", code=code), where) for code,
        where in (
        ("F", ""), ("D", "n0.code"), ("M", "n0.code"), ("J", "n0.code"), ("S", ""), ("G", ""))),
    *(case("FTN17", averaged(text, code="F"), where) for text, where in (
        ("Withheld in multiple tranches.", ""),)),
    # FTN18: ten lines within a dollar.
    *(case("FTN18", many(number, last), where) for number, last, where in (
        (9, "31", ""), (10, "31", "n0"), (10, "31.01", ""), (10, "29", "n0"), (10, "28.99", ""), (11, "31",
            "n0"))),
    case("FTN18", many(10, code="P", **GAIN), "n0"),
    case("FTN18", many(10, code="A", **GAIN)),
    *(case("FTN18", plain(row(**{"price": "30"} | {name: value}), *[row(price="30") for _ in range(9)],
        x="-")) for name,
        value in (
        ("security", "B"), ("date", "2026-11-17"), ("ownership", {"indirect": "By Trust"}), ("price",
            "30 ^x"),
        ("price", "^x"), ("code", "S ^x"))),
]  # fmt: skip


@pytest.mark.parametrize(("code", "edits", "where", "on", "more"), CASES)
def test_both_sides_of_a_line(
    code: str, edits: dict[str, Any], where: str, on: str, more: dict[str, Any]
) -> None:
    assert found(code, edits, on, **more) == where
