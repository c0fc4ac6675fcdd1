"""`form4kit footnotes`: list the standard footnotes, and show one filled in."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from form4kit.cli import exits
from form4kit.cli import options as opt

if TYPE_CHECKING:
    from form4kit.footnote_library.calls import Call
    from form4kit.footnote_library.template import Template


def footnotes(
    name: Annotated[
        str | None, typer.Argument(metavar="[NAME]", help="Show this one: vesting, or vesting(first=...).")
    ] = None,
    parameters: Annotated[
        list[str] | None, typer.Argument(metavar="[PARAM=VALUE]...", help="Fill it in with these.")
    ] = None,
) -> None:
    """List the footnotes that a draft may take by name, or show one: form4kit's, and the registry's here."""
    from difflib import get_close_matches

    from form4kit.footnote_library.calls import Call, parse_call
    from form4kit.footnote_library.listing import described, listed
    from form4kit.footnote_library.standard import standard
    from form4kit.registry.load import registry_for

    registry = registry_for(Path())
    templates = {**standard(), **registry.footnotes}
    if name is None:
        sys.stdout.write(listed(templates))
        return
    call = parse_call(name.removeprefix("^"))
    if call.name in registry.unfit_footnotes:
        opt.fail(registry.unfit_footnotes[call.name])
    template = templates.get(call.name)
    if template is None:
        near = get_close_matches(call.name, templates, 1)
        meant = f"did you mean {near[0]}?" if near else "`form4kit footnotes` lists them"
        opt.fail(f"there is no footnote {call.name!r}; {meant}")
    given = [each.partition("=") for each in parameters or []]
    call = Call(
        call.name,
        (*call.given, *((key.strip(), value.strip()) for key, equals, value in given if equals)),
        (*call.nameless, *(key for key, equals, _ in given if not equals)),
    )
    if not call.given and not call.nameless:
        sys.stdout.write(described(template))
        return
    raise typer.Exit(_preview(call, template))


def _preview(call: "Call", template: "Template") -> int:
    """Print a footnote filled in and how a draft refers to it; return 1 where something does not fit."""
    from form4kit.footnote_library.calls import write_call
    from form4kit.footnote_library.fill import MOST, fill
    from form4kit.place import Place

    text, findings = fill(call, template, Place())
    for found in findings:
        print(f"{found.severity} {found.rule}: {found.message}")
        if found.hint:
            print(f"    {found.hint}")
    if text is None:
        return exits.ERRORS_FOUND
    print(text)
    opt.say(f"{len(text)} of {MOST:,} characters. In a draft: ^{write_call(call.name, dict(call.given))}")
    return exits.OK
