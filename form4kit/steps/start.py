"""Set up a folder: old filings, the company, its people, their powers, and who may act.

Every part can be left open and given later; what is in the folder already stays as it is.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final

from form4kit.law.clock import NEW_YORK
from form4kit.model import Filing
from form4kit.registry.from_filings import seen_in
from form4kit.registry.load import registry_for
from form4kit.registry.starter import GITIGNORE, NOT_SHARED
from form4kit.steps.acting import ActingAnswers, plan_acting
from form4kit.steps.folder_forms import forms_in
from form4kit.steps.given_file import unpacked
from form4kit.steps.new_person import NewPersonAnswers, plan_new_person
from form4kit.steps.old_filings import DroppedFilings, read_dropped
from form4kit.steps.power import PowerAnswers, plan_power, text_of
from form4kit.steps.power_text import said_in
from form4kit.steps.registry_writes import RegistryWrites, UnfitFile
from form4kit.steps.start_company import (
    CompanyAnswers,
    companies_in,
    plan_companies,
    which_name,
)
from form4kit.steps.start_people import plan_people, roles_seen
from form4kit.steps.step_plan import Question, StepPlan, StepRefusal
from form4kit.steps.write_planned import write_planned
from form4kit.storage.names import FILED
from form4kit.storage.regular import read_regular
from form4kit.storage.repository import NAME
from form4kit.words import counted, listed

PARTS: Final = ("filings", "company", "people", "powers", "acting")
"""The parts of setting up, in their order."""
_MOST_HELD: Final = 20_000


@dataclass(frozen=True, slots=True)
class StartAnswers:
    """What is said at first run: `dropped` files by name, and which `parts` are to be written.

    `still` answers by the id of a role whether it is still right: `yes`, or its last day. `added` are people
    of whom there is no filing.
    """

    parts: tuple[str, ...] = PARTS
    dropped: tuple[tuple[str, bytes], ...] = ()
    companies: tuple[CompanyAnswers, ...] = ()
    still: dict[str, str] = field(default_factory=dict)
    added: tuple[NewPersonAnswers, ...] = ()
    powers: tuple[PowerAnswers, ...] = ()
    acting: ActingAnswers = field(default_factory=ActingAnswers)


def plan(folder: Path, answers: StartAnswers, now: dt.datetime) -> StepPlan:
    """Say what would be written into a folder. Writes nothing. Raises OSError."""
    writes = RegistryWrites(folder)
    noted: list[Question | StepRefusal | str] = []
    dropped = read_dropped(unpacked(answers.dropped), _held(folder) if answers.dropped else {})
    try:
        _put(writes, folder, dropped, answers, noted)
    except UnfitFile as error:
        noted.append(StepRefusal("", str(error)))
    told = [each for each in noted if isinstance(each, str)]
    planned = tuple(writes.writes())
    names = [each.file.relative_to(folder).as_posix() for each in planned]
    return StepPlan(
        sentence=_sentence(names),
        writes=planned,
        refusals=tuple(each for each in noted if isinstance(each, StepRefusal)),
        questions=tuple(each for each in noted if isinstance(each, Question)),
        told=tuple(told),
        day=now.astimezone(NEW_YORK).date(),
        facts={**_facts(folder, dropped), "powers": [_says(each) for each in answers.powers]},
    )


def carry_out(planned: StepPlan) -> None:
    """Write what a plan says, all of it or nothing. Raises what `write_planned` raises."""
    if planned.questions:
        raise ValueError(f"{planned.questions[0].words}: the plan cannot be carried out")
    write_planned(planned)


def _put(
    writes: RegistryWrites,
    folder: Path,
    dropped: DroppedFilings,
    answers: StartAnswers,
    noted: list[Question | StepRefusal | str],
) -> None:
    registry = registry_for(folder)
    if registry.root is not None and registry.root.resolve() != folder.resolve():
        registry = replace(registry, companies={}, people={})  # the one of a folder above is another's
    if "filings" in answers.parts:
        for name, data in dropped.kept.items():
            writes.put(f"{FILED}/{name}", data)
    forms = [*_known(folder), *dropped.filings]
    if "company" in answers.parts:
        seen = companies_in(filing for _, filing in forms)
        new = writes.data(NAME) is None and bool(answers.companies)
        noted += plan_companies(writes, answers.companies, seen, registry)
        if new and writes.data(NAME) is not None:
            noted += plan_acting(writes, ActingAnswers(read=True))
            _keep_private(writes, folder)
    if "people" in answers.parts:
        owners = [each for name, filing in forms for each in seen_in(filing, name.rsplit("/", 1)[-1])]
        noted += plan_people(writes, owners, registry, answers.still)
        for number, person in enumerate(answers.added, start=1):
            noted += plan_new_person(writes, person, registry, number)
    if "powers" in answers.parts:
        for number, power in enumerate(answers.powers, start=1):
            noted += plan_power(writes, power, registry, number)
    if "acting" in answers.parts:
        noted += plan_acting(writes, answers.acting)


def _keep_private(writes: RegistryWrites, folder: Path) -> None:
    """Keep secrets out of a repository of git, where the folder lies in one."""
    inside = any((place / ".git").exists() for place in (folder.resolve(), *folder.resolve().parents))
    if inside and writes.data(GITIGNORE) is None:
        writes.put(GITIGNORE, NOT_SHARED)


def _known(folder: Path) -> list[tuple[str, Filing]]:
    return [(each.name, each.filing) for each in forms_in(folder) if each.published]


def _held(folder: Path) -> dict[str, bytes]:
    """Return the files that are kept already, by their names."""
    place = folder / FILED
    if not place.is_dir() or not place.resolve().is_relative_to(folder.resolve()):
        return {}
    files = sorted(place.iterdir())[:_MOST_HELD]
    return {each.name: read_regular(each) for each in files if each.is_file() and not each.is_symlink()}


def _says(power: PowerAnswers) -> dict[str, Any]:
    """Return what the text of a power seems to say, to be taken one by one, and the text."""
    text = text_of(power.paper) if power.paper else ""
    says = [{"field": each.field, "words": each.words, "value": each.value} for each in said_in(text)]
    return {"text": text, "says": says}


def _sentence(names: Iterable[str]) -> str:
    names = list(names)
    if not names:
        return "Nothing is written: all of it stands in the folder already, or is still to be said."
    filed = [each for each in names if each.startswith(f"{FILED}/")]
    rest = [each for each in names if each not in filed]
    told = [f"{counted(len(filed), 'file')} to {FILED}/"] if filed else []
    return f"This is written: {listed([*told, *rest], 'and')}."


def _facts(folder: Path, dropped: DroppedFilings) -> dict[str, Any]:
    """Return what the filings say, those dropped and those of the folder, for a person to look at."""
    forms = [*_known(folder), *dropped.filings]
    owners = [each for name, filing in forms for each in seen_in(filing, name)]
    names = {each.cik.lstrip("0"): each.name for each in owners if each.name}
    companies = [
        {
            "cik": each.cik,
            "names": list(each.names),
            "symbols": list(each.symbols),
            "question": which_name(each),
        }
        for each in companies_in(filing for _, filing in forms)
    ]
    roles = [
        {
            "id": each.id,
            "cik": each.cik,
            "issuer": each.issuer,
            "words": each.words,
            "first": f"{each.first or ''}",
            "last": f"{each.last or ''}",
            "question": each.question,
        }
        for each in roles_seen(owners)
    ]
    people = [
        {"cik": cik, "name": name, "roles": [each for each in roles if each["cik"] == cik]}
        for cik, name in names.items()
    ]
    lines = [
        {"name": each.name, "became": each.became, "words": each.words, "kept": each.kept}
        for each in dropped.lines
    ]
    read = {"sentence": dropped.sentence if dropped.lines else "", "lines": lines}
    return {"read": read, "companies": companies, "people": people}
