"""Titles and signatures of earlier filings are offered again; an attorney's only where a power fits."""

import datetime as dt
from pathlib import Path

import pytest
from edited_drafts import EVENTS, ROWS, TOML

from form4kit.editor.completion import complete
from form4kit.editor.text import DraftText, Replacement, applied

HERE = "¦"
POWER = """
[[people.federico.powers_of_attorney]]
attorneys = ["Ann Lee"]
forms = ["4"]
signed = 2026-01-05
expires = 2026-11-30
"""
OWN = "/s/ Richard D. Federico"
BY_POWER = "/s/ Ann Lee, as Attorney-in-Fact for R. D. Federico"


def offered(folder: Path, marked: str, today: str = "2026-11-19") -> dict[str, str]:
    """Return the text after each completion that earlier filings gave."""
    before, _, after = marked.partition(HERE)
    found = complete(
        before + after,
        folder / "new.yaml",
        *DraftText(before).point(len(before)),
        today=dt.date.fromisoformat(today),
    )
    return {
        each.label: applied(before + after, [Replacement(each.range, each.text)])
        for each in found
        if "earlier filing" in each.detail
    }


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "form4kit.toml").write_text(TOML + POWER)
    (tmp_path / "rows.yaml").write_text(ROWS.replace("Common Stock", "Common Stock, par $1"))
    (tmp_path / "events.yaml").write_text(EVENTS.replace(f"name: {OWN}", f'name: "{BY_POWER}"'))
    other = ROWS.replace("0001234567", "0007654321").replace("Federico Richard D", "Smith Ann")
    (tmp_path / "other.yaml").write_text(other.replace("Richard D. Federico", "Ann Smith"))
    return tmp_path


def test_titles_fit_the_table(folder: Path) -> None:
    assert offered(folder, f"non_derivative:\n  - security: {HERE}") == {
        "Common Stock": "non_derivative:\n  - security: Common Stock",
        "Common Stock, par $1": 'non_derivative:\n  - security: "Common Stock, par $1"',
    }
    assert list(offered(folder, f"derivative:\n  - security: {HERE}")) == ["Restricted Stock Units"]
    assert "Common Stock" in offered(folder, f"derivative:\n  - underlying: {HERE}")
    units = "positions:\n  units:\n    derivative: true\n    security: "
    assert list(offered(folder, units + HERE)) == ["Restricted Stock Units"]
    assert list(offered(folder, f"issuer: {{name: {HERE}}}")) == []


@pytest.mark.parametrize(
    ("today", "form", "by_power"),
    [("2026-11-19", "4", True), ("2026-12-01", "4", False), ("2026-11-19", "5", False)],
)
def test_a_signature_is_that_of_who_may_sign(folder: Path, today: str, form: str, by_power: bool) -> None:
    text = ROWS.replace('"4"', f'"{form}"').replace(f"name: {OWN}", f"name: {HERE}")
    found = offered(folder, text, today)
    assert (OWN in found, BY_POWER in found, "/s/ Ann Smith" in found) == (True, by_power, False)
    if by_power:
        assert found[BY_POWER] == text.replace(HERE, f'"{BY_POWER}"')


def test_without_the_power_in_the_registry_nobody_signs_for_another(folder: Path) -> None:
    (folder / "form4kit.toml").write_text(TOML)
    assert list(offered(folder, ROWS.replace(f"name: {OWN}", f"name: {HERE}"))) == [OWN]
