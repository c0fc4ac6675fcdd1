"""Headers of tables: those of a kind, those that administrators publish, those of a house."""

from pathlib import Path

import pytest
from commands_run import FILED, form4kit, put

import form4kit.csv_drafts as package
from form4kit.csv_drafts.columns import SPELLINGS, column_of

REGISTRY = (
    '[issuer]\nkey = "hartwell"\ncik = "0001903415"\nname = "HARTWELL INSTRUMENTS INC"\nsymbol = "HWLI"\n'
)
REYES = 'cik: "0001903446"\nname: Reyes Antonio J\nroles: [{director: true}]\n'
PUBLISHED = [
    line.split("\t")
    for line in (Path(package.__file__).parent / "headings.tsv").read_text().splitlines()
    if not line.startswith("#")
]


@pytest.fixture(autouse=True)
def _house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    put("form4kit.toml", REGISTRY)
    put("people/reyes.yaml", REYES)


def made(kind: str, table: str) -> tuple[int, str, str]:
    found = form4kit("new", kind, "--from", put("t.csv", table), "--out", "out")
    drafts = sorted(Path("out").glob("*.yaml"))
    return found.code, drafts[0].read_text() if drafts else "", found.out


@pytest.mark.parametrize(
    ("head", "vesting"),
    [
        ("Vest Date", "2027-11-18"),
        ("Vesting Schedule", "In four equal parts."),
        ("Vesting Date", "11/18/2027"),
    ],
)
def test_a_grant_says_when_it_vests(head: str, vesting: str) -> None:
    code, draft, said = made(
        "grant", f"Participant,Grant Date,RSUs,{head}\nreyes,2026-11-18,2400,{vesting}\n"
    )
    assert (code, "passed over" in said) == (0, False), said
    assert "date: 2026-11-18" in draft
    assert "acquired: 2400" in draft
    assert ("exercisable: 2027-11-18" if "20" in vesting else "In four equal parts.") in draft
    assert form4kit("check", "out", "--select", "YML,DRF", *FILED).code == 0


@pytest.mark.parametrize(
    ("heads", "cells", "vests"),
    [
        ("Participant Name,Grant Date,RSUs Granted,Vesting", "reyes,25-Nov-2026,24,25% a year", "25% a year"),
        ("Employee Full Name,Date of Grant,Number of RSUs,Vests", "reyes,11/25/26,24,11/25/27", "2027-11-25"),
        ("Grantee,Grant Date,No. of Units,Vest Date", "reyes,11/25/2026,24,Nov 25 2027", "2027-11-25"),
        (
            "Name,Grant Date,# PSUs Awarded,Vests",
            "reyes,20261125,24,1/3 a year for 3 years",
            "1/3 a year for 3",
        ),
    ],
)
def test_headers_put_together_from_the_same_words(heads: str, cells: str, vests: str) -> None:
    code, draft, said = made("grant", f"{heads}\n{cells}\n")
    assert (code, "passed over" in said) == (0, False), said
    assert "date: 2026-11-25" in draft
    assert "acquired: 24" in draft
    assert vests in draft


def test_a_date_that_is_none_is_no_schedule() -> None:
    code, _, said = made("grant", "Person,Grant Date,RSUs,Vest Date\nreyes,2026-11-18,9,31/31/2027\n")
    assert (code, 'exercisable is "31/31/2027", not a date' in said) == (1, True)


def test_a_schedule_says_more_than_a_date_beside_it() -> None:
    code, draft, said = made(
        "grant",
        "Person,Grant Date,Vest Date,RSUs,Vesting Schedule\nreyes,2026-11-18,2027-11-18,9,In one part.\n",
    )
    assert code == 0
    assert "In one part." in draft
    assert '"Vest Date" is passed over' in said


def test_the_date_of_a_vesting_is_not_that_of_the_grant() -> None:
    head = "Person,Grant Date,Vest Date,RSUs,Vesting Schedule,Held,Units Held"
    code, draft, said = made("vest", f"{head}\nreyes,2025-11-18,2026-11-18,600,In four parts.,1000,2400\n")
    assert code == 0, said
    assert "date: 2026-11-18" in draft
    assert "2025-11-18" not in draft


@pytest.mark.parametrize("line", PUBLISHED, ids=lambda line: line[0])
def test_a_published_header_has_its_source(line: list[str]) -> None:
    heading, column, administrator, source, seen = line
    assert column in SPELLINGS
    assert column_of(heading) == column
    assert source.startswith("https://")
    assert administrator
    assert seen


def test_a_house_has_headers_of_its_own() -> None:
    put(
        "form4kit.toml",
        f'{REGISTRY}[tables]\n"Award No. of Units" = "shares"\n[tables.grant]\n"Effective" = "date"\n',
    )
    code, draft, said = made(
        "grant", "Person,Effective,Award No. of Units,Vests\nreyes,2026-11-18,12,2027-11-18\n"
    )
    assert code == 0, said
    assert "acquired: 12" in draft
    put("form4kit.toml", f'{REGISTRY}[tables]\n"Units here" = "shars"\n')
    _, _, said = made("grant", "Person,Date,Shares,Vests\nreyes,2026-11-17,12,2027-11-18\n")
    assert "there is no such column" in said
    assert "shares" in said


@pytest.mark.parametrize(
    "table",
    [
        "Person,Shares\nreyes,12\n",
        "nothing\n",
        "",
        "Person,Date,Shares,Vests\nreys,2026-11-18,12,2027-11-18\n",
    ],
)
def test_the_summary_is_there_when_something_fails(table: str) -> None:
    code, draft, _ = made("grant", table)
    assert (code, draft) == (1, "")
    assert "## Not written" in Path("out/summary.md").read_text()
