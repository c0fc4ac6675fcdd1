"""Options of the commands that read the forms of one insider."""

from typing import Annotated

import typer

from form4kit.cli.day_words import as_iso

PersonOption = Annotated[
    str | None,
    typer.Option(
        "--person",
        metavar="KEY",
        help="Whose forms, where several people's are there: a key of people/, a CIK, words of a name.",
    ),
]
AsOfOption = Annotated[
    str | None,
    typer.Option(
        "--as-of",
        metavar="DATE",
        callback=as_iso,
        help="What is open on this day.",
        show_default="today, New York",
    ),
]
