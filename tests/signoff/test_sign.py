"""Signing with a key, a timestamp, a scan of ink; and what cannot sign says so in one line."""

import datetime as dt
import json
import os
import re
import shlex
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pikepdf
import pytest
from signing_kit import PASSWORD, SIGNER, built, pkcs12, run, signed
from statement_scene import REYES, honest_scene

pytest.importorskip("pyhanko")

from form4kit.storage.sealed import opened, sha256


@pytest.fixture
def packet(tmp_path: Path) -> Path:
    file = tmp_path / "packet.pdf"
    assert run("packet", built(tmp_path), "--signer", SIGNER, "--out", file).exit_code == 0
    return file


def nothing_written(packet: Path) -> bool:
    return sorted(each.name for each in packet.parent.glob("*packet*")) == ["packet.pdf"]


def test_the_signature_is_pades_and_shows_on_the_last_page(tmp_path: Path) -> None:
    _, file = signed(tmp_path)
    with pikepdf.open(file) as pdf:
        fields = [each for each in pdf.Root.AcroForm.Fields if each.FT == "/Sig"]
        assert len(fields) == 1
        assert fields[0].V.SubFilter == "/ETSI.CAdES.detached"
        widgets = [each for each in pdf.pages[-1].Annots if each.Subtype == "/Widget"]
        assert [float(each) for each in widgets[0].Rect] != [0, 0, 0, 0]
        assert b"Thomas Abel" in widgets[0].AP.N.read_bytes() or "/Resources" in widgets[0].AP.N
    unsigned = (tmp_path / "packet.pdf").read_bytes()
    assert file.read_bytes().startswith(unsigned), "a signature is added, and changes nothing before it"


def test_the_record_says_what_was_signed(tmp_path: Path) -> None:
    out, file = signed(tmp_path)
    record = opened(file.with_suffix(".json").read_bytes())
    assert record["packet"]["sha256"] == sha256((tmp_path / "packet.pdf").read_bytes())
    assert record["signed"] == {"name": "packet.signed.pdf", "sha256": sha256(file.read_bytes())}
    assert record["signer"]["name"] == SIGNER
    bound = [each["sha256"]["ownership.xml"] for each in record["binds"]["filings"]]
    assert bound == [sha256((out / name / "ownership.xml").read_bytes()) for name in ("gift", "plan")]
    assert PASSWORD not in file.with_suffix(".json").read_text()


@pytest.mark.parametrize(
    ("store", "password", "code", "said"),
    [
        ({}, "wrong", 2, "key.p12: the password is wrong"),
        ({"days": -1}, PASSWORD, 1, "key.p12: the certificate expired on "),
        ({"with_key": False}, PASSWORD, 2, "key.p12: holds no private key with its certificate"),
        (None, PASSWORD, 2, "key.p12: no such file"),
        ("garbage", PASSWORD, 2, "key.p12: is not a PKCS#12 key store"),
        ({}, None, 2, "no password for "),
    ],
)
def test_what_cannot_sign_says_so(
    packet: Path, store: dict[str, int] | str | None, password: str | None, code: int, said: str
) -> None:
    key = packet.with_name("key.p12")
    if isinstance(store, dict):
        pkcs12(key, **store)  # type: ignore[arg-type]
    elif store:
        key.write_text(store)
    result = run("sign", packet, "--key", key, password=password)
    assert result.exit_code == code, result.output
    assert said in result.output
    assert len(result.output.splitlines()) == 1
    assert nothing_written(packet)


def test_wrong_usage(packet: Path, tmp_path: Path) -> None:
    key = pkcs12(tmp_path / "key.p12")
    for arguments in ([], ["--key", key, "--wet", key], ["--wet", key, "--tsa", "http://127.0.0.1"]):
        assert run("sign", packet, *arguments).exit_code == 2
    other = tmp_path / "out" / "gift" / "proof.pdf"
    result = run("sign", other, "--key", key)
    assert result.exit_code == 2
    assert "is not a packet" in result.output
    assert nothing_written(packet)


def test_what_is_signed_is_never_replaced_nor_signed_twice(tmp_path: Path) -> None:
    _, file = signed(tmp_path)
    before = file.read_bytes()
    again = run("sign", tmp_path / "packet.pdf", "--key", tmp_path / "key.p12")
    assert again.exit_code == 2
    assert "a signed packet is never replaced" in again.output
    twice = run("sign", file, "--key", tmp_path / "key.p12", "--out", tmp_path / "twice.pdf")
    assert twice.exit_code == 2
    assert "is signed already" in twice.output
    assert file.read_bytes() == before


def test_ink_is_recorded_by_its_scan(packet: Path, tmp_path: Path) -> None:
    scan = tmp_path / "scan.pdf"
    scan.write_bytes(b"%PDF-1.4 a scanned page")
    result = run("sign", packet, "--wet", scan)
    assert result.exit_code == 0, result.output
    record = json.loads((tmp_path / "packet.signed.json").read_text())
    assert record["wet"] == {"name": "scan.pdf", "sha256": sha256(scan.read_bytes())}
    proven = run("verify", tmp_path / "out", packet)
    assert proven.exit_code == 0, proven.output
    assert "by hand, not proven: look at the scan (the scan is scan.pdf" in proven.output
    scan.write_bytes(b"%PDF-1.4 another page!!")
    assert run("verify", tmp_path / "out", packet).exit_code == 1
    scan.unlink()
    assert "the scan scan.pdf is not beside it" in run("verify", tmp_path / "out", packet).output
    assert run("sign", packet, "--wet", tmp_path / "none.pdf").exit_code == 2


@pytest.fixture
def tsa(tmp_path: Path) -> Iterator[tuple[str, list[bytes]]]:
    """A timestamp server on loopback, and the requests it got."""
    from asn1crypto import keys, tsp, x509
    from cryptography import x509 as pyca
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric import rsa
    from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
    from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
    from pyhanko.sign.timestamps import DummyTimeStamper

    key, now = rsa.generate_private_key(65537, 2048), dt.datetime.now(dt.UTC)
    subject = pyca.Name([pyca.NameAttribute(NameOID.COMMON_NAME, "The Clock")])
    certificate = (
        pyca.CertificateBuilder(subject, subject, key.public_key(), 5)
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(pyca.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), critical=True)
        .sign(key, hashes.SHA256())
    )
    (tmp_path / "clock.pem").write_bytes(certificate.public_bytes(Encoding.PEM))
    secret = key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    stamper = DummyTimeStamper(
        x509.Certificate.load(certificate.public_bytes(Encoding.DER)), keys.PrivateKeyInfo.load(secret)
    )
    asked: list[bytes] = []

    class Clock(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked.append(self.rfile.read(int(self.headers["Content-Length"])))
            answer = stamper.request_tsa_response(tsp.TimeStampReq.load(asked[-1])).dump()
            self.send_response(200)
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    server = HTTPServer(("127.0.0.1", 0), Clock)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}", asked
    server.shutdown()


def test_a_timestamp_goes_into_the_signature(packet: Path, tsa: tuple[str, list[bytes]]) -> None:
    url, asked = tsa
    key = pkcs12(packet.with_name("key.p12"))
    result = run("sign", packet, "--key", key, "--tsa", url)
    assert result.exit_code == 0, result.output
    assert asked
    folders, signed_packet = packet.with_name("out"), packet.with_name("packet.signed.pdf")
    unknown = run("verify", folders, signed_packet)
    assert unknown.exit_code == 0, unknown.output
    assert "a timestamp of The Clock, who was not checked (--trust-tsa)" in unknown.output
    proven = run("verify", folders, signed_packet, "--trust-tsa", packet.with_name("clock.pem"))
    assert proven.exit_code == 0, proven.output
    assert "UTC by timestamp" in proven.output


def test_after_its_certificate_expired_a_timestamp_alone_holds_a_signature(
    packet: Path, tsa: tuple[str, list[bytes]]
) -> None:
    key = pkcs12(packet.with_name("key.p12"), days=6 / 86_400)
    expired = time.monotonic() + 7.1  # certificates and signing times are cut to whole seconds
    assert run("sign", packet, "--key", key, "--tsa", tsa[0]).exit_code == 0
    time.sleep(max(0, expired - time.monotonic()))
    late = run("sign", packet, "--key", key, "--out", packet.with_name("late.pdf"))
    assert late.exit_code == 1
    assert "the certificate expired on" in late.output
    signed_packet, certificate = packet.with_name("packet.signed.pdf"), key.with_suffix(".pem")
    trust = ("--trust", certificate, "--trust-tsa", packet.with_name("clock.pem"))
    proven = run("verify", packet.with_name("out"), signed_packet, *trust)
    assert proven.exit_code == 0, proven.output
    own_word = run("verify", packet.with_name("out"), signed_packet, "--trust", certificate)
    assert own_word.exit_code == 1
    assert "the certificate of Thomas Abel ended on" in own_word.output


def test_a_clock_that_is_not_there_leaves_nothing(packet: Path) -> None:
    key = pkcs12(packet.with_name("key.p12"))
    result = run("sign", packet, "--key", key, "--tsa", "http://127.0.0.1:9")
    assert result.exit_code == 2
    assert "no timestamp from http://127.0.0.1:9: " in result.output
    assert len(result.output.splitlines()) == 1
    assert nothing_written(packet)
    assert run("sign", packet, "--key", key, "--tsa", "file:///etc/passwd").exit_code == 2


def test_killed_in_the_middle_leaves_the_packet_as_it_was(packet: Path) -> None:
    """Killed at any moment: either both record and signed packet are whole, or there is no signed packet."""
    key = pkcs12(packet.with_name("key.p12"))
    program = (
        "import os, sys, form4kit.storage.atomic as f; from pathlib import Path\n"
        "plain = Path.replace; seen = []\n"
        "def replace(self, to):\n"
        "    seen.append(to)\n"
        "    if len(seen) == int(sys.argv[1]): os.kill(os.getpid(), 9)\n"
        "    return plain(self, to)\n"
        "Path.replace = replace\n"
        "from form4kit.cli.main import app; app(sys.argv[2:])"
    )
    for number in (1, 2):
        command = [sys.executable, "-c", program, str(number), "sign", str(packet), "--key", str(key)]
        killed = subprocess.run(command, env={**os.environ, "FORM4KIT_KEY_PASSWORD": PASSWORD}, check=False)
        assert killed.returncode == -9
        assert not packet.with_name("packet.signed.pdf").exists()
    result = run("sign", packet, "--key", key)
    assert result.exit_code == 0, result.output
    assert run("verify", packet.with_name("out"), packet.with_name("packet.signed.pdf")).exit_code == 0


@pytest.mark.skipif(sys.platform != "linux" or os.geteuid() != 0, reason="needs to mount a tmpfs")
def test_a_full_disk_is_one_line_and_leaves_nothing(packet: Path, tmp_path: Path) -> None:
    small = tmp_path / "small"
    small.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=24k", "tmpfs", str(small)], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("no tmpfs may be mounted here")
    try:
        key = pkcs12(tmp_path / "key.p12")
        for command in (
            ["sign", packet, "--key", key, "--out", small / "s.pdf"],
            ["packet", tmp_path / "out", "--signer", SIGNER, "--out", small / "p.pdf"],
            ["build", tmp_path / "gift.yaml", "--out", small / "out"],
        ):
            result = run(*command)
            assert result.exit_code == 2, result.output
            assert "no space left on device" in result.output
            assert not [each for each in small.rglob("*") if each.is_file()]
    finally:
        subprocess.run(["umount", str(small)], check=True)


def test_two_builds_into_one_folder_at_once(tmp_path: Path) -> None:
    """One after the other takes its place: both end well, and what stands is whole."""
    out = built(tmp_path)
    command = [sys.executable, "-m", "form4kit.cli.main", "build", str(tmp_path / "gift.yaml")]
    command += ["--out", str(out), "--only", "xml"]
    builds = [subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) for _ in range(4)]
    said = [build.communicate()[1] for build in builds]
    assert [build.returncode for build in builds] == [0] * 4, said
    assert run("verify", out).exit_code == 0
    assert [each.name for each in out.iterdir() if each.name.startswith(".")] == []


def test_the_commands_of_the_docs_work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each runs in its order with exit code 0, and prints what stands under it, where something does."""
    built(tmp_path / "made")
    drafts = tmp_path / "drafts"
    drafts.mkdir()
    for name in ("gift.yaml", "plan.yaml", "poa.txt"):
        (tmp_path / "made" / name).rename(drafts / name)
    (tmp_path / "form4kit.toml").write_text("")
    (tmp_path / "people").mkdir()
    person = "name: Lindqvist Karin\npowers_of_attorney:\n  - {attorneys: [Thomas Abel]}\n"
    (tmp_path / "people" / "lindqvist.yaml").write_text(person)
    pkcs12(tmp_path / "abel.p12")
    scene = honest_scene(tmp_path / "scene")
    for each in (scene.year_end, scene.root / "people" / "reyes.yaml"):
        each.rename(tmp_path / each.relative_to(scene.root))
    scene.hands[REYES].p12(tmp_path / "reyes.p12")
    (tmp_path / "reyes.pem").write_bytes(scene.top.pem)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("FORM4KIT_CCC_1903446", "cd12345$")
    page = (Path(__file__).parents[2] / "docs" / "signing.md").read_text()
    ran = 0
    for block in re.findall(r"```\n(\$ .*?)```", page, re.DOTALL):
        for command, shown in re.findall(r"\$ form4kit (.*)\n((?:(?!\$ ).*\n)*)", block):
            result = run(*shlex.split(command), ccc="ab12345$")
            assert result.exit_code == 0, f"{command}: {result.output}"
            assert not shown or result.stdout == shown
            ran += 1
    assert ran == 15
