"""The `form4kit` command."""

import io
import os
import sys

import typer

from form4kit import __version__
from form4kit.cli import people, record, schema
from form4kit.cli.audit import audit
from form4kit.cli.build import build
from form4kit.cli.check import check
from form4kit.cli.comparing import diff
from form4kit.cli.due import due
from form4kit.cli.explaining import explain, rules
from form4kit.cli.footnotes import footnotes
from form4kit.cli.importing import import_
from form4kit.cli.init import init
from form4kit.cli.ledger import ledger
from form4kit.cli.new import new
from form4kit.cli.no_ccc import no_ccc
from form4kit.cli.packet import packet
from form4kit.cli.sign import sign
from form4kit.cli.verify import verify

app = typer.Typer(
    name="form4kit",
    help="Compiler, linter and proof press for SEC Forms 3, 4 and 5.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
app.command()(check)
app.command()(build)
app.command()(audit)
app.command("import")(import_)
app.command()(new)
app.command()(init)
app.command()(footnotes)
app.command()(ledger)
app.command()(due)
app.command()(diff)
app.command()(explain)
app.command()(packet)
app.command()(sign)
app.command()(verify)
app.add_typer(record.app, name="record")
app.command()(record.late)
app.command("no-ccc")(no_ccc)
app.command()(rules)
app.add_typer(people.app, name="people")
app.add_typer(schema.app, name="schema")


def _version(asked: bool) -> None:
    if asked:
        print(f"form4kit {__version__}")
        raise typer.Exit


@app.callback()
def form4kit(
    version: bool = typer.Option(
        False, "--version", callback=_version, is_eager=True, help="Show the version."
    ),
) -> None:
    """Compiler, linter and proof press for SEC Forms 3, 4 and 5."""


def run() -> None:
    """Run the command line; a reader that goes away ends it quietly.

    What the terminal cannot show, such as a file name that is not UTF-8, is written as an escape.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    try:
        app()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)


if __name__ == "__main__":
    run()
