"""What the Tab key offers: by the command, and in the shells themselves where they are here."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from commands_run import form4kit, put

from form4kit.catalogue import faults
from form4kit.cli.commands import COMMANDS

PERSON = 'cik: "0001903446"\nname: Reyes Antonio J\ndirector: true\n'


def offered(*words: str, of: str = "bash") -> list[str]:
    found = form4kit("completion", of, "--words", "--", *words)
    assert found.code == 0
    return [line.partition("\t")[0] for line in found.out.splitlines()]


def test_commands_and_options_are_completed() -> None:
    assert offered("") == list(COMMANDS)
    assert offered("ch") == ["check"]
    assert offered("people", "") == ["import", "change", "power", "remove"]
    assert offered("check", "--str") == ["--strict"]
    assert {"--filed", "--select", "--help"} <= set(offered("check", "-"))
    assert "--words" not in offered("completion", "--")
    assert offered("nonsense", "") == []


def test_values_are_completed() -> None:
    assert offered("check", "--format", "js") == ["json"]
    assert offered("check", "--format", "=", "s") == ["sarif"]
    assert offered("check", "--format=s") == ["--format=sarif"]
    assert offered("build", "--only", "") == ["xml", "pdf"]
    assert offered("check", "a.yaml", "--profile", "e") == ["edgar"]
    assert "plan-sale" in offered("new", "plan")
    assert offered("completion", "") == ["bash", "zsh", "fish", "powershell"]


@pytest.mark.parametrize("before", [("explain",), ("check", "--select"), ("build", "--ignore")], ids=" ".join)
def test_rules_are_completed(before: tuple[str, ...]) -> None:
    assert offered(*before, "COD1") == sorted(code for code in faults() if code.startswith("COD1"))
    assert offered(*before, "cod01") == ["COD01"]


def test_people_and_positions_are_those_of_the_folder() -> None:
    put("people/reyes.yaml", PERSON)
    assert offered("packet", "filings", "--signer", "") == ["reyes"]
    put("filings/a.yaml", 'form: "4"\npositions:\n  rsu: {security: R}\n  common: {security: C}\n')
    put("filings/broken.yaml", 'form: "4\npositions: {x')
    from form4kit.cli.complete_words import _positions

    assert [name for name, _ in _positions()] == ["common", "rsu"]


def test_files_are_left_to_the_shell() -> None:
    for words in (("check", ""), ("check", "--baseline", ""), ("diff", "a.yaml", "")):
        assert offered(*words) == []


def test_completing_starts_lean() -> None:
    code = (
        "import sys; from form4kit.cli.main import app\n"
        "try: app(['completion', 'bash', '--words', '--', 'che'])\n"
        "except SystemExit: print(' '.join(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.startswith("check\t")
    assert not {"lxml", "yaml", "weasyprint", "jsonschema_rs", "form4kit.pipeline"} & set(done.stdout.split())


# ---------------------------------------------------------------- the shells


@pytest.fixture
def shell_env(tmp_path: Path) -> dict[str, str]:
    """An environment whose `form4kit` is this one."""
    bin_ = tmp_path / "bin"
    bin_.mkdir()
    command = bin_ / "form4kit"
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m form4kit.cli.main "$@"\n')
    command.chmod(0o755)
    root = str(Path(__file__).parents[2])
    return {
        "PATH": f"{bin_}:{os.environ['PATH']}",
        "PYTHONPATH": root,
        "HOME": str(tmp_path),
        "TERM": "xterm",
    }


def said(command: list[str], env: dict[str, str]) -> list[str]:
    if shutil.which(command[0]) is None:
        pytest.skip(f"{command[0]} is not here")
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 0, done.stderr
    return done.stdout.split()


@pytest.mark.parametrize(
    ("line", "wanted"), [("form4kit che", "check"), ("form4kit check --format sa", "sarif")]
)
def test_bash_completes(line: str, wanted: str, shell_env: dict[str, str]) -> None:
    script = (
        'eval "$(form4kit completion bash)"\n'
        f"COMP_WORDS=({line}); COMP_CWORD=$(( ${{#COMP_WORDS[@]}} - 1 ))\n"
        '_form4kit form4kit; printf "%s\\n" "${COMPREPLY[@]}"; complete -p form4kit >&2'
    )
    assert said(["bash", "--norc", "-c", script], shell_env) == [wanted]


def test_fish_completes(shell_env: dict[str, str]) -> None:
    script = (
        "form4kit completion fish | source; complete -C'form4kit check --format sa'; complete -C'form4kit ch'"
    )
    assert {"sarif", "check"} <= set(said(["fish", "--no-config", "-c", script], shell_env))


def test_zsh_completes(shell_env: dict[str, str]) -> None:
    script = (
        "autoload -Uz compinit; compinit -u -D\n"
        '_describe() { print -l -- "${(@P)2}"; }\n'
        'eval "$(form4kit completion zsh)"\n'
        "words=(form4kit check --format sa); CURRENT=4; _form4kit\n"
        "words=(form4kit che); CURRENT=2; _form4kit"
    )
    found = said(["zsh", "-f", "-c", script], shell_env)
    assert any(word.startswith("sarif") for word in found)
    assert any(word.startswith("check") for word in found)


def test_the_script_of_powershell_says_that_it_is_untried() -> None:
    assert "Register-ArgumentCompleter -Native" in form4kit("completion", "powershell").out
    assert "not tried" in " ".join(form4kit("completion", "--help").out.split())
    assert offered("che", of="powershell") == ["check"]
    assert offered('""', of="powershell") == list(COMMANDS)
