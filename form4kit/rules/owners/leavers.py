"""A rule on the exit box of those who have left."""

from form4kit.findings import Authority, Severity
from form4kit.model import Filing
from form4kit.rules.rule import Bad, Problem, Problems, rule

_LEFT = {"left": "2026-11-18", "filed": "2026-11-20"}
_TICKED = {"not_subject_to_section_16": "true"}


@rule(
    "OWN31",
    Severity.WARNING,
    Authority.FORM,
    dated=True,
    forms="45",
    cites=["Form 4 and Form 5, General Instruction 1(b)", "17 CFR 240.16a-2(b)"],
    good=[_LEFT | _TICKED, _LEFT | {"left": "2026-11-20"}, _LEFT | {"owners[0].ten_percent": "true"}],
    bad=[
        Bad(_LEFT, at="not_subject_to_section_16"),
        Bad({"left": "2025-06-30"}, on="5", at="not_subject_to_section_16"),
    ],
)
def leaver_ticks_the_exit_box(filing: Filing) -> Problems:
    """Tick the exit box on a form that is filed after the last day in office.

    Whoever is no longer subject to Section 16 must check it, though obligations continue; also where the form
    reports a trade made in office. Silent where the registry does not say that the person has left.
    """
    left, filed = filing.context.left, filing.filed
    still = any(owner.ten_percent.value for owner in filing.owners)
    if left and filed and filed > left and not still and not filing.not_subject_to_section_16.value:
        message = f"left office on {left}, and the exit box is not ticked"
        hint = "Write `not_subject_to_section_16: true`, unless the person is still subject to Section 16."
        yield Problem(filing.at("not_subject_to_section_16"), message, hint)
