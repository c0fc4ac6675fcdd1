"""Whose form4kit.toml holds: that of the folder given and its repository, and beyond only the user's own."""

import json
import os
from pathlib import Path

import pytest
from clean_filings import CLEAN
from typer.testing import CliRunner

from form4kit.cli.main import app
from form4kit.registry.settings import settings_for
from form4kit.storage.repository import NAME, in_force, root_of

OTHER = 12_345
ROOT = not hasattr(os, "getuid") or os.getuid() != 0
needs_root = pytest.mark.skipif(ROOT, reason="only root can give a file to another owner")


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    place = tmp_path / "home"
    (place / "work" / "drafts").mkdir(parents=True)
    for each in (tmp_path, place, place / "work", place / "work" / "drafts"):
        each.chmod(0o755)
    monkeypatch.setenv("HOME", str(place))
    return place


def put(folder: Path) -> Path:
    file = folder / NAME
    file.write_text("[rules]\nignore = ['COD']\n")
    file.chmod(0o644)
    return file.resolve()


def test_the_nearest_of_the_user_holds(home: Path) -> None:
    drafts = home / "work" / "drafts"
    assert in_force(drafts) == (None, None)
    above = put(home)
    assert in_force(drafts) == (above, None)
    nearer = put(home / "work")
    assert in_force(drafts) == (nearer, None)
    own = put(drafts)
    assert in_force(drafts) == (own, None)


def test_above_the_home_folder_nothing_holds(home: Path) -> None:
    above = put(home.parent)
    assert in_force(home / "work" / "drafts") == (None, above)
    assert in_force(home) == (None, above)
    assert settings_for(home).ignore == ()
    assert settings_for(home).passed_over == above


def test_in_the_folder_given_it_holds_whoever_may_write_it(home: Path) -> None:
    drafts = home / "work" / "drafts"
    file = put(drafts)
    file.chmod(0o666)
    drafts.chmod(0o777)
    assert in_force(drafts).file == file


@pytest.mark.parametrize("what", ["file", "folder", "way"])
@pytest.mark.parametrize("mode", [0o020, 0o002])
def test_what_others_may_write_does_not_hold(home: Path, what: str, mode: int) -> None:
    file = put(home)
    place = {"file": file, "folder": home, "way": home / "work"}[what]
    place.chmod(place.stat().st_mode | mode)
    assert in_force(home / "work" / "drafts") == (None, file)


@needs_root
@pytest.mark.parametrize("what", ["file", "folder", "way"])
def test_what_belongs_to_another_does_not_hold(home: Path, what: str) -> None:
    file = put(home)
    os.chown({"file": file, "folder": home, "way": home / "work"}[what], OTHER, OTHER)
    assert in_force(home / "work" / "drafts") == (None, file)


@needs_root
def test_up_to_the_root_of_the_repository_it_holds_whoever_owns_it(home: Path) -> None:
    work = home / "work"
    file = put(work)
    for place in (file, work, work / "drafts"):
        os.chown(place, OTHER, OTHER)
    assert in_force(work / "drafts") == (None, file)
    (work / ".git").mkdir()
    assert in_force(work / "drafts") == (file, None)
    assert root_of(work / "drafts") == work.resolve()


@needs_root
def test_above_the_repository_it_must_be_the_user_s_own(home: Path) -> None:
    (home / "work" / ".git").mkdir()
    file = put(home)
    assert in_force(home / "work" / "drafts") == (file, None)
    os.chown(file, OTHER, OTHER)
    assert in_force(home / "work" / "drafts") == (None, file)


def test_where_anyone_may_put_a_repository_there_is_none(home: Path) -> None:
    """Else whoever makes /tmp/.git and /tmp/form4kit.toml switches rules off for all who work below."""
    file = put(home.parent)
    (home.parent / ".git").mkdir()
    home.parent.chmod(0o1777)
    assert in_force(home / "work") == (None, file)


@needs_root
def test_of_the_folder_named_on_the_command_line_it_holds(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    work = home / "work"
    (work / "drafts" / "a.yaml").write_text((CLEAN / "4.yaml").read_text())
    file = put(work)
    os.chown(file, OTHER, OTHER)
    monkeypatch.chdir(home)
    words = ["check", "work", "--filed", "2026-11-19"]
    assert "by work/form4kit.toml\n" in CliRunner().invoke(app, words).stdout
    alone = CliRunner().invoke(app, ["check", "work/drafts/a.yaml", "--filed", "2026-11-19"]).stdout
    assert "passed over: work/form4kit.toml" in alone
    words[1] = "work/drafts"
    report = json.loads(CliRunner().invoke(app, [*words, "--format", "json"]).stdout)
    assert report["summary"]["registries_passed_over"] == ["work/form4kit.toml"]
    assert report["summary"]["registries"] == []
    spread = CliRunner().invoke(app, ["check", "work", "--jobs", "2", "--filed", "2026-11-19"]).stdout
    assert "by work/form4kit.toml\n" in spread


def test_the_summary_names_nothing_where_nothing_holds(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (home / "a.yaml").write_text((CLEAN / "4.yaml").read_text())
    monkeypatch.chdir(home)
    result = CliRunner().invoke(app, ["check", "a.yaml", "--filed", "2026-11-19"])
    assert result.stdout == "1 file: nothing to object to\n"


def test_a_link_to_another_s_file_does_not_hold(home: Path) -> None:
    elsewhere = put(home.parent)
    elsewhere.chmod(0o666)
    (home / NAME).symlink_to(elsewhere)
    assert in_force(home / "work" / "drafts").file is None


def test_of_a_folder_outside_the_home_folder_the_first_that_is_not_the_user_s_own_is_the_end(
    home: Path, tmp_path: Path
) -> None:
    """A checkout on another disk has no home folder above it; what others may write ends the way."""
    drafts = tmp_path / "disk" / "work" / "drafts"
    drafts.mkdir(parents=True)
    for each in (drafts, drafts.parent, drafts.parent.parent):
        each.chmod(0o755)
    above = put(drafts.parent)
    assert in_force(drafts) == (above, None)
    drafts.parent.chmod(0o775)
    assert in_force(drafts) == (None, above)
    drafts.parent.chmod(0o755)
    above.unlink()
    higher = put(tmp_path / "disk")
    assert in_force(drafts) == (higher, None)
    for writable in (tmp_path / "disk", drafts.parent):
        writable.chmod(0o757)
        assert in_force(drafts) == (None, higher), writable
        writable.chmod(0o755)
    assert home.is_dir()
