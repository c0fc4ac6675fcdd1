"""`form4kit init`: a registry to begin with, and an example that checks clean; or one from old filings."""

from pathlib import Path
from typing import Annotated

import typer

from form4kit.cli import options as opt


def init(
    directory: Annotated[
        Path, typer.Argument(metavar="[DIR]", help="The root of the repository.", show_default="here")
    ] = Path(),
    old: Annotated[
        list[Path] | None,
        typer.Option(
            "--from",
            metavar="PATH",
            help="Old Forms 3, 4 and 5, a folder or a zip of them: company and people are taken from these.",
        ),
    ] = None,
    cik: Annotated[
        str | None, typer.Option("--cik", metavar="CIK", help="The company's, with --from.")
    ] = None,
    name: Annotated[
        str | None, typer.Option("--name", metavar="NAME", help="Its name as on EDGAR, with --from.")
    ] = None,
    symbol: Annotated[
        str | None, typer.Option("--symbol", metavar="TEXT", help="Its trading symbol, with --from.")
    ] = None,
    fiscal_year_end: Annotated[
        str | None,
        typer.Option("--fiscal-year-end", metavar="MM-DD", help="The last day of its year, with --from."),
    ] = None,
    foreign_private: Annotated[
        bool | None,
        typer.Option(
            "--foreign-private/--no-foreign-private",
            help="Whether it is a foreign private issuer, with --from.",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Begin a repository: form4kit.toml, people/, footnotes/ and a worked example. Nothing is overwritten.

    With --from there is no example: company and people are those of the filings, which are kept in filed/.
    """
    import datetime as dt

    from form4kit.draft.templates import SCHEMA_FILE
    from form4kit.draft_schema.schema import plain_schema_text
    from form4kit.law.clock import NEW_YORK
    from form4kit.registry.starter import EXAMPLE, starter
    from form4kit.storage.atomic import write_file
    from form4kit.storage.repository import NAME

    said = (cik, name, symbol, fiscal_year_end, foreign_private)
    if old:
        from form4kit.cli.init_from import CompanyOptions, init_from

        init_from(directory, old, CompanyOptions(*said))
        return
    if any(each is not None for each in said):
        opt.fail("--cik, --name, --symbol, --fiscal-year-end and --foreign-private go with --from")
    if (directory / NAME).exists():
        opt.fail(f"{directory / NAME} exists: this is a registry already")
    files = {**starter(dt.datetime.now(NEW_YORK).date()), SCHEMA_FILE: plain_schema_text()}
    for name_, text in files.items():
        file = directory / name_
        if file.exists():
            opt.say(f"{file} exists, and is left as it is")
            continue
        try:
            write_file(file, text.encode("utf-8"))
        except OSError as error:
            opt.fail(f"{file}: {opt.reason(error)}")
        opt.say(f"{file}")
    opt.say(f"Put in your own company and people, then `form4kit check {directory / EXAMPLE}`.")
