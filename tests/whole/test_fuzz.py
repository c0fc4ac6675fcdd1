"""The readers under damaged input: past failures, a run of our own mutations, and a short run of atheris."""

import importlib.util
import random
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

FUZZ = Path(__file__).resolve().parents[2] / "fuzz"
sys.path.insert(0, str(FUZZ))

from targets import TARGETS, regressions, seeds  # noqa: E402

TRIES = {"yaml": 250, "xml": 250, "txt": 250, "marks": 4000}
_PIECES = [
    b"^",
    b"^^",
    b" ^a",
    b"\n",
    b"  ",
    b": ",
    b"- ",
    b"#",
    b'"',
    b"'",
    b"[",
    b"{",
    b"<",
    b"&",
    b"]]>",
    b"\0",
]
_PIECES += [
    b"<!--",
    b"-->",
    b"<!DOCTYPE a>",
    b"&#0;",
    b"\xff",
    b"\xe2\x80\xae",
    b"9" * 400,
    b"\\ud800",
    b"*a",
    b"!!x",
]


@pytest.mark.parametrize("target", TARGETS)
def test_what_once_failed_does_not_fail_again(target: str) -> None:
    for file in regressions(target):
        TARGETS[target](file.read_bytes())


@pytest.mark.parametrize("target", TARGETS)
def test_damaged_input_is_told_and_never_raises(target: str) -> None:
    chance = random.Random(f"form4kit {target}")
    found = list(seeds(target))
    assert found
    for _ in range(TRIES[target]):
        data = chance.choice(found)
        for _ in range(chance.randint(1, 4)):
            data = chance.choice(MUTATIONS)(data, chance)
        try:
            TARGETS[target](data)
        except Exception as error:
            raise AssertionError(f"{type(error).__name__} on {data!r}") from error


@pytest.mark.parametrize("target", TARGETS)
def test_a_short_run_of_the_fuzzer_finds_nothing(target: str, tmp_path: Path) -> None:
    if importlib.util.find_spec("atheris") is None:
        pytest.skip("atheris is not installed")
    command = [
        sys.executable,
        FUZZ / "run.py",
        target,
        "-max_total_time=3",
        "-seed=1",
        "-print_final_stats=1",
    ]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=180)
    assert done.returncode == 0, done.stderr[-3000:]
    tried = [line for line in done.stderr.splitlines() if "number_of_executed_units" in line]
    assert int(tried[0].split(":")[-1]) > 5  # few, on a busy machine
    assert list(tmp_path.iterdir()) == []


def _cut(data: bytes, chance: random.Random) -> bytes:
    start, end = _span(data, chance)
    return data[:start] + data[end:]


def _double(data: bytes, chance: random.Random) -> bytes:
    start, end = _span(data, chance)
    return data[:end] + data[start:end] + data[end:]


def _put(data: bytes, chance: random.Random) -> bytes:
    at = chance.randint(0, len(data))
    return data[:at] + chance.choice(_PIECES) + data[at:]


def _flip(data: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(data) or 1)
    return data[:at] + bytes([chance.randrange(256)]) + data[at + 1 :]


def _swap_lines(data: bytes, chance: random.Random) -> bytes:
    lines = data.split(b"\n")
    one, two = chance.randrange(len(lines)), chance.randrange(len(lines))
    lines[one], lines[two] = lines[two], lines[one]
    return b"\n".join(lines)


def _span(data: bytes, chance: random.Random) -> tuple[int, int]:
    start = chance.randint(0, len(data))
    return start, min(len(data), start + chance.choice([1, 2, 5, 20, 200]))


MUTATIONS: list[Callable[[bytes, random.Random], bytes]] = [_cut, _double, _put, _flip, _swap_lines]
