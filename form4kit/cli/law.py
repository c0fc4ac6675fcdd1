"""`form4kit law`: what holds on a day, and what changed between two."""

import datetime as dt
import json
import sys
import textwrap
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from form4kit.cli import exits
from form4kit.cli import options as opt
from form4kit.cli.options import ListFormat

if TYPE_CHECKING:
    from form4kit.rules.rule import Rule

_WIDE = 100


def law(
    on: Annotated[
        str | None, typer.Option("--on", metavar="DATE", help="The day.", show_default="today")
    ] = None,
    until: Annotated[
        str | None, typer.Option("--until", metavar="DATE", help="List what took effect from DATE to here.")
    ] = None,
    closures: Annotated[
        Path | None,
        typer.Option(
            "--closures",
            metavar="FILE",
            help="Add days on which EDGAR is closed, one a line, to form4kit.toml.",
        ),
    ] = None,
    into: Annotated[
        Path | None,
        typer.Option("--into", metavar="DIR", help="Where form4kit.toml is.", show_default="the nearest one"),
    ] = None,
    format: Annotated[ListFormat, typer.Option("--format", help="How to print it.")] = ListFormat.TEXT,
) -> None:
    """Say what law holds on a day, or what changed between two: rules, codes, deadlines, schema.

    With --closures, announced closures of EDGAR go into form4kit.toml, where every deadline counts them.
    """
    if closures is not None:
        if on or until:
            opt.fail("--closures goes without --on and --until")
        _add_closures(closures, into or Path())
        return
    if into is not None:
        opt.fail("--into goes with --closures FILE")
    first = _day("--on", on) if on else dt.date.today()
    last = _day("--until", until) if until else None
    if last is not None and last < first:
        opt.fail(f"--until {last} is before --on {first}")
    if format is ListFormat.JSON:
        between = [each._asdict() for each in _changes(first, last)] if last else []
        told = {"from": f"{first}", "until": f"{last}", "changes": between} if last else _in_force(first)
        print(json.dumps({"version": 1, **told}, indent=2, default=str))
        return
    lines = _between_as_text(first, last) if last else _day_as_text(first)
    sys.stdout.writelines(f"{line}\n" for line in lines)


def _add_closures(file: Path, folder: Path) -> None:
    """Add the days of a file; end with exit code 1 where something stands in the way."""
    from form4kit.outcome import new_york_now
    from form4kit.steps import closures
    from form4kit.storage.repository import NAME, in_force

    toml = in_force(folder).file
    if toml is None:
        opt.fail(f"{folder}: there is no {NAME} here or above")
    data = opt.bytes_of(file, closures.LARGEST_FILE)
    try:
        planned = closures.plan(toml, file.name, data, new_york_now())
        for each in planned.refusals:
            opt.say(f"{each.where}: {each.words}")
        if planned.refusals:
            opt.say(planned.sentence)
            raise typer.Exit(exits.ERRORS_FOUND)
        closures.carry_out(planned)
    except OSError as error:
        opt.fail(f"{error.filename or file}: {opt.reason(error)}")
    for words in planned.told:
        opt.say(words)
    opt.say(planned.sentence)


class _Change(NamedTuple):
    day: dt.date
    area: str
    words: str
    source: str


def _day(option: str, text: str) -> dt.date:
    from form4kit.law.clock import parse_date

    try:
        return parse_date(text)
    except ValueError as error:
        opt.fail(f"{option}: {error}")


def _in_force(day: dt.date) -> dict[str, object]:
    from form4kit.law.calendar import EDGAR, NoCalendar
    from form4kit.law.deadlines import HFIAA_IN_FORCE, TWO_BUSINESS_DAYS_SINCE
    from form4kit.law.editions import EDITIONS
    from form4kit.rules.engine import catalogue

    edition = next((each for each in EDITIONS if each.since <= day), None)
    try:
        closed = EDGAR.why_closed(day)
    except NoCalendar as error:
        opt.fail(f"--on: {error}")
    rules = [each for each in catalogue() if _holds(each, day)]
    return {
        "day": f"{day}",
        "schema": edition.name if edition else None,
        "schema_since": f"{edition.since}" if edition else None,
        "form_4_in_two_business_days": day >= TWO_BUSINESS_DAYS_SINCE,
        "foreign_insiders_report": day >= HFIAA_IN_FORCE,
        "edgar_closed": closed,
        "closures_known_through": f"{EDGAR.checked_through}",
        "rules": len(rules),
        "rules_not_yet_or_no_longer": [each.code for each in catalogue() if not _holds(each, day)],
    }


def _holds(rule: "Rule", day: dt.date) -> bool:
    return (rule.since is None or day >= rule.since) and (rule.until is None or day <= rule.until)


def _changes(first: dt.date, last: dt.date) -> list[_Change]:
    from form4kit.law.changes import changes

    found = [_Change(each.day, each.area, each.words, each.source) for each in changes(first, last)]
    found += [each for each in _rules() if first <= each.day <= last]
    return sorted(found, key=lambda each: each.day)


def _rules() -> Iterator[_Change]:
    from form4kit.rules.engine import catalogue

    for each in catalogue():
        forms = f"Form{'s' if len(each.forms) > 1 else ''} {', '.join(each.forms)}"
        source = "; ".join(each.cites)
        if each.since:
            yield _Change(each.since, "rules", f"{each.code} begins, {forms}: {each.title}", source)
        if each.until:
            day = each.until + dt.timedelta(days=1)
            yield _Change(day, "rules", f"{each.code} ends, {forms}: {each.title}", source)


def _between_as_text(first: dt.date, last: dt.date) -> Iterator[str]:
    yield f"What took effect from {first} to {last}, both days counted"
    found = _changes(first, last)
    if not found:
        yield "nothing that form4kit knows of"
    day = None
    for each in found:
        if each.day != day:
            day = each.day
            yield from ("", f"{day}")
        yield from _wrapped(f"{each.area}: {each.words}", "  ")
        yield from _wrapped(each.source, "      ")


def _day_as_text(day: dt.date) -> Iterator[str]:
    told = _in_force(day)
    yield f"{day}"
    if told["schema"]:
        yield f"  schema of EDGAR: edition {told['schema']}, since {told['schema_since']}"
    else:
        yield "  schema of EDGAR: none; forms were filed on paper"
    two = told["form_4_in_two_business_days"]
    yield f"  Form 4: due {'in two business days' if two else 'on the tenth day of the next month'}"
    report = told["foreign_insiders_report"]
    yield f"  insiders of foreign private issuers: {'report' if report else 'do not report'}"
    yield f"  EDGAR: {told['edgar_closed'] or 'open'}"
    known = str(told["closures_known_through"])
    yield f"  closures: known through {known}{', so this day is guessed' if f'{day}' > known else ''}"
    yield f"  rules of form4kit in force: {told['rules']}"
    codes = told["rules_not_yet_or_no_longer"]
    yield from _listed("not in force on this day", codes if isinstance(codes, list) else [])


def _listed(what: str, codes: Iterable[str]) -> Iterator[str]:
    if found := ", ".join(codes):
        yield from _wrapped(f"{what}: {found}", "  ")


def _wrapped(text: str, indent: str) -> list[str]:
    return textwrap.wrap(text, _WIDE, initial_indent=indent, subsequent_indent=f"{indent}  ")
