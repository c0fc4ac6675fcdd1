"""Both sides of what the rules on the submission draw a line at."""

from typing import Any

import pytest
from rule_cases import case, exhibit, found

CASES = [
    # SUB04: lengths of the contact, and addresses.
    *(case("SUB04", {"contact": {name: text * n}}, where) for name, text, n, where in (
        ("name", "x", 30, ""), ("name", "x", 31, "contact_name"), ("phone", "1", 20, ""),
        ("phone", "1", 21, "contact_phone"))),
    *(case("SUB04", {"contact": {"email": "x" * n + "@example.com"}}, where) for n, where in (
        (68, ""), (69, "contact_email"))),
    *(case("SUB04", {"notify": ["x" * n + "@example.com"]}, where) for n, where in ((68, ""), (69,
        "notify[0]"))),
    *(case("SUB04", {"notify": [f"a{k}@example.com" for k in range(n)]}, where) for n, where in (
        (30, ""), (31, "notify[30]"))),
    case("SUB04", {"notify": ["a@example.com", "b@example.com", "A@example.com"], "contact": {"email":
         "b@example.com"}}, "notify[1]:warning notify[2]:warning"),
    case("SUB04", {"notify": ["a@b", "c", "a@example.com"]}, "notify[0] notify[1]"),
    # SUB05
    case("SUB05", exhibit()),
    *(case("SUB05", exhibit(description="x" * n), where) for n, where in ((255, ""), (256,
        "exhibits[0].description"))),
    # SUB06: the same rows once more.
    *(case("SUB06", {}, where, earlier=(edits,)) for edits, where in (
        ({}, "form"), ({"issuer.cik": "46129"}, "form"), ({"issuer.cik": "1"}, ""), ({"o0.cik": "99"}, ""),
        ({"n0.price": "5"}, ""), ({"n2": None}, ""), ({"form": "5"}, ""))),
    case("SUB06", {"non_derivative": [], "footnotes": None}, earlier=({"non_derivative": [],
        "footnotes": None},)),
    case("SUB06", {}, "form", earlier=({"n0.price": "5"}, {}, {})),
    # Small purchases and those of holders of ten percent; what stands in a submission.
    *(case("SUB06", {"n0.disposed": now}, where, earlier=({"n0.disposed": then},)) for now, then, where in (
        ("1000.0", "1000", "form"), ("abc", "xyz", ""))),
    *(case("SUB01", {"submission": "TEST"} | edits, on=on) for on, edits in (
        ("3", {}), ("4", {}), ("4A", {}), ("5", {}), ("3", {"form": "3/A", "original_filed": "2026-11-18"}),
        ("5", {"form": "5/A", "original_filed": "2026-02-09"}))),
    case("SUB04", {"notify": ["  ", "a@example.com"]}),
]  # fmt: skip


@pytest.mark.parametrize(("code", "edits", "where", "on", "more"), CASES)
def test_both_sides_of_a_line(
    code: str, edits: dict[str, Any], where: str, on: str, more: dict[str, Any]
) -> None:
    assert found(code, edits, on, **more) == where
