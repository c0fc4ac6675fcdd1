"""The Python page: its examples run, its three names have types, and importing them stays lean."""

import ast
import contextlib
import datetime as dt
import inspect
import io
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

import form4kit
from form4kit import pipeline
from form4kit.cli.main import app
from form4kit.edgar.ccc import variable
from form4kit.source.faults import TOO_LARGE

ROOT = Path(__file__).resolve().parents[2]
INIT = (ROOT / "form4kit" / "__init__.py").read_text(encoding="utf-8")
PAGE = (ROOT / "docs" / "python.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"^```(yaml|python|text)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
DAY = dt.date(2026, 11, 20)
PUBLIC = ("build", "check", "read")


def test_what_the_page_shows_is_what_happens(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Write each draft under the name in its first line, run each example, and compare what it prints."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv(variable("1903446"), "")
    space: dict[str, object] = {}
    printed, compared = "", 0
    for kind, block in BLOCK.findall(PAGE):
        if kind == "yaml":
            (tmp_path / block.split()[1]).write_text(block, encoding="utf-8")
        elif kind == "python":
            assert printed == "", "what an example prints stands below it"
            with contextlib.redirect_stdout(io.StringIO()) as out:
                exec(block, space)
            printed = out.getvalue()
        else:
            assert printed == block
            printed, compared = "", compared + 1
    assert printed == ""
    assert compared >= 6


def test_importing_form4kit_imports_nothing_else() -> None:
    report = "import sys; was = set(sys.modules); import form4kit; print(*sorted(set(sys.modules) - was))"
    done = subprocess.run([sys.executable, "-c", report], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["form4kit"]


def test_the_public_names_are_three_and_no_module_has_one_of_them() -> None:
    assert form4kit.__all__ == ["__version__", *PUBLIC]
    assert set(form4kit.__all__) <= set(dir(form4kit))
    modules = {path.stem for path in (ROOT / "form4kit").iterdir()}
    assert modules & set(form4kit.__all__) == set()
    assert [callable(getattr(form4kit, name)) for name in PUBLIC] == [True] * 3
    with pytest.raises(AttributeError, match="'nonsense'"):
        form4kit.nonsense  # type: ignore[attr-defined]  # noqa: B018


def test_each_public_function_says_its_options_on_the_page() -> None:
    for name in PUBLIC:
        function = getattr(form4kit, name)
        assert f"form4kit.{name}(" in PAGE
        missing = {option for option in inspect.signature(function).parameters if f"`{option}=" not in PAGE}
        assert missing <= {"source", "path", "out"}, name
        assert "Raises OSError" in function.__doc__


def test_what_a_type_checker_reads_is_what_is_imported() -> None:
    """The names under TYPE_CHECKING, and those that `__getattr__` finds, come from the same places."""
    [block] = [node for node in ast.parse(INIT).body if isinstance(node, ast.If)]
    typed = {
        alias.asname: f"{node.module}.{alias.name}"
        for node in block.body
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    assert typed == {name: f"{getattr(form4kit, name).__module__}.{name}" for name in PUBLIC}
    assert re.search(r'^__version__ = "[0-9.a-z]+"$', INIT, re.MULTILINE), "hatch reads it so"


@pytest.fixture
def draft(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The draft of the page, which has one warning, in a folder of its own."""
    monkeypatch.setenv(variable("1903446"), "ab3$efg9")
    file = tmp_path / "vest.yaml"
    file.write_text(BLOCK.findall(PAGE)[0][1], encoding="utf-8")
    return file


def test_the_settings_of_the_repository_hold_for_files_and_for_bytes(draft: Path) -> None:
    (draft.parent / "form4kit.toml").write_text('[rules]\nignore = ["COD17"]\n')
    assert form4kit.check(draft, filed=DAY) == []
    assert form4kit.check(draft.read_bytes(), filed=DAY, folder=draft.parent) == []
    assert [each.rule for each in form4kit.check(draft.read_bytes(), filed=DAY)] == ["COD17"]


def test_a_selection_takes_codes_as_the_command_line_does(draft: Path) -> None:
    for select in ("cod-17", ["COD"], ("COD17", "FTN")):
        assert [each.rule for each in form4kit.check(draft, filed=DAY, select=select)] == ["COD17"]
    assert form4kit.check(draft, filed=DAY, profile="edgar") == []
    assert form4kit.check(draft, filed=DAY, select="COD17", ignore="COD") == []


def test_a_time_without_a_zone_is_new_yorks(draft: Path) -> None:
    late = dt.datetime(2026, 11, 20, 22, 30)
    assert form4kit.read(draft, filed=late).filed == dt.date(2026, 11, 23)
    assert form4kit.read(draft, filed=late.replace(tzinfo=dt.UTC)).filed == DAY


def test_what_cannot_be_meant_is_refused(draft: Path) -> None:
    with pytest.raises(ValueError, match="'COD99': there is no such rule"):
        form4kit.check(draft, select=["COD99"])
    with pytest.raises(ValueError, match="'strict': write one of edgar, form, practice"):
        form4kit.check(draft, profile="strict")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="is not made of 'xml' and 'pdf'"):
        form4kit.build(draft, draft.parent / "out", only=["html"])
    with pytest.raises(TypeError, match="folder= is for bytes"):
        form4kit.check(draft, folder=draft.parent)
    assert not (draft.parent / "out").exists()


@pytest.mark.parametrize("call", [form4kit.check, form4kit.read, lambda path: form4kit.build(path, path)])
def test_a_file_that_is_not_there_is_an_oserror(tmp_path: Path, call: Callable[[Path], object]) -> None:
    with pytest.raises(FileNotFoundError):
        call(tmp_path / "none.yaml")


@pytest.mark.parametrize(
    "data", [b"", b"<html/>", b"form: [", b"\xff\xfe\x00", b"<ownershipDocument>", b"- 1"]
)
def test_whatever_stands_in_a_file_check_tells_and_read_refuses(tmp_path: Path, data: bytes) -> None:
    file = tmp_path / "broken"
    file.write_bytes(data)
    told = form4kit.check(file, filed=DAY)
    assert any(finding.blocks for finding in told)
    assert form4kit.check(data, filed=DAY) == told
    with pytest.raises(ValueError, match=r"broken:\d+:\d+: [A-Z]{3}\d\d "):
        form4kit.read(file)
    refused = form4kit.build(file, tmp_path / "out", filed=DAY)
    assert (refused.files, refused.folders) == ({}, ())
    assert any(finding.blocks for finding in refused.findings)
    assert not (tmp_path / "out").exists()


def test_a_built_folder_is_that_of_the_command(draft: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = draft.parent
    built = form4kit.build(draft, out / "python", filed=DAY)
    arguments = ["build", str(draft), "--out", str(out / "command"), "--filed", DAY.isoformat()]
    assert CliRunner().invoke(app, arguments).exit_code == 0
    assert built.folders == (out / "python" / "vest",)
    written = {file.name: file.read_bytes() for file in built.folders[0].iterdir()}
    assert written == built.files == {f.name: f.read_bytes() for f in (out / "command" / "vest").iterdir()}
    assert "ab3$efg9" not in repr(built)


def test_an_error_that_is_not_selected_stops_and_is_told(draft: Path) -> None:
    draft.write_text(draft.read_text().replace("name: /s/ Antonio J. Reyes, ", 'name: "", '))
    refused = form4kit.build(draft, draft.parent / "out", filed=DAY, select=["COD"])
    assert not refused.folders
    assert {"COD17", "SIG02"} <= {each.rule for each in refused.findings}
    assert all(each.rule == "COD17" or each.blocks for each in refused.findings)


def test_what_a_baseline_passes_over_stops_no_build(draft: Path) -> None:
    draft.write_text(draft.read_text().replace("date: 2026-11-20", "date: 2026-11-10"))
    out = draft.parent / "out"
    before = form4kit.build(draft, out, filed=DAY, only=["xml"])
    assert not before.folders
    assert [each.rule for each in before.findings if each.blocks] == ["SIG03"]
    assert form4kit.build(draft, draft.parent / "past", filed=DAY, only=["xml"], ignore=["SIG03"]).folders
    known = draft.parent / "known.json"
    arguments = ["check", str(draft), "--filed", DAY.isoformat(), "--write-baseline", str(known)]
    CliRunner().invoke(app, arguments)
    (draft.parent / "form4kit.toml").write_text(f'[rules]\nbaseline = "{known.name}"\n')
    assert form4kit.build(draft, out, filed=DAY, only=["xml"]).folders == (out / "vest",)


def test_a_draft_of_several_filings_has_several_folders(draft: Path) -> None:
    text = draft.read_text().replace("held: 3000", "held: 90000")
    first, event, last = re.split(r"^(  - vest.*\n)", text, flags=re.MULTILINE)
    draft.write_text(first + event.replace("price: 0", "price: 88.10") * 16 + last)
    built = form4kit.build(draft, draft.parent / "out", filed=DAY, only=["xml"])
    names = [folder.name for folder in built.folders]
    assert names == ["vest-1", "vest-2"]
    assert all((draft.parent / "out" / name).read_bytes() == data for name, data in built.files.items())
    assert {name.partition("/")[0] for name in built.files} == set(names)


def test_a_folder_that_form4kit_did_not_build_is_not_replaced(draft: Path) -> None:
    mine = draft.parent / "out" / "vest"
    mine.mkdir(parents=True)
    (mine / "notes.txt").write_text("mine")
    with pytest.raises(FileExistsError):
        form4kit.build(draft, draft.parent / "out", filed=DAY, only=["xml"])
    assert [file.name for file in mine.iterdir()] == ["notes.txt"]


def test_mypy_knows_the_three_names_and_no_other(tmp_path: Path) -> None:
    pytest.importorskip("mypy")
    code = tmp_path / "code.py"
    calls = ('check(b"")', 'read("x")', 'build("x", "y")', "nonsense")
    code.write_text("import form4kit\n" + "".join(f"reveal_type(form4kit.{call})\n" for call in calls))
    done = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", "--cache-dir", tmp_path / "cache", code],
        capture_output=True,
        text=True,
        check=False,
        cwd=tmp_path,
        env=os.environ | {"MYPYPATH": str(ROOT), "PYTHONPATH": str(ROOT)},
    )
    told = re.findall(r'Revealed type is "(.*?)"|has no attribute "(.*?)"', done.stdout)
    assert told == [
        ("list[form4kit.findings.Finding]", ""),
        ("form4kit.model.Filing", ""),
        ("form4kit.folder.build.Built", ""),
        ("", "nonsense"),
        ("Any", ""),
    ]


def test_bytes_that_are_too_many_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "LARGEST", 10)
    [finding] = form4kit.check(b'form: "4"\n\n')
    assert finding.blocks
    assert finding.rule == TOO_LARGE.code
