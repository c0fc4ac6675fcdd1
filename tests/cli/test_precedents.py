"""An archive is indexed by one command and searched by another."""

import json
from pathlib import Path

import pytest
from clean_filings import edited
from commands_run import form4kit

NOTE = "Given to a donor advised fund of which the reporting person has no control."


@pytest.fixture
def archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "archive"
    folder.mkdir()
    for number in range(3):
        edits = {"non_derivative[0].shares": f"{900 + number} ^fund", "footnotes.fund": NOTE}
        (folder / f"{number}.yaml").write_text(edited("4", edits))
    (folder / "notes.yaml").write_text("shopping: [milk]\n")
    return folder


@pytest.mark.parametrize("jobs", [1, 2])
def test_an_archive_is_built_and_searched(archive: Path, jobs: int) -> None:
    made = form4kit("precedents", "build", "archive", "--out", "sub/p.db", "--jobs", jobs)
    assert made.code == 0
    assert "of 3 filings" in made.err
    found = form4kit("precedents", "search", "donor", "advised", "--index", "sub/p.db", "--format", "json")
    (first, *_) = found.json["precedents"]
    assert (found.code, first["text"], first["others"]) == (0, NOTE, 2)
    assert json.loads(found.out)["version"] == 1


def test_what_cannot_be_is_said_with_code_2(archive: Path) -> None:
    assert form4kit("precedents", "search").code == 2
    missing = form4kit("precedents", "search", "gift")
    assert (missing.code, "precedents build" in missing.err) == (2, True)
    wrong = form4kit("precedents", "search", "gift", "--rule", "XYZ99")
    assert (wrong.code, "no such rule" in wrong.err) == (2, True)
    (archive / "empty").mkdir()
    nothing = form4kit("precedents", "build", "archive/empty", "--out", "p.db")
    assert (nothing.code, "no filing there" in nothing.err) == (2, True)
    assert form4kit("precedents", "search", "gift", "--index", "archive/0.yaml").code == 2


def test_nothing_found_is_said(archive: Path) -> None:
    form4kit("precedents", "build", "archive", "--out", "precedents.db")
    found = form4kit("precedents", "search", "zebra")
    assert (found.code, "no such wording" in found.err) == (0, True)
