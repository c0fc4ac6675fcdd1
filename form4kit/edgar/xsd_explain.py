"""Say in plain words what the schema objects to, and where.

`xmlschema` and libxml2 only point at the elements with a fault. What is wrong there is read from the schema's
own declarations, so that both libraries, and the SEC's package in place of ours, give the same words.
"""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from copy import deepcopy
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from lxml import etree

from form4kit.edgar.child_order import misplaced
from form4kit.edgar.value_faults import XML_SPACE, LxmlElement, any_of, name_of, quoted, unlike, value_fault

if TYPE_CHECKING:
    from xmlschema import XMLSchema

_XSI = "{http://www.w3.org/2001/XMLSchema-instance}"
_ALLOWED_EVERYWHERE = {f"{_XSI}schemaLocation", f"{_XSI}noNamespaceSchemaLocation"}

_ElementFault = tuple[LxmlElement, str]


@dataclass(frozen=True, slots=True)
class XsdObjection:
    """One fault: the XPath of its element, `[n]` where a name is repeated, its line, and what is wrong.

    What is missing is reported at the element that lacks it.
    """

    path: str
    line: int
    message: str


def explain(
    tree: "etree._ElementTree", model: "XMLSchema", log: "Sequence[etree._LogEntry]"
) -> list[XsdObjection]:
    """Return the objections to a document that libxml2 refused with this log, in document order."""
    tree = _elements_only(tree)
    nodes: dict[str, LxmlElement] = {tree.getpath(element): element for element in tree.iter("*")}
    named = {entry.path.partition("/@")[0] for entry in log if entry.path}
    breaks = _breaks(tree, model)
    found = [
        XsdObjection(tree.getpath(at), at.sourceline or 0, message)
        for path, element in nodes.items()
        if path in named or path in breaks
        for at, message in _faults(element, model, breaks.get(path, []))
    ]
    told = {objection.path for objection in found}
    for path in named & nodes.keys():
        if told.isdisjoint((path, path.rpartition("/")[0])):
            found.append(XsdObjection(path, nodes[path].sourceline or 0, unlike(nodes[path])))
    order = {path: number for number, path in enumerate(nodes)}
    return sorted(dict.fromkeys(found), key=lambda objection: order[objection.path])


def outline(tree: "etree._ElementTree", log: "Sequence[etree._LogEntry]") -> list[XsdObjection]:
    """Return the objections of a log as they stand: the places alone, for a document too long to explain."""
    found: list[XsdObjection] = []
    for entry in log:
        at = tree.xpath(entry.path) if entry.path else []
        elements: list[LxmlElement] = list(at) if isinstance(at, list) else []
        found += [XsdObjection(tree.getpath(each), each.sourceline or 0, unlike(each)) for each in elements]
    return list(dict.fromkeys(found)) or [XsdObjection("/", 1, "not as the schema wants it, and very long")]


def _elements_only(tree: "etree._ElementTree") -> "etree._ElementTree":
    """Copy a tree without comments, which `xmlschema` takes for content and libxml2 does not."""
    copy = deepcopy(tree)
    etree.strip_tags(copy, etree.Comment, etree.ProcessingInstruction, etree.Entity)
    return copy


def _breaks(tree: "etree._ElementTree", model: "XMLSchema") -> dict[str, list[int]]:
    """Return the elements that `xmlschema` objects to, each with its children out of order.

    A reference to a footnote that is not there is left out: libxml2 lets it pass, and libxml2 rules.
    """
    from xmlschema import XMLSchemaChildrenValidationError

    breaks: dict[str, list[int]] = {}
    with suppress(OverflowError):  # of a year that `xmlschema` cannot hold: libxml2's log names the rest
        for error in model.iter_errors(tree):
            element: LxmlElement = error.elem
            if element is None or str(error.reason).startswith("IDREF "):
                continue
            at = breaks.setdefault(tree.getpath(element), [])
            if isinstance(error, XMLSchemaChildrenValidationError):
                at.append(error.index)
    return breaks


def _faults(element: LxmlElement, model: "XMLSchema", breaks: list[int]) -> Iterator[_ElementFault]:
    declared = _declaration(element, model)
    if declared is None:
        if element.getparent() is None:
            yield element, _wrong_root(element, model)
        return  # any other is reported with the element around it
    yield from ((element, message) for message in _attribute_faults(element, declared))
    kind = declared.type
    if kind.is_simple():
        if len(element):
            yield element, f"{name_of(element[0].tag)} is not allowed inside"
        elif fault := value_fault(kind, element):
            yield element, fault
    elif kind.is_empty():
        if len(element) or element.text:
            yield element, "not empty, as it must be"
    else:
        if not kind.mixed and _has_text(element):
            yield element, "text is not allowed between the elements"
        if breaks:
            yield from misplaced(element, kind.content, breaks)


def _declaration(element: LxmlElement, model: "XMLSchema") -> Any:
    """Return the schema's declaration of an element, None where it has none."""
    parent = element.getparent()
    if parent is None:
        return model.elements.get(element.tag)
    around = _declaration(parent, model)
    if around is None or around.type.is_simple():
        return None
    return next((child for child in around.type.content.iter_elements() if child.name == element.tag), None)


def _wrong_root(element: LxmlElement, model: "XMLSchema") -> str:
    wanted, given = any_of(model.elements), name_of(element.tag)
    if given == wanted:
        return f"{wanted} is in a namespace, and EDGAR's has none"
    return f"{given} in place of {wanted}"


def _attribute_faults(element: LxmlElement, declared: Any) -> Iterator[str]:
    for name, value in element.attrib.items():
        if name in declared.attributes:
            if not declared.attributes[name].type.is_valid(value):
                yield f"{quoted(value)} is not a footnote mark: F1 to F99"
            elif declared.attributes[name].type.is_key() and _is_repeated(element, str(name), value):
                yield f"{value.strip()} is defined twice"
        elif name not in _ALLOWED_EVERYWHERE:
            yield f"the attribute {name_of(name)} is not allowed"
    for name in declared.attributes.iter_required():
        if name not in element.attrib:
            yield f"the attribute {name} is missing"


def _is_repeated(element: LxmlElement, name: str, value: str) -> bool:
    before = element.itersiblings(element.tag, preceding=True)
    return any(other.get(name, "").strip() == value.strip() for other in before)


def _has_text(element: LxmlElement) -> bool:
    texts = [element.text, *(child.tail for child in element)]
    return any(text and text.strip(XML_SPACE) for text in texts)
