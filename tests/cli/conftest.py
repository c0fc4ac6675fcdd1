"""What the tests of this folder share."""

import os
from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def clean_room(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Run in an empty folder, without anything of the caller's environment."""
    for name in [name for name in os.environ if name.startswith("FORM4KIT_")]:
        monkeypatch.delenv(name)
    for name in ("GITHUB_ACTIONS", "NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    (tmp_path / "form4kit.toml").write_text("")
    monkeypatch.setenv("FORM4KIT_SCHEMA_DIR", str(tmp_path / "no-package"))
    monkeypatch.chdir(tmp_path)
