"""Small acquisitions on forms: the worked cases as drafts, before and after `ended` is said."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from event_drafts import expanded
from rule_cases import RULES
from small_acquisition_cases import CASES, named

from form4kit.analysis.due import due_of, rows_due
from form4kit.analysis.small_acquisitions import Grade, ended_deferrals
from form4kit.model import Filing

HEAD = "positions:\n  common: {security: Common Stock, held: 41471}\n"
KINDS = {"S": "sale", "G": "gift", "U": "tender", "F": "withhold"}


def lines_of(case: dict[str, Any], *, reported: bool, ended: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Yield the events of a case with their days: of what earlier forms reported, or of the rest."""
    for each in case["acquired"]:
        if ("reported" in each) is reported:
            day, price = each["date"], Decimal(each["value"]) / 100
            more = f"ended: {ended[day]}" if day in ended else "early: true"
            yield (
                day,
                f"small-acquisition: {{to: {name(each)}, date: {day}, shares: 100, price: {price}, {more}}}",
            )
    for each in () if reported else case.get("disposed", ()):
        price = ", price: 38" if each["code"] in "SUF" else ""
        kind, day = KINDS[each["code"]], each["date"]
        yield day, f"{kind}: {{from: {name(each)}, date: {day}, shares: 50{price}}}"


def name(each: dict[str, Any]) -> str:
    return each.get("class", "Common Stock").lower().replace(" ", "-")


def drafted(case: dict[str, Any], *, reported: bool = False, ended: dict[str, str] | None = None) -> Filing:
    positions = {name(each): each.get("class", "Common Stock") for each in case["acquired"]}
    positions |= {name(each): each.get("class", "Common Stock") for each in case.get("disposed", ())}
    lines = [f"  {key}: {{security: {title}, held: 41471}}" for key, title in positions.items()]
    events = [f"  - {line}" for _, line in sorted(lines_of(case, reported=reported, ended=ended or {}))]
    expansion = expanded("\n".join(["positions:", *lines, "events:", *(events or ["  []"])]))
    assert not expansion.refused, expansion.findings
    return expansion.filing


def of_case(case: dict[str, Any], ended: dict[str, str] | None = None) -> Filing:
    filing = drafted(case, ended=ended)
    if any("reported" in each for each in case["acquired"]):
        filing = replace(filing, context=replace(filing.context, earlier=(drafted(case, reported=True),)))
    return filing


def left(case: dict[str, Any]) -> dict[str, dict[str, str]]:
    """Return what ends on the form of a case, without what earlier forms reported: by the day of each row."""
    reported = {each["date"] for each in case["acquired"] if "reported" in each}
    return {row: end for end in case.get("ends", ()) for row in end["rows"] if row not in reported}


@named(CASES)
def test_a_form_shows_which_deferrals_have_ended(case: dict[str, Any]) -> None:
    filing, ends = of_case(case), left(case)
    found = ended_deferrals(filing)
    certain = [each for each in found if each.grade is Grade.CERTAIN]
    assert {str(each.row.date.value): str(each.day) for each in certain} == {
        row: end["day"] for row, end in ends.items()
    }
    for each in certain:
        by = ends[str(each.row.date.value)]["by"]
        assert (str(each.amount.normalize() + 0) if each.amount else "disposition") == str(
            Decimal(by).normalize() + 0 if by != "disposition" else by
        )
    offered = [str(each.row.date.value) for each in found if each.grade is Grade.OFFERED]
    assert offered == [day for end in case.get("ends", ()) for day in end.get("offered", ())]
    dues = {row.path: str(due.day) for row, due in rows_due(filing)}
    assert {str(each.row.date.value): dues[each.row.path] for each in certain} == {
        row: end["due"] for row, end in ends.items()
    }


@named([case for case in CASES if left(case)])
def test_ended_makes_purchases_that_are_on_time(case: dict[str, Any]) -> None:
    ends = left(case)
    last = max(dt.date.fromisoformat(end["due"]) for end in ends.values())
    filing = of_case(case, {row: end["day"] for row, end in ends.items()})
    bought = [row for row in filing.transactions if row.code.value == "P"]
    assert sorted(str(row.date.value) for row in bought) == sorted(ends)
    assert {row.form_type.value for row in bought} == {"4"}
    assert [each.row.code.value for each in ended_deferrals(filing) if each.grade is Grade.CERTAIN] == []
    first = min(end["due"] for end in ends.values())
    due = due_of(filing)
    assert due is not None
    assert str(due.day) == first
    assert due.steps[0].text.startswith("a condition of Rule 16a-6 failed")
    on_time = replace(filing, context=replace(filing.context, filed=dt.date.fromisoformat(first)))
    late = replace(filing, context=replace(filing.context, filed=last + dt.timedelta(days=1)))
    told = [[f.place.path for f in RULES["DUE01"].findings(each)] for each in (on_time, late)]
    assert told[0] == []
    assert len(told[1]) == 1


@pytest.mark.parametrize(
    ("events", "found"),
    [
        # A sale of the same day counts where it stands behind the purchase.
        (["small: 2026-11-18", "sale: 2026-11-18"], [("2026-11-18", "certain")]),
        (["sale: 2026-11-18", "small: 2026-11-18"], []),
        # A sale of the past ends what is older than it.
        (["small: 2026-08-18", "sale: 2026-11-18", "small: 2026-11-18"], [("2026-08-18", "certain")]),
        # Code J ends it unless it is exempt.
        (["small: 2026-08-18", "transfer: 2026-11-18"], [("2026-08-18", "unless exempt")]),
        (["small: 2026-08-18", "sale: 2026-10-18", "transfer: 2026-11-18"], [("2026-08-18", "certain")]),
    ],
)
def test_what_ends_a_deferral(events: list[str], found: list[tuple[str, str]]) -> None:
    words = {
        "small": "small-acquisition: {to: common, shares: 100, price: 30, ",
        "sale": "sale: {from: common, shares: 50, price: 38, ",
        "transfer": "transfer: {from: common, shares: 50, note: Distributed., ",
    }
    lines = [f"  - {words[kind]}date: {day}}}" for kind, day in (event.split(": ") for event in events)]
    filing = expanded(HEAD + "events:\n" + "\n".join(lines)).filing
    assert [(str(each.row.date.value), str(each.grade)) for each in ended_deferrals(filing)] == found


@pytest.mark.parametrize(
    ("note", "told"),
    [
        ("A small acquisition under Rule 16a-6, reported early.", True),
        ("Deferred under Rule 16a-6 until the filing of Form 5; it does not exceed $10,000.", True),
        ("It had been eligible for deferral under Rule 16a-6 until November 18, 2026.", False),
        ("It no longer qualifies under Rule 16a-6.", False),
    ],
)
def test_a_footnote_that_names_the_rule_is_none_on_its_end(note: str, told: bool) -> None:
    small = f"small-acquisition: {{to: common, date: 2026-08-18, shares: 9, price: 30, note: '{note}'}}"
    sale = "sale: {from: common, date: 2026-11-18, shares: 50, price: 38}"
    filing = expanded(HEAD + f"events:\n  - {small}\n  - {sale}\n").filing
    assert bool(ended_deferrals(filing)) is told


@pytest.mark.parametrize(("stock", "severity"), [("31", "COD25:warning"), ("9", ""), (None, "COD44:note")])
def test_a_call_counts_by_the_shares_under_it(stock: str | None, severity: str) -> None:
    """Case 14: a call on 1,000 shares bought at 1.50, the stock at 31."""
    draft = HEAD + (
        "  call: {security: Call Option (right to buy), derivative: true, held: 0,\n"
        "    underlying: Common Stock, exercise_price: 35, exercisable: 2026-11-18, expires: 2027-06-18}\n"
        "events:\n  - small-acquisition: {to: call, date: 2026-11-18, shares: 1000, price: 1.50}\n"
    )
    if stock:
        draft += f"  - withhold: {{from: common, date: 2026-11-18, shares: 5, price: {stock}}}\n"
    filing = expanded(draft).filing
    told = [f"{f.rule}:{f.severity}" for code in ("COD25", "COD44") for f in RULES[code].findings(filing)]
    assert " ".join(told) == severity


def test_shares_withheld_from_a_holder_of_ten_percent_are_a_disposition() -> None:
    case = {"acquired": [{"date": "2026-08-18", "value": "3000"}]}
    case["disposed"] = [{"date": "2026-11-18", "code": "F"}]
    filing = of_case(case)
    owner = replace(filing.owners[0], officer=replace(filing.owners[0].officer, value=None))
    owner = replace(owner, ten_percent=replace(owner.ten_percent, text="1", value=True))
    holder = replace(filing, owners=(owner,))
    assert [each.grade for each in ended_deferrals(holder)] == [Grade.CERTAIN]
    assert ended_deferrals(filing) == ()
