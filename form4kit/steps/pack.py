"""Put built folders into a packet for a signer: what stands in the way, then the PDF itself."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from form4kit.folder.read import BuiltFolder
from form4kit.law.clock import NEW_YORK
from form4kit.registry.attorneys import signers
from form4kit.registry.load import registry_for
from form4kit.signoff.objections import Objection, objections
from form4kit.signoff.packet import Packed, pack, packet, record_head
from form4kit.signoff.record import Refused
from form4kit.signoff.terms import MOST_FILINGS
from form4kit.steps.step_plan import PlannedRead, PlannedWrite, StepPlan, StepRefusal
from form4kit.steps.write_planned import write_planned
from form4kit.storage.regular import is_regular, read_regular
from form4kit.storage.sealed import sha256
from form4kit.words import counted

USAGE: Final = frozenset(["needs-extra", "too-many", "unknown-signer"])
"""The codes of refusals that say what was asked for cannot be asked for."""


@dataclass(frozen=True, slots=True)
class PackAnswers:
    """What is asked for: the folders, who signs (a key of the registry or a name), and where it goes.

    `root` is the folder whose registry and record count. `reason` is why objections are passed over; it is
    printed on the cover. Where `fresh`, a packet that is there is never written over.
    """

    folders: tuple[BuiltFolder, ...]
    signer: str
    out: Path
    reason: str = ""
    fresh: bool = False


def plan(root: Path, answers: PackAnswers, now: dt.datetime) -> StepPlan:
    """Plan a packet at an aware instant; nothing is written. Raises OSError."""
    day = now.astimezone(NEW_YORK).date()
    name, refused = _signer(root, answers.signer)
    refused = [*_usage(root, answers), *refused]
    packed = [] if refused else [pack(each, number) for number, each in enumerate(answers.folders, 1)]
    refused += [
        StepRefusal("not-sound", clause, str(each.folder.path)) for each in packed for clause in each.refused
    ]
    found = [] if refused else [(each, one) for each in packed for one in objections(each, name, day)]
    told = tuple(f"{each.folder.path}: passed over: {one.words}" for each, one in found if answers.reason)
    if not answers.reason:
        refused += [_refusal(each, one) for each, one in found]
    if not refused:
        try:
            return _planned(root, answers, name, packed, found, told, day)
        except Refused as error:
            refused = [StepRefusal("record", str(error), "")]
    return StepPlan(f"{answers.out}: not written", refusals=tuple(refused), told=told, day=day)


def carry_out(plan: StepPlan) -> None:
    """Write the packet. Raises what `write_planned` raises."""
    write_planned(plan)


def _planned(
    root: Path,
    answers: PackAnswers,
    name: str,
    packed: Sequence[Packed],
    found: Sequence[tuple[Packed, Objection]],
    told: tuple[str, ...],
    day: dt.date,
) -> StepPlan:
    """Make the packet. Raises Refused where the record is broken, and OSError."""
    passed = [f"{each.folder.name}: {one.words}" for each, one in found]
    data = packet(packed, name, record_head(root), answers.reason if found else "", passed)
    before = sha256(read_regular(answers.out)) if is_regular(answers.out) else ""
    reads = tuple(
        PlannedRead(each.folder.path / file, known)
        for each in packed
        for file, known in sorted(each.folder.bound.items())
    )
    return StepPlan(
        f"{answers.out}: {counted(len(packed), 'filing')}, for {name}",
        writes=(PlannedWrite(answers.out, data, before),),
        reads=reads,
        told=told,
        day=day,
        facts={"signer": name, "passed": passed},
    )


def _usage(root: Path, answers: PackAnswers) -> list[StepRefusal]:
    found = []
    if find_spec("pikepdf") is None:
        found.append(StepRefusal("needs-extra", "this needs the extra: pip install 'form4kit[sign]'"))
    if not answers.folders:
        found.append(StepRefusal("nothing", "Choose at least one filing.", str(root)))
    if (number := len(answers.folders)) > MOST_FILINGS:
        words = f"{number} filings, a packet has at most {MOST_FILINGS}; make one for each part"
        found.append(StepRefusal("too-many", words, str(root)))
    if answers.fresh and answers.out.exists():
        words = "there is a packet of that name already: it may be with its signer"
        found.append(StepRefusal("exists", words, str(answers.out), "Choose another name."))
    return found


def _refusal(packed: Packed, found: Objection) -> StepRefusal:
    return StepRefusal(found.code, found.words, str(packed.folder.path), found.hint)


def _signer(root: Path, key: str) -> tuple[str, list[StepRefusal]]:
    """Return the name of a signer; where there is no registry, what was given is the name."""
    registry = registry_for(root)
    if not key.strip():
        return "", [StepRefusal("no-signer", "Say who signs.", "", question="signer")]
    if registry.root is None:
        return key, []
    known = signers(registry)
    if key not in known and key not in known.values():
        words = f"{key}: not in the registry, which has {', '.join(sorted(known)) or 'nobody'}"
        return "", [StepRefusal("unknown-signer", words, "", question="signer")]
    return known.get(key, key), []
