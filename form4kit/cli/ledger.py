"""`form4kit ledger`: each position's history over a folder of filings."""

from enum import StrEnum
from typing import Annotated

import typer

from form4kit.cli import options as opt


class LedgerFormat(StrEnum):
    """What the ledger is written as."""

    TEXT = "text"
    JSON = "json"


def ledger(
    paths: opt.Paths,
    format: Annotated[LedgerFormat, typer.Option("--format", help="For reading, or as JSON.")] = (
        LedgerFormat.TEXT
    ),
) -> None:
    """Print each position's history, and mark where a filing does not open at the balance before."""
    from form4kit.cli.histories import read_forms
    from form4kit.history.ledger import ledger as ledger_of
    from form4kit.report.ledger_report import as_json, as_text

    forms = read_forms(paths)
    found = ledger_of(forms.filings)
    print(as_json(found) if format is LedgerFormat.JSON else as_text(found), end="")
    forms.complain()
    raise typer.Exit(forms.run.exit_code(()))
