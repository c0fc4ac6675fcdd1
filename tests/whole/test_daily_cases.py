"""Inputs that a working person meets, each by its command, with the result that the table of cases gives.

The signing and workbench rows are steps, not files: they are tried in tests/signoff and tests/web.
"""

import re
import shlex
import shutil
from pathlib import Path
from typing import NamedTuple

import pytest
from commands_run import Result, form4kit


class Row(NamedTuple):
    """A row: its number, the commands (`;` between), the exit code of the last, and what is said.

    `said` are patterns that the text of the last command has, those that begin with `!` ones it has not.
    """

    number: int
    command: str
    exit: int
    said: tuple[str, ...] = ()


FILED = "--filed 2026-11-30"


def folder(number: int, name: str) -> Row:
    return Row(number, f"check folders/{name}", 1, (r"DRF|form",))


def fills(number: int, name: str, exit: int, *said: str) -> Row:
    return Row(number, f"check fills/{name}.yaml {FILED} --verbose", exit, said)


def exhibit(number: int, name: str, exit: int, *said: str) -> Row:
    return Row(number, f"check exhibits/{name}.yaml {FILED}", exit, said)


def plan(number: int, name: str, *said: str) -> Row:
    return Row(number, f"check plans/{name}.yaml {FILED}", 0, said)


def words(number: int, name: str, exit: int, *said: str) -> Row:
    return Row(number, f"check wordings/{name}.yaml {FILED}", exit, said)


CURRENCIES = [
    "swedish-kronor",
    "swiss-francs",
    "shekels",
    "yuan",
    "won",
    "zar",
    "rupees",
    "danish-kroner",
    "mexican-pesos",
    "reais",
]
ROWS = [
    *(
        folder(n, name)
        for n, name in enumerate(["capital", "from", "indented", "no-form", "full-width-colon"], 1)
    ),
    Row(6, f"check folders/mixed {FILED}", 1),
    Row(7, f"build folders/mixed --out out --only xml {FILED}", 1),
    Row(8, "check folders/others", 2),
    Row(9, "check folders/empty", 2),
    Row(10, "build folders/empty --out out", 2),
    Row(11, "due folders/empty", 2, (r"\w",)),
    Row(12, f"check folders/some {FILED}", 0, ("2 files passed over",)),
    fills(17, "cancelled", 0, "cancel"),
    fills(18, "rejected", 0, "reject"),
    fills(19, "replaced", 0, "replaced"),
    fills(20, "other-symbol", 1, "EVT13"),
    fills(21, "currency", 1, "EVT13|NUM09"),
    fills(22, "sell-short", 1, "EVT13"),
    fills(23, "day-totals", 0, "!EVT13"),
    fills(24, "subtotals", 0, "!EVT13"),
    fills(25, "disclaimer", 0, "!EVT13 .*error"),
    fills(26, "avg-px", 0, "!EVT13"),
    fills(27, "date-words", 0, "!EVT13"),
    fills(28, "date-two-digits", 0, "!EVT13"),
    Row(29, "no-ccc secrets/submission.xml", 1),
    Row(30, "no-ccc secrets/roster.csv", 1, (":2",)),
    Row(31, "no-ccc secrets/notes.txt", 1, (":1",)),
    Row(32, "no-ccc secrets/file.yml", 0),
    Row(33, "no-ccc secrets/send.sh", 0),
    Row(34, f"build secrets/draft.yaml --out out --only xml --live {FILED}", 1, ("CCC",)),
    Row(35, "check secrets/empty-ccc.yaml", 1, (r'CCC: unknown key "ccc"',)),
    Row(36, "check secrets/no-ccc-element.xml", 0, ("CCC: no CCC", r"!CCC: \*\*")),
    Row(37, "import downloads/dl --out drafts", 0, ("0001903415-25-000012", "0001903415-25-000013")),
    Row(38, "check downloads/two-filings.txt", 0, ("XML19", "another filing begins here")),
    Row(39, "check downloads/two-primaries.txt", 0, ("XML19", "a second form")),
    Row(40, "check downloads/cut-inside.txt", 1, ("ends before </XML>", "[Dd]ownload it again")),
    Row(41, "check downloads/cut-after.txt", 0, ("XML20", "cut off")),
    Row(42, "check downloads/count.txt", 0, ("XML20", "counts 3 documents")),
    Row(43, "check downloads/dissemination.nc", 0, ("!XML01",)),
    Row(44, "check downloads/web-page.xml", 1, ("XML15", "web page", "xslF345")),
    Row(45, "check downloads/refused.txt", 1, ("web page",)),
    Row(46, "check downloads/form-feed.txt", 1, ("XML01", r"[Tt]ake")),
    Row(47, "check downloads/bool-title.xml", 1, ("XML06", "!XSD01")),
    Row(48, "check downloads/bool-empty.xml", 1, ("XML06", "!XSD01")),
    Row(49, "check downloads/two-exhibits-one-name.xml", 1, ("EXH10",)),
    Row(50, "check downloads/price-per-ads.xml", 0, ("note NUM11", "per American Depositary Share")),
    exhibit(51, "smart-quotes", 1, "EXH11", "smart.txt:2:16", "curly"),
    exhibit(52, "windows-1252", 1, r"EXH\d\d"),
    exhibit(53, "utf-16", 1, r"EXH\d\d"),
    exhibit(54, "script", 1, r"EXH\d\d"),
    exhibit(55, "rtf", 0, r"warning EXH\d\d", "RTF"),
    exhibit(56, "word", 1, r"EXH\d\d", "Word"),
    exhibit(57, "long-lines", 1, r"EXH\d\d", "80"),
    exhibit(58, "empty", 1, "empty.txt is empty"),
    Row(59, "check exhibits/submission-non-ascii.xml", 1, (r"EXH\d\d",)),
    plan(60, "adoption-date", "!FTN19"),
    plan(61, "entered-into", "!FTN19"),
    plan(62, "adoption-date-slashes", "!FTN19"),
    plan(63, "rule-10b-5", "!PLN04"),
    plan(64, "terminated", "!PLN04"),
    plan(65, "no-date", "PLN04", r"plan_10b5_1: \{adopted: YYYY-MM-DD\}"),
    *(words(n, name, 0, "warning NUM09") for n, name in enumerate(CURRENCIES, 66)),
    words(76, "see-remarks", 0, r"warning"),
    words(77, "issuer-tender", 0, r"note", r"\bD\b"),
    words(78, "accent", 0, "!SIG08"),
    words(79, "estate-no-capacity", 0, "SIG07"),
    words(80, "estate-other-name", 0, "Executor"),
    words(81, "price-see-footnote", 1, r"[Ll]eave"),
    words(82, "price-1-for-1", 1, r"[Ll]eave|\^one-for-one"),
    words(83, "price-dash", 1, r"[Ll]eave"),
    words(84, "date-none", 1, r"\^no-expiration"),
    words(85, "date-9999", 0, "note"),
    words(86, "date-1988", 0, "note"),
    Row(87, f"check events/gift-to-itself.yaml {FILED}", 1, ("EVT",)),
    Row(88, "amend events/sale.yaml --out amended.yaml", 0),
    Row(89, f"check events/second-day.yaml {FILED}", 0, ("!DAT02",)),
    Row(90, f"check events/swapped.yaml {FILED}", 0, ("!BAL03",)),
    Row(90, f"check events/in-order.yaml {FILED}", 0, ("!BAL03",)),
    Row(
        91,
        f"check record/zero.yaml {FILED} --write-baseline b.json; "
        f"check record/zero.yaml {FILED} --baseline b.json --write-baseline b.json",
        0,
        ("1 finding to pass over",),
    ),
    Row(
        92,
        "check record/late.yaml --filed 2026-11-20 --write-baseline b.json; "
        "check record/late.yaml --filed 2026-11-27 --baseline b.json --strict",
        0,
    ),
    Row(
        93,
        "build record/sale.yaml --out out --only xml --filed 2026-11-20; "
        "record add out/sale --accession 0001903415-26-000041 --accepted '2026-11-20 16:30'",
        1,
        ("TEST",),
    ),
    Row(
        94,
        "build record/sale.yaml --out out --only xml --live --filed 2026-11-20; "
        "record add out/sale --accession 0001903415-26-000041 --accepted '2026-11-20 16:30'; "
        "check record/sale.yaml --filed 2026-11-27",
        0,
        ("!DUE",),
    ),
    Row(
        95,
        "build record/sale.yaml --out out --only xml --live --filed 2026-11-20; "
        "record add out/sale --accession 0001903415-26-000041 --accepted '2026-11-20 16:30'; "
        "late --year 2024",
        0,
        ("No filing on record falls in the fiscal year",),
    ),
    Row(96, "diff --exit-code record/one.yaml record/other.yaml", 1),
    Row(96, "diff record/one.yaml record/other.yaml", 0),
    Row(97, "due 11/25/2026", 0, ("2026-11-25",)),
]
NOT_HERE = {
    **dict.fromkeys(range(13, 17), "the hook's own entry: tests/whole/test_pre_commit.py"),
    **dict.fromkeys(range(98, 104), "limits, by a child of its own: tests/whole/test_hostile.py"),
    **dict.fromkeys(range(104, 109), "packaging: tests/whole/test_pipelines.py"),
    **dict.fromkeys(range(109, 119), "signing: tests/signoff"),
    **dict.fromkeys(range(119, 124), "the workbench: tests/web"),
}


@pytest.fixture
def daily(shared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in a copy of the cases, which the commands may write into."""
    shutil.copytree(shared / "cases" / "daily", tmp_path / "daily")
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)
    monkeypatch.setenv("FORM4KIT_SCHEMA_DIR", str(tmp_path / "none"))
    monkeypatch.chdir(tmp_path / "daily")
    return tmp_path / "daily"


def said_by(run: Result) -> str:
    return " ".join(f"{run.out}\n{run.err}".split())


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.number} {row.command}")
def test_a_row_of_the_table(row: Row, daily: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if "--live" in row.command:
        monkeypatch.setenv("FORM4KIT_CCC_1903446", "ab\x01cd12#" if row.number == 34 else "abcd12#x")
    for command in row.command.split("; "):
        arguments = shlex.split(command)
        text = ("--format", "text") if arguments[0] in ("check", "build") else ()
        run = form4kit(*arguments, *text)
    text = said_by(run)
    for each in row.said:
        assert bool(re.search(each.removeprefix("!"), text)) != each.startswith("!"), (each, text)
    assert run.code == row.exit, text


def test_the_amendment_of_a_draft_of_events_has_events(daily: Path) -> None:
    form4kit("amend", "events/sale.yaml", "--out", "amended.yaml")
    assert re.search(r"(?m)^events:", (daily / "amended.yaml").read_text())


def test_every_row_of_the_table_has_its_test(shared: Path) -> None:
    table = (shared / "cases" / "daily" / "README.md").read_text()
    numbers = {int(number) for number in re.findall(r"(?m)^\| (\d+) \|", table)}
    assert numbers == {row.number for row in ROWS} | NOT_HERE.keys()
