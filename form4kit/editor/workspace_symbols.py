"""The people, issuers, positions and filings of a whole folder, found by a part of their names."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final, Literal

from form4kit.editor.drafts_below import filings_below
from form4kit.editor.name_uses import definitions
from form4kit.editor.text import Range
from form4kit.editor.toml_places import toml_places
from form4kit.editor.tree import Tree, TreePart, tree_of
from form4kit.registry.entries import Registry
from form4kit.registry.load import registry_for
from form4kit.source import full_submission, xml_tree
from form4kit.source.limits import LARGEST_FORM
from form4kit.source.xml_tree import Element
from form4kit.storage.regular import read_regular
from form4kit.storage.repository import NAME

FolderSymbolKind = Literal["person", "issuer", "position", "filing"]
_TOP: Final = Range(1, 1, 1, 1)
_DRAFTS: Final = (".yaml", ".yml")


@dataclass(frozen=True, slots=True)
class FolderSymbol:
    """Something of a folder: its name, what it belongs to in a few words, and where it stands."""

    name: str
    kind: FolderSymbolKind
    about: str
    file: Path
    range: Range


def workspace_symbols(root: Path, query: str, opened: Mapping[Path, str]) -> list[FolderSymbol]:
    """Return what has the words of a query in its name or in what it belongs to, all for an empty one.

    `opened` are texts that need not be saved. Raises OSError where the registry cannot be opened.
    """
    registry, words = registry_for(root), query.casefold().split()
    found = [*_people(registry), *_filings(root, opened)]
    return [each for each in found if all(word in f"{each.name} {each.about}".casefold() for word in words)]


def _people(registry: Registry) -> Iterator[FolderSymbol]:
    root = registry.root
    if root is None:
        return
    toml = toml_places(_read(root / NAME))
    for key, person in registry.people.items():
        place = toml.get(("people", key), _TOP) if person.origin == NAME else _TOP
        yield FolderSymbol(key, "person", registry.name_of(key), root / person.origin, place)
    for key, company in registry.companies.items():
        name = company.keys.get("name")
        place = toml.get(("issuers", key)) or toml.get(("issuer",), _TOP)
        words = (name.text if name else None) or f"CIK {company.cik}"
        yield FolderSymbol(key, "issuer", words, root / company.origin, place)


def _filings(root: Path, opened: Mapping[Path, str]) -> Iterator[FolderSymbol]:
    for file in dict.fromkeys([*filings_below(root), *opened]):
        if file in opened:
            yield from _of_text(opened[file], file)
            continue
        try:
            told = file.stat()
            yield from _of_file(file, told.st_mtime_ns, told.st_size)
        except OSError:
            continue


@lru_cache(maxsize=2048)
def _of_file(file: Path, _changed: int, size: int) -> tuple[FolderSymbol, ...]:
    if size > LARGEST_FORM:
        return ()
    data = read_regular(file, LARGEST_FORM)
    if file.suffix.lower() in _DRAFTS:
        return _of_text(data.decode("utf-8", "replace"), file)
    if full_submission.looks_like_submission(data):
        documents = [each.data for each in full_submission.ownership_documents(data)]
    else:
        documents = [data]
    return tuple(symbol for each in documents if (symbol := _of_document(each, file)))


def _of_text(text: str, file: Path) -> tuple[FolderSymbol, ...]:
    """Return a draft as a filing, and its positions."""
    tree = tree_of(text)
    form = tree.find(("form",))
    named = [part if part.kind == "text" else part.get("name") or part.get("cik") for part in _owners(tree)]
    who = ", ".join(part.value for part in named if part is not None and part.value)
    place = tree.whole_range(form) if form else _TOP
    about = " ".join(filter(None, (_day(tree), file.name)))
    filing = FolderSymbol(f"Form {form.value if form else '?'} {who}".strip(), "filing", about, file, place)
    positions = (
        FolderSymbol(name, "position", f"{_title(part)} {file.name}".strip(), file, tree.key_range(part))
        for name, part in definitions(tree, "positions").items()
    )
    return (filing, *positions)


def _owners(tree: Tree) -> list[TreePart]:
    owners = tree.find(("owners",))
    return owners.children if owners else []


def _title(position: TreePart) -> str:
    security = position.get("security")
    return security.value.partition(" ^")[0] if security else ""


def _day(tree: Tree) -> str:
    """Return the period of a draft, or its first date."""
    period = tree.find(("period",))
    dated = (part for part in (tree.root.walk() if tree.root else ()) if part.key == "date" and part.value)
    part = period if period is not None and period.value else next(dated, None)
    return part.value.partition(" ^")[0] if part else ""


def _of_document(data: bytes, file: Path) -> FolderSymbol | None:
    root, _ = xml_tree.parse(data)
    if root is None:
        return None
    form, period = ("".join(_texts(root, tag)) for tag in ("documentType", "periodOfReport"))
    names = ", ".join(_texts(root, "reportingOwner", "reportingOwnerId", "rptOwnerName"))
    return FolderSymbol(
        f"Form {form or '?'} {names}".strip(), "filing", f"{period} {file.name}".strip(), file, _TOP
    )


def _texts(element: Element, *tags: str) -> Iterator[str]:
    if not tags:
        yield element.text.strip()
        return
    for child in element.all(tags[0]):
        yield from _texts(child, *tags[1:])


def _read(file: Path) -> str:
    try:
        return read_regular(file, LARGEST_FORM).decode("utf-8", "replace")
    except OSError:
        return ""
