"""`form4kit new form3 --from people --out DIR`: a Form 3 to fill in for each insider of the registry."""

from pathlib import Path
from typing import NoReturn

import typer

from form4kit.cli import exits
from form4kit.cli import options as opt


def new_form3(out: Path) -> NoReturn:
    """Write the drafts, one a person with a CIK and a role that has not ended; none over another file."""
    from form4kit.cli.new_from import write_schema
    from form4kit.compiler.event_draft import form3_draft
    from form4kit.draft.templates import schema_reference
    from form4kit.registry.load import registry_for
    from form4kit.storage.atomic import write_file
    from form4kit.words import counted

    registry = registry_for(out)
    people = [each for each in registry.people.values() if each.cik]
    if not people:
        opt.fail("no registry with people in it: see `form4kit init` and `form4kit people import`")
    reference = schema_reference(out)
    issuer = next(iter(registry.companies)) if len(registry.companies) == 1 else ""
    made = 0
    for person in people:
        roles = [role for role in person.roles if role.until is None]
        file = out / f"{person.key}-form3.yaml"
        if not roles:
            opt.say(f"{person.key}: no role in force, and no draft")
        elif file.exists():
            opt.say(f"{file} exists, and stays as it is")
        else:
            since = min((f"{role.since}" for role in roles if role.since), default="")
            of = next((role.issuer for role in roles if role.issuer), None) or issuer
            try:
                write_file(file, form3_draft(person.key, of, reference, since).encode("utf-8"))
                write_schema(out, reference)
            except OSError as error:
                opt.fail(f"{file}: {opt.reason(error)}")
            made += 1
    opt.say(f"{out}: {counted(made, 'draft')} of Form 3, to be filled in and checked")
    raise typer.Exit(exits.OK)
