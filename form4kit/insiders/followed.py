"""One insider followed over their forms: the history, the standing to the issuer, what hangs over them."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from form4kit.history.insider import InsiderHistory, insider_history
from form4kit.history.replay import Named
from form4kit.insiders.known_filings import KnownFiling
from form4kit.insiders.outlook import OutlookItem
from form4kit.insiders.outlook_registry import registry_items
from form4kit.insiders.outlook_reports import report_items
from form4kit.insiders.service import service_of
from form4kit.insiders.service_by_forms import service_by_forms
from form4kit.insiders.standing import Standing, standing_of
from form4kit.law.calendar import Calendar
from form4kit.law.splits import Split
from form4kit.model import Field
from form4kit.registry.entries import Company, Person, Registry
from form4kit.registry.settings import Settings


@dataclass(frozen=True, slots=True)
class Insider:
    """One insider: the history of the forms, as what they stand to the issuer, and what the registry has."""

    history: InsiderHistory
    standing: Standing
    person: Person | None
    company: Company | None

    @property
    def splits(self) -> tuple[Split, ...]:
        """The issuer's splits, as form4kit.toml has them."""
        return self.company.splits if self.company else ()


def followed(filings: Sequence[Named], who: str | None, registry: Registry, settings: Settings) -> Insider:
    """Return the one insider of forms, or the one named by key, CIK or words. Raises CannotFollow."""
    known = registry.people.get(who or "")
    history = insider_history(filings, known.cik if known and known.cik else who or "")
    person = known or registry.person_of(history.insider.cik.text)
    company = registry.company_or_unnamed(history.issuer_cik)
    private = company.foreign_private if company else None
    until = company.foreign_private_until if company else None
    standing = standing_of(
        history,
        person,
        company.key if company else None,
        foreign_private=bool(settings.foreign_private if private is None else private),
        foreign_private_until=until or settings.foreign_private_until,
    )
    return Insider(_named(history, person, company), standing, person, company)


def _named(history: InsiderHistory, person: Person | None, company: Company | None) -> InsiderHistory:
    """Return a history with the names that the registry has, where no form has one."""
    name = person.keys.get("name") if person else None
    if name is not None and name.text and not history.insider.name.text:
        text = Field(name.text, name.text, (), 0, 0)
        history = replace(history, insider=replace(history.insider, name=text))
    issuer = company.keys.get("name") if company else None
    if issuer is not None and issuer.text and history.issuer.strip("0") == history.issuer_cik.strip("0"):
        history = replace(history, issuer=issuer.text)
    return history


def items_of_reports(
    insider: Insider, known: Sequence[KnownFiling], settings: Settings, day: dt.date
) -> Iterator[OutlookItem]:
    """Yield what the insider has still to report, by the filings that are known."""
    company, person, history = insider.company, insider.person, insider.history
    if company is not None and person is not None and insider.standing.by_roles:
        service = service_of(person, company)
    else:
        service = service_by_forms(insider.standing)
    year_end = (company.fiscal_year_end if company else None) or settings.fiscal_year_end
    own = [each for each in known if each.name in history.names]
    calendar = Calendar(extra=settings.closures)
    since = insider.standing.form_3
    yield from report_items(history.cik, own, service, year_end or "12-31", day, calendar, since)


def items_of_registry(
    registry: Registry, settings: Settings, person: Person, company: Company | None, day: dt.date
) -> Iterator[OutlookItem]:
    """Yield what the registry holds over a person."""
    calendar = Calendar(extra=settings.closures)
    yield from registry_items(registry, person, company or Company("", {}), day, calendar)
