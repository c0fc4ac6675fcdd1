"""Rules on the period of report: box 3 of Forms 4 and 5, box 2 of Form 3."""

import datetime as dt

from form4kit.analysis.filing_date import days_after_filing, filed_or_signed
from form4kit.analysis.form_parts import part_of_report
from form4kit.analysis.rows import SPEC
from form4kit.findings import Authority, Edit, Fix, Severity
from form4kit.model import Filing
from form4kit.rules.rule import Bad, Good, Problem, Problems, rule

_YEAR_END_DRIFT = 7
"""Days by which a fiscal year of 52 or 53 weeks ends beside its usual date."""

_MID_MONTH = range(8, 22)
_FORM_3_AHEAD = 30
"""Days by which a Form 3 is signed before the registration that calls for it."""

_EARLY_ROW = {
    "non_derivative[1].code": "W",
    "non_derivative[1].date": "2026-11-02",
    "non_derivative[1].early": "true",
}


@rule(
    "DAT02",
    Severity.ERROR,
    Authority.FORM,
    forms="4",
    cites=["Form 4, box 3 (Date of Earliest Transaction Required to be Reported)", f"{SPEC}, Appendix C"],
    good=[
        {"period": "2026-11-18"},
        {"period": "2026-11-17", "non_derivative[1].date": "2026-11-17"},
        _EARLY_ROW | {"period": "2026-11-18"},
        _EARLY_ROW | {"period": "2026-11-02"},
        {"period": "2026-11-18", "non_derivative[0].date": "2026-11-18-05:00"},
        Good({"period": "2026-11-17"}, on="4A", original={"form": "4", "period": "2026-11-17"}),
    ],
    bad=[
        Bad({"period": "2026-11-19"}, at="period"),
        Bad({"period": "2026-11-17"}, at="period"),
        Bad({"period": "2026-11-18", "non_derivative[1].date": "2026-11-17"}, at="period"),
        Bad({"period": "2025-11-18"}, at="period"),
        Bad(_EARLY_ROW | {"period": "2026-11-17"}, at="period"),
        Bad(
            {"period": "2026-11-18", "derivative[0].date": "2026-11-17"},
            on="4-option",
            at="period",
            also=("COD19", "COD20"),
        ),
        Bad({"period": "2026-11-17"}, on="4A", at="period", severity=Severity.NOTE),
        Bad(
            {"period": "2026-11-16", "remarks": "This is Part II of II; the two parts are one report."},
            at="period",
            severity=Severity.NOTE,
        ),
        Bad({"period": "2026-11-16", "remarks": "Form 1 of 2."}, at="period"),
    ],
)
def period_is_the_earliest_transaction(filing: Filing) -> Problems:
    """Put the date of the earliest transaction in box 3 of a Form 4.

    The printed form asks for the earliest one required to be reported, so that the date may be that of
    all rows or of those not marked as early (V). It is the trade date, not the deemed one. An amendment
    that corrects some lines keeps the date of the form it amends, and all parts of a report that one form
    cannot hold have the date of the first.
    """
    period = filing.period.value
    dates = [(row.date.value, row.form_type.value == "5") for row in filing.transactions]
    known = [day for day, _ in dates if day]
    if period is None or not dates or len(known) < len(dates):
        return
    required = [day for day, early in dates if day and not early]
    earliest = min(known)
    wanted = min(required, default=earliest)
    original = filing.context.original if filing.amendment else None
    if period in (earliest, wanted) or (original is not None and period == original.period.value):
        return
    hint = f"Say {wanted}, or mend the row's date." if filing.kind != "draft" else _HINT.format(wanted)
    part = part_of_report(filing)
    further = part is not None and part.number > 1
    if filing.amendment:
        hint = f"Keep it if it is the original's, else say {wanted}."
    elif further:
        hint = f"Keep it if a transaction on part 1 is of that day, else say {wanted}."
    unsure = filing.amendment or further
    yield Problem(
        filing.at("period"),
        f"box 3 says {period}, the earliest transaction is of {wanted}",
        hint,
        Severity.NOTE if unsure else None,
        fix=None if unsure else Fix(f"Say {wanted}", (Edit("set", ("period",), str(wanted)),)),
    )


@rule(
    "DAT17",
    Severity.ERROR,
    Authority.EDGAR,
    cites=[f"{SPEC}, sections 2 and 4.3", "Form 3, box 2", "Form 4, box 3", "Form 5, box 3"],
    good=[Good({}, on="3"), Good({}, on="5"), {}],
    bad=[
        Bad(
            {"non_derivative": None, "footnotes": None, "not_subject_to_section_16": "true"},
            at="period",
        ),
        Bad({"period": None}, on="3", at="period"),
        Bad({"period": None}, on="5", at="period"),
    ],
)
def period_is_given(filing: Filing) -> Problems:
    """Give a Form 3 the day of the event that requires it, and a Form 5 the end of the fiscal year.

    Only the date of a Form 4 can be taken from its rows, where it reports a transaction. EDGAR takes no form
    without the period.
    """
    if filing.period or (filing.base_form == "4" and filing.kind == "draft" and filing.transactions):
        return
    message, hint = "no date of the event", "the day on which the person became an insider"
    if filing.base_form == "4":
        message, hint = "no date of the earliest transaction", "the day of what is reported"
    elif filing.base_form == "5":
        message, hint = "no end of the fiscal year", "the last day of the issuer's fiscal year"
    if filing.kind == "draft":
        yield Problem(filing.at("period"), message, f"Write `period: YYYY-MM-DD`, {hint}.")
    else:
        yield Problem(filing.at("period"), message, f"Enter the period of report, {hint}.")


_HINT = "Say `period: {}`, or leave `period` out: it is then taken from the rows."


@rule(
    "DAT03",
    Severity.WARNING,
    Authority.PRACTICE,
    forms="3",
    dated=True,
    cites=["Exchange Act Section 16(a)(2)(A) and (B)", f"{SPEC}, Appendix B"],
    good=[
        Good({"period": "2026-11-19"}, on="3"),
        Good({"period": "2026-11-23", "published": True}, on="3"),
    ],
    bad=[
        Bad({"period": "2026-11-20"}, on="3", at="period"),
        Bad({"period": "2027-11-16"}, on="3", at="period"),
    ],
)
def event_is_not_ahead(filing: Filing) -> Problems:
    """Date the event of a Form 3 on the filing day or before.

    The form follows the event that makes a person an insider. One that is filed ahead of a registration
    gets the day on which that takes effect.
    """
    event = filing.period.value
    if event and days_after_filing(filing, event, _FORM_3_AHEAD):
        hint = "Give the day of the appointment, of the purchase or of the registration."
        if filing.kind == "draft":
            hint = f"{hint[:-1]}: `period: YYYY-MM-DD`, of a day that has come."
        yield Problem(filing.at("period"), f"the event is of {event}, {filed_or_signed(filing)}", hint)


@rule(
    "DAT04",
    Severity.WARNING,
    Authority.FORM,
    forms="5",
    cites=["17 CFR 240.16a-3(f)(1)", f"{SPEC}, Appendix D"],
    good=[
        Good({"fiscal_year_end": "12-31"}, on="5"),
        Good({"fiscal_year_end": "01-01"}, on="5"),
        Good({"fiscal_year_end": "12-24"}, on="5"),
        Good({"period": "2024-02-29", "fiscal_year_end": "02-29"}, on="5"),
        Good({"period": "2026-01-03"}, on="5"),
        Good({"period": "2025-12-26"}, on="5"),
    ],
    bad=[
        Bad({"fiscal_year_end": "12-23"}, on="5", at="period"),
        Bad({"fiscal_year_end": "06-30"}, on="5", at="period"),
        Bad(
            {"period": "2025-12-15", "filed": "2026-01-20", "signatures[0].date": "2026-01-20"},
            on="5",
            at="period",
        ),
        Bad({"period": "2026-12-31"}, on="5", at="period"),
    ],
)
def period_is_the_fiscal_year_end(filing: Filing) -> Problems:
    """Put the end of the issuer's fiscal year in box 3 of a Form 5.

    The form covers the fiscal year that ended. Where the issuer's year end is not known, a day in the
    middle of a month is still none: years of 52 or 53 weeks end within a week of a month's end.
    """
    period = filing.period.value
    if period is None:
        return
    usual = filing.context.fiscal_year_end
    ahead = filing.filed is not None and period > filing.filed
    if ahead:
        said = f"the fiscal year ends on {period}, {filed_or_signed(filing)}"
    elif usual and _off(period, usual) > _YEAR_END_DRIFT:
        said = f"box 3 says {period}, the issuer's fiscal year ends on {usual}"
    elif not usual and period.day in _MID_MONTH:
        said = f"box 3 says {period}, the middle of a month"
    else:
        return
    hint = "Give the last day of the issuer's fiscal year that ended."
    yield Problem(filing.at("period"), said, hint, dated=ahead)


def _off(day: dt.date, month_day: str) -> int:
    """Return how far a date is from the nearest return of a day of the year, `MM-DD`; 0 if that is no day."""
    years = range(max(day.year - 1, dt.MINYEAR), min(day.year + 1, dt.MAXYEAR) + 1)
    return min((abs(day - that).days for year in years if (that := _day(year, month_day))), default=0)


def _day(year: int, month_day: str) -> dt.date | None:
    text = "02-28" if month_day == "02-29" else month_day
    try:
        return dt.date.fromisoformat(f"{year:04}-{text}")
    except ValueError:
        return None


@rule(
    "DAT14",
    Severity.WARNING,
    Authority.FORM,
    forms="5",
    cites=["17 CFR 240.16a-3(f)(1)", "Form 5, General Instruction 1"],
    good=[
        Good({"non_derivative[0].date": "2025-12-31"}, on="5"),
        Good({"non_derivative[0].date": "2024-06-03", "non_derivative[0].late": "true"}, on="5"),
    ],
    bad=[Bad({"non_derivative[0].date": "2026-01-02"}, on="5", at="non_derivative[0].date")],
)
def row_lies_in_the_fiscal_year(filing: Filing) -> Problems:
    """Report on a Form 5 what took place up to the end of the fiscal year.

    The form covers the year in box 3. A later transaction belongs on the next Form 5, or on a Form 4 marked
    as early.
    """
    period = filing.period.value
    for row in filing.transactions:
        day = row.date.value
        if period and day and day > period and not (filing.filed and day > filing.filed):
            message = f"of {day}, after the fiscal year that ended on {period}"
            yield Problem(row.at("date"), message, "Look at both dates, or leave the row to a Form 4.")
