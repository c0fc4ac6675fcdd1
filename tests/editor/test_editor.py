"""The desk: what an editor is told of one draft, by any surface that shows one."""

import datetime as dt
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from drafts import drafts
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from form4kit.draft_schema.schema import draft_schema
from form4kit.edgar.write import write
from form4kit.editor import code_actions as acting
from form4kit.editor import outline, rename
from form4kit.editor.code_actions import actions, allowance, fix_all
from form4kit.editor.completion import Completion, complete
from form4kit.editor.format import formatted, layout_edits
from form4kit.editor.hover import hover
from form4kit.editor.judged_draft import JudgedDraft, judge
from form4kit.editor.schema_keys import branches, keys, words
from form4kit.editor.text import DraftText, Range, Replacement, applied, normal
from form4kit.editor.tree import tree_of
from form4kit.outcome import Options
from form4kit.pipeline import run_bytes

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = sorted((ROOT / "examples").glob("*.yaml"))
CLEAN = sorted((ROOT / "tests" / "clean").glob("*.yaml"))
BROKEN = sorted((ROOT / "tests" / "broken").glob("*.yaml"))
FILED = Options(filed=dt.date(2026, 11, 19))
HERE = "¦"
ROWS = """\
form: "4"
plan_10b5_1: false
issuer: {cik: "0000046129", name: ALLIED MOTION TECHNOLOGIES INC, symbol: AMOT}
owners:
  - cik: "0001234567"
    name: Federico Richard D
    address: {street: 495 COMMERCE DRIVE, city: AMHERST, state: NY, zip: "14228"}
    director: true
non_derivative:
  - security: Common Stock
    date: 2026-11-18
    code: S  # on the market
    disposed: 500 ^lot
    price: 31.07
    owned_after: 40971
    ownership: direct
footnotes:
  lot: One of several lots.
signatures:
  - {name: /s/ Richard D. Federico, date: 2026-11-19}
"""
EVENTS = """\
form: "4"
plan_10b5_1: false
issuer: {cik: "0000046129", symbol: AMOT}
owners:
  - {cik: "0001234567", name: Federico Richard D, director: true}
positions:
  common: {security: Common Stock, held: 41471}
  rsu-25: {security: Restricted Stock Units, derivative: true, held: 3000, underlying: Common Stock,
    exercisable: ^vesting, expires: ^vesting}
events:
  - vest: {from: rsu-25, to: common, date: 2026-11-18, shares: 1000, withheld: 412, price: 88.10}
  - sale: {from: common, date: 2026-11-19, fills: [[300, 31.07 ], [200, 31.09]]}
footnotes:
  vesting: The units vest in three equal annual installments from November 18, 2026. They do not expire.
signatures:
  - {name: /s/ Richard D. Federico, date: 2026-11-19}
"""
TOML = """\
[issuer]
key = "allied"
cik = "0000046129"
name = "ALLIED MOTION TECHNOLOGIES INC"
symbol = "AMOT"

[people.federico]
cik = "0001234567"
name = "Federico Richard D"
director = true

[footnotes]
own = "Held in {count:text} lots."
"""


def desk(text: str, path: Path | None = None) -> JudgedDraft:
    return judge(text, path, options=FILED)


def cursor(marked: str) -> tuple[str, int, int]:
    """Take the sign for the pointer out of a text; the text, and the line and column where it stood."""
    before, found, after = marked.partition(HERE)
    assert found, "no pointer in the text"
    line = before.rpartition("\n")[2]
    return before + after, before.count("\n") + 1, len(line) + 1


def pointed(text: str, words: str, shift: int = 0, nth: int = 0) -> tuple[int, int]:
    """Return the line and column of words in a text, `shift` characters on."""
    offset = -1
    for _ in range(nth + 1):
        offset = text.index(words, offset + 1)
    return DraftText(text).point(offset + shift)


def shown(text: str, range: Range | None) -> str:
    """Return what stands in a range."""
    assert range is not None
    found = DraftText(normal(text))
    return found.content[found.offset(*range[:2]) : found.offset(*range[2:])]


def repository(folder: Path) -> Path:
    (folder / "form4kit.toml").write_text(TOML)
    return folder / "november" / "draft.yaml"


# ------------------------------------------------------------ text and tree


@given(st.text(st.sampled_from("ab\n\r𝒜é\u2028")), st.integers(0, 30))
def test_an_offset_comes_back_from_its_line_and_column(text: str, offset: int) -> None:
    found = DraftText(normal(text))
    offset = min(offset, len(found.content))
    assert found.offset(*found.point(offset)) == offset


def test_a_point_outside_of_the_text_is_moved_to_the_nearest_inside() -> None:
    found = DraftText("ab\ncd")
    assert [found.offset(*point) for point in ((0, 1), (1, 9), (2, 9), (3, 1), (9, 9))] == [0, 2, 5, 5, 5]


def test_edits_apply_together() -> None:
    edits = [
        Replacement(Range(1, 1, 1, 2), "X"),
        Replacement(Range(2, 2, 2, 2), "!"),
        Replacement(Range(1, 3, 2, 1), ""),
    ]
    assert applied("abc\r\nde", edits) == "Xbd!e"


@pytest.mark.parametrize("file", [*EXAMPLES, *BROKEN], ids=lambda file: file.name)
def test_every_part_stands_where_the_tree_says(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    tree = tree_of(text)
    assert tree.root is not None and tree.whole is (file.name != "indented.yaml")
    for part in tree.root.walk():
        if part.path and isinstance(part.key, str):
            assert shown(text, tree.key_range(part)).strip("\"'") == part.key
        if part.kind == "text" and not part.style and "\n" not in tree.raw(part)[0]:
            assert shown(text, tree.value_range(part)) == part.value
        if part.path and part.key_start < part.end:
            found = tree.under(part.key_start)
            assert found is not None and found.path[: len(part.path)] == part.path


def test_what_stands_above_a_fault_is_still_known() -> None:
    tree = tree_of(ROWS + "remarks: a: b\n")
    assert not tree.whole
    assert tree.find(("signatures", 0, "name")) is not None


# ------------------------------------------------------------ judging


def test_a_text_is_judged_where_it_would_stand(tmp_path: Path) -> None:
    path = repository(tmp_path)
    text = ROWS.replace(ROWS[ROWS.index("owners:") : ROWS.index("non_")], "owners: [federico]\n")
    judged = desk(text.replace("disposed: 500 ^lot", 'disposed: "500 ^own(count=two)"'), path)
    assert judged.filing is not None and not path.exists()
    assert judged.filing.owners[0].cik.text == "0001234567"
    assert "Held in two lots." in [note.text.text for note in judged.filing.footnotes]


def test_fills_are_read_from_the_folder_of_the_draft(tmp_path: Path) -> None:
    text = EVENTS.replace("[[300, 31.07 ], [200, 31.09]]", "fills.csv")
    assert "EVT" in {each.rule[:3] for each in desk(text, tmp_path / "draft.yaml").findings}
    (tmp_path / "fills.csv").write_text("shares,price\n300,31.07\n200,31.09\n")
    assert desk(text, tmp_path / "draft.yaml").findings == ()


def test_findings_are_those_that_check_shows(tmp_path: Path) -> None:
    path = repository(tmp_path)
    text = ROWS.replace("code: S", "code: Q").replace("price: 31.07", "price: 31.07 ^nowhere")
    found = [each.rule for each in desk(text, path).findings]
    assert "COD01" in found and not any(rule.startswith("XSD") for rule in found)
    (tmp_path / "form4kit.toml").write_text(TOML + '[rules]\nignore = ["COD"]\n')
    assert "COD01" not in [each.rule for each in desk(text, path).findings]
    lines = [each.place.line for each in desk(text, path).findings]
    assert lines == sorted(lines)


def test_a_finding_is_marked_at_the_word_that_it_is_about() -> None:
    text = ROWS.replace("code: S", "code: Q").replace("director: true", "directr: true")
    marked = {each.rule: shown(text, desk(text).range_of(each)) for each in desk(text).findings}
    assert marked["COD01"] == "Q"
    assert marked["DRF01"] == "directr"


def test_line_ends_and_byte_order_marks_leave_lines_and_columns_alone() -> None:
    text = ROWS.replace("code: S", "code: Q")
    for other in (text.replace("\n", "\r\n"), text.replace("\n", "\r"), "\ufeff" + text):
        found = next(each for each in desk(other).findings if each.rule == "COD01")
        assert shown(text, desk(other).range_of(found)) == "Q"


def test_the_innermost_part_at_a_point() -> None:
    judged = desk(ROWS)
    assert judged.place_at(*pointed(ROWS, "495")) == ("owners", 0, "address", "street")
    assert judged.place_at(*pointed(ROWS, "disposed")) == ("non_derivative", 0, "disposed")
    assert judged.place_at(*pointed(ROWS, "# on")) == ("non_derivative", 0)
    assert judged.place_at(99, 1) is None
    assert shown(ROWS, judged.span(("non_derivative", 0, "code"))) == "code: S"
    assert shown(ROWS, judged.span(("footnotes", "lot"))) == "lot: One of several lots."
    assert judged.span(("footnotes", "no")) is None


def test_rows_of_the_filing_lead_back_to_their_events() -> None:
    judged = desk(EVENTS)
    line = {"vest": pointed(EVENTS, "- vest")[0], "sale": pointed(EVENTS, "- sale")[0]}
    made = [(row.path, row.source, row.line) for row in judged.rows]
    assert made == [
        (("non_derivative", 0), ("events", 0), line["vest"]),
        (("non_derivative", 1), ("events", 0), line["vest"]),
        (("non_derivative", 2), ("events", 1), line["sale"]),
        (("derivative", 0), ("events", 0), line["vest"]),
    ]
    assert len(judged.rows_of(("events", 0, "vest", "date"))) == 3


# ------------------------------------------------------------ hover


@pytest.mark.parametrize(
    ("words", "shift", "wanted"),
    [
        ("code: S", 6, ["**Code S:", "Sale", "Table I (D)", "General Instruction 8"]),
        (
            "date: 2026-11-18",
            8,
            ["Wednesday 2026-11-18", "Form 4 is due Fri 2026-11-20", "business day 1 of 2"],
        ),
        ("^lot", 1, ["Footnote F1", "> One of several lots."]),
        ("lot: One", 1, ["Footnote F1", "Table I, row 1, amount"]),
        ("state: NY", 8, ["**NY**: NEW YORK"]),
        ("price: 31", 2, ["Price (column 4)", "without commissions"]),
        ("name: Federico", 8, ["CIK 0001234567", "director"]),
        ("symbol: AMOT", 9, ["CIK 0000046129", "AMOT"]),
    ],
)
def test_what_is_told_of_a_word(words: str, shift: int, wanted: list[str]) -> None:
    found = hover(desk(ROWS), *pointed(ROWS, words, shift))
    assert found is not None
    assert [each for each in wanted if each not in found.markdown] == []


def test_of_a_finding_its_rule_and_who_objects_are_told() -> None:
    text = ROWS.replace("code: S", "code: Q")
    found = hover(desk(text), *pointed(text, "code: Q", 6))
    assert found is not None
    for told in ("**COD01** error, authority edgar", "EDGAR suspends the submission", "Source: "):
        assert told in found.markdown
    assert shown(text, found.range) == "Q"


def test_of_a_position_the_running_balance_is_told() -> None:
    judged = desk(EVENTS)
    whole = hover(judged, *pointed(EVENTS, "common: {"))
    sale = hover(judged, *pointed(EVENTS, "{from: common", 8))
    assert whole is not None and sale is not None
    assert "41471 + 1000 = 42471" in whole.markdown and "42059 - 500 = 41559" in whole.markdown
    assert "42059 - 500 = 41559" in sale.markdown and "42471" not in sale.markdown


def test_of_a_footnote_of_the_library_the_text_is_told_as_filled_in() -> None:
    text = ROWS.replace("31.07", '"31.07 ^weighted-average(low=30.90, high=31.40)"')
    found = hover(desk(text), *pointed(text, "^weighted", 4))
    assert found is not None and "$30.90 to $31.40" in found.markdown


def test_a_footnote_is_told_in_a_draft_that_does_not_parse() -> None:
    text = "footnotes:\n  lot: One lot.\nnon_derivative:\n  - price: 1 ^lot\n    date: a: b\n"
    found = hover(desk(text), *pointed(text, "^lot", 2))
    assert found is not None and "One lot." in found.markdown


def test_nothing_is_told_where_nothing_stands() -> None:
    assert hover(desk(ROWS), *pointed(ROWS, "# on", 3)) is None
    assert hover(desk(""), 1, 1) is None or desk("").findings


def test_a_text_from_the_draft_is_no_link_and_no_picture() -> None:
    text = ROWS.replace("One of several lots.", '"![x](https://example.com/a.png) <img src=y>"')
    found = hover(desk(text), *pointed(text, "^lot", 1))
    assert found is not None and "![x]" not in found.markdown and "<img" not in found.markdown


def test_a_ccc_in_a_draft_is_not_repeated() -> None:
    text = ROWS.replace("director: true", "ccc: abc$12345").replace("One of several lots.", "ccc: xyz#98765")
    judged = desk(text)
    told = [found.markdown for line in range(1, 25) for c in (5, 9, 25) if (found := hover(judged, line, c))]
    assert told and not any("abc$12345" in each or "xyz#98765" in each for each in told)


# ------------------------------------------------------------ completion


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


def test_every_key_that_is_offered_is_one_that_the_schema_takes() -> None:
    places: list[Any] = [(), ("issuer",), ("owners", 0), ("owners", 0, "address"), ("non_derivative", 0)]
    places += [("derivative", 0), ("events", 0), ("events", 0, "sale"), ("positions", "x"), ("signatures", 0)]
    for path in places:
        known = {key for branch in branches(path) for key in branch.get("properties", {})}
        assert keys(path) and set(keys(path)) <= known
    assert set(keys(())) == set(draft_schema()["properties"])
    assert {word.text for word in words(("form",))} == {"3", "3/A", "4", "4/A", "5", "5/A"}


# ------------------------------------------------------------ names

NOTED = """\
non_derivative:
  - price: 12 ^a ^b
    date: "2026-11-18 ^a"
    owned_after: '3 ^vesting(first=2026-01-01, parts=2) ^a'
    nature: By Trust ^ab
    security: Stock ^^a
events:
  - sale: {from: common, shares: 3 ^a, price: ^b}
  - vest: {from: units, to: "common"}
positions:
  common: {security: Common Stock ^a, held: 3}
  'units': {security: Units}
footnotes:
  a: The letter ^a stands for itself here.
  "b": Another.
remarks: See ^a.
"""


def test_a_footnote_is_renamed_wherever_it_is_used_and_nowhere_else() -> None:
    judged = desk(NOTED)
    edits = rename.rename(judged, *pointed(NOTED, "12 ^a", 4), "award")
    assert not isinstance(edits, str)
    after = applied(NOTED, edits)
    assert after == (
        NOTED.replace("12 ^a ", "12 ^award ")
        .replace('18 ^a"', '18 ^award"')
        .replace(") ^a'", ") ^award'")
        .replace("3 ^a,", "3 ^award,")
        .replace("Stock ^a,", "Stock ^award,")
        .replace("  a: The", "  award: The")
    )


def test_a_name_in_quotes_keeps_its_quotes() -> None:
    edits = rename.rename(desk(NOTED), *pointed(NOTED, '"b"', 1), "other")
    assert not isinstance(edits, str)
    assert applied(NOTED, edits) == NOTED.replace('"b"', '"other"').replace("^b", "^other")


def test_a_position_is_renamed_with_the_events_that_name_it() -> None:
    edits = rename.rename(desk(NOTED), *pointed(NOTED, "  common:", 3), "shares")
    assert not isinstance(edits, str)
    after = NOTED.replace("  common:", "  shares:").replace("from: common", "from: shares")
    assert applied(NOTED, edits) == after.replace('"common"', '"shares"')


@pytest.mark.parametrize(
    ("words", "shift", "new", "reason"),
    [
        ("12 ^a", 4, "b", "There is a footnote b already"),
        ("12 ^a", 4, "ab", "There is a footnote ab already"),
        ("12 ^a", 4, "vesting", "There is a footnote vesting already"),
        ("12 ^a", 4, "withheld", "form4kit's library"),
        ("12 ^a", 4, "two words", "cannot be a name"),
        ("12 ^a", 4, "", "cannot be a name"),
        ("^ab", 1, "other", "ab is not defined in this draft"),
        ("from: common", 7, "units", "There is a position units already"),
        ("from: common", 7, "from", "another name"),
        ("security", 1, "other", "there is none here"),
    ],
)
def test_a_name_that_cannot_be_is_refused_with_the_reason(
    words: str, shift: int, new: str, reason: str
) -> None:
    refused = rename.rename(desk(NOTED), *pointed(NOTED, words, shift), new)
    assert isinstance(refused, str) and reason in refused


def test_a_name_that_form4kit_itself_refers_to_keeps_its_name() -> None:
    text = EVENTS.replace("footnotes:\n", "footnotes:\n  withheld: Kept for taxes.\n")
    refused = rename.rename(desk(text), *pointed(text, "  withheld: Kept", 4), "kept")
    assert isinstance(refused, str) and "withheld" in refused


def test_nothing_is_renamed_where_a_use_might_be_missed() -> None:
    for text in (NOTED + "x: a: b\n", NOTED.replace('"2026-11-18 ^a"', '"2026-11-18 \\x5ea"')):
        refused = rename.rename(desk(text), *pointed(text, "12 ^a", 4), "award")
        assert isinstance(refused, str)


@pytest.mark.parametrize("text", [ROWS, EVENTS], ids=["rows", "events"])
def test_renaming_leaves_the_filing_as_it_is(text: str) -> None:
    judged = desk(text)
    before = judged.outcome.written
    renamed = 0
    for line in range(1, text.count("\n") + 1):
        for column in range(1, len(DraftText(text).line(line)) + 1):
            edits = rename.rename(judged, line, column, "brand-new")
            if not isinstance(edits, str):
                renamed += 1
                after = desk(applied(text, edits)).outcome.written
                assert before is not None and after is not None and after.data == before.data
    assert renamed > 3


def test_definition_and_references_of_a_footnote() -> None:
    judged = desk(NOTED)
    (found,) = rename.definition(judged, *pointed(NOTED, "12 ^a", 4))
    assert found.file is None and found.range == Range(
        *pointed(NOTED, "  a: The", 2), *pointed(NOTED, ": The")
    )
    uses = rename.references(judged, *pointed(NOTED, "  a: The", 2))
    assert len(uses) == 6 and all(shown(NOTED, each) == "a" for each in uses)
    assert len(rename.references(judged, *pointed(NOTED, "  a: The", 2), declared=False)) == 5
    assert rename.references(judged, 99, 1) == []


def test_definitions_outside_of_the_draft(tmp_path: Path) -> None:
    path = repository(tmp_path)
    (tmp_path / "people").mkdir()
    (tmp_path / "people" / "smith.yaml").write_text("cik: '1'\nname: Smith Jane\n")
    (tmp_path / "november").mkdir()
    (tmp_path / "november" / "fills.csv").write_text("shares,price\n")
    text = (
        "issuer: allied\nowners: [federico, smith]\nnon_derivative:\n  - price: 3 ^own(count=two)\n"
        "events:\n  - sale: {fills: fills.csv}\npositions: {from: ../people/smith.yaml}\n"
    )
    judged = desk(text, path)
    wanted = {
        "allied": ("form4kit.toml", 1),
        "federico": ("form4kit.toml", 7),
        "smith]": ("smith.yaml", 1),
        "own(": ("form4kit.toml", 13),
        "fills.csv": ("fills.csv", 1),
        "../people": ("smith.yaml", 1),
    }
    for written, (name, line) in wanted.items():
        (found,) = rename.definition(judged, *pointed(text, written, 1))
        assert found.file is not None and (found.file.name, found.range.line) == (name, line)
    assert rename.definition(judged, *pointed(text, "price")) == []


# ------------------------------------------------------------ actions


def act(text: str, words: str, shift: int = 0) -> dict[str, acting.Action]:
    line, column = pointed(text, words, shift)
    return {each.title: each for each in actions(desk(text), Range(line, column, line, column))}


def test_a_mend_that_is_certain_is_offered_and_keeps_comments() -> None:
    text = ROWS.replace("director: true", "directr: true  # of the board")
    found = act(text, "directr")["Rename directr to director"]
    assert found.kind == "quickfix" and [each.rule for each in found.findings] == ["DRF01"]
    assert applied(text, found.edits) == text.replace("directr", "director")


def test_every_mend_of_a_draft_at_once() -> None:
    text = ROWS.replace("director: true", "directr: yes").replace("price:", "prise:")
    once = applied(text, fix_all(desk(text)))
    assert "prise" not in once and "directr" not in once
    assert fix_all(desk(ROWS)) == []


ALLOWED = ROWS.replace("date: 2026-11-18", "date: 2026-11-02")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (ALLOWED, ALLOWED + 'allow:\n  DUE01: ""\n'),
        (ALLOWED.rstrip("\n"), ALLOWED + 'allow:\n  DUE01: ""\n'),
        (ALLOWED + "# the end\n", ALLOWED + 'allow:\n  DUE01: ""\n# the end\n'),
        (ALLOWED + "remarks: |+\n  x\n\n", ALLOWED + 'remarks: |+\n  x\n\nallow:\n  DUE01: ""\n'),
        (
            "allow: {FTN24: x}  # why\n" + ALLOWED,
            'allow: {FTN24: x, DUE01: ""}  # why\n' + ALLOWED,
        ),
        ("allow: {FTN24: x, }\n" + ALLOWED, 'allow: {FTN24: x, DUE01: "" }\n' + ALLOWED),
        ("allow: {}\n" + ALLOWED, 'allow: {DUE01: ""}\n' + ALLOWED),
        ("allow:\n" + ALLOWED, 'allow: {DUE01: ""}\n' + ALLOWED),
        (
            "allow:\n    FTN24: x  # why\n\n" + ALLOWED,
            'allow:\n    FTN24: x  # why\n    DUE01: ""\n\n' + ALLOWED,
        ),
    ],
)
def test_an_allowance_is_added_where_it_belongs(text: str, wanted: str) -> None:
    found = act(text, "2026-11-02")["Allow DUE01 here, with a reason that you write"]
    assert applied(text, found.edits) == wanted


def test_an_allowance_left_without_a_reason_is_an_error() -> None:
    found = act(ALLOWED, "2026-11-02")["Allow DUE01 here, with a reason that you write"]
    after = applied(ALLOWED, found.edits)
    assert [each.rule for each in desk(after).findings if each.blocks] == ["ALW02"]
    reasoned = desk(after.replace('""', "the broker told us late"))
    assert [each.allowed for each in reasoned.findings if each.rule == "DUE01"] == ["the broker told us late"]
    assert act(after, "2026-11-02") == {}


def test_what_edgar_refuses_cannot_be_allowed() -> None:
    text = ROWS.replace("code: S", "code: Q")
    assert not [title for title in act(text, "code: Q", 6) if title.startswith("Allow COD01")]


def test_no_allowance_is_added_where_it_would_not_be_read() -> None:
    for text in ("allow: [a]\nform: '4'\n", "form: [4\n", "- a\n", "", "allow: {\n  A: x # {}\n}\n"):
        assert allowance(tree_of(text), "DUE01") is None
    assert applied("{form: '4'}", [_edit("{form: '4'}")]) == "{form: '4', allow: {DUE01: \"\"}}"


def _edit(text: str) -> Replacement:
    found = allowance(tree_of(text), "DUE01")
    assert found is not None
    return found


# ------------------------------------------------------------ outline and layout


def test_the_parts_of_a_draft_in_the_forms_own_words() -> None:
    found = {each.name: each for each in outline.symbols(desk(EVENTS))}
    assert list(found)[:3] == ["form", "plan_10b5_1", "issuer"]
    assert [each.name for each in found["positions"].children] == ["common", "rsu-25"]
    assert [each.name for each in found["events"].children] == ["vest", "sale"]
    (row,) = {each.name: each for each in outline.symbols(desk(ROWS))}["non_derivative"].children
    assert (row.name, row.detail) == ("Table I, row 1", "Common Stock 2026-11-18 S 500 ^lot 40971")
    assert shown(ROWS, row.range).startswith("security:") and shown(ROWS, row.range).endswith("direct")


def test_parts_of_several_lines_can_be_folded() -> None:
    folds = {(each.line, each.end_line) for each in outline.folds(desk(ROWS))}
    assert (pointed(ROWS, "owners:")[0], pointed(ROWS, "director:")[0]) in folds
    assert all(start < end for start, end in folds)


UNTIDY = """\
# head
form:    "4"   \n\
issuer:
    cik: "1"   # x
    # about the name
    name: >-
        long
          text  \n\

        more
owners:
- cik: '2'
  address:
     street: [a,
        b]
     city: X
-
    cik: '3'

    # hm
    name: a
      b
footnotes:
   y: |+
     q

   # end


"""
TIDY = """\
# head
form:    "4"
issuer:
  cik: "1"   # x
  # about the name
  name: >-
      long
        text  \n\

      more
owners:
  - cik: '2'
    address:
      street: [a,
         b]
      city: X
  -
    cik: '3'

    # hm
    name: a
      b
footnotes:
  y: |+
    q

  # end
"""


def test_a_draft_is_laid_out_and_its_words_are_left_alone() -> None:
    assert formatted(UNTIDY) == TIDY
    assert formatted(TIDY) == TIDY
    assert formatted(UNTIDY.replace("\n", "\r\n")) == TIDY.replace("\n", "\r\n")
    assert applied(UNTIDY, layout_edits(UNTIDY)) == TIDY


def test_the_edits_of_the_layout_are_lines() -> None:
    text = (
        ROWS.replace("    code:", "    code: ").replace("form: ", "form:  ").replace("direct\n", "direct  \n")
    )
    assert [(each.range.line, each.text.strip()) for each in layout_edits(text)] == [
        (pointed(text, "ownership")[0], "ownership: direct")
    ]


@pytest.mark.parametrize(
    "file", [*EXAMPLES, *(ROOT / "tests" / "clean").glob("*.yaml")], ids=lambda f: f.name
)
def test_the_examples_are_laid_out_already(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    assert formatted(text) == text


@pytest.mark.parametrize(
    "text", ["form: [4", "a: 1\na: 2   \n", "- x  \n", "form: &a '4'  \n", "", "\x00  \n"]
)
def test_what_cannot_be_read_for_certain_is_left_alone(text: str) -> None:
    assert formatted(text) == text


def compiled(text: str) -> bytes | None:
    filing = run_bytes(text.encode(), "draft.yaml", Path(), Options(only_read=True, now=FILED.now)).filing
    return write(filing).data if filing else None


styles = st.fixed_dictionaries(
    {
        "indent": st.integers(2, 7),
        "width": st.sampled_from([20, 60, 10_000]),
        "default_style": st.sampled_from([None, '"', "'", ">", "|"]),
        "default_flow_style": st.sampled_from([None, False, True]),
        "allow_unicode": st.booleans(),
    }
)


@given(drafts(), styles, st.randoms(use_true_random=False))
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
def test_laying_out_never_changes_the_filing(
    draft: dict[str, Any], style: dict[str, Any], chance: random.Random
) -> None:
    text = yaml.safe_dump(draft, sort_keys=False, **style)
    lines = [line + chance.choice(["", "", " ", "  # x", "\t"]) for line in text.split("\n")]
    for untidy in (text, "\n".join(lines), text + "\n\n"):
        after = formatted(untidy)
        assert formatted(after) == after
        assert compiled(after) == compiled(untidy)


# ------------------------------------------------------------ any text


PIECES = ["{", "}", "[", "]", ":", " ", "\n", "\t", '"', "'", "^", "#", "- ", "|", ">", "&a", "*a", "!x"]
PIECES += [
    "\ud800",
    "\u2028",
    "\x00",
    "😀",
    "\r\n",
    "^vesting(",
    "---\n",
    "...\n",
    "%",
    "<<: ",
    "\ufeff",
    "? ",
]


def damaged() -> Iterator[str]:
    chance = random.Random("desk")
    whole = [ROWS, EVENTS, *(file.read_text(encoding="utf-8") for file in (*EXAMPLES[:3], *BROKEN[:4]))]
    for text in whole:
        for _ in range(4):
            yield text[: chance.randrange(len(text))]
            start, stop = chance.randrange(len(text)), chance.randrange(len(text))
            yield text[:start] + chance.choice(PIECES) + text[start + chance.randrange(3) :]
            yield text[:start] + text[stop:]


def test_any_text_will_do() -> None:
    chance = random.Random("points")
    path = ROOT / "examples" / "none.yaml"
    for text in damaged():
        judged = desk(text, path)
        outline.symbols(judged), outline.folds(judged), judged.rows
        for finding in judged.findings:
            range_ = judged.range_of(finding)
            assert range_[:2] <= range_[2:]
        for _ in range(6):
            point = chance.randrange(1, text.count("\n") + 3), chance.randrange(1, 60)
            hover(judged, *point)
            rename.definition(judged, *point), rename.references(judged, *point)
            rename.rename(judged, *point, "brand-new")
            for each in complete(text, path, *point):
                assert each.range[:2] <= each.range[2:]
            for action in actions(judged, Range(*point, point[0], point[1] + 40)):
                applied(text, action.edits)
        assert applied(text, layout_edits(text)) == normal(formatted(text))


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
