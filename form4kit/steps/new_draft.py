"""Begin a draft: the blank of a form, or an event with all that registry, earlier filing and fills tell.

A draft may not name every file that a person has: what lies outside is copied beside it.
"""

import datetime as dt
import os
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from form4kit.compiler.event_draft import PLAN_SALE, EventDraft, event_draft
from form4kit.convert import bare_cik
from form4kit.draft.templates import EVENT_KINDS, KINDS, SCHEMA_FILE, new_draft, schema_reference
from form4kit.draft_schema.schema import plain_schema_text
from form4kit.draft_schema.suggest import suggest_word
from form4kit.events.faults import FILLS_DISAGREE
from form4kit.events.kinds.index import KINDS as EVENTS
from form4kit.law.clock import NEW_YORK
from form4kit.model import Filing
from form4kit.outcome import Options
from form4kit.pipeline import run, run_bytes
from form4kit.registry.entries import Registry
from form4kit.registry.load import registry_for
from form4kit.source.discover import Found, find
from form4kit.source.limits import LARGEST
from form4kit.steps.step_plan import PlannedWrite, StepPlan, StepRefusal
from form4kit.steps.write_planned import write_planned
from form4kit.storage.regular import read_regular
from form4kit.storage.repository import root_of

_MOST_NAMES: Final = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class NewDraftAnswers:
    """What is begun: one of `EVENT_KINDS` or `KINDS`, and the file that it goes into, which is not there yet.

    `person` is a key of the registry, `fills` a broker's file, `after` the last filing, whose balances go on:
    they are for events.
    """

    kind: str
    file: Path
    person: str = ""
    fills: Path | None = None
    after: Path | None = None


class _Refused(Exception):
    """End with what stands in the way."""


def plan(answers: NewDraftAnswers, now: dt.datetime) -> StepPlan:
    """Say what would be written, or why nothing; nothing is written. Raises OSError."""
    day = now.astimezone(NEW_YORK).date()
    told: list[str] = []
    try:
        writes = tuple(_writes(answers, told))
    except _Refused as error:
        refusal = StepRefusal("", str(error), answers.file.name)
        return StepPlan("No draft is begun.", refusals=(refusal,), day=day)
    sentence = f"{answers.file.name} is begun: {(EVENT_KINDS | KINDS)[answers.kind]}."
    return StepPlan(sentence, writes, told=tuple(told), day=day, facts={"file": str(answers.file)})


def carry_out(planned: StepPlan) -> None:
    """Write the draft, and what goes beside it. Raises what `write_planned` raises."""
    for each in planned.writes:
        each.file.parent.mkdir(parents=True, exist_ok=True)
    write_planned(planned)


def free_name(folder: Path, kind: str, person: str) -> Path:
    """Return a name in a folder that no file has."""
    stem = "-".join(each for each in (person, kind) if each)
    names = (folder / f"{stem}{'' if n == 1 else f'-{n}'}.yaml" for n in range(1, _MOST_NAMES))
    return next(name for name in names if not name.exists())


def _writes(answers: NewDraftAnswers, told: list[str]) -> Iterator[PlannedWrite]:
    kind, file = answers.kind, answers.file
    if kind not in EVENT_KINDS | KINDS:
        raise _Refused(f"there is no kind {kind!r}; there are {', '.join(EVENT_KINDS | KINDS)}")
    if file.exists():
        raise _Refused(f"{file} exists; delete it or choose another name")
    known = bool(answers.person or answers.fills or answers.after)
    name = "sale" if kind == PLAN_SALE else kind
    if known and name not in EVENTS:
        raise _Refused(f"--person, --fills and --after are for events, and {kind} is none")
    if answers.fills is not None and "fills" not in EVENTS[name].keys:
        raise _Refused(f"--fills {answers.fills}: a {kind} has none; there are fills of a purchase or a sale")
    reference = schema_reference(file.parent)
    if name in EVENTS:
        yield from _event(answers, reference, told)
    else:
        yield PlannedWrite(file, new_draft(kind, reference).encode("utf-8"))
    if reference == SCHEMA_FILE and not (file.parent / SCHEMA_FILE).exists():
        yield PlannedWrite(file.parent / SCHEMA_FILE, plain_schema_text().encode("utf-8"))


def _event(answers: NewDraftAnswers, reference: str, told: list[str]) -> Iterator[PlannedWrite]:
    file, after, fills = answers.file, answers.after, answers.fills
    registry = registry_for(file.parent)
    owner = _owner(answers, registry, told)
    earlier = _earlier(after) if after else None
    if earlier is not None and owner and registry.people[owner].cik not in _ciks(earlier):
        names = ", ".join(each.name.text or each.cik.text or "somebody" for each in earlier.owners)
        raise _Refused(f"--after {after}: filed by {names}, not by {owner}")
    beside = _Beside(file.parent, told)
    known = EventDraft(
        kind=answers.kind,
        schema=reference,
        issuer=_issuer(registry, earlier),
        owner=owner,
        earlier=earlier,
        after=beside.seen(after, within_root=True) if after else "",
        fills=beside.seen(fills, within_root=False) if fills else "",
        dated=fills is not None,
    )
    text = event_draft(known)
    copies = tuple((each.file.name, each.after) for each in beside.copies)
    if fills is not None and _wants_a_date(text, file, copies):
        text = event_draft(replace(known, dated=False))
    yield from beside.copies
    yield PlannedWrite(file, text.encode("utf-8"))


def _owner(answers: NewDraftAnswers, registry: Registry, told: list[str]) -> str:
    """Return the registry's key of a person; empty where there is no registry to know anybody."""
    person = answers.person
    if not person or person in registry.people:
        return person
    if registry.people:
        known = suggest_word(person, sorted(registry.people))
        raise _Refused(f"--person {person}: not in people/; {known}".rstrip(" ;"))
    instead = f"as {answers.after} has them" if answers.after else "left blank"
    told.append(f"{answers.file.parent}: no registry with {person} in it; owners are {instead}")
    return ""


def _ciks(filing: Filing) -> set[str]:
    return {bare_cik(each.cik.text) for each in filing.owners}


def _issuer(registry: Registry, earlier: Filing | None) -> str:
    """Return the registry's key of the issuer: of the earlier filing, else the only one that there is."""
    if earlier is not None and earlier.issuer.cik.text:
        company = registry.company_of(earlier.issuer.cik.text)
        return company.key if company else ""
    return next(iter(registry.companies)) if len(registry.companies) == 1 else ""


def _earlier(after: Path) -> Filing:
    found = list(find([str(after)]))
    if not found or not isinstance(found[0], Found):
        raise _Refused(f"--after {after}: no such file or folder, or no filing in it")
    if len(found) > 1:
        raise _Refused(f"--after {after}: {len(found)} filings; name the last one")
    outcome = run(found[0], Options(only_read=True))
    if outcome.filing is None or len(outcome.held) > 1:
        raise _Refused(f"--after {after}: not one filing; form4kit check says why")
    return outcome.filing


class _Beside:
    """The files that a draft names, and copies of those that it may not name where they lie."""

    def __init__(self, folder: Path, told: list[str]) -> None:
        self.folder, self.told = folder, told
        self.copies: list[PlannedWrite] = []

    def seen(self, path: Path, *, within_root: bool) -> str:
        """Return a path as the draft sees it.

        Earlier filings may lie anywhere in the repository, fills in the draft's folder alone.
        """
        whole, base = path.resolve(), self.folder.resolve()
        if whole.is_relative_to(root_of(self.folder) if within_root else base):
            return Path(os.path.relpath(whole, base)).as_posix()
        if whole.is_dir():  # a built folder: its document says all that is needed
            found = next(each for each in find([str(whole)]) if isinstance(each, Found) and each.file)
            whole = found.file or whole
        data = read_regular(whole, LARGEST)
        taken = {each.file for each in self.copies}
        for n in range(1, _MOST_NAMES):
            copy = self.folder / (whole.name if n == 1 else f"{whole.stem}-{n}{whole.suffix}")
            if not copy.exists() and copy not in taken:
                self.copies.append(PlannedWrite(copy, data))
                self.told.append(f"{copy}: copied from {path}, which the draft cannot name where it lies")
                return copy.name
            if copy.is_file() and read_regular(copy, LARGEST + 1) == data:
                return copy.name
        raise FileExistsError(17, "there are too many files of that name", str(self.folder / whole.name))


def _wants_a_date(text: str, file: Path, beside: tuple[tuple[str, bytes], ...]) -> bool:
    """Tell whether the fills that a draft names have no dates of their own."""
    options = Options(only_read=True, beside=beside)
    outcome = run_bytes(text.encode("utf-8"), str(file), file.parent, options)
    return any(
        each.rule == FILLS_DISAGREE.code and "without a date" in each.message for each in outcome.findings
    )
