"""Read the exhibits that a draft names, from its own folder and no other."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from form4kit.edgar.faults import EXHIBIT_MISSING, EXHIBIT_NAME_TAKEN, EXHIBIT_OUTSIDE
from form4kit.findings import Finding
from form4kit.model import Document, Field, Filing, Submission
from form4kit.source.full_submission import Attachment
from form4kit.storage.named import MayNotName, named
from form4kit.storage.names import BUILT
from form4kit.storage.regular import NotRegular, read_regular

LARGEST = 20 * 1024 * 1024
"""The bytes that the exhibits of a filing may have, all together."""

_COPY = "Copy it beside the draft."
_PUT = "Put the file beside the draft."


def base_name(name: str) -> str:
    """Return the name under which a document is sent: without folders, of either kind of slash."""
    return name.replace("\\", "/").rsplit("/", 1)[-1]


def load(filing: Filing, folder: Path) -> tuple[Filing, list[Finding]]:
    """Read the exhibits of a draft in `folder` into the filing; what cannot be read is a finding."""
    wrapper = filing.submission
    if wrapper is None or not wrapper.documents:
        return filing, []
    findings = list(same_names(wrapper.documents, BUILT))
    documents: list[Document] = []
    left = LARGEST
    for document in wrapper.documents:
        documents.append(_load(document, folder, findings, left))
        left -= len(documents[-1].content or b"")
    return replace(filing, submission=replace(wrapper, documents=tuple(documents))), findings


def attached(found: Iterable[Attachment]) -> Submission:
    """Return the wrapper for what stands beside the form in a full submission."""
    return Submission(
        documents=tuple(
            Document(
                path=("exhibits", n),
                line=each.line,
                column=1,
                file=Field(each.name, each.name, (), each.line, 1),
                type=Field(each.type, each.type, (), each.line, 1),
                content=each.content,
            )
            for n, each in enumerate(found)
        )
    )


def in_folder(filing: Filing, folder: str = "") -> tuple[Filing, dict[str, bytes]]:
    """Name the exhibits as files of one folder, seen from the draft; the filing, and what each file holds."""
    wrapper = filing.submission
    if wrapper is None:
        return filing, {}
    files: dict[str, bytes] = {}
    documents = []
    for document in wrapper.documents:
        last = base_name(document.file.text or "")
        if last.strip("."):  # `..` is a folder, and no name for a file
            name = f"{folder}/{last}".removeprefix("/")
            document = replace(document, file=replace(document.file, text=name, value=name))
            if document.content is not None:
                files[name] = document.content
        documents.append(document)
    return replace(filing, submission=replace(wrapper, documents=tuple(documents))), files


def _load(document: Document, folder: Path, findings: list[Finding], most: int) -> Document:
    name = document.file.text
    if not name or "\0" in name:
        return document
    place = document.at("file")
    try:
        data = read_regular(named(name, folder, folder.resolve(), "the draft's folder"), most + 1)
    except MayNotName as refused:
        fault, hint = (EXHIBIT_OUTSIDE, _COPY) if refused.outside else (EXHIBIT_MISSING, _PUT)
        findings.append(fault.at(place, str(refused), hint))
    except NotRegular:
        findings.append(EXHIBIT_MISSING.at(place, f"{name} is not a file", "Name the file itself."))
    except OSError as error:
        findings.append(EXHIBIT_MISSING.at(place, f"{name}: {(error.strerror or str(error)).lower()}", _PUT))
    else:
        if len(data) <= most:
            return replace(document, content=data)
        message = f"the exhibits up to {name} are larger than {LARGEST // 1024 // 1024} MB"
        findings.append(EXHIBIT_MISSING.at(place, message, "Is this the right file?"))
    return document


def same_names(documents: Iterable[Document], taken: Iterable[str] = ()) -> Iterator[Finding]:
    """Find documents that would be sent under one name; `taken` are names of form4kit's own."""
    others = dict.fromkeys(taken, "form4kit's own")
    for document in documents:
        if document.file.text:
            name = base_name(document.file.text)
            if owner := others.get(name.lower()):
                message = f"{name} is the name of {owner} file too"
                yield EXHIBIT_NAME_TAKEN.at(document.at("file"), message, "Give the file another name.")
            others.setdefault(name.lower(), "another")
