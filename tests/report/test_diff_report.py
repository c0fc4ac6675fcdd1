"""`diff` as Markdown for a pull request and as JSON: what filings hold is shown there, and never obeyed."""

import json
import re
from html import unescape
from pathlib import Path

import pytest
from typer.testing import CliRunner

from form4kit.analysis.compare import Difference
from form4kit.cli.main import app
from form4kit.report.diff_report import LONGEST, as_json, as_markdown, as_text, literal

CLEAN = (Path(__file__).parents[1] / "clean" / "4.yaml").read_text(encoding="utf-8")
CHANGED = CLEAN.replace("price: 31.07", "price: 31.70").replace(
    "/s/ Richard D. Federico", '"/s/ @octocat <b>|</b> #1"'
)


@pytest.fixture(autouse=True)
def folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.yaml").write_text(CLEAN)
    (tmp_path / "b.yaml").write_text(CHANGED)
    (tmp_path / "bad.yaml").write_text("a: [")


def diff(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(app, ["diff", *arguments], catch_exceptions=False)
    return result.exit_code, result.stdout


def test_text_is_a_line_for_each_difference_as_before() -> None:
    for arguments in (("a.yaml", "b.yaml"), ("a.yaml", "b.yaml", "--format", "text")):
        code, out = diff(*arguments)
        assert code == 0
        assert out.splitlines()[0] == "Table I, row 1, price: 31.07 became 31.7"
    assert diff("a.yaml", "a.yaml") == (0, "The two filings say the same.\n")


def test_json_is_one_object_with_a_version() -> None:
    code, out = diff("a.yaml", "b.yaml", "--format", "json")
    found = json.loads(out)
    assert code == 0
    assert list(found) == ["version", "before", "after", "differences", "summary"]
    assert (found["version"], found["before"], found["after"]) == (1, "a.yaml", "b.yaml")
    assert found["differences"][0] == {
        "kind": "changed",
        "where": "Table I, row 1, price",
        "before": "31.07",
        "after": "31.7",
    }
    assert found["summary"] == {"changed": 2, "added": 0, "removed": 0}
    assert json.loads(diff("a.yaml", "a.yaml", "--format", "json")[1])["differences"] == []


def test_markdown_is_a_table_with_a_row_for_each_difference() -> None:
    code, out = diff("a.yaml", "b.yaml", "--format", "markdown")
    lines = out.splitlines()
    assert code == 0
    assert lines[0] == "**a.yaml** → **b.yaml**: 2 differences"
    assert lines[2:5] == [
        "| where | before | after |",
        "| --- | --- | --- |",
        "| Table I, row 1, price | 31.07 | 31.7 |",
    ]
    assert len(lines) == 6 and "@" not in lines[5] and "<b>" not in lines[5]
    assert lines[5].count("|") == 4
    assert "the two filings say the same" in diff("a.yaml", "a.yaml", "--format", "markdown")[1]


HOSTILE = [
    "![x](https://example.com/x.png)",
    "<img src=x onerror=alert(1)>",
    "@octocat fixes #1, see GH-1 and www.example.com or a@example.com",
    "a | b\n| c |",
    "`code` *bold* _it_ ~~gone~~ \\| [^1] $x$ :tada:",
    "- [ ] a\r\n# b\n\n---\n> c",
    "&lt;b&gt; \u2028 \u202e",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_what_a_filing_holds_is_shown_as_it_is(text: str) -> None:
    shown = literal(text)
    assert not re.search(r"[<>|@*_`\[\]\\$~#](?!\d+;)|\n|\r|://|www\.", shown.replace("&#", ""))
    assert shown.isprintable()
    if "\n" not in text and "\u202e" not in text:
        assert unescape(shown) == text
    row = as_markdown("a", "b", [Difference(text, text, text)]).splitlines()[-1]
    assert row.count("|") == 4


def test_a_comment_is_not_longer_than_it_may_be() -> None:
    many = [Difference(f"row {n}", "a" * 500, None) for n in range(1000)]
    text = as_markdown("a", "b", many)
    assert len(text) < LONGEST + 100
    shown = text.count("| row ")
    assert text.endswith(f"… and {1000 - shown} more.\n")
    assert len(as_text(many).splitlines()) == 1000 == len(json.loads(as_json("a", "b", many))["differences"])


def test_secrets_are_starred_out_in_every_format() -> None:
    found = [Difference("x", "ccc: abcd123$", None)]
    for text in (as_text(found), as_json("a", "b", found), unescape(as_markdown("a", "b", found))):
        assert "abcd123$" not in text


@pytest.mark.parametrize("format", ["text", "markdown", "json"])
def test_exit_codes_are_those_of_always(format: str) -> None:
    assert diff("a.yaml", "missing", "--format", format)[0] == 2
    assert diff("-", "-", "--format", format) == (2, "")
    code, out = diff("a.yaml", "bad.yaml", "--format", format)
    assert code == 1
    assert format != "json" or json.loads(out)["summary"]["errors"] >= 1
