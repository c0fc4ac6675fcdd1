"""`form4kit check`: judge, and print what was found."""

import typer

from form4kit.cli import options as opt


def check(
    paths: opt.Paths,
    format: opt.FormatOption = opt.Format.AUTO,
    select: opt.SelectOption = None,
    ignore: opt.IgnoreOption = None,
    filed: opt.FiledOption = None,
    published: opt.PublishedOption = False,
    profile: opt.ProfileOption = opt.ProfileName.PRACTICE,
    edition: opt.EditionOption = opt.EditionName.AUTO,
    strict: opt.StrictOption = False,
) -> None:
    """Judge drafts and filed documents, and print the findings."""
    from form4kit.cli.judging import judging
    from form4kit.source.files import find

    judge = judging(
        format=format,
        select=select,
        ignore=ignore,
        filed=filed,
        published=published,
        profile=profile,
        edition=edition,
        strict=strict,
    )
    files = [judge.shown(outcome) for _, outcome in judge.outcomes(find(paths))]
    if files or not judge.unreadable:
        judge.report(files)
    raise typer.Exit(judge.exit_code(files))
