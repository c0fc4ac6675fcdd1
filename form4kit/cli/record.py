"""`form4kit record` and `form4kit late`: what EDGAR accepted, and who was late."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from form4kit.cli import options as opt

if TYPE_CHECKING:
    import datetime as dt

    from form4kit.folder.read import BuiltFolder
    from form4kit.model import Filing

app = typer.Typer(no_args_is_help=True, help="The record of what was filed.", rich_markup_mode=None)
RecordOption = Annotated[Path, typer.Option("--record", metavar="FILE", help="The record.")]
RECORD = Path("record.jsonl")


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
        raise typer.Exit(1) from None
    except OSError as error:
        opt.fail(f"{file}: {opt.reason(error)}")
    opt.say(f"{file}: {accession} added, hash {seal}")


def _entry(built: "BuiltFolder", accession: str, instant: "dt.datetime") -> dict[str, Any]:
    """Return the line of a filing; end with exit code 1 where its folder is not what was built."""
    from form4kit.folder.read import is_live
    from form4kit.history.delinquent_reports import facts_of
    from form4kit.signoff.verify import verify_folder

    verdict = verify_folder(built)
    filing = _filing(built, instant) if verdict.sound else None
    if filing is None:
        opt.say(f"{built.path}: {'; '.join(verdict.faults)}; not added")
        raise typer.Exit(1)
    if not is_live(built) and not built.published:
        opt.say(f"{built.path}: warning: holds a TEST submission, which EDGAR does not accept as filed")
    facts = facts_of(filing, accession, instant)
    return facts | {"folder": built.name, "ownership_sha256": built.bound["ownership.xml"]}


def _filing(built: "BuiltFolder", instant: "dt.datetime") -> "Filing | None":
    """Read the folder's draft as every command reads one, filed when EDGAR accepted it."""
    from form4kit.context import recalled
    from form4kit.folder.read import DRAFT
    from form4kit.pipeline import Options, run_bytes

    name = str(built.path / DRAFT)
    options = Options(filed=instant, published=built.published, only_read=True)
    filing = run_bytes(built.files.get(DRAFT, b""), name, built.path, options).filing
    return recalled(filing, built.manifest.get("known")) if filing else None


def _one(folder: Path) -> "BuiltFolder":
    from form4kit.cli.packet import built_in

    folders = built_in(folder)
    if len(folders) != 1:
        opt.fail(f"{folder}: holds {len(folders)} built folders; give one")
    return folders[0]


@app.command()
def check(file: RecordOption = RECORD) -> None:
    """Say whether the record is whole: every line as it was written, in its order."""
    entries = _entries(file)
    from form4kit.signoff.record import last_hash

    print(
        f"{file}: whole, {len(entries)} {'filing' if len(entries) == 1 else 'filings'}, {last_hash(entries)}"
    )


def _entries(file: Path) -> list[dict[str, Any]]:
    """Return the entries of a record; end with exit code 1 where it is broken, 2 where it is not there."""
    from form4kit.signoff.record import entries_in, faults_in

    try:
        data = file.read_bytes()
    except OSError as error:
        opt.fail(f"{file}: {opt.reason(error)}")
    faults = [*faults_in(data)]
    for fault in faults:
        opt.say(f"{file}: {fault}")
    if faults:
        raise typer.Exit(1)
    return entries_in(data)


def late(
    year: Annotated[int, typer.Option("--year", metavar="YEAR", min=2003, max=2099, help="The fiscal year.")],
    year_end: Annotated[
        str | None,
        typer.Option(
            "--year-end", metavar="MM-DD", help="When it ends.", show_default="form4kit.toml's, or 12-31"
        ),
    ] = None,
    file: RecordOption = RECORD,
    format: Annotated[str, typer.Option("--format", metavar="text|json", help="How to write it.")] = "text",
) -> None:
    """Make the table of late filers for the proxy statement (Item 405), from the record."""
    from form4kit.history.delinquent_reports import amendments_in, fiscal_year, late_in, table

    if format not in ("text", "json"):
        opt.fail("--format takes text or json")
    entries = _entries(file)
    try:
        first, last = fiscal_year(year, year_end or _year_end(file, entries) or "12-31")
    except ValueError:
        opt.fail(f"--year-end {year_end}: write it as 12-31")
    found = late_in(entries, first, last)
    amended = amendments_in(entries, first, last)
    if format == "json":
        people = [
            {
                "cik": p.cik,
                "name": p.name,
                "late_reports": len(p.reports),
                "late_transactions": p.transactions,
            }
            | {"reports": list(p.reports)}
            for p in found
        ]
        print(
            json.dumps(
                {"from": f"{first}", "to": f"{last}", "people": people, "amendments": amended}, indent=2
            )
        )
        return
    print(f"Fiscal year {first} to {last}, from {len(entries)} filings on record.\n")
    print(table(found), end="")
    for each in amended:
        print(f"Not counted: {each}. See whether it reports what was due earlier.")


def _year_end(file: Path, entries: list[dict[str, Any]]) -> str | None:
    """Return the end of the issuers' fiscal year, MM-DD; end with exit code 2 where they have several."""
    from form4kit.registry.load import registry_for
    from form4kit.registry.settings import settings_for

    registry, usual = registry_for(file.parent), settings_for(file.parent).fiscal_year_end
    ciks = {each["issuer"]["cik"] for each in entries if each.get("issuer")}
    ends = {registry.facts_of(cik)[1] or usual or "12-31" for cik in ciks}
    if len(ends) > 1:
        opt.fail(f"{file}: issuers whose years end on {' and '.join(sorted(ends))}; give one by --year-end")
    return next(iter(ends), usual)
