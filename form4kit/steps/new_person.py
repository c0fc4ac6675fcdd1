"""A person of whom there is no filing yet: typed, and put into `people/`."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from form4kit.convert import bare_cik, to_date
from form4kit.lazy_re import pattern
from form4kit.registry.entries import Registry
from form4kit.registry.from_filings import key_of, role_lines
from form4kit.steps.planned_registry import file_of
from form4kit.steps.registry_writes import RegistryWrites
from form4kit.steps.step_plan import Question, StepRefusal
from form4kit.words import scalar

BOXES: Final = ("director", "officer", "ten_percent", "other")
_UNFIT = pattern("[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff]")
_LONGEST: Final = 150


@dataclass(frozen=True, slots=True)
class NewPersonAnswers:
    """A person as typed: name as on EDGAR, CIK, what they are, with the title, and since when.

    `box` is one of `BOXES`; `since` is YYYY-MM-DD. Who only signs for others has neither CIK nor box.
    """

    name: str = ""
    cik: str = ""
    box: str = ""
    title: str = ""
    since: str = ""


def plan_new_person(
    writes: RegistryWrites, answers: NewPersonAnswers, registry: Registry, number: int = 1
) -> Iterator[Question | StepRefusal]:
    """Put a person into `people/`, and yield what is not answered and what cannot be. Raises OSError."""
    name, cik, title = answers.name.strip(), answers.cik.strip(), answers.title.strip()
    faults = [*_faults(answers, name, cik, title, registry, f"person-{number}")]
    yield from faults
    if faults:
        return
    key = key_of(name, cik, set(registry.people))
    while writes.data(file_of(key)) is not None:
        key = f"{key}-{bare_cik(cik) or '2'}"
    lines = [f'cik: "{cik.zfill(10)}"'] if cik else []
    lines.append(f"name: {scalar(name)}")
    if answers.box:
        since = to_date(answers.since)
        role = role_lines({answers.box: title or "true"}, since=f"{since or ''}")
        lines += ["roles:", *(f"  {line}" for line in role)]
    writes.put(file_of(key), "\n".join(lines) + "\n")


def _faults(
    answers: NewPersonAnswers, name: str, cik: str, title: str, registry: Registry, id_: str
) -> Iterator[Question | StepRefusal]:
    if not name:
        yield Question(f"{id_}.name", "What is the person's name, as on EDGAR?")
    for what, text in (("name", name), ("title", title)):
        if _UNFIT.search(text):
            yield StepRefusal("REG05", f"the {what} holds a control character", "People", "", f"{id_}.{what}")
        elif len(text) > _LONGEST:
            words = f"the {what} has {len(text):,} characters, {_LONGEST} at most"
            yield StepRefusal("REG05", words, "People", "", f"{id_}.{what}")
    if cik and not (cik.isascii() and cik.isdigit() and len(cik) <= 10 and int(cik)):
        hint = "Write the digits, ten at most: 1903446."
        yield StepRefusal("REG05", f'"{cik}" is no CIK', "People", hint, f"{id_}.cik")
    elif cik and (held := registry.person_of(cik)) is not None:
        yield StepRefusal("REG06", f"{registry.name_of(held.key)} has this CIK", "People", "", f"{id_}.cik")
    if cik and not answers.box:
        yield Question(f"{id_}.box", f"What is {name or 'the person'} to the company?")
    elif answers.box and answers.box not in BOXES:
        yield StepRefusal("REG05", f'"{answers.box}" is no relationship', "People", "", f"{id_}.box")
    elif answers.box and not cik:
        yield Question(f"{id_}.cik", f"What is the CIK of {name or 'the person'}?")
    if answers.box in ("officer", "other") and not title:
        yield Question(f"{id_}.title", "Which title, as it stands on the form?")
    if answers.since.strip() and to_date(answers.since) is None:
        yield StepRefusal(
            "REG05", f'"{answers.since}" is no day; write 2026-05-31', "People", "", f"{id_}.since"
        )
