"""The page Build: the CCC of each owner, and what will be written with it."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from starlette.routing import Route

from form4kit.edgar import ccc, ccc_keyring
from form4kit.report.secrets import masked
from form4kit.steps import build as step
from form4kit.steps.build import BuildAnswers, owners_of
from form4kit.steps.step_plan import Question, StepPlan, StepRefusal
from form4kit.web.chosen_filings import draft_named, names_of, text
from form4kit.web.responses import Refusal
from form4kit.web.step_routes import Answers, Door
from form4kit.web.workbench import Workbench

_KEEP: Final = ("", "once", "keyring")


def routes(bench: Workbench) -> list[Route]:
    """Return nothing: all that the page asks for is the plan."""
    return []


def doors() -> Mapping[str, Door]:
    """Return the step that builds one filing or several."""
    return {"build": Door(_plan, _done, _shown)}


def _asked(bench: Workbench, answers: Answers) -> BuildAnswers:
    found = answers.get("cccs") or {}
    if not isinstance(found, dict) or not all(isinstance(each, str) for each in found.values()):
        raise Refusal("`cccs` is not what a page of the workbench sends.")
    typed = {str(cik): each.strip() for cik, each in found.items() if each.strip()}
    return BuildAnswers(ccc="required", cccs=typed, given=bench.shelf.root)


def _keep(answers: Answers) -> str:
    keep = text(answers, "keep")
    if keep not in _KEEP:
        raise Refusal("`keep` is not what a page of the workbench sends.")
    return keep


def _plan(bench: Workbench, answers: Answers) -> StepPlan:
    asked, names = _asked(bench, answers), names_of(answers)
    plans = [(name, step.plan(draft_named(bench, name), asked, bench.now())) for name in names]
    return _together(plans, asked, _keep(answers))


def _together(plans: list[tuple[str, StepPlan]], asked: BuildAnswers, keep: str) -> StepPlan:
    """Return the plan of several filings as one; what stands in the way of one names it."""
    alone = len(plans) == 1
    refusals = [
        each if alone else replace(each, where=f"{name}: {each.where}".rstrip(": "))
        for name, one in plans
        for each in one.refusals
    ]
    questions = () if keep or not asked.cccs or refusals else (_WHERE,)
    if keep == "keyring" and not ccc_keyring.installed():
        words = "There is no keyring here: pip install 'form4kit[keyring]'"
        refusals.append(StepRefusal("no-keyring", words, question="keep"))
    return StepPlan(
        sentence=" ".join(one.sentence for _, one in plans),
        writes=tuple(each for _, one in plans for each in one.writes),
        reads=tuple(each for _, one in plans for each in one.reads),
        refusals=tuple(dict.fromkeys(refusals)),
        questions=questions,
        told=tuple(each for _, one in plans for each in one.told),
        day=plans[0][1].day,
        facts={"plans": [one.hash for _, one in plans], "keep": keep},
    )


_WHERE: Final = Question("keep", "Use it once, or keep it in this computer's keyring?")


def _done(bench: Workbench, planned: StepPlan, answers: Answers) -> dict[str, Any]:
    asked, now = _asked(bench, answers), bench.now()
    folders: list[Path] = []
    for name in names_of(answers):
        draft = draft_named(bench, name)
        folders += step.carry_out(step.plan(draft, asked, now), draft, asked, now)
    if _keep(answers) == "keyring":
        for cik, secret in asked.cccs.items():
            ccc_keyring.keep(cik, secret)
    bench.look([each for folder in folders for each in folder.iterdir()])
    return {
        "folders": [bench.shelf.name(each) for each in folders],
        "words": "Built. Submission complete, for TEST.",
    }


def _shown(bench: Workbench, planned: StepPlan, answers: Answers) -> dict[str, Any]:
    """Return whose CCCs are asked for and where each is kept, never one of them; what would be written."""
    asked = replace(_asked(bench, answers), ccc="optional")
    owners: dict[str, dict[str, str]] = {}
    would: list[str] = []
    exhibits: list[dict[str, Any]] = []
    for name in names_of(answers):
        case = step.case_of(draft_named(bench, name), replace(asked, cccs={}), bench.now())
        would += step.planned(case, asked, bench.now()).told
        for each in case.outcome.filings:
            for cik, who in owners_of(each.filing):
                where, fault = ccc.where_kept(cik)
                owners[cik] = {"cik": cik, "name": masked(who), "kept": where, "fault": fault}
            wrapper = each.filing.submission if each.filing else None
            for document in wrapper.documents if wrapper else ():
                exhibits.append(
                    {
                        "name": document.file.text or "",
                        "type": document.type.text or "",
                        "size": len(document.content or b""),
                    }
                )
    told = [each for each in would if "no CCC" not in each]
    return {"owners": [*owners.values()], "would": told, "exhibits": exhibits}
