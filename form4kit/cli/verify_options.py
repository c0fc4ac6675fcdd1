"""What `form4kit verify` is given: packets with what lies beside them, certificates, the registry at hand."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from form4kit.cli import options as opt

if TYPE_CHECKING:
    from form4kit.folder.read import BuiltFolder
    from form4kit.signoff.acceptance import SignedPacket
    from form4kit.signoff.asked import Asked
    from form4kit.signoff.certificates import Trusted
    from form4kit.signoff.verify_packet import Packet

TrustOption = Annotated[
    list[Path] | None,
    typer.Option(
        "--trust", metavar="FILE.pem", help="Authorities, signers' certificates, CRLs: they must vouch."
    ),
]
TrustTsaOption = Annotated[
    list[Path] | None,
    typer.Option("--trust-tsa", metavar="FILE.pem", help="Demand a timestamp that leads there."),
]
SignerOption = Annotated[
    list[str] | None, typer.Option("--signer", metavar="NAME", help="Who must have signed.")
]


@dataclass(frozen=True, slots=True)
class Demands:
    """What is demanded of a packet: the files of `--trust` and `--trust-tsa`, the names of `--signer`."""

    trust: Sequence[Path] | None = None
    stampers: Sequence[Path] | None = None
    names: Sequence[str] | None = None


def read_packet(file: Path) -> "Packet":
    """Read a packet and what lies beside it; end with exit code 2 where it cannot be read."""
    from form4kit.signoff.by_hand import scan_named
    from form4kit.signoff.sign import record_of
    from form4kit.signoff.verify_packet import Packet

    record = record_of(file)
    kept = read(record) if record.is_file() else None
    name = scan_named(kept)
    scan = file.with_name(name) if name else None
    return Packet(str(file), read(file), kept, read(scan) if scan and scan.is_file() else None)


def asked_for(folder: Path, demands: Demands) -> "Asked":
    """Gather what a packet is held against; end with exit code 2 where a file of certificates holds none."""
    from form4kit.registry.load import registry_for
    from form4kit.signoff.asked import Asked

    return Asked(
        now=dt.datetime.now(dt.UTC),
        trusted=trusted_in(demands.trust) if demands.trust else None,
        stampers=trusted_in(demands.stampers) if demands.stampers else None,
        names=tuple(demands.names or ()),
        registry=registry_for(folder.resolve()),
    )


def bound_to(file: Path, built: "BuiltFolder", demands: Demands) -> "SignedPacket":
    """Return a packet that is proven to bind a folder. Raises Refused; ends with 2 if unreadable."""
    opt.needs("sign", "pyhanko")
    from form4kit.signoff.bound_packet import bound_packet

    return bound_packet(read_packet(file), built, asked_for(built.path, demands))


def trusted_in(files: Sequence[Path]) -> "Trusted":
    """Read files of certificates and revocation lists in PEM; end with exit code 2 where one holds none."""
    from form4kit.signoff.certificates import NoCertificates, read_pem, together

    found = []
    for file in files:
        try:
            found.append(read_pem(read(file)))
        except NoCertificates as error:
            opt.fail(f"{file}: {error}")
    return together(found)


def read(file: Path) -> bytes:
    """Read a file; end with exit code 2 where it cannot be read."""
    try:
        return file.read_bytes()
    except OSError as error:
        opt.fail(f"{file}: {opt.reason(error)}")
