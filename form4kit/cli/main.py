"""The `form4kit` command."""

import atexit
import gc
import io
import os
import sys
import threading

import typer

from form4kit import __version__
from form4kit.cli import exits
from form4kit.cli.commands import LazyGroup

# What a start makes lives to the end of the run: looking it over for cycles costs a tenth of the start.
gc.set_threshold(50_000, 10, 10)

app = typer.Typer(
    name="form4kit",
    cls=LazyGroup,
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


def workbench() -> None:
    """Open the workbench of the folder that is named, of this one where none is: without a terminal.

    Where a program has no standard output, as on Windows, what it would say goes nowhere.
    """
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, io.StringIO())
    sys.argv[1:1] = ["serve"]
    run()


def run() -> None:
    """Run the command line; a reader that goes away ends it quietly.

    What the terminal cannot show, such as a file name that is not UTF-8, is written as an escape.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    try:
        try:
            app()
        except SystemExit as ended:
            _leave(ended.code)
            raise
        except BrokenPipeError:
            raise
        except Exception as bug:
            from form4kit.report.secrets import trace_of

            print(trace_of(bug), end="", file=sys.stderr)
            sys.exit(exits.ERRORS_FOUND)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(exits.OUTPUT_CLOSED)


def _leave(code: str | int | None) -> None:
    """End the process at once, where nothing else is at work in it.

    What is to be done at the end is done; to take the modules down one by one costs a tenth of a `check`.
    """
    if isinstance(code, str) or threading.active_count() > 1:
        return
    atexit._run_exitfuncs()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code or 0)


if __name__ == "__main__":
    run()
