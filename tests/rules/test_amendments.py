"""Both sides of what the rules on amendments draw a line at."""

from typing import Any

import pytest
from rule_cases import SECOND, case, found, holding, option, row

ORIGINAL: dict[str, Any] = {
    "form": "4",
    "original_filed": None,
    "filed": "2026-11-20",
    "footnotes.why": "Sold.",
}


def amended(code: str, edits: dict[str, Any], where: str = "", **before: Any) -> Any:
    """Return a case of an amendment of a form that differs from it by `before`."""
    return case(code, edits, where, on="4A", original=ORIGINAL | before)  # fmt: skip


CASES = [
    # AMD01, AMD02, AMD05: what an amendment says of itself.
    case("AMD01", {"original_filed": None}, "original_filed", on="4A"),
    case("AMD01", {"original_filed": "2026-11-19"}, "original_filed"),
    case("AMD01", {}),
    case("AMD01", {}, on="4A"),
    *(case("AMD02", {"f.why": text}, where, on="4A") for text, where in (
        ("Amended.", ""), ("Sold.", "remarks"), ("As amended.", "remarks"))),
    case("AMD02", {}),
    *(case("AMD05", {"n0.date": day}, where, on="4A") for day, where in (
        ("2026-11-20", ""), ("2026-11-21", "n0.date"))),
    case("AMD05", {"n0.date": "2026-11-21", "original_filed": None}, on="4A"),
    case("AMD05", {"n0.date": "2026-11-21", "original_filed": "2026-11-20"}),
    # AMD03: lines repeated; one transaction may be, to carry a holding.
    case("AMD03", {}),
    # AMD04: an amended line has all its columns.
    case("AMD04", {"n0.security": None, "n2.ownership": None}, "n0.security n2.direct_indirect", on="4A"),
    case("AMD04", {"n0.disposed": None}, "n0.shares", on="4A"),
    case("AMD04", {"n0.disposed": None, "n0.total_value": "5", "n0.acquired_disposed": "D"}, on="4A"),
    case("AMD04", {"derivative": [option(underlying=None), holding(security="Option")]},
         "d0.underlying d1.underlying", on="4A"),
    case("AMD04", {"n0.security": None}),
    # AMD07, AMD08: the same issuer and owners; the date of the first form.
    *(case("AMD07", edits, where, on="4A", original=ORIGINAL | more) for edits, more, where in (
        ({}, {}, ""), ({"issuer.cik": "46129"}, {}, ""), ({"issuer.cik": "46130"}, {}, "issuer.cik"),
        ({"o0.cik": "99"}, {}, "o0.cik"), ({"o0.cik": "01234567"}, {}, ""), ({"owners[1]": SECOND}, {}, ""),
        ({}, {"owners[1]": SECOND}, ""), ({"o0.cik": "99", "issuer.cik": "1"}, {}, "issuer.cik o0.cik"))),
    case("AMD07", {"form": "4", "original_filed": None, "issuer.cik": "1"}, on="4A", original=ORIGINAL),
    *(case("AMD08", {"original_filed": day}, where, on="4A", original={"original_filed": first,
        "filed": "2026-11-23"})
      for day, first, where in (
        ("2026-11-20", "2026-11-20", ""), ("2026-11-23", "2026-11-20", "original_filed"),
        ("2026-11-23", "2026-11-23", ""), ("2026-11-24", "2026-11-20", ""))),
    case("AMD08", {"original_filed": "2026-11-23"}, on="4A", original=ORIGINAL | {"filed": "2026-11-23"}),
    case("AMD08", {"form": "4", "original_filed": "2026-11-23"}, on="4A", original={"filed": "2026-11-23"}),
    # AMD03: a holding may not be repeated, nor a transaction beside one that changed.
    amended("AMD03", {"n0.disposed": "1000"}, "n1 n2", **{"non_derivative[0].disposed": "900"}),
    amended("AMD03", {"footnotes.why": "Sold."}, "n1 n2"),
    *(case("AMD03", {"non_derivative": rows, "footnotes": None}, where, on="4A", original={"form": "4",
        "original_filed": None, "filed": "2026-11-20", "non_derivative": before, "footnotes": None})
      for rows, before, where in (
        ([row()], [row()], ""), ([row(), row(code="P")], [row(), row(code="P")], "n1"),
        ([row(), row(code="P")], [row()], "n0"), ([row(), holding()], [row(), holding()], "n1"),
        ([holding()], [holding()], "n0"), ([row(price="5"), holding()], [row(), holding()], "n1"),
        ([row(price="5")], [row()], ""))),
    case("AMD03", {}, original={}),
    # The same number, written otherwise, is the same line; what is no number is compared as it stands.
    *(case("AMD03", {"non_derivative": [row(code="P"), now], "footnotes": None}, where, on="4A", original={
           "form": "4", "original_filed": None, "non_derivative": [row(code="P"), before], "footnotes": None})
      for now, before, where in (
        (row(disposed="1000.0"), row(), "n1"), (row(price="abc"), row(price="xyz"), "n0"))),
    # AMD06: a line that the original had not.
    *(case("AMD06", {"non_derivative": [row(), row(**{"date": "2026-11-20"} | more)], "footnotes": None,
        "filed": filed},
           where, on="4A", original={"form": "4", "original_filed": None, "filed": "2026-11-20",
               "non_derivative":
           [row()], "footnotes": None}) for more, filed, where in (
        ({}, "2026-11-24", ""), ({}, "2026-11-25", "n1.date"), ({"early": "true"}, "2026-11-25", ""),
        ({"security": "B"}, "2026-11-25", "n1.date"), ({"code": "P"}, "2026-11-25", "n1.date"),
        ({"ownership": {"indirect": "By Trust"}}, "2026-11-25", "n1.date"), ({"date": "1970-01-05"},
            "2026-11-25", ""))),
    case("AMD06", {"filed": "2026-12-30"}, on="4A", original={"form": "4", "original_filed": None}),
    # AMD09: what later forms rest on.
    *(case("AMD09", {"n0.owned_after": after, "original_filed": "2026-11-20"}, where, on="4A",
        original=ORIGINAL,
           earlier=({"form": "4", "original_filed": None, "filed": filed} | more,)) for after, filed, more,
               where in (
        ("41471", "2026-11-25", {}, ""), ("5", "2026-11-25", {}, "n0.owned_after"), ("5", "2026-11-20", {},
            ""),
        ("5", "2026-11-21", {}, "n0.owned_after"),
        ("5", "2026-11-25", {"n0.security": "B", "n1.security": "B", "n2.security": "B"}, ""),
        ("5", "2026-11-25", {"n0.code": "P", "n1.code": "P"}, "n0.owned_after"))),
    *(case("AMD09", {"n2.owned_after": "7"}, where, on="4A", original=ORIGINAL, earlier=({"form": "4",
           "original_filed": None, "filed": "2026-11-25", "n2": holding(ownership={"indirect": nature})},))
      for nature, where in (("By Family Trust", "n2.owned_after"), ("By Spouse", ""))),
    *(case("AMD09", {"non_derivative": [row(owned_after="5")], "footnotes": None}, where, on="4A",
        original=ORIGINAL,
           earlier=({"form": "4", "original_filed": None, "filed": "2026-11-25", "footnotes": None} | rows,))
      for rows, where in (
        ({"non_derivative": [holding()]}, "n0.owned_after"),
            ({"non_derivative": [holding(ownership="indirect")]}, ""),
        ({"non_derivative": [], "derivative": [option(security="Common Stock")]}, ""))),
    # AMD10, AMD11: a reason that is new, and on the line it is of.
    *(case("AMD10", {"f.why": text}, where, on="4A", original=ORIGINAL | {"footnotes.why": before})
      for text, before, where in (
        ("Amended.", "Sold.", ""), ("Corrects an error.", "Corrects an error.", "remarks"), ("Sold.",
            "Sold.", ""))),
    case("AMD10", {"remarks": "Amended."}, on="4A",
        original=ORIGINAL | {"footnotes.why": "Amended to correct."}),
    case("AMD10", {"f.why": "Amended."}, on="4A"),
    *(case("AMD11", {"f.why": "Amended.", "f.award": "Grant.", "n1.acquired": "501"} | more, where, on="4A",
           original=ORIGINAL | {"footnotes.award": "Grant.", "non_derivative[0].disposed": before})
      for before, more, where in (
        ("900", {}, "n1"), ("1000", {}, "n1"), ("900", {"f.award": "Amended too."}, ""),
        ("900", {"remarks": "Amended."}, ""), ("900", {"remarks": "Nothing."}, "n1"))),
    case("AMD11", {"n0.disposed": "5", "f.why": "Amended."}, on="4A"),
    case("AMD11", {"f.why": "Amended.", "f.award": "Corrects an error.", "n1.acquired": "501"}, "n1", on="4A",
         original=ORIGINAL | {"footnotes.award": "Corrects an error."}),
]  # fmt: skip


@pytest.mark.parametrize(("code", "edits", "where", "on", "more"), CASES)
def test_both_sides_of_a_line(
    code: str, edits: dict[str, Any], where: str, on: str, more: dict[str, Any]
) -> None:
    assert found(code, edits, on, **more) == where
