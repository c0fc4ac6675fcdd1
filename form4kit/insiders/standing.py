"""Whether Section 16(b) reaches a trade of a person: in office, before, after, or not at all.

What is known comes, in this order, from the roles of the registry with their days, from the Form 3, from the
boxes of each form, and from the exit box.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, NamedTuple

from form4kit.history.insider import InsiderHistory
from form4kit.model import Filing
from form4kit.registry.entries import Person, Role

_NO: Final = ("", "0", "false")
_FOREIGN = "insiders of a foreign private issuer are outside Section 16(b): Rule 3a12-3(b)"


class Reach(StrEnum):
    """How a trade stands to the time in office (or, for a 10 % holder, of the holding)."""

    IN = "in office"
    BEFORE = "before office"
    AFTER = "after office"
    MAYBE_AFTER = "on a form with the exit box"
    OUT = "not subject"


class Reached(NamedTuple):
    """How far Section 16(b) reaches a trade; `why` it does not, where it does not at all.

    `holder` says that the person was a holder of more than 10 % and nothing else, whom Rule 16b-3 does not
    exempt.
    """

    reach: Reach
    why: str = ""
    holder: bool = False

    @property
    def office(self) -> bool:
        """Whether the trade may be the one in office that a pair needs."""
        return self.reach in (Reach.IN, Reach.BEFORE)


class TimeSpan(NamedTuple):
    """From one day to another, both included; None is without end."""

    since: dt.date | None
    until: dt.date | None

    def holds(self, day: dt.date) -> bool:
        """Tell whether a day lies in it."""
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True)
class Standing:
    """What a person was to the issuer, and when.

    `office` is the time as director or officer, `holding` that as a holder of more than 10 %; both are empty
    where only the forms tell, by `ticks_office` and `ticks_holder`. `source` says in words what it rests on.
    `form_3` is the day of the Form 3; `foreign` and `foreign_until` are the issuer's.
    """

    office: tuple[TimeSpan, ...]
    holding: tuple[TimeSpan, ...]
    ticks_office: bool
    ticks_holder: bool
    form_3: dt.date | None
    foreign: bool
    foreign_until: dt.date | None
    source: str

    @property
    def by_roles(self) -> bool:
        """Whether the registry says when the person was what."""
        return bool(self.office or self.holding)

    @property
    def holder_alone(self) -> bool:
        """Whether the person never was a director or officer, as far as is known."""
        return not self.office if self.by_roles else self.ticks_holder and not self.ticks_office

    def reached(self, day: dt.date, filing: Filing | None = None) -> Reached:
        """Tell how Section 16(b) reaches a trade of a day, reported on a filing or only thought of."""
        if self.foreign_until and day <= self.foreign_until:
            return Reached(Reach.OUT, _FOREIGN)
        if self.foreign and not self.foreign_until:
            return Reached(Reach.OUT, _FOREIGN)
        if self.by_roles:
            return self._by_roles(day, filing)
        exits = bool(filing and filing.not_subject_to_section_16.value)
        if self.holder_alone and self.form_3 and day <= self.form_3:
            return Reached(Reach.OUT, _made_holder(self.form_3), holder=True)
        if exits:
            return Reached(Reach.MAYBE_AFTER, holder=self.holder_alone)
        early = bool(self.form_3 and day < self.form_3) and not self.holder_alone
        return Reached(Reach.BEFORE if early else Reach.IN, holder=self.holder_alone)

    def _by_roles(self, day: dt.date, filing: Filing | None) -> Reached:
        exits = bool(filing and filing.not_subject_to_section_16.value)
        if any(span.holds(day) for span in self.office):
            open_ended = all(span.until is None for span in self.office if span.holds(day))
            return Reached(Reach.MAYBE_AFTER if exits and open_ended else Reach.IN)
        for span in self.holding:
            if span.holds(day):
                began = span.since or (self.form_3 if self.holder_alone else None)
                if began and day <= began:
                    return Reached(Reach.OUT, _made_holder(began), holder=True)
                return Reached(Reach.IN, holder=True)
        if not self.office:
            ended = all(span.until and span.until < day for span in self.holding)
            why = (
                "no longer a holder of more than 10 %: Section 16(b), last sentence"
                if ended
                else "before the person held more than 10 %: Rule 16a-2(c)"
            )
            return Reached(Reach.OUT, why, holder=True)
        before = all(span.since and day < span.since for span in self.office)
        return Reached(Reach.BEFORE if before else Reach.AFTER)


def _made_holder(day: dt.date) -> str:
    return f"on or before {day}, which made the person a 10 % holder: Rule 16a-2(c)"


def standing_of(
    history: InsiderHistory,
    person: Person | None = None,
    company: str | None = None,
    *,
    foreign_private: bool = False,
    foreign_private_until: dt.date | None = None,
) -> Standing:
    """Return what an insider was, and when: by the registry's roles at a company, else by the forms."""
    roles = [role for role in person.roles if role.issuer in (None, company)] if person else []
    office = tuple(TimeSpan(role.since, role.until) for role in roles if _has(role, "director", "officer"))
    holding = tuple(TimeSpan(role.since, role.until) for role in roles if _has(role, "ten_percent"))
    owners = [owner for _, form in history.forms if (owner := history.owner_on(form)) is not None]
    form_3 = min(
        (form.period.value for _, form in history.forms if form.base_form == "3" and form.period.value),
        default=None,
    )
    return Standing(
        office=office,
        holding=holding,
        ticks_office=any(owner.director.value or owner.officer.value for owner in owners),
        ticks_holder=any(bool(owner.ten_percent.value) for owner in owners),
        form_3=form_3,
        foreign=foreign_private,
        foreign_until=foreign_private_until,
        source=(person.origin if person and (office or holding) else ""),
    )


def _has(role: Role, *boxes: str) -> bool:
    return any(role.boxes[box].text not in _NO for box in boxes if box in role.boxes)


def told(standing: Standing) -> str:
    """Say in a sentence as what the person is taken, and by what."""
    if standing.foreign and not standing.foreign_until:
        return "The issuer is a foreign private issuer (form4kit.toml)."
    if standing.by_roles:
        parts = [*_spans("director or officer", standing.office), *_spans("10 % holder", standing.holding)]
        return f"Taken as {'; '.join(parts)}, by {standing.source}."
    what = (
        "a director or officer"
        if standing.ticks_office
        else "a holder of more than 10 % and nothing else"
        if standing.ticks_holder
        else "subject to Section 16, though the forms tick neither director, officer nor 10 % owner"
    )
    since = f", Form 3 of {standing.form_3}" if standing.form_3 else ", no Form 3 among them"
    return f"Taken as {what}, by the boxes of the forms{since}."


def _spans(what: str, spans: Iterable[TimeSpan]) -> list[str]:
    return [
        what + (f" from {span.since}" if span.since else "") + (f" to {span.until}" if span.until else "")
        for span in spans
    ]
