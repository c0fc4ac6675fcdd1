"""`form4kit import`: any filed document to a draft."""

from pathlib import Path
from typing import Annotated

import typer

from form4kit.cli import options as opt


def import_(
    paths: opt.Paths,
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help="Where the drafts go.")],
) -> None:
    """Turn filed documents into drafts: DIR/<stem>.yaml. Building one again gives the same document."""
    from form4kit.cli.judging import Judging
    from form4kit.cli.sources import distinct_stems, sources
    from form4kit.draft.write import write_draft
    from form4kit.folder import write_file
    from form4kit.pipeline import Options
    from form4kit.report.counts import Judged
    from form4kit.report.selection import Selection

    judge = Judging(
        Options(published=True, only_read=True), Selection(select=("XML", "YML")), opt.Format.TEXT, False
    )
    found = sources(paths, leave_out=out)
    distinct_stems(found)
    refused: list[Judged] = []
    for source, outcome in judge.outcomes(found):
        if outcome.filing is None:
            refused.append(judge.shown(outcome))
            continue
        file = out / f"{source.stem}.yaml"
        try:
            write_file(file, write_draft(outcome.filing).encode("utf-8"))
        except OSError as error:
            opt.fail(f"{file}: {(error.strerror or str(error)).lower()}")
        opt.say(f"{file}")
    if refused:
        judge.report(refused)
    raise typer.Exit(judge.exit_code(refused))
