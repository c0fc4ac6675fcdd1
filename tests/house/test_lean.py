"""Heavy libraries are imported only where they are used, and start-up stays what it should be."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from form4kit.edgar.ccc import variable
from form4kit.edgar.write import write
from form4kit.outcome import Options
from form4kit.pipeline import run
from form4kit.source.discover import Found

CLEAN = Path(__file__).parents[1] / "clean"
HEAVY = {"jinja2", "weasyprint", "xmlschema", "jsonschema", "rich", "pyarrow", "distributed"}
HANDS = {"multiprocessing", "concurrent.futures", "logging", "asyncio"}
REPORT = """
import json, sys
from form4kit.cli.main import app
try:
    app(sys.argv[1:])
finally:
    json.dump(sorted(sys.modules), sys.stderr)
"""


def modules(*arguments: object) -> tuple[int, set[str]]:
    """Run a command in a new process; its exit code, and the modules that it imported."""
    done = subprocess.run(
        [sys.executable, "-c", REPORT, *map(str, arguments)],
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | {"NO_COLOR": "1"},
    )
    return done.returncode, set(json.loads(done.stderr.splitlines()[-1]))


@pytest.mark.parametrize("format", ["text", "json"])
def test_check_of_a_clean_draft_imports_nothing_heavy(format: str) -> None:
    code, loaded = modules("check", CLEAN / "4.yaml", "--filed", "2026-11-19", "--format", format)
    assert code == 0
    assert not loaded & (HEAVY | HANDS)
    assert {"lxml.etree", "jsonschema_rs"} <= loaded  # what accepts in their place


def test_check_of_a_published_document_imports_no_reader_of_drafts(tmp_path: Path) -> None:
    draft = Found("4.yaml", CLEAN / "4.yaml")
    filing = run(draft, Options(only_read=True)).filing
    assert filing is not None
    document = tmp_path / "4.xml"
    document.write_bytes(write(filing, published=True).data)
    code, loaded = modules("check", document, "--published")
    assert code == 0
    assert not loaded & (HEAVY | HANDS | {"jsonschema_rs"})


def test_building_xml_alone_imports_no_press(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(variable("1234567"), "ab3$efg9")  # or the keyring is asked, where one is installed
    arguments = ("build", CLEAN / "4.yaml", "--filed", "2026-11-19", "--only", "xml", "--out", tmp_path)
    code, loaded = modules(*arguments)
    assert code == 0
    assert not loaded & (HEAVY | HANDS)


def test_what_explains_is_imported_where_something_is_refused(tmp_path: Path) -> None:
    draft = tmp_path / "bad.yaml"
    text = (CLEAN / "4.yaml").read_text(encoding="utf-8")
    draft.write_text(text.replace("price: 31.07", "price: dear") + "colour: red\n", encoding="utf-8")
    code, loaded = modules("check", draft, "--filed", "2026-11-19")
    assert code == 1
    assert {"xmlschema", "jsonschema"} <= loaded


def test_help_needs_no_rules() -> None:
    code, loaded = modules("--help")
    assert code == 0
    assert not loaded & (HEAVY | HANDS | {"lxml.etree", "form4kit.pipeline", "form4kit.rules.engine"})
