"""Codes of states and countries."""

from form4kit.law.places import COUNTRIES, STATES, PlaceCode


def test_places_are_not_obsolete_unless_the_table_says_so() -> None:
    assert not PlaceCode("NY", "NEW YORK").obsolete
    assert not any(place.obsolete for place in STATES.values())
    assert {code for code, place in COUNTRIES.items() if place.obsolete} >= {"I7"}
