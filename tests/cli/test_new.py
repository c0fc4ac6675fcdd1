"""A new draft, and the schema beside it."""

from pathlib import Path

import pytest
from commands_run import check, form4kit

from form4kit.draft.templates import EVENT_KINDS, KINDS

FILED = ("--filed", "2026-11-19")


@pytest.mark.parametrize("kind", EVENT_KINDS | KINDS)
def test_new_writes_a_draft_and_the_schema_once(kind: str) -> None:
    found = form4kit("new", kind, "--out", "drafts/x.yaml")
    assert found.code == 0
    text = Path("drafts/x.yaml").read_text()
    assert text.startswith("# yaml-language-server: $schema=")
    assert form4kit("new", kind, "--out", "drafts/x.yaml").code == 2
    assert Path("drafts/x.yaml").read_text() == text
    checked = check("drafts/x.yaml")
    assert checked.json["files"][0]["form"].startswith({"form3": "3", "form5": "5"}.get(kind, "4"))
    assert not [code for code in checked.codes() if code.startswith(("YML", "DRF"))]


def test_new_knows_no_other_kind() -> None:
    found = form4kit("new", "form6", "--out", "x.yaml")
    assert found.code == 2
    assert "grant" in found.err
    assert form4kit("new", "gift").code == 2


@pytest.mark.parametrize("kind", EVENT_KINDS)
def test_what_happened_is_written_as_an_event_with_nothing_known(kind: str) -> None:
    assert form4kit("new", kind, "--out", "x.yaml").code == 0
    text = Path("x.yaml").read_text()
    assert f"## {EVENT_KINDS[kind]}." in text
    assert f"  - {'sale' if kind == 'plan-sale' else kind}:" in text
    assert "positions:" in text
    assert "derivative:\n" not in text, "no table of rows"
    assert form4kit("new", kind).code == 2
