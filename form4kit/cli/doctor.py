"""`form4kit doctor`: what this machine and this repository are ready for."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from form4kit.cli import exits
from form4kit.cli import options as opt


class DoctorFormat(StrEnum):
    """How it is told."""

    TEXT = "text"
    JSON = "json"


def doctor(
    folder: Annotated[
        Path,
        typer.Argument(metavar="[FOLDER]", help="The repository, or a folder in it.", show_default=False),
    ] = Path(),
    format: Annotated[DoctorFormat, typer.Option("--format", help="text or json.")] = DoctorFormat.TEXT,
) -> None:
    """Say what this machine and repository are ready for, line by line, with what to do.

    Nothing is sent, no other machine is asked, and no secret is shown: of a CCC where it lies, of EDGAR's
    tokens whose they are and until when. Ends with 1 where something stands in the way.
    """
    import os
    import sys

    from form4kit.outcome import new_york_now
    from form4kit.report.escaped_json import json_text
    from form4kit.report.secrets import masked
    from form4kit.transmission.readiness import as_json, as_text, is_ready
    from form4kit.transmission.ready_for import looked_at

    if not folder.is_dir():
        opt.fail(f"{folder} is no folder")
    lines = looked_at(folder, new_york_now(), os.environ)
    if format is DoctorFormat.JSON:
        sys.stdout.write(json_text(as_json(lines)))
    else:
        sys.stdout.write("".join(f"{masked(line)}\n" for line in as_text(lines).splitlines()))
    if not is_ready(lines):
        raise typer.Exit(exits.ERRORS_FOUND)
