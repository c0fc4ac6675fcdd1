"""Tables: a draft for each good line, a finding at its cell for each bad one."""

import datetime as dt
from pathlib import Path

import pytest
from console import run
from hypothesis import given
from hypothesis import strategies as st
from registry_drafts import codes, grave, judged, tree

from form4kit.csv_drafts.columns import SPELLINGS, bare, column_of
from form4kit.csv_drafts.drafts import Drafts, drafts_from
from form4kit.csv_drafts.faults import FAULTS
from form4kit.csv_drafts.kinds import TABLE_KINDS
from form4kit.csv_drafts.summary import summary
from form4kit.findings import Fault
from form4kit.registry.entries import Registry
from form4kit.registry.load import registry_for
from form4kit.registry.starter import starter

FILED = dt.date(2026, 11, 19)
SIGN = "/s/ Antonio J. Reyes,2026-11-19"


@pytest.fixture(scope="module")
def registry(tmp_path_factory: pytest.TempPathFactory) -> Registry:
    root = tmp_path_factory.mktemp("repository")
    for name, text in starter(FILED).items():
        file = root / name
        file.parent.mkdir(exist_ok=True)
        file.write_text(text)
    return registry_for(root)


def made(kind: str, text: str, registry: Registry) -> Drafts:
    return drafts_from(text.encode(), "table.csv", kind, registry)


def rows(draft: str, table: str) -> list[str]:
    """Return the rows of a draft's table as short lines."""
    found = tree(draft).get(table)
    keys = ("code", "acquired", "disposed", "price", "owned_after")
    return (
        [" ".join(f"{key}={node.text}" for key in keys if (node := row.get(key))) for row in found.items]
        if found
        else []
    )


GOOD = {
    "grant": (
        "Director,Grant Date,Units,Vesting,Signature,Date signed\n"
        f'reyes,11/18/2026,"2,400","vesting(first=2027-11-18, parts=4)",{SIGN}\n',
        [],
        ["code=A acquired=2400 price=0 owned_after=2400"],
    ),
    "grant of an option": (
        "person,date,qty,award,strike,vesting,expiration,signature,signed\n"
        "reyes,2026-11-18,10000,Stock Option (right to buy),$31.07,One quarter vests each year.,2036-11-18,"
        f"{SIGN}\n",
        [],
        ["code=A acquired=10000 price=0 owned_after=10000"],
    ),
    "grant of stock": (
        "person,date,shares,award,held,vesting,signature,signed\n"
        f"reyes,2026-11-18,500,Common Stock,41471,vests-in-full(date=2027-05-01),{SIGN}\n",
        ["code=A acquired=500 ^vests-in-full(date=2027-05-01) price=0 owned_after=41971"],
        [],
    ),
    "purchase": (
        "owner;trade date;shares;price;balance;signature;signed\n"
        "1903446;2026-11-18;1000;31.07;1500;" + SIGN.replace(",", ";") + "\n",
        ["code=P acquired=1000 price=31.07 owned_after=1500"],
        [],
    ),
    "sale": (
        "name,date,qty,price,held,footnote,signature,signed\n"
        f'Reyes Antonio J,2026-11-18,1000,$31.07,"41,471","weighted-average(low=30.90, high=31.40)",{SIGN}\n',
        ["code=S ^weighted-average(low=30.90, high=31.40) disposed=1000 price=31.07 owned_after=40471"],
        [],
    ),
    "plan-sale": (
        "person\tdate\tshares\tprice\theld\tplan adopted\tsignature\tsigned\n"
        "reyes\t2026-11-18\t1000\t31.07\t41471\t2026-05-12\t" + SIGN.replace(",", "\t") + "\n",
        ["code=S disposed=1000 price=31.07 owned_after=40471"],
        [],
    ),
    "gift": (
        "person,date,shares,held,owned after,recipient,nature,signature,signed\n"
        f"reyes,2026-11-18,1000,41471,40471,charity,By Reyes Family Trust,{SIGN}\n",
        ["code=G disposed=1000 ^gift(kind=charity) price=0 owned_after=40471"],
        [],
    ),
    "gift to somebody": (
        "person,date,shares,held,recipient,signature,signed\n"
        f"reyes,2026-11-18,1000,41471,A gift to the reporting person's adult son.,{SIGN}\n",
        ["code=G disposed=1000 ^recipient price=0 owned_after=40471"],
        [],
    ),
    "vest": (
        "person,date,vested,held,units held,vesting,withheld,fmv,signature,signed\n"
        f'reyes,2026-11-18,1000,41471,3000,"vesting(first=2026-11-18, parts=3)",412,$88.10,{SIGN}\n',
        ["code=M acquired=1000 price=0 owned_after=42471"]
        + ["code=F disposed=412 ^withheld price=88.10 owned_after=42059"],
        ["code=M disposed=1000 price=0 owned_after=2000"],
    ),
    "vest by what is left": (
        "person,date,shares,owned_after,units_after,vesting,withheld,price,signature,signed\n"
        f"reyes,2026-11-18,1000,42059,0,2026-11-18,412,88.10,{SIGN}\n",
        ["code=M acquired=1000 price=0 owned_after=42471"]
        + ["code=F disposed=412 ^withheld price=88.10 owned_after=42059"],
        ["code=M disposed=1000 price=0 owned_after=0"],
    ),
    "exercise": (
        "person,date,options,strike,vesting,expires,held,options held,withheld,price,signature,signed\n"
        f"reyes,2026-11-18,1000,12.50,fully-vested,2031-03-01,41471,4000,400,31.07,{SIGN}\n",
        ["code=M acquired=1000 price=12.50 owned_after=42471"]
        + ["code=F disposed=400 ^withheld(occasion=exercise of the option) price=31.07 owned_after=42071"],
        ["code=M disposed=1000 price=0 owned_after=3000"],
    ),
}


@pytest.mark.parametrize("case", GOOD)
def test_a_good_line_is_a_draft_that_checks_clean(case: str, registry: Registry) -> None:
    table, stock, derivative = GOOD[case]
    kind = case.partition(" ")[0]
    found = made(kind, table, registry)
    assert found.findings == () and found.lines == 1
    (draft,) = found.drafts
    assert draft.stem == f"reyes-2026-11-18-{kind}"
    assert f"# {kind}, from table.csv, line 2\n" in draft.text
    assert (rows(draft.text, "non_derivative"), rows(draft.text, "derivative")) == (stock, derivative)
    assert grave(judged(draft.text, registry, FILED)[1]) == []


def test_every_kind_has_a_good_line() -> None:
    assert {case.partition(" ")[0] for case in GOOD} == set(TABLE_KINDS)


HEAD = "person,date,shares,price,held,owned_after\n"
LINE = "reyes,2026-11-18,500,31.07,1000,"
BAD = {
    "ryes,2026-11-18,500,31.07,1000,": [
        ("TAB06", 1, "the registry has no person ryes", "Did you mean `reyes`?")
    ],
    ",2026-11-18,500,31.07,1000,": [("TAB05", 1, "no person", "")],
    "reyes,18.11.26,500,31.07,1000,": [("TAB04", 7, 'date is "18.11.26", not a date', "2026-11-18")],
    "reyes,13/18/2026,500,31.07,1000,": [("TAB04", 7, '"13/18/2026", not a date', "2026-11-18")],
    "reyes,2026-11-18,some,31.07,1000,": [("TAB04", 18, 'shares is "some", not a number', "1234.50")],
    "reyes,2026-11-18,0,31.07,1000,": [("TAB04", 18, "shares is 0", "")],
    "reyes,2026-11-18,-500,31.07,1000,": [("TAB04", 18, '"-500", not a number', "")],
    'reyes,2026-11-18,500,"31,07",1000,': [("TAB04", 22, '"31,07", not a number', "period")],
    "reyes,2026-11-18,500,,1000,": [("TAB05", 1, "no price", "")],
    "reyes,2026-11-18,500,31.07,,": [("TAB05", 1, "neither held nor owned_after", "")],
    "reyes,2026-11-18,500,31.07,100,": [("TAB07", 28, "held is 100, and 500 go out", "")],
    "reyes,2026-11-18,500,31.07,1000,600": [("TAB07", 33, "1,000 - 500 is 500, not 600", "")],
    "reyes,2026-11-18,500,31.07,1000,500,x": [("TAB05", 1, "7 values, and there are 6 columns", "quotes")],
    "ryes,x,500,31.07,1000,": [("TAB06", 1, "ryes", ""), ("TAB04", 6, '"x", not a date', "")],
}


@pytest.mark.parametrize("line", BAD)
def test_a_bad_line_is_a_finding_and_the_others_are_written(line: str, registry: Registry) -> None:
    found = made("sale", f"{HEAD}{LINE}\n{line}\nlindqvist,{LINE.partition(',')[2]}\n", registry)
    assert [(draft.person, draft.line) for draft in found.drafts] == [("reyes", 2), ("lindqvist", 4)]
    assert found.lines == 3
    assert [(each.rule, each.place.line, each.place.column) for each in found.findings] == [
        (code, 3, column) for code, column, _, _ in BAD[line]
    ]
    for each, (_, _, message, hint) in zip(found.findings, BAD[line], strict=True):
        assert each.blocks and message in each.message and hint in each.hint
        assert each.place.where.startswith("Line 3")


TABLES = {
    "": ("TAB01", "the file is empty"),
    "\n \n": ("TAB01", "the file is empty"),
    "reyes,2026-11-18,500\n": ("TAB01", '"reyes", "2026-11-18" and "500" are no headers'),
    "person,date,shares,price\nreyes,2026-11-18,1,2\n": ("TAB03", "no column held or owned_after"),
    "person,shares,price,held\n": ("TAB03", "no column date"),
    "person,owner,date,shares,price,held\n": ("TAB03", '"person" and "owner" are both person'),
    HEAD: ("TAB01", "there is no line below the headers"),
    HEAD + 'reyes,"2026': ("TAB01", "unexpected end of data"),
    HEAD + "reyes\x00,": ("TAB01", "control character U+0000"),
}


@pytest.mark.parametrize("text", TABLES)
def test_what_is_no_table_makes_no_draft(text: str, registry: Registry) -> None:
    found = made("sale", text, registry)
    assert found.drafts == ()
    (finding,) = found.findings
    assert (finding.rule, finding.blocks) == (TABLES[text][0], True)
    assert TABLES[text][1] in finding.message


def test_bytes_of_another_encoding_make_no_draft(registry: Registry) -> None:
    found = drafts_from((HEAD + "réyes").encode("cp1252"), "t.csv", "sale", registry)
    assert [each.message for each in found.findings] == ["the file is not UTF-8"]
    assert made("sale", "\ufeff" + HEAD + LINE, registry).findings == ()


def test_a_column_that_is_passed_over_is_warned_of(registry: Registry) -> None:
    found = made("sale", "person,date,shares,price,held,comission,withheld,\n" + LINE + "5,6,\n", registry)
    assert [(each.rule, each.severity, each.place.column) for each in found.findings] == [
        ("TAB02", "warning", 31),
        ("TAB02", "warning", 41),
    ]
    assert len(found.drafts) == 1


@pytest.mark.parametrize(
    ("kind", "head", "line", "message"),
    [
        ("vest", "person,date,shares,held,units held,vesting,withheld,price", "412,", "no price"),
        (
            "vest",
            "person,date,shares,held,units held,vesting,withheld,price",
            "1412,88",
            "1412 shares withheld of 1000",
        ),
    ],
)
def test_what_is_withheld_has_a_price_and_is_no_more(
    kind: str, head: str, line: str, message: str, registry: Registry
) -> None:
    found = made(kind, f"{head}\nreyes,2026-11-18,1000,5,3000,2026-11-18,{line}\n", registry)
    assert [each.message for each in found.findings if message in each.message]
    assert found.drafts == ()


def test_more_units_than_there_are_do_not_vest(registry: Registry) -> None:
    head = "person,date,shares,held,units held,vesting"
    found = made("vest", f"{head}\nreyes,2026-11-18,1000,5,300,2026-11-18\n", registry)
    assert [(each.rule, each.message) for each in found.findings] == [
        ("TAB07", "units_held is 300, and 1,000 go out")
    ]


def test_a_footnote_of_a_table_is_checked(registry: Registry) -> None:
    head = "person,date,shares,vesting"
    for vesting, message in (
        ('"vesting(first=2027-11-18, parts=x)"', 'parts of ^vesting is "x"'),
        ("vestng(first=2027-11-18)", "there is no footnote vestng"),
        ("", "it does not say when the award vests"),
    ):
        found = made("grant", f"{head}\nreyes,2026-11-18,1000,{vesting}\n", registry)
        assert len(found.findings) == 1 and message in found.findings[0].message
        assert found.drafts == ()


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.code)
def test_the_examples_of_a_fault_are_right(fault: Fault, registry: Registry) -> None:
    assert codes(list(made("gift", fault.bad, registry).findings)) == [fault.code]
    found = made("gift", fault.good, registry)
    assert found.findings == () and len(found.drafts) == 1


def test_files_are_named_once_and_never_written_over(registry: Registry) -> None:
    head = "person,date,shares,price,held,file\n"
    table = head + f"{LINE}\n{LINE}\n{LINE}own\n{LINE}own.yaml\n{LINE}../x\n"
    found = made("sale", table, registry)
    assert [draft.stem for draft in found.drafts] == [
        "reyes-2026-11-18-sale",
        "reyes-2026-11-18-sale-2",
        "own",
    ]
    assert codes(list(found.findings)) == ["TAB08", "TAB08"]
    again = drafts_from(table.encode(), "t.csv", "sale", registry, taken=["reyes-2026-11-18-sale"])
    assert "reyes-2026-11-18-sale.yaml is there already" in [each.message for each in again.findings]


def test_the_issuer_is_the_only_one_or_that_of_the_role(tmp_path: Path) -> None:
    (tmp_path / "form4kit.toml").write_text(
        '[issuers.hartwell]\ncik = "1"\nsymbol = "HWLI"\n[issuers.alder]\ncik = "2"\nsymbol = "ALD"\n'
        '[people.reyes]\ncik = "3"\nroles = [{issuer = "alder", director = true}]\n'
        '[people.lind]\ncik = "4"\ndirector = true\n'
    )
    registry = registry_for(tmp_path)
    table = f"{HEAD.strip()},issuer\n{LINE},\nlind,2026-11-18,5,3,9,,\nlind,2026-11-18,5,3,9,,hwli\n"
    found = made("sale", table, registry)
    assert ["issuer: alder" in draft.text or "issuer: hartwell" in draft.text for draft in found.drafts] == [
        True
    ] * 2
    assert [draft.line for draft in found.drafts] == [2, 4]
    assert [each.message for each in found.findings] == ["it does not say which issuer"]


def test_headers_are_known_in_their_usual_spellings() -> None:
    for header, column in {
        "Trade Date": "date",
        "Qty": "shares",
        "# of Shares": None,
        "No. of Shares": "shares",
        "Price (USD)": "price",
        "Price/Share": None,
        "Price per share": "price",
        "FMV": "price",
        "Owner": "person",
        "owned_after": "owned_after",
        "10b5-1 plan": None,
        "": None,
    }.items():
        assert column_of(header) == column, header
    spellings = [each for column, others in SPELLINGS.items() for each in (bare(column), *others.split())]
    assert len(spellings) == len(set(spellings))
    known = {name for kind in TABLE_KINDS.values() for name in kind.columns}
    assert known == set(SPELLINGS)


def test_the_summary_says_what_came_of_each_line(registry: Registry) -> None:
    table, _, _ = GOOD["vest"]
    found = made("vest", table + "ryes,2026-11-18,1,1,1,2026-11-18,,,,\n", registry)
    text = summary(found, "vests.csv", "vest", registry)
    assert text.startswith("# vest: 1 of 2 lines of vests.csv\n")
    assert "| [reyes-2026-11-18-vest](reyes-2026-11-18-vest.yaml) | 2 | Reyes Antonio J | " in text
    assert "M +1000 Common Stock, then 42471; F −412 Common Stock at $88.10, then 42059; M −1000" in text
    assert "| 2026-11-20 | yes |" in text
    assert "- line 3: the registry has no person ryes (TAB06)" in text


def test_forty_vests_at_once(tmp_path: Path) -> None:
    people = "".join(
        f'[people.p{n}]\ncik = "{1000 + n}"\nname = "P{n} Ann"\nofficer = "Vice President"\n'
        for n in range(40)
    )
    (tmp_path / "form4kit.toml").write_text('[issuer]\ncik = "1"\nsymbol = "HWLI"\n' + people)
    lines = "".join(
        f"p{n},2026-11-18,1000,{5000 + n},3000,2026-11-18,{400 + n},88.10,/s/ Ann P{n},2026-11-19\n"
        for n in range(40)
    )
    table = tmp_path / "vests.csv"
    table.write_text("person,date,shares,held,units held,vesting,withheld,price,signature,signed\n" + lines)
    out = tmp_path / "drafts"
    result = run("new", "vest", "--from", table, "--out", out)
    assert result.exit_code == 0 and "40 of 40 drafts written" in result.output
    registry = registry_for(out)
    for number in (0, 39):
        text = (out / f"p{number}-2026-11-18-vest.yaml").read_text()
        filing, findings = judged(text, registry, FILED)
        assert grave(findings) == []
        assert [f"{row.owned_after.value}" for row in filing.rows] == [
            f"{6000 + number}",
            f"{5600}",
            "2000",
        ]
    again = run("new", "vest", "--from", table, "--out", out)
    assert again.exit_code == 1 and again.output.count("is there already") >= 40


def test_the_command_says_what_it_cannot_do(tmp_path: Path) -> None:
    assert run("new", "form5", "--from", tmp_path / "x.csv", "--out", tmp_path).exit_code == 2
    assert run("new", "sale", "--from", tmp_path / "x.csv", "--out", tmp_path).exit_code == 2
    assert run("new", "sale", "--from", tmp_path / "x.csv").exit_code == 2


@given(st.sampled_from(sorted(TABLE_KINDS)), st.lists(st.lists(st.text(max_size=8), max_size=9), max_size=4))
def test_nothing_raises(kind: str, lines: list[list[str]]) -> None:
    head = ",".join(TABLE_KINDS[kind].columns)
    text = "\n".join([head, *(",".join(line) for line in lines)])
    found = made(kind, text, Registry())
    assert found.drafts == ()
