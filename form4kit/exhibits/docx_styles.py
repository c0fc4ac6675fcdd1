"""What the styles of a Word file say of paragraphs: alignment, heading, list, how words look."""

from dataclasses import dataclass
from typing import Final

from form4kit.exhibits.docx_xml import WordElement

_ALIGNED = {"center": "center", "right": "right", "end": "right", "both": "justify", "distribute": "justify"}
_DEEPEST = 12
_TWIPS: Final = 120
"""Twentieths of a point for a character of a text."""

_PLAIN = WordElement("", {})


@dataclass(frozen=True, slots=True)
class Looks:
    """How a paragraph stands: its alignment, the level of a heading, its list, indent and marks."""

    align: str = "left"
    level: int = 0
    list_number: str = ""
    list_level: int = 0
    indent: int = 0
    marks: frozenset[str] = frozenset()


class Styles:
    """The styles by their names in the file."""

    def __init__(self, part: WordElement | None) -> None:
        styles = [each for each in part.children if each.name == "w:style"] if part else []
        self._by_id = {each.attributes.get("styleId", ""): each for each in styles}
        self._usual = next((each.attributes.get("styleId", "") for each in styles if _is_usual(each)), "")

    def paragraph(self, properties: WordElement) -> Looks:
        """Return how a paragraph stands, by its own properties and those of its style."""
        chain = self.chain(properties.value("w:pStyle") or self._usual)
        layers = [properties, *(each.child("w:pPr") or _PLAIN for each in chain)]
        number = next((each for layer in layers if (each := layer.child("w:numPr"))), _PLAIN)
        align = next((found for layer in layers if (found := layer.value("w:jc"))), "")
        return Looks(
            _ALIGNED.get(align, "left"),
            _level(layers, chain),
            _list(layers),
            _whole(
                next(
                    (v for layer in layers if (n := layer.child("w:numPr")) and (v := n.value("w:ilvl"))), "0"
                )
            ),
            _indent(layers) if number is _PLAIN else 0,
            self.marks(chain, frozenset()),
        )

    def chain(self, style: str) -> list[WordElement]:
        """Return a style and those that it is based on."""
        found: list[WordElement] = []
        while style in self._by_id and len(found) < _DEEPEST:
            found.append(self._by_id[style])
            style = found[-1].value("w:basedOn") or ""
        return found

    def marks(self, chain: list[WordElement], others: frozenset[str]) -> frozenset[str]:
        """Return which marks stay on after a chain of styles, the nearest first."""
        for style in reversed(chain):
            others = switched(style.child("w:rPr") or _PLAIN, others)
        return others


def switched(properties: WordElement, marks: frozenset[str]) -> frozenset[str]:
    """Return marks as properties of words switch them on and off."""
    for name, mark in (
        ("w:b", "b"),
        ("w:i", "i"),
        ("w:u", "u"),
        ("w:strike", "strike"),
        ("w:dstrike", "strike"),
    ):
        on = properties.is_on(name)
        marks = marks if on is None else marks | {mark} if on else marks - {mark}
    raised = {"superscript": "sup", "subscript": "sub"}.get(properties.value("w:vertAlign") or "")
    return marks | {raised} if raised else marks


def _is_usual(style: WordElement) -> bool:
    return style.attributes.get("type") == "paragraph" and style.attributes.get("default") in ("1", "true")


def _level(layers: list[WordElement], chain: list[WordElement]) -> int:
    for style in chain:
        name = (style.value("w:name") or "").lower()
        if name == "title":
            return 1
        if name.startswith("heading ") and name[8:].isdecimal():
            return min(_whole(name[8:]), 9)
    outline = next((value for layer in layers if (value := layer.value("w:outlineLvl"))), "9")
    return _whole(outline) + 1 if _whole(outline) < 9 else 0


def _list(layers: list[WordElement]) -> str:
    for layer in layers:
        number = layer.child("w:numPr")
        if number and (value := number.value("w:numId")) is not None:
            return "" if value == "0" else value
    return ""


def _indent(layers: list[WordElement]) -> int:
    for layer in layers:
        found = layer.child("w:ind")
        left = (found.attributes.get("left") or found.attributes.get("start") or "") if found else ""
        if left:
            return max(0, _whole(left)) // _TWIPS
    return 0


def _whole(text: str) -> int:
    try:
        return int(text[:9])
    except ValueError:
        return 0
