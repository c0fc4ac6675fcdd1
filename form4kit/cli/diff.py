"""`form4kit diff`: two filings compared in the form's own words."""

from enum import StrEnum
from typing import Annotated

import typer

from form4kit.cli import exits
from form4kit.cli import options as opt


class DiffFormat(StrEnum):
    """What the differences are written as."""

    TEXT = "text"
    MARKDOWN = "markdown"
    JSON = "json"


def diff(
    before: Annotated[str, typer.Argument(metavar="A", help="The earlier filing.")],
    after: Annotated[str, typer.Argument(metavar="B", help="The later one.")],
    format: Annotated[
        DiffFormat, typer.Option("--format", help="For reading, for a pull request, or as JSON.")
    ] = DiffFormat.TEXT,
    exit_code: Annotated[
        bool, typer.Option("--exit-code", help="End with 1 where the filings differ, for a gate.")
    ] = False,
) -> None:
    """Compare two filings in the form's own words."""
    import sys

    from form4kit.analysis.compare import differences
    from form4kit.cli.judge_run import JudgeRun
    from form4kit.outcome import Options
    from form4kit.report import diff_report
    from form4kit.rules.selection import Selection
    from form4kit.source.discover import STDIN, find

    if before == after == STDIN:
        opt.fail("only one of the two can come from standard input")
    plain = opt.Format.JSON if format is DiffFormat.JSON else opt.Format.TEXT
    run = JudgeRun(Options(only_read=True), Selection(), plain, False)
    outcomes = [outcome for _, outcome in run.outcomes(find([before, after]))]
    if run.unreadable:
        raise typer.Exit(exits.CANNOT_RUN)
    if len(outcomes) != 2:
        opt.fail("diff compares two filings; a folder must hold just one")
    for outcome in outcomes:
        if len(outcome.held) > 1:
            opt.fail(f"{outcome.name}: {len(outcome.held)} filings; save each into a file of its own")
    one, two = outcomes
    if one.filing is None or two.filing is None:
        refused = [run.selected(outcome) for outcome in outcomes if outcome.filing is None]
        run.report(refused)
        raise typer.Exit(exits.ERRORS_FOUND)
    found = list(differences(one.filing, two.filing))
    if format is DiffFormat.TEXT:
        text = diff_report.as_text(found)
    elif format is DiffFormat.JSON:
        text = diff_report.as_json(before, after, found)
    else:
        text = diff_report.as_markdown(before, after, found)
    sys.stdout.write(text)
    if exit_code and found:
        raise typer.Exit(exits.ERRORS_FOUND)
