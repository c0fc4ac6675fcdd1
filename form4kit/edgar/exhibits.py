"""Read the exhibits that a draft names, from its own folder and no other."""

from dataclasses import replace
from pathlib import Path

from form4kit.findings import Authority, Fault, Finding, Severity
from form4kit.model import Document, Filing

LARGEST = 20 * 1024 * 1024

MISSING = Fault(
    code="EXH07",
    severity=Severity.ERROR,
    authority=Authority.EDGAR,
    title="An exhibit that is named is there.",
    cites=("EDGAR Ownership XML Technical Specification v5.5, section 4.2.1",),
    reason="A submission carries its exhibits inside; what cannot be read cannot be attached.",
    bad="exhibits: [{file: missing.txt, type: EX-24}]",
    good="exhibits: [{file: poa.txt, type: EX-24}]",
)
OUTSIDE = Fault(
    code="EXH08",
    severity=Severity.ERROR,
    authority=Authority.PRACTICE,
    title="An exhibit lies in the folder of its draft.",
    cites=("form4kit draft language",),
    reason="A draft from elsewhere must not be able to attach any file of this machine to a public filing.",
    bad="exhibits: [{file: ../../private.txt, type: EX-24}]",
    good="exhibits: [{file: poa.txt, type: EX-24}]",
)


def load(filing: Filing, folder: Path) -> tuple[Filing, list[Finding]]:
    """Read the exhibits of a draft in `folder` into the filing; what cannot be read is a finding."""
    wrapper = filing.submission
    if wrapper is None or not wrapper.documents:
        return filing, []
    findings: list[Finding] = []
    documents = tuple(_load(document, folder, findings) for document in wrapper.documents)
    return replace(filing, submission=replace(wrapper, documents=documents)), findings


def _load(document: Document, folder: Path, findings: list[Finding]) -> Document:
    name = document.file.text
    if not name or "\0" in name:
        return document
    place = document.at("file")
    try:
        root = folder.resolve()
        path = (root / name).resolve()
        if not path.is_relative_to(root):
            message = f"{name} lies outside the draft's folder"
            findings.append(OUTSIDE.at(place, message, "Copy it beside the draft."))
        elif path.stat().st_size > LARGEST:
            message = f"{name} is larger than {LARGEST // 1024 // 1024} MB"
            findings.append(MISSING.at(place, message, "Is this the right file?"))
        else:
            return replace(document, content=path.read_bytes())
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or "not a file name"
        findings.append(MISSING.at(place, f"{name}: {why.lower()}", "Put the file beside the draft."))
    return document
