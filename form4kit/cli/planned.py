"""A plan of a step on the command line: what is told of it, and that it is carried out."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import typer

from form4kit.cli import exits
from form4kit.cli import options as opt

if TYPE_CHECKING:
    from form4kit.steps.step_plan import StepPlan


def carried(plan: "StepPlan", carry_out: "Callable[[StepPlan], object]") -> None:
    """Tell a plan and carry it out. Ends with exit code 1 where it is refused or asks, 2 where it fails."""
    from form4kit.report.secrets import on_one_line
    from form4kit.steps.write_planned import NoLongerPlanned

    for line in plan.told:
        opt.say(on_one_line(line))
    for refusal in plan.refusals:
        where = f"{on_one_line(refusal.where)}: " if refusal.where else ""
        code = f" ({refusal.code})" if refusal.code else ""
        opt.say(f"{where}{on_one_line(refusal.words)}{code}. {refusal.hint}".rstrip())
    for question in plan.questions:
        opt.say(f"{on_one_line(question.words)} ({question.id})")
    if plan.refusals or plan.questions:
        opt.say("Nothing is written.")
        raise typer.Exit(exits.ERRORS_FOUND)
    try:
        carry_out(plan)
    except (OSError, NoLongerPlanned) as error:
        opt.fail(opt.reason(error) if isinstance(error, OSError) else str(error))
    print(plan.sentence)
