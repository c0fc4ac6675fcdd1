"""Both sides of what the rules on owners draw a line at."""

from dataclasses import replace
from typing import Any

import pytest
from rule_cases import (
    FIRST,
    OTHER,
    OWNER,
    RULES,
    SECOND,
    TRUST,
    address,
    case,
    edited,
    found,
    holding,
    owned_by,
    row,
)

ABROAD = {"street": "1 LONG LANE", "city": "LONDON", "country": "X0", "zip": "EC1A 9HF"}
EXIT = {"not_subject_to_section_16": "true"}
CASES = [
    # OWN01 to OWN11, OWN21.
    *(case("OWN01", owned_by(*[FIRST] * n), where) for n, where in ((0, "owners"), (1, ""), (10, ""), (11,
        "o10"))),
    case("OWN02", owned_by(FIRST | {"cik": None}, FIRST | {"cik": "x"}), "o0.cik o1.cik"),
    case("OWN03", owned_by(FIRST, SECOND, FIRST, SECOND), "o2.cik o3.cik"),
    case("OWN03", owned_by(FIRST | {"cik": None}, FIRST | {"cik": None})),
    case("OWN03", owned_by(FIRST, FIRST | {"cik": "1234567"}), "o1.cik"),
    *(case("OWN06", {"o0.director": value} | more, where) for value, more, where in (
        ("false", {}, "o0"), ("false", {"o0.ten_percent": "true"}, ""), ("false", {"o0.officer": "CEO"}, ""),
        ("false", {"o0.other": "Trustee"}, ""), ("true", {}, ""))),
    case("OWN07", owned_by(FIRST | {"officer": "true"}, SECOND | {"officer": "true"}),
         "o0.officer_title o1.officer_title"),
    case("OWN08", owned_by(FIRST | {"other": "true"}, SECOND | {"other": "true"}),
        "o0.other_text o1.other_text"),
    *(case("OWN09", {"o0.officer": "x" * n, "o0.other": "y" * n}, where) for n, where in (
        (30, ""), (31, "o0.officer_title o0.other_text"))),
    *(case("OWN10", {"o0.officer": box, "o0.officer_title": "CEO", "o0.other": box,
        "o0.other_text": "Trustee"}, where)
      for box, where in (("true", ""), ("false", "o0.officer_title o0.other_text"))),
    case("OWN10", {"o0.officer": "true", "o0.officer_title": "CEO", "o0.other": "false",
        "o0.other_text": "Trustee"},
         "o0.other_text"),
    case("OWN10", {"o0.officer": "false", "o0.officer_title": "CEO", "o0.other": "true",
        "o0.other_text": "Trustee"},
         "o0.officer_title"),
    *(case("OWN11", {"o0.officer": title, "o0.other": title}, where) for title, where in (
        ("Director", "o0.officer_title o0.other_text"), ("Director of Sales", ""))),
    *(case("OWN21", {"o0.director": None, "o0.ten_percent": "true", "foreign_private": private} | more, where)
      for private, more, where in (
        (True, {}, "o0.ten_percent"), (False, {}, ""), (True, {"o0.director": "true"}, ""),
        (True, {"o0.officer": "CEO"}, ""), (True, {"o0.other": "Trustee"}, ""),
        (True, {"o0.ten_percent": "false", "o0.director": "false"}, ""))),
    # OWN12 to OWN19: addresses, in each edition.
    *(case("OWN12", address(**parts), where) for parts, where in (
        ({}, ""), ({"street": None}, "o0.address.street1"), ({"city": None}, "o0.address.city"),
        ({"state": None}, "o0.address.state"), ({"zip": None}, "o0.address.zip"),
        ({"state": None, "zip": None}, "o0.address.state"),
        ({"state": None, "country": "A6", "zip": None}, ""),
        ({"state": None, "country": "A6", "city": None, "zip": None}, "o0.address.city"),
        ({"state": "NY", "country": "A6", "zip": None}, ""),
        ({"state": "X0", "zip": None}, ""), ({"state": "NY", "non_us": "true", "zip": None}, ""),
        ({"state": "X0", "non_us": "false", "zip": None}, "o0.address.zip"))),
    *(case("OWN12", address(**parts) | {"edition": "2023"}, where) for parts, where in (
        ({"state": "NY", "zip": None}, "o0.address.zip"), ({"state": "X0", "zip": None}, ""))),
    *(case("OWN14", address(**parts) | {"edition": edition}, where) for parts, edition, where in (
        ({"non_us": "true"}, "2026", "o0.address.country"), ({"non_us": "true"}, "2023", ""),
        ({"non_us": "true", "country": "A6"}, "2026", ""), ({"non_us": "false", "state": None}, "2026",
        "o0.address.state"), ({"non_us": "false"}, "2026", ""), ({"state": None}, "2026", ""))),
    case("OWN14", owned_by(FIRST | {"address": None}, SECOND, SECOND | {"address": {"non_us": "true"}}),
         "o2.address.country"),
    *(case("OWN17", address(**{part: "1" * n}), where) for part, longest in (
        ("street", 40), ("city", 30), ("territory", 30), ("zip", 10)) for n, where in (
        (longest, ""), (longest + 1, f"o0.address.{'street1' if part == 'street' else part}"
                        + (":warning" if part == "territory" else "")))),
    *(case("OWN17", address(territory="x" * n), where) for n, where in (
        (40, "o0.address.territory:warning"), (41, "o0.address.territory"))),
    *(case("OWN17", address(city="x" * n), "o0.address.city") for n in (35, 41)),
    *(case("OWN17", address(street=["1 Main", "x" * n]), where) for n, where in (
        (40, ""), (41, "o0.address.street2"))),
    *(case("OWN17", address(zip=code), where) for code, where in (
        ("14228-1234", ""), ("1422#", ""), ("142_8", "o0.address.zip"), (None, ""))),
    *(case("OWN18", address(**parts), where) for parts, where in (
        ({"country": "A6"}, "o0.address.state"), ({"non_us": "true"}, "o0.address.state"),
        ({"zip": "1422"}, "o0.address.zip"), ({"zip": "14228-123"}, "o0.address.zip"),
            ({"zip": "14228-1234"}, ""),
        ({"zip": None}, ""), ({"zip": "14_28"}, ""), ({"state": "X0", "zip": "M5J"}, ""),
        ({"state": None, "country": "A6", "zip": "M5J"}, ""))),
    case("OWN18", owned_by(FIRST | {"address": {"street": "1", "state": "X0", "zip": "M5J"}},
         SECOND | {"address": {"street": "1", "state": "NY", "zip": "M5J"}}), "o1.address.zip"),
    case("OWN19", owned_by(FIRST | {"address": None}, SECOND), "o1.address.good_address", xml=((
         "</reportingOwnerAddress>", "<rptOwnerGoodAddress>1</rptOwnerGoodAddress></reportingOwnerAddress>",
         ),)),
    # OWN15, OWN16: codes of states and countries, and of editions.
    *(case("OWN15", address(state=state) | {"edition": edition}, where) for state, edition, where in (
        ("NY", "2026", ""), ("X0", "2026", "o0.address.state"), ("X0", "2023", ""), ("ny", "2026",
            "o0.address.state"),
        ("New York", "2026", "o0.address.state"), ("QQ", "2023", "o0.address.state"))),
    case("OWN15", owned_by(FIRST, FIRST | {"address": {"state": "QQ"}}, FIRST | {"address": {"state": "QX"}}),
         "o1.address.state o2.address.state"),
    *(case("OWN16", address(state=None, country=country), where) for country, where in (
        ("A6", ""), ("I7", "o0.address.country"), ("NY", "o0.address.country"), ("a6", "o0.address.country"),
        ("Germany", "o0.address.country"))),
    case("OWN16", owned_by(*(FIRST | {"address": {"country": code}} for code in ("A6", "I7", "QQ", "GB"))),
         "o1.address.country o2.address.country o3.address.country"),
    # OWN22: a transaction, an exit, or a holding left off a Form 3.
    *(case("OWN22", {"non_derivative": rows, "footnotes": None} | more, where) for rows, more, where in (
        ([], {}, "form"), ([], {"not_subject_to_section_16": "true"}, ""), ([holding()], {}, "form:warning"),
        ([holding(form_type="3")], {}, ""), ([holding(), holding(form_type="3")], {}, ""), ([row()], {},
            ""))),
    # OWN24: of several owners, who holds directly.
    *(case("OWN24", owned_by(*owners) | edits, where) for owners, edits, where in (
        ((FIRST,), {}, ""), ((FIRST, TRUST), {}, "n0.direct_indirect"),
        ((FIRST, TRUST), {"remarks": "Shares held by the trust."}, ""),
        ((FIRST, TRUST), {"n0.ownership": "indirect", "n1.ownership": "indirect"}, ""),
        ((FIRST, TRUST), {"n0.security": "Common ^x", "f.x": "Of Mr. Federico."}, "n1.direct_indirect"),
        ((FIRST, TRUST), {"n0.security": "Common ^x", "f.x": "Of somebody."}, "n0.direct_indirect"))),
    *(case("OWN25", {"n0.ownership": None, "n0.direct_indirect": letter, "n0.nature": nature}, where)
      for letter, nature, where in (("D", "By Trust", "n0.nature"), ("I", "By Trust", ""))),
    *(case("OWN26", {"n2.ownership": ownership}, where) for ownership, where in (
        ("indirect", "n2.nature"), ({"indirect": "By Trust"}, ""), ("direct", ""))),
    case("OWN26", {"n1.ownership": "indirect", "n2.ownership": "indirect"}, "n1.nature n2.nature"),
    # OWN27: after the exit, unless a new Form 3 came since.
    *(case("OWN27", {"n0.date": day, "n1.date": "2026-09-01"}, where, earlier=(
           {"not_subject_to_section_16": "true", "filed": "2026-09-03"},)) for day, where in (
        ("2026-09-03", ""), ("2026-09-04", "n0.date"))),
    case("OWN27", {}, earlier=({"filed": "2026-09-03"},)),
    case("OWN27", {"not_subject_to_section_16": "true"}, earlier=(
         {"not_subject_to_section_16": "true", "filed": "2026-09-03"},)),
    case("OWN27", {}, earlier=({"not_subject_to_section_16": "true", "filed": "2026-09-03",
        "o0.cik": "99"},)),
    *(case("OWN27", {}, where, earlier=({"not_subject_to_section_16": "true", "filed": "2026-09-03"},
           {"form": "3", "filed": day})) for day, where in (("2026-09-03", "n0.date"), ("2026-09-04", ""))),
    case("OWN27", {}, "n0.date", earlier=({"not_subject_to_section_16": "true", "filed": "2026-09-03"},
         {"form": "4", "filed": "2026-09-04"})),
    # Owners: a CCC for each where one is sent, boxes as they print.
    *(case("OWN04", {"owners": [OWNER, OTHER][:count]}, where, xml=(("<rptOwnerCcc>abcd123$</rptOwnerCcc>",
        ""),))
      for count, where in ((1, "o0.ccc:warning"), (2, "o0.ccc"))),
    case("OWN05", {}, xml=(("<issuer>", "<issuer>"),)),
    *(case("OWN20", {}, where, xml=(("<issuer>",
        f"<notSubjectToSection16>{flag}</notSubjectToSection16><issuer>"),))
      for flag, where in (("true", "not_subject_to_section_16"), ("1", ""))),
    # OWN27: the last exit counts, of any of the owners.
    *(case("OWN27", {"n0.date": day, "n1.date": day}, where, earlier=(EXIT | {"filed": "2026-10-05"}, EXIT | {
           "filed": "2026-09-03"})) for day, where in (("2026-10-05", ""), ("2026-10-06", "n0.date"))),
    case("OWN27", {"owners": [OWNER, OTHER]}, "n0.date", earlier=(EXIT | {"filed": "2026-09-03"},)),
    # What EDGAR's stylesheets show.
    *(case("OWN29", {"owners": [OWNER | {"address": ABROAD}, OTHER | {"address": ABROAD | part}, OTHER]},
        "o0.address")
      for part in ({"street": ["1 LONG LANE", "FLOOR 2"]}, {"territory": "KENT"})),
]  # fmt: skip


@pytest.mark.parametrize(("code", "edits", "where", "on", "more"), CASES)
def test_both_sides_of_a_line(
    code: str, edits: dict[str, Any], where: str, on: str, more: dict[str, Any]
) -> None:
    assert found(code, edits, on, **more) == where


def test_the_edition_of_2023_asks_for_no_flag() -> None:
    flag = ("<rptOwnerNonUSAddressFlag>false</rptOwnerNonUSAddressFlag>", "")
    filing, rule = edited({}, xml=(flag,)), RULES["OWN13"]
    assert [each.place.path for each in rule.findings(filing)] == [("owners", 0, "address", "non_us")]
    assert [*rule.findings(replace(filing, edition="2023"))] == []
