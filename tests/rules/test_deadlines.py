"""Both sides of what the rules on deadlines draw a line at."""

from typing import Any

import pytest
from rule_cases import case, days, found, holding, row

CASES = [
    *(case(code, {"filed": None, "n0.date": "2099-01-05"}) for code in ("DUE01", "DUE06")),
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
    # DAT14, DUE07: Form 5 and its year.
    *(case("DUE07", edits, where, on="5", earlier=({"form": "4", "period": "2025-06-02"} | other,))
      for edits, other, where in (
        ({}, {}, "form"), ({"n0.acquired": "5"}, {}, ""), ({"form": "5/A", "original_filed": "2026-02-01"},
            {}, ""),
        ({"n1.form_type": "3"}, {}, ""), ({"n0.security": "B"}, {}, ""), ({"n0.date": "2025-06-03"}, {}, ""),
        ({"n0.code": "L"}, {}, ""), ({"n0.acquired": None, "n0.disposed": "100"}, {}, ""))),
    case("DUE07", {"non_derivative": [holding()], "footnotes": None}, on="5"),
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
]  # fmt: skip


@pytest.mark.parametrize(("code", "edits", "where", "on", "more"), CASES)
def test_both_sides_of_a_line(
    code: str, edits: dict[str, Any], where: str, on: str, more: dict[str, Any]
) -> None:
    assert found(code, edits, on, **more) == where
