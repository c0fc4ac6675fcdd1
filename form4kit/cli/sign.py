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
    from form4kit.signoff.sign import Trust
    from form4kit.steps.sign_answers import KeyFile, ScanFile, SignAnswers

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
    read: Annotated[
        str | None,
        typer.Option("--read", metavar="CODE", help="The code on the last page: every page was read."),
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
    if sum((key is not None, wet is not None, renew)) != 1:
        opt.fail("sign takes --key FILE.p12, or --wet SCAN for a page signed by hand, or --renew")
    if wet is not None and (tsa or out or trust or trust_tsa):
        opt.fail("--tsa, --trust, --trust-tsa and --out go with --key or --renew")
    if renew and not tsa:
        opt.fail("--renew needs --tsa URL, the server whose timestamp is appended")
    if attested is not None and (key is None or not _is_day(attested)):
        opt.fail(f"--attested {attested}: write it as 2026-01-31, with --key")
    if renew and read is not None:
        opt.fail("--read goes with --key or --wet")
    if renew:
        _renew(packet, tsa or "", _trust(trust, trust_tsa), out or packet)
        return
    from form4kit.steps.sign_answers import SignAnswers

    answers = SignAnswers(
        key=_key(key) if key is not None else None,
        scan=_scan(wet) if wet is not None else None,
        code=read or "",
        out=out,
        tsa=tsa,
        trust=_trust(trust, trust_tsa),
        attested=attested or "",
    )
    _sign(packet, answers, wet)


def _sign(packet: Path, answers: "SignAnswers", scan: Path | None) -> None:
    """Sign or record as the step does; end with exit code 1 where it is refused, 2 where it cannot be."""
    from form4kit.outcome import new_york_now
    from form4kit.signoff.keys import CannotSign
    from form4kit.steps.sign import USAGE, carry_out, plan
    from form4kit.steps.write_planned import NoLongerPlanned

    now = new_york_now()
    try:
        planned = plan(packet, answers, now)
        for each in planned.refusals:
            opt.say(f"form4kit: {each.where}: {each.words}" if each.where else f"form4kit: {each.words}")
            if each.code == "not-read":
                opt.say("form4kit: the code stands on the packet's last page: --read CODE")
        if planned.refusals:
            usage = any(each.code in USAGE for each in planned.refusals)
            raise typer.Exit(exits.CANNOT_RUN if usage else exits.ERRORS_FOUND)
        done = carry_out(planned, answers, now)
    except CannotSign as error:
        opt.say(f"form4kit: {answers.key.name if answers.key else packet}: {error}")
        raise typer.Exit(exits.ERRORS_FOUND if error.judged else exits.CANNOT_RUN) from None
    except NoLongerPlanned as error:
        opt.say(f"form4kit: {error}")
        raise typer.Exit(exits.ERRORS_FOUND) from None
    except OSError as error:
        opt.fail(f"{error.filename or packet}: {opt.reason(error)}")
    if done.signed is None:
        opt.say(f"{done.record}: the packet, signed by hand, with the scan {scan}")
        return
    opt.say(f"{done.signed}: signed by {done.signer}; recorded in {done.record}")
    for warning in done.warnings:
        opt.say(f"{done.signed}: warning: {warning}")


def _renew(packet: Path, tsa: str, trust: "Trust", out: Path) -> None:
    from form4kit.signoff.keys import CannotSign
    from form4kit.signoff.packet import NotAPacket

    try:
        _renewed(packet, _read(packet), tsa, trust, out)
    except NotAPacket as error:
        opt.fail(f"{packet}: {error}")
    except CannotSign as error:
        opt.say(f"form4kit: {packet}: {error}")
        raise typer.Exit(exits.ERRORS_FOUND if error.judged else exits.CANNOT_RUN) from None


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


def _trust(trust: list[Path] | None, trust_tsa: list[Path] | None) -> "Trust":
    from form4kit.cli.verify_options import trusted_in
    from form4kit.signoff.sign import Trust

    return Trust(trusted_in(trust or []), trusted_in(trust_tsa or []))


def _is_day(text: str) -> bool:
    from form4kit.convert import to_date

    return to_date(text) is not None


def _key(file: Path) -> "KeyFile":
    from form4kit.steps.sign_answers import KeyFile

    data = _read(file)
    password = os.environ.get(PASSWORD)
    if password is None:
        if not sys.stdin.isatty():
            opt.fail(f"no password for {file}: set {PASSWORD}, or run this on a terminal")
        password = typer.prompt(
            f"Password of {file}", hide_input=True, default="", show_default=False, err=True
        )
    return KeyFile(str(file), data, password)


def _scan(file: Path) -> "ScanFile":
    from form4kit.steps.sign_answers import ScanFile

    return ScanFile(str(file), _read(file))


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
