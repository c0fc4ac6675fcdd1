"""`form4kit record`: what EDGAR accepted."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from form4kit.cli import exits
from form4kit.cli import options as opt
from form4kit.cli.record_file import RECORD, RecordOption, entries_of
from form4kit.storage.names import OWNERSHIP
from form4kit.words import counted

if TYPE_CHECKING:
    import datetime as dt

    from form4kit.folder.read import BuiltFolder
    from form4kit.history.delinquent_reports import RecordEntry
    from form4kit.model import Filing

app = typer.Typer(no_args_is_help=True, help="The record of what was filed.", rich_markup_mode=None)


@app.callback()
def record() -> None:
    """Keep the record of what was filed."""


@app.command()
def add(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The built folder of the filing.")],
    accession: Annotated[str, typer.Option("--accession", metavar="NUMBER", help="As EDGAR gave it.")],
    accepted: Annotated[
        str, typer.Option("--accepted", metavar="INSTANT", help="When EDGAR accepted it: 2026-11-18 21:50.")
    ],
    file: RecordOption = RECORD,
) -> None:
    """Add a filing that EDGAR accepted. A folder that was changed since it was built is refused."""
    from form4kit.law.clock import parse_instant
    from form4kit.signoff.record import Refused, is_accession
    from form4kit.signoff.record import add as append

    if not is_accession(accession):
        opt.fail(f"--accession {accession}: write it as 0001234567-26-000001")
    try:
        instant = parse_instant(accepted)
    except ValueError as error:
        opt.fail(f"--accepted {error}")
    if len(accepted) == len("2026-11-18"):
        opt.fail(f"--accepted {accepted}: say the time too, 2026-11-18 21:50 (New York)")
    built = _one(folder)
    entry = _entry(built, accession, instant)
    try:
        seal = append(file, entry)
    except Refused as error:
        opt.say(f"form4kit: {file}: {error}")
        raise typer.Exit(exits.ERRORS_FOUND) from None
    except OSError as error:
        opt.fail(f"{file}: {opt.reason(error)}")
    opt.say(f"{file}: {accession} added, hash {seal}")


def _entry(built: "BuiltFolder", accession: str, instant: "dt.datetime") -> "RecordEntry":
    """Return the line of a filing; end with exit code 1 where its folder is not what was built."""
    from form4kit.folder.read import is_live
    from form4kit.history.delinquent_reports import facts_of
    from form4kit.signoff.verify import verify_folder

    verdict = verify_folder(built)
    filing = _filing(built, instant) if verdict.sound else None
    if filing is None:
        opt.say(f"{built.path}: {'; '.join(verdict.faults)}; not added")
        raise typer.Exit(exits.ERRORS_FOUND)
    if not is_live(built) and not built.published:
        opt.say(f"{built.path}: warning: holds a TEST submission, which EDGAR does not accept as filed")
    facts = facts_of(filing, accession, instant)
    return facts | {"folder": built.name, "ownership_sha256": built.bound[OWNERSHIP]}


def _filing(built: "BuiltFolder", instant: "dt.datetime") -> "Filing | None":
    """Read the folder's draft as every command reads one, filed when EDGAR accepted it."""
    from form4kit.context import recalled
    from form4kit.outcome import Options
    from form4kit.pipeline import run_bytes
    from form4kit.storage.names import DRAFT

    name = str(built.path / DRAFT)
    options = Options(filed=instant, published=built.published, only_read=True)
    filing = run_bytes(built.files.get(DRAFT, b""), name, built.path, options).filing
    return recalled(filing, built.manifest.get("known")) if filing else None


def _one(folder: Path) -> "BuiltFolder":
    from form4kit.cli.built_folders import built_in

    folders = built_in(folder)
    if len(folders) != 1:
        opt.fail(f"{folder}: holds {len(folders)} built folders; give one")
    return folders[0]


@app.command()
def check(file: RecordOption = RECORD) -> None:
    """Say whether the record is whole: every line as it was written, in its order."""
    entries = entries_of(file)
    from form4kit.signoff.record import last_hash

    print(f"{file}: whole, {counted(len(entries), 'filing')}, {last_hash(entries)}")
