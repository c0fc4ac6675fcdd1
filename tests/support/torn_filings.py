"""Filings that lack something, or hold something else in place of a value: one change in each."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from typing import Any

from form4kit.model import ABSENT, Context, Field, Mark

INSTEAD: dict[str, Field[Any]] = {
    "nothing": ABSENT,
    "a text that is no value": Field("?", None, (), 1, 1),
    "blanks": Field("  ", None, (), 1, 1),
    "a footnote alone": Field(None, None, (Mark("award", 1, 1),), 1, 1),
    "a footnote that is not there": Field(None, None, (Mark("nowhere", 1, 1),), 1, 1),
}


def variants(node: Any, instead: Field[Any]) -> Iterator[Any]:
    """Yield copies of a part of a filing, in each of which one field is replaced or one part taken out."""
    for each in fields(node):
        value = getattr(node, each.name)
        if isinstance(value, Field):
            alike = not isinstance(instead.value, dt.date) or isinstance(value.value, dt.date)
            if alike and value != instead:
                yield replace(node, **{each.name: instead})
        elif isinstance(value, tuple) and value and is_dataclass(value[0]):
            yield replace(node, **{each.name: ()})
            for number, member in enumerate(value):
                yield replace(node, **{each.name: value[:number] + value[number + 1 :]})
                for variant in variants(member, instead):
                    yield replace(node, **{each.name: (*value[:number], variant, *value[number + 1 :])})
        elif is_dataclass(value) and not isinstance(value, Context):
            if each.name in ("address", "submission", "as_published"):
                yield replace(node, **{each.name: None})
            for variant in variants(value, instead):
                yield replace(node, **{each.name: variant})
