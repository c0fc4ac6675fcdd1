"""An honest folder passes in every way it may be used, years later too, and is told what was not proven."""

import datetime as dt
import shutil
from pathlib import Path

import pytest
from edgar_copy import published
from forgery_kit import NOW, Honest, Scene, alone, archived, authority, honest, sign_with, stamper
from signing_kit import SIGNER, run

pytest.importorskip("pyhanko")

SIGNED = "what would be filed is what was signed"
BOUND = "what would be filed is what this packet binds; who signed is not proven"
OLD = Path(__file__).parents[1] / "data" / "signed-0.1.0"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Honest:
    return honest(tmp_path_factory.mktemp("honest"))


@pytest.fixture
def scene(made: Honest, tmp_path: Path) -> Scene:
    return made.scene(tmp_path / "scene")


def passes(scene: Scene, *more: object, said: str = SIGNED) -> str:
    result = scene.verify(*more)
    assert result.exit_code == 0, result.output
    lines = result.stdout.splitlines()
    assert any(line.startswith(f"gift: {said}") for line in lines), result.output
    assert any(line.startswith(f"plan: {said}") for line in lines), result.output
    return str(result.stdout)


def test_by_the_authority(scene: Scene) -> None:
    shown = passes(scene)
    assert "made again from its own attachments, byte for byte" in shown
    assert "signer as the packet says" not in shown
    scene.names = []
    assert "signer as the packet says" in passes(scene)


def test_without_trust_it_is_said_that_who_signed_is_not_proven(scene: Scene) -> None:
    scene.trust, scene.names = [], []
    shown = passes(scene, said=BOUND)
    assert "who issued the certificate was not checked (--trust)" in shown
    assert "signer as the packet says" in shown


def test_by_the_leaf_itself(scene: Scene) -> None:
    scene.trust = [scene.honest.abel.pem]
    passes(scene)


def test_it_is_told_who_vouches(scene: Scene) -> None:
    """One's own key may be made to vouch for others: the line says whose it is, and that it signs as well."""
    assert "vouched for by Calder Signing Authority" in passes(scene)
    partner = alone("Ruth Okafor")
    scene.put(sign_with(scene.packet.read_bytes(), partner.issue(SIGNER)))
    scene.trust = [partner.pem]
    assert "vouched for by Ruth Okafor, whose own key may sign documents too" in passes(scene)
    scene.trust = [scene.honest.abel.pem]
    scene.put(sign_with(scene.packet.read_bytes(), scene.honest.abel))
    assert "vouched for" not in passes(scene)


def test_with_a_revocation_list_that_does_not_name_it(scene: Scene) -> None:
    assert "revoked was not checked" in passes(scene)
    scene.trust.append(scene.honest.authority.revoke(scene.honest.colleague))
    assert "revoked was not checked" not in passes(scene)


def test_by_pin(scene: Scene) -> None:
    scene.pin(SIGNER, scene.honest.abel)
    shown = passes(scene)
    assert "pinned in people/thomas-abel.yaml, which came with the folder" in shown
    scene.trust, scene.names = [], []
    assert "pinned in people/thomas-abel.yaml, which came with the folder" in passes(scene, said=BOUND)


def test_a_key_under_another_name_once_it_is_pinned(scene: Scene) -> None:
    token = scene.honest.authority.issue("Signing Token 7")
    scene.put(sign_with(scene.packet.read_bytes(), token))
    scene.names = []
    assert scene.verify().exit_code == 1
    scene.pin(SIGNER, token)
    passes(scene)


def test_rebuilt_live_with_a_ccc(scene: Scene) -> None:
    scene.rebuild("plan", "--live", ccc="ab12&<$x")
    shown = passes(scene)
    plan = next(line for line in shown.splitlines() if line.startswith("plan"))
    assert "built again since, to the same bytes" in plan or "TEST" not in plan
    assert "TEST" not in plan


def test_with_a_timestamp(scene: Scene) -> None:
    clock = stamper(scene.honest.clock)
    scene.put(sign_with(scene.packet.read_bytes(), scene.honest.abel, tsa=clock))
    assert "by the signer's own clock" in passes(scene)
    scene.clocks = [scene.honest.clocks.pem]
    assert "UTC by timestamp" in passes(scene)
    scene.clocks = [scene.honest.clock.pem]
    assert "UTC by timestamp" in passes(scene)


def test_with_a_timestamp_after_the_key_expired_or_was_revoked(scene: Scene) -> None:
    last_week = dt.datetime(2026, 11, 21, tzinfo=dt.UTC)
    gone = (last_week - NOW).total_seconds() / 86_400
    old = scene.honest.authority.issue(SIGNER, (gone - 400, gone + 0.1))
    clock = stamper(scene.honest.clock, last_week)
    scene.put(sign_with(scene.packet.read_bytes(), old, tsa=clock, when=last_week))
    assert scene.verify().exit_code == 1
    scene.clocks = [scene.honest.clocks.pem]
    passes(scene)
    scene.trust.append(scene.honest.authority.revoke(old, days=gone + 1))
    assert "was revoked on" in passes(scene)
    scene.trust[-1] = scene.honest.authority.revoke(old, days=gone - 1)
    assert scene.verify().exit_code == 1


def test_after_key_rotation(scene: Scene) -> None:
    """The old key's pin ended, the new one began: a timestamp within the old one's days holds."""
    when = dt.datetime(2026, 11, 21, 12, tzinfo=dt.UTC)
    clock = stamper(scene.honest.clock, when)
    scene.put(sign_with(scene.packet.read_bytes(), scene.honest.abel, tsa=clock, when=when))
    scene.pin(SIGNER, scene.honest.abel, **{"from": "2026-01-01", "to": "2026-11-22"})
    assert "its pin ended on 2026-11-22" in scene.verify().output
    scene.clocks = [scene.honest.clocks.pem]
    passes(scene)


def test_with_an_archive_timestamp_after_it(scene: Scene) -> None:
    whole = sign_with(scene.packet.read_bytes(), scene.honest.abel, tsa=stamper(scene.honest.clock))
    scene.put(archived(whole, stamper(scene.honest.clock)))
    scene.clocks = [scene.honest.clocks.pem]
    assert "UTC by timestamp" in passes(scene)


def test_one_clock_that_is_trusted_is_enough(scene: Scene) -> None:
    other = authority("Another Time Authority").issue("Another Clock", (-400, 3000), stamps=True)
    whole = sign_with(scene.packet.read_bytes(), scene.honest.abel, tsa=stamper(scene.honest.clock))
    scene.put(archived(whole, stamper(other)))
    scene.clocks = [scene.honest.clocks.pem]
    assert "the certificate of Another Clock does not lead to one that is trusted" in passes(scene)
    whole = sign_with(scene.packet.read_bytes(), scene.honest.abel, tsa=stamper(other))
    scene.put(archived(whole, stamper(scene.honest.clock)))
    assert "it existed when stamped later" in passes(scene)


def test_a_packet_is_made_again_once_however_many_folders(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    from form4kit.signoff import own_pages

    made: list[bytes] = []
    plain = own_pages.reprint
    monkeypatch.setattr(own_pages, "reprint", lambda data: (made.append(data), plain(data))[1])
    own_pages._reprinted.cache_clear()
    scene.packets = [scene.signed, scene.signed]
    passes(scene)
    assert len(made) == 1


def test_after_a_changed_registry(scene: Scene) -> None:
    """A power that was revoked later undoes no old packet."""
    (scene.root / "form4kit.toml").touch()
    (scene.root / "people").mkdir()
    (scene.root / "people" / "lindqvist.yaml").write_text(
        "name: Lindqvist Karin\npowers_of_attorney:\n  - {attorneys: [Thomas Abel], revoked: 2026-11-21}\n"
    )
    assert "byte for byte" in passes(scene)


def test_under_a_newer_version(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("form4kit.folder.read.__version__", "9.0.0")
    monkeypatch.setattr("form4kit.signoff.packet.__version__", "9.0.0")
    monkeypatch.setattr("form4kit.folder.read.rule_set", lambda: "0" * 12)
    shown = passes(scene)
    assert "its pages were not made again: install form4kit==" in shown


def test_under_a_newer_version_that_writes_otherwise(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    """A document that a newer version would write otherwise is not rebuilt, and all bound hashes hold."""
    monkeypatch.setattr("form4kit.folder.read.__version__", "9.0.0")
    monkeypatch.setattr("form4kit.signoff.packet.__version__", "9.0.0")
    monkeypatch.setattr("form4kit.edgar.write._INDENT", "  ")
    shown = passes(scene)
    assert "not rebuilt: made by form4kit" in shown
    assert "to rebuild it" in shown


def test_as_an_auditors_bare_copy(scene: Scene, tmp_path: Path) -> None:
    """Built folders and signed packet alone: no registry, no drafts, no record of the signing."""
    bare = tmp_path / "bare"
    shutil.copytree(scene.out, bare / "out")
    shutil.copy(scene.signed, bare / "packet.signed.pdf")
    passes(Scene(bare, scene.honest, trust=scene.trust))


def test_one_folder_by_itself_and_a_folder_of_folders(scene: Scene) -> None:
    trust = scene.root.parent / "ca.pem"
    trust.write_bytes(scene.trust[0])
    for folder in (scene.out / "plan", scene.out):
        result = run("verify", folder, scene.signed, "--trust", trust, "--signer", SIGNER)
        assert result.exit_code == 0, result.output


def test_signed_by_hand(scene: Scene) -> None:
    scan = scene.root / "scan.png"
    scan.write_bytes(b"\x89PNG\r\n\x1a\n and the ink")
    paper = scene.root / "paper.pdf"
    shutil.copy(scene.packet, paper)
    assert run("sign", paper, "--wet", scan).exit_code == 0
    scene.packets, scene.trust, scene.names = [paper], [], []
    shown = passes(scene, said=BOUND)
    assert f"{paper}: by hand, not proven: look at the scan" in shown
    scene.names = [SIGNER]
    passes(scene, said=BOUND)
    scan.unlink()
    assert scene.verify().exit_code == 1


def test_a_joint_form_with_both_packets(scene: Scene) -> None:
    joint = "  - {name: /s/ Karin Lindqvist, date: 2026-11-20}\nexhibits:"
    scene.edit("plan.yaml", "exhibits:", joint)
    scene.rebuild()
    karin = scene.honest.authority.issue("Karin Lindqvist")
    for name, folder, hand in (
        (SIGNER, scene.out, scene.honest.abel),
        ("Karin Lindqvist", scene.out / "plan", karin),
    ):
        file = scene.root / f"{hand.certificate.serial_number}.pdf"
        result = run("packet", folder, "--signer", name, "--out", file, "--allow-findings", "two owners")
        assert result.exit_code == 0, result.output
        done = file.with_suffix(".signed.pdf")
        done.write_bytes(sign_with(file.read_bytes(), hand))
        scene.packets.append(done)
    scene.names = [SIGNER, "Karin Lindqvist"]
    passes(scene)
    both = scene.packets
    scene.packets, scene.names = both[:1], [SIGNER]
    assert "no packet for the typed signature /s/ Karin Lindqvist" in scene.verify().output
    scene.names = [SIGNER, "Karin Lindqvist"]
    assert "Karin Lindqvist: FAILED: no packet here is for them" in scene.verify().output


def test_other_files_are_told(scene: Scene) -> None:
    (scene.out / ".DS_Store").write_bytes(b"\0\0\0\1Bud1")
    (scene.out / "plan" / "notes.txt").write_text("Call Karin.")
    assert "other files, which nothing binds: .DS_Store, plan/notes.txt" in passes(scene)


def test_a_packet_alone_against_what_edgar_has(scene: Scene, tmp_path: Path) -> None:
    from form4kit.folder.read import filing_of, find_built
    from form4kit.signoff.filed import exhibits_of

    plan = next(each for each in find_built(scene.out) if each.name == "plan")
    filing = filing_of(plan)
    assert filing is not None
    copy = tmp_path / "0001903415-26-000041.txt"
    copy.write_bytes(published(plan.files["ownership.xml"], *exhibits_of(filing)))
    trust = tmp_path / "ca.pem"
    trust.write_bytes(scene.trust[0])
    by_folder = run("verify", scene.out, "--filed", copy)
    assert by_folder.exit_code == 0, by_folder.output
    assert f"{copy}: what EDGAR has is what was built in plan" in by_folder.output
    shutil.rmtree(scene.out)
    alone_ = run("verify", scene.signed, "--filed", copy, "--trust", trust, "--signer", SIGNER)
    assert alone_.exit_code == 0, alone_.output
    assert f"{copy}: what EDGAR has is what was signed in plan" in alone_.output
    unproven = run("verify", scene.signed, "--filed", copy)
    assert unproven.exit_code == 0
    assert "what this packet binds in plan; who signed is not proven" in unproven.output
    copy.write_bytes(copy.read_bytes().replace(b"Thomas Abel may sign", b"Ann Colleague may sign"))
    other = run("verify", scene.signed, "--filed", copy, "--trust", trust)
    assert other.exit_code == 1
    assert "Exhibit poa.txt: EDGAR's text is another" in other.output
    copy.write_bytes(b"<html/>")
    assert run("verify", scene.signed, "--filed", copy).exit_code == 2


@pytest.mark.parametrize("trust", [[], ["ca.pem"], ["signer.pem"]])
def test_what_0_1_0_made_goes_on_verifying(trust: list[str]) -> None:
    options = [each for name in trust for each in ("--trust", OLD / name)]
    result = run("verify", OLD / "out", OLD / "packet.signed.pdf", *options, "--signer", SIGNER)
    assert result.exit_code == 0, result.output
    assert "as form4kit 0.1.0 packed it, it does not bind the submission" in result.output
    assert "install form4kit==0.1.0 for that" in result.output
    assert f"plan: {SIGNED if trust else BOUND}" in result.output


def test_what_0_1_0_recorded_of_ink_goes_on_verifying() -> None:
    result = run("verify", OLD / "wet" / "packet.pdf")
    assert result.exit_code == 0, result.output
    assert "by hand, not proven: look at the scan" in result.output


def test_options_about_a_packet_need_one(scene: Scene) -> None:
    assert run("verify", scene.out, "--signer", SIGNER).exit_code == 2
    nothing = scene.root / "nothing.pem"
    nothing.write_text("no certificate")
    assert run("verify", scene.out, scene.signed, "--trust", nothing).exit_code == 2
    assert run("verify", scene.out, scene.root / "none.pdf").exit_code == 2
