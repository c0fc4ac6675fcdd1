"""The editions of the form: which version belongs to which, and what each inserts."""

from datetime import date

import pytest

from form4kit.law.editions import EDITION_NAMES, EDITIONS, Edition, edition_of, schema_version

ACT = date(2026, 3, 18)


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
