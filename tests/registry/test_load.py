"""An `[issuer]` that says neither CIK nor symbol has facts all the same."""

import datetime as dt
from pathlib import Path

import pytest

from form4kit.registry.load import registry_for

FACTS = 'splits = [{date = 2026-06-01, ratio = "4-for-1"}]\nforeign_private_until = 2026-12-31\n'


@pytest.mark.parametrize(
    "head", ['[issuer]\ncik = "0001903415"\n', "[issuer]\n", '[issuers.hwli]\ncik = "1903415"\n']
)
def test_facts_are_known_wherever_the_issuer_stands(tmp_path: Path, head: str) -> None:
    (tmp_path / "form4kit.toml").write_text(head + FACTS)
    found = registry_for(tmp_path).company_or_unnamed("1903415")
    assert found is not None
    assert [split.words for split in found.splits] == ["four-for-one"]
    assert found.foreign_private_until == dt.date(2026, 12, 31)


def test_those_of_one_issuer_are_not_another_s(tmp_path: Path) -> None:
    (tmp_path / "form4kit.toml").write_text('[issuer]\ncik = "0001903415"\n' + FACTS)
    assert registry_for(tmp_path).company_or_unnamed("46129") is None


def test_what_cannot_be_read_there_is_said(tmp_path: Path) -> None:
    (tmp_path / "form4kit.toml").write_text('[issuer]\nsplits = [{date = 2026-06-01, ratio = "4-4"}]\n')
    assert ['ratio of a split is "4-4"' in each.message for each in registry_for(tmp_path).findings] == [True]
