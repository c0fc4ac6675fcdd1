"""The docs say what the code says now, and the README's commands work."""

import importlib.machinery
import importlib.util
import re
import shlex
import shutil
from pathlib import Path
from types import ModuleType

import pytest
from PIL import Image, ImageChops, ImageStat
from typer.testing import CliRunner

from form4kit.cli.commands import COMMANDS
from form4kit.cli.main import app

ROOT = Path(__file__).resolve().parents[2]


def script(name: str) -> ModuleType:
    loader = importlib.machinery.SourceFileLoader(name.replace("-", "_"), str(ROOT / "scripts" / name))
    spec = importlib.util.spec_from_loader(loader.name, loader)
    assert spec
    module = importlib.util.module_from_spec(spec)
    loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def writer() -> ModuleType:
    return script("write-docs")


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
    names = set(COMMANDS)
    missing = {name for name in names if f"form4kit {name}" not in readme and f"`{name}" not in readme}
    assert missing - {"no-ccc"} == set()


def test_links_lead_somewhere() -> None:
    for page in [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").glob("*.md")]:
        for target in re.findall(r"\]\(([^)#]+)[^)]*\)", page.read_text()):
            if not target.startswith("http"):
                assert (page.parent / target).exists(), f"{page.name}: {target}"


def test_the_readmes_draft_checks_and_builds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    readme = (ROOT / "README.md").read_text()
    draft = re.search(r"```yaml\n(form: .*?)```", readme, re.DOTALL)
    assert draft
    assert draft[1].count("\n") == 10, "the README says ten lines"
    monkeypatch.chdir(tmp_path)
    (tmp_path / "vest.yaml").write_text(draft[1])
    run = CliRunner()
    for line in re.findall(r"^\$ form4kit (.*?)(?:\s+#.*)?$", readme, re.MULTILINE):
        result = run.invoke(app, [*shlex.split(line), "--filed", "2026-11-20"])
        assert result.exit_code == 0, result.output
    listed = re.search(r"\$ ls filings/vest\n(.*)", readme)
    assert listed
    assert sorted(path.name for path in (tmp_path / "filings" / "vest").iterdir()) == listed[1].split()


@pytest.mark.parametrize("page", ["amendments", "several-filings"])
def test_what_a_page_shows_is_what_happens(
    page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Write each draft under the name in its first line, run each command, and compare what it prints."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)
    text = (ROOT / "docs" / f"{page}.md").read_text(encoding="utf-8")
    commands = 0
    for kind, block in re.findall(r"^```(yaml|console)\n(.*?)^```$", text, re.DOTALL | re.MULTILINE):
        if kind == "yaml":
            (tmp_path / block.split()[1]).write_text(block, encoding="utf-8")
            continue
        for line, shown in re.findall(r"^\$ form4kit (.*)\n((?:(?!\$ ).*\n)*)", block, re.MULTILINE):
            result = CliRunner().invoke(app, shlex.split(line), catch_exceptions=False)
            assert result.stderr + result.stdout == shown, line
            commands += 1
    assert commands >= 3


def test_the_readmes_finding_is_what_check_prints(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    readme = (ROOT / "README.md").read_text()
    draft = re.search(r"```yaml\n(form: .*?)```", readme, re.DOTALL)
    shown = re.search(r"<!-- finding: begin -->\n```\n(.*?)```\n<!-- finding: end -->", readme, re.DOTALL)
    assert draft
    assert shown
    monkeypatch.chdir(tmp_path)
    (tmp_path / "vest.yaml").write_text(draft[1].replace("price: 88.10", "price: 0"))
    result = CliRunner().invoke(app, ["check", "vest.yaml", "--filed", "2026-11-20"])
    assert result.stdout == shown[1]


@pytest.mark.skipif(shutil.which("pdftoppm") is None, reason="pdftoppm is not here")
def test_the_readmes_picture_is_the_form_that_its_draft_makes(tmp_path: Path) -> None:
    kept = ROOT / "docs" / "images" / "vest.png"
    assert f"]({kept.relative_to(ROOT).as_posix()})" in (ROOT / "README.md").read_text()
    assert kept.stat().st_size < 200_000
    writer = script("write-pictures")
    with Image.open(kept) as one, Image.open(writer.write_picture(tmp_path)) as other:
        assert one.info["Draft"] == writer.first_draft(), "run scripts/write-pictures"
        assert one.size == other.size
        difference = ImageStat.Stat(ImageChops.difference(one.convert("L"), other.convert("L")))
    assert difference.mean[0] < 2, "run scripts/write-pictures"
