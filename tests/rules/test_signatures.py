"""Both sides of what the rules on signatures draw a line at."""

from typing import Any

import pytest
from rule_cases import FIRST, OTHER, OWNER, POA, SECOND, TRUST, case, found, owned_by


def signed_by(*names: str) -> dict[str, Any]:
    return {"signatures": [{"name": name, "date": "2026-11-19"} for name in names]}


ATTORNEY = "/s/ Ann Lee, attorney-in-fact for Richard D. Federico"
ON_FILE = f"{ATTORNEY} (power of attorney on file)"


def power(**terms: Any) -> dict[str, Any]:
    return {"grantor": "Federico Richard D", "attorneys": ["Ann Lee"], **terms}


def signed_as(text: str, day: str = "2026-11-19", **more: Any) -> dict[str, Any]:
    return {"s0.name": text, "s0.date": day, **more}


ATTACHED = {"exhibits": [{"file": "poa.txt", "type": "EX-24"}]}
CASES = [
    *(case(code, {"filed": None, "n0.date": "2099-01-05"}) for code in ("SIG04", "SIG05", "SIG10", "SIG13")),
    # SIG01: as many signatures as owners, or one for all.
    *(case("SIG01", signed_by(*["/s/ A B"] * n), where) for n, where in (
        (0, "signatures"), (1, ""), (10, ""), (11, "s10"))),
    *(case("SIG01", owned_by(*owners) | signed_by(*names), where) for owners, names, where in (
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
    *(case("SIG02", signed_by(*names), where) for names, where in (
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
    # SIG06: a power of attorney on record.
    *(case("SIG06", signed_as(*names) | more, where, earlier=earlier) for names, more, earlier, where in (
        ((ATTORNEY,), {}, (), "s0.name"), ((ON_FILE,), {}, (), ""), (("/s/ Richard Federico",), {}, (), ""),
        ((ATTORNEY,), POA, (), ""), ((ATTORNEY,), {}, (POA,), ""), ((ATTORNEY,), {}, ({}, POA), ""),
        ((ATTORNEY,), {}, ({"s0.name": "/s/ Lee Ann, power of attorney"},), ""),
        ((ATTORNEY,), {}, ({"s0.name": "/s/ Bo Kim, attorney-in-fact"},), "s0.name"),
        ((ATTORNEY,), {"exhibits": [{"file": "a.txt", "type": "COVER"}]}, (), "s0.name"))),
    case("SIG06", {"signatures": [{"name": name, "date": "2026-11-19"} for name in (
         ATTORNEY, ATTORNEY, "/s/ Bo Kim, attorney-in-fact")]}, "s0.name s2.name"),
    # SIG07, SIG08: who signs, and for whom.
    *(case("SIG07", {"o0.name": owner, "s0.name": name}, where) for owner, name, where in (
        ("Acme Fund I LP", "/s/ Ann Lee", "s0.name"), ("Acme Fund I LP", "/s/ Ann Lee, Manager", ""),
        ("Lee Ann", "/s/ Bo Kim", ""))),
    *(case("SIG07", {"owners[1]": {"cik": "99", "name": name, "ten_percent": "true"}, "signatures": [{
           "name": text, "date": "2026-11-19"} for text in texts]}, where) for name, texts, where in (
        ("Acme LLC", ("/s/ Richard Federico", "/s/ Ann Lee"), "s1.name"), ("Acme LLC", ("/s/ Ann Lee, Agent",
        "/s/ Bo Kim"), "s1.name"), ("Jane Doe", ("/s/ Ann Lee",), ""))),
    *(case("SIG08", {"owners[1]": {"cik": "99", "name": name, "ten_percent": "true"}, "signatures": [{
           "name": text, "date": "2026-11-19"} for text in texts]}, where) for name, texts, where in (
        ("Jane Doe", ("/s/ Richard Federico", "/s/ Jane Doe"), ""), ("Jane Doe", ("/s/ Ann Lee, Agent",
            "/s/ Bo Kim"),
        "s1.name"), ("Acme LLC", ("/s/ Bo Kim",), ""))),
    case("SIG08", {"o0.name": None, "s0.name": "/s/ Bo Kim"}),
    case("SIG07", {"o0.name": "Acme LLC", "s0.name": "/s/ Acme LLC"}, "s0.name"),
    # SIG11: the first and the last day of a power.
    *(case("SIG11", signed_as(ATTORNEY, powers=[power(**terms)]), where) for terms, where in (
        ({}, ""), ({"signed": "2026-11-19"}, ""), ({"signed": "2026-11-20"}, "s0.name"),
        ({"signed": "2026-11-01", "effective": "2026-11-20"}, "s0.name"),
        ({"signed": "2026-11-20", "effective": "2026-11-19"}, ""), ({"expires": "2026-11-19"}, ""),
        ({"expires": "2026-11-18"}, "s0.name"), ({"revoked": "2026-11-20"}, ""), ({"revoked": "2026-11-19"},
            "s0.name"),
        ({"forms": ["4"]}, ""), ({"forms": ["3", "5"]}, "s0.name"), ({"attorneys": ["Bo Kim"]}, "s0.name"),
        ({"attorneys": ["Bo Kim", "Lee Ann"]}, ""), ({"grantor": "1234567"}, ""), ({"grantor": "0001234567"},
            ""),
        ({"grantor": "1234568"}, "s0.name"), ({"grantor": "Jane Doe"}, "s0.name"))),
    case("SIG11", signed_as(ATTORNEY, powers=[]), "s0.name"),
    case("SIG11", signed_as(ATTORNEY)),
    case("SIG11", signed_as("/s/ Richard Federico", powers=[])),
    case("SIG11", signed_as(ATTORNEY, powers=[power(revoked="2026-01-01"), power()])),
    case("SIG11", {"signatures": [{"name": ATTORNEY, "date": "2026-11-19"},
        {"name": ATTORNEY.replace("Ann Lee",
         "Bo Kim"), "date": "2026-11-19"}], "powers": [power()]}, "s1.name"),
    # SIG12: attached once.
    *(case("SIG12", signed_as(text, powers=[power(**terms)]) | more, where, earlier=earlier)
      for text, terms, more, earlier, where in (
        (ATTORNEY, {"signed": "2026-11-19"}, {}, (), "s0.name:warning"), (ATTORNEY, {"signed": "2026-11-18"},
            {}, (), ""),
        (ATTORNEY, {"signed": "2026-11-18"}, {}, ({},), "s0.name:warning"), (ATTORNEY, {}, {}, ({},), ""),
        (ATTORNEY, {"signed": "2026-11-19"}, POA, (), ""),
        (ATTORNEY, {"signed": "2026-11-01"}, POA, (signed_as(ATTORNEY) | POA,), "s0.name"),
        (ATTORNEY, {"signed": "2026-11-01"}, {}, (signed_as(ATTORNEY) | POA,), "s0.name"),
        (ON_FILE, {"signed": "2026-11-01"}, {}, (signed_as(ATTORNEY) | POA,), ""),
        (ATTORNEY, {"signed": "2026-11-01"}, {}, (signed_as(ATTORNEY),), ""),
        (ATTORNEY, {"signed": "2026-11-10"}, {}, (signed_as(ATTORNEY, "2026-11-09") | POA,),
            "s0.name:warning"),
        (ATTORNEY, {"signed": "2026-11-10"}, {}, (signed_as(ATTORNEY, "2026-11-10") | POA,), "s0.name"),
        (ATTORNEY, {"signed": "2026-11-10"}, {}, (signed_as("/s/ Bo Kim, attorney-in-fact") | POA,),
            "s0.name:warning"),
        (ATTORNEY, {"signed": "2026-11-10"}, {}, (signed_as("/s/ Ann Lee") | POA,), "s0.name:warning"))),
    # SIG13: sixty days before the end.
    *(case("SIG13", signed_as(ATTORNEY, powers=powers), where) for powers, where in (
        ([power(expires="2027-01-18")], "s0.name"), ([power(expires="2027-01-19")], ""), ([power()], ""),
        ([power(revoked="2027-01-18", expires="2028-01-01")], "s0.name"),
        ([power(expires="2026-12-01"), power()], ""),
        ([power(expires="2026-12-01"), power(expires="2028-12-01")], ""))),
    # The symbol that EDGAR left blank; numbers at the edge.
    *(case("SIG02", edits, "s0.name" + more,
           xml=(("<signatureName>/s/ Richard D. Federico<", "<signatureName> <"),))
      for edits, more in (({"published": True}, ":warning"), ({}, ""))),
    # Powers of attorney: the day of signing may be missing; what is not in force does not count.
    *(case(code, {"s0.name": ATTORNEY, "s0.date": None, "powers": [power(**terms)]}, where) for code, terms,
        where in (
        ("SIG11", {"expires": "2026-11-18"}, "s0.name"), ("SIG11", {"expires": "2026-11-19"}, ""),
        ("SIG12", {"signed": "2026-11-19"}, "s0.name:warning"), ("SIG13", {"expires": "2026-12-01"},
            "s0.name"))),
    *(case(code, {"s0.name": ATTORNEY, "powers": powers}, where, earlier=earlier)
      for code, powers, earlier, where in (
        ("SIG13", [power(expires="2026-11-01")], (), ""),
        ("SIG12", [power(signed="2026-11-19", forms=["3"])], (), ""),
        ("SIG12", [power(), power(signed="2026-11-19")], (), ""),
        ("SIG12", [power(signed="2026-11-10"), power(signed="2026-11-19")], (), ""),
        ("SIG12", [power(signed="2026-11-01"), power(signed="2026-11-10")], (ATTACHED | {"s0.name": ATTORNEY,
            "s0.date":
         "2026-11-05"},), "s0.name"),
        ("SIG12", [power(signed="2026-11-01")], (ATTACHED | {"signatures": [{"name": ATTORNEY,
            "date": "2026-11-05"},
         {"name": "/s/ Bo Kim", "date": "2026-11-05"}]},), "s0.name"))),
    case("SIG12", {"signatures": [{"name": ATTORNEY, "date": "2026-11-19"},
        {"name": ATTORNEY.replace("Ann Lee", "Bo Kim"),
         "date": "2026-11-19"}], "powers": [power(), power(attorneys=["Bo Kim"], signed="2026-11-19")]},
             "s1.name:warning"),
    *(case("SIG11", {"owners": [OWNER, OTHER], "signatures": [{"name": name, "date": "2026-11-19"}] * 2,
        "powers": [
           power()]}, where) for name, where in (
        ("/s/ Ann Lee, attorney-in-fact for Jane Doe", "s0.name s1.name"), ("/s/ Ann Lee, attorney-in-fact",
            ""))),
    # Signatures: one for all among several; what is signed before what.
    case("SIG01", {"owners": [OWNER, OTHER, OTHER | {"cik": "9"}], "signatures": [{"name": name,
        "date": "2026-11-19"}
         for name in ("/s/ A, for each reporting person", "/s/ B")]}),
    case("SIG08", {"owners": [OWNER, OTHER | {"name": ""}], "s0.name": "/s/ Bo Kim"}),
    case("SIG02", {"s0.name": "  "}, "s0.name"),
    *(case("SIG03", edits, where) for edits, where in (
        ({"period": "2026-11-10", "s0.date": "2026-11-16"}, "s0.date"),
        ({"n0.date": "2026-11-10", "s0.date": "2026-11-16"}, "s0.date"),
        ({"filed": "2026-11-18", "s0.date": "2026-11-16"}, "s0.date"),
        ({"filed": "2026-11-17", "s0.date": "2026-11-17"}, ""),
        ({"published": True, "filed": "2026-11-17", "s0.date": "2026-11-17"}, "s0.date:warning"))),
    case("SIG04", {"s0.date": None}),
]  # fmt: skip


@pytest.mark.parametrize(("code", "edits", "where", "on", "more"), CASES)
def test_both_sides_of_a_line(
    code: str, edits: dict[str, Any], where: str, on: str, more: dict[str, Any]
) -> None:
    assert found(code, edits, on, **more) == where
