"""The packet shows and binds exactly the filings it is made of, and refuses folders that were changed."""

import hashlib
import io
import json
from pathlib import Path

import pdfplumber
import pikepdf
import pytest
from signing_kit import SIGNER, built, run

from form4kit.signoff.assemble import bookmark
from form4kit.signoff.attached import terms_of
from form4kit.signoff.pages import annex
from form4kit.storage.sealed import Broken, opened, sealed

FILES = ["draft.yaml", "manifest.json", "ownership.xml", "poa.txt", "proof.pdf", "submission.xml"]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    root = tmp_path_factory.mktemp("packet")
    out = built(root)
    result = run("packet", out, "--signer", SIGNER, "--out", root / "packet.pdf")
    assert result.exit_code == 0, result.output
    return out, root / "packet.pdf"


def hash_of(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def test_cover_heads_and_signature_page_name_each_document(made: tuple[Path, Path]) -> None:
    out, packet = made
    with pdfplumber.open(packet) as pdf:
        pages = ["".join((page.extract_text() or "").split()) for page in pdf.pages]
    follow = 1
    for number, name in ((1, "gift"), (2, "plan")):
        wanted = hash_of(out / name / "ownership.xml")
        with pikepdf.open(out / name / "proof.pdf") as proof:
            count = len(proof.pages)
        for page in range(1, count + 1):
            head = f"Filing{number}of2:{name},page{page}of{count}.SHA-256ofownership.xml{wanted}"
            assert head in pages[follow]
            follow += 1
        assert f"Filing{number}of2:{name},besidetheform" in pages[follow]
        follow += 1 if name == "gift" else 2
        assert wanted[:40] in pages[0]
        assert wanted[:40] in pages[-1]
    for word in ("HARTWELLINSTRUMENTSINC", "LindqvistKarin", "2026-11-18", "Findingsleft", "Reyes"):
        assert word in pages[0]
    assert len(pages) == follow + 1
    assert "17CFR232.302(b)" in pages[-1]
    assert "exactlythesedocuments" in pages[-1]
    assert "ThomasAbel,Attorney-in-FactforKarinLindqvist" in pages[-1]


@pytest.mark.parametrize(
    ("known", "told"),
    [
        ({"closures": ["2026-11-20"]}, "EDGARclosed2026-11-20"),
        ({"duty_since": "2021-05-12"}, "Ownersince2021-05-12"),
        ({"foreign_private": False}, "Foreignprivateissuerno"),
    ],
    ids=["closures", "duty_since", "foreign_private"],
)
def test_what_is_known_beside_a_form_is_told_where_the_rest_is_not_known(
    made: tuple[Path, Path], known: dict[str, object], told: str
) -> None:
    terms = json.loads(json.dumps(terms_of(made[1].read_bytes())))
    terms["filings"][0]["known"] = known
    with pdfplumber.open(io.BytesIO(annex(terms, 1, {}))) as pdf:
        words = "".join("".join((page.extract_text() or "").split()) for page in pdf.pages)
    assert told in words


def test_bookmarks_and_attachments(made: tuple[Path, Path]) -> None:
    out, packet = made
    with pikepdf.open(packet) as pdf:
        with pdf.open_outline() as outline:
            titles = [item.title for item in outline.root]
        attached = {name: each.get_file().read_bytes() for name, each in pdf.attachments.items()}
    assert titles[0] == "Cover"
    assert titles[1].startswith("1. gift: Form 4, ")
    assert titles[-1] == "Signature page"
    assert attached["001-gift.xml"] == (out / "gift" / "ownership.xml").read_bytes()
    terms = opened(attached["packet.json"])
    assert [each["sha256"]["ownership.xml"] for each in terms["filings"]] == [
        hash_of(out / name / "ownership.xml") for name in ("gift", "plan")
    ]


def test_an_outline_that_the_pages_brought_along_is_not_the_packets() -> None:
    """Since 10.18 pikepdf takes it over with the pages of the cover."""
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        with pdf.open_outline() as outline:
            outline.root.append(pikepdf.OutlineItem("As printed", 0))
            outline.root[0].children.append(pikepdf.OutlineItem("Below it", 0))
        bookmark(pdf, [], [0])
        with pdf.open_outline() as outline:
            assert [item.title for item in outline.root] == ["Cover", "Signature page"]


def test_two_packets_are_the_same_bytes(made: tuple[Path, Path], tmp_path: Path) -> None:
    out, packet = made
    assert run("packet", out, "--signer", SIGNER, "--out", tmp_path / "again.pdf").exit_code == 0
    assert (tmp_path / "again.pdf").read_bytes() == packet.read_bytes()


@pytest.mark.parametrize("name", FILES)
def test_a_changed_folder_is_refused_by_the_files_name(name: str, tmp_path: Path) -> None:
    out = built(tmp_path)
    file = out / "plan" / name
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 1
    file.write_bytes(bytes(data))
    result = run("packet", out, "--signer", SIGNER, "--out", tmp_path / "p.pdf")
    assert result.exit_code == 1, result.output
    assert f"plan: {name} " in result.output
    assert not (tmp_path / "p.pdf").exists()


@pytest.mark.parametrize("name", FILES)
def test_a_lost_file_is_refused(name: str, tmp_path: Path) -> None:
    out = built(tmp_path)
    (out / "plan" / name).unlink()
    result = run("packet", out, "--signer", SIGNER, "--out", tmp_path / "p.pdf")
    assert result.exit_code == 1, result.output
    assert f"plan: {name} is missing" in result.output


def test_only_built_folders(tmp_path: Path) -> None:
    (tmp_path / "draft.yaml").write_text("form: '4'\n")
    result = run("packet", tmp_path, "--signer", SIGNER, "--out", tmp_path / "p.pdf")
    assert result.exit_code == 2
    assert "no built folder here" in result.output
    result = run("packet", tmp_path / "nowhere", "--signer", SIGNER, "--out", tmp_path / "p.pdf")
    assert result.exit_code == 2
    assert "no such file" in result.output


def test_the_signer_is_one_of_the_registry(tmp_path: Path) -> None:
    out = built(tmp_path)
    person = 'cik: "0001903439"\nname: Lindqvist Karin\npowers_of_attorney:\n  - {attorneys: [Thomas Abel]}\n'
    (tmp_path / "form4kit.toml").write_text("")
    (tmp_path / "people").mkdir()
    (tmp_path / "people" / "lindqvist.yaml").write_text(person)
    unknown = run("packet", out / "plan", "--signer", "bo", "--out", tmp_path / "p.pdf")
    assert unknown.exit_code == 2
    assert "--signer bo: not in the registry, which has lindqvist, thomas-abel" in unknown.output
    known = run("packet", out / "plan", "--signer", "thomas-abel", "--out", tmp_path / "p.pdf")
    assert known.exit_code == 0, known.output
    assert "1 filing, for Thomas Abel" in known.output


def test_a_seal_notices_every_byte() -> None:
    data = sealed({"a": 1, "b": ["\udc80", "é"]})
    assert opened(data) == {"a": 1, "b": ["\udc80", "é"]}
    for at in range(len(data)):
        with pytest.raises(Broken):
            opened(data[:at] + bytes([data[at] ^ 0x20]) + data[at + 1 :])
    with pytest.raises(Broken):
        opened(data + b"\n")


def test_the_manifest_binds_exhibits_and_no_submission(tmp_path: Path) -> None:
    folder = built(tmp_path) / "plan"
    manifest = json.loads((folder / "manifest.json").read_text())
    assert manifest["exhibits"] == {"poa.txt": hash_of(folder / "poa.txt")}
    assert sorted(manifest["sha256"]) == ["draft.yaml", "ownership.xml", "proof.pdf"]
    assert hash_of(folder / "submission.xml") not in (folder / "manifest.json").read_text()
