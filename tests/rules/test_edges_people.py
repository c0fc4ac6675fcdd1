"""Both sides of what rules draw a line at: issuer, owners, addresses, signatures and amendments."""

from dataclasses import replace
from typing import Any

import pytest
from rule_cases import RULES, case, edited, found, holding, option, row

from form4kit.analysis import signatures

FIRST = {"cik": "0001234567", "name": "Federico Richard D", "director": "true",
         "address": {"street": "495 COMMERCE DRIVE", "city": "AMHERST", "state": "NY",
             "zip": "14228"}}  # fmt: skip
SECOND = FIRST | {"cik": "0001234568", "name": "Doe Jane"}
TRUST = FIRST | {
    "cik": "0001234569",
    "name": "Federico Family Trust",
    "director": None,
    "ten_percent": "true",
}
ORIGINAL: dict[str, Any] = {
    "form": "4",
    "original_filed": None,
    "filed": "2026-11-20",
    "footnotes.why": "Sold.",
}


def address(**parts: Any) -> dict[str, Any]:
    whole = {"street": "1 Main", "city": "AMHERST", "state": "NY", "zip": "14228"} | parts
    return {"o0.address": {key: value for key, value in whole.items() if value is not None}}


def owned_by(*owners: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {
        "owners": [{key: value for key, value in owner.items() if value is not None} for owner in owners],
        **more,
    }


def signed(*names: str) -> dict[str, Any]:
    return {"signatures": [{"name": name, "date": "2026-11-19"} for name in names]}


CODES = [
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
    # SIG01: as many signatures as owners, or one for all.
    *(case("SIG01", signed(*["/s/ A B"] * n), where) for n, where in (
        (0, "signatures"), (1, ""), (10, ""), (11, "s10"))),
    *(case("SIG01", owned_by(*owners) | signed(*names), where) for owners, names, where in (
        ((FIRST, SECOND), ("/s/ Richard Federico", "/s/ Jane Doe"), ""),
        ((FIRST, SECOND), ("/s/ Richard Federico",), "signatures:warning"),
        ((FIRST, SECOND), ("/s/ Richard Federico, on behalf of each of them",), ""),
        ((FIRST, SECOND), ("/s/ Richard Federico and Jane Doe",), ""),
        ((FIRST, SECOND), ("/s/ John Smith",), "signatures:warning"),
        ((FIRST, SECOND), ("/s/ John Smith, attorney-in-fact",), "signatures:note"),
        ((FIRST, SECOND), ("/s/ John Smith, attorney for Federico",), "signatures:warning"),
        ((FIRST, SECOND, TRUST), ("/s/ John Smith, agent", "/s/ Bo"), "signatures:warning"),
        ((FIRST, SECOND, TRUST), ("/s/ Richard Federico and Jane Doe", "/s/ Federico Family Trust"),
         "signatures:warning"),
        ((FIRST, SECOND | {"name": None}), ("/s/ Richard Federico and Jane Doe",), "signatures:warning"))),
    # SIG02 to SIG05, SIG10.
    *(case("SIG02", signed(*names), where) for names, where in (
        (("/s/ " + "x" * 251,), ""), (("/s/ " + "x" * 252,), "s0.name"), (("Jane Doe", "J"),
            "s0.name:note s1.name:note"),
        (("Jane Doe, for each reporting person",), ""))),
    *(case("SIG03", {"s0.date": day}, where) for day, where in (
        ("2026-11-18", ""), ("2026-11-17", "s0.date:warning"), ("2026-11-16", "s0.date"))),
    case("SIG03", {"signatures": [{"name": "/s/ A", "date": day} for day in ("2026-11-18", "2026-11-16",
         "2026-11-16")]}, "s1.date s2.date"),
    case("SIG03", {"n0.date": "2026-11-25", "s0.date": "2026-11-18"}),
    *(case("SIG03", {"s0.date": day}, where, on="3") for day, where in (
        ("2026-11-16", ""), ("2026-11-15", "s0.date:warning"), ("2026-11-01", "s0.date:warning"))),
    *(case("SIG04", {"s0.date": day}, where) for day, where in (
        ("2026-11-19", ""), ("2026-11-20", "s0.date:note"), ("2026-11-21", "s0.date"), ("2027-02-17",
            "s0.date"),
        ("2027-02-18", ""))),
    *(case("SIG05", {"filed": day}, where) for day, where in (
        ("2026-11-29", ""), ("2026-11-30", "s0.date"), ("2027-02-17", "s0.date"), ("2027-02-18", ""))),
    *(case("SIG10", {"s0.date": day}, where) for day, where in (
        ("2027-02-17", ""), ("2027-02-18", "s0.date"), ("2026-08-21", ""), ("2026-08-20", "s0.date"))),
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
]  # fmt: skip


@pytest.mark.parametrize(("code", "edits", "where", "on", "more"), CODES)
def test_people(code: str, edits: dict[str, Any], where: str, on: str, more: dict[str, Any]) -> None:
    assert found(code, edits, on, **more) == where


@pytest.mark.parametrize(
    ("name", "entity"),
    [("Smith L.P.", True), ("Acme Fund L.P.", True), ("A.G. Smith", False), ("Acme A.G.", True),
        ("Acme, Inc.", True),
     ("Trustee John", False), ("John Trust u/a", True), ("Acme Partners IV", True), ("Acme LLC DE", True),
     ("Acme L L C", True), ("Co Smith", False), ("Acme & Co", True), ("", False)],
)  # fmt: skip
def test_who_is_an_entity(name: str, entity: bool) -> None:
    assert signatures.is_entity(name) is entity


def test_the_edition_of_2023_asks_for_no_flag() -> None:
    flag = ("<rptOwnerNonUSAddressFlag>false</rptOwnerNonUSAddressFlag>", "")
    filing, rule = edited({}, xml=(flag,)), RULES["OWN13"]
    assert [each.place.path for each in rule.findings(filing)] == [("owners", 0, "address", "non_us")]
    assert [*rule.findings(replace(filing, edition="2023"))] == []


STOP = [
    *("jr", "sr", "ii", "iii", "iv", "dr", "mr", "mrs", "ms", "sir"),
    *("md", "phd", "esq", "the", "of", "and", "for", "trust", "llc", "lp"),
    *("inc", "ltd", "limited", "corp", "corporation", "company", "co", "plc", "fund", "holdings"),
    *("holding", "partners", "partnership", "group", "capital", "management"),
]


@pytest.mark.parametrize("word", STOP)
def test_what_names_nobody_is_no_word_of_a_name(word: str) -> None:
    assert signatures.words_of(f"Jane Doe {word.title()}") == {"jane", "doe"}
    assert signatures.words_of(word) == {word}


@pytest.mark.parametrize(
    ("signature", "name", "same"),
    [("/s/ Ann Lee", "Lee Ann", True), ("/s/ AnnLee", "Lee Ann", False), ("/s/ AnnDoan", "Doan Ann", True),
     ("/s/ Bo Kim", "Lee Ann", False), ("/s/ Acme", "Acme Global Energy Fund LP", False),
     ("/s/ Acme Global", "Acme Global Energy Fund LP", True), ("/s/ Ann", "Lee Ann", True)],
)  # fmt: skip
def test_whether_a_signature_names_an_owner(signature: str, name: str, same: bool) -> None:
    owner = edited({"o0.name": name}).owners[0]
    assert signatures.names(signature, owner) is same


@pytest.mark.parametrize(
    ("name", "words"),
    [("Dr. Jane Doe, Jr.", {"jane", "doe"}), ("The Smith Family Trust", {"smith", "family"}), ("J Q Doe",
        {"doe"}),
     ("Trust LLC", {"trust", "llc"})],
)  # fmt: skip
def test_the_words_of_a_name(name: str, words: set[str]) -> None:
    assert words <= signatures.words_of(name)
