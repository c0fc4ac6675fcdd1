"""Both sides of what the rules on exhibits draw a line at."""

from typing import Any

import pytest
from rule_cases import POA, case, exhibit, found


def files(*names: str, kind: str = "EX-24") -> dict[str, Any]:
    return {"exhibits": [{"file": name, "type": kind} for name in names]}


CASES = [
    # EXH01, EXH03: types and names of files.
    *(case("EXH01", exhibit(type=kind), where) for kind, where in (
        ("EX-24", ""), ("EX-99.1", ""), ("CORRESP", ""), ("COVER", ""), ("GRAPHIC", ""), ("EX-10",
            "exhibits[0].type"),
        ("EX-99." + "1" * 14, ""), ("EX-99." + "1" * 15, "exhibits[0].type"))),
    *(case("EXH02", exhibit(file=f"poa.{ending}"), where) for ending, where in (
        ("txt", ""), ("htm", ""), ("jpg", ""), ("gif", ""), ("TXT", ""), ("pdf", "exhibits[0].file:warning"),
        ("docx", "exhibits[0].file"))),
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
    # Exhibits: how far around a reference the words are looked for, and how many documents there may be.
    *(case("EXH09", {"remarks": text}, where) for text, where in (
        ("previously filed " + "x" * 82 + " Exhibit 24", ""),
            ("previously filed " + "x" * 83 + " Exhibit 24", "remarks"),
        ("Exhibit 24 " + "x" * 42 + " previously filed", ""),
        ("Exhibit 24 " + "x" * 43 + " previously filed", "remarks"))),
    case("EXH09", {"remarks": "See Exhibit 24."}, xml=(("<issuer>", "<issuer>"),)),
    case("EXH02", {"submission": "TEST"}),
    case("EXH04", {"submission": "TEST"}),
    *(case("EXH04", {"exhibits": [{"file": f"a{n}.txt", "type": kind} for kind, count in (("COVER", covers),
        ("CORRESP",
           100), ("EX-99", 500)) for n in range(count)]}, where) for covers, where in (
        (1, ""), (10, ""), (11, "exhibits[10] exhibits[610]"))),
]  # fmt: skip


@pytest.mark.parametrize(("code", "edits", "where", "on", "more"), CASES)
def test_both_sides_of_a_line(
    code: str, edits: dict[str, Any], where: str, on: str, more: dict[str, Any]
) -> None:
    assert found(code, edits, on, **more) == where
