"""The law at its edges: each day, hour and number on which an answer turns, and its neighbours."""

from datetime import UTC, date, datetime, timedelta

import pytest

from form4kit.analysis.titles import is_swap
from form4kit.law import deadlines
from form4kit.law.calendar import (
    CLOSURES,
    EDGAR,
    WEEKDAYS,
    Calendar,
    NoCalendar,
    check_year,
    observed_holidays,
)
from form4kit.law.clock import at_cut_off, parse_date, parse_instant
from form4kit.law.codes import CODES, TransactionCode
from form4kit.law.deadlines import Due, combined_due, form3_due, form4_due, form5_due
from form4kit.law.editions import EDITION_NAMES, EDITIONS, Edition, edition_of, schema_version
from form4kit.law.exchange import good_friday, why_no_trading
from form4kit.law.places import COUNTRIES, STATES, PlaceCode
from form4kit.report.due_report import as_text
from form4kit.report.ics import ics

DAY = timedelta(days=1)
ACT = date(2026, 3, 18)


def days_and_counts(due: Due) -> str:
    """Write the steps of a deadline: the day of each, with a plus where it counts."""
    return " ".join(f"{step.day:%m-%d}{'+' if step.counts else ''}" for step in due.steps)


# The calendar.


@pytest.mark.parametrize(
    ("day", "inside"),
    [
        (date(1978, 12, 31), False),
        (date(1979, 1, 1), True),
        (date(2099, 12, 31), True),
        (date(2100, 1, 1), False),
    ],
)
def test_the_first_and_the_last_day_of_the_calendar(day: date, inside: bool) -> None:
    if inside:
        check_year(day)
    else:
        with pytest.raises(NoCalendar):
            check_year(day)


def test_the_week_has_seven_days() -> None:
    week = [date(2026, 11, 16) + n * DAY for n in range(7)]
    assert [WEEKDAYS[day.weekday()] for day in week] == [f"{day:%A}" for day in week]
    assert [EDGAR.is_business_day(day) for day in week] == [True] * 5 + [False] * 2


@pytest.mark.parametrize(
    ("name", "before", "first"),
    [("Martin Luther King Jr. Day", 1985, date(1986, 1, 20)), ("Juneteenth", 2020, date(2021, 6, 18))],
)
def test_a_holiday_begins_in_its_first_year(name: str, before: int, first: date) -> None:
    assert not any(found.startswith(name) for found in observed_holidays(before).values())
    assert observed_holidays(first.year)[first].startswith(name)


@pytest.mark.parametrize(
    ("day", "beyond"),
    [
        (date(2017, 12, 31), True),
        (date(2018, 1, 1), False),
        (CLOSURES.dated("known through"), False),
        (CLOSURES.dated("known through") + DAY, True),
    ],
)
def test_the_first_and_the_last_day_on_which_closures_are_known(day: date, beyond: bool) -> None:
    assert EDGAR.beyond_known(day) is beyond


def test_closures_are_confirmed_where_the_table_says_so() -> None:
    assert CLOSURES[date(2018, 12, 5)].confirmed
    assert not CLOSURES[date(2024, 12, 24)].confirmed
    assert EDGAR.doubt(date(2018, 12, 5)) is None
    assert Calendar(known_through=date(2027, 1, 1)).checked_through == date(2027, 1, 1)


# The clock.


def test_a_century_begins_at_1900_and_ends_at_2099() -> None:
    assert (parse_date("1900-01-01"), parse_date("2099-12-31")) == (date(1900, 1, 1), date(2099, 12, 31))
    for text in ("1899-12-31", "2100-01-01"):
        with pytest.raises(ValueError, match="not a date"):
            parse_date(text)
    assert parse_instant("1999-12-31").date() == date(1999, 12, 31)


# The codes.


def test_a_code_without_a_letter_stands_in_no_table() -> None:
    assert not CODES["H"].stands_in(1)
    assert CODES["H"].expected(1) is None
    assert CODES["G"].stands_in(1)
    assert CODES["G"].table_1 == "AD"
    assert {letters for code in CODES.values() for letters in (code.table_1, code.table_2)} == {
        "",
        "A",
        "D",
        "AD",
    }


def test_by_definition_is_said_of_few_codes() -> None:
    def said(code: TransactionCode) -> bool:
        return code.by_definition

    assert "".join(sorted(code.code for code in CODES.values() if said(code))) == "ADFLPSU"


# Deadlines.


@pytest.mark.parametrize(
    ("office", "due", "steps"),
    [
        # In office when the Act was signed: its first day.
        (date(2025, 12, 18), ACT, "12-18 03-18+"),
        # After it was signed: ten days, but not before the Act is in force.
        (date(2025, 12, 19), ACT, "12-19 12-29+ 03-18+"),
        (date(2026, 3, 7), ACT, "03-07 03-17+ 03-18+"),
        (ACT - 10 * DAY, ACT, "03-08 " + " ".join(f"03-{n:02}+" for n in range(9, 19))),
        (date(2026, 3, 9), date(2026, 3, 19), "03-09 " + " ".join(f"03-{n}+" for n in range(10, 20))),
        (ACT, date(2026, 3, 30), "03-18 " + " ".join(f"03-{n}+" for n in range(19, 29)) + " 03-29 03-30"),
    ],
)  # fmt: skip
def test_form_3_of_a_foreign_private_issuer_around_the_act(office: date, due: date, steps: str) -> None:
    found = form3_due(office, foreign_private=True)
    assert found.day == due
    assert days_and_counts(found) == steps


def test_form_3_of_a_domestic_issuer_does_not_wait_for_the_act() -> None:
    assert form3_due(date(2026, 1, 5)).day == date(2026, 1, 15)
    assert form3_due(date(2026, 1, 5)).notes == ()


@pytest.mark.parametrize(
    ("effective", "foreign", "due"),
    [
        (date(2026, 1, 14), False, date(2026, 1, 14)),
        (date(2026, 1, 14), True, ACT),
        (ACT - DAY, True, ACT),
        (ACT, True, ACT),
        (ACT + DAY, True, ACT + DAY),
    ],
)
def test_form_3_of_a_registration_is_due_the_same_day(effective: date, foreign: bool, due: date) -> None:
    found = form3_due(effective, registration=True, foreign_private=foreign)
    assert found.day == due
    assert found.event == due
    assert days_and_counts(found) == (
        f"{due:%m-%d}+" if effective >= due else f"{effective:%m-%d} {due:%m-%d}+"
    )


def test_a_registration_that_takes_effect_on_a_closed_day_says_so() -> None:
    assert "file before" in form3_due(date(2026, 11, 26), registration=True).notes[0]
    assert form3_due(date(2026, 11, 25), registration=True).notes == ()


def test_form_3_tells_each_of_the_ten_days() -> None:
    due = form3_due(date(2026, 11, 17))
    assert days_and_counts(due) == "11-17 " + " ".join(f"11-{n}+" for n in range(18, 28))
    words = [step.text for step in due.steps]
    assert words[1] == "day 1 of 10"
    assert words[4] == "day 4 of 10: weekend, but calendar days count"
    assert words[9] == "day 9 of 10: Thanksgiving Day (5 U.S.C. 6103), but calendar days count"
    assert words[10] == "day 10 of 10: due by 22:00 New York time (Section 16(a)(2)(B))"


def test_form_3_rolls_from_a_closed_tenth_day() -> None:
    due = form3_due(date(2026, 11, 16))
    assert days_and_counts(due).endswith("11-25+ 11-26+ 11-27")
    assert due.steps[-2].text == "day 10 of 10, but closed: Thanksgiving Day (5 U.S.C. 6103)"
    assert due.steps[-1].text == "next business day: due by 22:00 New York time (Rule 0-3(a))"


def test_form_5_tells_only_the_last_of_the_45_days() -> None:
    assert days_and_counts(form5_due(date(2025, 12, 31))) == "12-31 02-14+ 02-15 02-16 02-17"
    assert days_and_counts(form5_due(date(2025, 9, 30))) == "09-30 11-14+"


@pytest.mark.parametrize(
    ("notice", "steps", "first"),
    [
        (date(2026, 11, 16), "11-16 11-17+ 11-18+", "the trade; notice received"),
        (date(2026, 11, 17), "11-16 11-17 11-18+ 11-19+", "the trade, on a day"),
        (date(2026, 11, 18), "11-16 11-17 11-18 11-19+ 11-20+", "the trade, on a day"),
        (date(2026, 11, 19), "11-16 11-17 11-18 11-19 11-20+ 11-21 11-22 11-23+", "the trade, on a day"),
        (date(2026, 11, 20), "11-16 11-17 11-18 11-19 11-20+ 11-21 11-22 11-23+", "the trade, on a day"),
        ("unknown", "11-16 11-17 11-18 11-19 11-20+ 11-21 11-22 11-23+", "the trade, on a day"),
    ],
)
def test_the_count_starts_at_the_deemed_execution(notice: date, steps: str, first: str) -> None:
    due = form4_due(date(2026, 11, 16), notice=notice)
    assert days_and_counts(due) == steps
    assert due.steps[0].text.startswith(first)


def test_the_days_of_the_two_acts() -> None:
    assert date(2002, 8, 29) == deadlines.TWO_BUSINESS_DAYS_SINCE
    assert (date(2025, 12, 18), ACT) == (deadlines.HFIAA_SIGNED, deadlines.HFIAA_IN_FORCE)


def test_the_note_of_a_combined_form_names_the_first_and_the_last_day() -> None:
    combined = combined_due([form4_due(date(2026, 11, day)) for day in (16, 17, 18, 16)])
    assert combined is not None
    assert combined.notes[-1].startswith("The rows fall due from 2026-11-18 to 2026-11-20;")


THROUGH = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("form", "day", "words"),
    [
        # The last day that is known, and the one after.
        ("4 of a user", date(2026, 11, 18), ""),
        ("4 of a user", date(2026, 11, 19), "known through 2026-11-20"),
        # Before closures are known at all.
        ("4", date(2017, 12, 28), "only in part"),
        ("4", date(2018, 1, 2), ""),
        ("3", date(2017, 12, 20), "only in part"),
        ("3", date(2017, 12, 22), ""),
        ("3", date(2017, 12, 21), "only in part"),
        ("5", date(2017, 11, 17), ""),
        ("5", date(2017, 11, 16), "only in part"),
        # A doubtful closure matters from the day on which it moves the deadline.
        ("3", date(2024, 12, 14), "unconfirmed"),
        ("3", date(2024, 12, 17), ""),
        ("3", date(2024, 12, 15), ""),
        ("5", date(2024, 12, 24), ""),
        ("4", date(2024, 12, 23), "unconfirmed"),
        ("5", date(2024, 11, 9), "unconfirmed"),
        ("5", date(2024, 11, 10), ""),
    ],
)
def test_doubts_are_told_where_a_closure_would_move_the_date(form: str, day: date, words: str) -> None:
    reckon = {"3": form3_due, "4": form4_due, "5": form5_due}[form[0]]
    due = reckon(day, calendar=Calendar(known_through=THROUGH)) if form.endswith("user") else reckon(day)
    assert (words in " ".join(due.notes)) if words else not due.notes, due.notes


# The report.


def test_lateness_in_words() -> None:
    due = form4_due(date(2026, 11, 16))

    def verdict(sent: str) -> str:
        return as_text(due, parse_instant(sent)).splitlines()[-1].partition(" File all")[0]

    assert verdict("2026-11-18 22:00:00") == "Filed Wed 2026-11-18: on time."
    assert verdict("2026-11-18 22:00:01") == (
        "Sent Wed 2026-11-18 at 22:00:01, which EDGAR dates Thu 2026-11-19: late by 1 business day."
    )
    assert verdict("2026-11-20 09:00") == "Filed Fri 2026-11-20: late by 2 business days."
    assert verdict("2026-11-21 09:00") == (
        "Sent Sat 2026-11-21 at 09:00:00, which EDGAR dates Mon 2026-11-23: late by 3 business days."
    )


# iCalendar.


def test_a_calendar_file_says_what_it_is() -> None:
    lines = ics(form4_due(date(2026, 11, 24))).split("\r\n")
    assert lines[:4] == [
        "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//form4kit//form4kit//EN", "CALSCALE:GREGORIAN"
    ]  # fmt: skip
    assert "SUMMARY:Form 4 due" in lines


@pytest.mark.parametrize(("length", "folded"), [(75, False), (76, True)])
def test_a_line_holds_75_octets(length: int, folded: bool) -> None:
    subject = "x" * (length - len("SUMMARY:Form 4 due: "))
    lines = ics(form4_due(date(2026, 11, 24)), subject).split("\r\n")
    start = next(n for n, line in enumerate(lines) if line.startswith("SUMMARY"))
    assert len(lines[start]) == 75
    assert (lines[start + 1] == " x") is folded


# Editions.


@pytest.mark.parametrize(
    ("form", "version", "edition"),
    [
        ("4", None, "2026"),
        ("4", "none", "2026"),
        ("4", "X060", "2026"),
        ("4", "X06090", "2026"),
        ("4", "X0700", "2026"),
        ("4", "X0609", "2026"),
        ("4/A", "X0608", "2023"),
        ("5", "X0407", "2023"),
        ("5/A", "X0406", "2003"),
        ("3", "X0607", "2026"),
        ("3/A", "X0606", "2003"),
        ("3", "X0206", "2003"),
        ("4", "X0000", "2003"),
    ],
)
def test_the_edition_of_a_version_and_of_the_one_before(form: str, version: str | None, edition: str) -> None:
    assert edition_of(form, version) == edition


def test_editions_say_what_they_insert() -> None:
    inserted = {
        facts.name: [schema_version(form, facts.name) for form in ("3/A", "4", "5")] for facts in EDITIONS
    }
    assert inserted == {
        "2026": ["X0607", "X0609", "X0609"],
        "2023": ["X0206", "X0508", "X0508"],
        "2003": ["X0206", "X0306", "X0306"],
    }
    names: list[Edition] = ["2026", "2023", "2003"]
    assert list(EDITION_NAMES) == names
    assert [facts.name for facts in EDITIONS] == names
    assert [facts.since for facts in EDITIONS] == [ACT, date(2023, 3, 20), date(2003, 6, 30)]


# The exchanges.

GOOD_FRIDAYS = [
    *("1979-04-13", "1980-04-04", "1981-04-17", "1986-03-28", "1990-04-13", "1999-04-02"),
    *("2000-04-21", "2001-04-13", "2002-03-29", "2003-04-18", "2004-04-09", "2005-03-25"),
    *("2006-04-14", "2007-04-06", "2008-03-21", "2009-04-10", "2010-04-02", "2011-04-22"),
    *("2012-04-06", "2013-03-29", "2014-04-18", "2015-04-03", "2016-03-25", "2017-04-14"),
    *("2018-03-30", "2019-04-19", "2020-04-10", "2021-04-02", "2022-04-15", "2023-04-07"),
    *("2024-03-29", "2025-04-18", "2026-04-03", "2027-03-26", "2028-04-14", "2029-03-30"),
    *("2030-04-19", "2035-03-23", "2038-04-23", "2049-04-16", "2076-04-17", "2079-04-21"),
    *("2087-04-18", "2096-04-13", "2099-04-10"),
]


def test_good_friday_moves_with_the_moon() -> None:
    assert [str(good_friday(int(day[:4]))) for day in GOOD_FRIDAYS] == GOOD_FRIDAYS


def easter(year: int) -> date:
    """Return Easter Sunday from the tables of the calendar reform, as another way to the same day."""
    golden, century = year % 19 + 1, year // 100 + 1
    solar, lunar = 3 * century // 4 - 12, (8 * century + 5) // 25 - 5
    sunday = 5 * year // 4 - solar - 10
    epact = (11 * golden + 20 + lunar - solar) % 30
    if (epact == 25 and golden > 11) or epact == 24:
        epact += 1
    moon = 44 - epact
    moon += 30 if moon < 21 else 0
    moon += 7 - (sunday + moon) % 7
    return date(year, 3, 1) + (moon - 1) * DAY


def test_good_friday_agrees_with_the_tables_of_the_church() -> None:
    for year in range(1583, 2400):
        assert good_friday(year) == easter(year) - 2 * DAY, year


@pytest.mark.parametrize(
    ("day", "why"),
    [
        ("2026-11-20", None),
        ("2026-11-21", "a Saturday"),
        ("2026-11-22", "a Sunday"),
        ("2026-04-02", None),
        ("2026-04-03", "Good Friday"),
        ("2026-10-12", None),
        ("2026-11-11", None),
        ("2026-11-26", "Thanksgiving Day"),
        ("2021-06-18", None),
        ("2022-06-20", "Juneteenth, observed"),
        ("2023-06-19", "Juneteenth"),
        ("2021-12-31", None),
        ("2022-12-26", "Christmas Day, observed"),
        ("2020-12-31", None),
        ("2023-01-02", "New Year's Day, observed"),
        ("2026-07-03", "Independence Day, observed"),
        ("2021-12-24", "Christmas Day, observed"),
        ("2020-01-01", "New Year's Day"),
        ("2018-05-28", "Memorial Day"),
    ],
)
def test_trading_days(day: str, why: str | None) -> None:
    assert why_no_trading(date.fromisoformat(day)) == why


def test_places_are_not_obsolete_unless_the_table_says_so() -> None:
    assert not PlaceCode("NY", "NEW YORK").obsolete
    assert not any(place.obsolete for place in STATES.values())
    assert {code for code, place in COUNTRIES.items() if place.obsolete} >= {"I7"}


def test_the_cut_off_is_ten_at_night_in_new_york() -> None:
    assert at_cut_off(date(2026, 11, 18)).astimezone(UTC) == datetime(2026, 11, 19, 3, tzinfo=UTC)
    assert at_cut_off(date(2026, 7, 6)).astimezone(UTC) == datetime(2026, 7, 7, 2, tzinfo=UTC)


@pytest.mark.parametrize(
    ("title", "swap"),
    [
        ("Cash-settled Restricted Stock Units", False),
        ("Cash-settled SARs", True),
        ("Short-term note", False),
        ("Short position", True),
        ("Common Stock", False),
    ],
)
def test_what_may_be_short(title: str, swap: bool) -> None:
    assert is_swap(title) is swap
