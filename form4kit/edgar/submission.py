"""The submission file, edgarSubmission: the primary document and its exhibits in base64, with the contact."""

import base64
import binascii
from dataclasses import replace

from form4kit.convert import to_text
from form4kit.edgar.exhibits import base_name, same_names
from form4kit.edgar.faults import NOT_A_FILING
from form4kit.edgar.read import read_element
from form4kit.edgar.write import escape
from form4kit.findings import Finding
from form4kit.lazy_re import pattern
from form4kit.model import ABSENT, Document, Field, Filing, Submission
from form4kit.source import xml_tree
from form4kit.source.xml_tree import Element
from form4kit.storage.names import OWNERSHIP

FORMS = frozenset(["3", "3/A", "4", "4/A", "5", "5/A"])
_BLANKS = pattern(r"\s+")
_WIDTH = 76


def read_submission(root: Element) -> tuple[Filing | None, bytes | None, list[Finding]]:
    """Read an edgarSubmission: the filing in it, the bytes of its primary document, and findings.

    The primary document is base64 here, so everything in it stands where its MIME block begins.
    """
    blocks = list(root.all("edgarDocument"))
    documents = [_document(block, n) for n, block in enumerate(blocks)]
    primaries = tuple(document for document in documents if document.type.text in FORMS)
    if not primaries:
        message = "no document of the submission is a Form 3, 4 or 5"
        hint = "Give the primary document its form as documentType: 3, 3/A, 4, 4/A, 5 or 5/A."
        return None, None, [NOT_A_FILING.at(root.place, message, hint)]
    data = primaries[0].content
    block = blocks[documents.index(primaries[0])].child("documentMimeBlock") or root
    if data is None:
        message = "the primary document is not base64"
        return None, None, [NOT_A_FILING.at(block.place, message, f"Encode {OWNERSHIP} in base64.")]
    inner, findings = xml_tree.parse(data, past_instructions=True)
    if inner is not None and inner.tag != "ownershipDocument":
        message = f"the primary document is <{inner.tag}>"
        hint = "Attach the ownership document as the primary one."
        return None, data, [NOT_A_FILING.at(block.place, message, hint)]
    inside = [
        replace(each, place=block.place, message=f"primary document, line {each.place.line}: {each.message}")
        for each in findings
    ]
    if inner is None:
        return None, data, inside
    _move(inner, block)
    supporting = tuple(document for document in documents if document not in primaries)
    filing = replace(
        read_element(inner), kind="submission", submission=_submission(root, supporting, primaries)
    )
    return filing, data, [*inside, *same_names(documents)]


def _submission(
    root: Element, supporting: tuple[Document, ...], primaries: tuple[Document, ...]
) -> Submission:
    contact = root.child("pointOfContact")
    notified = root.child("notificationAddresses")
    place = (contact or root).place
    return Submission(
        line=place.line,
        column=place.column,
        type=_text(root, "submissionType"),
        live=_text(root, "testOrLive"),
        return_copy=_text(root, "returnCopy"),
        contact_name=_text(contact, "contactName"),
        contact_phone=_text(contact, "contactPhoneNumber"),
        contact_email=_text(contact, "contactEmailAddress"),
        notify=tuple(_field(each) for each in notified.all("notificationEmailAddress")) if notified else (),
        documents=supporting,
        primaries=primaries,
    )


def _document(block: Element, index: int) -> Document:
    place = block.place
    mime = block.child("documentMimeBlock")
    return Document(
        path=("exhibits", index),
        line=place.line,
        column=place.column,
        file=_text(block, "documentName"),
        type=_text(block, "documentType"),
        description=_text(block, "documentDescription"),
        content=_decode(mime.text) if mime else None,
    )


def _decode(text: str) -> bytes | None:
    try:
        return base64.b64decode(_BLANKS.sub("", text), validate=True)
    except (binascii.Error, ValueError):
        return None


def _text(parent: Element | None, tag: str) -> Field[str]:
    found = parent.child(tag) if parent else None
    return _field(found) if found else ABSENT


def _field(element: Element) -> Field[str]:
    place = element.place
    text = element.text.strip() or None
    return Field(text, to_text(element.text), (), place.line, place.column)


def _move(element: Element, to: Element) -> None:
    """Put a decoded document where its block begins in the file that the person has."""
    place = to.place
    element.line, element.column = place.line, place.column
    if element.text_line:
        element.text_line, element.text_column = place.line, place.column
    for child in element.children:
        _move(child, to)


def write_submission(filing: Filing, primary: bytes, *, live: bool) -> str:
    """Write the file to submit: `primary` is the ownership document, with the CCCs in it.

    Exhibits must have been read before. The result holds a secret where `primary` does.
    """
    wrapper = filing.submission or Submission()
    lines = ['<?xml version="1.0"?>', "<edgarSubmission>"]
    lines.append(f"    <submissionType>{escape(filing.form_type)}</submissionType>")
    lines.append(f"    <testOrLive>{'LIVE' if live else 'TEST'}</testOrLive>")
    contact = (
        ("contactName", wrapper.contact_name),
        ("contactPhoneNumber", wrapper.contact_phone),
        ("contactEmailAddress", wrapper.contact_email),
    )
    if any(found for _, found in contact):
        lines.append("    <pointOfContact>")
        lines += [f"        <{tag}>{escape(found.text)}</{tag}>" for tag, found in contact if found.text]
        lines.append("    </pointOfContact>")
    notified = [found.text for found in wrapper.notify if found.text]
    if notified:
        tag = "notificationEmailAddress"
        lines.append("    <notificationAddresses>")
        lines += [f"        <{tag}>{escape(text)}</{tag}>" for text in notified]
        lines.append("    </notificationAddresses>")
    lines += _block(OWNERSHIP, filing.form_type, "Primary Document", primary)
    for document in wrapper.documents:
        if document.content is not None:
            name = base_name(document.file.text or "")
            lines += _block(name, document.type.text or "", document.description.text, document.content)
    lines.append("</edgarSubmission>")
    return "\n".join(lines) + "\n"


def _block(name: str, kind: str, description: str | None, content: bytes) -> list[str]:
    encoded = base64.b64encode(content).decode("ascii")
    lines = [
        "    <edgarDocument>",
        f"        <documentName>{escape(name)}</documentName>",
        f"        <documentType>{escape(kind)}</documentType>",
    ]
    if description:
        lines.append(f"        <documentDescription>{escape(description)}</documentDescription>")
    lines.append("        <documentMimeBlock>")
    lines += [encoded[start : start + _WIDTH] for start in range(0, len(encoded), _WIDTH)]
    return [*lines, "        </documentMimeBlock>", "    </edgarDocument>"]
