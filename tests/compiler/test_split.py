"""Drafts that are too large for one form: where they are cut, what each filing holds, and what is built."""

import datetime as dt
import json
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from form4kit.cli.main import app
from form4kit.compiler.split.remarks import LONGEST
from form4kit.folder.read import find_built
from form4kit.model import Filing
from form4kit.outcome import Options, Outcome
from form4kit.pipeline import run_bytes
from form4kit.signoff.verify import verify_folder

FILED = Options(filed=dt.date(2026, 11, 19))
NAMES = [
    *("Adams", "Baker", "Clark", "Davis", "Evans", "Frank", "Ghosh", "Hills", "Irwin", "Jones", "Klein"),
    *("Lopez", "Mason", "Nolan", "Owens", "Perez", "Quinn", "Reyes", "Stone", "Turns", "Usher", "Vance"),
    "Wolfe",
]
POSITIONS = """\
positions:
  common: {security: Common Stock, held: 100000}
  trust: {security: Common Stock, held: 10000, indirect: By Smith Family Trust}
  units: {security: Restricted Stock Units, derivative: true, held: 3000, underlying: Common Stock,
    exercisable: "^vesting(first=2026-11-18, parts=3)", expires: ^no-expiration}
"""
VEST = "  - vest: {from: units, to: common, date: 2026-11-17, shares: 1000, withheld: 412, price: 31.25}\n"


def sales(count: int, day: str = "2026-11-17", note: str = "") -> str:
    return "".join(
        f"  - sale: {{from: common, date: {day}, shares: {100 + n}{note}, price: {30 + 2 * n}}}\n"
        for n in range(count)
    )


def fills(count: int) -> str:
    each = ", ".join(f"[{100 + n}, {20 + 2 * n}]" for n in range(count))
    return f"  - sale: {{from: common, date: 2026-11-18, fills: [{each}]}}\n"


def draft(
    events: str, owners: int = 1, *, more: str = "", positions: str = POSITIONS, form: str = "4"
) -> str:
    box = "" if form == "3" else "plan_10b5_1: false\n"
    text = f'form: "{form}"\n{box}' if "plan_10b5_1" not in more else f'form: "{form}"\n'
    text += 'issuer: {cik: "0000046129", name: ALLIED MOTION TECHNOLOGIES INC, symbol: AMOT}\nowners:\n'
    for n, name in enumerate(NAMES[:owners]):
        text += f'  - {{cik: "{1234567 + n:010}", name: {name} Jane, director: true}}\n'
    text += positions + (f"events:\n{events}" if events else "") + more + "signatures:\n"
    return text + "".join(f"  - {{name: /s/ Jane {name}, date: 2026-11-19}}\n" for name in NAMES[:owners])


def judged(text: str, name: str = "a.yaml") -> Outcome:
    return run_bytes(text.encode(), name, Path(), FILED)


def parts(text: str) -> list[Filing]:
    outcome = judged(text)
    assert [f for f in outcome.findings if f.severity == "error"] == []
    return [part.filing for part in outcome.parts if part.filing is not None]


def sizes(text: str) -> list[tuple[int, int]]:
    return [(len(part.non_derivative), len(part.derivative)) for part in parts(text)]


# ---------------------------------------------------------------- where it is cut


@pytest.mark.parametrize(
    ("events", "expected"),
    [
        (sales(29), []),
        (sales(64), [(30, 0), (30, 0), (5, 0)]),
        (sales(29) + VEST + sales(33), [(29, 0), (30, 1), (6, 0)]),
        (sales(28) + VEST + sales(2), [(30, 1), (3, 0)]),
        (fills(45), [(30, 0), (16, 0)]),
        (VEST + fills(45), [(30, 1), (18, 0)]),
        (sales(10) + fills(25), [(10, 0), (26, 0)]),
        (sales(10) + fills(31), [(30, 0), (12, 0)]),
    ],
    ids=[
        "fits",
        "65 rows",
        "vest at the cut",
        "vest before it",
        "one event",
        "two",
        "kept whole",
        "fills up",
    ],
)
def test_rows_are_cut_between_events(events: str, expected: list[tuple[int, int]]) -> None:
    assert sizes(draft(events)) == expected


def test_an_exercise_and_what_was_withheld_for_it_stay_in_one_filing() -> None:
    for before in range(25, 31):
        for part in parts(draft(sales(before) + VEST + sales(20))):
            codes = Counter(row.code.text for row in part.transactions if row.code.text != "S")
            assert codes in ({}, {"M": 2, "F": 1}), before


def test_typed_rows_go_by_what_they_report() -> None:
    row = "{security: Common Stock, date: 2026-11-17, ownership: direct, "
    typed = [
        f"{row}code: S, disposed: 10, price: {30 + n}, owned_after: {9990 - 10 * n}}}" for n in range(29)
    ]
    typed += [f"{row}code: M, acquired: 100, price: 0, owned_after: 9800}}"]
    typed += [f"{row}code: F, disposed: 40, price: 31, owned_after: 9760}}"]
    typed += [f"{row}code: S, disposed: 60, price: 31, owned_after: 9700}}"]
    units = (
        'derivative:\n  - {security: Restricted Stock Units, exercise_price: "^one-for-one",'
        " date: 2026-11-17, code: M, disposed: 100, exercisable: ^x, expires: ^x, underlying: Common Stock,"
        " underlying_shares: 100, price: 0, owned_after: 900, ownership: direct}\n"
        "footnotes:\n  x: Vests in three equal annual installments.\n"
    )
    rows = "non_derivative:\n" + "".join(f"  - {each}\n" for each in typed)
    assert sizes(draft("", more=rows + units, positions="")) == [(29, 0), (3, 1)]


def test_the_last_filing_has_a_transaction_and_not_holdings_alone() -> None:
    many = "".join(
        f"  t{n}: {{security: Common Stock, held: {n + 1}, indirect: By Trust {name}}}\n"
        for n, name in enumerate(NAMES[:5])
    )
    found = parts(draft(sales(30), positions=POSITIONS + many))
    assert [(len(part.transactions), len(part.holdings)) for part in found] == [(29, 0), (1, 6)]


def test_a_form_3_is_split_too() -> None:
    many = "positions:\n" + "".join(
        f"  t{n}: {{security: Common Stock, held: {n + 1}, indirect: By Trust {n}}}\n" for n in range(40)
    )
    text = draft("", positions=many, form="3").replace('form: "3"\n', 'form: "3"\nperiod: 2026-11-17\n')
    assert sizes(text) == [(30, 0), (10, 0)]


@settings(max_examples=25, deadline=None)
@given(st.lists(st.sampled_from(["sale", "vest", "fills"]), min_size=12, max_size=45))
def test_whatever_happened_no_event_is_torn_and_nothing_is_lost(kinds: list[str]) -> None:
    small = VEST.replace("shares: 1000, withheld: 412", "shares: 50, withheld: 20")
    made = {"sale": sales(1), "vest": small, "fills": fills(4).replace("11-18", "11-17")}
    outcome = judged(draft("".join(made[kind] for kind in kinds)))
    whole = outcome.filing
    assert whole is not None
    found = [part.filing for part in outcome.parts if part.filing] or [whole]
    assert [row.owned_after.text for part in found for row in part.non_derivative] == [
        row.owned_after.text for row in whole.non_derivative
    ]
    assert all(max(len(part.non_derivative), len(part.derivative)) <= 30 for part in found)
    assert all(part.transactions for part in found)
    lines = [Counter(row.line for row in part.transactions) for part in found]
    assert all(not one.keys() & other.keys() for one, other in pairwise(lines))


# ---------------------------------------------------------------- what each filing holds


def test_balances_run_through_and_each_period_is_that_of_its_own_rows() -> None:
    found = parts(draft(sales(40) + sales(20, "2026-11-18")))
    rows = [row for part in found for row in part.non_derivative if not row.holding]
    for one, other in pairwise(rows):
        assert one.owned_after.value is not None and other.shares.value is not None
        assert other.owned_after.value == one.owned_after.value - other.shares.value
    assert [part.period.text for part in found] == ["2026-11-17", "2026-11-17", "2026-11-18"]
    given_period = draft(sales(40) + sales(30, "2026-11-18")).replace(
        "plan_10b5_1", "period: 2026-11-17\nplan_10b5_1"
    )
    assert [part.period.text for part in parts(given_period)][-1] == "2026-11-18"
    wrong = judged(given_period.replace("period: 2026-11-17", "period: 2026-11-16"))
    assert "DAT02" in {finding.rule for finding in wrong.findings}


def test_footnotes_go_with_their_rows_and_are_numbered_anew() -> None:
    notes = 'footnotes:\n  F1: "Sold at the market."\n  F2: "Sold to a friend."\n'
    events = sales(30, note=" ^F1") + sales(10, note=" ^F2")
    one, two = parts(draft(events, more=notes))
    assert [(note.name, note.id, note.text.text) for note in one.footnotes] == [
        ("F1", "F1", "Sold at the market.")
    ]
    assert [(note.name, note.id, note.text.text) for note in two.footnotes] == [
        ("F1", "F1", "Sold to a friend.")
    ]
    assert {name for row in two.transactions for name in row.shares.names} == {"F1"}


def test_a_footnote_that_nothing_refers_to_is_found_once() -> None:
    outcome = judged(draft(sales(40), more='footnotes:\n  lost: "Nobody refers to this."\n'))
    assert [f.rule for f in outcome.findings if f.severity == "error"] == ["FTN04"]
    (finding,) = [f for f in outcome.findings if f.rule == "FTN04"]
    assert finding.message == "filing 1 of 2: nothing refers to footnote lost"
    assert finding.fix is not None and finding.fix.edits[0].path == ("footnotes", "lost")


def test_the_plan_box_is_ticked_where_a_trade_was_under_the_plan() -> None:
    events = sales(30).replace("price", "plan: true, price") + sales(30)
    found = parts(draft(events, more="plan_10b5_1: {adopted: 2026-03-02}\n"))
    assert [part.plan_10b5_1.value for part in found] == [True, False, False]
    assert [bool(part.footnotes) for part in found] == [True, False, False]


def test_each_filing_names_the_others() -> None:
    found = parts(draft(sales(64), more='remarks: "Exhibit 24 - Power of Attorney"\n'))
    assert [(part.remarks.text or "")[:24] for part in found] == [
        f"This is filing {n} of 3 that"[:24] for n in (1, 2, 3)
    ]
    for part in found:
        text = part.remarks.text or ""
        assert "filing 2 has rows 31 to 60 of Table I; filing 3 has rows 61 to 65 of Table I" in text
        assert text.endswith("Exhibit 24 - Power of Attorney")


def test_remarks_are_never_longer_than_edgar_takes() -> None:
    long = "A" * 1650
    for part in parts(draft(sales(2), 23, more=f'remarks: "{long}"\n')):
        text = part.remarks.text or ""
        assert len(text) <= LONGEST and text.endswith(long)
        assert "Adams Jane and 9 others" in text


def test_ten_owners_to_a_filing_with_the_same_rows_and_their_own_signatures() -> None:
    found = parts(draft(sales(2), 23))
    assert [len(part.owners) for part in found] == [10, 10, 3]
    assert len({tuple(row.owned_after.text for row in part.rows) for part in found}) == 1
    for part in found:
        assert [(s.name.text or "").split()[-1] for s in part.signatures] == [
            (owner.name.text or "").split()[0] for owner in part.owners
        ]
        assert "filing 3 is by Usher Jane, Vance Jane, Wolfe Jane" in (part.remarks.text or "")


def test_one_signature_for_all_goes_with_each_filing() -> None:
    text = draft(sales(2), 23)
    signed = "/s/ Ann Lee, on behalf of each reporting person"
    text = text[: text.index("signatures:")] + f'signatures:\n  - {{name: "{signed}", date: 2026-11-19}}\n'
    assert [[s.name.text for s in part.signatures] for part in parts(text)] == [[signed]] * 3
    apart = text + "".join(f"  - {{name: /s/ Jane {name}, date: 2026-11-19}}\n" for name in NAMES[:2])
    assert [len(part.signatures) for part in parts(apart)] == [3, 1, 1]


def test_rows_and_owners_at_once() -> None:
    found = parts(draft(sales(40), 12))
    assert [(len(part.owners), len(part.rows)) for part in found] == [(10, 30), (2, 30), (10, 11), (2, 11)]
    assert "filings 3 and 4 have rows 31 to 41 of Table I" in (found[0].remarks.text or "")
    assert "filings 2 and 4 are by Klein Jane, Lopez Jane" in (found[0].remarks.text or "")


# ---------------------------------------------------------------- what is found


def test_it_is_announced_and_a_clean_draft_has_no_other_finding() -> None:
    outcome = judged(draft(sales(64)))
    assert [(f.rule, f.severity, f.place.where) for f in outcome.findings] == [
        ("XML18", "note", "Table I, row 31")
    ]
    assert "65 rows in Table I: this becomes 3 filings" in outcome.findings[0].message
    assert "23 reporting owners: this becomes 3 filings" in str(judged(draft(sales(2), 23)).findings)


def test_a_finding_stands_at_the_drafts_own_line_once_and_says_which_filings() -> None:
    text = draft(sales(40), 12)
    bad = text.replace("shares: 135, price: 100", "shares: 135, price: 0")
    line = next(n for n, each in enumerate(bad.split("\n"), 1) if "shares: 135, price: 0" in each)
    found = [f for f in judged(bad).findings if f.place.line == line]
    assert found and len({(f.rule, f.message) for f in found}) == len(found)
    assert all(f.message.startswith("filings 3 and 4 of 4: ") for f in found)
    about_all = [f for f in judged(text).findings if f.rule == "OWN24"]
    assert len(about_all) == 1


def test_an_allowance_holds_in_the_filings_that_need_it() -> None:
    more = "allow:\n  OWN24: The funds hold it together.\n"
    outcome = judged(draft(sales(2), 12, more=more))
    assert "ALW01" not in {f.rule for f in outcome.findings}
    assert all("ALW01" not in {f.rule for f in part.findings} for part in outcome.parts)


def test_what_is_published_is_judged_as_it_is(shared: Path) -> None:
    file = next((shared / "filings").glob("4-*.xml"))
    text = file.read_text(encoding="utf-8")
    start, end = text.index("<reportingOwner>"), text.index("</reportingOwner>") + len("</reportingOwner>")
    many = text[:start] + text[start:end] * 12 + text[end:]
    outcome = run_bytes(many.encode(), file.name, Path(), Options(published=True))
    assert outcome.parts == ()
    assert "OWN01" in {finding.rule for finding in outcome.findings}


def test_more_filings_than_anybody_means_are_not_made() -> None:
    row = "  - {security: Common Stock, owned_after: 1, ownership: direct}\n"
    outcome = judged(draft("", 23, more="non_derivative:\n" + row * 1000, positions=""))
    assert outcome.parts == ()
    assert "XML09" in {finding.rule for finding in outcome.findings}


# ---------------------------------------------------------------- what is built


def build(*arguments: str) -> tuple[int, str]:
    words = ["build", *arguments, "--filed", "2026-11-19", "--format", "text"]
    result = CliRunner().invoke(app, words, catch_exceptions=False)
    return result.exit_code, result.output


@pytest.fixture
def folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("FORM4KIT_SCHEMA_DIR", str(tmp_path / "none"))
    (tmp_path / "form4kit.toml").write_text("")
    (tmp_path / "a.yaml").write_text(draft(VEST + sales(40)))
    return tmp_path


def contents(root: Path) -> dict[str, bytes]:
    return {
        path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()
    }


def test_each_filing_gets_a_folder_that_stands_alone(folder: Path) -> None:
    code, said = build("a.yaml", "--out", "out")
    assert code == 0, said
    built = find_built(folder / "out")
    assert [each.name for each in built] == ["a-1", "a-2"]
    for each in built:
        assert {"ownership.xml", "proof.pdf", "draft.yaml", "manifest.json"} <= set(each.files)
        assert verify_folder(each).sound
        again = run_bytes(each.files["draft.yaml"], "draft.yaml", each.path, FILED)
        assert again.written is not None and again.written.data == each.files["ownership.xml"]
        assert not [f for f in again.findings if f.severity != "note"]
    first, second = (each.manifest["working"]["balances"] for each in built)
    assert [line["where"] for line in first][:2] == ["Table II, row 1", "Table I, row 1"]
    assert second[0]["where"] == "Table I, row 1" and second[0]["opening"] == first[-1]["closing"]
    assert len(first) + len(second) == 44


def test_two_builds_and_any_number_of_jobs_write_the_same_bytes(folder: Path) -> None:
    (folder / "b.yaml").write_text(draft(sales(3), 12))
    (folder / "c.yaml").write_text(draft(sales(3)))
    for out, jobs in (("one", "1"), ("two", "1"), ("three", "2")):
        assert build("a.yaml", "b.yaml", "c.yaml", "--out", out, "--only", "xml", "--jobs", jobs)[0] == 0
    one, two, three = (contents(folder / name) for name in ("one", "two", "three"))
    assert {name.split("/")[0] for name in one} == {"a-1", "a-2", "b-1", "b-2", "c"}
    assert one == two == three


def test_resume_leaves_the_parts_alone(folder: Path) -> None:
    for _ in range(2):
        code, said = build("a.yaml", "--out", "out", "--only", "xml", "--resume")
        assert code == 0
    assert "out/a-1: unchanged" in said and "out/a-2: unchanged" in said


def test_an_error_in_one_part_writes_none(folder: Path) -> None:
    (folder / "a.yaml").write_text(
        draft(sales(40)).replace("shares: 139, price: 108", "shares: 139, price: x")
    )
    assert build("a.yaml", "--out", "out")[0] == 1
    assert not (folder / "out").exists()


def test_a_name_that_another_source_has_is_not_written_over(folder: Path) -> None:
    (folder / "a-2.yaml").write_text(draft(sales(1)))
    code, said = build("a.yaml", "a-2.yaml", "--out", "out", "--only", "xml")
    assert code == 2
    assert "a.yaml becomes several filings, and a-2.yaml would be written there too" in said.replace(
        "\n", " "
    )
    assert json.loads((folder / "out/a-2/manifest.json").read_text())["source"]["name"] == "a-2.yaml"
    assert not (folder / "out/a-1").exists()


def test_what_is_left_of_an_earlier_build_is_named(folder: Path) -> None:
    assert build("a.yaml", "--out", "out", "--only", "xml")[0] == 0
    (folder / "a.yaml").write_text(draft(sales(3)))
    said = build("a.yaml", "--out", "out", "--only", "xml")[1]
    assert "out/a-1: left from an earlier build" in said and "out/a-2: left" in said
    (folder / "a.yaml").write_text(draft(sales(64)))
    said = build("a.yaml", "--out", "out", "--only", "xml")[1]
    assert "out/a: left from an earlier build" in said
    (folder / "a.yaml").write_text(draft(sales(3)))
    said = build("a.yaml", "--out", "out", "--only", "xml")[1]
    assert all(f"out/a-{n}: left from an earlier build" in said for n in (1, 2, 3))
