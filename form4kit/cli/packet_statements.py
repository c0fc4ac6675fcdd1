"""`form4kit packet --statement`: statements that no Form 5 is due, in a packet of their own."""

import datetime as dt
from pathlib import Path

import typer

from form4kit.cli import exits
from form4kit.cli import options as opt
from form4kit.cli.statement_files import statements_in
from form4kit.words import counted


def pack_statements(paths: list[Path], key: str, out: Path) -> None:
    """Write a packet of statements; end with exit code 1 where one is refused, 2 where none can be made."""
    from form4kit.law.clock import NEW_YORK
    from form4kit.registry.load import registry_for
    from form4kit.signoff.statement_packet import pack_statement, statement_packet
    from form4kit.storage.atomic import write_file

    today = dt.datetime.now(NEW_YORK).date()
    registry, signer = registry_for(paths[0]), _named(key, paths[0])
    files = statements_in(paths, signer, registry)
    packed = [
        pack_statement(file, data, number, signer, registry, today)
        for number, (file, data) in enumerate(files, 1)
    ]
    refused = [
        f"{file}: {each.refused}" for (file, _), each in zip(files, packed, strict=True) if each.refused
    ]
    names = [file.name for file, _ in files]
    refused += [f"{name}: two statements of this name" for name in sorted({*names}) if names.count(name) > 1]
    if refused:
        for line in refused:
            opt.say(line)
        opt.say(f"{out}: not written")
        raise typer.Exit(exits.ERRORS_FOUND)
    try:
        write_file(out, statement_packet(packed, signer))
    except OSError as error:
        opt.fail(f"{out}: {opt.reason(error)}")
    opt.say(f"{out}: {counted(len(files), 'statement')}, for {signer}")


def _named(key: str, path: Path) -> str:
    """Return the name of a signer; where there is no registry, what was given is the name."""
    from form4kit.registry.attorneys import signers
    from form4kit.registry.load import registry_for

    registry = registry_for(path)
    if registry.root is None:
        return key
    known = signers(registry)
    if key not in known and key not in known.values():
        opt.fail(f"--signer {key}: not in the registry, which has {', '.join(sorted(known)) or 'nobody'}")
    return known.get(key, key)
