"""An exhibit is planned in memory and written where nothing is written over."""

from pathlib import Path

import pytest

from form4kit.exhibits.convert import Wanted
from form4kit.steps.exhibit import carry_out, plan
from form4kit.steps.write_planned import NoLongerPlanned


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    file = tmp_path / "POA (Doe).txt"
    file.write_text("The undersigned\u2019s attorney.\n", encoding="utf-8")
    return file


def test_the_plan_writes_nothing_and_the_step_what_it_says(paper: Path, tmp_path: Path) -> None:
    planned = plan(paper, tmp_path / "out", Wanted())
    assert not (tmp_path / "out").exists()
    assert [write.file for write in planned.writes] == [tmp_path / "out" / "poadoe.txt"]
    carry_out(planned)
    assert (tmp_path / "out" / "poadoe.txt").read_bytes() == b"The undersigned's attorney.\n"


def test_it_is_found_again_and_another_gets_another_name(paper: Path, tmp_path: Path) -> None:
    carry_out(plan(paper, tmp_path, Wanted()))
    again = plan(paper, tmp_path, Wanted())
    assert (again.writes, again.facts["exhibit"]) == ((), str(tmp_path / "poadoe.txt"))
    paper.write_text("Another one\u2026\n", encoding="utf-8")
    carry_out(plan(paper, tmp_path, Wanted()))
    assert (tmp_path / "poadoe.txt").read_bytes() == b"The undersigned's attorney.\n"
    assert (tmp_path / "poadoe2.txt").read_bytes() == b"Another one...\n"


def test_a_paper_that_changed_since_is_not_written(paper: Path, tmp_path: Path) -> None:
    planned = plan(paper, tmp_path, Wanted())
    paper.write_text("Other words.")
    with pytest.raises(NoLongerPlanned):
        carry_out(planned)


def test_a_picture_goes_with_its_page(tmp_path: Path) -> None:
    (tmp_path / "seal.jpg").write_bytes(b"\xff\xd8\xff picture")
    page = tmp_path / "poa.htm"
    page.write_text("<span>a</span><img src=seal.jpg>")
    planned = plan(page, tmp_path / "out", Wanted())
    carry_out(planned)
    assert sorted(file.name for file in (tmp_path / "out").iterdir()) == ["poa.htm", "seal.jpg"]
    assert any("seal.jpg has to be listed" in line for line in planned.told)


def test_what_stands_in_the_way_is_a_refusal(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7")
    planned = plan(tmp_path / "a.pdf", tmp_path, Wanted())
    assert [(each.words, each.where) for each in planned.refusals] == [("a PDF", "a.pdf")]
    assert planned.writes == ()
