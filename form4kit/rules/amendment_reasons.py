"""Rules on why a form is amended, where the form it amends is known: the reason must be a new one."""

from collections.abc import Iterable
from typing import Final

from form4kit.findings import Authority, Severity
from form4kit.model import PRINTED, Filing, Row
from form4kit.rules.amendments import gives_reason
from form4kit.rules.frame import Bad, Good, Problem, Problems, rule

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


@rule(
    "AMD10",
    Severity.ERROR,
    Authority.FORM,
    cites=[_BY_LINE],
    good=[
        Good(_ONE_LINE, on="4A", original=_AS_FILED),
        Good(
            _ONE_LINE
            | {
                "footnotes.why": "Sold to correct an error of the broker.",
                "remarks": "Amended to correct the number of shares sold.",
            },
            on="4A",
            original=_AS_FILED,
        ),
    ],
    bad=[
        Bad(
            _ONE_LINE | {"footnotes.why": "Sold to correct an error of the broker."},
            on="4A",
            original=_AS_FILED,
            at="remarks",
        )
    ],
)
def reason_is_new(filing: Filing) -> Problems:
    """Say what is amended and why in words that the original did not have.

    A footnote of the original that speaks of a correction explains that filing, not this one.
    """
    original = filing.context.original
    if original is None or not filing.amendment or not gives_reason(filing.prose):
        return
    if not any(gives_reason(text) for text in _new_texts(filing, original)):
        hint = "Put a footnote on each amended line: `Amended to correct the price, reported as 31.70.`"
        yield Problem(
            filing.at("remarks"), "no footnote or remark that is new says what is amended and why", hint
        )


@rule(
    "AMD11",
    Severity.WARNING,
    Authority.FORM,
    cites=[_BY_LINE],
    good=[
        Good(_ONE_LINE, on="4A", original=_AS_FILED),
        Good(
            _ONE_LINE
            | {
                "non_derivative[0].disposed": "1000",
                "footnotes": None,
                "remarks": "Amended to correct the number of shares sold.",
            },
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
    new = [*_new_texts(filing, original)]
    told = filing.remarks.text
    if not any(map(gives_reason, new)) or (told in new and gives_reason(told or "")):
        return
    before = {_values(row) for row in original.rows}
    for row in filing.rows:
        texts = [note.text.text or "" for note in filing.notes_of(row)]
        if _values(row) not in before and not any(gives_reason(text) for text in texts if text in new):
            hint = "Refer to a footnote that says what stood there, or put the reason into the remarks."
            yield Problem(row.at(), "nothing on this line says what is amended in it", hint)


def _new_texts(filing: Filing, original: Filing) -> Iterable[str]:
    """Return the footnotes and remarks that the original does not have."""
    before = {note.text.text for note in original.footnotes} | {original.remarks.text}
    texts = [note.text.text for note in filing.footnotes] + [filing.remarks.text]
    return (text for text in texts if text and text not in before)


def _values(row: Row) -> tuple[object, ...]:
    return row.table, tuple(getattr(row, name).value for name in PRINTED[row.table])
