"""Where rules apply, and what words they listen for."""

import importlib
from pathlib import Path
from typing import Any

import pytest
import yaml
from rule_cases import RULES

from form4kit.lazy_re import LazyPattern

WORDS = yaml.safe_load((Path(__file__).parents[1] / "data" / "rule-words.yaml").read_text("utf-8"))
REACH = yaml.safe_load((Path(__file__).parents[1] / "data" / "rule-reach.yaml").read_text("utf-8"))


def lists(kind: str) -> list[Any]:
    return [
        pytest.param(module, name, texts, id=f"{module}{name}")
        for module, patterns in WORDS[kind].items()
        for name, texts in patterns.items()
    ]


def pattern(module: str, name: str) -> LazyPattern:
    found = getattr(importlib.import_module(f"form4kit.{module}"), name)
    assert isinstance(found, LazyPattern)
    return found


@pytest.mark.parametrize(("module", "name", "texts"), lists("within"))
def test_each_word_is_heard(module: str, name: str, texts: list[str]) -> None:
    assert [text for text in texts if not pattern(module, name).search(text)] == []


@pytest.mark.parametrize(("module", "name", "texts"), lists("whole"))
def test_each_text_is_matched(module: str, name: str, texts: list[str]) -> None:
    assert [text for text in texts if not pattern(module, name).fullmatch(text)] == []


@pytest.mark.parametrize(("module", "name", "texts"), lists("silent"))
def test_words_that_look_alike_are_not_heard(module: str, name: str, texts: list[str]) -> None:
    assert [text for text in texts if pattern(module, name).search(text)] == []


@pytest.mark.parametrize(
    ("reach", "code"), [(reach, code) for reach, codes in REACH.items() for code in codes.split()]
)
def test_a_rule_judges_the_forms_and_days_that_the_law_gives_it(reach: str, code: str) -> None:
    rule = RULES[code]
    kinds = "any" if len(rule.sources) == 3 else " ".join(sorted(rule.sources))
    days = "always" if rule.since is None else f"since {rule.since}"
    days += f" until {rule.until}" if rule.until else ""
    assert f"forms {rule.forms}, {kinds}, {days}" == reach
