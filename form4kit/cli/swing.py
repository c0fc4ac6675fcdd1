"""`form4kit swing`: what Section 16(b) would take of an insider's trades, for counsel."""

import sys
from enum import StrEnum
from typing import Annotated

import typer

from form4kit.cli import history_options as of
from form4kit.cli import options as opt


class SwingFormat(StrEnum):
    """How the profit is told."""

    TEXT = "text"
    JSON = "json"


def swing(
    paths: opt.Paths,
    trade: Annotated[
        list[str] | None,
        typer.Option(
            "--trade",
            metavar="TEXT",
            help='A trade that is only thought of: "S 500 @ 31.07 on 2026-12-01", with "of CLASS" at the end'
            " where several classes were traded.",
        ),
    ] = None,
    split: Annotated[
        list[str] | None,
        typer.Option(
            "--split",
            metavar="TEXT",
            help='A split since, and the first day on the new basis: "4-for-1 on 2026-06-01".',
        ),
    ] = None,
    person: of.PersonOption = None,
    as_of: of.AsOfOption = None,
    format: Annotated[SwingFormat, typer.Option("--format", help="text or json.")] = SwingFormat.TEXT,
) -> None:
    """Compute short-swing profit under Section 16(b), over all forms of one insider. It is for counsel."""
    from form4kit.cli import histories
    from form4kit.insiders.thought_of import Misspelt, classes_of, read_split, read_trade
    from form4kit.report.swing_report import as_json, as_text

    day = histories.day_of(as_of)
    try:
        splits = [read_split(text) for text in split or ()]
        insider = histories.insider_in(histories.read_forms(paths), person)
        splits = sorted([*splits, *insider.splits], key=lambda each: each.date)
        classes, traded = classes_of(insider.history)
        thought_of = [
            read_trade(text, number, classes, traded, splits)
            for number, text in enumerate(trade or (), start=1)
        ]
    except Misspelt as fault:
        opt.fail(str(fault))
    found = histories.matched(insider, day, tuple(splits), thought_of)
    sys.stdout.write(as_json(found) if format is SwingFormat.JSON else as_text(found))
