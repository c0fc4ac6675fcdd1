"""Put on record what EDGAR's message, or its published copy, tells: the folder that it is about is found."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from form4kit.folder.read import BuiltFolder, find_built
from form4kit.law.clock import NEW_YORK
from form4kit.signoff.filed import NotFromEdgar
from form4kit.signoff.filed_filings import closest, in_folder
from form4kit.signoff.record import Refused, refuse_twice
from form4kit.steps import record as step
from form4kit.steps.record import GivenFile, RecordAnswers
from form4kit.steps.record_book import book_of
from form4kit.steps.step_plan import StepPlan, StepRefusal
from form4kit.storage.names import RECORD
from form4kit.transmission.read_receipt import read_receipts
from form4kit.transmission.receipt_fit import fit_of

_ANOTHER = "is about another filing"


@dataclass(frozen=True, slots=True)
class PutOnRecordAnswers:
    """EDGAR's message or answer, or its published copy; `folder` is the built one, where it is said."""

    receipt: GivenFile | None = None
    copy: GivenFile | None = None
    folder: str = ""


def plan(root: Path, answers: PutOnRecordAnswers, now: dt.datetime) -> StepPlan:
    """Say what would be put on record, or why nothing. Writes nothing. Raises OSError."""
    day = now.astimezone(NEW_YORK).date()
    book = book_of(root)
    if book.faults:
        return _refused("", book.sentence, RECORD, day)
    if not (answers.receipt or answers.copy):
        return StepPlan("Nothing is put on record yet: drop EDGAR's message.", day=day)
    folders = [each for each in find_built(root) if answers.folder in ("", each.name)]
    if not folders:
        return _refused("", "there is no built folder that it could be about", answers.folder, day)
    plans = [(each, _of_one(root, each, answers, now)) for each in _likely(folders, answers)]
    fitting = [(each, made) for each, made in plans if not made.refusals]
    if not fitting:
        about = [made for _, made in plans if _ANOTHER not in made.refusals[0].words]
        return about[0] if about else plans[0][1]
    if len(fitting) > 1:
        names = ", ".join(each.name for each, _ in fitting)
        return _refused("", f"several built folders fit: {names}", "", day, "Take away those not filed.")
    (folder, made) = fitting[0]
    try:
        refuse_twice(book.entries, made.facts["entry"])
    except Refused as error:
        return _refused("", f"{error}; not added", folder.name, day)
    return made


def carry_out(planned: StepPlan) -> str:
    """Keep the message, append the line, and return its hash. Raises what `record.carry_out` raises."""
    return step.carry_out(planned)


def compared(root: Path, copy: GivenFile) -> tuple[bool, str]:
    """Hold EDGAR's published copy against what was built: whether it is the same, and in words.

    Raises OSError where the folder cannot be read.
    """
    sent = [in_folder(each) for each in find_built(root)]
    try:
        name, found = closest([each for each in sent if each is not None], copy.data)
    except NotFromEdgar as error:
        return False, f"{copy.name}: {error}"
    remarks = f" ({'; '.join(found.remarks)})" if found.remarks else ""
    if found.differences:
        return False, f"EDGAR has other than was built in {name}: {'; '.join(found.differences)}{remarks}"
    return True, f"What EDGAR has is what was built in {name}{remarks}"


def _likely(folders: list[BuiltFolder], answers: PutOnRecordAnswers) -> list[BuiltFolder]:
    """Return the folders that a message may be about; the first where it is about none of them."""
    if answers.receipt is None:
        return folders
    receipts = read_receipts(answers.receipt.data).receipts
    found = [each for each in folders if any(not fit_of(one, each).another for one in receipts)]
    return found or folders[:1]


def _of_one(root: Path, folder: BuiltFolder, answers: PutOnRecordAnswers, now: dt.datetime) -> StepPlan:
    said = RecordAnswers(record=root / RECORD, receipt=answers.receipt, copy=answers.copy)
    return step.plan(folder, said, now)


def _refused(code: str, words: str, where: str, day: dt.date, hint: str = "") -> StepPlan:
    return StepPlan("Nothing is put on record.", refusals=(StepRefusal(code, words, where, hint),), day=day)


def lines_of(root: Path) -> Iterator[dict[str, object]]:
    """Yield the entries that stand, the latest first, as plain JSON values."""
    for entry in reversed(book_of(root).standing):
        due = str(entry.get("due") or "")
        accepted = str(entry["accepted"])
        in_time = not due or dt.datetime.fromisoformat(accepted) <= dt.datetime.fromisoformat(due)
        packet = entry.get("packet_sha256") or ""
        yield {
            "number": entry["number"],
            "accession": entry["accession"],
            "accepted": accepted,
            "form": entry["form"],
            "people": [str(each.get("name") or each.get("cik") or "?") for each in entry["owners"]],
            "due": due,
            "in_time": in_time,
            "packet": str(packet),
            "folder": str(entry.get("folder") or ""),
            "corrects": bool(entry.get("corrects")),
        }
