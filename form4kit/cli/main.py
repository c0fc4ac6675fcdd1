"""The `form4kit` command."""

import io
import os
import sys

import typer

from form4kit import __version__
from form4kit.cli.commands import Group

app = typer.Typer(
    name="form4kit",
    cls=Group,
    help="Compiler, linter and proof press for SEC Forms 3, 4 and 5.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


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
