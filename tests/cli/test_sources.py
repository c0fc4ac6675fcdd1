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
        *(
            ".hidden.yaml",
            "C.YAML",
            "a.yml",
            "b.yaml",
            "bare/ownership.xml",
            "built/draft.yaml",
            "d/a/x.yaml",
            "d/z.yaml",
        ),
        *("e.xml", "f.txt", "flow.yaml", "mark.yaml", "other/x.yaml", "quoted.yaml"),
    ]
    assert found.json["summary"]["passed_over"] == 3  # h.xml, i.yaml and reform.yaml


def test_a_link_to_a_folder_above_is_not_followed() -> None:
    put("drafts/a.yaml")
    Path("drafts/loop").symlink_to("..")
    assert [file["path"] for file in check("drafts").json["files"]] == ["drafts/a.yaml"]


def test_a_pipe_in_a_folder_is_not_waited_for() -> None:
    put("drafts/a.yaml")
    os.mkfifo("drafts/pipe.yaml")
    assert check("drafts").json["summary"]["files"] == 1


COMMANDS = [
    ("check", "drafts", *FILED),
    ("build", "drafts", "--out", "out", "--only", "xml", *FILED),
    ("import", "drafts", "--out", "out"),
    ("due", "drafts"),
    ("ledger", "drafts"),
    ("people", "import", "drafts"),
]
"""The commands that take a folder of filings."""


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command[0])
@pytest.mark.parametrize(
    ("others", "said"),
    [
        ({}, "form4kit: drafts: no filing there\n"),
        ({"a.txt": "x"}, "form4kit: drafts: no filing there\n"),
        ({"ci.yml": "on: push\n"}, "form4kit: drafts: no filing there, 1 file passed over\n"),
        ({"ci.yml": "", "x/pom.xml": "<a/>"}, "form4kit: drafts: no filing there, 2 files passed over\n"),
    ],
)
def test_a_folder_without_a_filing_does_not_pass(
    command: tuple[str, ...], others: dict[str, str], said: str
) -> None:
    Path("drafts").mkdir()
    for name, text in others.items():
        put(f"drafts/{name}", text)
    found = form4kit(*command)
    assert found.code == 2
    assert said in found.err
    assert "nothing to object to" not in found.out


BROKEN = {
    "a capital": SOUND.replace("form:", "Form:", 1),
    "misspelt": SOUND.replace("form:", "from:", 1),
    "indented": SOUND.replace("form:", " form:", 1),
    "left out": SOUND.replace('form: "4"\n', "", 1),
    "full-width colon": SOUND.replace("form:", "form\uff1a", 1),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_draft_whose_form_is_broken_is_judged(name: str) -> None:
    assert BROKEN[name] != SOUND
    put("drafts/bad.yaml", BROKEN[name])
    found = check("drafts")
    assert (found.code, found.json["summary"]["files"]) == (1, 1)
    put("drafts/good.yaml")
    assert form4kit("due", "drafts").code == (0 if name in ("a capital", "misspelt", "left out") else 1)
    built = form4kit("build", "drafts", "--out", "out", "--only", "xml", *FILED)
    assert built.code == 1
    assert "drafts/bad.yaml: not built" in built.err
    assert "bad" not in tree()


def test_what_is_passed_over_is_counted_and_named() -> None:
    for name, text in {
        "a.yaml": SOUND,
        "values.yaml": "replicas: 2\n",
        "pom.xml": "<project/>",
        "empty.yml": "",
        ".pre-commit-config.yaml": "repos: []\n",
        ".github/workflows/ci.yml": "on: push\n",
        "people/reyes.yaml": "name: x\n",
        "footnotes/x.yaml": "x: y\n",
        "notes.txt": "x",
        "exhibits/poa.htm": "x",
    }.items():
        put(f"drafts/{name}", text)
    assert form4kit("build", "drafts/a.yaml", "--out", "drafts/out", "--only", "xml", *FILED).code == 0
    put("drafts/out/a/more.xml", "<a/>")  # in a built folder
    Path("drafts/a.yaml").unlink()
    passed = ["drafts/.pre-commit-config.yaml", "drafts/empty.yml", "drafts/pom.xml", "drafts/values.yaml"]
    found = form4kit("check", "drafts", "--verbose", *FILED)
    said = "by form4kit.toml\n1 file: nothing to object to; 4 files passed over\n"
    assert (found.code, found.out) == (0, said)
    assert found.err.splitlines() == [f"{name}: passed over, no filing" for name in passed]
    assert check("drafts").json["summary"]["passed_over"] == 4
    assert form4kit("check", "drafts", *FILED, "--format", "github").out.endswith("; 4 files passed over\n")
    assert form4kit("due", "drafts").out.endswith("\n4 files passed over\n")
    assert form4kit("import", "drafts", "--out", "imported").err.endswith("\n4 files passed over\n")
    assert build("drafts", "--format", "text").out.endswith("; 4 files passed over\n")
    for name in passed[1:]:
        Path(name).unlink()
    assert form4kit("check", "drafts", *FILED).out.endswith("; 1 file passed over\n")


ROWS = {"capital": 1, "from": 1, "indented": 1, "no-form": 1, "full-width-colon": 1, "mixed": 1, "others": 2}


@pytest.mark.parametrize(("name", "code"), [*ROWS.items(), ("empty", 2), ("some", 0)])
def test_the_folders_of_the_reference_material(shared: Path, name: str, code: int) -> None:
    found = form4kit("check", shared / "cases" / "daily" / "folders" / name, "--filed", "2026-11-30")
    assert found.code == code
    assert ("; 2 files passed over\n" in found.out) is (name == "some")


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


def test_two_inputs_of_one_stem_are_an_error_of_usage() -> None:
    put("a.yaml")
    put("b/a.yaml")
    put("a.xml", document())
    for given in (("a.yaml", "b/a.yaml"), ("a.yaml", "a.xml"), (".",)):
        found = form4kit("build", *given, "--out", "out")
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
