"""What is opened, what is not, and what becomes of the others."""

import datetime as dt
import os
from pathlib import Path
from typing import Any

import pytest
from clean_filings import CLEAN, edited
from commands_run import build, check, document, form4kit, put, tree

from form4kit import pipeline

FILED = ("--filed", "2026-11-19")
SOUND = (CLEAN / "4.yaml").read_text()
EDGAR_ERROR = edited("4", {"non_derivative[0].code": "B"})  # XSD01, edgar
NOT_YAML = 'form: "4"\nremarks: by: her\n'


def test_what_cannot_be_opened_is_said_and_the_others_are_judged() -> None:
    found = check("missing.yaml", put("a.yaml", EDGAR_ERROR), put("b.yaml"))
    assert found.code == 2
    assert found.err == "form4kit: missing.yaml: no such file or folder\n"
    assert [file["path"] for file in found.json["files"]] == ["a.yaml", "b.yaml"]
    assert found.json["summary"]["files"] == 2
    assert found.json["summary"]["errors"] >= 1


def test_json_is_one_object_even_where_nothing_could_be_opened() -> None:
    found = check("missing.yaml")
    assert found.json == {
        "version": 1,
        "files": [],
        "summary": {"files": 0, "errors": 0, "warnings": 0, "notes": 0},
    }
    assert form4kit("check", "missing.yaml", "--format", "text").out == ""


def test_a_path_through_a_file_cannot_be_opened() -> None:
    found = check(f"{put('a.yaml')}/b.yaml", "x" * 5000)
    assert found.code == 2
    assert found.err.count("form4kit: ") == 2


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission_is_said() -> None:
    Path(put("a.yaml")).chmod(0)
    assert check("a.yaml", put("b.yaml")).err == "form4kit: a.yaml: permission denied\n"


def test_a_refusal_of_the_system_while_reading_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = Path.open

    def refused(self: Path, *args: Any, **kwargs: Any) -> Any:
        if self.name == "a.yaml":
            raise PermissionError(13, "Permission denied", str(self))
        return whole(self, *args, **kwargs)

    put("a.yaml")
    put("b.yaml")
    monkeypatch.setattr(Path, "open", refused)
    for given in (("a.yaml", "b.yaml"), (".",)):
        found = check(*given)
        assert found.code == 2
        assert found.err == "form4kit: a.yaml: permission denied\n"
        assert [file["path"] for file in found.json["files"]] == ["b.yaml"]


def test_a_fault_of_form4kits_own_is_named_and_the_others_go_on(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = pipeline.judge

    def breaks(filing: Any) -> Any:
        if filing.issuer.symbol.text == "BUG":
            raise RuntimeError("a bug")
        return whole(filing)

    monkeypatch.setattr(pipeline, "judge", breaks)
    put("a.yaml", edited("4", {"issuer.symbol": "BUG"}))
    for found in (check("a.yaml", put("b.yaml")), build("a.yaml", "b.yaml")):
        assert found.code == 2
        assert "form4kit: a.yaml: form4kit failed here (RuntimeError)" in found.err
        assert [file["path"] for file in found.json["files"]] == ["b.yaml"]
    assert "b/ownership.xml" in tree()


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (NOT_YAML, "a.yaml"),
        ("- a", "a.yml"),
        ("<ownershipDocument>", "a.xml"),
        ("<html/>", "a.xml"),
        ("no form", "a.txt"),
        ("\0\1\2", "a.bin"),
        ("", "a"),
    ],
)
@pytest.mark.parametrize("more", [(), ("--select", "FTN"), ("--ignore", "YML,XML"), ("--profile", "edgar")])
def test_what_is_no_filing_is_an_error_whatever_is_selected(
    text: str, name: str, more: tuple[str, ...]
) -> None:
    found = check(put(name, text), *more)
    assert found.code == 1
    assert found.json["files"][0]["form"] == ""
    assert {f["severity"] for f in found.json["files"][0]["findings"]} >= {"error"}
    assert all(code[:3] in ("YML", "XML") for code in found.codes())


def test_a_folder_is_walked_in_order_and_only_filings_are_taken() -> None:
    submission = "<SEC-DOCUMENT>\n<TYPE>4\n<XML>\n" + document(published=True).decode() + "</XML>\n"
    for name, text in {
        "b.yaml": SOUND,
        "a.yml": "# a comment\n\nform: '4'\n",
        "C.YAML": "form: 4\n",
        "flow.yaml": '{form: "4", issuer: amot}\n',
        "quoted.yaml": '"form": "4"\n',
        "mark.yaml": "\ufeffform: '4'\n",
        "d/z.yaml": SOUND,
        "d/a/x.yaml": SOUND,
        "e.xml": document().decode(),
        "f.txt": submission,
        "g.txt": "a power of attorney",
        "h.xml": "<html/>",
        "i.yaml": "jobs: {build: {form: x}}\n  # form: 4\n",
        "j.json": '{"form": "4"}',
        "people/federico.yaml": "form: '4'\n",
        "footnotes/x.yaml": "form: '4'\n",
        "d/people/x.yaml": "form: '4'\n",
        ".hidden.yaml": SOUND,
        ".git/x.yaml": SOUND,
        "reform.yaml": "reform: 4\n",
        "built/manifest.json": "{}",
        "built/draft.yaml": SOUND,
        "built/ownership.xml": document().decode(),
        "bare/manifest.json": "{}",
        "bare/ownership.xml": document().decode(),
        "other/manifest.json": "{}",
        "other/x.yaml": SOUND,
    }.items():
        put(f"drafts/{name}", text)
    found = check("drafts")
    assert [file["path"].removeprefix("drafts/") for file in found.json["files"]] == [
        *("C.YAML", "a.yml", "b.yaml", "bare/ownership.xml", "built/draft.yaml", "d/a/x.yaml", "d/z.yaml"),
        *("e.xml", "f.txt", "flow.yaml", "mark.yaml", "other/x.yaml", "quoted.yaml"),
    ]


def test_a_link_to_a_folder_above_is_not_followed() -> None:
    put("drafts/a.yaml")
    Path("drafts/loop").symlink_to("..")
    assert [file["path"] for file in check("drafts").json["files"]] == ["drafts/a.yaml"]


def test_a_pipe_in_a_folder_is_not_waited_for() -> None:
    put("drafts/a.yaml")
    os.mkfifo("drafts/pipe.yaml")
    assert check("drafts").json["summary"]["files"] == 1


def test_an_empty_folder_has_nothing_to_object_to() -> None:
    Path("drafts").mkdir()
    found = check("drafts")
    assert (found.code, found.json["files"]) == (0, [])
    assert form4kit("check", "drafts").out == "0 files: nothing to object to\n"


def test_a_built_folder_is_one_filing_under_its_own_name() -> None:
    assert build(put("a.yaml")).code == 0
    assert [file["path"] for file in check("out/a").json["files"]] == ["out/a/draft.yaml"]
    assert form4kit("build", "out/a", "--out", "again", "--only", "xml", *FILED).code == 0
    assert tree("again")[0] == "a"
    assert Path("again/a/ownership.xml").read_bytes() == Path("out/a/ownership.xml").read_bytes()


@pytest.mark.parametrize(
    "data", [SOUND.encode(), document(), document(published=True)], ids=["draft", "document", "published"]
)
def test_standard_input_is_a_path(data: bytes) -> None:
    found = check("-", stdin=data)
    assert (found.code, found.json["files"][0]["path"], found.json["files"][0]["form"]) == (0, "-", "4")


def test_a_path_named_outright_is_always_taken() -> None:
    assert [f["path"] for f in check(put("people/x.yaml"), put(".hidden.yaml")).json["files"]] == [
        "people/x.yaml",
        ".hidden.yaml",
    ]


@pytest.mark.parametrize("command", ["build", "import"])
def test_two_inputs_of_one_stem_are_an_error_of_usage(command: str) -> None:
    put("a.yaml")
    put("b/a.yaml")
    put("a.xml", document())
    for given in (("a.yaml", "b/a.yaml"), ("a.yaml", "a.xml"), (".",)):
        found = form4kit(command, *given, "--out", "out")
        assert found.code == 2
        assert "would both be written to a" in found.err
        assert not Path("out").exists()


def test_a_file_of_200_mb_is_refused_and_not_read() -> None:
    with Path("big.yaml").open("wb") as stream:
        stream.truncate(200 * 1024 * 1024)
    started = dt.datetime.now()
    found = check("big.yaml")
    assert (found.code, found.codes()) == (1, ["XML16"])
    assert dt.datetime.now() - started < dt.timedelta(seconds=5)
