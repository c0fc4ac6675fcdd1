"""The record takes a packet as whoever adds a filing demands: by certificates, a clock, a name."""

import datetime as dt
from pathlib import Path

import pytest
from click.testing import Result
from forgery_kit import NOW, Honest, authority, honest, sign_with, stamper
from signing_kit import SIGNER, live, run

from form4kit.law.clock import NEW_YORK

pytest.importorskip("pyhanko")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Honest:
    return honest(tmp_path_factory.mktemp("honest"))


class Filed:
    """A folder that was filed and its signed packet, and the record that it goes into."""

    def __init__(self, made: Honest, root: Path) -> None:
        self.scene = made.scene(root / "scene")
        self.folder = live(self.scene.out / "gift")
        self.record = root / "record.jsonl"

    def add(self, *more: object, accepted: dt.datetime = NOW) -> Result:
        said = f"{accepted.astimezone(NEW_YORK):%Y-%m-%d %H:%M}"
        packet = ("--packet", self.scene.signed) if "--no-packet" not in more else ()
        rest = [each for each in more if each != "--no-packet"]
        what = ("record", "add", self.folder, "--accession", "0001234567-26-000009", "--accepted", said)
        return run(*what, *packet, *rest, "--record", self.record)

    def file(self, name: str, pem: bytes) -> Path:
        file = self.scene.root / name
        file.write_bytes(pem)
        return file


@pytest.fixture
def it(made: Honest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Filed:
    monkeypatch.setattr("form4kit.signoff.acceptance.new_york_now", lambda: NOW + dt.timedelta(days=2))
    return Filed(made, tmp_path)


LATER = NOW + dt.timedelta(minutes=40)


def test_what_is_demanded_of_verify_is_demanded_here(it: Filed) -> None:
    authority_pem = it.file("ca.pem", it.scene.honest.authority.pem)
    stranger = it.file("stranger.pem", authority("A Stranger").pem)
    clocks = it.file("clocks.pem", it.scene.honest.clocks.pem)
    for more, said in (
        (("--trust", stranger), "does not lead to one that is trusted"),
        (("--signer", "Ruth Okafor"), "expected Ruth Okafor"),
        (("--trust", authority_pem, "--trust-tsa", clocks), "no timestamp that is trusted"),
    ):
        result = it.add(*more, accepted=LATER)
        assert (result.exit_code, it.record.exists()) == (1, False), result.output
        assert said in result.output
        assert "not added" in result.output
    result = it.add("--trust", authority_pem, "--signer", SIGNER, accepted=LATER)
    assert result.exit_code == 0, result.output


def test_certificates_are_of_a_packet(it: Filed) -> None:
    clocks = it.file("clocks.pem", it.scene.honest.clocks.pem)
    for option, value in (("--trust", clocks), ("--trust-tsa", clocks), ("--signer", SIGNER)):
        result = it.add("--no-packet", option, value)
        assert (result.exit_code, it.record.exists()) == (2, False)
        assert "give --packet" in result.output


def test_the_time_is_that_of_the_trusted_clock(it: Filed) -> None:
    """The signer's own clock was twenty minutes fast: only a trusted one says that it was signed before."""
    clock, fast = NOW - dt.timedelta(minutes=30), NOW + dt.timedelta(minutes=5)
    accepted = NOW - dt.timedelta(minutes=10)
    stamped = stamper(it.scene.honest.clock, clock)
    it.scene.put(sign_with(it.scene.packet.read_bytes(), it.scene.honest.abel, tsa=stamped, when=fast))
    refused = it.add(accepted=accepted)
    assert (refused.exit_code, it.record.exists()) == (1, False)
    assert "after the acceptance" in refused.output
    clocks = it.file("clocks.pem", it.scene.honest.clocks.pem)
    early = it.add("--trust-tsa", clocks, accepted=clock - dt.timedelta(minutes=2))
    assert (early.exit_code, it.record.exists()) == (1, False)
    assert "after the acceptance" in early.output
    result = it.add("--trust-tsa", clocks, accepted=accepted)
    assert result.exit_code == 0, result.output


def test_a_late_timestamp_proves_no_more_than_its_own_time(it: Filed) -> None:
    """Signed before the acceptance by the signer's clock, stamped after it: nothing proves the former."""
    said, accepted = NOW - dt.timedelta(minutes=50), NOW - dt.timedelta(minutes=30)
    late = stamper(it.scene.honest.clock, NOW - dt.timedelta(minutes=10))
    it.scene.put(sign_with(it.scene.packet.read_bytes(), it.scene.honest.abel, tsa=late, when=said))
    clocks = it.file("clocks.pem", it.scene.honest.clocks.pem)
    for more in ((), ("--trust-tsa", clocks)):
        result = it.add(*more, accepted=accepted)
        assert (result.exit_code, it.record.exists()) == (1, False), result.output
        assert "after the acceptance" in result.output
    assert it.add("--trust-tsa", clocks).exit_code == 0


def test_a_timestamp_after_the_key_had_ended_saves_nothing(it: Filed) -> None:
    ended = it.scene.honest.authority.issue(SIGNER, (-400, -0.01))
    said = NOW - dt.timedelta(minutes=60)
    late = stamper(it.scene.honest.clock, NOW - dt.timedelta(minutes=1))
    it.scene.put(sign_with(it.scene.packet.read_bytes(), ended, tsa=late, when=said))
    it.scene.clocks = [it.scene.honest.clocks.pem]
    result = it.scene.verify()
    assert result.exit_code == 1
    assert "the certificate of Thomas Abel ended on" in result.output
    in_time = stamper(it.scene.honest.clock, NOW - dt.timedelta(minutes=40))
    it.scene.put(sign_with(it.scene.packet.read_bytes(), ended, tsa=in_time, when=said))
    assert it.scene.verify().exit_code == 0
