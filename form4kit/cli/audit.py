"""`form4kit audit`: judge an archive into two tables, and count what was found in it."""

from contextlib import closing
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from form4kit.cli import options as opt
from form4kit.cli.options import ListFormat
from form4kit.cli.workers import ClusterOption, JobsOption, workers
from form4kit.words import counted

if TYPE_CHECKING:
    from form4kit.outcome import Options

_BUNCH = 16
"""Filings sent to a worker together: each takes some milliseconds, and its journey one."""


def audit(
    paths: Annotated[
        list[str] | None,
        typer.Argument(metavar="PATH...", help="Files, folders, data sets.", show_default=False),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="FILE", help="Where the findings go (Parquet); the filings beside."),
    ] = None,
    summary: Annotated[
        Path | None, typer.Option("--summary", metavar="FILE", help="Count what the tables of an audit hold.")
    ] = None,
    filed: opt.FiledOption = None,
    published: Annotated[
        bool, typer.Option("--published/--to-submit", help="Judge documents as EDGAR disseminated them.")
    ] = True,
    edition: opt.EditionOption = opt.EditionName.AUTO,
    format: Annotated[
        ListFormat, typer.Option("--format", help="How to print the summary.")
    ] = ListFormat.TEXT,
    jobs: JobsOption = 1,
    cluster: ClusterOption = None,
) -> None:
    """Judge an archive into one row per finding and one per filing; or count them by rule and year."""
    if (summary is None) == (out is None) or bool(paths) != (out is not None):
        opt.fail("audit takes PATH... with --out FILE, or --summary FILE alone")
    if find_spec("pyarrow") is None:
        opt.fail("audit needs the extra: pip install 'form4kit[audit]'")
    if summary is not None:
        _print_summary(summary, format)
    elif out is not None:
        from form4kit.outcome import Options

        options = Options(filed=opt.when(filed), published=published, edition=opt.edition(edition))
        _judge_all(paths or [], out, options, jobs, cluster)


def _judge_all(paths: list[str], out: Path, options: "Options", jobs: int, cluster: str | None) -> None:
    from form4kit.audit.rows import audit, failed
    from form4kit.audit.tables import Tables
    from form4kit.cli.judge_run import JudgeRun
    from form4kit.cli.progress import Progress
    from form4kit.rules.selection import Selection
    from form4kit.source.data_set_rules import in_words
    from form4kit.source.discover import find

    run = JudgeRun(options, Selection(), opt.Format.TEXT, strict=False)
    job = partial(audit, options=options)
    sources = find(paths, run.passed_over, archives=True)
    try:
        with workers(jobs, cluster) as pool, Tables(out) as tables, Progress() as progress:
            with closing(pool.results(run.readable(sources), job, bunch=_BUNCH)) as done:
                for source, audited, crash in done:
                    if crash is not None:
                        run.crashed(source.name, crash)
                        tables.add(failed(source.name, crash))
                    elif audited is not None:
                        tables.add(audited)
                    progress.step()
            tables.lack(run.unjudged.values())
            opt.say(f"{out}: {counted(progress.done, 'filing')} judged{run.passed_over_in_words('; ')}")
    except OSError as error:
        opt.fail(f"{error.filename or out}: {opt.reason(error)}")
    for file, codes in run.unjudged.items():
        opt.say(f"{file}: not judged, for want of {in_words(codes)}")
    for line in run.crashes:
        opt.say(line)
    raise typer.Exit(run.exit_code([]))


def _print_summary(file: Path, format: ListFormat) -> None:
    from form4kit.audit.summary import as_json, as_text, summarise

    try:
        summary = summarise(file)
    except OSError as error:
        opt.fail(f"{error.filename or file}: {opt.reason(error)}")
    except ValueError as error:
        opt.fail(str(error))
    print(as_json(summary) if format is ListFormat.JSON else as_text(summary), end="")
