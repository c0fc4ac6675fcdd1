"""The rule book is in groups: a rule stands in the folder or module of its code's prefix."""

import pytest

from form4kit.rules.engine import catalogue
from form4kit.rules.rule import Rule

GROUPS = {
    "AMD": "amendments",
    "BAL": "balances",
    "COD": "codes",
    "DAT": "dates",
    "DER": "derivatives",
    "DUE": "deadlines",
    "EXH": "exhibits",
    "FTN": "footnotes",
    "ISS": "issuer",
    "NUM": "numbers",
    "OWN": "owners",
    "PLN": "plans",
    "SIG": "signatures",
    "SUB": "submission",
    "TTL": "titles",
    "XML": "document",
}
"""The folder or module below form4kit/rules for each prefix of a code."""


@pytest.mark.parametrize("rule", catalogue(), ids=lambda rule: rule.code)
def test_a_rule_stands_in_the_group_of_its_code(rule: Rule) -> None:
    assert rule.check.__module__.split(".")[2] == GROUPS[rule.code[:3]]


def test_every_group_has_rules() -> None:
    assert {rule.code[:3] for rule in catalogue()} == set(GROUPS)
