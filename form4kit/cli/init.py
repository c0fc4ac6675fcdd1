"""`form4kit init`: a registry to begin with, and an example that checks clean."""

from pathlib import Path
from typing import Annotated

import typer

from form4kit.cli import options as opt


def init(
    directory: Annotated[
        Path, typer.Argument(metavar="[DIR]", help="The root of the repository.", show_default="here")
    ] = Path(),
) -> None:
    """Begin a repository: form4kit.toml, people/, footnotes/ and a worked example. Nothing is overwritten."""
    import datetime as dt

    from form4kit.draft.templates import SCHEMA_FILE
    from form4kit.draft_schema.schema import plain_schema_text
    from form4kit.law.clock import NEW_YORK
    from form4kit.registry.starter import EXAMPLE, starter
    from form4kit.storage.atomic import write_file
    from form4kit.storage.repository import NAME

    if (directory / NAME).exists():
        opt.fail(f"{directory / NAME} exists: this is a registry already")
    files = {**starter(dt.datetime.now(NEW_YORK).date()), SCHEMA_FILE: plain_schema_text()}
    for name, text in files.items():
        file = directory / name
        if file.exists():
            opt.say(f"{file} exists, and is left as it is")
            continue
        try:
            write_file(file, text.encode("utf-8"))
        except OSError as error:
            opt.fail(f"{file}: {opt.reason(error)}")
        opt.say(f"{file}")
    opt.say(f"Put in your own company and people, then `form4kit check {directory / EXAMPLE}`.")
