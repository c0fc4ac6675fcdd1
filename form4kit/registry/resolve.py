"""Put the registry's entries in place of the names that a draft writes, in the draft's tree."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import replace

from form4kit.convert import to_date
from form4kit.draft_schema.check import check_shape
from form4kit.draft_schema.suggest import suggest_word
from form4kit.findings import Finding
from form4kit.footnote_library.faults import BAD_TEMPLATE
from form4kit.place import Path, Place
from form4kit.registry.entries import BOXES, Company, Person, Registry
from form4kit.registry.faults import NO_ROLE, UNFIT_ENTRY, UNKNOWN_NAME
from form4kit.registry.leavers import boxes_of_leaver
from form4kit.registry.resolve_plans import with_plans
from form4kit.source.node import Node
from form4kit.storage.repository import NAME
from form4kit.words import listed

_TABLES = ("non_derivative", "derivative")


def resolve(root: Node, registry: Registry) -> tuple[Node, list[Finding]]:
    """Replace the names of issuer and owners by what the registry has for them.

    `issuer: amot` and `owners: [federico]` are names; so is the `name` of a mapping that has no `cik`, whose
    other keys then come before those of the registry. Roles are those of the draft's day. `contact` and
    `notify` are filled in where the draft has none, and a plan that is named gets its date of adoption.
    Places stay those of the draft's own words.
    """
    resolver = _Resolver(root, registry)
    return resolver.resolved(), resolver.findings


def without_consequences(findings: Iterable[Finding]) -> list[Finding]:
    """Leave out what other faults say of an issuer or owner whose name is not in the registry."""
    findings = list(findings)
    lost = {found.place.path for found in findings if found.rule == UNKNOWN_NAME.code}
    return [
        each
        for each in findings
        if each.rule == UNKNOWN_NAME.code or not any(each.place.path[: len(path)] == path for path in lost)
    ]


def day_of(root: Node) -> dt.date | None:
    """Return the day by which a draft's roles are chosen: its period, else its earliest date."""
    period = root.get("period")
    day = to_date(period.text or "") if period else None
    return day or min(_dates(root), default=None)


def _dates(root: Node) -> Iterator[dt.date]:
    """Yield the dates of transactions: of rows with a code, and of events."""
    rows = [row for table in _TABLES if (found := root.get(table)) for row in found.items if row.get("code")]
    events = root.get("events")
    inner = [what for event in (events.items if events else []) for what in event.members.values()]
    for node in (*rows, *inner):
        date = node.get("date")
        day = to_date(date.text or "") if date else None
        if day is not None:
            yield day


class _Resolver:
    def __init__(self, root: Node, registry: Registry) -> None:
        self.root, self.registry = root, registry
        self.findings: list[Finding] = list(registry.findings)

    def resolved(self) -> Node:
        members = dict(self.root.members)
        issuer = members.get("issuer")
        company = None
        if issuer is not None:
            members["issuer"], company = self.issuer(issuer)
        owners = members.get("owners")
        if owners is not None and owners.kind == "a list":
            named = [self.owner(node, n, company) for n, node in enumerate(owners.items)]
            members["owners"] = replace(owners, value=named)
        for key, found in (("contact", self.registry.contact), ("notify", self.registry.notify)):
            if found is not None and (key not in members or members[key].value == ""):
                members[key] = _placed(found, self.root)
        members = with_plans(members, self.registry, day_of(self.root), self.findings)
        self.footnotes()
        return replace(self.root, value=members)

    def issuer(self, node: Node) -> tuple[Node, str | None]:
        """Return the issuer spelled out, and its key in the registry if it has one."""
        name = _name(node)
        if name is None:
            cik = node.get("cik")
            known = self.registry.company_of(cik.text if cik else None)
            return node, known.key if known else None
        company = self.registry.company(name)
        if company is None:
            names = [each for known in self.registry.companies.values() for each in known.names]
            told = self.unknown(node, ("issuer",), "issuer", name, names)
            return _nameless(node) if told else node, None
        keys = _overridden(dict(company.keys), node)
        self.fit(company, node, ("issuer",), Node(keys, node.line, node.column))
        return replace(node, value=keys), company.key

    def owner(self, node: Node, number: int, issuer: str | None) -> Node:
        name, path = _name(node), ("owners", number)
        if name is None:
            return node
        person = self.registry.people.get(name) or self.registry.people.get(name.lower())
        if person is None:
            told = self.unknown(node, path, "person", name, list(self.registry.people))
            return _nameless(node) if told else node
        day = day_of(self.root)
        form = self.root.get("form")
        boxes = person.boxes(day, issuer) or boxes_of_leaver(
            person, day, issuer, (form.text if form else "") or ""
        )
        written = any(key in node.members for key in BOXES)
        if not boxes and not written and not person.problems:
            message = f"{person.key} has no role on {day}" if day else f"{person.key} has no role today"
            hint = f"Add it to `roles` in {person.origin}, or write {{name: {name}, other: Former director}}."
            self.findings.append(NO_ROLE.at(Place(path, node.line, node.column), message, hint))
        keys = _overridden({**person.keys, **boxes}, node)
        self.fit(person, node, path, Node(keys, node.line, node.column))
        return replace(node, value=keys)

    def unknown(self, node: Node, path: Path, what: str, name: str, known: list[str]) -> bool:
        """Object to a name; a mapping whose `name` is near none is left to the rules: it lacks its CIK."""
        near = suggest_word(name, known)
        if node.text is None and not near:
            return False
        message = f"the registry has no {what} {name}"
        hint = near or (f"There {'are' if len(known) > 1 else 'is'} {listed(known, 'and')}." if known else "")
        if self.registry.root is None:
            message = f"{name} is looked up in {NAME}, and there is none here or in a folder above"
            hint = "Write it out with its `cik`, or make a registry: `form4kit init`."
        place = Place(path, node.line, node.column)
        self.findings.append(UNKNOWN_NAME.at(place, message, hint or f"Add it to {NAME}."))
        return True

    def fit(self, entry: Company | Person, node: Node, path: Path, filled: Node) -> None:
        """Object to an entry that is used and does not fit: its own keys, then its shape as a draft's."""
        place = Place(path, node.line, node.column)
        self.findings += [UNFIT_ENTRY.at(place, problem) for problem in entry.problems]
        issuer = filled if path == ("issuer",) else Node("", 0, 0)
        owners = Node([] if path == ("issuer",) else [filled], 0, 0)
        draft = Node({"form": Node("4", 0, 0), "issuer": issuer, "owners": owners}, 0, 0)
        for found in check_shape(draft):
            where = f"{entry.origin}, {entry.key}"
            self.findings.append(UNFIT_ENTRY.at(place, f"{where}: {found.message}", found.hint))

    def footnotes(self) -> None:
        """Object to a footnote of the registry that is used and cannot be."""
        for name, problem in self.registry.unfit_footnotes.items():
            for node in self.root.scalars():
                text = node.text or ""
                offset = text.find(f"^{name}")
                after = text[offset + len(name) + 1 : offset + len(name) + 2]
                if offset >= 0 and after in ("", " ", "("):
                    place = Place((), node.line, node.column + offset)
                    self.findings.append(BAD_TEMPLATE.at(place, problem, "Mend it there."))
                    break


def _name(node: Node) -> str | None:
    """Return the name that a node stands for in the registry: its text, or its `name` without a `cik`."""
    if node.text is not None:
        return node.text.strip() or None
    name = node.get("name")
    return name.text or None if name and "cik" not in node.members else None


def _nameless(node: Node) -> Node:
    """Return a mapping without the `name` that was no name, so that rules do not take it for one."""
    if node.text is not None:
        return node
    return replace(node, value={key: each for key, each in node.members.items() if key != "name"})


def _overridden(keys: dict[str, Node], node: Node) -> dict[str, Node]:
    """Put a draft's own keys over those of the registry; a title apart takes the place of its box's."""
    own = {key: member for key, member in node.members.items() if key != "name"}
    for box, text in (("officer", "officer_title"), ("other", "other_text")):
        if text in own and box not in own:
            keys.pop(box, None)
        if box in own and text not in own:
            keys.pop(text, None)
    return {key: _placed(member, node) for key, member in keys.items()} | own


def _placed(found: Node, at: Node) -> Node:
    """Return a tree of the registry with the place of the draft's words that stand for it."""
    value = found.value
    if isinstance(value, dict):
        value = {key: _placed(member, at) for key, member in value.items()}
    elif isinstance(value, list):
        value = [_placed(member, at) for member in value]
    return Node(value, at.line, at.column, at.line, at.column)
