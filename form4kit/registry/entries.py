"""What a registry holds, typed: companies, people with roles and powers of attorney, footnotes."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from form4kit.convert import bare_cik
from form4kit.findings import Finding
from form4kit.footnote_library.template import Template
from form4kit.law.section_16_facts import Approval, Cover
from form4kit.law.splits import Split
from form4kit.law.trading_plans import PeriodicReport, TradingPlan
from form4kit.power import Power
from form4kit.source.node import Node

BOXES = ("director", "officer", "officer_title", "ten_percent", "other", "other_text")
"""The keys of an owner that say what the person is to the issuer."""


@dataclass(frozen=True, slots=True)
class Company:
    """An issuer by its name in the registry.

    `keys` are what a draft may write for `issuer:`, cik and symbols among them. `fiscal_year_end` is
    `MM-DD`; `foreign_private_until` is the last day on which it was a foreign private issuer. `reports` are
    its 10-Qs and 10-Ks, `splits` its stock splits, the oldest first; `problems` are what is wrong with the
    entry, for the draft that uses it.
    """

    key: str
    keys: Mapping[str, Node]
    fiscal_year_end: str | None = None
    foreign_private: bool | None = None
    foreign_private_until: dt.date | None = None
    reports: tuple[PeriodicReport, ...] = ()
    splits: tuple[Split, ...] = ()
    approvals: tuple[Approval, ...] = ()
    origin: str = ""
    problems: tuple[str, ...] = ()

    @property
    def cik(self) -> str:
        """The CIK without leading zeros; empty where the entry has none."""
        return cik_of(self.keys)

    def is_foreign_private(self, day: dt.date | None) -> bool | None:
        """Tell whether it is a foreign private issuer on a day (None: now); None where that is unknown."""
        return foreign_private_on(day, self.foreign_private, self.foreign_private_until)

    @property
    def names(self) -> tuple[str, ...]:
        """The names that a draft may use: the key and the trading symbol."""
        symbol = self.keys.get("symbol")
        return tuple(dict.fromkeys(name for name in (self.key, symbol.text if symbol else "") if name))


@dataclass(frozen=True, slots=True)
class Role:
    """What a person is to an issuer from one day to another, both included; None means without end.

    `issuer` is a company's key, None for a role at whatever issuer the draft names.
    """

    since: dt.date | None
    until: dt.date | None
    issuer: str | None
    boxes: Mapping[str, Node]

    def holds(self, day: dt.date | None, issuer: str | None) -> bool:
        """Tell whether the role is in force on a day (None: today's, which has no end) at an issuer."""
        if self.issuer is not None and self.issuer != issuer:
            return False
        if day is None:
            return self.until is None
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True)
class PowerOfAttorney:
    """A power to sign: who gave it to whom, for which forms (`3`, `4`, `5`), and from when to when.

    `effective` is the first day, `expires` the last, `revoked` the day from which it is void; `file` is
    the signed document, `where` the file of the registry and the line that say so.
    """

    grantor: str
    attorneys: tuple[str, ...]
    forms: tuple[str, ...]
    signed: dt.date | None = None
    effective: dt.date | None = None
    expires: dt.date | None = None
    revoked: dt.date | None = None
    file: Path | None = None
    where: str = ""


@dataclass(frozen=True, slots=True)
class Pin:
    """A certificate that is a person's own: the SHA-256 of its DER in hexadecimal, and from when to when.

    `since` and `until` are days in UTC, both included; None is without end.
    """

    sha256: str
    since: dt.date | None = None
    until: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    """A person's written statement that no Form 5 is due for a fiscal year, and the day it was signed."""

    year: int
    signed: dt.date | None = None
    file: Path | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """A person by their key: `keys` are cik, name and address, `roles` the oldest first.

    An attorney-in-fact may have no CIK. `pins` are the certificates that the person signs packets with;
    `plans` the trading arrangements, `statements` those that no Form 5 is due; `approvals`
    under Rule 16b-3, and `cover` of short positions.
    """

    key: str
    keys: Mapping[str, Node]
    roles: tuple[Role, ...] = ()
    powers: tuple[PowerOfAttorney, ...] = ()
    pins: tuple[Pin, ...] = ()
    plans: tuple[TradingPlan, ...] = ()
    statements: tuple[Statement, ...] = ()
    approvals: tuple[Approval, ...] = ()
    cover: tuple[Cover, ...] = ()
    origin: str = ""
    problems: tuple[str, ...] = ()

    @property
    def cik(self) -> str:
        """The CIK without leading zeros; empty where the entry has none."""
        return cik_of(self.keys)

    def boxes(self, day: dt.date | None, issuer: str | None) -> dict[str, Node]:
        """Return the relationship on a day: a later role's words stand before an earlier's."""
        found: dict[str, Node] = {}
        for role in self.roles:
            if role.holds(day, issuer):
                found.update(role.boxes)
        return found


@dataclass(frozen=True, slots=True)
class Registry:
    """A repository's registry; empty where there is no form4kit.toml.

    `footnotes` are the user's own templates, and `unfit_footnotes` what is wrong with those that cannot be
    used. `contact` and `notify` are as a draft has them. `findings` concern every draft below `root`.
    `headings` are the columns that a house's own headers of tables mean, `headings_of` in one kind of table.
    `unnamed` is an `[issuer]` without CIK and symbol, whose facts are those of any issuer.
    """

    root: Path | None = None
    companies: Mapping[str, Company] = field(default_factory=dict)
    people: Mapping[str, Person] = field(default_factory=dict)
    footnotes: Mapping[str, Template] = field(default_factory=dict)
    unfit_footnotes: Mapping[str, str] = field(default_factory=dict)
    contact: Node | None = None
    notify: Node | None = None
    findings: tuple[Finding, ...] = ()
    headings: Mapping[str, str] = field(default_factory=dict)
    headings_of: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    unnamed: Company | None = None

    def company(self, name: str) -> Company | None:
        """Return the company of this key or trading symbol, in whatever case."""
        if name in self.companies:
            return self.companies[name]
        wanted = name.lower()
        found = [each for each in self.companies.values() if wanted in (n.lower() for n in each.names)]
        return found[0] if len(found) == 1 else None

    def company_of(self, cik: str | None) -> Company | None:
        """Return the company with this CIK, leading zeros or not."""
        wanted = bare_cik(cik)
        return next((each for each in self.companies.values() if wanted and each.cik == wanted), None)

    def company_or_unnamed(self, cik: str | None) -> Company | None:
        """Return the company with this CIK, else the `[issuer]` that says neither CIK nor symbol."""
        return self.company_of(cik) or self.unnamed

    def only_company(self) -> Company | None:
        """Return the issuer where there is one alone."""
        return next(iter(self.companies.values())) if len(self.companies) == 1 else self.unnamed

    def facts_of(self, cik: str | None, day: dt.date | None = None) -> tuple[bool | None, str | None]:
        """Return whether an issuer is foreign private on a day (None: now), and its fiscal year end.

        None where unknown.
        """
        company = self.company_of(cik)
        return (company.is_foreign_private(day), company.fiscal_year_end) if company else (None, None)

    def powers_of(self, ciks: Iterable[str | None]) -> tuple[Power, ...] | None:
        """Return the powers of these owners, as rules take them; None where the registry does not keep them.

        It keeps them where it has any at all and knows every owner: one it does not know may well have given
        one. An owner whom it knows, and for whom it has none, has given none.
        """
        owners = [self.person_of(cik) for cik in ciks]
        known = [person for person in owners if person is not None]
        if not known or len(known) < len(owners) or not any(each.powers for each in self.people.values()):
            return None
        return tuple(
            self._power(power)
            for person in self.people.values()
            for power in person.powers
            if person in known or self._may_grant(power.grantor, known)
        )

    def plans_of(self, ciks: Iterable[str | None]) -> tuple[TradingPlan, ...] | None:
        """Return the trading arrangements of these owners; None where the registry does not keep them.

        It keeps them where it knows every owner, and has a plan of one of them.
        """
        owners = [self.person_of(cik) for cik in ciks]
        plans = tuple(plan for person in owners if person is not None for plan in person.plans)
        return plans if plans and None not in owners else None

    def approvals_of(self, issuer: str | None, ciks: Iterable[str | None]) -> tuple[Approval, ...]:
        """Return the approvals under Rule 16b-3 that are kept of an issuer, and of these owners."""
        company = self.company_or_unnamed(issuer)
        people = [person for cik in ciks if (person := self.person_of(cik)) is not None]
        own = tuple(each for person in people for each in person.approvals)
        return (*(company.approvals if company else ()), *own)

    def cover_of(self, ciks: Iterable[str | None]) -> tuple[Cover, ...]:
        """Return what these owners hold beside their forms, to cover short positions."""
        people = [person for cik in ciks if (person := self.person_of(cik)) is not None]
        return tuple(each for person in people for each in person.cover)

    def _may_grant(self, grantor: str, people: Iterable[Person]) -> bool:
        """Tell whether a grantor is one of these people; of a name that is no key, only rules can tell."""
        if grantor in self.people:
            return self.people[grantor] in people
        return not grantor.isdigit() or bare_cik(grantor) in [person.cik for person in people]

    def name_of(self, key: str) -> str:
        """Return a person's name by their key; a text that is no key is the name."""
        person = self.people.get(key)
        node = person.keys.get("name") if person else None
        return (node.text if node else None) or key

    def _power(self, power: PowerOfAttorney) -> Power:
        grantor = self.people.get(power.grantor)
        return Power(
            grantor=(grantor.cik if grantor else "") or self.name_of(power.grantor),
            attorneys=tuple(self.name_of(each) for each in power.attorneys),
            forms=power.forms,
            signed=power.signed,
            effective=power.effective,
            expires=power.expires,
            revoked=power.revoked,
            file=power.file.name if power.file else None,
        )

    def person_of(self, cik: str | None) -> Person | None:
        """Return the person with this CIK, leading zeros or not."""
        wanted = bare_cik(cik)
        return next((each for each in self.people.values() if wanted and each.cik == wanted), None)


EMPTY = Registry()


def cik_of(keys: Mapping[str, Node]) -> str:
    """Return the CIK of an entry without leading zeros."""
    node = keys.get("cik")
    return bare_cik(node.text) if node else ""


def foreign_private_on(day: dt.date | None, now: bool | None, until: dt.date | None) -> bool | None:
    """Tell whether an issuer is foreign private on a day; `now` is what is said of it, `until` its last day.

    None for a day is after all of them; None is given where nothing is known.
    """
    if until is None:
        return now
    return day is not None and day <= until
