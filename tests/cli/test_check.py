"""`check --fix` mends what is certain, on the line the person wrote, and keeps comments."""

from pathlib import Path

import pytest
from clean_filings import CLEAN
from typer.testing import CliRunner

from form4kit.cli.main import app

CLEAN_4 = (CLEAN / "4.yaml").read_text()
CASES = {
    "unknown key": ("symbol: AMOT", "simbol: AMOT"),
    "a word for a boolean": ("plan_10b5_1: false", "plan_10b5_1: no"),
    "unused footnote": ("footnotes:\n", "footnotes:\n  # an old one\n  stray: Nothing refers to this.\n"),
    "period": ("plan_10b5_1: false\n", "plan_10b5_1: false\nperiod: 2026-11-17   # typed by hand\n"),
    "foreign code": ("state: NY", "state: A6"),
    "thousands that a flow mapping cuts": ("disposed: 1000", "disposed: 1,000"),
    "thousands cut twice": ("owned_after: 41971", "owned_after: 1,041,971"),
    "dollars": ("price: 31.07", "price: $31.07"),
    "blanks around": ("security: Common Stock, date", 'security: " Common Stock", date'),
}
MENDED = {
    "unused footnote": ("footnotes:\n", "footnotes:\n  # an old one\n"),
    "period": ("plan_10b5_1: false\n", "plan_10b5_1: false\nperiod: 2026-11-18   # typed by hand\n"),
    "foreign code": ("state: NY", "country: A6"),
    "thousands cut twice": ("owned_after: 41971", "owned_after: 1041971"),
}


@pytest.mark.parametrize("name", CASES)
def test_fix(name: str, tmp_path: Path) -> None:
    old, broken = CASES[name]
    draft = tmp_path / "draft.yaml"
    draft.write_text(CLEAN_4.replace(old, broken, 1))
    CliRunner().invoke(app, ["check", str(draft), "--fix", "--filed", "2026-11-19"])
    old, mended = MENDED.get(name, (old, old))
    assert draft.read_text() == CLEAN_4.replace(old, mended, 1)
    again = CliRunner().invoke(app, ["check", str(draft), "--fix", "--filed", "2026-11-19"])
    assert "mended" not in again.output


def test_what_is_ignored_is_not_mended(tmp_path: Path) -> None:
    draft = tmp_path / "draft.yaml"
    broken = CLEAN_4.replace("symbol: AMOT", "simbol: AMOT")
    draft.write_text(broken)
    CliRunner().invoke(app, ["check", str(draft), "--fix", "--ignore", "DRF01"])
    assert draft.read_text() == broken
