"""`form4kit year-end`: who needs a Form 5 for a fiscal year, the drafts, the statements, who was late."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from form4kit.cli import exits
from form4kit.cli import options as opt
from form4kit.cli.day_words import as_iso

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from form4kit.cli.judge_run import JudgeRun
    from form4kit.history.delinquent_reports import RecordEntry
    from form4kit.insiders.known_filings import KnownFiling
    from form4kit.insiders.year_end import YearEnd
    from form4kit.registry.entries import Company, Registry


def year_end(
    year: Annotated[
        int, typer.Option("--year", metavar="YEAR", min=2003, max=2099, help="The fiscal year, by its end.")
    ],
    as_of: Annotated[
        str | None,
        typer.Option(
            "--as-of",
            callback=as_iso,
            metavar="DATE",
            help="The day on which it is asked: what is past, and what is late.",
            show_default="today in New York",
        ),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(
            "--out",
            metavar="DIR",
            help="Write summary.json, drafts of Form 5, statements to sign and the Item 405 paragraph.",
            show_default="only say it",
        ),
    ] = None,
    issuer: Annotated[
        str | None,
        typer.Option("--issuer", metavar="KEY", help="Which issuer, where the registry has several."),
    ] = None,
    trust: Annotated[
        list[Path] | None,
        typer.Option(
            "--trust", metavar="FILE.pem", help="Who must vouch for the signatures of returned statements."
        ),
    ] = None,
) -> None:
    """Say who needs a Form 5 for a fiscal year, whose statement is missing, and who was late.

    By the registry, the record beside it, and the drafts and filings below it. Exit 1 where a Form 5 is
    required.
    """
    from form4kit.cli.returned_statements import returned_in
    from form4kit.history.delinquent_reports import fiscal_year
    from form4kit.insiders.year_end import year_end as taken
    from form4kit.insiders.year_end_files import as_text
    from form4kit.law.calendar import Calendar, NoCalendar
    from form4kit.registry.load import registry_for
    from form4kit.registry.settings import settings_for
    from form4kit.words import counted

    here = Path()
    registry, settings = registry_for(here), settings_for(here)
    day = _day(as_of)
    company = _company(registry, issuer)
    root = registry.root or here
    entries = _entries(root)
    run = _reading()
    filings = _known(run, root, company, entries, out)
    last = fiscal_year(year, company.fiscal_year_end or "12-31")[1]
    people = list(registry.people.values())
    try:
        found = taken(
            *(year, day, company, people, filings, entries),
            calendar=Calendar(extra=settings.closures),
            returned=returned_in(root, registry, company, last, trust),
        )
    except NoCalendar as error:
        opt.fail(f"--year {year}: {error}")
    print(as_text(found), end="")
    filed = sum(each.filed is not None for each in filings)
    drafts = counted(len(filings) - filed, "draft")
    known = "1 person" if len(people) == 1 else f"{len(people)} people"
    print(f"\nFrom {known} of the registry, {counted(len(entries), 'line')} of the record,", end=" ")
    print(f"{counted(filed, 'filing')} and {drafts}: what was told to nobody does not stand there.")
    if out is not None:
        _write(found, filings, out)
    required = any(each.form5 for each in found.people)
    raise typer.Exit(exits.ERRORS_FOUND if required else run.exit_code(()))


def _day(text: str | None) -> "dt.date":
    import datetime as dt

    from form4kit.law.clock import NEW_YORK, parse_date

    try:
        return parse_date(text) if text else dt.datetime.now(NEW_YORK).date()
    except ValueError as error:
        opt.fail(f"--as-of {error}")


def _company(registry: "Registry", name: str | None) -> "Company":
    """Return the issuer whose year it is; end with exit code 2 where there is none, or it is left open."""
    from form4kit.words import listed

    if registry.root is None:
        opt.fail("no form4kit.toml here or in a folder above: `form4kit init` begins one")
    known = list(registry.companies)
    if name is not None:
        company = registry.company(name)
        if company is None:
            opt.fail(f"--issuer {name}: the registry has {listed(known, 'and') if known else 'no issuer'}")
        return company
    if len(known) != 1:
        several = f"the registry has {listed(known, 'and')}: say which by --issuer"
        opt.fail(several if known else "the registry has no [issuer] with its cik")
    return registry.companies[known[0]]


def _entries(root: Path) -> list["RecordEntry"]:
    from form4kit.cli.record_file import standing_in
    from form4kit.storage.names import RECORD

    return standing_in(root / RECORD) if (root / RECORD).exists() else []


def _reading() -> "JudgeRun":
    from form4kit.cli.judge_run import JudgeRun
    from form4kit.outcome import Options
    from form4kit.rules.selection import Selection

    return JudgeRun(Options(only_read=True), Selection(), opt.Format.TEXT, False)


def _known(
    run: "JudgeRun",
    root: Path,
    company: "Company",
    entries: "Sequence[RecordEntry]",
    out: Path | None,
) -> list["KnownFiling"]:
    """Read every draft and filing of the issuer below the registry's root."""
    from form4kit.cli.sources import sources
    from form4kit.convert import bare_cik
    from form4kit.draft.faults import UNANSWERED
    from form4kit.events.faults import REFUSALS
    from form4kit.insiders.known_filings import known_filing
    from form4kit.storage.names import MANIFEST

    found: list[KnownFiling] = []
    for source, outcome in run.outcomes(sources([str(root)], leave_out=out)):
        for each in outcome.held:
            name = _name(source.name, root)
            if each.filing is None:
                opt.say(f"form4kit: {name}: not a filing; form4kit check says why")
                run.refused = True
            elif bare_cik(each.filing.issuer.cik.text) == company.cik:
                if any(finding.rule in (*REFUSALS, UNANSWERED.code) for finding in each.findings):
                    opt.say(f"form4kit: {name}: not all of it can be read; form4kit check says why")
                    run.refused = True
                known = known_filing(name, each, entries, built=(source.folder / MANIFEST).is_file())
                found += [known] if known else []
    return found


def _name(name: str, root: Path) -> str:
    path = Path(name)
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else name


def _write(found: "YearEnd", filings: list["KnownFiling"], out: Path) -> None:
    """Write the files of a year's end; none of an earlier run that does not hold any more stays."""
    from form4kit.cli.new_from import write_schema
    from form4kit.draft.templates import schema_reference
    from form4kit.insiders.year_end_files import files_of
    from form4kit.storage.atomic import write_file

    schema = schema_reference(out)
    files = files_of(found, filings, schema)
    try:
        if any(each.form5 for each in found.people):
            write_schema(out, schema)
        for name, text in files.items():
            write_file(out / name, text.encode("utf-8"))
            opt.say(f"wrote {out / name}")
        for person in found.people:
            for name in (f"{person.person.key}-form5.yaml", f"{person.person.key}-statement.txt"):
                if name not in files and (out / name).exists():
                    opt.say(f"{out / name} is of an earlier run, and holds no more")
    except OSError as error:
        opt.fail(f"{out}: {opt.reason(error)}")
