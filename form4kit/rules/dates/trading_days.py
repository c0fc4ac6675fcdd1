"""Rules on the day of a trade in the market: a day of trading, and not that of settlement."""

import re

from form4kit.analysis.figures import days
from form4kit.analysis.rows import note_text, note_text_on, rows_with_code, title
from form4kit.analysis.titles import is_swap
from form4kit.findings import Authority, Severity
from form4kit.law.calendar import NoCalendar
from form4kit.law.exchange import why_no_trading
from form4kit.lazy_re import pattern
from form4kit.model import Filing
from form4kit.rules.rule import Bad, Problem, Problems, rule

_MARKET = frozenset("PS")
_PRIVATE = pattern(
    r"privat|negotiat|purchase agreement|offering|underwrit|placement|merger|subscri|tender|reinvest"
    r"|from the (?:issuer|company)|off[- ]market|convert|(?:foreign|stock) exchange\b",
    re.IGNORECASE,
)
_SETTLED_ON = pattern(r"\bsettle(?:d|ment|s)(?: date)?(?: is| was| of|:)?(?: on| for)? \Z", re.IGNORECASE)
_SHOWS_SETTLEMENT = pattern(
    r"\b(?:is|are|represents?|reflects?|shows?) the (?:date of settlement|settlement date)", re.I
)


@rule(
    "DAT12",
    Severity.NOTE,
    Authority.PRACTICE,
    forms="45",
    cites=["17 CFR 240.16a-3(g)(1)"],
    good=[
        {"non_derivative[0].date": "2026-11-11"},
        {"non_derivative[1].date": "2026-11-15"},
        {
            "non_derivative[0].date": "2026-11-15",
            "non_derivative[0].price": "31.07 ^private",
            "footnotes.private": "Sold to another holder in a private transaction.",
        },
    ],
    bad=[
        Bad({"non_derivative[0].date": "2026-11-15"}, at="non_derivative[0].date", also=("DUE01", "DUE06")),
        Bad(
            {
                "non_derivative[0].date": "2026-04-03",
                "non_derivative[1].date": "2026-04-03",
                "filed": "2026-04-06",
                "signatures[0].date": "2026-04-06",
            },
            at="non_derivative[0].date",
        ),
    ],
)
def market_trade_on_a_trading_day(filing: Filing) -> Problems:
    """Date a purchase or sale in the market on a day of trading.

    The exchanges are closed at weekends, on federal holidays but Columbus Day and Veterans Day, and on
    Good Friday. Private trades are made on any day, so that rows whose footnotes tell of one pass.
    """
    for row in rows_with_code(filing, _MARKET):
        day = row.date.value
        if day is None or row.table == "derivative" or row.swap.value or is_swap(title(row)):
            continue
        try:
            closed = why_no_trading(day)
        except NoCalendar:
            continue
        if closed and not _PRIVATE.search(note_text(filing, row) + (filing.remarks.text or "")):
            message = f"code {row.code.text} on {day}, {closed}"
            hint = "Give the day of the trade, not of its settlement; say in a footnote if it was private."
            yield Problem(row.at("date"), message, hint)


@rule(
    "DAT13",
    Severity.NOTE,
    Authority.PRACTICE,
    forms="4",
    cites=["17 CFR 240.16a-3(g)(1)"],
    good=[
        {
            "non_derivative[0].price": "31.07 ^settled",
            "footnotes.settled": "Sold on November 18, 2026 and settled on November 19, 2026.",
        },
    ],
    bad=[
        Bad(
            {
                "non_derivative[0].date": "2026-11-18 ^settled",
                "footnotes.settled": "The trade of November 17, 2026 settled on November 18, 2026.",
            },
            at="non_derivative[0].date",
        ),
        Bad(
            {
                "non_derivative[0].date": "2026-11-18 ^settled",
                "footnotes.settled": "The date shown is the settlement date.",
            },
            at="non_derivative[0].date",
        ),
    ],
)
def trade_date_not_settlement_date(filing: Filing) -> Problems:
    """Give the day of the trade, not the day on which it settled.

    The two business days run from execution. Brokers' statements show both dates, a business day apart.
    """
    if not any("ettle" in (note.text.text or "") for note in filing.footnotes):
        return
    for row in rows_with_code(filing, _MARKET):
        text = note_text(filing, row)
        if "ettle" not in text or row.date.value is None:
            continue
        day = row.date.value
        on_the_day = any(
            found.day == day and _SETTLED_ON.search(text, 0, found.start) for found in days(text)
        )
        if on_the_day or _SHOWS_SETTLEMENT.search(note_text_on(filing, row.date)):
            yield Problem(row.at("date"), f"a footnote calls {day} the settlement date", _TRADE_DATE)


_TRADE_DATE = "Give the day of execution, from which the deadline counts."
