"""A plan taken by name becomes its date of adoption; a slip is one finding."""

import datetime as dt
from pathlib import Path

import pytest
from registry_drafts import codes, grave, judged

from form4kit.registry.load import registry_for

REYES = """
cik: "0001903446"
name: Reyes Antonio J
address: {street: 2200 ALAMEDA PARKWAY, city: SAN MATEO, state: CA, zip: "94403"}
director: true
plans:
  - {key: sales-2026, adopted: 2026-03-02, certified: 2026-03-02, modified: [{date: 2026-08-03, what: price}]}
  - {key: gifts, adopted: 2026-02-02, certified: 2026-02-02, side: gift}
"""
DRAFT = """\
form: "4"
plan_10b5_1: BOX
issuer: {cik: "0001903415", name: HARTWELL INSTRUMENTS INC, symbol: HWLI}
owners: [reyes]
positions: {common: {security: Common Stock, held: 5000}}
events:
  - sale: {from: common, date: DAY, shares: 100, price: 31.07, plan: SALE}
  - gift: {from: common, date: DAY, shares: 100, plan: GIFT}
signatures:
  - {name: /s/ Antonio J. Reyes, date: DAY}
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "people").mkdir()
    (tmp_path / "form4kit.toml").write_text("")
    (tmp_path / "people" / "reyes.yaml").write_text(REYES)
    return tmp_path


def draft(box: str, sale: str = "", gift: str = "", day: str = "2026-11-18") -> str:
    return DRAFT.replace("BOX", box).replace("SALE", sale).replace("GIFT", gift).replace("DAY", day)


def notes(text: str, root: Path, filed: dt.date) -> list[str]:
    filing, findings = judged(text, registry_for(root), filed)
    assert not [each for each in grave(findings) if each.rule.startswith(("REG", "DRF", "EVT"))], findings
    assert filing.plan_10b5_1.value is True
    return [filing.note(row.code.names[0]).text.text or "" for row in filing.non_derivative]  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("day", "told"),
    [("2026-11-18", "August 3, 2026"), ("2026-08-03", "August 3, 2026"), ("2026-07-20", "March 2, 2026")],
)
def test_the_box_takes_the_adoption_in_force(root: Path, day: str, told: str) -> None:
    said = notes(draft("sales-2026", day=day), root, dt.date.fromisoformat(day))
    assert [told in text for text in said] == [True, True]


def test_an_event_takes_its_own_plan(root: Path) -> None:
    said = notes(draft("sales-2026", "sales-2026", "gifts"), root, dt.date(2026, 11, 18))
    assert "August 3, 2026" in said[0] and "February 2, 2026" in said[1]
    said = notes(draft("true", "sales-2026", "gifts"), root, dt.date(2026, 11, 18))
    assert "August 3, 2026" in said[0] and "February 2, 2026" in said[1]


@pytest.mark.parametrize(
    ("text", "where", "hint"),
    [
        (draft("sales-2025"), (2, 14), "Did you mean `sales-2026`?"),
        (draft("quarterly-2"), (2, 14), "The plans are `gifts` and `sales-2026`."),
        (draft("true", "sale-2026"), (7, 77), "Did you mean `sales-2026`?"),
    ],
    ids=["box", "another", "event"],
)
def test_a_slip_is_one_finding(root: Path, text: str, where: tuple[int, int], hint: str) -> None:
    _, findings = judged(text, registry_for(root), dt.date(2026, 11, 18))
    (found,) = [each for each in findings if each.rule == "REG07"]
    assert (found.place.line, found.place.column) == where
    assert hint in found.hint and found.blocks
    assert not [code for code in codes(findings) if code.startswith(("EVT", "DRF"))]


def test_without_a_registry_nothing_is_known(tmp_path: Path) -> None:
    text = draft("sales-2026").replace("owners: [reyes]", 'owners: [{cik: "7", name: X, director: true}]')
    _, findings = judged(text, registry_for(tmp_path), dt.date(2026, 11, 18))
    (found,) = [each for each in findings if each.rule == "REG07"]
    assert "form4kit init" in found.hint


def test_words_that_are_no_plan_are_faults_of_the_draft(root: Path) -> None:
    for word in ("yes", "Yes", "on", "maybe", "falze"):
        _, findings = judged(draft(word), registry_for(root), dt.date(2026, 11, 18))
        assert "REG07" not in codes(findings) and any(code.startswith("DRF") for code in codes(findings))


def test_an_event_that_is_not_under_the_plan_says_so(root: Path) -> None:
    from form4kit.outcome import Options
    from form4kit.pipeline import run_bytes

    (root / "people" / "reyes.yaml").write_text(REYES.replace("certified: 2026-03-02, ", "side: sale, "))
    found = []
    for sale in ("", "false"):
        text = draft("false", sale, "false").encode()
        outcome = run_bytes(text, "x.yaml", root, Options(filed=dt.date(2026, 11, 19)))
        found.append([each.rule for each in outcome.findings if each.rule in ("PLN17", "PLN18")])
    assert found == [["PLN18"], []]
    two = draft("true", "sales-2026", "false").replace(
        "gift: {from: common,", "sale: {from: common, price: 31,"
    )
    for sale, noted in ((two, []), (two.replace(", plan: false", ""), ["PLN07", "PLN17"])):
        outcome = run_bytes(sale.encode(), "x.yaml", root, Options(filed=dt.date(2026, 11, 19)))
        told = [each.rule for each in outcome.findings if each.rule in ("PLN07", "PLN17", "PLN18")]
        assert told == noted
