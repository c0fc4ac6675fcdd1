"""`form4kit new KIND --from TABLE.csv`: a draft for each line of a table."""

from pathlib import Path
from typing import NoReturn

import typer

from form4kit.cli import exits
from form4kit.cli import options as opt


def new_from(kind: str, table: Path, out: Path) -> NoReturn:
    """Write the drafts of a table into a folder, with a summary; end with 1 where a line made none."""
    from form4kit.csv_drafts.drafts import drafts_from
    from form4kit.csv_drafts.kinds import TABLE_KINDS
    from form4kit.csv_drafts.summary import NAME, summary
    from form4kit.draft.templates import schema_reference
    from form4kit.registry.load import registry_for
    from form4kit.report.counts import FileReport
    from form4kit.report.formats import written
    from form4kit.storage.atomic import write_file

    if kind not in TABLE_KINDS:
        opt.fail(f"there is no table of {kind!r}; there are {', '.join(TABLE_KINDS)}")
    try:
        data = table.read_bytes()
    except OSError as error:
        opt.fail(f"{table}: {opt.reason(error)}")
    registry = registry_for(out)
    taken = {file.stem for file in out.glob("*.yaml")} if out.is_dir() else set()
    reference = schema_reference(out)
    made = drafts_from(data, table.name, kind, registry, schema=reference, taken=taken)
    try:
        if made.drafts:
            write_schema(out, reference)
        for draft in made.drafts:
            write_file(out / f"{draft.stem}.yaml", draft.text.encode("utf-8"))
        if made.drafts or made.findings:
            write_file(out / NAME, summary(made, table.name, kind, registry).encode("utf-8"))
    except OSError as error:
        opt.fail(f"{out}: {opt.reason(error)}")
    if made.findings:
        typer.echo(
            written("text", [FileReport(str(table), "", made.findings, data)], colour=opt.colour()), nl=False
        )
    opt.say(f"{out}: {len(made.drafts)} of {made.lines} drafts written; {out / NAME} says which")
    raise typer.Exit(exits.ERRORS_FOUND if any(found.blocks for found in made.findings) else exits.OK)


def write_schema(folder: Path, reference: str) -> None:
    """Put the JSON Schema of drafts into a folder whose drafts look for it there. Raises OSError."""
    from form4kit.draft.templates import SCHEMA_FILE
    from form4kit.draft_schema.schema import plain_schema_text
    from form4kit.storage.atomic import write_file

    if reference == SCHEMA_FILE and not (folder / SCHEMA_FILE).exists():
        write_file(folder / SCHEMA_FILE, plain_schema_text().encode("utf-8"))
