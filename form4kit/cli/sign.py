"""`form4kit sign`: sign a packet with a key, or record the scan of a page signed by hand."""

import datetime as dt
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from form4kit.cli import exits
from form4kit.cli import options as opt

if TYPE_CHECKING:
    from form4kit.signoff.sign import Key

PASSWORD = "FORM4KIT_KEY_PASSWORD"  # noqa: S105 -- where it stands, not what it is


def sign(
    packet: Annotated[Path, typer.Argument(metavar="PACKET.pdf", help="What form4kit packet wrote.")],
    key: Annotated[
        Path | None, typer.Option("--key", metavar="FILE.p12", help=f"The key; password in {PASSWORD}.")
    ] = None,
    tsa: Annotated[
        str | None, typer.Option("--tsa", metavar="URL", help="Ask this RFC 3161 server for the time.")
    ] = None,
    wet: Annotated[
        Path | None, typer.Option("--wet", metavar="SCAN.pdf", help="Record a page that was signed by hand.")
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="FILE", help="The signed packet.", show_default="PACKET.signed.pdf"),
    ] = None,
) -> None:
    """Sign a packet, and record beside it what was signed: PACKET.signed.json."""
    opt.needs("sign", "pyhanko")
    from form4kit.signoff.packet import NotAPacket
    from form4kit.signoff.sign import CannotSign

    if (key is None) == (wet is None):
        opt.fail("sign takes --key FILE.p12, or --wet SCAN.pdf for a page signed by hand")
    if wet is not None and (tsa or out):
        opt.fail("--tsa and --out go with --key")
    data = _read(packet)
    try:
        if wet is not None:
            _by_hand(packet, data, wet)
        elif key is not None:
            _with_key(packet, data, key, tsa, out or packet.with_suffix(".signed.pdf"))
    except NotAPacket as error:
        opt.fail(f"{packet}: {error}")
    except CannotSign as error:
        opt.say(f"form4kit: {packet if 'signed already' in str(error) else key}: {error}")
        raise typer.Exit(exits.ERRORS_FOUND if error.judged else exits.CANNOT_RUN) from None


def _with_key(packet: Path, data: bytes, file: Path, tsa: str | None, out: Path) -> None:
    from form4kit.signoff.packet import terms_of
    from form4kit.signoff.sign import record_of, sign, signed_record
    from form4kit.storage.sealed import sha256

    if out.exists():
        opt.fail(f"{out}: is there already; a signed packet is never replaced")
    terms_of(data)
    now = dt.datetime.now(dt.UTC).replace(microsecond=0)
    key = _key(file, now)
    signed = sign(data, key, tsa=tsa)
    how = {
        "signed": {"name": out.name, "sha256": sha256(signed)},
        "signer": {"name": key.name, "certificate_sha256": key.fingerprint},
        "at": now.isoformat(),
        "tsa": tsa,
    }
    _write(record_of(out), signed_record(packet, data, **how))
    try:
        _write(out, signed)
    except typer.Exit:
        record_of(out).unlink(missing_ok=True)
        raise
    opt.say(f"{out}: signed by {key.name}; recorded in {record_of(out)}")


def _by_hand(packet: Path, data: bytes, scan: Path) -> None:
    from form4kit.signoff.sign import record_of, signed_record
    from form4kit.storage.sealed import sha256

    record = record_of(packet)
    if record.exists():
        opt.fail(f"{record}: is there already; a record is never replaced")
    now = dt.datetime.now(dt.UTC).replace(microsecond=0)
    wet = {"name": scan.name, "sha256": sha256(_read(scan))}
    _write(record, signed_record(packet, data, wet=wet, at=now.isoformat()))
    opt.say(f"{record}: the packet, signed by hand, with the scan {scan}")


def _key(file: Path, now: dt.datetime) -> "Key":
    from form4kit.signoff.sign import load_key

    data = _read(file)
    password = os.environ.get(PASSWORD)
    if password is None:
        if not sys.stdin.isatty():
            opt.fail(f"no password for {file}: set {PASSWORD}, or run this on a terminal")
        password = typer.prompt(
            f"Password of {file}", hide_input=True, default="", show_default=False, err=True
        )
    return load_key(data, password, now)


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        opt.fail(f"{file}: {opt.reason(error)}")


def _write(file: Path, data: bytes) -> None:
    from form4kit.storage.atomic import write_file

    try:
        write_file(file, data)
    except OSError as error:
        opt.fail(f"{file}: {opt.reason(error)}")
