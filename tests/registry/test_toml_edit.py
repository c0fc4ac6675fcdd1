"""One value of a form4kit.toml is changed, and nothing else of it."""

import tomllib

import pytest

from form4kit.registry.toml_edit import spelled, with_value
from form4kit.registry.toml_text import UnfitToml

STANDS = """\
# ours
[issuer]                          # the company
cik = "0001903415"
name = "HARTWELL # INC" # EDGAR's
# symbol = "X"

[calendar]
closures = [
  2026-12-24, # eve
]
ignore = ["A",
  "B"]
"""


def test_a_value_is_replaced_and_its_comment_stays() -> None:
    made = with_value(STANDS, "issuer", "name", 'HARTWELL "H" INC')
    assert made == STANDS.replace('"HARTWELL # INC"', '"HARTWELL \\"H\\" INC"')
    assert with_value(made, "issuer", "name", 'HARTWELL "H" INC') == made


def test_a_key_is_added_below_the_last_of_its_table() -> None:
    made = with_value(STANDS, "issuer", "foreign_private", False)
    assert made == STANDS.replace("EDGAR's\n", "EDGAR's\nforeign_private = false\n")
    assert with_value("[issuer]", "issuer", "cik", "1") == '[issuer]\ncik = "1"\n'


def test_a_value_of_several_lines_is_replaced_whole() -> None:
    made = with_value(STANDS, "calendar", "ignore", ["C"])
    assert made == STANDS.replace('ignore = ["A",\n  "B"]', 'ignore = ["C"]')


def test_a_table_is_added_where_there_is_none() -> None:
    assert with_value("", "review", "required", True) == "[review]\nrequired = true\n"
    made = with_value(STANDS, "issuers.beta", "cik", "2")
    assert made == STANDS + '\n[issuers.beta]\ncik = "2"\n'
    assert with_value(STANDS.replace("\n", "\r\n"), "sign", "read", True).endswith(
        "\r\n[sign]\r\nread = true\r\n"
    )


@pytest.mark.parametrize(
    "text", ["issuer = {cik = '1'}\n", "issuer = 1\n", "[issuer\n", "issuer.cik = '1'\n[calendar]\n"]
)
def test_what_is_written_otherwise_is_left_alone(text: str) -> None:
    with pytest.raises(UnfitToml):
        with_value(text, "issuer", "cik", "2")


@pytest.mark.parametrize("text", ["", 'a\x7fb\n\t"\\', "é\u2028"])
def test_what_is_spelled_is_read_back(text: str) -> None:
    assert tomllib.loads(f"a = {spelled([text])}") == {"a": [text]}
