"""Everything form4kit can find, rules and reading faults alike, by code."""

import importlib
import pkgutil
from dataclasses import replace
from functools import lru_cache

import form4kit
from form4kit.findings import Fault, Finding
from form4kit.model import Filing
from form4kit.registry.settings import Settings, fault_of_setting
from form4kit.registry.toml_text import LARGEST
from form4kit.registry.toml_tree import lines_of
from form4kit.rules.allowances import allow
from form4kit.rules.engine import catalogue
from form4kit.storage.regular import read_regular


@lru_cache(maxsize=1)
def faults() -> dict[str, Fault]:
    """Return every fault by its code: the rules of the book and what reading a source can find.

    Faults stand in the modules called `faults`, one for a package, so that none needs an entry here.
    """
    found: dict[str, Fault] = {}
    for module in pkgutil.walk_packages(form4kit.__path__, "form4kit."):
        if module.name.endswith(".faults"):
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


def with_known_rules(settings: Settings, data: bytes | None = None) -> Settings:
    """Return settings, the bytes of whose file may be at hand, with codes as the catalogue has them.

    Where `select` names no rule, all findings are shown, and one says why: a slip would hide all the others.
    """
    if not settings.select and not settings.ignore:
        return settings
    select, ignore = (tuple(map(code_of, codes)) for codes in (settings.select, settings.ignore))
    unknown = [code for code in select if not any(known.startswith(code) for known in faults())]
    if not unknown or settings.file is None:
        return replace(settings, select=select, ignore=ignore)
    lines = lines_of(read_regular(settings.file, LARGEST + 1) if data is None else data)
    told = fault_of_setting(lines, "select in [rules]", f"names {unknown[0]}, which is no rule")
    return replace(settings, select=(), ignore=ignore, findings=(*settings.findings, told))


def allow_known(findings: list[Finding], filing: Filing) -> tuple[Finding, ...]:
    """Mark what a draft allows, and object to an allowance of a rule that there is not."""
    return tuple(allow(findings, filing, faults().keys()) if filing.allow else findings)
