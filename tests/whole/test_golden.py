"""The examples build without a word, and into the same XML and the same printed form as ever.

`pytest --bless` writes the goldens anew; what changed in them is for the commit's reader.
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from form4kit.findings import Severity
from form4kit.outcome import Options, Outcome
from form4kit.pipeline import run
from form4kit.proof.html import html
from form4kit.source.discover import Found, find

HERE = Path(__file__).parents[1]
EXAMPLES = sorted((HERE.parent / "examples").glob("*.yaml"))
GOLDEN = HERE / "golden"
FILED = {"amot-2019": "2019-05-02"}
OTHERS_FILED = "2026-11-20"

examples = pytest.mark.parametrize("file", EXAMPLES, ids=[file.stem for file in EXAMPLES])


@pytest.fixture(autouse=True)
def own_schemas(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep a package that the user has imported out of the tests."""
    monkeypatch.setenv("FORM4KIT_SCHEMA_DIR", str(HERE / "no-package"))


def outcome_of(file: Path) -> Outcome:
    from form4kit.law.clock import parse_date

    return run(Found(str(file), file), Options(filed=parse_date(FILED.get(file.stem, OTHERS_FILED))))


def agree(golden: Path, text: str, bless: bool) -> None:
    if bless:
        golden.parent.mkdir(parents=True, exist_ok=True)
        golden.write_text(text, encoding="utf-8")
    assert golden.exists(), f"{golden} is missing: run pytest --bless, and read it"
    assert text == golden.read_text(encoding="utf-8")


@examples
def test_an_example_has_no_error_and_no_warning(file: Path) -> None:
    findings = [f for f in outcome_of(file).findings if f.severity is not Severity.NOTE]
    assert findings == []


@examples
def test_an_example_gives_the_same_document(file: Path, request: pytest.FixtureRequest) -> None:
    written = outcome_of(file).written
    assert written is not None
    agree(GOLDEN / file.stem / "ownership.xml", written.text, request.config.getoption("--bless"))


@examples
def test_an_example_gives_the_same_printed_form(file: Path, request: pytest.FixtureRequest) -> None:
    filing = outcome_of(file).filing
    assert filing is not None
    text = html(filing, draft=True)
    agree(GOLDEN / file.stem / "proof.html", text, request.config.getoption("--bless"))


def test_there_is_a_golden_for_each_example_and_no_other() -> None:
    assert sorted(folder.name for folder in GOLDEN.iterdir()) == [file.stem for file in EXAMPLES]


def test_the_folder_of_examples_is_the_examples() -> None:
    found = [each.file for each in find([str(HERE.parent / "examples")]) if isinstance(each, Found)]
    assert found == EXAMPLES


def test_no_golden_is_blessed_in_ci() -> None:
    environment = {**os.environ, "CI": "true"}
    command = [
        sys.executable,
        "-m",
        "pytest",
        "--bless",
        "--collect-only",
        "-p",
        "no:cacheprovider",
        __file__,
    ]
    done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    assert done.returncode == pytest.ExitCode.USAGE_ERROR
    assert "no golden is written in CI" in done.stderr
