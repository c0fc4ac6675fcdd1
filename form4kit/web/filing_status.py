"""What became of drafts: the built folders, packets, signings and records below a folder.

All are known by the SHA-256 of the ownership document, which each of them binds.
"""

import json
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from form4kit.folder.read import BuiltFolder, with_manifest
from form4kit.source.limits import LARGEST
from form4kit.storage.names import MANIFEST, OWNERSHIP, SUBMISSION
from form4kit.storage.regular import read_regular
from form4kit.storage.sealed import Broken, opened
from form4kit.web.batch_standing import lacks
from form4kit.web.file_stamp import stamp

_SIGNED = ".signed.json"
STEPS = ("built", "in a packet", "signed", "recorded")
"""How far a built filing has come, each step after the one before."""


@dataclass(frozen=True, slots=True)
class BuiltDraft:
    """A built folder as its manifest tells of it; `broken` says what is wrong with the manifest.

    `lacking` says what its submission lacks to be filed, such as a CCC.
    """

    folder: Path
    source: str = ""
    source_hash: str = ""
    document: str = ""
    broken: str = ""
    lacking: str = ""


@dataclass(frozen=True)
class FilingStatus:
    """The built folders, and the documents that packets, signings and records bind."""

    built: tuple[BuiltDraft, ...] = ()
    bound: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def step(self, made: BuiltDraft) -> str:
        """Return how far a built folder has come: one of `STEPS`."""
        return next((step for step in reversed(STEPS) if made.document in self.bound.get(step, ())), STEPS[0])

    def of_source(self, name: str, hash: str) -> list[BuiltDraft]:
        """Return the folders built from a source of this name, those of these very bytes last."""
        return sorted(self._by_source.get(name, ()), key=lambda each: each.source_hash == hash)

    @cached_property
    def by_folder(self) -> Mapping[Path, BuiltDraft]:
        """The built folders by where they lie."""
        return {each.folder: each for each in self.built}

    @cached_property
    def _by_source(self) -> Mapping[str, list[BuiltDraft]]:
        found: dict[str, list[BuiltDraft]] = {}
        for each in self.built:
            found.setdefault(each.source, []).append(each)
        return found


def filing_status(files: Iterable[Path]) -> FilingStatus:
    """Read what the files of a folder say; what cannot be read says nothing."""
    made: list[BuiltDraft] = []
    bound: dict[str, set[str]] = {step: set() for step in STEPS[1:]}
    files = list(files)
    built = {file.parent for file in files if file.name == MANIFEST}
    for file in files:
        if file.name == MANIFEST:
            lacking = _lacking(file, stamp(file), stamp(file.parent / SUBMISSION))
            made.append(replace(_built_draft(file, stamp(file)), lacking=lacking))
        elif file.name.endswith(_SIGNED):
            bound["signed"] |= _signed(file, stamp(file))
        elif file.name == "record.jsonl":
            bound["recorded"] |= _recorded(file, stamp(file))
        elif file.suffix.lower() == ".pdf" and file.parent not in built:
            bound["in a packet"] |= _packed(file, stamp(file))
    return FilingStatus(tuple(made), {step: frozenset(found) for step, found in bound.items()})


def walk(root: Path) -> Iterator[Path]:
    """Yield the files below a folder in sorted order, but for hidden ones and what links lead to."""
    for place, folders, names in os.walk(root):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (Path(place, name) for name in sorted(names) if not name.startswith("."))


@lru_cache(maxsize=16_384)
def _built_draft(file: Path, stamp: tuple[int, int]) -> BuiltDraft:
    try:
        manifest = opened(read_regular(file, LARGEST))
    except Broken as error:
        return BuiltDraft(file.parent, broken=f"{MANIFEST} {error}")
    except OSError as error:
        return BuiltDraft(file.parent, broken=f"{MANIFEST}: {(error.strerror or str(error)).lower()}")
    source, hashes = _mapping(manifest.get("source")), _mapping(manifest.get("sha256"))
    return BuiltDraft(
        file.parent,
        str(source.get("name", "")),
        str(source.get("sha256", "")),
        str(hashes.get(OWNERSHIP, "")),
    )


@lru_cache(maxsize=16_384)
def _lacking(manifest: Path, *stamps: tuple[int, int]) -> str:
    here = [each for each in (manifest, manifest.parent / SUBMISSION) if each.exists()]
    try:
        files = {each.name: read_regular(each, LARGEST) for each in here}
    except OSError:
        return ""
    folder = with_manifest(BuiltFolder(manifest.parent.name, manifest.parent, files))
    return "" if folder.broken or folder.published else next(lacks(folder), "")


@lru_cache(maxsize=1024)
def _packed(file: Path, stamp: tuple[int, int]) -> frozenset[str]:
    """Return the documents that a PDF binds; none where it is no packet, or nobody here can read one."""
    try:
        from form4kit.signoff.packet import NotAPacket, terms_of
    except ImportError:
        return frozenset()
    try:
        return frozenset(_documents(terms_of(read_regular(file, LARGEST))))
    except (NotAPacket, OSError, ImportError):
        return frozenset()


@lru_cache(maxsize=1024)
def _signed(file: Path, stamp: tuple[int, int]) -> frozenset[str]:
    try:
        return frozenset(_documents(_mapping(opened(read_regular(file, LARGEST)).get("binds"))))
    except (Broken, OSError):
        return frozenset()


@lru_cache(maxsize=64)
def _recorded(file: Path, stamp: tuple[int, int]) -> frozenset[str]:
    from form4kit.signoff.record import entries_in, faults_in

    try:
        data = read_regular(file, LARGEST)
        if any(faults_in(data)):
            return frozenset()
        return frozenset(str(entry.get("ownership_sha256")) for entry in entries_in(data))
    except (OSError, json.JSONDecodeError):
        return frozenset()


def _documents(terms: Mapping[str, Any]) -> Iterator[str]:
    for filing in terms.get("filings") or ():
        yield str(_mapping(_mapping(filing).get("sha256")).get(OWNERSHIP))


def _mapping(found: Any) -> Mapping[str, Any]:
    return found if isinstance(found, dict) else {}
