"""Fill `people/` from filed documents: what stands there stays, the new is added, what differs is told."""

import datetime as dt
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from form4kit.editor.text import as_before, normal
from form4kit.law.clock import NEW_YORK
from form4kit.registry.entries import Registry
from form4kit.registry.from_filings import Seen
from form4kit.registry.merge import merge
from form4kit.steps.step_plan import CHANGED, NEW, PlannedWrite, StepPlan
from form4kit.steps.write_planned import write_planned
from form4kit.storage.regular import is_regular, read_regular
from form4kit.storage.sealed import sha256
from form4kit.words import counted


def plan(people: Path, registry: Registry, seen: Iterable[Seen], now: dt.datetime) -> StepPlan:
    """Say which files of a folder `people` would be written, and what a person has to settle by hand.

    Raises OSError where a file of the folder cannot be read.
    """
    held = dict(_held(people, registry))
    merged = merge(seen, registry, {key: normal(data.decode("utf-8")) for key, data in held.items()})
    writes = tuple(_writes(people, merged.files, held))
    return StepPlan(_sentence(writes), writes, told=merged.said, day=now.astimezone(NEW_YORK).date())


def carry_out(planned: StepPlan) -> None:
    """Write the files, all of them or none. Raises what `write_planned` raises."""
    for each in planned.writes:
        each.file.parent.mkdir(parents=True, exist_ok=True)
    write_planned(planned)


def _held(people: Path, registry: Registry) -> Iterator[tuple[str, bytes]]:
    """Yield what the files hold that may be added to, by the person's key; what is no UTF-8 may not."""
    for person in registry.people.values():
        file = people / f"{person.key}.yaml"
        if is_regular(file):
            data = read_regular(file)
            with suppress(UnicodeDecodeError):
                data.decode("utf-8")
                yield person.key, data


def _writes(people: Path, files: dict[str, str], held: dict[str, bytes]) -> Iterator[PlannedWrite]:
    for key, text in files.items():
        file, before = people / f"{key}.yaml", held.get(key)
        if before is None:
            yield PlannedWrite(file, text.encode("utf-8"))
        else:
            yield PlannedWrite(file, as_before(text, before), sha256(before))


def _sentence(writes: tuple[PlannedWrite, ...]) -> str:
    new, more = ([each for each in writes if each.kind == kind] for kind in (NEW, CHANGED))
    said = [f"{counted(len(new), 'file')} written"] if new else []
    said += [f"{counted(len(more), 'file')} added to"] if more else []
    return f"people/: {', '.join(said) or 'nothing is new'}."
