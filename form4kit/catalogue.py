"""Everything form4kit can find, rules and reading faults alike, by code."""

from functools import lru_cache

from form4kit import allowances, ccc, pipeline
from form4kit.draft import read as draft_read
from form4kit.edgar import exhibits, verdict
from form4kit.edgar import read as edgar_read
from form4kit.findings import Fault
from form4kit.rules.frame import Rule, catalogue
from form4kit.shape import faults as shape_faults
from form4kit.source import draft, text, xml

_MODULES = (
    draft,
    text,
    xml,
    shape_faults,
    draft_read,
    edgar_read,
    exhibits,
    verdict,
    allowances,
    ccc,
    pipeline,
)


@lru_cache(maxsize=1)
def faults() -> dict[str, Fault]:
    """Return every fault by its code: the rules of the book and what reading a source can find."""
    found: dict[str, Fault] = {}
    for module in _MODULES:
        for value in vars(module).values():
            if isinstance(value, Fault) and not isinstance(value, Rule):
                found[value.code] = value
    for rule in catalogue():
        found[rule.code] = rule
    return dict(sorted(found.items()))


@lru_cache(maxsize=1)
def aliases() -> dict[str, str]:
    """Return the codes that other catalogues use, and the code each has here."""
    return {alias: rule.code for rule in catalogue() for alias in rule.aliases}
