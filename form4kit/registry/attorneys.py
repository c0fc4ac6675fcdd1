"""Who may sign a packet, by the registry: its people, and those to whom they gave a power of attorney."""

from collections.abc import Iterator

from form4kit.registry.entries import Registry


def signers(registry: Registry) -> dict[str, str]:
    """Return who may sign a packet: the people of the registry and their attorneys, the name by the key.

    An attorney who is no person of the registry has as key the name in small letters, joined by hyphens.
    """
    found = {_key(name): name for name in _attorneys(registry)}
    return found | {key: registry.name_of(key) for key in registry.people}


def _attorneys(registry: Registry) -> Iterator[str]:
    for person in registry.people.values():
        for power in person.powers:
            yield from (name for name in power.attorneys if name not in registry.people)


def _key(name: str) -> str:
    return "-".join("".join(c if c.isalnum() else " " for c in name.lower()).split())
