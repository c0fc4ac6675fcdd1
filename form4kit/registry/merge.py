"""Add what documents say of a person to the file that the registry has; what is there already stays."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from form4kit.convert import bare_cik
from form4kit.registry.entries import Person, Registry, Role
from form4kit.registry.from_filings import Boxes, Seen, address_lines, key_of, person_file, role_lines
from form4kit.source.node import Node
from form4kit.source.yaml_tree import compose
from form4kit.words import scalar


@dataclass(frozen=True, slots=True)
class Merged:
    """Files of `people/` to write, by their key, and what a person has to settle by hand."""

    files: dict[str, str]
    said: tuple[str, ...]


def merge(seen: Iterable[Seen], registry: Registry, texts: dict[str, str]) -> Merged:
    """Merge owners of documents into the registry's people.

    `texts` are the files of `people/` by their key. Nothing that stands in one is changed: what differs
    is said, and what is new is added.
    """
    files: dict[str, str] = {}
    said: list[str] = []
    taken = {*registry.people, *texts}
    companies = registry.companies.values()
    several = {each.cik: each.key for each in companies} if len(companies) > 1 else {}
    for cik, each in _by_owner(seen, registry, said).items():
        person = registry.person_of(cik)
        if person is None:
            key = key_of(each[-1].name, cik, taken)
            taken.add(key)
            files[key] = person_file(each, several)
            if not several and len({one.issuer for one in each}) > 1:
                said.append(f"{key}: the documents are of several issuers; give each role its `issuer`")
        elif person.key in texts:
            merger = _Merger(person, texts[person.key], registry)
            merger.take(each)
            said += merger.said
            if merger.text != texts[person.key]:
                files[person.key] = merger.text
        else:
            said.append(f"{person.key} stands in {person.origin}, which is left as it is")
    return Merged(files, tuple(said))


def _by_owner(seen: Iterable[Seen], registry: Registry, said: list[str]) -> dict[str, list[Seen]]:
    """Group what was seen by CIK, oldest first; documents of issuers that the registry lacks are left out."""
    owners: dict[str, list[Seen]] = {}
    for each in sorted(seen, key=lambda one: f"{one.day or ''}"):
        if registry.companies and registry.company_of(each.issuer) is None:
            said.append(f"{each.source} is left out: its issuer, CIK {each.issuer}, is not in the registry")
            continue
        owners.setdefault(bare_cik(each.cik), []).append(each)
    said[:] = dict.fromkeys(said)
    return owners


class _Merger:
    """Adds to one file, keeping its text, its comments and its order."""

    def __init__(self, person: Person, text: str, registry: Registry) -> None:
        self.person, self.text, self.registry = person, text, registry
        self.said: list[str] = []

    def take(self, seen: list[Seen]) -> None:
        last = seen[-1]
        self.entry("name", last.name, [f"name: {scalar(last.name)}"] if last.name else [], last.source)
        self.entry("address", "another", address_lines(last.address), last.source)
        for each in seen:
            self.role(each)

    def entry(self, key: str, filed: str, lines: list[str], source: str) -> None:
        """Add a key that the file lacks; say where it has another value."""
        held = self.person.keys.get(key)
        if held is None:
            if lines:
                self.text = self.text.rstrip("\n") + "\n" + "\n".join(lines) + "\n"
            return
        node, _ = compose("\n".join(lines) + "\n") if lines else (None, [])
        other = node.get(key) if node else None
        if other is not None and _words(other) != _words(held):
            self.said.append(f"{self.person.origin}: {key} kept; {source} has {filed}")

    def role(self, seen: Seen) -> None:
        """Add a role that the file does not have on the day of a document."""
        company = self.registry.company_of(seen.issuer)
        issuer = company.key if company else None
        held = {key: node.text or "" for key, node in self.person.boxes(seen.day, issuer).items()}
        held = {key: text for key, text in held.items() if text not in ("false", "0", "")}
        new = {key: text for key, text in seen.boxes.items() if held.get(key) != text}
        gone = [key for key in held if key not in seen.boxes and key != "officer_title"]
        if gone and seen.boxes:
            told = ", ".join(gone)
            self.said.append(
                f"{self.person.origin}: {told} is not ticked in {seen.source}: end it with `to:`"
            )
        if new:
            self.add(new, seen, issuer if len(self.registry.companies) > 1 else None)

    def add(self, boxes: Boxes, seen: Seen, issuer: str | None) -> None:
        lines = role_lines(boxes, since=f"{seen.day}" if seen.day else "", issuer=issuer)
        text = _with_role(self.text, lines)
        if text is None:
            told = "; ".join(line.strip("- ") for line in lines)
            self.said.append(f"{self.person.origin}: add a role by hand, {told} (as in {seen.source})")
            return
        self.text = text
        role = Role(seen.day, None, issuer, {key: Node(value, 0, 0) for key, value in boxes.items()})
        self.person = replace(self.person, roles=(*self.person.roles, role))


def _with_role(text: str, lines: list[str]) -> str | None:
    """Put a role at the end of a file's list of roles; None where that is not written line by line."""
    root, findings = compose(text)
    if root is None or findings:
        return None
    roles = root.get("roles")
    if roles is None:
        return text.rstrip("\n") + "\n" + "\n".join(["roles:", *(f"  {line}" for line in lines)]) + "\n"
    if not roles.items or roles.line == roles.key_line:
        return None
    count = len(roles.items)
    margin = " " * (roles.column - 1)
    last = max(node.line for node in roles.scalars())
    rows = text.split("\n")
    rows[last:last] = [f"{margin}{line}" for line in lines]
    merged = "\n".join(rows)
    root, findings = compose(merged)
    found = root.get("roles") if root else None
    return merged if found and not findings and len(found.items) == count + 1 else None


def _words(node: Node) -> list[str]:
    """Return the words of a value, whatever their case, for comparing."""
    return sorted(" ".join((each.text or "") for each in node.scalars()).upper().split())
