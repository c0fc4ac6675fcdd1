"""The proof in a built folder is held against the one that its document gives."""

import io
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, AttachedFileSpec, Dictionary, Name
from signing_kit import built

from form4kit.folder.read import BuiltFolder, read_built
from form4kit.signoff import proof_check
from form4kit.signoff.proof_check import proof_faults
from form4kit.storage.names import OWNERSHIP, PROOF

SHOWS_OTHER = ["proof.pdf does not show what draft.yaml gives"]
OTHER_DOCUMENT = ["proof.pdf is not the proof of ownership.xml: another document is attached to it"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> BuiltFolder:
    return read_built(built(tmp_path_factory.mktemp("built")) / "gift", "gift")


def proof(document: bytes, change: Callable[[pikepdf.Pdf], object] = lambda pdf: None) -> bytes:
    """Return a proof of two pages, with a link and a tag, to which a document is attached."""
    out = io.BytesIO()
    with pikepdf.new() as pdf:
        for _ in range(2):
            pdf.add_blank_page(page_size=(612, 792)).Contents = pdf.make_stream(b"1 0 0 RG 9 9 m 50 50 l S")
        link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 9, 9]))
        pdf.pages[0].Annots = Array([pdf.make_indirect(link)])
        pdf.Root.StructTreeRoot = Dictionary(K=Dictionary(Type=Name.StructElem, S=Name.P, A=Dictionary()))
        pdf.docinfo["/Title"] = "A proof"
        pdf.attachments[OWNERSHIP] = AttachedFileSpec(pdf, document)
        change(pdf)
        pdf.save(out, deterministic_id=True)
    return out.getvalue()


@pytest.fixture
def faults(folder: BuiltFolder, monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[str]]:
    """Tell the faults of a proof in the folder, where the right one is that of `proof`."""
    right = proof(folder.files[OWNERSHIP])
    monkeypatch.setattr(proof_check, "proof_of", lambda *given, **more: right)

    def found(data: bytes, **manifest: object) -> list[str]:
        given = replace(folder, files=folder.files | {PROOF: data}, manifest=folder.manifest | manifest)
        return [*proof_faults(given)]

    return found


def test_what_was_built_has_no_fault(folder: BuiltFolder) -> None:
    assert [*proof_faults(folder)] == []


def test_it_is_printed_with_what_the_manifest_says_stands_beside(folder: BuiltFolder) -> None:
    other = replace(folder, manifest={**folder.manifest, "beside": None})
    assert folder.manifest["beside"]
    assert [*proof_faults(other)] == SHOWS_OTHER
    told = "proof.pdf cannot be printed again: the manifest does not say what stands beside the form"
    assert [*proof_faults(replace(folder, manifest={**folder.manifest, "beside": {"other": 1}}))] == [told]


def test_a_folder_without_a_bound_proof_has_no_fault(folder: BuiltFolder) -> None:
    files = {name: data for name, data in folder.files.items() if name != PROOF}
    assert [*proof_faults(replace(folder, files=files))] == []
    bound = {name: known for name, known in folder.bound.items() if name != PROOF}
    unbound = replace(folder, manifest=folder.manifest | {"sha256": bound}, files=files | {PROOF: b"other"})
    assert [*proof_faults(unbound)] == []


def page(**entries: Any) -> Callable[[pikepdf.Pdf], object]:
    return lambda pdf: [pdf.pages[1].obj.__setitem__(f"/{key}", value) for key, value in entries.items()]


def contents(painted: bytes) -> Callable[[pikepdf.Pdf], object]:
    return lambda pdf: pdf.pages[1].obj.__setitem__("/Contents", pdf.make_stream(painted))


def script(pdf: pikepdf.Pdf) -> None:
    pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS="app.alert(1)")


def another_link(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].Annots.append(pdf.make_indirect(Dictionary(pdf.pages[0].Annots[0])))


def acting_link(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].Annots[0].A = Dictionary(S=Name.URI, URI="http://127.0.0.1")


OTHER: dict[str, Callable[[pikepdf.Pdf], object]] = {
    "a page more": lambda pdf: pdf.pages.append(pdf.pages[0]),
    "a page less": lambda pdf: pdf.pages.__delitem__(1),
    "a script": script,
    "a link more": another_link,
    "a link that acts": acting_link,
    "other marks": contents(b"1 0 0 RG 9 9 m 50 60 l S"),
    "painted as no proof is": contents(b"/S sh"),
    "another size": page(MediaBox=Array([0, 0, 612, 400])),
    "turned": page(Rotate=90),
}


@pytest.mark.parametrize("kind", sorted(OTHER))
def test_a_proof_that_shows_or_does_another_thing_is_told(
    kind: str, folder: BuiltFolder, faults: Callable[..., list[str]]
) -> None:
    assert faults(proof(folder.files[OWNERSHIP], OTHER[kind])) == SHOWS_OTHER


def test_a_proof_that_another_library_wrote_shows_the_same(
    folder: BuiltFolder, faults: Callable[..., list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    near = proof(folder.files[OWNERSHIP], contents(b"1 0 0 RG 9 9 m 50.2 50 l S"))
    no_links = proof(folder.files[OWNERSHIP], lambda pdf: pdf.pages[0].Annots.__delitem__(0))
    assert faults(near) == faults(no_links) == []
    monkeypatch.setattr(proof_check, "attached_to", lambda data: None)
    assert faults(proof(folder.files[OWNERSHIP])) == [], "without what reads a PDF, its bytes alone"
    assert faults(near) == SHOWS_OTHER


def test_a_proof_of_another_document_is_told_whatever_built_it(faults: Callable[..., list[str]]) -> None:
    for data in (proof(b"<ownershipDocument/>"), b"%PDF-1.7", b""):
        assert faults(data) == OTHER_DOCUMENT
        assert faults(data, form4kit="0.1.0") == OTHER_DOCUMENT


def test_what_an_older_version_built_is_not_printed_again(
    folder: BuiltFolder, faults: Callable[..., list[str]]
) -> None:
    other = proof(folder.files[OWNERSHIP], OTHER["other marks"])
    assert faults(other, form4kit="0.1.0") == []
    assert faults(other, rules="0.1.0") == []


def test_a_draft_that_cannot_be_read_is_anothers_to_tell(folder: BuiltFolder) -> None:
    files = folder.files | {"draft.yaml": b"form: [", PROOF: proof(folder.files[OWNERSHIP])}
    assert [*proof_faults(replace(folder, files=files))] == []
