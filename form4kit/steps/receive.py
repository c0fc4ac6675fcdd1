"""Keep an answer of EDGAR's that was dropped in: which filing it is about, what it says, where it lies."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from form4kit.convert import bare_cik
from form4kit.folder.read import BuiltFolder, filing_of, read_built
from form4kit.law.clock import NEW_YORK
from form4kit.signoff.record import is_accession, record_for
from form4kit.source.limits import megabytes
from form4kit.steps.record import SUFFIXES, GivenFile
from form4kit.steps.step_plan import PlannedWrite, StepPlan, StepRefusal
from form4kit.steps.write_planned import write_planned
from form4kit.storage.names import OWNERSHIP, RECEIPTS, RECORD
from form4kit.storage.regular import is_regular, read_regular
from form4kit.storage.sealed import sha256
from form4kit.transmission.read_receipt import LARGEST, read_receipts
from form4kit.transmission.receipt import Receipt
from form4kit.transmission.receipt_fit import fit_of
from form4kit.transmission.received import as_kept, read_received, received_file

_WENT: Final = {"accepted": "Accepted", "suspended": "Suspended", "received": "Received, not decided"}


@dataclass(frozen=True, slots=True)
class ReceiveAnswers:
    """What was dropped in or pasted. `others` are the built folders that it may be about instead.

    `record` is the file of the record, that of the folder where None.
    """

    given: GivenFile
    others: tuple[Path, ...] = ()
    record: Path | None = field(default=None)


def plan(folder: Path, answers: ReceiveAnswers, now: dt.datetime) -> StepPlan:
    """Say what an answer is, and what is kept of it, or why nothing; nothing is written. Raises OSError."""
    built = read_built(folder, folder.name)
    day = now.astimezone(NEW_YORK).date()
    record = record_beside_folder(folder, answers.record)
    found = _about(built, answers)
    if isinstance(found, StepRefusal):
        return StepPlan(f"{answers.given.name} is not kept.", refusals=(found,), day=day)
    document, hash = built.bound.get(OWNERSHIP, ""), sha256(answers.given.data)
    kept = received_file(record, str(found.accession))
    before = read_received(kept) if is_regular(kept) else None
    if before is not None and before.document != document:
        words = f"{found.accession} is the answer to the form as it was before it was changed"
        refusal = StepRefusal("older-form", words, answers.given.name, "Send the form as it is now.")
        return StepPlan(f"{answers.given.name} is not kept.", refusals=(refusal,), day=day)
    place = record.parent / RECEIPTS / f"{found.accession}{_suffix(answers.given.name)}"
    writes = [*_write(place, answers.given.data), *_write(kept, as_kept(found, document, hash))]
    return StepPlan(
        sentence=verdict(found),
        writes=tuple(writes),
        told=(*(each.text for each in found.errors), *fit_of(found, built).all),
        day=day,
        facts={
            "accession": found.accession,
            "status": found.status,
            "test": found.test,
            "receipt": str(place),
            "record": str(record),
        },
    )


def carry_out(plan: StepPlan) -> None:
    """Keep the answer. Raises what `write_planned` raises."""
    write_planned(plan)


def verdict(receipt: Receipt) -> str:
    """Say what became of a submission: `Accepted as 0001903415-26-000043, TEST, 2:11 p.m., November 30`."""
    tag = {True: ", TEST", False: ", LIVE", None: ""}[receipt.test]
    at = receipt.suspended if receipt.status == "suspended" else receipt.accepted or receipt.received
    when = ""
    if at is not None:
        half = "a.m." if at.hour < 12 else "p.m."
        when = f", {at.hour % 12 or 12}:{at:%M} {half}, {at:%B} {at.day}"
    return f"{_WENT[receipt.status]} as {receipt.accession}{tag}{when}"


def record_beside_folder(folder: Path, given: Path | None = None) -> Path:
    """Return the file of the record that a built folder belongs to."""
    return given or record_for(folder) or folder.parent / RECORD


def _about(built: BuiltFolder, answers: ReceiveAnswers) -> Receipt | StepRefusal:
    """Return the receipt that is about a folder, or why there is none."""
    name = answers.given.name
    if len(answers.given.data) > LARGEST:
        return StepRefusal("too-large", f"larger than {megabytes(LARGEST)}; is it the right file?", name)
    receipts = [
        each for each in read_receipts(answers.given.data).receipts if is_accession(each.accession or "")
    ]
    if not receipts:
        words = "no answer of EDGAR's about a submission is in it"
        return StepRefusal("no-answer", words, name, "Drop EDGAR's message as it came, or paste all of it.")
    mine = [each for each in receipts if not fit_of(each, built).another]
    if len(mine) == 1:
        return mine[0]
    if mine:
        words = (
            f"it answers {len(mine)} submissions of this filing: {', '.join(str(e.accession) for e in mine)}"
        )
        return StepRefusal("several", words, name, "Drop each message by itself.")
    whose = next(_whose(receipts[0], answers.others, built.path), None)
    if whose is None:
        words = f"it is about another filing: {fit_of(receipts[0], built).another[0]}"
        return StepRefusal("another-filing", words, name)
    where, who = whose
    return StepRefusal(
        "another-filing", f"This is about {who}'s filing.", name, "Put it there", f"put:{where}"
    )


def _whose(receipt: Receipt, others: Sequence[Path], mine: Path) -> Iterator[tuple[str, str]]:
    """Yield the folders that an answer is about, with the name of the owner."""
    named = {bare_cik(each) for each in receipt.ciks}
    for folder in others:
        if folder == mine:
            continue
        built = read_built(folder, folder.name)
        filing = filing_of(built)
        owners = filing.owners if filing else ()
        if fit_of(receipt, built).another or not any(bare_cik(each.cik.text) in named for each in owners):
            continue
        yield str(folder), owners[0].name.text or owners[0].cik.text or ""


def _write(file: Path, data: bytes) -> Iterator[PlannedWrite]:
    before = read_regular(file) if is_regular(file) else None
    if before != data:
        yield PlannedWrite(file, data, sha256(before) if before is not None else "")


def _suffix(name: str) -> str:
    suffix = Path(name).suffix.lower()
    return suffix if suffix in SUFFIXES else ".txt"
