"""Whole drafts as tired people leave them: what is found in each, on which line, and nothing else.

`# expect: CODE` at the end of a line names all that must be found there; `# Filed` at the top says when.
"""

import datetime as dt
import re
from collections import Counter
from pathlib import Path

import pytest

from form4kit.outcome import Options
from form4kit.pipeline import run
from form4kit.rules.selection import Selection
from form4kit.source.discover import Found

BROKEN = sorted((Path(__file__).parents[1] / "broken").glob("*.yaml"))
_EXPECT = re.compile(r"  # expect: ([A-Z0-9 ]+)$")
_FILED = re.compile(r"# Filed (\d{4}-\d\d-\d\d)\. ")

files = pytest.mark.parametrize("file", BROKEN, ids=[file.stem for file in BROKEN])


@pytest.fixture(autouse=True)
def own_schemas(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Keep a package that the user has imported out of the tests."""
    monkeypatch.setenv("FORM4KIT_SCHEMA_DIR", str(tmp_path / "none"))


@files
def test_what_is_found_is_what_is_expected(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    filed = _FILED.match(text)
    assert filed, "the first line says when it is filed"
    expected = Counter(
        (number, code)
        for number, line in enumerate(text.split("\n"), 1)
        for found in _EXPECT.finditer(line)
        for code in found[1].split()
    )
    assert expected
    outcome = run(Found(str(file), file), Options(filed=dt.date.fromisoformat(filed[1])))
    shown = Selection().of(outcome.findings)
    assert Counter((finding.place.line, finding.rule) for finding in shown) == expected
    assert all(finding.hint for finding in shown), "each says what to do"


@files
def test_an_expectation_does_not_change_what_is_found(file: Path, tmp_path: Path) -> None:
    """The comments stand behind everything, so that the draft without them is as broken."""
    bare = tmp_path / "bare.yaml"
    text = "\n".join(_EXPECT.sub("", line) for line in file.read_text(encoding="utf-8").split("\n"))
    bare.write_text(text, encoding="utf-8")
    filed = Options(filed=dt.date(2026, 11, 20))
    with_comments, without = run(Found(str(file), file), filed), run(Found("bare", bare), filed)
    assert [(f.rule, f.place) for f in without.findings] == [
        (f.rule, f.place) for f in with_comments.findings
    ]
    assert without.filing == with_comments.filing
