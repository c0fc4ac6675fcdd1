"""`form4kit build`: judge, then write each filing's folder."""

from contextlib import closing
from pathlib import Path
from typing import Annotated

import typer

from form4kit.cli import exits
from form4kit.cli import options as opt
from form4kit.cli.workers import ClusterOption, JobsOption, workers


def build(
    paths: opt.Paths,
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help="Where the folders go.")],
    only: Annotated[
        list[str] | None, typer.Option("--only", metavar="xml|pdf", help="Build only this; may be repeated.")
    ] = None,
    live: Annotated[bool, typer.Option("--live", help="Build a LIVE submission, not a TEST one.")] = False,
    plain: Annotated[bool, typer.Option("--plain", help="Leave the review aids out of the proof.")] = False,
    format: opt.FormatOption = opt.Format.AUTO,
    select: opt.SelectOption = None,
    ignore: opt.IgnoreOption = None,
    filed: opt.FiledOption = None,
    published: opt.PublishedOption = False,
    profile: opt.ProfileOption = None,
    edition: opt.EditionOption = opt.EditionName.AUTO,
    strict: opt.StrictOption = False,
    baseline: opt.BaselineOption = None,
    verbose: opt.VerboseOption = False,
    jobs: JobsOption = 1,
    cluster: ClusterOption = None,
    by: Annotated[
        str | None,
        typer.Option("--by", metavar="NAME", envvar=opt.BY, help="Who prepared it: they may not approve it."),
    ] = None,
    resume: Annotated[
        bool, typer.Option("--resume", help="Leave alone the folders that are done and would be the same.")
    ] = False,
) -> None:
    """Judge, then write each filing's folder: XML, proof and manifest. An error writes nothing."""
    from form4kit.cli.build_folders import Folders
    from form4kit.cli.judge_run import run_from_options
    from form4kit.cli.sources import distinct_stems
    from form4kit.folder.build import PARTS, BuildOptions
    from form4kit.storage.atomic import tidy

    run = run_from_options(
        format=format,
        select=select,
        ignore=ignore,
        filed=filed,
        published=published,
        profile=profile,
        edition=edition,
        strict=strict,
        baseline=baseline,
        verbose=verbose,
    )
    parts = frozenset(only or PARTS)
    if not parts <= set(PARTS):
        opt.fail("--only takes xml or pdf")
    found = run.find(paths, leave_out=out)
    distinct_stems(found)
    tidy(out)
    folders = Folders(
        run, BuildOptions(parts, published, live, plain, " ".join((by or "").split())), out, resume
    )
    try:
        with (
            workers(jobs, cluster, pdf="pdf" in parts) as pool,
            closing(folders.build_all(found, pool)) as done,
        ):
            for source, result in done:
                folders.write(source, result)
    except KeyboardInterrupt:
        opt.say(
            f"form4kit: stopped, with {len(folders.files)} of {len(found)} done; --resume goes on from here"
        )
        raise typer.Exit(exits.INTERRUPTED) from None
    run.report(folders.files)
    raise typer.Exit(run.exit_code(folders.files))
