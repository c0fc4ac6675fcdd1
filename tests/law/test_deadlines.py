"""Deadlines: worked cases, the clock, and what holds for every date."""

import json
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from form4kit.law.calendar import EDGAR, Calendar, NoCalendar
from form4kit.law.clock import NEW_YORK, at_cut_off, filing_date, parse_date, parse_instant
from form4kit.law.deadlines import (
    HFIAA_IN_FORCE,
    Due,
    NoticeBeforeTrade,
    combined_due,
    form3_due,
    form4_due,
    form5_due,
    late_by_business_days,
)
from form4kit.report.due_report import as_json, as_text
from form4kit.report.ics import calendar_file, ics

CASES = yaml.load(
    (Path(__file__).parents[1] / "data" / "deadline-cases.yaml").read_text("utf-8"), yaml.BaseLoader
)
RESEARCHED = Path(__file__).parents[2].parent / "shared" / "law" / "deadline-cases.json"

# Form 3 cases of the research whose date is not what the function takes: a director in office since 2020.
IN_OFFICE_SINCE = {44: date(2020, 5, 4)}


def named(cases: list[dict[str, str]]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("case", cases, ids=[case["name"] for case in cases])


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
    if "note" in case:
        assert any(case["note"] in note for note in due.notes)


@named(CASES["clock"])
def test_clock_case(case: dict[str, str]) -> None:
    day = parse_date(case["due"])
    due = Due("4", day, day, at_cut_off(day), ())
    sent = parse_instant(case["sent"])
    assert filing_date(sent) == parse_date(case["filed"])
    assert late_by_business_days(due, filing_date(sent)) == int(case["late"])
    assert as_json(due, sent)["late_by_business_days"] == int(case["late"])
    assert ("on time" in as_text(due, sent)) == (case["late"] == "0")


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


@pytest.mark.parametrize(
    ("text", "instant"),
    [
        ("2026-11-18", "2026-11-18T00:00:00-05:00"),
        ("2026-07-06", "2026-07-06T00:00:00-04:00"),
        ("2026-11-18 21:50", "2026-11-18T21:50:00-05:00"),
        ("2026-11-18T21:59:30-05:00", "2026-11-18T21:59:30-05:00"),
        ("2026-11-19T02:30Z", "2026-11-18T21:30:00-05:00"),
        ("2026-11-18T22:00:00.5-05:00", "2026-11-18T22:00:00.500000-05:00"),
    ],
)
def test_instants_are_read_in_new_york_time(text: str, instant: str) -> None:
    assert parse_instant(text).isoformat() == instant


@pytest.mark.parametrize(
    "text",
    ["", "tomorrow", "18 Nov 2026", "20261118", "2026-W47-3", "2026-02-30", "2026-11-18 25:00",
     "2026-11-18 21", "2026-11-18T21:50-0500", "9999-12-31", "0001-01-01T00:00Z", "2026-11-18 ",
     "２０２６-11-18"],
)  # fmt: skip
def test_other_writings_of_an_instant_are_refused_with_an_example(text: str) -> None:
    with pytest.raises(ValueError, match="write 2026-11-18, 2026-11-18 21:50"):
        parse_instant(text)
    with pytest.raises(ValueError, match=r"write it as 2026-11-18$"):
        parse_date(text)


def test_a_part_of_a_second_past_ten_is_past_ten() -> None:
    assert filing_date(parse_instant("2026-11-18 22:00:00.000001")) == date(2026, 11, 19)
    with pytest.raises(ValueError, match="time zone"):
        filing_date(datetime(2026, 11, 18, 21))


def test_text_reads_day_by_day() -> None:
    due = form4_due(date(2025, 11, 25))
    assert as_text(due, parse_instant("2025-11-28 22:00:30")) == (
        "Form 4 is due Fri 2025-11-28 at 22:00 New York time (EST).\n"
        "\n"
        "  Tue 2025-11-25  -       the transaction; the count starts the day after (Rule 16a-3(g)(1))\n"
        "  Wed 2025-11-26  counts  business day 1 of 2\n"
        "  Thu 2025-11-27  -       Thanksgiving Day (5 U.S.C. 6103)\n"
        "  Fri 2025-11-28  counts  business day 2 of 2: due by 22:00 New York time (Section 16(a)(2)(C))\n"
        "\n"
        "Sent Fri 2025-11-28 at 22:00:30, which EDGAR dates Mon 2025-12-01: late by 1 business day. "
        "File all the same; the issuer names late filers under Item 405.\n"
    )


def test_json_has_the_keys_that_scripts_rely_on() -> None:
    due = form4_due(date(2025, 11, 17), notice=date(2025, 11, 18))
    answer = json.loads(json.dumps(as_json(due)))
    assert answer.pop("steps")[0].keys() == {"day", "counts", "text"}
    assert answer == {
        "form": "4",
        "event": "2025-11-17",
        "execution": "2025-11-18",
        "due": "2025-11-20T22:00:00-05:00",
        "late_by_business_days": None,
    }
    assert as_json(form4_due(date(2026, 12, 23)))["notes"]


def test_icalendar_keeps_to_rfc_5545() -> None:
    due = form4_due(date(2026, 11, 24))
    text = ics(due, "Fédérico; vest, part 1\\2")
    assert text == ics(due, "Fédérico; vest, part 1\\2")
    lines = text.split("\r\n")
    assert "\n" not in text.replace("\r\n", "")
    assert lines.pop() == ""
    assert max(len(line.encode()) for line in lines) <= 75
    whole = text.replace("\r\n ", "").split("\r\n")
    assert "DTSTART:20261128T030000Z" in whole
    about = "Form 4 due: Fédérico\\; vest\\, part 1\\\\2"
    assert f"SUMMARY:{about}" in whole
    assert whole[whole.index("BEGIN:VALARM") + 1 :][:3] == [
        "ACTION:DISPLAY",
        f"DESCRIPTION:{about}",
        "TRIGGER:-PT4H",
    ]
    assert [line for line in whole if line.startswith(("BEGIN", "END"))] == [
        "BEGIN:VCALENDAR", "BEGIN:VEVENT", "BEGIN:VALARM", "END:VALARM", "END:VEVENT", "END:VCALENDAR"
    ]  # fmt: skip


def test_two_drafts_due_together_stay_two_entries() -> None:
    due = form4_due(date(2026, 11, 24))
    text = calendar_file([("smith", due), ("jones", due)])
    uids = [line for line in text.split("\r\n") if line.startswith("UID:")]
    assert len(set(uids)) == 2


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


@given(st.datetimes(datetime(2003, 1, 1), datetime(2060, 1, 1)))
def test_a_filing_date_is_a_business_day_not_before_the_instant(naive: datetime) -> None:
    instant = naive.replace(tzinfo=NEW_YORK)
    filed = filing_date(instant)
    assert EDGAR.is_business_day(filed)
    assert filed >= instant.date()
    assert (filed == instant.date()) == (EDGAR.is_business_day(instant.date()) and naive.time() <= time(22))
