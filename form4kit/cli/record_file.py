"""The record that a command is given."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from form4kit.cli import exits
from form4kit.cli import options as opt

if TYPE_CHECKING:
    from form4kit.history.delinquent_reports import RecordEntry

RecordOption = Annotated[Path, typer.Option("--record", metavar="FILE", help="The record.")]
RECORD = Path("record.jsonl")


def entries_of(file: Path) -> list["RecordEntry"]:
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
        raise typer.Exit(exits.ERRORS_FOUND)
    return entries_in(data)


def standing_in(file: Path) -> list["RecordEntry"]:
    """Return the entries of a record that stand, each correction in the place of what it puts right.

    Ends with exit code 1 where the record is broken, 2 where it is not there.
    """
    from form4kit.signoff.record_lines import standing

    return [dict(entry) for entry in standing(entries_of(file))]
