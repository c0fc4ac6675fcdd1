"""An attacker who can rewrite everything but the key: each forgery is refused, for its own reason.

Each has a name, which stands in docs/signing.md, and is carried out on a copy of an honest folder. Whoever
verifies keeps the authority's certificate elsewhere and expects Thomas Abel.
"""

import datetime as dt
import io
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from cryptography.x509.oid import ExtendedKeyUsageOID
from forgery_kit import (
    NOW,
    Honest,
    Scene,
    alone,
    appended,
    archived,
    attach,
    authority,
    honest,
    reterm,
    rewritten,
    shares_in,
    sign_with,
    stamper,
    stripped,
    with_file_and_its_timestamp,
)
from pdf_bombs import inflating
from signing_kit import SIGNER, run

from form4kit.storage.sealed import sha256

pytest.importorskip("pyhanko")

DOCS = Path(__file__).parents[2] / "docs" / "signing.md"
Forge = Callable[[Scene], None]
FORGERIES: dict[str, tuple[Forge, str]] = {}
"""The forgeries by name: how each is done, and what is said of it."""


def forgery(name: str, said: str) -> Callable[[Forge], Forge]:
    """Take in a forgery under a name."""

    def take(forge: Forge) -> Forge:
        assert name not in FORGERIES
        FORGERIES[name] = (forge, said)
        return forge

    return take


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Honest:
    return honest(tmp_path_factory.mktemp("honest"))


# What would be filed is another than what was signed.


@forgery("another number of shares, built again", "ownership.xml is not what was signed")
def _(scene: Scene) -> None:
    scene.edit("plan.yaml", "disposed: 3500", "disposed: 350")
    scene.rebuild()


@forgery("another number of shares, proof and draft left as they were", "ownership.xml is not what")
def _(scene: Scene) -> None:
    kept = {name: (scene.out / "plan" / name).read_bytes() for name in ("proof.pdf", "draft.yaml")}
    scene.edit("plan.yaml", "disposed: 3500", "disposed: 925000")
    scene.rebuild()
    for name, data in kept.items():
        (scene.out / "plan" / name).write_bytes(data)
    scene.reseal("plan", lambda manifest: manifest.update(rules="000000000000"))


@forgery("another text in a power of attorney", "poa.txt is not what was signed")
def _(scene: Scene) -> None:
    scene.edit("poa.txt", "Thomas Abel", "Ann Colleague")
    scene.rebuild()


@forgery("an exhibit more", "more.txt would be filed, and was not signed for")
def _(scene: Scene) -> None:
    (scene.root / "more.txt").write_text("More.\n")
    scene.edit("plan.yaml", "exhibits:", "exhibits:\n  - {file: more.txt, type: EX-99.1}")
    scene.rebuild()


@forgery("an exhibit less", "poa.txt is not what was signed")
def _(scene: Scene) -> None:
    scene.edit("plan.yaml", "exhibits:\n  - {file: poa.txt, type: EX-24}\n", "")
    scene.rebuild()


@forgery("an exhibit of another type", "submission.xml is not what was signed")
def _(scene: Scene) -> None:
    scene.edit("plan.yaml", "type: EX-24", "type: EX-99.1")
    scene.rebuild()


@forgery("an exhibit under another description", "submission.xml is not what was signed")
def _(scene: Scene) -> None:
    scene.edit("plan.yaml", "type: EX-24", "type: EX-24, description: Consent")
    scene.rebuild()


CONTACT = 'contact: {name: Mallory Moe, phone: "650-555-0100", email: mallory@example.com}\n'


@forgery("another contact", "submission.xml is not what was signed")
def _(scene: Scene) -> None:
    scene.edit("plan.yaml", "exhibits:", f"{CONTACT}exhibits:")
    scene.rebuild()


@forgery("a notification address more", "submission.xml is not what was signed")
def _(scene: Scene) -> None:
    scene.edit("plan.yaml", "exhibits:", "notify: [mallory@example.com]\nexhibits:")
    scene.rebuild()


def _into_submission(scene: Scene) -> None:
    file = scene.out / "plan" / "submission.xml"
    contact = "    <pointOfContact>\n        <contactName>Mallory</contactName>\n    </pointOfContact>\n"
    text = file.read_text()
    file.write_text(text.replace("</testOrLive>\n", f"</testOrLive>\n{contact}", 1))
    assert file.read_text() != text


@forgery("a contact in the submission, and a manifest resealed with other rules", "submission.xml")
def _(scene: Scene) -> None:
    _into_submission(scene)
    scene.reseal("plan", lambda manifest: manifest.update(rules="000000000000"))


@forgery("a contact in the submission, and a manifest resealed as of another form4kit", "submission.xml")
def _(scene: Scene) -> None:
    _into_submission(scene)
    scene.reseal("plan", lambda manifest: manifest.update(form4kit="9.9.9"))


@forgery("a blank in the submission, and a manifest resealed", "submission.xml is not what was signed")
def _(scene: Scene) -> None:
    file = scene.out / "plan" / "submission.xml"
    file.write_text(file.read_text().replace("<edgarDocument>", "<edgarDocument >", 1))
    scene.reseal("plan", lambda manifest: manifest.update(rules="000000000000"))


@forgery("two live flags in the submission", "submission.xml is not what was signed")
def _(scene: Scene) -> None:
    file = scene.out / "plan" / "submission.xml"
    flag = "    <testOrLive>TEST</testOrLive>\n"
    file.write_text(file.read_text().replace(flag, flag + flag.replace("TEST", "LIVE"), 1))
    scene.reseal("plan", lambda manifest: manifest.update(rules="000000000000"))


@forgery("a comment in the submission", "submission.xml is not what was signed")
def _(scene: Scene) -> None:
    file = scene.out / "plan" / "submission.xml"
    file.write_text(file.read_text().replace("</edgarSubmission>", "<!-- x --></edgarSubmission>"))
    scene.reseal("plan", lambda manifest: manifest.update(rules="000000000000"))


@forgery("words in place of a CCC, and a manifest resealed", "submission.xml is not what was signed")
def _(scene: Scene) -> None:
    import base64
    import re

    file = scene.out / "plan" / "submission.xml"
    text = file.read_text()
    found = re.search("<documentMimeBlock>(.*?)</documentMimeBlock>", text, re.DOTALL)
    assert found is not None
    form = base64.b64decode(found[1]).decode()
    words = "<ownerSignature>\n        <rptOwnerCcc>never sold</rptOwnerCcc>\n"
    assert "<ownerSignature>\n" in form
    form = form.replace("<ownerSignature>\n", words)
    file.write_text(text.replace(found[1], base64.b64encode(form.encode()).decode()))
    scene.reseal("plan", lambda manifest: manifest.update(form4kit="9.9.9"))


FLAG = "    <testOrLive>TEST</testOrLive>\n"


@forgery("the live flag in another place, and a manifest resealed", "submission.xml is not what was signed")
def _(scene: Scene) -> None:
    file = scene.out / "plan" / "submission.xml"
    moved = file.read_text().replace(FLAG, "", 1).replace("</edgarSubmission>", f"{FLAG}</edgarSubmission>")
    file.write_text(moved)
    scene.reseal("plan", lambda manifest: manifest.update(form4kit="9.9.9"))


@forgery("the proof of another filing", "proof.pdf is not what was signed")
def _(scene: Scene) -> None:
    shutil.copy(scene.out / "gift" / "proof.pdf", scene.out / "plan" / "proof.pdf")
    scene.reseal("plan", lambda manifest: manifest.update(rules="000000000000"))


@forgery("another draft beside the same document", "draft.yaml is not what was signed")
def _(scene: Scene) -> None:
    file = scene.out / "plan" / "draft.yaml"
    file.write_text(f"# nothing to see here\n{file.read_text()}")
    scene.reseal("plan", lambda manifest: None)


@forgery("another due instant in the manifest", "manifest.json says other than was signed for: due")
def _(scene: Scene) -> None:
    scene.reseal("plan", lambda manifest: manifest.update(due="2027-11-20T22:00:00-05:00"))


@forgery("a finding allowed after the signature", "says other than was signed for: allowed")
def _(scene: Scene) -> None:
    reason = {"rule": "DUE01", "where": "The form", "message": "late", "reason": "so be it"}
    scene.reseal("plan", lambda manifest: manifest.update(allowed=[reason]))


# What lies in the folder.


@forgery("a second built folder inside the first", "is a built folder inside another, plan")
def _(scene: Scene) -> None:
    shutil.copytree(scene.out / "gift", scene.out / "plan" / "final")


@forgery("a hidden built folder", ".later: FAILED: is not in the packet")
def _(scene: Scene) -> None:
    shutil.copytree(scene.out / "plan", scene.out / ".later")


@forgery("the same filing in two folders", "x/plan: FAILED: is not in the packet")
def _(scene: Scene) -> None:
    shutil.copytree(scene.out / "plan", scene.out / "x" / "plan")


@forgery("a submission under another name", "holds a submission that no manifest binds")
def _(scene: Scene) -> None:
    shutil.copy(scene.out / "plan" / "submission.xml", scene.out / "plan" / "to-file.txt")


@forgery("an ownership document in a hidden file", "holds an ownership document that no manifest binds")
def _(scene: Scene) -> None:
    shutil.copy(scene.out / "plan" / "ownership.xml", scene.out / ".ownership")


@forgery("a link in place of the submission", "is a link; put the file itself there")
def _(scene: Scene) -> None:
    file = scene.out / "plan" / "submission.xml"
    file.rename(scene.root / "elsewhere")
    file.symlink_to(scene.root / "elsewhere")


@forgery("a filing that was signed left out", "gift: FAILED: signed, but not here")
def _(scene: Scene) -> None:
    shutil.rmtree(scene.out / "gift")


@forgery("a filing under the name of another", "is not what was signed")
def _(scene: Scene) -> None:
    (scene.out / "gift").rename(scene.out / "kept")
    (scene.out / "plan").rename(scene.out / "gift")
    (scene.out / "kept").rename(scene.out / "plan")


@forgery("a joint form with one signer's packet", "no packet for the typed signature /s/ Karin Lindqvist")
def _(scene: Scene) -> None:
    joint = "  - {name: /s/ Karin Lindqvist, date: 2026-11-20}\nexhibits:"
    scene.edit("plan.yaml", "exhibits:", joint)
    scene.rebuild()
    file = scene.root / "joint.pdf"
    result = run("packet", scene.out, "--signer", SIGNER, "--out", file, "--allow-findings", "a test")
    assert result.exit_code == 0, result.output
    scene.put(sign_with(file.read_bytes(), scene.honest.abel))


@forgery("two signatures typed in one place, and one signer's packet", "no packet for the typed signature")
def _(scene: Scene) -> None:
    typed = "/s/ Thomas Abel, Attorney-in-Fact; /s/ Karin Lindqvist"
    scene.edit("gift.yaml", "/s/ Thomas Abel, Attorney-in-Fact for Antonio J. Reyes", typed)
    scene.rebuild("gift")
    file = scene.root / "joint.pdf"
    result = run("packet", scene.out, "--signer", SIGNER, "--out", file, "--allow-findings", "a test")
    assert result.exit_code == 0, result.output
    scene.put(sign_with(file.read_bytes(), scene.honest.abel))


# Whose signature it is.


@forgery("a key that is for a server, and for no document", "is not for signing documents")
def _(scene: Scene) -> None:
    server = scene.honest.authority.issue(SIGNER, purposes=[ExtendedKeyUsageOID.SERVER_AUTH])
    scene.put(sign_with(scene.packet.read_bytes(), server))


@forgery("a key that may encipher and not sign", "is not for signing documents")
def _(scene: Scene) -> None:
    scene.put(sign_with(scene.packet.read_bytes(), scene.honest.authority.issue(SIGNER, signs=False)))


@forgery("a record of ink beside an unsigned packet", "is signed by hand, which proves nothing to --trust")
def _(scene: Scene) -> None:
    from form4kit.signoff.sign import signed_record
    from form4kit.storage.sealed import sha256

    data = scene.packet.read_bytes()
    scan = b"%PDF-1.7 ink"
    (scene.root / "scan.pdf").write_bytes(scan)
    wet = {"name": "scan.pdf", "sha256": sha256(scan)}
    record = signed_record(scene.packet, data, wet=wet, at=NOW.isoformat())
    (scene.root / "packet.signed.json").write_bytes(record)
    scene.packets = [scene.packet]


@forgery("a packet that nobody signed", "is not signed")
def _(scene: Scene) -> None:
    scene.put(scene.packet.read_bytes())


@forgery("a key of the same name that signed itself", "does not lead to one that is trusted")
def _(scene: Scene) -> None:
    scene.put(sign_with(scene.packet.read_bytes(), alone(SIGNER)))


@forgery("an authority of the same name, with a key of the same name", "does not lead to one that is trusted")
def _(scene: Scene) -> None:
    twin = authority().issue(SIGNER)
    scene.put(sign_with(scene.packet.read_bytes(), twin))


@forgery("a key that was issued by a colleague's key, which is no authority's", "does not lead to one")
def _(scene: Scene) -> None:
    scene.put(sign_with(scene.packet.read_bytes(), scene.honest.colleague.issue(SIGNER)))


@forgery("a key issued by one that may sign documents alone", "does not lead to one")
def _(scene: Scene) -> None:
    abel = alone(SIGNER, certifies=False)
    scene.put(sign_with(scene.packet.read_bytes(), abel.issue(SIGNER)))
    scene.trust = [abel.pem]


@forgery("a colleague's key under the same authority", "the certificate is of Ann Colleague")
def _(scene: Scene) -> None:
    scene.put(sign_with(scene.packet.read_bytes(), scene.honest.colleague))


@forgery(
    "a colleague's key on a packet for another, no name being asked for", "and the certificate is of Ann"
)
def _(scene: Scene) -> None:
    scene.put(sign_with(scene.packet.read_bytes(), scene.honest.colleague))
    scene.names = []


@forgery("drafts, registry and packet rewritten to a colleague", "expected Thomas Abel")
def _(scene: Scene) -> None:
    for name in ("gift", "plan"):
        scene.edit(f"{name}.yaml", SIGNER, "Ann Colleague")
        scene.rebuild(name)
    file = scene.root / "hers.pdf"
    result = run("packet", scene.out, "--signer", "Ann Colleague", "--out", file)
    assert result.exit_code == 0, result.output
    scene.put(sign_with(file.read_bytes(), scene.honest.colleague))


@forgery("a colleague's key pinned to the signer in the folder's registry", "expected Thomas Abel")
def _(scene: Scene) -> None:
    scene.pin(SIGNER, scene.honest.colleague)
    scene.put(sign_with(scene.packet.read_bytes(), scene.honest.colleague))


@forgery(
    "one of two expected signs for the other, by a pin in the folder's registry", "expected one and the same"
)
def _(scene: Scene) -> None:
    scene.pin(SIGNER, scene.honest.colleague)
    scene.put(sign_with(scene.packet.read_bytes(), scene.honest.colleague))
    scene.packets = [scene.signed]
    scene.names = [SIGNER, "Ann Colleague"]


@forgery("a home-made key pinned to the signer in the folder's registry", "does not lead to one")
def _(scene: Scene) -> None:
    fake = alone(SIGNER)
    scene.pin(SIGNER, fake)
    scene.put(sign_with(scene.packet.read_bytes(), fake))


@forgery("another certificate of the same name beside a pinned one", "none of those pinned to Thomas Abel")
def _(scene: Scene) -> None:
    scene.pin(SIGNER, scene.honest.abel)
    scene.put(sign_with(scene.packet.read_bytes(), scene.honest.authority.issue(SIGNER)))


@forgery("another certificate of the same name beside a pinned one, without --trust", "none of those pinned")
def _(scene: Scene) -> None:
    scene.pin(SIGNER, scene.honest.abel)
    scene.put(sign_with(scene.packet.read_bytes(), scene.honest.authority.issue(SIGNER)))
    scene.trust, scene.names = [], []


@forgery("a pin that ended", "its pin ended on")
def _(scene: Scene) -> None:
    scene.pin(SIGNER, scene.honest.abel, to="2026-11-01")


@forgery("a name that looks like the signer's in other letters", "the certificate is of Thom\u0430s Abel")
def _(scene: Scene) -> None:
    twin = scene.honest.authority.issue("Thom\u0430s Abel")
    scene.put(sign_with(scene.packet.read_bytes(), twin))


@forgery("a name of one word", "the certificate is of Abel")
def _(scene: Scene) -> None:
    scene.put(sign_with(scene.packet.read_bytes(), scene.honest.authority.issue("Abel")))


@forgery("a key that was revoked", "the certificate of Thomas Abel was revoked on")
def _(scene: Scene) -> None:
    scene.trust.append(scene.honest.authority.revoke(scene.honest.abel))


@forgery("a pinned key that was revoked", "the certificate of Thomas Abel was revoked on")
def _(scene: Scene) -> None:
    scene.trust = [scene.honest.abel.pem + scene.honest.authority.revoke(scene.honest.abel)]


@forgery("a key under an authority that was revoked", "the certificate of Calder Sub Authority was revoked")
def _(scene: Scene) -> None:
    between = scene.honest.authority.issue("Calder Sub Authority", ca=True)
    scene.put(sign_with(scene.packet.read_bytes(), between.issue(SIGNER)))
    scene.trust.append(scene.honest.authority.revoke(between))


@forgery("a key under an authority that has ended", "the certificate of Calder Signing Authority ended on")
def _(scene: Scene) -> None:
    ended = authority(life=(-900, -1))
    scene.trust = [ended.pem]
    scene.put(sign_with(scene.packet.read_bytes(), ended.issue(SIGNER)))


# When it was signed.


def _long_ago(scene: Scene) -> bytes:
    old = scene.honest.authority.issue(SIGNER, (-900, -500))
    return sign_with(scene.packet.read_bytes(), old, when=NOW - dt.timedelta(days=520))


@forgery("a key that expired, and a clock turned back 520 days", "the certificate of Thomas Abel ended on")
def _(scene: Scene) -> None:
    scene.put(_long_ago(scene))


@forgery("an expired key and a clock turned back, without --trust", "the certificate of Thomas Abel ended on")
def _(scene: Scene) -> None:
    scene.put(_long_ago(scene))
    scene.trust, scene.names = [], []


@forgery("a time before the trades", "before the trade of 2026-11-1")
def _(scene: Scene) -> None:
    when = dt.datetime(2026, 11, 17, 18, tzinfo=dt.UTC)
    scene.put(sign_with(scene.packet.read_bytes(), scene.honest.abel, when=when))


@forgery("a time to come", "which is to come")
def _(scene: Scene) -> None:
    when = NOW + dt.timedelta(days=3)
    scene.put(sign_with(scene.packet.read_bytes(), scene.honest.abel, when=when))


@forgery("no timestamp where one is demanded", "it has no timestamp that is trusted (--trust-tsa)")
def _(scene: Scene) -> None:
    scene.clocks = [scene.honest.clocks.pem]


@forgery("a timestamp by a home-made authority of time", "its timestamp proves nothing")
def _(scene: Scene) -> None:
    fake = authority("Calder Time Authority").issue("Calder Clock", (-400, 3000), stamps=True)
    scene.clocks = [scene.honest.clocks.pem]
    scene.put(sign_with(scene.packet.read_bytes(), scene.honest.abel, tsa=stamper(fake)))


@forgery("a timestamp by a key that may not give the time", "its timestamp proves nothing")
def _(scene: Scene) -> None:
    wrong = scene.honest.clocks.issue("Calder Clock", (-400, 3000), rsa_key=True)
    scene.clocks = [scene.honest.clocks.pem]
    scene.put(sign_with(scene.packet.read_bytes(), scene.honest.abel, tsa=stamper(wrong)))


@forgery("a timestamp taken out", "it has no timestamp that is trusted (--trust-tsa)")
def _(scene: Scene) -> None:
    whole = sign_with(scene.packet.read_bytes(), scene.honest.abel, tsa=stamper(scene.honest.clock))
    scene.clocks = [scene.honest.clocks.pem]
    scene.put(stripped(whole))


@forgery("a key that expired, stamped by a clock of the attacker's", "its timestamp proves nothing")
def _(scene: Scene) -> None:
    then = NOW - dt.timedelta(days=520)
    fake = authority("Calder Time Authority").issue("Calder Clock", (-900, 3000), stamps=True)
    old = scene.honest.authority.issue(SIGNER, (-900, -500))
    scene.clocks = [scene.honest.clocks.pem]
    scene.put(sign_with(scene.packet.read_bytes(), old, when=then, tsa=stamper(fake, then)))


@forgery("an old timestamp of another file, put after a key that expired", "it is not over the signature")
def _(scene: Scene) -> None:
    then = NOW - dt.timedelta(days=520)
    old = scene.honest.authority.issue(SIGNER, (-900, -500))
    other = archived(scene.packet.read_bytes(), stamper(scene.honest.clock, then))
    signed = sign_with(scene.packet.read_bytes(), old, when=then)
    moved = with_file_and_its_timestamp(signed, other)
    scene.clocks = [scene.honest.clocks.pem]
    scene.put(archived(moved, stamper(scene.honest.clock)))


@forgery("what is in the gap of a signature, and no digit of it", "does not cover|cannot be read")
def _(scene: Scene) -> None:
    data = scene.signed.read_bytes()
    end = data.index(b">", data.rindex(b"/Contents <"))
    scene.put(data[: end - 40] + b"\n" * 40 + data[end:])


# What the packet shows: another program signs, with the signer's own key, what form4kit would not.


def _signed_as(scene: Scene, change: Callable[[pikepdf.Pdf], None]) -> None:
    scene.put(sign_with(rewritten(scene.packet.read_bytes(), change), scene.honest.abel))


@forgery("pages taken out before it was signed", "holds what a packet never does|pages|not byte for byte")
def _(scene: Scene) -> None:
    def fewer(pdf: pikepdf.Pdf) -> None:
        del pdf.pages[1]

    _signed_as(scene, fewer)


@forgery("pages of another proof before it was signed", "page|not byte for byte")
def _(scene: Scene) -> None:
    def swapped(pdf: pikepdf.Pdf) -> None:
        pdf.pages[1].Contents, pdf.pages[3].Contents = pdf.pages[3].Contents, pdf.pages[1].Contents

    _signed_as(scene, swapped)


@forgery("a script in the packet before it was signed", "holds what a packet never does")
def _(scene: Scene) -> None:
    def script(pdf: pikepdf.Pdf) -> None:
        pdf.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.alert(1)"))

    _signed_as(scene, script)


@forgery("an annotation laid over a page before it was signed", "holds what a packet never does")
def _(scene: Scene) -> None:
    def note(pdf: pikepdf.Pdf) -> None:
        over = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.FreeText, Rect=[50, 50, 500, 500], Contents="25,000"
        )
        pdf.pages[1].Annots = pikepdf.Array([pdf.make_indirect(over)])

    _signed_as(scene, note)


@forgery("the attached document replaced before it was signed", "is not what it binds as ownership.xml")
def _(scene: Scene) -> None:
    def other(pdf: pikepdf.Pdf) -> None:
        name = next(each for each in pdf.attachments if each.endswith("plan.xml"))
        data = pdf.attachments[name].get_file().read_bytes()
        shares = shares_in(data.decode())
        attach(pdf, name, data.replace(shares.encode(), b"999999", 1))

    _signed_as(scene, other)


@forgery("packet.json bound to another build, its pages left", "not what|says other|other than")
def _(scene: Scene) -> None:
    def other(terms: dict[str, Any]) -> None:
        terms["filings"][1]["sha256"]["ownership.xml"] = "0" * 64
        terms["filings"][1]["hash"] = "0" * 64

    _signed_as(scene, lambda pdf: reterm(pdf, other))


@forgery("packet.json for another signer, its pages left", "no reason says why")
def _(scene: Scene) -> None:
    scene.names = ["Ann Colleague"]
    data = rewritten(
        scene.packet.read_bytes(), lambda pdf: reterm(pdf, lambda terms: terms.update(signer="Ann Colleague"))
    )
    scene.put(sign_with(data, scene.honest.colleague))


def _made_with(scene: Scene, change: Callable[[dict[str, Any]], None]) -> None:
    """Make the pages of a packet for other terms than its files give, as form4kit's own code prints them."""
    from form4kit.folder.read import filing_of, find_built
    from form4kit.signoff.assemble import Whole, assembled
    from form4kit.signoff.attached import attachments_of, terms_of

    data = scene.packet.read_bytes()
    terms, attachments = terms_of(data), attachments_of(data)
    change(terms)
    wholes = []
    for bound, folder in zip(terms["filings"], find_built(scene.out), strict=True):
        filing = filing_of(folder)
        assert filing is not None
        wholes.append(Whole(bound, filing, {name: attachments[at] for name, at in bound["files"].items()}))
    proofs = [whole.proof() for whole in wholes]
    for bound, proof in zip(terms["filings"], proofs, strict=True):
        bound["sha256"]["proof.pdf"] = sha256(proof)
    scene.put(sign_with(assembled(terms, attachments, wholes, proofs), scene.honest.abel))


@forgery("a false due instant, on every page that shows it", "than its draft.yaml gives: due")
def _(scene: Scene) -> None:
    def later(terms: dict[str, Any]) -> None:
        terms["filings"][1]["due"] = "2027-11-20T22:00:00-05:00"
        terms["filings"][1]["beside"]["due"] = "November 20, 2027, 22:00 Eastern"

    _made_with(scene, later)


@forgery("an allowance that the draft does not give, on the pages that show it", "gives: allowed")
def _(scene: Scene) -> None:
    excuse = {"rule": "DUE01", "where": "The form", "message": "late", "reason": "so be it"}
    _made_with(scene, lambda terms: terms["filings"][1].update(allowed=[excuse]))


@forgery("arithmetic that the row has not, on its proof", "draft.yaml gives: beside.balances")
def _(scene: Scene) -> None:
    sum_of = [["non_derivative", 0], "300000 - 3500 = 296500"]
    _made_with(scene, lambda terms: terms["filings"][1]["beside"].update(balances=[sum_of]))


@forgery("a remark that the draft allows nowhere, on its proof", "draft.yaml gives: beside.remarks")
def _(scene: Scene) -> None:
    def seen(terms: dict[str, Any]) -> None:
        terms["filings"][1]["beside"]["remarks"][0].update(label="allowed EXH24", hint="Allowed: Seen.")

    _made_with(scene, seen)


@forgery("findings taken off the pages", "other of plan than the rules find")
def _(scene: Scene) -> None:
    _made_with(scene, lambda terms: terms["filings"][1].update(judged=[], findings="none"))


@forgery("a hundred and one filings in one packet", "binds more than 100 filings")
def _(scene: Scene) -> None:
    def many(terms: dict[str, Any]) -> None:
        first = terms["filings"][0]
        terms["filings"] = [dict(first, name=f"gift-{number}") for number in range(101)]

    _signed_as(scene, lambda pdf: reterm(pdf, many))


@forgery("a file attached that nothing names", "is attached to it, and nothing says why")
def _(scene: Scene) -> None:
    _signed_as(scene, lambda pdf: attach(pdf, "more.xml", b"<ownershipDocument/>"))


@forgery("a packet.json that inflates to two gigabytes", "inflates to more than|is larger than")
def _(scene: Scene) -> None:
    bomb = inflating(2048, ord(" "))

    def heavy(pdf: pikepdf.Pdf) -> None:
        attach(pdf, "packet.json", b"{}")
        pdf.attachments["packet.json"].obj.EF.F.write(bomb, filter=pikepdf.Name.FlateDecode)

    with pikepdf.open(io.BytesIO(scene.packet.read_bytes())) as pdf:
        heavy(pdf)
        out = io.BytesIO()
        pdf.save(out, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)
    scene.put(out.getvalue())


@forgery("a signature that shows over a whole page", "where it may hide what page")
def _(scene: Scene) -> None:
    data = scene.packet.read_bytes()
    scene.put(sign_with(data, scene.honest.abel, box=(0, 0, 792, 612)))


# What was added after it was signed.


@forgery("bytes after the signed revision", "does not cover the whole file|cannot be read")
def _(scene: Scene) -> None:
    scene.put(scene.signed.read_bytes() + b"\n%%EOF\n")


@forgery("a script added after it was signed", "its signature does not cover the whole file")
def _(scene: Scene) -> None:
    from pyhanko.pdf_utils import generic

    def script(writer: Any) -> None:
        action = generic.DictionaryObject(
            {
                generic.pdf_name("/S"): generic.pdf_name("/JavaScript"),
                generic.pdf_name("/JS"): generic.pdf_string("app.alert(1)"),
            }
        )
        writer.root["/OpenAction"] = writer.add_object(action)
        writer.update_root()

    scene.put(appended(scene.signed.read_bytes(), script))


@forgery("an annotation added after it was signed, and a timestamp over it", "does not cover the whole file")
def _(scene: Scene) -> None:
    from pyhanko.pdf_utils import generic

    def note(writer: Any) -> None:
        page, _ = writer.find_page_for_modification(1)
        over = generic.DictionaryObject(
            {
                generic.pdf_name("/Type"): generic.pdf_name("/Annot"),
                generic.pdf_name("/Subtype"): generic.pdf_name("/FreeText"),
                generic.pdf_name("/Rect"): generic.ArrayObject(map(generic.NumberObject, (0, 0, 700, 500))),
                generic.pdf_name("/Contents"): generic.pdf_string("25,000"),
            }
        )
        page.get_object()["/Annots"] = generic.ArrayObject([writer.add_object(over)])
        writer.update_container(page.get_object())

    changed = appended(scene.signed.read_bytes(), note)
    scene.put(archived(changed, stamper(scene.honest.clock)))


@forgery("a second signature over the first", "has 2 signatures, a packet has one")
def _(scene: Scene) -> None:
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign import signers

    file = scene.honest.colleague.p12(scene.root / "hers.p12")
    signer = signers.SimpleSigner.load_pkcs12(file, passphrase=b"a pass phrase")
    out = io.BytesIO()
    first = sign_with(scene.packet.read_bytes(), scene.honest.abel, certify=False)
    writer = IncrementalPdfFileWriter(io.BytesIO(first))
    signers.sign_pdf(writer, signers.PdfSignatureMetadata(field_name="Second"), signer, output=out)
    scene.put(out.getvalue())


@forgery("the record of another signing beside it", "the record of its signing was changed")
def _(scene: Scene) -> None:
    file = scene.root / "packet.signed.json"
    file.write_text(file.read_text().replace("Thomas", "Theresa", 1))


@pytest.mark.parametrize("name", [*FORGERIES])
def test_is_refused(name: str, made: Honest, tmp_path: Path) -> None:
    """Refused with exit code 1, and for the reason that is its own."""
    import re

    forge, said = FORGERIES[name]
    scene = made.scene(tmp_path / "scene")
    forge(scene)
    result = scene.verify()
    assert result.exit_code == 1, result.output
    assert re.search("|".join(map(re.escape, said.split("|"))), result.output), result.output


def test_each_forgery_is_named_in_the_docs() -> None:
    page = " ".join(DOCS.read_text(encoding="utf-8").split())
    assert len(FORGERIES) >= 30
    assert [name for name in FORGERIES if name not in page] == []


def test_the_promise_names_tests_that_are_there() -> None:
    """Each of the five points has its tests, by file and name."""
    import re

    page = DOCS.read_text(encoding="utf-8")
    promise = page[page.index("## What is promised") : page.index("## What to keep")]
    points = re.split(r"^\d\. ", promise, flags=re.MULTILINE)[1:]
    assert len(points) == 5
    for point in points:
        named = re.findall(r"`(tests/[\w/.]+\.py)::(\w+)`", point)
        assert named, point
        for file, test in named:
            assert f"def {test}(" in (DOCS.parents[1] / file).read_text(encoding="utf-8"), test
