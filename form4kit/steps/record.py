"""Put a filing that EDGAR accepted on record: what the line would be and why not, then the line itself."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from form4kit.folder.read import BuiltFolder
from form4kit.law.calendar import WEEKDAYS, Calendar
from form4kit.law.clock import NEW_YORK
from form4kit.law.website import RULE, on_website_by
from form4kit.signoff.acceptance import Acceptance, SignedPacket, entry_of
from form4kit.signoff.record import Refused, add, refuse_twice, whole
from form4kit.steps.step_plan import PlannedWrite, StepPlan, StepRefusal
from form4kit.storage.atomic import rewrite_file, tidy
from form4kit.storage.names import RECEIPTS
from form4kit.storage.regular import read_regular
from form4kit.storage.sealed import sha256
from form4kit.transmission.accepted import Proof, agreed, proof_of_copy, proof_of_receipts
from form4kit.transmission.read_receipt import read_receipts

SUFFIXES: Final = frozenset([".eml", ".txt", ".json", ".html", ".htm", ".mbox"])
"""How files with EDGAR's answers may end."""


@dataclass(frozen=True, slots=True)
class GivenFile:
    """A file that a person gives: its name, and what it holds."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordAnswers:
    """What is known of an acceptance: typed, or from EDGAR's message or published copy.

    `record` is the file of the record. `packet` is one that is proven to bind the folder, `again` why a
    filing on record was accepted once more.
    """

    record: Path
    accession: str | None = None
    accepted: dt.datetime | None = None
    to_the_minute: bool = False
    receipt: GivenFile | None = None
    copy: GivenFile | None = None
    packet: SignedPacket | None = None
    again: str | None = None


def plan(folder: BuiltFolder, answers: RecordAnswers, now: dt.datetime) -> StepPlan:
    """Say what would be put on record, or why nothing; nothing is written. Raises OSError."""
    day = now.astimezone(NEW_YORK).date()
    try:
        proofs = [*_proofs(folder, answers)]
        acceptance = agreed(proofs)
        entry = entry_of(folder, acceptance, answers.packet)
    except Refused as error:
        refusal = StepRefusal("", f"{error}; not added", str(folder.path))
        return StepPlan(f"{folder.path}: not put on record", refusals=(refusal,), day=day)
    entry |= {"again": answers.again} if answers.again else {}
    writes: list[PlannedWrite] = []
    if answers.receipt:
        entry["receipt_sha256"] = sha256(answers.receipt.data)
        writes += _kept(answers.record, acceptance.accession, answers.receipt)
    told = tuple(dict.fromkeys(words for proof in proofs for words in proof.remarks))
    sentence = f"{acceptance.accession} is put on record, accepted {acceptance.accepted:%Y-%m-%d %H:%M:%S}"
    facts = {"entry": entry, "record": str(answers.record), "website_by": website_by(entry).isoformat()}
    return StepPlan(sentence, writes=tuple(writes), told=told, day=day, facts=facts)


def carry_out(planned: StepPlan) -> str:
    """Keep the receipt beside the record, append the line, and return its hash.

    Raises Refused where the record takes no such line, ValueError where the plan was refused, and OSError.
    """
    if planned.refusals:
        raise ValueError(planned.refusals[0].words)
    record = Path(planned.facts["record"])
    _takes(record, planned.facts["entry"])
    tidy(record.parent / RECEIPTS)
    for write in planned.writes:
        rewrite_file(write.file, lambda _, write=write: write.after)  # type: ignore[misc]
    return add(record, planned.facts["entry"])


def website_by(entry: Mapping[str, Any]) -> dt.date:
    """Return the day by whose end the issuer posts a filing of the record on its website."""
    closures = frozenset(dt.date.fromisoformat(each) for each in entry.get("closures", ()))
    return on_website_by(dt.date.fromisoformat(entry["filed"]), Calendar(extra=closures))


def website_words(entry: Mapping[str, Any]) -> str:
    """Say until when the issuer posts a filing on its website."""
    day = website_by(entry)
    return f"the issuer posts it on its website by the end of {WEEKDAYS[day.weekday()]}, {day} ({RULE})"


def _proofs(folder: BuiltFolder, answers: RecordAnswers) -> Iterator[Proof]:
    """Yield what each source says. Raises Refused."""
    if answers.copy:
        yield proof_of_copy(answers.copy.data, answers.copy.name, folder)
    if answers.receipt:
        try:
            yield proof_of_receipts(read_receipts(answers.receipt.data).receipts, folder, answers.accession)
        except Refused as error:
            raise Refused(f"{answers.receipt.name}: {error}") from None
    if answers.accession or answers.accepted:
        typed = None
        if answers.accepted:
            typed = Acceptance(answers.accession or "", answers.accepted, answers.to_the_minute)
        yield Proof(answers.accession, typed)


def _kept(record: Path, accession: str, receipt: GivenFile) -> Iterator[PlannedWrite]:
    """Yield where the receipt is kept, beside the record; nothing where it lies there."""
    suffix = Path(receipt.name).suffix.lower()
    file = record.parent / RECEIPTS / f"{accession}{suffix if suffix in SUFFIXES else '.txt'}"
    before = read_regular(file) if file.is_file() else None
    if before != receipt.data:
        yield PlannedWrite(file, receipt.data, sha256(before) if before is not None else "")


def _takes(record: Path, entry: Mapping[str, Any]) -> None:
    """Refuse before anything is written what the record would refuse. Raises Refused."""
    try:
        data = read_regular(record)
    except FileNotFoundError:
        return
    refuse_twice(whole(data), entry)
