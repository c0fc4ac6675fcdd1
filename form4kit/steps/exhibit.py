"""Make an exhibit of a paper: `plan` converts it in memory, `carry_out` writes it beside what is there."""

from pathlib import Path
from typing import Final

from form4kit.edgar.exhibit_content import look
from form4kit.exhibits.convert import LARGEST, Converted, Wanted, beside, convert
from form4kit.exhibits.names import exhibit_name
from form4kit.exhibits.paper import CannotConvert
from form4kit.steps.step_plan import PlannedRead, PlannedWrite, StepPlan, StepRefusal
from form4kit.steps.write_planned import write_planned
from form4kit.storage.regular import is_regular, read_regular
from form4kit.storage.sealed import sha256

MOST_NAMES: Final = 10_000
"""How many names of a folder are looked at for pictures and for names that are taken."""


def plan(file: Path, out: Path, wanted: Wanted) -> StepPlan:
    """Return what becomes of a paper in a folder: the exhibit, what was changed, and what stops it.

    A file that is there is never written over: the exhibit gets another name, unless it is there already.
    Raises OSError where the paper cannot be read.
    """
    content = read_regular(file, LARGEST + 1)
    reads = (PlannedRead(file, sha256(content)),)
    near = beside(_names(file.parent)) if content[:2] != b"PK" else frozenset[str]()
    asked = Wanted(wanted.format, wanted.signed, wanted.accept, near)
    try:
        made = convert(content, file.name, asked)
    except CannotConvert as error:
        refusal = StepRefusal("", str(error), file.name, error.hint)
        return StepPlan(f"Nothing is made of {file.name}.", refusals=(refusal,))
    if made.stops:
        refusals = tuple(
            StepRefusal("", what, f"{file.name}, {where}", hint) for where, what, hint in made.stops
        )
        return StepPlan(f"Nothing is made of {file.name}.", refusals=refusals, told=made.told)
    return _written(file, out, made, reads)


def carry_out(plan: StepPlan) -> None:
    """Write what a plan says. Raises what `write_planned` raises."""
    write_planned(plan)


def _written(file: Path, out: Path, made: Converted, reads: tuple[PlannedRead, ...]) -> StepPlan:
    taken = frozenset(_names(out))
    name = exhibit_name(file.name, made.ending, frozenset())
    pictures, told = _pictures(file, out, made)
    if name in taken and _holds(out / name, made.content):
        sentence = f"{out / name} is there already, and nothing is written."
        return StepPlan(
            sentence, pictures, reads, told=(*made.told, *told), facts={"exhibit": str(out / name)}
        )
    if name in taken:
        name = exhibit_name(file.name, made.ending, taken)
    sentence = f"{file.name} becomes {out / name}."
    writes = (PlannedWrite(out / name, made.content), *pictures)
    return StepPlan(sentence, writes, reads, told=(*made.told, *told), facts={"exhibit": str(out / name)})


def _pictures(file: Path, out: Path, made: Converted) -> tuple[tuple[PlannedWrite, ...], tuple[str, ...]]:
    """Return the pictures that go with a page, and what to do with them."""
    names = dict.fromkeys(each.name for each in look(made.content, f"exhibit.{made.ending}").pictures)
    writes, told = [], []
    for name in names:
        told.append(f"{name} has to be listed under `exhibits:` too, as GRAPHIC")
        source, target = file.parent / name, out / name
        if not target.exists() and is_regular(source):
            writes.append(PlannedWrite(target, read_regular(source, LARGEST)))
    return tuple(writes), tuple(told)


def _names(folder: Path) -> list[str]:
    if not folder.is_dir():
        return []
    found = []
    for each in folder.iterdir():
        found.append(each.name)
        if len(found) >= MOST_NAMES:
            break
    return found


def _holds(file: Path, content: bytes) -> bool:
    return is_regular(file) and read_regular(file, len(content) + 1) == content
