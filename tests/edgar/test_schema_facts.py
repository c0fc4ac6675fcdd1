"""Today's schemas have the occurrences and facets of the SEC's, element by element."""

import json
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from broken_documents import FORMS
from xmlschema import XMLSchema

from form4kit.edgar import xsd
from form4kit.law.editions import TODAY


@pytest.mark.parametrize("form", (*FORMS, "submission"))
def test_facets_are_those_of_the_facts(form: str, shared: Path) -> None:
    facts = json.loads((shared / "edgar" / "schema-facts.json").read_text(encoding="utf-8"))
    lists = {
        name: {*table["values"], *table.get("blankValues", ()), *table.get("obsoleteValues", ())}
        for name, table in facts["enumerations"].items()
    }
    rows = facts["forms"]["edgarSubmission" if form == "submission" else form]["elements"]
    model = XMLSchema(xsd.schema_file(form, TODAY), allow="local", defuse="always")
    root = next(iter(model.elements.values()))
    assert list(_described(root, root.name, 1, 1, None)) == [_of_row(row, rows, lists) for row in rows]


def _described(
    element: Any, path: str, least: int, most: int, choice: bool | None
) -> Iterator[dict[str, Any]]:
    """Walk our schema depth first; `choice` tells whether one of several must be, None outside."""
    yield {"path": path, "occurs": (least, most), "choice": choice, **_facets(element.type)}
    if not element.type.is_simple():
        yield from _described_group(element.type.content, path)


def _described_group(group: Any, path: str) -> Iterator[dict[str, Any]]:
    required = bool(group.min_occurs) and all(particle.min_occurs for particle in group)
    for particle in group:
        if hasattr(particle, "model"):
            yield from _described_group(particle, path)
        elif group.model == "choice":
            most = particle.max_occurs * group.max_occurs
            yield from _described(particle, f"{path}/{particle.name}", 0, most, required)
        else:
            occurs = particle.min_occurs, particle.max_occurs
            yield from _described(particle, f"{path}/{particle.name}", *occurs, None)


def _facets(kind: Any) -> dict[str, Any]:
    if not kind.is_simple():
        ids = {
            name: (one.type.base_type.local_name, one.type.patterns.regexps)
            for name, one in kind.attributes.items()
        }
        return {"base": None, "mixed": kind.mixed, "ids": ids}
    base = kind.primitive_type.local_name
    codes = {str(code) for code in kind.enumeration} if kind.enumeration else None
    patterns = [pattern.replace("\\-", "-") for pattern in kind.patterns.regexps] if kind.patterns else []
    bounds = (kind.min_value, kind.max_value) if base == "decimal" else None
    return {
        "base": base,
        "length": (kind.min_length or 0, kind.max_length),
        "codes": codes,
        "pattern": patterns,
        "bounds": bounds,
        "digits": [facet.value for name, facet in kind.facets.items() if str(name).endswith("Digits")],
        "space": kind.white_space or "preserve",
    }


def _of_row(row: dict[str, Any], rows: list[dict[str, Any]], lists: dict[str, set[str]]) -> dict[str, Any]:
    """Say of a row of the facts what `_described` says of an element."""
    occurs, choice = (row["minOccurs"], row["maxOccurs"]), None
    if around := row.get("choice"):
        branches = [other for other in rows if other.get("choice", {}).get("group") == around["group"]]
        most = row["maxOccurs"] * around["maxOccurs"]
        if len(branches) > 1:
            required = bool(around["minOccurs"]) and all(branch["minOccurs"] for branch in branches)
            occurs, choice = (0, most), required
        else:
            occurs = row["minOccurs"] * around["minOccurs"], most
    described = {"path": row["path"], "occurs": occurs, "choice": choice}
    if row["kind"] == "complex":
        ids = {one["name"]: (one["baseType"][3:], [one["pattern"]]) for one in row.get("attributes", ())}
        return {**described, "base": None, "mixed": row["mixed"], "ids": ids}
    codes = _codes_of(row, lists)
    length, number = row.get("length"), row["baseType"] == "xs:decimal"
    return {
        **described,
        "base": row["baseType"][3:],
        "length": (length, length) if length else (row.get("minLength", 0), row.get("maxLength")),
        "codes": codes,
        "pattern": [] if codes or "pattern" not in row else [row["pattern"]],
        "bounds": (Decimal(row["minInclusive"]), Decimal(row["maxInclusive"])) if number else None,
        "digits": [row["totalDigits"], row["fractionDigits"]] if number else [],
        "space": row["whiteSpace"],
    }


def _codes_of(row: dict[str, Any], lists: dict[str, set[str]]) -> set[str] | None:
    """Spell out the codes that the SEC lists, or writes as a pattern."""
    pattern = row.get("pattern", "")
    if "enumerationCount" in row:
        return lists[row["enumerationName"]]
    if pattern in ("[E|L]{0,1}", "[3]{0,1}"):
        return {"", *pattern[1:-6]}
    return set(pattern.split("|")) if "enumerationName" in row else None
