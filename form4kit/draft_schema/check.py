"""Judge a draft's shape: quick to accept, exact to refuse.

jsonschema-rs decides, in microseconds; only what it refuses is given to `jsonschema`, to be explained.
"""

from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, Any

from form4kit.draft_schema.explain import explain
from form4kit.draft_schema.schema import draft_schema
from form4kit.findings import Finding
from form4kit.source.node import Node, Plain

if TYPE_CHECKING:
    from jsonschema import Draft202012Validator


def check_shape(root: Node) -> list[Finding]:
    """Return what is wrong with a draft's keys, kinds of value and words, in the order written.

    Amounts, dates, lengths, codes and counts are left to EDGAR's schema and to the rules, and a blank
    value is taken anywhere: what is missing, they say.
    """
    plain = root.plain()
    if accepts(plain):
        return []
    return explain(root, exact().iter_errors(plain))


def accepts(plain: Plain) -> bool:
    """Tell whether the schema takes a tree, by the quick validator."""
    try:
        return _quick()(plain)
    except ValueError:  # of a lone surrogate, which YAML can spell: "\\ud800"
        return False


@cache
def _quick() -> Callable[[Any], bool]:
    import jsonschema_rs

    is_valid: Callable[[Any], bool] = jsonschema_rs.validator_for(draft_schema()).is_valid
    return is_valid


@cache
def exact() -> "Draft202012Validator":
    """Return the validator that can explain itself."""
    from jsonschema import Draft202012Validator

    return Draft202012Validator(draft_schema())
