"""Count the days to the deadline of a Form 3, 4 or 5, and keep the reasoning.

Rules are those of 17 CFR 240 (Exchange Act). A lateness never stops a filing: it is filed at once.
Every function raises NoCalendar, a ValueError, for dates outside 1979 to 2099.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Literal

from form4kit.law.calendar import EDGAR, Calendar, check_year
from form4kit.law.clock import at_cut_off

# Section 403 of the Sarbanes-Oxley Act: trades from this day on are due in two business days.
TWO_BUSINESS_DAYS_SINCE = date(2002, 8, 29)

# Holding Foreign Insiders Accountable Act: signed, and in force for foreign private issuers.
HFIAA_SIGNED, HFIAA_IN_FORCE = date(2025, 12, 18), date(2026, 3, 18)

NOT_YET_FOREIGN = (
    "Not due: directors and officers of foreign private issuers report from 18 March 2026 on "
    "(Rule 3a12-3(b) as amended, Release 34-104903)."
)

_DAY = timedelta(days=1)
_BY_CUT_OFF = "due by 22:00 New York time"
_EXEMPT_AT_HOME = (
    "Who reports under a qualifying law at home may be exempt (SEC orders of 5 March and 20 May 2026)."
)


class NoticeBeforeTrade(ValueError):
    """Say that the notice of a trade is dated before the trade."""


@dataclass(frozen=True, slots=True)
class DeadlineStep:
    """Hold one day of the reasoning; `counts` tells whether it is one of the days counted."""

    day: date
    counts: bool
    text: str


@dataclass(frozen=True, slots=True)
class Due:
    """Hold a deadline: an instant in New York time, and how it was reached.

    `event` is the day of the trade, of the event that calls for a Form 3, or the fiscal year end.
    `execution` is the day the count starts from: for a Form 4 the date of execution, deemed or real.
    `safe` is the instant by which a Form 4 is on time for certain, where `due` rests on a day of notice that
    is not known; None where `due` itself is certain.
    """

    form: str
    event: date
    execution: date
    due: datetime
    steps: tuple[DeadlineStep, ...]
    notes: tuple[str, ...] = ()
    safe: datetime | None = None

    @property
    def day(self) -> date:
        """Return the date in New York by which the form must have been filed."""
        return self.due.date()


def form4_due(
    trade: date, *, notice: date | Literal["unknown"] | None = None, calendar: Calendar = EDGAR
) -> Due:
    """Return when a Form 4 is due: the second business day after execution (Rule 16a-3(g)(1)).

    `notice` is for a trade or gift under a Rule 10b5-1(c) plan, or a discretionary transaction (code I),
    whose day the owner did not choose: it is the day the broker or administrator told the owner. It counts
    as the day of execution, at the latest the third business day after the trade (Rule 16a-3(g)(2) to (4)).
    Where it is "unknown" the latest day is taken, and `safe` is the day without any notice.
    For a small acquisition that stops qualifying (Rule 16a-6(b)), `trade` is the day it stopped.
    Raises NoticeBeforeTrade.
    """
    check_year(trade)
    notes = []
    if notice is None:
        steps = [
            DeadlineStep(trade, False, "the transaction; the count starts the day after (Rule 16a-3(g)(1))")
        ]
    else:
        steps = _to_deemed_execution(trade, notice, calendar)
    execution = steps[-1].day
    steps += _business_days(execution, 2, calendar, _count_of_two)
    safe = None
    if notice == "unknown":
        safe = at_cut_off(calendar.add_business_days(trade, 2))
        notes.append(
            f"The date of notice is unknown. Without one the form is due {safe.date()}, and a notice that "
            "cannot be shown is none to rely on (Rule 16a-3(g)(2), (4))."
        )
    if trade < TWO_BUSINESS_DAYS_SINCE:
        notes.append(
            f"Two business days are the rule since {TWO_BUSINESS_DAYS_SINCE}; "
            "before, a Form 4 was due on the tenth day of the next month."
        )
    due = _due("4", trade, execution, steps, [*notes, *_doubts(steps, trade, calendar)])
    return replace(due, safe=safe) if safe else due


def foreign_insiders_report(form: str, day: date) -> bool:
    """Tell whether directors and officers of a foreign private issuer report on a form for a day.

    `day` is the trade's on a Form 4, and on a Form 5 the last of the fiscal year: who was not subject to
    Section 16 at any time in it has none to file. A Form 3 is due from every one of them.
    """
    return form == "3" or day >= HFIAA_IN_FORCE


def form3_due(
    event: date, *, registration: bool = False, foreign_private: bool = False, calendar: Calendar = EDGAR
) -> Due:
    """Return when a Form 3 is due: ten days after the event, rolled to a business day (Section 16(a)(2)(B)).

    `event` is the day the person became director, officer or ten percent holder. With `registration` it is
    the day the issuer's first Section 12 registration took effect; the form is due that day (16(a)(2)(A)).
    With `foreign_private`, whose directors and officers report since 18 March 2026, it is the day the person
    took office, however long ago.
    """
    check_year(event)
    notes = [_EXEMPT_AT_HOME] if foreign_private else []
    if foreign_private and event < HFIAA_IN_FORCE and (registration or event <= HFIAA_SIGNED):
        return _due("3", HFIAA_IN_FORCE, HFIAA_IN_FORCE, _in_office_when_signed(event), notes)
    if registration:
        steps = [
            DeadlineStep(event, True, f"the registration takes effect: {_BY_CUT_OFF} (Section 16(a)(2)(A))")
        ]
        if closed := calendar.why_closed(event):
            notes.append(f"EDGAR takes no filings on that day ({closed}): file before.")
        return _due("3", event, event, steps, notes)
    steps = [
        DeadlineStep(
            event, False, "became director, officer or ten percent holder; the count starts the day after"
        ),
        *_calendar_days(event, 10, "Section 16(a)(2)(B)", calendar),
    ]
    if foreign_private and steps[-1].day < HFIAA_IN_FORCE:
        steps = _in_office_before_in_force(event)
    return _due("3", event, event, steps, [*notes, *_doubts(steps, event + 10 * _DAY, calendar)])


def form5_due(fiscal_year_end: date, *, calendar: Calendar = EDGAR) -> Due:
    """Return when a Form 5 is due: 45 days after the issuer's fiscal year end (Rule 16a-3(f)(1)), rolled."""
    check_year(fiscal_year_end)
    steps = [
        DeadlineStep(fiscal_year_end, False, "the fiscal year ends; the count starts the day after"),
        *_calendar_days(fiscal_year_end, 45, "Rule 16a-3(f)(1)", calendar),
    ]
    notes = _doubts(steps, fiscal_year_end + 45 * _DAY, calendar)
    return _due("5", fiscal_year_end, fiscal_year_end, steps, notes)


def due_on(
    form: str,
    day: date,
    *,
    notice: date | Literal["unknown"] | None = None,
    registration: bool = False,
    foreign_private: bool = False,
) -> Due | None:
    """Return when a Form 3, 4 or 5 is due for a day; None where none is, for `NOT_YET_FOREIGN`.

    `day` is that of the trade, of the event that calls for a Form 3, or the fiscal year end. `notice` is for
    Form 4, `registration` for Form 3. Raises ValueError in words where they do not fit together.
    """
    if notice is not None and form != "4":
        raise ValueError("the day of a notice goes with Form 4")
    if registration and form != "3":
        raise ValueError("a registration goes with Form 3")
    if foreign_private and not foreign_insiders_report(form, day):
        return None
    if form == "3":
        return form3_due(day, registration=registration, foreign_private=foreign_private)
    return form5_due(day) if form == "5" else form4_due(day, notice=notice)


def combined_due(dues: Iterable[Due]) -> Due | None:
    """Return the earliest of the deadlines of a form's rows, which rules the whole form; None for no rows."""
    ordered = sorted(dues, key=lambda due: (due.due, due.event))
    if not ordered:
        return None
    first, last = ordered[0], ordered[-1]
    if first.due == last.due:
        return first
    note = f"The rows fall due from {first.day} to {last.day}; the earliest date rules the whole form."
    return replace(first, notes=(*first.notes, note))


def late_by_business_days(due: Due, filed: date, calendar: Calendar = EDGAR) -> int:
    """Return how many business days after its deadline a form was filed, 0 when in time.

    `filed` is EDGAR's filing date, which `clock.filing_date` gives for an instant.
    """
    return calendar.business_days_between(due.day, filed)


def notice_needed(due: Due, filed: date, calendar: Calendar = EDGAR) -> date | None:
    """Return the earliest day of notice with which a form filed on a day was on time; None for too late."""
    days = (step.day for step in due.steps if due.event <= step.day <= due.execution)
    return next((day for day in days if calendar.add_business_days(day, 2) >= filed), None)


def _to_deemed_execution(
    trade: date, notice: date | Literal["unknown"], calendar: Calendar
) -> list[DeadlineStep]:
    if notice != "unknown" and notice < trade:
        raise NoticeBeforeTrade(f"the notice of {notice} is dated before the trade of {trade}")
    window = list(
        _business_days(trade, 3, calendar, lambda n: f"business day {n} of the 3 that notice may take")
    )
    cap = window[-1].day
    if notice == "unknown":
        day, text = (
            cap,
            "third business day, taken as the notice is undated: deemed executed (Rule 16a-3(g)(4))",
        )
    elif notice > cap:
        day, text = (
            cap,
            f"third business day; notice came only on {notice}: deemed executed (Rule 16a-3(g)(4))",
        )
    else:
        day, text = notice, "notice received: deemed executed (Rule 16a-3(g)(2), (3))"
    if day == trade:
        return [DeadlineStep(trade, False, f"the trade; {text}")]
    waiting = [replace(step, counts=False) for step in window if step.day < day]
    return [
        DeadlineStep(trade, False, "the trade, on a day the owner did not choose"),
        *waiting,
        DeadlineStep(day, False, text),
    ]


def _in_office_when_signed(event: date) -> list[DeadlineStep]:
    return [
        DeadlineStep(
            event, False, "in office, or registered, before the Holding Foreign Insiders Accountable Act"
        ),
        DeadlineStep(HFIAA_IN_FORCE, True, f"the Act takes effect: {_BY_CUT_OFF} (Release 34-104903)"),
    ]


def _in_office_before_in_force(event: date) -> list[DeadlineStep]:
    later = f"the Act takes effect, the later of the two days: {_BY_CUT_OFF} (SEC staff FAQ on the HFIAA)"
    return [
        DeadlineStep(event, False, "took office at a foreign private issuer; the count starts the day after"),
        DeadlineStep(event + 10 * _DAY, True, "day 10 of 10, before the Act takes effect"),
        DeadlineStep(HFIAA_IN_FORCE, True, later),
    ]


def _business_days(
    start: date, count: int, calendar: Calendar, words: Callable[[int], str]
) -> Iterator[DeadlineStep]:
    day, counted = start, 0
    while counted < count:
        day += _DAY
        closed = calendar.why_closed(day)
        counted += closed is None
        yield DeadlineStep(day, closed is None, closed or words(counted))


def _count_of_two(n: int) -> str:
    return "business day 1 of 2" if n == 1 else f"business day 2 of 2: {_BY_CUT_OFF} (Section 16(a)(2)(C))"


def _calendar_days(start: date, count: int, cite: str, calendar: Calendar) -> Iterator[DeadlineStep]:
    # Ten days are told one by one; of forty-five only the last.
    for n in range(1 if count <= 10 else count, count):
        day = start + n * _DAY
        closed = calendar.why_closed(day)
        yield DeadlineStep(
            day, True, f"day {n} of {count}" + (f": {closed}, but calendar days count" if closed else "")
        )
    last = start + count * _DAY
    closed = calendar.why_closed(last)
    end = f", but closed: {closed}" if closed else f": {_BY_CUT_OFF} ({cite})"
    yield DeadlineStep(last, True, f"day {count} of {count}{end}")
    if closed:
        move = f"next business day: {_BY_CUT_OFF} (Rule 0-3(a))"
        yield from (replace(s, counts=False) for s in _business_days(last, 1, calendar, lambda _: move))


def _doubts(steps: list[DeadlineStep], since: date, calendar: Calendar) -> list[str]:
    """List what is unsure about closures from `since`, the first day on which one moves the deadline."""
    days = [step.day for step in steps if step.day >= since]
    doubts = [doubt for day in days if (doubt := calendar.doubt(day))]
    if days[-1] > calendar.checked_through:
        doubts.append(
            f"Closures of EDGAR are known through {calendar.checked_through}; "
            "one announced since would move this date: look at sec.gov."
        )
    elif calendar.beyond_known(since):
        doubts.append("Closures of EDGAR in those years are known only in part.")
    return doubts


def _due(form: str, event: date, execution: date, steps: list[DeadlineStep], notes: list[str]) -> Due:
    return Due(form, event, execution, at_cut_off(steps[-1].day), tuple(steps), tuple(notes))
