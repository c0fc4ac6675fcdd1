"""The trading plans of insiders: what Item 408(a) asks for each quarter, and plans in their cooling-off.

Item 408(a) of Regulation S-K (17 CFR 229.408(a)): in each 10-Q, and in the 10-K for the fourth quarter, the
directors and officers who adopted or terminated an arrangement, with name and title, date, duration and the
aggregate number of securities, not the price. A change of amount, price or timing is an end and an adoption.
"""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from form4kit.insiders.names import prose_name
from form4kit.insiders.service import service_of
from form4kit.law.calendar import EDGAR, Calendar
from form4kit.law.trading_plans import CoolingOff, TradingPlan, cooling_off, waits_from
from form4kit.registry.entries import Company, Person
from form4kit.words import grouped

_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class ArrangementLine:
    """One line of the table: who, what was done with which arrangement, and when.

    `action` is `adopted`, `terminated`, or how it ended by itself, which Item 408(a) does not ask for
    (`asked` is false).
    """

    person: str
    name: str
    title: str
    action: str
    date: dt.date
    plan: TradingPlan
    why: str = ""

    @property
    def asked(self) -> bool:
        """Whether Item 408(a) asks for it."""
        return self.action in ("adopted", "terminated")

    @property
    def words(self) -> str:
        """The line in words."""
        plan = self.plan
        kind = "a Rule 10b5-1 arrangement" if plan.kind != "other" else "a non-Rule 10b5-1 arrangement"
        covers = f"{plan.side} of " if plan.side else ""
        shares = f"{grouped(plan.shares)} shares" if plan.shares is not None else "number of shares not said"
        until = f"until {plan.ends}" if plan.ends else "duration not said"
        title = f", {self.title}" if self.title else ""
        security = f" of {plan.security}" if plan.security else ""
        said = f"{self.name}{title}: {self.action} {kind} on {self.date} ({plan.key})"
        said += f": {covers}{shares}{security}, {until}" if self.action == "adopted" else ""
        said += f"; {self.why}" if self.why else ""
        return said if self.asked else f"{said}; by its own terms, which the item does not ask for"


@dataclass(frozen=True, slots=True)
class PlanCoolingOff:
    """A plan whose trades may not begin yet: `first` day for certain, `earliest` with a report in time."""

    person: str
    plan: TradingPlan
    first: dt.date
    earliest: dt.date
    why: str


def quarters_of(year_end: dt.date) -> list[tuple[dt.date, dt.date]]:
    """Return the first and last days of the fiscal quarters of a year, in order."""
    ends = [_months_before(year_end, months) for months in (12, 9, 6, 3, 0)]
    return [(before + _DAY, end) for before, end in pairwise(ends)]


def _months_before(day: dt.date, months: int) -> dt.date:
    """Return the same day so many months before; the end of a month stays one."""
    index = day.year * 12 + day.month - 1 - months
    year, month = divmod(index, 12)
    last = (dt.date(year + (month == 11), (month + 1) % 12 + 1, 1) - _DAY).day
    at_end = (day + _DAY).day == 1
    return dt.date(year, month + 1, last if at_end else min(day.day, last))


def item_408(
    people: Iterable[Person], company: Company, first: dt.date, last: dt.date
) -> list[ArrangementLine]:
    """Return what directors and officers did with arrangements in a quarter, by name and day."""
    found: list[ArrangementLine] = []
    for person in people:
        service = service_of(person, company)
        for plan in person.plans:
            for action, date, why in _acts(plan):
                if first <= date <= last and service.inside_on(date):
                    title = _title(person, date, company)
                    found.append(
                        ArrangementLine(person.key, prose_name(person), title, action, date, plan, why)
                    )
    return sorted(found, key=lambda line: (line.name, line.date, line.plan.key))


def _acts(plan: TradingPlan) -> Iterator[tuple[str, dt.date, str]]:
    yield "adopted", plan.adopted, ""
    for change in plan.changes:
        if change.adopts_another:
            why = f"a change of {change.what} ends one plan and adopts another"
            yield "terminated", change.date, why
            yield "adopted", change.date, why
    if plan.ended:
        yield plan.how or "terminated", plan.ended, ""


def _title(person: Person, day: dt.date, company: Company) -> str:
    boxes = person.boxes(day, company.key)
    officer = boxes.get("officer_title") or boxes.get("officer")
    text = ((officer.text if officer else None) or "").strip()
    if text and text not in ("true", "false", "1", "0"):
        return text
    return "Director" if "director" in boxes else ""


def plans_cooling_off(
    person: Person, company: Company, as_of: dt.date, calendar: Calendar = EDGAR
) -> list[PlanCoolingOff]:
    """Return the plans of a person that are open on a day and whose cooling-off is not over, by first day.

    A sell-to-cover and an arrangement outside the rule have none to show. Raises NoCalendar.
    """
    service = service_of(person, company)
    found: list[PlanCoolingOff] = []
    for plan in person.plans:
        if plan.kind != "10b5-1" or not plan.open_on(as_of):
            continue
        off = cooling_off_of(
            plan, person, service.inside_on(plan.adopted_by(as_of)), company, as_of, calendar
        )
        if off.first > as_of:
            found.append(PlanCoolingOff(person.key, plan, off.first, off.earliest, off.why))
    return sorted(found, key=lambda each: (each.first, each.plan.key))


def cooling_off_of(
    plan: TradingPlan, person: Person, insider: bool, company: Company, as_of: dt.date, calendar: Calendar
) -> CoolingOff:
    """Return the cooling-off of a plan as known on a day."""
    since = waits_from(plan, as_of, person.plans)
    return cooling_off(since, insider=insider, reports=company.reports, known_on=as_of, calendar=calendar)
