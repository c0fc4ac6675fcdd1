"""The published hook: real git, real pre-commit, and the hook installed from a checkout, offline."""

import os
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest
from clean_filings import CLEAN

pytest.importorskip("pre_commit")
ROOT = Path(__file__).resolve().parents[2]
PACKAGED = (
    "form4kit",
    "schemas",
    "templates",
    "docs",
    "README.md",
    "LICENSE",
    "pyproject.toml",
    ".pre-commit-hooks.yaml",
    "requirements",
)
OTHERS = {
    ".github/workflows/ci.yml": "on: push\njobs: {build: {runs-on: ubuntu-latest, steps: []}}\n",
    ".gitlab-ci.yml": "include: []\n",
    "compose.yaml": "services:\n  web:\n    image: nginx\n    environment: {form: '4'}\n",
    "deploy/objects.yaml": "apiVersion: v1\nkind: Service\n---\napiVersion: apps/v1\nkind: Deployment\n",
    "deploy/chart/templates/web.yaml": "{{- if .Values.on }}\nkind: Form\n{{- end }}\n",
    "deploy/empty.yml": "",
    "java/pom.xml": '<?xml version="1.0"?>\n<project xmlns="http://maven.apache.org/POM/4.0.0"/>\n',
    "notes.txt": "form: 4\n",
    "data/table.csv": "a,b\n1,2\n",
}
FILLS = "shares,price,time\n600,31.05,10:00\n400,31.10,11:00\n"
ISSUER = """issuer: {cik: "0001903415", name: HARTWELL INSTRUMENTS INC, symbol: HWLI}"""
SALE = f"""form: "4"
plan_10b5_1: false
{ISSUER}
owners: [reyes]
positions:
  common: {{security: Common Stock, held: 41471}}
events:
  - sale: {{from: common, date: 2026-11-18, fills: confirm.csv}}
signatures: [{{name: /s/ Antonio J. Reyes, date: 2026-11-19}}]
"""
PERSON = """cik: "0001903446"
name: Reyes Antonio J
director: true
address: {street: 2200 ALAMEDA PARKWAY, city: SAN MATEO, state: CA, zip: "94403"}
"""


def run(*command: str, cwd: Path, env: dict[str, str], code: int | None = 0) -> str:
    done = subprocess.run(command, cwd=cwd, env=env, capture_output=True, text=True, check=False)
    said = done.stdout + done.stderr
    assert code is None or done.returncode == code, said
    return said


def commit(folder: Path, env: dict[str, str]) -> str:
    run("git", "add", "--all", cwd=folder, env=env)
    run("git", "commit", "--quiet", "--no-verify", "-m", "x", cwd=folder, env=env)
    return run("git", "rev-parse", "HEAD", cwd=folder, env=env).strip()


@pytest.fixture(scope="module")
def env(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """An environment of its own: what form4kit needs comes from that of the tests, not from an index."""
    home = tmp_path_factory.mktemp("home")
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("FORM4KIT_", "GIT_", "PIP_"))
    }
    return kept | {
        "HOME": str(home),
        "PRE_COMMIT_HOME": str(home / "cache"),
        "PYTHONPATH": sysconfig.get_paths()["purelib"],
        "PIP_NO_INDEX": "1",
        "PIP_NO_DEPS": "1",
        "PIP_NO_BUILD_ISOLATION": "0",
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_AUTHOR_NAME": "A",
        "GIT_AUTHOR_EMAIL": "a@example.com",
        "GIT_COMMITTER_NAME": "A",
        "GIT_COMMITTER_EMAIL": "a@example.com",
        "COLUMNS": "100",
    }


@pytest.fixture(scope="module")
def hooks(tmp_path_factory: pytest.TempPathFactory, env: dict[str, str]) -> tuple[Path, str]:
    """A repository of form4kit as this checkout has it, and its commit."""
    folder = tmp_path_factory.mktemp("form4kit")
    for name in PACKAGED:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, folder / name)
    run("git", "init", "--quiet", cwd=folder, env=env)
    return folder, commit(folder, env)


class Repository:
    """A repository that has the hook, and other things than filings."""

    def __init__(self, folder: Path, env: dict[str, str], hooks: tuple[Path, str]) -> None:
        self.folder, self.env = folder, env
        run("git", "init", "--quiet", cwd=folder, env=env)
        for name, text in OTHERS.items():
            self.put(name, text)
        self.put(
            ".pre-commit-config.yaml",
            f"repos:\n  - repo: {hooks[0]}\n    rev: {hooks[1]}\n"
            '    hooks: [{id: form4kit-check, args: [--filed, "2026-11-19"]}]\n',
        )

    def put(self, name: str, text: str) -> None:
        file = self.folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")

    def hook(self, *arguments: str, code: int = 0) -> str:
        """Stage all, and run the hook as a commit does."""
        run("git", "add", "--all", cwd=self.folder, env=self.env)
        command = (sys.executable, "-m", "pre_commit", "run", "--verbose", *arguments)
        return run(*command, cwd=self.folder, env=self.env, code=code)


@pytest.fixture
def repository(tmp_path: Path, env: dict[str, str], hooks: tuple[Path, str]) -> Repository:
    return Repository(tmp_path, env, hooks)


def test_what_is_no_filing_passes_and_a_broken_draft_does_not(repository: Repository) -> None:
    said = repository.hook("--all-files")
    assert "Passed" in said and "7 files passed over" in said
    sound = (CLEAN / "4.yaml").read_text(encoding="utf-8")
    repository.put("filings/a b.yaml", sound)
    assert "1 file: nothing to object to" in repository.hook()
    for broken in ("Form:", "from:", " form:", "#"):
        repository.put("filings/a b.yaml", sound.replace("form:", broken, 1))
        said = repository.hook(code=1)
        assert "filings/a b.yaml" in said and "Failed" in said


def test_the_hook_runs_again_when_what_drafts_rest_on_changes(repository: Repository) -> None:
    repository.put("form4kit.toml", "")
    repository.put("people/reyes.yaml", PERSON)
    repository.put("filings/sale.yaml", SALE)
    repository.put("filings/confirm.csv", FILLS)
    assert "1 file: nothing to object to" in repository.hook()
    commit(repository.folder, repository.env)
    assert "Skipped" in repository.hook()
    repository.put("filings/confirm.csv", FILLS.replace("400,31.10", "400,soon"))
    assert "sale.yaml" in repository.hook(code=1)
    repository.put("filings/confirm.csv", FILLS)
    repository.put("people/reyes.yaml", PERSON.replace("0001903446", "soon"))
    assert "sale.yaml" in repository.hook(code=1)
    repository.put("people/reyes.yaml", PERSON)
    repository.put("form4kit.toml", "[rules]\nselect = 3\n")
    assert "sale.yaml" in repository.hook(code=1)
    repository.put("form4kit.toml", "")
    repository.put("data/table.csv", "a,b\n3,4\n")
    assert "0 files: nothing to object to" in repository.hook()
