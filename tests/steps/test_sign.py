"""Signing by both doors: what was read, what stands in the way by now, and that no secret is kept."""

import datetime as dt
from pathlib import Path

import pytest
from signing_kit import PASSWORD, SIGNER, built, pkcs12, run

pytest.importorskip("pyhanko")

from form4kit.folder.read import find_built
from form4kit.law.clock import NEW_YORK
from form4kit.signoff.assemble import NotItself, make_again
from form4kit.signoff.attached import attachments_of, terms_of
from form4kit.signoff.reading import FormRead, reading_code
from form4kit.signoff.reprint import reprint
from form4kit.signoff.signing import SIGNING, read_signing
from form4kit.steps import pack, sign
from form4kit.steps.sign_answers import KeyFile, ScanFile, SignAnswers
from form4kit.storage.sealed import opened, sha256

NOW = dt.datetime.now(NEW_YORK)
TODAY = NOW.date()
PEOPLE = """\
cik: "0001903439"
name: Lindqvist Karin
powers_of_attorney:
  - {attorneys: [Thomas Abel], signed: 2026-01-05%s}
"""


def settings(root: Path, text: str = "[sign]\nread = true\n", power: str = "") -> None:
    (root / "form4kit.toml").write_text(text)
    (root / "people").mkdir(exist_ok=True)
    (root / "people" / "lindqvist.yaml").write_text(PEOPLE % power)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A packet of one filing, in a folder that asks for reading; the key lies beside."""
    root = tmp_path_factory.mktemp("made")
    out = built(root)
    settings(root)
    folders = tuple(each for each in find_built(out) if each.name == "plan")
    answers = pack.PackAnswers(folders, SIGNER, root / "packet.pdf", fresh=True)
    planned = pack.plan(root, answers, NOW)
    assert planned.refusals == ()
    pack.carry_out(planned)
    again = pack.plan(root, answers, NOW)
    assert [each.code for each in again.refusals] == ["exists"]
    pkcs12(root / "key.p12")
    return root


def key(root: Path, name: str = "key.p12", password: str = PASSWORD) -> KeyFile:
    return KeyFile(name, (root / name).read_bytes(), password)


def bound(root: Path) -> str:
    return sha256((root / "out" / "plan" / "ownership.xml").read_bytes())


def test_the_code_on_the_last_page_follows_from_what_is_bound(made: Path) -> None:
    data = (made / "packet.pdf").read_bytes()
    terms = terms_of(data)
    assert terms["reading"] == reading_code(terms)
    other = {**terms, "signer": "Somebody Else"}
    assert reading_code(other) != terms["reading"]
    assert reprint(data).words == "made again from its own attachments, byte for byte"


@pytest.mark.parametrize("code", ["", "0000-0000"])
def test_what_is_not_read_is_refused_in_the_same_words(made: Path, code: str) -> None:
    planned = sign.plan(made / "packet.pdf", SignAnswers(key=key(made), code=code), NOW)
    (refusal,) = planned.refusals
    assert refusal.code == "not-read"
    assert refusal.words == ("that is not the code on the last page" if code else "not read to its end: plan")
    done = run("sign", made / "packet.pdf", "--key", made / "key.p12", *(["--read", code] if code else []))
    assert done.exit_code == 1
    assert done.output.startswith(f"form4kit: {refusal.where}: {refusal.words}\n")
    assert done.output.endswith("--read CODE\n")
    with pytest.raises(ValueError, match="cannot be carried out"):
        sign.carry_out(planned, SignAnswers(key=key(made), code=code), NOW)
    assert not (made / "packet.signed.json").exists()


def test_what_was_read_is_kept_under_the_signature(made: Path, tmp_path: Path) -> None:
    at = "2026-11-30T21:31:00+00:00"
    answers = SignAnswers(
        key=key(made), read=(FormRead(bound(made), at),), out=tmp_path / "a.signed.pdf", root=made
    )
    planned = sign.plan(made / "packet.pdf", answers, NOW)
    assert planned.refusals == ()
    assert PASSWORD not in repr(planned) + repr(answers)
    done = sign.carry_out(planned, answers, NOW)
    assert done.signed == tmp_path / "a.signed.pdf"
    wanted = [{"filing": "plan", "ownership_sha256": bound(made), "at": at, "way": "screen"}]
    assert opened(done.record.read_bytes())["read"] == wanted
    seen = read_signing(attachments_of(done.signed.read_bytes())[SIGNING])
    assert [dict(each) for each in seen.read] == wanted
    assert PASSWORD.encode() not in done.record.read_bytes() + done.signed.read_bytes()
    twice = sign.plan(done.signed, SignAnswers(key=key(made), out=tmp_path / "b.pdf", root=made), NOW)
    assert [each.code for each in twice.refusals] == ["signed-already"]


def test_a_code_typed_on_the_command_line_counts_and_verifies(made: Path, tmp_path: Path) -> None:
    code = terms_of((made / "packet.pdf").read_bytes())["reading"].lower().replace("-", " ")
    out = tmp_path / "packet.signed.pdf"
    done = run("sign", made / "packet.pdf", "--key", made / "key.p12", "--read", code, "--out", out)
    assert done.exit_code == 0, done.output
    kept = opened((tmp_path / "packet.signed.json").read_bytes())["read"]
    assert [each["way"] for each in kept] == ["code"]
    assert run("verify", made / "out" / "plan", out).exit_code == 0


REFUSED = {
    "ended": (
        f", expires: {TODAY - dt.timedelta(days=1)}",
        "The power of January 5, 2026 ended on {yesterday}."
        " Thomas Abel may not sign for Lindqvist Karin after that.",
    ),
    "revoked": (
        f", revoked: {TODAY}",
        "The power of January 5, 2026 was revoked on {today}."
        " Thomas Abel may not sign for Lindqvist Karin after that.",
    ),
    "other form": (
        ', forms: ["3"]',
        "error SIG11, Signature 1, name: '/s/ Thomas Abel, Attorney-in-Fact for Karin Lindqvist':"
        " the power of attorney covers Form 3, not 4",
    ),
}


@pytest.mark.parametrize("kind", sorted(REFUSED))
def test_a_power_that_came_to_an_end_is_refused_in_both_doors(made: Path, tmp_path: Path, kind: str) -> None:
    terms, words = REFUSED[kind]
    spelled = {
        "today": f"{TODAY:%B} {TODAY.day}, {TODAY.year}",
        "yesterday": f"{(day := TODAY - dt.timedelta(days=1)):%B} {day.day}, {day.year}",
    }
    settings(tmp_path, "", terms)
    packet = tmp_path / "packet.pdf"
    packet.write_bytes((made / "packet.pdf").read_bytes())
    planned = sign.plan(packet, SignAnswers(key=key(made)), NOW)
    assert [each.words for each in planned.refusals] == [words.format(**spelled)]
    done = run("sign", packet, "--key", made / "key.p12")
    assert done.exit_code == 1
    assert words.format(**spelled) in done.output
    assert not (tmp_path / "packet.signed.pdf").exists()


def test_a_folder_that_was_changed_and_a_key_that_does_not_fit(made: Path, tmp_path: Path) -> None:
    packet = tmp_path / "packet.pdf"
    packet.write_bytes((made / "packet.pdf").read_bytes())
    built(tmp_path)
    folder = tmp_path / "out" / "plan"
    (folder / "ownership.xml").write_bytes((folder / "ownership.xml").read_bytes() + b"\n")
    pkcs12(tmp_path / "other.p12", name="Somebody Else")
    pkcs12(tmp_path / "old.p12", days=-1)
    for name, password, wanted in (
        ("other.p12", PASSWORD, "key-refused"),
        ("old.p12", PASSWORD, "key-refused"),
        ("other.p12", "wrong", "key-unfit"),
    ):
        planned = sign.plan(packet, SignAnswers(key=key(tmp_path, name, password)), NOW)
        assert [each.code for each in planned.refusals] == ["folder-changed", wanted]
    scan = ScanFile("scan.pdf", packet.read_bytes())
    planned = sign.plan(packet, SignAnswers(scan=scan), NOW)
    assert [each.words for each in planned.refusals] == [
        "plan was changed since this packet was made",
        "is the unsigned packet itself",
    ]
    later = NOW.replace(year=2026, month=11, day=19)
    early = sign.plan(packet, SignAnswers(), later)
    assert "dated-later" in [each.code for each in early.refusals]


def test_a_code_that_does_not_follow_from_the_filings_is_refused_and_one_that_is_not_there_is_none(
    made: Path,
) -> None:
    data = (made / "packet.pdf").read_bytes()
    terms, files = terms_of(data), attachments_of(data)
    with pytest.raises(NotItself, match="another code"):
        reprint(make_again({**terms, "reading": "0000-0000"}, files))
    without = {name: value for name, value in terms.items() if name != "reading"}
    older = make_again(without, files)
    assert terms_of(older) == without
    assert reprint(older).words == "made again from its own attachments, byte for byte"
