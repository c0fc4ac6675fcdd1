"""Powers of attorney: from the registry to the rules."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest
from clean_filings import filing_of
from typer.testing import CliRunner

from form4kit.cli.main import app
from form4kit.findings import Severity
from form4kit.model import Filing
from form4kit.power import Power
from form4kit.registry.attorneys import signers
from form4kit.registry.load import registry_for
from form4kit.rules.engine import judge
from form4kit.rules.rule import Good

SIGNED = {"signatures[0].name": "/s/ Ann Lee, attorney-in-fact for Richard D. Federico (POA on file)"}
POWER = Power(grantor="1234567", attorneys=("Ann Lee",), forms=("4",), signed=dt.date(2026, 1, 2))


def judged(*powers: Power | None, edits: dict[str, object] = SIGNED) -> dict[str, tuple[Severity, str]]:
    """Return what the rules on powers say; one power of None stands for not knowing."""
    filing = filing_of(Good(edits))
    known = None if powers == (None,) else tuple(each for each in powers if each)
    filing = replace(filing, context=replace(filing.context, powers=known))
    codes = ("SIG11", "SIG12", "SIG13")
    return {each.rule: (each.severity, each.message) for each in judge(filing) if each.rule in codes}


def test_silent_where_nothing_is_known_or_the_owner_signs() -> None:
    assert judged(None) == {}
    assert judged(edits={}) == {}
    assert judged(POWER) == {}


@pytest.mark.parametrize(
    ("change", "clause"),
    [
        ({"attorneys": ("Bo Kim", "Cy Day")}, "is for Bo Kim and Cy Day"),
        ({"forms": ("3", "5")}, "covers Forms 3 and 5, not 4"),
        ({"effective": dt.date(2026, 11, 20)}, "begins on 2026-11-20, signed 2026-11-19"),
        ({"expires": dt.date(2026, 11, 18)}, "ended on 2026-11-18, signed 2026-11-19"),
        ({"revoked": dt.date(2026, 11, 19)}, "was revoked on 2026-11-19, signed 2026-11-19"),
        ({"grantor": "7654321"}, "no power of attorney of Federico Richard D is known"),
    ],
)
def test_the_message_says_what_is_lacking(change: dict[str, object], clause: str) -> None:
    found = judged(replace(POWER, **change))  # type: ignore[arg-type]
    assert found["SIG11"][0] is Severity.ERROR
    assert clause in found["SIG11"][1]


def test_one_power_in_force_is_enough() -> None:
    assert judged(replace(POWER, expires=dt.date(2026, 2, 1)), POWER) == {}


def test_the_end_is_told_sixty_days_before() -> None:
    assert "SIG13" in judged(replace(POWER, expires=dt.date(2027, 1, 18)))
    assert "SIG13" not in judged(replace(POWER, expires=dt.date(2027, 1, 19)))
    assert "SIG13" not in judged(replace(POWER, expires=dt.date(2026, 12, 1)), POWER)


PERSON = """cik: "0001234567"
name: Federico Richard D
powers_of_attorney:
  - {attorneys: [lee, Bo Kim], forms: ["4", "5"], signed: 2026-01-02, expires: 2027-12-31, file: poa.txt}
"""


def powers_of(folder: Path, filing: Filing) -> tuple[Power, ...] | None:
    return registry_for(folder).powers_of(owner.cik.text for owner in filing.owners)


def registered(folder: Path, **people: str) -> Filing:
    (folder / "form4kit.toml").write_text("")
    (folder / "people").mkdir(exist_ok=True)
    for key, text in people.items():
        (folder / "people" / f"{key}.yaml").write_text(text)
    return filing_of(Good(SIGNED))


def test_the_registry_fills_them(tmp_path: Path) -> None:
    filing = registered(tmp_path, federico=PERSON, lee='cik: "0001111111"\nname: Lee Ann\n')
    found = powers_of(tmp_path, filing)
    assert found == (
        Power(
            grantor="1234567",
            attorneys=("Lee Ann", "Bo Kim"),
            forms=("4", "5"),
            signed=dt.date(2026, 1, 2),
            expires=dt.date(2027, 12, 31),
            file="poa.txt",
        ),
    )
    assert judged(*found) == {}
    assert signers(registry_for(tmp_path)) == {
        "federico": "Federico Richard D",
        "lee": "Lee Ann",
        "bo-kim": "Bo Kim",
    }


def test_an_owner_or_a_registry_without_powers_leaves_it_open(tmp_path: Path) -> None:
    filing = registered(tmp_path, federico='cik: "0001234567"\nname: Federico Richard D\n')
    assert powers_of(tmp_path, filing) is None
    other = PERSON.replace("1234567", "7654321")
    filing = registered(tmp_path, federico='cik: "0001234567"\nname: Federico Richard D\n', kim=other)
    assert powers_of(tmp_path, filing) == ()
    (tmp_path / "people" / "federico.yaml").unlink()
    assert powers_of(tmp_path, filing) is None


DRAFT = """form: "4"
plan_10b5_1: false
issuer: {cik: "0001903415", name: HARTWELL INSTRUMENTS INC, symbol: HWLI}
owners:
  - {cik: "0001903446", name: Reyes Antonio J, director: true,
     address: {street: 2200 ALAMEDA PARKWAY, city: SAN MATEO, state: CA, zip: "94403"}}
non_derivative:
  - {security: Common Stock, date: 2026-11-18, code: S, disposed: 500, price: 31.07, owned_after: 40971,
     ownership: direct}
signatures:
  - {name: "/s/ Ann Lee, attorney-in-fact for Antonio J. Reyes (power of attorney on file)", date: 2026-11-19}
"""
REYES = 'cik: "0001903446"\nname: Reyes Antonio J\n'
FUND = 'cik: "0007654321"\nname: Calder Fund LP\npowers_of_attorney:\n'


def checked(folder: Path, **people: str) -> str:
    registered(folder, **people)
    (folder / "draft.yaml").write_text(DRAFT)
    result = CliRunner().invoke(app, ["check", str(folder / "draft.yaml"), "--filed", "2026-11-19"])
    return result.output


def test_check_objects_where_the_registry_keeps_powers_and_has_none_of_the_owner(tmp_path: Path) -> None:
    assert "SIG11" not in checked(tmp_path, reyes=REYES), "no powers are kept"
    found = checked(tmp_path, reyes=REYES, fund=FUND + "  - {attorneys: [Ann Lee]}\n")
    assert "SIG11" in found
    assert "no power of attorney of Reyes Antonio J is known" in found
    (tmp_path / "people" / "reyes.yaml").unlink()
    assert "SIG11" not in checked(tmp_path), "the owner is not known"


@pytest.mark.parametrize("grantor", ["reyes", '"0001903446"', "Reyes Antonio J", "Antonio J. Reyes"])
def test_a_power_counts_wherever_it_stands_and_by_whatever_name(tmp_path: Path, grantor: str) -> None:
    power = f"  - {{attorneys: [lee], grantor: {grantor}}}\n"
    lee = 'cik: "0001111111"\nname: Lee Ann\n'
    assert "SIG11" not in checked(tmp_path, reyes=REYES, fund=FUND + power, lee=lee)
