"""Build the folder of a filing: the form, its proof and manifest, and the submission with its CCCs.

A CCC that was typed is held in memory for the one build: it stands in no plan, and in no hash of one. The
page asks for each that is missing; the command line builds a TEST without it, and says so.
"""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

from form4kit.convert import bare_cik
from form4kit.edgar.faults import CCC_MISSING
from form4kit.findings import Finding
from form4kit.folder.bare_submission import submission_hash
from form4kit.folder.build import (
    BuildOptions,
    Built,
    add_submission,
    blocks_build,
    build_without_ccc,
    shown_by,
)
from form4kit.folder.put import is_bound, put, put_submission
from form4kit.folder.read import read_built
from form4kit.law.clock import NEW_YORK
from form4kit.model import Filing
from form4kit.outcome import Options, Outcome
from form4kit.pipeline import run, selection
from form4kit.rules.selection import Selection
from form4kit.source.discover import Found
from form4kit.steps.filing_parts import folder_names
from form4kit.steps.step_plan import PlannedRead, PlannedWrite, StepPlan, StepRefusal
from form4kit.steps.write_planned import NoLongerPlanned
from form4kit.storage.names import MANIFEST, OWNERSHIP, PRIVATE, SUBMISSION
from form4kit.storage.regular import is_regular, read_regular
from form4kit.storage.sealed import sha256

CccWanted = Literal["none", "optional", "required"]
"""Whether the submission is left out, is built where a CCC is lacking, or waits for each."""


@dataclass(frozen=True, slots=True)
class BuildAnswers:
    """What is asked for. `out` is where the folder goes, beside the draft where None.

    `cccs` are those that were typed, by CIK without leading zeros; the others are this environment's or its
    keyring's. `given` is the folder that the person named, whose settings hold.
    """

    out: Path | None = None
    options: BuildOptions = field(default_factory=BuildOptions)
    ccc: CccWanted = "optional"
    cccs: Mapping[str, str] = field(default_factory=dict, repr=False)
    given: Path | None = None


@dataclass(frozen=True, slots=True)
class BuildCase:
    """A source that was judged, and the files of its folders; `complete` have the submission, with CCCs.

    `stopping` are the findings that stop the build; where there are any, or something in `complete` has no
    files, nothing is written. `complete` is empty where the source holds no filing.
    """

    source: Path
    outcome: Outcome
    folders: tuple[Path, ...]
    complete: tuple[Built, ...] = field(repr=False)
    stopping: tuple[Finding, ...] = ()
    options: BuildOptions = field(default_factory=BuildOptions)

    @property
    def refused(self) -> bool:
        """Whether nothing may be written."""
        return bool(self.stopping) or not self.complete or not all(each.files for each in self.complete)


def plan(draft: Path, answers: BuildAnswers, now: dt.datetime) -> StepPlan:
    """Plan to build a draft at an aware instant. Raises OSError, and ValueError for a broken baseline."""
    return planned(case_of(draft, answers, now), answers, now)


def carry_out(plan: StepPlan, draft: Path, answers: BuildAnswers, now: dt.datetime) -> tuple[Path, ...]:
    """Build a draft as planned; return the folders.

    Raises NoLongerPlanned where something is not as it was when it was planned, ValueError where something
    stands in the way, and OSError.
    """
    case = case_of(draft, answers, now)
    if planned(case, answers, now).hash != plan.hash:
        raise NoLongerPlanned(f"{draft} is no longer as it was when this was planned: begin again")
    if plan.refusals:
        raise ValueError(f"{plan.refusals[0].words}: the plan cannot be carried out")
    for folder, built in zip(case.folders, case.complete, strict=True):
        if not is_bound(folder, built):
            put(folder, built)
        elif SUBMISSION in built.files:
            put_submission(folder, built)
    return case.folders


def case_of(draft: Path, answers: BuildAnswers, now: dt.datetime) -> BuildCase:
    """Judge a draft, and make its files in memory. Raises as `plan` does."""
    found = Found(draft.name, draft, answers.given)
    options = Options(published=answers.options.published, now=lambda: now)
    outcome = run(found, options)
    shown = shown_by(outcome, selection())
    out = answers.out or draft.parent
    names = folder_names(found.stem, len(outcome.parts))
    folders = tuple(out / name for name in names)
    stops = tuple(stopping(outcome, shown(outcome.findings), answers.options))
    made = [] if stops or outcome.filing is None else _made(outcome, folders, answers.options)
    complete = completed(outcome, made, answers) if made else ()
    return BuildCase(draft, outcome, folders, complete, stops, answers.options)


def completed(outcome: Outcome, made: Sequence[Built], answers: BuildAnswers) -> tuple[Built, ...]:
    """Add to the files of each filing its submission, with the CCCs that are typed or at hand."""
    if answers.ccc == "none":
        return tuple(made)
    each = zip(outcome.filings, made, strict=True)
    return tuple(add_submission(of.filing, built, answers.options, answers.cccs) for of, built in each)


def planned(case: BuildCase, answers: BuildAnswers, now: dt.datetime) -> StepPlan:
    """Say what would be written of a case, or why nothing."""
    refusals = tuple(refusals_of(case, answers))
    writes = () if refusals else tuple(_writes(case))
    told = () if refusals else tuple(_told(case))
    bare = [] if refusals else [_bare(each) for each in case.complete]
    return StepPlan(
        sentence=_sentence(case, bool(refusals)),
        writes=writes,
        reads=_reads(case),
        refusals=refusals,
        told=told,
        day=now.astimezone(NEW_YORK).date(),
        facts={"folders": [str(each) for each in case.folders], "submission": bare, "tag": _tag(case)},
    )


def owners_of(filing: Filing | None) -> list[tuple[str, str]]:
    """Return whose CCCs a submission carries: CIK without leading zeros and name of each owner."""
    owners = filing.owners if filing else ()
    return [
        (bare_cik(each.cik.value), each.name.text or each.cik.value)
        for each in owners
        if each.cik.value and each.cik.value.isdigit()
    ]


def stopping(outcome: Outcome, shown: Sequence[Finding], options: BuildOptions) -> Iterator[Finding]:
    """Yield the errors that stop a build, those aside that a selection hides and EDGAR would not mind."""
    if not blocks_build(outcome.findings, tuple(shown), options):
        return
    every = dict.fromkeys((*shown, *outcome.findings))
    for each in every:
        if blocks_build((each,), (each,) if each in shown else (), options):
            yield each


def _made(outcome: Outcome, folders: Sequence[Path], options: BuildOptions) -> list[Built]:
    each = zip(outcome.filings, folders, strict=True)
    return [
        build_without_ccc(filing, _by_the_same(options, folder), (), _existing(folder))
        for filing, folder in each
    ]


def _by_the_same(options: BuildOptions, folder: Path) -> BuildOptions:
    """Return options that name who prepared what a folder holds, where they name nobody."""
    if options.prepared_by or not is_regular(folder / MANIFEST):
        return options
    told = read_built(folder, folder.name).manifest.get("prepared_by")
    return replace(options, prepared_by=told) if isinstance(told, str) else options


def _existing(folder: Path) -> dict[str, str]:
    if not is_regular(folder / MANIFEST):
        return {}
    files = [each for each in folder.iterdir() if each.name not in PRIVATE and is_regular(each)]
    return {each.name: sha256(read_regular(each)) for each in files}


def refusals_of(case: BuildCase, answers: BuildAnswers) -> Iterator[StepRefusal]:
    """Yield why a case is not built, in the words of what was found."""
    names = dict(pair for each in case.outcome.filings for pair in owners_of(each.filing))
    stops = Selection().of(case.stopping)
    for each in dict.fromkeys((*stops, *(f for one in case.complete for f in one.findings))):
        cik, name = _owner(each, case, names)
        if each.rule == CCC_MISSING.code and answers.ccc == "required":
            words = f"The form is ready; the submission lacks the CCC of {name}."
            yield StepRefusal(each.rule, words, name, "Put it in.", f"ccc-{cik}")
        elif each.blocks or each in stops:
            question = f"ccc-{cik}" if each.rule.startswith("CCC") else ""
            yield StepRefusal(each.rule, each.message, each.place.where, each.hint or "", question)
    if case.outcome.filing is None and not case.stopping:
        yield StepRefusal("", "there is no filing in it", case.outcome.name)


def _owner(finding: Finding, case: BuildCase, names: Mapping[str, str]) -> tuple[str, str]:
    """Return the CIK and name of the owner that a finding about a CCC names; both empty for another."""
    if not finding.rule.startswith("CCC"):
        return "", ""
    words = f" {finding.message} ".replace("FORM4KIT_CCC_", " ")
    return next(((cik, name) for cik, name in names.items() if f" {cik} " in words), ("", ""))


def _writes(case: BuildCase) -> Iterator[PlannedWrite]:
    for folder, built in zip(case.folders, case.complete, strict=True):
        for name, data in sorted(built.files.items()):
            file = folder / name
            before = sha256(read_regular(file)) if is_regular(file) else ""
            if name not in PRIVATE and before != sha256(data):
                yield PlannedWrite(file, data, before)


def _told(case: BuildCase) -> Iterator[str]:
    for folder, built in zip(case.folders, case.complete, strict=True):
        if SUBMISSION in built.files:
            yield f"{SUBMISSION} ({_tag(case)}) is written into {folder.name}/"
        before = read_regular(folder / OWNERSHIP) if is_regular(folder / OWNERSHIP) else None
        if before is not None and before == built.files.get(OWNERSHIP):
            yield f"{OWNERSHIP} in {folder.name}/ stays byte for byte what it is"
        elif before is not None:
            yield f"{OWNERSHIP} in {folder.name}/ becomes another: what was said of it no longer counts"
        yield from (each.message for each in built.findings if each.rule == CCC_MISSING.code)


def _bare(built: Built) -> str:
    """Return the hash of a submission without CCCs and tag; empty where there is none."""
    return submission_hash(built.files[SUBMISSION]) if SUBMISSION in built.files else ""


def _tag(case: BuildCase) -> str:
    return "LIVE" if case.options.live else "TEST"


def _reads(case: BuildCase) -> tuple[PlannedRead, ...]:
    if not case.outcome.data:
        return ()
    holds = any(each.filing and each.filing.kind == "submission" for each in case.outcome.filings)
    return () if holds else (PlannedRead(case.source, sha256(case.outcome.data)),)


def _sentence(case: BuildCase, refused: bool) -> str:
    filing = case.outcome.filing
    who = "; ".join(name for _, name in owners_of(filing)) or "nobody"
    what = f"Form {case.outcome.form} of {who}" if filing else case.outcome.name
    where = ", ".join(f"{each.name}/" for each in case.folders)
    return f"{what} is not built." if refused else f"{what} is built into {where}, for {_tag(case)}."
