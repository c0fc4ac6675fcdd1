"""The action and the GitLab job, step by step under bash, where nothing of the tests' own is installed."""

import json
import os
import re
import shutil
import subprocess
import sys
import threading
from base64 import b64decode
from collections.abc import Iterator, Mapping
from gzip import decompress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
import yaml
from clean_filings import CLEAN

ROOT = Path(__file__).resolve().parents[2]
SHIPPED = ("form4kit", "schemas", "templates", "docs", "requirements", "pipelines")
SOUND = (CLEAN / "4.yaml").read_text(encoding="utf-8")
BROKEN = SOUND.replace("code: S", "code: Q")
ACTION = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
STEPS = {step.get("name", "setup"): step for step in ACTION["runs"]["steps"]}
GITLAB = yaml.safe_load((ROOT / "pipelines" / "gitlab.yml").read_text(encoding="utf-8"))
JOB = GITLAB["form4kit"]


def bash(script: str, folder: Path, env: Mapping[str, str]) -> "subprocess.CompletedProcess[str]":
    """Run a script as GitHub does: bash without the person's settings, which ends at the first failure."""
    command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script]
    return subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, check=False)


def git(folder: Path, *arguments: str) -> str:
    named = ("-c", "user.name=A", "-c", "user.email=a@example.com", "-c", "init.defaultBranch=main")
    env = {"PATH": os.environ["PATH"], "HOME": str(folder), "GIT_CONFIG_GLOBAL": os.devnull}
    done = subprocess.run(
        ["git", *named, *arguments], cwd=folder, env=env, capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


@pytest.fixture(scope="module")
def clean(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """A new Python, where the action's own step has installed form4kit from a checkout, and nothing else."""
    home = tmp_path_factory.mktemp("clean")
    checkout = home / "checkout with blanks"
    for name in SHIPPED:
        shutil.copytree(ROOT / name, checkout / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("README.md", "LICENSE", "pyproject.toml", "action.yml"):
        shutil.copy(ROOT / name, checkout / name)
    git(checkout, "init", "--quiet")
    git(checkout, "add", "--all")
    git(checkout, "commit", "--quiet", "-m", "x")
    subprocess.run([sys.executable, "-m", "venv", str(home / "venv")], check=True)
    (home / "temp").mkdir()
    env = {name: value for name, value in os.environ.items() if name.startswith("PIP_")}
    env |= {
        "PATH": f"{home / 'venv' / 'bin'}:/usr/bin:/bin",
        "HOME": str(home),
        "GITHUB_ACTION_PATH": str(checkout),
        "RUNNER_TEMP": str(home / "temp"),
    }
    done = bash(STEPS["Install form4kit"]["run"], home, env)
    if "NewConnectionError" in done.stderr or "No matching distribution" in done.stderr:
        pytest.skip("no index answers")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("form4kit ")
    return env


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository with a workflow, an unrelated document, and two folders of drafts."""
    folder = tmp_path / "repository"
    for name, text in {
        "filings/sound one.yaml": SOUND,
        "filings/pom.xml": "<project/>",
        "team/wrong/bad.yaml": BROKEN,
        ".github/workflows/ci.yml": "on: push\n",
    }.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    git(folder, "init", "--quiet")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "-m", "x")
    return folder


def filled(text: str, inputs: Mapping[str, str], base: str = "") -> str:
    values = {f"inputs.{name}": value for name, value in inputs.items()}
    values |= {"github.token": "t0ken", "github.event.pull_request.base.sha": base}
    return re.sub(r"\$\{\{ ([\w.-]+) \}\}", lambda found: values[found[1]], text)


class Action:
    """The action with inputs, in a repository."""

    def __init__(self, env: Mapping[str, str], repository: Path, inputs: Mapping[str, str]) -> None:
        defaults = {name: str(each.get("default", "")) for name, each in ACTION["inputs"].items()}
        assert inputs.keys() <= defaults.keys()
        self.inputs = {name: filled(text, {}) for name, text in {**defaults, **inputs}.items()}
        self.repository = repository
        self.env = {**env, "GITHUB_STEP_SUMMARY": str(repository.parent / "summary.md")}

    def step(self, name: str, more: Mapping[str, str] | None = None, base: str = "") -> Any:
        step = STEPS[name]
        env = {key: filled(str(text), self.inputs, base) for key, text in step.get("env", {}).items()}
        folder = self.repository / filled(step.get("working-directory", "."), self.inputs)
        return bash(step["run"], folder, {**self.env, **env, **(more or {})})


def test_what_the_action_uses_is_pinned_and_nothing_of_it_comes_from_an_index_by_name() -> None:
    assert [step["uses"] for step in ACTION["runs"]["steps"] if "uses" in step] == [
        "actions/setup-python@a26af69be951a213d495a4c3e4e4022e16d87065"
    ]
    text = (ROOT / "action.yml").read_text(encoding="utf-8") + (ROOT / "pipelines" / "install").read_text()
    assert "pango" not in text.replace("# Pango is not needed", "").lower()
    for line in text.replace("\\\n", "").splitlines():
        assert "pip install" not in line or "--require-hashes" in line or "--no-deps" in line
    for step in STEPS.values():  # what a person types reaches the shell as a variable alone
        assert "${{" not in step.get("run", "")


def test_the_action_annotates_and_writes_a_table(clean: dict[str, str], repository: Path) -> None:
    done = Action(clean, repository, {"arguments": "--filed 2026-11-19"}).step("Check")
    assert done.returncode == 1
    assert "::error file=team/wrong/bad.yaml,line=" in done.stdout
    summary = (repository.parent / "summary.md").read_text(encoding="utf-8")
    assert summary.startswith("### form4kit: 2 files, ") and "1 file passed over" in summary
    assert "| **error** COD01 | team/wrong/bad&#46;yaml |" in summary.replace("bad.yaml", "bad&#46;yaml")


def test_paths_stand_one_a_line_and_may_have_blanks(clean: dict[str, str], repository: Path) -> None:
    inputs = {
        "paths": "filings/sound one.yaml\n\n  filings \r\n",
        "arguments": "--filed '2026-11-19'\n--strict",
    }
    done = Action(clean, repository, inputs | {"summary": "false"}).step("Check")
    assert (done.returncode, done.stdout) == (
        0,
        "form4kit: 0 errors, 0 warnings, 0 notes; 1 file passed over\n",
    )
    assert not (repository.parent / "summary.md").exists()
    assert Action(clean, repository, {"paths": "$(touch pwned)\n; touch pwned"}).step("Check").returncode == 2
    assert not list(repository.rglob("pwned"))
    assert Action(clean, repository, {"paths": ".github"}).step("Check").returncode == 2


def test_a_working_directory_holds_for_paths_and_reports_name_the_root(
    clean: dict[str, str], repository: Path
) -> None:
    inputs = {"working-directory": "team", "paths": "wrong", "sarif": "out/found.sarif", "upload": "true"}
    done = Action(clean, repository, inputs).step("Check")
    assert done.returncode == 1
    assert "::error file=team/wrong/bad.yaml,line=" in done.stdout
    log = json.loads((repository / "team" / "out" / "found.sarif").read_text(encoding="utf-8"))
    result = log["runs"][0]["results"][0]
    assert result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "team/wrong/bad.yaml"
    assert Path(clean["RUNNER_TEMP"], "form4kit.sarif").is_file()


# ---------------------------------------------------------------- what is asked of GitHub


class Asked(ThreadingHTTPServer):
    """Stands for GitHub on the loopback, and keeps what it is asked."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answer)
        self.asked: list[tuple[str, str, Any]] = []
        self.comments: list[dict[str, Any]] = []
        self.refuse = 0


class Answer(BaseHTTPRequestHandler):
    server: Asked

    def answer(self) -> None:
        data = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        assert self.headers["Authorization"] == "Bearer t0ken"
        self.server.asked.append((self.command, self.path, json.loads(data) if data else None))
        said = json.dumps(self.server.comments if self.command == "GET" else {}).encode()
        self.send_response(self.server.refuse or 200)
        self.send_header("Content-Length", str(len(said)))
        self.end_headers()
        self.wfile.write(said)

    do_GET = do_POST = do_PATCH = answer

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def github() -> Iterator[Asked]:
    server = Asked()
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


def api(github: Asked, repository: Path) -> dict[str, str]:
    event = repository.parent / "event.json"
    event.write_text(json.dumps({"pull_request": {"number": 7}}), encoding="utf-8")
    return {
        "GITHUB_API_URL": f"http://127.0.0.1:{github.server_address[1]}",
        "GITHUB_REPOSITORY": "o/r",
        "GITHUB_SHA": "c0ffee",
        "GITHUB_REF": "refs/pull/7/merge",
        "GITHUB_EVENT_PATH": str(event),
    }


def test_the_sarif_report_is_handed_to_code_scanning(
    clean: dict[str, str], repository: Path, github: Asked
) -> None:
    action = Action(clean, repository, {"upload": "true"})
    assert action.step("Check").returncode == 1
    done = action.step("Upload the SARIF report", api(github, repository))
    assert done.returncode == 0, done.stderr
    ((method, path, body),) = github.asked
    assert (method, path) == ("POST", "/repos/o/r/code-scanning/sarifs")
    assert (body["commit_sha"], body["ref"]) == ("c0ffee", "refs/pull/7/merge")
    assert json.loads(decompress(b64decode(body["sarif"])))["version"] == "2.1.0"
    github.refuse = 403
    done = action.step("Upload the SARIF report", api(github, repository))
    assert done.returncode == 1 and "security-events: write" in done.stderr and "t0ken" not in done.stderr


def changed(repository: Path) -> str:
    """Change a draft, add one and leave one alone; return the commit before."""
    base = git(repository, "rev-parse", "HEAD")
    draft = repository / "filings" / "sound one.yaml"
    draft.write_text(SOUND.replace("price: 31.07", "price: 32.07"), encoding="utf-8")
    (repository / "filings" / "new.yaml").write_text(SOUND, encoding="utf-8")
    git(repository, "add", "--all")
    git(repository, "commit", "--quiet", "-m", "y")
    git(repository, "remote", "add", "origin", str(repository))
    return base


def test_the_differences_of_changed_drafts_are_commented_once(
    clean: dict[str, str], repository: Path, github: Asked
) -> None:
    base = changed(repository)
    action = Action(clean, repository, {"comment": "true"})
    done = action.step("Comment the differences", api(github, repository), base)
    assert done.returncode == 0, done.stderr
    *_, (method, path, body) = github.asked
    assert (method, path) == ("POST", "/repos/o/r/issues/7/comments")
    text = body["body"]
    assert text.startswith("<!-- form4kit diff -->\n")
    assert "**before/filings/sound one.yaml** → **after/filings/sound one.yaml**: 1 difference" in text
    assert "| 31.07 | 32.07 |" in text
    assert "**filings/new.yaml** is new." in text
    assert "bad.yaml" not in text and "pom.xml" not in text
    github.comments = [{"id": 1, "body": "hello"}, {"id": 42, "body": text}]
    assert action.step("Comment the differences", api(github, repository), base).returncode == 0
    assert github.asked[-1][:2] == ("PATCH", "/repos/o/r/issues/comments/42")
    assert git(repository, "worktree", "list").count("\n") == 0


def test_nothing_is_commented_where_no_draft_changed(
    clean: dict[str, str], repository: Path, github: Asked
) -> None:
    base = git(repository, "rev-parse", "HEAD")
    git(repository, "remote", "add", "origin", str(repository))
    (repository / "filings" / "pom.xml").write_text("<project></project>", encoding="utf-8")
    done = Action(clean, repository, {}).step("Comment the differences", api(github, repository), base)
    assert done.returncode == 0, done.stderr
    assert [each[0] for each in github.asked] == ["GET"]


# ---------------------------------------------------------------- GitLab, and plain pipelines


def test_the_job_of_gitlab_writes_its_reports(clean: dict[str, str], repository: Path) -> None:
    variables = {name: str(value) for name, value in GITLAB["variables"].items()}
    env = {name: value for name, value in clean.items() if not name.startswith("GITHUB_")}
    env |= variables | {
        "CI_PROJECT_DIR": str(repository),
        "FORM4KIT_REPOSITORY": f"file://{clean['GITHUB_ACTION_PATH']}",
        "FORM4KIT_DIRECTORY": "team",
    }
    script = "\n".join([*JOB["before_script"], *JOB["script"]])
    done = bash(script, repository, env)
    assert done.returncode == 1, done.stderr
    assert "team/wrong/bad.yaml" in done.stdout
    reports = JOB["artifacts"]["reports"]
    issues = json.loads((repository / reports["codequality"]).read_text(encoding="utf-8"))
    assert {each["location"]["path"] for each in issues} == {"team/wrong/bad.yaml"}
    assert (repository / reports["junit"]).read_text(encoding="utf-8").startswith("<?xml")
    assert "say where form4kit lies" in bash(script, repository, {**env, "FORM4KIT_REPOSITORY": ""}).stderr


def test_a_plain_pipeline_checks_and_compares(clean: dict[str, str], repository: Path) -> None:
    base = changed(repository)
    pipelines = Path(clean["GITHUB_ACTION_PATH"]) / "pipelines"
    env = {name: value for name, value in clean.items() if not name.startswith("GITHUB_")}
    env |= {"FORM4KIT_PATHS": "filings", "FORM4KIT_ARGUMENTS": "--filed 2026-11-19"}
    done = bash(f'"{pipelines}/check"', repository, env)
    assert (done.returncode, done.stdout) == (0, "2 files: nothing to object to; 1 file passed over\n")
    done = bash(f'"{pipelines}/diff" {base}', repository / "filings", env)
    assert "1 difference" in done.stdout and "is new" in done.stdout
    assert bash(f'"{pipelines}/diff" HEAD', repository, env).stdout == ""
    done = bash(f'"{pipelines}/diff" 0123456', repository, env)
    assert done.returncode == 2 and "no such commit here" in done.stderr
