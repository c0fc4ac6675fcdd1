"""Amendments from filed documents: what is kept, what must be said, and what later filings rest on."""

import datetime as dt
import re
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

from form4kit.cli.main import app
from form4kit.compiler.compile import compile_draft
from form4kit.compiler.draft_files import DraftFiles
from form4kit.draft.amendment_template import amendment_draft
from form4kit.folder.read import find_built
from form4kit.model import Filing
from form4kit.outcome import Chain, Options, Outcome
from form4kit.pipeline import run, run_bytes
from form4kit.proof.review_aids import aids
from form4kit.registry.entries import EMPTY
from form4kit.signoff.verify import verify_folder
from form4kit.source.discover import Found
from form4kit.source.yaml_tree import compose

FILED = Options(filed=dt.date(2026, 11, 30))
HEAD = """\
issuer: {cik: "0000046129", name: ALLIED MOTION TECHNOLOGIES INC, symbol: AMOT}
owners:
  - cik: "0001234567"
    name: Federico Richard D
    address: {street: [495 COMMERCE DRIVE, SUITE 3], city: AMHERST, state: NY, zip: "14228"}
    director: true
"""
SIGNED = "signatures:\n  - {name: /s/ Richard D. Federico, date: 2026-11-19}\n"
ROWS = """\
non_derivative:
  - {security: Common Stock, date: 2026-11-18, code: S, disposed: 100, price: 31.07, owned_after: 900,
    ownership: direct}
  - {security: Common Stock, date: 2026-11-18, code: G, disposed: 50 ^F7, price: 0, owned_after: 850,
    ownership: direct}
  - {security: Common Stock, owned_after: 10000, ownership: {indirect: By Family Trust}}
footnotes:
  F7: The gift was made to a charity.
"""
ORIGINAL = f'form: "4"\nplan_10b5_1: false\n{HEAD}{ROWS}{SIGNED}'


def later(*balances: str) -> str:
    """Return a form of the week after, with these balances after its two transactions."""
    text = ORIGINAL.replace("2026-11-18", "2026-11-24").replace("2026-11-19", "2026-11-25")
    return text.replace("owned_after: 900", f"owned_after: {balances[0]}").replace(
        "owned_after: 850", f"owned_after: {balances[1]}"
    )


WHY = '  why: "Amended to correct the number of shares sold, reported as 100."\n  F7:'


@pytest.fixture(autouse=True)
def folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Work in an empty folder that holds a filed form."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("FORM4KIT_SCHEMA_DIR", str(tmp_path / "none"))
    (tmp_path / "form4kit.toml").write_text("")
    (tmp_path / "filed.yaml").write_text(ORIGINAL)
    return tmp_path


def amend(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(app, ["amend", *arguments], catch_exceptions=False)
    return result.exit_code, result.output


def drafted(
    *edits: tuple[str, str], filed: str = "filed.yaml", more: tuple[str, ...] = (), out: str = "a.yaml"
) -> str:
    """Write the draft of an amendment, sign it, make these edits, and return its text."""
    code, said = amend(filed, "--out", out, *more)
    assert code == 0, said
    text = Path(out).read_text()
    for old, new in (
        ("date:  # the day on which the amendment is signed: YYYY-MM-DD", "date: 2026-11-30"),
        *edits,
    ):
        assert old in text, old
        text = text.replace(old, new, 1)
    Path(out).write_text(text)
    return text


def judged(text: str) -> Outcome:
    return run_bytes(text.encode(), "a.yaml", Path(), FILED)


def codes(outcome: Outcome, *severities: str) -> list[str]:
    return sorted(f.rule for f in outcome.findings if f.severity in (severities or ("error", "warning")))


def form(outcome: Outcome) -> Filing:
    assert outcome.filing is not None
    return outcome.filing


EXPLAINED = ("disposed: 100", "disposed: 1000 ^why"), ("  F7:", WHY)
BALANCES = ("owned_after: 850", "owned_after: 800 ^why"), ("owned_after: 900", "owned_after: 850 ^why")


# ---------------------------------------------------------------- the draft


def test_the_draft_has_every_line_as_filed_and_tells_what_to_do() -> None:
    text = drafted()
    assert "amends: filed.yaml\n" in text
    assert "original_filed: 2026-11-19  # the day of its last signature" in text
    assert "General Instruction 9" in text and "# amended:" in text and "\nremarks:\n" in text
    outcome = judged(text)
    assert len(form(outcome).rows) == 3
    assert [f.rule for f in outcome.findings] == ["DRF22"]
    (finding,) = outcome.findings
    assert "nothing is amended: every line is as in filed.yaml" in finding.message
    assert text.split("\n")[finding.place.line - 1].startswith("amends:")


def test_an_unchanged_draft_is_not_built_whatever_is_ignored() -> None:
    drafted()
    for more in ([], ["--ignore", "DRF22"]):
        arguments = ["build", "a.yaml", "--out", "out", "--only", "xml", *more]
        assert CliRunner().invoke(app, arguments).exit_code == 1
    assert not Path("out").exists()


@pytest.mark.parametrize(
    ("form_type", "instruction"), [("3", "General Instruction 8"), ("5", "General Instruction 9")]
)
def test_forms_3_and_5_are_amended_too(form_type: str, instruction: str) -> None:
    box = "" if form_type == "3" else "plan_10b5_1: false\n"
    row = "non_derivative:\n  - {security: Common Stock, owned_after: 10, ownership: direct}\n"
    Path("filed.yaml").write_text(f'form: "{form_type}"\nperiod: 2025-12-31\n{box}{HEAD}{row}{SIGNED}')
    text = drafted(("owned_after: 10", "owned_after: 11"))
    assert f"form: {form_type}/A" in text and instruction in text
    outcome = judged(text)
    assert [row.owned_after.text for row in form(outcome).rows] == ["11"]
    assert "AMD02" in codes(outcome), "it must say why"


def test_usage() -> None:
    drafted()
    assert amend("filed.yaml", "--out", "a.yaml")[0] == 2
    assert amend("filed.yaml", "--out", "a.xml")[0] == 2
    assert amend("missing.xml", "--out", "b.yaml")[0] == 2
    assert amend("-", "--out", "b.yaml")[0] == 2
    assert amend("filed.yaml", "--out", "b.yaml", "--later", "missing")[0] == 2
    Path("broken.yaml").write_text("a: [")
    assert amend("broken.yaml", "--out", "b.yaml")[0] == 1
    assert not Path("b.yaml").exists()


# ---------------------------------------------------------------- what is filed


def test_only_the_changed_line_is_filed_with_its_footnotes_numbered_anew() -> None:
    outcome = judged(drafted(*EXPLAINED))
    assert codes(outcome) == []
    filing = form(outcome)
    assert [(row.path, row.shares.text) for row in filing.rows] == [(("non_derivative", 0), "1000")]
    assert [(note.name, note.id) for note in filing.footnotes] == [("why", "F1")]


def test_a_line_that_is_added_is_filed_and_so_is_one_whose_footnote_changes() -> None:
    added = "footnotes:\n  ##"
    row = "  - {security: Common Stock, date: 2026-11-18, code: S, disposed: 5 ^why, price: 30,"
    row += " owned_after: 845,"
    text = drafted((f"\n{added}", f"{row} ownership: direct}}\n{added}"), ("  F7:", WHY.replace("sold", "x")))
    assert [row.shares.text for row in form(judged(text)).rows] == ["5"]
    text = text.replace("to a charity.", "to a charity. Amended to correct the donee.")
    filing = form(judged(text))
    assert [row.shares.text for row in filing.rows] == ["50", "5"]
    assert [(note.name, note.id) for note in filing.footnotes] == [("F1", "F1"), ("why", "F2")]


def test_where_only_a_holding_changes_a_transaction_is_repeated_and_says_so() -> None:
    remarks = ("\nremarks:\n", "\nremarks: Amended to correct the trust's shares.\n")
    outcome = judged(drafted(("owned_after: 10000", "owned_after: 9000"), remarks))
    assert codes(outcome) == []
    filing = form(outcome)
    assert [row.shares.text for row in filing.rows] == ["100", None]
    (note,) = filing.footnotes
    assert note.text.text == "Repeated as first reported: EDGAR takes no Form 4 without a transaction."
    assert filing.transactions[0].code.names == (note.name,)


def test_what_is_amended_above_the_tables_needs_no_line_but_the_repeated_one() -> None:
    remarks = ("\nremarks:\n", "\nremarks: Amended to correct the relationship of the owner.\n")
    outcome = judged(drafted(("director: true", "ten_percent: true"), remarks))
    assert codes(outcome) == []
    assert [row.shares.text for row in form(outcome).rows] == ["100"]


def test_an_owner_who_was_left_out_gets_every_line() -> None:
    second = '  - {cik: "0001234568", name: Smith Jane, ten_percent: true}\n\nnon_derivative:'
    text = drafted(
        ("\nnon_derivative:", second),
        ("\nremarks:\n", "\nremarks: Amended to add a joint filer who was omitted.\n"),
    )
    outcome = judged(text + "  - {name: /s/ Jane Smith, date: 2026-11-30}\n")
    assert codes(outcome) == []
    filing = form(outcome)
    assert [row.owned_after.text for row in filing.rows] == ["900", "850", "10000"]
    assert [note.name for note in filing.footnotes] == ["F1"]


def test_a_line_repeated_again_says_so_once() -> None:
    for number in range(1, 5):
        text = drafted((f"owned_after: {9999 + number}", f"owned_after: {10000 + number}"))
        text = re.sub(r"\nremarks:.*", f"\nremarks: Amended to correct the shares, no. {number}.", text)
        Path("a.yaml").unlink()
        Path("filed.yaml").rename(f"filed-{number}.yaml")
        text = text.replace("amends: filed.yaml", f"amends: filed-{number}.yaml")
        Path("filed.yaml").write_text(text)
        filing = form(judged(text))
        assert [row.shares.text for row in filing.rows] == ["100", None]
        assert [note.name for note in filing.footnotes] == ["as-first-reported"]


def test_form_3_keeps_a_line_lest_nothing_be_owned() -> None:
    row = "non_derivative:\n  - {security: Common Stock, owned_after: 10, ownership: direct}\n"
    Path("filed.yaml").write_text(f'form: "3"\nperiod: 2026-11-18\n{HEAD}{row}{SIGNED}')
    remarks = ("\nremarks:\n", "\nremarks: Amended to correct the relationship.\n")
    outcome = judged(drafted(("director: true", "ten_percent: true"), remarks))
    assert codes(outcome) == []
    assert form(outcome).rows[0].security.names == ("as-first-reported",)


def test_a_line_that_is_deleted_stands_as_it_was_filed_and_that_is_said() -> None:
    text = drafted(*EXPLAINED)
    start = text.index("  - security: Common Stock\n    date: 2026-11-18\n    code: G")
    text = text[:start] + text[text.index("  - security", start + 5) :]
    outcome = judged(text)
    assert "AMD12" in codes(outcome, "note")
    (finding,) = [f for f in outcome.findings if f.rule == "AMD12"]
    assert "Common Stock 2026-11-18 G 50" in finding.message
    assert "AMD12" not in codes(judged(drafted_again(text)), "note")


def drafted_again(text: str) -> str:
    """Put the deleted gift back."""
    row = "  - {security: Common Stock, date: 2026-11-18, code: G, disposed: 50 ^F7, price: 0,"
    row += " owned_after: 850,"
    return text.replace("\nfootnotes:", f"{row} ownership: direct}}\n\nfootnotes:", 1)


def test_the_review_page_lists_what_changes_and_no_line_that_merely_stands() -> None:
    changes = aids(form(judged(drafted(*EXPLAINED)))).changes
    assert any("100 became 1,000" in each for each in changes), changes
    assert not [each for each in changes if "taken out" in each and each.startswith("Table")]


# ---------------------------------------------------------------- what must be said


def test_the_reason_must_be_given() -> None:
    silent = judged(drafted(("disposed: 100", "disposed: 1000")))
    assert codes(silent, "error") == ["AMD02"]


def test_a_new_text_in_words_unknown_here_does_not_stop_a_build() -> None:
    told = '  why: "The first form said 100 shares."\n  F7:'
    outcome = judged(drafted(EXPLAINED[0], ("  F7:", told)))
    assert (codes(outcome, "error"), codes(outcome, "warning")) == ([], ["AMD02"])


def test_the_footnote_on_a_repeated_line_is_no_reason() -> None:
    assert codes(judged(drafted(("owned_after: 10000", "owned_after: 9000"))), "error") == ["AMD02"]


def test_a_reason_that_the_original_gave_is_none() -> None:
    Path("filed.yaml").write_text(
        ORIGINAL.replace("disposed: 100", "disposed: 100 ^F7").replace("a charity", "correct an error")
    )
    text = drafted(("disposed: 100", "disposed: 1000"))
    assert codes(judged(text)) == ["AMD10"]


def test_each_line_is_explained() -> None:
    text = drafted(*EXPLAINED, ("owned_after: 850", "owned_after: 840"))
    assert codes(judged(text)) == ["AMD11"]
    remarks = text.replace("\nremarks:\n", "\nremarks: Amended to correct two balances.\n")
    assert codes(judged(remarks)) == []


def test_a_line_left_as_it_was_whose_balance_no_longer_follows_is_told() -> None:
    text = drafted(*EXPLAINED, ("owned_after: 900", "owned_after: 870"))
    outcome = judged(text)
    assert codes(outcome) == ["AMD14"]
    (finding,) = [f for f in outcome.findings if f.rule == "AMD14"]
    assert "850 owned after, but 870 less 50 is 820" in finding.message
    assert text.split("\n")[finding.place.line - 1] == "    owned_after: 850"
    assert "code: G" in text.split("\n")[finding.place.line - 4]
    assert codes(judged(drafted(*EXPLAINED, *BALANCES, out="b.yaml"))) == []


def test_where_the_originals_balances_did_not_run_none_is_said_to_follow_no_longer() -> None:
    Path("filed.yaml").write_text(ORIGINAL.replace("owned_after: 850", "owned_after: 860"))
    assert codes(judged(drafted(*EXPLAINED, ("owned_after: 900", "owned_after: 870")))) == []


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("amends: filed.yaml", "amends: missing.xml", "missing.xml: no such file or folder"),
        ("amends: filed.yaml", "amends:", "`amends` names no filing"),
        ("amends: filed.yaml", "amends: {later: x}", "`amends` names no filing"),
        ("form: 4/A", "form: 5/A", "filed.yaml is a Form 4, which no 5/A amends"),
        ("form: 4/A", 'form: "4"', "a Form 4 amends nothing; write `form: 4/A`"),
        ("amends: filed.yaml", "amends: two", "two: 2 filings, and a draft amends one"),
    ],
)
def test_what_cannot_be_amended_is_refused(old: str, new: str, said: str) -> None:
    for name in ("a", "b"):
        Path("two").mkdir(exist_ok=True)
        Path("two", f"{name}.yaml").write_text(ORIGINAL)
    outcome = judged(drafted(*EXPLAINED, (old, new)))
    assert [f.message for f in outcome.findings if f.rule == "DRF21"] == [said]
    assert outcome.written is None


# ---------------------------------------------------------------- later filings


@pytest.mark.parametrize("named", [("later.yaml",), (".",)])
def test_later_filings_that_carry_the_old_balance_are_named(named: tuple[str, ...]) -> None:
    Path("later.yaml").write_text(later("750", "700"))
    text = drafted(*EXPLAINED, *BALANCES, more=tuple(f"--later={each}" for each in named))
    assert f"  later:\n    - {named[0]}\n" in text.replace('"', "")
    (finding,) = [f for f in judged(text).findings if f.rule == "AMD13"]
    assert "later.yaml still rests on the balance" in finding.message
    Path("later.yaml").write_text(later("700", "650"))
    assert not [f for f in judged(text).findings if f.rule == "AMD13"]


def test_later_filings_that_cannot_be_read_are_said() -> None:
    outcome = judged(
        drafted(*EXPLAINED).replace("amends: filed.yaml", "amends: {filing: filed.yaml, later: gone}")
    )
    assert [f.message for f in outcome.findings if f.rule == "DRF21"] == ["gone: no such file or folder"]
    assert codes(outcome, "error") == [] and outcome.written is not None


def test_a_later_filing_that_cannot_be_read_is_named() -> None:
    text = drafted(*EXPLAINED).replace("amends: filed.yaml", "amends: {filing: filed.yaml, later: .}")
    Path("z.yaml").write_text('form: "4"\nissuer: [')
    assert [f.message[:8] for f in judged(text).findings if f.rule == "DRF21"] == ["z.yaml: "]


def test_of_a_later_amendment_its_own_later_filings_are_not_read(folder: Path) -> None:
    """Else amendments in one folder, each with `later: .`, would read each other in every order there is."""
    text = drafted(*EXPLAINED).replace("amends: filed.yaml", "amends: {filing: filed.yaml, later: .}")
    for name in "abcd":
        Path(f"{name}.yaml").write_text(text)
    read: list[str] = []

    def only_named(found: Found, chain: Chain) -> str | Filing:
        read.append(found.name)
        outcome = run(found, replace(FILED, only_read=True, chain=chain))
        return outcome.filing or "nothing"

    root, _ = compose(text)
    assert root is not None
    compiled = compile_draft(root, EMPTY, DraftFiles(folder, only_named, (folder / "d.yaml",)), [])
    assert compiled.excerpt is not None
    assert len(read) == 5, "the original, and each file of the folder but the draft itself"


# ---------------------------------------------------------------- built


def test_the_built_folder_stands_alone_and_verifies(folder: Path) -> None:
    drafted(*EXPLAINED)
    arguments = ["build", "a.yaml", "--out", "out", "--filed", "2026-11-30"]
    result = CliRunner().invoke(app, arguments, catch_exceptions=False)
    assert result.exit_code == 0, result.output
    (built,) = find_built(folder / "out")
    assert verify_folder(built).sound
    again = run_bytes(built.files["draft.yaml"], "draft.yaml", built.path, FILED)
    assert again.written is not None and again.written.data == built.files["ownership.xml"]
    assert b"amends" not in built.files["draft.yaml"]
    first = {path.name: path.read_bytes() for path in built.path.iterdir()}
    assert CliRunner().invoke(app, arguments).exit_code == 0
    assert first == {path.name: path.read_bytes() for path in built.path.iterdir()}


def test_an_amendment_of_a_built_folder_and_of_an_amendment(folder: Path) -> None:
    drafted(*EXPLAINED)
    arguments = ["build", "a.yaml", "--out", "out", "--only", "xml", "--filed", "2026-11-30"]
    assert CliRunner().invoke(app, arguments).exit_code == 0
    (folder / "a.yaml").unlink()
    text = drafted(filed="out/a")
    assert "amends: out/a\n" in text and "original_filed: 2026-11-19  # that of the first filing" in text
    assert codes(judged(text)) == ["DRF22"]


def test_a_cluster_is_sent_what_is_amended(folder: Path) -> None:
    from form4kit.batch.worker import packed
    from form4kit.source.discover import Found

    (folder / "other").mkdir()
    (folder / "filed.yaml").rename(folder / "other" / "filed.yaml")
    (folder / "drafts").mkdir()
    text = f'form: "4/A"\namends: ../other/filed.yaml\noriginal_filed: 2026-11-19\n{HEAD}'
    (folder / "drafts" / "a.yaml").write_text(text)
    sent = packed(Found("a.yaml", folder / "drafts" / "a.yaml"))
    assert [name for name, _ in sent.draft_files] == ["other/filed.yaml"]


# ---------------------------------------------------------------- published filings


def test_no_published_filing_differs_from_its_own_amendment(shared: Path) -> None:
    """Each line of each filing reads back as the line that was filed, so that nothing is amended."""
    found: Counter[str] = Counter()
    for file in sorted((shared / "filings").glob("*.xml")):
        filing = run_bytes(file.read_bytes(), file.name, Path(), Options(only_read=True)).filing
        assert filing is not None
        text = amendment_draft(filing, file.name, schema="x", filed="2020-01-02")
        outcome = run_bytes(text.encode(), "a.yaml", file.parent, Options(only_read=True))
        found[" ".join(finding.rule for finding in outcome.findings)] += 1
    assert set(found) == {"DRF22"}, found
    assert found.total() > 300


def test_a_published_sale_is_corrected(shared: Path) -> None:
    done = 0
    for file in sorted((shared / "filings").glob("4-*.xml")):
        filing = run_bytes(file.read_bytes(), file.name, Path(), Options(only_read=True)).filing
        if filing is None or filing.amendment or len(filing.non_derivative) < 4 or done == 12:
            continue
        row = filing.non_derivative[2]
        if row.holding or not row.price.text or row.price.marks or row.price.value == 0:
            continue
        text = amendment_draft(filing, file.name, schema="x", filed="2020-01-02")
        lines = text.split("\n")
        start = [n for n, line in enumerate(lines) if line.startswith("  - security:")][2]
        at = next(n for n in range(start, len(lines)) if lines[n].startswith("    price:"))
        lines[at] = "    price: 1.01 ^amended"
        text = "\n".join(lines).replace("  # amended:", "  amended:")
        amended = run_bytes(text.encode(), "a.yaml", file.parent, Options(only_read=True)).filing
        assert amended is not None
        assert [each.price.text for each in amended.rows] == ["1.01"], file.name
        assert "amended" in [note.name for note in amended.footnotes]
        done += 1
    assert done == 12
