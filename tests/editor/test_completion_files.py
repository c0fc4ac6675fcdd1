"""The files that a draft may name are those that lie there and fit."""

from pathlib import Path

import pytest

from form4kit.editor.completion import complete
from form4kit.editor.text import DraftText


@pytest.mark.parametrize(
    ("before", "wanted"),
    [
        ("events:\n  - sale: {fills: ", ["fills.csv", "old/"]),
        ("events:\n  - sale:\n      fills: old/", ["old/more.CSV"]),
        ("amends: ", ["october.yaml", "old/"]),
        ("positions:\n  from: ", ["october.yaml", "old/"]),
        ("positions:\n  from:\n    - ", ["october.yaml", "old/"]),
        ("positions:\n  from: [old/", []),
        ("amends:\n  filing: ", ["october.yaml", "old/"]),
        ("amends:\n  filing: october.yaml\n  later:\n    - ", ["october.yaml", "old/"]),
        ("exhibits:\n  - file: ", ["fills.csv", "october.yaml", "old/", "power.txt"]),
        ("positions:\n  from: none/", []),
    ],
)
def test_files_are_offered_where_they_are_named(tmp_path: Path, before: str, wanted: list[str]) -> None:
    (tmp_path / "old").mkdir()
    for name in ("fills.csv", "october.yaml", "old/more.CSV", ".hidden.csv", "draft.yaml"):
        (tmp_path / name).write_text("x")
    if before.startswith("exhibits"):
        (tmp_path / "power.txt").write_text("x")
    text = f'form: "4"\n{before}'
    found = complete(text, tmp_path / "draft.yaml", *DraftText(text).point(len(text)))
    assert [each.label for each in found if "file" in each.detail or each.detail == "folder"] == wanted


@pytest.mark.parametrize("lead", ["../", "../../", "../../../../../", "/", "/etc/", "out/", "ring/", "\\0/"])
def test_nothing_outside_the_root_of_a_draft_is_listed(tmp_path: Path, lead: str) -> None:
    folder, away = tmp_path / "work" / "2026", tmp_path / "away"
    for each in (folder, away):
        each.mkdir(parents=True)
        (each / "secret.yaml").write_text("x")
    (tmp_path / "work" / "form4kit.toml").write_text("")
    (folder / "out").symlink_to(away)
    (folder / "ring").symlink_to(folder / "ring")
    text = f'form: "4"\namends: {lead}'
    found = complete(text, folder / "draft.yaml", *DraftText(text).point(len(text)))
    inside = ["../2026/"] if lead == "../" else []
    assert [each.label for each in found if each.detail in ("file", "folder")] == inside
