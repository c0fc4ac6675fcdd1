"""Both sides of what the rules on the document draw a line at."""

from typing import Any

import pytest
from rule_cases import case, found, holding, option

CASES = [
    # XML06, XML09, XML10, XML11: thirty rows, ten owners.
    *(case("XML06", {path: "perhaps"}, path) for path in (
        "o0.director", "o0.ten_percent", "not_subject_to_section_16", "plan_10b5_1", "n0.swap",
            "o0.address.non_us")),
    *(case("XML09", {"non_derivative": [holding()] * n, "derivative": [option()] * n, "footnotes": None},
        where)
      for n, where in ((30, ""), (31, "n30 d30"))),
    *(case("XML10", {"non_derivative": [holding()] * n, "footnotes": None}, where) for n, where in (
        (29, ""), (30, "remarks"), (31, ""))),
    case("XML10", {"derivative": [option()] * 30, "footnotes": None}, "remarks"),
    case("XML10", {"non_derivative": [holding()] * 30, "footnotes": None,
        "remarks": "Continued on a second form."}),
    *(case("XML10", {"owners": [{"cik": f"{k}", "name": "A"} for k in range(1, n + 1)]}, where) for n,
        where in (
        (9, ""), (10, "remarks"))),
    *(case("XML11", {"non_derivative": None, "derivative": None, "footnotes": None, "remarks": text}, where,
        on="3")
      for text, where in (("No securities are owned.", ""), ("None.", "form"))),
    case("XML11", {"derivative": None, "footnotes": None}, on="3"),
    *(case("XML08", {}, f"as_published.{name}", on="5", xml=(("<issuer>",
        f"<{tag}>1</{tag}><issuer>"),))
      for name, tag in (("form3_holdings_reported", "form3HoldingsReported"),
                        ("form4_transactions_reported", "form4TransactionsReported"))),
    # XML03 to XML05: characters, wherever they stand.
    *(case("XML03", {path: " x"}, where) for path, where in (
        ("issuer.symbol", "issuer.symbol"), ("issuer.foreign_symbol", "issuer.foreign_symbol"),
        ("o0.address.city", "o0.address.city"), ("o0.address.territory", "o0.address.territory"),
        ("o0.officer", "o0.officer_title"), ("o0.other", "o0.other_text"), ("n0.security", "n0.security"),
        ("s0.name", "s0.name"))),
    case("XML03", {"o0.address.street": ["a ", "b "], "n2.ownership": {"indirect": "By  "}},
         "o0.address.street1 o0.address.street2 n2.nature"),
    case("XML03", {"d0.underlying": " x"}, "d0.underlying", on="4-option"),
    case("XML03", {"n0.security": "a\nb", "s0.name": "/s/ a\nb"}, "n0.security"),
    *(case("XML04", {path: "é"}, where) for path, where in (
        ("remarks", "remarks"), ("f.award", "f.award.text"), ("s0.name", "s0.name"), ("n0.security",
            "n0.security"))),
    case("XML04", {"n0.security": "a\x7fb", "f.award": "&"}, "n0.security"),
    *(case("XML05", {path: "A &amp; B"}, where) for path, where in (
        ("remarks", "remarks"), ("f.award", "f.award.text"), ("s0.name", "s0.name"), ("n0.security",
            "n0.security"))),
    case("XML05", {"n0.security": "A & B"}),
]  # fmt: skip


@pytest.mark.parametrize(("code", "edits", "where", "on", "more"), CASES)
def test_both_sides_of_a_line(
    code: str, edits: dict[str, Any], where: str, on: str, more: dict[str, Any]
) -> None:
    assert found(code, edits, on, **more) == where
