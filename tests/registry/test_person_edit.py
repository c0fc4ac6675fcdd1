"""One thing in a file of people/ is changed, and nothing else of it."""

import pytest

from form4kit.registry.person_edit import UnfitPerson, plain_of, with_entry, with_member

STANDS = """\
# Antonio
cik: "0001903446"
name: Reyes Antonio J             # as on EDGAR
address: {street: 2200 ALAMEDA PARKWAY, city: SAN MATEO, zip: "94403"}   # home

roles:    # all of them
  # first
  - {from: 2022-03-01, director: true}
  - from: 2024-01-01
    officer: Chief Operating Officer   # COO
# the end
"""


def test_a_value_is_replaced_where_it_stands() -> None:
    assert with_entry(STANDS, ["name"], "Reyes Antonio") == STANDS.replace("Reyes Antonio J", "Reyes Antonio")
    made = with_entry(STANDS, ["address", "city"], "MENLO PARK, CA")
    assert made == STANDS.replace("SAN MATEO", '"MENLO PARK, CA"')
    made = with_entry(STANDS, ["roles", 1, "officer"], "true")
    assert made == STANDS.replace("Chief Operating Officer", "true")


def test_a_key_is_added_to_its_mapping() -> None:
    made = with_entry(STANDS, ["address", "state"], "CA")
    assert made == STANDS.replace('"94403"}', '"94403", state: CA}')
    made = with_entry(STANDS, ["roles", 0, "to"], "2025-01-31")
    assert made == STANDS.replace("director: true}", "director: true, to: 2025-01-31}")
    made = with_entry(STANDS, ["roles", 1, "to"], "2025-01-31")
    assert made == STANDS.replace("# COO\n", "# COO\n    to: 2025-01-31\n")
    assert with_entry("cik: '1'", ["address", "city"], "X") == "cik: '1'\naddress:\n  city: X\n"


def test_a_member_is_added_to_its_list() -> None:
    power = {"attorneys": ["Abel, Thomas"], "forms": ["3", "4"], "signed": "2026-01-12"}
    line = '{attorneys: ["Abel, Thomas"], forms: ["3", "4"], signed: 2026-01-12}'
    assert with_member(STANDS, "powers_of_attorney", power) == f"{STANDS}powers_of_attorney:\n  - {line}\n"
    made = with_member(STANDS, "roles", {"from": "2026-01-01", "director": "true"})
    assert made == STANDS.replace("# COO\n", "# COO\n  - {from: 2026-01-01, director: true}\n")
    assert with_member("roles: []\n", "roles", {"director": "true"}) == "roles: [{director: true}]\n"
    assert with_member("roles:\nname: X\n", "roles", {"director": "true"}) == (
        "roles:\n  - {director: true}\nname: X\n"
    )


def test_line_ends_stay_as_they_are() -> None:
    made = with_entry(STANDS.replace("\n", "\r\n"), ["roles", 1, "to"], "2025-01-31")
    assert made.count("\r\n") == made.count("\n") == STANDS.count("\n") + 1


def test_words_stay_words() -> None:
    nasty = "<b>&: [x] # 'q' \"\\"
    assert plain_of(with_entry(STANDS, ["address", "street"], nasty))["address"]["street"] == nasty  # type: ignore[index,call-overload]


@pytest.mark.parametrize("text", ["- a\n", "a: 1\na: 2\n", "a: &x 1\nb: *x\n", "roles: x\n"])
def test_what_is_unclear_is_left_alone(text: str) -> None:
    with pytest.raises(UnfitPerson):
        with_member(text, "roles", {"director": "true"})
