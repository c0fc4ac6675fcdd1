"""The help of each command: every line of it whole, however narrow the terminal."""

from collections.abc import Iterator

import pytest
import typer
from commands_run import form4kit
from typer.core import TyperGroup

from form4kit.cli.commands import COMMANDS, SUMMARIES, LazyCommands, first_sentence
from form4kit.cli.main import app


def paths() -> Iterator[tuple[str, ...]]:
    group = typer.main.get_group(app)
    for name in COMMANDS:
        yield (name,)
        command = group.commands[name]
        if isinstance(command, TyperGroup):
            yield from ((name, each) for each in command.commands)


@pytest.mark.parametrize("width", ["40", "80", "200"])
@pytest.mark.parametrize("path", [(), *paths()], ids=" ".join)
def test_no_line_of_the_help_is_cut(
    path: tuple[str, ...], width: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", width)
    found = form4kit(*path, "--help")
    assert found.code == 0
    cut = [line for line in found.out.splitlines() if line.endswith("...") and not line.endswith("]...")]
    assert not [line for line in cut if "Usage:" not in line]


def test_the_help_has_the_first_sentence_of_each_command_whole() -> None:
    out = " ".join(form4kit("--help").out.split())
    group = typer.main.get_group(app)
    for name in COMMANDS:
        said = first_sentence(group.commands[name].help or "")
        assert said and f" {name} {said}" in out


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("Judge it. And write.", "Judge it."),
        ("Write DIR/<stem>.yaml. Then more.", "Write DIR/<stem>.yaml."),
        ("A table (Item 405).\n\nMore.", "A table (Item 405)."),
        ("On two\n    lines.", "On two lines."),
        ("", ""),
    ],
)
def test_first_sentence(text: str, first: str) -> None:
    assert first_sentence(text) == first


def test_the_list_says_of_each_command_what_its_own_help_says() -> None:
    commands = LazyCommands()
    assert {name: first_sentence(getattr(commands[name], "help", "") or "") for name in COMMANDS} == SUMMARIES
