"""The law's tables: each says its source and the day it was checked, and none has a gap."""

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

import form4kit.law
from form4kit.law.calendar import CLOSURES, FIRST_YEAR, HOLIDAYS
from form4kit.law.codes import CODES, CodeGroup, Deferral, deferral
from form4kit.law.places import COUNTRIES, STATES, STATES_BEFORE_2026
from form4kit.law.table import LawTable, _Line

LAW = Path(form4kit.law.__file__).parent
FACTS = Path(__file__).parents[2].parent / "shared" / "edgar"
TABLES = sorted(path.name for path in LAW.glob("*.tsv"))
needs_facts = pytest.mark.skipif(
    not FACTS.exists(), reason="the researched facts stand outside the repository"
)


MAY_BE_EMPTY = {"adjectives", "nouns", "alone", "signs"}
"""How texts write a currency, as far as they write it that way; every other cell is full."""


def rows(name: str) -> list[_Line]:
    lines = [line for line in (LAW / name).read_text("utf-8").splitlines() if not line.startswith("#")]
    head = lines[0].split("\t")
    return [dict(zip(head, line.split("\t"), strict=True)) for line in lines[1:]]


def facts(name: str) -> dict[str, str]:
    lines = (FACTS / name).read_text("utf-8").splitlines()[1:]
    return dict(line.split("\t")[:2] for line in lines)


def test_the_tables_are_found() -> None:
    assert {"transaction-codes.tsv", "holidays.tsv", "closures.tsv", "states.tsv", "countries.tsv"} <= set(
        TABLES
    )


@pytest.mark.parametrize("name", TABLES)
def test_a_table_is_cited_dated_and_full(name: str) -> None:
    table = LawTable(name, lambda row: (tuple(row.values()), row))
    assert table.about["title"].endswith(".")
    assert len(table.about["source"]) > 10
    assert date(2026, 1, 1) <= table.dated("checked")
    assert len(table) > 0
    for row in table.values():
        assert all(cell == cell.strip() and (cell or key in MAY_BE_EMPTY) for key, cell in row.items()), row


def test_a_broken_table_is_a_bug_not_a_guess() -> None:
    with pytest.raises(ValueError, match="twice"):
        len(LawTable("states.tsv", lambda row: ("same", row)))


def test_the_deadline_engine_is_light_to_import() -> None:
    code = "import sys, form4kit.law.deadlines; print(*{name.split('.')[0] for name in sys.modules})"
    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout.split()
    assert "form4kit" in loaded
    assert not {"yaml", "lxml", "jsonschema", "csv", "hashlib", "json"} & set(loaded)


def test_codes_are_the_18_letters_of_the_form() -> None:
    assert "".join(sorted(CODES)) == "ACDEFGHIJLMOPSUWXZ"
    assert {code.group for code in CODES.values()} == set(CodeGroup)
    for row in rows("transaction-codes.tsv"):
        assert {row["table_1"], row["table_2"]} <= {"A", "D", "A/D", "-"}
        assert row["by_definition"] in {"yes", "no"}


def test_codes_tell_their_direction() -> None:
    assert {code.code for code in CODES.values() if code.by_definition} == set("ADFLPSU")
    assert (CODES["S"].expected(1), CODES["S"].expected(2)) == ("D", "D")
    assert (CODES["M"].expected(1), CODES["M"].expected(2)) == ("A", "D")
    assert CODES["G"].expected(1) is None
    assert CODES["H"].expected(1) is None
    assert not CODES["H"].stands_in(1)
    assert not CODES["Z"].stands_in(2)
    assert CODES["G"].stands_in(1)
    for code in CODES.values():
        assert not code.by_definition or code.expected(1) == code.expected(2) is not None


def test_rule_16b3_codes_are_those_of_officers_and_directors() -> None:
    assert {code.code for code in CODES.values() if code.rule_16b3} == set("ADFIM")


def test_what_may_wait_for_form_5() -> None:
    today = date(2026, 11, 22)
    assert {code.code for code in CODES.values() if code.form_5} == set("GLWZEHJ")
    assert deferral("G", "A", today) is Deferral.YES
    assert deferral("G", "D", date(2023, 2, 26)) is Deferral.YES
    assert deferral("G", "D", date(2023, 2, 27)) is Deferral.NO
    assert deferral("S", "D", today) is Deferral.NO
    assert deferral("J", "D", today) is Deferral.IF_EXEMPT
    for row in rows("form-5.tsv"):
        assert row["code"] in CODES
        expected = CODES[row["code"]].table_1 + CODES[row["code"]].table_2
        assert row["direction"] in expected, row


def test_holidays_are_the_eleven_of_the_statute() -> None:
    assert len(HOLIDAYS) == 11
    since = {holiday.name: holiday.since for holiday in HOLIDAYS.values() if holiday.since > FIRST_YEAR}
    assert since == {"Juneteenth": 2021, "Martin Luther King Jr. Day": 1986}


def test_closures_are_in_order_and_inside_the_checked_span() -> None:
    assert list(CLOSURES) == sorted(CLOSURES)
    start, through = CLOSURES.dated("known from"), CLOSURES.dated("known through")
    assert start < through <= CLOSURES.dated("checked")
    assert max(CLOSURES) <= through
    assert all(closure.day.weekday() < 5 for closure in CLOSURES.values())
    assert {row["status"] for row in rows("closures.tsv")} == {"confirmed", "unconfirmed"}
    assert not any(closure.confirmed for day, closure in CLOSURES.items() if day < start)


def test_places_are_two_characters_and_never_both_state_and_country() -> None:
    assert (len(STATES), len(COUNTRIES), len(STATES_BEFORE_2026)) == (57, 274, 331)
    for table in (STATES, COUNTRIES, STATES_BEFORE_2026):
        assert all(len(code) == 2 and code.isalnum() and code == place.code for code, place in table.items())
    assert not STATES.keys() & COUNTRIES.keys()
    assert STATES.keys() | COUNTRIES.keys() == STATES_BEFORE_2026.keys()
    assert STATES["PR"].name == "PUERTO RICO"
    assert COUNTRIES["I7"].obsolete
    assert not COUNTRIES["X1"].obsolete


@needs_facts
def test_tables_agree_with_the_researched_facts() -> None:
    assert set(CODES) == set(facts("transaction-codes.tsv"))
    assert {code: place.name for code, place in STATES.items()} == facts("state-codes.tsv")
    assert {code: place.name for code, place in STATES_BEFORE_2026.items()} == facts(
        "state-codes-before-2026.tsv"
    )
    current = {code: place.name for code, place in COUNTRIES.items() if not place.obsolete}
    obsolete = {code: place.name for code, place in COUNTRIES.items() if place.obsolete}
    assert current == facts("country-codes.tsv")
    assert obsolete == facts("country-codes-obsolete.tsv")
