"""What a hint says to write, to the letter, can be chosen as a mend, and mends; an example never can."""

import re
from pathlib import Path

import pytest
import yaml
from edited_drafts import EVENTS, FILED, ROWS, TOML

from form4kit.editor.code_actions import actions, fix_all
from form4kit.editor.judged_draft import JudgedDraft, judge
from form4kit.editor.promised_mends import promised_mends
from form4kit.editor.text import applied

ROOT = Path(__file__).resolve().parents[2]
ISSUER = 'issuer: {cik: "0000046129", name: ALLIED MOTION TECHNOLOGIES INC, symbol: AMOT}'
LOT = "disposed: 500 ^lot"
NOTE = "One of several lots."
NEVER = "expires: ^no-expiration"
SIGNED = "signatures:\n"
EXHIBIT = "exhibits:\n  - {file: poa.txt, type: EX-24, description: Power of attorney}\nsignatures:\n"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    found = tmp_path_factory.mktemp("repository")
    (found / "form4kit.toml").write_text(TOML)
    (found / "poa.txt").write_text("POWER OF ATTORNEY\nI appoint Ann Lee.\n/s/ Richard D. Federico\n")
    return found


def judged(text: str, folder: Path) -> JudgedDraft:
    return judge(text, folder / "draft.yaml", options=FILED)


def mended(text: str, folder: Path) -> dict[tuple[str, str], str]:
    """Return the text after each promised mend, by the rule and the title."""
    found = judged(text, folder)
    return {
        (finding.rule, mend.title): applied(text, mend.edits)
        for finding in found.findings
        for mend in promised_mends(found, finding)
    }


@pytest.mark.parametrize(
    ("base", "right", "wrong", "rule", "title", "after"),
    [
        (ROWS, "code: S ", "code: S4 ", "COD01", "Write S", "code: S "),
        (ROWS, "code: S ", "code: S/K ", "COD02", "Write code: S and swap: true", "code: S "),
        (ROWS, "code: S ", "code: V ", "COD03", "Write code: G and early: true", "code: G "),
        (ROWS, "code: S ", "code: W ", "COD09", "Write early: true", "code: W "),
        (ROWS, "price: 31.07", "price: 31.", "NUM10", "Write 31", "price: 31"),
        (ROWS, "price: 31.07", "price: 31,07", "NUM01", "Write 31.07", "price: 31.07"),
        (ROWS, LOT, "disposed: -500 ^lot", "NUM01", "Write 500", LOT),
        (ROWS, LOT, "disposed: 500^lot", "DRF20", "Write 500 ^lot", LOT),
        (ROWS, LOT, "disposed: 500 ^lott", "FTN03", "Write ^lot", LOT),
        (ROWS, "symbol: AMOT", 'symbol: "NYSE:AMOT"', "ISS06", "Write AMOT", 'symbol: "AMOT"'),
        (ROWS, "symbol: AMOT", 'symbol: "AMOT:US"', "ISS06", "Write AMOT", 'symbol: "AMOT"'),
        (ROWS, "symbol: AMOT", "symbol: (AMOT)", "ISS06", "Write AMOT", "symbol: AMOT"),
        (ROWS, "symbol: AMOT", 'symbol: "NASDAQ: AMOT"', "ISS02", "Write AMOT", 'symbol: "AMOT"'),
        (ROWS, "symbol: AMOT", "symbol: AMOT (NYSE)", "ISS02", "Write AMOT", "symbol: AMOT"),
        (ROWS, NOTE, "One of “several” lots.", "XML04", "Write plain characters", 'One of "several" lots.'),
        (ROWS, NOTE, '"“Lots”, A’s"', "XML04", "Write plain characters", '"\\"Lots\\", A\'s"'),
        (ROWS, NOTE, "'A’s\u00a0lot'", "XML04", "Write plain characters", "'A''s lot'"),
        (ROWS, NOTE, "|\n    A – B\n    B — C", "XML04", "Write plain characters", "|\n    A - B\n    B - C"),
        (ROWS, NOTE, "A &amp; B.", "XML05", "Write &", "A & B."),
        (ROWS, "ownership: direct", "ownership: Directly", "DRF04", "Write direct", "ownership: direct"),
        (
            ROWS,
            "ownership: direct",
            "ownership: By Trust",
            "DRF04",
            "Write ownership: {indirect: By Trust}",
            "ownership: {indirect: By Trust}",
        ),
        (ROWS, "security: Common", "security：Common", "YML01", "Write a plain colon", "security: Common"),
        (ROWS, "plan_10b5_1: false\n", "", "PLN01", "Write plan_10b5_1: false", ""),
        (ROWS, "state: NY", "state: Ontario", "OWN15", "Write country: A6", "country: A6"),
        (ROWS, ISSUER, "issuer: alied", "REG01", "Write allied", "issuer: allied"),
        (EVENTS, "expires: ^vesting", "expires: 9999-12-31", "DAT16", "Write expires: ^no-expiration", NEVER),
        (EVENTS, "to: common", "to: comon", "EVT01", "Write common", "to: common"),
        (
            ROWS,
            SIGNED,
            "allow: {COD41: x}\nsignatures:\n",
            "ALW01",
            "Write COD46",
            "allow: {COD46: x}\nsignatures:\n",
        ),
        (
            ROWS,
            SIGNED,
            EXHIBIT,
            "EXH06",
            "Write Exhibit 24 - Power of Attorney in the remarks",
            EXHIBIT,
        ),
        (
            ROWS,
            SIGNED,
            f"remarks: Hello.\n{EXHIBIT}",
            "EXH06",
            "Write Exhibit 24 - Power of Attorney in the remarks",
            f"remarks: Hello. Exhibit 24 - Power of Attorney\n{EXHIBIT}",
        ),
    ],
)
def test_a_promise_is_kept(
    folder: Path, base: str, right: str, wrong: str, rule: str, title: str, after: str
) -> None:
    assert right in base
    text = base.replace(right, wrong, 1)
    found = mended(text, folder)
    assert (rule, title) in found, found.keys()
    made, wanted = found[rule, title], base.replace(right, after, 1)
    added = [line.strip() for line in made.split("\n") if line not in wanted.split("\n")]
    assert [line for line in wanted.split("\n") if line not in made.split("\n")] == []
    assert all(line in title or line in f"remarks: {title.removeprefix('Write ')}" for line in added)
    told = {each.message for each in judged(text, folder).findings if each.rule == rule}
    assert (
        not told & {each.message for each in judged(made, folder).findings if each.rule == rule}
        or rule == "COD09"
    )


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("director: true", "other: true"),  # Write it out: `other: Former director`
        ("director: true", "officer: true"),
        ("ownership: direct", "ownership: indirect"),
        ("symbol: AMOT", 'symbol: "NYSE:"'),
        (LOT, "disposed: 500 (1)"),  # `disposed: 500 ^name`
        ("date: 2026-11-18", "date: 18.13.2026"),
        ("signatures:\n  - {name: /s/ Richard D. Federico, date: 2026-11-19}\n", ""),
        ('form: "4"\n', ""),
    ],
)
def test_an_example_is_no_mend(folder: Path, right: str, wrong: str) -> None:
    text = ROWS.replace(right, wrong, 1)
    assert text != ROWS and judged(text, folder).findings
    assert {key: made for key, made in mended(text, folder).items() if key[0] not in ("PLN01",)} == {}


@pytest.mark.parametrize(
    ("right", "wrong", "rule", "title", "before", "after"),
    [
        ("code: S ", "code: G ", "COD14", "Write 0", "price: 31.07", "price: 0"),
        (
            "footnotes:",
            "  - {security: COMMON STOCK ^lot, owned_after: 3, ownership: {indirect: By Trust}}\nfootnotes:",
            "TTL02",
            "Write Common Stock",
            "COMMON STOCK",
            "Common Stock",
        ),
        ("code: S ", "code: W ", "COD29", "Write 0", "price: 31.07", "price: 0"),
        ("code: S ", "code: P ", "COD10", "Write acquired: 500", "disposed: 500", "acquired: 500"),
        (
            NOTE,
            "Sold under a Rule 10b5-1 plan adopted on March 2, 2026.",
            "PLN04",
            "Write plan_10b5_1: {adopted: 2026-03-02}",
            "plan_10b5_1: false",
            "plan_10b5_1: {adopted: 2026-03-02}",
        ),
    ],
)
def test_a_mend_may_stand_elsewhere(
    folder: Path, right: str, wrong: str, rule: str, title: str, before: str, after: str
) -> None:
    text = ROWS.replace(right, wrong)
    assert mended(text, folder)[rule, title] == text.replace(before, after)


def test_a_promised_mend_is_offered_and_never_made_unasked(folder: Path) -> None:
    found = judged(ROWS.replace("code: S ", "code: S4 "), folder)
    everywhere = found.marked[0][1]
    told = [each for each in actions(found, everywhere, promised=True) if each.title == "Write S"]
    assert [(each.kind, each.preferred) for each in told] == [("quickfix", False)]
    assert not [each for each in actions(found, everywhere) if each.title == "Write S"]
    assert fix_all(found) == []


def test_every_hint_of_the_rules_that_says_to_write_something_is_a_mend_or_an_example() -> None:
    """A rule whose hint begins to promise a word is tried here, or is named as one that shows an example."""
    tried = {
        *("COD01", "COD02", "COD03", "COD09", "COD14", "COD29", "NUM01", "NUM10", "DRF20", "FTN03", "ISS02"),
        *("ISS06", "XML04", "XML05", "DRF04", "YML01", "PLN01", "PLN04", "REG01", "EVT01", "ALW01", "EXH06"),
        *("TTL02", "COD10", "DAT16", "OWN15"),
    }
    like_these = {"COD15", "OWN31", "PLN18"}  # keys in the words of those
    of_documents = {"OWN20", "COD34"}
    examples = {"OWN26", "OWN30", "OWN07", "OWN08", "DER05", "DAT17", "FTN19", "SIG01"}
    promise = re.compile(r"(?:[Ww]rite|[Ss]ay) `[^`]*: |Write [A-Z0-9]\S* alone|Write \d+\.")
    untried = {
        entry["rule"]: told
        for entry in yaml.safe_load((ROOT / "tests" / "data" / "rule-messages.yaml").read_text())
        for told in entry["told"]
        if promise.search(told.partition(" | ")[2]) and "| ->" not in told
        if entry["rule"] not in tried | like_these | of_documents | examples
    }
    assert untried == {}
