"""The verdict of the schema: libxml2 accepts or refuses, `xmlschema` finds every place to explain.

libxml2 rules, within a fraction of a millisecond. It leaves off at the first structural fault, so that a
refused document is gone through a second time, slowly, for all that is wrong with it.
"""

from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from lxml import etree

from form4kit.edgar.active_schemas import ROOTS, package_in_charge
from form4kit.edgar.xsd_explain import XsdObjection, explain, outline
from form4kit.law.editions import TODAY, Edition
from form4kit.resources import resource

if TYPE_CHECKING:
    from xmlschema import XMLSchema

__all__ = ["XsdObjection", "accepts", "objections", "ready", "schema_file"]

MOST_EXPLAINED = 4_000
"""The elements, attributes and comments up to which a document is gone through for all its faults."""
MOST_TOLD = 100
_BUILDING = Lock()
"""libxml2 sets up its types at the first schema; two threads that both do so may crash."""


def accepts(tree: "etree._ElementTree", form: str, edition: Edition) -> bool:
    """Tell whether a document is valid, as libxml2 sees it.

    `form` is the document type (`3` to `5/A`), or `submission` for an edgarSubmission.
    """
    return _verdict(schema_file(form, edition)).validate(tree)


def ready(form: str, edition: Edition) -> None:
    """Build the validator of a document type ahead of its first document."""
    _verdict(schema_file(form, edition))


def objections(document: "etree._ElementTree | bytes", form: str, edition: Edition) -> list[XsdObjection]:
    """Return what the schema objects to, in document order; nothing for a valid document.

    Takes some milliseconds, and a quarter of a second the first time: ask `accepts` before.
    """
    if isinstance(document, bytes):
        try:
            document = etree.fromstring(document, _parser()).getroottree()
        except etree.XMLSyntaxError as error:
            line, column = error.position
            return [XsdObjection("/", line, f"not well-formed XML at column {column}")]
    path = schema_file(form, edition)
    verdict = _verdict(path)
    if verdict.validate(document):
        return []
    log = list(verdict.error_log)  # type: ignore[call-overload]
    if sum(1 + len(node.attrib) for node in document.iter()) > MOST_EXPLAINED:
        return outline(document, log[:MOST_TOLD])
    return explain(document, _model(path), log)


def schema_file(form: str, edition: Edition) -> Path:
    """Return the root of the schema in charge: form4kit's own, or for today's edition the imported one."""
    if edition == TODAY and (folder := package_in_charge()):
        return folder / ROOTS[form]
    if form == "submission":
        return resource("schemas", "submission.xsd")
    return resource("schemas", edition, f"form{form.replace('/', '').lower()}.xsd")


@lru_cache(maxsize=64)
def _verdict(path: Path) -> etree.XMLSchema:
    with _BUILDING:
        return etree.XMLSchema(file=path)


@lru_cache(maxsize=64)
def _model(path: Path) -> "XMLSchema":
    from xmlschema import XMLSchema

    return XMLSchema(path, allow="local", defuse="always")


def _parser() -> etree.XMLParser:
    return etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
