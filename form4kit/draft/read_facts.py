"""Facts of a draft that are not filed: approvals (Rule 16b-3), cover of short positions (Rule 16c-4)."""

from collections.abc import Iterator
from dataclasses import replace

from form4kit.convert import to_date, to_decimal
from form4kit.law.section_16_facts import BODIES, Approval, Cover
from form4kit.model import Filing
from form4kit.source.node import Node


def with_facts(filing: Filing, root: Node) -> Filing:
    """Return a filing that knows, beside the form itself, what its draft says; without any, as it is."""
    given = root.get("approvals")
    approvals = tuple(_approvals(given)) if given is not None and given.items else None
    cover = tuple(_cover(root.get("cover")))
    if approvals is None and not cover:
        return filing
    return replace(filing, context=replace(filing.context, approvals=approvals, cover=cover))


def _approvals(node: Node) -> Iterator[Approval]:
    for each in node.items:
        date, codes = to_date(_text(each, "date")), each.get("codes")
        body = _text(each, "body")
        if date is not None and codes is not None:
            letters = tuple(code.text.strip() for code in codes.items or [codes] if code.text)
            yield Approval(date, body if body in BODIES else BODIES[0], letters, _text(each, "matter"))


def _cover(node: Node | None) -> Iterator[Cover]:
    for each in node.items if node is not None else []:
        shares, security = to_decimal(_text(each, "shares")), _text(each, "security")
        if shares is not None and security:
            yield Cover(security, shares)


def _text(node: Node, key: str) -> str:
    member = node.get(key)
    return (member.text if member is not None else None) or ""
