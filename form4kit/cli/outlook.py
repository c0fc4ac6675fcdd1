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

    from form4kit.insiders.outlook import OutlookItem


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
    from form4kit.insiders.followed import items_of_registry, items_of_reports
    from form4kit.insiders.outlook import in_order, matching_items
    from form4kit.report.swing_report import filings, filings_in_words

    day = histories.day_of(as_of)
    forms = histories.read_forms(paths)
    histories.must_be_whole(forms)
    known = forms.registry.people.get(person or "")
    if known is not None and not any(known.cik in ciks(each.filing.owners) for each in forms.filings):
        company = forms.registry.only_company()
        items = [*items_of_registry(forms.registry, forms.settings, known, company, day)]
        _tell(format, known.key, company.key if company else "", day, in_order(items), [], [])
        return
    insider = histories.insider_in(forms, person)
    found = histories.matched(insider, day, insider.splits)
    items = [
        *matching_items(found),
        *items_of_reports(insider, histories.known_in(forms), forms.settings, day),
    ]
    if insider.person is not None:
        items += items_of_registry(forms.registry, forms.settings, insider.person, insider.company, day)
    name = insider.person.key if insider.person else insider.history.insider.name.text or "?"
    rests = [*filings_in_words(found)]
    _tell(format, name, insider.history.issuer, day, in_order(items), filings(found), rests)


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
