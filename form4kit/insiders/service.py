"""When a person of the registry has to report on one issuer: by roles, and by what the issuer is."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from form4kit.convert import to_bool
from form4kit.law.deadlines import HFIAA_IN_FORCE
from form4kit.registry.entries import Company, Person, Role
from form4kit.source.node import Node

_INSIDE = ("director", "officer")


@dataclass(frozen=True, slots=True)
class Term:
    """A time in which a person is an insider, both days included; `inside` as a director or officer."""

    since: dt.date
    until: dt.date
    inside: bool


@dataclass(frozen=True, slots=True)
class Service:
    """A person's terms at an issuer, the oldest first."""

    terms: tuple[Term, ...]

    def on(self, day: dt.date) -> bool:
        """Tell whether the person is an insider on a day."""
        return any(term.since <= day <= term.until for term in self.terms)

    def inside_on(self, day: dt.date) -> bool:
        """Tell whether the person is a director or officer on a day."""
        return any(term.inside and term.since <= day <= term.until for term in self.terms)

    def within(self, first: dt.date, last: dt.date) -> bool:
        """Tell whether the person is an insider on any day of a time."""
        return any(term.since <= last and term.until >= first for term in self.terms)

    def reports(self, day: dt.date, *, exempt: bool) -> bool:
        """Tell whether a transaction of a day is to be reported.

        None from before the person was an insider; after that ended, none that is exempt, and none of a
        mere holder of more than 10 %: Rule 16a-2(b) reaches the others of directors and officers.
        """
        if self.on(day):
            return True
        return not exempt and any(term.inside and term.until < day for term in self.terms)

    @property
    def since(self) -> dt.date:
        """The first day of all."""
        return min((term.since for term in self.terms), default=dt.date.max)

    @property
    def last_day(self) -> dt.date:
        """The last day of all, `date.max` while it goes on."""
        return max((term.until for term in self.terms), default=dt.date.min)


def service_of(person: Person, company: Company) -> Service:
    """Return when a person had and has to report on a company.

    At a foreign private issuer, directors and officers have since 18 March 2026, and holders of more than
    10 % not at all (Release 34-104903).
    """
    return Service(tuple(sorted(_terms(person.roles, company), key=lambda term: (term.since, term.until))))


def _terms(roles: Iterable[Role], company: Company) -> Iterator[Term]:
    for role in roles:
        if role.issuer not in (None, company.key) or not _is_insider(role):
            continue
        since, until = role.since or dt.date.min, role.until or dt.date.max
        inside = any(_ticked(role.boxes.get(box)) for box in _INSIDE)
        for start, end in _domestic(since, until, inside, company):
            if start <= end:
                yield Term(start, end, inside)


def _domestic(
    since: dt.date, until: dt.date, inside: bool, company: Company
) -> Iterator[tuple[dt.date, dt.date]]:
    """Yield of a time what falls under Section 16(a)."""
    lost = company.foreign_private_until
    if lost is not None:
        if inside:
            yield max(since, HFIAA_IN_FORCE), min(until, lost)
        yield max(since, lost + dt.timedelta(days=1)), until
    elif company.foreign_private:
        if inside:
            yield max(since, HFIAA_IN_FORCE), until
    else:
        yield since, until


def _is_insider(role: Role) -> bool:
    """Tell whether a role makes an insider: `other` alone does, but for one who is none any more."""
    boxes = role.boxes
    if any(_ticked(boxes.get(box)) for box in (*_INSIDE, "ten_percent")):
        return True
    other = boxes.get("other_text") or boxes.get("other")
    words = ((other.text if other else None) or "").lower()
    return _ticked(boxes.get("other")) and not words.startswith(("former", "ex-", "retired"))


def _ticked(node: Node | None) -> bool:
    """Tell whether a box is ticked; an officer's may hold the title."""
    text = ((node.text if node else None) or "").strip()
    return bool(text) and to_bool(text) is not False
