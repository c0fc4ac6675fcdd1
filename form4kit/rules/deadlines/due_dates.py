"""Rules on deadlines. A late form is filed all the same, so that these warn and never block."""

import datetime as dt
from collections.abc import Mapping
from typing import Final

from form4kit.analysis.due import calendar_of, deferral_in, due_of, rows_due
from form4kit.analysis.filing_date import filed_or_signed
from form4kit.findings import Authority, Severity
from form4kit.law.calendar import NoCalendar
from form4kit.law.codes import Deferral
from form4kit.law.deadlines import HFIAA_IN_FORCE, Due, late_by_business_days
from form4kit.model import Filing, Row
from form4kit.place import Place
from form4kit.rules.rule import Bad, Good, Problem, Problems, rule
from form4kit.words import counted

_SIX_HOURS: Final = dt.timedelta(hours=6)
_FILED_AHEAD: Final = dt.timedelta(days=16)
_LATE: Final = "A late form is filed all the same; the issuer names late filers (Regulation S-K, Item 405)."


_FOREIGN: Final = {"foreign_private": True, "issuer.foreign_symbol": "AMOT"}
_DEEMED: Final = {
    "plan_10b5_1": {"adopted": "2025-03-03"},
    "non_derivative[0].deemed": "2026-11-20",
    "non_derivative[1].date": "2026-11-23",
}


def _signed(day: str) -> Mapping[str, object]:
    return {"filed": day, "signatures[0].date": day}


@rule(
    "DUE01",
    Severity.WARNING,
    Authority.FORM,
    forms="4",
    dated=True,
    cites=["Exchange Act Section 16(a)(2)(C)", "17 CFR 240.16a-3(g)(1)"],
    good=[
        _signed("2026-11-20"),
        {**_signed("2026-11-24"), **_DEEMED},
        {**_signed("2026-11-30"), "non_derivative[0].early": "true", "non_derivative[1].early": "true"},
        Good(_signed("2026-12-30"), on="4A"),
        {"non_derivative[1].date": "2026-11-02", "non_derivative[1].code": "W"},
    ],
    bad=[
        Bad(_signed("2026-11-23"), at="non_derivative[0].date", also=("DUE06",)),
        Bad({"non_derivative[1].date": "2026-11-16"}, at="non_derivative[1].date", also=("DUE06",)),
        Bad(
            {**_signed("2026-11-25"), **_DEEMED},
            at="non_derivative[0].date",
            also=("DUE06",),
        ),
    ],
)
def filed_within_two_business_days(filing: Filing) -> Problems:
    """File a Form 4 before the end of the second business day after the trade.

    For a plan trade or a discretionary one the days count from the deemed execution date, where one is given.
    The earliest row rules the form; what may wait for Form 5 makes none late. EDGAR accepts a late form.
    """
    late = _late_rows(filing)
    if not late:
        return
    certain = [each for each in late if deferral_in(filing, each[0]) is Deferral.NO]
    row, due = min(certain or late, key=lambda each: each[1].due)
    if certain:
        yield _late_problem(filing, row.at("date"), due)
    else:
        hint = "It is late unless exempt from Section 16(b), when it may wait for Form 5."
        yield _late_problem(filing, row.at("date"), due, hint, Severity.NOTE)


def _late_rows(filing: Filing) -> list[tuple[Row, Due]]:
    """Return the rows of a Form 4 that are late, with their deadlines."""
    filed = filing.filed
    days = (row.date.value for row in filing.transactions)
    if filed is None or not any(day and (filed - day).days > 2 for day in days):  # none can be late yet
        return []
    return [(row, due) for row, due in rows_due(filing) if filed > due.day]


def _late_problem(
    filing: Filing, place: Place, due: Due, hint: str = _LATE, severity: Severity | None = None
) -> Problem:
    days = _days_late(filing, due)
    late = f"{counted(days, 'business day')} late" if days else "late"
    if days == 1 and due.notes:  # one closure that is not in the table would make it timely
        hint = f"{hint} {due.notes[-1]}"
    return Problem(place, f"was due {due.day}, {filed_or_signed(filing)}, {late}", hint, severity)


def _days_late(filing: Filing, due: Due) -> int | None:
    """Count the business days from the deadline; None where they cannot be counted."""
    calendar = calendar_of(filing)
    try:
        day = calendar.roll(filing.filed or due.day)  # nothing is filed on a closed day
        return late_by_business_days(due, day, calendar)
    except NoCalendar:
        return None


@rule(
    "DUE02",
    Severity.WARNING,
    Authority.FORM,
    dated=True,
    cites=["17 CFR 232.13(a)(4)", "17 CFR 240.0-2(c)"],
    sources=["draft", "submission"],
    good=[
        {"filed": "2026-11-20", "instant": "2026-11-20T15:59:00-05:00"},
        {"filed": "2026-11-23", "instant": "2026-11-20T22:00:01-05:00"},
        {"filed": "2026-11-19", "instant": "2026-11-19T21:00:00-05:00"},
    ],
    bad=[
        Bad(
            {"filed": "2026-11-20", "instant": "2026-11-20T20:30:00-05:00"},
            at="non_derivative[0].date",
        ),
        Bad(
            {"filed": "2026-11-20", "instant": "2026-11-20T21:00:00+00:00"},
            at="non_derivative[0].date",
        ),
        Bad({"filed": "2026-11-27", "instant": "2026-11-27T21:59:00-05:00"}, on="3", at="period"),
    ],
)
def hours_are_left(filing: Filing) -> Problems:
    """File today when the deadline is less than six hours away.

    Forms 3, 4 and 5 that reach EDGAR by 22:00 New York time keep the day's date; the 17:30 of other forms
    is not theirs. A suspended submission is not filed, so that time for a second one is needed.
    """
    now = filing.context.instant
    due = due_of(filing) if now else None
    if now is None or due is None or now.tzinfo is None:
        return
    left = due.due - now
    if dt.timedelta() <= left <= _SIX_HOURS:
        hours, minutes = divmod(int(left.total_seconds()) // 60, 60)
        message = f"due today, {due.day}, at {due.due:%H:%M} New York time, {hours} h {minutes:02} min left"
        yield Problem(_ruling(filing, due), message, "Submit now, and wait for EDGAR's acceptance.")


def _ruling(filing: Filing, due: Due) -> Place:
    """Return the place of the date that sets the deadline."""
    rows = (row for row, each in rows_due(filing) if each.due == due.due)
    return next((row.at("date") for row in rows), filing.at("period"))


@rule(
    "DUE03",
    Severity.WARNING,
    Authority.FORM,
    forms="3",
    dated=True,
    cites=["Exchange Act Section 16(a)(2)(A) and (B)", "17 CFR 240.0-3(a)"],
    good=[
        Good(_signed("2026-11-27"), on="3"),
        Good({"period": "2020-01-02", "issuer.foreign_symbol": "SHEL", **_signed("2026-03-18")}, on="3"),
        Good({"period": "2020-01-02", **_signed("2026-03-18")}, on="3"),
    ],
    bad=[
        Bad(_signed("2026-11-30"), on="3", at="period", also=("DUE06",)),
        Bad(
            {"period": "2020-01-02", "foreign_private": True, **_signed("2026-03-19")},
            on="3",
            at="period",
            also=("ISS03",),
        ),
    ],
)
def form_3_within_ten_days(filing: Filing) -> Problems:
    """File a Form 3 within ten days after the event, or the next business day.

    Ten calendar days follow an appointment or the purchase that passes ten percent. Where the issuer's first
    registration is the event, the form is due on that very day, which the form does not show.
    """
    due, filed = due_of(filing), filing.filed
    if due and filed and filed > due.day and not _may_be_first_of_foreign_issuer(filing, filed):
        yield _late_problem(filing, filing.at("period"), due)


def _may_be_first_of_foreign_issuer(filing: Filing, filed: dt.date) -> bool:
    """Tell whether a form may come from a foreign private issuer, filed just before the Act took effect."""
    unknown = filing.context.foreign_private is None
    return unknown and dt.timedelta() <= HFIAA_IN_FORCE - filed <= _FILED_AHEAD


@rule(
    "DUE04",
    Severity.WARNING,
    Authority.FORM,
    forms="5",
    dated=True,
    cites=["17 CFR 240.16a-3(f)(1)", "17 CFR 240.0-3(a)"],
    good=[Good(_signed("2026-02-17"), on="5"), Good({"period": "2206-12-31"}, on="5")],
    bad=[Bad(_signed("2026-02-18"), on="5", at="period", also=("DUE06",))],
)
def form_5_within_45_days(filing: Filing) -> Problems:
    """File a Form 5 within 45 days after the fiscal year end, or the next business day.

    None is needed where every transaction and holding has been reported.
    """
    due, filed = due_of(filing), filing.filed
    if due and filed and filed > due.day:
        yield _late_problem(filing, filing.at("period"), due)


@rule(
    "DUE05",
    Severity.WARNING,
    Authority.FORM,
    forms="45",
    cites=[
        "17 CFR 240.3a12-3(b), as amended by Release 34-104903",
        "Holding Foreign Insiders Accountable Act",
    ],
    good=[
        _FOREIGN,
        _FOREIGN | {"non_derivative[1].date": "2026-03-18"},
        {"non_derivative[1].date": "2026-03-17"},
    ],
    bad=[Bad(_FOREIGN | {"non_derivative[1].date": "2026-03-17"}, at="non_derivative[1].date")],
)
def foreign_insider_reports_since_2026(filing: Filing) -> Problems:
    """Report the transactions of a foreign private issuer's insiders from 18 March 2026 on.

    Before that day its directors and officers were outside Section 16(a). An earlier trade is reported only
    where the issuer's first registration came later (Rule 16a-2(a)).
    """
    if filing.context.foreign_private:
        rows = [row for row in filing.transactions if row.date.value and row.date.value < HFIAA_IN_FORCE]
        for row in rows[:1]:
            message = f"of {row.date.value}, before {HFIAA_IN_FORCE}"
            if rows[1:]:
                message += f", as {len(rows) - 1} more"
            yield Problem(row.at("date"), message, "Check that the person had to report it at all.")


@rule(
    "DUE06",
    Severity.NOTE,
    Authority.FORM,
    dated=True,
    cites=["17 CFR 229.405 (Regulation S-K, Item 405)"],
    good=[{}, {**_signed("2026-11-23"), "non_derivative[0].code": "J", "non_derivative[1].code": "J"}],
    bad=[
        Bad(_signed("2026-11-23"), at="", also=("DUE01",)),
        Bad(_signed("2026-11-30"), on="3", at="", also=("DUE03",)),
    ],
)
def late_report_is_counted(filing: Filing) -> Problems:
    """Tell the issuer of a late report, which its annual disclosure must count.

    Under "Delinquent Section 16(a) Reports" the issuer names each late filer, with the number of late
    reports and of the transactions on them. Foreign private issuers make no such disclosure.
    """
    if filing.context.foreign_private:
        return
    rows = sum(deferral_in(filing, row) is Deferral.NO for row, _ in _late_rows(filing))
    due, filed = (None, None) if filing.base_form == "4" else (due_of(filing), filing.filed)
    if rows:
        message = f"1 late report, {rows} late transaction{'s' if rows > 1 else ''}"
    elif due and filed and filed > due.day and not _may_be_first_of_foreign_issuer(filing, filed):
        message = f"1 late report, a Form {filing.base_form}"
    else:
        return
    yield Problem(
        filing.at(), message + _for_whom(filing), "Tell the issuer, for its proxy statement or 10-K."
    )


def _for_whom(filing: Filing) -> str:
    names = [owner.name.text for owner in filing.owners if owner.name.text]
    others = f" and {len(names) - 1} more" if names[1:] else ""
    return f" for {names[0]}{others}" if names else ""
