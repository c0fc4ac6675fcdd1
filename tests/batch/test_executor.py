"""Many sources at once: in order, each crash with its own source, nothing half done, nothing lost."""

import datetime as dt
import json
import os
import pickle
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from functools import partial
from importlib.util import find_spec
from pathlib import Path

import batch_tasks
import pytest
from batch_tasks import deadly, dies_once, ready, same, slow_first, square
from typer.testing import CliRunner

from form4kit.batch import worker
from form4kit.batch.build_job import BuildJob, BuildResult, build
from form4kit.batch.executor import processes, run_all
from form4kit.batch.result import Crash, Result, one_by_one
from form4kit.cli import progress
from form4kit.cli.main import app
from form4kit.folder.build import BuildOptions, sha256
from form4kit.outcome import Options
from form4kit.source.discover import Found

CLEAN = Path(__file__).parents[1] / "clean"
FILED = "2026-11-20"
OPTIONS = Options(filed=dt.date(2026, 11, 20))
FILES = {"draft.yaml", "manifest.json", "ownership.xml", "proof.pdf", "submission.xml"}


def drafts(folder: Path, count: int) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    text = (CLEAN / "4.yaml").read_text(encoding="utf-8")
    for number in range(count):
        (folder / f"draft-{number:02}.yaml").write_text(f"# {number}\n{text}", encoding="utf-8")
    return folder


def form4kit(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "form4kit.cli.main", *arguments],
        capture_output=True,
        text=True,
        env=os.environ | environment,
        check=False,
    )


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


def squares(results: Iterator[Result[int, int]]) -> list[tuple[int, int | None, str]]:
    return [(source, value, crash.why if crash else "") for source, value, crash in results]


def test_results_come_in_the_order_of_the_sources() -> None:
    done = run_all(range(20), slow_first, partial(ThreadPoolExecutor, 4), ahead=8, pack=same)
    assert [value for _, value, _ in done] == list(range(20))


def test_only_so_many_are_on_their_way() -> None:
    begun = 0

    def sources() -> Iterator[int]:
        nonlocal begun
        for number in range(200):
            begun += 1
            yield number

    with closing(run_all(sources(), same, partial(ThreadPoolExecutor, 2), ahead=6, pack=same)) as done:
        for received, _ in enumerate(done, start=1):
            assert begun - received <= 6
    assert begun == 200


@pytest.mark.parametrize("jobs", [1, 2])
def test_an_exception_is_a_result_of_its_source(jobs: int) -> None:
    if jobs == 1:
        done = one_by_one(range(9), square, same)
    else:
        done = run_all(range(9), square, partial(processes, jobs, ready), ahead=4, pack=same)
    found = squares(done)
    assert [n for n, value, _ in found if value == n * n] == [0, 1, 2, 3, 4, 7, 8]
    assert found[5][2] == "form4kit failed here (ValueError); please report it"
    assert found[6][2] == "no such file or directory"


def test_a_bug_keeps_its_trace() -> None:
    (result,) = one_by_one([5], square, same)
    assert result.crash is not None
    assert 'raise ValueError("five")' in result.crash.trace


def test_a_source_that_cannot_be_packed_is_refused_alone() -> None:
    def pack(source: int) -> int:
        if source == 2:
            raise PermissionError(13, "Permission denied", "two")
        return source

    found = squares(run_all(range(4), square, partial(ThreadPoolExecutor, 2), ahead=3, pack=pack))
    assert found == [(0, 0, ""), (1, 1, ""), (2, None, "permission denied"), (3, 9, "")]


def test_a_source_that_kills_its_process_is_named_and_the_others_are_done() -> None:
    found = squares(run_all(range(14), deadly, partial(processes, 2, ready), ahead=4, pack=same))
    assert [n for n, value, _ in found if value == n * n] == [n for n in range(14) if n != 7]
    assert found[7] == (7, None, "each process that worked on it died")


def test_in_a_bunch_too_the_one_that_kills_is_told_apart() -> None:
    start = partial(processes, 2, ready)
    found = squares(run_all(range(20), deadly, start, ahead=2, pack=same, bunch=6))
    assert [n for n, value, _ in found if value == n * n] == [n for n in range(20) if n != 7]
    assert found[7] == (7, None, "each process that worked on it died")


def test_a_process_killed_from_outside_loses_nothing(tmp_path: Path) -> None:
    job = partial(dies_once, tmp_path / "died")
    found = squares(run_all(range(10), job, partial(processes, 2, ready), ahead=4, pack=same))
    assert (tmp_path / "died").exists()
    assert found == [(n, n * n, "") for n in range(10)]


def test_two_jobs_write_what_one_writes_in_the_same_order(tmp_path: Path) -> None:
    source = drafts(tmp_path / "in", 6)
    one, two = tmp_path / "one", tmp_path / "two"
    lines = []
    for out, jobs in ((one, "1"), (two, "2")):
        done = form4kit(
            "build", str(source), "--out", str(out), "--only", "xml", "--filed", FILED, "--jobs", jobs
        )
        assert done.returncode == 0, done.stderr
        lines.append((done.stdout, done.stderr.replace(str(out), "OUT")))
    assert lines[0] == lines[1]
    assert contents(one) == contents(two)
    assert len(contents(one)) == 6 * 4


def test_check_says_the_same_with_two_jobs(tmp_path: Path) -> None:
    source = drafts(tmp_path, 4)
    (source / "draft-01.yaml").write_text("form: '9'\n", encoding="utf-8")
    arguments = ("check", str(source), "--filed", FILED, "--format", "json", "--jobs")
    one, two = form4kit(*arguments, "1"), form4kit(*arguments, "2")
    assert (one.returncode, two.returncode) == (1, 1)
    assert one.stdout == two.stdout
    assert json.loads(one.stdout)["summary"]["errors"] > 0


def test_a_crash_is_named_at_the_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(order: BuildJob, **rest: object) -> BuildResult:
        task = order.task
        if isinstance(task, worker.LocalTask) and task.found.stem == "draft-01":
            raise ZeroDivisionError
        return build(order, **rest)  # type: ignore[arg-type]

    monkeypatch.setattr("form4kit.cli.build_folders.build", fails)
    source, out = drafts(tmp_path / "in", 3), tmp_path / "out"
    done = CliRunner().invoke(
        app, ["build", str(source), "--out", str(out), "--only", "xml", "--filed", FILED]
    )
    assert done.exit_code == 2
    assert sorted(path.name for path in out.iterdir()) == ["draft-00", "draft-02"]
    assert done.stderr.splitlines()[-1] == (
        f"form4kit: {source}/draft-01.yaml: form4kit failed here (ZeroDivisionError); please report it"
    )


class TestResume:
    """`--resume` leaves alone what is done, and nothing else."""

    @pytest.fixture
    def built(self, tmp_path: Path) -> Path:
        drafts(tmp_path / "in", 2)
        assert self.lines(tmp_path) == [f"draft-0{n}: {', '.join(sorted(FILES))}" for n in range(2)]
        return tmp_path

    def lines(self, root: Path, *more: str) -> list[str]:
        arguments = ["build", str(root / "in"), "--out", str(root / "out"), "--filed", FILED, "--resume"]
        done = CliRunner().invoke(app, [*arguments, *more])
        assert done.exit_code == 0, done.stderr
        return [line.removeprefix(f"{root}/out/") for line in done.stderr.splitlines() if "/out/" in line]

    def test_what_is_done_is_left_alone(self, built: Path) -> None:
        before = {path: path.stat().st_ino for path in (built / "out").rglob("*")}
        assert self.lines(built) == ["draft-00: unchanged", "draft-01: unchanged"]
        assert {path: path.stat().st_ino for path in (built / "out").rglob("*")} == before

    def test_another_source_is_built_again(self, built: Path) -> None:
        draft = built / "in/draft-01.yaml"
        draft.write_text(draft.read_text(encoding="utf-8") + "# looked over\n", encoding="utf-8")
        first, second = self.lines(built)
        assert first == "draft-00: unchanged"
        assert second.startswith("draft-01: draft.yaml")

    @pytest.mark.parametrize("name", sorted(FILES))
    def test_a_changed_file_is_made_again(self, built: Path, name: str) -> None:
        file = built / "out/draft-00" / name
        good = file.read_bytes()
        file.write_bytes(good[:-20] + bytes([good[-20] ^ 1]) + good[-19:])
        first, second = self.lines(built)
        assert first.startswith("draft-00: draft.yaml")
        assert second == "draft-01: unchanged"
        assert file.read_bytes() == good

    @pytest.mark.parametrize("stray", [True, False])
    def test_a_file_too_many_or_too_few_is_mended(self, built: Path, stray: bool) -> None:
        folder = built / "out/draft-00"
        if stray:
            (folder / "notes.txt").write_text("mine", encoding="utf-8")
        else:
            (folder / "submission.xml").unlink()
        assert self.lines(built)[0].startswith("draft-00: draft.yaml")
        assert {path.name for path in folder.iterdir()} == FILES

    def test_a_ccc_that_is_now_there_is_put_in_and_the_proof_kept(
        self, built: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        folder = built / "out/draft-00"
        proof = (folder / "proof.pdf").read_bytes()
        unsealed = (folder / "submission.xml").read_bytes()
        monkeypatch.setenv(_ccc_variable(folder), "abcd@123")
        monkeypatch.setattr("form4kit.proof.pdf.pdf", _no_press)
        assert self.lines(built)[0].startswith("draft-00: draft.yaml")
        assert (folder / "submission.xml").read_bytes() != unsealed
        assert (folder / "proof.pdf").read_bytes() == proof

    def test_other_options_build_again(self, built: Path) -> None:
        assert self.lines(built, "--only", "xml")[0].startswith("draft-00: draft.yaml, manifest.json")


def _no_press(*_: object, **__: object) -> bytes:
    raise AssertionError("the proof was printed again")


def _ccc_variable(folder: Path) -> str:
    cik = folder.joinpath("ownership.xml").read_text(encoding="utf-8").split("<rptOwnerCik>")[1][:10]
    return f"FORM4KIT_CCC_{cik.lstrip('0')}"


def test_ctrl_c_stops_and_resume_goes_on(tmp_path: Path) -> None:
    source, out = drafts(tmp_path / "in", 9), tmp_path / "out"
    arguments = ["build", str(source), "--out", str(out), "--filed", FILED, "--jobs", "2", "--format", "text"]
    process = subprocess.Popen(
        [sys.executable, "-m", "form4kit.cli.main", *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # a background job ignores it
    )
    until = time.monotonic() + 60
    while not (out / "draft-00").exists() and time.monotonic() < until:
        time.sleep(0.02)
    os.killpg(process.pid, signal.SIGINT)
    _, said = process.communicate(timeout=30)
    assert process.returncode == 130
    assert "form4kit: stopped, with" in said.splitlines()[-1]
    assert "Traceback" not in said
    assert _group_is_empty(process.pid)
    done = sorted(path.name for path in out.iterdir())
    assert 1 <= len(done) < 9
    assert all({file.name for file in (out / name).iterdir()} == FILES for name in done)
    resumed = form4kit(*arguments, "--resume")
    assert resumed.returncode == 0
    assert [line for line in resumed.stderr.splitlines() if line.endswith("unchanged")] == [
        f"{out / name}: unchanged" for name in done
    ]
    assert len(list(out.iterdir())) == 9


def _group_is_empty(group: int) -> bool:
    for _ in range(100):
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.05)
    return False


def test_workers_end_with_a_parent_that_is_killed(tmp_path: Path) -> None:
    script = (
        "import sys, time; from functools import partial; sys.path.insert(0, sys.argv[1])\n"
        "from batch_tasks import ready, same; from form4kit.batch.executor import processes\n"
        "if __name__ == '__main__':\n"
        "    pool = processes(2, ready); pool.submit(same, 1).result()\n"
        "    print('up', flush=True); time.sleep(60)\n"
    )
    file = tmp_path / "parent.py"
    file.write_text(script, encoding="utf-8")
    parent = subprocess.Popen(
        [sys.executable, str(file), str(Path(batch_tasks.__file__).parent)],
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    assert parent.stdout is not None
    assert parent.stdout.readline() == "up\n"
    parent.kill()
    parent.wait()
    parent.stdout.close()
    assert _group_is_empty(parent.pid)


def test_a_bar_tells_rate_and_time_left() -> None:
    bar = progress.Progress(48)
    bar.done, bar.terminal = 12, True
    assert bar.words(2.5) == "[######                  ] 12 of 48, 4.8/s, 0:08 left"
    bar.terminal = False
    assert bar.words(600.0) == "12 of 48, 0.0/s, 30:00 left"
    unknown = progress.Progress()
    unknown.done = 900
    assert unknown.words(3.0) == "900 done, 300/s"


def test_a_bar_makes_room_for_a_line(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(progress, "_REDRAWN", 0)
    with progress.Progress(2) as bar:
        bar.terminal = True
        bar.step()
        progress.erase()
        sys.stderr.write("a line\n")
        bar.step()
    drawn = capsys.readouterr().err.split("\r\x1b[K")
    assert drawn[2] == "a line\n"
    assert drawn[3].startswith("[########################] 2 of 2")
    assert drawn[-1] == ""


class TestFar:
    """A source that travels is judged as at home."""

    @pytest.fixture
    def repository(self, tmp_path: Path) -> Path:
        root = tmp_path / "repository"
        drafts(root / "2026", 2)
        (root / "form4kit.toml").write_text("[rules]\nignore = ['CCC']\n", encoding="utf-8")
        for number in range(2):
            draft = root / f"2026/draft-0{number}.yaml"
            text = draft.read_text(encoding="utf-8")
            draft.write_text(
                text + f"exhibits: [{{file: poa-{number}.txt, type: EX-24}}]\n", encoding="utf-8"
            )
            (root / f"2026/poa-{number}.txt").write_text(f"Power of attorney {number}\n", encoding="utf-8")
        return root

    def test_exhibits_and_settings_travel_with_it(self, repository: Path) -> None:
        for number in range(2):
            file = repository / f"2026/draft-0{number}.yaml"
            found = Found(str(file), file)
            task = worker.packed(found)
            (repository / f"2026/poa-{number}.txt").unlink()
            outcome = task.judge(OPTIONS)
            assert outcome.settings.ignore == ("CCC",)
            assert outcome.settings.file == repository / "form4kit.toml"
            assert outcome.filing is not None
            assert outcome.filing.submission is not None
            (exhibit,) = outcome.filing.submission.documents
            assert exhibit.content == f"Power of attorney {number}\n".encode()

    def test_earlier_filings_travel_with_what_they_name(self, repository: Path) -> None:
        earlier, later = repository / "2025/first.yaml", repository / "2026/later.yaml"
        earlier.parent.mkdir()
        text = (CLEAN / "4.yaml").read_text(encoding="utf-8")
        earlier.write_text(text, encoding="utf-8")
        head, _, rest = text.partition("non_derivative:")
        _, _, tail = rest.partition("signatures:")
        carried = (
            "positions:\n  from: ../2025/first.yaml\n  common: {security: Common Stock}\n"
            "events:\n  - sale: {from: common, date: 2026-11-19, shares: 10, price: 30}\n"
        )
        later.write_text(f"{head}{carried}signatures:{tail}", encoding="utf-8")
        near = worker.LocalTask(Found(str(later), later)).judge(OPTIONS)
        task = worker.packed(Found(str(later), later))
        earlier.unlink()
        outcome = pickle.loads(pickle.dumps(task)).judge(OPTIONS)
        assert outcome.findings == near.findings
        assert outcome.filing is not None
        assert near.filing is not None
        assert outcome.filing.rows == near.filing.rows
        assert [row.owned_after.text for row in outcome.filing.non_derivative] == ["41961", "10000"]
        assert pickle.loads(pickle.dumps(near)).findings == near.findings

    def test_no_file_outside_the_folder_travels(self, repository: Path) -> None:
        (repository / "private.txt").write_text("private", encoding="utf-8")
        draft = repository / "2026/draft-00.yaml"
        text = draft.read_text(encoding="utf-8").replace("poa-0.txt", "../private.txt")
        draft.write_text(text, encoding="utf-8")
        task = worker.packed(Found(str(draft), draft))
        assert task.draft_files == ()
        assert [name for name, _ in task.registry] == ["form4kit.toml"]

    def test_it_leaves_nothing_for_the_next(self, repository: Path) -> None:
        files = [repository / f"2026/draft-0{number}.yaml" for number in range(2)]
        first = worker.packed(Found(str(files[0]), files[0]))
        (repository / "2026/poa-1.txt").unlink()
        files[1].write_text(files[1].read_text(encoding="utf-8").replace("poa-1", "poa-0"), encoding="utf-8")
        (repository / "2026/poa-0.txt").unlink()
        second = worker.packed(Found(str(files[1]), files[1]))
        assert "EXH07" not in {finding.rule for finding in first.judge(OPTIONS).findings}
        assert "EXH07" in {finding.rule for finding in second.judge(OPTIONS).findings}


def dask(folder: Path, *arguments: str) -> subprocess.Popen[bytes]:
    environment = {name: value for name, value in os.environ.items() if "CCC" not in name}
    return subprocess.Popen(
        [sys.executable, "-m", "dask", *arguments],
        cwd=folder,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def wait_for(scheduler: str, count: int) -> None:
    import distributed

    with distributed.Client(scheduler, set_as_default=False) as client:
        client.wait_for_workers(count, timeout=40)


@pytest.fixture(scope="module")
def scheduler(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("dask")
    process = dask(
        folder, "scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--no-show",
        "--scheduler-file", str(folder / "scheduler.json"),
    )  # fmt: skip
    try:
        until = time.monotonic() + 30
        while not (folder / "scheduler.json").exists() and time.monotonic() < until:
            time.sleep(0.05)
        yield json.loads((folder / "scheduler.json").read_text(encoding="utf-8"))["address"]
    finally:
        process.kill()
        process.wait()


@pytest.mark.skipif(find_spec("distributed") is None, reason="distributed is not installed")
class TestCluster:
    """Real Dask processes on the loopback, in another folder, without our environment."""

    @pytest.fixture
    def workers(self, scheduler: str, tmp_path: Path) -> Iterator[list[subprocess.Popen[bytes]]]:
        arguments = ("worker", scheduler, "--host", "127.0.0.1", "--nthreads", "1")
        more = ("--no-nanny", "--no-dashboard", "--death-timeout", "60")
        processes = [dask(tmp_path, *arguments, *more) for _ in range(2)]
        try:
            wait_for(scheduler, 2)
            yield processes
        finally:
            for process in processes:
                process.kill()
                process.wait()

    def test_a_worker_killed_mid_way_loses_nothing(
        self, scheduler: str, workers: list[subprocess.Popen[bytes]], tmp_path: Path
    ) -> None:
        import distributed

        files = sorted(drafts(tmp_path / "in", 10).iterdir())
        sources = [Found(str(file), file) for file in files]
        job = partial(build, options=OPTIONS, build_options=BuildOptions(frozenset(["pdf"])), selection=None)
        with distributed.Client(scheduler, set_as_default=False) as client:
            start = partial(client.get_executor, pure=False)
            done = run_all(sources, job, start, ahead=8, pack=lambda found: BuildJob(worker.packed(found)))
            received = []
            for result in done:
                received.append(result)
                if len(received) == 3:
                    workers[0].kill()
        assert workers[0].wait() == -signal.SIGKILL
        assert [result.source for result in received] == sources
        assert [result.crash for result in received] == [None] * 10
        here = build(BuildJob(worker.LocalTask(sources[9])), OPTIONS, BuildOptions(frozenset(["pdf"])), None)
        there = received[9].value
        assert there is not None
        assert dict(there.built.files) == dict(here.built.files)

    def test_the_cluster_builds_what_this_machine_builds(
        self, scheduler: str, workers: list[subprocess.Popen[bytes]], tmp_path: Path
    ) -> None:
        assert all(worker.poll() is None for worker in workers)
        source = drafts(tmp_path / "in", 3)
        arguments = ("build", str(source), "--only", "xml", "--filed", FILED)
        here = form4kit(*arguments, "--out", str(tmp_path / "here"))
        variable = _ccc_variable(tmp_path / "here/draft-00")
        for name, more in (("here", ()), ("there", ("--cluster", scheduler))):
            here = form4kit(*arguments, "--out", str(tmp_path / name), *more, **{variable: "abcd@123"})
            assert here.returncode == 0, here.stderr
        assert contents(tmp_path / "here") == contents(tmp_path / "there")
        assert len(contents(tmp_path / "there")) == 3 * 4

    @pytest.mark.parametrize(
        ("address", "why"),
        [
            ("nonsense", "write it as tcp://host:port"),
            ("tcp://127.0.0.1:port", "write it as tcp://host:port"),
            ("tcp://127.0.0.1:1", "connection refused"),
        ],
    )
    def test_a_cluster_that_is_not_there_is_a_clear_line(
        self, tmp_path: Path, address: str, why: str
    ) -> None:
        done = CliRunner().invoke(app, ["check", str(drafts(tmp_path, 1)), "--cluster", address])
        assert done.exit_code == 2
        assert done.stderr == f"form4kit: --cluster {address}: {why}\n"


def test_hashes_of_secrets_do_not_travel(tmp_path: Path) -> None:
    from form4kit.cli.build_folders import Folders
    from form4kit.cli.judge_run import JudgeRun
    from form4kit.cli.options import Format
    from form4kit.rules.selection import Selection

    folder = tmp_path / "out/a"
    folder.mkdir(parents=True)
    for name in FILES:
        (folder / name).write_text(name, encoding="utf-8")
    folders = Folders(
        JudgeRun(OPTIONS, Selection(), Format.TEXT, False), BuildOptions(), tmp_path / "out", resume=True
    )
    existing = folders.existing_hashes(Found("a.yaml", tmp_path / "a.yaml"))
    assert set(existing) == FILES - {"submission.xml"}
    assert existing["proof.pdf"] == sha256(b"proof.pdf")


def test_a_crash_travels_from_a_thread_too() -> None:
    assert threading.active_count() < 50  # what other tests started has ended
    (found,) = run_all([5], square, partial(ThreadPoolExecutor, 1), ahead=2, pack=same)
    assert isinstance(found.crash, Crash)


def test_a_proof_with_aids_is_not_kept_where_a_plain_one_is_wanted(tmp_path: Path) -> None:
    draft = Path(__file__).resolve().parents[2] / "examples" / "gift.yaml"
    out = tmp_path / "out"
    proof = out / "gift" / "proof.pdf"
    order = ["build", str(draft), "--out", str(out), "--filed", "2026-11-20", "--resume"]
    proofs = []
    for more in ([], ["--plain"], ["--plain"]):
        result = CliRunner().invoke(app, [*order, *more])
        assert result.exit_code == 0, result.output
        proofs.append(proof.read_bytes())
    assert proofs[0] != proofs[1] == proofs[2]
    assert "unchanged" in result.output
