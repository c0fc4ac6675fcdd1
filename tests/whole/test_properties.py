"""What holds for every filing, tried on filings made by chance.

Reproducible: the choices are derived from the tests, not from the clock. `FORM4KIT_EXAMPLES` multiplies them.
"""

import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree
from same_filing import said
from strategies import FILED, drafts, written
from typer.testing import CliRunner

from form4kit.cli.main import app
from form4kit.draft.read import read_draft
from form4kit.draft.references import parse_marks, write_marks
from form4kit.draft.write import write_draft
from form4kit.draft_schema.check import accepts
from form4kit.edgar import xsd
from form4kit.edgar.read import read_document
from form4kit.edgar.write import write
from form4kit.folder.build import BuildOptions, build_files
from form4kit.outcome import Options, Outcome
from form4kit.pipeline import run_bytes
from form4kit.source.yaml_tree import compose

TIMES = int(os.environ.get("FORM4KIT_EXAMPLES", "1"))
OPTIONS = Options(filed=FILED)


def tried(examples: int) -> settings:
    """Settings for a property: no deadline, since the machine is shared, and no choice by the clock."""
    slow = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.function_scoped_fixture]
    return settings(
        max_examples=examples * TIMES,
        derandomize=True,
        deadline=None,
        database=None,
        suppress_health_check=slow,
    )


def judged(draft: dict[str, Any]) -> Outcome:
    return run_bytes(written(draft), "draft.yaml", Path(), OPTIONS)


def test_no_error_finding_implies_valid_under_the_schema() -> None:
    valid: list[Outcome] = []
    explained: list[int] = []

    @tried(150)
    @given(drafts())
    def holds(draft: dict[str, Any]) -> None:
        outcome = judged(draft)
        if any(finding.blocks for finding in outcome.findings):
            return
        assert outcome.filing is not None
        assert outcome.written is not None
        form, edition = outcome.filing.form_type, outcome.filing.edition
        tree = etree.fromstring(outcome.written.data).getroottree()
        assert xsd.accepts(tree, form, edition)
        if len(explained) < 10:  # the exact library is slow
            assert list(xsd._model(xsd.schema_file(form, edition)).iter_errors(tree)) == []
            explained.append(1)
        valid.append(outcome)

    holds()
    forms = {outcome.form for outcome in valid}
    assert len(valid) >= 30, f"only {len(valid)} of the filings made by chance were without error"
    assert len(explained) == 10
    assert forms == {"3", "3/A", "4", "4/A", "5", "5/A"}


@tried(150)
@given(drafts(odd=True))
def test_rules_and_schema_agree_on_odd_drafts(draft: dict[str, Any]) -> None:
    """A document without an error is valid; what the schema refuses has a finding at a place of the draft."""
    outcome = judged(draft)
    if outcome.filing is None or outcome.written is None:
        assert any(finding.blocks for finding in outcome.findings)
        return
    tree = etree.fromstring(outcome.written.data).getroottree()
    refused = not xsd.accepts(
        tree, outcome.form if outcome.form in xsd.ROOTS else "4", outcome.filing.edition
    )
    assert not refused or any(finding.blocks for finding in outcome.findings)
    assert all(finding.place.line >= 1 and finding.place.column >= 1 for finding in outcome.findings)


@tried(100)
@given(drafts())
def test_reading_what_was_written_gives_the_same_filing(draft: dict[str, Any]) -> None:
    filing = judged(draft).filing
    assert filing is not None
    root, findings = compose(write_draft(filing))
    assert root is not None, findings
    again, findings = read_draft(root)
    assert findings == []
    assert said(again, edgars_own=True) == said(filing, edgars_own=True)
    document = write(filing, published=True)
    read, findings = read_document(document.data)
    assert read is not None, findings
    assert write(read, published=True).data == document.data


@tried(25)
@given(drafts())
def test_building_twice_gives_the_same_bytes(draft: dict[str, Any]) -> None:
    options = BuildOptions(parts=frozenset(["xml"]))
    one, two = (build_files(judged(draft), options, ()).files for _ in range(2))
    assert one == two


@tried(2)
@given(drafts())
def test_printing_twice_gives_the_same_bytes(draft: dict[str, Any]) -> None:
    options = BuildOptions(parts=frozenset(["xml", "pdf"]))
    one, two = (build_files(judged(draft), options, ()).files for _ in range(2))
    assert one == two


_plain = st.recursive(
    st.text(max_size=12) | st.sampled_from(["4", "true", "2026-11-18", "12.5 ^a", "^a", "direct", "S", ""]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=12,
)


@tried(150)
@given(
    drafts(odd=True),
    st.dictionaries(st.sampled_from(["positions", "events", "allow", "as_published"]), _plain, max_size=2),
)
def test_a_draft_that_the_schema_takes_never_raises(draft: dict[str, Any], more: dict[str, Any]) -> None:
    root, _ = compose(written(draft | more).decode("utf-8"))
    outcome = judged(draft | more)
    if root is not None and accepts(root.plain()) and not any(f.rule[:3] == "YML" for f in outcome.findings):
        assert outcome.filing is not None


@tried(300)
@given(
    st.text("ab ^().-_=,\n\t", max_size=40),
    st.lists(st.from_regex(r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,5}", fullmatch=True), max_size=4),
)
def test_marks_survive_being_written(text: str, names: list[str]) -> None:
    parse_marks(text)
    value = text.strip() or "x"
    found = parse_marks(write_marks(value, tuple(names)))
    assert (found.text, [name for name, _ in found.marks], found.stray) == (value, names, None)


# Any bytes, any command

_heads = st.sampled_from(
    [b"", b"form: '4'\n", b"<ownershipDocument>", b"<edgarSubmission>", b"<SEC-DOCUMENT>\n<XML>", b"\xff\xfe"]
    + [b"<?xml version='1.0' encoding='utf-7'?>", b"form: '4'\nevents:\n  - ", b"[issuer]\n", b"\xef\xbb\xbf"]
)
_bytes = st.builds(
    lambda head, body: head + body, _heads, st.binary(max_size=200) | st.text().map(str.encode)
)
COMMANDS = {
    "check": ["check", "{file}"],
    "check json": ["check", "{file}", "--format", "json"],
    "check fix": ["check", "{file}", "--fix"],
    "build": ["build", "{file}", "--out", "{out}", "--only", "xml"],
    "import": ["import", "{file}", "--out", "{out}"],
    "due": ["due", "{file}"],
    "diff": ["diff", "{file}", "{file}"],
    "no-ccc": ["no-ccc", "{file}"],
    "schema import": ["schema", "import", "{file}"],
    "baseline": ["check", "{file}", "--baseline", "{file}"],
}


@pytest.mark.parametrize("command", COMMANDS)
def test_no_bytes_make_a_command_fail_with_a_traceback(
    command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FORM4KIT_DEBUG", "1")  # a bug would raise, and not be told in a line
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    runner = CliRunner()

    @tried(15)
    @given(_bytes, st.sampled_from(["yaml", "xml", "txt", "bin", "toml", "json"]))
    def holds(data: bytes, suffix: str) -> None:
        file = tmp_path / f"a.{suffix}"
        file.write_bytes(data)
        words = [word.format(file=file, out=tmp_path / "out") for word in COMMANDS[command]]
        result = runner.invoke(app, words)
        assert result.exception is None or isinstance(result.exception, SystemExit), (data, suffix)
        assert result.exit_code in (0, 1, 2)

    holds()
