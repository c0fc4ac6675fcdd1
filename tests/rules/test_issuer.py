"""Both sides of what the rules on the issuer draw a line at."""

from typing import Any

import pytest
from rule_cases import FIRST, SECOND, case, found, owned_by

CASES = [
    # ISS01 to ISS06.
    *(case("ISS01", {"issuer.cik": cik}, where) for cik, where in (
        ("1", ""), ("0123456789", ""), ("01234567890", "issuer.cik"), ("AB123456", "issuer.cik"),
        ("12345678", ""), (None, "issuer.cik"))),
    *(case("ISS02", {"issuer.symbol": symbol}, where) for symbol, where in (
        ("ABCDEFGHIJ", ""), ("ABCDEFGHIJK", "issuer.symbol"), (None, "issuer.symbol"))),
    *(case("ISS03", {"issuer.foreign_symbol": symbol, "foreign_private": private}, where)
      for symbol, private, where in (("A" * 14, True, ""), ("A" * 15, True, "issuer.foreign_symbol"))),
    *(case("ISS03", {"foreign_private": private, "edition": edition}, where) for private, edition, where in (
        (True, "2026", "issuer.foreign_symbol:note"), (False, "2026", ""), (True, "2023", ""))),
    *(case("ISS05", owned_by(*owners), where) for owners, where in (
        ((FIRST | {"cik": "46129"}, SECOND), "o0.cik"), ((FIRST, SECOND | {"cik": "00046129"}), "o1.cik"),
        ((FIRST | {"cik": None}, SECOND), ""))),
    case("ISS05", {"issuer.cik": None, "o0.cik": None}),
    *(case("ISS06", {"issuer.symbol": symbol}, where) for symbol, where in (
        ("NYSE:AMOT", "issuer.symbol"), ("NYSE:AMOTX", "issuer.symbol"), ("NYSE:AMOTXX", ""), ("AMOT", ""))),
    # The symbol that EDGAR left blank; numbers at the edge.
    *(case("ISS02", edits, where, xml=(("<issuerTradingSymbol>AMOT<", "<issuerTradingSymbol><"),)) for edits,
        where in (
        ({"published": True}, "issuer.symbol:warning"), ({}, "issuer.symbol"))),
]  # fmt: skip


@pytest.mark.parametrize(("code", "edits", "where", "on", "more"), CASES)
def test_both_sides_of_a_line(
    code: str, edits: dict[str, Any], where: str, on: str, more: dict[str, Any]
) -> None:
    assert found(code, edits, on, **more) == where
