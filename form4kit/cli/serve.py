"""`form4kit serve`: the workbench, a page on this machine."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from form4kit.cli import exits
from form4kit.cli import options as opt

if TYPE_CHECKING:
    from form4kit.steps.review_copy import ReviewCopy
    from form4kit.web.access import Gate


def serve(
    folder: Annotated[
        Path, typer.Argument(metavar="[FOLDER]", help="The drafts to work on.", show_default="here")
    ] = Path(),
    read_only: Annotated[bool, typer.Option("--read-only", help="Write nothing: for reviewers.")] = False,
    port: Annotated[
        int, typer.Option("--port", metavar="N", min=0, max=65535, help="The port; 0 is any free one.")
    ] = 0,
    review: Annotated[
        Path | None,
        typer.Option("--review", metavar="FILE.pdf", help="Read and answer this review PDF; no folder."),
    ] = None,
    no_browser: Annotated[bool, typer.Option("--no-browser", help="Print the address only.")] = False,
    install: Annotated[
        bool, typer.Option("--install", help="Put an entry into the start menu or on the desktop, and end.")
    ] = False,
) -> None:
    """Open the workbench in the browser: every filing with its next step. Nobody else can reach it.

    A second start for the same folder opens the one that runs.
    """
    opt.needs("web", "starlette", "uvicorn", "watchfiles")
    from form4kit.web.running import Running
    from form4kit.web.server import Taken, serve_review
    from form4kit.web.server import serve as listen

    if not folder.is_dir():
        opt.fail(f"{folder}: no such folder")
    if install:
        _install(folder)
        return
    if port == 0 and review is None and (address := Running(folder.resolve(), read_only).address()):
        print(f"form4kit serves {folder.resolve()} already.")
        _shown(address, no_browser)
        return

    copy = _copy(review) if review else None

    def ready(gate: "Gate") -> None:
        what = review.name if review else folder.resolve()
        print(f"form4kit serves {what}{' for reading only' if read_only or review else ''}.")
        _shown(gate.address, no_browser)

    try:
        if copy is not None:
            serve_review(copy, port, ready)
        else:
            listen(folder, port, read_only, ready)
    except Taken as error:
        opt.fail(f"{error}; choose another with --port, or none for any that is free")
    except KeyboardInterrupt:
        raise typer.Exit(exits.OK) from None


def _copy(file: Path) -> "ReviewCopy":
    """Read a review PDF; end with exit code 1 where it is none."""
    from form4kit.signoff.review_notes import NotAReview
    from form4kit.steps.review_answers import LARGEST_PDF
    from form4kit.steps.review_copy import read_copy

    opt.needs("sign", "pikepdf")
    try:
        return read_copy(file.resolve(), opt.bytes_of(file, LARGEST_PDF))
    except NotAReview as error:
        opt.say(f"form4kit: {file}: {error}")
        raise typer.Exit(exits.ERRORS_FOUND) from None


def _shown(address: str, no_browser: bool) -> None:
    """Print the address and open it, unless that was not wanted."""
    print(f"Open {address}", flush=True)
    print("The address is for you alone: whoever has it on this machine can work here. Ctrl-C ends it.")
    if not no_browser:
        import webbrowser

        webbrowser.open(address)


def _install(folder: Path) -> None:
    from form4kit.web.start_entry import start_entry

    entry = start_entry(folder)
    try:
        entry.install()
    except OSError as error:
        opt.fail(f"{entry.file}: {(error.strerror or str(error)).lower()}")
    print(f"{entry.file}: opens the workbench of {folder.resolve()}")
