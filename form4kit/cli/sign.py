"""`form4kit sign`: sign a packet with a key, record the scan of a page signed by hand, renew a signature."""

import datetime as dt
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from form4kit.cli import exits
from form4kit.cli import options as opt

if TYPE_CHECKING:
    from form4kit.signoff.keys import Key
    from form4kit.signoff.sign import Trust

PASSWORD = "FORM4KIT_KEY_PASSWORD"  # noqa: S105 -- where it stands, not what it is


def sign(
    packet: Annotated[Path, typer.Argument(metavar="PACKET.pdf", help="What form4kit packet wrote.")],
    key: Annotated[
        Path | None, typer.Option("--key", metavar="FILE.p12", help=f"The key; password in {PASSWORD}.")
    ] = None,
    tsa: Annotated[
        str | None, typer.Option("--tsa", metavar="URL", help="Ask this RFC 3161 server for the time.")
    ] = None,
    trust: Annotated[
        list[Path] | None,
        typer.Option(
            "--trust", metavar="FILE.pem", help="Authorities and revocation lists, to keep in the packet."
        ),
    ] = None,
    trust_tsa: Annotated[
        list[Path] | None,
        typer.Option("--trust-tsa", metavar="FILE.pem", help="The same for the clock of --tsa."),
    ] = None,
    wet: Annotated[
        Path | None,
        typer.Option("--wet", metavar="SCAN", help="Record a page signed by hand: PDF, PNG, JPEG, TIFF."),
    ] = None,
    renew: Annotated[
        bool, typer.Option("--renew", help="Append an archive timestamp to a signed packet; needs --tsa.")
    ] = False,
    attested: Annotated[
        str | None,
        typer.Option(
            "--attested", metavar="DATE", help="The day of the signer's manual attestation: 2026-01-31."
        ),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="FILE", help="The signed packet.", show_default="PACKET.signed.pdf"),
    ] = None,
) -> None:
    """Sign a packet, and record beside it what was signed: PACKET.signed.json.

    The packet is made again from its own attachments first; one that differs is refused, and so is a key
    that is not the signer's.
    """
    opt.needs("sign", "pyhanko")
    from form4kit.signoff.assemble import NotItself
    from form4kit.signoff.keys import CannotSign
    from form4kit.signoff.packet import NotAPacket
    from form4kit.signoff.reprint import OtherVersion

    if sum((key is not None, wet is not None, renew)) != 1:
        opt.fail("sign takes --key FILE.p12, or --wet SCAN for a page signed by hand, or --renew")
    if wet is not None and (tsa or out or trust or trust_tsa):
        opt.fail("--tsa, --trust, --trust-tsa and --out go with --key or --renew")
    if renew and not tsa:
        opt.fail("--renew needs --tsa URL, the server whose timestamp is appended")
    if attested is not None and (key is None or not _is_day(attested)):
        opt.fail(f"--attested {attested}: write it as 2026-01-31, with --key")
    data = _read(packet)
    try:
        if wet is not None:
            _by_hand(packet, data, wet)
        elif renew:
            _renewed(packet, data, tsa or "", _trust(trust, trust_tsa), out or packet)
        elif key is not None:
            to = out or packet.with_suffix(".signed.pdf")
            _with_key(packet, data, key, tsa, _trust(trust, trust_tsa), attested or "", to)
    except NotAPacket as error:
        opt.fail(f"{packet}: {error}")
    except (NotItself, OtherVersion) as error:
        opt.say(f"form4kit: {packet}: {error}")
        raise typer.Exit(exits.ERRORS_FOUND) from None
    except CannotSign as error:
        about = packet if renew or "signed already" in str(error) else key
        opt.say(f"form4kit: {about}: {error}")
        raise typer.Exit(exits.ERRORS_FOUND if error.judged else exits.CANNOT_RUN) from None


def _with_key(
    packet: Path, data: bytes, file: Path, tsa: str | None, trust: "Trust", attested: str, out: Path
) -> None:
    from form4kit.registry.load import registry_for
    from form4kit.signoff.reprint import reprint
    from form4kit.signoff.sign import record_of, sign, signed_record
    from form4kit.signoff.signer_key import check_key
    from form4kit.signoff.signing import Signing, write_signing
    from form4kit.signoff.terms import read_terms
    from form4kit.storage.sealed import sha256

    if out.exists():
        opt.fail(f"{out}: is there already; a signed packet is never replaced")
    terms = read_terms(_terms_to_sign(data))
    now = dt.datetime.now(dt.UTC).replace(microsecond=0)
    key = _key(file, now)
    pinned = check_key(key, terms.signer, registry_for(packet.parent), now)
    made = reprint(data)
    seen = Signing(
        packet_sha256=sha256(data),
        packet_size=len(data),
        signer=key.name,
        certificate_sha256=key.fingerprint,
        at=now.isoformat(),
        checks=(made.words, f"the key is {terms.signer}'s by {'pin' if pinned else 'name'}"),
        pinned=pinned,
        attested=attested,
    )
    done = sign(data, key, write_signing(seen), now, tsa=tsa, trust=trust)
    how = {
        "signed": {"name": out.name, "sha256": sha256(done.data)},
        "signer": {"name": key.name, "certificate_sha256": key.fingerprint},
        "at": now.isoformat(),
        "tsa": tsa,
    }
    _write(record_of(out), signed_record(packet, data, **how))
    try:
        _write(out, done.data)
    except typer.Exit:
        record_of(out).unlink(missing_ok=True)
        raise
    opt.say(f"{out}: signed by {key.name}; recorded in {record_of(out)}")
    for warning in done.warnings:
        opt.say(f"{out}: warning: {warning}")


def _terms_to_sign(data: bytes) -> dict[str, object]:
    """Return the terms of an unsigned packet. Raises NotAPacket, and CannotSign where it is signed."""
    from form4kit.signoff.keys import CannotSign
    from form4kit.signoff.packet import terms_of

    terms = terms_of(data)
    if b"/ByteRange" in data:
        raise CannotSign("is signed already; make a packet for each signer")
    return terms


def _renewed(packet: Path, data: bytes, tsa: str, trust: "Trust", out: Path) -> None:
    from form4kit.signoff.packet import terms_of
    from form4kit.signoff.sign import renew

    terms_of(data)
    if out != packet and out.exists():
        opt.fail(f"{out}: is there already; a signed packet is never replaced")
    done = renew(data, dt.datetime.now(dt.UTC), tsa=tsa, trust=trust)
    _write(out, done.data)
    opt.say(f"{out}: renewed by a timestamp from {tsa}; what was signed stands as it was")
    for warning in done.warnings:
        opt.say(f"{out}: warning: {warning}")


def _by_hand(packet: Path, data: bytes, scan: Path) -> None:
    from form4kit.signoff.reprint import reprint
    from form4kit.signoff.scans import NoScan, check_scan
    from form4kit.signoff.sign import record_of, signed_record
    from form4kit.storage.sealed import sha256

    record = record_of(packet)
    if record.exists():
        opt.fail(f"{record}: is there already; a record is never replaced")
    _terms_to_sign(data)
    shown = _read(scan)
    try:
        check_scan(shown, data)
    except NoScan as error:
        opt.say(f"form4kit: {scan}: {error}")
        raise typer.Exit(exits.ERRORS_FOUND) from None
    reprint(data)
    now = dt.datetime.now(dt.UTC).replace(microsecond=0)
    wet = {"name": scan.name, "sha256": sha256(shown)}
    _write(record, signed_record(packet, data, wet=wet, at=now.isoformat()))
    opt.say(f"{record}: the packet, signed by hand, with the scan {scan}")


def _trust(trust: list[Path] | None, trust_tsa: list[Path] | None) -> "Trust":
    from form4kit.cli.verify_options import trusted_in
    from form4kit.signoff.sign import Trust

    return Trust(trusted_in(trust or []), trusted_in(trust_tsa or []))


def _is_day(text: str) -> bool:
    from form4kit.convert import to_date

    return to_date(text) is not None


def _key(file: Path, now: dt.datetime) -> "Key":
    from form4kit.signoff.keys import load_key

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
