"""What follows from a finding is folded under it; where another file is at fault its line is given."""

from pathlib import Path

import pytest
from edited_drafts import EXAMPLES, FILED, ROWS, TOML, desk, shown

from form4kit.catalogue import faults
from form4kit.editor.judged_draft import judge
from form4kit.editor.related import related, rule_page
from form4kit.rules.selection import folded_under

SMITH = "cik: '0001234568'\nname: Smith Ann\ndirector: true\nrols: 3\n"


def test_what_follows_stands_under_its_cause() -> None:
    text = ROWS.replace("disposed: 500 ^lot", "disposed: five hundred ^lot")
    judged = desk(text)
    (cause,) = [each for each in judged.findings if each.rule == "NUM01"]
    found = related(judged, cause)
    assert found and {shown(text, each.location.range) for each in found} == {"five hundred ^lot"}
    assert all(each.words.startswith("follows from it: ") and each.location.file is None for each in found)
    folded = folded_under(judged.findings, judged.folded)[cause]
    assert len(folded) == len(found) and not set(folded) & set(judged.findings)


@pytest.mark.parametrize("file", EXAMPLES, ids=lambda file: file.stem)
def test_each_consequence_has_a_cause_and_what_is_in_order_has_none(file: Path) -> None:
    text = file.read_text()
    judged = judge(text.replace("code: ", "code: ?"), file, options=FILED)
    told = [each for follows in judged.following.values() for each in follows]
    assert sorted(told, key=repr) == sorted(judged.folded, key=repr)
    assert judge(text, file, options=FILED).folded == ()


def test_the_line_of_the_registry_is_given(tmp_path: Path) -> None:
    (tmp_path / "form4kit.toml").write_text(TOML.replace("director = true", 'director = "maybe"'))
    (tmp_path / "people").mkdir()
    (tmp_path / "people" / "smith.yaml").write_text(SMITH)
    judged = judge('form: "4"\nissuer: allied\nowners: [federico, smith]\n', tmp_path / "draft.yaml")
    told = {
        (each.location.file.name, each.location.range.line): each.words
        for finding in judged.findings
        for each in related(judged, finding)
        if each.location.file
    }
    assert set(told) == {("form4kit.toml", 10), ("smith.yaml", 4)}
    assert told["smith.yaml", 4].startswith("unknown key rols")


def test_the_line_of_a_table_of_fills_is_given(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("shares,price\nx,31\n")
    text = 'form: "4"\npositions: {c: {security: S, held: 9}}\nevents: [{sale: {from: c, fills: a.csv}}]\n'
    judged = judge(text, tmp_path / "draft.yaml")
    (found,) = [
        each for finding in judged.findings for each in related(judged, finding) if each.location.file
    ]
    assert (found.location.file, found.location.range.line) == (tmp_path / "a.csv", 2)
    assert found.words == '"x" is not a number of shares'


def test_every_rule_has_its_page() -> None:
    pages = {code: rule_page(code) for code in faults()}
    assert [code for code, page in pages.items() if page is None or code not in page.read_text()] == []
    assert rule_page("XYZ99") is None
