"""`form4kit verify`: whether what would be filed is what was signed, and whether EDGAR has the same."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from form4kit.cli import exits
from form4kit.cli import options as opt
from form4kit.cli.verify_options import Demands, SignerOption, TrustOption, TrustTsaOption

if TYPE_CHECKING:
    from form4kit.folder.search import Search
    from form4kit.signoff.verdict import Verdict
    from form4kit.signoff.verify_packet import Verified

BUILT = "what would be filed is what was built"
SIGNED = "what would be filed is what was signed"
BOUND = "what would be filed is what this packet binds; who signed is not proven"


def verify(
    folder: Annotated[
        Path,
        typer.Argument(metavar="DIR", help="The built folders, one of them, a statement, or a packet alone."),
    ],
    packets: Annotated[
        list[Path] | None,
        typer.Argument(metavar="[PACKET.pdf]...", help="The packets that were signed.", show_default=False),
    ] = None,
    trust: TrustOption = None,
    trust_tsa: TrustTsaOption = None,
    signer: SignerOption = None,
    filed: Annotated[
        list[Path] | None,
        typer.Option(
            "--filed",
            metavar="DOWNLOADED",
            help="What EDGAR has of it: a .txt, the form's .xml, or a folder of them.",
        ),
    ] = None,
    record: Annotated[
        Path | None,
        typer.Option(
            "--record",
            metavar="FILE",
            help="The record that says which download is which.",
            show_default="record.jsonl beside form4kit.toml",
        ),
    ] = None,
) -> None:
    """Hash and make everything again, and say of each filing or statement whether it is what was signed."""
    given, found, statement = packets or [], None, None
    if folder.is_file() and folder.suffix.lower() == ".txt":
        folder, statement = folder.parent, folder
        if not given:
            opt.fail(f"{statement}: a statement is held against the packet that binds it; give one")
    elif folder.is_file():
        folder, given = folder.parent, [folder, *given]
    else:
        found = _searched(folder, given)
    if not given:
        if trust or trust_tsa or signer:
            opt.fail("--trust, --trust-tsa and --signer ask about a packet; give one")
        _tell([*_built(found), *_filed(filed, found, [], record, trusted=False)])
    opt.needs("sign", "pyhanko")
    from form4kit.cli.verify_options import asked_for, read_packet
    from form4kit.signoff.verify_packet import verify_packet

    asked = asked_for(folder, Demands(trust, trust_tsa, signer))
    verified = [verify_packet(read_packet(each), asked) for each in given]
    lines = [_of_packet(each) for each in verified]
    lines += _unsigned(verified, signer or [])
    if found is not None and not (found.folders or any(each.statements for each in verified)):
        lines.append((False, f"{folder}: FAILED: no built folder here, and no packet binds a statement"))
    if found is not None:
        lines += _of_folders(folder, found, verified, SIGNED if trust else BOUND)
    if statement or found is not None:
        from form4kit.cli.verify_statements import statement_lines

        whole = None if statement else found
        lines += statement_lines(statement or folder, whole, verified, trusted=bool(trust))
    _tell([*lines, *_filed(filed, found, verified, record, trusted=bool(trust))])


def _searched(folder: Path, packets: Sequence[Path]) -> "Search":
    from form4kit.folder.search import search

    try:
        found = search(folder, frozenset(packets))
    except OSError as error:
        opt.fail(f"{error.filename or folder}: {opt.reason(error)}")
    if not found.folders and not (packets and any(each.endswith(".txt") for each in found.others)):
        opt.fail(f"{folder}: no built folder here; form4kit build makes them")
    return found


Line = tuple[bool, str]
"""Whether what is told is sound, and how it is told."""


def _built(found: "Search | None") -> list[Line]:
    from form4kit.signoff.verify import verify_folder

    if found is None:
        return []
    return [*(_line(verify_folder(each), BUILT) for each in found.folders), *_beside(found)]


def _of_packet(found: "Verified") -> Line:
    from form4kit.signoff.by_hand import NOT_PROVEN

    return _line(found.verdict, NOT_PROVEN if found.by_hand else "the packet is as it was signed")


def _unsigned(verified: "Sequence[Verified]", names: Sequence[str]) -> list[Line]:
    """Say of each who was expected that no packet is theirs."""
    from form4kit.signoff.identity import same_person

    return [
        (False, f"{name}: FAILED: no packet here is for them")
        for name in dict.fromkeys(names)
        if not any(same_person(each.signer, name) for each in verified)
    ]


def _of_folders(folder: Path, found: "Search", verified: "Sequence[Verified]", said: str) -> list[Line]:
    """Say of each folder whether its packets bind it and its typed signatures are all covered."""
    from dataclasses import replace

    from form4kit.signoff.review_gate import unlike_signed
    from form4kit.signoff.verify import is_of, missing, uncovered, verify_signed

    filings = [bound for each in verified for bound in each.filings]
    if not filings and not any(each.statements for each in verified):
        return [*_beside(found)]
    sound = all(each.verdict.sound for each in verified)
    lines = []
    for built in found.folders:
        verdict = verify_signed(built, filings)
        hands = [each.signer for each in verified if any(is_of(built, bound) for bound in each.filings)]
        if hands:
            verdict = replace(verdict, faults=(*verdict.faults, *uncovered(built, hands)))
        reviews = [
            why
            for each in verified
            for bound in each.filings
            if is_of(built, bound) and (why := unlike_signed(built, bound.name, each.attachments))
        ]
        verdict = replace(verdict, faults=(*verdict.faults, *reviews))
        lines.append(_line(verdict, said if sound else ""))
    alone = len(found.folders) == 1 and found.folders[0].path == folder
    if not alone:
        lines += [_line(each, "") for each in missing(found.folders, filings)]
    return [*lines, *_twice(found, verified), *_beside(found)]


def _twice(found: "Search", verified: "Sequence[Verified]") -> list[Line]:
    """Say that two folders are one filing of a packet."""
    from form4kit.signoff.verify import is_of

    lines: list[Line] = []
    for bound in (bound for each in verified for bound in each.filings):
        names = [built.name for built in found.folders if is_of(built, bound)]
        if len(names) > 1:
            lines.append((False, f"{bound.name}: FAILED: would be filed twice, from {' and '.join(names)}"))
    return list(dict.fromkeys(lines))


def _beside(found: "Search") -> list[Line]:
    """Tell what does not belong into a folder, and what nothing binds."""
    lines = [(False, f"{name}: FAILED: {clause}") for name, clause in found.faults]
    if found.others:
        shown = ", ".join(found.others[:5])
        more = f" and {len(found.others) - 5} more" if len(found.others) > 5 else ""
        lines.append((True, f"other files, which nothing binds: {shown}{more}"))
    return lines


def _filed(
    files: Sequence[Path] | None,
    found: "Search | None",
    verified: "Sequence[Verified]",
    record: Path | None,
    *,
    trusted: bool,
) -> list[Line]:
    """Hold what EDGAR has against what was built, or what the packets bind."""
    if not files:
        return []
    from form4kit.cli.verify_filed import filed_lines

    return [*filed_lines(files, found, verified, record, trusted=trusted)]


def _line(verdict: "Verdict", said: str) -> Line:
    """Say of a filing or packet in one line whether it is sound."""
    remarks = f" ({'; '.join(verdict.remarks)})" if verdict.remarks else ""
    if not verdict.sound:
        return False, f"{verdict.name}: FAILED: {'; '.join(verdict.faults)}{remarks}"
    return bool(said), f"{verdict.name}: {said or 'not proven, since the packet failed'}{remarks}"


def _tell(lines: Sequence[Line]) -> None:
    from form4kit.report.secrets import on_one_line

    for _, line in lines:
        print(on_one_line(line))
    raise typer.Exit(exits.OK if all(sound for sound, _ in lines) else exits.ERRORS_FOUND)
