"""Rule on what a text says of the report's own timeliness."""

import datetime as dt
import re
from collections.abc import Iterator

from form4kit.findings import Authority, Severity
from form4kit.law.deadlines import form4_due
from form4kit.model import Filing
from form4kit.rules.frame import Bad, Problem, Problems, rule
from form4kit.rules.texts import passages

_LATE = re.compile(
    r"\b(?:this|these|the) (?:form|report|filing|transactions?|sales?|purchases?|gifts?)\b[^.;]{0,80}?"
    r"\b(?:late\b(?! (?:last|in the))|untimely|delinquent|not timely"
    r"|not (?:been )?(?:reported|filed) (?:timely|on time|on a timely))"
    r"|\b(?:late|untimely|delinquent) (?:filing|report|form)\b",
    re.IGNORECASE,
)


@rule(
    "FTN25",
    Severity.NOTE,
    Authority.FORM,
    forms="4",
    sources=["draft", "submission"],
    cites=["17 CFR 229.405", "17 CFR 240.16a-3(g)"],
    good=[
        {"remarks": "This Form 4 is filed late.", "filed": "2026-11-23", "signatures[0].date": "2026-11-23"}
    ],
    bad=[Bad({"remarks": "This Form 4 is filed late because of a clerical error."}, at="remarks")],
)
def lateness_is_real(filing: Filing) -> Problems:
    """Speak of a late report only where one is late.

    The issuer must name late filers in its annual disclosure, and goes by what the form says.
    """
    if filing.filed is None or filing.amendment:
        return
    texts = [
        each for each in passages(filing) if any(word in each.text for word in ("late", "timely", "delinq"))
    ]
    told = [(each, found) for each in texts if (found := _LATE.search(each.text))]
    if not told:
        return
    due = list(_due(filing))
    if due and filing.filed <= min(due):
        passage, found = told[0]
        message = f'"{found[0]}", but filed {filing.filed}, due {min(due)}'
        hint = "Take the words out, or correct the date of the transaction that was late."
        yield Problem(passage.place, message, hint)


def _due(filing: Filing) -> Iterator[dt.date]:
    """Yield the days by which the transactions were due; none where one cannot be counted."""
    for row in filing.transactions:
        day, deemed = row.date.value, row.deemed.value
        if day is not None:
            notice = deemed if deemed is not None and deemed > day else None
            try:
                yield form4_due(day, notice=notice).day
            except ValueError:  # a year without a calendar
                continue
