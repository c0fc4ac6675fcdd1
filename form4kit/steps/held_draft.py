"""A draft on which somebody's work rests: it is changed only by who says so, having read what that undoes."""

from dataclasses import replace
from typing import Final

from form4kit.steps.filing_state import FilingState
from form4kit.steps.step_plan import StepPlan, StepRefusal

ANYWAY: Final = "anyway"
"""The question that the refusal waits for, and the name of its answer."""
_WITHIN: Final = "within"
_HINT: Final = "Press “Change it all the same” first."


def held(planned: StepPlan, standing: FilingState | None, anyway: bool) -> StepPlan:
    """Return a plan that changes a draft, refused where it was approved, built, signed, sent or filed.

    `standing` is where the draft stands as it is now. Where the person said `anyway`, the plan tells what it
    undoes, so that its hash is of no plan that was shown without that.
    """
    if standing is None or not standing.undone or not planned.writes:
        return planned
    facts = planned.facts | {_WITHIN: planned.hash}
    if anyway:
        return replace(planned, told=(*planned.told, standing.undone), facts=facts)
    refusal = StepRefusal("", standing.undone.removesuffix("."), standing.name, _HINT, ANYWAY)
    return replace(planned, refusals=(refusal, *planned.refusals), facts=facts)


def within(planned: StepPlan) -> str:
    """Return the hash of the plan as its step made it, before it was held."""
    return str(planned.facts.get(_WITHIN) or planned.hash)
