"""Change one thing in what People has of a person, and say which open filings it touches."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from form4kit.convert import to_date
from form4kit.law.clock import NEW_YORK
from form4kit.lazy_re import pattern
from form4kit.registry.entries import BOXES, Person, Registry
from form4kit.registry.load import PEOPLE, registry_for
from form4kit.registry.person_edit import EntryValue, UnfitPerson, plain_of, with_entry, with_member
from form4kit.steps.folder_forms import forms_in
from form4kit.steps.known_forms import known_forms
from form4kit.steps.planned_registry import file_of
from form4kit.steps.power import PowerAnswers, plan_power
from form4kit.steps.record_book import book_of
from form4kit.steps.registry_writes import RegistryWrites, UnfitFile
from form4kit.steps.role_edit import with_role_ended
from form4kit.steps.step_plan import PlannedWrite, Question, StepPlan, StepRefusal
from form4kit.steps.write_planned import write_planned
from form4kit.storage.regular import read_regular
from form4kit.storage.sealed import sha256
from form4kit.words import counted

ADDRESS: Final = ("street", "city", "territory", "state", "country", "zip")
FIELDS: Final = ("name", *(f"address.{key}" for key in ADDRESS))
"""What can be set by its name."""
_UNFIT = pattern("[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff]")
_LONGEST: Final = 150


@dataclass(frozen=True, slots=True)
class PersonAnswers:
    """What is to be changed of a person, by their key.

    `values` are by the names of `FIELDS`. `ended` is a box of a role, its issuer's key, which may be empty,
    and its last day; `began` a box, its words, the issuer's key and the first day. `revoked` is the number of
    a power, from 0, and the day from which it is void; `plan` the keys of a trading plan. `remove` takes the
    person away.
    """

    key: str
    values: Mapping[str, str] | None = None
    ended: tuple[str, str, str] | None = None
    began: tuple[str, str, str, str] | None = None
    power: PowerAnswers | None = None
    revoked: tuple[int, str] | None = None
    plan: Mapping[str, str] | None = None
    remove: bool = False


def plan(folder: Path, answers: PersonAnswers, now: dt.datetime) -> StepPlan:
    """Say what would be changed, and which open filings it touches. Raises OSError."""
    registry = registry_for(folder)
    day = now.astimezone(NEW_YORK).date()
    person = registry.people.get(answers.key)
    if person is None:
        return _refused(StepRefusal("REG01", f"People has no {answers.key}", answers.key), day)
    if person.origin != f"{PEOPLE}/{person.key}.yaml":
        words = f"{person.key} stands in {person.origin}"
        return _refused(StepRefusal("REG05", words, person.origin, "Change it there."), day)
    if answers.remove:
        return _removal(folder, person, registry, day)
    return _change(folder, answers, person, registry, day)


def carry_out(planned: StepPlan) -> None:
    """Write what a plan says. Raises what `write_planned` raises."""
    if planned.questions:
        raise ValueError(f"{planned.questions[0].words}: the plan cannot be carried out")
    write_planned(planned)


def _refused(refusal: StepRefusal, day: dt.date) -> StepPlan:
    return StepPlan("Nothing is changed.", refusals=(refusal,), day=day)


def _removal(folder: Path, person: Person, registry: Registry, day: dt.date) -> StepPlan:
    """Plan to take a person away, who has no filing and no other's power rests on."""
    own = [each.name for each in forms_in(folder) if person.cik and person.cik in _ciks(each.filing)]
    if own:
        more = f" and {len(own) - 1:,} more" if len(own) > 1 else ""
        words = f"{_name(person)} has {counted(len(own), 'filing', ',')}: {own[0]}{more}"
        return _refused(StepRefusal("", words, person.key, "End the roles instead."), day)
    for entry in book_of(folder).entries:
        if person.cik in {str(each.get("cik") or "").lstrip("0") for each in entry.get("owners", ())}:
            words = f"{_name(person)} is on record, in {entry['accession']}"
            return _refused(StepRefusal("", words, person.key, "End the roles instead."), day)
    users = [
        each.key
        for each in registry.people.values()
        for power in each.powers
        if each is not person and person.key in (power.grantor, *power.attorneys)
    ]
    if users:
        words = f"a power of attorney of {users[0]} names {person.key}"
        return _refused(StepRefusal("", words, person.key, "Take that away first."), day)
    file = folder / file_of(person.key)
    writes = (PlannedWrite(file, b"", sha256(read_regular(file)), gone=True),)
    sentence = f"{_name(person)} is taken out of People: {person.origin} is deleted."
    return StepPlan(sentence, writes=writes, day=day, facts={"removed": person.origin})


def _change(
    folder: Path, answers: PersonAnswers, person: Person, registry: Registry, day: dt.date
) -> StepPlan:
    writes = RegistryWrites(folder)
    noted: list[Question | StepRefusal | str] = []
    name = file_of(person.key)
    try:
        if answers.values:
            noted += _values(writes, name, answers.values)
        if answers.ended:
            noted += _ended(writes, name, answers.ended)
        if answers.began:
            noted += _began(writes, name, answers.began, registry)
        if answers.revoked:
            noted += _revoked(writes, name, *answers.revoked)
        if answers.plan is not None:
            noted += _plan(writes, name, answers.plan)
        if answers.power:
            noted += plan_power(writes, answers.power, registry)
    except (UnfitFile, UnfitPerson) as error:
        noted.append(StepRefusal("REG05", f"{name}: {error}", name))
    planned = tuple(writes.writes())
    touched = _touched(folder, person) if planned else []
    return StepPlan(
        sentence=_sentence(person, [each.file.name for each in planned], touched),
        writes=planned,
        refusals=tuple(each for each in noted if isinstance(each, StepRefusal)),
        questions=tuple(each for each in noted if isinstance(each, Question)),
        told=tuple(each for each in noted if isinstance(each, str)),
        day=day,
        facts={"touched": touched},
    )


def _touched(folder: Path, person: Person) -> list[dict[str, Any]]:
    """Return the open filings of a person, and whether each is built, which a change undoes."""
    forms = list(known_forms(folder, book_of(folder).standing))
    mine = [each for each in forms if not each.filed and person.cik and person.cik in each.known.owners]
    return [{"name": each.form.name, "built": each.form.built} for each in mine]


def _sentence(person: Person, names: list[str], touched: list[dict[str, Any]]) -> str:
    if not names:
        return "Nothing is changed."
    drafts, built = (sum(each["built"] is which for each in touched) for which in (False, True))
    told = [f"{_name(person)} is changed: {', '.join(names)}."]
    if drafts:
        told.append(f"{counted(drafts, 'draft')} will show it.")
    if built:
        what = "1 built filing is a draft" if built == 1 else f"{built} built filings are drafts"
        told.append(f"{what} again, and what was approved or signed of it no longer counts.")
    return " ".join(told)


def _values(writes: RegistryWrites, name: str, values: Mapping[str, str]) -> Iterator[StepRefusal]:
    for field, value in values.items():
        value = value.strip()
        if field not in FIELDS:
            yield StepRefusal("REG05", f'"{field}" is nothing that a person has', field, "", field)
        elif not value:
            yield StepRefusal("REG05", "nothing stands there", field, "Write what is right.", field)
        elif _UNFIT.search(value):
            yield StepRefusal("REG05", "it holds a control character", field, "Type it again.", field)
        elif len(value) > _LONGEST:
            words = f"it has {len(value):,} characters, {_LONGEST} at most"
            yield StepRefusal("REG05", words, field, "", field)
        else:
            writes.put(name, with_entry(writes.text(name), field.split("."), value))


def _ended(
    writes: RegistryWrites, name: str, ended: tuple[str, str, str]
) -> Iterator[Question | StepRefusal]:
    box, issuer, text = ended
    day = to_date(text)
    if not text:
        yield Question("ended.day", "Which was the last day?")
    elif day is None:
        yield StepRefusal("REG05", f'"{text}" is no day; write 2026-05-31', "Last day", "", "ended.day")
    else:
        writes.put(name, with_role_ended(writes.text(name), box, day, issuer or None))


def _began(
    writes: RegistryWrites, name: str, began: tuple[str, str, str, str], registry: Registry
) -> Iterator[Question | StepRefusal]:
    box, words, issuer, text = began
    day = to_date(text)
    if box not in BOXES or box.endswith(("_title", "_text")):
        yield Question("began.box", "What is the person to the company?")
    if box in ("officer", "other") and not words.strip():
        yield Question("began.words", "Which title, as it stands on the form?")
    if _UNFIT.search(words):
        yield StepRefusal("REG05", "the title holds a control character", "Title", "", "began.words")
    if len(registry.companies) > 1 and issuer not in registry.companies:
        yield Question("began.issuer", "Of which company?")
    if not text:
        yield Question("began.day", "From which day?")
    elif day is None:
        yield StepRefusal("REG05", f'"{text}" is no day; write 2026-05-31', "First day", "", "began.day")
    else:
        at = {"issuer": issuer} if issuer and len(registry.companies) > 1 else {}
        role = {"from": f"{day}", **at, box: words.strip() or "true"}
        writes.put(name, with_member(writes.text(name), "roles", role))


def _revoked(writes: RegistryWrites, name: str, number: int, text: str) -> Iterator[Question | StepRefusal]:
    day = to_date(text)
    powers = plain_of(writes.text(name)).get("powers_of_attorney")
    if not isinstance(powers, list) or not 0 <= number < len(powers):
        yield StepRefusal("REG05", "this file has no such power", name)
    elif not text:
        yield Question("revoked.day", "From which day is it void?")
    elif day is None:
        yield StepRefusal("REG05", f'"{text}" is no day; write 2026-05-31', "Void from", "", "revoked.day")
    else:
        path: list[str | int] = ["powers_of_attorney", number, "revoked"]
        writes.put(name, with_entry(writes.text(name), path, f"{day}"))


_PLAN_DAYS: Final = {"adopted": "On which day was it adopted?", "begins": "", "ends": ""}


def _plan(writes: RegistryWrites, name: str, said: Mapping[str, str]) -> Iterator[Question | StepRefusal]:
    key = said.get("key", "").strip()
    if not key:
        yield Question("plan.key", "By which name do drafts call this plan?")
    entry: dict[str, EntryValue] = {"key": key}
    for field, words in _PLAN_DAYS.items():
        text = said.get(field, "").strip()
        if not text and words:
            yield Question(f"plan.{field}", words)
        elif text and (day := to_date(text)) is None:
            yield StepRefusal("REG05", f'"{text}" is no day; write 2026-05-31', field, "", f"plan.{field}")
        elif text and day:
            entry[field] = f"{day}"
    plans = plain_of(writes.text(name)).get("plans")
    if any(isinstance(each, dict) and each.get("key") == key for each in plans or ()):
        yield StepRefusal("REG05", f"there is a plan {key} already", "Name", "", "plan.key")
    elif _UNFIT.search(key):
        yield StepRefusal("REG05", "the name holds a control character", "Name", "", "plan.key")
    elif key and "adopted" in entry:
        writes.put(name, with_member(writes.text(name), "plans", entry))


def _name(person: Person) -> str:
    node = person.keys.get("name")
    return (node.text if node else None) or person.key


def _ciks(filing: Any) -> set[str]:
    return {(owner.cik.text or "").strip().lstrip("0") for owner in filing.owners}
