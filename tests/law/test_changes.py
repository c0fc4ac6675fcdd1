"""What changed between two days follows from the tables, and each change stands on its first day."""

import datetime as dt
import json

from commands_run import form4kit

from form4kit.law.changes import changes
from form4kit.law.codes import Deferral, deferral
from form4kit.law.editions import EDITIONS
from form4kit.law.places import COUNTRIES, STATES, STATES_BEFORE_2026
from form4kit.rules.engine import catalogue

DAY = dt.timedelta(days=1)


def on(day: str) -> list[str]:
    found = changes(dt.date.fromisoformat(day), dt.date.fromisoformat(day))
    return [f"{each.area}: {each.words}" for each in found]


def test_a_gift_is_due_on_form_4_from_the_day_that_the_table_says() -> None:
    (words,) = (each for each in on("2023-02-27") if each.startswith("codes"))
    assert words.startswith("codes: Code G (bona fide gift), disposed of: due on Form 4")
    day = dt.date(2023, 2, 27)
    assert (deferral("G", "D", day - DAY), deferral("G", "D", day)) == (Deferral.YES, Deferral.NO)


def test_every_edition_stands_on_its_day() -> None:
    for each in EDITIONS:
        assert any(f"Edition {each.name} of EDGAR's schema" in words for words in on(f"{each.since}"))


def test_the_codes_of_places_are_counted_from_the_tables() -> None:
    gone = len(set(STATES_BEFORE_2026) - set(STATES))
    words = on("2026-03-18")
    assert any(f"{gone} codes are no longer codes of a state" in each for each in words)
    assert any(f"one of {len(COUNTRIES)} country codes" in each for each in words)
    assert any("Directors and officers of foreign private issuers report" in each for each in words)


def test_both_days_are_counted_and_days_in_between_are_in_order() -> None:
    found = changes(dt.date(2021, 1, 1), dt.date(2026, 3, 18))
    days = [each.day for each in found]
    assert days == sorted(days)
    assert (dt.date(2021, 6, 19), "calendar") in [(each.day, each.area) for each in found]
    assert days[-1] == dt.date(2026, 3, 18)
    assert all(each.source for each in found)
    assert changes(dt.date(2026, 3, 19), dt.date(2026, 3, 20)) == ()


def test_the_command_adds_each_rule_on_the_day_from_which_it_judges() -> None:
    told = form4kit("law", "--on", "2002-01-01", "--until", "2026-12-31", "--format", "json").json
    begun = {
        (each["words"].split()[0], each["day"])
        for each in told["changes"]
        if each["area"] == "rules" and " begins" in each["words"]
    }
    assert begun == {(each.code, f"{each.since}") for each in catalogue() if each.since}
    ended = [each for each in told["changes"] if " ends, " in each["words"]]
    assert len(ended) == sum(1 for each in catalogue() if each.until)


def test_a_day_alone_says_what_holds() -> None:
    before, after = (
        form4kit("law", "--on", day, "--format", "json").json for day in ("2002-08-28", "2026-03-18")
    )
    assert (before["schema"], before["form_4_in_two_business_days"]) == (None, False)
    assert (after["schema"], after["foreign_insiders_report"]) == ("2026", True)
    assert after["rules"] > before["rules"]
    text = form4kit("law", "--on", "2027-01-01").out
    assert "New Year's Day" in text
    assert "so this day is guessed" in text


def test_json_has_days_as_iso_and_text_has_every_change() -> None:
    run = ("law", "--on", "2023-02-27", "--until", "2023-04-01")
    told = json.loads(form4kit(*run, "--format", "json").out)
    text = " ".join(form4kit(*run).out.split())
    assert told["from"] == "2023-02-27"
    assert all(" ".join(each["words"].split()) in text for each in told["changes"])
    assert (
        "nothing that form4kit knows of" in form4kit("law", "--on", "2024-02-03", "--until", "2024-02-04").out
    )


def test_days_that_are_none_are_refused() -> None:
    for arguments in (("--on", "soon"), ("--until", "2026-13-01"), ("--on", "1950-01-01")):
        assert form4kit("law", *arguments).code == 2
    assert "before" in form4kit("law", "--on", "2026-01-02", "--until", "2026-01-01").err
