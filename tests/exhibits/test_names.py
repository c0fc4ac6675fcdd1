"""Names of exhibits are those that EDGAR takes, and none twice."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from form4kit.exhibits.names import exhibit_name

NAMES = {
    "2026 POA.docx": "poa.txt",
    "J\u00f6rg M\u00fcller.docx": "jorgmuller.txt",
    "Power of Attorney (Doe).docx": "powerofattorneydoe.txt",
    "a-b-c.htm": "abc.txt",
    "poa-doe_1.docx": "poa-doe_1.txt",
    "x" * 60: "x" * 28 + ".txt",
    "\u65e5\u672c.docx": "exhibit.txt",
}


@pytest.mark.parametrize("source", sorted(NAMES))
def test_a_name_comes_from_the_file(source: str) -> None:
    assert exhibit_name(source, "txt", frozenset()) == NAMES[source]


def test_a_name_that_is_taken_gets_a_number() -> None:
    taken = {"poa.txt", "poa2.txt"}
    assert exhibit_name("poa.docx", "txt", taken) == "poa3.txt"
    assert exhibit_name("x" * 60, "txt", {"x" * 28 + ".txt"}) == "x" * 27 + "2.txt"


@given(st.text(max_size=60), st.sampled_from(["txt", "htm"]))
def test_every_name_is_taken_by_edgar(source: str, ending: str) -> None:
    name = exhibit_name(source, ending, frozenset())
    assert re.fullmatch(r"[a-z][a-z0-9_-]*\.(txt|htm)", name, re.ASCII)
    assert len(name) <= 32
    assert max(map(name.count, "-_.")) == 1
