"""What does not go into a packet, each named; a reason stands on the cover; all that is sent is printed."""

import datetime as dt
import hashlib
import json
import shutil
from pathlib import Path

import pdfplumber
import pytest
from signing_kit import EXAMPLES, SIGNER, built, run

from form4kit import __version__
from form4kit.signoff.assemble import make_again
from form4kit.signoff.attached import attachments_of, terms_of
from form4kit.storage.sealed import opened, sealed

KARIN = 'cik: "0001903439"\nname: Lindqvist Karin\npowers_of_attorney:\n  - {attorneys: [Thomas Abel]%s}\n'
SALE = (EXAMPLES / "plan-sale.yaml").read_text()
MORE = """contact: {name: Nora Vale, phone: 415-555-0100, email: nora@example.com}
notify: [desk@example.com]
exhibits:
  - {file: poa.txt, type: EX-24}
  - {file: paper.htm, type: EX-99.1, description: Letter}
"""


def words(packet: Path) -> str:
    with pdfplumber.open(packet) as pdf:
        return "".join("".join((page.extract_text() or "").split()) for page in pdf.pages)


def packing(root: Path, *more: str, signer: str = SIGNER) -> tuple[int, str]:
    file = root / "packet.pdf"
    file.unlink(missing_ok=True)
    result = run("packet", root / "out", "--signer", signer, "--out", file, *more)
    assert file.exists() is (result.exit_code == 0)
    return result.exit_code, result.output


def with_power(root: Path, **terms: str) -> None:
    built(root)
    (root / "form4kit.toml").write_text("")
    (root / "people").mkdir(exist_ok=True)
    said = "".join(f", {key}: {value}" for key, value in terms.items())
    (root / "people" / "lindqvist.yaml").write_text(KARIN % said)


def test_a_power_in_force_is_printed(tmp_path: Path) -> None:
    with_power(tmp_path, signed="2026-01-05", expires="2090-12-31")
    code, said = packing(tmp_path)
    assert code == 0, said
    text = words(tmp_path / "packet.pdf")
    assert "Powersofattorney,asthepreparersays" in text
    assert "2090-12-31" in text


@pytest.mark.parametrize(
    "terms",
    [
        {"expires": "2026-11-19"},
        {"revoked": "2026-11-20"},
        {"revoked": f"{dt.date.today() - dt.timedelta(days=1)}"},
        {"effective": "2026-11-21"},
        {"forms": '["3"]'},
    ],
)
def test_a_power_that_is_not_in_force(terms: dict[str, str], tmp_path: Path) -> None:
    with_power(tmp_path, signed="2026-01-05", **terms)
    code, said = packing(tmp_path)
    assert code == 1, said
    assert "plan: " in said
    assert "power of " in said
    assert "gift: " not in said
    assert "packet.pdf: not written" in said


@pytest.mark.parametrize("signer", ["Karin Lindqvist", "Thomas Abelson", "Abel", "Thomas Abel Okafor"])
def test_a_signer_whom_no_typed_signature_names(signer: str, tmp_path: Path) -> None:
    built(tmp_path)
    code, said = packing(tmp_path, signer=signer)
    assert code == 1, said
    for name, of in (("gift", "Antonio J. Reyes"), ("plan", "Karin Lindqvist")):
        assert (
            f"{name}: the typed signature is /s/ Thomas Abel, Attorney-in-Fact for {of}, not {signer}" in said
        )


def wrong(root: Path) -> None:
    """Build a filing with an error that the build passes over: signed before its trade."""
    text = SALE.replace("date: 2026-11-18", "date: 2026-11-25", 1)
    assert text != SALE
    (root / "plan.yaml").write_text(text)
    result = run("build", root / "plan.yaml", "--out", root / "out", "--ignore", "SIG03")
    assert result.exit_code == 0, result.output


def test_errors_are_refused_each_named(tmp_path: Path) -> None:
    wrong(tmp_path)
    code, said = packing(tmp_path)
    assert code == 1, said
    assert "plan: error DAT05" in said


def test_a_reason_lets_them_in_and_stands_on_the_cover(tmp_path: Path) -> None:
    wrong(tmp_path)
    code, said = packing(tmp_path, "--allow-findings", "Counsel checked the statement of the broker.")
    assert code == 0, said
    assert "passed over: error DAT05" in said
    data = (tmp_path / "packet.pdf").read_bytes()
    with pdfplumber.open(tmp_path / "packet.pdf") as pdf:
        cover = "".join((pdf.pages[0].extract_text() or "").split())
    assert "Counselcheckedthestatementofthebroker." in cover
    assert "errorDAT05" in cover
    assert terms_of(data)["reason"] == "Counsel checked the statement of the broker."
    assert make_again(terms_of(data), attachments_of(data)) == data
    code, said = packing(tmp_path, "--allow-findings", " ")
    assert code == 2, said


def test_a_reason_without_findings_is_not_printed(tmp_path: Path) -> None:
    built(tmp_path)
    assert packing(tmp_path, "--allow-findings", "In case.")[0] == 0
    assert terms_of((tmp_path / "packet.pdf").read_bytes())["reason"] == ""


def test_the_proof_of_another_filing_is_refused(tmp_path: Path) -> None:
    """The attacker puts a proof of 92,500 shares in place, and recomputes every hash and seal."""
    out = built(tmp_path)
    other = tmp_path / "other"
    other.mkdir()
    draft = (tmp_path / "gift.yaml").read_text()
    (other / "gift.yaml").write_text(draft.replace("25000", "92500").replace("1275000", "1207500"))
    assert run("build", other / "gift.yaml", "--out", other / "out").exit_code == 0
    forged = (other / "out" / "gift" / "proof.pdf").read_bytes()
    (out / "gift" / "proof.pdf").write_bytes(forged)
    file = out / "gift" / "manifest.json"
    manifest = opened(file.read_bytes())
    manifest["sha256"]["proof.pdf"] = hashlib.sha256(forged).hexdigest()
    file.write_bytes(sealed(manifest))
    code, said = packing(tmp_path)
    assert code == 1, said
    assert "gift: proof.pdf is not what draft.yaml gives" in said


def test_a_manifest_of_other_rules_is_built_again(tmp_path: Path) -> None:
    file = built(tmp_path) / "gift" / "manifest.json"
    file.write_bytes(sealed(opened(file.read_bytes()) | {"rules": "0123456789ab"}))
    code, said = packing(tmp_path)
    assert code == 1, said
    assert f"gift: was built by form4kit {__version__}, rules 0123456789ab: build it again" in said


def test_contact_notifications_and_every_exhibit_are_attached_and_printed(tmp_path: Path) -> None:
    (tmp_path / "paper.htm").write_text("<html><body><p>Know all by these presents</p></body></html>\n")
    (tmp_path / "poa.txt").write_text("Ann Mueller, page one\n")
    (tmp_path / "chart.gif").write_bytes(b"GIF89a" + bytes(20))
    (tmp_path / "plan.yaml").write_text(SALE + MORE)
    result = run("build", tmp_path / "plan.yaml", "--out", tmp_path / "out")
    assert result.exit_code == 0, result.output
    code, said = packing(tmp_path)
    assert code == 0, said
    text = words(tmp_path / "packet.pdf")
    for shown in (
        "NoraVale",
        "415-555-0100",
        "nora@example.com",
        "desk@example.com",
        "<p>Knowallbythesepresents",
    ):
        assert shown in text
    assert "AnnMueller,pageone" in text
    held = attachments_of((tmp_path / "packet.pdf").read_bytes())
    for name in ("poa.txt", "paper.htm", "ownership.xml", "draft.yaml"):
        assert (tmp_path / "out" / "plan" / name).read_bytes() in held.values()


@pytest.mark.parametrize("name", ["picture.jpg", "picture.gif"])
def test_a_picture_is_printed(name: str, tmp_path: Path) -> None:
    from io import BytesIO

    from PIL import Image

    picture = BytesIO()
    Image.new("RGB", (40, 20), (200, 30, 30)).save(picture, "JPEG" if name.endswith("jpg") else "GIF")
    (tmp_path / name).write_bytes(picture.getvalue())
    exhibits = f"exhibits:\n  - {{file: {name}, type: EX-99.1}}\n"
    (tmp_path / "plan.yaml").write_text(f"{SALE}{exhibits}")
    assert run("build", tmp_path / "plan.yaml", "--out", tmp_path / "out").exit_code == 0
    code, said = packing(tmp_path)
    assert code == 0, said
    data = (tmp_path / "packet.pdf").read_bytes()
    with pdfplumber.open(tmp_path / "packet.pdf") as pdf:
        assert sum(len(page.images) for page in pdf.pages) == 1
    assert make_again(terms_of(data), attachments_of(data)) == data


def test_the_head_of_the_record_is_bound_and_printed(tmp_path: Path) -> None:
    with_power(tmp_path, signed="2026-01-05")
    assert packing(tmp_path)[0] == 0
    assert terms_of((tmp_path / "packet.pdf").read_bytes())["record"] == {"head": "0" * 64, "lines": 0}
    kept = (Path(__file__).parents[1] / "data" / "signed-0.1.0" / "record.jsonl").read_bytes()
    (tmp_path / "record.jsonl").write_bytes(kept)
    assert packing(tmp_path)[0] == 0
    head = json.loads(kept.splitlines()[-1])["hash"]
    assert terms_of((tmp_path / "packet.pdf").read_bytes())["record"] == {"head": head, "lines": 2}
    assert head in words(tmp_path / "packet.pdf")
    (tmp_path / "record.jsonl").write_bytes(kept[:-2] + b"\n")
    code, said = packing(tmp_path)
    assert code == 1, said
    assert "not written" in said


@pytest.mark.parametrize("name", sorted(each.name for each in EXAMPLES.glob("*.yaml")))
def test_every_example_can_be_packed_and_made_again(name: str, tmp_path: Path) -> None:
    result = run("build", EXAMPLES / name, "--out", tmp_path / "out", "--plain" if name < "g" else "--quiet")
    if result.exit_code == 2:
        result = run("build", EXAMPLES / name, "--out", tmp_path / "out")
    assert result.exit_code == 0, result.output
    code, said = packing(tmp_path, "--allow-findings", "A trial of all examples.", signer="Nobody Atall")
    assert code == 0, said
    data = (tmp_path / "packet.pdf").read_bytes()
    assert make_again(terms_of(data), attachments_of(data)) == data


def test_a_submission_in_a_folder_that_is_not_for_filing(tmp_path: Path) -> None:
    """What restates a document of record binds no contact, so that nothing may be filed from it."""
    out = built(tmp_path)
    form = (out / "plan" / "ownership.xml").read_bytes()
    record = form.replace(b"<documentType>", b"<schemaVersion>X0609</schemaVersion>\n<documentType>", 1)
    (tmp_path / "filed.xml").write_bytes(record)
    again = tmp_path / "again"
    made = run("build", tmp_path / "filed.xml", "--out", again, "--published")
    assert made.exit_code == 0, made.output
    assert run("verify", again).exit_code == 0
    assert not (again / "filed" / "submission.xml").exists()
    (again / "filed" / "submission.xml").write_bytes((out / "plan" / "submission.xml").read_bytes())
    said = "is in a folder that restates a document of record, which is not for filing"
    packed = ("packet", again, "--signer", SIGNER, "--out", tmp_path / "p.pdf", "--allow-findings", "a test")
    added = ("record", "add", again, "--accession", "0001234567-26-000001", "--accepted", "2026-11-20 16:30")
    for command in (("verify", again), packed, (*added, "--record", tmp_path / "r.jsonl")):
        result = run(*command)
        assert result.exit_code == 1, result.output
        assert said in result.output
    assert not (tmp_path / "p.pdf").exists()
    assert not (tmp_path / "r.jsonl").exists()


def test_a_packet_has_a_hundred_filings_at_most(tmp_path: Path) -> None:
    out = built(tmp_path)
    for number in range(99):
        shutil.copytree(out / "gift", out / f"gift-{number}")
    result = run("packet", out, "--signer", SIGNER, "--out", tmp_path / "p.pdf")
    assert result.exit_code == 2
    assert "101 filings, a packet has at most 100" in result.output
