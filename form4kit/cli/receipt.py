"""`form4kit receipt`: what EDGAR answered."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from form4kit.cli import exits
from form4kit.cli import options as opt


class ReceiptFormat(StrEnum):
    """How an answer of EDGAR's is told."""

    TEXT = "text"
    JSON = "json"


def receipt(
    files: Annotated[
        list[Path],
        typer.Argument(
            metavar="FILE...",
            help="EDGAR's messages (.eml, .txt) and answers of its API (.json).",
            show_default=False,
        ),
    ],
    format: Annotated[ReceiptFormat, typer.Option("--format", help="text or json.")] = ReceiptFormat.TEXT,
) -> None:
    """Read what EDGAR answered. Ends with 0 only where all was accepted and is live."""
    import sys

    from form4kit.cli.receipt_file import answer_in
    from form4kit.report.escaped_json import json_text
    from form4kit.report.secrets import on_one_line
    from form4kit.transmission.receipt_report import as_json, as_text

    told = [(str(file), answer_in(file)) for file in files]
    found = [(name, each) for name, answer in told for each in answer.receipts]
    for name, answer in told:
        if not answer.receipts:
            opt.say(f"{name}: no answer of EDGAR's about a submission here")
        for words in answer.messages:
            opt.say(f"{name}: EDGAR says: {words}")
    if format is ReceiptFormat.JSON:
        sys.stdout.write(json_text([as_json(name, each) for name, each in found]))
    else:
        sys.stdout.write("\n".join(as_text(on_one_line(name), each) for name, each in found))
    if not all(answer.receipts for _, answer in told) or not all(each.counts for _, each in found):
        raise typer.Exit(exits.ERRORS_FOUND)
