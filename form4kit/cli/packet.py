"""`form4kit packet`: one PDF for a person to review and sign."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from form4kit.cli import exits
from form4kit.cli import options as opt
from form4kit.cli.built_folders import built_in
from form4kit.words import counted

if TYPE_CHECKING:
    from form4kit.signoff.packet import Packed


def packet(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The built folders, or one of them.")],
    signer: Annotated[
        str, typer.Option("--signer", metavar="KEY", help="Who signs: a person or attorney of the registry.")
    ],
    out: Annotated[Path, typer.Option("--out", metavar="FILE", help="Where the packet goes.")],
    allow_findings: Annotated[
        str | None,
        typer.Option(
            "--allow-findings",
            metavar="REASON",
            help="Pass over errors, a lapsed power, a signer who is not named; printed on the cover.",
        ),
    ] = None,
) -> None:
    """Put proofs, a cover and a signature page into one PDF. Folders that were changed are refused.

    So are filings with errors, under a power of attorney that has lapsed, or whose typed signatures do not
    name the signer, unless --allow-findings says why.
    """
    from form4kit.signoff.packet import pack, packet, record_head
    from form4kit.signoff.record import Refused
    from form4kit.signoff.terms import MOST_FILINGS
    from form4kit.storage.atomic import write_file

    opt.needs("sign", "pikepdf")
    if allow_findings is not None and not allow_findings.strip():
        opt.fail("--allow-findings takes the reason, in words")
    folders = built_in(folder)
    if len(folders) > MOST_FILINGS:
        opt.fail(
            f"{folder}: {len(folders)} filings, a packet has at most {MOST_FILINGS}; make one for each part"
        )
    name = _named(signer, folder)
    packed = [pack(each, number) for number, each in enumerate(folders, 1)]
    refused = [f"{each.folder.path}: {clause}" for each in packed for clause in each.refused]
    found = [] if refused else _objections(packed, name)
    for each, clause in found:
        opt.say(f"{each.folder.path}: {'passed over: ' if allow_findings else ''}{clause}")
    for line in refused:
        opt.say(line)
    if refused or (found and not allow_findings):
        opt.say(f"{out}: not written")
        raise typer.Exit(exits.ERRORS_FOUND)
    try:
        record = record_head(folder)
        passed = [f"{each.folder.name}: {clause}" for each, clause in found]
        write_file(out, packet(packed, name, record, (allow_findings or "").strip() if found else "", passed))
    except Refused as error:
        opt.say(f"{error}; {out}: not written")
        raise typer.Exit(exits.ERRORS_FOUND) from None
    except OSError as error:
        opt.fail(f"{out}: {opt.reason(error)}")
    opt.say(f"{out}: {counted(len(folders), 'filing')}, for {name}")


def _objections(packed: "list[Packed]", signer: str) -> "list[tuple[Packed, str]]":
    """Return what stands in the way of signing, by folder."""
    import datetime as dt

    from form4kit.law.clock import NEW_YORK
    from form4kit.signoff.objections import objections

    today = dt.datetime.now(NEW_YORK).date()
    return [(each, clause) for each in packed for clause in objections(each, signer, today)]


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
