"""Every rule by its own examples: each bad edit raises it, once, at its place; each good one is silent."""

import pytest
from clean_filings import FILED, clean, filing_of

from form4kit.place import dotted
from form4kit.rules.engine import catalogue, judge
from form4kit.rules.rule import Bad, Good, Rule

RULES = catalogue()
BADS = [
    pytest.param(rule, bad, id=f"{rule.code}-bad{n}") for rule in RULES for n, bad in enumerate(rule.bads)
]
GOODS = [
    pytest.param(rule, good, id=f"{rule.code}-good{n}") for rule in RULES for n, good in enumerate(rule.goods)
]


@pytest.mark.parametrize("name", sorted(FILED))
def test_clean_filing_is_clean(name: str) -> None:
    findings = [f for f in judge(filing_of(Good({}, on=name))) if f.severity != "note"]
    assert not findings, f"{clean(name)}: {findings}"


@pytest.mark.parametrize(("rule", "bad"), BADS)
def test_bad_example_raises_its_rule_alone(rule: Rule, bad: Bad) -> None:
    findings = judge(filing_of(bad))
    mine = [f for f in findings if f.rule == rule.code]
    assert [dotted(f.place.path) for f in mine] == [bad.at], findings
    assert mine[0].severity == (bad.severity or rule.severity)
    assert mine[0].place.line >= 1
    assert mine[0].place.column >= 1
    usual = {f.rule for f in judge(filing_of(Good({}, on=bad.on)))}
    others = {f.rule for f in findings if f.rule != rule.code} - usual
    assert others == set(bad.also), [f for f in findings if f.rule in others]


@pytest.mark.parametrize(("rule", "good"), GOODS)
def test_good_example_is_silent(rule: Rule, good: Good) -> None:
    assert [f for f in judge(filing_of(good)) if f.rule == rule.code] == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_rule_is_documented(rule: Rule) -> None:
    assert rule.title.endswith("."), "the docstring's first sentence is the demand"
    assert rule.cites
    assert all(rule.cites)
    assert rule.bads, "a rule without a bad example is a check that may never fail"
    assert rule.code[:3].isupper()
    assert rule.code[3:].isdigit()
