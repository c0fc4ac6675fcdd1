"""`form4kit no-ccc`: refuse a CCC in files that are to be shared."""

import re
from pathlib import Path
from typing import Annotated

import typer

from form4kit.cli import options as opt

# An element with something in it; a key with a value of eight characters; the variable with its value.
_HELD = re.compile(
    rb"<rptOwnerCcc>\s*[^<\s]"
    rb"|(?:^|[\s{,\"'_-])ccc[\"']?\s*[:=]\s*[\"']?[^\s\"',}]{8}(?:[\s\"',}]|$)"
    rb"|FORM4KIT_CCC_\d+\s*[:=]\s*[\"']?\S",
    re.IGNORECASE | re.MULTILINE,
)


def no_ccc(
    files: Annotated[list[str], typer.Argument(metavar="FILE...", help="Files that will be shared.")],
) -> None:
    """Refuse a CCC in a draft, in the registry or in any other file: it is a secret."""
    code = 0
    for name in files:
        try:
            data = Path(name).read_bytes()
        except OSError as error:
            opt.say(f"form4kit: {name}: {(error.strerror or str(error)).lower()}")
            code = 2
            continue
        for found in _HELD.finditer(data):
            line = data.count(b"\n", 0, found.start()) + 1 + found[0].startswith(b"\n")
            print(f"{name}:{line}: a CCC stands here: take it out, and ask EDGAR for a new one")
            code = max(code, 1)
    raise typer.Exit(code)
