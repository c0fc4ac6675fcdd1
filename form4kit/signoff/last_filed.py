"""The filing before this one: the last of the same owner and issuer on record, where it is still here."""

import datetime as dt
from typing import Any, NamedTuple

from form4kit.convert import bare_cik
from form4kit.edgar.read import read_document
from form4kit.folder.read import BuiltFolder
from form4kit.model import Filing
from form4kit.registry.filed_documents import filed_document
from form4kit.registry.on_record import OnRecord
from form4kit.registry.settings import settings_for
from form4kit.signoff.record import entries_in, faults_in, record_for
from form4kit.signoff.record_lines import standing
from form4kit.storage.names import OWNERSHIP
from form4kit.storage.regular import is_regular, read_regular
from form4kit.storage.sealed import sha256


class LastFiled(NamedTuple):
    """A filing on record: its accession number, when EDGAR accepted it, and the form itself; None where it
    is not here any more."""

    accession: str
    accepted: dt.datetime
    filing: Filing | None


def last_filed(folder: BuiltFolder) -> LastFiled | None:
    """Return the last filing on record of a folder's first owner at its issuer; None where there is none.

    Of an amendment it is what it amends, or the last amendment of that. Raises OSError where the record
    cannot be read.
    """
    ownership = folder.files.get(OWNERSHIP, b"")
    filing, _ = read_document(ownership)
    file = record_for(folder.path)
    if filing is None or not filing.owners or file is None or not is_regular(file):
        return None
    data = read_regular(file)
    if next(faults_in(data), None):
        return None
    own, issuer = bare_cik(filing.owners[0].cik.text), bare_cik(filing.issuer.cik.text)
    found = [
        each
        for each in standing(entries_in(data))
        if each.get("ownership_sha256") != sha256(ownership)
        and own in {bare_cik(one["cik"]) for one in each["owners"]}
        and _issuer(each) in ("", issuer)
    ]
    last = max(found, key=lambda each: dt.datetime.fromisoformat(each["accepted"]), default=None)
    if last is None:
        return None
    accepted = dt.datetime.fromisoformat(last["accepted"])
    known = OnRecord(
        last["accession"],
        accepted,
        last["form"],
        frozenset([own]),
        document=str(last.get("ownership_sha256") or ""),
        folder=str(last.get("folder") or ""),
    )
    document = filed_document(known, settings_for(folder.path))
    return LastFiled(known.accession, accepted, read_document(document)[0] if document else None)


def _issuer(entry: Any) -> str:
    issuer = entry.get("issuer")
    return bare_cik(issuer["cik"]) if isinstance(issuer, dict) and issuer.get("cik") else ""
