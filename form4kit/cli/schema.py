"""`form4kit schema`: the JSON Schema of drafts, and which XSD package is in charge."""

from pathlib import Path
from typing import Annotated

import typer

from form4kit.cli import options as opt

app = typer.Typer(rich_markup_mode=None, help="Print the JSON Schema of drafts, for editors.")


@app.callback(invoke_without_command=True)
def schema(context: typer.Context) -> None:
    """Print the JSON Schema of drafts; `schema import ZIP` puts the SEC's own XSDs in charge."""
    if context.invoked_subcommand is None:
        from form4kit.draft_schema.schema import plain_schema_text

        print(plain_schema_text(), end="")


@app.command("import")
def import_package(
    package: Annotated[
        Path | None, typer.Argument(metavar="ZIP", help="The SEC's ownership XML technical specification.")
    ] = None,
    reset: Annotated[bool, typer.Option("--reset", help="Put form4kit's own XSDs back in charge.")] = False,
) -> None:
    """Put the SEC's own XSD package in charge of today's edition, or take it out again."""
    from form4kit.edgar import sec_schemas as installed

    if reset:
        was = installed.remove_package()
        opt.say("form4kit's own schemas are in charge" + ("" if was else ", as they were"))
        return
    if package is None:
        here = installed.package_in_charge()
        opt.say(f"in charge: {here or 'the schemas of form4kit itself'}")
        return
    try:
        folder = installed.import_package(package)
    except installed.PackageRefused as refused:
        opt.fail(f"{package}: {refused}")
    except OSError as error:
        opt.fail(f"{package}: {opt.reason(error)}")
    opt.say(f"the SEC's schemas are in charge, from {folder}")
