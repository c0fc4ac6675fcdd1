"""People who have left: what they were on their last day in office, and when that was.

Forms go on after it: Form 5 for the fiscal year in which they left (Rule 16a-3(f)(1)), and Form 4 for what
can still be matched with a trade in office (Rule 16a-2(b)).
"""

import datetime as dt
from collections.abc import Iterable, Mapping

from form4kit.law.periods import clear_on
from form4kit.registry.entries import Person, Registry
from form4kit.source.node import Node

_YEAR = dt.timedelta(days=366)


def last_day(person: Person, day: dt.date | None, issuer: str | None) -> dt.date | None:
    """Return the last day in office before a day; None where a role is in force on it, or none was before."""
    if day is None or person.boxes(day, issuer):
        return None
    ends = (role.until for role in person.roles if role.issuer in (None, issuer) and role.until)
    return max((until for until in ends if until < day), default=None)


def boxes_of_leaver(person: Person, day: dt.date | None, issuer: str | None, form: str) -> Mapping[str, Node]:
    """Return the relationship of the last day in office, for a form whose day lies after it.

    `form` is 4 or 5, perhaps of an amendment. Nothing where the person left so long before that such a form
    has no place.
    """
    left = last_day(person, day, issuer)
    if left is None or day is None:
        return {}
    still = {"4": day < clear_on(left), "5": day - left < _YEAR}
    return person.boxes(left, issuer) if still.get(form[:1], False) else {}


def left_before(
    registry: Registry, ciks: Iterable[str | None], issuer_cik: str | None, day: dt.date | None
) -> dt.date | None:
    """Return the last day in office of a form's owners; None unless all are known to have left by a day."""
    company = registry.company_of(issuer_cik)
    issuer = company.key if company else None
    people = [registry.person_of(cik) for cik in ciks]
    days = [last_day(person, day, issuer) if person else None for person in people]
    known = [left for left in days if left]
    return max(known) if known and len(known) == len(days) else None
