"""Both sides of what rules draw a line at: days, years, deadlines and six-month spans."""

from typing import Any

import pytest
from rule_cases import case, found, row

TWO = {"non_derivative": [row(), row()], "footnotes": None}


def days(*dates: str, **more: Any) -> dict[str, Any]:
    """Return the edits for a sale on each day, and nothing else."""
    return {"non_derivative": [row(date=date) for date in dates], "footnotes": {"x": "-"}, **more}


CODES = [
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
    *(case(code, {"filed": None, "n0.date": "2099-01-05"}) for code in ("DAT05", "DAT06", "DUE01", "SIG04",
        "SIG05",
      "SIG10", "FTN25", "DAT08", "DUE06", "SIG13")),
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
    # DUE01: two business days; the earliest row that cannot wait decides.
    *(case("DUE01", days("2026-11-18", filed=day), where) for day, where in
      (("2026-11-20", ""), ("2026-11-21", "n0.date"), ("2026-11-23", "n0.date"), ("2026-11-24", "n0.date"))),
    *(case("DUE01", days("2026-11-20", filed=day), where) for day, where in
      (("2026-11-23", ""), ("2026-11-24", ""), ("2026-11-25", "n0.date"))),
    case("DUE01", days("2026-11-17", "2026-11-16", filed="2026-11-23"), "n1.date"),
    case("DUE01", days("2026-11-18", "2026-11-17", filed="2026-11-20"), "n1.date"),
    case("DUE01", {"non_derivative": [row(code="J", date="2026-11-02")], "footnotes": None}, "n0.date:note"),
    case("DUE01", {"non_derivative": [row(code="J", date="2026-11-02"), row(date="2026-11-03")], "footnotes":
         None}, "n1.date"),
    case("DUE01", {"non_derivative": [row(code="G", price="0", date="2026-11-02", disposed=None,
        acquired="5")],
         "footnotes": None}),
    # DUE02: six hours.
    *(case("DUE02", {"filed": "2026-11-20", "instant": when}, where) for when, where in
      (("2026-11-20T15:59:59-05:00", ""), ("2026-11-20T16:00:00-05:00", "n0.date"),
       ("2026-11-20T22:00:00-05:00", "n0.date"), ("2026-11-20T22:00:01-05:00", ""))),
    case("DUE02", {"filed": "2026-11-20", "instant": "2026-11-20T20:00:00"}),
    case("DUE02", days("2026-11-19", "2026-11-18", instant="2026-11-20T20:00:00-05:00", filed="2026-11-20"),
         "n1.date"),
    case("DUE02", {"filed": "2026-11-27", "instant": "2026-11-27T20:00:00-05:00"}, "period", on="3"),
    # DUE03, DUE04: ten days, forty-five days.
    *(case("DUE03", {"filed": day}, where, on="3") for day, where in
      (("2026-11-27", ""), ("2026-11-28", "period"), ("2026-11-30", "period"))),
    *(case("DUE03", {"period": "2026-01-05", "filed": day}, where, on="3") for day, where in
      (("2026-01-15", ""), ("2026-01-16", "period"), ("2026-03-01", "period"), ("2026-03-02", ""),
       ("2026-03-18", ""), ("2026-03-19", "period"))),
    *(case("DUE03", {"period": "2026-01-05", "filed": "2026-03-10", "foreign_private": private}, where,
        on="3")
      for private, where in ((False, "period"), (True, ""))),
    *(case("DUE04", {"filed": day}, where, on="5") for day, where in
      (("2026-02-14", ""), ("2026-02-17", ""), ("2026-02-18", "period"))),
    # DUE05: the first day of the Act.
    *(case("DUE05", days("2026-03-18", day, foreign_private=True, filed="2026-03-19"), where) for day,
        where in
      (("2026-03-17", "n1.date"), ("2026-03-18", ""))),
    case("DUE05", days("2026-03-16", "2026-03-17", foreign_private=True, filed="2026-03-19"), "n0.date"),
    case("DUE05", days("2026-03-16", foreign_private=False, filed="2026-03-19")),
    # DUE06: what Item 405 counts.
    *(case("DUE06", days("2026-11-18", filed=day), where) for day, where in (("2026-11-20", ""),
        ("2026-11-23", "form"))),
    *(case("DUE06", days("2026-11-18", filed="2026-11-23", foreign_private=private), where)
      for private, where in ((True, ""), (False, "form"))),
    case("DUE06", {"non_derivative": [row(code="J", date="2026-11-02")], "footnotes": None}),
    *(case("DUE06", {"filed": day}, where, on="3") for day, where in (("2026-11-27", ""), ("2026-11-28",
        "form"))),
    *(case("DUE06", {"period": "2026-01-05", "filed": day}, where, on="3") for day, where in
      (("2026-03-01", "form"), ("2026-03-02", ""))),
    *(case("DUE06", {"filed": day}, where, on="5") for day, where in (("2026-02-17", ""), ("2026-02-18",
        "form"))),
    case("DUE06", {"owners": []}, on="5"),
]  # fmt: skip


@pytest.mark.parametrize(("code", "edits", "where", "on", "more"), CODES)
def test_dates(code: str, edits: dict[str, Any], where: str, on: str, more: dict[str, Any]) -> None:
    assert found(code, edits, on, **more) == where
