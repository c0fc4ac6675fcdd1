"""What is printed beside a form of its arithmetic and its remarks is what its rows and its draft give."""

import copy
import datetime as dt
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from form4kit.folder.build import BuildOptions, build_without_ccc
from form4kit.folder.read import BuiltFolder, filing_of
from form4kit.model import Filing
from form4kit.outcome import Options
from form4kit.pipeline import run_bytes
from form4kit.signoff.said_working import other_than_rows

DRAFT = """\
form: "4"
plan_10b5_1: false
issuer: {cik: "0001903415", name: HARTWELL INSTRUMENTS INC, symbol: HWLI}
owners: [{cik: "0001903446", name: Reyes Antonio J, director: true}]
signatures: [{name: /s/ Antonio J. Reyes, date: 2026-11-20}]
positions:
  common: {security: Common Stock, held: 41471}
  trust: {security: Common Stock, held: 300, indirect: By trust}
  call: {security: Call Option (obligation to sell), derivative: true, short: true, held: 0, ratio: 100,
         underlying: Common Stock, exercise_price: 30, exercisable: 2026-11-18, expires: 2027-03-19}
events:
  - sale: {from: common, date: 2026-11-18, fills: [[300, 31.07], [200, 31.09], [3, 33.0001], [4, 33.0002]]}
  - purchase: {to: common, date: 2026-11-18, shares: 50, price: 31}
  - sale: {from: call, date: 2026-11-18, shares: 10, price: 2.5}
allow: {COD39: Seen by counsel.}
"""


@pytest.fixture(scope="module")
def made() -> tuple[dict[str, Any], Filing]:
    options = Options(filed=dt.date(2026, 11, 20))
    outcome = run_bytes(DRAFT.encode(), "draft.yaml", Path(), options)
    built = build_without_ccc(outcome, BuildOptions(), ())
    assert built.files, outcome.findings
    manifest = json.loads(built.files["manifest.json"])
    filing = filing_of(BuiltFolder("draft", path=Path(), files=built.files))
    assert filing is not None
    return {"working": manifest["working"], "beside": manifest["beside"]}, filing


def balance(said: dict[str, Any], number: int, **other: str) -> None:
    said["working"]["balances"][number].update(other)


def of_fills(said: dict[str, Any], row: int | None = None, **other: object) -> None:
    total = said["working"]["fills"][0]
    (total if row is None else total["rows"][row]).update(other)


def beside(said: dict[str, Any], key: str, number: int, text: str) -> None:
    old = said["beside"][key][number]
    said["beside"][key][number] = [old[0], text] if isinstance(old, list) else text


def remark(said: dict[str, Any], /, **other: object) -> None:
    said["beside"]["remarks"][0].update(other)


FIRST = "Table I, row 1: 2 fills, $15,539.00 / 500 = 31.078"
CHANGES: dict[str, tuple[Callable[[dict[str, Any]], object], str]] = {
    "a balance from another opening": (lambda said: balance(said, 0, opening="51471"), "working"),
    "a balance that adds up to what the row has not": (
        lambda said: balance(said, 0, opening="51471", closing="50971"),
        "working",
    ),
    "a balance by another amount than the row sells": (
        lambda said: balance(said, 0, opening="41371", change="-400"),
        "working",
    ),
    "a balance that is bought, where the row sells": (
        lambda said: balance(said, 0, opening="40471", change="500"),
        "working",
    ),
    "an option by another amount than is written": (
        lambda said: balance(said, 3, opening="1", change="9"),
        "working",
    ),
    "a balance of a row that is not there": (
        lambda said: balance(said, 0, where="Table I, row 9"),
        "working",
    ),
    "a balance that is no number": (lambda said: balance(said, 0, opening="many"), "working"),
    "a balance of the fiscal year's end": (lambda said: balance(said, 0, year_end="40000"), "working"),
    "a way to an amount that the proof does not show": (
        lambda said: balance(said, 0, how="250 x 2"),
        "beside.balances",
    ),
    "a balance that the working does not give": (
        lambda said: beside(said, "balances", 0, "51471 - 500 = 50971"),
        "beside.balances",
    ),
    "a balance left out": (lambda said: said["beside"]["balances"].pop(), "beside.balances"),
    "a balance of another row": (
        lambda said: said["beside"]["balances"][0].__setitem__(0, ["non_derivative", 1]),
        "beside.balances",
    ),
    "an average from other fills": (
        lambda said: beside(said, "averages", 0, FIRST.replace("2 f", "9 f")),
        "",
    ),
    "an average left out": (lambda said: said["beside"]["averages"].pop(), "beside.averages"),
    "an average with a word more": (
        lambda said: beside(said, "averages", 0, f"{FIRST}, approved"),
        "beside.averages",
    ),
    "an average off by a word": (
        lambda said: beside(said, "averages", 1, said["beside"]["averages"][1] + " at most"),
        "beside.averages",
    ),
    "fills of another price": (lambda said: of_fills(said, 0, price="31.08"), "working"),
    "fills of a price that is only nearly the row's": (
        lambda said: of_fills(said, 0, price="31.0781"),
        "working",
    ),
    "fills of other shares": (lambda said: of_fills(said, 0, shares="501"), "working"),
    "fills of an amount that the price does not give": (
        lambda said: of_fills(said, 0, amount="$15,539.06"),
        "working",
    ),
    "fills that were all dearer": (lambda said: of_fills(said, 0, low="31.08"), "working"),
    "fills that were all cheaper": (lambda said: of_fills(said, 0, high="31.07"), "working"),
    "a total of more fills": (lambda said: of_fills(said, fills=5), "working"),
    "a total of more shares": (lambda said: of_fills(said, shares="508"), "working"),
    "a total of more dollars": (lambda said: of_fills(said, amount="$15,770.0111"), "working"),
    "a remark counted twice": (lambda said: remark(said, number=2), "beside.remarks"),
    "a remark at another place": (lambda said: remark(said, where="Table II"), "beside.remarks"),
    "a remark that was allowed": (
        lambda said: remark(said, label="allowed SIG01", hint="Allowed: Seen by counsel."),
        "beside.remarks",
    ),
    "a remark allowed for another reason": (
        lambda said: remark(said, hint="Allowed: The issuer agreed."),
        "beside.remarks",
    ),
    "a remark by nobody": (lambda said: remark(said, label="approved COD39"), "beside.remarks"),
    "remarks without their labels": (lambda said: said["beside"]["remarks"][0].pop("label"), "working"),
}


def test_what_a_build_says_is_so(made: tuple[dict[str, Any], Filing]) -> None:
    said, filing = made
    assert said["beside"]["averages"][0] == FIRST
    assert said["beside"]["balances"][0][1] == "41471 - 500 = 40971"
    assert (
        "≈ 33.0002, rounded to four decimals; shares times price is off by $" in said["beside"]["averages"][1]
    )
    assert said["working"]["balances"][3]["change"] == "10", "written, and then held"
    assert said["beside"]["remarks"][0]["label"] == "allowed COD39"
    assert list(other_than_rows(said, filing)) == []
    without = {"working": said["working"]}
    assert list(other_than_rows(without, filing)) == []
    assert list(other_than_rows({}, filing)) == []
    assert list(other_than_rows({"beside": said["beside"]}, filing)) == ["beside.balances", "beside.averages"]


@pytest.mark.parametrize("name", sorted(CHANGES))
def test_another_word_is_told(name: str, made: tuple[dict[str, Any], Filing]) -> None:
    said, filing = copy.deepcopy(made[0]), made[1]
    change, told = CHANGES[name]
    change(said)
    assert (told or "beside.averages") in list(other_than_rows(said, filing))
