"""Take back the last plan of a filing, where the files are still what it wrote; else say why not."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from form4kit.law.clock import NEW_YORK
from form4kit.steps.journal import FINAL
from form4kit.steps.journal_entry import JournalEntry, Unsound, entries, kept_bytes, target
from form4kit.steps.step_plan import PlannedWrite, StepPlan, StepRefusal
from form4kit.steps.write_planned import write_planned
from form4kit.storage.regular import read_regular
from form4kit.storage.sealed import sha256

STEP = "undo"
_DONE = {
    "sign": "signed",
    "send": "sent",
    "submit": "sent",
    "live": "filed",
    "receive": "given EDGAR's answer",
    "record": "put on record",
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


def _refused(words: str, day: dt.date) -> StepPlan:
    return StepPlan("Nothing is taken back.", refusals=(StepRefusal("", words),), day=day)


def _when(entry: JournalEntry, at: str = "at ") -> str:
    there = entry.at.astimezone(NEW_YORK)
    half = "a.m." if there.hour < 12 else "p.m."
    return f"{at}{there.hour % 12 or 12}:{there:%M} {half} on {there:%B} {there.day}"
