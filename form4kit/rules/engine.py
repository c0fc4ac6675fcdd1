"""The frame of the rule book: what a rule is, how it is declared, and how a filing is judged.

A rule is a generator that yields problems, a place and words; the frame stamps code, severity, authority
and citation on them. Its examples are edits to a clean filing, and are its tests and its documentation.
"""

import datetime as dt
import importlib
import inspect
import pkgutil
from bisect import bisect
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from form4kit.findings import Authority, Fault, Finding, Fix, Severity, shortened
from form4kit.model import Filing
from form4kit.place import Place


class Problem(NamedTuple):
    """What a rule has to say about a place.

    `message` is one clause with the user's own values, `hint` a sentence on what to do. `severity` and
    `authority` stand only where this case is judged otherwise than the rule's usual one; `fix` where the
    mend is certain. `dated` says of this case what `Rule.dated` says of all.
    """

    place: Place
    message: str
    hint: str = ""
    severity: Severity | None = None
    authority: Authority | None = None
    fix: Fix | None = None
    dated: bool = False


Problems = Iterator[Problem]
Check = Callable[[Filing], Iterable[Problem]]


@dataclass(frozen=True, slots=True)
class Good:
    """An edit to a clean filing about which the rule is silent.

    `edits` maps paths of the draft, `non_derivative[0].price`, to new values: a text, a list or mapping,
    or None to leave the key out; `filed`, `foreign_private`, `fiscal_year_end` and `published` set the
    context. `on` names the clean filing (`tests/clean`); `xml` holds substitutions in the document
    written from it, for rules about the document itself. `earlier` holds edits to the same clean filing,
    one mapping for each earlier filing; `original` edits that give the filing which an amendment amends.
    """

    edits: Mapping[str, object] = field(default_factory=dict)
    on: str = "4"
    xml: tuple[tuple[str, str], ...] = ()
    earlier: tuple[Mapping[str, object], ...] = ()
    original: Mapping[str, object] | None = None


@dataclass(frozen=True, slots=True)
class Bad(Good):
    """An edit that raises this rule, once, at the path `at`, and no other rule but those in `also`.

    `severity` is wanted where it is not the rule's own.
    """

    at: str = ""
    severity: Severity | None = None
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule(Fault):
    """A fault of the catalogue with the check that finds it.

    `forms` are the base forms it applies to (`345`), `since` and `until` the first and last filing date.
    `dated` says that whatever it finds depends on the day of filing: without a day it is silent.
    `sources` says which kinds it judges: `draft`, `submission` (a document to be submitted), `published`.
    """

    name: str
    check: Check
    forms: str
    sources: frozenset[str]
    since: dt.date | None
    until: dt.date | None
    dated: bool
    aliases: tuple[str, ...]
    goods: tuple[Good, ...]
    bads: tuple[Bad, ...]

    def applies(self, form: str, source: str, day: dt.date | None) -> bool:
        """Tell whether the rule judges a base form from a kind of source, filed on a day."""
        if form not in self.forms or source not in self.sources:
            return False
        if day is None:
            return self.until is None
        return (self.since is None or day >= self.since) and (self.until is None or day <= self.until)

    def findings(self, filing: Filing) -> Iterator[Finding]:
        """Judge a filing by this rule alone."""
        return map(self.finding, self.check(filing))

    def finding(self, problem: Problem) -> Finding:
        """Stamp a problem with what the catalogue says of this rule."""
        place, message, hint, severity, authority, fix, dated = problem
        return Finding(
            self.code,
            severity or self.severity,
            authority or self.authority,
            shortened(message),
            shortened(hint),
            place,
            self.cites,
            fix=fix,
            dated=dated or self.dated or self.until is not None,
        )


ALL_SOURCES = frozenset(["draft", "submission", "published"])
_declared: list[Rule] = []


def source_of(filing: Filing) -> str:
    """Return what the filing is: a `draft`, a document for `submission`, or a `published` one."""
    if filing.published:
        return "published"
    return "draft" if filing.kind == "draft" else "submission"


def rule(
    code: str,
    severity: Severity,
    authority: Authority,
    *,
    cites: Sequence[str],
    bad: Sequence[Bad],
    good: Sequence[Good | Mapping[str, object]] = (),
    forms: str = "345",
    sources: Iterable[str] = ALL_SOURCES,
    since: str | None = None,
    until: str | None = None,
    dated: bool = False,
    aliases: Sequence[str] = (),
) -> Callable[[Check], Check]:
    """Declare a function as a rule: its docstring's first sentence is the demand, the rest the reason."""

    def declare(check: Check) -> Check:
        title, _, reason = inspect.cleandoc(check.__doc__ or "").partition("\n\n")
        _declared.append(
            Rule(
                code=code,
                severity=severity,
                authority=authority,
                title=" ".join(title.split()),
                reason=" ".join(reason.split()),
                cites=tuple(cites),
                name=check.__name__,
                check=check,
                forms=forms,
                sources=frozenset(sources),
                since=dt.date.fromisoformat(since) if since else None,
                until=dt.date.fromisoformat(until) if until else None,
                dated=dated,
                aliases=tuple(aliases),
                goods=tuple(g if isinstance(g, Good) else Good(g) for g in good),
                bads=tuple(bad),
            )
        )
        return check

    return declare


@lru_cache(maxsize=1)
def catalogue() -> tuple[Rule, ...]:
    """Return every rule, by code. Modules of this package are found, not listed."""
    package = importlib.import_module("form4kit.rules")
    for module in pkgutil.walk_packages(package.__path__, "form4kit.rules."):
        if module.name != __name__:
            importlib.import_module(module.name)
    codes = [found.code for found in _declared]
    doubled = {code for code in codes if codes.count(code) > 1}
    if doubled:
        raise ValueError(f"rules declared twice: {', '.join(sorted(doubled))}")
    return tuple(sorted(_declared, key=lambda found: found.code))


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


def judge(filing: Filing) -> list[Finding]:
    """Judge a filing by every rule that applies to it on its filing date."""
    form = filing.base_form
    if not form:
        return []
    rules = applicable(form, source_of(filing), filing.filed)
    return [each.finding(problem) for each in rules for problem in each.check(filing)]
