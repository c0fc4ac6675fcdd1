"""The docs say what the code says now, and the README's commands work."""

import importlib.machinery
import importlib.util
import re
import shlex
from pathlib import Path
from types import ModuleType

import pytest
from typer.testing import CliRunner

from form4kit.cli.main import app

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def writer() -> ModuleType:
    loader = importlib.machinery.SourceFileLoader("write_docs", str(ROOT / "scripts" / "write-docs"))
    spec = importlib.util.spec_from_loader("write_docs", loader)
    assert spec
    module = importlib.util.module_from_spec(spec)
    loader.exec_module(module)
    return module


def test_pages_are_what_the_code_renders(writer: ModuleType) -> None:
    pages = writer.pages()
    assert len(pages) > 200
    stale = [name for name, text in pages.items() if (ROOT / name).read_text(encoding="utf-8") != text]
    assert stale == [], "run make docs"


def test_there_is_no_page_of_a_rule_that_is_gone(writer: ModuleType) -> None:
    there = {f"docs/rules/{path.name}" for path in (ROOT / "docs" / "rules").glob("[A-Z]*[0-9].md")}
    assert there - set(writer.pages()) == set()


def test_every_command_stands_in_the_readme() -> None:
    readme = (ROOT / "README.md").read_text()
    names = {command.name or command.callback.__name__ for command in app.registered_commands}  # type: ignore[union-attr]
    missing = {name for name in names if f"form4kit {name}" not in readme and f"`{name}" not in readme}
    assert missing - {"no-ccc", "import_"} == set()


def test_links_lead_somewhere() -> None:
    for page in [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").glob("*.md")]:
        for target in re.findall(r"\]\(([^)#]+)[^)]*\)", page.read_text()):
            if not target.startswith("http"):
                assert (page.parent / target).exists(), f"{page.name}: {target}"


def test_the_readmes_draft_checks_and_builds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    readme = (ROOT / "README.md").read_text()
    draft = re.search(r"```yaml\n(form: .*?)```", readme, re.DOTALL)
    assert draft
    monkeypatch.chdir(tmp_path)
    (tmp_path / "gift.yaml").write_text(draft[1])
    run = CliRunner()
    for line in re.findall(r"^\$ form4kit (.*?)(?:\s+#.*)?$", readme, re.MULTILINE):
        result = run.invoke(app, [*shlex.split(line), "--filed", "2026-11-20"])
        assert result.exit_code == 0, result.output
    listed = re.search(r"\$ ls filings/gift\n(.*)", readme)
    assert listed
    assert sorted(path.name for path in (tmp_path / "filings" / "gift").iterdir()) == listed[1].split()


def test_the_readmes_finding_is_what_check_prints(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    readme = (ROOT / "README.md").read_text()
    draft = re.search(r"```yaml\n(form: .*?)```", readme, re.DOTALL)
    shown = re.search(r"<!-- finding: begin -->\n```\n(.*?)```\n<!-- finding: end -->", readme, re.DOTALL)
    assert draft
    assert shown
    monkeypatch.chdir(tmp_path)
    (tmp_path / "gift.yaml").write_text(draft[1].replace("code: G", "code: S"))
    result = CliRunner().invoke(app, ["check", "gift.yaml", "--filed", "2026-11-20"])
    assert result.stdout == shown[1]
