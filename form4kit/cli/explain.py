"""`form4kit explain` and `form4kit rules`: what the rule book says, and on whose authority."""

import difflib
from typing import Annotated

import typer

from form4kit.cli import options as opt
from form4kit.cli.options import ListFormat

ListFormatOption = Annotated[ListFormat, typer.Option("--format", help="text or json.")]


def explain(
    code: Annotated[str, typer.Argument(metavar="CODE", help="A rule's code, such as FTN04.")],
    format: ListFormatOption = ListFormat.TEXT,
) -> None:
    """Explain a rule: its authority, why it is there, and what it objects to."""
    from form4kit.catalogue import code_of, faults
    from form4kit.report.rule_report import as_text, catalogue_as_json

    wanted, known = code_of(code), faults()
    fault = known.get(wanted)
    if fault is None:
        close = difflib.get_close_matches(wanted, known, n=3)
        opt.fail(f"there is no rule {code}" + (f"; did you mean {' or '.join(close)}?" if close else ""))
    print(catalogue_as_json([fault]) if format is ListFormat.JSON else as_text(fault), end="")


def rules(format: ListFormatOption = ListFormat.TEXT) -> None:
    """List the whole catalogue."""
    from form4kit.catalogue import faults
    from form4kit.report.rule_report import catalogue_as_json, catalogue_as_text

    catalogue = list(faults().values())
    print(catalogue_as_json(catalogue) if format is ListFormat.JSON else catalogue_as_text(catalogue), end="")
