"""The lists `approvals:` and `cover:` of a person, and `approvals` of an issuer, to typed entries."""

from collections.abc import Iterator

from form4kit.law.section_16_facts import BODIES, CODES, Approval, Cover
from form4kit.registry.entry_reader import EntryReader
from form4kit.source.node import Node

_APPROVAL = ("date", "body", "codes", "matter")
_COVER = ("security", "shares")


def read_approvals(reader: EntryReader, node: Node) -> tuple[Approval, ...]:
    """Read approvals under Rule 16b-3, the oldest first."""
    return tuple(sorted(_approvals(reader, node), key=lambda each: each.date))


def _approvals(reader: EntryReader, node: Node) -> Iterator[Approval]:
    for each in reader.members(node, "approvals"):
        reader.mapping(each, _APPROVAL, "an approval")
        day, matter = reader.day(each, "date"), each.get("matter")
        codes = reader.texts(each, "codes")
        if each.get("date") is None:
            reader.wrong(each, "an approval without `date`")
        for code in codes:
            if code not in CODES:
                reader.wrong(each, f"an approval of code {code}: Rule 16b-3 asks for one of A, D and F")
        if not codes:
            reader.wrong(each, "an approval without `codes`: A for grants, D and F for what goes back")
        body = reader.choice(each, "body", BODIES) or BODIES[0]
        if day is not None:
            yield Approval(day, body, codes, (matter.text if matter else None) or "")


def read_cover(reader: EntryReader, node: Node) -> tuple[Cover, ...]:
    """Read what covers short positions beside the shares on the form."""
    found: list[Cover] = []
    for each in reader.members(node, "cover"):
        reader.mapping(each, _COVER, "an entry of cover")
        security, shares = each.get("security"), reader.amount(each, "shares")
        if security is None or each.get("shares") is None:
            reader.wrong(each, "an entry of cover without `security` or `shares`")
        elif shares is not None:
            found.append(Cover(security.text or "", shares))
    return tuple(found)
