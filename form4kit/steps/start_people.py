"""The people of a folder: what its filings say of them, and whether what was seen last is still right."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from form4kit.convert import bare_cik, to_date
from form4kit.footnote_library.values import long_date
from form4kit.registry.entries import Registry
from form4kit.registry.from_filings import Seen
from form4kit.registry.merge import merge
from form4kit.registry.person_edit import UnfitPerson
from form4kit.steps.planned_registry import file_of, planned_person, planned_registry
from form4kit.steps.registry_writes import RegistryWrites
from form4kit.steps.role_edit import with_role_ended
from form4kit.steps.step_plan import StepRefusal

YES: Final = "yes"
_TITLES: Final = {"director": "Director", "officer": "Officer", "ten_percent": "10% owner", "other": "Other"}


@dataclass(frozen=True, slots=True)
class SeenRole:
    """What a person was to an issuer by their filings: the box, its words, and first and last day seen."""

    id: str
    cik: str
    issuer: str
    box: str
    words: str
    first: dt.date | None
    last: dt.date | None

    @property
    def question(self) -> str:
        """Ask whether it is still right; no answer is taken for granted."""
        seen = f" (last seen {long_date(self.last)})" if self.last else ""
        return f"Is {self.words} still right?{seen}"


def roles_seen(seen: Iterable[Seen]) -> list[SeenRole]:
    """Return the roles that the latest filing of each person in each issuer has, with their days."""
    groups: dict[tuple[str, str], list[Seen]] = {}
    for each in sorted(seen, key=lambda one: one.day or dt.date.min):
        groups.setdefault((bare_cik(each.cik), bare_cik(each.issuer)), []).append(each)
    found = []
    for (cik, issuer), own in groups.items():
        last = next((each for each in reversed(own) if each.boxes), None)
        for box, text in (last.boxes if last else {}).items():
            days = [each.day for each in own if each.boxes.get(box) == text and each.day]
            words = _TITLES.get(box, box) if text == "true" else text
            id_ = f"{cik}.{issuer}.{box}"
            first, final = (min(days), max(days)) if days else (None, None)
            found.append(SeenRole(id_, cik, issuer, box, words, first, final))
    return found


def plan_people(
    writes: RegistryWrites, seen: Iterable[Seen], registry: Registry, still: Mapping[str, str]
) -> Iterator[str | StepRefusal]:
    """Put people into `people/`, and yield what is told and what cannot be written. Raises OSError.

    `still` answers by the id of a role: `yes`, or the last day of it.
    """
    seen = list(seen)
    known = planned_registry(writes, registry)
    texts = {key: text for key in registry.people if (text := writes.text(file_of(key)))}
    merged = merge(seen, known, texts)
    for key, text in merged.files.items():
        writes.put(file_of(key), text)
    yield from merged.said
    keys = {person.cik: person.key for person in registry.people.values() if person.cik}
    for key in merged.files:
        person = planned_person(writes, key)
        keys |= {person.cik: key} if person else {}
    issuers = {each.cik: each.key for each in known.companies.values()}
    for role in roles_seen(seen):
        answer = still.get(role.id, "").strip()
        if answer in ("", YES):
            continue
        until = to_date(answer)
        if until is None:
            words = f'"{answer}" is no day; write 2026-05-31'
            yield StepRefusal("REG05", words, role.words, "", f"still.{role.id}")
        elif role.cik in keys:
            name = file_of(keys[role.cik])
            try:
                writes.put(
                    name, with_role_ended(writes.text(name), role.box, until, issuers.get(role.issuer))
                )
            except UnfitPerson as error:
                yield StepRefusal("REG05", f"{name}: {error}", role.words, "", f"still.{role.id}")
