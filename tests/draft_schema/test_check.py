"""The draft's shape: faults at their places, a schema that teaches, and two validators that agree."""

import copy
import json
import random
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from form4kit.draft.write import write_draft
from form4kit.draft_schema.check import accepts, check_shape, exact
from form4kit.draft_schema.faults import FAULTS
from form4kit.draft_schema.schema import draft_schema, mappings, plain_schema_text, resolve
from form4kit.draft_schema.suggest import suggest_key
from form4kit.edgar.read import read_element
from form4kit.findings import Fault, Finding
from form4kit.model import PRINTED
from form4kit.place import dotted
from form4kit.source import xml_tree
from form4kit.source.node import Node
from form4kit.source.yaml_tree import compose

HEAD = 'form: "4"\nissuer: amot\nowners: [federico]\n'


def shape(text: str) -> list[Finding]:
    root, findings = compose(text)
    assert root is not None and not findings
    return check_shape(root)


def seen(text: str) -> list[tuple[str, int, int, str]]:
    return [(f.rule, f.place.line, f.place.column, dotted(f.place.path)) for f in shape(text)]


WHERE = {
    "DRF01": (2, 29, "issuer.ticker"),
    "DRF02": (1, 1, "issuer"),
    "DRF03": (3, 9, "owners"),
    "DRF04": (3, 40, "owners[0].director"),
    "DRF05": (5, 45, "non_derivative[0].disposed"),
    "DRF06": (6, 15, "owners[0].address.street"),
}


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: str(fault.code))
def test_each_fault_is_found_where_its_bad_example_has_it(fault: Fault) -> None:
    assert seen(fault.bad) == [(fault.code, *WHERE[fault.code])]
    assert seen(fault.good) == []
    assert fault.reason and fault.cites and fault.title.endswith(".")


def test_codes_are_in_order() -> None:
    assert [fault.code for fault in FAULTS] == sorted(WHERE)


# ---------------------------------------------------------------- words and places


@pytest.mark.parametrize(
    ("key", "where", "hint"),
    [
        ("ticker", "issuer", "`symbol`"),
        ("issuerTradingSymbol", "issuer", "`symbol`"),
        ("symbl", "issuer", "`symbol`"),
        ("transactions", "", "`non_derivative`"),
        ("non-derivative", "", "`non_derivative`"),
        ("Derivative", "", "`derivative`"),
        ("10b5-1", "", "`plan_10b5_1`"),
        ("periodOfReport", "", "`period`"),
        ("owner", "", "`owners`"),
        ("cik", "", "`cik` belongs in the issuer or a reporting owner."),
        ("ticker", "", "Did you mean `symbol`? It belongs in the issuer."),
        ("ccc", "owner", "FORM4KIT_CCC_"),
        ("ccc", "", "FORM4KIT_CCC_"),
        ("10_percent_owner", "owner", "`ten_percent`"),
        ("officerTitle", "owner", "`officer_title`"),
        ("province", "address", "`territory`"),
        ("shares_after", "non_derivative_row", "`owned_after`"),
        ("aquired", "non_derivative_row", "`acquired`"),
        ("securityTitle", "non_derivative_row", "`security`"),
        ("exercise_price", "non_derivative_row", "`exercise_price` belongs in a row of Table II"),
        ("strike", "non_derivative_row", "`exercise_price`? It belongs in a row of Table II"),
        ("strike", "derivative_row", "`exercise_price`"),
        ("footnotes", "derivative_row", "after the value"),
        ("zzz", "signature", "The keys known here are `name` and `date`."),
    ],
)
def test_an_unknown_key_is_met_with_the_one_that_was_meant(key: str, where: str, hint: str) -> None:
    schema = draft_schema()["$defs"][where] if where else draft_schema()
    assert hint in suggest_key(key, schema).hint


def test_a_number_cut_at_its_commas_is_told_once() -> None:
    row = "{security: Common Stock, shares: 1,041,471, price: 12, 340: 5, owned_after: 2,500.25}"
    told = shape(f'form: "4"\nissuer: amot\nowners: [f]\nnon_derivative:\n  - {row}\n')
    assert [(f.rule, f.message, f.place.column) for f in told] == [
        ("DRF01", "inside { } the comma ends a value: 1,041,471 was cut", 40),
        ("DRF01", 'unknown key "340"', 60),  # it has a value, so it was meant as a key
        ("DRF01", "inside { } the comma ends a value: 2,500.25 was cut", 83),
    ]
    assert told[0].hint == "Write shares: 1041471, without a comma."


def test_a_misspelt_key_is_not_missed_as_well() -> None:
    (finding,) = shape('form: "4"\nissuers: amot\nowners: [federico]\n')
    assert finding.rule == "DRF01" and "`issuer`" in finding.hint
    assert [f.message for f in shape("remarks: x\n")] == [
        '"form" is missing',
        '"issuer" is missing',
        '"owners" is missing',
    ]


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ('form: "4a"', '"form" is "4a", not one of 3, 3/A, 4, 4/A, 5 or 5/A', "`4/A`"),
        ("plan_10b5_1: maybe", '"plan_10b5_1" is "maybe", not true or false', "{adopted: 2026-03-02}"),
        ("edition: 2022", '"edition" is "2022", not one of 2026, 2023 or 2003', "Leave it out"),
        ("not_subject_to_section_16: yes", 'is "yes", not true or false', "Write `true` or `false`."),
        ("remarks: [a]", '"remarks" is a list, not text', "drop the dash"),
        ("contact: Sam", '"contact" is text, not a mapping', "`name`, `phone` and `email`"),
        ("notify: a@example.com", '"notify" is text, not a list', "with a dash"),
        ("footnotes: [a]", '"footnotes" is a list, not a mapping', "name and its text"),
        ("derivative: {security: x}", '"derivative" is a mapping, not a list', "with a dash"),
        ('signatures: [""]', 'entry 1 of "signatures" is blank, not a mapping', "`name` and `date`"),
        ("signatures: [x]", 'entry 1 of "signatures" is text, not a mapping', "{name: x, ...}"),
        ("issuer: [a]", '"issuer" is a list, not a mapping or text', "drop the dash"),
        ("non_derivative: [{price: {a: b}}]", '"price" is a mapping, not text', "references to footnotes"),
        ("non_derivative: [{code: [S]}]", '"code" is a list, not text', "drop the dash"),
        ("non_derivative: [{ownership: Direct}]", '"Direct", not direct or indirect', "`direct`"),
        ("non_derivative: [{ownership: mine ^a}]", '"mine ^a", not direct or indirect', "By Family Trust"),
        ("non_derivative: [{swap: true ^terms}]", '"true ^terms", not true or false', "value of `code`"),
        ("owners: [{director: true ^a}]", '"true ^a", not true or false', "in rows only"),
        ("owners: [{director: " + 50 * "y" + "}]", f'"director" is "{40 * "y"}..."', "`true`"),
    ],
)
def test_a_wrong_kind_or_word_is_explained_in_plain_words(text: str, message: str, hint: str) -> None:
    key = text.partition(":")[0]
    rest = "".join(line + "\n" for line in HEAD.splitlines() if not line.startswith(key + ":"))
    (finding,) = shape(rest + text + "\n")
    assert message in finding.message and hint in finding.hint
    assert finding.place.line == 4 - (key in HEAD)
    assert "schema" not in finding.message + finding.hint


@pytest.mark.parametrize(
    ("row", "keys"),
    [
        ("{acquired: 1, disposed: 1}", ["acquired", "disposed"]),
        ("{shares: 1, acquired: 1}", ["shares", "acquired"]),
        ("{acquired: 1, shares: 1, acquired_disposed: A}", ["acquired", "shares", "acquired_disposed"]),
        ("{disposed: 1, total_value: 1}", ["disposed", "total_value"]),
        ("{shares: 1, total_value: 1}", ["shares", "total_value"]),
        ("{underlying_shares: 1, underlying_value: 1}", ["underlying_shares", "underlying_value"]),
        ("{owned_after: 1, value_owned_after: 1}", ["owned_after", "value_owned_after"]),
        ("{ownership: direct, direct_indirect: D}", ["ownership", "direct_indirect"]),
        ("{ownership: {indirect: By Spouse}, nature: By Spouse}", ["ownership", "nature"]),
        ("{early: true, late: true}", ["early", "late"]),
        ("{early: true, form_type: 4}", ["early", "form_type"]),
        ("{late: true, timeliness: L}", ["late", "timeliness"]),
    ],
)
def test_keys_that_exclude_each_other_are_one_finding_at_the_last(row: str, keys: list[str]) -> None:
    (finding,) = shape(f"{HEAD}derivative:\n  - {row}\n")
    assert finding.rule == "DRF05"
    assert finding.place.path == ("derivative", 0, keys[-1])
    assert [word for word in finding.message.split('"') if word in keys] == keys


@pytest.mark.parametrize(
    "row",
    [
        "{ownership: indirect ^a, nature: By Spouse}",
        "{ownership: ^a}",
        "{shares: 1, acquired_disposed: A ^a}",
        "{total_value: 1, acquired_disposed: D}",
        "{form_type: 4, late: true}",
        "{early: true, timeliness: E}",
        "{form_type: 5, timeliness: ^early}",
        "{price: 12.34 ^a ^b, exercise_price: ^formula, code: J ^what, date: 2026-02-30, acquired: many}",
    ],
)
def test_what_can_stand_together_is_taken(row: str) -> None:
    assert shape(f"{HEAD}derivative:\n  - {row}\n") == []


def test_boxes_and_their_texts() -> None:
    owner = "form: '4'\nissuer: amot\nowners:\n  - {%s}\n"
    assert shape(owner % "officer: false, officer_title: Treasurer, other: Advisor") == []
    (finding,) = shape(owner % "officer: CFO, officer_title: Treasurer")
    assert (finding.rule, finding.place.column) == ("DRF05", 20)


def test_counts_lengths_and_amounts_are_left_to_the_rules() -> None:
    rows = "".join("  - {security: Common Stock, price: '1,000'}\n" for _ in range(40))
    owners = "".join(f"  - {{cik: x{n}}}\n" for n in range(12))
    notes = "".join(f"  n{n}: {'long ' * 400}\n" for n in range(120))
    text = f"form: '4'\nissuer: amot\nowners:\n{owners}non_derivative:\n{rows}footnotes:\n{notes}"
    assert shape(text) == []


def test_every_fault_of_a_draft_is_told_once_in_the_order_written() -> None:
    text = (
        'form: "6"\n'
        "issuer: {cik: 1, ticker: AMOT}\n"
        "owners:\n"
        "  - [federico]\n"
        "  - {director: x, address: {street: [a, b, c], town: d}}\n"
        "non_derivative:\n"
        "  - {security: {a: b}, ownership: {by: c}}\n"
    )
    assert seen(text) == [
        ("DRF04", 1, 7, "form"),
        ("DRF01", 2, 18, "issuer.ticker"),
        ("DRF03", 4, 5, "owners[0]"),
        ("DRF04", 5, 16, "owners[1].director"),
        ("DRF06", 5, 37, "owners[1].address.street"),
        ("DRF01", 5, 48, "owners[1].address.town"),
        ("DRF03", 7, 16, "non_derivative[0].security"),
        ("DRF01", 7, 36, "non_derivative[0].ownership.by"),
    ]


# ---------------------------------------------------------------- the schema


def properties() -> Iterator[tuple[str, dict[str, Any]]]:
    for part in mappings():
        for key, schema in part["properties"].items():
            yield f"{part['title']}: {key}", resolve(schema)


def test_the_schema_is_a_schema() -> None:
    assert json.loads(plain_schema_text()) == draft_schema()
    jsonschema.Draft202012Validator.check_schema(draft_schema())


def test_every_property_teaches() -> None:
    for name, schema in properties():
        assert schema["title"] and schema["description"].endswith(".") and schema["examples"], name
        judge = exact().evolve(schema={"$defs": draft_schema()["$defs"], **schema})
        for example in schema["examples"]:
            assert judge.is_valid(example), (name, example)


def test_every_mapping_knows_its_keys_only() -> None:
    for part in mappings():
        assert part["additionalProperties"] is False
        spellings = [
            alias for schema in part["properties"].values() for alias in resolve(schema).get("x-aliases", ())
        ]
        assert len(spellings) == len(set(spellings)), part["title"]
        assert not set(spellings) & set(part["properties"]), part["title"]
        assert not set(part.get("x-misplaced", ())) & set(part["properties"])


def test_rows_have_a_key_for_every_field_of_the_form() -> None:
    short = {"early", "late", "acquired", "disposed", "ownership"}
    definitions = draft_schema()["$defs"]
    assert set(definitions["derivative_row"]["properties"]) == {*PRINTED["derivative"], *short}
    table_1 = set(definitions["non_derivative_row"]["properties"])
    assert table_1 == {*PRINTED["non_derivative"], *short} - {"total_value"}


def test_every_code_is_taught(shared: Path) -> None:
    table = (shared / "edgar" / "transaction-codes.tsv").read_text().splitlines()[1:]
    taught = [branch for branch in draft_schema()["$defs"]["code"]["anyOf"] if "const" in branch]
    assert {branch["const"] for branch in taught} == {line[0] for line in table}
    assert all(branch["title"] and branch["description"] for branch in taught)


def test_what_an_editor_reads_is_taken_as_well() -> None:
    """An editor sees typed YAML: 4 where form4kit sees "4", null where it sees a blank."""
    typed = {
        "form": 4,
        "plan_10b5_1": False,
        "issuer": {"cik": 46129, "symbol": None},
        "owners": [{"cik": 1, "director": True, "officer": None, "address": {"non_us": 0, "zip": 14228}}],
        "non_derivative": [
            {"date": None, "acquired": 2048, "price": 0.5, "form_type": 4, "ownership": "direct"}
        ],
        "derivative": None,
        "footnotes": {"a": None},
        "contact": None,
    }
    assert exact().is_valid(typed) and accepts(typed)  # type: ignore[arg-type]


# ---------------------------------------------------------------- the two validators

FULL = Path(__file__).parents[1] / "clean"


def trees() -> list[Any]:
    texts = [path.read_text() for path in sorted(FULL.glob("*.yaml"))]
    texts += [text for fault in FAULTS for text in (fault.bad, fault.good)]
    roots = [compose(text)[0] for text in texts]
    assert all(roots)
    return [root.plain() for root in roots if root]


SCALARS = (
    "",
    "true",
    "yes",
    "direct",
    "indirect ^a",
    "4",
    "2026",
    "true\n",
    "x\n",
    "^a",
    "é\u2028",
    " true",
    "1",
)
TYPED = (None, True, False, 0, 1, 2, 4, 2026, 0.5, 1.0)


def mutate(tree: Any, chance: random.Random) -> Any:
    """Change one place of a tree: drop, add, rename, replace by another kind or word."""
    spots = list(_spots(tree))
    holder, step = chance.choice(spots)
    keys = sorted({key for part in mappings() for key in part["properties"]})
    other: Any = chance.choice(
        [*SCALARS, *TYPED, [], {}, ["a", "b", "c"], {"adopted": "x"}, {"indirect": "By Spouse"}]
    )
    act = chance.randrange(4)
    if act == 0:
        del holder[step]
    elif act == 1 and isinstance(holder, dict):
        holder[chance.choice([*keys, "zzz"])] = other
    elif act == 2 and isinstance(holder, dict):
        holder[chance.choice(keys)] = holder.pop(step)
    else:
        holder[step] = other
    return tree


def _spots(tree: Any) -> Iterator[tuple[Any, Any]]:
    steps = tree if isinstance(tree, dict) else range(len(tree)) if isinstance(tree, list) else ()
    for step in list(steps):
        yield tree, step
        yield from _spots(tree[step])


def test_the_quick_and_the_exact_validator_agree() -> None:
    chance = random.Random(16)
    verdicts = []
    for tree in trees():
        for _ in range(35):
            mutant = copy.deepcopy(tree)
            for _ in range(chance.choice([1, 1, 2, 4])):
                if mutant:
                    mutate(mutant, chance)
            verdicts.append(accepts(mutant))
            assert verdicts[-1] == exact().is_valid(mutant), mutant
    assert len(verdicts) > 500
    assert 100 < sum(verdicts) < len(verdicts) - 100


def node(tree: Any) -> Node:
    """Make a tree of nodes; all stand at one place, which is enough to see what is said of them."""
    if isinstance(tree, dict):
        return Node({key: node(value) for key, value in tree.items()}, 1, 1, 1, 1)
    if isinstance(tree, list):
        return Node([node(value) for value in tree], 1, 1)
    return Node(tree if isinstance(tree, str) else "", 1, 1, 1, 1)


def test_what_is_refused_is_explained_and_what_is_taken_is_not() -> None:
    chance = random.Random(3)
    for tree in trees():
        for _ in range(15):
            mutant = node(mutate(copy.deepcopy(tree), chance))
            findings = check_shape(mutant)
            assert bool(findings) != accepts(mutant.plain())
            assert all(f.message and f.hint and f.rule in WHERE for f in findings), findings


def test_a_draft_that_is_taken_costs_no_slow_validator() -> None:
    code = (
        "import sys; from form4kit.draft_schema.check import check_shape; "
        "from form4kit.source.yaml_tree import compose;"
        "root, _ = compose(sys.argv[1]); assert check_shape(root) == [];"
        "assert 'jsonschema' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code, HEAD], check=True)


def test_every_published_filing_is_imported_in_the_shape_of_a_draft(shared: Path) -> None:
    paths = sorted((shared / "filings").glob("*.xml"))
    assert paths
    for path in paths:
        root, _ = xml_tree.parse(path.read_bytes())
        assert root is not None
        assert shape(write_draft(read_element(root))) == [], path.name


def test_a_text_that_is_no_unicode_does_not_raise() -> None:
    odd = node({"form": "4", "issuer": "amot", "owners": ["federico"], "remarks": "\ud800"})
    assert check_shape(odd) == []
