"""Both sides of what the rules on trading plans draw a line at."""

from typing import Any

import pytest
from rule_cases import GAIN, OTHER, OWNER, PLAN, case, found, planned, row

ADOPTED = "Sold under a Rule 10b5-1 plan adopted on "
CASES = [
    # PLN01 to PLN11: the box and the plan.
    *(case("PLN01", {"plan_10b5_1": box, "edition": edition}, where) for box, edition, where in (
        (None, "2026", "plan_10b5_1"), ("true", "2026", ""), ("false", "2026", ""), (None, "2023",
            "plan_10b5_1"),
        (None, "2003", ""))),
    *(case("PLN04", planned(*texts, box="false") | {"filed": filed}, where) for texts, filed, where in (
        ((PLAN,), "2026-11-19", "plan_10b5_1"), (("Sold.",), "2026-11-19", ""),
        (("Sold under a Rule 10b5-1 plan adopted on February 26, 2023.",), "2026-11-19", ""),
        (("Sold under a Rule 10b5-1 plan adopted on February 27, 2023.",), "2026-11-19", "plan_10b5_1"),
        (("Sold under a Rule 10b5-1 plan.",), "2025-03-01", "plan_10b5_1"),
        (("Sold under a Rule 10b5-1 plan.",), "2025-02-28", "plan_10b5_1:note"),
        (("Sold under a Rule 10b5-1 plan as in effect then.",), "2026-11-19", ""),
        (("Not sold under a Rule 10b5-1 plan.",), "2026-11-19", ""),
        (("Sold under a Rule 10b5-1 plan as in effect then.", PLAN, PLAN), "2026-11-19", "plan_10b5_1"))),
    *(case("PLN04", planned(PLAN, box="false") | {"n0.code": code}, where) for code, where in (
        ("P ^p0", "plan_10b5_1"), ("G ^p0", "plan_10b5_1"), ("A ^p0", ""))),
    case("PLN04", planned(PLAN, box="true")),
    *(case("PLN05", planned(*texts), where) for texts, where in (
        (("Sold under a Rule 10b5-1 plan adopted on February 26, 2023.",), "plan_10b5_1"),
        (("Sold under a Rule 10b5-1 plan adopted on February 27, 2023.",), ""),
        (("Sold under a Rule 10b5-1 plan adopted in January 2023.",), ""),
        (("Sold under a Rule 10b5-1 plan adopted on February 26, 2023.", PLAN), ""))),
    case("PLN05", planned("Sold under a Rule 10b5-1 plan adopted on February 26, 2023.", box="false")),
    *(case("PLN06", {"non_derivative": [row(code=code)], "footnotes": None, "plan_10b5_1": box}, where)
      for code, box, where in (("P", "true", ""), ("S", "true", ""), ("G", "true", ""), ("J", "true", ""),
                               ("A", "true", "plan_10b5_1"), ("A", "false", ""))),
    case("PLN07", {"non_derivative": [row(code="S ^x"), row(), row(), row(code="P")],
        "footnotes": {"x": PLAN},
         "plan_10b5_1": "true"}, "n1.code"),
    *(case("PLN07", {"non_derivative": [row(code="S ^x"), row(price="1 ^y")], "footnotes": {"x": text,
        "y": other},
           "plan_10b5_1": box}, where) for text, other, box, where in (
        (PLAN, "-", "true", "n1.code"), (PLAN, "-", "false", ""), ("Sold.", "-", "true", ""),
        (PLAN + " All sales were under it.", "-", "true", ""), (PLAN, "Sold to cover taxes.", "true", ""))),
    case("PLN07", {"non_derivative": [row(code="S ^x"), row()], "footnotes": {"x": PLAN},
        "plan_10b5_1": "true",
         "remarks": PLAN}),
    *(case("PLN08", planned(text), where) for text, where in (
        ("Sold under a Rule 10b5-1 plan adopted on November 18, 2026.", ""),
        ("Sold under a Rule 10b5-1 plan adopted on November 19, 2026.", "f.p0"),
        ("Sold under a Rule 10b5-1 plan adopted on May 1, 2026 and modified on November 19, 2026.", ""))),
    case("PLN08", {"remarks": "Sold under a Rule 10b5-1 plan adopted on November 19, 2026."}, "remarks"),
    case("PLN08", {"non_derivative": [row(date="2026-11-19"), row(code="S ^x"), row(date="2026-11-20",
        code="S ^x")],
         "footnotes": {"x": "Sold under a Rule 10b5-1 plan adopted on November 19, 2026."}}, "f.x"),
    *(case("PLN09", planned(f"Sold under a Rule 10b5-1 plan adopted on {day}, 2026."), where) for day,
        where in (
        ("August 20", ""), ("August 21", "n0.date"), ("November 18", "n0.date"), ("November 19", ""))),
    *(case("PLN09", planned(f"Sold under a Rule 10b5-1 plan adopted on {day}, 2026.") | {"o0.director": None}
           | more, where) for day, more, where in (
        ("October 19", {"o0.ten_percent": "true"}, ""), ("October 20", {"o0.ten_percent": "true"}, "n0.date"),
        ("October 19", {"o0.officer": "CEO"}, "n0.date"))),
    *(case("PLN09", planned(*texts, **more), where) for texts, more, where in (
        (("Sold to cover taxes under a Rule 10b5-1 plan adopted on November 2, 2026.",), {}, ""),
        (("Sold under a Rule 10b5-1 plan adopted in November 2026.",), {}, ""),
        (("Sold under a Rule 10b5-1 plan adopted on November 2, 2026.", PLAN), {}, "n0.date"))),
    *(case("PLN09", {"non_derivative": [row(code=f"{code} ^x"), row(code="S ^x"), row(code="S ^x")],
        "footnotes": {
           "x": "Sold under a Rule 10b5-1 plan adopted on November 2, 2026."}}, where) for code, where in (
        ("G", "n1.date"), ("P", "n0.date"))),
    *(case("PLN11", planned(*texts), where) for texts, where in (
        ((PLAN,), ""), ((PLAN, "Sold under a Rule 10b5-1 plan adopted on May 1, 2026."), "n0.code"),
        ((PLAN, PLAN), ""))),
    case("PLN11", {"non_derivative": [row(code="S ^x"), row(code="S ^x ^y"), row(code="P ^x ^y"),
        row(code="A ^x ^y")],
         "footnotes": {"x": PLAN, "y": "Sold under a Rule 10b5-1 plan adopted on May 1, 2026."}},
             "n1.code n2.code"),
    # Plans: gifts and purchases too, row by row and note by note.
    case("PLN07", {"non_derivative": [row(code="P ^x", **GAIN), row(code="P", **GAIN)],
        "footnotes": {
        "x": ADOPTED +
         "March 2, 2026."}, "plan_10b5_1": "true"}, "n1.code"),
    case("PLN07", {"non_derivative": [row(code="S ^x"), row(code="P", **GAIN)], "footnotes": {
        "x": ADOPTED +
         "March 2, 2026."}, "plan_10b5_1": "true"}),
    *(case("PLN08", {"non_derivative": rows, "footnotes": {"x": ADOPTED + "November 19, 2026."}}, where)
      for rows, where in (
        ([row(code="G ^x")], "f.x"), ([row(date="2026-11-10"), row(code="S ^x", date="2026-11-20")], ""),
        ([row(code="S ^x", date=None), row(code="S ^x")], "f.x"))),
    case("PLN09", {"owners": [OWNER, OTHER], "non_derivative": [row(code="S ^x")], "footnotes": {
        "x": ADOPTED +
         "October 10, 2026."}}, "n0.date"),
    *(case("PLN09", {"non_derivative": [row(code="S ^x", date="2023-03-10")], "filed": "2023-03-13",
        "footnotes": {
           "x": ADOPTED + day}}, where) for day, where in (("February 27, 2023.", "n0.date"),
               ("February 26, 2023.", ""))),
    case("PLN09", {"non_derivative": [row(code="S ^x ^y")], "footnotes": {"x": ADOPTED + "January 2026.",
        "y": ADOPTED +
         "November 2, 2026."}}, "n0.date"),
    case("PLN11", {"non_derivative": [row(code="S ^z ^x ^y")], "footnotes": {"z": "Sold.",
        "x": ADOPTED + "March 2, 2026.",
         "y": ADOPTED + "May 1, 2026."}}, "n0.code"),
]  # fmt: skip


@pytest.mark.parametrize(("code", "edits", "where", "on", "more"), CASES)
def test_both_sides_of_a_line(
    code: str, edits: dict[str, Any], where: str, on: str, more: dict[str, Any]
) -> None:
    assert found(code, edits, on, **more) == where
