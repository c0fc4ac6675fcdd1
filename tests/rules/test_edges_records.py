"""Both sides of what rules draw a line at: amendments, earlier forms, powers, exhibits, balances."""

from typing import Any

import pytest
from rule_cases import case, found, holding, option, row

GAIN = {"disposed": None, "acquired": "1000"}
ORIGINAL: dict[str, Any] = {
    "form": "4",
    "original_filed": None,
    "filed": "2026-11-20",
    "footnotes.why": "Sold.",
}
ATTORNEY = "/s/ Ann Lee, attorney-in-fact for Richard D. Federico"
ON_FILE = f"{ATTORNEY} (power of attorney on file)"
POA = {"exhibits": [{"file": "poa.txt", "type": "EX-24"}], "remarks": "Exhibit 24"}
UNITS = "Grant of 500 restricted stock units."
VEST = row(code="M", price="0", disposed=None, acquired="500")


def amended(code: str, edits: dict[str, Any], where: str = "", **before: Any) -> Any:
    """Return a case of an amendment of a form that differs from it by `before`."""
    return case(code, edits, where, on="4A", original=ORIGINAL | before)  # fmt: skip


def power(**terms: Any) -> dict[str, Any]:
    return {"grantor": "Federico Richard D", "attorneys": ["Ann Lee"], **terms}


def signed(text: str, day: str = "2026-11-19", **more: Any) -> dict[str, Any]:
    return {"s0.name": text, "s0.date": day, **more}


def files(*names: str, kind: str = "EX-24") -> dict[str, Any]:
    return {"exhibits": [{"file": name, "type": kind} for name in names]}


CODES = [
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
    # SIG06: a power of attorney on record.
    *(case("SIG06", signed(*names) | more, where, earlier=earlier) for names, more, earlier, where in (
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
    *(case("SIG11", signed(ATTORNEY, powers=[power(**terms)]), where) for terms, where in (
        ({}, ""), ({"signed": "2026-11-19"}, ""), ({"signed": "2026-11-20"}, "s0.name"),
        ({"signed": "2026-11-01", "effective": "2026-11-20"}, "s0.name"),
        ({"signed": "2026-11-20", "effective": "2026-11-19"}, ""), ({"expires": "2026-11-19"}, ""),
        ({"expires": "2026-11-18"}, "s0.name"), ({"revoked": "2026-11-20"}, ""), ({"revoked": "2026-11-19"},
            "s0.name"),
        ({"forms": ["4"]}, ""), ({"forms": ["3", "5"]}, "s0.name"), ({"attorneys": ["Bo Kim"]}, "s0.name"),
        ({"attorneys": ["Bo Kim", "Lee Ann"]}, ""), ({"grantor": "1234567"}, ""), ({"grantor": "0001234567"},
            ""),
        ({"grantor": "1234568"}, "s0.name"), ({"grantor": "Jane Doe"}, "s0.name"))),
    case("SIG11", signed(ATTORNEY, powers=[]), "s0.name"),
    case("SIG11", signed(ATTORNEY)),
    case("SIG11", signed("/s/ Richard Federico", powers=[])),
    case("SIG11", signed(ATTORNEY, powers=[power(revoked="2026-01-01"), power()])),
    case("SIG11", {"signatures": [{"name": ATTORNEY, "date": "2026-11-19"},
        {"name": ATTORNEY.replace("Ann Lee",
         "Bo Kim"), "date": "2026-11-19"}], "powers": [power()]}, "s1.name"),
    # SIG12: attached once.
    *(case("SIG12", signed(text, powers=[power(**terms)]) | more, where, earlier=earlier)
      for text, terms, more, earlier, where in (
        (ATTORNEY, {"signed": "2026-11-19"}, {}, (), "s0.name:warning"), (ATTORNEY, {"signed": "2026-11-18"},
            {}, (), ""),
        (ATTORNEY, {"signed": "2026-11-18"}, {}, ({},), "s0.name:warning"), (ATTORNEY, {}, {}, ({},), ""),
        (ATTORNEY, {"signed": "2026-11-19"}, POA, (), ""),
        (ATTORNEY, {"signed": "2026-11-01"}, POA, (signed(ATTORNEY) | POA,), "s0.name"),
        (ATTORNEY, {"signed": "2026-11-01"}, {}, (signed(ATTORNEY) | POA,), "s0.name"),
        (ON_FILE, {"signed": "2026-11-01"}, {}, (signed(ATTORNEY) | POA,), ""),
        (ATTORNEY, {"signed": "2026-11-01"}, {}, (signed(ATTORNEY),), ""),
        (ATTORNEY, {"signed": "2026-11-10"}, {}, (signed(ATTORNEY, "2026-11-09") | POA,), "s0.name:warning"),
        (ATTORNEY, {"signed": "2026-11-10"}, {}, (signed(ATTORNEY, "2026-11-10") | POA,), "s0.name"),
        (ATTORNEY, {"signed": "2026-11-10"}, {}, (signed("/s/ Bo Kim, attorney-in-fact") | POA,),
            "s0.name:warning"),
        (ATTORNEY, {"signed": "2026-11-10"}, {}, (signed("/s/ Ann Lee") | POA,), "s0.name:warning"))),
    # SIG13: sixty days before the end.
    *(case("SIG13", signed(ATTORNEY, powers=powers), where) for powers, where in (
        ([power(expires="2027-01-18")], "s0.name"), ([power(expires="2027-01-19")], ""), ([power()], ""),
        ([power(revoked="2027-01-18", expires="2028-01-01")], "s0.name"),
        ([power(expires="2026-12-01"), power()], ""),
        ([power(expires="2026-12-01"), power(expires="2028-12-01")], ""))),
    # EXH02 to EXH04, EXH06, EXH09.
    *(case("EXH03", files(name), where) for name, where in (
        ("a" * 28 + ".txt", ""), ("a" * 29 + ".txt", "exhibits[0].file"), ("a-b_c.txt", ""),
        ("a-b-c.txt", "exhibits[0].file"), ("a_b_c.txt", "exhibits[0].file"), ("a.b.txt", "exhibits[0].file"),
        ("A.txt", "exhibits[0].file"), ("1.txt", "exhibits[0].file"), ("A B.pdf", ""), ("Up/a.txt", ""),
        ("A.htm", "exhibits[0].file"), ("A.jpg", "exhibits[0].file"), ("A.gif", "exhibits[0].file"),
        ("A.xml", "exhibits[0].file"))),
    case("EXH03", files("a.txt", "B.txt", "C.txt"), "exhibits[1].file exhibits[2].file"),
    case("EXH02", files("a.docx", "b.txt", "c.docx"), "exhibits[0].file exhibits[2].file"),
    *(case("EXH04", files(*[f"a{n}.txt" for n in range(count)], kind=kind), where) for count, kind, where in (
        (10, "COVER", ""), (11, "COVER", "exhibits[10]"), (100, "CORRESP", ""), (101, "CORRESP",
            "exhibits[100]"),
        (500, "EX-99", ""), (501, "EX-99", "exhibits[500]"))),
    *(case("EXH06", files("a.txt", kind=kind) | {"remarks": text}, where) for kind, text, where in (
        ("EX-24", "Exhibit 24", ""), ("EX-24", "Ex. 24", ""), ("EX-24", "Exhibit 99", "exhibits[0].type"),
        ("EX-99.1", "Exhibit 99.1", ""), ("EX-99", "-", "exhibits[0].type"), ("COVER", "-", ""))),
    *(case("EXH09", edits, where) for edits, where in (
        ({"remarks": "See Exhibit 24."}, "remarks"), ({"remarks": "See Ex. 99.1."}, "remarks"), (POA, ""),
        ({"f.award": "See Exhibit 24."}, "f.award.text"), ({"s0.name": "/s/ A (Exhibit 24)"}, "s0.name"),
        ({"remarks": "Exhibit 24, previously filed."}, ""), ({"remarks": "Exhibit 10."}, ""),
        ({"remarks": "Exhibit 24 and Exhibit 99."}, "remarks"),
            (POA | {"remarks": "Exhibits 24 and Exhibit 99."},
        "remarks"), ({"remarks": "Previously filed. " + "x" * 100 + " Exhibit 24"}, "remarks"),
        ({"remarks": "Exhibit 24 " + "x" * 60 + " previously filed"}, "remarks"))),
    # FTN24: what is left to fill in, wherever it stands.
    *(case("FTN24", {path: "[NAME]"}, where) for path, where in (
        ("n0.security", "n0.security"), ("o0.officer", "o0.officer_title"), ("o0.other", "o0.other_text"),
        ("s0.name", "s0.name"), ("remarks", "remarks"), ("f.award", "f.award"))),
    case("FTN24", {"n0.ownership": {"indirect": "[NAME]"}}, "n0.nature"),
    case("FTN24", {"d0.underlying": "[NAME]"}, "d0.underlying", on="4-option"),
    # BAL02, BAL05, BAL08, BAL09: the running total.
    *(case("BAL02", {"non_derivative": [row(owned_after="5000", price="1"), row(**{"owned_after": after,
        "price": "2"}
           | more)], "footnotes": {"x": text}}, where) for after, more, text, where in (
        ("4000", {}, "-", ""), ("4001", {}, "-", "n1.owned_after"), ("4500 ^x", {},
            "500 shares were a dividend.", ""),
        ("4500 ^x", {}, "501 shares were a dividend.", "n1.owned_after"), ("4500 ^x", {}, "A dividend.", ""),
        ("4500 ^x", {}, "A note.", "n1.owned_after"), ("4500", {"price": "2 ^x"}, "Includes 500 shares.", ""),
        ("4500", {"price": "2 ^x"}, "Of 200 shares and 300 units.", ""))),
    case("BAL02", {"non_derivative": [row(owned_after=after) for after in ("5000", "900", "7000", "100")],
         "footnotes": None}, "n2.owned_after n1.owned_after"),
    case("BAL02", {"non_derivative": [row(owned_after=after) for after in ("5000", "90", "7000", "80",
        "9000")],
         "footnotes": None}, "n3.owned_after n1.owned_after"),
    *(case("BAL05", {"non_derivative": [row(owned_after="5000"), row(owned_after=after, code=code)],
        "footnotes": None},
           where) for after, code, where in (("4000", "S", ""), ("6000", "S", ""))),
    *(case("BAL08", {"derivative": [option(owned_after="5000", **more), option(owned_after=after, **more)]},
        where)
      for after, more, where in (
        ("4000", {}, ""), ("4100", {}, "d1.owned_after"), ("4100", {"security": "Warrants"},
            "d1.owned_after"),
        ("4100", {"security": "Units"}, ""))),
    *(case("BAL09", {"derivative": [option(owned_after="0"), option(owned_after=after)]}, where) for after,
        where in (
        ("200", "d1.shares"),)),
    # BAL03, BAL07, DER09: the form before.
    *(case("BAL07", {"n2": None}, where, earlier=({"n2": holding(**more)},)) for more, where in (
        ({"ownership": {"indirect": "By Trust"}}, "n0.security"), ({"ownership": {"indirect": "By Trust"},
        "owned_after": "0"}, ""), ({"ownership": {"indirect": "By Trust"}, "security": "B"}, ""))),
    *(case("DER09", {"non_derivative": rows, "footnotes": None}, where, earlier=({"f.award": text} | more,))
      for rows, text, more, where in (
        ([VEST], UNITS, {}, "n0.code"), ([VEST | {"acquired": "501"}], UNITS, {}, ""),
        ([VEST | {"acquired": "499"}], UNITS, {}, "n0.code"), ([VEST | {"price": "1"}], UNITS, {}, ""),
        ([VEST | {"code": "A"}], UNITS, {}, ""), ([VEST], "Grant of shares.", {}, ""),
        ([VEST], "Grant of shares.", {"n1.security": "Restricted Stock Units"}, "n0.code"),
        ([VEST], UNITS, {"n1.code": "P"}, ""), ([VEST, VEST], UNITS, {}, "n0.code n1.code"),
        ([VEST], UNITS, {"derivative": [option(security="Units")]}, ""),
        ([VEST], UNITS, {"issuer.cik": "1"}, ""))),
    # DAT01: dates as they are written.
    *(case("DAT01", {path: day}, where) for path, day, where in (
        ("n0.date", "2026-11-18Z", "n0.date:warning"), ("n0.date", "2026-11-18-05:00", "n0.date:warning"),
        ("n0.date", "2026-11-18+14:00", "n0.date:warning"), ("n0.date", "2026-02-30", "n0.date"),
        ("n0.date", "18 November 2026", "n0.date"), ("n0.deemed", "x", "n0.deemed"), ("period", "x",
            "period"),
        ("s0.date", "x", "s0.date"), ("n0.date", "2026-11-18", ""))),
    case("DAT01", {"original_filed": "x"}, "original_filed", on="4A"),
    *(case("DAT01", {f"d0.{name}": "x"}, f"d0.{name}", on="4-option") for name in (
        "deemed", "exercisable", "expires")),
    case("DAT01", {"n0.date": "x", "n1.date": "y"}, "n0.date n1.date"),
    case("DAT01", {"d0.date": "x"}, "d0.date", on="4-option"),
    case("DAT01", {"s0.date": None, "signatures[1]": {"name": "/s/ A", "date": "x"}}, "s1.date"),
    # NUM10, TTL03, DER17, OWN29: what EDGAR's stylesheets show.
    *(case("NUM10", {"n0.price": price, "n1.price": "5."}, where) for price, where in (
        ("31", "n1.price"), ("31.", "n0.price n1.price"), ("x.", "n1.price"))),
    case("TTL03", {"n0.security": "7", "n2.ownership": {"indirect": "12.5"}}, "n0.security n2.nature"),
    case("TTL03", {"d0.underlying": "7."}, "d0.underlying", on="4-option"),
]  # fmt: skip


@pytest.mark.parametrize(("code", "edits", "where", "on", "more"), CODES)
def test_records(code: str, edits: dict[str, Any], where: str, on: str, more: dict[str, Any]) -> None:
    assert found(code, edits, on, **more) == where
