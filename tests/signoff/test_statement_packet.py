"""Statements that no Form 5 is due go through the packet: signed, verified, forged in vain, and returned."""

import datetime as dt
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from forgery_kit import alone, appended, attach, authority, honest, reterm, rewritten, sign_with
from signing_kit import run
from statement_scene import ABEL, LINDQVIST, REYES, YEAR, StatementScene, copied, honest_scene, today

from form4kit.storage.sealed import sha256

pytest.importorskip("pyhanko")

SIGNED = "the statement is what was signed"
DOCS = Path(__file__).parents[2] / "docs" / "signing.md"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> StatementScene:
    return honest_scene(tmp_path_factory.mktemp("statements") / "root")


@pytest.fixture
def scene(made: StatementScene, tmp_path: Path) -> StatementScene:
    return copied(made, tmp_path / "root")


# Honest ways.


def test_by_the_authority_and_by_pin(scene: StatementScene) -> None:
    for path in (scene.text, scene.signed):
        given = [path] if path == scene.signed else [path, scene.signed]
        done = scene.verify(*given)
        assert done.exit_code == 0, done.output
        assert f"binds the statement of {REYES} for the fiscal year ended 2025-12-31" in done.stdout
        assert "made again from its own attachments, byte for byte" in done.stdout
    person = scene.root / "people" / "reyes.yaml"
    person.write_text(f"{person.read_text()}certificate_sha256: {scene.hands[REYES].fingerprint}\n")
    done = scene.verify()
    assert done.exit_code == 0 and f"{scene.text}: {SIGNED}" in done.stdout
    assert "pinned in people/reyes.yaml, which came with the folder" in done.stdout
    bare = run("verify", scene.text, scene.signed)
    assert bare.exit_code == 0
    assert "the statement is what this packet binds; who signed is not proven" in bare.stdout


def test_of_a_folder_everything_must_be_covered(scene: StatementScene) -> None:
    done = scene.verify(scene.year_end, scene.signed)
    assert done.exit_code == 1
    assert "lindqvist-statement.txt: FAILED: is not in the packet, which binds reyes-sta" in done.stdout
    hers = scene.root / "hers.pdf"
    packed = run("packet", "--statement", scene.year_end, "--signer", "lindqvist", "--out", hers)
    assert "1 statement, for Lindqvist Karin" in packed.stderr
    assert scene.sign(hers, LINDQVIST).exit_code == 0
    both = run("verify", scene.year_end, scene.signed, scene.root / "hers.signed.pdf")
    assert both.exit_code == 0, both.output
    assert both.stdout.count("the statement is what this packet binds") == 2


def test_the_page_shows_the_whole_text_and_the_attachment_has_its_bytes(scene: StatementScene) -> None:
    from form4kit.signoff.attached import attachments_of, terms_of

    data = scene.packet.read_bytes()
    (bound,) = terms_of(data)["statements"]
    assert attachments_of(data)[bound["attached"]] == scene.text.read_bytes()
    assert bound["sha256"] == sha256(scene.text.read_bytes())
    assert terms_of(data)["filings"] == []
    pdfium = pytest.importorskip("pypdfium2", reason="nothing here reads text off a page")
    page = pdfium.PdfDocument(data)[0].get_textpage().get_text_range()
    assert " ".join(scene.text.read_text().split()) in " ".join(page.split())


def test_by_an_attorney_of_the_registry(scene: StatementScene) -> None:
    packet = scene.root / "abel.pdf"
    packed = run("packet", "--statement", scene.year_end, "--signer", "thomas-abel", "--out", packet)
    assert packed.exit_code == 0, packed.output
    assert scene.sign(packet, ABEL).exit_code == 0
    signed = scene.root / "abel.signed.pdf"
    done = scene.verify(scene.text, signed, signer=ABEL)
    assert done.exit_code == 0, done.output
    assert f"signed for them by {ABEL} under a power as the preparer says" in done.stdout
    assert scene.verify(scene.text, signed).exit_code == 1
    assert run("verify", scene.text, signed).exit_code == 0
    (scene.root.parent / "elsewhere").mkdir()
    alone_there = scene.root.parent / "elsewhere" / "abel.signed.pdf"
    alone_there.write_bytes(signed.read_bytes())
    done = run("verify", alone_there)
    assert done.exit_code == 1
    assert f"is signed for {REYES} by {ABEL}, without a power in the registry" in done.stdout
    assert run("verify", alone_there, "--signer", ABEL).exit_code == 0
    scene.signed.unlink()
    assert "reyes: no Form 5; statement returned" in scene.year_ended()
    person = scene.root / "people" / "reyes.yaml"
    person.write_text(person.read_text().replace("attorneys: [Thomas Abel]", "attorneys: [Ann Lee]"))
    said = scene.year_ended()
    assert "reyes: no Form 5; statement missing" in said
    assert f"is signed for {REYES} by {ABEL}, without a power in the registry" in said


@pytest.mark.parametrize(
    ("power", "said"),
    [
        ("signed: 2025-01-02, expires: 2025-06-30", "no power of attorney of Antonio J. Reyes for Thomas"),
        ("signed: 2025-01-02, forms: ['3', '4']", "no power of theirs lets Thomas Abel sign a Form 5"),
        ("signed: 2025-01-02, revoked: 2025-02-01", "no power of attorney of Antonio J. Reyes for Thomas"),
    ],
)
def test_not_under_a_power_that_does_not_serve(scene: StatementScene, power: str, said: str) -> None:
    person = scene.root / "people" / "reyes.yaml"
    person.write_text(person.read_text().replace("signed: 2025-01-02", power))
    done = run(
        *("packet", "--statement", scene.text, "--signer", "thomas-abel", "--out", scene.root / "abel.pdf")
    )
    assert done.exit_code == 1
    assert said in done.stderr
    assert not (scene.root / "abel.pdf").exists()


def test_by_hand(scene: StatementScene) -> None:
    from PIL import Image

    scan = scene.root / "scan.png"
    Image.effect_noise((850, 1100), 90).save(scan)
    scene.signed.unlink()
    (scene.root / "reyes.signed.json").unlink()
    done = run("sign", scene.packet, "--wet", scan)
    assert done.exit_code == 0, done.output
    told = run("verify", scene.text, scene.packet)
    assert told.exit_code == 0 and "by hand, not proven: look at the scan" in told.stdout
    assert scene.verify(scene.text, scene.packet).exit_code == 1
    assert "is signed by hand: give its file and `signed:` in people/reyes.yaml" in scene.year_ended()
    person = scene.root / "people" / "reyes.yaml"
    told_there = f"statements: [{{year: {YEAR}, signed: 2026-02-02, file: ../reyes.pdf}}]\n"
    person.write_text(person.read_text() + told_there)
    assert "reyes: no Form 5; statement returned" in scene.year_ended()
    pem = scene.root.parent / "trust.pem"
    assert "reyes: no Form 5; statement missing" in scene.year_ended("--trust", pem)
    scan.write_bytes(b"other")
    assert "reyes: no Form 5; statement missing" in scene.year_ended()


# What comes back counts.


def test_the_signed_packet_counts_as_returned(scene: StatementScene) -> None:
    said = scene.year_ended()
    assert "reyes: no Form 5; statement returned" in said
    assert "the statement is in reyes.signed.pdf: signed by Antonio J. Reyes" in said
    assert "lindqvist: no Form 5; statement missing" in said
    yesterday = today() - dt.timedelta(days=1)
    assert "reyes: no Form 5; statement missing" in scene.year_ended("--as-of", yesterday)
    pem = scene.root.parent / "other.pem"
    pem.write_bytes(authority("Another Authority").pem)
    said = scene.year_ended("--trust", pem)
    assert "reyes: no Form 5; statement missing" in said
    assert "the statement in reyes.signed.pdf does not count: the certificate of" in said
    person = scene.root / "people" / "lindqvist.yaml"
    person.write_text(f"{person.read_text()}statements: [{{year: {YEAR}, signed: 2026-02-02}}]\n")
    assert "lindqvist: no Form 5; statement returned" in scene.year_ended()
    said = scene.year_ended("--trust", pem)
    assert "is only said to have come back, which proves nothing to --trust" in said
    scene.put(sign_with(scene.packet.read_bytes(), scene.hands[LINDQVIST]))
    assert "does not count: the packet is for Reyes Antonio J, and the certificate is of" in (
        scene.year_ended()
    )


def test_a_packet_that_the_person_names_is_looked_at(scene: StatementScene) -> None:
    person = scene.root / "people" / "lindqvist.yaml"
    person.write_text(f"{person.read_text()}statements: [{{year: {YEAR}, file: ../reyes.signed.pdf}}]\n")
    said = scene.year_ended()
    assert "lindqvist: no Form 5; statement missing\n  note: reyes.signed.pdf binds no statement of" in said
    person.write_text(person.read_text().replace("../reyes.signed.pdf", "../reyes.pdf"))
    assert "lindqvist: no Form 5; statement missing" in scene.year_ended()


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("I have reported", "I have not reported", "is in other words than form4kit's"),
        ("HARTWELL", "HARTVILLE", "statement missing\n\n"),
        ("December 31, 2025", "December 31, 2024", "statement missing\n\n"),
    ],
)
def test_another_statement_is_not_the_one_that_was_asked(
    scene: StatementScene, old: str, new: str, said: str
) -> None:
    scene.edit(old, new)
    scene.signed.unlink()
    (scene.root / "reyes.signed.json").unlink()
    packed = run(
        *("packet", "--statement", scene.text, "--signer", "reyes", "--out", scene.root / "other.pdf")
    )
    assert packed.exit_code == 0, packed.output
    assert scene.sign(scene.root / "other.pdf", REYES).exit_code == 0
    shown = scene.year_ended()
    assert said in shown
    assert "reyes: no Form 5; statement missing" in shown


# What does not go into a packet, and is not signed.


def test_what_is_refused_is_refused_in_a_line(scene: StatementScene) -> None:
    out = scene.root / "no.pdf"

    def refused(*options: object, code: int = 1) -> str:
        done = run("packet", *options, "--out", out)
        assert done.exit_code == code, done.output
        assert not out.exists()
        return str(done.stderr)

    said = refused("--statement", scene.text, "--signer", "lindqvist")
    assert "is of Antonio J. Reyes, and no power of theirs lets Lindqvist Karin sign a Form 5" in said
    reason = ("--allow-findings", "because")
    assert "a statement has no findings" in refused(
        "--statement", scene.text, "--signer", "reyes", *reason, code=2
    )
    twice = ("--statement", scene.text, "--statement", scene.text)
    assert "two statements of this name" in refused(*twice, "--signer", "reyes")
    (scene.year_end / "reyes-statement.txt").write_bytes(b"To HARTWELL\n\x1b]0;\x07" + b"A" * 10_000_000)
    said = refused("--statement", scene.text, "--signer", "reyes")
    assert "has more than 8000 bytes" in said and "\x1b" not in said
    only = refused("--statement", scene.year_end, "--signer", "reyes", code=2)
    assert "no statement there for Reyes Antonio J to sign, only of Karin Lindqvist" in only
    assert "takes one DIR of built folders, or --statement FILE" in refused("--signer", "reyes", code=2)


def test_a_year_that_is_not_over_is_not_signed(scene: StatementScene) -> None:
    scene.edit("December 31, 2025", f"December 31, {today().year}")
    if today() > dt.date(today().year, 12, 30):
        pytest.skip("the last day of a year")
    packet = scene.root / "early.pdf"
    assert run("packet", "--statement", scene.text, "--signer", "reyes", "--out", packet).exit_code == 0
    done = scene.sign(packet, REYES)
    assert done.exit_code == 1
    assert "is of a fiscal year that ends on" in done.stderr
    scene.put(sign_with(packet.read_bytes(), scene.hands[REYES]))
    assert "before its fiscal year was over" in scene.verify().stdout


# Forgeries: whoever can rewrite everything but the key.

Forge = Callable[[StatementScene], Any]
FORGERIES: dict[str, tuple[Forge, str]] = {}


def forgery(name: str, said: str) -> Callable[[Forge], Forge]:
    """Take in a forgery under a name."""

    def take(forge: Forge) -> Forge:
        assert name not in FORGERIES
        FORGERIES[name] = (forge, said)
        return forge

    return take


def _signed_as(scene: StatementScene, change: Callable[[pikepdf.Pdf], None], name: str = REYES) -> None:
    scene.put(sign_with(rewritten(scene.packet.read_bytes(), change), scene.hands[name]))


@forgery("another text of a statement", "is not what was signed")
def _(scene: StatementScene) -> None:
    scene.edit("I have reported", "I have not reported")


@forgery("a statement under the name of another's", "is not what was signed")
def _(scene: StatementScene) -> None:
    scene.text.write_bytes((scene.year_end / "lindqvist-statement.txt").read_bytes())


@forgery("a blank more in a statement", "is not what was signed")
def _(scene: StatementScene) -> None:
    scene.text.write_bytes(scene.text.read_bytes() + b"\n")


@forgery("another person's key on a statement", "the certificate is of Karin Lindqvist")
def _(scene: StatementScene) -> None:
    scene.put(sign_with(scene.packet.read_bytes(), scene.hands[LINDQVIST]))


@forgery("a home-made key of the same name on a statement", "does not lead to one that is trusted")
def _(scene: StatementScene) -> None:
    scene.put(sign_with(scene.packet.read_bytes(), alone(REYES)))


@forgery("a packet of statements that nobody signed", "is not signed")
def _(scene: StatementScene) -> None:
    scene.put(scene.packet.read_bytes())


@forgery("a statement replaced under the signature", "cannot be read|is not what it binds|does not")
def _(scene: StatementScene) -> None:
    data = scene.signed.read_bytes()
    scene.put(
        rewritten(
            data, lambda pdf: attach(pdf, "001-reyes-statement.txt", scene.text.read_bytes()[:-1] + b" ")
        )
    )


@forgery("a statement edited before it was signed, its pages left", "is not what it binds as reyes-statement")
def _(scene: StatementScene) -> None:
    other = scene.text.read_bytes().replace(b"I have reported", b"I never reported")
    _signed_as(scene, lambda pdf: attach(pdf, "001-reyes-statement.txt", other))
    scene.text.write_bytes(other)


@forgery(
    "a statement edited and resealed, its pages left", "does not show what its attachments give|is not byte"
)
def _(scene: StatementScene) -> None:
    other = scene.text.read_bytes().replace(b"I have reported", b"I never reported")

    def change(pdf: pikepdf.Pdf) -> None:
        attach(pdf, "001-reyes-statement.txt", other)
        said = {"sha256": sha256(other), "bytes": len(other)}
        reterm(pdf, lambda terms: terms["statements"][0].update(said))

    _signed_as(scene, change)
    scene.text.write_bytes(other)


@forgery(
    "a page of a statement edited before it was signed", "does not show what its attachments give|not byte"
)
def _(scene: StatementScene) -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].contents_add(b"q 1 1 1 rg 100 500 300 80 re f Q")

    _signed_as(scene, change)


@forgery("a page of a statement left out", "has 1 pages, where its attachments give 2")
def _(scene: StatementScene) -> None:
    _signed_as(scene, lambda pdf: pdf.pages.__delitem__(0))


@forgery("a statement resealed as another person's", "than its text gives: person")
def _(scene: StatementScene) -> None:
    _signed_as(
        scene,
        lambda pdf: reterm(pdf, lambda terms: terms["statements"][0].update(person=LINDQVIST)),
    )


@forgery("a statement resealed as of another year", "than its text gives: year_end")
def _(scene: StatementScene) -> None:
    _signed_as(
        scene,
        lambda pdf: reterm(pdf, lambda terms: terms["statements"][0].update(year_end="2024-12-31")),
    )


@forgery("a statement for a signer without a power", "no power of theirs lets Thomas Abel sign")
def _(scene: StatementScene) -> None:
    _signed_as(scene, lambda pdf: reterm(pdf, lambda terms: terms.update(signer=ABEL)), ABEL)


@forgery("a power that is said of one's own statement", "power of attorney that has no part in it")
def _(scene: StatementScene) -> None:
    power: dict[str, Any] = dict.fromkeys(["signed", "effective", "expires", "revoked", "file"])
    power |= {"grantor": REYES, "attorneys": [REYES], "forms": []}
    _signed_as(scene, lambda pdf: reterm(pdf, lambda terms: terms["statements"][0].update(powers=[power])))


@forgery(
    "more in packet.json than the pages of a statement show", "says more than its pages show|says more of"
)
def _(scene: StatementScene) -> None:
    _signed_as(scene, lambda pdf: reterm(pdf, lambda terms: terms.update(reason="all is well")))


@forgery("a statement as of another form4kit, with other words attached", "is not what it binds")
def _(scene: StatementScene) -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        attach(pdf, "001-reyes-statement.txt", b"To HARTWELL\n")
        reterm(pdf, lambda terms: terms["versions"].update(form4kit="9.9.9"))

    _signed_as(scene, change)


@forgery("a statement as of another form4kit, resealed as another person's", "than its text gives: person")
def _(scene: StatementScene) -> None:
    def other(terms: dict[str, Any]) -> None:
        terms["versions"]["form4kit"] = "9.9.9"
        terms["statements"][0]["person"] = LINDQVIST

    _signed_as(scene, lambda pdf: reterm(pdf, other))


@forgery("a statement in the form of 0.1.0, whose pages nobody prints again", "no packet binds statements")
def _(scene: StatementScene) -> None:
    _signed_as(scene, lambda pdf: reterm(pdf, lambda terms: terms.update(format=1)))


@forgery("a statement put over a signed one in a later revision", "does not cover the whole file")
def _(scene: StatementScene) -> None:
    from pyhanko.pdf_utils.embed import EmbeddedFileObject, FileSpec, embed_file

    other = scene.text.read_bytes().replace(b"I have reported", b"I never reported")

    def over(writer: Any) -> None:
        stream = EmbeddedFileObject.from_file_data(writer, data=other, mime_type="text/plain")
        name = "001-reyes-statement.txt"
        embed_file(writer, FileSpec(file_spec_string=name, file_name=name, embedded_data=stream))

    scene.put(appended(scene.signed.read_bytes(), over))
    scene.text.write_bytes(other)


@forgery("an empty list of statements", "binds no filing")
def _(scene: StatementScene) -> None:
    _signed_as(scene, lambda pdf: reterm(pdf, lambda terms: terms.update(statements=[])))


@forgery("a file more beside a statement", "is attached to it, and nothing says why")
def _(scene: StatementScene) -> None:
    _signed_as(scene, lambda pdf: attach(pdf, "002-ownership.xml", b"<ownershipDocument/>"))


@forgery("the record of another statement beside it", "binds other statements than were recorded")
def _(scene: StatementScene) -> None:
    from form4kit.storage.sealed import opened, sealed

    file = scene.root / "reyes.signed.json"
    record = opened(file.read_bytes())
    record["binds"]["statements"][0]["person"] = LINDQVIST
    file.write_bytes(sealed(record))


@pytest.mark.parametrize("name", sorted(FORGERIES))
def test_is_refused(name: str, scene: StatementScene) -> None:
    import re

    forge, said = FORGERIES[name]
    assert scene.verify().exit_code == 0
    forge(scene)
    done = scene.verify()
    assert done.exit_code == 1, done.output
    assert re.search("|".join(map(re.escape, said.split("|"))), done.output), done.output


def test_each_is_named_in_the_docs() -> None:
    page = " ".join(DOCS.read_text(encoding="utf-8").split())
    assert [name for name in FORGERIES if name not in page] == []


def test_filings_and_statements_never_meet(made: StatementScene, tmp_path: Path) -> None:
    """Neither passes for the other, and no packet binds both, whatever its pages show or its version is."""
    root = tmp_path / "filings"
    filings = honest(root)
    scene = copied(made, tmp_path / "root")
    pem = tmp_path / "both.pem"
    pem.write_bytes(filings.authority.pem + scene.top.pem)

    def verify(*paths: object) -> str:
        done = run("verify", *paths, "--trust", pem)
        assert done.exit_code == 1, done.output
        return str(done.stdout)

    said = verify(root / "out", scene.signed)
    assert said.count("FAILED: is not in the packet, which binds no filing") == 2
    said = verify(scene.text, root / "packet.signed.pdf")
    assert "FAILED: is not in the packet, which binds no statement" in said
    notes = tmp_path / "notes"
    notes.mkdir()
    (notes / "notes.txt").write_text("Nothing is built here.\n")
    assert "FAILED: no built folder here, and no packet binds" in verify(notes, root / "packet.signed.pdf")
    both_packets = verify(scene.year_end, scene.signed, root / "packet.signed.pdf")
    assert both_packets.count("FAILED: signed, but not here") == 2
    text = scene.text.read_bytes()
    statement = {"name": scene.text.name, "person": REYES, "issuer": "HARTWELL INSTRUMENTS INC"}
    statement |= {"year_end": "2025-12-31", "bytes": str(len(text)), "sha256": sha256(text)}
    with pikepdf.open(io.BytesIO(scene.packet.read_bytes())) as pages:
        for version in (None, "9.9.9"):

            def both(pdf: pikepdf.Pdf, version: str | None = version) -> None:
                pdf.pages.insert(1, pages.pages[0])
                attach(pdf, "003-statement.txt", text)

                def more(terms: dict[str, Any]) -> None:
                    terms["statements"] = [{**statement, "attached": "003-statement.txt", "powers": []}]
                    terms["versions"]["form4kit"] = version or terms["versions"]["form4kit"]

                reterm(pdf, more)

            packet = rewritten((root / "packet.pdf").read_bytes(), both)
            signed = tmp_path / "both.signed.pdf"
            signed.write_bytes(sign_with(packet, filings.abel))
            assert "binds filings and statements, which no packet does" in verify(root / "out", signed)
    silent = rewritten(
        (root / "packet.pdf").read_bytes(),
        lambda pdf: attach(pdf, "003-statement.txt", text),
    )
    signed.write_bytes(sign_with(silent, filings.abel))
    assert "003-statement.txt is attached to it, and nothing says why" in verify(root / "out", signed)
