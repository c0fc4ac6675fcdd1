"""Read an ownership document into a filing.

A published document and one about to be submitted are read alike; what EDGAR adds to the first is kept
apart, so that rules can tell which one it is.
"""

from collections.abc import Callable
from typing import Any, TypeVar

from form4kit.convert import converter, to_date, to_text
from form4kit.edgar.element_table import (
    ADDRESS,
    CODED,
    CODING,
    EDGARS_OWN,
    ISSUER,
    OWNER_ID,
    RELATIONSHIP,
    ROW,
    ROW_TAGS,
    TABLES,
    TOP,
    Leaf,
)
from form4kit.edgar.faults import NOT_A_FILING
from form4kit.findings import Finding
from form4kit.law.editions import TODAY, Edition, edition_of
from form4kit.model import (
    ABSENT,
    Address,
    Field,
    Filing,
    Footnote,
    Issuer,
    Mark,
    Owner,
    Published,
    Row,
    Signature,
    Table,
)
from form4kit.place import Path
from form4kit.source import xml_tree
from form4kit.source.xml_tree import Element

T = TypeVar("T")
_Convert = Callable[[str], T | None]


_ROW_LEAVES: dict[str, tuple[str, _Convert[Any]]] = {
    leaf.element: (leaf.field, converter(leaf.field))
    for entry in ROW
    for leaf in ((entry,) if isinstance(entry, Leaf) else () if isinstance(entry, str) else entry.leaves)
}
_GROUPS = frozenset(entry.element for entry in ROW if not isinstance(entry, Leaf | str))
_CODED = {leaf.element: (leaf.field, converter(leaf.field)) for leaf in CODED}
_KINDS: dict[str, tuple[Table, bool]] = {tag: kind for kind, tag in ROW_TAGS.items()}


def read_document(data: bytes, first_line: int = 1) -> tuple[Filing | None, list[Finding]]:
    """Read the bytes of an ownership document; None where it is no such document."""
    root, findings = xml_tree.parse(data, first_line)
    if root is None:
        return None, findings
    if root.tag != "ownershipDocument":
        message = f"the document is <{root.tag}>"
        return None, [NOT_A_FILING.at(root.place, message, "Give the filing itself, not an exhibit.")]
    return read_element(root), []


def read_element(root: Element) -> Filing:
    """Make a filing of an ownershipDocument. Never raises: what is not in its place is passed over."""
    top: dict[str, Any] = {field: _bare(root.child(tag), converter(field)) for tag, field in TOP.items()}
    own: dict[str, Any] = {
        field: _bare(root.child(tag), converter(field)) for tag, field in EDGARS_OWN.items()
    }
    tables = {table: _rows(root.child(tag), table) for tag, table in TABLES}
    issuer = root.child("issuer")
    names = bool(issuer and issuer.child("issuerName"))
    owners = tuple(_owner(element, n) for n, element in enumerate(root.all("reportingOwner")))
    version = own["schema_version"]
    published = bool(version.text) and names and not any(owner.ccc for owner in owners)
    place = root.place
    return Filing(
        line=place.line,
        column=place.column,
        kind="document",
        published=published,
        edition=_edition(top["form"].text or "", version.text),
        issuer=_issuer(issuer),
        owners=owners,
        non_derivative=tables["non_derivative"],
        derivative=tables["derivative"],
        footnotes=_footnotes(root.child("footnotes")),
        signatures=tuple(_signature(element, n) for n, element in enumerate(root.all("ownerSignature"))),
        as_published=Published(line=place.line, column=place.column, **own) if any(own.values()) else None,
        **top,
    )


def _edition(form: str, version: str | None) -> Edition:
    return edition_of(form, version) if form[:1] in ("3", "4", "5") else TODAY


def _bare(element: Element | None, convert: _Convert[T]) -> Field[T]:
    """Read an element that holds its value directly."""
    if element is None:
        return ABSENT
    if not element.text_line:  # empty, or blanks only: nothing stands there
        return Field(None, None, (), element.line, element.column)
    return Field(element.text, convert(element.text), (), element.text_line, element.text_column)


def _valued(element: Element, convert: _Convert[T]) -> Field[T]:
    """Read an element with a `value` and references to footnotes."""
    text: str | None = None
    value: T | None = None
    place = element.place
    marks: list[Mark] = []
    for child in element.children:
        if child.tag == "value":
            place = child.place
            if child.text_line:
                text = child.text
                value = convert(text)
        elif child.tag == "footnoteId":
            marks.append(_mark(child))
    return Field(text, value, tuple(marks), place.line, place.column)


def _mark(element: Element) -> Mark:
    return Mark(element.attributes.get("id", "").strip(), element.line, element.column)


def _issuer(element: Element | None) -> Issuer:
    if element is None:
        return Issuer()
    fields: dict[str, Any] = {leaf.field: _bare(element.child(leaf.element), to_text) for leaf in ISSUER}
    return Issuer(line=element.line, column=element.column, **fields)


def _owner(element: Element, index: int) -> Owner:
    path: Path = ("owners", index)
    identity = element.child("reportingOwnerId")
    relation = element.child("reportingOwnerRelationship")
    fields: dict[str, Any] = {}
    if identity:
        fields = {leaf.field: _bare(identity.child(leaf.element), to_text) for leaf in OWNER_ID}
        fields["ccc"] = _hidden(fields["ccc"])
    if relation:
        for leaf in RELATIONSHIP:
            fields[leaf.field] = _bare(relation.child(leaf.element), converter(leaf.field))
    fields["address"] = _address(element.child("reportingOwnerAddress"), (*path, "address"))
    return Owner(path=path, line=element.line, column=element.column, **fields)


def _hidden(ccc: Field[Any]) -> Field[int]:
    """Keep of a CCC that it is there and how long it is."""
    if not ccc.text:
        return ABSENT if not ccc.line else Field("", 0, (), ccc.line, ccc.column)
    return Field("*" * len(ccc.text), len(ccc.text), (), ccc.line, ccc.column)


def _address(element: Element | None, path: Path) -> Address | None:
    if element is None or not element.children:
        return None
    fields: dict[str, Any] = {
        leaf.field: _bare(element.child(leaf.element), converter(leaf.field)) for leaf in ADDRESS
    }
    return Address(path=path, line=element.line, column=element.column, **fields)


def _rows(element: Element | None, table: Table) -> tuple[Row, ...]:
    if element is None:
        return ()
    tags = (ROW_TAGS[table, False], ROW_TAGS[table, True])
    rows = [child for child in element.children if child.tag in tags]
    return tuple(_row(child, table, n) for n, child in enumerate(rows))


def _row(element: Element, table: Table, index: int) -> Row:
    fields: dict[str, Any] = {}
    for child in element.children:
        if child.tag in _GROUPS:
            for leaf in child.children:
                _leaf(leaf, fields)
        elif child.tag == CODING:
            _coding(child, fields)
        else:
            _leaf(child, fields)
    holding = _KINDS[element.tag][1]
    if holding and fields.get("code"):  # a holding has no code: its references are the form type's
        form_type = fields.get("form_type", ABSENT)
        code = fields.pop("code")
        line, column = (form_type.line, form_type.column) if form_type else (code.line, code.column)
        fields["form_type"] = Field(form_type.text, form_type.value, code.marks, line, column)
    return Row(
        path=(table, index),
        line=element.line,
        column=element.column,
        table=table,
        holding=holding,
        **fields,
    )


def _leaf(element: Element, fields: dict[str, Any]) -> None:
    known = _ROW_LEAVES.get(element.tag)
    if known:
        fields[known[0]] = _valued(element, known[1])


def _coding(element: Element, fields: dict[str, Any]) -> None:
    for child in element.children:
        known = _CODED.get(child.tag)
        if known:
            fields[known[0]] = _bare(child, known[1])
    marks = tuple(_mark(child) for child in element.all("footnoteId"))
    if marks:
        code = fields.get("code", ABSENT)
        place = element.place
        line, column = (code.line, code.column) if code else (place.line, place.column)
        fields["code"] = Field(code.text, code.value, marks, line, column)


def _footnotes(element: Element | None) -> tuple[Footnote, ...]:
    if element is None:
        return ()
    notes: list[Footnote] = []
    for child in element.all("footnote"):
        name = child.attributes.get("id", "").strip()
        place = child.place
        text: Field[str] = Field(child.text or None, to_text(child.text), (), place.line, place.column)
        notes.append(
            Footnote(
                path=("footnotes", name), line=child.line, column=child.column, name=name, id=name, text=text
            )
        )
    return tuple(notes)


def _signature(element: Element, index: int) -> Signature:
    return Signature(
        path=("signatures", index),
        line=element.line,
        column=element.column,
        name=_bare(element.child("signatureName"), to_text),
        date=_bare(element.child("signatureDate"), to_date),
    )
