"""`form4kit packet`: one PDF for a person to review and sign."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from form4kit.cli import exits
from form4kit.cli import options as opt
from form4kit.cli.built_folders import built_in
from form4kit.words import counted

if TYPE_CHECKING:
    from form4kit.folder.read import BuiltFolder


def packet(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The built folders, or one of them.")],
    signer: Annotated[
        str, typer.Option("--signer", metavar="KEY", help="Who signs: a person or attorney of the registry.")
    ],
    out: Annotated[Path, typer.Option("--out", metavar="FILE", help="Where the packet goes.")],
) -> None:
    """Put proofs, a cover and a signature page into one PDF. Folders that were changed are refused."""
    from form4kit.signoff.packet import packet, refusals
    from form4kit.storage.atomic import write_file

    opt.needs("sign", "pikepdf")
    folders = built_in(folder)
    name = _named(signer, folder)
    refused = [f"{each.path}: {clause}" for each in folders for clause in refusals(each)]
    for line in refused:
        opt.say(line)
    if refused:
        opt.say(f"{out}: not written")
        raise typer.Exit(exits.ERRORS_FOUND)
    try:
        write_file(out, packet(folders, name))
    except OSError as error:
        opt.fail(f"{out}: {opt.reason(error)}")
    _say_whose(folders, name)
    opt.say(f"{out}: {counted(len(folders), 'filing')}, for {name}")


def _named(key: str, folder: Path) -> str:
    """Return the name of a signer; where there is no registry, what was given is the name."""
    from form4kit.registry.attorneys import signers
    from form4kit.registry.load import registry_for

    registry = registry_for(folder)
    if registry.root is None:
        return key
    known = signers(registry)
    if key not in known and key not in known.values():
        opt.fail(f"--signer {key}: not in the registry, which has {', '.join(sorted(known)) or 'nobody'}")
    return known.get(key, key)


def _say_whose(folders: "list[BuiltFolder]", name: str) -> None:
    """Say which filings someone else has signed by the look of the typed name: no packet can adopt those."""
    from form4kit.analysis.signatures import words_of
    from form4kit.folder.read import filing_of

    for folder in folders:
        filing = filing_of(folder)
        typed = [each.name.text or "" for each in filing.signatures] if filing else []
        if not any(words_of(name) & words_of(each) for each in typed):
            opt.say(
                f"{folder.path}: warning: the typed signature is {'; '.join(typed) or 'missing'}, not {name}"
            )
