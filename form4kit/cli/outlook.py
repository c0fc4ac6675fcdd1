"""`form4kit outlook`: what hangs over an insider on a day."""

import sys
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from form4kit.cli import history_options as of
from form4kit.cli import options as opt

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from form4kit.cli.histories import Forms, Insider
    from form4kit.insiders.outlook import OutlookItem
    from form4kit.registry.entries import Company, Person


class OutlookFormat(StrEnum):
    """How the outlook is told."""

    TEXT = "text"
    JSON = "json"
    ICS = "ics"


def outlook(
    paths: opt.Paths,
    person: of.PersonOption = None,
    as_of: of.AsOfOption = None,
    format: Annotated[
        OutlookFormat, typer.Option("--format", help="text, json, or ics: a calendar file.")
    ] = OutlookFormat.TEXT,
) -> None:
    """Tell what hangs over an insider: clear days, small acquisitions, Form 5, plans, powers."""
    from form4kit.analysis.identity import ciks
    from form4kit.cli import histories
    from form4kit.insiders.outlook import in_order, matching_items
    from form4kit.report.swing_report import filings, filings_in_words

    day = histories.day_of(as_of)
    forms = histories.read_forms(paths)
    histories.must_be_whole(forms)
    known = forms.registry.people.get(person or "")
    if known is not None and not any(known.cik in ciks(each.filing.owners) for each in forms.filings):
        company = forms.registry.only_company()
        items = _of_registry(forms, known, company, day)
        _tell(format, known.key, company.key if company else "", day, in_order(items), [], [])
        return
    insider = histories.insider_in(forms, person)
    found = histories.matched(insider, day, insider.splits)
    items = [*matching_items(found), *_of_reports(forms, insider, day)]
    if insider.person is not None:
        items += _of_registry(forms, insider.person, insider.company, day)
    name = insider.person.key if insider.person else insider.history.insider.name.text or "?"
    rests = [*filings_in_words(found)]
    _tell(format, name, insider.history.issuer, day, in_order(items), filings(found), rests)


def _of_reports(forms: "Forms", insider: "Insider", day: "dt.date") -> "list[OutlookItem]":
    """Return what the insider has still to report."""
    from form4kit.cli import histories
    from form4kit.insiders.outlook_reports import report_items
    from form4kit.insiders.service import service_of
    from form4kit.insiders.service_by_forms import service_by_forms
    from form4kit.law.calendar import Calendar

    company, person, history = insider.company, insider.person, insider.history
    if company is not None and person is not None and insider.standing.by_roles:
        service = service_of(person, company)
    else:
        service = service_by_forms(insider.standing)
    year_end = (company.fiscal_year_end if company else None) or forms.settings.fiscal_year_end
    known = [each for each in histories.known_in(forms) if each.name in history.names]
    calendar = Calendar(extra=forms.settings.closures)
    since = insider.standing.form_3
    return [*report_items(history.cik, known, service, year_end or "12-31", day, calendar, since)]


def _of_registry(
    forms: "Forms", person: "Person", company: "Company | None", day: "dt.date"
) -> "list[OutlookItem]":
    """Return what the registry holds over a person."""
    from form4kit.insiders.outlook_registry import registry_items
    from form4kit.law.calendar import Calendar
    from form4kit.registry.entries import Company

    calendar = Calendar(extra=forms.settings.closures)
    return [*registry_items(forms.registry, person, company or Company("", {}), day, calendar)]


def _tell(
    format: OutlookFormat,
    person: str,
    issuer: str,
    day: "dt.date",
    items: "Sequence[OutlookItem]",
    filings: "Sequence[object]",
    rests: "Sequence[str]",
) -> None:
    from form4kit.report.outlook_report import as_ics, as_json, as_text

    if format is OutlookFormat.JSON:
        sys.stdout.write(as_json(person, issuer, day, items, filings))
    elif format is OutlookFormat.ICS:
        sys.stdout.write(as_ics(person, issuer, items))
    else:
        sys.stdout.write(as_text(person, issuer, day, items, rests))
