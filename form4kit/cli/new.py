"""`form4kit new`: a commented draft to fill in."""

from pathlib import Path
from typing import Annotated

import typer

from form4kit.cli import options as opt


def new(
    kind: Annotated[
        str, typer.Argument(metavar="KIND", help="What happened; `form4kit new list` lists them.")
    ],
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="FILE", help="Where the draft goes; with --from, a folder."),
    ] = None,
    table: Annotated[
        Path | None,
        typer.Option(
            "--from", metavar="TABLE.csv", help="A draft for each line of this table; form3 also from people."
        ),
    ] = None,
    person: Annotated[
        str, typer.Option("--person", metavar="KEY", help="Whose it is, by the registry's key.")
    ] = "",
    fills: Annotated[
        Path | None, typer.Option("--fills", metavar="FILE", help="The broker's file of fills.")
    ] = None,
    after: Annotated[
        Path | None, typer.Option("--after", metavar="FILING", help="The last filing: its balances go on.")
    ] = None,
) -> None:
    """Write a commented draft to fill in: grant, purchase, sale, exercise, vest, gift and others."""
    from form4kit.cli.new_from import new_from, write_schema
    from form4kit.draft.templates import EVENT_KINDS, KINDS, new_draft, schema_reference
    from form4kit.storage.atomic import write_file

    if kind == "list":
        for name, purpose in (EVENT_KINDS | KINDS).items():
            print(f"{name:<17} {purpose}")
        return
    if kind not in EVENT_KINDS | KINDS:
        opt.fail(f"there is no kind {kind!r}; there are {', '.join(EVENT_KINDS | KINDS)}")
    known = bool(person or fills or after)
    if table is None and (known or (kind in EVENT_KINDS and out is not None)):
        _new_event(kind, out, person, fills, after)
    if out is None:
        opt.fail("say where the draft goes: --out FILE")
    if kind == "form3" and str(table) == "people":
        from form4kit.cli.new_form3 import new_form3

        new_form3(out)
    if table is not None:
        new_from(kind, table, out)
    if out.exists():
        opt.fail(f"{out} exists; delete it or choose another name")
    reference = schema_reference(out.parent)
    try:
        write_file(out, new_draft(kind, reference).encode("utf-8"))
        write_schema(out.parent, reference)
    except OSError as error:
        opt.fail(f"{out}: {opt.reason(error)}")
    opt.say(f"{out}: fill in the blanks, then `form4kit check {out}`")


def _new_event(kind: str, out: Path | None, person: str, fills: Path | None, after: Path | None) -> None:
    from form4kit.cli.new_event import new_event
    from form4kit.compiler.event_draft import PLAN_SALE
    from form4kit.events.kinds.index import KINDS

    name = "sale" if kind == PLAN_SALE else kind
    if name not in KINDS:
        opt.fail(f"--person, --fills and --after are for events, and {kind} is none")
    if fills is not None and "fills" not in KINDS[name].keys:
        opt.fail(f"--fills {fills}: a {kind} has none; there are fills of a purchase or a sale")
    new_event(kind, out, person, fills, after)
