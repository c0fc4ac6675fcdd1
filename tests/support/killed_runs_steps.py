"""Kill each command that writes before each step that it takes on the disk; see `killed_runs`."""

import os
import random
import shutil
import signal
import sys
import traceback
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

from edgar_notices import notice
from signing_kit import PASSWORD, SIGNER, built, live, pkcs12
from typer.testing import CliRunner

from form4kit.cli.main import app
from form4kit.law.clock import parse_date, parse_instant
from form4kit.registry.starter import starter
from form4kit.storage.sealed import opened, sha256
from form4kit.transmission.receipt import Receipt

TESTS = Path(__file__).resolve().parents[1]
FILED = "2026-11-20"
Files = dict[str, bytes]
STEPS = {"os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.chmod", "os.truncate", "shutil.rmtree"}
GRANTS = "person,date,shares,vesting,signature,signed\n" + "".join(
    f"reyes,2026-11-{day},{day}00,One quarter vests each year.,/s/ Antonio J. Reyes,2026-11-19\n"
    for day in (16, 17, 18)
)


@dataclass(frozen=True)
class Scene:
    """A command on a copy of the kit, which is `ROOT` in its words.

    `same` says that every run writes the same bytes; `again` is the exit code once all is done; `tells` is
    a file that tells what this very run did.
    """

    words: tuple[str, ...]
    same: bool = True
    again: int = 0
    tells: str = ""


_WHEN = parse_instant("2026-11-21 09:00")
_ANSWER = Receipt(
    accession="0001234567-26-000002",
    status="accepted",
    form="4",
    test=False,
    received=_WHEN,
    accepted=_WHEN,
    ciks=("0001903446",),
)
_ACCEPTED = ("--accession", "0001234567-26-000002", "--accepted", "2026-11-21 09:00")
SCENES = {
    "build": Scene(("build", "ROOT/gift.yaml", "--out", "ROOT/fresh", "--only", "xml", "--filed", FILED)),
    "build over": Scene(("build", "ROOT/gift.yaml", "--out", "ROOT/out", "--only", "xml", "--filed", FILED)),
    "packet": Scene(("packet", "ROOT/out/gift", "--signer", SIGNER, "--out", "ROOT/again.pdf")),
    "packet over": Scene(("packet", "ROOT/out/gift", "--signer", SIGNER, "--out", "ROOT/packet.pdf")),
    "sign": Scene(("sign", "ROOT/packet.pdf", "--key", "ROOT/key.p12"), same=False, again=2),
    "record add": Scene(
        ("record", "add", "ROOT/out/gift", *_ACCEPTED, "--record", "ROOT/record.jsonl"), again=1
    ),
    "record add --receipt": Scene(
        ("record", "add", "ROOT/out/gift", "--receipt", "ROOT/message.eml", "--record", "ROOT/record.jsonl"),
        again=1,
    ),
    "record site": Scene(
        ("record", "site", "--out", "ROOT/web", "--copies", "ROOT/out/plan", "--record", "ROOT/record.jsonl")
    ),
    "check --fix": Scene(("check", "ROOT/mend", "--fix", "--filed", FILED)),
    "import": Scene(("import", "ROOT/out", "--out", "ROOT/drafts")),
    "new --from": Scene(
        ("new", "grant", "--from", "ROOT/repository/grants.csv", "--out", "ROOT/repository/2026"),
        again=1,
        tells="repository/2026/summary.md",
    ),
}


def contents(folder: Path) -> Files:
    """Return the files of a folder by name, but for what lies in hidden folders."""
    found = (path for path in sorted(folder.rglob("*")) if path.is_file())
    names = ((path.relative_to(folder), path) for path in found)
    return {
        name.as_posix(): path.read_bytes()
        for name, path in names
        if not any(part.startswith(".") for part in name.parts)
    }


def strays(folder: Path) -> list[Path]:
    """Return what has the name of a temporary file or folder; a repository's own .gitignore is none."""
    return sorted(path for path in folder.rglob(".*") if path.name != ".gitignore")


def below(files: Files, folder: str) -> Files:
    """Return the files in a folder of a folder."""
    return {name: data for name, data in files.items() if name.startswith(f"{folder}/")}


def make_kit(root: Path) -> Path:
    """Make built folders, a packet of them, a key, a record, drafts to mend, a repository with a table."""
    for folder in built(root).iterdir():
        live(folder)
    pkcs12(root / "key.p12")
    packed = ["packet", str(root / "out"), "--signer", SIGNER, "--out", str(root / "packet.pdf")]
    first = ["record", "add", str(root / "out" / "plan"), "--accession", "0001234567-26-000001"]
    first += ["--accepted", "2026-11-20 09:00", "--record", str(root / "record.jsonl")]
    for words in (packed, first):
        code, said = run(words)
        assert code == 0, said
    (root / "message.eml").write_text(notice(_ANSWER), encoding="utf-8")
    (root / "mend").mkdir()
    text = (TESTS / "clean" / "4.yaml").read_text(encoding="utf-8")
    for name in ("a", "b"):
        draft = root / "mend" / f"{name}.yaml"
        draft.write_text(text.replace("symbol: AMOT", "simbol: AMOT"), encoding="utf-8")
        draft.chmod(0o600)
    for name, text in {**starter(parse_date("2026-11-19")), "grants.csv": GRANTS}.items():
        file = root / "repository" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return root


def run(words: list[str], die_at: int = 0) -> tuple[int, str]:
    """Run a command in a child, which may kill itself before a step; return its exit code and its words.

    The code is minus the signal where it was killed.
    """
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            if die_at:
                sys.addaudithook(_Killer(die_at))
            result = CliRunner().invoke(app, words, env={"FORM4KIT_KEY_PASSWORD": PASSWORD})
            said, code = result.output, result.exit_code
        except BaseException:
            said, code = traceback.format_exc(), 99
        os.write(writing, said.encode()[:60_000])
        os._exit(code)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        said = pipe.read().decode()
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), said


class _Killer:
    """An audit hook that ends its process before the nth step on the disk."""

    def __init__(self, at: int) -> None:
        self.left = at

    def __call__(self, event: str, arguments: tuple[Any, ...]) -> None:
        if event in STEPS or (event == "open" and _for_writing(arguments[2])):
            self.left -= 1
            if self.left == 0:
                os.kill(os.getpid(), signal.SIGKILL)


def _for_writing(flags: Any) -> bool:
    return isinstance(flags, int) and bool(flags & (os.O_WRONLY | os.O_RDWR))


def kill_at_steps(root: Path, most: int, seed: int) -> Iterator[tuple[str, int]]:
    """Kill each command before its steps, `most` of them drawn by chance, or 0 for all; yield how many."""
    kit = make_kit(root / "kit")
    for name, scene in SCENES.items():
        yield name, _kill_one(scene, kit, root, most, seed)


def _kill_one(scene: Scene, kit: Path, root: Path, most: int, seed: int) -> int:
    before = contents(kit)
    fresh = root / "scene"
    _renew(fresh, kit)
    words = [word.replace("ROOT", str(fresh)) for word in scene.words]
    code, said = run(words)
    assert code == 0, said
    wanted = contents(fresh)
    assert wanted != before
    killed = 0
    for step in _drawn(most, seed):
        _renew(fresh, kit)
        code, said = run(words, step)
        if code == 0 and not most:
            return killed
        assert code in (0, -signal.SIGKILL), said
        killed += code != 0
        _look(scene, fresh, before, wanted)
        code, said = run(words)
        assert code in (0, scene.again), said
        _look(scene, fresh, before, wanted)
        assert not scene.same or scene.again or contents(fresh) == wanted
        assert contents(fresh).keys() == wanted.keys()
        assert [path for path in strays(fresh) if path.is_file() or any(path.iterdir())] == []
        assert code == scene.again != 0 or strays(fresh) == [], strays(fresh)
    return killed


def _renew(fresh: Path, kit: Path) -> None:
    shutil.rmtree(fresh, ignore_errors=True)
    shutil.copytree(kit, fresh)


def _drawn(most: int, seed: int) -> Iterator[int]:
    """Yield steps: the first to no end, or some of the first thirty."""
    return iter(sorted(random.Random(seed).sample(range(1, 30), most))) if most else count(1)


def _look(scene: Scene, root: Path, before: Files, wanted: Files) -> None:
    """See that each file, and each built folder, is as it was or as it is to be; or is away as a whole."""
    now = contents(root)
    for name in (now.keys() | before.keys()) - {scene.tells}:
        folder = name.rpartition("/")[0]
        if f"{folder}/manifest.json" in before.keys() | wanted.keys():
            assert below(now, folder) in ({}, below(before, folder), below(wanted, folder)), name
        elif scene.same or name in before:
            assert now.get(name) in (before.get(name), wanted.get(name)), name
    for file in root.rglob("submission.xml"):
        assert file.stat().st_mode & 0o777 == 0o600
    assert {file.stat().st_mode & 0o777 for file in (root / "mend").glob("*.yaml")} == {0o600}
    if "packet.signed.pdf" in now:
        record = opened(now["packet.signed.json"])
        assert record["signed"]["sha256"] == sha256(now["packet.signed.pdf"])
