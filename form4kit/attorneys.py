"""What the registry knows of powers of attorney, as the rules and the packet ask for it."""

from collections.abc import Iterator

from form4kit.model import Filing
from form4kit.power import Power
from form4kit.registry.entries import Person, PowerOfAttorney, Registry


def powers_of(filing: Filing, registry: Registry) -> tuple[Power, ...] | None:
    """Return the powers of a filing's owners; None where the registry does not keep them.

    It keeps them where it has any at all and knows every owner of the filing: an owner it does not know may
    well have given one.
    """
    people = [registry.person_of(owner.cik.value) for owner in filing.owners]
    known = [person for person in people if person is not None]
    if not known or len(known) < len(people) or not any(each.powers for each in registry.people.values()):
        return None
    return tuple(_power(power, person, registry) for person in known for power in person.powers)


def _power(power: PowerOfAttorney, person: Person, registry: Registry) -> Power:
    grantor = person.cik if power.grantor == person.key else power.grantor
    return Power(
        grantor=grantor or person.key,
        attorneys=tuple(_name(each, registry) for each in power.attorneys),
        forms=power.forms,
        signed=power.signed,
        effective=power.effective,
        expires=power.expires,
        revoked=power.revoked,
        file=power.file.name if power.file else None,
    )


def _name(key: str, registry: Registry) -> str:
    """Return a person's name by their key; a text that is no key is the name."""
    person = registry.people.get(key)
    node = person.keys.get("name") if person else None
    return (node.text if node else None) or key


def signers(registry: Registry) -> dict[str, str]:
    """Return who may sign a packet: the people of the registry and their attorneys, the name by the key.

    An attorney who is no person of the registry has as key the name in small letters, joined by hyphens.
    """
    found = {_key(name): name for name in _attorneys(registry)}
    return found | {key: _name(key, registry) for key in registry.people}


def _attorneys(registry: Registry) -> Iterator[str]:
    for person in registry.people.values():
        for power in person.powers:
            yield from (name for name in power.attorneys if name not in registry.people)


def _key(name: str) -> str:
    return "-".join("".join(c if c.isalnum() else " " for c in name.lower()).split())
