"""Both sides of what the rules on dates draw a line at."""

from typing import Any

import pytest
from rule_cases import PLAN, case, days, found, holding, noted, option, row

ON_PLAN = {"plan_10b5_1": {"adopted": "2025-03-03"}}
CASES = [
    # DAT05: a day ahead may be a clock; two are not.
    *(case("DAT05", {"n0.date": day}, where) for day, where in
      (("2026-11-19", ""), ("2026-11-20", "n0.date:warning"), ("2026-11-21", "n0.date"))),
    *(case("DAT05", {"period": day}, where) for day, where in
      (("2026-11-19", ""), ("2026-11-20", "period:warning"), ("2026-11-21", "period"))),
    case("DAT05", {"period": "2026-11-21", "n0.date": "2026-11-21"}, "n0.date"),
    case("DAT05", days("2026-11-21", "2026-11-22"), "n0.date n1.date"),
    case("DAT05", days("2026-11-21", "2026-11-18", period="2026-12-01"), "n0.date period"),
    *(case("DAT05", {"original_filed": day}, where, on="4A") for day, where in
      (("2026-11-30", ""), ("2026-12-01", "original_filed:warning"), ("2026-12-02", "original_filed"))),
    case("DAT05", {"period": "2026-12-31"}, on="5"),
    # DAT05: by the signature of a published form, ten days may pass; all dates ahead are its own fault.
    *(case("DAT05", {"published": True, "filed": "2026-11-19", "n0.date": day}, where) for day, where in
      (("2026-11-29", ""), ("2026-11-30", "n0.date"), ("2026-11-18", ""))),
    case("DAT05", {"published": True, "filed": "2026-11-18", "n0.date": "2026-11-20"}, "n0.date"),
    case("DAT05", {"published": True, "filed": "2026-10-01", "s0.date": "2026-10-01"}),
    case("DAT05", {"published": True, "filed": "2026-10-01", "s0.date": "2026-10-01",
        "n0.date": "2026-10-01"},
         "n1.date"),
    case("DAT05", {"filed": "2026-10-01", "s0.date": "2026-10-01"}, "n0.date n1.date"),
    # DAT06: the same day of another year, give or take ten days.
    *(case("DAT06", days(day, "2026-11-18"), where) for day, where in
      (("2025-11-30", ""), ("2025-11-29", "n0.date"), ("2025-11-09", "n0.date"), ("2025-11-08", ""),
       ("2024-11-29", "n0.date"), ("2024-11-30", ""), ("2024-11-09", "n0.date"), ("2024-11-08", ""),
       ("2016-11-19", "n0.date"))),
    *(case("DAT06", days("2025-11-18", day), where) for day, where in
      (("2026-11-19", "n0.date"), ("2026-11-20", ""), ("2026-11-09", "n0.date"), ("2026-11-08", ""))),
    case("DAT06", days("2025-11-18", "2025-11-18"), "n0.date"),
    case("DAT06", days("2024-11-18", "2024-11-18")),
    case("DAT06", days("2025-11-18", "2024-11-18")),
    case("DAT06", days("2025-11-18", "2025-11-18", period="2026-11-18"), "n0.date n1.date"),
    case("DAT06", days("2025-11-18", "2025-06-18")),
    *(case("DAT06", {"non_derivative": [row(date="2025-11-18", code="A", disposed=None, acquired="5"),
           row(code=code)], "footnotes": None}, where)
      for code, where in (("S", "n0.date"), ("F", ""), ("M", ""))),
    case("DAT06", {"non_derivative": [row(date="2025-11-18"), row(code="F")], "footnotes": None}, "n0.date"),
    *(case("DAT06", {"period": day}, where, on="3") for day, where in
      (("2025-11-18", "period"), ("2024-11-18", ""), ("2026-11-18", ""))),
    *(case("DAT06", {"original_filed": "2026-11-20", "n0.date": day}, where, on="4A") for day, where in
      (("2025-11-18", "n0.date"), ("2026-11-18", ""))),
    case("DAT06", {"filed": "2027-11-20"}, on="4A"),
    case("DAT06", {"n0.date": "2025-02-10"}, on="5"),
    *(case("DAT06", {"n0.date": day}, where) for day, where in
      (("1900-01-01", ""), ("1899-12-31", "n0.date"), ("0026-11-18", "n0.date"))),
    case("DAT06", {"d0.expires": "0031-03-01"}, "d0.expires", on="4-option"),
    case("DAT06", {"non_derivative": [row(date=None), row(date="2025-11-18"), row()], "footnotes": None},
        "n1.date"),
    case("DAT06", {"period": None}, on="3"),
    *(case(code, {"filed": None, "n0.date": "2099-01-05"}) for code in ("DAT05", "DAT06", "DAT08")),
    case("DAT05", {"filed": None, "original_filed": "2099-01-05"}, on="4A"),
    # DAT11: the original was filed on or after box 3, on a day on which EDGAR takes filings.
    *(case("DAT11", {"original_filed": day}, where, on="4A") for day, where in
      (("2026-11-17", "original_filed"), ("2026-11-18", ""), ("2026-11-21", "original_filed"),
       ("2026-11-26", "original_filed"), ("2026-11-27", ""))),
    case("DAT11", {"original_filed": "2026-11-21"}),
    case("DAT11", {"original_filed": "2024-12-24", "period": "2024-12-20", "n0.date": "2024-12-20",
         "n1.date": "2024-12-20"}, on="4A"),
    *(case("DAT11", {"form": "5/A", "original_filed": day}, where, on="5") for day, where in
      (("2025-12-30", "original_filed:note"), ("2025-12-31", ""), ("2026-01-01", "original_filed"))),
    case("DAT11", {"form": "4/A", "original_filed": "1970-01-05", "period": "1970-01-05"}),
    # DAT12, DAT13: days of trading and of settlement.
    *(case("DAT12", noted(text, date=day, code=code), where) for text, day, code, where in (
        ("-", "2026-11-14", "S", "n0.date"), ("-", "2026-11-14", "P", "n0.date"), ("-", "2026-11-14", "G",
            ""),
        ("-", "2026-11-13", "S", ""), ("-", "1970-01-04", "S", ""), ("In private.", "2026-11-14", "S", ""))),
    case("DAT12", {"non_derivative": [row(date="1970-01-04"), row(date="2026-11-14", security="Swap"),
         row(date="2026-11-14", swap="true"), row(date="2026-11-14"), row(date="2026-11-15")]},
             "n3.date n4.date"),
    case("DAT12", {"derivative": [option(code="S", date="2026-11-14")]}),
    case("DAT12", {"non_derivative": [row(date="2026-11-14")], "remarks": "By private sale."}),
    *(case("DAT13", noted(text, field), where) for text, field, where in (
        ("The sale settled on November 18, 2026.", "code", "n0.date"),
            ("The sale settled on November 19, 2026.",
        "code", ""), ("This is the settlement date.", "date", "n0.date"), ("This is the settlement date.",
            "code", ""),
        ("Sold on November 18, 2026 and settled later.", "code", ""))),
    case("DAT13", {"non_derivative": [row(), row(code="P ^x"), row(code="S ^x"), row(code="G ^x")],
        "footnotes": {
         "x": "Settled on November 18, 2026."}}, "n1.date n2.date"),
    # DAT07 to DAT10: notice.
    *(case("DAT07", {"n0.deemed": day}, where) for day, where in (("2026-11-18", ""), ("2026-11-17",
        "n0.deemed"))),
    *(case("DAT08", {"n0.deemed": day, "filed": "2026-12-01"}, where) for day, where in (
        ("2026-11-23", ""), ("2026-11-24", "n0.deemed:warning"), ("2026-11-25", "n0.deemed"))),
    *(case("DAT08", {"n0.date": "2026-03-03", "n0.deemed": day, "filed": "2026-12-01"}, where) for day,
        where in (
        ("2026-03-06", ""), ("2026-03-09", "n0.deemed"))),
    *(case("DAT08", {"n0.deemed": "2026-11-20", "filed": day}, where) for day, where in (
        ("2026-11-20", ""), ("2026-11-19", "n0.deemed"))),
    case("DAT08", {"n0.date": "1970-01-05", "n0.deemed": "1970-01-12", "n1.deemed": "2026-11-30"},
        "n1.deemed"),
    *(case("DAT09", {"n0.deemed": day, "n0.code": code} | more, where) for day, code, more, where in (
        ("2026-11-18", "S", {}, ""), ("2026-11-19", "S", {}, "n0.deemed"), ("2026-11-19", "I", {}, ""),
        ("2026-11-19", "S", ON_PLAN, ""), ("2026-11-19", "S", {"f.award": PLAN}, ""))),
    case("DAT09", {"n0.deemed": "2026-11-18", "n1.deemed": "2026-11-19"}, "n1.deemed"),
    *(case("DAT10", {"non_derivative": [row(code=code, date=day)], "footnotes": None, "filed": filed} | plan,
        where)
      for code, day, filed, plan, where in (
        ("S", "2026-11-16", "2026-11-18", ON_PLAN, ""), ("S", "2026-11-16", "2026-11-19", ON_PLAN,
            "n0.deemed"),
        ("S", "2026-11-16", "2026-11-23", ON_PLAN, "n0.deemed"), ("S", "2026-11-16", "2026-11-24", ON_PLAN,
            ""),
        ("P", "2026-11-16", "2026-11-19", ON_PLAN, "n0.deemed"), ("G", "2026-11-16", "2026-11-19", ON_PLAN,
        "n0.deemed"), ("A", "2026-11-16", "2026-11-19", ON_PLAN, ""), ("I", "2026-11-16", "2026-11-19", {},
        "n0.deemed"), ("S", "2026-11-16", "2026-11-19", {}, ""))),
    case("DAT10", {"non_derivative": [row(date="2026-11-18"), row(date="2026-11-16"), row(date="2026-11-16"),
         row(date="2026-11-13", deemed="2026-11-18"), row(date="2026-11-17")], "footnotes": None,
             "filed": "2026-11-20"}
         | ON_PLAN, "n1.deemed n4.deemed"),
    *(case("DAT10", {"non_derivative": [row(date="2026-11-16", code="S ^x")], "filed": "2026-11-19",
        "plan_10b5_1":
           "true", "footnotes": {"x": text}}, where) for text, where in (
        (PLAN, "n0.deemed"), ("Not sold under a Rule 10b5-1 plan.", ""), ("Sold.", "n0.deemed"))),
    case("DAT10", {"non_derivative": [row(date="2026-11-16"), row(date="2026-11-17", code="S ^x")], "filed":
         "2026-11-20", "plan_10b5_1": "true", "footnotes": {"x": PLAN}}, "n1.deemed"),
    case("DAT09", {"n0.deemed": "2026-11-19", "plan_10b5_1": "true"}),
    case("DAT10", {"non_derivative": [row(date="2026-11-16", price="1 ^y"), row(date="2026-11-18",
        code="S ^x")],
         "filed": "2026-11-19", "plan_10b5_1": "true", "footnotes": {"x": PLAN, "y": "-"}}),
    case("DAT10", {"n0.code": "I", "filed": None}),
    case("DAT10", {"non_derivative": [row(date="2026-11-13")], "footnotes": None,
        "filed": "2026-11-17"} | ON_PLAN),
    # DAT02 to DAT04: box 3.
    *(case("DAT02", {"period": day}, where) for day, where in (
        ("2026-11-18", ""), ("2026-11-17", "period"), ("2026-11-19", "period"))),
    *(case("DAT02", {"n1.date": "2026-11-02", "n1.code": "W", "n1.early": "true", "period": day}, where)
      for day, where in (("2026-11-02", ""), ("2026-11-18", ""), ("2026-11-10", "period"))),
    case("DAT02", {"period": "2026-11-17"}, "period:note", on="4A"),
    case("DAT02", {"period": "2026-11-17", "n0.date": None}),
    case("DAT02", {"period": "2026-11-17", "non_derivative": [holding()], "footnotes": None}),
    *(case("DAT03", {"period": day}, where, on="3") for day, where in (
        ("2026-11-19", ""), ("2026-11-20", "period"))),
    *(case("DAT04", {"period": day, "filed": "2026-02-10"} | more, where, on="5") for day, more, where in (
        ("2025-12-07", {}, ""), ("2025-12-08", {}, "period"), ("2025-12-21", {}, "period"), ("2025-12-22",
            {}, ""),
        ("2026-02-10", {"fiscal_year_end": "02-10"}, ""), ("2026-02-11", {"fiscal_year_end": "02-11"},
            "period"),
        ("2025-12-24", {"fiscal_year_end": "12-31"}, ""), ("2025-12-23", {"fiscal_year_end": "12-31"},
            "period"),
        ("2026-01-07", {"fiscal_year_end": "12-31"}, ""), ("2026-01-08", {"fiscal_year_end": "12-31"},
            "period"),
        ("2025-12-10", {"fiscal_year_end": "13-45"}, ""),
        ("2025-12-25", {"fiscal_year_end": "01-01"}, ""), ("2025-03-07", {"fiscal_year_end": "02-29"}, ""),
        ("2025-03-08", {"fiscal_year_end": "02-29"}, "period"), ("2025-12-15", {"fiscal_year_end": "12-15"},
            ""))),
    # DAT14, DUE07: Form 5 and its year.
    *(case("DAT14", {"n0.date": day}, where, on="5") for day, where in (
        ("2025-12-31", ""), ("2026-01-01", "n0.date"), ("2026-02-10", "n0.date"), ("2026-02-11", ""))),
    # DAT01: dates as they are written.
    *(case("DAT01", {path: day}, where) for path, day, where in (
        ("n0.date", "2026-11-18Z", "n0.date:warning"), ("n0.date", "2026-11-18-05:00", "n0.date:warning"),
        ("n0.date", "2026-11-18+14:00", "n0.date:warning"), ("n0.date", "2026-02-30", "n0.date"),
        ("n0.date", "18 November 2026", "n0.date"), ("n0.deemed", "x", "n0.deemed"), ("period", "x",
            "period"),
        ("s0.date", "x", "s0.date"), ("n0.date", "2026-11-18", ""))),
    case("DAT01", {"original_filed": "x"}, "original_filed", on="4A"),
    *(case("DAT01", {f"d0.{name}": "x"}, f"d0.{name}", on="4-option") for name in (
        "deemed", "exercisable", "expires")),
    case("DAT01", {"n0.date": "x", "n1.date": "y"}, "n0.date n1.date"),
    case("DAT01", {"d0.date": "x"}, "d0.date", on="4-option"),
    case("DAT01", {"s0.date": None, "signatures[1]": {"name": "/s/ A", "date": "x"}}, "s1.date"),
    # Dates that signatures tell; the earliest row that is due.
    case("DAT05", {"published": True, "n0.date": "2026-11-25", "signatures": [{"name": "/s/ A",
        "date": day} for day in (
         "2026-11-17", "2026-11-19")]}),
    *(case("DAT03", {"published": True, "period": day}, where, on="3") for day, where in (
        ("2026-12-19", ""), ("2026-12-20", "period"))),
    # Small purchases and those of holders of ten percent; what stands in a submission.
    case("DAT13", {"non_derivative": [row(code="S ^x", date=None)],
        "footnotes": {"x": "Settled on November 18, 2026."}}),
]  # fmt: skip


@pytest.mark.parametrize(("code", "edits", "where", "on", "more"), CASES)
def test_both_sides_of_a_line(
    code: str, edits: dict[str, Any], where: str, on: str, more: dict[str, Any]
) -> None:
    assert found(code, edits, on, **more) == where
