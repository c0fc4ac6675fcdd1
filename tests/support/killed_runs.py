"""Kill form4kit while it works, and see that what it writes is there whole and right, or not at all.

`python -m tests.support.killed_runs 200` kills a batch at 200 random moments, and every command that writes
at every step that it takes on the disk; `python -m tests.support.killed_runs 9 1` kills 9 times, and each
command at one step at most.
"""

import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))  # for the module beside this one, when this is run as one of a package

from killed_runs_steps import FILED, Files, below, contents, kill_at_steps, run, strays  # noqa: E402

COUNT = 6
LASTS = 2.5
"""Seconds, about what a build takes."""
VICTIMS = ("group", "parent", "worker")


@dataclass
class Batch:
    """Drafts, what an undisturbed build makes of them, and what an earlier one had made."""

    root: Path
    more: tuple[str, ...]
    wanted: Files = field(default_factory=dict)
    before: Files = field(default_factory=dict)

    def prepare(self) -> None:
        text = (HERE.parent / "clean" / "4.yaml").read_text(encoding="utf-8")
        (self.root / "in").mkdir(parents=True)
        for name, mark in (("before", "earlier"), ("wanted", "now")):
            for number in range(COUNT):
                draft = self.root / "in" / f"draft-{number}.yaml"
                draft.write_text(f"# {mark} {number}\n{text}", encoding="utf-8")
            code, said = run([*self.command(self.root / name)[3:], "--jobs", "1"])
            assert code == 0, said
            setattr(self, name, contents(self.root / name))
        assert all(self.wanted[name] != self.before[name] for name in self.wanted if "manifest" in name)

    def command(self, out: Path) -> list[str]:
        build = ["build", str(self.root / "in"), "--out", str(out), "--filed", FILED, "--format", "text"]
        return [sys.executable, "-m", "form4kit.cli.main", *build, "--jobs", "2", *self.more]

    def kill_once(self, out: Path, victim: str, chance: random.Random) -> int:
        """Kill a build, hold its output against what it may be, resume it; return how many were done."""
        over = chance.random() < 0.5
        if over:
            shutil.copytree(self.root / "before", out)
        process = subprocess.Popen(
            self.command(out),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            umask=0,  # what is private is so whatever the user allows
        )
        with watched(out) as open_to_others:
            self.wait(out, chance)
            kill(process.pid, victim, chance)
            said, _ = process.communicate(timeout=120)
            wait_for_the_end_of(process.pid)
        assert open_to_others == [], open_to_others
        done = self.look(out, over)
        if victim == "worker":  # the others do its work, unless it was killed a second time over one filing
            assert process.returncode in (0, 2), said
            assert done == COUNT or b"each process that worked on it died" in said, said
        self.resume(out)
        return done

    def look(self, out: Path, over: bool) -> int:
        """See that each folder is away, or whole: as it is to be, or as it was; return how many are done."""
        left, done = contents(out) if out.exists() else {}, 0
        for folder in {name.split("/")[0] for name in left}:
            now, new, old = (below(files, folder) for files in (left, self.wanted, self.before))
            assert now == new or (over and now == old), (folder, sorted(now))
            done += now == new
        return done

    def resume(self, out: Path) -> None:
        """Build what is left, and see that nothing tells the output from an undisturbed one."""
        code, said = run([*self.command(out)[3:], "--resume", "--jobs", "1"])
        assert code == 0, said
        assert contents(out) == self.wanted
        assert strays(out) == []
        assert [path for path in out.rglob("submission.xml") if path.stat().st_mode & 0o77] == []

    def wait(self, out: Path, chance: random.Random) -> None:
        """Wait for a moment: any at all, or one soon after a folder was written, when the next ones are."""
        if chance.random() < 0.3:
            time.sleep(chance.uniform(0, LASTS))
            return
        wanted, until = chance.randrange(COUNT), time.monotonic() + 60
        mark = out / f"draft-{wanted}" / "manifest.json"
        while time.monotonic() < until and not self.stands(mark):
            time.sleep(0.0005)
        time.sleep(chance.uniform(0, 0.01))

    def stands(self, manifest: Path) -> bool:
        try:
            return manifest.read_bytes() == self.wanted[f"{manifest.parent.name}/{manifest.name}"]
        except OSError:
            return False


def kill(parent: int, victim: str, chance: random.Random) -> None:
    """Kill a build: all its processes at once, the one that writes, or one of those that judge and print."""
    try:
        if victim == "group":
            os.killpg(parent, signal.SIGKILL)
        elif victim == "parent":
            os.kill(parent, signal.SIGKILL)
        elif workers := workers_of(parent):
            os.kill(chance.choice(workers), signal.SIGKILL)
    except ProcessLookupError:  # it was done already
        pass


def workers_of(parent: int) -> list[int]:
    """Return the worker processes of a build, where the system tells."""
    try:
        children = Path(f"/proc/{parent}/task/{parent}/children").read_text(encoding="ascii").split()
        said = {int(child): Path(f"/proc/{child}/cmdline").read_bytes() for child in children}
    except OSError:
        return []
    return sorted(child for child, command in said.items() if b"spawn_main" in command)


def wait_for_the_end_of(group: int) -> None:
    """Wait until no process of a group is left; those of a killed parent see to it themselves."""
    until = time.monotonic() + 30
    while time.monotonic() < until:
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return
        time.sleep(0.01)
    raise AssertionError("processes are left")


class watched:
    """Look again and again whether anyone else could read a submission; what was seen is in the list."""

    def __init__(self, out: Path) -> None:
        self.out, self.seen, self.over = out, [], threading.Event()  # type: ignore[var-annotated]
        self.thread = threading.Thread(target=self.look)

    def look(self) -> None:
        while not self.over.wait(0.001):
            for folder, _, files in os.walk(self.out):
                if "submission.xml" in files:
                    try:
                        mode = Path(folder, "submission.xml").stat().st_mode
                    except OSError:
                        continue
                    if mode & 0o177:
                        self.seen.append((folder, oct(mode)))

    def __enter__(self) -> list[tuple[str, str]]:
        self.thread.start()
        return self.seen

    def __exit__(self, *_: object) -> None:
        self.over.set()
        self.thread.join()


def kill_at_random(root: Path, times: int, seed: int) -> Counter[str]:
    """Kill batches, mostly of XML alone, every sixth with proofs; return how many of each kind it was."""
    batches = {"xml": Batch(root / "xml", ("--only", "xml")), "proofs": Batch(root / "proofs", ())}
    for batch in batches.values():
        batch.prepare()
    chance, told = random.Random(seed), Counter[str]()
    for number in range(times):
        kind = "proofs" if number % 6 == 5 else "xml"
        victim, out = VICTIMS[number % 3], root / "out"
        done = batches[kind].kill_once(out, victim, chance)
        told.update([kind, victim, "all done" if done == COUNT else "some done" if done else "none done"])
        shutil.rmtree(out)
    return told


def main(times: int = 200, steps: int = 0, seed: int = 1) -> None:
    """Kill a batch so many times, and each command at so many of its steps, or at all; print the figures."""
    with tempfile.TemporaryDirectory(prefix="form4kit-killing-") as root:
        for name, killed in kill_at_steps(Path(root, "steps"), steps, seed):
            print(f"{name}: killed before {killed} steps, always whole", flush=True)
        told = kill_at_random(Path(root), times, seed)
    print(f"{times} kills of a batch, always whole: {', '.join(f'{n} {kind}' for kind, n in told.items())}")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
