"""`form4kit lsp`: the language server, for an editor to start."""

from typing import Annotated

import typer

from form4kit.cli import options as opt


def lsp(
    stdio: Annotated[
        bool, typer.Option("--stdio", help="Some editors say so; there is no other way to speak.")
    ] = True,
) -> None:
    """Serve an editor over standard input and output, by the Language Server Protocol."""
    from importlib.util import find_spec

    if find_spec("pygls") is None:
        opt.fail("the language server needs the extra: pip install 'form4kit[lsp]'")
    from form4kit.lsp.server import serve, standard_streams

    serve(*standard_streams())
