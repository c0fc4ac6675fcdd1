"""`form4kit submit`: a built folder through EDGAR's submission API, as a TEST or live."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from form4kit.cli import exits
from form4kit.cli import options as opt
from form4kit.cli.built_folders import built_in
from form4kit.cli.verify_options import Demands, SignerOption, TrustOption, TrustTsaOption

if TYPE_CHECKING:
    from form4kit.steps.send_case import SendAnswers
    from form4kit.steps.step_plan import StepPlan


def submit(
    folders: Annotated[
        list[Path],
        typer.Argument(
            metavar="DIR...", help="Built folders; several are sent as TESTs.", show_default=False
        ),
    ],
    live: Annotated[
        str | None,
        typer.Option("--live", metavar="ACCESSION", help="File it: the number of its accepted TEST."),
    ] = None,
    yes_file_live: Annotated[
        str | None,
        typer.Option("--yes-file-live", metavar="NAME", help="Confirm with the owner's last name, unasked."),
    ] = None,
    api: Annotated[
        str | None,
        typer.Option(
            "--api", metavar="URL", help="Another address than EDGAR's own.", show_default="EDGAR's"
        ),
    ] = None,
    login: Annotated[
        str | None,
        typer.Option("--login", metavar="CIK", help="Login CIK, where it is not the filer token's own."),
    ] = None,
    not_taken: Annotated[
        str | None,
        typer.Option("--not-taken", metavar="REASON", help="How you know that EDGAR does not have it."),
    ] = None,
    packet: Annotated[
        Path | None,
        typer.Option("--packet", metavar="FILE", help="The signed packet that binds what is filed."),
    ] = None,
    trust: TrustOption = None,
    trust_tsa: TrustTsaOption = None,
    signer: SignerOption = None,
    record: Annotated[
        Path | None,
        typer.Option("--record", metavar="FILE", help="The record.", show_default="the folder's"),
    ] = None,
) -> None:
    """Send built folders through EDGAR's submission API: as TESTs, or one live after its accepted TEST.

    Each begins anew where it was stopped, and nothing is sent twice. Ends with 0 only where EDGAR accepted.
    """
    opt.needs("edgar", "httpx")
    answers = _answers(live, api, login, not_taken, record)
    if yes_file_live is not None and live is None:
        opt.fail("--yes-file-live is for --live ACCESSION alone")
    found = [built.path for folder in folders for built in built_in(folder)]
    if live is not None and len(found) != 1:
        opt.fail(f"--live files one folder a command: here are {len(found)}")
    if packet is not None and live is None:
        opt.fail("--packet is for --live ACCESSION alone")
    if packet is None and (trust or trust_tsa or signer):
        opt.fail("--trust, --trust-tsa and --signer ask about a packet; give --packet")
    if packet is not None:
        answers = _signed(found[0], packet, Demands(trust, trust_tsa, signer), answers)
    try:
        for path in found:
            _send(path, answers, yes_file_live)
    except KeyboardInterrupt:
        opt.say("stopped. The same command goes on where this was: nothing is sent twice")
        raise typer.Exit(exits.INTERRUPTED) from None


def _answers(
    live: str | None, api: str | None, login: str | None, not_taken: str | None, record: Path | None
) -> "SendAnswers":
    """Read what is asked for; end with exit code 2 where it cannot be."""
    import datetime as dt

    from form4kit.signoff.record import is_accession
    from form4kit.steps.send_case import SendAnswers
    from form4kit.transmission.api_address import NotAnAddress, api_address
    from form4kit.transmission.tokens import BadToken, tokens_at_hand

    if live is not None and not is_accession(live):
        opt.fail(f"--live {live}: write the accession number of the TEST as 0001234567-26-000001")
    if login is not None and not (login.isascii() and login.isdigit() and len(login) <= 10):
        opt.fail(f"--login {login}: write a CIK, one to ten digits")
    if not_taken is not None and not not_taken.strip():
        opt.fail("--not-taken is empty: say how you know")
    try:
        address = api_address(api)
        tokens = tokens_at_hand(dt.datetime.now(dt.UTC))
    except NotAnAddress as error:
        opt.fail(f"--api {error}")
    except BadToken as error:
        opt.fail(str(error))
    return SendAnswers(tokens, live, address, login, None, not_taken, record)


def _signed(path: Path, packet: Path, demands: Demands, answers: "SendAnswers") -> "SendAnswers":
    """Add a packet that is proven to bind a folder; end with exit code 1 where it does not."""
    from dataclasses import replace

    from form4kit.cli.verify_options import bound_to
    from form4kit.signoff.record import Refused

    try:
        return replace(answers, packet=bound_to(packet, built_in(path)[0], demands))
    except Refused as error:
        opt.say(f"{path}: not sent: {error}")
        raise typer.Exit(exits.ERRORS_FOUND) from None


def _send(path: Path, answers: "SendAnswers", name: str | None) -> None:
    """Send one folder; end with exit code 1 where it is not accepted, 2 where the disk refuses."""
    import sys
    import time

    from form4kit.outcome import new_york_now
    from form4kit.report.secrets import on_one_line
    from form4kit.steps import send
    from form4kit.steps.send_case import typed_by
    from form4kit.steps.write_planned import NoLongerPlanned
    from form4kit.transmission.attempts import InTheWay
    from form4kit.transmission.receipt_report import as_text

    try:
        planned = send.plan(path, answers, new_york_now())
        _refuse(path, planned)
        if planned.questions:
            for line in planned.told:
                opt.say(line)
            answers = typed_by(answers, _typed(planned.questions[0].words) if name is None else name)
            planned = send.plan(path, answers, new_york_now())
            _refuse(path, planned)
            if planned.questions:
                opt.say(f"{path}: not filed: that is not the name. {planned.questions[0].words}")
                raise typer.Exit(exits.ERRORS_FOUND)
        opt.say(planned.sentence)
        result = send.carry_out(planned, answers, sleep=time.sleep, tell=lambda words: opt.say(f"  {words}"))
    except BlockingIOError:
        opt.say(f"{path}: another form4kit sends from here; wait until it is done")
        raise typer.Exit(exits.ERRORS_FOUND) from None
    except (NoLongerPlanned, InTheWay) as error:
        opt.say(f"{path}: {error}")
        raise typer.Exit(exits.ERRORS_FOUND) from None
    except OSError as error:
        opt.fail(f"{error.filename or path}: {opt.reason(error)}")
    if result.receipt is not None:
        sys.stdout.write(as_text(on_one_line(str(path)), result.receipt, result.objections))
        sys.stdout.flush()
    if result.words:
        opt.say(f"{path}: {result.words}")
    if not result.done:
        raise typer.Exit(exits.ERRORS_FOUND)


def _refuse(path: Path, planned: "StepPlan") -> None:
    """Print what stands in the way, and end with exit code 1; nothing is sent."""
    for each in planned.refusals:
        opt.say(f"{path}: not sent: {each.words}")
    if planned.refusals:
        raise typer.Exit(exits.ERRORS_FOUND)


def _typed(question: str) -> str:
    """Ask for the name; empty where nobody answers."""
    import sys

    print(f"{question}: ", end="", file=sys.stderr, flush=True)
    return sys.stdin.readline().strip()
