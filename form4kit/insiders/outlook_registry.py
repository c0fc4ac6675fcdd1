"""What the registry holds over an insider: plans in their cooling-off, powers of attorney that end."""

import datetime as dt
from collections.abc import Iterator

from form4kit.convert import bare_cik
from form4kit.insiders.outlook import OutlookItem
from form4kit.insiders.plans import plans_cooling_off
from form4kit.law.calendar import Calendar, NoCalendar
from form4kit.registry.entries import Company, Person, PowerOfAttorney, Registry
from form4kit.words import listed

_DAY = dt.timedelta(days=1)


def registry_items(
    registry: Registry, person: Person, company: Company, as_of: dt.date, calendar: Calendar
) -> Iterator[OutlookItem]:
    """Yield the plans and the powers of a person that are open on a day."""
    try:
        plans = plans_cooling_off(person, company, as_of, calendar)
    except NoCalendar:
        plans = []
    for each in plans:
        sooner = f"; from {each.earliest} if the report comes in time" if each.earliest < each.first else ""
        text = f"The first trade under the plan {each.plan.key} may be on {each.first}: {each.why}{sooner}."
        more = {"plan": each.plan.key, "earliest": each.earliest.isoformat()}
        yield OutlookItem("plan-cooling-off", each.first, text, ("17 CFR 240.10b5-1(c)(1)(ii)(B)",), more)
    for power in powers_given(registry, person):
        last = last_day(power)
        if last is not None and last >= as_of:
            names = [registry.name_of(each) for each in power.attorneys]
            forms = f" for {listed([f'Form {form}' for form in power.forms], 'and')}" if power.forms else ""
            text = f"The power of attorney to {listed(names)}{forms} ends with {last}."
            yield OutlookItem("power-ends", last, text, ("17 CFR 240.16a-3(i)",), {"attorneys": names})


def powers_given(registry: Registry, person: Person) -> Iterator[PowerOfAttorney]:
    """Yield the powers that a person has given, in whosever file they stand."""
    mine = {person.key, registry.name_of(person.key)}
    for each in registry.people.values():
        for power in each.powers:
            if power.grantor in mine or (person.cik and bare_cik(power.grantor) == person.cik):
                yield power


def last_day(power: PowerOfAttorney) -> dt.date | None:
    """Return the last day on which a power holds; None where it has no end."""
    ends = [power.expires, power.revoked - _DAY if power.revoked else None]
    return min((day for day in ends if day), default=None)
