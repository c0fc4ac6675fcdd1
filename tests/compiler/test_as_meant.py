"""Slips in a draft's shape of which it is clear what was meant are read on past."""

from typing import Any

import pytest

from form4kit.compiler.as_meant import as_meant
from form4kit.draft_schema.check import check_shape
from form4kit.source.node import Plain
from form4kit.source.yaml_tree import compose

CASES: list[tuple[str, str, Plain]] = [
    ("a key at the top", "form: '4'\nperoid: x\n", {"form": "4", "period": "x"}),
    ("a key of a row", "derivative:\n- {expirse: x}\n", {"derivative": [{"expires": "x"}]}),
    ("an alias", "issuer: {ticker: X}\n", {"issuer": {"symbol": "X"}}),
    ("two keys", "formm: '4'\nperoid: x\n", {"form": "4", "period": "x"}),
    ("the right key stands there too", "period: x\nperoid: y\n", {"period": "x", "peroid": "y"}),
    ("a key that is like no other", "zzzz: x\n", {"zzzz": "x"}),
    ("one owner without a dash", "owners: {cik: '1'}\n", {"owners": [{"cik": "1"}]}),
    ("a misspelt list without a dash", "onwers: {cik: '1'}\n", {"owners": {"cik": "1"}}),
    ("a list for one company", "issuer: [x]\n", {"issuer": ["x"]}),
]


@pytest.mark.parametrize(("name", "text", "meant"), CASES, ids=[case[0] for case in CASES])
def test_what_was_meant(name: str, text: str, meant: Any) -> None:
    root, _ = compose(text)
    assert root is not None
    before = root.plain()
    assert as_meant(root, check_shape(root)).plain() == meant, name
    assert root.plain() == before


def test_places_stay_those_of_the_draft() -> None:
    root, _ = compose("form: '4'\nperoid: 2026-11-18\n")
    assert root is not None
    period = as_meant(root, check_shape(root)).get("period")
    assert period is not None
    assert (period.key_line, period.key_column, period.line, period.column) == (2, 1, 2, 9)


def test_without_a_slip_the_tree_is_the_same() -> None:
    root, _ = compose("form: '4'\n")
    assert root is not None
    assert as_meant(root, []) is root
