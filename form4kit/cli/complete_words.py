"""What the word that is being typed on the command line may become."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import typer
from typer.core import TyperGroup, TyperOption

from form4kit.cli.commands import first_sentence

if TYPE_CHECKING:
    from typer._click import Command, Parameter

    Candidates = Iterable[tuple[str, str]]
    """Words, each with what is told beside it; empty where nothing is."""

_PEOPLE = ("person", "signer", "owner")
_POSITIONS = ("position", "positions")
_RULES = ("select", "ignore", "code", "rule")


def completions(before: list[str], last: str) -> "Candidates":
    """Return what `last` may become after the words before it; nothing where files are meant."""
    from form4kit.cli.main import app

    command: Command = typer.main.get_group(app)
    waiting: Parameter | None = None
    place = 0
    for word in before:
        if word == "=":
            continue
        if waiting is not None:
            waiting = None
        elif word.startswith("-") and len(word) > 1:
            waiting = _option(command, word) if "=" not in word else None
        elif isinstance(command, TyperGroup):
            found = command.commands.get(word)
            if found is None:
                return []
            command = found
        else:
            place += 1
    if last == "=":
        last = ""
    name, sign, value = last.partition("=")
    if sign and name.startswith("--"):
        waiting = _option(command, name)
        head = f"{name}="
        return [(head + word, told) for word, told in _beginning(_values(waiting), value)]
    if waiting is not None:
        return _beginning(_values(waiting), last)
    if last.startswith("-"):
        return _beginning(_options(command), last)
    if isinstance(command, TyperGroup):
        subcommands = ((name, _told(command.commands[name])) for name in command.commands)
        return _beginning(subcommands, last)
    arguments = [each for each in command.params if not isinstance(each, TyperOption)]
    return _beginning(_values(arguments[min(place, len(arguments) - 1)]), last) if arguments else []


def _beginning(candidates: "Candidates", start: str) -> "Candidates":
    return [each for each in candidates if each[0].lower().startswith(start.lower())]


def _told(command: "Command") -> str:
    return first_sentence(command.help or "")


def _option(command: "Command", word: str) -> "Parameter | None":
    """Return the option of this name, where it takes a value."""
    for each in command.params:
        if isinstance(each, TyperOption) and word in each.opts and not each.is_flag:
            return each
    return None


def _options(command: "Command") -> "Candidates":
    for each in command.params:
        if isinstance(each, TyperOption) and not each.hidden:
            for name in each.opts:
                yield name, first_sentence(each.help or "")
    yield "--help", "Show this message and exit."


def _values(parameter: "Parameter | None") -> "Candidates":
    """Return the values that a parameter takes, where they are known."""
    if parameter is None:
        return []
    choices = getattr(parameter.type, "choices", None)
    if choices:
        return [(str(getattr(each, "value", each)), "") for each in choices]
    name, metavar = str(parameter.name), str(parameter.metavar or "")
    if name in _RULES or metavar == "CODE":
        return _rules()
    if name in _PEOPLE:
        return _people()
    if name in _POSITIONS:
        return _positions()
    if name == "kind":
        return _kinds()
    if metavar.replace("|", "").isalpha() and metavar.islower() and "|" in metavar:
        return [(each, "") for each in metavar.split("|")]
    return []


def _rules() -> Iterator[tuple[str, str]]:
    from form4kit.catalogue import faults

    yield from ((code, fault.title) for code, fault in sorted(faults().items()))


def _people() -> Iterator[tuple[str, str]]:
    from form4kit.registry.load import registry_for

    for key, person in sorted(registry_for(Path()).people.items()):
        name = person.keys.get("name")
        yield key, (name.text or "") if name else ""


def _kinds() -> Iterator[tuple[str, str]]:
    from form4kit.draft.templates import EVENT_KINDS, KINDS

    yield from ((kind, "") for kind in EVENT_KINDS | KINDS)


def _positions() -> Iterator[tuple[str, str]]:
    """Yield the names of the positions in the drafts of this folder and those below it."""
    from form4kit.source.decode import decode
    from form4kit.source.discover import Found, find
    from form4kit.source.yaml_tree import compose

    seen: dict[str, None] = {}
    for found in find(["."]):
        if isinstance(found, Found) and found.file and found.file.suffix.lower() in (".yaml", ".yml"):
            text, _ = decode(found.read())
            tree, _ = compose(text) if text is not None else (None, [])
            held = tree.get("positions") if tree is not None else None
            seen |= dict.fromkeys(held.members if held is not None else ())
    yield from ((name, "") for name in sorted(seen) if name != "from")
