"""Filed documents restated as positions and events build the rows that were filed, and say what they mean."""

import random
import re
from pathlib import Path

import pytest
from drafts import as_yaml
from drafts import drafts as odd_drafts
from event_drafts import Files, lines
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import drafts as likely_drafts
from strategies import written
from typer.testing import CliRunner

from form4kit.cli.main import app
from form4kit.compiler.compile import Compiled, compile_draft
from form4kit.decompiler.decompile import decompile
from form4kit.edgar.read import read_document
from form4kit.findings import Severity
from form4kit.model import PRINTED, Field, Filing
from form4kit.registry.entries import EMPTY
from form4kit.source.yaml_tree import compose

HERE = Path(__file__).parents[1]
GOLDEN = {path.parent.name: path for path in sorted((HERE / "golden").glob("*/ownership.xml"))}
SEED, DRAWN = 16, 100


def read(text: bytes | str) -> Filing:
    filing, findings = read_document(text.encode() if isinstance(text, str) else text)
    assert filing is not None, findings
    return filing


def compiled(text: str) -> Compiled:
    root, findings = compose(text)
    assert root is not None and findings == []
    return compile_draft(root, EMPTY, Files(), [])


def built(text: str) -> Filing:
    """Compile a draft in which nothing is wrong."""
    made = compiled(text)
    assert [f for f in made.findings if f.severity is Severity.ERROR] == []
    assert not made.refused
    return made.filing


def columns(filing: Filing) -> list[list[tuple[str, object, list[str | None]]]]:
    """Write out what each row says: every column's value, and the texts of its footnotes."""
    return [
        [(row.table, row.holding, [])]
        + [
            (name, _value(getattr(row, name)), _notes(filing, getattr(row, name)))
            for name in PRINTED[row.table]
        ]
        for row in filing.rows
    ]


def _value(found: Field[object]) -> object:
    return found.text if found.value is None else found.value


def _notes(filing: Filing, found: Field[object]) -> list[str | None]:
    return [note.text.text for name in found.names if (note := filing.note(name))]


def events_of(text: str) -> list[str]:
    return [each.partition(":")[0] for each in said(text)]


# ---------------------------------------------------------------- our own documents

HAPPENED = {
    "amended-gift": ["gift"],
    "amendment": ["purchase"],
    "amot-2019": ["grant"],
    "form3-foreign": [],
    "form5-late": ["purchase", "gift"],
    "gift": ["gift"],
    "joint-filing": ["sale"],
    "option-exercise": ["exercise", "withhold"],
    "out-of-the-money": ["exercise"],
    "plan-sale": ["sale", "sale"],
}


@pytest.mark.parametrize("name", GOLDEN)
def test_a_document_becomes_what_happened_and_builds_the_same_rows(name: str) -> None:
    filing = read(GOLDEN[name].read_bytes())
    restated = decompile(filing)
    assert restated.whole, restated.reasons
    assert events_of(restated.text) == HAPPENED[name]
    assert "\nnon_derivative:" not in restated.text and "\nderivative:" not in restated.text
    assert columns(built(restated.text)) == columns(filing)


def test_it_is_what_a_person_would_write() -> None:
    text = decompile(read(GOLDEN["option-exercise"].read_bytes())).text
    said = text[text.index("# What was held") : text.index("footnotes:")]
    assert (
        said
        == """\
# What was held before the events, worked back from the balances that were filed.
positions:
  common: {security: Common Stock, held: 46310}
  option: {security: Stock Option (right to buy), derivative: true, held: 18000, underlying: Common Stock,
    exercise_price: 14.25, exercisable: ^F3, expires: 2029-02-14}
  spouse: {security: Common Stock, indirect: By Spouse ^F2, held: 4000}
events:
  - exercise: {from: option, to: common, date: 2026-11-18, shares: 12000}
  - withhold: {from: common, date: 2026-11-18, shares: 7144 ^F1, price: 46.8}
"""
    )


# ---------------------------------------------------------------- what drafts of events come back as

HEAD = """\
form: "4"
plan_10b5_1: false
issuer: {cik: "0001903415", name: HARTWELL INSTRUMENTS INC, symbol: HWLI}
owners:
  - {cik: "0001903446", name: Reyes Antonio J, director: true}
footnotes: {F1: Each unit is one share., F2: A trade., F3: Another.}
signatures: [{name: /s/ Antonio J. Reyes, date: 2026-11-19}]
"""


def said(text: str) -> list[str]:
    """Return the events of a draft, each on one line."""
    part = text.partition("\nevents:\n")[2]
    part = re.split(r"^(?:\w|#)", part, maxsplit=1, flags=re.M)[0]
    return [" ".join(each.split()) for each in re.split(r"^  - ", part, flags=re.M) if each.strip()]


ROUND = {
    "withheld and sold at once": [
        "vest: {from: rsu, to: common, date: 2026-11-18, shares: 1000, withheld: 412, price: 88.1, "
        "sell: {shares: 588, price: 88.25 ^F2}, footnotes: false}"
    ],
    "an exercise that pays for itself": [
        "exercise: {from: option, to: common, date: 2026-11-18, shares: 1000, net: 400, price: 31.25, "
        "footnotes: false}"
    ],
    "all that came in is sold": [
        "exercise: {from: option, to: common, date: 2026-11-18, shares: 1000, price: 31.25, sell: true}"
    ],
    "a warrant that was bought": [
        "exercise: {from: option, to: common, date: 2026-11-18, code: X, shares: 1000, derivative_note: ^F3}"
    ],
    "a gift between own accounts, reported early": [
        "gift: {from: common, to: spouse, date: 2026-11-18, shares: 500, early: true, note: ^F2}"
    ],
    "a footnote on one title, and one on a balance": [
        "sale: {from: common, date: 2026-11-18, shares: 500, price: 31.07, title_note: ^F2}",
        "sale: {from: common, date: 2026-11-19, shares: 500, price: 31.08 ^F2, owned_after: ^F3}",
    ],
    "a swap, deemed executed on another day": [
        "discretionary: {from: common, date: 2026-11-17, deemed: 2026-11-18, shares: 500, price: 31.07, "
        "swap: true}"
    ],
    "what is left of an award when some lapses": [
        "to-issuer: {from: rsu, date: 2026-11-18, shares: 1000, price: 0, note: ^F2}",
        "vest: {from: rsu, to: common, date: 2026-11-19, shares: 2000}",
    ],
    "an option that was written lapses": ["expire: {from: call, date: 2026-11-18}"],
}
POSITIONS = """\
positions:
  common: {security: Common Stock, held: 41471}
  spouse: {security: Common Stock, indirect: By Spouse, held: 4000}
  rsu: {security: Restricted Stock Units, derivative: true, held: 3000, underlying: Common Stock,
    exercise_price: ^F1, exercisable: ^F1, expires: ^F1}
  option: {security: Stock Option (right to buy), derivative: true, held: 4000, underlying: Common Stock,
    exercise_price: 12.50, exercisable: 2022-03-01, expires: 2031-03-01}
  call: {security: Call Option (obligation to sell), derivative: true, short: true, held: 10,
    underlying: Common Stock, exercise_price: 50, exercisable: 2026-08-03, expires: 2026-11-18, ratio: 100}
"""


@pytest.mark.parametrize("name", ROUND)
def test_events_that_were_filed_come_back_as_they_were_said(name: str) -> None:
    happened = "events:\n" + "".join(f"  - {each}\n" for each in ROUND[name])
    filed = built(HEAD + POSITIONS + happened)
    restated = decompile(filed)
    assert restated.whole
    assert said(restated.text) == ROUND[name]
    assert columns(built(restated.text)) == columns(filed)


# ---------------------------------------------------------------- what stays a row


@pytest.fixture
def odd_letter() -> str:
    """A document with a footnote on the letter of its first row, where no event can put one."""
    text = GOLDEN["plan-sale"].read_text()
    changed = re.sub(
        r"(<transactionAcquiredDisposedCode>\s*<value>D</value>)", r'\1<footnoteId id="F1"/>', text, count=1
    )
    assert changed != text
    return changed


def test_what_no_event_says_stays_a_row_and_the_rest_does_not(odd_letter: str) -> None:
    filing = read(odd_letter)
    restated = decompile(filing)
    assert restated.reasons == (
        "Table I, row 1 stays a row: a footnote stands on the letter for acquired or disposed",
    )
    assert restated.summary == "1 row as 1 event and 1 position, 1 row as filed"
    assert events_of(restated.text) == ["sale"]
    assert f"# {restated.reasons[0]}.\nnon_derivative:\n" in restated.text
    assert columns(built(restated.text)) == columns(filing)
    assert lines(built(restated.text)) == lines(filing)


UNSAID = {
    "its balance does not follow from the row before": ("96500", "96501"),
    "code S with the letter A is no sale": (
        "<transactionAcquiredDisposedCode>\n                    <value>D",
        "<transactionAcquiredDisposedCode>\n                    <value>A",
    ),
    "it gives a value in place of shares": (
        "sharesOwnedFollowingTransaction>",
        "valueOwnedFollowingTransaction>",
    ),
}


@pytest.mark.parametrize("reason", UNSAID)
def test_a_row_that_cannot_be_said_gives_its_reason_and_builds_as_filed(reason: str) -> None:
    text = GOLDEN["plan-sale"].read_text()
    old, new = UNSAID[reason]
    assert old in text
    filing = read(text.replace(old, new))
    restated = decompile(filing)
    assert any(line.endswith(f": {reason}") for line in restated.reasons), restated.reasons
    assert not restated.whole
    assert columns(built(restated.text)) == columns(filing)


def test_stock_that_is_bought_is_never_taken_for_an_obligation() -> None:
    row = "{security: Common Stock, date: 2026-11-18, code: P, acquired: 100, price: 5, "
    filed = built(HEAD + f"non_derivative:\n  - {row}owned_after: 50, ownership: direct}}\n")
    restated = decompile(filed)
    assert restated.reasons == ("Table I, row 1 stays a row: its balance is less than what came in",)
    assert restated.summary == "1 row as filed"
    assert "positions:" not in restated.text and columns(built(restated.text)) == columns(filed)


def test_a_holding_between_transactions_stays_and_one_above_them_does_not() -> None:
    positions = "positions:\n  common: {security: Common Stock, held: 100}\n"
    sale = "{security: Common Stock, date: 2026-11-18, code: S, disposed: 10, price: 5, "
    rows = [
        f"{sale}owned_after: 90, ownership: direct}}",
        "{security: Common Stock, owned_after: 7, ownership: {indirect: By Spouse}}",
        f"{sale}owned_after: 80, ownership: direct}}",
    ]
    between = HEAD + "non_derivative:\n" + "".join(f"  - {row}\n" for row in rows)
    above = HEAD + "non_derivative:\n" + "".join(f"  - {row}\n" for row in (rows[1], rows[0], rows[2]))
    assert positions not in decompile(built(between)).text
    restated = decompile(built(between))
    assert restated.reasons[1] == "Table I, row 2 stays a row: it is a holding among the transactions"
    assert events_of(restated.text) == ["sale"]
    restated = decompile(built(above))
    assert restated.whole
    assert "  spouse: {security: Common Stock, indirect: By Spouse, held: 7, report: first}" in restated.text
    assert columns(built(restated.text)) == columns(built(above))


# ---------------------------------------------------------------- whatever comes


@settings(max_examples=40, deadline=None)
@given(st.one_of(likely_drafts().map(written), odd_drafts().map(as_yaml)))
def test_whatever_is_imported_builds_the_rows_it_had(draft: str | bytes) -> None:
    filing = compiled(draft if isinstance(draft, str) else draft.decode()).filing
    restated = decompile(filing)
    made = compiled(restated.text).filing
    assert columns(made) == columns(filing)
    assert len(restated.staying) == len(restated.reasons) <= restated.rows == len(filing.rows)
    assert restated.whole or "stays a row: " in restated.text


def test_a_position_is_named_once_and_never_as_what_means_something_else() -> None:
    titles = ["From", "No", "Yes", "N", "RSUs", "Class A Common Stock", "Common Stock", "Common  Stock"]
    terms = "exercise_price: 1, underlying: Common Stock, underlying_shares: 5, ownership: direct"
    rows = "".join(f'  - {{security: "{each}", {terms}}}\n' for each in titles)
    text = decompile(built(HEAD.replace('"4"', '"3"') + f"derivative:\n{rows}")).text
    names = re.findall(r"^  ([a-z0-9-]+): \{", text.partition("\npositions:\n")[2], re.M)
    assert len(names) == len(set(names)) == len(titles)
    assert set(names) & {"from", "yes", "no", "n"} == set()


# ---------------------------------------------------------------- published filings


def test_of_filings_drawn_at_random_most_are_restated_whole_and_all_build_the_same(shared: Path) -> None:
    paths = sorted((shared / "filings").glob("*.xml"))
    drawn = random.Random(SEED).sample(paths, min(DRAWN, len(paths)))
    whole = 0
    for path in drawn:
        filing = read(path.read_bytes())
        restated = decompile(filing)
        made = built(restated.text)
        assert columns(made) == columns(filing), path.name
        notes = [(note.id, note.text.text) for note in made.footnotes]
        assert notes == [(note.id, note.text.text) for note in filing.footnotes], path.name
        assert restated.whole == ("stays a row" not in restated.text), path.name
        whole += restated.whole
    assert whole > 0.8 * len(drawn)


# ---------------------------------------------------------------- the command


def test_the_command_says_what_it_restated_as_the_docs_show(
    odd_letter: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("plan-sale.xml").write_text(odd_letter)
    page = (HERE.parent / "docs" / "events.md").read_text(encoding="utf-8")
    shown = re.search(r"```\n\$ form4kit (import .*)\n((?:.*\n)*?)```", page)
    assert shown
    result = CliRunner().invoke(app, shown[1].split())
    assert result.exit_code == 0, result.output
    assert result.output == shown[2]
    assert Path("drafts/plan-sale.yaml").read_text() == decompile(read(odd_letter)).text


def test_without_the_option_a_draft_is_of_rows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(app, ["import", str(GOLDEN["plan-sale"]), "--out", "drafts"])
    assert result.output == "drafts/ownership.yaml\n"
    assert "\nnon_derivative:" in Path("drafts/ownership.yaml").read_text()


def test_a_folder_imported_into_itself_is_left_alone_and_that_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("filed").mkdir()
    Path("filed", "a.xml").write_bytes(GOLDEN["plan-sale"].read_bytes())
    result = CliRunner().invoke(app, ["import", "filed", "--out", "filed", "--events"])
    assert result.exit_code == 2
    assert "What lies in filed itself, where the drafts go, is left alone." in result.output
    assert [path.name for path in Path("filed").iterdir()] == ["a.xml"]


def test_a_form_without_rows_says_so() -> None:
    restated = decompile(built(HEAD.replace('"4"', '"3"')))
    assert (restated.summary, restated.reasons) == ("no rows", ())
