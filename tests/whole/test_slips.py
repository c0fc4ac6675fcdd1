"""What somebody types who does this for the first time: one slip is one finding, with what to write."""

from pathlib import Path
from typing import Any

import pytest
from commands_run import form4kit, put

ROWS = """\
form: "4"
plan_10b5_1: false
issuer: {cik: "0000046129", name: ALLIED MOTION TECHNOLOGIES INC, symbol: AMOT}
owners:
  - cik: "0001234567"
    name: Federico Richard D
    address: {street: [495 COMMERCE DRIVE, SUITE 3], city: AMHERST, state: NY, zip: "14228"}
    director: true
non_derivative:
  - security: Common Stock
    date: 2026-11-18
    code: S
    disposed: 500
    price: 31.07
    owned_after: 40971
    ownership: direct
signatures:
  - {name: /s/ Richard D. Federico, date: 2026-11-19}
"""
SIGNED = ROWS[ROWS.index("signatures:") :]
OWNERS = ROWS[ROWS.index("owners:") : ROWS.index("non_derivative:")]
UNITS = f"""\
{ROWS[: ROWS.index("non_derivative:")]}positions:
  common: {{security: Common Stock, held: 41471}}
  rsu: {{security: Restricted Stock Units, derivative: true, held: 3000, underlying: Common Stock}}
events:
  - vest: {{from: rsu, to: common, date: 2026-11-18, shares: 1000, withheld: 412, price: 88.10}}
{SIGNED}"""
NOTHING = "remarks: No securities are beneficially owned.\n"
FORM_3 = f'form: "3"\nperiod:\n{NOTHING}{ROWS[ROWS.index("issuer:") : ROWS.index("non_derivative:")]}'


def slip(name: str, old: str, new: str, line: int, code: str, *says: str) -> Any:
    return pytest.param(ROWS.replace(old, new, 1), line, code, says, id=name)


SLIPS = [
    slip("a key of a row", "    disposed:", "    dispozed:", 13, "DRF01", "`disposed`"),
    slip("the key of a table", "non_derivative:", "non_derivitive:", 9, "DRF01", "`non_derivative`"),
    slip("a code in words", "code: S", "code: SELL", 12, "COD01", "S (sale"),
    slip("a date as in the US", "date: 2026-11-18", "date: 11/18/2026", 11, "DAT01", "Write 2026-11-18."),
    slip("a date in words", "date: 2026-11-18", "date: November 18, 2026", 11, "DAT01", "Write 2026-11-18."),
    slip("a date without its year", "date: 2026-11-18", "date: Nov 18", 11, "DAT01", "year, month and day"),
    slip("a day that is none", "date: 2026-11-18", "date: 2026-11-31", 11, "DAT01", "no"),
    slip("a minus", "disposed: 500", "disposed: -500", 13, "NUM01", "Write 500"),
    slip("a grouped number", "disposed: 500", "disposed: 12,340", 13, "NUM01", "12340"),
    slip("a dollar sign", "price: 31.07", "price: $31.07", 14, "NUM01", "31.07"),
    slip("no owners", OWNERS, "", 1, "DRF02", 'Write `owners: [{cik: "'),
    slip("an empty list of owners", OWNERS, "owners: []\n", 1, "OWN01", 'Write `owners: [{cik: "'),
    slip("owners left blank", OWNERS, "owners:\n", 1, "OWN01", 'Write `owners: [{cik: "'),
    slip("owners without a dash", '  - cik: "0001234567"', '    cik: "0001234567"', 5, "DRF03", '`- cik: "'),
    slip("a row without a dash", "  - security", "    security", 10, "DRF03", "`- security: Common Stock`"),
    slip("a footnote misspelt", "500\n", "500 ^no-expiry\n", 13, "LIB01", "Did you mean ^no-expiration?"),
    slip("a footnote not written", "500\n", "500 ^mine\n", 13, "FTN03", "`footnotes: {mine: its text}`"),
    slip(
        *("a colon in a text", SIGNED, f"remarks: Note: sold\n{SIGNED}", 17, "YML01"),
        *("a second colon", '`remarks: "Note: sold"`'),
    ),
    slip("a colon in a title", "Common Stock", "Common: A", 10, "YML01", '`security: "Common: A"`'),
    slip("a colon in braces", "city: AMHERST", "city: A: B", 7, "YML01", '`city: "A: B"`'),
    slip("a full-width colon", "price: 31.07", "price： 31.07", 14, "YML01", "full-width", "`price: 31.07`"),
    slip("another full-width colon", 'form: "4"', 'form： "4"', 1, "YML01", '`form: "4"`'),
    slip("a full-width colon in braces", "city: AMHERST", "city：AMHERST", 7, "DRF01", "`city: AMHERST`"),
    slip("box not answered", "plan_10b5_1: false\n", "", 1, "PLN01", "`plan_10b5_1: false`"),
    slip("no signature", SIGNED, "", 1, "SIG01", "`signatures: [{name: /s/"),
    slip(
        *("a signature as text", SIGNED, "signatures: /s/ R. Federico\n", 17, "DRF03"),
        "`signatures: [{name: /s/ R. Federico, date: YYYY-MM-DD}]`",
    ),
    slip(
        *("signatures as texts", SIGNED, "signatures:\n  - /s/ R. Federico\n", 18, "DRF03"),
        "`{name: /s/ R. Federico, ...}`",
    ),
    slip("A with disposed", "code: S", "code: A", 13, "COD10", "`acquired: 500`"),
    slip("Ontario", "state: NY", "state: ON", 7, "OWN15", "Ontario, Canada is A6", "`country: A6`"),
    slip("Ontario in words", "state: NY", "state: Ontario", 7, "OWN15", "`country: A6`"),
    slip("Ontario as a country", "state: NY", "country: ON", 7, "OWN16", "Write A6"),
    slip("Canada", "state: NY", "country: Canada", 7, "OWN16", "`country: A6` of Ontario"),
    slip("a state in words", "state: NY", "state: New York", 7, "OWN15", "Write NY."),
    slip("no such rule", SIGNED, f"allow: {{DUE99: so}}\n{SIGNED}", 17, "ALW01", "there is no rule DUE99"),
    slip("no such rule in a set", SIGNED, f"allow: {{DUE99}}\n{SIGNED}", 17, "ALW01", "no rule DUE99"),
    slip("a rule in small letters", SIGNED, f"allow: {{cod30: so}}\n{SIGNED}", 17, "ALW01", "mean COD30?"),
    slip("no reason", SIGNED, f"allow: {{COD30}}\n{SIGNED}", 17, "ALW02", "`allow: {COD30: why"),
    slip("a colon without a value", SIGNED, f"allow: {{COD30:}}\n{SIGNED}", 17, "YML01", "`COD30: ...`"),
    slip("from for form", 'form: "4"', 'from: "4"', 1, "DRF01", "Did you mean `form`"),
    slip("frm for form", 'form: "4"', "frm: 4", 1, "DRF01", "Did you mean `form`"),
    slip("a capital", 'form: "4"', 'Form: "4"', 1, "DRF01", "Did you mean `form`"),
    slip("no form", 'form: "4"\n', "", 1, "DRF02", 'Write `form: "4"`'),
    slip("an indented form", 'form: "4"', '  form: "4"', 1, "YML01", "indented", '`form: "4"`'),
    slip("4A", 'form: "4"', "form: 4A", 1, "DRF04", "4/A"),
    *(
        slip(f"{word} as a price", "price: 31.07", f"price: {word}", 14, "NUM01", "footnote", "`price: ^")
        for word in ("1-for-1", "N/A", "Never", "None", "See footnote", "none", "n.a.", "TBD")
    ),
    slip("a dash as a price", "price: 31.07", "price: -", 14, "YML01", "`price: ^name`"),
    pytest.param(FORM_3 + SIGNED, 2, "DAT17", ("`period: YYYY-MM-DD`", "insider"), id="no day of the event"),
]


def found(text: str) -> list[tuple[str, int, str]]:
    files = form4kit("check", put("a.yaml", text), "--filed", "2026-11-20", "--format", "json").json["files"]
    told = files[0]["findings"]
    return [(each["rule"], each["line"], f"{each['message']} {each['hint']}") for each in told]


@pytest.fixture(autouse=True)
def alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)
    (tmp_path / "form4kit.toml").write_text("")
    monkeypatch.chdir(tmp_path)


def test_without_a_slip_nothing_is_found() -> None:
    assert found(ROWS) == []


@pytest.mark.parametrize(("text", "line", "code", "says"), SLIPS)
def test_one_slip_is_one_finding(text: str, line: int, code: str, says: tuple[str, ...]) -> None:
    told = [each for each in found(text) if each[0] != "DER11"]
    assert [each[:2] for each in told] == [(code, line)], told
    for words in says:
        assert words in told[0][2]


def test_units_without_terms_are_shown_at_their_position() -> None:
    told = found(UNITS)
    assert [each[:2] for each in told] == [("DER05", 11), ("DER05", 11)]
    assert "`exercisable: ^vesting`" in told[0][2]
    assert "`expires: ^no-expiration`" in told[1][2]


def test_a_key_of_the_registry_is_found_again() -> None:
    owner = '[people.reyes]\ncik = "0001903446"\nname = "Reyes Antonio J"\ndirector = true\n'
    Path("form4kit.toml").write_text(owner)
    told = found(ROWS.replace(OWNERS, "owners: [reyess]\n"))
    assert [each[:2] for each in told] == [("REG01", 4)]
    assert "reyes" in told[0][2].replace("reyess", "")
