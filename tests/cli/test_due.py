"""When a form is due, of dates and of drafts."""

from clean_filings import CLEAN
from commands_run import form4kit, put
from deadline_cases import CASES, named

SOUND = (CLEAN / "4.yaml").read_text()
NOT_YAML = 'form: "4"\nremarks: by: her\n'


def test_due_answers_for_dates_and_for_paths() -> None:
    one = form4kit("due", "2026-11-18", "--format", "json").json
    assert one["due"] == "2026-11-20T22:00:00-05:00"
    assert isinstance(one["steps"], list)
    put("a.yaml")
    put("b.yaml", (CLEAN / "4A.yaml").read_text())
    many = form4kit("due", "a.yaml", "b.yaml", "--format", "json").json
    assert [(each["path"], each["due"]) for each in many] == [("a.yaml", one["due"]), ("b.yaml", None)]
    assert form4kit("due", "a.yaml", "missing").code == 2
    assert form4kit("due", put("c.yaml", NOT_YAML)).code == 1
    assert form4kit("due", "2026-02-30").code == 2
    assert form4kit("due", "2026-11-18", "--ics").out.startswith("BEGIN:VCALENDAR")


@named(CASES["foreign_private"])
def test_due_of_an_insider_of_a_foreign_private_issuer(case: dict[str, str]) -> None:
    asked = ("due", case["day"], "--form", case["form"], "--foreign-private")
    first = form4kit(*asked).out.splitlines()[0]
    answer = form4kit(*asked, "--format", "json").json
    if case["due"] == "no":
        assert first.startswith(
            "Not due: directors and officers of foreign private issuers report from 18 March 2026"
        )
        assert (answer["due"], answer["steps"], answer["notes"]) == (None, [], [first])
        assert "VEVENT" not in form4kit(*asked, "--ics").out
    else:
        assert first.startswith(f"Form {case['form']} is due ")
        assert case["due"] in first
        assert str(answer["due"]).startswith(case["due"])


def test_unknown_notice_is_answered_with_the_safe_day_first() -> None:
    asked = ("due", "2026-11-16", "--notice", "unknown")
    lines = form4kit(*asked).out.splitlines()
    assert lines[0] == "Form 4: file by Wed 2026-11-18 at 22:00 New York time (EST) to be safe."
    assert lines[1] == "The latest day on which it can still be on time is Mon 2026-11-23."
    answer = form4kit(*asked, "--format", "json").json
    assert (answer["safe"], answer["due"]) == ("2026-11-18T22:00:00-05:00", "2026-11-23T22:00:00-05:00")
    assert "safe" not in form4kit("due", "2026-11-16", "--format", "json").json
    assert "DTSTART:20261119T030000Z" in form4kit(*asked, "--ics").out
    between = form4kit(*asked, "--filed", "2026-11-20").out
    assert "on time only if notice came on 2026-11-18 or later" in between
    assert "Filed Wed 2026-11-18: on time." in form4kit(*asked, "--filed", "2026-11-18").out
    assert "late by 1 business day" in form4kit(*asked, "--filed", "2026-11-24").out
