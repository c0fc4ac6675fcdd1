"""The rule on the date on which a Rule 10b5-1 plan was adopted, which the box asks for."""

from typing import Final

from form4kit.analysis.figures import days
from form4kit.analysis.passages import passages, shortened
from form4kit.analysis.plan_passages import BOX_SINCE, UNDER_PLAN
from form4kit.analysis.restated import with_the_rest
from form4kit.analysis.rows import rows_with_code
from form4kit.analysis.statements import adoptions, mentions_plan, speaks_of_the_plan
from form4kit.findings import Authority, Severity
from form4kit.model import Filing
from form4kit.rules.rule import Bad, Problem, Problems, rule

_INSTRUCTION: Final = "Form 4, General Instruction 10"
_SOLD: Final = "Sold under a Rule 10b5-1 plan adopted on March 2, 2026."


def _planned(text: str = _SOLD) -> dict[str, object]:
    """Return the edits that put a footnote on the code of the sale in the clean Form 4, and tick the box."""
    return {"plan_10b5_1": "true", "non_derivative[0].code": "S ^plan", "footnotes.plan": text}


@rule(
    "FTN19",
    Severity.ERROR,
    Authority.FORM,
    forms="45",
    since=BOX_SINCE,
    aliases=["PLN03"],
    cites=[_INSTRUCTION, "Release 33-11138 (14 December 2022)"],
    good=[
        _planned(),
        _planned("Sold under a trading plan, entered into on 3/2/2026, that is to satisfy Rule 10b5-1(c)."),
        _planned("The plan was entered into on March 2, 2026."),
        _planned("Plan adoption date: 3/2/2026."),
        _planned("Sold under the March 2, 2026 plan established by the reporting person."),
        _planned("Sold under Ms. Lindqvist's March 2, 2026 Rule 10b5-1 trading plan."),
        {"plan_10b5_1": {"adopted": "2026-03-02"}},
    ],
    bad=[
        Bad(_planned("Sold under a Rule 10b5-1 plan."), at="plan_10b5_1"),
        Bad({"plan_10b5_1": "true"}, at="plan_10b5_1"),
        Bad({"plan_10b5_1": "true"}, on="4A", at="plan_10b5_1"),
        Bad(
            _planned("The March 2, 2026 sale was under a Rule 10b5-1 plan."),
            at="plan_10b5_1",
            severity=Severity.WARNING,
        ),
        Bad(
            _planned("Sold under a Rule 10b5-1 plan that expires on March 2, 2027."),
            at="plan_10b5_1",
            severity=Severity.WARNING,
        ),
        Bad(
            _planned("Sold under a Rule 10b5-1 plan adopted in March 2026."),
            at="plan_10b5_1",
            severity=Severity.NOTE,
        ),
    ],
)
def ticked_box_has_an_adoption_date(filing: Filing) -> Problems:
    """Give the date on which the plan was adopted where the Rule 10b5-1(c) box is ticked.

    The form's instruction asks for it in the explanation of responses. A date that the text does not call
    that of the adoption, or a month without a day, leaves room to ask. Where no row can be under a plan and
    no text tells of one, the tick itself is at fault.
    """
    if not filing.plan_10b5_1.value:
        return
    told = [each for each in passages(filing) if speaks_of_the_plan(each.text)]
    if filing.rows and not told and not rows_with_code(with_the_rest(filing), UNDER_PLAN):
        return  # the tick is the fault then, PLN06
    adopted = [each for passage in told for each in adoptions(passage.text, ticked=True)]
    if any(each.date.precise for each in adopted):
        return
    place = filing.at("plan_10b5_1")
    hint = "Put a footnote on the code of each plan trade: made under a Rule 10b5-1 plan adopted on <date>."
    if filing.kind == "draft":
        hint = (
            "Write `plan_10b5_1: {adopted: YYYY-MM-DD}`, or put a footnote with the date on each plan trade."
        )
    if adopted:
        yield Problem(place, f"ticked, and read the plan was {adopted[0]}", "Give the day.", Severity.NOTE)
        return
    for passage in told:
        if mentions_plan(passage.text) and (found := days(passage.text)):
            message = f"ticked, and {passage.name} does not call {found[0]} the date of adoption"
            yield Problem(place, message, hint, Severity.WARNING)
            return
    if filing.amendment and not told:
        message = "ticked, and no line of this amendment tells of a plan"
        hint = "Untick the box, `plan_10b5_1: false`; or put the date in a footnote on each plan trade."
        yield Problem(place, message, hint)
        return
    said = f'{told[0].name} says only "{shortened(told[0].text)}"' if told else "no footnote tells of a plan"
    yield Problem(place, f"ticked without the date of adoption: {said}", hint)
