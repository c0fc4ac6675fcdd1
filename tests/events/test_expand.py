"""Positions and events: each kind by its examples, each fault by its own, and what always holds."""

import datetime as dt
import re
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml
from event_drafts import Files, expanded, lines, tree
from hypothesis import given, settings
from hypothesis import strategies as st

from form4kit.draft.read import read_draft
from form4kit.draft.references import parse_marks
from form4kit.draft.write import write_draft
from form4kit.draft_schema.check import check_shape
from form4kit.draft_schema.schema import draft_schema, resolve
from form4kit.edgar import validate
from form4kit.edgar.write import write
from form4kit.events import standard_footnotes
from form4kit.events.expand import expand
from form4kit.events.faults import FAULTS, REFUSALS
from form4kit.events.files import NoFiles
from form4kit.events.kinds.index import KINDS
from form4kit.events.kinds.kind import COMMON
from form4kit.findings import Fault
from form4kit.footnote_library.calls import parse_call
from form4kit.footnote_library.fill import fill
from form4kit.footnote_library.standard import standard
from form4kit.law.codes import CODES
from form4kit.model import Context, Filing
from form4kit.place import Place, dotted
from form4kit.rules.engine import judge
from form4kit.source.node import Node

DATA = Path(__file__).parents[1] / "data" / "events"
CASES = {
    path.stem: yaml.safe_load(path.read_text())
    for path in sorted(DATA.glob("*.yaml"))
    if path.stem != "published"
}
EACH = [
    pytest.param(kind, case, id=f"{kind}: {case['name']}") for kind, cases in CASES.items() for case in cases
]
FILED = dt.date(2026, 11, 20)


def judged(filing: Filing) -> set[str]:
    """Return the codes of the errors and warnings about a filing, the schema's included."""
    filing = replace(filing, context=Context(filed=FILED))
    findings = judge(filing) + validate.of_draft(write(filing), filing.form_type, filing.edition)
    return {f"{each.rule}" for each in findings if each.severity != "note"}


@pytest.mark.parametrize(("kind", "case"), EACH)
def test_an_example_makes_its_rows(kind: str, case: dict[str, Any]) -> None:
    files = Files(case.get("files", {}))
    expansion = expanded(case["draft"], files)
    found = [
        f"{each.rule} {each.place.line}:{each.place.column} {each.message}" for each in expansion.findings
    ]
    assert found == case.get("finds", [])
    assert lines(expansion.filing) == case["rows"]
    assert [note.name for note in expansion.filing.footnotes] == case.get("notes", [])
    assert expansion.refused == any(each.rule in REFUSALS for each in expansion.findings)
    assert check_shape(tree(case["draft"])) == []
    if not found:
        assert judged(expansion.filing) == set(case.get("also", []))


def test_every_kind_has_three_examples_and_one_that_is_refused() -> None:
    assert set(CASES) == set(KINDS) | {"positions"}
    for kind, cases in CASES.items():
        assert len(cases) >= 3, kind
        assert any(case.get("finds") for case in cases), kind
        assert kind == "positions" or all(f"- {kind}:" in case["draft"] for case in cases)


def test_every_code_has_a_kind_and_every_kind_a_place_in_the_schema() -> None:
    codes = {kind.code for kind in KINDS.values()} | {"X", "O", "E"}
    assert codes == set(CODES)
    event = draft_schema()["$defs"]["event"]["properties"]
    assert set(event) == set(KINDS)
    for name, schema in event.items():
        group = {other.sides: other for other in KINDS.values() if other.sides == KINDS[name].sides}
        assert group
        keys = {key for kind in KINDS.values() if kind.sides == KINDS[name].sides for key in kind.keys}
        assert set(resolve(schema)["properties"]) == keys, name


# ---------------------------------------------------------------- faults

WHERE = {
    "EVT01": "events[0].sale.from",
    "EVT02": "events[0]",
    "EVT03": "events[0].grant.fills",
    "EVT04": "events[0].purchase.to",
    "EVT05": "events[0].sale.shares",
    "EVT06": "events[0].sale.date",
    "EVT07": "events[0].vest.shares",
    "EVT08": "events[0].exercise.date",
    "EVT09": "events[0].vest.withheld",
    "EVT10": "events[0].sale.owner",
    "EVT11": "events[0].gift.plan",
    "EVT12": "events[0].sale.shares",
    "EVT13": "events[0].sale.fills",
    "EVT14": "positions.from",
    "EVT15": "positions.common.held",
    "EVT16": "positions.common.held",
    "EVT17": "events[0].vest.from",
    "EVT18": "events[1].sale.date",
    "EVT19": "events[0].exercise.net",
    "EVT20": "events[0].gift.owned_after",
    "EVT21": "events[0].sale.fills",
    "EVT22": "events[0].gift.to",
    "EVT23": "positions.adjust.split",
    "EVT24": "positions.adjust",
}
TWO_OWNERS = """owners:
  - {cik: "0001234567", name: Federico Richard D, director: true}
  - {cik: "0007654321", name: Smith Jane, director: true}
"""


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: str(fault.code))
def test_each_fault_is_found_where_its_bad_example_has_it(fault: Fault) -> None:
    owners = TWO_OWNERS if fault.code == "EVT10" else ""
    bad, good = expanded(fault.bad + owners), expanded(fault.good + owners)
    assert [(f.rule, dotted(f.place.path)) for f in bad.findings] == [(fault.code, WHERE[fault.code])]
    assert good.findings == () and not good.refused and good.filing.rows
    assert bad.refused == (fault.code in REFUSALS)
    assert bad.findings[0].hint
    for text in (fault.bad, fault.good):
        assert check_shape(tree(text + owners)) == []


def test_faults_are_in_the_order_of_their_codes() -> None:
    assert [fault.code for fault in FAULTS] == sorted(WHERE)


def test_a_slip_is_met_with_what_was_meant() -> None:
    (finding,) = expanded(FAULTS[0].bad).findings
    assert finding.hint == "Did you mean `common`?"
    (finding,) = expanded(FAULTS[0].bad.replace("comon", "xyz")).findings
    assert finding.hint == "The positions are `common`."


# ---------------------------------------------------------------- the page in the docs

PAGE = (Path(__file__).parents[2] / "docs" / "events.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```yaml\n(.*?)```\n\n```text\n(.*?)```", PAGE, re.DOTALL)


@pytest.mark.parametrize(("draft", "outcome"), BLOCKS)
def test_an_example_of_the_docs_makes_what_stands_below_it(draft: str, outcome: str) -> None:
    assert check_shape(tree(draft)) == []
    expansion = expanded(draft)
    found = [f"{f.rule} line {f.place.line}: {f.message}. {f.hint}" for f in expansion.findings]
    assert (found or lines(expansion.filing)) == outcome.splitlines()
    if not found:
        assert judged(expansion.filing) == set()


def test_the_docs_have_every_kind_with_its_law_and_an_example() -> None:
    assert len(BLOCKS) == PAGE.count("```yaml")
    for name, kind in KINDS.items():
        section = PAGE.partition(f"\n## {name} (")[2].partition("\n## ")[0]
        assert kind.code in section.partition(")")[0], name
        assert "**Rows.**" in section and "**Law.**" in section and f"- {name}: {{" in section, name
    for key in COMMON | {"from", "to"}:
        assert f"`{key}`" in PAGE, key


# ---------------------------------------------------------------- what the form is made of

DRAFT = """\
positions:
  common: {security: Common Stock ^class, held: 41471 ^includes}
  units: {security: Restricted Stock Units, derivative: true, held: 3000, underlying: Common Stock}
events:
  - vest:
      from: units
      to: common
      date: 2026-11-18
      shares: 1000
      withheld: 412
      price: 88.10
      owned_after: ^dividends
  - sale: {from: common, date: 2026-11-17, shares: 100 ^lot, price: 90 ^agreed, note: Sold to a relative.}
footnotes:
  class: a
  includes: b
  dividends: c
  lot: d
  agreed: e
"""


def test_rows_know_the_lines_they_come_from() -> None:
    filing = expanded(DRAFT).filing
    vest, withheld, sale = filing.non_derivative
    (units,) = filing.derivative
    assert (vest.line, vest.at("security").line, vest.at("date").line, vest.at("code").line) == (6, 2, 8, 5)
    assert (vest.at("shares").line, vest.at("owned_after").line, withheld.at("shares").line) == (9, 9, 10)
    assert withheld.at("price").line == 11
    assert (units.at("security").line, units.at("exercise_price").line) == (3, 3)
    assert (sale.line, sale.at("price").line) == (13, 13)
    assert [row.path for row in filing.rows] == [
        *(("non_derivative", 0), ("non_derivative", 1), ("non_derivative", 2)),
        ("derivative", 0),
    ]


def test_footnotes_stand_where_they_are_written_and_are_numbered_by_reference() -> None:
    filing = expanded(DRAFT).filing
    vest, withheld, sale = filing.non_derivative
    assert vest.security.names == ("class",) and vest.owned_after.names == ("includes",)
    assert withheld.owned_after.names == ("includes", "dividends"), "the last balance of the event"
    assert (
        sale.code.names == ("sale-note",)
        and sale.price.names == ("agreed",)
        and sale.shares.names == ("lot",)
    )
    note = filing.note("sale-note")
    assert note is not None and note.text.text == "Sold to a relative."
    assert [each.id for each in filing.footnotes] == [f"F{n}" for n in range(1, len(filing.footnotes) + 1)]
    assert {each.name for each in filing.footnotes} == {
        mark.name for row in filing.rows for mark in row.marks
    }


def test_box_3_is_the_earliest_transaction_unless_it_is_given() -> None:
    assert expanded(DRAFT).filing.period.value == dt.date(2026, 11, 17)
    assert expanded(DRAFT + "period: 2026-11-18\n").filing.period.value == dt.date(2026, 11, 18)


def test_the_working_shows_every_balance() -> None:
    working = expanded(DRAFT).working
    assert working.as_text() == (
        "Table II, row 1 (units): 3000 - 1000 = 2000\n"
        "Table I, row 1 (common): 41471 + 1000 = 42471\n"
        "Table I, row 2 (common): 42471 - 412 = 42059\n"
        "Table I, row 3 (common): 42059 - 100 = 41959\n"
    )
    plain = working.as_plain()
    assert plain["balances"][1] == {
        "where": "Table I, row 1",
        "position": "common",
        "opening": "41471",
        "change": "1000",
        "closing": "42471",
        "how": None,
    }


def test_the_working_says_how_an_amount_was_worked_out() -> None:
    draft = """\
positions:
  common: {security: Common Stock, held: 0}
  warrants: {security: Warrants, derivative: true, held: 500, underlying: Common Stock, ratio: 1.2,
    exercise_price: 20}
events:
  - exercise: {from: warrants, to: common, date: 2026-11-18, code: X, shares: 500, net: true, price: 31.07}
"""
    assert [line.words for line in expanded(draft).working.balances] == [
        "500 - 500 = 0",
        "0 + 600 = 600; 600 = 500 × 1.2",
        "600 - 387 = 213; 387 = 600 × 20 / 31.07, to the next whole share",
    ]


def test_a_draft_without_events_is_left_alone() -> None:
    root = tree("remarks: none\n")
    filing, _ = read_draft(root)
    assert expand(filing, root, NoFiles()).filing is filing


def test_the_expanded_draft_reads_back_as_rows() -> None:
    filing = expanded(DRAFT).filing
    again = expanded(write_draft(filing)).filing
    assert lines(again) == lines(filing)
    assert [note.text.text for note in again.footnotes] == [note.text.text for note in filing.footnotes]


def test_standard_footnotes_can_be_left_out_or_replaced() -> None:
    draft = """\
positions: {common: {security: Common Stock, held: 500}}
events: [withhold: {from: common, date: 2026-11-18, shares: 10%s, price: 88.10%s}]
footnotes: {own: Withheld for taxes.%s}
"""

    def names(*says: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        (row,) = expanded(draft % says).filing.rows
        return row.code.names, row.shares.names

    usual = "withheld"
    assert names("", "", "") == ((usual,), ())
    assert names(" ^own", "", "") == ((), ("own",))
    assert names("", ", note: ^own", "") == (("own",), ())
    assert names("", ", footnotes: false", "") == ((), ())
    assert names("", "", f', "{usual}": "Our words."') == ((usual,), ())


@pytest.mark.parametrize(
    "reference",
    [
        standard_footnotes.weighted_average(Decimal("20.5"), Decimal("21.1234")),
        standard_footnotes.plan_adoption(dt.date(2026, 3, 2)),
        standard_footnotes.withheld_at_vesting("Restricted Stock Units"),
        standard_footnotes.withheld_at_vesting("Performance Shares"),
        standard_footnotes.withheld_from_stock(),
        standard_footnotes.withheld_at_exercise("Stock Option (right to buy)", pays="price"),
        standard_footnotes.withheld_at_exercise("Warrants", pays="taxes"),
        standard_footnotes.withheld_at_conversion(),
        standard_footnotes.deferral_ended(dt.date(2026, 11, 2)),
        standard_footnotes.stock_split("two-for-one", dt.date(2026, 6, 15)),
        standard_footnotes.one_for_one("Restricted Stock Units", "Common Stock"),
        standard_footnotes.one_for_one("Deferred Units", "Class A Common Stock"),
    ],
)
def test_the_library_knows_every_footnote_that_is_asked_for(reference: str) -> None:
    assert parse_marks(f"1 ^{reference}").marks == [(reference, 2)]
    call = parse_call(reference)
    text, problems = fill(call, standard()[call.name], Place())
    assert text and "{" not in text and not problems


def test_only_rows_of_the_plan_carry_its_date() -> None:
    draft = """\
plan_10b5_1: {adopted: 2026-03-02}
positions: {common: {security: Common Stock, held: 9000}}
events:
  - sale: {from: common, date: 2026-11-17, shares: 100, price: 90%s}
  - sale: {from: common, date: 2026-11-18, shares: 100, price: 90%s}
  - grant: {to: common, date: 2026-11-18, shares: 5}
"""

    def marked(*says: str) -> list[tuple[str, ...]]:
        return [row.code.names for row in expanded(draft % says).filing.rows]

    plan, none = ("plan-adoption",), ()
    assert marked("", "") == [plan, plan, none]
    assert marked(", plan: true", "") == [plan, none, none]
    assert marked(", plan: false", "") == [none, plan, none]
    other = ("plan-adoption(adopted=2026-05-04)",)
    assert marked(", plan: true", ", plan: 2026-05-04") == [plan, other, none]


# ---------------------------------------------------------------- properties

CLASSES = ("Common Stock", "Class B Stock")
amounts = st.decimals(min_value=Decimal("0.0001"), max_value=Decimal(90_000), places=4)
steps = st.lists(st.tuples(st.sampled_from(["sale", "purchase", "gift", "grant"]), amounts), max_size=12)


@given(st.decimals(min_value=0, max_value=Decimal(999_999), places=4), steps)
@settings(max_examples=60, deadline=None)
def test_balances_run_exactly_and_never_below_zero(held: Decimal, moves: list[tuple[str, Decimal]]) -> None:
    events = [
        f"  - {kind}: {{{'to' if kind in ('purchase', 'grant') else 'from'}: p, date: 2026-11-18,"
        f" shares: {amount:f}, price: 1}}"
        for kind, amount in moves
    ]
    draft = f"positions: {{p: {{security: Common Stock, held: {held:f}}}}}\nevents:\n" + "\n".join(events)
    expansion = expanded(draft + "\n")
    balance, expected = held, []
    for kind, amount in moves:
        after = balance + (amount if kind in ("purchase", "grant") else -amount)
        if after >= 0:
            balance = after
            expected.append(after)
    assert [row.owned_after.value for row in expansion.filing.rows] == expected
    assert len(expansion.findings) == len(moves) - len(expected)
    lines_of = expansion.working.balances
    assert all(line.opening + line.change == line.closing for line in lines_of)


words = st.sampled_from(
    [*KINDS, "from", "to", "common", "held", "security", "shares", "price", "date", "fills", "net", "sell"]
    + ["2026-11-18", "12", "-1", "0", "1e9", "^a", "a ^b", "x^y", "true", "false", "", "fills.csv"]
    + ["earlier.yaml", "withheld", "note", "plan", "owner", "derivative", "ratio", "short", "report"]
    + ["9" * 40, "0." + "3" * 40]
)
position_keys = ["security", "held", "derivative", "ratio", "short", "exercise_price", "owner", "expires"]
event_keys = ["from", "to", "date", "shares", "price", "fills", "net", "withheld", "sell", "note", "plan"]


def node(value: Any) -> Node:
    return Node(value, 3, 4, 3, 1)


scalars = words.map(node)
trees = st.recursive(
    scalars,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3).map(node), st.dictionaries(words, inner, max_size=4).map(node)
    ),
    max_leaves=12,
)
positions = st.dictionaries(
    st.sampled_from(["common", "units", "from"]),
    st.dictionaries(st.sampled_from(position_keys), scalars, max_size=6).map(node),
    max_size=3,
).map(node)
inside = st.dictionaries(st.sampled_from(event_keys), st.one_of(scalars, trees), max_size=8).map(node)
some_events = st.lists(
    st.dictionaries(st.sampled_from(list(KINDS)), inside, max_size=2).map(node), max_size=3
).map(node)


@given(st.one_of(positions, trees), st.one_of(some_events, trees))
@settings(max_examples=400, deadline=None)
def test_nothing_raises_whatever_the_tree(held: Node, happened: Node) -> None:
    root = tree("remarks: x\n")
    filing, _ = read_draft(root)
    assert isinstance(root.value, dict)
    root.value |= {"positions": held, "events": happened}
    expansion = expand(filing, root, Files())
    assert all(each.message and each.hint for each in expansion.findings if each.rule.startswith("EVT"))
