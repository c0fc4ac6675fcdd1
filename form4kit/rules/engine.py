"""The engine of the rule book: which rules there are, which apply to a filing, and how they judge it."""

import datetime as dt
import importlib
import pkgutil
from bisect import bisect
from functools import lru_cache

from form4kit.findings import Finding
from form4kit.model import Filing
from form4kit.rules.rule import DECLARED, Rule, source_of


@lru_cache(maxsize=1)
def catalogue() -> tuple[Rule, ...]:
    """Return every rule, by code. Modules of this package are found, not listed."""
    package = importlib.import_module("form4kit.rules")
    for module in pkgutil.walk_packages(package.__path__, "form4kit.rules."):
        if module.name != __name__:
            importlib.import_module(module.name)
    codes = [found.code for found in DECLARED]
    doubled = {code for code in codes if codes.count(code) > 1}
    if doubled:
        raise ValueError(f"rules declared twice: {', '.join(sorted(doubled))}")
    return tuple(sorted(DECLARED, key=lambda found: found.code))


@lru_cache(maxsize=1)
def _turns() -> tuple[dt.date, ...]:
    """Return the days from which another set of rules applies than the day before."""
    ended = (each.until + dt.timedelta(days=1) for each in catalogue() if each.until)
    return tuple(sorted({*ended, *(each.since for each in catalogue() if each.since)}))


@lru_cache(maxsize=256)
def _applicable(form: str, source: str, turn: dt.date | None) -> tuple[Rule, ...]:
    return tuple(each for each in catalogue() if each.applies(form, source, turn))


def applicable(form: str, source: str, day: dt.date | None) -> tuple[Rule, ...]:
    """Return the rules that judge a base form from a kind of source, filed on a day; by code."""
    if day is None:
        return _applicable(form, source, None)
    turns = (dt.date.min, *_turns())
    return _applicable(form, source, turns[bisect(turns, day) - 1])


def judge_exhibits(filing: Filing) -> list[Finding]:
    """Judge the exhibits alone, as EDGAR published them."""
    form = filing.base_form
    if not form:
        return []
    rules = (each for each in applicable(form, "published", filing.filed) if each.code.startswith("EXH"))
    return [each.finding(problem) for each in rules for problem in each.check(filing)]


def judge(filing: Filing) -> list[Finding]:
    """Judge a filing by every rule that applies to it on its filing date."""
    form = filing.base_form
    if not form:
        return []
    rules = applicable(form, source_of(filing), filing.filed)
    return [each.finding(problem) for each in rules for problem in each.check(filing)]
