"""Exhibits go into the submission and the folder, and one that cannot be attached is an error at its name."""

import base64
import hashlib
import json
import os
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest
from clean_filings import CLEAN
from commands_run import EXHIBIT, build, check, form4kit, put, with_exhibits

FILED = ("--filed", "2026-11-19")
SOUND = (CLEAN / "4.yaml").read_text()
LISTED = {"remarks": "Exhibit 24 - Power of Attorney"}


def test_an_exhibit_goes_into_the_submission_and_the_folder() -> None:
    put("sub/poa.txt", b"I appoint ...\r\n/s/ A. Poe")
    found = build(put("a.yaml", with_exhibits({**EXHIBIT, "file": "sub/poa.txt"})))
    assert found.code == 0, found.out
    assert Path("out/a/poa.txt").read_bytes() == Path("sub/poa.txt").read_bytes()
    root = ElementTree.fromstring(Path("out/a/submission.xml").read_text())
    _, block = root.findall("edgarDocument")
    said = [block.findtext(tag) for tag in ("documentName", "documentType", "documentDescription")]
    assert said == ["poa.txt", "EX-24", "Power of attorney"]
    assert base64.b64decode(block.findtext("documentMimeBlock", "")) == Path("sub/poa.txt").read_bytes()
    again = form4kit("build", "out/a", "--out", "again", "--only", "xml", *FILED)
    assert again.code == 0, again.out
    assert Path("again/a/submission.xml").read_bytes() == Path("out/a/submission.xml").read_bytes()


def _exhibit_missing() -> str:
    return "poa.txt"


def _exhibit_folder() -> str:
    Path("poa.txt").mkdir()
    return "poa.txt"


def _exhibit_outside() -> str:
    Path("../private-poa.txt").write_text("private")
    return "../private-poa.txt"


def _exhibit_absolute() -> str:
    return "/etc/passwd"


def _exhibit_link() -> str:
    Path("../private-poa.txt").write_text("private")
    Path("poa.txt").symlink_to("../private-poa.txt")
    return "poa.txt"


def _exhibit_link_of_a_folder() -> str:
    Path("sub").symlink_to("/etc")
    return "sub/passwd"


def _exhibit_large() -> str:
    with Path("poa.txt").open("wb") as stream:
        stream.truncate(21 * 1024 * 1024)
    return "poa.txt"


def _exhibit_pipe() -> str:
    os.mkfifo("poa.txt")
    return "poa.txt"


def _exhibit_long() -> str:
    return "p" * 5000 + ".txt"


@pytest.mark.parametrize(
    ("make", "code", "words"),
    [
        (_exhibit_missing, "EXH07", "no such file"),
        (_exhibit_folder, "EXH07", "not a file"),
        (_exhibit_outside, "EXH08", "outside"),
        (_exhibit_absolute, "EXH08", "outside"),
        (_exhibit_link, "EXH08", "outside"),
        (_exhibit_link_of_a_folder, "EXH08", "outside"),
        (_exhibit_large, "EXH07", "larger than 20 MB"),
        (_exhibit_pipe, "EXH07", "not a file"),
        (_exhibit_long, "EXH07", "too long"),
    ],
)
def test_an_exhibit_that_cannot_be_attached_is_an_error_at_its_name(
    make: Callable[[], str], code: str, words: str
) -> None:
    text = with_exhibits({**EXHIBIT, "file": make()})
    found = build(put("a.yaml", text))
    (finding,) = [each for each in found.json["files"][0]["findings"] if each["rule"] == code]
    assert found.code == 1
    assert words in finding["message"]
    line = next(n for n, row in enumerate(text.split("\n"), 1) if "file:" in row)
    assert (finding["line"], finding["severity"]) == (line, "error")
    assert not Path("out").exists()
    assert "root:" not in found.out


def test_a_pdf_is_warned_of_and_other_types_refused() -> None:
    put("poa.pdf", "%PDF-")
    put("poa.docx", "PK")
    pdf = build(put("a.yaml", with_exhibits({**EXHIBIT, "file": "poa.pdf"})))
    assert [f["severity"] for f in pdf.json["files"][0]["findings"] if f["rule"] == "EXH02"] == ["warning"]
    assert (pdf.code, Path("out/a/poa.pdf").exists()) == (0, True)
    docx = build(put("b.yaml", with_exhibits({**EXHIBIT, "file": "poa.docx"})))
    assert [f["severity"] for f in docx.json["files"][0]["findings"] if f["rule"] == "EXH02"] == ["error"]


@pytest.mark.parametrize("name", ["proof.pdf", "x/proof.pdf", "ownership.xml", "manifest.json", "draft.yaml"])
@pytest.mark.parametrize("more", [(), ("--ignore", "EXH"), ("--published",)])
def test_an_exhibit_never_replaces_what_form4kit_writes(name: str, more: tuple[str, ...]) -> None:
    put(name, "an impostor")
    found = build(put("a.yaml", with_exhibits({**EXHIBIT, "file": name})), *more)
    if not more:
        assert (found.code, "EXH10" in found.codes()) == (1, True)
    built = Path("out/a")
    if built.exists():
        manifest = json.loads((built / "manifest.json").read_text())
        for bound, digest in manifest["sha256"].items():
            assert (built / bound).read_bytes() != b"an impostor"
            assert digest == hashlib.sha256((built / bound).read_bytes()).hexdigest()


@pytest.mark.parametrize(
    "data",
    [b"", b"I appoint.\n", b"\n", b"\0", "I appoint \u201cher\u201d.\n".encode(), b"x" * 200_000],
    ids=["empty", "text", "a line end", "a zero byte", "curly quotes", "long"],
)
def test_check_and_build_are_one_gate_and_what_is_built_passes_it_again(data: bytes) -> None:
    put("a.yaml", with_exhibits(EXHIBIT))
    Path("poa.txt").write_bytes(data)
    checked, built = check("a.yaml"), build("a.yaml")
    assert checked.code == built.code
    assert (built.code == 0) is Path("out/a/submission.xml").exists()
    if not data:
        assert "SUB05" in checked.codes() and "poa.txt is empty" in checked.out
    if built.code == 0:
        assert check("out/a/submission.xml").code == 0
