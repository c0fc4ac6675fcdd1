"""What stands in the way of packing, signing and keeping an answer is said in the same words by both doors.

The page's door is the one that its requests meet; the command is typed as a person would. Neither writes.
"""

import base64
import datetime as dt
import re
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("pyhanko")
pytest.importorskip("starlette", reason="needs the extra form4kit[web]")

from browser_kit import files_of
from edgar_notices import notice
from sent_folder import answer
from signing_kit import PASSWORD, SIGNER, built, pkcs12, run

import form4kit.steps
import form4kit.web
from form4kit import outcome
from form4kit.law.clock import NEW_YORK
from form4kit.steps import pack
from form4kit.storage.served_folder import ServedFolder
from form4kit.transmission.read_receipt import LARGEST
from form4kit.web.app import SCREENS
from form4kit.web.workbench import Workbench

NOW = dt.datetime.now(NEW_YORK)
DOORS = {name: door for screen in SCREENS for name, door in screen.doors().items()}
PEOPLE = """\
cik: "0001903439"
name: Lindqvist Karin
powers_of_attorney:
  - {attorneys: [Thomas Abel], signed: 2026-01-05%s}
"""
GIFT = "out/gift"

Happening = Callable[[Path], object]
ANOTHER = "another"  # as a password


def nothing(root: Path) -> None:
    """Leave all as it is."""


def registry(settings: str = "", power: str = "") -> Happening:
    """Put a registry there, with what form4kit.toml says and how the power of one owner goes on."""

    def happen(root: Path) -> None:
        (root / "form4kit.toml").write_text(settings)
        (root / "people").mkdir()
        (root / "people" / "lindqvist.yaml").write_text(PEOPLE % power)

    return happen


def holds(name: str, data: bytes) -> Happening:
    return lambda root: (root / name).write_bytes(data)


def grows(name: str, more: bytes = b"\n") -> Happening:
    return lambda root: (root / name).write_bytes((root / name).read_bytes() + more)


def copied(name: str, to: str) -> Happening:
    return lambda root: shutil.copyfile(root / name, root / to)


def other_page(root: Path) -> None:
    """Turn a page of the packet."""
    import pikepdf

    with pikepdf.open(root / "packet.pdf", allow_overwriting_input=True) as pdf:
        pdf.pages[0].rotate(90, relative=True)
        pdf.save(root / "packet.pdf")


def changed_submission(root: Path) -> None:
    file = root / "out" / "plan" / "submission.xml"
    file.write_bytes(file.read_bytes() + b"<!-- -->\n")


@dataclass(frozen=True)
class Case:
    """What stands in the way: how it comes about, what is typed and sent beside the usual, the code of it."""

    code: str
    happens: Happening = nothing
    typed: tuple[str, ...] = ()
    sent: Mapping[str, Any] = field(default_factory=dict)
    now: dt.datetime = NOW
    password: str = PASSWORD


BROKEN_RECORD = (registry(), holds("record.jsonl", b"{}\n"))
PACK = {
    "a folder that was changed": Case("not-sound", grows(f"{GIFT}/ownership.xml")),
    "a power that came to an end": Case("SIG11", registry(power=", revoked: 2026-01-06")),
    "a record that is broken": Case("record", lambda root: [each(root) for each in BROKEN_RECORD]),
    "a signer of no registry": Case("unknown-signer", registry(), ("Nobody",), {"signer": "Nobody"}),
    "a signer of other forms": Case("other-signer", nothing, ("Joe Other",), {"signer": "Joe Other"}),
    "no signer": Case("no-signer", nothing, (" ",), {"signer": " "}),
}
SIGN = {
    "a code that is another's": Case(
        "not-read", registry("[sign]\nread = true\n"), ("--read", "0000-0000"), {"code": "0000-0000"}
    ),
    "a folder that was changed": Case("folder-changed", grows(f"{GIFT}/ownership.xml")),
    "a form of a later day": Case("dated-later", now=dt.datetime(2026, 10, 1, 12, tzinfo=NEW_YORK)),
    "a key of somebody else": Case("key-refused", copied("other.p12", "key.p12")),
    "a packet that is none": Case("no-packet", holds("packet.pdf", b"%PDF-1.7\nnothing\n")),
    "a packet that was changed": Case("not-itself", other_page),
    "a password that is wrong": Case("key-unfit", password=ANOTHER),
    "a power that came to an end": Case("SIG11", registry(power=", revoked: 2026-01-06")),
    "a review that is demanded": Case("not-reviewed", registry("[review]\nrequired = true\n")),
    "a packet that is signed": Case("signed-already", copied("packet.done.pdf", "packet.pdf")),
    "a signature that is there": Case("exists", holds("packet.signed.pdf", b"%PDF-1.7\n")),
    "forms that were not read": Case("not-read", registry("[sign]\nread = true\n")),
}
SCANS = {
    "a scan that is none": Case("no-scan", holds("scan.pdf", b"a page\n")),
    "the packet as its own scan": Case("no-scan", copied("packet.pdf", "scan.pdf")),
}
OTHERS = notice(answer(accession="0001903433-26-000050", ciks=("0001903433", "0001903434"))).encode()
RECEIVE = {
    "an answer about another filing": Case("another-filing", holds("said.eml", OTHERS)),
    "larger than any answer": Case("too-large", holds("said.eml", b"x" * (LARGEST + 1))),
    "no answer": Case("no-answer", holds("said.eml", b"Dear all, lunch is at noon.\n")),
    "several answers": Case(
        "several",
        lambda root: (root / "said.eml").write_text(
            "\n".join(notice(answer(accession=f"0001903415-26-00004{n}")) for n in (1, 2))
        ),
    ),
}

HAND_OFF = {
    "a submission without its CCC": Case("not-to-send"),
    "a submission that was changed": Case("not-to-send", changed_submission),
}
ELSEWHERE = {
    "no-day": "closures of EDGAR come from a file by the command line alone",
    "needs-extra": "the command ends before it plans, in words of its own",
    "no-keyring": "only the page keeps a CCC while it builds",
    "nothing": "the page refuses an empty choice before the step is asked",
    "older-form": "tests/steps/test_receive.py: the command calls that plan, and prints its refusals",
    "too-early": "of statements, which the page does not pack",
    "unsigned": "the sheet of a LIVE filing is the page's alone",
    "untested": "the sheet of a LIVE filing is the page's alone",
}
"""Codes of refusals that one door alone can meet, and why."""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two built folders, a packet of both, two keys."""
    root = tmp_path_factory.mktemp("doors")
    out = built(root)
    done = run("packet", out, "--signer", SIGNER, "--out", root / "packet.pdf")
    assert done.exit_code == 0, done.output
    pkcs12(root / "key.p12")
    pkcs12(root / "other.p12", name="Somebody Else")
    typed = ("--key", root / "key.p12", "--out", root / "packet.done.pdf")
    assert run("sign", root / "packet.pdf", *typed).exit_code == 0
    (root / "packet.signed.json").unlink(missing_ok=True)
    (root / "packet.done.json").unlink(missing_ok=True)
    return root


@pytest.fixture
def root(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(made, tmp_path / "work"))


def sent_file(file: Path) -> dict[str, str]:
    return {"name": file.name, "data": base64.b64encode(file.read_bytes()).decode()}


def hold(root: Path, case: Case, step: str, answers: Mapping[str, Any], *typed: object) -> None:
    """Ask both doors, and hold that both refuse, in the same words, and that nothing was written."""
    before = files_of(root)
    bench = Workbench(ServedFolder(root.resolve()), now=lambda: case.now)
    bench.board.refresh(case.now)
    planned = DOORS[step].planned(bench, {**answers, **case.sent})
    assert case.code in [each.code for each in planned.refusals], planned.refusals
    done = run(*typed, password=case.password)
    assert done.exit_code in (1, 2), done.output
    said = " ".join(done.output.split())
    for each in planned.refusals:
        assert " ".join(each.words.split()).removesuffix(".") in said, (each.words, done.output)
    assert files_of(root) == before


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Callable[[dt.datetime], None]:
    return lambda now: monkeypatch.setattr(outcome, "new_york_now", lambda: now)


@pytest.mark.parametrize("name", sorted(PACK))
def test_packing(name: str, root: Path) -> None:
    case = PACK[name]
    case.happens(root)
    signer = case.typed[0] if case.typed else SIGNER
    answers = {"names": ["gift", "plan"], "signer": signer}
    hold(root, case, "pack", answers, "packet", root / "out", "--signer", signer, "--out", root / "new.pdf")


def test_packing_too_many(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pack, "MOST_FILINGS", 1)
    answers = {"names": ["gift", "plan"], "signer": SIGNER}
    typed = ("packet", root / "out", "--signer", SIGNER, "--out", root / "new.pdf")
    hold(root, Case("too-many"), "pack", answers, *typed)


@pytest.mark.parametrize("name", sorted(SIGN))
def test_signing_with_a_key(name: str, root: Path, clock: Callable[[dt.datetime], None]) -> None:
    case = SIGN[name]
    case.happens(root)
    clock(case.now)
    answers = {"packet": "packet", "how": "key", "key": sent_file(root / "key.p12"), "elsewhere": True}
    answers["password"] = case.password
    hold(root, case, "sign", answers, "sign", root / "packet.pdf", "--key", root / "key.p12", *case.typed)


@pytest.mark.parametrize("name", sorted(SCANS))
def test_signing_by_hand(name: str, root: Path) -> None:
    case = SCANS[name]
    case.happens(root)
    answers = {"packet": "packet", "how": "hand", "scan": sent_file(root / "scan.pdf"), "fits": True}
    hold(root, case, "sign", answers, "sign", root / "packet.pdf", "--wet", root / "scan.pdf")


@pytest.mark.parametrize("name", sorted(RECEIVE))
def test_keeping_an_answer(name: str, root: Path) -> None:
    case = RECEIVE[name]
    case.happens(root)
    answers = {"name": "plan", "file": sent_file(root / "said.eml")}
    hold(
        root, case, "receive", answers, "receipt", root / "said.eml", "--for", root / "out" / "plan", "--keep"
    )


@pytest.mark.parametrize("name", sorted(HAND_OFF))
def test_handing_off(name: str, root: Path) -> None:
    case = HAND_OFF[name]
    case.happens(root)
    hold(root, case, "hand-off", {"name": "plan", "tag": "TEST"}, "handoff", root / "out" / "plan")


def test_sending_without_tokens(root: Path) -> None:
    hold(root, Case("no-token"), "send", {"name": "plan", "tag": "TEST"}, "submit", root / "out" / "plan")


def test_every_refusal_of_the_steps_is_tried_here_or_accounted_for() -> None:
    places = [Path(module.__path__[0]) for module in (form4kit.steps, form4kit.web)]
    text = "\n".join(file.read_text() for place in places for file in sorted(place.rglob("*.py")))
    written = set(re.findall(r'StepRefusal\(\s*"([a-z-]+)"', text))
    tables = (PACK, SIGN, SCANS, RECEIVE, HAND_OFF)
    tried = {each.code for table in tables for each in table.values()} | {"no-token", "too-many"}
    assert written - tried == set(ELSEWHERE)
