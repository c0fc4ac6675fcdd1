"""Rules on why a form is amended, where the form it amends is known: the reason must be a new one."""

from typing import Final

from form4kit.analysis.compare import values
from form4kit.findings import Authority, Severity
from form4kit.model import Filing
from form4kit.rules.amendments.form import gives_reason, new_texts
from form4kit.rules.rule import Bad, Good, Problem, Problems, rule

_BY_LINE: Final = (
    "Form 4, General Instruction 9; Form 3, General Instruction 8; Form 5, General Instruction 9"
)
_AS_FILED: dict[str, object] = {
    "form": "4",
    "original_filed": None,
    "filed": "2026-11-20",
    "non_derivative[0].disposed": "100",
    "footnotes.why": "Sold to correct an error of the broker.",
}
_ONE_LINE: dict[str, object] = {
    "non_derivative[2]": None,
    "non_derivative[1]": None,
    "footnotes.award": None,
}
_SAME_REASON = _ONE_LINE | {"footnotes.why": _AS_FILED["footnotes.why"]}
_SHARES: Final = "Amended to correct the number of shares sold."


@rule(
    "AMD10",
    Severity.ERROR,
    Authority.FORM,
    cites=[_BY_LINE],
    good=[
        Good(_ONE_LINE, on="4A", original=_AS_FILED),
        Good(_SAME_REASON | {"remarks": _SHARES}, on="4A", original=_AS_FILED),
    ],
    bad=[
        Bad(_SAME_REASON, on="4A", original=_AS_FILED, at="remarks"),
        Bad(
            _SAME_REASON | {"remarks": "The first form said 100 shares."},
            on="4A",
            original=_AS_FILED,
            at="remarks",
            severity=Severity.WARNING,
        ),
        Bad(
            _SAME_REASON | {"original_filed": "2026-11-18"},
            on="4A",
            original=_AS_FILED | {"form": "4/A", "original_filed": "2026-11-18"},
            at="remarks",
            severity=Severity.WARNING,
        ),
    ],
)
def reason_is_new(filing: Filing) -> Problems:
    """Say what is amended and why in words that the original did not have.

    A footnote of the original that speaks of a correction explains that filing, not this one. This only warns
    where a text is new, which may say why in words unknown here, and where an amendment is amended again, for
    which the same words may be right.
    """
    original = filing.context.original
    if original is None or not filing.amendment or not gives_reason(filing.prose):
        return
    new = new_texts(filing, original)
    if not any(map(gives_reason, new)):
        hint = "Put a footnote on each amended line: `Amended to correct the price, reported as 31.70.`"
        message = "no footnote or remark that is new says what is amended and why"
        severity = Severity.WARNING if new or original.amendment else None
        yield Problem(filing.at("remarks"), message, hint, severity)


@rule(
    "AMD11",
    Severity.WARNING,
    Authority.FORM,
    cites=[_BY_LINE],
    good=[
        Good(_ONE_LINE, on="4A", original=_AS_FILED),
        Good(
            _ONE_LINE | {"non_derivative[0].disposed": "1000", "footnotes": None, "remarks": _SHARES},
            on="4A",
            original=_AS_FILED | {"footnotes": None, "non_derivative[1].price": "0"},
        ),
    ],
    bad=[
        Bad(
            {"non_derivative[2]": None, "non_derivative[1].price": "1 ^award"},
            on="4A",
            original=_AS_FILED,
            at="non_derivative[1]",
        )
    ],
)
def amended_line_says_why(filing: Filing) -> Problems:
    """Explain each line that is amended or added, in a footnote on it or in the remarks.

    Who reads the line must see what was wrong with it. Remarks that give a reason are taken to be about all;
    a line as it was filed has nothing to explain.
    """
    original = filing.context.original
    if original is None or not filing.amendment:
        return
    new = new_texts(filing, original)
    told = filing.remarks.text
    if not any(map(gives_reason, new)) or (told in new and gives_reason(told or "")):
        return
    before = {values(row) for row in original.rows}
    for row in filing.rows:
        texts = [note.text.text or "" for note in filing.notes_of(row)]
        if values(row) not in before and not any(gives_reason(text) for text in texts if text in new):
            hint = "Refer to a footnote that says what stood there, or put the reason into the remarks."
            yield Problem(row.at(), "nothing on this line says what is amended in it", hint)
