"""`form4kit late`: who was late, for the proxy statement."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from form4kit.cli import options as opt
from form4kit.cli.record_file import RECORD, RecordOption, standing_in
from form4kit.words import counted

if TYPE_CHECKING:
    from form4kit.history.delinquent_reports import RecordEntry


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
    from form4kit.history.delinquent_reports import amendments_in, falls_in, fiscal_year, late_in, table

    if format not in ("text", "json"):
        opt.fail("--format takes text or json")
    entries = standing_in(file)
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
    if not any(falls_in(each, first, last) for each in entries):
        print(f"No filing on record falls in the fiscal year {first} to {last}.")
        print(
            f"The record has {counted(len(entries), 'filing')} of other years: who was late it cannot tell."
        )
        return
    print(f"Fiscal year {first} to {last}, from {counted(len(entries), 'filing')} on record.\n")
    print(table(found), end="")
    for each in amended:
        print(f"Not counted: {each}. See whether it reports what was due earlier.")


def _year_end(file: Path, entries: list["RecordEntry"]) -> str | None:
    """Return the end of the issuers' fiscal year, MM-DD; end with exit code 2 where they have several."""
    from form4kit.registry.load import registry_for
    from form4kit.registry.settings import settings_for

    registry, usual = registry_for(file.parent), settings_for(file.parent).fiscal_year_end
    ciks = {each["issuer"]["cik"] for each in entries if each.get("issuer")}
    ends = {registry.facts_of(cik)[1] or usual or "12-31" for cik in ciks}
    if len(ends) > 1:
        opt.fail(f"{file}: issuers whose years end on {' and '.join(sorted(ends))}; give one by --year-end")
    return next(iter(ends), usual)
