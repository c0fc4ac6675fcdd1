"""What could be filed by mistake from a folder is found, whatever its name and however deep it lies."""

import os
import shutil
from pathlib import Path

import pytest
from signing_kit import built

from form4kit.folder.search import filing_in, search


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return built(tmp_path)


def clauses(folder: Path) -> dict[str, str]:
    return dict(search(folder).faults)


def test_the_built_folders_alone_are_found_and_nothing_else(out: Path) -> None:
    found = search(out)
    assert [each.name for each in found.folders] == ["gift", "plan"]
    assert (found.faults, found.others) == ((), ())
    one = search(out / "plan")
    assert [each.name for each in one.folders] == ["plan"]
    assert (one.faults, one.others) == ((), ())


def test_hidden_and_nested_folders_are_searched(out: Path) -> None:
    shutil.copytree(out / "gift", out / ".later" / "deep" / "gift")
    assert [each.name for each in search(out).folders] == [".later/deep/gift", "gift", "plan"]


@pytest.mark.parametrize("name", ["old", ".old", "a/b/c"])
def test_a_built_folder_inside_another_is_a_fault(out: Path, name: str) -> None:
    shutil.copytree(out / "gift", out / "plan" / name)
    assert clauses(out)[f"plan/{name}"] == "is a built folder inside another, plan"
    assert clauses(out / "plan") == {name: "is a built folder inside another, plan"}


@pytest.mark.parametrize("name", ["submission.xml", "poa.txt", "manifest.json", "draft.yaml"])
def test_a_link_in_place_of_a_file_is_a_fault(out: Path, name: str) -> None:
    kept = out.parent / name
    shutil.move(out / "plan" / name, kept)
    (out / "plan" / name).symlink_to(kept)
    assert "is a link" in clauses(out)[f"plan/{name}"]


def test_a_link_to_a_folder_is_a_fault_and_is_not_followed(out: Path) -> None:
    shutil.copytree(out, out.parent / "other")
    (out / "more").symlink_to(out.parent / "other")
    (out / "gone").symlink_to(out.parent / "nowhere")
    assert {*clauses(out)} == {"more", "gone"}
    assert len(search(out).folders) == 2


SUBMISSION = "<edgarSubmission><submissionType>4</submissionType></edgarSubmission>"
DOCUMENT = "<ownershipDocument><documentType>4</documentType></ownershipDocument>"


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("final.xml", SUBMISSION.encode(), "a submission"),
        ("notes.txt", b'<?xml version="1.0"?>\n' + DOCUMENT.encode(), "an ownership document"),
        (".hidden", b"\xef\xbb\xbf\n\n" + SUBMISSION.encode(), "a submission"),
        ("wide.doc", SUBMISSION.encode("utf-16"), "a submission"),
        ("wider.doc", DOCUMENT.encode("utf-32"), "an ownership document"),
        ("far", b"\n" * 9000 + b"<!-- " + b"x" * 90_000 + b" -->" + SUBMISSION.encode(), "a submission"),
        ("named", b'<e:edgarSubmission xmlns:e="urn:x"/>', "a submission"),
        ("edgar.txt", b"<SEC-DOCUMENT>0001.txt : 20261120\n<SEC-HEADER>\n", "a copy of EDGAR's"),
    ],
)
@pytest.mark.parametrize("folder", ["", "plan", ".git/objects"])
def test_a_filing_by_content_is_a_fault_under_any_name(
    out: Path, folder: str, name: str, data: bytes, kind: str
) -> None:
    file = out / folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(data)
    assert filing_in(file) == kind
    assert clauses(out) == {
        f"{folder}/{name}".lstrip("/") if folder else name: f"holds {kind} that no manifest binds"
    }


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\0\0\0\1Bud1",
        b"<html><p>an &lt;ownershipDocument&gt; is what EDGAR takes</p></html>",
        b"what goes to EDGAR is an <edgarSubmission> with its documents",
        b'<xs:element name="ownershipDocument"/>',
        b"<ownershipDocuments/>",
        b"\n" * 10_000,
    ],
)
def test_other_files_are_named_and_are_no_fault(out: Path, data: bytes) -> None:
    (out / ".DS_Store").write_bytes(data)
    (out / "plan" / "notes").write_bytes(data)
    found = search(out)
    assert found.faults == ()
    assert found.others == (".DS_Store", "plan/notes")


def test_what_is_known_and_the_reviews_are_not_named(out: Path) -> None:
    (out / "packet.pdf").write_bytes(b"%PDF-1.7\n")
    (out / "plan" / "review.jsonl").write_bytes(b"{}\n")
    assert search(out, frozenset([out / "packet.pdf"])).others == ()
    (out / "plan" / "review.jsonl").write_bytes(SUBMISSION.encode())
    assert {*clauses(out)} == {"plan/review.jsonl"}


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes here")
def test_a_pipe_is_a_fault_and_is_not_opened(out: Path) -> None:
    os.mkfifo(out / "plan" / "pipe")
    assert clauses(out) == {"plan/pipe": "is neither a file nor a folder"}
