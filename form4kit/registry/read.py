"""Trees of a registry to typed entries; what does not fit becomes a clause with its file and line."""

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from form4kit.draft_schema.suggest import suggest_word
from form4kit.lazy_re import pattern
from form4kit.registry.entries import BOXES, Company, Person, Pin, PowerOfAttorney, Role
from form4kit.registry.entry_reader import EntryReader
from form4kit.registry.read_facts import read_approvals, read_cover
from form4kit.registry.read_plans import read_plans, read_statements
from form4kit.source.node import Node
from form4kit.words import listed

_PERSON = ("cik", "name", "address")
_LISTS = ("roles", "powers_of_attorney", "certificate_sha256", "plans", "statements", "approvals", "cover")
_ROLE = ("from", "to", "issuer", *BOXES)
_POWER = ("grantor", "attorneys", "forms", "signed", "effective", "expires", "revoked", "file")
_PIN = ("sha256", "from", "to")
_FINGERPRINT = pattern(r"(?:[0-9a-f]{2}:?){32}\Z", re.ASCII | re.IGNORECASE)
_FORMS = ("3", "4", "5")


def read_person(key: str, node: Node, origin: str, folder: Path) -> Person:
    """Read one of `[people.KEY]`, or a file of `people/`; `folder` is where paths in it start from."""
    reader = _PersonReader(origin, f"people.{key}")
    reader.mapping(node, (*_PERSON, *BOXES, *_LISTS))
    direct = {name: node.members[name] for name in BOXES if name in node.members}
    roles = [Role(None, None, None, direct)] if direct else []
    roles += [reader.role(each) for each in reader.members(node, "roles")]
    return Person(
        key=key,
        keys={name: node.members[name] for name in _PERSON if name in node.members},
        roles=tuple(sorted(roles, key=lambda role: role.since or dt.date.min)),
        powers=tuple(reader.power(each, key, folder) for each in reader.members(node, "powers_of_attorney")),
        pins=tuple(reader.pins(node)),
        plans=read_plans(reader, node),
        statements=read_statements(reader, node, folder),
        approvals=read_approvals(reader, node),
        cover=read_cover(reader, node),
        origin=origin,
        problems=tuple(reader.problems),
    )


class _PersonReader(EntryReader):
    """Reads what a person is and whom they let sign."""

    def role(self, node: Node) -> Role:
        self.mapping(node, _ROLE, "a role")
        issuer, since, until = node.get("issuer"), self.day(node, "from"), self.day(node, "to")
        if since and until and until < since:
            self.wrong(node, f"a role ends on {until}, before it begins on {since}")
        boxes = {name: node.members[name] for name in BOXES if name in node.members}
        if not boxes:
            self.wrong(node, f"a role without one of {listed(list(BOXES))}")
        return Role(since, until, issuer.text if issuer else None, boxes)

    def power(self, node: Node, person: str, folder: Path) -> PowerOfAttorney:
        self.mapping(node, _POWER, "a power of attorney")
        grantor, file = node.get("grantor"), node.get("file")
        attorneys = self.texts(node, "attorneys")
        if not attorneys:
            self.wrong(node, "a power of attorney without `attorneys`")
        forms = self.texts(node, "forms")
        for form in forms:
            if form not in _FORMS:
                self.wrong(node, f'a power of attorney for form "{form}", not {listed(list(_FORMS))}')
        return PowerOfAttorney(
            grantor=(grantor.text if grantor else None) or person,
            attorneys=attorneys,
            forms=forms,
            signed=self.day(node, "signed"),
            effective=self.day(node, "effective"),
            expires=self.day(node, "expires"),
            revoked=self.day(node, "revoked"),
            file=folder / file.text if file and file.text else None,
            where=self.where(node),
        )

    def pins(self, node: Node) -> Iterator[Pin]:
        """Read `certificate_sha256`: one hash, or a list of hashes and of `{sha256, from, to}`."""
        member = node.get("certificate_sha256")
        for each in (member.items or [member]) if member else []:
            alone = each.kind != "a mapping"
            if not alone:
                self.mapping(each, _PIN, "a pin")
            said = each if alone else each.get("sha256")
            if said is None or not _FINGERPRINT.match(said.text or ""):
                self.wrong(
                    each,
                    "certificate_sha256 is not 64 hexadecimal digits, the SHA-256 of a certificate",
                )
                continue
            since, until = (None, None) if alone else (self.day(each, "from"), self.day(each, "to"))
            if since and until and until < since:
                self.wrong(each, f"a pin ends on {until}, before it begins on {since}")
            yield Pin((said.text or "").replace(":", "").lower(), since, until)


def role_issuers(person: Person, companies: Mapping[str, Company]) -> list[str]:
    """Return clauses on roles of a person at an issuer that the registry does not have."""
    return [
        f"{person.origin}: a role of {person.key} is at {role.issuer}, which is no issuer of the registry. "
        f"{suggest_word(role.issuer, list(companies))}".strip()
        for role in person.roles
        if role.issuer is not None and role.issuer not in companies
    ]
