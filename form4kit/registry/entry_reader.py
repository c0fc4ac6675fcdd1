"""Read one entry of a registry key by key; what does not fit becomes a clause with its file and line."""

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal

from form4kit.convert import to_bool, to_date, to_decimal
from form4kit.draft_schema.suggest import suggest_word
from form4kit.source.node import Node
from form4kit.words import listed


class EntryReader:
    """Reads one entry and collects what is wrong with it."""

    def __init__(self, origin: str, name: str) -> None:
        """Read an entry called `name` of the file `origin`."""
        self.origin, self.name = origin, name
        self.problems: list[str] = []

    def wrong(self, node: Node, clause: str) -> None:
        """Note what is wrong, with where it stands."""
        self.problems.append(f"{self.where(node)}: {clause}")

    def where(self, node: Node) -> str:
        """Return the file, and the line where the file has lines."""
        line = node.key_line or node.line
        return f"{self.origin}, line {line}" if line else f"{self.origin}, {self.name}"

    def mapping(self, node: Node, known: Iterable[str], what: str = "an entry") -> None:
        """Object to keys that an entry does not know, and to an entry that is no mapping."""
        known = list(known)
        if node.kind != "a mapping":
            self.wrong(node, f"{what} is {node.kind}, not a mapping")
        for key, member in node.members.items():
            if key not in known:
                hint = suggest_word(key, known) or f"The keys are {listed(known, 'and')}."
                self.wrong(member, f"unknown key {key}. {hint}")

    def members(self, node: Node, key: str) -> list[Node]:
        """Return the members of a list; none where it is not given, or is none."""
        member = node.get(key)
        if member is not None and member.kind != "a list" and member.value != "":
            self.wrong(member, f"{key} is {member.kind}, not a list")
        return member.items if member else []

    def day(self, node: Node, key: str) -> dt.date | None:
        """Read a date, YYYY-MM-DD; None where it is not given."""
        member = node.get(key)
        if member is None or member.value == "":
            return None
        found = to_date(member.text or "")
        if found is None:
            self.wrong(member, f'{key} is "{member.text or member.kind}", not a date: write 2026-11-18')
        return found

    def texts(self, node: Node, key: str) -> tuple[str, ...]:
        """Read one text or a list of them."""
        member = node.get(key)
        if member is None:
            return ()
        return tuple(each.text for each in member.items or [member] if each.text)

    def flag(self, node: Node, key: str) -> bool | None:
        """Read `true` or `false`; None where it is not given."""
        member = node.get(key)
        if member is None or member.value == "":
            return None
        found = to_bool(member.text or "")
        if found is None:
            self.wrong(member, f'{key} is "{member.text or member.kind}", not true or false')
        return found

    def amount(self, node: Node, key: str) -> Decimal | None:
        """Read a number above none, digits and a period; None where it is not given."""
        member = node.get(key)
        if member is None or member.value == "":
            return None
        found = to_decimal(member.text or "")
        if found is None or found <= 0:
            self.wrong(member, f'{key} is "{member.text or member.kind}", not a number above 0: write 40000')
            return None
        return found

    def choice(self, node: Node, key: str, known: Iterable[str]) -> str:
        """Read one of several words; empty where it is not given, or is none of them."""
        member = node.get(key)
        known = list(known)
        if member is None or member.value == "":
            return ""
        text = (member.text or "").strip()
        if text not in known:
            self.wrong(member, f'{key} is "{text or member.kind}", not {listed(known)}')
            return ""
        return text
