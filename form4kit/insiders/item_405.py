"""The paragraph on delinquent reports, from the late reports of each person.

Item 405 of Regulation S-K (17 CFR 229.405): the caption "Delinquent Section 16(a) Reports", each person who
was late with the number of late reports and of transactions not reported on time, and known failures to file.
"""

import textwrap
from collections.abc import Mapping, Sequence
from typing import Final

from form4kit.history.delinquent_reports import LateReport
from form4kit.insiders.statement import WIDTH

CAPTION: Final = "Delinquent Section 16(a) Reports"
_SMALL: Final = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def item_405(late: Mapping[str, Sequence[LateReport]], year: int, *, foreign_private: bool = False) -> str:
    """Return the paragraph with its caption; empty where nobody was late, since it is then left out.

    `late` are the reports by the name of the person, as it is read in prose.
    """
    if not late:
        return ""
    who = "directors and executive officers"
    who = (
        who
        if foreign_private
        else "directors, executive officers and holders of more than 10% of a registered"
    )
    owned = "" if foreign_private else " class of our equity securities"
    opening = (
        f"Section 16(a) of the Exchange Act requires our {who}{owned} to file reports of their ownership and "
        "of changes in it. Based solely on our review of those reports filed electronically with the SEC and "
        "on written representations that no other reports were required, we believe that all were filed on "
        f"time in fiscal {year}, except "
    )
    sentences = [f"{name} {_told(reports)}" for name, reports in late.items()]
    if len(sentences) == 1:
        text = f"{opening}that {sentences[0]}."
    else:
        text = f"{opening}as follows. {'. '.join(sentences)}."
    return f"{CAPTION}\n\n{textwrap.fill(text, WIDTH)}\n"


def _told(reports: Sequence[LateReport]) -> str:
    """Say of one person what was late and what is missing, in one sentence without its subject."""
    clauses = []
    for form in sorted({each.form for each in reports}):
        own = [each for each in reports if each.form == form]
        left_out = sum(each.holdings for each in own)
        own = [each for each in own if not each.holdings]
        if left_out:
            number = f"{in_words(left_out)} holding{'s' if left_out > 1 else ''}"
            clauses.append(f"did not timely report {number} on Form 3")
        late = [each for each in own if each.filed is not None]
        missing = [each for each in own if each.filed is None]
        if late:
            timely = f"filed {_forms(form, late)}{_reporting(late)} late"
            clauses.append("did not timely file a Form 3" if form == "3" else timely)
        if missing:
            not_filed = f"failed to file {_forms(form, missing)}{_reporting(missing).rstrip(',')}"
            clauses.append("failed to file a Form 3" if form == "3" else not_filed)
    return clauses[0] if len(clauses) == 1 else ", ".join(clauses[:-1]) + " and " + clauses[-1]


def _forms(form: str, reports: Sequence[LateReport]) -> str:
    return f"{in_words(len(reports))} Form{'s' if len(reports) > 1 else ''} {form}"


def _reporting(reports: Sequence[LateReport]) -> str:
    number = sum(each.transactions for each in reports)
    return f", reporting {in_words(number)} transaction{'s' if number > 1 else ''}," if number else ""


def in_words(number: int) -> str:
    """Return a number as prose has it: to ten in words."""
    return _SMALL[number] if number < len(_SMALL) else f"{number:,}"
