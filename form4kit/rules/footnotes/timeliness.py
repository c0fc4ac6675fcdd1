"""Rule on what a text says of the report's own timeliness."""

import re

from form4kit.analysis.due import rows_due
from form4kit.analysis.passages import passages
from form4kit.findings import Authority, Severity
from form4kit.lazy_re import pattern
from form4kit.model import Filing
from form4kit.rules.rule import Bad, Problem, Problems, rule

_LATE = pattern(
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
    dated=True,
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
    due = [each.day for _, each in rows_due(filing)]
    every_row_counts = len(due) == len(filing.transactions)  # one that might have waited may well be late
    if due and every_row_counts and filing.filed <= min(due):
        passage, found = told[0]
        message = f'"{found[0]}", but filed {filing.filed}, due {min(due)}'
        hint = "Take the words out, or correct the date of the transaction that was late."
        yield Problem(passage.place, message, hint)
