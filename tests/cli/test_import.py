"""Drafts from filed documents."""

from pathlib import Path

import pytest
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


STYLE = b'<?xml-stylesheet type="text/xsl" href="xslF345X05/doc4.xsl"?>\n'


@pytest.mark.parametrize("place", ["before", "behind", "inside"])
def test_import_leaves_a_processing_instruction_out(place: str) -> None:
    plain = document(published=True)
    root = plain.index(b"<ownershipDocument")
    end = plain.index(b"</ownershipDocument>")
    at = {"before": root, "behind": len(plain), "inside": end}[place]
    put("a.xml", plain[:at] + STYLE + plain[at:])
    put("b.xml", plain)
    found = form4kit("import", "a.xml", "b.xml", "--out", "drafts")
    assert found.code == 0, found.out + found.err
    assert "<?xml-stylesheet ...?>: left out" in found.err
    assert Path("drafts/a.yaml").read_bytes() == Path("drafts/b.yaml").read_bytes()
    for command in (("amend", "a.xml", "--out", "c.yaml"), ("diff", "--exit-code", "a.xml", "b.xml")):
        assert form4kit(*command).code == 0


def test_a_document_type_beside_it_is_refused_all_the_same() -> None:
    plain = document(published=True)
    root = plain.index(b"<ownershipDocument")
    entity = b'<!DOCTYPE ownershipDocument [<!ENTITY x SYSTEM "file:///etc/hostname">]>\n'
    put("a.xml", plain[:root] + STYLE + entity + plain[root:])
    found = form4kit("import", "a.xml", "--out", "drafts")
    assert found.code == 1
    assert not Path("drafts").exists()


def test_what_is_to_be_submitted_may_not_have_it() -> None:
    plain = document()
    root = plain.index(b"<ownershipDocument")
    put("a.xml", plain[:root] + STYLE + plain[root:])
    assert "XML01" in form4kit("check", "a.xml", *FILED, "--format", "json").codes()
    assert form4kit("check", "a.xml", *FILED).code == 1
