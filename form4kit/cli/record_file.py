"""The record that a command is given."""

from pathlib import Path
from typing import Annotated, Any

import typer

from form4kit.cli import options as opt

RecordOption = Annotated[Path, typer.Option("--record", metavar="FILE", help="The record.")]
RECORD = Path("record.jsonl")


def entries_of(file: Path) -> list[dict[str, Any]]:
    """Return the entries of a record; end with exit code 1 where it is broken, 2 where it is not there."""
    from form4kit.signoff.record import entries_in, faults_in

    try:
        data = file.read_bytes()
    except OSError as error:
        opt.fail(f"{file}: {opt.reason(error)}")
    faults = [*faults_in(data)]
    for fault in faults:
        opt.say(f"{file}: {fault}")
    if faults:
        raise typer.Exit(1)
    return entries_in(data)
