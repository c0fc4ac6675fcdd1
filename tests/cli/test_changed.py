"""What a change of files touches: the filings among them, and what rests on the others."""

from pathlib import Path

from clean_filings import CLEAN
from commands_run import FILED, check, document, form4kit, put

SOUND = (CLEAN / "4.yaml").read_text()
WITH_FILLS = """form: "4"
positions:
  common: {security: Common Stock, held: 41471}
events:
  - sale: {from: common, date: 2026-11-18, fills: confirm.csv}
"""
CARRIED = "form: '4'\npositions: {from: earlier.xml}\n"


def judged(*changed: str) -> list[str]:
    return [file["path"] for file in check("--changed", *changed).json["files"]]


def test_a_filing_is_judged_and_other_files_are_passed_over() -> None:
    put("a.yaml")
    put("ci.yml", "on: push\n")
    put("pom.xml", "<project/>")
    put("notes.txt", "x")
    assert judged("a.yaml", "ci.yml", "pom.xml", "notes.txt") == ["a.yaml"]
    found = form4kit("check", "--changed", "--verbose", "ci.yml", "pom.xml", *FILED)
    assert (found.code, found.out) == (0, "0 files: nothing to object to; 2 files passed over\n")
    assert found.err == "ci.yml: passed over, no filing\npom.xml: passed over, no filing\n"
    assert check("--changed", "missing.yaml").code == 2
    assert check("--changed", put("bad.yaml", SOUND.replace("form:", "from:", 1))).code == 1


def test_drafts_that_name_a_changed_file_are_judged() -> None:
    put("x/sale.yaml", WITH_FILLS)
    put("x/confirm.csv", "shares,price\n1,2.0\n")
    put("x/other.csv", "")
    put("y/next.yaml", CARRIED)
    put("y/earlier.xml", document(published=True))
    put("a.yaml")
    assert judged("x/confirm.csv") == ["x/sale.yaml"]
    assert judged("x/other.csv") == []
    assert judged("y/earlier.xml") == ["y/earlier.xml", "y/next.yaml"]
    assert judged("x/sale.yaml", "x/confirm.csv") == ["x/sale.yaml"]


def test_a_registry_touches_all_filings_below_it() -> None:
    put("house/form4kit.toml", "")
    put("house/a.yaml")
    put("house/deep/b.yaml")
    put("elsewhere/c.yaml")
    put("house/people/reyes.yaml", "name: x\n")
    put("house/footnotes/x.yaml", "x: y\n")
    both = ["house/a.yaml", "house/deep/b.yaml"]
    for changed in ("house/form4kit.toml", "house/people/reyes.yaml", "house/footnotes/x.yaml"):
        assert judged(changed) == both
    assert judged("house/form4kit.toml", "house/a.yaml") == both
    assert judged(put("elsewhere/people/x.yaml", "name: x\n")) == []  # no registry lies there


def test_a_built_folder_is_judged_once() -> None:
    put("a.yaml")
    assert form4kit("build", "a.yaml", "--out", "out", "--only", "xml", *FILED).code == 0
    assert judged(*(str(each) for each in sorted(Path("out/a").iterdir()))) == ["out/a/draft.yaml"]


def test_the_files_of_the_reference_material_that_every_repository_has_pass(shared: Path) -> None:
    files = sorted((shared / "cases" / "daily" / "hook").iterdir())
    assert len(files) >= 4
    for file in files:
        found = form4kit("check", "--changed", file)
        assert (found.code, found.out) == (0, "0 files: nothing to object to; 1 file passed over\n")
