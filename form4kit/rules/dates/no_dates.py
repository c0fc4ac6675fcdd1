"""The rule on dates that stand for none."""

import datetime as dt

from form4kit.analysis.words_for_nothing import hint_for_words
from form4kit.findings import Authority, Severity
from form4kit.model import Filing
from form4kit.rules.rule import Bad, Good, Problem, Problems, rule

_STAND_INS = frozenset([dt.date(1988, 8, 8), dt.date(1900, 1, 1), dt.date(1901, 1, 1), dt.date(1, 1, 1)])
_FAR = 2200


@rule(
    "DAT16",
    Severity.NOTE,
    Authority.PRACTICE,
    cites=["Form 4, Table II, column 6", "Form 3, Table II, column 2"],
    good=[
        Good({"derivative[0].expires": "2099-12-31"}, on="4-option"),
        Good({"derivative[0].expires": "^none", "footnotes.none": "No expiration."}, on="4-option"),
    ],
    bad=[
        Bad({"derivative[0].expires": "9999-12-31"}, on="4-option", at="derivative[0].expires"),
        Bad({"derivative[0].exercisable": "1988-08-08"}, on="4-option", at="derivative[0].exercisable"),
    ],
)
def date_is_a_date(filing: Filing) -> Problems:
    """Leave out a date of a derivative that there is none of, and let a footnote stand.

    EDGAR takes a footnote alone for the dates of column 6. A date that stands for none, 9999-12-31 or
    1988-08-08, reads as one.
    """
    for row in filing.derivative:
        for name, found in (("exercisable", row.exercisable), ("expires", row.expires)):
            if found.value and (found.value in _STAND_INS or found.value.year >= _FAR):
                message = f"{found.value} stands for no date"
                yield Problem(row.at(name), message, hint_for_words(filing, row, name, "none"))
