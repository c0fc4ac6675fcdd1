"""A merge of texts: no value is lost, none is taken that was not written, no other line is touched."""

import random
from functools import reduce
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from form4kit.draft.merge import merge
from form4kit.editor.merged_text import WHOLE, merge_texts, shown
from form4kit.editor.text import normal
from form4kit.editor.tree import Tree
from form4kit.editor.tree_edits import CannotEdit, TreeEdit, edited, plain_of, same
from form4kit.source.node import Plain

ROOT = Path(__file__).resolve().parents[2]
TEXTS = [normal(file.read_text(encoding="utf-8")) for file in sorted((ROOT / "examples").glob("*.yaml"))]
TEXTS += [normal(file.read_text(encoding="utf-8")) for file in sorted((ROOT / "tests/clean").glob("*.yaml"))]
VALUES: list[Plain] = ["250", "A, B: c", "0001", "^note", {"a": "1", "b": ["x", "y"]}, ["q"], "Unit #2"]
DRAFT = """\
# what stands above
form: "4"
non_derivative:
  # the first sale
  - {security: Common Stock, date: 2026-11-25, code: S, disposed: 500, price: 48.20}  # in braces
  - security: Common Stock
    date: 2026-11-27  # a Friday
    code: S
    disposed: 350 ^range
    price: 47.1214
footnotes:
  range: >-
    Sold in several trades
    on one day.
# what stands below
"""


def a_change(text: str, dice: random.Random) -> str:
    """Change one part of a draft as a person may: a value, a key or an item, set, taken out or put in."""
    tree = Tree(text)
    assert tree.root is not None
    part = dice.choice([each for each in tree.root.walk() if each.path])
    value = dice.choice(VALUES)
    action = dice.choice(["set", "set", "remove", "insert"])
    if action == "insert":
        key = part.key if isinstance(part.key, int) else f"added_{dice.randrange(3)}"
        after = str(part.key) if isinstance(part.key, str) and dice.random() < 0.7 else None
        edit = TreeEdit("insert", (*part.path[:-1], key or 0), value, after)
    else:
        edit = TreeEdit("set" if action == "set" else "remove", part.path, value)
    try:
        return edited(text, [edit])
    except CannotEdit:  # the key was put in before
        return text


def changed(text: str, dice: random.Random, times: int) -> str:
    return reduce(lambda now, _: a_change(now, dice), range(times), text)


def scalars(plain: Plain) -> set[str]:
    if isinstance(plain, str):
        return {plain} if plain else set()
    members = plain.values() if isinstance(plain, dict) else plain
    return set().union(*map(scalars, members)) if members else set()


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(TEXTS), st.integers(0, 2**32), st.integers(1, 4), st.integers(1, 4))
def test_what_comes_of_any_two_drafts(base: str, seed: int, here: int, there: int) -> None:
    dice = random.Random(seed)
    mine, theirs = changed(base, dice, here), changed(base, dice, there)
    assert merge_texts(base, base, theirs).text == theirs
    assert merge_texts(base, mine, base).text == mine
    assert merge_texts(base, mine, mine).text == mine
    assert same(plain_of(_by_tree(base, mine, base)), plain_of(mine))
    assert _by_tree(base, base, theirs) == theirs
    found = merge_texts(base, mine, theirs)
    text, other = found.text, merge_texts(base, theirs, mine)
    assert not found.why
    assert {(each.where, shown(each.mine)) for each in found.asked} == {
        (each.where, shown(each.theirs)) for each in other.asked
    } or len(found.asked) == len(other.asked)
    if not found.asked:
        assert sorted_tree(plain_of(text)) == sorted_tree(plain_of(other.text))
    values = scalars(plain_of(text)) | set().union(
        *(scalars(value) for each in found.asked for value in (each.mine, each.theirs) if value), set()
    )
    kept = scalars(plain_of(base)) & scalars(plain_of(mine)) & scalars(plain_of(theirs))
    new = (scalars(plain_of(mine)) | scalars(plain_of(theirs))) - scalars(plain_of(base))
    overwritten = set().union(
        *(scalars(value) for _, each in found.taken for value in (each.base,) if value), set()
    )
    assert (kept | new) - values - overwritten == set()
    settled = merge_texts(base, mine, theirs, {each.id: "mine" for each in found.asked})
    assert not settled.asked
    left = merge_texts(base, mine, theirs, {each.id: "theirs" for each in found.asked})
    assert left.text == text
    mine_only = [each for each in found.taken if each[0] == "mine"]
    if not mine_only and theirs != base:  # where they changed nothing, mine is the whole answer
        assert text == theirs


def _by_tree(base: str, mine: str, theirs: str) -> str:
    """Merge by the trees also where the texts alone would settle it."""
    return merge_texts(base + "# base\n", mine, theirs + "# theirs\n").text.removesuffix("# theirs\n")


def sorted_tree(plain: Plain) -> object:
    """Return a tree in which order does not count: what both put in at one place stands as theirs has it."""
    if isinstance(plain, dict):
        return {key: sorted_tree(each) for key, each in sorted(plain.items()) if each}
    if isinstance(plain, list):
        return sorted(repr(sorted_tree(each)) for each in plain)
    return plain


def test_what_one_side_changed_is_taken_over_and_no_other_byte_is_touched() -> None:
    mine = DRAFT.replace("disposed: 500", "disposed: 600").replace("on one day", "on two days")
    theirs = DRAFT.replace("48.20", "48.02").replace("# a Friday", "# the Friday")
    found = merge_texts(DRAFT, mine, theirs)
    assert not found.asked
    assert found.text == theirs.replace("disposed: 500", "disposed: 600").replace("on one day", "on two days")
    assert [(side, each.where, shown(each.base), shown(each.mine)) for side, each in found.taken] == [
        ("mine", "Table I, row 1, amount disposed of", "500", "600"),
        ("theirs", "Table I, row 1, price", "48.20", "48.20"),
        (
            "mine",
            "Footnote range",
            "Sold in several trades on one day.",
            "Sold in several trades on two days.",
        ),
    ]


def test_what_both_changed_is_asked_in_the_words_of_the_form_and_stays_theirs_until_it_is_answered() -> None:
    mine, theirs = DRAFT.replace("48.20", "48.21"), DRAFT.replace("48.20", "48.02")
    found = merge_texts(DRAFT, mine, theirs)
    assert found.text == theirs
    (asked,) = found.asked
    assert (asked.where, asked.base, asked.mine, asked.theirs) == (
        "Table I, row 1, price",
        "48.20",
        "48.21",
        "48.02",
    )
    assert merge_texts(DRAFT, mine, theirs, {asked.id: "mine"}).text == mine
    assert merge_texts(DRAFT, mine, theirs, {asked.id: "theirs"}) == merge_texts(
        DRAFT, mine, theirs, {asked.id: "theirs", "another": "mine"}
    )


@pytest.mark.parametrize(
    ("mine", "theirs", "taken", "asked"),
    [
        ("row 2 gone", "price of row 1", ["mine Table I, row 2", "theirs Table I, row 1, price"], []),
        ("row 2 gone", "price of row 2", [], ["Table I, row 2"]),
        ("price of row 2", "row 2 gone", [], ["Table I, row 2"]),
        ("a row more", "another row", ["mine Table I, row 3", "theirs Table I, row 3"], []),
        ("a row more", "a row more", [], []),
        ("a row first", "price of row 1", ["mine Table I, row 1", "theirs Table I, row 1, price"], []),
    ],
)
def test_rows_are_known_by_what_they_say(mine: str, theirs: str, taken: list[str], asked: list[str]) -> None:
    row2 = DRAFT[DRAFT.index("  - security") : DRAFT.index("footnotes:")]
    more = "  - {security: Common Stock, date: 2026-11-30, code: S, disposed: 9, price: 1}\n"
    other = "  - {security: Common Stock, date: 2026-11-29, code: G, acquired: 8}\n"
    texts = {
        "row 2 gone": DRAFT.replace(row2, ""),
        "price of row 1": DRAFT.replace("48.20", "48.02"),
        "price of row 2": DRAFT.replace("47.1214", "47.99"),
        "a row more": DRAFT.replace(row2, row2 + more),
        "another row": DRAFT.replace(row2, row2 + other),
        "a row first": DRAFT.replace("  # the first sale\n", f"{more}  # the first sale\n"),
    }
    found = merge_texts(DRAFT, texts[mine], texts[theirs])
    assert sorted(f"{side} {each.where}" for side, each in found.taken) == sorted(taken)
    assert [each.where for each in found.asked] == asked
    comments = [line for line in texts[theirs].splitlines() if line.lstrip().startswith("#")]
    assert [line for line in found.text.splitlines() if line.lstrip().startswith("#")] == comments
    if mine == "a row more" and theirs == "another row":
        assert found.text == texts[theirs].replace(other, other + more)


def test_two_edits_of_one_row_are_no_two_rows() -> None:
    """A row in which each side changed another cell stays one row, also beside one nearly the same."""
    twin = DRAFT.replace(
        "  - security",
        "  - {security: Common Stock, date: 2026-11-25, code: S, disposed: 500, price: 48.21}\n  - security",
    )
    mine, theirs = twin.replace("48.21", "48.31"), twin.replace("48.20", "48.10")
    found = merge_texts(twin, mine, theirs)
    assert found.text == twin.replace("48.21", "48.31").replace("48.20", "48.10")


def test_texts_that_are_no_draft_are_one_question() -> None:
    broken = DRAFT.replace("form: ", "form ")
    found = merge_texts(DRAFT, broken, DRAFT.replace("48.20", "48.02"))
    assert (found.text, [each.id for each in found.asked]) == (DRAFT.replace("48.20", "48.02"), [WHOLE])
    assert found.why == "one of the two cannot be read as a draft"
    assert merge_texts(DRAFT, broken, DRAFT + "#\n", {WHOLE: "mine"}).text == broken


def test_a_list_too_long_to_compare_is_one_difference() -> None:
    base: Plain = {"fills": [[str(n), "1"] for n in range(1000)]}
    mine: Plain = {"fills": [[str(n), "2"] for n in range(1000)]}
    theirs: Plain = {"fills": [[str(n), "3"] for n in range(1000)]}
    assert [each.where for each in merge(base, mine, theirs).asked] == ["Fills"]
    one_more: Plain = {"fills": [*base["fills"], ["0", "1"]]}  # type: ignore[call-overload,index,list-item]
    assert not merge(base, one_more, base).asked
