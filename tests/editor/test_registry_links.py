"""What a draft names is found where the registry defines it."""

import datetime as dt
from pathlib import Path

from edited_drafts import desk, pointed, repository

from form4kit.editor import rename
from form4kit.outcome import Options

FILED = Options(filed=dt.date(2026, 11, 19))


def test_definitions_outside_of_the_draft(tmp_path: Path) -> None:
    path = repository(tmp_path)
    (tmp_path / "people").mkdir()
    (tmp_path / "people" / "smith.yaml").write_text("cik: '1'\nname: Smith Jane\n")
    (tmp_path / "november").mkdir()
    (tmp_path / "november" / "fills.csv").write_text("shares,price\n")
    text = (
        "issuer: allied\nowners: [federico, smith]\nnon_derivative:\n  - price: 3 ^own(count=two)\n"
        "events:\n  - sale: {fills: fills.csv}\npositions: {from: ../people/smith.yaml}\n"
    )
    judged = desk(text, path)
    wanted = {
        "allied": ("form4kit.toml", 1),
        "federico": ("form4kit.toml", 7),
        "smith]": ("smith.yaml", 1),
        "own(": ("form4kit.toml", 13),
        "fills.csv": ("fills.csv", 1),
        "../people": ("smith.yaml", 1),
    }
    for written, (name, line) in wanted.items():
        (found,) = rename.definition(judged, *pointed(text, written, 1))
        assert found.file is not None and (found.file.name, found.range.line) == (name, line)
    assert rename.definition(judged, *pointed(text, "price")) == []
