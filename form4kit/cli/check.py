"""`form4kit check`: judge, and print what was found."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from form4kit.cli import options as opt
from form4kit.cli.workers import ClusterOption, JobsOption, workers

if TYPE_CHECKING:
    from form4kit.cli.judge_run import JudgeRun
    from form4kit.report.counts import FileReport
    from form4kit.source.discover import Found, Unreadable


def check(
    paths: opt.Paths,
    format: opt.FormatOption = opt.Format.AUTO,
    select: opt.SelectOption = None,
    ignore: opt.IgnoreOption = None,
    filed: opt.FiledOption = None,
    published: opt.PublishedOption = False,
    profile: opt.ProfileOption = None,
    edition: opt.EditionOption = opt.EditionName.AUTO,
    strict: opt.StrictOption = False,
    fix: Annotated[
        bool, typer.Option("--fix", help="Apply the mends that are certain to the drafts, then judge again.")
    ] = False,
    baseline: opt.BaselineOption = None,
    verbose: opt.VerboseOption = False,
    write_baseline: Annotated[
        Path | None,
        typer.Option("--write-baseline", metavar="FILE", help="Write what is found to FILE, for --baseline."),
    ] = None,
    changed: Annotated[
        bool,
        typer.Option(
            "--changed",
            help="PATHs are files that changed: judge the filings among them and the drafts that rest on "
            "the others, and pass over the rest.",
        ),
    ] = False,
    jobs: JobsOption = 1,
    cluster: ClusterOption = None,
) -> None:
    """Judge drafts and filed documents, and print the findings."""
    from form4kit.batch import worker
    from form4kit.cli.judge_run import run_from_options

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
    run.started = write_baseline
    sources = run.touched(paths) if changed else run.find(paths)
    if fix:
        _mend(run, sources)
    with workers(jobs, cluster) as pool:
        outcomes = run.results(sources, partial(worker.judge, options=run.options), pool)
        files = [run.selected(outcome) for _, outcome in outcomes]
    if write_baseline is not None:
        _keep(run, files, write_baseline)
    run.report(files)
    raise typer.Exit(run.exit_code(files))


def _mend(run: "JudgeRun", sources: "list[Found | Unreadable]") -> None:
    """Apply the fixes of the findings shown, to drafts alone."""
    from form4kit.source.discover import Found
    from form4kit.source.fixes import apply
    from form4kit.storage.atomic import tidy, write_file

    drafts = [s for s in sources if isinstance(s, Found) and s.file and s.file.suffix in (".yaml", ".yml")]
    for folder in {source.file.resolve().parent for source in drafts if source.file}:
        tidy(folder)
    for source, outcome in run.outcomes(drafts):
        fixes = [finding.fix for finding in run.selected(outcome).findings if finding.fix]
        if fixes and source.file is not None:
            text = outcome.data.decode("utf-8")
            mark = "\ufeff" if text.startswith("\ufeff") else ""
            mended, applied = apply(text.removeprefix(mark), fixes)
            if applied:
                with run.guarded(source.name):
                    write_file(source.file.resolve(), (mark + mended).encode("utf-8"))
                    opt.say(f"{source.name}: mended {applied} of {len(fixes)}")


def _keep(run: "JudgeRun", files: "list[FileReport]", file: Path) -> None:
    """Write a baseline: all findings of now, and what it had of files that this run did not look at."""
    import json

    from form4kit.report.baseline import write_baseline
    from form4kit.storage.atomic import write_file
    from form4kit.words import counted

    before = next((known for path, known in run.baselines.items() if path.resolve() == file.resolve()), None)
    text = write_baseline(files, file.parent, before)
    try:
        write_file(file, text.encode("utf-8", "backslashreplace"))
    except OSError as error:
        opt.fail(f"{file}: {opt.reason(error)}")
    opt.say(f"{file}: {counted(len(json.loads(text)['findings']), 'finding')} to pass over")
