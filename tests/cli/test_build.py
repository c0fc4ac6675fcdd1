"""A build: what a folder holds, whole or not at all, and where a CCC goes."""

import base64
import hashlib
import json
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from clean_filings import CLEAN, edited
from commands_run import Result, build, check, document, form4kit, put, tree

from form4kit import __version__
from form4kit.edgar.read import read_document
from form4kit.edgar.submission import write_submission
from form4kit.folder import build as building

FILED = ("--filed", "2026-11-19")
CCC = "c4n@ry!7"
SOUND = (CLEAN / "4.yaml").read_text()


def test_a_built_folder_holds_what_the_contract_says() -> None:
    found = form4kit("build", put("a.yaml"), "--out", "out", *FILED, "--format", "json")
    assert found.code == 0
    names = ["draft.yaml", "manifest.json", "ownership.xml", "proof.pdf", "submission.xml"]
    assert tree() == ["a", *(f"a/{name}" for name in names)]
    assert found.err.startswith("out/a: draft.yaml, manifest.json, ownership.xml, proof.pdf, submission.xml")
    folder = Path("out/a")
    manifest = json.loads((folder / "manifest.json").read_text())
    assert set(manifest["sha256"]) == {"ownership.xml", "proof.pdf", "draft.yaml"}
    for name, digest in manifest["sha256"].items():
        assert digest == hashlib.sha256((folder / name).read_bytes()).hexdigest()
    assert manifest["source"] == {"name": "a.yaml", "sha256": hashlib.sha256(SOUND.encode()).hexdigest()}
    assert (manifest["form4kit"], manifest["form"]) == (__version__, "4")
    assert manifest["due"] == "2026-11-20T22:00:00-05:00"
    assert manifest["allowed"] == []
    assert re.fullmatch(r"[0-9a-f]{12}", manifest["rules"])
    assert (folder / "ownership.xml").read_bytes() == document()
    assert (folder / "proof.pdf").read_bytes().startswith(b"%PDF-1.7")


@pytest.mark.parametrize("only", ["xml", "pdf"])
def test_only_builds_only_that(only: str) -> None:
    assert build(put("a.yaml"), "--only", only).code == 0
    parts = {"xml": ["ownership.xml", "submission.xml"], "pdf": ["proof.pdf"]}[only]
    assert tree() == ["a", *(f"a/{name}" for name in sorted(["draft.yaml", "manifest.json", *parts]))]
    assert build("a.yaml", "--only", "html").code == 2


def test_two_builds_write_the_same_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORM4KIT_CCC_1234567", CCC)
    put("a.yaml")
    for out in ("one", "two"):
        assert form4kit("build", "a.yaml", "--out", out, *FILED).code == 0
    assert tree("one") == tree("two")
    for name in tree("one")[1:]:
        assert Path("one", name).read_bytes() == Path("two", name).read_bytes(), name


def test_building_again_replaces_what_was_built() -> None:
    put("a.yaml")
    build("a.yaml")
    Path("out/a/ownership.xml").write_text("stale")
    build("a.yaml")
    assert Path("out/a/ownership.xml").read_bytes() == document()
    assert tree() == sorted(["a", "a/draft.yaml", "a/manifest.json", "a/ownership.xml", "a/submission.xml"])


def test_a_folder_that_is_not_form4kits_is_left_alone() -> None:
    put("out/a/thesis.txt", "ten years of work")
    put("a.yaml")
    put("b.yaml")
    found = build("a.yaml", "b.yaml")
    assert found.code == 2
    assert "out/a: is in the way" in found.err
    assert Path("out/a/thesis.txt").read_text() == "ten years of work"
    assert Path("out/b/ownership.xml").exists(), "the others are built"
    assert [file["path"] for file in found.json["files"]] == ["a.yaml", "b.yaml"]


def test_a_file_where_the_folder_should_be_is_said() -> None:
    put("out/a", "a file")
    found = build(put("a.yaml"))
    assert (found.code, Path("out/a").read_text()) == (2, "a file")


STEPS = [(os, "open", 3), (Path, "rename", 1), (Path, "rename", 2), (building, "write_draft", 1)]


@pytest.mark.parametrize(("module", "name", "at"), STEPS, ids=[f"{name}-{at}" for _, name, at in STEPS])
@pytest.mark.parametrize("before", [True, False])
def test_a_folder_is_written_whole_or_not_at_all(
    module: Any, name: str, at: int, before: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The disk is full at one step; what was there stays, and nothing else is left."""
    put("a.yaml")
    if before:
        build("a.yaml")
        put("a.yaml", edited("4", {"issuer.symbol": "NEXT"}))
    earlier = _held()
    whole, calls = getattr(module, name), 0

    def breaks(*args: Any, **kwargs: Any) -> Any:
        nonlocal calls
        calls += 1
        if calls == at:
            raise OSError(28, "No space left on device")
        return whole(*args, **kwargs)

    with monkeypatch.context() as patch:
        patch.setattr(module, name, breaks)
        found = build("a.yaml")
    if not before and (name, at) == ("rename", 2):
        assert found.code == 0, "a new folder takes one step"
        return
    assert found.code == 2
    assert "no space left on device" in found.err
    assert _held() == earlier


def _held() -> dict[str, bytes]:
    """Return all that lies in the output folder, hidden or not."""
    files = {name: Path("out", name) for name in tree()} if Path("out").exists() else {}
    return {name: file.read_bytes() if file.is_file() else b"" for name, file in files.items()}


def test_a_submission_is_a_test_one_without_a_ccc_and_says_so() -> None:
    found = build(put("a.yaml"))
    assert (found.code, found.codes()) == (0, ["CCC01"])
    finding = found.json["files"][0]["findings"][0]
    assert (finding["severity"], finding["authority"]) == ("warning", "edgar")
    assert "FORM4KIT_CCC_1234567" in finding["message"]
    text = Path("out/a/submission.xml").read_text()
    assert "<testOrLive>TEST</testOrLive>" in text
    assert build("a.yaml", "--strict").code == 1


@pytest.mark.parametrize("more", [(), ("--ignore", "CCC"), ("--profile", "practice"), ("--select", "FTN")])
def test_live_is_refused_without_a_ccc(more: tuple[str, ...]) -> None:
    found = build(put("a.yaml"), "--live", *more)
    assert found.code == 1
    assert "not built" in found.err
    assert not Path("out").exists()


@pytest.mark.parametrize("length", [1, 7, 9, 80])
def test_a_ccc_of_another_length_is_refused_and_not_quoted(
    length: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    secret = ("s3cret" * 20)[:length]
    monkeypatch.setenv("FORM4KIT_CCC_1234567", secret)
    found = build(put("a.yaml"))
    assert (found.code, found.codes()) == (1, ["CCC02"])
    assert length == 1 or secret not in found.out + found.err
    assert not Path("out").exists()


@pytest.mark.parametrize("variable", ["FORM4KIT_CCC_1234567", "FORM4KIT_CCC_0001234567"])
@pytest.mark.parametrize("live", [True, False])
def test_the_submission_carries_the_form_and_the_ccc(
    variable: str, live: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(variable, CCC)
    found = build(put("a.yaml"), *(["--live"] if live else []))
    assert (found.code, found.codes()) == (0, [])
    file = Path("out/a/submission.xml")
    assert file.stat().st_mode & 0o777 == 0o600
    root = ElementTree.fromstring(file.read_text())
    assert root.findtext("submissionType") == "4"
    assert root.findtext("testOrLive") == ("LIVE" if live else "TEST")
    (block,) = root.findall("edgarDocument")
    assert block.findtext("documentName") == "ownership.xml"
    primary = base64.b64decode(block.findtext("documentMimeBlock", ""))
    line = f"            <rptOwnerCcc>{CCC}</rptOwnerCcc>\n".encode()
    assert primary.count(line) == 1
    assert primary.replace(line, b"") == Path("out/a/ownership.xml").read_bytes()
    assert check("out/a/submission.xml").codes() == []


def _everything_said_and_written(found: Result) -> Iterator[tuple[str, bytes]]:
    yield "stdout", found.out.encode()
    yield "stderr", found.err.encode()
    for file in Path("out").rglob("*") if Path("out").exists() else ():
        if file.is_file() and file.name != "submission.xml":
            yield str(file), file.read_bytes()


SOURCES = {
    "a draft": lambda: SOUND.encode(),
    "a draft with a CCC": lambda: SOUND.replace("    director", f'    ccc: "{CCC}"\n    director').encode(),
    "a draft with a CCC on the next line": lambda: SOUND.replace(
        "    director", f"    ccc:\n      {CCC}\n    director"
    ).encode(),
    "a draft with a CCC far to the right": lambda: SOUND.replace(
        'cik: "0000046129"', f"x: '{'x' * 300}', rptOwnerCcc: '{CCC}', cik: '0000046129'"
    ).encode(),
    "a document": lambda: document(ccc=CCC),
    "a document with blanks": lambda: document(ccc=CCC).replace(CCC.encode(), f"\n  {CCC}\n".encode()),
    "a document with a long one": lambda: document(ccc=CCC + CCC),
    "a document with a tag of blanks": lambda: document(ccc=CCC + "x").replace(
        b"<rptOwnerCcc>", b"<rptOwnerCcc >"
    ),
    "a document with two": lambda: document(ccc=CCC).replace(
        b"<rptOwnerCcc>", f"<rptOwnerCcc>{CCC}</rptOwnerCcc><rptOwnerCcc>".encode()
    ),
    "a submission": lambda: _submission(document(ccc=CCC)),
    "a submission that is refused": lambda: _submission(document(ccc=CCC).replace(b">S<", b">B<")),
}


def _submission(primary: bytes) -> bytes:
    filing, _ = read_document(primary)
    assert filing is not None
    return write_submission(filing, primary, live=False).encode()


@pytest.mark.parametrize("name", SOURCES)
@pytest.mark.parametrize("format", ["text", "json", "github", "junit"])
def test_a_ccc_goes_into_the_submission_and_nowhere_else(
    name: str, format: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FORM4KIT_CCC_1234567", CCC)
    data = SOURCES[name]()
    file = put("a.yaml" if "draft" in name else "a.xml", data)
    encoded = base64.b64encode(CCC.encode()).rstrip(b"=")[:-1]
    digests = {hashlib.sha256(each).hexdigest().encode() for each in (CCC.encode(), data)}
    for more in ((), ("--ignore", "DRF,OWN"), ("--published",)):
        arguments = [file, *FILED, "--format", format, *more]
        for found in (
            form4kit("check", *arguments),
            form4kit("build", *arguments, "--out", "out", "--only", "xml"),
        ):
            for where, said in _everything_said_and_written(found):
                assert CCC.encode() not in said, where
                assert encoded not in said or "base64" in where, where
                if CCC.encode() in data or "submission" in name:
                    assert not any(digest in said for digest in digests), where
    for command in ("import", "diff", "due"):
        more_arguments = ["--out", "drafts"] if command == "import" else [file] if command == "diff" else []
        found = form4kit(command, file, *more_arguments)
        assert CCC not in found.out + found.err
    for draft in Path("drafts").rglob("*") if Path("drafts").exists() else ():
        assert CCC not in draft.read_text()
