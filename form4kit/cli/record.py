"""`form4kit record`: what EDGAR accepted, line by line."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from form4kit.cli import exits
from form4kit.cli import options as opt
from form4kit.cli.built_folders import built_in
from form4kit.cli.record_file import RECORD, RecordOption, entries_of, standing_in
from form4kit.cli.verify_options import Demands, SignerOption, TrustOption, TrustTsaOption, bound_to
from form4kit.words import counted

if TYPE_CHECKING:
    from form4kit.folder.read import BuiltFolder
    from form4kit.history.delinquent_reports import RecordEntry
    from form4kit.signoff.acceptance import Acceptance
    from form4kit.steps.record import GivenFile

app = typer.Typer(no_args_is_help=True, help="The record of what was filed.", rich_markup_mode=None)


@app.callback()
def record() -> None:
    """Keep the record of what was filed."""


@app.command()
def add(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The built folder of the filing.")],
    copy: Annotated[
        Path | None,
        typer.Argument(
            metavar="[FILED.txt]", help="EDGAR's published copy, which says both.", show_default=False
        ),
    ] = None,
    accession: Annotated[
        str | None, typer.Option("--accession", metavar="NUMBER", help="As EDGAR gave it.")
    ] = None,
    accepted: Annotated[
        str | None,
        typer.Option("--accepted", metavar="INSTANT", help="When EDGAR accepted it: 2026-11-18 21:50."),
    ] = None,
    receipt: Annotated[
        Path | None,
        typer.Option("--receipt", metavar="FILE", help="EDGAR's message or answer, which says both."),
    ] = None,
    packet: Annotated[
        Path | None, typer.Option("--packet", metavar="FILE", help="The signed packet that binds it.")
    ] = None,
    again: Annotated[
        str | None,
        typer.Option("--again", metavar="REASON", help="Why a filing on record was accepted once more."),
    ] = None,
    trust: TrustOption = None,
    trust_tsa: TrustTsaOption = None,
    signer: SignerOption = None,
    ics: Annotated[
        bool, typer.Option("--ics", help="Print a calendar file with the website's day (Rule 16a-3(k)).")
    ] = False,
    file: RecordOption = RECORD,
) -> None:
    """Add a filing that EDGAR accepted. A folder that was changed, or is a TEST, is refused."""
    from form4kit.outcome import new_york_now
    from form4kit.signoff.record import Refused, has_line
    from form4kit.source.limits import LARGEST
    from form4kit.steps.record import RecordAnswers, carry_out, plan, website_words
    from form4kit.transmission.read_receipt import LARGEST as MESSAGE

    if accession is not None:
        _accession("--accession", accession)
    typed = _acceptance(accession or "", accepted) if accepted is not None else None
    if not (receipt or copy) and (accession is None or typed is None):
        opt.fail("give --receipt FILE, EDGAR's published copy, or --accession and --accepted")
    reason = None if again is None else _reason("--again", again)
    if packet is None and (trust or trust_tsa or signer):
        opt.fail("--trust, --trust-tsa and --signer ask about a packet; give --packet")
    built = _one(folder)
    try:
        bound = bound_to(packet, built, Demands(trust, trust_tsa, signer)) if packet else None
    except Refused as error:
        opt.say(f"{built.path}: {error}; not added")
        raise typer.Exit(exits.ERRORS_FOUND) from None
    answers = RecordAnswers(
        record=file,
        accession=accession,
        accepted=typed.accepted if typed else None,
        to_the_minute=typed is not None and typed.to_the_minute,
        receipt=_given(receipt, MESSAGE),
        copy=_given(copy, LARGEST),
        packet=bound,
        again=reason,
    )
    with _writing(file):
        planned = plan(built, answers, new_york_now())
        for refusal in planned.refusals:
            opt.say(f"{refusal.where}: {refusal.words}")
            raise typer.Exit(exits.ERRORS_FOUND)
        if bound and bound.record_head and not has_line(file, bound.record_head):
            told = f"{file}: warning: no line has the hash {bound.record_head}, which {packet} vouches for"
            opt.say(f"{told}: lines were cut off or written anew, or it is another record")
        seal = carry_out(planned)
    entry = planned.facts["entry"]
    for words in planned.told:
        opt.say(f"{file}: note: {words}")
    opt.say(f"{file}: {entry['accession']} added, hash {seal}")
    opt.say(f"{file}: {website_words(entry)}")
    if ics:
        from form4kit.report.website_ics import website_calendar

        print(website_calendar([entry]), end="")


def _given(file: Path | None, most: int) -> "GivenFile | None":
    """Read a file that is given; end with exit code 2 where it cannot be read, or is too large."""
    from form4kit.steps.record import GivenFile

    return None if file is None else GivenFile(file.name, opt.bytes_of(file, most))


@app.command()
def correct(
    wrong: Annotated[str, typer.Argument(metavar="ACCESSION", help="The number as it stands on record.")],
    accession: Annotated[str, typer.Option("--accession", metavar="NEW", help="As EDGAR gave it.")],
    reason: Annotated[str, typer.Option("--reason", metavar="TEXT", help="What was wrong.")],
    accepted: Annotated[
        str | None, typer.Option("--accepted", metavar="INSTANT", help="When EDGAR accepted it.")
    ] = None,
    file: RecordOption = RECORD,
) -> None:
    """Put right what was typed wrong: a line is added that takes the other's place. Nothing is erased."""
    from form4kit.registry.settings import settings_for
    from form4kit.signoff.acceptance import Correction
    from form4kit.signoff.acceptance import correct as put_right

    _accession("ACCESSION", wrong)
    _accession("--accession", accession)
    acceptance = None if accepted is None else _acceptance(accession, accepted)
    why = _reason("--reason", reason)
    if not file.exists():
        opt.fail(f"{file}: no such file or directory")
    closures = settings_for(file.parent).closures
    right = Correction(accession, why, acceptance, frozenset(closures))
    with _writing(file):
        seal = put_right(file, wrong, right)
        opt.say(f"{file}: {accession} takes the place of {wrong}, hash {seal}")


def _accession(option: str, text: str) -> None:
    from form4kit.signoff.record import is_accession

    if not is_accession(text):
        opt.fail(f"{option} {text}: write it as 0001234567-26-000001")


def _acceptance(accession: str, text: str) -> "Acceptance":
    from form4kit.law.clock import parse_instant
    from form4kit.signoff.acceptance import Acceptance

    try:
        instant = parse_instant(text)
    except ValueError as error:
        opt.fail(f"--accepted {error}")
    if len(text) == len("2026-11-18"):
        opt.fail(f"--accepted {text}: say the time too, 2026-11-18 21:50 (New York)")
    return Acceptance(accession, instant, to_the_minute=text[16:17] != ":")


def _reason(option: str, text: str) -> str:
    if not text.strip():
        opt.fail(f"{option} is empty: say why")
    return text.strip()


@contextmanager
def _writing(file: Path) -> Iterator[None]:
    """Say why a record takes no line: exit code 1 where it is refused, 2 where it cannot be written."""
    from form4kit.signoff.record import Refused

    try:
        yield
    except Refused as error:
        opt.say(f"form4kit: {file}: {error}")
        raise typer.Exit(exits.ERRORS_FOUND) from None
    except OSError as error:
        opt.fail(f"{file}: {opt.reason(error)}")


def _one(folder: Path) -> "BuiltFolder":

    folders = built_in(folder)
    if len(folders) != 1:
        opt.fail(f"{folder}: holds {len(folders)} built folders; give one")
    return folders[0]


@app.command()
def check(
    file: RecordOption = RECORD,
    expect: Annotated[
        str | None, typer.Option("--expect", metavar="HASH", help="What the hash of the last line must be.")
    ] = None,
) -> None:
    """Say whether the record is whole: every line as it was written, in its order."""
    from form4kit.signoff.record import is_hash, last_hash
    from form4kit.signoff.record_lines import standing

    wanted = None if expect is None else expect.strip().lower()
    if wanted is not None and not is_hash(wanted):
        opt.fail(f"--expect {expect}: write all 64 hexadecimal digits, as record head prints them")
    entries = entries_of(file)
    head, now = last_hash(entries), len(standing(entries))
    if wanted not in (None, head):
        opt.say(f"{file}: {_other_head(entries, str(wanted))}")
        raise typer.Exit(exits.ERRORS_FOUND)
    right = f", {len(entries) - now} put right" if len(entries) > now else ""
    print(f"{file}: whole, {counted(now, 'filing')}{right}, {head}")


def _other_head(entries: list["RecordEntry"], wanted: str) -> str:
    for entry in entries:
        if entry["hash"] == wanted:
            return f"is whole up to line {entry['number']}, which has this hash; {len(entries)} lines now"
    return f"no line has the hash {wanted}: lines were cut off or written anew"


@app.command()
def site(
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help="Where the page is written.")],
    copies: Annotated[
        list[Path] | None,
        typer.Option("--copies", metavar="DIR", help="Built folders: put the form beside, as HTML and PDF."),
    ] = None,
    issuer: Annotated[
        str | None, typer.Option("--issuer", metavar="CIK", help="The filings on one issuer alone.")
    ] = None,
    since: Annotated[
        str | None, typer.Option("--since", metavar="DATE", help="The filings of this day and later.")
    ] = None,
    file: RecordOption = RECORD,
) -> None:
    """Write a page for the issuer's website: each filing, with its link to EDGAR (Rule 16a-3(k))."""
    from form4kit.law.clock import parse_date
    from form4kit.storage.atomic import write_file
    from form4kit.transmission.filings_site import INDEX, chosen, site_of

    try:
        first = parse_date(since) if since else None
    except ValueError as error:
        opt.fail(f"--since {error}")
    entries = chosen(standing_in(file), issuer, first)
    if not entries:
        opt.fail(f"{file}: no filing on record to show")
    made = site_of(entries, [built for folder in copies or [] for built in built_in(folder)])
    try:
        for name in sorted(made.files, key=lambda name: name == INDEX):  # the page that links to them last
            write_file(out / name, made.files[name])
    except OSError as error:
        opt.fail(f"{error.filename or out}: {opt.reason(error)}")
    for words in made.remarks:
        opt.say(f"{out}: note: {words}")
    opt.say(f"{out / INDEX}: {counted(len(entries), 'filing')}")


@app.command()
def head(file: RecordOption = RECORD) -> None:
    """Print the hash of the last line, which stands for the whole record: keep it elsewhere."""
    from form4kit.signoff.record import last_hash

    print(last_hash(entries_of(file)))
