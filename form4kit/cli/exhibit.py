"""`form4kit exhibit`: papers turned into what EDGAR takes beside the form."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from form4kit.cli import exits
from form4kit.cli import options as opt


class ExhibitFormat(StrEnum):
    """What an exhibit is written as."""

    TEXT = "text"
    HTML = "html"


def exhibit(
    files: Annotated[
        list[Path],
        typer.Argument(
            metavar="FILE...",
            help="Word files (.docx), texts in any encoding, HTML pages.",
            show_default=False,
        ),
    ],
    out: Annotated[
        Path, typer.Option("--out", metavar="DIR", help="Where the exhibits go.", show_default=False)
    ],
    format: Annotated[
        ExhibitFormat | None,
        typer.Option(
            "--format",
            help="text (.txt) or html (.htm), which keeps headings, tables and accents. A page stays a page,"
            " anything else becomes a text.",
            show_default=False,
        ),
    ] = None,
    signed: Annotated[
        list[str] | None,
        typer.Option(
            "--signed",
            metavar="NAME",
            help="Whose signature the picture is: /s/ NAME is typed there. Once for each, in their order.",
            show_default=False,
        ),
    ] = None,
    accept_changes: Annotated[
        bool, typer.Option("--accept-changes", help="Take tracked changes as accepted.")
    ] = False,
) -> None:
    """Turn Word files, texts and HTML pages into exhibits that EDGAR takes. Every change is told.

    The name of an exhibit comes from the file's, by EDGAR's rule, and no file is written over. Where
    something would be lost, nothing is written, and the line or paragraph is named.
    """
    from form4kit.exhibits.convert import Wanted
    from form4kit.report.secrets import on_one_line
    from form4kit.steps import exhibit as step
    from form4kit.steps.write_planned import NoLongerPlanned

    wanted = Wanted(format.value if format else "", tuple(signed or ()), accept_changes)
    code = exits.OK
    for file in files:
        name = on_one_line(str(file))
        try:
            plan = step.plan(file, out, wanted)
            for line in plan.told:
                opt.say(f"{name}: {on_one_line(line)}")
            for refusal in plan.refusals:
                where = f"{on_one_line(refusal.where)}: " if refusal.where != file.name else f"{name}: "
                opt.say(f"{where}{on_one_line(refusal.words)}. {refusal.hint}")
            if plan.refusals:
                code = max(code, exits.ERRORS_FOUND)
                continue
            step.carry_out(plan)
        except (OSError, NoLongerPlanned) as error:
            why = (error.strerror if isinstance(error, OSError) else None) or str(error)
            opt.say(f"{name}: {on_one_line(why)}")
            code = exits.CANNOT_RUN
            continue
        typer.echo(on_one_line(plan.sentence))
    if code:
        raise typer.Exit(code)
