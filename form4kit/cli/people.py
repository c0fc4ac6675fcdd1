"""`form4kit people`: the people of the registry, filled from filed documents."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from form4kit.cli import options as opt

if TYPE_CHECKING:
    from form4kit.cli.judge_run import JudgeRun
    from form4kit.steps.person_change import PersonAnswers

app = typer.Typer(no_args_is_help=True, help="The people of the registry.", rich_markup_mode=None)


@app.callback()
def people() -> None:
    """Keep the people of the registry."""


@app.command("import")
def import_(
    paths: opt.Paths,
    into: Annotated[
        Path | None,
        typer.Option(
            "--into",
            metavar="DIR",
            help="The folder with form4kit.toml; people go into DIR/people.",
            show_default="the nearest one",
        ),
    ] = None,
) -> None:
    """Fill people/*.yaml from filed documents. What stands there stays; what differs is said."""
    from form4kit.outcome import new_york_now
    from form4kit.registry.from_filings import seen_in
    from form4kit.registry.load import PEOPLE, registry_for
    from form4kit.report.counts import FileReport
    from form4kit.steps.people_import import carry_out, plan
    from form4kit.steps.step_plan import NEW
    from form4kit.steps.write_planned import NoLongerPlanned

    registry = registry_for(into or Path())
    folder = (into or registry.root or Path()) / PEOPLE
    run = _reading()
    seen, refused = [], list[FileReport]()
    for source, outcome in run.outcomes(run.find(paths, archives=True)):
        for each in outcome.held:
            if each.filing is None:
                refused.append(run.selected(each))
            else:
                seen += seen_in(each.filing, source.name.rsplit("/", 1)[-1])
    try:
        planned = plan(folder, registry, seen, new_york_now())
        carry_out(planned)
    except OSError as error:
        opt.fail(f"{folder}: {opt.reason(error)}")
    except NoLongerPlanned as error:
        opt.fail(str(error))
    for write in planned.writes:
        opt.say(f"{'wrote' if write.kind == NEW else 'added to'} {write.file}")
    for line in planned.told:
        opt.say(line)
    if refused:
        run.report(refused)
    raise typer.Exit(run.exit_code(refused))


IntoOption = Annotated[
    Path | None,
    typer.Option(
        "--into", metavar="DIR", help="The folder with form4kit.toml.", show_default="the nearest one"
    ),
]
KeyArgument = Annotated[str, typer.Argument(metavar="KEY", help="The person: people/KEY.yaml.")]


@app.command()
def change(
    key: KeyArgument,
    values: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[FIELD=VALUE]...",
            help="What is right: name, address.street, address.city, address.state, address.zip.",
        ),
    ] = None,
    ended: Annotated[
        str | None,
        typer.Option("--ended", metavar="BOX=DATE", help="Which role ended: officer=2026-09-30."),
    ] = None,
    into: IntoOption = None,
) -> None:
    """Change a person's name or address, or end a role, and say which open filings that touches."""
    from form4kit.steps.person_change import PersonAnswers

    said = {}
    for each in values or ():
        field, equals, value = each.partition("=")
        if not equals:
            opt.fail(f"{each}: write FIELD=VALUE")
        said[field] = value
    box, _, day = (ended or "").partition("=")
    _changed(PersonAnswers(key, said, (box, "", day) if ended is not None else None), into)


@app.command()
def power(
    key: KeyArgument,
    paper: Annotated[
        Path | None,
        typer.Argument(metavar="[FILE]", help="What was signed: a Word file, a text or a page."),
    ] = None,
    attorney: Annotated[
        list[str] | None, typer.Option("--attorney", metavar="NAME", help="Who may sign. Once for each.")
    ] = None,
    forms: Annotated[
        str, typer.Option("--forms", metavar="LIST", help="Which forms: 3,4,5.", show_default=False)
    ] = "",
    signed: Annotated[
        str, typer.Option("--signed", metavar="DATE", help="The day of signing.", show_default=False)
    ] = "",
    ends: Annotated[
        str, typer.Option("--ends", metavar="DATE", help="Its last day.", show_default="it has no end")
    ] = "",
    into: IntoOption = None,
) -> None:
    """Add a power of attorney that a person gave, its text turned into what EDGAR takes."""
    from form4kit.exhibits.convert import LARGEST
    from form4kit.steps.person_change import PersonAnswers
    from form4kit.steps.power import PowerAnswers

    given = (paper.name, opt.bytes_of(paper, LARGEST)) if paper else None
    names = tuple(each.strip() for each in forms.split(",") if each.strip())
    said = PowerAnswers(key, tuple(attorney or ()), names, signed, "", ends, given)
    _changed(PersonAnswers(key, power=said), into)


@app.command()
def remove(key: KeyArgument, into: IntoOption = None) -> None:
    """Take a person away who has no filing."""
    from form4kit.steps.person_change import PersonAnswers

    _changed(PersonAnswers(key, remove=True), into)


def _changed(answers: "PersonAnswers", into: Path | None) -> None:
    from form4kit.cli.planned import carried
    from form4kit.outcome import new_york_now
    from form4kit.registry.load import registry_for
    from form4kit.steps.person_change import carry_out, plan

    root = registry_for(into or Path()).root
    if root is None:
        opt.fail("no form4kit.toml here or in a folder above: `form4kit init` begins one")
    try:
        planned = plan(root, answers, new_york_now())
    except OSError as error:
        opt.fail(f"{error.filename or root}: {opt.reason(error)}")
    carried(planned, carry_out)


def _reading() -> "JudgeRun":
    from form4kit.cli.judge_run import JudgeRun
    from form4kit.outcome import Options
    from form4kit.rules.selection import Selection

    options = Options(published=True, only_read=True)
    return JudgeRun(options, Selection(select=("XML", "YML")), opt.Format.TEXT, False)
