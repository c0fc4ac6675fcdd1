"""Write what a plan says, all of its files or none."""

from contextlib import suppress

from form4kit.steps.journal import drop, keep
from form4kit.steps.step_plan import PlannedWrite, StepPlan
from form4kit.storage.atomic import write_file
from form4kit.storage.regular import read_regular
from form4kit.storage.sealed import sha256


class NoLongerPlanned(ValueError):
    """Say that a file is no longer what it was when the plan was made; nothing was written."""


def write_planned(plan: StepPlan) -> None:
    """Write the files of a plan; where one cannot be written, those before it are as they were.

    Where a journal is kept, it has the bytes before, so that the plan can be taken back.

    Raises NoLongerPlanned where a file that is to be replaced, or that the plan rests on, has changed since,
    ValueError where something stands in the way, and OSError where a file cannot be written.
    """
    if plan.refusals:
        raise ValueError(f"{plan.refusals[0].words}: the plan cannot be carried out")
    for read in plan.reads:
        if not read.file.is_file() or sha256(read_regular(read.file)) != read.sha256:
            raise NoLongerPlanned(f"{read.file} has changed since the plan was made")
    held = [_held(write) for write in plan.writes]
    entry = keep(plan, held)
    done: list[int] = []
    try:
        for number, write in enumerate(plan.writes):
            done.append(number)
            _write(write)
    except BaseException:
        for number in reversed(done):
            _put_back(plan.writes[number], held[number])
        drop(entry)
        raise


def _held(write: PlannedWrite) -> bytes | None:
    """Return what a file holds now; raise NoLongerPlanned where that is not what the plan says."""
    data = read_regular(write.file) if write.file.exists() else None
    if (sha256(data) if data is not None else "") != write.before:
        raise NoLongerPlanned(f"{write.file} has changed since the plan was made")
    return data


def _write(write: PlannedWrite) -> None:
    if write.gone:
        write.file.unlink()
        return
    write_file(write.file, write.after)
    if write.private:
        write.file.chmod(0o600)


def _put_back(write: PlannedWrite, before: bytes | None) -> None:
    with suppress(OSError):
        if before is None:
            write.file.unlink(missing_ok=True)
        elif not write.file.exists() or read_regular(write.file) != before:
            write_file(write.file, before)
