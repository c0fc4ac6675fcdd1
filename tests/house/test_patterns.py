"""Patterns that are made when they are asked for: all of them can be made, and are what `re` makes."""

import importlib
import pkgutil
import re
from collections.abc import Iterator
from typing import Any

import pytest

import form4kit
from form4kit.lazy_re import LazyPattern, pattern


def every_pattern() -> Iterator[tuple[str, Any]]:
    for module in pkgutil.walk_packages(form4kit.__path__, "form4kit."):
        for name, value in vars(importlib.import_module(module.name)).items():
            if isinstance(value, LazyPattern):
                yield f"{module.name}.{name}", value


def test_every_pattern_can_be_made() -> None:
    names = dict(every_pattern())
    assert len(names) > 150
    for name, found in names.items():
        assert found.groups >= 0, name


def test_it_is_made_at_its_first_use_and_then_answers_as_one_of_re() -> None:
    found = pattern(r"(?P<shares>\d+) shares", re.IGNORECASE)
    assert "search" not in vars(found) and found.pattern == r"(?P<shares>\d+) shares"
    match = found.search("sold 100 SHARES")
    assert match and match["shares"] == "100"
    assert "search" in vars(found)
    assert found.sub("no", "100 shares, 5 shares") == "no, no"
    assert (found.groups, found.groupindex["shares"]) == (1, 1)
    assert found.flags & re.IGNORECASE


def test_a_text_that_is_no_pattern_is_refused_at_its_first_use() -> None:
    found = pattern("(")
    with pytest.raises(re.error):
        found.search("")


def test_what_a_pattern_has_not_it_has_not() -> None:
    assert not hasattr(pattern("a"), "nothing")
