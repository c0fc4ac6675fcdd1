"""An amendment of each example and each kind of event: what it asks for can be done, and then it builds."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from commands_run import form4kit, put
from event_drafts import FILES, whole

ROOT = Path(__file__).resolve().parents[2]
DRAFTS = sorted((ROOT / "examples").glob("*.yaml")) + sorted((ROOT / "tests" / "clean").glob("*.yaml"))
EVENTS = {
    f"{path.stem}: {case['name']}": case
    for path in sorted((ROOT / "tests" / "data" / "events").glob("*.yaml"))
    if path.stem != "published"
    for case in yaml.safe_load(path.read_text())
    if case["rows"] and not case.get("finds")
}
NOTE = '  amended: "Amended to correct the number of shares sold, reported as 1,000."'
WHY = 'remarks: "Amended to correct the number of shares, and the balances that follow."'
DAY = ("--filed", "2026-12-10")


@pytest.fixture(autouse=True)
def alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)
    monkeypatch.setenv("FORM4KIT_SCHEMA_DIR", str(tmp_path / "none"))
    monkeypatch.setenv("FORM4KIT_CCC_1234567", "abcd1@34")
    (tmp_path / "form4kit.toml").write_text("")
    monkeypatch.chdir(tmp_path)


def findings(name: str) -> dict[str, str]:
    """Return the codes of what is found, with a message of each."""
    files = form4kit("check", name, *DAY, "--format", "json").json["files"]
    return {each["rule"]: each["message"] for each in files[0]["findings"]}


def signed(text: str) -> str:
    """Fill in what the template leaves to be filled in, but for the reason."""
    text = re.sub(r"\bdate: *(?:#[^\n]*)?(?=[,}\n])", "date: 2026-12-09", text)
    return re.sub(r"(?m)^original_filed: *(?:#.*)?$", "original_filed: 2026-11-20", text)


def amended(filed: str, out: str = "b.yaml") -> str:
    """Write the amendment of a filing, signed, and return its text."""
    run = form4kit("amend", filed, "--out", out)
    assert run.code == 0, run.err
    return signed(Path(out).read_text())


def explained(text: str) -> str:
    """Give the reason in the remarks, which holds for every line."""
    return re.sub(r"(?m)^remarks:.*$", WHY, text, count=1)


def beside(case: dict[str, Any]) -> None:
    for path in FILES.iterdir():
        put(path.name, path.read_bytes())
    for name, text in case.get("files", {}).items():
        put(name, text)


def holds(name: str, text: str, before: dict[str, str]) -> None:
    """Hold that nothing is found in an amendment that was not found in what it amends, and that it builds."""
    put(name, text)
    found = findings(name)
    assert found.keys() <= before.keys(), {code: found[code] for code in found.keys() - before.keys()}
    run = form4kit("build", name, "--out", "out", "--only", "xml", *DAY)
    assert run.code == 0, run.out + run.err


@pytest.mark.parametrize("name", sorted(EVENTS))
def test_events_are_amended_as_events(name: str) -> None:
    beside(EVENTS[name])
    put("a.yaml", whole(EVENTS[name]["draft"]))
    before = findings("a.yaml")
    text = amended("a.yaml")
    assert ("\nevents:" in text) == ("events:" in EVENTS[name]["draft"])
    put("b.yaml", text)
    assert findings("b.yaml").keys() - before.keys() == {"DRF22"}, "nothing is amended yet"
    holds("remarks.yaml", explained(text), before)
    for opening in re.finditer(r"\bheld: (\d+)", text):
        more = f"{text[: opening.start(1)]}{int(opening[1]) + 10}{text[opening.end() :]}"
        holds("held.yaml", explained(more), before)


@pytest.mark.parametrize("name", sorted(EVENTS))
def test_each_line_alone_is_amended(name: str) -> None:
    """Amend what EDGAR has, where there are no events any more, one line at a time."""
    beside(EVENTS[name])
    put("a.yaml", whole(EVENTS[name]["draft"]))
    each_line_alone("a.yaml", findings("a.yaml"))


@pytest.mark.parametrize("path", DRAFTS, ids=lambda path: path.name)
def test_each_line_alone_of_an_example_is_amended(path: Path) -> None:
    for other in (ROOT / "examples").glob("*.yaml"):
        put(other.name, other.read_bytes())
    put("a.yaml", path.read_bytes())
    each_line_alone("a.yaml", findings("a.yaml"))


def each_line_alone(draft: str, before: dict[str, str]) -> None:
    form4kit("build", draft, "--out", "filed", "--only", "xml", *DAY)
    put("edgar.xml", Path("filed/a/ownership.xml").read_bytes())  # where no draft of events is known
    text = amended("edgar.xml", "rows.yaml")
    put("rows.yaml", text)
    assert findings("rows.yaml").keys() - before.keys() <= {"DRF22", "SIG06"}
    slot = re.search(r"(?m)^  # (amended[\w-]*): .*$", text)
    assert slot is not None
    lines = list(re.finditer(r'(?m)^  - security: .*?(?="?$)', text))
    assert lines
    for line in lines:
        marked = f"{text[: line.end()]} ^{slot[1]}{text[line.end() :]}".replace(
            slot[0], NOTE.replace("amended:", f"{slot[1]}:", 1)
        )
        put("row.yaml", marked)
        if findings("row.yaml").get("FTN19", "").endswith("tells of a plan"):  # it says to untick the box
            marked = marked.replace("plan_10b5_1: true", "plan_10b5_1: false")
        holds("row.yaml", marked, before)


# ---------------------------------------------------------------- their kin

POWER = """\
POWER OF ATTORNEY

I appoint John Roe my attorney-in-fact.

/s/ Richard D. Federico
November 19, 2026
"""
EVENT_DRAFT = whole("""\
positions:
  common: {security: Common Stock, held: 41471}
events:
  - sale: {from: common, date: 2026-11-18, shares: 500, price: 31.07}
  - gift: {from: common, date: 2026-11-18, shares: 100}
""")
GIFT = ("shares: 100}", "shares: 150, note: ^amended}")
REASON = ("  # amended: ", "  amended: ")


def edited(text: str, *edits: tuple[str, str]) -> str:
    for old, new in edits:
        assert old in text, (old, text)
        text = text.replace(old, new, 1)
    return text


def rows(name: str) -> list[tuple[str, str, str]]:
    """Return code, amount and balance of each line that a draft files."""
    form4kit("build", name, "--out", "rows", "--only", "xml", *DAY)
    text = Path("rows", Path(name).stem, "draft.yaml").read_text()
    table = yaml.safe_load(text.partition("non_derivative:")[2].join(["non_derivative:", ""]))
    return [
        (each.get("code", "").partition(" ")[0], str(each.get("disposed", "")), str(each["owned_after"]))
        for each in table["non_derivative"]
    ]


@pytest.mark.parametrize("of", ["b.yaml", "out/b"])
def test_an_amendment_of_an_amendment_keeps_events_and_knows_what_stands(of: str) -> None:
    put("a.yaml", EVENT_DRAFT)
    put("b.yaml", edited(amended("a.yaml"), GIFT, REASON))
    assert rows("b.yaml") == [("G", "150", "40821")]
    form4kit("build", "b.yaml", "--out", "out", "--only", "xml", *DAY)
    text = amended(of, "c.yaml")
    put("c.yaml", text)
    assert findings("c.yaml").keys() == {"DRF22"}
    assert [text.count(each) for each in ("## Form 4/A", "## Date each", "# amended-2:")] == [1, 1, 1]
    again = (
        ("shares: 500", "shares: 501, note: ^amended-2"),
        ('  # amended-2: "Amended', '  amended-2: "Again amended'),
    )
    put("c.yaml", edited(text, *again))
    assert rows("c.yaml") == [("S", "501", "40970"), ("G", "150", "40820")]
    assert findings("c.yaml").keys() == {"AMD11"}, "the balance of the gift follows, and nothing says so"
    holds("c.yaml", explained(edited(text, *again)), {})
    third = amended("c.yaml", "d.yaml")
    put("d.yaml", third)
    assert findings("d.yaml").keys() == {"DRF22"}, "what stands is known through the whole chain"


def test_an_owner_who_was_left_out_is_added_to_events() -> None:
    put("a.yaml", EVENT_DRAFT)
    second = '  - {cik: "0001234568", name: Smith Jane, ten_percent: true}\nplan_10b5_1:'
    text = edited(explained(amended("a.yaml")), ("plan_10b5_1:", second))
    put("b.yaml", f"{text}  - {{name: /s/ Jane Smith, date: 2026-12-09}}\n")
    assert findings("b.yaml").keys() == {"OWN24"}, "which of two holds it directly is asked for"
    assert [row[0] for row in rows("b.yaml")] == ["S", "G"]


@pytest.mark.parametrize("remarks", ["", "Amended to attach Exhibit 24 - Power of Attorney."])
def test_an_exhibit_alone_is_an_amendment(remarks: str) -> None:
    put("a.yaml", EVENT_DRAFT)
    put("poa.txt", POWER)
    exhibit = "exhibits:\n  - {file: poa.txt, type: EX-24, description: Power of attorney}\n"
    put("b.yaml", amended("a.yaml").replace("\nremarks:\n", f"\nremarks: {remarks}\n") + exhibit)
    found = findings("b.yaml")
    assert found.keys() == ({"AMD02", "EXH06"} if not remarks else set()), found
    if remarks:
        assert [row[0] for row in rows("b.yaml")] == ["S"], "EDGAR takes no Form 4 without a transaction"
