"""The draft language: marks, short forms, boxes, derived values, and the numbers of footnotes."""

import datetime as dt
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml
from lxml import etree
from same_filing import said

from form4kit.draft.footnote_numbers import PLAN_NOTE
from form4kit.draft.read import read_draft
from form4kit.draft.references import parse_marks, write_marks
from form4kit.draft.write import write_draft
from form4kit.edgar.write import write
from form4kit.findings import Finding
from form4kit.model import Address, Filing, Owner
from form4kit.source.yaml_tree import compose

DATA = Path(__file__).parents[1] / "data"


def cases(name: str, key: str = "name") -> list[Any]:
    rows = yaml.load((DATA / name).read_text(encoding="utf-8"), Loader=yaml.SafeLoader)
    return [pytest.param(row, id=str(row[key])) for row in rows]


def read(text: str) -> tuple[Filing, list[Finding]]:
    root, findings = compose(text)
    assert root is not None, findings
    assert findings == []
    return read_draft(root)


def filing(text: str) -> Filing:
    found, findings = read(text)
    assert findings == []
    return found


def of(draft: dict[str, Any]) -> Filing:
    return filing(yaml.safe_dump(draft, sort_keys=False, allow_unicode=True, width=10_000))


def xml(found: Filing, path: str) -> list[str]:
    """Return the texts at a path of the document written."""
    return [str(each) for each in etree.fromstring(write(found).data).xpath(f"{path}/text()")]


# ---------------------------------------------------------------- marks


@pytest.mark.parametrize("row", cases("marks.yaml", "written"))
def test_a_value_is_parted_from_its_references(row: dict[str, Any]) -> None:
    marked = parse_marks(row["written"])
    assert (marked.text, [name for name, _ in marked.marks]) == (row["text"], row["marks"])
    assert marked.stray == row.get("stray")
    for name, offset in marked.marks:
        assert row["written"][offset:].startswith(f"^{name}")


@pytest.mark.parametrize(
    "text", [None, "x", "^", "^^", "a ^b", "a ^b ^c", "x^", "^a", "line\nline", "é^ü", "a ^^ b", '"', "'"]
)
@pytest.mark.parametrize("names", [(), ("a",), ("a", "b", "a")])
def test_what_is_joined_is_parted_again(text: str | None, names: tuple[str, ...]) -> None:
    marked = parse_marks(write_marks(text, names))
    expected = "" if text is None and not names else text
    assert (marked.text, tuple(name for name, _ in marked.marks), marked.stray) == (expected, names, None)


def test_a_stray_caret_is_found_at_its_column_and_filed_as_it_stands() -> None:
    text = 'form: "4"\nnon_derivative:\n  - {security: Common^award Stock, code: S}\n'
    found, findings = read(text)
    (finding,) = findings
    assert (finding.rule, finding.place.line, finding.place.column) == ("DRF20", 3, 22)
    assert finding.place.path == ("non_derivative", 0, "security")
    assert found.non_derivative[0].security.text == "Common^award Stock"


def test_marks_stand_where_they_are_written() -> None:
    found = filing('form: "4"\nnon_derivative:\n  - code: S\n    price: 12.34 ^a  ^b\n')
    assert [(m.name, m.line, m.column) for m in found.non_derivative[0].price.marks] == [
        ("a", 4, 18),
        ("b", 4, 22),
    ]


@pytest.mark.parametrize("key", ["remarks", "signatures", "footnotes", "contact"])
def test_in_prose_a_caret_is_a_caret(key: str) -> None:
    text = "See ^a, x^2 and ^^"
    values = {
        "remarks": text,
        "signatures": [{"name": text}],
        "footnotes": {"a": text},
        "contact": {"name": text},
    }
    found = of({"form": "4", key: values[key]})
    got = {
        "remarks": found.remarks,
        "signatures": found.signatures[0].name if found.signatures else None,
        "footnotes": found.footnotes[0].text if found.footnotes else None,
        "contact": found.submission.contact_name if found.submission else None,
    }[key]
    assert got is not None
    assert (got.text, got.marks) == (text, ())


# ---------------------------------------------------------------- rows


@pytest.mark.parametrize("row", cases("short-forms.yaml"))
def test_a_short_form_is_the_long_form(row: dict[str, Any]) -> None:
    def rows(words: dict[str, Any]) -> Filing:
        notes = {name: f"Note {name}." for name in "abc"}
        head = {"form": str(row.get("form", "4")), "footnotes": notes}
        return of({**head, row.get("table", "non_derivative"): [{"security": "Common Stock", **words}]})

    short, long = rows(row["short"]), rows(row["long"])
    assert said(short) == said(long)
    assert write(short).lines == write(long).lines
    (found,) = short.rows
    assert {name: getattr(found, name).text for name in row.get("is", {})} == row.get("is", {})
    assert said(filing(write_draft(short))) == said(short)


def test_a_short_form_is_at_the_place_where_it_stands() -> None:
    text = """\
form: "5"
non_derivative:
  - code: P
    form_type: "4"
    late: true
    acquired: 200 ^a
    ownership: {indirect: By Spouse}
  - owned_after: 5
    late: true
"""
    one, two = filing(text).non_derivative
    places = {
        name: (getattr(one, name).line, getattr(one, name).column)
        for name in (
            "form_type",
            "timeliness",
            "shares",
            "acquired_disposed",
            "direct_indirect",
            "nature",
            "swap",
        )
    }
    assert places == {
        "form_type": (4, 16),
        "timeliness": (5, 11),
        "shares": (6, 15),
        "acquired_disposed": (6, 15),
        "direct_indirect": (7, 16),
        "nature": (7, 27),
        "swap": (3, 11),
    }
    assert (two.form_type.text, two.form_type.line, two.form_type.column) == ("3", 9, 11)


def test_values_are_exact_and_what_does_not_convert_stays_text() -> None:
    row = {"code": "S", "date": "2026-02-30", "shares": "1,000", "price": "0.10", "owned_after": "١"}
    (found,) = of({"form": "4", "non_derivative": [row]}).non_derivative
    assert (found.date.text, found.date.value) == ("2026-02-30", None)
    assert (found.shares.text, found.shares.value) == ("1,000", None)
    assert (found.price.text, found.price.value) == ("0.10", Decimal("0.10"))
    assert (found.owned_after.text, found.owned_after.value) == ("١", None)


@pytest.mark.parametrize("text", ["1e5", "NaN", "Infinity", "1_0", "0x1", "", " ", "--1", "1.2.3", "٣"])
def test_no_number_of_pythons_own_is_taken_for_one(text: str) -> None:
    (found,) = of({"form": "4", "non_derivative": [{"price": text}]}).non_derivative
    assert found.price.value is None


@pytest.mark.parametrize(("key", "lost"), [("early", "form_type"), ("swap", "swap"), ("late", "form_type")])
def test_what_has_no_meaning_on_a_holding_is_not_lost_without_a_word(key: str, lost: str) -> None:
    found = of({"form": "4", "non_derivative": [{"security": "x", "owned_after": "1", key: "true"}]})
    assert xml(found, "//transactionCoding/*") != []


# ---------------------------------------------------------------- owners

BOXES = [
    ({"director": "true"}, {"isDirector": "1"}),
    ({"director": "false"}, {"isDirector": "0"}),
    ({"director": "1"}, {"isDirector": "1"}),
    ({}, {}),
    ({"officer": "Chief Financial Officer"}, {"isOfficer": "1", "officerTitle": "Chief Financial Officer"}),
    ({"officer": "true", "officer_title": "CFO"}, {"isOfficer": "1", "officerTitle": "CFO"}),
    ({"officer": "true"}, {"isOfficer": "1"}),
    ({"officer": "false"}, {"isOfficer": "0"}),
    ({"officer": "false", "officer_title": "CFO"}, {"isOfficer": "0", "officerTitle": "CFO"}),
    ({"officer_title": "CFO"}, {"officerTitle": "CFO"}),
    ({"officer": "SVP ^^ Sales"}, {"isOfficer": "1", "officerTitle": "SVP ^ Sales"}),
    ({"other": "Member of group"}, {"isOther": "1", "otherText": "Member of group"}),
    ({"other": "true", "other_text": "See note"}, {"isOther": "1", "otherText": "See note"}),
    ({"other_text": "See note"}, {"otherText": "See note"}),
    ({"ten_percent": "true", "director": "true"}, {"isDirector": "1", "isTenPercentOwner": "1"}),
    ({"officer": "yes"}, {"isOfficer": "1", "officerTitle": "yes"}),
]


@pytest.mark.parametrize(("draft", "sent"), BOXES, ids=[str(draft) for draft, _ in BOXES])
def test_a_box_is_sent_as_it_is_ticked_and_left_out_where_it_is_not_said(
    draft: dict[str, str], sent: dict[str, str]
) -> None:
    found = of({"form": "4", "owners": [{"cik": "1", **draft}]})
    tree = etree.fromstring(write(found).data)
    relation = tree.find("reportingOwner/reportingOwnerRelationship")
    assert {child.tag: child.text for child in relation} == sent
    assert said(filing(write_draft(found))) == said(found)


ADDRESSES = [
    ({"street": "1 MAIN ST", "state": "NY"}, ["false", "1 MAIN ST", "NY"]),
    ({"street": ["1 MAIN ST", "FLOOR 2"], "state": "NY"}, ["false", "1 MAIN ST", "FLOOR 2", "NY"]),
    ({"street": ["1 MAIN ST"], "city": "X"}, ["1 MAIN ST", "X"]),
    ({"street": "4-10-2", "country": "M0"}, ["true", "4-10-2", "M0"]),
    ({"street": "a", "country": "M0", "territory": "TOKYO"}, ["true", "a", "TOKYO", "M0"]),
    ({"street": "a", "non_us": "false", "country": "M0"}, ["false", "a", "M0"]),
    ({"street": "a", "non_us": "1", "state": "NY"}, ["true", "a", "NY"]),
    ({"street": "a", "non_us": "maybe"}, ["maybe", "a"]),
    ({"city": "X", "zip": "02139"}, ["X", "02139"]),
    ({"street": ["a, b", "c^^d"], "state": "NY"}, ["false", "a, b", "c^d", "NY"]),
    (
        {"street": "a", "state_description": "NEW YORK", "good_address": "true", "state": "NY"},
        ["false", "a", "NY"],
    ),
]


@pytest.mark.parametrize(("draft", "sent"), ADDRESSES, ids=[str(draft) for draft, _ in ADDRESSES])
def test_an_address_is_sent_in_edgars_order_with_the_flag_it_wants(
    draft: dict[str, Any], sent: list[str]
) -> None:
    found = of({"form": "4", "owners": [{"cik": "1", "address": draft}]})
    assert xml(found, "//reportingOwnerAddress/*") == sent
    assert said(filing(write_draft(found))) == said(found)


def test_an_address_of_before_2026_has_no_flag() -> None:
    draft = {"form": "4", "edition": "2023", "owners": [{"address": {"street": "a", "state": "NY"}}]}
    assert xml(of(draft), "//reportingOwnerAddress/*") == ["a", "NY"]


def test_names_and_what_is_edgars_own_are_published_and_not_sent() -> None:
    found = of(
        {
            "form": "4",
            "issuer": {"cik": "46129", "name": "AMOT INC"},
            "owners": [{"cik": "7", "name": "Doe Jane", "address": {"street": "a", "good_address": "true"}}],
        }
    )
    sent, published = write(found).text, write(found, published=True).text
    for word in ("AMOT INC", "Doe Jane", "rptOwnerGoodAddress", "schemaVersion", "0000046129"):
        assert word not in sent
        assert word in published


# ---------------------------------------------------------------- the head of the form


def plan(value: object, *codes: str) -> Filing:
    rows = [{"security": "x", **({"code": code} if code else {})} for code in codes]
    return of({"form": "4", "plan_10b5_1": value, "non_derivative": rows})


@pytest.mark.parametrize(
    ("value", "sent"), [("true", ["1"]), ("false", ["0"]), ("1", ["1"]), ("maybe", ["maybe"])]
)
def test_the_plan_box(value: str, sent: list[str]) -> None:
    found = plan(value, "S")
    assert xml(found, "//aff10b5One") == sent
    assert found.footnotes == ()


def test_the_plan_box_left_out_is_not_sent() -> None:
    assert xml(of({"form": "4"}), "//aff10b5One") == []


def test_an_adoption_date_ticks_the_box_and_writes_its_footnote() -> None:
    found = plan({"adopted": "2026-03-02"}, "S", "F", "P", "G", "")
    (note,) = found.footnotes
    assert (note.name, note.id) == (PLAN_NOTE, "F1")
    assert "Rule 10b5-1(c)" in str(note.text.text)
    assert "March 2, 2026" in str(note.text.text)
    assert xml(found, "//aff10b5One") == ["1"]
    assert [row.code.names for row in found.rows] == [(PLAN_NOTE,), (), (PLAN_NOTE,), (PLAN_NOTE,), ()]
    assert said(filing(write_draft(found))) == said(found)


def test_without_a_trade_the_adoption_date_goes_to_every_transaction() -> None:
    found = plan({"adopted": "2026-03-02"}, "F", "M", "")
    assert [row.code.names for row in found.rows] == [(PLAN_NOTE,), (PLAN_NOTE,), ()]


@pytest.mark.parametrize("value", [{"adopted": ""}, {}, {"modified": "2026-03-02"}])
def test_an_adoption_date_that_is_none_writes_no_footnote(value: dict[str, str]) -> None:
    assert plan(value, "S").footnotes == ()


def test_an_adoption_date_that_cannot_be_read_is_told() -> None:
    draft = {"form": "4", "plan_10b5_1": {"adopted": "soon"}}
    found, findings = read(yaml.safe_dump(draft))
    assert found.footnotes == ()
    assert [each.message for each in findings] == ['"adopted" is "soon", not a date']


def test_a_footnote_of_that_name_is_the_users_own() -> None:
    draft = {"form": "4", "plan_10b5_1": {"adopted": "2026-03-02"}, "footnotes": {PLAN_NOTE: "Mine."}}
    (note,) = of(draft).footnotes
    assert note.text.text == "Mine."


@pytest.mark.parametrize(
    ("form", "dates", "period"),
    [
        ("4", ["2026-11-18", "2026-11-16", "2026-11-17"], "2026-11-16"),
        ("4/A", ["2026-11-18"], "2026-11-18"),
        ("4", [], None),
        ("4", ["2026-02-30", "2026-11-17"], "2026-11-17"),
        ("3", ["2026-11-18"], None),
        ("5", ["2026-11-18"], None),
    ],
)
def test_the_period_of_a_form_4_is_its_earliest_transaction(
    form: str, dates: list[str], period: str | None
) -> None:
    rows = [{"code": "S", "date": date} for date in dates] + [{"owned_after": "1", "date": "2020-01-01"}]
    half = len(rows) // 2
    found = of({"form": form, "non_derivative": rows[:half], "derivative": rows[half:]})
    assert found.period.text == period
    given = of({"form": form, "period": "2026-01-01", "non_derivative": rows})
    assert given.period.value == dt.date(2026, 1, 1)


def test_a_derived_period_stands_where_its_date_does() -> None:
    found = filing(
        'form: "4"\nnon_derivative:\n  - {code: S, date: 2026-11-18}\n  - {code: S, date: 2026-11-17}\n'
    )
    assert (found.period.line, found.period.column) == (4, 21)


# ---------------------------------------------------------------- footnotes

NUMBERED = [
    ("in the order of reference", {"b": 1, "a": 1}, ["x ^a", "y ^b"], {"a": "F1", "b": "F2"}),
    ("a fixed name keeps its number", {"F2": 1, "a": 1}, ["x ^a", "y ^F2"], {"a": "F1", "F2": "F2"}),
    ("a number taken is passed over", {"F1": 1, "a": 1}, ["x ^a", "y ^F1"], {"F1": "F1", "a": "F2"}),
    ("F-names in between", {"F1": 1, "F3": 1, "a": 1, "b": 1}, ["^b ^a ^F3 ^F1"], {"b": "F2", "a": "F4"}),
    ("one note twice is one number", {"a": 1, "b": 1}, ["x ^a", "y ^a ^b"], {"a": "F1", "b": "F2"}),
    ("one that nothing refers to comes last", {"a": 1, "b": 1}, ["^b"], {"b": "F1", "a": "F2"}),
    ("F0, F100, f1 and F01 are names", {"F0": 1, "F100": 1, "f1": 1, "F01": 1}, ["^F01 ^f1 ^F100 ^F0"],
     {"F01": "F1", "f1": "F2", "F100": "F3", "F0": "F4"}),
    ("F99 is the last that is fixed", {"F99": 1, "a": 1}, ["^a ^F99"], {"a": "F1", "F99": "F99"}),
    ("a reference to nothing takes no number", {"a": 1}, ["^nowhere ^a"], {"a": "F1"}),
]  # fmt: skip


@pytest.mark.parametrize(("name", "notes", "values", "ids"), NUMBERED, ids=[each[0] for each in NUMBERED])
def test_footnotes_are_numbered(
    name: str, notes: dict[str, int], values: list[str], ids: dict[str, str]
) -> None:
    rows = [{"security": "x", "price": value} for value in values]
    found = of({"form": "4", "non_derivative": rows, "footnotes": {each: f"Of {each}." for each in notes}})
    numbers = {note.name: note.id for note in found.footnotes}
    assert {each: numbers[each] for each in ids} == ids
    assert len(set(numbers.values())) == len(notes)
    order = [int(note.id[1:]) for note in found.footnotes]
    assert order == sorted(order)


def test_references_are_counted_as_the_form_prints_them() -> None:
    one = {"security": "x ^a", "nature": "y ^f", "code": "S ^c", "date": "2026-01-01 ^b", "price": "1 ^e",
           "shares": "1 ^d"}  # fmt: skip
    two = {"security": "z", "exercise_price": "^g", "price": "1 ^k", "underlying": "u ^j", "expires": "^i",
           "exercisable": "^h"}  # fmt: skip
    notes = {each: each for each in "kjihgfedcba"}
    found = of({"form": "4", "derivative": [two], "non_derivative": [one], "footnotes": notes})
    assert [note.name for note in found.footnotes] == list("abcdefghijk")
    assert xml(found, "//footnote") == list("abcdefghijk")


def test_fixed_footnotes_keep_the_order_in_which_they_are_defined() -> None:
    found = of({"form": "4", "footnotes": {"F3": "c", "F1": "a", "F2": "b"}})
    assert [note.id for note in found.footnotes] == ["F3", "F1", "F2"]


def test_a_footnote_is_at_its_key_and_its_text_as_written() -> None:
    found = filing(
        'form: "4"\nfootnotes:\n  why: |\n    One.\n     Two.\n\n    Three ^^ "x".\n  b: >-\n    a\n    b\n'
    )
    why, b = found.footnotes
    assert (why.line, why.column) == (3, 3)
    assert why.text.text == 'One.\n Two.\n\nThree ^^ "x".'
    assert (b.line, b.text.text) == (8, "a b")


# ---------------------------------------------------------------- what is not a draft


@pytest.mark.parametrize(
    "text",
    [
        "a: b",
        "form: [4]",
        "form: {a: b}",
        "issuer: amot\nowners: [federico]",
        "owners: federico",
        "owners: [[a]]",
        "owners: [{address: here}]",
        "owners: [{address: [a]}]",
        "owners: [{officer: [a], other: {a: b}, cik: {}}]",
        "non_derivative: x",
        "non_derivative: [x, [y], {}]",
        "non_derivative: [{ownership: [direct]}, {ownership: {indirect: {a: b}}}, {acquired: []}]",
        "derivative: [{code: {a: b}}]",
        "footnotes: [a]",
        "footnotes: {a: [b], '': c}",
        "signatures: {name: x}",
        "signatures: [x]",
        "exhibits: [x, {file: [y]}]",
        "contact: x",
        "notify: x",
        "allow: x",
        "allow: {A: [b]}",
        "plan_10b5_1: {adopted: {a: b}}",
        "as_published: x",
        "edition: 1999",
        "period: [x]",
        "remarks: {a: b}",
    ],
)
def test_what_has_the_wrong_shape_never_raises(text: str) -> None:
    for form in ("", 'form: "3"\n', 'form: "4"\n', 'form: "5/A"\n'):
        found, _ = read(form + text if not text.startswith("form") else text)
        assert isinstance(found, Filing)
        assert write(found).text.startswith("<?xml")
        assert write(found, published=True).text.endswith("</ownershipDocument>\n")
        assert write_draft(found).startswith("form: ")


def test_absent_parts_are_empty_and_false() -> None:
    found = filing("form: '4'")
    assert (found.owners, found.rows, found.footnotes, found.signatures) == ((), (), (), ())
    assert not found.remarks
    assert not found.issuer.cik
    assert not Owner(path=(), line=1, column=1).director
    assert not Address(path=(), line=1, column=1).street1


def test_facts_that_are_no_date_or_number_are_told() -> None:
    draft = {
        "form": "4",
        "approvals": [
            {"date": "31.12.", "body": "board", "codes": ["A"]},
            {"date": "2026-05-12", "codes": ["A"]},
        ],
        "cover": [{"security": "Common Stock", "shares": "many"}],
    }
    filing, findings = read(yaml.safe_dump(draft))
    assert [each.message for each in findings] == [
        '"date" is "31.12.", not a date',
        '"shares" is "many", not a number',
    ]
    assert [each.place.where for each in findings] == ["Approvals 1, date", "Cover 1, amount"]
    assert filing.context.approvals is not None
    assert len(filing.context.approvals) == 1
    assert filing.context.cover == ()
