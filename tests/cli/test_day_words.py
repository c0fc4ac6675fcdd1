"""A day is understood however it is typed, as the argument of `due` and as the value of an option."""

import pytest
from commands_run import form4kit, put

from form4kit.cli.day_words import as_iso, day_in_words
from form4kit.cli.history_options import AsOfOption
from form4kit.cli.options import FiledOption

SPELLINGS = (
    *("11/25/2026", "11/25/26", "11-25-2026", "2026/11/25", "2026.11.25", "20261125", "25.11.2026"),
    *("Nov 25, 2026", "November 25 2026", "25 Nov 2026", "25-Nov-2026", "25 November 2026", "2026-11-25"),
)


@pytest.mark.parametrize("day", SPELLINGS)
def test_a_day_is_understood_however_it_is_typed(day: str) -> None:
    """The day after Thanksgiving is a business day of EDGAR's."""
    asked = form4kit("due", day)
    assert asked.code == 0, asked.err
    assert asked.out.startswith("Form 4 is due Mon 2026-11-30 at 22:00")
    assert asked.err == ("" if day == "2026-11-25" else f"{day} is read as 2026-11-25\n")
    assert "Filed Wed 2026-11-25: on time." in form4kit("due", "2026-11-24", "--filed", day).out
    put("a.yaml")
    dated = form4kit("check", "a.yaml", "--filed", day, "--format", "json")
    assert dated.codes() == form4kit("check", "a.yaml", "--filed", "2026-11-25", "--format", "json").codes()


@pytest.mark.parametrize("day", ["11/31/2026", "25/25/2026", "99999999", "20261340", "soon", "11/25"])
def test_what_is_no_day_is_not_guessed_at(day: str) -> None:
    assert form4kit("due", day).code == 2
    assert form4kit("due", "2026-11-24", "--filed", day).code == 2


@pytest.mark.parametrize("day", SPELLINGS)
def test_every_option_with_a_day_reads_it(day: str) -> None:
    assert as_iso(day) == "2026-11-25"
    assert [option.__metadata__[0].callback for option in (AsOfOption, FiledOption)] == [as_iso, as_iso]


@pytest.mark.parametrize("value", [None, "2026-11-18 21:50", "2026-11-18T21:59:30-05:00", "unknown", "11/25"])
def test_what_is_no_other_spelling_of_a_day_stays(value: str | None) -> None:
    assert as_iso(value) == value


def test_an_order_that_may_be_another_is_that_of_the_united_states_and_is_told() -> None:
    assert day_in_words("05/06/2026") == "2026-05-06"
    assert "05/06/2026 is read as 2026-05-06" in form4kit("due", "05/06/2026").err
