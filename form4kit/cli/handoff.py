"""`form4kit handoff`: the sheet for whoever transmits a built folder by hand."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from form4kit.cli import exits
from form4kit.cli import options as opt
from form4kit.lazy_re import pattern

if TYPE_CHECKING:
    import datetime as dt

    from form4kit.transmission.receipt import Receipt

_CIK = pattern(r"[0-9]{1,10}\Z")


class HandoffFormat(StrEnum):
    """How a sheet is written."""

    TEXT = "text"
    JSON = "json"
    HTML = "html"


def handoff(
    folders: Annotated[
        list[Path],
        typer.Argument(metavar="DIR...", help="The built folders, or folders of them.", show_default=False),
    ],
    format: Annotated[
        HandoffFormat, typer.Option("--format", help="text, json, or html for printing.")
    ] = HandoffFormat.TEXT,
    receipts: Annotated[
        list[Path] | None,
        typer.Option("--receipt", metavar="FILE", help="What EDGAR answered so far, to a TEST say."),
    ] = None,
    login: Annotated[
        str | None, typer.Option("--login", metavar="CIK", help="The login CIK that will be used.")
    ] = None,
    record: Annotated[
        Path | None,
        typer.Option(
            "--record", metavar="FILE", help="The record.", show_default="record.jsonl beside form4kit.toml"
        ),
    ] = None,
) -> None:
    """Write the sheet for filing by hand. Ends with 1 where a folder must not be sent."""
    import sys

    from form4kit.cli.receipt_file import answer_in
    from form4kit.report.escaped_json import json_text
    from form4kit.transmission.handoff_html import as_html
    from form4kit.transmission.handoff_report import as_json, as_text
    from form4kit.transmission.to_hand_off import sheets_of

    if login is not None and not _CIK.match(login.strip()):
        opt.fail(f"--login {login}: write the CIK, 10 digits at most")
    given: list[Receipt] = []
    for file in receipts or []:
        answer = answer_in(file)
        if not answer.receipts:
            opt.fail(f"{file}: no answer of EDGAR's about a submission here")
        given += answer.receipts
    cik = login.strip().zfill(10) if login else None
    now = _now()
    try:
        sheets = sheets_of(folders, now, receipts=given, login=cik, record=record)
    except OSError as error:
        opt.fail(f"{error.filename or ''}: {opt.reason(error)}".lstrip(": "))
    if format is HandoffFormat.JSON:
        sys.stdout.write(json_text([as_json(each) for each in sheets]))
    elif format is HandoffFormat.HTML:
        sys.stdout.write(as_html(sheets))
    else:
        sys.stdout.write("\n".join(map(as_text, sheets)))
    if not all(each.may_be_sent for each in sheets):
        raise typer.Exit(exits.ERRORS_FOUND)


def _now() -> "dt.datetime":
    from form4kit.outcome import new_york_now

    return new_york_now()
