"""Both sides of what the rules on titles draw a line at."""

from typing import Any

import pytest
from rule_cases import case, found, row

CASES = [
    # NUM10, TTL03, DER17, OWN29: what EDGAR's stylesheets show.
    case("TTL03", {"n0.security": "7", "n2.ownership": {"indirect": "12.5"}}, "n0.security n2.nature"),
    case("TTL03", {"d0.underlying": "7."}, "d0.underlying", on="4-option"),
    # Titles, exercises of each code, footnotes on ownership.
    case("TTL02", {"non_derivative": [row(security="A"), row(security="a")]}, "n1.security",
         on="4-option"),
    # Small purchases and those of holders of ten percent; what stands in a submission.
    case("TTL02", {"d0.security": None, "d0.underlying": "COMMON STOCK"}, "d0.underlying", on="4-option"),
    # TTL01, TTL02: the class, and how it is spelled.
    *(case("TTL01", {"n0.security": name}, where) for name, where in (
        ("Shares", "n0.security"), ("Common Shares", ""), ("Allied Motion Technologies, Inc.",
            "n0.security"))),
    case("TTL01", {"n0.security": "Stock", "n1.security": "stock.", "n2.security": "Equity"},
         "n0.security n2.security"),
    case("TTL01", {"n0.security": "Stock", "issuer.name": None}, "n0.security"),
    case("TTL02", {"n0.security": "COMMON STOCK", "n1.security": "Common stock"}, "n1.security n2.security"),
    case("TTL02", {"n0.security": "Common  Stock"}, "n1.security"),
    case("TTL02", {"d0.underlying": "COMMON STOCK"}, "d0.underlying", on="4-option"),
]  # fmt: skip


@pytest.mark.parametrize(("code", "edits", "where", "on", "more"), CASES)
def test_both_sides_of_a_line(
    code: str, edits: dict[str, Any], where: str, on: str, more: dict[str, Any]
) -> None:
    assert found(code, edits, on, **more) == where
