"""The ledger: histories over filings, marks where one does not follow, amendments that change no other."""

import json
from pathlib import Path

import pytest
import typer
from event_drafts import tree
from typer.testing import CliRunner

from form4kit.cli.ledger import ledger as command
from form4kit.compiler.draft_files import DraftFiles
from form4kit.draft.read import read_draft
from form4kit.edgar.read import read_document
from form4kit.events.expand import expand
from form4kit.history.ledger import Ledger, ledger
from form4kit.history.replay import Named, in_order, replayed, with_amendment
from form4kit.model import Filing
from form4kit.outcome import Chain
from form4kit.report.ledger_report import as_json, as_text
from form4kit.source.discover import Found


def named(name: str, text: str) -> Named:
    return Named(name, read_draft(tree(text))[0])


def form4(period: str, *rows: str, form: str = "4", filed: str = "", signed: str = "") -> str:
    amends = f"original_filed: {filed}\n" if filed else ""
    signature = f"signatures: [{{name: x, date: {signed or period}}}]\n"
    table = "".join(f"  - {{security: Common Stock, ownership: direct, {row}}}\n" for row in rows)
    return f'form: "{form}"\nperiod: {period}\n{amends}{signature}non_derivative:\n{table}'


MAY = form4("2026-05-04", "date: 2026-05-04, code: P, acquired: 100, price: 30, owned_after: 1100")
JUNE = form4("2026-06-01", "date: 2026-06-01, code: S, disposed: 40, price: 31, owned_after: 1060")
JULY = form4("2026-07-01", "date: 2026-07-01, code: S, disposed: 60, price: 31, owned_after: 1000")
MAY_A = form4(
    "2026-05-04",
    "date: 2026-05-04, code: P, acquired: 1000, price: 30, owned_after: 2000",
    form="4/A",
    filed="2026-05-05",
    signed="2026-06-15",
)


def told(*filings: tuple[str, str]) -> Ledger:
    return ledger(named(name, text) for name, text in filings)


def marks(found: Ledger) -> list[tuple[str, str]]:
    return [(line.file, line.mark) for history in found.histories for line in history.lines if line.mark]


def test_a_history_runs_in_the_order_of_time_whatever_the_order_of_the_files() -> None:
    found = told(("july", JULY), ("may", MAY), ("june", JUNE))
    (history,) = found.histories
    assert [(line.file, str(line.opening), str(line.closing)) for line in history.lines] == [
        ("may", "1000", "1100"),
        ("june", "1100", "1060"),
        ("july", "1060", "1000"),
    ]
    assert marks(found) == [] and found.amendments == ()


def test_a_gap_is_marked_where_it_opens_and_nowhere_else() -> None:
    found = told(("may", MAY), ("july", JULY))
    assert marks(found) == [("july", "opens at 1060, but may leaves 1100")]
    text = as_text(found)
    assert "! 2026-07-01  1,060 -> 1,000  S -60" in text
    assert json.loads(as_json(found))["summary"] == {"positions": 1, "amendments": 0, "marks": 1}


def test_an_amendment_takes_the_place_of_its_line_and_changes_no_later_filing() -> None:
    found = told(("may", MAY), ("june", JUNE), ("july", JULY), ("may-a", MAY_A))
    (history,) = found.histories
    assert [(line.file, str(line.opening), str(line.closing)) for line in history.lines] == [
        ("may", "1000", "2000"),
        ("june", "1100", "1060"),
        ("july", "1060", "1000"),
    ]
    assert marks(found) == [("june", "opens at 1100, but may leaves 2000")]
    (amended,) = found.amendments
    assert (amended.file, amended.amends, amended.carried_by) == ("may-a", "may", ("june", "july"))
    assert amended.corrections == ("Common Stock, 2026-05-04: shares 100 to 1000, owned after 1100 to 2000",)
    assert "! the old balance is carried on by june, july" in as_text(found)


def test_a_later_filing_that_was_made_right_does_not_carry_the_old_balance() -> None:
    right = JUNE.replace("1060", "1960")
    found = told(("may", MAY), ("june", right), ("may-a", MAY_A))
    assert marks(found) == []
    assert found.amendments[0].carried_by == ()


def test_corrected_lines_are_added_up_anew_with_those_left_as_they_were() -> None:
    two = form4(
        "2026-05-04",
        "date: 2026-05-04, code: P, acquired: 100, price: 30, owned_after: 1100",
        "date: 2026-05-04, code: S, disposed: 50, price: 30, owned_after: 1050",
    )
    found = told(("may", two), ("may-a", MAY_A))
    assert str(found.histories[0].lines[0].closing) == "1950"


@pytest.mark.parametrize(
    ("row", "corrected", "added"),
    [
        ("date: 2026-05-04, code: P, acquired: 100, price: 33, owned_after: 1100", 1, 0),
        ("date: 2026-05-05, code: P, acquired: 100, price: 30, owned_after: 1100", 1, 0),
        ("date: 2026-05-04, code: L, acquired: 100, price: 30, owned_after: 1100", 1, 0),
        ("date: 2026-05-04, code: S, disposed: 7, price: 30, owned_after: 1093", 0, 1),
        ("date: 2026-05-04, code: P, acquired: 100, price: 30, owned_after: 1100", 0, 0),
    ],
)
def test_what_an_amendment_corrects_and_what_it_adds(row: str, corrected: int, added: int) -> None:
    original, amendment = named("a", MAY), named("b", form4("2026-05-04", row, form="4/A"))
    filing, corrections = with_amendment(original.filing, amendment.filing)
    assert len(filing.rows) == 1 + added
    assert [each.before is not None for each in corrections] == [True] * corrected + [False] * added
    assert [row.path for row in filing.rows] == [("non_derivative", n) for n in range(1 + added)]


def test_an_amendment_finds_its_original_by_the_date_in_box_4() -> None:
    other = form4("2026-05-04", "date: 2026-05-04, code: G, disposed: 5, price: 0, owned_after: 995")
    history = replayed(
        [named("first", other.replace("date: 2026-05-04}]", "date: 2026-05-20}]")), named("may", MAY)]
        + [named("may-a", MAY_A)]
    )
    assert [(each.name, len(each.corrections)) for each in history] == [("may", 1), ("first", 0)]


def test_an_amendment_without_its_original_stands_by_itself() -> None:
    found = told(("may-a", MAY_A), ("june", JUNE))
    assert [line.file for line in found.histories[0].lines] == ["may-a", "june"]
    assert found.amendments == ()


def test_people_and_issuers_are_kept_apart() -> None:
    other = MAY + 'owners: [{cik: "77", director: true}]\n'
    found = told(("one", MAY), ("two", other))
    assert sorted(history.owner for history in found.histories) == ["1234567", "77"]


def test_lines_that_only_footnotes_tell_apart_are_listed_and_not_followed() -> None:
    rows = [
        "date: 2026-05-04, code: G, disposed: 1, price: 0, owned_after: 9",
        "date: 2026-05-04, code: G, disposed: 1, price: 0, owned_after: 99",
    ]
    trusts = form4("2026-05-04", *rows).replace("ownership: direct", "ownership: {indirect: By Trust ^X}")
    first, second = trusts.split("^X", 1)
    text = f"{first}^one{second.replace('^X', '^two')}footnotes: {{one: a, two: b}}\n"
    found = told(("may", text), ("june", text.replace("2026-05", "2026-06")))
    (history,) = found.histories
    assert [line.file for line in history.lines] == ["may", "may", "june", "june"]
    assert marks(found) == []


def test_every_published_filing_has_its_place(shared: Path) -> None:
    filings = []
    for path in sorted((shared / "filings").glob("*.xml")):
        filing, _ = read_document(path.read_bytes())
        assert filing is not None
        filings.append(Named(path.name, filing))
    found = ledger(filings)
    told_of = {line.file for history in found.histories for line in history.lines}
    assert told_of == {name for name, filing in filings if filing.rows}
    assert [each.name for each in in_order(filings)] != [each.name for each in filings]
    assert as_text(found) and json.loads(as_json(found))["summary"]["positions"] == len(found.histories)


def test_the_command_prints_text_and_json(tmp_path: Path) -> None:
    (tmp_path / "may.yaml").write_text(MAY + "issuer: {cik: '1'}\nowners: [{cik: '2'}]\n")
    (tmp_path / "july.yaml").write_text(JULY + "issuer: {cik: '1'}\nowners: [{cik: '2'}]\n")
    app = typer.Typer()
    app.command()(command)
    text = CliRunner().invoke(app, [str(tmp_path)])
    assert text.exit_code == 0 and "Table I: Common Stock, direct" in text.output
    plain = CliRunner().invoke(app, [str(tmp_path), "--format", "json"])
    assert json.loads(plain.output)["summary"]["marks"] == 1
    assert CliRunner().invoke(app, [str(tmp_path / "gone.yaml")]).exit_code == 2


# ---------------------------------------------------------------- the files beside a draft


def read(found: Found, chain: Chain) -> Filing | str:
    """Read a draft as the pipeline does, with the files beside it."""
    root = tree(found.read().decode())
    filing, _ = read_draft(root)
    expansion = expand(filing, root, DraftFiles(found.folder, read, chain))
    return expansion.findings[0].message if expansion.refused else expansion.filing


def draft(folder: Path, name: str, text: str) -> Found:
    (folder / name).write_text(text)
    return Found(str(folder / name), folder / name)


SALE = """\
positions: {from: %s, common: {security: Common Stock}}
events: [sale: {from: common, date: 2026-08-03, shares: 1, price: 1}]
"""


def test_a_draft_rests_on_a_draft_that_rests_on_another(tmp_path: Path) -> None:
    draft(tmp_path, "a.yaml", MAY)
    draft(tmp_path, "b.yaml", SALE % "a.yaml")
    filing = read(draft(tmp_path, "c.yaml", (SALE % "b.yaml").replace("2026-08", "2026-09")), ())
    assert isinstance(filing, Filing)
    assert [str(row.owned_after.value) for row in filing.rows] == ["1098"]


def test_drafts_that_rest_on_each_other_are_refused(tmp_path: Path) -> None:
    first = draft(tmp_path, "a.yaml", SALE % "b.yaml")
    draft(tmp_path, "b.yaml", SALE % "a.yaml")
    assert "takes its balances from this draft" in str(
        read(first, (first.file.resolve(),) if first.file else ())
    )
    own = draft(tmp_path, "own.yaml", SALE % "own.yaml")
    assert "takes its balances from this draft" in str(read(own, (own.file.resolve(),) if own.file else ()))


def test_a_chain_has_an_end(tmp_path: Path) -> None:
    draft(tmp_path, "0.yaml", MAY)
    for n in range(1, 60):
        draft(tmp_path, f"{n}.yaml", SALE % f"{n - 1}.yaml")
    assert "more than 40 filings" in str(read(Found("x", tmp_path / "59.yaml"), ()))


def test_a_folder_of_filings_and_a_built_one_are_read(tmp_path: Path) -> None:
    built = tmp_path / "built"
    built.mkdir()
    (built / "manifest.json").write_text("{}")
    draft(built, "draft.yaml", MAY)
    beside = DraftFiles(tmp_path, read)
    (found,) = beside.filings("built")
    assert isinstance(found, tuple) and found[1].rows
    draft(tmp_path, "june.yaml", JUNE)
    assert len(beside.filings(".")) == 2
    (tmp_path / "empty").mkdir()
    assert "no filing in that folder" in str(beside.filings("empty"))
    assert "no such file" in str(beside.filings("gone.xml"))


def test_fills_are_read_from_the_draft_s_folder_and_never_from_outside(tmp_path: Path) -> None:
    inside = tmp_path / "drafts"
    (inside / "fills").mkdir(parents=True)
    (inside / "fills" / "a.csv").write_text("1,2\n")
    (tmp_path / "b.csv").write_text("1,2\n")
    (inside / "link.csv").symlink_to(tmp_path / "b.csv")
    beside = DraftFiles(inside, read)
    assert beside.data("fills/a.csv") == b"1,2\n"
    for path in ("../b.csv", str(tmp_path / "b.csv"), "link.csv", "fills/../../b.csv"):
        assert "outside" in str(beside.data(path)), path
    for path in ("gone.csv", "fills", "a\0b"):
        assert isinstance(beside.data(path), str)


@pytest.mark.parametrize(
    ("told_in_november", "mark"),
    [("4500", ""), ("4800", ""), ("4600", "opens at 4500, but november leaves 4600")],
)
def test_a_form_5_opens_with_what_the_form_before_had_counted(told_in_november: str, mark: str) -> None:
    sold = f"date: 2026-11-10, code: S, disposed: 500, price: 31, owned_after: {told_in_november}"
    gifts = [
        f"date: {day}, code: G, acquired: {count}, price: 0, owned_after: 4800"
        for day, count in (("2026-03-18", 100), ("2026-09-18", 200))
    ]
    year = form4("2026-12-31", *gifts, form="5", signed="2027-02-10")
    found = told(("november", form4("2026-11-10", sold)), ("year", year))
    assert marks(found) == ([("year", mark)] if mark else [])
