"""What goes wrong around the work: hands that fail, a disk that refuses, a reader that goes away."""

import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor, Executor, Future
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from console import run

from form4kit.batch.executor import run_all
from form4kit.batch.result import DIED, Crash, crash
from form4kit.batch.worker import PackedTask
from form4kit.cli import workers
from form4kit.cli.judge_run import JudgeRun
from form4kit.cli.options import Format
from form4kit.outcome import Options
from form4kit.rules.selection import Selection
from form4kit.source.discover import Found

CLEAN = Path(__file__).parents[1] / "clean" / "4.yaml"


class Hands(Executor):
    """Does the work here and now, but for what its plan says of each submission in turn.

    `refuse` says that it is broken; `die` gives a future that broke, `hang` one that never ends, `fail` one
    that could not travel.
    """

    def __init__(self, plan: Iterator[str]) -> None:
        self.plan = plan
        self.given: list[Future[Any]] = []

    def submit(self, work: Callable[..., Any], /, *arguments: Any, **more: Any) -> "Future[Any]":
        how, future = next(self.plan, "work"), Future[Any]()
        if how == "refuse":
            raise BrokenExecutor
        self.given.append(future)
        if how == "die":
            future.set_exception(BrokenExecutor())
        elif how == "fail":
            future.set_exception(TypeError("cannot pickle"))
        elif how != "hang":
            future.set_result(work(*arguments, **more))
        return future


def double(source: int) -> int:
    return 2 * source


def same(source: int) -> int:
    return source


def done(plan: list[str], count: int, **more: int) -> tuple[list[object], int]:
    """Return what came of some sources, values or why not, and how many executors it took."""
    script, started = iter(plan), []

    def start() -> Hands:
        started.append(Hands(script))
        return started[-1]

    found = run_all(range(count), double, start, pack=same, **{"ahead": 3, **more})
    return [value if trouble is None else trouble.why for _, value, trouble in found], len(started)


@pytest.mark.parametrize(
    "plan",
    [
        ["refuse"],
        ["work", "work", "refuse"],
        ["work", "die"],
        ["hang", "refuse"],
        ["hang", "hang", "refuse"],
        ["hang", "work", "refuse"],
        ["hang", "die", "refuse"],
    ],
)
def test_what_a_broken_executor_had_is_done_again_by_another(plan: list[str]) -> None:
    assert done(plan, 5) == ([0, 2, 4, 6, 8], 2)


def test_a_source_that_breaks_two_executors_is_named() -> None:
    assert done(["work", "die", "die"], 4) == ([0, DIED, 4, 6], 3)


def test_work_that_cannot_travel_is_a_crash_of_each_source_in_the_bunch() -> None:
    why = "form4kit failed here (TypeError); please report it"
    assert done(["work", "fail"], 6, bunch=2) == ([0, 2, why, why, 8, 10], 1)


def test_who_stops_early_leaves_nothing_begun() -> None:
    hands = Hands(iter(["hang", "hang", "hang"]))
    threading.Timer(0.2, lambda: hands.given[0].set_result([0])).start()
    with closing(run_all(range(9), double, lambda: hands, pack=same, ahead=3)) as results:
        assert next(results).value == 0
    assert [future.cancelled() for future in hands.given] == [False, True, True]


def test_dasks_word_for_a_death_is_told_as_one() -> None:
    assert crash(type("KilledWorker", (Exception,), {})()) == Crash(DIED)


def test_standard_input_travels_to_another_process(monkeypatch: pytest.MonkeyPatch) -> None:
    found = Found("-", None)
    monkeypatch.setattr(Found, "read", lambda _: CLEAN.read_bytes())
    task = workers._task(found)
    assert isinstance(task, PackedTask)
    assert task.data == CLEAN.read_bytes()
    assert task.judge(Options(only_read=True)).form == "4"


class TestCluster:
    """What a cluster may answer, before any work goes there."""

    @pytest.fixture(autouse=True)
    def open_door(self, monkeypatch: pytest.MonkeyPatch) -> None:
        pytest.importorskip("distributed")
        monkeypatch.setattr(workers, "_require_listener", lambda _: None)

    def test_the_extra_is_named_where_it_is_missing(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setitem(sys.modules, "distributed", None)
        result = run("check", CLEAN, "--cluster", "tcp://127.0.0.1:1")
        assert result.exit_code == 2
        assert "pip install 'form4kit[cluster]'" in result.output

    def test_who_listens_but_is_no_scheduler_is_told(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def refuse(*_: object, **__: object) -> None:
            raise OSError("timed out")

        monkeypatch.setattr("distributed.Client", refuse)
        result = run("check", CLEAN, "--cluster", "tcp://127.0.0.1:1")
        assert result.exit_code == 2
        assert "no Dask scheduler answers there (OSError)" in result.output

    def test_a_cluster_without_workers_is_waited_for(self, monkeypatch: pytest.MonkeyPatch) -> None:
        class Client:
            """A scheduler of no workers; the work is done here."""

            def __init__(self, *_: object, **__: object) -> None:
                self.closed = False

            def nthreads(self) -> dict[str, int]:
                return {}

            def get_executor(self, pure: bool) -> Hands:
                assert not pure
                return Hands(iter([]))

            def close(self, timeout: float) -> None:
                self.closed = True

        monkeypatch.setattr("distributed.Client", Client)
        result = run("check", CLEAN, "--cluster", "tcp://127.0.0.1:1", "--filed", "2026-11-19")
        assert result.exit_code == 0
        assert "the cluster has no workers yet; waiting for one" in result.output


@pytest.fixture
def judge() -> JudgeRun:
    return JudgeRun(Options(), Selection(), Format.TEXT, False)


def test_a_bug_is_one_line_and_the_others_go_on(judge: JudgeRun, capsys: pytest.CaptureFixture[str]) -> None:
    with judge.guarded("a.yaml"):
        raise ZeroDivisionError
    assert judge.unreadable
    wanted = "form4kit: a.yaml: form4kit failed here (ZeroDivisionError); please report it\n"
    assert capsys.readouterr().err == wanted


def test_a_bug_is_shown_to_who_looks_for_it(
    judge: JudgeRun, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FORM4KIT_DEBUG", "1")
    with pytest.raises(ZeroDivisionError), judge.guarded("a.yaml"):
        raise ZeroDivisionError
    judge.crashed("a.yaml", Crash("why", trace="Traceback: here"))
    assert "Traceback: here" in capsys.readouterr().err
    assert judge.crashes == ["form4kit: a.yaml: why"]


def test_a_baseline_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    result = run("check", CLEAN, "--write-baseline", tmp_path / "file" / "baseline.json")
    assert result.exit_code == 2
    assert "Traceback" not in result.output
    assert "baseline.json: " in result.output


def test_fix_leaves_alone_what_needs_none(tmp_path: Path) -> None:
    draft = tmp_path / "a.yaml"
    draft.write_bytes(CLEAN.read_bytes())
    before = draft.stat().st_ino
    result = run("check", draft, "--fix", "--filed", "2026-11-19")
    assert (result.exit_code, draft.stat().st_ino) == (0, before)
    assert "mended" not in result.output


def test_fix_goes_through_a_link(tmp_path: Path) -> None:
    draft, link = tmp_path / "a.yaml", tmp_path / "link.yaml"
    clean = CLEAN.read_text(encoding="utf-8")
    draft.write_text(clean.replace("symbol: AMOT", "simbol: AMOT"), encoding="utf-8")
    link.symlink_to(draft)
    run("check", link, "--fix", "--filed", "2026-11-19")
    assert link.is_symlink()
    assert draft.read_text(encoding="utf-8") == clean


def test_a_reader_that_goes_away_ends_it_quietly() -> None:
    command = [sys.executable, "-m", "form4kit.cli.main", "rules"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()
    said = process.stderr.read()
    process.stderr.close()
    assert (process.wait(), said) == (1, b"")
