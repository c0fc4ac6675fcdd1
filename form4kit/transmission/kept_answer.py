"""EDGAR's answer as it is kept beside the record: JSON that `form4kit receipt` reads, and no secret in it."""

import json
from pathlib import Path

from form4kit.storage.atomic import rewrite_file
from form4kit.storage.names import RECEIPTS
from form4kit.storage.regular import read_regular
from form4kit.storage.sealed import sha256
from form4kit.transmission.read_receipt import LARGEST, read_receipts
from form4kit.transmission.receipt import Receipt


def answer_file(record: Path, accession: str) -> Path:
    """Return where the answer about a submission is kept."""
    return record.parent / RECEIPTS / f"{accession}.json"


def keep_answer(record: Path, accession: str, value: object) -> str:
    """Keep an answer without secrets, for certain on the disk; return the SHA-256 of it. Raises OSError."""
    data = (json.dumps(value, indent=2) + "\n").encode("ascii")
    rewrite_file(answer_file(record, accession), lambda _: data)
    return sha256(data)


def kept_answer(record: Path, accession: str, wanted: str) -> Receipt | None:
    """Return the answer that is kept, None where it is not there or not the one of a hash. Raises OSError."""
    file = answer_file(record, accession)
    if not file.is_file():
        return None
    data = read_regular(file, LARGEST)
    if sha256(data) != wanted:
        return None
    return next((each for each in read_receipts(data).receipts if each.accession == accession), None)
