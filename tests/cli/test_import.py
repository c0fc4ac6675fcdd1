"""Drafts from filed documents."""

from pathlib import Path

from clean_filings import CLEAN
from commands_run import EXHIBIT, build, document, form4kit, put, tree, with_exhibits

FILED = ("--filed", "2026-11-19")
SOUND = (CLEAN / "4.yaml").read_text()
LISTED = {"remarks": "Exhibit 24 - Power of Attorney"}


def test_import_writes_the_exhibits_of_a_submission_beside_the_draft() -> None:
    put("poa.txt", "I appoint ...")
    build(put("a.yaml", with_exhibits(EXHIBIT)))
    found = form4kit("import", "out/a/submission.xml", "--out", "drafts")
    assert found.code == 0, found.out
    assert tree("drafts") == ["submission-exhibits", "submission-exhibits/poa.txt", "submission.yaml"]
    again = form4kit("build", "drafts", "--out", "again", "--only", "xml", *FILED)
    assert again.code == 0, again.out
    assert Path("again/submission/submission.xml").read_bytes() == Path("out/a/submission.xml").read_bytes()


def test_import_gives_a_draft_that_builds_the_same() -> None:
    put("a.xml", document(published=True))
    assert form4kit("import", "a.xml", "--out", "drafts").code == 0
    built = form4kit("build", "drafts", "--published", "--only", "xml", "--out", "out", *FILED)
    assert built.code == 0, built.out
    assert Path("out/a/ownership.xml").read_bytes() == Path("a.xml").read_bytes()


def test_import_refuses_what_is_no_filing_and_takes_the_rest() -> None:
    put("a.xml", "<html/>")
    put("b.xml", document())
    put("c.yaml", SOUND + "tranactions: []\n")
    found = form4kit("import", "a.xml", "b.xml", "c.yaml", "missing", "--out", "drafts")
    assert found.code == 2
    assert "XML15" in found.out
    assert "DRF01" in found.out
    assert tree("drafts") == ["b.yaml"]
    assert form4kit("import", "a.xml", "--out", "drafts").code == 1


def test_import_never_writes_over_its_own_source() -> None:
    put("a.yaml", "# my notes\n" + SOUND)
    found = form4kit("import", "a.yaml", "--out", ".")
    assert found.code == 2
    assert Path("a.yaml").read_text().startswith("# my notes\n")
