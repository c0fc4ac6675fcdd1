"""What earlier drafts and filings of the repository call things: titles of securities, typed signatures."""

import os
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path as File
from typing import Final, Literal

from form4kit.convert import bare_cik
from form4kit.editor.tree import Tree, TreePart, tree_of
from form4kit.source import full_submission, xml_tree
from form4kit.source.decode import decode
from form4kit.source.discover import beside_filings
from form4kit.source.draft_keys import looks_like_draft
from form4kit.source.limits import LARGEST_FORM
from form4kit.source.xml_tree import Element
from form4kit.storage.regular import read_regular
from form4kit.storage.repository import root_of

TitleOf = Literal["shares", "derivative", "underlying"]
_DRAFTS: Final = (".yaml", ".yml")
_DOCUMENTS: Final = (".xml", ".txt")
_MOST_ENTRIES: Final = 2_000
_MOST_FILES: Final = 120
"""So many of the latest drafts and filings are read, each once for each state of the file."""
_TABLES: Final[dict[str, TitleOf]] = {"nonDerivativeTable": "shares", "derivativeTable": "derivative"}


@dataclass(frozen=True, slots=True)
class EarlierWording:
    """The words of one draft or filing: `owners` are CIKs without leading zeros, or keys of the registry."""

    owners: frozenset[str]
    titles: tuple[tuple[TitleOf, str], ...]
    signatures: tuple[str, ...]


NOTHING: Final = EarlierWording(frozenset(), (), ())


def earlier_wording(folder: File, besides: File | None = None) -> list[EarlierWording]:
    """Return the words of the latest drafts and filings below the root of a folder, the latest first.

    `besides` is the draft that is being written. What cannot be read is passed over.
    """
    found = sorted(_candidates(root_of(folder)), key=lambda each: (-each[1], str(each[0])))
    files = [each for each in found if each[0] != (besides.resolve() if besides else None)]
    read = (_read(*each) for each in files[:_MOST_FILES])
    return [each for each in read if each.titles or each.signatures]


def titles_used(words: list[EarlierWording], of: TitleOf) -> list[str]:
    """Return the titles of a kind, the one used most first, of equals the latest."""
    counts = Counter(title for each in words for kind, title in dict.fromkeys(each.titles) if kind == of)
    return [title for title, _ in counts.most_common()]


def _candidates(root: File) -> Iterator[tuple[File, int, int]]:
    """Yield the files that may be drafts or filings, each with its time of change and its size."""
    pending, left = [root], _MOST_ENTRIES
    while pending and left > 0:
        folder = pending.pop()
        try:
            entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
        except OSError:
            continue
        for entry in entries[:left]:
            try:
                if entry.name.startswith(".") or entry.is_symlink():
                    continue
                if entry.is_dir():
                    inner = File(entry.path)
                    pending += [] if beside_filings(inner) else [inner]
                elif File(entry.name).suffix.lower() in (*_DRAFTS, *_DOCUMENTS):
                    told = entry.stat()
                    yield File(entry.path), told.st_mtime_ns, told.st_size
            except OSError:
                continue
        left -= len(entries)


@lru_cache(maxsize=1024)
def _read(file: File, _changed: int, size: int) -> EarlierWording:
    if size > LARGEST_FORM:
        return NOTHING
    try:
        data = read_regular(file, LARGEST_FORM)
    except OSError:
        return NOTHING
    if file.suffix.lower() in _DRAFTS:
        text, _ = decode(data) if looks_like_draft(data) else (None, [])
        return _of_draft(tree_of(text)) if text else NOTHING
    documents = [data]
    if full_submission.looks_like_submission(data):
        documents = [each.data for each in full_submission.ownership_documents(data)]
    for each in documents:
        root, _ = xml_tree.parse(each)
        if root is not None:
            return _of_document(root)
    return NOTHING


def _of_draft(tree: Tree) -> EarlierWording:
    titles: list[tuple[TitleOf, str]] = []
    for top in ("non_derivative", "derivative", "positions"):
        table = tree.find((top,))
        for part in table.children if table else ():
            marked = part.get("derivative")
            derivative = top == "derivative" or (marked is not None and marked.value == "true")
            titles += [("derivative" if derivative else "shares", each) for each in _words(part, "security")]
            titles += [("underlying", each) for each in _words(part, "underlying")]
    owners, signed = tree.find(("owners",)), tree.find(("signatures",))
    named = [_owner(part) for part in (owners.children if owners else ())]
    typed = [each for part in (signed.children if signed else ()) for each in _words(part, "name")]
    return EarlierWording(frozenset(filter(None, named)), tuple(titles), tuple(typed))


def _owner(part: TreePart) -> str:
    cik = part.get("cik")
    named = part if part.kind == "text" else part.get("name")
    return bare_cik(cik.value) if cik else (named.value if named else "")


def _words(part: TreePart, key: str) -> Iterator[str]:
    """Yield what stands under a key, or in a text alone, without references to footnotes."""
    found = part if part.kind == "text" and key == "name" else part.get(key)
    if found is not None and found.kind == "text":
        words = found.value.partition(" ^")[0].strip()
        if words:
            yield words


def _of_document(root: Element) -> EarlierWording:
    titles: list[tuple[TitleOf, str]] = []
    for tag, of in _TABLES.items():
        table = root.child(tag)
        for row in table.children if table else ():
            titles += [(of, each) for each in _texts(row, "securityTitle", "value")]
            titles += [
                ("underlying", each)
                for each in _texts(row, "underlyingSecurity", "underlyingSecurityTitle", "value")
            ]
    owners = [bare_cik(each) for each in _texts(root, "reportingOwner", "reportingOwnerId", "rptOwnerCik")]
    signatures = tuple(_texts(root, "ownerSignature", "signatureName"))
    return EarlierWording(frozenset(owners), tuple(titles), signatures)


def _texts(element: Element, *tags: str) -> Iterator[str]:
    """Yield the texts at the end of a path of tags."""
    if not tags:
        if element.text.strip():
            yield element.text.strip()
        return
    for child in element.all(tags[0]):
        yield from _texts(child, *tags[1:])
