"""`form4kit no-ccc`: refuse a CCC in files that are to be shared."""

import os
from pathlib import Path
from typing import Annotated

import typer

from form4kit.cli import exits
from form4kit.cli import options as opt


def no_ccc(
    files: Annotated[list[str], typer.Argument(metavar="FILE...", help="Files that will be shared.")],
) -> None:
    """Refuse a CCC in a draft, in the registry or in any other file: it is a secret."""
    from form4kit.edgar.ccc_scan import is_named_so, lines_with_ccc
    from form4kit.edgar.ccc_shapes import known_in
    from form4kit.report.secrets import on_one_line

    code, known = exits.OK, known_in(os.environ)
    for name in files:
        try:
            data = Path(name).read_bytes()
        except OSError as error:
            opt.say(f"form4kit: {name}: {opt.reason(error)}")
            code = exits.CANNOT_RUN
            continue
        for line in lines_with_ccc(data, known, named=is_named_so(name)):
            print(f"{on_one_line(name)}:{line}: a CCC stands here: take it out, and ask EDGAR for a new one")
            code = max(code, exits.ERRORS_FOUND)
    raise typer.Exit(code)
