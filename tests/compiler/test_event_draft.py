"""`new` for events: all that is known is filled in, and each blank is one finding."""

import re
from pathlib import Path

import pytest
from commands_run import FILED, check, form4kit, put, tree

from form4kit.draft.templates import EVENT_KINDS
from form4kit.events.kinds.index import KINDS

REGISTRY = (
    '[issuer]\nkey = "hartwell"\ncik = "0001903415"\nname = "HARTWELL INSTRUMENTS INC"\nsymbol = "HWLI"\n'
)
REYES = 'cik: "0001903446"\nname: Reyes Antonio J\nroles: [{director: true}]\n'
LAST = """form: "4"
plan_10b5_1: false
issuer: {cik: "0001903415", name: HARTWELL INSTRUMENTS INC, symbol: HWLI}
owners: [{cik: "0001903446", name: Reyes Antonio J, director: true}]
non_derivative:
  - {security: Common Stock, date: 2026-10-01, code: S, disposed: 500, price: 31, owned_after: 41471,
     ownership: direct}
  - {security: Common Stock, owned_after: 1000, ownership: {indirect: By Spouse}}
signatures: [{name: /s/ Antonio J. Reyes, date: 2026-10-02}]
"""
FILLS = "Trade Date,Shares,Price\n2026-11-18,300,31.07\n2026-11-18,200,31.50\n"
BLANK = re.compile(r"^ *(?:- )?[a-z_0-9]+: *(?:#.*)?$")
PARENTS = ("plan_10b5_1:", "issuer:", "owners:", "positions:", "common:", "award:", "events:", "signatures:")


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "repo" / ".git").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "repo")


def registry() -> None:
    put("form4kit.toml", REGISTRY)
    put("people/reyes.yaml", REYES)


def blanks(file: str) -> list[int]:
    """Return the lines of a draft that are keys to be filled in."""
    lines = Path(file).read_text().split("\n")
    return [
        n
        for n, line in enumerate(lines, 1)
        if BLANK.match(line)
        and line.split("#")[0].strip() not in PARENTS
        and not re.match(r"  - [a-z-]+:$", line)
    ]


def told(file: str) -> list[int]:
    return sorted(each["line"] for each in check(file).json["files"][0]["findings"])


@pytest.mark.parametrize("kind", [*KINDS, "plan-sale"])
@pytest.mark.parametrize("known", [True, False])
def test_a_blank_draft_has_one_finding_for_each_blank(kind: str, known: bool) -> None:
    if known:
        registry()
    made = form4kit("new", kind, "--person", "reyes", "--out", "a.yaml")
    assert made.code == 0, made.err
    text = Path("a.yaml").read_text()
    assert "events:" in text
    assert "non_derivative" not in text
    assert len(told("a.yaml")) == len(blanks("a.yaml"))
    assert all(each["severity"] == "error" for each in check("a.yaml").json["files"][0]["findings"])


@pytest.mark.parametrize("kind", EVENT_KINDS)
def test_every_kind_of_event_can_be_begun_with(kind: str) -> None:
    assert form4kit("new", kind, "--out", "a.yaml").code == 0
    assert f"  - {'sale' if kind == 'plan-sale' else kind}:" in Path("a.yaml").read_text()
    assert kind in form4kit("new", "list").out


def test_a_plan_sale_of_the_evening_is_filled_in() -> None:
    registry()
    put("../last.yaml", LAST)
    put("../confirm.csv", FILLS)
    (Path("drafts")).mkdir()
    made = form4kit(
        "new", "plan-sale", "--person", "reyes", "--fills", "../confirm.csv", "--after", "../last.yaml"
    )
    assert made.code == 0, made.err
    assert tree("drafts") == ["confirm.csv", "filing.schema.json", "last.yaml", "reyes-plan-sale.yaml"]
    assert "drafts/confirm.csv: copied from ../confirm.csv" in made.err
    text = Path("drafts/reyes-plan-sale.yaml").read_text()
    for line in ("issuer: hartwell", "owners: [reyes]", "  from: last.yaml", "      fills: confirm.csv"):
        assert f"{line}\n" in text
    assert "      from: common-stock  # or common-stock-by-spouse\n" in text
    assert "# common-stock is Common Stock: 41,471" in text
    assert "/s/ Antonio" not in text
    assert len(told("drafts/reyes-plan-sale.yaml")) == len(blanks("drafts/reyes-plan-sale.yaml")) == 3
    whole = re.sub("adopted: .*", "adopted: 2026-03-02", text)
    whole = re.sub("- name: .*", "- name: /s/ Antonio J. Reyes", whole)
    put("drafts/reyes-plan-sale.yaml", re.sub("    date: .*", "    date: 2026-11-19", whole))
    built = form4kit("build", "drafts/reyes-plan-sale.yaml", "--only", "xml", "--out", "out", *FILED)
    assert built.code == 0, built.out
    assert "<value>40971</value>" in Path("out/reyes-plan-sale/ownership.xml").read_text()


def test_nothing_is_written_over_and_the_same_file_is_not_copied_twice() -> None:
    registry()
    put("../confirm.csv", FILLS)
    put("confirm.csv", "my notes")
    assert form4kit("new", "sale", "--person", "reyes", "--fills", "../confirm.csv").code == 0
    assert Path("confirm.csv").read_text() == "my notes"
    assert Path("confirm-2.csv").read_text() == FILLS
    assert form4kit("new", "sale", "--person", "reyes", "--fills", "../confirm.csv").code == 0
    assert [each for each in tree(".") if each.endswith((".csv", "sale.yaml", "sale-2.yaml"))] == [
        "confirm-2.csv",
        "confirm.csv",
        "reyes-sale-2.yaml",
        "reyes-sale.yaml",
    ]
    assert form4kit("new", "sale", "--person", "reyes", "--out", "reyes-sale.yaml").code == 2


def test_without_a_registry_the_last_filing_says_who() -> None:
    put("last.yaml", LAST)
    put("confirm.csv", FILLS.replace("Trade Date,", "").replace("2026-11-18,", ""))
    made = form4kit("new", "sale", "--person", "reyes", "--fills", "confirm.csv", "--after", "last.yaml")
    assert made.code == 0
    text = Path("reyes-sale.yaml").read_text()
    assert '  cik: "0001903415"' in text
    assert "Reyes Antonio J" in text
    assert "      date:  " in text  # which the fills do not say
    assert len(told("reyes-sale.yaml")) == len(blanks("reyes-sale.yaml")) == 3


def test_who_is_not_known_or_did_not_file_is_said_at_once() -> None:
    registry()
    put("last.yaml", LAST.replace("1903446", "1903447"))
    unknown = form4kit("new", "sale", "--person", "reyess", "--out", "a.yaml")
    assert (unknown.code, "reyes" in unknown.err) == (2, True)
    other = form4kit("new", "sale", "--person", "reyes", "--after", "last.yaml", "--out", "a.yaml")
    assert other.code == 2
    assert "not by reyes" in other.err
    assert form4kit("new", "gift", "--fills", "last.yaml", "--out", "a.yaml").code == 2
    assert form4kit("new", "form5", "--person", "reyes", "--out", "a.yaml").code == 2
    assert not Path("a.yaml").exists()


def test_a_form_3_for_each_insider_of_the_registry() -> None:
    registry()
    put("people/left.yaml", 'cik: "0001903447"\nname: Gone Ann\nroles: [{to: 2025-01-01, director: true}]\n')
    put("people/abel.yaml", "name: Thomas Abel\n")
    made = form4kit("new", "form3", "--from", "people", "--out", "f3")
    assert made.code == 0, made.err
    assert tree("f3") == ["filing.schema.json", "reyes-form3.yaml"]
    assert "left: no role in force" in made.err
    text = Path("f3/reyes-form3.yaml").read_text()
    assert "owners: [reyes]" in text
    assert told("f3/reyes-form3.yaml") == blanks("f3/reyes-form3.yaml")[1:]  # the schema asks for the period
    put("f3/reyes-form3.yaml", "# mine\n" + text)
    assert "stays as it is" in form4kit("new", "form3", "--from", "people", "--out", "f3").err
    assert Path("f3/reyes-form3.yaml").read_text().startswith("# mine")


FILLED = {
    "    held": "41471",
    "      date": "2026-11-18",
    "      shares": "100",
    "      price": "31.07",
    "  cik": '"0001903415"',
    "  symbol": "HWLI",
    "  - cik": '"0001903446"',
    "    director": "true",
    "  - name": "/s/ Antonio J. Reyes",
    "    date": "2026-11-19",
    "  adopted": "2026-03-02",
    "    security": "Class B Common Stock",
}


@pytest.mark.parametrize("kind", ["gift", "grant", "plan-sale", "purchase", "sale"])
def test_a_draft_of_which_nothing_was_known_is_whole_once_its_blanks_are_filled(kind: str) -> None:
    assert form4kit("new", kind, "--out", "a.yaml").code == 0
    lines = []
    for line in Path("a.yaml").read_text().split("\n"):
        key, colon, rest = line.partition(":")
        blank = colon and not rest.split("#")[0].strip() and key in FILLED
        lines.append(f"{key}: {FILLED[key]}" if blank else line)
    text = "\n".join(lines)
    if kind == "grant":
        text = text.replace("    # exercisable: 2027-03-01 ", "    exercisable: 2027-03-01 ")
        text = text.replace("    # expires: 2035-03-01 ", "    expires: ^no-expiration ")
    put("a.yaml", text)
    found = check("a.yaml").json["files"][0]["findings"]
    assert [each["rule"] for each in found if each["severity"] == "error"] == [], found
