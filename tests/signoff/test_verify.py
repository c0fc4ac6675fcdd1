"""Any byte changed anywhere is found, and what was not changed is proven."""

import base64
import datetime as dt
import random
import re
from dataclasses import replace
from pathlib import Path

import pytest
from signing_kit import SIGNER, built, pkcs12, run, signed

pytest.importorskip("pyhanko")

from form4kit.folder.read import BuiltFolder, find_built, with_manifest
from form4kit.signoff.asked import Asked
from form4kit.signoff.verify import Verdict, verify_folder, verify_signed
from form4kit.signoff.verify_packet import Packet, verify_packet

FLIPS = 500
BOUND = "what would be filed is what this packet binds; who signed is not proven"


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    return signed(tmp_path_factory.mktemp("verify"))


def flipped(data: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(data))
    return data[:at] + bytes([data[at] ^ chance.randrange(1, 256)]) + data[at + 1 :]


def judged(packet: Packet) -> Verdict:
    return verify_packet(packet, Asked(dt.datetime.now(dt.UTC))).verdict


def changed(folder: BuiltFolder, name: str, data: bytes) -> BuiltFolder:
    return with_manifest(replace(folder, files={**folder.files, name: data}))


def test_what_was_signed_is_proven_in_one_line_each(done: tuple[Path, Path]) -> None:
    out, packet = done
    result = run("verify", out, packet)
    assert result.exit_code == 0, result.output
    lines = result.stdout.splitlines()
    assert len(lines) == 3
    assert "the packet is as it was signed (signed by Thomas Abel, " in lines[0]
    assert lines[1].startswith(f"gift: {BOUND}")
    assert lines[2].startswith(f"plan: {BOUND}")


def test_no_flipped_byte_passes(done: tuple[Path, Path]) -> None:
    out, file = done
    folder = next(each for each in find_built(out) if each.name == "plan")
    record = file.with_suffix(".json").read_bytes()
    packet = Packet("packet", file.read_bytes(), record)
    verified = verify_packet(packet, Asked(dt.datetime.now(dt.UTC)))
    assert verified.verdict.sound, verified.verdict
    assert verify_signed(folder, verified.filings).sound
    names = [*sorted(folder.files), "packet", "record"]
    assert len(names) == 8
    chance = random.Random(20261118)
    for number in range(FLIPS):
        name = names[number % len(names)]
        if name == "packet":
            found = judged(replace(packet, data=flipped(packet.data, chance)))
        elif name == "record":
            found = judged(replace(packet, record=flipped(record, chance)))
        else:
            found = verify_folder(changed(folder, name, flipped(folder.files[name], chance)))
        assert not found.sound, f"flip {number} in {name}"


def test_a_packet_without_its_record_is_held_by_its_signature(done: tuple[Path, Path]) -> None:
    _, file = done
    data, chance = file.read_bytes(), random.Random(7)
    assert judged(Packet("packet", data)).sound
    start = data.rindex(b"/Contents <")
    end = data.index(b">", start)
    for _ in range(25):
        at = chance.choice([chance.randrange(start), chance.randrange(end + 1, len(data))])
        bad = data[:at] + bytes([data[at] ^ chance.randrange(1, 256)]) + data[at + 1 :]
        assert not judged(Packet("packet", bad)).sound, at
    assert not judged(Packet("packet", data + b"\n")).sound


def test_with_a_ccc_only_the_ccc_itself_may_be_another(tmp_path: Path) -> None:
    root = tmp_path / "a"
    built(root)
    assert run("build", root / "plan.yaml", "--out", root / "out", "--live", ccc="ab&<12$x").exit_code == 0
    folder = next(each for each in find_built(root / "out") if each.name == "plan")
    assert verify_folder(folder).sound
    assert "a TEST submission" not in verify_folder(folder).remarks
    chance, passed = random.Random(3), 0
    data = folder.files["submission.xml"]
    for _ in range(150):
        other = flipped(data, chance)
        if verify_folder(changed(folder, "submission.xml", other)).sound:
            passed += 1
            assert without_ccc(other) == without_ccc(data)
    assert passed < 10


def without_ccc(submission: bytes) -> bytes:
    block = re.findall(rb"<documentMimeBlock>\s*(.*?)\s*</documentMimeBlock>", submission, re.DOTALL)[0]
    primary = base64.b64decode(block)
    return re.sub(rb"<rptOwnerCcc>.*?</rptOwnerCcc>", b"", primary) + submission.replace(block, b"")


def test_test_first_and_live_later_are_the_same_document(tmp_path: Path) -> None:
    out, packet = signed(tmp_path)
    for source in (tmp_path / "plan.yaml", out / "plan"):
        live = run("build", source, "--out", out, "--live", ccc="abcd123$")
        assert live.exit_code == 0, live.output
        result = run("verify", out, packet)
        assert result.exit_code == 0, result.output
        plan = result.stdout.splitlines()[2]
        assert plan.startswith(f"plan: {BOUND}")
        assert "TEST" not in plan


def test_a_draft_that_was_built_again_is_not_what_was_signed(tmp_path: Path) -> None:
    out, packet = signed(tmp_path)
    draft = tmp_path / "gift.yaml"
    draft.write_text(draft.read_text().replace("Antonio J. Reyes", "A. J. Reyes"))
    assert run("build", draft, "--out", out).exit_code == 0
    assert run("verify", out).exit_code == 0
    result = run("verify", out, packet)
    assert result.exit_code == 1
    gift = result.stdout.splitlines()[1]
    assert gift.startswith("gift: FAILED: ownership.xml is not what was signed")
    assert result.stdout.splitlines()[2].startswith(f"plan: {BOUND}")


def test_consistent_lies_are_found_by_making_the_document_again(tmp_path: Path) -> None:
    """Who changes the document and all hashes that bind it is found out by the draft, or by the packet."""
    from form4kit.storage.sealed import opened, sealed, sha256

    out, packet = signed(tmp_path)
    folder = out / "gift"
    document = (folder / "ownership.xml").read_bytes()
    lie = document.replace(b"<value>D</value>", b"<value>A</value>", 1)
    assert lie != document
    (folder / "ownership.xml").write_bytes(lie)
    manifest = opened((folder / "manifest.json").read_bytes())
    manifest["sha256"]["ownership.xml"] = sha256(lie)
    (folder / "manifest.json").write_bytes(sealed(manifest))
    alone = run("verify", out)
    assert alone.exit_code == 1
    assert "ownership.xml is not what draft.yaml gives" in alone.output
    assert "submission.xml carries another document than ownership.xml" in alone.output
    manifest["form4kit"] = "0.0.1"
    (folder / "manifest.json").write_bytes(sealed(manifest))
    (folder / "submission.xml").unlink()
    other = run("verify", out, packet)
    assert other.exit_code == 1
    assert "not rebuilt: made by form4kit 0.0.1" in other.output
    assert "ownership.xml is not what was signed" in other.output


def test_filings_left_out_and_put_in_are_named(tmp_path: Path) -> None:
    out, packet = signed(tmp_path)
    (out / "gift").rename(out / "present")
    result = run("verify", out, packet)
    assert result.exit_code == 1
    assert "present: FAILED: is not in the packet" in result.output
    assert "gift: FAILED: signed, but not here" in result.output
    assert run("verify", out / "plan", packet).exit_code == 0


def test_an_unsigned_packet_is_not_what_was_signed(tmp_path: Path) -> None:
    out, packet = signed(tmp_path)
    result = run("verify", out, packet.with_name("packet.pdf"))
    assert result.exit_code == 1
    assert "is the packet before it was signed; give packet.signed.pdf" in result.output
    assert "gift: not proven" in result.output
    assert run("verify", out, tmp_path / "none.pdf").exit_code == 2
    (tmp_path / "any.pdf").write_bytes(b"%PDF-1.7\n")
    assert run("verify", out, tmp_path / "any.pdf").exit_code == 1


def test_trust_is_asked_for_where_it_is_given(tmp_path: Path) -> None:
    out, packet = signed(tmp_path)
    own = run("verify", out, packet, "--trust", tmp_path / "key.pem")
    assert own.exit_code == 0, own.output
    assert "who issued the certificate was not checked" not in own.output
    assert "gift: what would be filed is what was signed" in own.output
    pkcs12(tmp_path / "other.p12", name="Someone Else")
    other = run("verify", out, packet, "--trust", tmp_path / "other.pem")
    assert other.exit_code == 1
    assert "does not lead to one that is trusted" in other.output
    assert run("verify", out, packet, "--trust", tmp_path / "gift.yaml").exit_code == 2


def test_two_signers_of_one_name_are_told_apart(tmp_path: Path) -> None:
    """A packet signed again with another key of the same name does not fit the record."""
    out, packet = signed(tmp_path)
    again = tmp_path / "again" / "packet.pdf"
    assert run("packet", out, "--signer", SIGNER, "--out", again).exit_code == 0
    assert run("sign", again, "--key", pkcs12(tmp_path / "forged.p12")).exit_code == 0
    packet.write_bytes(again.with_name("packet.signed.pdf").read_bytes())
    result = run("verify", out, packet)
    assert result.exit_code == 1
    assert "its SHA-256 is another" in result.output
