"""Kill `form4kit submit` while it works, and see that EDGAR gets a submission once and no receipt is lost.

`python -m tests.support.killed_submit 100` kills it at 100 moments, half of them as it sends a TEST and half
as it files; each time soon after something was written or asked, or at any moment at all. Then the same
command is run until it is done.
"""

import contextlib
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))  # for the modules beside this one, when this is run as one of a package

from edgar_api import Edgar, edgar_api  # noqa: E402
from sent_folder import CCC, NOON  # noqa: E402
from signing_kit import EXAMPLES, run  # noqa: E402
from submit_kit import FILER, NAME, USER  # noqa: E402

CHILD = """
import sys, time
from form4kit.steps import sending
from form4kit.transmission import look_up
sleep = time.sleep
time.sleep = lambda seconds: sleep(min(seconds, 0.02))
look_up.LOOKED_AFTER = (0.0, 1.0)
sys.argv[0] = "form4kit"
from form4kit.cli.main import run
run()
"""
STEPS = 12
"""About how many times something is written or asked, of a submission that is not disturbed."""
LASTS = 2.0
"""Seconds, about what one takes."""


def environment() -> dict[str, str]:
    kept = {name: text for name, text in os.environ.items() if not name.upper().endswith("_PROXY")}
    tokens = {"FORM4KIT_FILER_TOKEN": FILER, "FORM4KIT_USER_TOKEN": USER}
    return kept | tokens | {"PYTHONPATH": str(HERE.parents[1])}


def child(*words: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-c", CHILD, "submit", *words],
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )


def prepare(root: Path) -> None:
    """Build a filing as a TEST and live, in a repository of its own."""
    root.mkdir()
    (root / "form4kit.toml").write_text("")
    shutil.copy(EXAMPLES / "plan-sale.yaml", root / "plan.yaml")
    for name, more in (("test", []), ("live", ["--live"])):
        words = ("build", root / "plan.yaml", "--out", root / name, "--only", "xml")
        done = run(*words, "--filed", NOON.date(), *more, ccc=CCC)
        assert done.exit_code == 0, done.output


def traces(root: Path, edgar: Edgar) -> Iterator[object]:
    """What changes with each step: the requests, and the files of attempts, receipts and record."""
    yield len(edgar.requests)
    yield len(edgar.taken)
    for folder in (root / "receipts" / "attempts", root / "receipts", root):
        with contextlib.suppress(OSError):
            for entry in os.scandir(folder):
                found = entry.stat()
                yield entry.name, found.st_mtime_ns, found.st_size, found.st_ino


def kill_in_time(process: "subprocess.Popen[str]", root: Path, edgar: Edgar, chance: random.Random) -> bool:
    """Kill it at a moment, and tell whether it was still at work."""
    if chance.random() < 0.25:
        time.sleep(chance.uniform(0, LASTS))
    else:
        wanted, seen, last = chance.randrange(1, STEPS), 0, sorted(map(str, traces(root, edgar)))
        while process.poll() is None and seen < wanted:
            now = sorted(map(str, traces(root, edgar)))
            seen, last = seen + (now != last), now
            time.sleep(0.0002)
        time.sleep(chance.choice([0, 0, 0.001, 0.003, 0.01, 0.03]))
    alive = process.poll() is None
    if alive:
        os.killpg(process.pid, signal.SIGKILL)
    process.communicate()
    return alive


def finish(words: list[str], edgar: Edgar, told: Counter[str]) -> None:
    """Run it until it is done; where EDGAR has nothing of it, the person says so."""
    for _ in range(4):
        process = child(*words)
        said, _ = process.communicate(timeout=120)
        if process.returncode == 0:
            return
        assert "not known whether EDGAR has it" in said or "EDGAR does not have it" in said, said
        assert edgar.taken == [], said
        told["EDGAR had nothing, and the person said so"] += 1
        words = [*words, "--not-taken", "looked on EDGAR"]
    raise AssertionError("never done")


def kill_once(prepared: Path, edgar: Edgar, words: list[str], chance: random.Random) -> Counter[str]:
    """Kill a submission of a copy of what is prepared, go on, and see what came of it."""
    told: Counter[str] = Counter(kills=1)
    root = prepared.parent / "run"
    shutil.copytree(prepared, root)
    edgar.taken.clear()
    edgar.requests.clear()
    try:
        folder = root / ("live" if "--live" in words else "test") / "plan"
        command = [str(folder), *words, "--api", edgar.url]
        process = child(*command)
        told["killed at work"] += kill_in_time(process, root, edgar, chance)
        told["EDGAR had it when it was killed"] += len(edgar.taken)
        finish(command, edgar, told)
        look(root, edgar, live="--live" in words)
    finally:
        shutil.rmtree(root)
    return told


def look(root: Path, edgar: Edgar, *, live: bool) -> None:
    """See that there is one submission, its receipt, and the line of a filing."""
    (one,) = edgar.taken
    answer = json.loads((root / "receipts" / f"{one.accession}.json").read_text())
    assert answer["accessionNumber"] == one.accession
    assert one.mode == ("LIVE" if live else "TEST")
    record = root / "record.jsonl"
    lines = record.read_text().splitlines() if record.exists() else []
    assert [json.loads(line)["accession"] for line in lines] == ([one.accession] if live else [])
    assert not live or run("record", "check", "--record", record).exit_code == 0
    strays = [file.name for file in root.rglob(".form4kit-*")]
    assert strays == [], strays


def kill(times: int, seed: int = 0) -> Counter[str]:
    """Kill it so many times, half of them as it sends a TEST and half as it files."""
    chance, told = random.Random(seed), Counter[str]()
    with tempfile.TemporaryDirectory() as place, edgar_api(not_found=1, undecided=1) as edgar:
        bare, tested = Path(place) / "bare", Path(place) / "tested"
        prepare(bare)
        shutil.copytree(bare, tested)
        process = child(str(tested / "test" / "plan"), "--api", edgar.url)
        said, _ = process.communicate(timeout=120)
        assert process.returncode == 0, said
        words = ["--live", edgar.taken[0].accession, "--yes-file-live", NAME]
        first = edgar.number
        for number in range(times):
            live, edgar.number = number % 2 == 1, first
            told += kill_once(tested if live else bare, edgar, words if live else [], chance)
    return told


if __name__ == "__main__":
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    started = time.monotonic()
    for words, number in kill(count, int(sys.argv[2]) if len(sys.argv) > 2 else 0).items():
        print(f"{number:5} {words}")
    print(f"{time.monotonic() - started:5.0f} seconds; one submission each, no receipt lost")
