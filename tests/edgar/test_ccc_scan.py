"""The guard of the repository: it refuses a CCC however it is written, and lets be what is none."""

import base64
import gzip
import io
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import pytest
import yaml
from clean_filings import CLEAN
from typer.testing import CliRunner

from form4kit.cli.main import app
from form4kit.edgar.ccc_scan import lines_with_ccc
from form4kit.edgar.ccc_shapes import known_in

TEXTS: dict[str, Any] = yaml.safe_load((Path(__file__).parents[1] / "data" / "ccc-texts.yaml").read_text())
KNOWN = [TEXTS["known"]]
SECRET = "kQ7#mm2p"
ELEMENT = f"<rptOwnerCcc>{SECRET}</rptOwnerCcc>"


def test_there_are_many_texts_both_ways() -> None:
    assert len(TEXTS["held"]) >= 60
    assert len(TEXTS["silent"]) >= 60
    assert len({*TEXTS["held"], *TEXTS["silent"]}) == len(TEXTS["held"]) + len(TEXTS["silent"])


@pytest.mark.parametrize("text", TEXTS["held"])
def test_a_ccc_is_found(text: str) -> None:
    assert lines_with_ccc(text.encode(), KNOWN)
    assert lines_with_ccc(("a: 1\n\nb: 2\n" + text + "\nc: 3\n").encode(), KNOWN)
    for encoding in ("utf-16", "utf-16-le", "utf-8-sig"):
        assert lines_with_ccc(text.encode(encoding), KNOWN), encoding
    assert lines_with_ccc(text.replace("\n", "\r\n").encode(), KNOWN)


@pytest.mark.parametrize("text", TEXTS["silent"])
def test_what_is_none_is_let_be(text: str) -> None:
    assert lines_with_ccc(text.encode(), KNOWN) == []
    assert lines_with_ccc(text.replace("\n", "\r\n").encode("utf-16"), KNOWN) == []


def test_the_line_is_told() -> None:
    assert lines_with_ccc(f"a: 1\nccc:\n  {SECRET}\nb: 2\n# CCC {SECRET}\n".encode()) == [3, 5]
    assert lines_with_ccc(f"x\n\n{base64.b64encode(ELEMENT.encode()).decode()}\n".encode()) == [3]


def test_what_is_packed_is_looked_into() -> None:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("out/gift/submission.xml", base64.b64encode(ELEMENT.encode()))
    assert lines_with_ccc(data.getvalue()) == [1]
    assert lines_with_ccc(data.getvalue()[:-30]) == []
    assert lines_with_ccc(gzip.compress(ELEMENT.encode())) == [1]
    assert lines_with_ccc(base64.b64encode(gzip.compress(ELEMENT.encode() * 3))) == [1]


def test_short_values_of_the_environment_are_not_looked_for() -> None:
    environment = {
        "FORM4KIT_CCC_1": "a",
        "FORM4KIT_CCC_0000000002": " Zr4*wq8m\n",
        "PATH": "/bin",
        "CCC": "b",
    }
    assert known_in(environment) == ["Zr4*wq8m", "a"]
    assert lines_with_ccc(b"a: b", known_in(environment)) == []


def no_ccc(file: Path, ccc: str | None = None) -> tuple[int, str]:
    environment = {f"FORM4KIT_CCC_{number}": None for number in (1234567, 1903446)}
    result = CliRunner().invoke(app, ["no-ccc", str(file)], env={**environment, "FORM4KIT_CCC_1234567": ccc})
    return result.exit_code, result.output


def test_the_one_file_that_holds_the_ccc_is_refused(tmp_path: Path) -> None:
    draft = tmp_path / "a.yaml"
    draft.write_text((CLEAN / "4.yaml").read_text())
    out = tmp_path / "out"
    words = ["build", str(draft), "--out", str(out), "--only", "xml", "--filed", "2026-11-19"]
    assert CliRunner().invoke(app, words, env={"FORM4KIT_CCC_1234567": SECRET}).exit_code == 0
    code, said = no_ccc(out / "a" / "submission.xml")
    assert code == 1
    assert "a CCC stands here" in said
    assert SECRET not in said
    for file in ("ownership.xml", "draft.yaml", "manifest.json"):
        assert no_ccc(out / "a" / file, SECRET)[0] == 0
    assert CliRunner().invoke(app, words, env={"FORM4KIT_CCC_1234567": None}).exit_code == 0
    assert no_ccc(out / "a" / "submission.xml")[0] == 0


def test_a_file_called_after_cccs_needs_no_word_for_one(tmp_path: Path) -> None:
    for name, code in (("ccc.txt", 1), ("my-CCC.csv", 1), ("success.txt", 0)):
        (tmp_path / name).write_text(f"1903446 {SECRET}\n")
        assert no_ccc(tmp_path / name)[0] == code


def test_a_new_repository_keeps_built_folders_to_itself(tmp_path: Path) -> None:
    assert CliRunner().invoke(app, ["init", str(tmp_path)]).exit_code == 0
    git = ["git", "-c", "core.excludesFile=", "-C", str(tmp_path)]
    subprocess.run([*git, "init", "-q"], check=True)
    held = ["out/gift/submission.xml", "elsewhere/gift/submission.xml", "out/gift/ownership.xml", "abel.p12"]
    shared = ["form4kit.toml", "drafts/annual-grant.yaml", "people/a.yaml", "record.jsonl", ".gitignore"]
    asked = subprocess.run(
        [*git, "check-ignore", *held, *shared], capture_output=True, text=True, check=False
    )
    assert asked.stdout.splitlines() == held


def test_a_gitignore_that_is_there_is_left_as_it_is(tmp_path: Path) -> None:
    (tmp_path / ".gitignore").write_text("mine\n")
    result = CliRunner().invoke(app, ["init", str(tmp_path)])
    assert result.exit_code == 0
    assert (tmp_path / ".gitignore").read_text() == "mine\n"
