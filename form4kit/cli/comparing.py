"""`form4kit diff`: two filings compared in the form's own words."""

from typing import Annotated

import typer

from form4kit.cli import options as opt


def diff(
    before: Annotated[str, typer.Argument(metavar="A", help="The earlier filing.")],
    after: Annotated[str, typer.Argument(metavar="B", help="The later one.")],
) -> None:
    """Compare two filings in the form's own words."""
    from form4kit.cli.judging import Judging
    from form4kit.differences import differences
    from form4kit.pipeline import Options
    from form4kit.report.secrets import on_one_line
    from form4kit.report.selection import Selection
    from form4kit.source.files import find

    judge = Judging(Options(only_read=True), Selection(), opt.Format.TEXT, False)
    outcomes = [outcome for _, outcome in judge.outcomes(find([before, after]))]
    if judge.unreadable:
        raise typer.Exit(2)
    if len(outcomes) != 2:
        opt.fail("diff compares two filings; a folder must hold just one")
    one, two = outcomes
    if one.filing is None or two.filing is None:
        refused = [judge.shown(outcome) for outcome in outcomes if outcome.filing is None]
        judge.report(refused)
        raise typer.Exit(1)
    found = list(differences(one.filing, two.filing))
    for each in found:
        print(on_one_line(str(each)))
    if not found:
        print("The two filings say the same.")
