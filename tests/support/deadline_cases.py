"""Worked deadlines: the cases, and what they are given as."""

from pathlib import Path

import pytest
import yaml

CASES = yaml.load(
    (Path(__file__).parents[1] / "data" / "deadline-cases.yaml").read_text("utf-8"), yaml.BaseLoader
)


def named(cases: list[dict[str, str]]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("case", cases, ids=[case["name"] for case in cases])
