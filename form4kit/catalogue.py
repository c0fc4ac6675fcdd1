"""Everything form4kit can find, rules and reading faults alike, by code."""

import importlib
import pkgutil
from functools import lru_cache

import form4kit
from form4kit.findings import Fault
from form4kit.rules.engine import catalogue

_FINDS_NOTHING = (
    *("form4kit.audit", "form4kit.cli", "form4kit.editor", "form4kit.lsp", "form4kit.proof"),
    *("form4kit.report", "form4kit.signoff", "form4kit.web"),
)
"""Modules that declare no fault, some of which need a library of an extra, which may not be installed."""


@lru_cache(maxsize=1)
def faults() -> dict[str, Fault]:
    """Return every fault by its code: the rules of the book and what reading a source can find.

    Faults are looked up in the modules that declare them, so that none needs an entry here.
    """
    found: dict[str, Fault] = {}
    for module in pkgutil.walk_packages(form4kit.__path__, "form4kit."):
        if not module.name.startswith(_FINDS_NOTHING):
            declared = vars(importlib.import_module(module.name)).values()
            found |= {value.code: value for value in declared if isinstance(value, Fault)}
    found |= {rule.code: rule for rule in catalogue()}
    return dict(sorted(found.items()))


@lru_cache(maxsize=1)
def aliases() -> dict[str, str]:
    """Return the codes that other catalogues use, and the code each has here."""
    return {alias: rule.code for rule in catalogue() for alias in rule.aliases}


def code_of(written: str) -> str:
    """Return a code as the catalogue has it: `ftn-04` is FTN04, and an alias the rule that bears it."""
    code = written.upper()
    short = code.replace("-", "")
    return aliases().get(code) or aliases().get(short) or short
