"""`form4kit build`: judge, then write each filing's folder."""

from pathlib import Path
from typing import Annotated

import typer

from form4kit.cli import options as opt


def build(
    paths: opt.Paths,
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help="Where the folders go.")],
    only: Annotated[
        list[str] | None, typer.Option("--only", metavar="xml|pdf", help="Build only this; may be repeated.")
    ] = None,
    live: Annotated[bool, typer.Option("--live", help="Build a LIVE submission, not a TEST one.")] = False,
    format: opt.FormatOption = opt.Format.AUTO,
    select: opt.SelectOption = None,
    ignore: opt.IgnoreOption = None,
    filed: opt.FiledOption = None,
    published: opt.PublishedOption = False,
    profile: opt.ProfileOption = None,
    edition: opt.EditionOption = opt.EditionName.AUTO,
    strict: opt.StrictOption = False,
    baseline: opt.BaselineOption = None,
) -> None:
    """Judge, then write each filing's folder: XML, proof and manifest. An error writes nothing."""
    from form4kit.building import PARTS, Plan, build
    from form4kit.cli.judging import judging
    from form4kit.cli.sources import distinct_stems, sources
    from form4kit.folder import write_folder
    from form4kit.report.counts import Judged

    judge = judging(
        format=format,
        select=select,
        ignore=ignore,
        filed=filed,
        published=published,
        profile=profile,
        edition=edition,
        strict=strict,
        baseline=baseline,
    )
    parts = frozenset(only or PARTS)
    if not parts <= set(PARTS):
        opt.fail("--only takes xml or pdf")
    plan = Plan(parts=parts, published=published, live=live)
    found = sources(paths, leave_out=out)
    distinct_stems(found)
    files: list[Judged] = []
    for source, outcome in judge.outcomes(found):
        shown = judge.shown(outcome)
        built = build(outcome, plan, shown.findings)
        files.append(judge.shown(outcome, built.findings))
        if built.files:
            try:
                write_folder(out / source.stem, built.files)
            except OSError as error:
                opt.fail(f"{out / source.stem}: {(error.strerror or str(error)).lower()}")
            opt.say(f"{out / source.stem}: {', '.join(sorted(built.files))}")
        else:
            opt.say(f"{source.name}: not built")
    if files or not judge.unreadable:
        judge.report(files)
    raise typer.Exit(judge.exit_code(files))
