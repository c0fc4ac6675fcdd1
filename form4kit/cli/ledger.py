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
    from form4kit.cli.judge_run import JudgeRun
    from form4kit.history.ledger import ledger as ledger_of
    from form4kit.history.replay import Named
    from form4kit.outcome import Options
    from form4kit.report.counts import FileReport
    from form4kit.report.ledger_report import as_json, as_text
    from form4kit.rules.selection import Selection

    run = JudgeRun(Options(only_read=True), Selection(), opt.Format.TEXT, False)
    filings: list[Named] = []
    refused: list[FileReport] = []
    for source, outcome in run.outcomes(run.find(paths)):
        for each in outcome.held:
            if each.filing is None:
                refused.append(run.selected(each))
            else:
                filings.append(Named(source.name, each.filing))
    found = ledger_of(filings)
    print(as_json(found) if format is LedgerFormat.JSON else as_text(found), end="")
    for judged in refused:
        opt.say(f"form4kit: {judged.path}: not a filing; form4kit check says why")
        run.refused = True
    raise typer.Exit(run.exit_code(()))
