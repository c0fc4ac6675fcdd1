"""`form4kit mcp`: a server for an assistant, which may draft and check and nothing else."""

from pathlib import Path
from typing import Annotated

import typer

from form4kit.cli import options as opt


def mcp(
    folder: Annotated[
        Path,
        typer.Argument(metavar="[FOLDER]", help="The drafts; nothing outside is read.", show_default="here"),
    ] = Path(),
    read_only: Annotated[bool, typer.Option("--read-only", help="Write nothing.")] = False,
) -> None:
    """Serve an assistant over standard input and output, by the Model Context Protocol.

    It can draft, check, explain and show; it can neither sign nor submit nor read a CCC, and writes only
    drafts below FOLDER, each plan shown first.
    """
    opt.needs("mcp", "mcp", "pypdfium2")
    if not folder.is_dir():
        opt.fail(f"{folder}: no such folder")
    from form4kit.mcp.server import serve

    serve(folder, read_only)
