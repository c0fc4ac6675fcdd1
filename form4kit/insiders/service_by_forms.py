"""When a person has to report, where only the forms tell."""

import datetime as dt

from form4kit.insiders.service import Service, Term
from form4kit.insiders.standing import Standing
from form4kit.law.deadlines import HFIAA_IN_FORCE


def service_by_forms(standing: Standing) -> Service:
    """Return the time from the Form 3 on, or without one all time, as insiders of the issuer report.

    At a foreign private issuer directors and officers do since 18 March 2026, and others not at all.
    """
    since, inside = standing.form_3 or dt.date.min, not standing.holder_alone
    if standing.foreign_until:
        later = Term(max(since, standing.foreign_until + dt.timedelta(days=1)), dt.date.max, inside)
        earlier = Term(max(since, HFIAA_IN_FORCE), standing.foreign_until, inside)
        return Service((earlier, later) if inside and earlier.since <= earlier.until else (later,))
    if standing.foreign:
        return Service((Term(max(since, HFIAA_IN_FORCE), dt.date.max, inside),) if inside else ())
    return Service((Term(since, dt.date.max, inside),))
