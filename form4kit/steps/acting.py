"""Who may act for a folder: who reviews, whether a review is needed, and what is read before it is signed."""

from collections.abc import Iterator
from dataclasses import dataclass

from form4kit.lazy_re import pattern
from form4kit.registry.toml_edit import TomlValue, with_value
from form4kit.registry.toml_text import UnfitToml
from form4kit.steps.registry_writes import RegistryWrites
from form4kit.steps.step_plan import StepRefusal
from form4kit.storage.repository import NAME

_MAIL = pattern(r"[^@\s<>,;\"]+@[^@\s<>,;\"]+\Z")
_UNFIT = pattern("[\x00-\x1f\x7f-\x9f<>\u2028\u2029\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class ActingAnswers:
    """Who may act; None is what was not said.

    `reviewers` are names with mail addresses, which may be empty; `needed` says whether nothing is signed
    without a review; `read` whether a form must be read to its end before it is signed.
    """

    reviewers: tuple[tuple[str, str], ...] = ()
    needed: bool | None = None
    read: bool | None = None


def plan_acting(writes: RegistryWrites, answers: ActingAnswers) -> Iterator[StepRefusal]:
    """Put `[review]` and `[sign]` into form4kit.toml, and yield what cannot be written. Raises OSError."""
    told: list[tuple[str, str, TomlValue]] = []
    people: list[str] = []
    for number, (name, mail) in enumerate(answers.reviewers, start=1):
        faults = [*_faults(name.strip(), mail.strip(), f"reviewer-{number}")]
        yield from faults
        if not faults:
            people.append(f"{name.strip()} <{mail.strip()}>" if mail.strip() else name.strip())
    if answers.needed is not None:
        told.append(("review", "required", answers.needed))
    if people:
        told.append(("review", "reviewers", people))
    if answers.read is not None:
        told.append(("sign", "read", answers.read))
    try:
        text = writes.text(NAME)
        for table, key, value in told:
            text = with_value(text, table, key, value)
        if told:
            writes.put(NAME, text)
    except (UnfitToml, ValueError) as error:
        yield StepRefusal("CFG01", f"{NAME}: {error}", NAME, "Mend the file, or change it there.")


def _faults(name: str, mail: str, id_: str) -> Iterator[StepRefusal]:
    if not name:
        yield StepRefusal("CFG01", f"{mail} has no name", "Who may review", "Write the name.", id_)
    elif _UNFIT.search(name):
        yield StepRefusal("CFG01", "a name holds < or >, or a control character", "Who may review", "", id_)
    if mail and not _MAIL.match(mail):
        yield StepRefusal("CFG01", f'"{mail}" is no e-mail address', "Who may review", "", id_)
