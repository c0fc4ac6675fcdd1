"""Who may sign a filing: its owners, and those to whom they gave a power, each with the reason."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from form4kit.analysis.signatures import is_entity
from form4kit.convert import bare_cik
from form4kit.insiders.names import in_prose
from form4kit.model import Filing, Owner
from form4kit.power import Power
from form4kit.registry.entries import Registry
from form4kit.signoff.identity import same_person


@dataclass(frozen=True, slots=True)
class SignerChoice:
    """Somebody who may sign: the key to choose them by, the name, and how it is typed for each owner.

    `fits` tells whether they may on that day, `why` says by what power or why not.
    """

    key: str
    name: str
    fits: bool
    why: str
    typed: tuple[str, ...]


def signers_of(filing: Filing, registry: Registry, day: dt.date) -> list[SignerChoice]:
    """Return who may sign a filing on a day, in New York: first those who may, each group by name."""
    powers = registry.powers_of(owner.cik.text for owner in filing.owners) or ()
    found = [*_owners(filing), *_attorneys(filing, registry, powers, day)]
    return sorted(found, key=lambda each: (not each.fits, each.name.casefold()))


def _owners(filing: Filing) -> Iterator[SignerChoice]:
    """Yield the owner of a filing of one person; an entity signs by somebody, several each for themselves."""
    if len(filing.owners) != 1:
        return
    owner = filing.owners[0]
    name = _natural(owner)
    if name and not is_entity(owner.name.text or ""):
        yield SignerChoice("owner", name, True, "signs for himself or herself", (f"/s/ {name}",))


def _attorneys(
    filing: Filing, registry: Registry, powers: tuple[Power, ...], day: dt.date
) -> Iterator[SignerChoice]:
    names = dict.fromkeys(each for power in powers for each in power.attorneys)
    for attorney in names:
        name = _name(attorney, registry)
        why, fits = [], True
        for owner in filing.owners:
            mine = [each for each in powers if attorney in each.attorneys and _is_of(each, owner)]
            good = next((each for each in mine if not _against(each, filing, day)), None)
            fits = fits and good is not None
            if good is not None:
                why.append(f"by the power of {_day(good.signed or good.effective)}")
            elif mine:
                why.append(_against(mine[-1], filing, day))
            else:
                why.append(f"has no power of {_natural(owner)}")
        typed = tuple(f"/s/ {name}, attorney-in-fact for {_natural(owner)}" for owner in filing.owners)
        yield SignerChoice(attorney, name, fits, "; ".join(dict.fromkeys(why)), typed)


def _is_of(power: Power, owner: Owner) -> bool:
    return power.grantor == bare_cik(owner.cik.text) or same_person(power.grantor, owner.name.text or "")


def _against(power: Power, filing: Filing, day: dt.date) -> str:
    """Say why a power does not do for a form on a day; empty where it does."""
    since, begins = power.signed or power.effective, power.effective or power.signed
    if power.forms and filing.form_type[:1] not in power.forms:
        return f"the power of {_day(since)} is for Forms {', '.join(power.forms)}"
    if begins is not None and day < begins:
        return f"the power of {_day(since)} begins on {_day(begins)}"
    if power.revoked is not None and power.revoked <= day:
        return f"the power of {_day(since)} was revoked on {_day(power.revoked)}"
    if power.expires is not None and power.expires < day:
        return f"the power of {_day(since)} ended on {_day(power.expires)}"
    return ""


def _name(attorney: str, registry: Registry) -> str:
    """Return an attorney's name as one writes it; of a person with a CIK EDGAR's order is turned round."""
    name = registry.name_of(attorney)
    key = next((key for key in registry.people if key == attorney or registry.name_of(key) == attorney), "")
    person = registry.people.get(key)
    return in_prose(name) if person is not None and "cik" in person.keys else name


def _natural(owner: Owner) -> str:
    name = owner.name.text or ""
    return name if is_entity(name) else in_prose(name)


def _day(day: dt.date | None) -> str:
    return f"{day:%B} {day.day}, {day.year}" if day else "a day that is not said"
