"""A CCC is found wherever it stands."""

from clean_filings import CLEAN
from commands_run import document, form4kit, put

CCC = "c4n@ry!7"
SOUND = (CLEAN / "4.yaml").read_text()


def test_no_ccc_finds_each_line_with_one() -> None:
    put("a.yaml", f"issuer: x\nccc: {CCC}\n# a CCC is a secret\nrptOwnerCcc: '{CCC}'\n")
    put("b.xml", document(ccc=CCC))
    put("c.yaml", SOUND + "remarks: the ccc is kept elsewhere\n")
    found = form4kit("no-ccc", "a.yaml", "b.xml", "c.yaml")
    assert found.code == 1
    assert [line.partition(": a CCC")[0] for line in found.out.splitlines()] == [
        "a.yaml:2",
        "a.yaml:4",
        "b.xml:12",
    ]
    assert CCC not in found.out
    assert form4kit("no-ccc", "c.yaml").code == 0
    assert form4kit("no-ccc", "missing").code == 2
