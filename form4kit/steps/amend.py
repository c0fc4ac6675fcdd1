"""Begin the amendment of a filing that is on record: a draft in which each line stands as it was filed."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from form4kit.convert import bare_cik
from form4kit.draft.amendment_template import amendment_draft
from form4kit.draft.templates import schema_reference
from form4kit.events.carried_forward import slug
from form4kit.law.clock import NEW_YORK
from form4kit.outcome import Outcome
from form4kit.source.full_submission import filed as header_day
from form4kit.steps.preparing.balances import ON_RECORD, EarlierPaper, name_of, papers_in, seen_from
from form4kit.steps.step_plan import PlannedRead, PlannedWrite, StepPlan, StepRefusal
from form4kit.steps.write_planned import write_planned
from form4kit.storage.regular import read_regular
from form4kit.storage.sealed import sha256

_COMPARE = "the day of its last signature: compare with the filing date on EDGAR"


@dataclass(frozen=True, slots=True)
class AmendAnswers:
    """Which filing is amended: its file in the folder, as the list of what is on record names it."""

    filed: str


def plan(folder: Path, answers: AmendAnswers, now: dt.datetime) -> StepPlan:
    """Plan the draft of an amendment. A draft is no filing that could be amended. Raises OSError."""
    root = folder.resolve()
    day = now.astimezone(NEW_YORK).date()
    papers = [each for each in papers_in(root) if each.standing == ON_RECORD]
    paper = next((each for each in papers if name_of(each, root) == answers.filed), None)
    if paper is None:
        words = f"{answers.filed}: is no filing on record in this folder"
        refusal = StepRefusal("", words, answers.filed, "Choose one from what is on record; drafts are not.")
        return StepPlan(f"{answers.filed}: nothing to amend", refusals=(refusal,), day=day)
    file = _free(root, paper, day)
    later = [seen_from(each, file.parent) for each in _since(paper, papers)]
    filed, told = _box(paper)
    text = amendment_draft(
        paper.filing,
        seen_from(paper, file.parent),
        later,
        schema=schema_reference(file.parent),
        filed=filed,
        told=told,
    )
    name = file.relative_to(root).as_posix()
    return StepPlan(
        f"{name}: the amendment of {paper.words}, with every line as it was filed",
        writes=(PlannedWrite(file, text.encode()),),
        reads=(PlannedRead(paper.file, sha256(read_regular(paper.file))),),
        day=day,
        facts={"file": name},
    )


def carry_out(planned: StepPlan) -> str:
    """Write the draft, and return its name. Raises as `write_planned` does."""
    write_planned(planned)
    return str(planned.facts["file"])


def day_filed(outcome: Outcome) -> tuple[str, str]:
    """Return the date of the original for box 4, as far as the filing tells, and how it is known."""
    filing = outcome.filing
    if filing is None:
        return "", ""
    if filing.original_filed.text:
        told = "that of the first filing, which the filing amended here amends too"
        return filing.original_filed.text, told
    header = header_day(outcome.data)
    if header is not None:
        return f"{header}", ""
    signed = max((each.date.value for each in filing.signatures if each.date.value), default=None)
    return (f"{signed}", _COMPARE) if signed else ("", "")


def _box(paper: EarlierPaper) -> tuple[str, str]:
    data = read_regular(paper.file)
    return day_filed(Outcome(paper.file.name, data, paper.filing, ()))


def _since(paper: EarlierPaper, papers: list[EarlierPaper]) -> Iterator[EarlierPaper]:
    """Yield the filings of the same person in the same issuer that came after it."""
    owners = {bare_cik(each.cik.text) for each in paper.filing.owners}
    for each in papers:
        same = bare_cik(each.filing.issuer.cik.text) == bare_cik(paper.filing.issuer.cik.text)
        mine = owners & {bare_cik(one.cik.text) for one in each.filing.owners}
        if each.file != paper.file and same and mine and each.day and paper.day and each.day > paper.day:
            yield each


def _free(root: Path, paper: EarlierPaper, day: dt.date) -> Path:
    """Return a name that no file has: by the day of the filing that is amended, and the person."""
    name = paper.filing.owners[0].name.text if paper.filing.owners else None
    who = slug((name or "somebody").split(" ")[0])
    folder = root / "drafts" if (root / "drafts").is_dir() else root
    stem = f"{paper.filing.period.value or day}-{who}-amended"
    names = (folder / f"{stem}{'' if n == 1 else f'-{n}'}.yaml" for n in range(1, 1000))
    return next(each for each in names if not each.exists())
