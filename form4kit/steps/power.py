"""A power of attorney that is added: its text as EDGAR takes it, and the entry of the person who gave it."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from form4kit.convert import to_date
from form4kit.edgar.exhibit_content import look
from form4kit.exhibits.convert import Converted, Wanted, convert
from form4kit.exhibits.names import exhibit_name
from form4kit.exhibits.paper import CannotConvert
from form4kit.lazy_re import pattern
from form4kit.registry.entries import Registry
from form4kit.registry.load import PEOPLE
from form4kit.registry.person_edit import EntryValue, UnfitPerson, with_member
from form4kit.steps.planned_registry import file_of
from form4kit.steps.registry_writes import RegistryWrites, UnfitFile
from form4kit.steps.step_plan import Question, StepRefusal

FORMS: Final = ("3", "4", "5")
_UNFIT = pattern("[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class PowerAnswers:
    """A power as a person tells it: who gave it, by their key, to whom, for which forms, and its days.

    `paper` is the name and the bytes of what was signed. Days are YYYY-MM-DD; empty is not said.
    """

    person: str
    attorneys: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()
    signed: str = ""
    effective: str = ""
    expires: str = ""
    paper: tuple[str, bytes] | None = None


def plan_power(
    writes: RegistryWrites, answers: PowerAnswers, registry: Registry, number: int = 1
) -> Iterator[Question | StepRefusal | str]:
    """Put a power into the file of the person, and yield questions, refusals and remarks. Raises OSError."""
    id_ = f"power-{number}"
    faults = [*_faults(writes, answers, registry, id_)]
    yield from faults
    made = _exhibit(answers.paper) if answers.paper else None
    if isinstance(made, list):
        yield from made
        return
    yield from made.told if made else ()
    if faults:
        return
    entry: dict[str, EntryValue] = {"attorneys": answers.attorneys, "forms": answers.forms}
    for key in ("signed", "effective", "expires"):
        if day := to_date(getattr(answers, key)):
            entry[key] = f"{day}"
    if made is not None:
        entry["file"] = _keep(writes, answers, made)
    name = file_of(answers.person)
    try:
        writes.put(name, with_member(writes.text(name), "powers_of_attorney", entry))
    except (UnfitPerson, ValueError) as error:
        yield StepRefusal("REG05", f"{name}: {error}", name, "", f"{id_}.person")


def text_of(paper: tuple[str, bytes]) -> str:
    """Return the words of a paper, as EDGAR would take them; empty where they cannot be read."""
    made = _exhibit(paper)
    if isinstance(made, list):
        return ""
    return look(made.content, f"exhibit.{made.ending}").words or ""


def _faults(
    writes: RegistryWrites, answers: PowerAnswers, registry: Registry, id_: str
) -> Iterator[Question | StepRefusal]:
    if not answers.person:
        yield Question(f"{id_}.person", "Who gave this power?")
    elif not _is_known(writes, answers.person):
        held = registry.people.get(answers.person)
        words = f"{answers.person} stands in {held.origin}" if held else f"People has no {answers.person}"
        yield StepRefusal("REG01", words, answers.person, "Add the power there by hand." if held else "")
    if any(_UNFIT.search(each) for each in answers.attorneys):
        words = "a name holds a control character"
        yield StepRefusal("REG05", words, "Who may sign", "Type it again.", f"{id_}.attorneys")
    if not any(each.strip() for each in answers.attorneys):
        yield Question(f"{id_}.attorneys", "Who may sign by this power?")
    if not answers.forms:
        yield Question(f"{id_}.forms", "Which forms may be signed by it?")
    for form in answers.forms:
        if form not in FORMS:
            yield StepRefusal("REG05", f'"{form}" is no form of Section 16', "Forms", "", f"{id_}.forms")
    days: dict[str, dt.date] = {}
    for key, words in (("signed", "Signed on"), ("effective", "Begins on"), ("expires", "Ends on")):
        text = getattr(answers, key).strip()
        if text and (day := to_date(text)) is None:
            yield StepRefusal("REG05", f'"{text}" is no day; write 2026-11-18', words, "", f"{id_}.{key}")
        elif text and day:
            days[key] = day
    if not answers.signed.strip():
        yield Question(f"{id_}.signed", "On which day was it signed?")
    begins = days.get("effective") or days.get("signed")
    if begins and "expires" in days and days["expires"] < begins:
        words = f"it would end on {days['expires']}, before it begins on {begins}"
        yield StepRefusal("REG05", words, "Ends on", "", f"{id_}.expires")


def _is_known(writes: RegistryWrites, person: str) -> bool:
    """Tell whether a person has a file of `people/`."""
    try:
        return bool(writes.text(file_of(person)))
    except UnfitFile:
        raise
    except ValueError:
        return False


def _exhibit(paper: tuple[str, bytes]) -> Converted | list[StepRefusal]:
    name, data = paper
    try:
        made = convert(data, name, Wanted())
    except CannotConvert as error:
        return [StepRefusal("", str(error), name, error.hint)]
    if made.stops:
        return [StepRefusal("", what, f"{name}, {where}", hint) for where, what, hint in made.stops]
    return made


def _keep(writes: RegistryWrites, answers: PowerAnswers, made: Converted) -> str:
    """Plan the text beside the person's file, under a name that nothing else has."""
    taken: set[str] = set()
    while True:
        name = exhibit_name(f"{answers.person}-poa", made.ending, frozenset(taken))
        held = writes.data(f"{PEOPLE}/{name}")
        if held in (None, made.content):
            writes.put(f"{PEOPLE}/{name}", made.content)
            return name
        taken.add(name)
