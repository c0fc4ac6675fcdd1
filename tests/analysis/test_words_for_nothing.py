"""A word in place of a value: the hint says to leave it out, and which footnote to write there."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from reference import SHARED
from rule_cases import option, told

from form4kit.outcome import Options
from form4kit.pipeline import run, run_bytes
from form4kit.rules.selection import Selection
from form4kit.source.discover import Found

WORDS = [
    "None",
    "none",
    "N/A",
    "n/a",
    "NA",
    "See footnote",
    "see footnote 1",
    "See note (2)",
    "-",
    "--",
    "TBD",
    "(1)",
]


def hint(key: str, word: str, footnotes: dict[str, str] | None = None) -> str:
    code = "DAT01" if key in ("exercisable", "expires") else "NUM01"
    edits: dict[str, Any] = {"derivative": [option(**{key: word})]}
    if footnotes:
        edits["footnotes"] = footnotes
    return told(code, edits, "4-option")[0].split(" | ")[1]


@pytest.mark.parametrize("word", WORDS)
@pytest.mark.parametrize("key", ["exercise_price", "price", "exercisable", "expires"])
def test_the_only_unused_footnote_is_offered(key: str, word: str) -> None:
    assert f"`{key}: ^why`" in hint(key, word, {"why": "Each unit is one share."})
    assert hint(key, word, {"why": "Each unit is one share."}).startswith(
        "Leave it out and let a footnote stand"
    )


@pytest.mark.parametrize("word", ["1-for-1", "1:1", "one-for-one", "1 for 1", "one to one"])
def test_a_ratio_is_a_footnote(word: str) -> None:
    assert "`exercise_price: ^one-for-one`" in hint("exercise_price", word)


@pytest.mark.parametrize("word", ["Never", "None", "No expiration", "N/A", "perpetual"])
def test_what_never_expires(word: str) -> None:
    assert "`expires: ^no-expiration`" in hint("expires", word)


@pytest.mark.parametrize("word", ["None", "See footnote", "-"])
def test_an_amount_is_no_footnote(word: str) -> None:
    assert hint("disposed", word) == "Enter the value: a footnote explains it, and does not stand for it."


@pytest.mark.parametrize("word", ["12,34x", "about 5", "31.07 dollars", "Nov 27"])
def test_other_texts_are_no_such_words(word: str) -> None:
    assert "footnote" not in hint("exercise_price", word)


def test_a_negative_number_is_offered_without_its_sign() -> None:
    assert hint("disposed", "-500").startswith("Write 500:")


FOREIGN = "swedish-kronor swiss-francs shekels yuan won zar rupees danish-kroner mexican-pesos reais"
UNDER_A_PLAN = "adoption-date entered-into adoption-date-slashes rule-10b-5 terminated no-date"
DAILY = {
    **dict.fromkeys(FOREIGN.split(), "NUM09"),
    "see-remarks": "OWN30",
    "issuer-tender": "COD27",
    "accent": "XML04",
    "estate-no-capacity": "SIG07",
    "estate-other-name": "SIG07",
    "price-see-footnote": "NUM01",
    "price-1-for-1": "NUM01",
    "price-dash": "NUM01",
    "date-none": "DAT01",
    "date-9999": "DAT16",
    "date-1988": "DAT16",
}


def shown(path: Path) -> list[Any]:
    if not SHARED.is_dir():
        pytest.skip("the shared cases are not here")
    outcome = run(Found(str(path), path), Options(filed=dt.date(2026, 11, 30)))
    return Selection().of(outcome.findings)


@pytest.mark.parametrize(("name", "code"), DAILY.items())
def test_a_wording_of_every_day(name: str, code: str) -> None:
    found = shown(SHARED / f"cases/daily/wordings/{name}.yaml")
    assert {each.rule for each in found} == {code}
    assert all(each.hint for each in found)


@pytest.mark.parametrize("name", UNDER_A_PLAN.split())
def test_a_plan_in_other_words(name: str) -> None:
    found = shown(SHARED / f"cases/daily/plans/{name}.yaml")
    assert [each.rule for each in found] == (["PLN04"] if name == "no-date" else [])
    assert name != "no-date" or "plan_10b5_1: {adopted: YYYY-MM-DD}" in found[0].hint


def test_a_price_per_depositary_share() -> None:
    assert "NUM11" in {each.rule for each in shown(SHARED / "cases/daily/downloads/price-per-ads.xml")}


def test_a_date_of_the_united_states_is_mended() -> None:
    text = b"form: '4'\nnon_derivative:\n- {security: Common Stock, date: 11/27/2026, code: S}\n"
    found = run_bytes(text, "draft.yaml", Path(), Options(filed=dt.date(2026, 11, 30))).findings
    fix = next(each.fix for each in found if each.rule == "DAT01")
    assert fix is not None
    assert [edit.text for edit in fix.edits] == ["2026-11-27"]
