"""Deadlines: worked cases, the clock, and what holds for every date."""

import json
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from deadline_cases import CASES, named
from hypothesis import given
from hypothesis import strategies as st

from form4kit.analysis.titles import is_swap
from form4kit.law import deadlines
from form4kit.law.calendar import EDGAR, Calendar, NoCalendar
from form4kit.law.clock import NEW_YORK, at_cut_off, parse_date, parse_instant
from form4kit.law.deadlines import (
    HFIAA_IN_FORCE,
    Due,
    NoticeBeforeTrade,
    combined_due,
    form3_due,
    form4_due,
    form5_due,
    notice_needed,
)
from form4kit.report.due_report import as_text

RESEARCHED = Path(__file__).parents[2].parent / "shared" / "law" / "deadline-cases.json"


# Form 3 cases of the research whose date is not what the function takes: a director in office since 2020.
IN_OFFICE_SINCE = {44: date(2020, 5, 4)}


def due_of(case: dict[str, str]) -> Due:
    match case["form"]:
        case "4":
            notice = case.get("notice")
            told = parse_date(notice) if notice and notice != "unknown" else None
            return form4_due(parse_date(case["trade"]), notice="unknown" if notice == "unknown" else told)
        case "3":
            registration, foreign = (case.get(key) == "true" for key in ("registration", "foreign_private"))
            return form3_due(parse_date(case["event"]), registration=registration, foreign_private=foreign)
    return form5_due(parse_date(case["fiscal_year_end"]))


@named(CASES["deadlines"])
def test_worked_case(case: dict[str, str]) -> None:
    due = due_of(case)
    assert due.form == case["form"]
    assert due.due == at_cut_off(parse_date(case["due"])) == datetime.fromisoformat(case["utc"])
    assert due.steps[-1].day == due.day
    assert due.execution == parse_date(case.get("executed", due.execution.isoformat()))
    assert (str(due.safe.date()) if due.safe else None) == case.get("safe")
    if "note" in case:
        assert any(case["note"] in note for note in due.notes)


@named(CASES["filed_on_unknown_notice"])
def test_filed_after_the_safe_day(case: dict[str, str]) -> None:
    due, filed = form4_due(parse_date(case["trade"]), notice="unknown"), parse_date(case["filed"])
    found = notice_needed(due, filed)
    assert (str(found) if found else "no") == case["notice"]
    if found:
        assert form4_due(due.event, notice=found).day >= filed


@pytest.mark.skipif(not RESEARCHED.exists(), reason="the research stands outside the repository")
def test_researched_cases() -> None:
    cases = json.loads(RESEARCHED.read_text("utf-8"))
    assert len(cases) == 30
    for case in cases:
        day = IN_OFFICE_SINCE.get(case["n"], date.fromisoformat(case["trade"]))
        notice = date.fromisoformat(case["notice"]) if case["notice"] not in (None, "n/a") else None
        match case["form"]:
            case "4":
                due = form4_due(day, notice="unknown" if case["notice"] is None else notice)
            case "3":
                due = form3_due(day, foreign_private=case["n"] in IN_OFFICE_SINCE)
            case _:
                due = form5_due(day)
        assert due.due.isoformat() == case["due_local"], case["desc"]
        assert due.due == datetime.fromisoformat(case["due_utc"]), case["desc"]
        if case["deemed"]:
            assert due.execution.isoformat() == case["deemed"], case["desc"]


def test_the_earliest_row_rules_a_combined_form() -> None:
    plan_sale = form4_due(date(2026, 11, 16), notice=date(2026, 11, 19))
    withholding = form4_due(date(2026, 11, 17))
    combined = combined_due([plan_sale, withholding])
    assert combined is not None
    assert combined.day == date(2026, 11, 19)
    assert combined.notes[-1].startswith("The rows fall due from 2026-11-19 to 2026-11-23")
    assert combined_due([withholding, withholding]) == withholding
    assert combined_due([]) is None


def test_the_steps_tell_every_day_of_a_form_4() -> None:
    due = form4_due(date(2026, 11, 24))
    assert [(step.day.day, step.counts) for step in due.steps] == [
        (24, False),
        (25, True),
        (26, False),
        (27, True),
    ]
    assert due.steps[2].text == "Thanksgiving Day (5 U.S.C. 6103)"


def test_notice_on_the_last_day_is_told_from_notice_after_it() -> None:
    cap = date(2026, 11, 19)
    for notice, words in ((cap, "notice received"), (date(2026, 11, 20), "notice came only on 2026-11-20")):
        due = form4_due(date(2026, 11, 16), notice=notice)
        assert due.execution == cap
        assert any(step.day == cap and words in step.text for step in due.steps)


@pytest.mark.parametrize("office", [date(2020, 5, 4), date(2025, 12, 18)])
def test_form_3_of_an_incumbent_takes_the_day_of_the_act_as_its_event(office: date) -> None:
    due = form3_due(office, foreign_private=True)
    assert (due.event, due.execution) == (HFIAA_IN_FORCE, HFIAA_IN_FORCE)
    assert any("exempt" in note for note in due.notes)


def test_a_closure_that_the_user_adds_moves_the_date() -> None:
    christmas_eve = Calendar(extra=frozenset({date(2026, 12, 24)}), known_through=date(2026, 12, 31))
    due = form4_due(date(2026, 12, 22), calendar=christmas_eve)
    assert due.day == date(2026, 12, 28)
    assert due.notes == ()
    assert form4_due(date(2026, 12, 22)).day == date(2026, 12, 24)


def test_notice_before_the_trade_is_refused_in_one_line() -> None:
    with pytest.raises(
        NoticeBeforeTrade, match=r"^the notice of 2026-11-13 is dated before the trade of 2026-11-16$"
    ):
        form4_due(date(2026, 11, 16), notice=date(2026, 11, 13))


@pytest.mark.parametrize("due", [form3_due, form4_due, form5_due])
@pytest.mark.parametrize("day", [date(206, 11, 18), date.max])
def test_years_without_a_calendar_are_refused(due: Any, day: date) -> None:
    with pytest.raises(NoCalendar, match="outside the calendar"):
        due(day)


def test_trades_before_the_two_day_rule_are_told_apart() -> None:
    assert any("tenth day" in note for note in form4_due(date(2002, 8, 28)).notes)
    assert not any("tenth day" in note for note in form4_due(date(2002, 8, 29)).notes)


# What holds for every date.

days = st.dates(date(2003, 1, 1), date(2060, 12, 31))
waits = st.integers(0, 20).map(timedelta)


def is_sound(due: Due) -> bool:
    return due.due.tzinfo is NEW_YORK and due.due.time() == time(22) and EDGAR.is_business_day(due.day)


@given(days, waits)
def test_form_4_is_due_on_the_second_business_day(trade: date, wait: timedelta) -> None:
    for due in (form4_due(trade), form4_due(trade, notice=trade + wait), form4_due(trade, notice="unknown")):
        assert is_sound(due)
        assert trade <= due.execution < due.day
        assert sum(step.counts for step in due.steps) == 2
        assert EDGAR.business_days_between(due.execution, due.day) == 2
        assert EDGAR.business_days_between(trade, due.day) <= 5
        told = [step.day for step in due.steps]
        assert told == sorted(set(told))
        assert (told[0], told[-1]) == (trade, due.day)


@given(days, waits)
def test_a_later_trade_or_notice_is_never_due_earlier(day: date, wait: timedelta) -> None:
    assert form4_due(day).due <= form4_due(day + wait).due
    assert form4_due(day, notice=day).due <= form4_due(day, notice=day + wait).due
    assert form4_due(day, notice=day + wait).due <= form4_due(day, notice="unknown").due
    assert form3_due(day).due <= form3_due(day + wait).due
    assert form3_due(day, foreign_private=True).due <= form3_due(day + wait, foreign_private=True).due
    assert form5_due(day).due <= form5_due(day + wait).due


@given(days)
def test_calendar_counts_are_rolled_forward_to_a_business_day(day: date) -> None:
    for due, count in ((form3_due(day), 10), (form5_due(day), 45)):
        assert is_sound(due)
        nominal = day + timedelta(days=count)
        assert due.day >= nominal
        assert EDGAR.business_days_between(nominal - timedelta(days=1), due.day) == 1


DAY = timedelta(days=1)
ACT = date(2026, 3, 18)


def days_and_counts(due: Due) -> str:
    """Write the steps of a deadline: the day of each, with a plus where it counts."""
    return " ".join(f"{step.day:%m-%d}{'+' if step.counts else ''}" for step in due.steps)


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
