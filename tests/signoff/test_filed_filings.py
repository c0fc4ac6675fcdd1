"""Which filing EDGAR's copy is of, and what can be compared where a packet does not hold all."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest
from edgar_copy import published
from signing_kit import EXAMPLES, run

from form4kit.folder.read import BuiltFolder, find_built
from form4kit.signoff.filed import NotFromEdgar, Sent
from form4kit.signoff.filed_filings import ToFile, closest, in_folder, in_packet
from form4kit.signoff.terms import FilingTerms
from form4kit.storage.names import DRAFT, OWNERSHIP

POA = Sent("poa.txt", "EX-24", b"Know all by these presents.\n")
FORM: Mapping[str, Any] = {"name": OWNERSHIP, "type": "4"}
FILES = {OWNERSHIP: "001-plan.xml", "poa.txt": "001-plan.poa.txt", "draft.yaml": "001-plan.draft.yaml"}
UNCOMPARED = "exhibits were not compared: the packet does not hold them"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> BuiltFolder:
    """A built folder of a Form 4 with a power of attorney."""
    root = tmp_path_factory.mktemp("filed-filings")
    text = (EXAMPLES / "plan-sale.yaml").read_text()
    (root / "plan.yaml").write_text(f"{text}\nexhibits:\n  - {{file: {POA.name}, type: {POA.type}}}\n")
    (root / POA.name).write_bytes(POA.content)
    done = run("build", root / "plan.yaml", "--only", "xml", "--out", root / "out", "--filed", "2026-11-20")
    assert done.exit_code == 0, done.output
    return next(iter(find_built(root / "out")))


@pytest.fixture(scope="module")
def form(folder: BuiltFolder) -> bytes:
    return folder.files[OWNERSHIP]


def test_a_folder_files_its_form_and_its_exhibits(folder: BuiltFolder, form: bytes) -> None:
    assert in_folder(folder) == ToFile("plan", form, (POA,))


@pytest.mark.parametrize("name", [OWNERSHIP, DRAFT])
def test_a_folder_without_its_form_or_its_draft_files_nothing(folder: BuiltFolder, name: str) -> None:
    assert in_folder(replace(folder, files=folder.files | {name: b"{"})) is None


def packed(form: bytes, documents: list[Any] | None, **other: Any) -> ToFile | None:
    """Return what a packet files that lists these documents; None is one of 0.1.0."""
    sent = {} if documents is None else {"sent": {"documents": documents}}
    attached = {FILES[OWNERSHIP]: form, FILES["poa.txt"]: POA.content, FILES["draft.yaml"]: b"form: 4"}
    return in_packet(FilingTerms({"name": "plan", "files": FILES, **sent, **other}), attached)


@pytest.mark.parametrize(
    ("documents", "exhibits"),
    [
        ([FORM, {"name": "poa.txt", "type": "EX-24"}], (POA,)),
        ([FORM], ()),
        ([FORM, {"name": "poa.txt", "type": "EX-24"}, {"name": "absent.txt", "type": "EX-99"}], (POA,)),
        ([{"name": "poa.txt", "type": "EX-99"}], (Sent("poa.txt", "EX-99", POA.content),)),
    ],
)
def test_a_packet_files_what_it_lists_and_holds(
    form: bytes, documents: list[Any], exhibits: tuple[Sent, ...]
) -> None:
    assert packed(form, documents) == ToFile("plan", form, exhibits)


def test_an_empty_exhibit_is_one(form: bytes) -> None:
    terms = FilingTerms(
        {"name": "plan", "files": FILES, "sent": {"documents": [FORM, {"name": "poa.txt", "type": "EX-24"}]}}
    )
    found = in_packet(terms, {FILES[OWNERSHIP]: form, FILES["poa.txt"]: b""})
    assert found == ToFile("plan", form, (Sent("poa.txt", "EX-24", b""),))


def test_of_exhibits_0_1_0_packed_the_hash_alone(form: bytes) -> None:
    assert packed(form, None) == ToFile("plan", form, ())
    assert packed(form, None, exhibits={"poa.txt": "ab"}) == ToFile("plan", form, None)


@pytest.mark.parametrize("form", [b"", b"<other/>", b"<ownershipDocument"])
def test_a_packet_whose_form_cannot_be_read_files_nothing(form: bytes) -> None:
    assert packed(form, [FORM]) is None


def test_a_packet_without_its_form_files_nothing(form: bytes) -> None:
    assert in_packet(FilingTerms({"name": "plan", "files": {}}), {"?": form}) is None
    assert in_packet(FilingTerms({"name": "plan", "files": FILES}), {}) is None


def test_a_copy_is_of_the_filing_that_differs_least(form: bytes) -> None:
    """The names do not count, nor does the order."""
    near = ToFile("near", form.replace(b"Code>S<", b"Code>J<", 1), ())
    far = ToFile("far", form.replace(b"Code>S<", b"Code>J<"), ())
    for filings in ([near, far], [far, near]):
        name, compared = closest(filings, published(form))
        assert name == "near"
        assert len(compared.differences) == 1
    assert closest([far, ToFile("same", form, ()), near], published(form))[0] == "same"


def test_nothing_to_compare_with_is_told() -> None:
    with pytest.raises(NotFromEdgar, match=r"^can be compared with nothing: no form can be read$"):
        closest([], b"")


def test_exhibits_that_a_packet_does_not_hold_are_not_compared(form: bytes) -> None:
    copy = published(form, POA)
    assert closest([ToFile("plan", form, (POA,))], copy)[1].remarks == ()
    assert closest([ToFile("plan", form, ())], copy)[1].differences == (
        "Exhibit poa.txt: EDGAR has it, and it was not sent",
    )
    _, unheld = closest([ToFile("plan", form, None)], copy)
    assert (unheld.differences, unheld.remarks) == ((), (UNCOMPARED,))
    _, other = closest([ToFile("plan", form, None)], published(form.replace(b"Code>S<", b"Code>J<", 1), POA))
    assert len(other.differences) == 1 and other.remarks == (UNCOMPARED,)
