"""An empty YAML file is to become a draft where drafts are, and not where another program looks for it."""

from pathlib import Path

import pytest
from edited_drafts import ROWS, TOML

from form4kit.editor.draft_folder import may_become_draft


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "repo").mkdir()
    (tmp_path / "repo" / "form4kit.toml").write_text(TOML)
    for name in ("drafts", "people", "november", ".github", "deploy"):
        (tmp_path / "repo" / name).mkdir()
    (tmp_path / "repo" / "november" / "a.yaml").write_text(ROWS)
    (tmp_path / "repo" / "deploy" / "b.yaml").write_text("version: 3\n")
    return tmp_path / "repo"


@pytest.mark.parametrize(
    ("name", "taken"),
    [
        ("new.yaml", True),
        ("drafts/new.yml", True),
        ("november/new.yaml", True),
        ("november/a.yaml", False),  # nothing else there is a draft
        ("drafts/new.txt", False),
        ("people/new.yaml", False),
        (".github/new.yaml", False),
        ("deploy/new.yaml", False),
        ("not-there/new.yaml", False),
        ("drafts/docker-compose.yaml", False),
        ("compose.override.yml", False),
        ("mkdocs.yml", False),
        (".pre-commit-config.yaml", False),
        ("composition.yaml", True),
    ],
)
def test_where_a_draft_may_begin(root: Path, name: str, taken: bool) -> None:
    assert may_become_draft(root / name) is taken


def test_without_a_registry_only_beside_other_drafts(root: Path) -> None:
    (root / "form4kit.toml").unlink()
    assert not may_become_draft(root / "drafts" / "new.yaml")
    assert may_become_draft(root / "november" / "new.yaml")
