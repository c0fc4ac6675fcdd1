"""The statements that no Form 5 is due that a command is given: files of text, or a folder with them."""

from pathlib import Path
from typing import TYPE_CHECKING

from form4kit.cli import options as opt

if TYPE_CHECKING:
    from collections.abc import Iterable

    from form4kit.registry.entries import Registry


def statements_in(paths: "Iterable[Path]", signer: str, registry: "Registry") -> list[tuple[Path, bytes]]:
    """Return files with their bytes; of a folder, those that are the signer's to sign.

    Ends with exit code 2 where there is none, or one cannot be read.
    """
    from form4kit.insiders.statement_text import NoStatement, read_statement
    from form4kit.signoff.identity import same_person
    from form4kit.signoff.statement_packet import powers_for
    from form4kit.signoff.terms import MOST_STATEMENTS

    found: list[tuple[Path, bytes]] = []
    for path in paths:
        if not path.is_dir():
            found.append((path, read_text(path)))
            continue
        others = []
        for file in written_in(path):
            data = read_text(file)
            try:
                person = read_statement(data).person
            except NoStatement:
                continue  # packed by its own name, it says why
            if same_person(signer, person) or powers_for(person, signer, registry):
                found.append((file, data))
            else:
                others.append(person)
        if not found:
            there = (
                f"only of {', '.join(sorted(others))}" if others else "form4kit year-end --out writes them"
            )
            opt.fail(f"{path}: no statement there for {signer} to sign, {there}")
    if len(found) > MOST_STATEMENTS:
        opt.fail(f"{len(found)} statements, a packet has at most {MOST_STATEMENTS}")
    return found


def written_in(folder: Path, names: frozenset[str] = frozenset()) -> list[Path]:
    """Return what lies in a folder, at any depth, under the name of a statement or one of these names."""
    from form4kit.insiders.statement import ENDING

    try:
        return sorted(each for each in folder.rglob("*") if each.name.endswith(ENDING) or each.name in names)
    except OSError as error:
        opt.fail(f"{error.filename or folder}: {opt.reason(error)}")


def read_text(file: Path) -> bytes:
    """Read a statement, or as much of it as shows that it is too large; end with 2 where it is not there."""
    from form4kit.insiders.statement_text import LARGEST

    try:
        with file.open("rb") as opened:
            return opened.read(LARGEST + 1)
    except OSError as error:
        opt.fail(f"{file}: {opt.reason(error)}")
