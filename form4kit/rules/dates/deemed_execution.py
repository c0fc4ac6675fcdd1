"""Rules on the deemed execution date: columns 2A and 3A."""

import datetime as dt
from collections.abc import Iterator

from form4kit.analysis.due import calendar_of, row_due
from form4kit.analysis.filing_date import days_after_filing, filed_or_signed
from form4kit.analysis.rows import note_text, rows_with_code
from form4kit.analysis.statements import denies_plan, mentions_plan
from form4kit.findings import Authority, Severity
from form4kit.law.calendar import NoCalendar, check_year
from form4kit.model import Filing, Row
from form4kit.rules.rule import Bad, Problem, Problems, rule

_MOST_DAYS_OF_NOTICE = 3
_ON_A_PLAN = {"plan_10b5_1": {"adopted": "2025-03-03"}}
_PLAN_OR_DISCRETIONARY = frozenset("PSGI")
"""Codes of what a Rule 10b5-1(c) plan may make, and of discretionary transactions."""

_OF_MARCH = {
    "non_derivative[0].date": "2026-03-03",
    "non_derivative[1].date": "2026-03-06",
    "filed": "2026-03-09",
    "signatures[0].date": "2026-03-09",
}
_SIGNED_LATER = {"filed": "2026-11-23", "signatures[0].date": "2026-11-23"}
_LATER_FILED = {
    "non_derivative[1].date": "2026-11-23",
    "filed": "2026-11-24",
    "signatures[0].date": "2026-11-24",
}


@rule(
    "DAT07",
    Severity.ERROR,
    Authority.FORM,
    forms="45",
    cites=["17 CFR 240.16a-3(g)(2) to (4)"],
    good=[_ON_A_PLAN | {"non_derivative[0].deemed": "2026-11-18"}],
    bad=[Bad(_ON_A_PLAN | {"non_derivative[0].deemed": "2026-11-17"}, at="non_derivative[0].deemed")],
)
def deemed_date_follows_the_trade(filing: Filing) -> Problems:
    """Date the deemed execution on the day of the trade or later.

    It is the day on which the owner was told of a trade that had been made.
    """
    for row, trade, deemed in _deemed(filing):
        if deemed < trade:
            message = f"deemed executed on {deemed}, traded on {trade}"
            yield Problem(row.at("deemed"), message, "Are the two dates swapped?")


@rule(
    "DAT08",
    Severity.ERROR,
    Authority.FORM,
    forms="45",
    cites=["17 CFR 240.16a-3(g)(4)"],
    good=[
        _ON_A_PLAN | _LATER_FILED | {"non_derivative[0].deemed": "2026-11-23"},
        _ON_A_PLAN | _OF_MARCH | {"non_derivative[0].deemed": "2026-03-06"},
        _ON_A_PLAN | {"non_derivative[0].deemed": "2026-11-19"},
    ],
    bad=[
        Bad(
            _ON_A_PLAN | _OF_MARCH | {"non_derivative[0].deemed": "2026-03-09"}, at="non_derivative[0].deemed"
        ),
        Bad(
            _ON_A_PLAN | _LATER_FILED | {"non_derivative[0].deemed": "2026-11-24"},
            at="non_derivative[0].deemed",
            severity=Severity.WARNING,
        ),
        Bad(_ON_A_PLAN | {"non_derivative[0].deemed": "2026-11-20"}, at="non_derivative[0].deemed"),
    ],
)
def deemed_date_within_three_business_days(filing: Filing) -> Problems:
    """Date the deemed execution on the third business day after the trade at the latest.

    Notice that comes later counts as of that day. No notice comes after the form is filed. Where a closure
    of EDGAR may be unknown, the day after is warned of only.
    """
    for row, trade, deemed in _deemed(filing):
        last = _business_day(filing, trade, _MOST_DAYS_OF_NOTICE)
        if last is None:
            continue
        if deemed > last:
            message = f"deemed executed on {deemed}, the last possible day is {last}"
            severity = Severity.WARNING if _is_doubtful(filing, trade, deemed) else None
            yield Problem(row.at("deemed"), message, f"Say {last}.", severity)
        elif days_after_filing(filing, deemed):
            message = f"deemed executed on {deemed}, {filed_or_signed(filing)}"
            yield Problem(row.at("deemed"), message, "Give the day on which notice came.", dated=True)


def _is_doubtful(filing: Filing, trade: dt.date, deemed: dt.date) -> bool:
    """Tell whether one closure that is not known would put a deemed date within the three days."""
    day_after = _business_day(filing, trade, _MOST_DAYS_OF_NOTICE + 1)
    return day_after is not None and deemed <= day_after and calendar_of(filing).beyond_known(deemed)


@rule(
    "DAT09",
    Severity.WARNING,
    Authority.FORM,
    forms="45",
    cites=["17 CFR 240.16a-3(g)(2) and (3)", "Form 4, columns 2A and 3A"],
    good=[
        _ON_A_PLAN | {"non_derivative[0].deemed": "2026-11-19"},
        {"non_derivative[0].deemed": "2026-11-18"},
        {"non_derivative[0].code": "I", "non_derivative[0].deemed": "2026-11-19"},
        {
            "non_derivative[0].deemed": "2026-11-19 ^plan",
            "footnotes.plan": "Sold under a Rule 10b5-1 trading plan adopted on December 1, 2022.",
        },
    ],
    bad=[Bad({"non_derivative[0].deemed": "2026-11-19"}, at="non_derivative[0].deemed")],
)
def deemed_date_only_for_plans(filing: Filing) -> Problems:
    """Give a deemed execution date only where the owner did not choose the day of the trade.

    Those are trades and gifts under a Rule 10b5-1(c) plan and discretionary transactions (code I). For
    any other the day of execution is that of the trade.
    """
    if filing.plan_10b5_1.value:
        return
    for row, trade, deemed in _deemed(filing):
        if deemed <= trade or row.code.value == "I":
            continue
        if not mentions_plan(filing.prose):
            hint = "Leave it out, or tick the Rule 10b5-1(c) box and tell of the plan."
            yield Problem(row.at("deemed"), f"deemed executed on {deemed}, without a plan", hint)


@rule(
    "DAT10",
    Severity.NOTE,
    Authority.PRACTICE,
    forms="4",
    dated=True,
    cites=["17 CFR 240.16a-3(g)(2) to (4)", "Form 4, columns 2A and 3A"],
    good=[
        _ON_A_PLAN | {"filed": "2026-11-20"},
        _ON_A_PLAN | {"filed": "2026-11-23", "non_derivative[0].deemed": "2026-11-19"},
        {"filed": "2026-11-23"},
    ],
    bad=[
        Bad(
            _ON_A_PLAN | {**_SIGNED_LATER, "non_derivative[1].date": "2026-11-20"},
            at="non_derivative[0].deemed",
            also=("DUE01", "DUE06"),
        ),
        Bad(
            {"filed": "2026-11-25", "non_derivative[0].code": "I", "non_derivative[1].code": "I"},
            at="non_derivative[0].deemed",
            also=("COD26", "DUE01", "DUE06"),
        ),
    ],
)
def plan_trade_has_a_deemed_date(filing: Filing) -> Problems:
    """Give the deemed date of a plan trade that is reported three to five business days after it.

    Without one the form looks late. The day is the one on which the broker or the plan's administrator
    told the owner of the trade.
    """
    seen = set()
    for row in rows_with_code(filing, _PLAN_OR_DISCRETIONARY):
        trade = row.date.value
        if trade is None or row.deemed or trade in seen or not _looks_late(filing, row, trade):
            continue
        if row.code.value == "I" or (filing.plan_10b5_1.value and _may_be_of_plan(filing, row)):
            seen.add(trade)
            message = f"traded {trade}, {filed_or_signed(filing)}, no deemed date"
            hint = "If the owner did not choose the day, give the one on which notice came."
            yield Problem(row.at("deemed"), message, hint)


def _may_be_of_plan(filing: Filing, row: Row) -> bool:
    """Tell whether a row of a form with a plan is one of its trades, by its own footnotes where any tell."""
    own = note_text(filing, row)
    return not denies_plan(own) and (
        mentions_plan(own) or not any(mentions_plan(note.text.text or "") for note in filing.footnotes)
    )


def _looks_late(filing: Filing, row: Row, trade: dt.date) -> bool:
    """Tell whether a row was filed after its due date but in time for the latest possible notice."""
    filed = filing.filed
    if filed is None or (filed - trade).days <= 2:
        return False
    due, latest = row_due(row, calendar_of(filing)), _business_day(filing, trade, _MOST_DAYS_OF_NOTICE + 2)
    return bool(due and latest and due.day < filed <= latest)


def _deemed(filing: Filing) -> Iterator[tuple[Row, dt.date, dt.date]]:
    """Yield the rows that have both dates, with the date of the trade and the deemed one."""
    for row in filing.transactions:
        if row.deemed and (trade := row.date.value) and (deemed := row.deemed.value):
            yield row, trade, deemed


def _business_day(filing: Filing, trade: dt.date, number: int) -> dt.date | None:
    """Return the business day of that number after a trade; None where it cannot be counted."""
    try:
        check_year(trade)
        return calendar_of(filing).add_business_days(trade, number)
    except NoCalendar:
        return None
