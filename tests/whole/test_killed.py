"""A process that is killed leaves what it writes whole or not at all, and the next one clears up after it.

`python -m tests.support.killed_runs 200` is the long run of the same.
"""

import os
import re
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from form4kit.batch import executor
from form4kit.storage import atomic
from form4kit.storage.atomic import tidy, write_file, write_folder

TESTS = Path(__file__).parents[1]
OLD, NEW = {"manifest.json": b"old"}, {"manifest.json": b"new", "submission.xml": b"secret"}


def test_kills_at_random_moments_and_at_chosen_steps() -> None:
    """In a process of its own: it forks."""
    done = subprocess.run(
        [sys.executable, str(TESTS / "support" / "killed_runs.py"), "4", "1", "7"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    killed = re.findall(r"^(.+): killed before (\d+) steps", done.stdout, re.M)
    assert len(killed) == 11
    assert sum(int(steps) for _, steps in killed) > 4
    assert "4 kills of a batch, always whole" in done.stdout


def test_a_worker_that_does_not_end_keeps_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    """As one does not that waits for the lock which another took with it when it was killed."""
    monkeypatch.setattr(executor, "PATIENCE", 0.5)
    pool = executor.processes(2, int)
    assert pool.submit(abs, -1).result() == 1
    stopped = next(iter(pool._processes))  # type: ignore[attr-defined]
    os.kill(stopped, signal.SIGSTOP)
    begun = time.monotonic()
    pool.shutdown()
    assert time.monotonic() - begun < 20
    with pytest.raises(ProcessLookupError):
        os.kill(stopped, 0)


def held_elsewhere(scratch: Path) -> subprocess.Popen[str]:
    script = (
        "import fcntl, os, sys; fcntl.flock(os.open(sys.argv[1], os.O_RDONLY), fcntl.LOCK_EX)\n"
        "print('held', flush=True); sys.stdin.read()"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", script, str(scratch)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    return process


def test_what_a_living_process_holds_is_left_alone(tmp_path: Path) -> None:
    scratch = tmp_path / ".form4kit-abc"
    (scratch / "new").mkdir(parents=True)
    holder = held_elsewhere(scratch)
    tidy(tmp_path)
    assert (scratch / "new").is_dir()
    holder.kill()
    holder.communicate()
    tidy(tmp_path)
    assert [*tmp_path.iterdir()] == []


def test_what_was_taken_out_of_the_way_is_put_back(tmp_path: Path) -> None:
    for name, left in (("a", True), ("b", False)):
        taken = tmp_path / f".form4kit-{name}" / "old" / name
        taken.mkdir(parents=True)
        (taken / "manifest.json").write_bytes(b"old")
        if left:
            write_folder(tmp_path / name, NEW)
    tidy(tmp_path)
    assert sorted(each.name for each in tmp_path.iterdir()) == ["a", "b"]
    assert (tmp_path / "a/manifest.json").read_bytes() == b"new"
    assert (tmp_path / "b/manifest.json").read_bytes() == b"old"


def test_a_users_own_hidden_files_are_no_strays(tmp_path: Path) -> None:
    for name in (".form4kit", ".draft.yaml.swp", ".git"):
        (tmp_path / name).mkdir()
    tidy(tmp_path)
    tidy(tmp_path / "absent")
    assert len([*tmp_path.iterdir()]) == 3


@pytest.mark.parametrize("stop", [KeyboardInterrupt, OSError])
def test_what_stops_a_folder_in_its_exchange_leaves_the_old_one(
    stop: type[BaseException], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_folder(tmp_path / "a", OLD)
    plain = Path.rename

    def stopped(self: Path, target: Path) -> Path:
        if self.name == "new":
            raise stop
        return plain(self, target)

    monkeypatch.setattr(Path, "rename", stopped)
    with pytest.raises(stop):
        write_folder(tmp_path / "a", NEW)
    assert [each.name for each in tmp_path.iterdir()] == ["a"]
    assert {each.name: each.read_bytes() for each in (tmp_path / "a").iterdir()} == OLD


@pytest.mark.parametrize(("umask", "modes"), [(0o022, (0o755, 0o644)), (0o077, (0o700, 0o600))])
def test_the_umask_holds_and_what_is_private_stays_so(
    umask: int, modes: tuple[int, int], tmp_path: Path
) -> None:
    before = os.umask(umask)
    try:
        write_folder(tmp_path / "a", NEW)
        write_file(tmp_path / "b", b"x")
    finally:
        os.umask(before)
    assert (tmp_path / "a").stat().st_mode & 0o777 == modes[0]
    assert (tmp_path / "a/manifest.json").stat().st_mode & 0o777 == modes[1]
    assert (tmp_path / "a/submission.xml").stat().st_mode & 0o777 == 0o600
    assert (tmp_path / "b").stat().st_mode & 0o777 == modes[1]


def test_a_file_keeps_its_permissions(tmp_path: Path) -> None:
    for mode in (0o600, 0o664):
        file = tmp_path / "draft.yaml"
        file.write_bytes(b"old")
        file.chmod(mode)
        write_file(file, b"new")
        assert (file.read_bytes(), file.stat().st_mode & 0o777) == (b"new", mode)


@pytest.mark.parametrize("answer", sorted(atomic._LOCKLESS))
def test_a_disk_without_locks_is_written_to_all_the_same(
    answer: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(handle: int, how: int) -> None:
        raise OSError(answer, os.strerror(answer))

    monkeypatch.setattr("fcntl.flock", refuse)
    (tmp_path / ".form4kit-of-someone").mkdir()
    write_folder(tmp_path / "a", NEW)
    tidy(tmp_path)
    assert sorted(each.name for each in tmp_path.iterdir()) == [".form4kit-of-someone", "a"]


def test_a_system_without_locks_is_written_to_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "fcntl", None)
    write_folder(tmp_path / "a", OLD)
    write_folder(tmp_path / "a", NEW)
    assert {each.name: each.read_bytes() for each in (tmp_path / "a").iterdir()} == NEW


COMMANDS = {
    "build": ("build", "in", "--only", "xml", "--filed", "2026-11-20", "--out", "out"),
    "import": ("import", "docs", "--out", "drafts"),
    "check --fix": ("check", "in", "--fix", "--filed", "2026-11-20"),
    "new": ("new", "grant", "--out", "new/grant.yaml"),
    "init": ("init", "repository"),
}


@pytest.mark.parametrize("name", COMMANDS)
def test_a_disk_that_is_full_is_told_and_leaves_nothing_half_written(name: str, tmp_path: Path) -> None:
    """The limit on a file's size stands for the disk: each write ends after 200 bytes."""
    text = (TESTS / "clean" / "4.yaml").read_text(encoding="utf-8").replace("symbol: AMOT", "simbol: AMOT")
    (tmp_path / "in").mkdir()
    draft = tmp_path / "in" / "a.yaml"
    draft.write_text(text if name == "check --fix" else text.replace("simbol", "symbol"), encoding="utf-8")
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "b.xml").write_bytes((TESTS / "data" / "every-element.xml").read_bytes())
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}

    def limit() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (200, 200))

    done = subprocess.run(
        [sys.executable, "-B", "-m", "form4kit.cli.main", *COMMANDS[name]],
        cwd=tmp_path,
        preexec_fn=limit,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2, done.stderr
    assert "file too large" in done.stderr
    assert "Traceback" not in done.stderr
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before
