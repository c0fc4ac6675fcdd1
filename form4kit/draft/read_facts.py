"""Facts of a draft that are not filed: approvals (Rule 16b-3), cover of short positions (Rule 16c-4)."""

from collections.abc import Iterator
from dataclasses import replace

from form4kit.analysis.meant_values import meant_day
from form4kit.convert import to_date, to_decimal
from form4kit.draft_schema.faults import UNKNOWN_WORD
from form4kit.findings import Finding
from form4kit.law.section_16_facts import BODIES, Approval, Cover
from form4kit.model import Filing
from form4kit.place import Path, Place
from form4kit.source.node import Node


def with_facts(filing: Filing, root: Node, findings: list[Finding]) -> Filing:
    """Return a filing that knows, beside the form itself, what its draft says; without any, as it is.

    A day or a number that is none is a finding, and the fact is left out.
    """
    given = root.get("approvals")
    approvals = tuple(_approvals(given, findings)) if given is not None and given.items else None
    cover = tuple(_cover(root.get("cover"), findings))
    if approvals is None and not cover:
        return filing
    return replace(filing, context=replace(filing.context, approvals=approvals, cover=cover))


def _approvals(node: Node, findings: list[Finding]) -> Iterator[Approval]:
    for number, each in enumerate(node.items):
        text = _text(each, "date")
        date, codes = to_date(text), each.get("codes")
        body = _text(each, "body")
        if text and date is None:
            day = meant_day(text)
            hint = f"Write {day}." if day else "Write year, month and day: `date: 2026-05-12`."
            findings.append(_none(each, ("approvals", number), "date", "date", hint))
        if date is not None and codes is not None:
            letters = tuple(code.text.strip() for code in codes.items or [codes] if code.text)
            yield Approval(date, body if body in BODIES else BODIES[0], letters, _text(each, "matter"))


def _cover(node: Node | None, findings: list[Finding]) -> Iterator[Cover]:
    for number, each in enumerate(node.items if node is not None else []):
        text, security = _text(each, "shares"), _text(each, "security")
        shares = to_decimal(text)
        if text and shares is None:
            hint = "Write the number of shares: `shares: 50000`."
            findings.append(_none(each, ("cover", number), "shares", "number", hint))
        if shares is not None and security:
            yield Cover(security, shares)


def _none(node: Node, path: Path, key: str, kind: str, hint: str) -> Finding:
    """Say that the value of a key is no date or no number."""
    member = node.get(key) or node
    place = Place((*path, key), member.line, member.column)
    return UNKNOWN_WORD.at(place, f'"{key}" is "{_text(node, key).strip()}", not a {kind}', hint)


def _text(node: Node, key: str) -> str:
    member = node.get(key)
    return (member.text if member is not None else None) or ""
