"""Releases: the changelog is cut where it is ready for it, and a build can be made again byte for byte."""

import datetime as dt
import os
import shutil
import subprocess
import sys
from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_loader
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]
DAY = dt.date(2026, 12, 1)
LOG = "# Changes\n\n## [0.2.0] - unreleased\n\n- New.\n\n## [0.1.0] - 2026-11-01\n\n- First.\n"


@pytest.fixture(scope="module")
def release() -> ModuleType:
    loader = SourceFileLoader("release", str(ROOT / "scripts" / "release"))
    spec = spec_from_loader(loader.name, loader)
    assert spec
    module = module_from_spec(spec)
    loader.exec_module(module)
    return module


def test_the_changelog_is_cut(release: ModuleType) -> None:
    text, notes = release.cut(LOG, "0.2.0", DAY)
    assert text == LOG.replace("unreleased", "2026-12-01")
    assert notes == "- New."


@pytest.mark.parametrize(
    ("log", "version", "words"),
    [
        ("# Changes\n", "0.2.0", "names no version"),
        (LOG, "0.3.0", "begins with 0.2.0, the package is 0.3.0"),
        (LOG.replace("- New.\n", ""), "0.2.0", "says nothing of 0.2.0"),
        (LOG.replace("unreleased", "2026-11-20"), "0.2.0", "0.2.0 was released on 2026-11-20"),
    ],
)
def test_a_changelog_that_is_not_ready(release: ModuleType, log: str, version: str, words: str) -> None:
    with pytest.raises(release.NotReady, match=words):
        release.cut(log, version, DAY)


def test_this_changelog_and_this_version(release: ModuleType) -> None:
    version = release.version_of((ROOT / "form4kit" / "__init__.py").read_text())
    with pytest.raises(release.NotReady):
        release.version_of('__version__ = "0.2"')
    assert f"## [{version}] - " in (ROOT / "CHANGELOG.md").read_text()


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A repository of a package as small as one can be, with the script."""
    root = tmp_path / "checkout"
    for name, text in {
        "form4kit/__init__.py": '__version__ = "0.2.0"\n',
        "CHANGELOG.md": LOG,
        "requirements/form4kit.cdx.json": "{}\n",
        "pyproject.toml": '[build-system]\nrequires = ["hatchling"]\nbuild-backend = "hatchling.build"\n'
        '[project]\nname = "form4kit"\ndynamic = ["version"]\nrequires-python = ">=3.11"\n'
        '[tool.hatch.version]\npath = "form4kit/__init__.py"\n',
        ".gitignore": "dist/\n",
    }.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text)
    (root / "scripts").mkdir()
    shutil.copy2(ROOT / "scripts" / "release", root / "scripts" / "release")
    git(root, "init", "--quiet", "--initial-branch", "main")
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--message", "all")
    return root


def git(root: Path, *arguments: str) -> str:
    who = {f"GIT_{one}_{two}": "a@b" for one in ("AUTHOR", "COMMITTER") for two in ("NAME", "EMAIL")}
    done = subprocess.run(
        ["git", *arguments], cwd=root, env={**os.environ, **who}, check=True, capture_output=True, text=True
    )
    return done.stdout.strip()


def released(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    who = {f"GIT_{one}_{two}": "a@b" for one in ("AUTHOR", "COMMITTER") for two in ("NAME", "EMAIL")}
    command = [sys.executable, "scripts/release", "--day", "2026-12-01", *arguments]
    return subprocess.run(command, cwd=root, env={**os.environ, **who}, capture_output=True, text=True)


def test_trying_changes_nothing_and_a_release_can_be_made_again(checkout: Path, tmp_path: Path) -> None:
    head = git(checkout, "rev-parse", "HEAD")
    tried = released(checkout, "--dry-run")
    assert (tried.returncode, tried.stderr) == (0, "")
    assert git(checkout, "rev-parse", "HEAD") == head
    assert not git(checkout, "tag", "--list") + git(checkout, "status", "--porcelain", "--ignored")

    (checkout / ".gitignore").write_text("dist/\n*.log\n")
    (checkout / "more").write_text("not committed\n")
    assert released(checkout).stderr == "No release: not committed: .gitignore, more.\n"
    (checkout / "more").unlink()
    git(checkout, "restore", ".gitignore")
    done = released(checkout)
    assert done.returncode == 0, done.stderr
    assert git(checkout, "tag", "--list") == "v0.2.0"
    assert git(checkout, "tag", "--list", "--format=%(contents)").endswith("- New.")
    assert git(checkout, "log", "-1", "--format=%s") == "release: 0.2.0"
    assert "## [0.2.0] - 2026-12-01" in git(checkout, "show", "v0.2.0:CHANGELOG.md")
    dist = checkout / "dist" / "0.2.0"
    names = ["SHA256SUMS", "form4kit-0.2.0-py3-none-any.whl", "form4kit-0.2.0.tar.gz", "form4kit.cdx.json"]
    assert sorted(each.name for each in dist.iterdir()) == names
    subprocess.run(["sha256sum", "--check", "--quiet", "SHA256SUMS"], cwd=dist, check=True)

    subprocess.run(["git", "clone", "--quiet", checkout, tmp_path / "clone"], check=True)
    epoch = git(tmp_path / "clone", "log", "-1", "--format=%ct")
    command = [sys.executable, "-m", "hatchling", "build", "-d", tmp_path / "again"]
    environment = {**os.environ, "SOURCE_DATE_EPOCH": epoch}
    subprocess.run(command, cwd=tmp_path / "clone", env=environment, check=True, capture_output=True)
    for name in names[1:3]:
        assert (tmp_path / "again" / name).read_bytes() == (dist / name).read_bytes(), name
    assert released(checkout).stderr == "No release: CHANGELOG.md: 0.2.0 was released on 2026-12-01.\n"
