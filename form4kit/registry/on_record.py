"""What is on record as filed: `record.jsonl` beside `form4kit.toml`, by the hash of draft or document.

Only looked up here: whether the record is whole, `form4kit record check` tells. A line that cannot be read
says nothing.
"""

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from form4kit.convert import bare_cik
from form4kit.model import Filing
from form4kit.registry.settings import Settings
from form4kit.storage.names import RECORD
from form4kit.storage.regular import read_regular


@dataclass(frozen=True, slots=True)
class OnRecord:
    """A filing that EDGAR accepted: its accession number, when, and the hashes that it is known by.

    `folder` is the name of the built folder that was filed. `document` is the SHA-256 of the ownership
    document without CCCs, `source` that of the draft it was built from; both hexadecimal, empty where the
    record has none.
    """

    accession: str
    accepted: dt.datetime
    form: str
    owners: frozenset[str]
    document: str = ""
    source: str = ""
    folder: str = ""


class Record:
    """The filings of a record that stand, each correction in the place of what it puts right."""

    def __init__(self, filings: tuple[OnRecord, ...]) -> None:
        self._filings = filings
        self._by_source = {each.source: each for each in filings if each.source}
        self._by_document = {each.document: each for each in filings if each.document}

    def by_source(self, sha256: str) -> OnRecord | None:
        """Return the filing that was built from a draft with this hash."""
        return self._by_source.get(sha256)

    def parts_of(self, sha256: str) -> tuple[OnRecord, ...]:
        """Return the filings that were built from a draft with this hash, which may have become several."""
        return tuple(each for each in self._filings if each.source == sha256)

    def by_document(self, sha256: str) -> OnRecord | None:
        """Return the filing whose ownership document has this hash."""
        return self._by_document.get(sha256)

    def may_have(self, filing: Filing) -> bool:
        """Tell whether a form of this kind of one of its owners is on record, so that it is worth looking."""
        owners = {bare_cik(owner.cik.text) for owner in filing.owners}
        return any(each.form == filing.form_type and owners & each.owners for each in self._filings)


EMPTY = Record(())


def record_beside(settings: Settings) -> Record:
    """Return the record beside the form4kit.toml that holds; an empty one where there is none.

    Where none lies there, it is that of the folder form4kit is run in, which `form4kit record add` writes to,
    if the form4kit.toml lies below it, or there is no form4kit.toml.
    """
    here = Path.cwd()
    root = settings.file.parent.absolute() if settings.file else here
    for folder in (root, here) if root.is_relative_to(here) else (root,):
        file = folder / RECORD
        try:
            stat = file.stat()
        except OSError:
            continue
        return _read(file, stat.st_mtime_ns, stat.st_size)
    return EMPTY


@lru_cache(maxsize=16)
def _read(file: Path, _changed: int, _size: int) -> Record:
    try:
        lines = read_regular(file).splitlines()
    except OSError:
        return EMPTY
    standing: dict[object, OnRecord] = {}
    for line in lines:
        try:
            entry = json.loads(line)
            found = _entry(entry)
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            continue
        corrects = entry.get("corrects")
        if isinstance(corrects, dict):
            standing.pop(corrects.get("number"), None)
        standing[entry.get("number")] = found
    return Record(tuple(standing.values()))


def _entry(entry: Mapping[str, Any]) -> OnRecord:
    accepted = dt.datetime.fromisoformat(entry["accepted"])
    if accepted.tzinfo is None:
        raise ValueError("an instant without a zone")
    return OnRecord(
        accession=str(entry["accession"]),
        accepted=accepted,
        form=str(entry["form"]),
        owners=frozenset(bare_cik(str(each.get("cik") or "")) for each in entry["owners"]),
        document=str(entry.get("ownership_sha256") or ""),
        source=str(entry.get("source_sha256") or ""),
        folder=str(entry.get("folder") or ""),
    )
