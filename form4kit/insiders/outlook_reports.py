"""What an insider has still to report: drafts that fall due, what waits for Form 5, small acquisitions."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from form4kit.analysis.due import due_of
from form4kit.analysis.small_acquisitions import value_of
from form4kit.analysis.titles import normal
from form4kit.history.delinquent_reports import fiscal_year
from form4kit.insiders.known_filings import KnownFiling
from form4kit.insiders.outlook import OutlookItem
from form4kit.insiders.service import Service
from form4kit.insiders.unreported import UnreportedItem, unreported_items
from form4kit.law.calendar import Calendar, NoCalendar
from form4kit.law.deadlines import form5_due
from form4kit.law.periods import first_within, last_within
from form4kit.law.small_acquisitions import LIMIT
from form4kit.words import counted, money

_DAY = dt.timedelta(days=1)
_DUE = {
    "3": "15 U.S.C. 78p(a)(2)",
    "4": "17 CFR 240.16a-3(g)(1)",
    "5": "17 CFR 240.16a-3(f)(1)",
}


def report_items(
    cik: str,
    filings: Sequence[KnownFiling],
    service: Service,
    year_end: str,
    as_of: dt.date,
    calendar: Calendar,
    since: dt.date | None,
) -> Iterator[OutlookItem]:
    """Yield what one owner has still to report on a day.

    `year_end` is the issuer's, MM-DD; `since` the day of the owner's Form 3, where there is one: what is
    older sets no deadline on Form 4.
    """
    mine = [each for each in filings if cik in each.owners]
    yield from _drafts(mine, as_of, since)
    items = [each for each in unreported_items(cik, mine, service, year_end) if each.day <= as_of]
    yield from _form_5(items, year_end, as_of, calendar)
    yield from _small(items, as_of)


def _drafts(filings: Sequence[KnownFiling], as_of: dt.date, since: dt.date | None) -> Iterator[OutlookItem]:
    for each in filings:
        if each.filed is not None or each.filing.kind != "draft":
            continue
        known = replace(each.filing.context, duty_since=each.filing.context.duty_since or since)
        due = due_of(replace(each.filing, context=known))
        if due is None:
            continue
        was = "was due" if due.day < as_of else "is due"
        text = f"{each.name}: Form {due.form} {was} by 22:00 New York time on {due.day}; not on record."
        yield OutlookItem("due", due.day, text, (_DUE[due.form],), {"draft": each.name})


def _form_5(
    items: Sequence[UnreportedItem], year_end: str, as_of: dt.date, calendar: Calendar
) -> Iterator[OutlookItem]:
    """Yield the Form 5 of each fiscal year that something unreported waits for, or is drafted for.

    A late Form 4 that is drafted stands among the drafts: it is better filed as such.
    """
    years: dict[dt.date, list[UnreportedItem]] = {}
    for item in items:
        if item.form == "5" or (item.source.filing.base_form == "5" and item.missed_on(as_of)):
            years.setdefault(item.year_end or _year_end(item.day, year_end), []).append(item)
    for last, found in sorted(years.items()):
        try:
            due = form5_due(last, calendar=calendar)
        except NoCalendar:
            continue
        why = "; ".join(dict.fromkeys(item.words for item in found))
        late = any(item.form != "5" for item in found)
        better = " What is late is better filed today, on its own form." if late else ""
        text = f"Form 5 for the year to {last} is due by 22:00 New York time on {due.day}: {why}.{better}"
        yield OutlookItem("form5", due.day, text, ("17 CFR 240.16a-3(f)(1)",), {"why": why})


def _year_end(day: dt.date, year_end: str) -> dt.date:
    end = fiscal_year(day.year, year_end)[1]
    return end if day <= end else fiscal_year(day.year + 1, year_end)[1]


def _small(items: Sequence[UnreportedItem], as_of: dt.date) -> Iterator[OutlookItem]:
    """Yield for each class what small acquisitions come to in the six months before, and what tips them."""
    classes: dict[str, list[UnreportedItem]] = {}
    for item in items:
        if item.row.code.value == "L" and (item.form == "4" or item.day >= first_within(as_of)):
            security = item.row.security if item.row.table == "non_derivative" else item.row.underlying
            classes.setdefault(normal(security.text or ""), []).append(item)
    for found in classes.values():
        first, last = min(item.day for item in found), max(item.day for item in found)
        total = sum((value_of(item.source.filing, item.row) for item in found), Decimal(0))
        left = max(LIMIT - total, Decimal(0))
        title = found[0].row.security.text or ""
        until = last_within(last)
        free = min(last_within(first), dt.date.max - _DAY) + _DAY
        ended = min((item.last_day for item in found if item.form == "4"), default=None)
        if ended is not None:
            tips, free = f"and no longer wait for Form 5: a Form 4 for all is due on {ended}.", ended
        else:
            tips = f"another of more than {money(left)} before {free}, or a sale up to {until}, ends it."
        told = f"{counted(len(found), 'small acquisition')} of {title} since {first}: {money(total)}"
        more = {
            "sum": money(total),
            "left": money(left),
            "security": title,
            "sale_until": until.isoformat(),
        }
        yield OutlookItem("small-acquisitions", free, f"{told}; {tips}", ("17 CFR 240.16a-6",), more)
