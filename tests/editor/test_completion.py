"""What can be written here is offered, and nothing else."""

from pathlib import Path

import pytest
from edited_drafts import ROWS, repository

from form4kit.editor.completion import Completion, complete
from form4kit.editor.judged_draft import judge
from form4kit.editor.text import DraftText, Replacement, applied
from form4kit.editor.tree import tree_of

HERE = "¦"


def cursor(marked: str) -> tuple[str, int, int]:
    """Take the sign for the pointer out of a text; the text, and the line and column where it stood."""
    before, found, after = marked.partition(HERE)
    assert found, "no pointer in the text"
    line = before.rpartition("\n")[2]
    return before + after, before.count("\n") + 1, len(line) + 1


def offered(marked: str, path: Path | None = None) -> dict[str, Completion]:
    text, line, column = cursor(marked)
    return {each.label: each for each in complete(text, path, line, column)}


def taken(marked: str, label: str, path: Path | None = None) -> str:
    """Return the text after a completion was chosen."""
    text, _, _ = cursor(marked)
    found = offered(marked, path)[label]
    return applied(text, [Replacement(found.range, found.text)])


ROW = "non_derivative:\n  - security: Common Stock\n    "
BALANCES = "positions:\n  common: {security: Common Stock, held: 3}\n  trust: {}\nevents:\n"


@pytest.mark.parametrize(
    ("marked", "wanted", "unwanted"),
    [
        (HERE, {"form", "issuer", "events"}, {"code"}),
        (f"form: '4'\n{HERE}", {"owners", "remarks"}, {"form"}),
        (f"issuer:\n  cik: '1'\n  {HERE}", {"symbol", "name"}, {"cik", "owners"}),
        (f"owners:\n  - cik: '1'\n    of{HERE}", {"officer", "director"}, {"cik"}),
        (f"owners:\n  - {{cik: '1', {HERE}", {"officer", "director"}, {"cik"}),
        (f"owners:\n  - address: {{city: A, {HERE}}}", {"state", "zip"}, {"city"}),
        (f"{ROW}{HERE}", {"code", "date", "price"}, {"security", "exercise_price"}),
        (f"{ROW}co{HERE}de: S", {"code", "date"}, {"security"}),
        (f"bad: [\n{ROW}{HERE}", {"code", "date"}, {"security"}),
        (f"{ROW}price: a: b\n    {HERE}\nremarks: x", {"code", "date"}, {"remarks"}),
        (f"{BALANCES}  - {HERE}", {"sale", "vest", "gift"}, {"code"}),
        (f"{BALANCES}  - sale: {{date: 2026-11-18, {HERE}}}", {"from", "fills"}, {"to", "net", "date"}),
        (f"{BALANCES}  - sale:\n      {HERE}", {"from", "fills"}, {"to"}),
        (f"{ROW}code: {HERE}", {"P", "S", "M"}, {"V", "K"}),
        (f"{ROW}code: {HERE}\n    price: 1", {"P", "S"}, set()),
        (f"{ROW}ownership: {HERE}", {"direct", "indirect"}, set()),
        (f"{ROW}swap: {HERE}", {"true", "false"}, set()),
        (f"{ROW}remarks: {HERE}", set(), {"true"}),
        (f"{ROW}price: 3\n  - security: {HERE}", {"Common Stock"}, {"true"}),
        (f"owners:\n  - address: {{state: {HERE}", {"NY", "DC"}, {"X0"}),
        (f"owners:\n  - address: {{country: {HERE}", {"X0"}, {"NY"}),
        (f"plan_10b5_1: {HERE}", {"true", "false"}, set()),
        (f"form: {HERE}", {"3", "4", "4/A"}, set()),
        (f"{BALANCES}  - sale: {{from: {HERE}", {"common", "trust"}, set()),
        (f"footnotes:\n  lot: x\n{ROW}price: 3 ^{HERE}", {"lot", "vesting", "withheld"}, {"code"}),
        (f"footnotes:\n  lot: x\n{ROW}price: 3 ^lo{HERE}", {"lot"}, {"code"}),
        (f"footnotes:\n  lot: x\n{ROW}price: {{a: '3 ^{HERE}", {"lot"}, {"code"}),
        (f"{ROW}price: ^vesting(first=2026-01-01, {HERE}", {"parts="}, {"first=", "code"}),
        (f"{ROW}price: ^vesting(every={HERE}", {"every=year"}, {"first="}),
        (f"{ROW}price: 3 ^mine\nfootnotes:\n  {HERE}", {"mine"}, {"code"}),
        (f"allow:\n  {HERE}", {"COD14"}, {"code"}),
    ],
)
def test_what_can_be_written(marked: str, wanted: set[str], unwanted: set[str]) -> None:
    found = set(offered(marked))
    assert wanted <= found
    assert not unwanted & found


@pytest.mark.parametrize(
    "marked",
    [
        f"form: '4' # {HERE}",
        f"# {HERE}",
        f"remarks: some words {HERE}",
        f"remarks: ^{HERE}",
        f"footnotes:\n  a: see ^{HERE}",
        f"colour: {HERE}",
        f"colour:\n  {HERE}",
        f"remarks: >-\n  some {HERE}",
    ],
)
def test_nothing_is_offered_where_nothing_is_known(marked: str) -> None:
    assert offered(marked) == {}


def test_what_is_chosen_takes_the_place_of_what_was_typed() -> None:
    assert taken(f"{ROW}co{HERE}", "code") == f"{ROW}code: "
    assert taken(f"{ROW}co{HERE}: S", "code") == f"{ROW}code: S"
    assert taken(f"form: {HERE}", "4/A") == 'form: "4/A"'
    assert taken(f'form: "{HERE}"', "4/A") == 'form: "4/A"'
    assert taken(f"own{HERE}", "owners") == "owners:"
    assert taken(f"{ROW}price: 3 ^ve{HERE}", "vesting") == f"{ROW}price: 3 ^vesting(first=..., parts=...)"
    assert taken(f"{ROW}price: 3 ^vesting(fi{HERE}", "first=") == f"{ROW}price: 3 ^vesting(first="


def test_people_and_issuers_of_the_registry_are_offered(tmp_path: Path) -> None:
    path = repository(tmp_path)
    for marked in (f"owners: [{HERE}]", f"owners:\n  - fed{HERE}", f"owners:\n  - name: {HERE}"):
        assert offered(marked, path)["federico"].detail == "Federico Richard D"
    assert offered(f"issuer: {HERE}", path)["allied"].detail == "ALLIED MOTION TECHNOLOGIES INC"
    assert "own" in offered(f"{ROW}price: 3 ^{HERE}", path)


def test_each_key_typed_of_a_draft_can_be_completed() -> None:
    """Type the drafts letter by letter: what is written next is among what was offered before it."""
    missed = []
    tree = tree_of(ROWS)
    assert tree.root is not None
    for part in tree.root.walk():
        if isinstance(part.key, str) and part.path[0] != "footnotes":
            for typed in (0, 1):
                text = ROWS[: part.key_start + typed]
                labels = {each.label for each in complete(text, None, *DraftText(text).point(len(text)))}
                missed += [] if part.key in labels else [(part.path, typed)]
    assert missed == []


def test_people_countries_and_states_are_found_by_any_word_of_their_name(tmp_path: Path) -> None:
    path = repository(tmp_path)
    for typed, name in (("rich", "Richard D"), ("D", "D"), ("fed", ""), ("Stone", "")):
        assert offered(f"owners: [{typed}{HERE}]", path)["federico"].found_by == name
    assert offered(f"issuer: mot{HERE}", path)["allied"].found_by == "MOTION TECHNOLOGIES INC"
    states = offered(f"owners:\n  - address: {{state: york{HERE}")
    assert {label for label, each in states.items() if each.found_by} == {"NY"}
    countries = offered(f"owners:\n  - address: {{country: kingdom{HERE}")
    assert [each.detail for each in countries.values() if each.found_by] == ["UNITED KINGDOM"]


def test_the_types_of_documents_sent_along_are_those_that_edgar_takes() -> None:
    found = offered(f"exhibits:\n  - file: power.txt\n    type: {HERE}")
    assert list(found) == ["EX-24", "EX-99", "COVER", "CORRESP", "GRAPHIC"]
    for kind in (*found, "EX-10"):
        findings = judge(f"{ROWS}exhibits: [{{file: power.txt, type: {kind}}}]\n", None).findings
        assert any("does not go with these forms" in each.message for each in findings) is (kind == "EX-10")


def test_an_allowance_offers_what_this_draft_breaks_first() -> None:
    late = ROWS.replace("date: 2026-11-18", "date: 2024-11-04")
    found = list(offered(f"{late}allow:\n  {HERE}").values())
    assert found[0].detail.startswith("here: ")
    own = [each.label for each in found if each.detail.startswith("here: ")]
    assert "DUE01" in own and own == [each.label for each in found[: len(own)]]
    assert len(found) > len(own) and "DUE01" not in offered(f"{late}allow:\n  DUE01: x\n  {HERE}")


@pytest.mark.parametrize(
    ("event", "first"),
    [
        ("vest: {from", "units"),
        ("exercise: {from", "units"),
        ("vest: {to", "common"),
        ("sale: {from", "common"),
    ],
)
def test_a_side_that_is_a_derivative_by_its_kind_is_offered_derivatives_first(event: str, first: str) -> None:
    positions = "  common: {security: Common Stock, held: 3}\n  units: {security: Units, derivative: true}\n"
    for order in (positions, "".join(reversed(positions.splitlines(keepends=True)))):
        assert next(iter(offered(f"positions:\n{order}events:\n  - {event}: {HERE}"))) == first
