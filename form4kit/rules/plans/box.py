"""Rules on the Rule 10b5-1(c) box of Forms 4 and 5, and on the plan that footnotes tell of.

The box stands on the forms since 1 April 2023. It is for plans under the rule as amended from 27 February
2023; General Instruction 10 asks for the date on which the plan was adopted, in a footnote.
"""

import datetime as dt
import re
from typing import Final

from form4kit.analysis.figures import days
from form4kit.analysis.plan_passages import AMENDED, BOX_SINCE, UNDER_PLAN, plan_passages
from form4kit.analysis.restated import with_the_rest
from form4kit.analysis.rows import SPEC, rows_with_code
from form4kit.analysis.statements import adoptions
from form4kit.findings import Authority, Severity
from form4kit.lazy_re import pattern
from form4kit.model import Filing
from form4kit.rules.rule import Bad, Good, Problem, Problems, rule

_INSTRUCTION: Final = "Form 4, General Instruction 10"
_STAFF: Final = "SEC staff C&DIs on Section 16 and Rule 10b5-1 of 25 August 2023"
_MARKET: Final = frozenset("PSG")
_LONG_PLAN: Final = dt.date(2025, 3, 1)
_OLD = pattern(
    r"prior to|\bas in effect|in effect (?:at|on|prior|when|before)|(?:prior|previous|former|earlier) version"
    r"|\bexpires? on|pre-?existing|before the (?:amend|effective)",
    re.IGNORECASE,
)
_FAMILY: Final = (
    r"(?:spouse|wife|husband|domestic partner|child|children|son|daughter|mother|father|brother|sister)s?"
)
_OF_FAMILY = pattern(
    rf"\b{_FAMILY}['’]s?\s(?:[\w.,'’]+\s){{0,5}}?(?:rule\s)?10\s?b\s?-?\s?5"
    rf"|\b10\s?b\s?-?\s?5[^.;]{{0,60}}\bby\s(?:[\w'’]+\s){{0,4}}?{_FAMILY}\b(?!['’])",
    re.IGNORECASE,
)
_SOLD: Final = "Sold under a Rule 10b5-1 plan adopted on March 2, 2026."


def _planned(text: str = _SOLD, box: str | None = "true") -> dict[str, object]:
    """Return the edits that put a footnote on the code of the sale in the clean Form 4, and tick the box."""
    return {"plan_10b5_1": box, "non_derivative[0].code": "S ^plan", "footnotes.plan": text}


@rule(
    "PLN01",
    Severity.ERROR,
    Authority.EDGAR,
    forms="45",
    since=BOX_SINCE,
    cites=[f"{SPEC}, section 3.5", _INSTRUCTION],
    good=[{"plan_10b5_1": "false"}],
    bad=[
        Bad({"plan_10b5_1": None}, at="plan_10b5_1"),
        Bad(xml=(("<aff10b5One>0</aff10b5One>", ""),), at="plan_10b5_1"),
    ],
)
def box_is_answered(filing: Filing) -> Problems:
    """Say on a Form 4 or 5 whether a transaction was made under a Rule 10b5-1(c) plan.

    The schema wants aff10b5One, 0 or 1, since April 2023. An empty element is another fault: no flag may be.
    """
    box = filing.plan_10b5_1
    empty = filing.kind != "draft" and box.line
    if box.text is None and not empty and filing.edition >= "2023":
        hint = "Write `<aff10b5One>0</aff10b5One>`; 1 where a transaction was made under such a plan."
        if filing.kind == "draft":
            hint = "Write `plan_10b5_1: false`, or `plan_10b5_1: {adopted: YYYY-MM-DD}` where under a plan."
        yield Problem(filing.at("plan_10b5_1"), "the Rule 10b5-1(c) box is not answered", hint)


@rule(
    "PLN02",
    Severity.WARNING,
    Authority.EDGAR,
    forms="3",
    sources=["draft", "submission"],
    cites=[f"{SPEC}, sections 3.5 and 5"],
    good=[Good(on="3")],
    bad=[Bad({"plan_10b5_1": "false"}, at="plan_10b5_1", on="3")],
)
def form_3_has_no_box(filing: Filing) -> Problems:
    """Leave the Rule 10b5-1(c) box out of a Form 3.

    The form has none; EDGAR warns of a value in a field that does not apply.
    """
    if filing.plan_10b5_1:
        yield Problem(filing.at("plan_10b5_1"), f"{filing.plan_10b5_1.text} on a Form 3", "Take it out.")


@rule(
    "PLN04",
    Severity.WARNING,
    Authority.FORM,
    forms="45",
    since=BOX_SINCE,
    cites=[_INSTRUCTION, _STAFF],
    good=[
        _planned("Sold under a Rule 10b5-1 plan adopted on February 24, 2023.", "false"),
        _planned("This sale was not made under a Rule 10b5-1 plan.", "false"),
        _planned("A Rule 10b5-1 plan was terminated on March 2, 2026; this sale was discretionary.", "false"),
        _planned("Received in settlement of a claim under Rule 10b-5.", "false"),
        _planned("Sold under a plan that meets the prior version of Rule 10b5-1.", "false"),
    ],
    bad=[
        Bad(_planned("Sold under a Rule 10b5-1 plan adopted on June 1, 2025.", "false"), at="plan_10b5_1"),
        Bad(_planned("Sold under a Rule 10b5-1 plan.", "false"), at="plan_10b5_1"),
        Bad(
            _planned("Sold under her spouse's own Rule 10b5-1 plan adopted on June 1, 2025.", "false"),
            at="plan_10b5_1",
            severity=Severity.NOTE,
        ),
        Bad(
            _planned("Sold under a 10b5-1 plan adopted by her husband on June 1, 2025.", "false"),
            at="plan_10b5_1",
            severity=Severity.NOTE,
        ),
        Bad(
            {
                **_planned("Sold under a Rule 10b5-1 plan.", "false"),
                "filed": "2024-11-19",
                "signatures[0].date": "2024-11-19",
                "non_derivative[0].date": "2024-11-18",
                "non_derivative[1].date": "2024-11-18",
            },
            at="plan_10b5_1",
            severity=Severity.NOTE,
        ),
    ],
)
def plan_in_the_text_ticks_the_box(filing: Filing) -> Problems:
    """Tick the Rule 10b5-1(c) box where a footnote says that a trade was made under such a plan.

    A plan from before 27 February 2023, when the amended rule took effect, leaves it unticked. A plan without
    a date may be one of those; since March 2025 few can be. The form does not say whose plan it means, so
    that one of a spouse or of family leaves room to ask.
    """
    if filing.plan_10b5_1.value is not False or not rows_with_code(filing, _MARKET):
        return
    for passage in plan_passages(filing):
        dated = adoptions(passage.text)
        old = not dated and _OLD.search(passage.text)
        if old or any(each.day < AMENDED for each in days(passage.text)):
            continue
        when = str(dated[-1]) if dated else "of no date"
        young = dated or (filing.filed is not None and filing.filed >= _LONG_PLAN)
        kin = bool(_OF_FAMILY.search(passage.text))
        whose = "a relative's" if kin else "a"
        message = f"not ticked, and {passage.name} tells of {whose} Rule 10b5-1 plan {when}"
        hint = _tick(filing, str(dated[-1].day) if dated and dated[-1].date.precise else "YYYY-MM-DD")
        severity = None if young and not kin else Severity.NOTE
        yield Problem(filing.at("plan_10b5_1"), message, hint, severity)
        return


def _tick(filing: Filing, day: str) -> str:
    """Say how to tick the box, with the date that goes with it; and what to write where it stays unticked."""
    old = "say that the trade was not under it, or that the plan is from before 27 February 2023."
    if filing.kind == "draft":
        return f"Write `plan_10b5_1: {{adopted: {day}}}`, the date of adoption; or {old}"
    return f"Tick the box, with the date of adoption in a footnote; or {old}"


@rule(
    "PLN05",
    Severity.NOTE,
    Authority.FORM,
    forms="45",
    since="2023-08-26",
    cites=[_STAFF],
    good=[_planned(), _planned("Sold under a 10b5-1 plan adopted May 2, 2022 and modified on May 2, 2024.")],
    bad=[Bad(_planned("Sold under a Rule 10b5-1 plan adopted on November 10, 2022."), at="plan_10b5_1")],
)
def old_plan_needs_no_box(filing: Filing) -> Problems:
    """Leave the Rule 10b5-1(c) box unticked for a plan from before 27 February 2023.

    The staff's answer is that the box does not apply to plans that the amended rule does not govern. A tick
    is surplus, no violation; a plan modified since in amount, price or timing counts as new.
    """
    if not filing.plan_10b5_1.value:
        return
    dated = {each.day: each for passage in plan_passages(filing) for each in adoptions(passage.text)}
    if len(dated) == 1 and (only := next(iter(dated.values()))).day < AMENDED and only.date.precise:
        message = f"ticked for a plan {only}, before the amended rule of {AMENDED}"
        yield Problem(filing.at("plan_10b5_1"), message, "The box may stay unticked; keep the footnote.")


@rule(
    "PLN06",
    Severity.WARNING,
    Authority.FORM,
    forms="45",
    since=BOX_SINCE,
    cites=[_INSTRUCTION],
    good=[_planned()],
    bad=[
        Bad(
            {
                **_planned(),
                "non_derivative[0].code": "F ^plan",
                "footnotes.plan": _SOLD.replace("Sold", "Withheld"),
            },
            at="plan_10b5_1",
        )
    ],
)
def ticked_box_has_a_trade(filing: Filing) -> Problems:
    """Tick the Rule 10b5-1(c) box for a purchase, a sale or a gift under the plan.

    The box says that a transaction was a contract, instruction or plan for the purchase or sale of equity
    securities; a grant, an exercise or shares withheld alone seldom are. Beside an amendment stands the form
    it amends.
    """
    if filing.plan_10b5_1.value and not rows_with_code(with_the_rest(filing), UNDER_PLAN):
        codes = ", ".join(dict.fromkeys(row.code.text or "" for row in filing.transactions))
        message = f"ticked, and the transactions are coded {codes}" if codes else "ticked, and no transaction"
        yield Problem(filing.at("plan_10b5_1"), message, "Untick it unless the plan called for these.")
