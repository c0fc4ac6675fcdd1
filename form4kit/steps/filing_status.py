"""What became of drafts: the built folders, packets, signings and records below a folder.

All are known by the SHA-256 of the ownership document, which each of them binds.
"""

import datetime as dt
import json
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from form4kit.folder.read import BuiltFolder, hash_mismatches, read_built, with_manifest
from form4kit.law.clock import NEW_YORK
from form4kit.source.limits import LARGEST
from form4kit.steps.file_stamp import stamp
from form4kit.steps.lacking import lacks
from form4kit.storage.names import ATTEMPTS, MANIFEST, OWNERSHIP, RECEIVED, RECORD, SUBMISSION
from form4kit.storage.regular import read_regular
from form4kit.storage.sealed import Broken, opened
from form4kit.transmission.attempts import Attempt, Attempts
from form4kit.transmission.received import ReceivedAnswer, read_received

_SIGNED = ".signed.json"
STEPS = ("built", "in a packet", "signed", "recorded")
"""How far a built filing has come, each step after the one before."""


@dataclass(frozen=True, slots=True)
class BuiltDraft:
    """A built folder as its manifest tells of it; `broken` says what is wrong with the manifest.

    `lacking` says what its submission lacks to be filed, such as a CCC, and `faults` what is no longer as it
    was built.
    """

    folder: Path
    source: str = ""
    source_hash: str = ""
    document: str = ""
    broken: str = ""
    lacking: str = ""
    faults: str = ""


@dataclass(frozen=True, slots=True)
class RecordedFiling:
    """A line of the record that stands: its accession number, when EDGAR accepted it, the day it is dated."""

    accession: str
    accepted: dt.datetime | None
    filed: str


@dataclass(frozen=True)
class FilingStatus:
    """The built folders, and the documents that packets, signings and records bind.

    `records` has the lines of records by the hash of the document, `attempts` what was sent of it, and
    `received` what EDGAR answered about it that was dropped in.
    """

    built: tuple[BuiltDraft, ...] = ()
    bound: Mapping[str, frozenset[str]] = field(default_factory=dict)
    records: Mapping[str, RecordedFiling] = field(default_factory=dict)
    attempts: Mapping[str, tuple[Attempt, ...]] = field(default_factory=dict)
    received: Mapping[str, tuple[ReceivedAnswer, ...]] = field(default_factory=dict)

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
    records: dict[str, RecordedFiling] = {}
    attempts: dict[str, list[Attempt]] = {}
    received: dict[str, list[ReceivedAnswer]] = {}
    files = list(files)
    built = {file.parent for file in files if file.name == MANIFEST}
    for file in files:
        if file.name == MANIFEST:
            made.append(_with_faults(file))
        elif file.name.endswith(_SIGNED):
            bound["signed"] |= _signed(file, stamp(file))
        elif file.name == RECORD:
            records |= _recorded(file, stamp(file))
        elif file.suffix == ".json" and file.parent.as_posix().endswith(f"/{ATTEMPTS}"):
            for attempt in _attempted(file, stamp(file)):
                attempts.setdefault(attempt.document.ownership, []).append(attempt)
        elif file.suffix == ".json" and file.parent.as_posix().endswith(f"/{RECEIVED}"):
            for answer in _received(file, stamp(file)):
                received.setdefault(answer.document, []).append(answer)
        elif file.suffix.lower() == ".pdf" and file.parent not in built:
            bound["in a packet"] |= _packed(file, stamp(file))
    bound["recorded"] |= records.keys()
    return FilingStatus(
        tuple(made),
        {step: frozenset(found) for step, found in bound.items()},
        records,
        {document: tuple(sorted(each, key=_began)) for document, each in attempts.items()},
        {document: tuple(each) for document, each in received.items()},
    )


def _began(attempt: Attempt) -> dt.datetime:
    return attempt.began


def walk(root: Path) -> Iterator[Path]:
    """Yield the files below a folder in sorted order, but for hidden ones and what links lead to."""
    for place, folders, names in os.walk(root):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (Path(place, name) for name in sorted(names) if not name.startswith("."))


def _with_faults(manifest: Path) -> BuiltDraft:
    """Return the folder of a manifest, with what it lacks and what is no longer as it was built."""
    draft = _built_draft(manifest, stamp(manifest))
    lacking = _lacking(manifest, stamp(manifest), stamp(manifest.parent / SUBMISSION))
    if draft.broken:
        return replace(draft, lacking=lacking)
    here = sorted(each for each in manifest.parent.iterdir() if not each.name.startswith("."))
    faults = _faults(manifest.parent, tuple((each.name, *stamp(each)) for each in here))
    return replace(draft, lacking=lacking, faults=faults)


@lru_cache(maxsize=16_384)
def _faults(folder: Path, stamps: tuple[tuple[str, int, int], ...]) -> str:
    """Return the first thing in a built folder that is not as its manifest says; empty for none."""
    try:
        return next(hash_mismatches(read_built(folder, folder.name)), "")
    except OSError as error:
        return (error.strerror or str(error)).lower()


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
def _recorded(file: Path, stamp: tuple[int, int]) -> Mapping[str, RecordedFiling]:
    from form4kit.signoff.record import entries_in, faults_in
    from form4kit.signoff.record_lines import standing

    try:
        data = read_regular(file, LARGEST)
        if any(faults_in(data)):
            return {}
        entries = standing(entries_in(data))
    except (OSError, json.JSONDecodeError):
        return {}
    return {str(entry.get("ownership_sha256")): _line(entry) for entry in entries}


def _line(entry: Mapping[str, Any]) -> RecordedFiling:
    try:
        accepted = dt.datetime.fromisoformat(str(entry.get("accepted")))
    except ValueError:
        accepted = None
    if accepted is not None and accepted.tzinfo is None:
        accepted = accepted.replace(tzinfo=NEW_YORK)
    return RecordedFiling(str(entry.get("accession")), accepted, str(entry.get("filed")))


@lru_cache(maxsize=16_384)
def _attempted(file: Path, stamp: tuple[int, int]) -> tuple[Attempt, ...]:
    """Return the attempt of a file; whether it was sealed with the token is asked when something is sent."""
    try:
        attempt = Attempts(file.parent, b"").read(file).attempt
    except OSError:
        return ()
    return (attempt,) if attempt else ()


@lru_cache(maxsize=16_384)
def _received(file: Path, stamp: tuple[int, int]) -> tuple[ReceivedAnswer, ...]:
    try:
        answer = read_received(file)
    except OSError:
        return ()
    return (answer,) if answer else ()


def _documents(terms: Mapping[str, Any]) -> Iterator[str]:
    filings = terms.get("filings")
    for filing in filings if isinstance(filings, list | tuple) else ():
        yield str(_mapping(_mapping(filing).get("sha256")).get(OWNERSHIP))


def _mapping(found: Any) -> Mapping[str, Any]:
    return found if isinstance(found, dict) else {}
