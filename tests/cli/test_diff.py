"""What two filings differ in, in the form's own words."""

from pathlib import Path

import pytest
import yaml
from clean_filings import CLEAN, edited
from commands_run import document, form4kit, put

SOUND = (CLEAN / "4.yaml").read_text()
NOT_YAML = 'form: "4"\nremarks: by: her\n'


def test_diff_speaks_the_forms_own_words() -> None:
    put("a.yaml")
    put(
        "b.yaml",
        edited("4", {"non_derivative[0].price": "32.07", "issuer.symbol": "AMOTX", "remarks": "New."}),
    )
    found = form4kit("diff", "a.yaml", "b.yaml")
    assert (found.code, found.out.splitlines()) == (
        0,
        [
            "Remarks: added, New.",
            "Issuer, trading symbol: AMOT became AMOTX",
            "Table I, row 1, price: 31.07 became 32.07",
        ],
    )
    assert form4kit("diff", "a.yaml", "a.yaml").out == "The two filings say the same.\n"
    assert form4kit("diff", "a.yaml", "missing").code == 2
    assert form4kit("diff", "a.yaml", put("c.yaml", NOT_YAML)).code == 1


def test_diff_of_a_draft_and_its_published_document_is_nothing() -> None:
    put("a.yaml")
    put("a.xml", document(published=True))
    out = form4kit("diff", "a.yaml", "a.xml").out
    assert out == "The two filings say the same.\n"


def test_diff_follows_a_row_put_in_between() -> None:
    rows = yaml.load(SOUND, Loader=yaml.BaseLoader)["non_derivative"]
    new = {**rows[0], "date": "2026-11-17", "owned_after": "5"}
    put("a.yaml")
    put("b.yaml", edited("4", {"non_derivative": [new, *rows]}))
    out = form4kit("diff", "a.yaml", "b.yaml").out.splitlines()
    assert [line for line in out if line.startswith("Table")] == [
        "Table I, row 1: added, Common Stock S D 1000 on 2026-11-17 then 5 owned"
    ]


@pytest.mark.parametrize("format", ["text", "markdown", "json"])
def test_diff_is_a_gate_where_it_is_asked(format: str) -> None:
    put("a.yaml")
    put("b.yaml", edited("4", {"remarks": "New."}))
    for given, code in (("a.yaml", 0), ("b.yaml", 1)):
        plain = form4kit("diff", "a.yaml", given, "--format", format)
        gate = form4kit("diff", "a.yaml", given, "--format", format, "--exit-code")
        assert (plain.code, gate.code) == (0, code)
        assert gate.out == plain.out
    assert form4kit("diff", "a.yaml", "missing", "--exit-code").code == 2


def test_the_pair_of_the_reference_material(shared: Path) -> None:
    one, other = (shared / "cases" / "daily" / "record" / name for name in ("one.yaml", "other.yaml"))
    assert form4kit("diff", one, other).code == 0
    assert form4kit("diff", "--exit-code", one, other).code == 1
    assert form4kit("diff", "--exit-code", one, one).code == 0
