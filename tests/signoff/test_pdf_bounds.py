"""A packet, or a scan, that is made to hurt is refused quickly, in little memory, in one line."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from armed_packets import ARMED
from pdf_bombs import BOMBS
from signing_kit import PASSWORD, pkcs12, signed

import form4kit
from form4kit.signoff.attached import attachments_of
from form4kit.signoff.pdf_bounds import NotAPacket, within_bounds

pytest.importorskip("pyhanko")

MOST_MEMORY = 600 * 1024  # kilobytes
MOST_SECONDS = 10.0
LARGE = 1 << 18
BATCHES = [list(BOMBS)[at::6] for at in range(6)]
_CHILD = """
import sys, time
from form4kit.cli.main import app
for line in sys.stdin.read().splitlines():
    begun, code = time.process_time(), 0
    try:
        app(line.split("\\t"))
    except SystemExit as end:
        code = end.code or 0
    print("ENDED", code, time.process_time() - begun, file=sys.stderr)
    print("ENDED", flush=True)
print("MOST", open("/proc/self/status").read().split("VmHWM:")[1].split()[0], file=sys.stderr)
"""
linux = pytest.mark.skipif(
    not Path("/proc/self/status").exists(), reason="a process's own memory is read from /proc"
)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("bounds")
    signed(root)
    pkcs12(root / "key.p12")
    return root


def held(commands: list[list[object]], folder: Path) -> list[tuple[int, str]]:
    """Run commands in a process of their own, hold it to the limits, return exit codes and what was said."""
    asked = "\n".join("\t".join(str(each) for each in command) for command in commands)
    root = str(Path(form4kit.__file__).parents[1])
    done = subprocess.run(
        [sys.executable, "-c", _CHILD],
        input=asked,
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=120,
        env={**os.environ, "PYTHONPATH": root, "FORM4KIT_KEY_PASSWORD": PASSWORD},
    )
    told = done.stderr
    ended = re.findall(r"ENDED (\d+) ([\d.e-]+)", told)
    assert len(ended) == len(commands), told[-2000:]
    for command, (_, seconds) in zip(commands, ended, strict=True):
        assert float(seconds) < MOST_SECONDS, command
    most = re.search(r"MOST (\d+)", told)
    assert most is not None
    assert int(most[1]) < MOST_MEMORY, f"{int(most[1]) // 1024} MB"
    said = zip(re.split(r"ENDED.*\n", told), done.stdout.split("ENDED\n"), strict=False)
    return [(int(code), one + other) for (code, _), (one, other) in zip(ended, said, strict=False)]


@linux
@pytest.mark.parametrize("batch", range(6))
def test_files_made_to_hurt(batch: int, made: Path, tmp_path: Path) -> None:
    """A large one is refused at once and meets one command in turn beside `verify`; a small one meets all.

    As a scan it is looked at by a person: what a viewer can show passes, but it passes quickly.
    """
    filing = made / "out" / "gift"
    accepted = ("--accession", "0001234567-26-000001", "--accepted", "2026-11-20 10:00")
    commands: list[list[object]] = []
    scans: list[list[object]] = []
    for number, name in enumerate(BATCHES[batch]):
        bomb, packet = f"{name}.pdf", f"packet-{number}.pdf"
        data = BOMBS[name]()
        (tmp_path / bomb).write_bytes(data)
        (tmp_path / packet).write_bytes((made / "packet.pdf").read_bytes())
        others: list[list[object]] = [
            ["verify", bomb, "--filed", filing / "ownership.xml"],
            ["sign", bomb, "--key", made / "key.p12", "--out", "signed.pdf"],
            ["sign", bomb, "--wet", made / "packet.pdf"],
            ["sign", bomb, "--renew", "--tsa", "http://127.0.0.1:9/"],
            ["record", "add", filing, *accepted, "--packet", bomb, "--record", "record.jsonl"],
        ]
        turn = (batch + number) % len(others)
        commands += [["verify", filing, bomb], *(others[turn : turn + 1] if len(data) > LARGE else others)]
        scans.append(["sign", packet, "--wet", bomb])
    there = {each.name for each in tmp_path.iterdir()}
    answers = held([*commands, *scans], tmp_path)
    for command, (code, said) in zip([*commands, *scans], answers, strict=True):
        assert code in ((1, 2) if command in commands else (0, 1)), (command, said)
        assert said.strip(), command
        assert all(len(line) < 500 for line in said.splitlines()), command
    shown = [number for number, (code, _) in enumerate(answers[len(commands) :]) if code == 0]
    made_of_them = {f"packet-{number}.signed.{kind}" for number in shown for kind in ("json", "pdf")}
    assert {each.name for each in tmp_path.iterdir()} - there <= made_of_them


@linux
@pytest.mark.parametrize("batch", range(3))
def test_honest_packets_with_a_bomb_in_them(batch: int, made: Path, tmp_path: Path) -> None:
    commands: list[list[object]] = []
    for name in [*ARMED][batch::3]:
        for kind in ("packet", "packet.signed"):
            (tmp_path / f"{name} {kind}.pdf").write_bytes(ARMED[name]((made / f"{kind}.pdf").read_bytes()))
        commands += [
            ["verify", made / "out", f"{name} packet.signed.pdf"],
            ["sign", f"{name} packet.pdf", "--key", made / "key.p12", "--out", "signed.pdf"],
        ]
    for command, (code, said) in zip(commands, held(commands, tmp_path), strict=True):
        assert code in (1, 2), (command, said)
    assert not (tmp_path / "signed.pdf").exists()


def test_what_is_honest_is_within_them(made: Path) -> None:
    for name in ("packet.pdf", "packet.signed.pdf"):
        assert "packet.json" in attachments_of((made / name).read_bytes())
    proof = (made / "out" / "gift" / "proof.pdf").read_bytes()
    within_bounds(proof, packet=False)
    with pytest.raises(NotAPacket):
        within_bounds(proof)
    old = Path(__file__).parents[1] / "data" / "signed-0.1.0"
    for name in ("packet.signed.pdf", "wet/packet.pdf"):
        assert "packet.json" in attachments_of((old / name).read_bytes())


def test_what_a_reader_would_find_elsewhere_is_refused(made: Path) -> None:
    """A reader must follow the very tables that were looked at: no second word on where they are."""
    data = (made / "packet.signed.pdf").read_bytes()
    before = re.findall(rb"/Prev (\d+)", data)[-1]
    last = re.findall(rb"startxref\s+(\d+)", data)[-1]
    size = re.findall(rb"/Size (\d+)", data)[-1]
    within_bounds(data)
    for other in (
        b"junk\n" + data,
        data + b"startxref\n9\n",
        data + b"startxref\n" + before + b"\n",
        data.replace(b"/Prev " + before, b"/Prev " + before + b"/Prev 9"),
        data.replace(b"/Prev " + before, b"/Prev +" + before),
        data.replace(b"/Prev " + before, b"/Pr#65v " + before),
        data.replace(b"/Size " + size, b"/Size " + size + b"/Size 9"),
        data.replace(b"startxref\n" + last, b"startxref\n" + before + b"\nstartxref\n" + last[:-1]),
        data[: data.rindex(b"%%EOF")] + bytes(2000) + b"%%EOF\n",
    ):
        assert other != data
        with pytest.raises(NotAPacket):
            within_bounds(other)
