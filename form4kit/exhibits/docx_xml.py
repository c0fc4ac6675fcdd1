"""Read the XML of a Word file into a small tree: no entities, no document type, and within limits.

Expat reads it, as it reads EDGAR's documents: a parser of the standard library that hands on one element at a
time, so that the limits hold before a tree is there.
"""

from dataclasses import dataclass, field
from typing import Final

from form4kit.exhibits.paper import CannotConvert

DEEPEST: Final = 100
MOST_ELEMENTS: Final = 200_000
_WORD = ("wordprocessingml/2006/main", "wordprocessingml/main")
_TYPED = frozenset(["w:t", "w:delText", "w:instrText", "m:t", "a:t"])


@dataclass(slots=True)
class WordElement:
    """An element: its name, `w:p` in Word's own namespace, the attributes by local name, what is in it."""

    name: str
    attributes: dict[str, str]
    children: list["WordElement"] = field(default_factory=list)
    text: str = ""

    def child(self, name: str) -> "WordElement | None":
        """Return the first child of a name."""
        return next((each for each in self.children if each.name == name), None)

    def value(self, name: str, attribute: str = "val") -> str | None:
        """Return an attribute of the first child of a name; None where there is none."""
        found = self.child(name)
        return found.attributes.get(attribute) if found else None

    def is_on(self, name: str) -> bool | None:
        """Tell whether a child switches something on; None where it is not there."""
        found = self.child(name)
        return found.attributes.get("val", "1") not in ("0", "false", "off", "none") if found else None

    def all(self, *names: str) -> "list[WordElement]":
        """Return what is in this element, at any depth, of some names, in order."""
        found, pending = [], list(reversed(self.children))
        while pending:
            node = pending.pop()
            if node.name in names:
                found.append(node)
            pending += reversed(node.children)
        return found


def parse(data: bytes, part: str) -> WordElement:
    """Return the root of a part. Raises CannotConvert for no XML, a document type, too many elements."""
    from xml.parsers import expat

    parser = expat.ParserCreate(namespace_separator="}")
    parser.buffer_text = True
    stack: list[WordElement] = [WordElement("", {})]
    count = 0

    def begin(name: str, attributes: dict[str, str]) -> None:
        nonlocal count
        count += 1
        if count > MOST_ELEMENTS or len(stack) > DEEPEST:
            what = (
                f"more than {MOST_ELEMENTS:,} elements"
                if count > MOST_ELEMENTS
                else "elements nested too deep"
            )
            raise CannotConvert(f"{what} in {part}", "Save it again as .docx, in parts.")
        local = {key.rpartition("}")[2]: value for key, value in attributes.items()}
        node = WordElement(_short(name), local)
        stack[-1].children.append(node)
        stack.append(node)

    def end(_: str) -> None:
        stack.pop()

    def words(text: str) -> None:
        if stack[-1].name in _TYPED:
            stack[-1].text += text

    def refuse(*_: object) -> None:
        raise CannotConvert(f"a document type in {part}", "Save it again as .docx from Word.")

    parser.StartElementHandler, parser.EndElementHandler = begin, end
    parser.CharacterDataHandler = words
    parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = refuse
    try:
        parser.Parse(data, True)
    except expat.ExpatError:
        raise CannotConvert(f"{part} is no XML", "Save it again as .docx from Word.") from None
    return stack[0].children[0]


def _short(name: str) -> str:
    space, _, local = name.rpartition("}")
    if space.endswith(_WORD):
        return f"w:{local}"
    if space.endswith(("/math", "officeDocument/2006/math")):
        return f"m:{local}"
    return f"a:{local}" if "drawingml" in space and "wordprocessing" not in space else local
