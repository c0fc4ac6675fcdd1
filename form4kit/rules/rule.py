"""What a rule is, and how it is declared.

A rule is a generator that yields problems, a place and words; the rule stamps code, severity, authority
and citation on them. Its examples are edits to a clean filing, and are its tests and its documentation.
"""

import datetime as dt
import inspect
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
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
    or None to leave the key out; `filed`, `foreign_private`, `fiscal_year_end`, `published`, `powers`,
    `plans` and `reports` set the context. `on` names the clean filing (`tests/clean`); `xml` holds
    substitutions in the document written from it, for rules about the document itself. `earlier` holds
    edits to the same clean filing, one mapping for each earlier filing; `original` edits that give the
    filing which an amendment amends.
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


DECLARED: list[Rule] = []
"""The rules of every module that has been imported, in the order of their declaration."""


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
        DECLARED.append(
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


def source_of(filing: Filing) -> str:
    """Return what the filing is: a `draft`, a document for `submission`, or a `published` one."""
    if filing.published:
        return "published"
    return "draft" if filing.kind == "draft" else "submission"
