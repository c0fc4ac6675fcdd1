"""Where a filing tells of a trade under a Rule 10b5-1 plan, and since when the form asks for it."""

import datetime as dt
from collections.abc import Iterator
from typing import Final

from form4kit.analysis.passages import Passage, passages
from form4kit.analysis.statements import denies_plan, mentions_plan
from form4kit.model import Filing

BOX_SINCE: Final = "2023-04-01"
"""The first filing date on which the Rule 10b5-1(c) box stands on the forms, YYYY-MM-DD; Release 33-11138."""

AMENDED: Final = dt.date(2023, 2, 27)
"""The day on which the amended rule took effect; Release 33-11138."""

UNDER_PLAN: Final = frozenset("PSGJ")
"""The codes of what can have been made under a plan: grants, exercises and shares withheld seldom are."""


def plan_passages(filing: Filing) -> Iterator[Passage]:
    """Yield the footnotes and remarks that tell of a trade under a Rule 10b5-1 plan."""
    for passage in passages(filing):
        if mentions_plan(passage.text) and not denies_plan(passage.text):
            yield passage
