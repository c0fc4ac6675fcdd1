"""A slip in a position or an event is one finding, which says what to write; none passes in silence."""

import datetime as dt
from pathlib import Path

import pytest

from form4kit.outcome import Options
from form4kit.pipeline import run_bytes
from form4kit.rules.selection import Selection

COMMON = "{security: Common Stock, held: 41471}"
SALE = "sale: {from: common, date: 2026-11-27, shares: 10, price: 31.07}"
DRAFT = """\
form: "4"
plan_10b5_1: false
issuer: {{cik: "0001903415", name: HARTWELL INSTRUMENTS INC, symbol: HWLI}}
owners:
  - {{cik: "0001903446", name: Reyes Antonio J, director: true,
     address: {{street: 2200 ALAMEDA PARKWAY, city: SAN MATEO, state: CA, zip: "94403"}}}}
positions:
  common: {position}
  trust: {{security: Common Stock, held: 100, ownership: {{indirect: By Trust}}}}
events:
  - {event}
signatures: [{{name: /s/ Antonio J. Reyes, date: 2026-11-30}}]
"""


def said(event: str = SALE, position: str = COMMON) -> list[tuple[str, str]]:
    """Return code and hint of what is shown of a draft with this event and this position."""
    data = DRAFT.format(event=event, position=position).encode()
    outcome = run_bytes(data, "sale.yaml", Path(), Options(filed=dt.date(2026, 11, 30)))
    return [(each.rule, each.hint) for each in Selection().of(outcome.findings)]


@pytest.mark.parametrize(
    "event", ["gift:", "sale:", 'sale: ""', "sale: {}", f"{SALE}\n  - sale:", "vest: ~", "{}"]
)
def test_an_event_that_says_nothing_is_told(event: str) -> None:
    assert len(said(event)) == 1, "rows were left out in silence, or it was said twice"


def test_a_blank_event_shows_what_to_write() -> None:
    assert said("vest:") == [
        ("EVT04", "Write `vest: {from: ..., to: ..., date: YYYY-MM-DD, shares: ...}`."),
    ]
    assert said("sale") == [("DRF03", "Write `sale: {...}`, with the keys of it inside.")]


@pytest.mark.parametrize(
    "position",
    [
        "",
        "Common Stock",
        "[Common Stock]",
        "{held: 41471}",
        "{security: Common Stock, held: [1]}",
        "{security: Common Stock, held: 41471, ownership: By Trust}",
        "{security: Common Stock, held: 41471, underlying: {security: Common Stock}}",
        "{security: Common Stock, held: abc}",
        "{}",
    ],
)
def test_what_follows_from_a_position_is_not_said(position: str) -> None:
    event = "gift: {from: common, to: trust, date: 2026-11-27, shares: 10}"
    assert len(said(event, position)) == 1


@pytest.mark.parametrize(
    "event",
    [
        SALE.replace("10", "[10]"),
        SALE.replace("2026-11-27", "[2026-11-27]"),
        SALE.replace("31.07", "{usd: 31.07}"),
        SALE.replace("common", "[common]"),
        SALE.replace("shares: 10, price: 31.07", "fills: {10: 31.07}"),
        SALE.replace("shares: 10", "to: common, shares: 10"),
    ],
)
def test_what_follows_from_a_value_of_the_wrong_kind_is_not_said(event: str) -> None:
    assert len(said(event)) == 1


@pytest.mark.parametrize(
    ("event", "hint"),
    [
        (SALE.replace("10", "-10"), "Write 10: the kind of event says which way it goes."),
        (SALE.replace("10", '"1,000"'), "Write 1000."),
        (SALE.replace("10", "None"), "Enter the value: a footnote explains it, and does not stand for it."),
        (SALE.replace("2026-11-27", "11/27/2026"), "Write 2026-11-27."),
        (SALE.replace("2026-11-27", "2026-11-31"), "Look at the day and the month: no calendar has it."),
        (SALE.replace("31.07", "$31.07"), "Write 31.07."),
        (
            SALE.replace("31.07", "See footnote ^range"),
            "Leave it out and let a footnote stand: write `price: ^range`.",
        ),
    ],
)
def test_a_value_that_cannot_be_read_shows_what_to_write(event: str, hint: str) -> None:
    assert said(event)[0][1] == hint


@pytest.mark.parametrize(("rows", "code"), [("- {}", "DAT17"), ("-", "DRF03")])
def test_a_row_that_says_nothing_speaks_in_no_words_of_the_schema(rows: str, code: str) -> None:
    written = DRAFT.format(event=SALE, position=COMMON)
    data = written.replace(f"events:\n  - {SALE}", f"non_derivative:\n  {rows}")
    outcome = run_bytes(data.encode(), "sale.yaml", Path(), Options(filed=dt.date(2026, 11, 30)))
    codes = [each.rule for each in Selection().of(outcome.findings)]
    assert code in codes and "XSD01" not in codes


@pytest.mark.parametrize(
    ("old", "new", "code", "hint"),
    [
        ("plan_10b5_1: false", "plan_10b5_1: {adopted: 3/2/2026}", "DRF04", "Write 2026-03-02."),
        (
            "{indirect: By Trust}",
            "By Family Trust",
            "DRF04",
            "Write `ownership: {indirect: By Family Trust}`.",
        ),
    ],
)
def test_a_slip_beside_the_events_is_one_finding(old: str, new: str, code: str, hint: str) -> None:
    written = DRAFT.format(event=SALE, position=COMMON).replace(old, new)
    outcome = run_bytes(written.encode(), "sale.yaml", Path(), Options(filed=dt.date(2026, 11, 30)))
    shown = Selection().of(outcome.findings)
    assert [(each.rule, each.hint) for each in shown] == [(code, hint)]


@pytest.mark.parametrize(
    ("old", "new", "code", "hint"),
    [
        (
            "price: 31.07",
            "price: 31.07 (1)",
            "NUM01",
            "Write `price: 31.07 ^name`, by the name of the footnote.",
        ),
        ("price: 31.07", 'price: "31,07"', "NUM01", "Write 31.07: digits and a period alone."),
        (
            "ownership: direct",
            "ownership: indirect",
            "OWN26",
            "Write `ownership: {indirect: By Family Trust}`",
        ),
        ("disposed: 10", "disposed: 10, acquired: 5", "DRF05", "Keep the one that happened"),
    ],
)
def test_a_slip_in_a_row_is_one_finding(old: str, new: str, code: str, hint: str) -> None:
    row = (
        "{security: Common Stock, date: 2026-11-27, code: S, disposed: 10, price: 31.07, owned_after: 41461,"
        " ownership: direct}"
    )
    written = DRAFT.format(event=SALE, position=COMMON).partition("positions:")[0]
    written += f"non_derivative:\n  - {row.replace(old, new)}\n"
    written += "signatures: [{name: /s/ Antonio J. Reyes, date: 2026-11-30}]\n"
    outcome = run_bytes(written.encode(), "sale.yaml", Path(), Options(filed=dt.date(2026, 11, 30)))
    shown = Selection().of(outcome.findings)
    assert [each.rule for each in shown] == [code]
    assert shown[0].hint.startswith(hint)
