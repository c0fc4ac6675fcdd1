"""`form4kit no-ccc`: refuse a CCC in files that are to be shared."""

from pathlib import Path
from typing import Annotated

import typer

from form4kit.cli import exits
from form4kit.cli import options as opt


def no_ccc(
    files: Annotated[list[str], typer.Argument(metavar="FILE...", help="Files that will be shared.")],
) -> None:
    """Refuse a CCC in a draft, in the registry or in any other file: it is a secret."""
    from form4kit.edgar.ccc import lines_with_one
    from form4kit.report.secrets import on_one_line

    code = exits.OK
    for name in files:
        try:
            data = Path(name).read_bytes()
        except OSError as error:
            opt.say(f"form4kit: {name}: {opt.reason(error)}")
            code = exits.CANNOT_RUN
            continue
        for line in lines_with_one(data):
            print(f"{on_one_line(name)}:{line}: a CCC stands here: take it out, and ask EDGAR for a new one")
            code = max(code, exits.ERRORS_FOUND)
    raise typer.Exit(code)
