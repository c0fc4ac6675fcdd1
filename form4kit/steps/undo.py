"""Take back the last plan of a filing, where the files are still what it wrote; else say why not."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from form4kit.law.clock import NEW_YORK
from form4kit.steps.filing_status import BuiltDraft, FilingStatus, filing_status, walk
from form4kit.steps.journal import FINAL
from form4kit.steps.journal_entry import JournalEntry, Unsound, entries, kept_bytes, target
from form4kit.steps.step_plan import PlannedWrite, StepPlan, StepRefusal
from form4kit.steps.write_planned import write_planned
from form4kit.storage.regular import read_regular
from form4kit.storage.sealed import sha256
from form4kit.transmission.attempts import OVER

STEP = "undo"
_DONE = {
    "sign": "signed",
    "send": "sent",
    "submit": "sent",
    "live": "filed",
    "receive": "given EDGAR's answer",
    "record": "put on record",
    "put-on-record": "put on record",
    "hand-off": "made ready to be filed by hand",
    "set-aside": "said of what was sent",
}


@dataclass(frozen=True, slots=True)
class UndoAnswers:
    """Which filing's last plan is taken back: the draft's path below the folder, without `.yaml`."""

    filing: str


def plan(root: Path, answers: UndoAnswers, now: dt.datetime) -> StepPlan:
    """Say what would be taken back, or why nothing is; nothing is written. Raises OSError."""
    day = now.astimezone(NEW_YORK).date()
    entry = last_of(root, answers.filing)
    if entry is None:
        return _refused("Nothing was done here in the last 30 days that could be taken back.", day)
    done = _DONE.get(entry.step) if entry.step in FINAL else None
    if done:
        return _refused(f"It was {done} {_when(entry)}, and that cannot be taken back.", day)
    if not entry.undoable:
        why = "what it wrote may hold a CCC, or is too large, and was not kept"
        return _refused(f"What was done {_when(entry)} cannot be taken back: {why}.", day)
    try:
        writes = tuple(_writes(root, entry))
    except Unsound as error:
        return _refused(f"What was done {_when(entry)} cannot be taken back: {error}.", day)
    except _Changed as changed:
        words = f"{changed} was changed since {_when(entry, '')}; to take that back would lose the change."
        return _refused(words, day)
    if bound := _bound_by(root, answers.filing, writes):
        return _refused(f"It was {bound} since, and what was done before cannot be taken back.", day)
    sentence = f"Take back what was done {_when(entry)}: {entry.sentence or entry.step}"
    return StepPlan(sentence, writes, day=day, facts={"of": entry.name, "filing": answers.filing})


def carry_out(planned: StepPlan) -> None:
    """Put the bytes back. Raises what `write_planned` raises."""
    write_planned(planned)


def last_of(root: Path, filing: str) -> JournalEntry | None:
    """Return the last plan of a filing that was not taken back; None where there is none."""
    gone: set[str] = set()
    for entry in entries(root):
        if entry.filing != filing:
            continue
        if entry.of:
            gone.add(entry.of)
        elif entry.name not in gone:
            return entry
    return None


class _Changed(Exception):
    """Say that a file is no longer what a plan has written."""


def _writes(root: Path, entry: JournalEntry) -> Iterator[PlannedWrite]:
    for number, each in reversed(list(enumerate(entry.files))):
        file = target(root, each.file)
        data = read_regular(file) if file.exists() else None
        if (sha256(data) if data is not None else "") != each.after:
            raise _Changed(each.file)
        before = kept_bytes(root, entry, number, "before")
        if each.before or data is not None:
            yield PlannedWrite(file, before, each.after, gone=not each.before)


def _bound_by(root: Path, filing: str, writes: tuple[PlannedWrite, ...]) -> str:
    """Say what binds the files as they are: a signature, a sending, the record. The journal is not asked.

    A draft that was changed since it was built is bound by nothing; the built folder itself still is.
    """
    root = root.resolve()
    status = filing_status(walk(root))
    drafts = (root / f"{filing}{suffix}" for suffix in (".yaml", ".yml"))
    for file in (*drafts, *(each.file.resolve() for each in writes)):
        if file.with_name(f"{file.stem}.signed.json").exists():
            return "signed"  # a packet
        within = [status.by_folder[each] for each in file.parents if each in status.by_folder]
        for made in (*within, *_built_of(file, status)):
            if deed := _deed(made, status):
                return deed
    return ""


def _built_of(file: Path, status: FilingStatus) -> list[BuiltDraft]:
    """Return the folders that were built of a draft as it is."""
    if not file.is_file():
        return []
    hash = sha256(read_regular(file))
    found = status.of_source(file.name, hash)
    return [each for each in found if each.source_hash == hash and each.folder.name == file.stem]


def _deed(made: BuiltDraft, status: FilingStatus) -> str:
    """Say what was done with a built folder that cannot be taken back; empty for nothing."""
    if made.document in status.bound.get("recorded", ()):
        return "put on record"
    sent = status.attempts.get(made.document, ())
    received = status.received.get(made.document, ())
    if any(each.tag == "LIVE" and each.state not in OVER for each in sent):
        return "sent"
    if any(each.status == "accepted" and each.test is False for each in received):
        return "filed"
    return "signed" if made.document in status.bound.get("signed", ()) else ""


def _refused(words: str, day: dt.date) -> StepPlan:
    return StepPlan("Nothing is taken back.", refusals=(StepRefusal("", words),), day=day)


def _when(entry: JournalEntry, at: str = "at ") -> str:
    there = entry.at.astimezone(NEW_YORK)
    half = "a.m." if there.hour < 12 else "p.m."
    return f"{at}{there.hour % 12 or 12}:{there:%M} {half} on {there:%B} {there.day}"
