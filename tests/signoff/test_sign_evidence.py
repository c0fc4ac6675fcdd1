"""What signs a packet, and what lies under the signature: whose key, what was seen, what proves it later."""

import io
from pathlib import Path

import pikepdf
import pytest
from authority_kit import Authority
from signing_kit import SIGNER, built, pkcs12, run

pytest.importorskip("pyhanko")

from pyhanko.pdf_utils.reader import PdfFileReader

from form4kit.signoff.attached import attachments_of
from form4kit.signoff.signing import SIGNING, read_signing
from form4kit.storage.sealed import sha256


@pytest.fixture
def packet(tmp_path: Path) -> Path:
    file = tmp_path / "packet.pdf"
    assert run("packet", built(tmp_path), "--signer", SIGNER, "--out", file).exit_code == 0
    return file


def test_what_was_seen_lies_under_the_signature(packet: Path, tmp_path: Path) -> None:
    result = run("sign", packet, "--key", pkcs12(tmp_path / "k.p12"), "--attested", "2026-01-31")
    assert result.exit_code == 0, result.output
    assert "warning: provable until 20" in result.output
    assert "when this certificate ends" in result.output
    data = (tmp_path / "packet.signed.pdf").read_bytes()
    unsigned = packet.read_bytes()
    assert data.startswith(unsigned)
    seen = read_signing(attachments_of(data)[SIGNING])
    assert (seen.packet_sha256, seen.packet_size) == (sha256(unsigned), len(unsigned))
    assert seen.signer == SIGNER
    assert seen.attested == "2026-01-31"
    assert seen.checks == (
        "made again from its own attachments, byte for byte",
        "the key is Thomas Abel's by name",
    )
    signature = PdfFileReader(io.BytesIO(data)).embedded_signatures[0]
    assert signature.signed_revision == 1, "one revision has what was seen and the signature"
    assert PdfFileReader(io.BytesIO(data)).xrefs.total_revisions == 2


def test_lists_and_certificates_lie_under_it_too(packet: Path, tmp_path: Path) -> None:
    authority, clocks = Authority(), Authority("Clock Authority")
    authority.key_store(tmp_path / "k.p12")
    trust = authority.pem(tmp_path / "ca.pem", authority.revokes())
    trust_tsa = clocks.pem(tmp_path / "tsa.pem", clocks.revokes())
    with clocks.clock() as url:
        asked = ["--key", tmp_path / "k.p12", "--tsa", url, "--trust", trust, "--trust-tsa", trust_tsa]
        result = run("sign", packet, *asked)
    assert result.exit_code == 0, result.output
    assert "warning" not in result.output
    with pikepdf.open(tmp_path / "packet.signed.pdf") as pdf:
        assert len(pdf.Root.DSS.CRLs) == 2
        assert len(pdf.Root.DSS.Certs) >= 4
        assert "/VRI" not in pdf.Root.DSS
    data = (tmp_path / "packet.signed.pdf").read_bytes()
    assert PdfFileReader(io.BytesIO(data)).xrefs.total_revisions == 2
    told = run(
        "verify", tmp_path / "out", tmp_path / "packet.signed.pdf", "--trust", trust, "--trust-tsa", trust_tsa
    )
    assert told.exit_code == 0, told.output
    bare = authority.pem(tmp_path / "bare.pem"), clocks.pem(tmp_path / "bare-tsa.pem")
    told = run(
        "verify", tmp_path / "out", tmp_path / "packet.signed.pdf", "--trust", bare[0], "--trust-tsa", bare[1]
    )
    assert told.exit_code == 0, told.output
    assert "not checked" not in told.output, "the lists in the packet are enough"


def test_what_was_not_at_hand_is_said(packet: Path, tmp_path: Path) -> None:
    authority = Authority()
    authority.key_store(tmp_path / "k.p12")
    trust = authority.pem(tmp_path / "ca.pem")
    result = run("sign", packet, "--key", tmp_path / "k.p12", "--trust", trust)
    assert result.exit_code == 0, result.output
    assert "was revoked was not checked: no list of its issuer was given" in result.output


@pytest.mark.parametrize("how", ["revoked", "another authority", "another clock"])
def test_what_would_not_verify_is_not_signed(how: str, packet: Path, tmp_path: Path) -> None:
    authority, other = Authority(), Authority("Another")
    mine = authority.key_store(tmp_path / "k.p12")
    lists = [authority.revokes(mine)] if how == "revoked" else []
    vouches = other if how == "another authority" else authority
    arguments = ["--key", tmp_path / "k.p12", "--trust", vouches.pem(tmp_path / "ca.pem", *lists)]
    with authority.clock() as url:
        if how == "another clock":
            arguments += ["--tsa", url, "--trust-tsa", other.pem(tmp_path / "tsa.pem")]
        result = run("sign", packet, *arguments)
    assert result.exit_code == 1, result.output
    assert ("was revoked on" if how == "revoked" else "does not lead to one that is trusted") in result.output
    assert not (tmp_path / "packet.signed.pdf").exists()


@pytest.mark.parametrize(
    "name", ["Thomas Okafor", "Abel", "Thomas Abel Jr", "Thоmas Abel", "Karin Lindqvist"]
)
def test_a_key_of_another_name_does_not_sign(name: str, packet: Path, tmp_path: Path) -> None:
    key = pkcs12(tmp_path / "k.p12", name=name)
    result = run("sign", packet, "--key", key)
    assert result.exit_code == 1, result.output
    assert f"the packet is for {SIGNER}, and the certificate is of {name}" in result.output
    assert not (tmp_path / "packet.signed.pdf").exists()


def pinned(folder: Path, *lines: str) -> None:
    (folder / "form4kit.toml").write_text("")
    (folder / "people").mkdir(exist_ok=True)
    (folder / "people" / "abel.yaml").write_text("\n".join([f"name: {SIGNER}", *lines, ""]))


def fingerprint(key: Path) -> str:
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes

    return (
        x509.load_pem_x509_certificate(key.with_suffix(".pem").read_bytes())
        .fingerprint(hashes.SHA256())
        .hex()
    )


def test_a_pin_lets_another_name_sign_and_no_other_key(packet: Path, tmp_path: Path) -> None:
    mine = pkcs12(tmp_path / "mine.p12", name="hsm-key-4711")
    pinned(tmp_path, f"certificate_sha256: {fingerprint(mine)}")
    namesake = pkcs12(tmp_path / "namesake.p12")
    refused = run("sign", packet, "--key", namesake)
    assert refused.exit_code == 1, refused.output
    assert f"none of those pinned to {SIGNER} in people/abel.yaml" in refused.output
    result = run("sign", packet, "--key", mine)
    assert result.exit_code == 0, result.output
    seen = read_signing(attachments_of((tmp_path / "packet.signed.pdf").read_bytes())[SIGNING])
    assert seen.pinned == "people/abel.yaml"
    assert "the key is Thomas Abel's by pin" in seen.checks


@pytest.mark.parametrize(
    ("days", "said"), [("to: 2020-01-01", "ended on"), ("from: 2090-01-01", "begins on")]
)
def test_a_pin_out_of_time(days: str, said: str, packet: Path, tmp_path: Path) -> None:
    mine = pkcs12(tmp_path / "mine.p12")
    pinned(tmp_path, "certificate_sha256:", f"  - {{sha256: {fingerprint(mine)}, {days}}}")
    refused = run("sign", packet, "--key", mine)
    assert refused.exit_code == 1, refused.output
    assert f"its pin {said}" in refused.output


def test_a_packet_that_is_not_itself_is_not_signed(packet: Path, tmp_path: Path) -> None:
    with pikepdf.open(packet, allow_overwriting_input=True) as pdf:
        pdf.pages[1].contents_add(b" q 1 1 1 rg 60 60 300 300 re f Q")
        pdf.save(packet)
    (tmp_path / "scan.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(50))
    for arguments in (["--key", pkcs12(tmp_path / "k.p12")], ["--wet", tmp_path / "scan.png"]):
        result = run("sign", packet, *arguments)
        assert result.exit_code == 1, result.output
        assert "page 2 does not show what its attachments give" in result.output
    old = Path(__file__).parents[1] / "data" / "signed-0.1.0" / "wet" / "packet.pdf"
    result = run("sign", old, "--key", tmp_path / "k.p12", "--out", tmp_path / "o.pdf")
    assert result.exit_code == 1, result.output
    assert "build it again" in result.output


def test_a_signature_is_renewed_by_what_is_appended(packet: Path, tmp_path: Path) -> None:
    authority = Authority()
    authority.key_store(tmp_path / "k.p12")
    trust = authority.pem(tmp_path / "ca.pem", authority.revokes())
    file = tmp_path / "packet.signed.pdf"
    with authority.clock() as url:
        assert run("sign", packet, "--renew", "--tsa", url).exit_code == 2, "it is not signed"
        signing = ["--key", tmp_path / "k.p12", "--tsa", url, "--trust", trust, "--trust-tsa", trust]
        assert run("sign", packet, *signing).exit_code == 0
        before = file.read_bytes()
        assert run("sign", file, "--renew").exit_code == 2
        for _ in range(2):
            result = run("sign", file, "--renew", "--tsa", url, "--trust-tsa", trust)
            assert result.exit_code == 0, result.output
        broken = bytearray(before)
        broken[len(packet.read_bytes()) // 3] ^= 1
        (tmp_path / "broken.pdf").write_bytes(broken)
        assert run("sign", tmp_path / "broken.pdf", "--renew", "--tsa", url).exit_code in (1, 2)
        assert (tmp_path / "broken.pdf").read_bytes() == bytes(broken)
    after = file.read_bytes()
    assert after.startswith(before)
    reader = PdfFileReader(io.BytesIO(after))
    assert len(reader.embedded_regular_signatures) == 1
    assert len(reader.embedded_timestamp_signatures) == 2
    told = run("verify", tmp_path / "out", file, "--trust", trust, "--trust-tsa", trust)
    assert told.exit_code == 0, told.output


@pytest.mark.parametrize(
    ("head", "code"),
    [
        (b"%PDF-1.7\n", 0),
        (b"\x89PNG\r\n\x1a\n", 0),
        (b"\xff\xd8\xff\xe0", 0),
        (b"II*\0", 0),
        (b"MM\0*", 0),
        (b"PK\x03\x04", 1),
        (b"a photograph", 1),
        (b"", 1),
    ],
)
def test_a_scan_is_one_by_its_content(head: bytes, code: int, packet: Path, tmp_path: Path) -> None:
    scan = tmp_path / "scan.pdf"
    scan.write_bytes(head + bytes(40) if head else b"")
    result = run("sign", packet, "--wet", scan)
    assert result.exit_code == code, result.output
    if code:
        assert "no PDF, PNG, JPEG or TIFF" in result.output


def test_the_unsigned_page_is_no_scan(packet: Path, tmp_path: Path) -> None:
    scan = tmp_path / "scan.pdf"
    scan.write_bytes(packet.read_bytes())
    assert "is the unsigned packet itself" in run("sign", packet, "--wet", scan).output
    with pikepdf.open(packet) as whole, pikepdf.new() as page:
        page.pages.append(whole.pages[-1])
        page.save(scan)
        last = len(whole.pages)
    result = run("sign", packet, "--wet", scan)
    assert result.exit_code == 1, result.output
    assert f"has the unsigned page {last} of the packet: scan the paper that was signed" in result.output
    with pikepdf.open(scan, allow_overwriting_input=True) as pdf:
        pdf.pages[0].contents_add(b" q 2 w 60 60 m 150 90 l 220 70 l S Q")
        pdf.save(scan)
    result = run("sign", packet, "--wet", scan)
    assert result.exit_code == 0, result.output
