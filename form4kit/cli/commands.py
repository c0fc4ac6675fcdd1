"""The commands by name. A command's module is imported when the command is asked for, and no other's."""

from collections.abc import Iterator, Mapping
from importlib import import_module
from typing import TYPE_CHECKING, Final

import typer
from typer.core import TyperGroup

from form4kit.lazy_re import pattern

if TYPE_CHECKING:
    from typer._click import Context, HelpFormatter

_SENTENCE = pattern(r"(?<=[.])\s+(?=[A-Z])")
COMMANDS: Final = {
    "check": "check.check",
    "build": "build.build",
    "audit": "audit.audit",
    "import": "import_.import_",
    "new": "new.new",
    "init": "init.init",
    "footnotes": "footnotes.footnotes",
    "ledger": "ledger.ledger",
    "lsp": "lsp.lsp",
    "due": "due.due",
    "diff": "diff.diff",
    "amend": "amend.amend",
    "explain": "explain.explain",
    "packet": "packet.packet",
    "sign": "sign.sign",
    "verify": "verify.verify",
    "serve": "serve.serve",
    "late": "late.late",
    "no-ccc": "no_ccc.no_ccc",
    "completion": "completion.completion",
    "rules": "explain.rules",
    "receipt": "receipt.receipt",
    "record": "record.app",
    "people": "people.app",
    "schema": "schema.app",
}
"""Where each command stands in `form4kit.cli`, in the order of the help: a function, or an app of several."""


class LazyCommands(Mapping[str, object]):
    """The commands as Typer wants them, each made when it is looked up."""

    def __iter__(self) -> Iterator[str]:
        return iter(COMMANDS)

    def __len__(self) -> int:
        return len(COMMANDS)

    def __getitem__(self, name: str) -> object:
        module, _, attribute = COMMANDS[name].partition(".")
        made = getattr(import_module(f"form4kit.cli.{module}"), attribute)
        alone = typer.Typer(rich_markup_mode=None)
        if isinstance(made, typer.Typer):
            alone.add_typer(made, name=name, cls=WholeHelpGroup)
        else:
            alone.command(name)(made)
        return typer.main.get_group(alone).commands[name]


class WholeHelpGroup(TyperGroup):
    """A command of several, whose help has the first sentence of each whole."""

    def format_commands(self, ctx: "Context", formatter: "HelpFormatter") -> None:
        """Write a line or more for each command."""
        rows = []
        for name in self.list_commands(ctx):
            command = self.get_command(ctx, name)
            if command is not None and not command.hidden:
                rows.append((name, first_sentence(command.help or "")))
        with formatter.section("Commands"):
            formatter.write_dl(rows)


def first_sentence(text: str) -> str:
    """Return the first sentence of a help text, on one line."""
    words = " ".join(text.split("\n\n")[0].split())
    return _SENTENCE.split(words, maxsplit=1)[0]


class LazyGroup(WholeHelpGroup):
    """The `form4kit` command, whose commands are there once they are asked for."""

    def __init__(self, **settings: object) -> None:
        super().__init__(**{**settings, "commands": LazyCommands()})  # type: ignore[arg-type]
