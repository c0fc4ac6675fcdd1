"""What a draft may name: regular files by relative paths inside its repository, and nothing that waits."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from clean_filings import CLEAN, edited

import form4kit
from form4kit.compiler.draft_files import DraftFiles
from form4kit.model import Filing
from form4kit.outcome import Budget, Options, Outcome
from form4kit.pipeline import run_bytes
from form4kit.source.discover import Found, find_inside
from form4kit.storage.named import MayNotName, named
from form4kit.storage.regular import NotRegular, read_regular
from form4kit.storage.repository import root_of

SOUND = (CLEAN / "4.yaml").read_text()
PLACES = ["positions", "amends", "later", "fills", "exhibits"]
"""The parts of a draft that name files."""


def naming(place: str, path: str) -> str:
    """Return a draft that names a path in one of its parts."""
    sale = {"sale": {"from": "common", "date": "2026-11-18", "shares": "10", "price": "31.07"}}
    common = {"common": {"security": "Common Stock", "held": "1000"}}
    changes: dict[str, object]
    if place == "positions":
        changes = {"positions": {"from": path, "common": {"security": "Common Stock"}}, "events": [sale]}
    elif place in ("amends", "later"):
        amends = path if place == "amends" else {"filing": "filed.yaml", "later": path}
        changes = {"form": "4/A", "amends": amends, "original_filed": "2026-11-19"}
        return edited("4", {**changes, "non_derivative[0].price": "31.99"})
    elif place == "fills":
        event = {"sale": {"from": "common", "date": "2026-11-18", "fills": path}}
        changes = {"positions": common, "events": [event]}
    else:
        return edited("4", {"exhibits": [{"file": path, "type": "EX-24"}]})
    return edited("4", {"non_derivative": [], **changes})


def judged(folder: Path, place: str, path: str) -> Outcome:
    (folder / "filed.yaml").write_text(SOUND)
    data = naming(place, path).encode()
    return run_bytes(data, str(folder / "a.yaml"), folder, Options(only_read=True))


def told(outcome: Outcome) -> str:
    return " | ".join(each.message for each in outcome.findings)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (drafts := tmp_path / "work" / "drafts").mkdir(parents=True)
    return drafts


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("path", ["/dev/stdin", "/dev/zero", "/", "/etc/passwd", "C:\\x.yaml", "\\\\host\\x"])
def test_an_absolute_path_is_refused_in_words(place: str, path: str, folder: Path) -> None:
    outcome = judged(folder, place, path)
    assert "absolute path" in told(outcome), told(outcome)


@pytest.mark.parametrize("place", PLACES)
def test_an_absolute_path_is_refused_even_inside(place: str, folder: Path) -> None:
    (folder / "x.yaml").write_text(SOUND)
    assert "absolute path" in told(judged(folder, place, str(folder / "x.yaml")))


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("path", ["../../out.yaml", "../../../etc/passwd", "link.yaml", "link/out.yaml"])
def test_what_lies_outside_is_refused_in_words(place: str, path: str, folder: Path) -> None:
    (folder.parents[1] / "out.yaml").write_text(SOUND)
    (folder / "link.yaml").symlink_to(folder.parents[1] / "out.yaml")
    (folder / "link").symlink_to(folder.parents[1])
    assert "outside" in told(judged(folder, place, path))


@pytest.mark.parametrize("place", PLACES)
def test_a_pipe_is_refused_at_once(place: str, folder: Path) -> None:
    """In a process of its own: what waits for a pipe waits for ever."""
    os.mkfifo(folder / "pipe.yaml")
    (folder / "filed.yaml").write_text(SOUND)
    (folder / "a.yaml").write_text(naming(place, "pipe.yaml"))
    done = checked(folder, "a.yaml")
    assert done.returncode == 1
    assert "pipe.yaml is not a file" in done.stdout


def checked(folder: Path, *paths: str, most: float = 20) -> "subprocess.CompletedProcess[str]":
    root = str(Path(form4kit.__file__).parents[1])
    command = [sys.executable, "-m", "form4kit.cli.main", "check", *paths, "--filed", "2026-11-19"]
    return subprocess.run(
        command,
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=most,
        env=os.environ | {"PYTHONPATH": root},
        stdin=subprocess.DEVNULL,
    )


@pytest.mark.parametrize("name", ["people/x.yaml", "footnotes/x.yml", "drafts/x.yaml"])
def test_a_pipe_among_the_files_of_a_repository_keeps_nobody(name: str, folder: Path) -> None:
    root = folder.parent
    (root / "form4kit.toml").write_text("")
    (root / name).parent.mkdir(exist_ok=True)
    os.mkfifo(root / name)
    (folder / "a.yaml").write_text(SOUND)
    done = checked(root, ".")
    assert done.returncode in (0, 1)
    assert ("not a file" in done.stdout) == ("drafts" not in name)


def test_a_filing_of_another_month_is_read(folder: Path) -> None:
    (folder.parent / "2026-08").mkdir()
    (folder.parent / "2026-08" / "ownership.yaml").write_text(SOUND)
    outcome = judged(folder, "positions", "../2026-08/ownership.yaml")
    assert "2026-08" not in told(outcome), told(outcome)
    assert outcome.filing is not None
    assert [row.owned_after.text for row in outcome.filing.rows] != []


def test_the_root_is_the_repository_and_without_one_the_folder_above(tmp_path: Path) -> None:
    deep = tmp_path / "a" / "b" / "c"
    deep.mkdir(parents=True)
    assert root_of(deep) == (tmp_path / "a" / "b").resolve()
    (tmp_path / "a" / ".git").mkdir()
    assert root_of(deep) == (tmp_path / "a").resolve()
    (tmp_path / "a" / "b" / "form4kit.toml").write_text("")
    assert root_of(deep) == (tmp_path / "a" / "b").resolve()
    (tmp_path / "a" / "b" / "form4kit.toml").unlink()
    (deep / ".git").write_text("gitdir: elsewhere")
    assert root_of(deep) == deep.resolve()
    assert root_of(Path("/")) == Path("/")


def test_a_link_to_the_drafts_folder_is_resolved_first(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "short").symlink_to(folder)
    (tmp_path / "near.yaml").write_text(SOUND)
    assert "outside" in told(judged(tmp_path / "short", "positions", "../../near.yaml"))
    (folder.parent / "near.yaml").write_text(SOUND)
    assert "outside" not in told(judged(tmp_path / "short", "positions", "../near.yaml"))


@pytest.mark.parametrize("name", ["", "a\0b", "x" * 5000, "loop", "\udcff" * 3])
def test_what_is_no_name_is_refused(name: str, folder: Path) -> None:
    (folder / "loop").symlink_to(folder / "loop")
    with pytest.raises(MayNotName):
        named(name, folder, folder.resolve(), "here")


def test_a_walk_has_an_end(folder: Path) -> None:
    (wide := folder / "wide").mkdir()
    for number in range(5_001):
        (wide / f"{number}.txt").touch()
    started = time.monotonic()
    (found,) = find_inside(wide, folder.resolve())
    assert "more than 5,000" in found.why  # type: ignore[union-attr]
    assert "more than 5,000" in told(judged(folder, "positions", "wide"))
    assert time.monotonic() - started < 5


def test_links_in_a_folder_that_is_named_are_resolved(folder: Path) -> None:
    (folder / "month").mkdir()
    (folder.parents[1] / "secret.yaml").write_text(SOUND)
    (folder / "month" / "a.yaml").symlink_to(folder.parents[1] / "secret.yaml")
    (folder / "month" / "b.yaml").write_text(SOUND)
    found = [each.name for each in find_inside(folder / "month", folder.parent.resolve())]
    assert found == [str(folder / "month" / "b.yaml")]


def test_drafts_that_name_each_other_many_times_over_have_an_end(folder: Path) -> None:
    """Twenty layers of two, each naming both of the next: a million ways from the first to the last."""
    for layer in range(20):
        for side in "ab":
            below = f"[{layer + 1}a.yaml, {layer + 1}b.yaml]" if layer < 19 else ""
            text = naming("positions", "BELOW").replace("from: BELOW", f"from: {below}")
            (folder / f"{layer}{side}.yaml").write_text(text if below else SOUND)
    done = checked(folder, "0a.yaml", most=60)
    assert done.returncode == 1 and "failed here" not in done.stderr


def test_what_is_read_for_one_draft_is_counted(folder: Path) -> None:
    for name in "abc":
        (folder / f"{name}.yaml").write_text(SOUND)

    def read(found: Found, chain: tuple[Path, ...]) -> Filing:
        return Filing()

    assert "more than" in str(DraftFiles(folder, read, budget=Budget(files=2)).filings("."))
    assert "more than" in str(DraftFiles(folder, read, budget=Budget(size=len(SOUND))).filings("."))
    assert len(DraftFiles(folder, read, budget=Budget(files=3)).filings(".")) == 3


def test_only_a_regular_file_is_read(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path / "pipe", tmp_path, Path("/dev/null")):
        with pytest.raises(NotRegular):
            read_regular(path)
    (tmp_path / "a").write_bytes(b"abc")
    assert (read_regular(tmp_path / "a"), read_regular(tmp_path / "a", 2)) == (b"abc", b"ab")
