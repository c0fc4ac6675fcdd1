"""The schema's verdict as findings, on the line the person wrote."""

from functools import lru_cache

from lxml import etree

from form4kit.edgar import xsd
from form4kit.edgar.document import Written
from form4kit.edgar.element_table import FIRST_OF_GROUP, ROW_TAGS, path_of
from form4kit.edgar.faults import REFUSED_BY_SCHEMA
from form4kit.findings import Finding
from form4kit.law.editions import Edition
from form4kit.place import Place
from form4kit.source.xml_tree import Element

_FORMS = frozenset(["3", "3/A", "4", "4/A", "5", "5/A"])


def of_draft(written: Written, form: str, edition: Edition, later: bool = False) -> list[Finding]:
    """Judge the document written from a draft; each finding stands at the draft's own line.

    Where its signature comes `later`, which the schema wants, nothing is asked yet.
    """
    if later:
        return []
    tree = etree.fromstring(written.data, _parser()).getroottree()
    schema = form if form in _FORMS else "4"
    if xsd.accepts(tree, schema, edition):
        return []
    found = xsd.objections(tree, schema, edition)
    return [
        REFUSED_BY_SCHEMA.at(_what_is_missing(written.place_of(each.line), each.message), each.message)
        for each in found
    ]


def of_document(data: bytes, root: Element, form: str, edition: Edition) -> list[Finding]:
    """Judge a document as it stands; `root` is its tree, which knows line and column."""
    schema = form if form in _FORMS or form == "submission" else "4"
    try:
        tree = etree.fromstring(data, _parser()).getroottree()
    except etree.XMLSyntaxError as error:
        message = f"not well-formed: {error.msg}"
        return [
            REFUSED_BY_SCHEMA.at(root.place, message, "libxml2 reads it differently: save it as plain UTF-8.")
        ]
    if xsd.accepts(tree, schema, edition):
        return []
    found = xsd.objections(tree, schema, edition)
    return [
        REFUSED_BY_SCHEMA.at(_what_is_missing(locate(root, each.path), each.message), each.message)
        for each in found
    ]


def _what_is_missing(place: Place, message: str) -> Place:
    """Name what an element lacks, at the element's own line."""
    tag, _, said = message.partition(" ")
    if not said.endswith("is missing"):
        return place
    return place._replace(path=place.path + path_of([(FIRST_OF_GROUP.get(tag, tag), 0)]))


def locate(root: Element, xpath: str) -> Place:
    """Find where an XPath leads in a document, and name it in the form's own words."""
    element, steps = root, []
    for tag, index, found, among in root.trail(xpath):
        element = found
        steps.append((tag, among if tag in ROW_TAGS.values() else index))
    place = element.place
    return Place(path_of(steps), place.line, place.column)


@lru_cache(maxsize=1)
def _parser() -> etree.XMLParser:
    return etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
