"""Worked cases of Rule 16a-6, and which codes of a disposition are exempt in them."""

from pathlib import Path
from typing import Any

import pytest
import yaml

CASES: list[dict[str, Any]] = yaml.load(
    (Path(__file__).parents[1] / "data" / "small-acquisitions.yaml").read_text("utf-8"), yaml.BaseLoader
)
EXEMPT = frozenset("GF")


def named(cases: list[dict[str, Any]]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("case", cases, ids=[case["name"] for case in cases])
