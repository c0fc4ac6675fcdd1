"""`form4kit people`: the people of the registry, filled from filed documents."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from form4kit.cli import options as opt

if TYPE_CHECKING:
    from form4kit.cli.judge_run import JudgeRun
    from form4kit.registry.entries import Registry

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
    from form4kit.registry.from_filings import seen_in
    from form4kit.registry.load import PEOPLE, registry_for
    from form4kit.registry.merge import merge
    from form4kit.report.counts import FileReport
    from form4kit.storage.atomic import write_file

    registry = registry_for(into or Path())
    folder = (into or registry.root or Path()) / PEOPLE
    run = _reading()
    seen, refused = [], list[FileReport]()
    for source, outcome in run.outcomes(run.find(paths)):
        for each in outcome.held:
            if each.filing is None:
                refused.append(run.selected(each))
            else:
                seen += seen_in(each.filing, source.name.rsplit("/", 1)[-1])
    merged = merge(seen, registry, _texts(folder, registry))
    try:
        for key, text in merged.files.items():
            file = folder / f"{key}.yaml"
            verb = "added to" if file.exists() else "wrote"
            write_file(file, text.encode("utf-8"))
            opt.say(f"{verb} {file}")
    except OSError as error:
        opt.fail(f"{folder}: {opt.reason(error)}")
    for line in merged.said:
        opt.say(line)
    if refused:
        run.report(refused)
    raise typer.Exit(run.exit_code(refused))


def _reading() -> "JudgeRun":
    from form4kit.cli.judge_run import JudgeRun
    from form4kit.outcome import Options
    from form4kit.rules.selection import Selection

    options = Options(published=True, only_read=True)
    return JudgeRun(options, Selection(select=("XML", "YML")), opt.Format.TEXT, False)


def _texts(folder: Path, registry: "Registry") -> dict[str, str]:
    """Read the files of people that may be added to, by the person's key."""
    return {
        person.key: (folder / f"{person.key}.yaml").read_text(encoding="utf-8")
        for person in registry.people.values()
        if (folder / f"{person.key}.yaml").is_file()
    }
