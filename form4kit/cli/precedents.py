"""`form4kit precedents`: index the footnotes and remarks of an archive, and find how others worded theirs."""

from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from form4kit.cli import options as opt
from form4kit.cli.options import ListFormat
from form4kit.cli.workers import JobsOption, workers
from form4kit.words import counted

if TYPE_CHECKING:
    from form4kit.batch.worker import Task
    from form4kit.precedents.wordings import Wording

app = typer.Typer(
    no_args_is_help=True, help="How others worded their footnotes and remarks.", rich_markup_mode=None
)
_BUNCH = 16


@app.callback()
def precedents() -> None:
    """Find how others worded their footnotes and remarks."""


@app.command("build")
def build(
    paths: opt.Paths,
    out: Annotated[Path, typer.Option("--out", metavar="FILE", help="Where the index goes (SQLite).")],
    jobs: JobsOption = 1,
) -> None:
    """Index the footnotes and remarks of an archive: which row each stands on, which rules it answers."""
    from form4kit.cli.judge_run import JudgeRun
    from form4kit.cli.progress import Progress
    from form4kit.outcome import Options
    from form4kit.precedents.index import IndexWriter
    from form4kit.rules.selection import Selection
    from form4kit.source.discover import find

    run = JudgeRun(Options(published=True, only_read=True), Selection(), opt.Format.TEXT, strict=False)
    try:
        with workers(jobs, None) as pool, IndexWriter(out) as index, Progress() as progress:
            with closing(
                pool.results(run.readable(find(paths, run.passed_over, archives=True)), _read, bunch=_BUNCH)
            ) as done:
                for source, found, crash in done:
                    if crash is not None:
                        run.crashed(source.name, crash)
                    elif found is not None:
                        index.add(found)
                    progress.step()
            run.require_some(paths, progress.done)
            wordings = index.size()
    except OSError as error:
        opt.fail(f"{error.filename or out}: {opt.reason(error)}")
    for line in run.crashes:
        opt.say(line)
    opt.say(f"{out}: {counted(wordings, 'wording')} of {counted(progress.done, 'filing')}")
    raise typer.Exit(run.exit_code([]))


def _read(task: "Task") -> "tuple[Wording, ...]":
    """Read one source, in a worker."""
    from form4kit.outcome import Options
    from form4kit.precedents.wordings import wordings_of

    return wordings_of(task.judge(Options(published=True, only_read=True)))


@app.command("search")
def search(
    words: Annotated[
        list[str] | None, typer.Argument(metavar="[WORDS]...", help="Words that it has.", show_default=False)
    ] = None,
    index: Annotated[
        Path,
        typer.Option("--index", metavar="FILE", help="The index.", envvar="FORM4KIT_PRECEDENTS"),
    ] = Path("precedents.db"),
    code: Annotated[
        str | None, typer.Option("--code", metavar="CODE", help="On rows of this transaction code: G.")
    ] = None,
    rule: Annotated[
        str | None, typer.Option("--rule", metavar="CODE", help="Only what satisfies this rule: FTN14.")
    ] = None,
    title: Annotated[
        str | None, typer.Option("--title", metavar="TEXT", help="On rows of such a security first.")
    ] = None,
    form: Annotated[str | None, typer.Option("--form", metavar="FORM", help="On this form first: 4.")] = None,
    plan: Annotated[
        bool | None, typer.Option("--plan/--no-plan", help="With or without the 10b5-1 box first.")
    ] = None,
    most: Annotated[int, typer.Option("--most", metavar="N", min=1, max=100, help="How many.")] = 10,
    format: Annotated[ListFormat, typer.Option("--format", help="How to print them.")] = ListFormat.TEXT,
) -> None:
    """Find wordings that others filed, the fittest first; what only numbers and dates tell apart is one."""
    from form4kit.precedents.faults import NoIndex
    from form4kit.precedents.search import LikeWording
    from form4kit.precedents.search import search as find
    from form4kit.precedents.told import as_json, as_text

    if not (words or code or rule):
        opt.fail("search takes WORDS, --code or --rule")
    if rule:
        rule = _known(rule)
    wanted = LikeWording(" ".join(words or []), code or "", rule or "", title or "", form or "", plan, most)
    try:
        found = find(index, wanted)
    except NoIndex as error:
        opt.fail(str(error))
    except OSError as error:
        opt.fail(f"{index}: {opt.reason(error)}; `form4kit precedents build PATH... --out FILE` makes one")
    if not found:
        opt.say("no such wording is in the index")
    if format is ListFormat.JSON or found:
        print(as_json(found) if format is ListFormat.JSON else as_text(found), end="")


def _known(rule: str) -> str:
    """Return a rule's code as the catalogue has it; end with exit code 2 where there is none."""
    from form4kit.catalogue import code_of, faults

    code = code_of(rule.upper())
    if code not in faults():
        opt.fail(f"--rule {rule}: there is no such rule; form4kit rules lists them")
    return code
