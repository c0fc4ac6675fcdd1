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
    from form4kit.draft.templates import EVENT_KINDS, KINDS

    if kind == "list":
        for name, purpose in (EVENT_KINDS | KINDS).items():
            print(f"{name:<17} {purpose}")
        return
    if table is None:
        known = bool(person or fills or after)
        if out is None and not (known and kind in EVENT_KINDS):
            _known_kind(kind)
            opt.fail("say where the draft goes: --out FILE")
        _begun(kind, out, person, fills, after)
        return
    _known_kind(kind)
    if out is None:
        opt.fail("say where the draft goes: --out FILE")
    if kind == "form3" and str(table) == "people":
        from form4kit.cli.new_form3 import new_form3

        new_form3(out)
    from form4kit.cli.new_from import new_from

    new_from(kind, table, out)


def _known_kind(kind: str) -> None:
    from form4kit.draft.templates import EVENT_KINDS, KINDS

    if kind not in EVENT_KINDS | KINDS:
        opt.fail(f"there is no kind {kind!r}; there are {', '.join(EVENT_KINDS | KINDS)}")


def _begun(kind: str, out: Path | None, person: str, fills: Path | None, after: Path | None) -> None:
    """Write the draft, and say what was copied beside it."""
    from form4kit.outcome import new_york_now
    from form4kit.steps.new_draft import NewDraftAnswers, carry_out, free_name, plan

    folder = Path("drafts") if Path("drafts").is_dir() else Path()
    file = out or free_name(folder, kind, person)
    try:
        answers = NewDraftAnswers(kind=kind, file=file, person=person, fills=fills, after=after)
        planned = plan(answers, new_york_now())
        if planned.refusals:
            opt.fail(planned.refusals[0].words)
        carry_out(planned)
    except OSError as error:
        opt.fail(f"{error.filename or file}: {opt.reason(error)}")
    for each in planned.told:
        opt.say(each)
    opt.say(f"{file}: fill in the blanks, then `form4kit check {file}`")
