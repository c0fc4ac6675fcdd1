"""Rule on a text that sends its reader to another footnote."""

import re
from collections.abc import Iterator

from form4kit.analysis.passages import passages
from form4kit.findings import Authority, Severity
from form4kit.lazy_re import pattern
from form4kit.model import Filing
from form4kit.rules.rule import Bad, Problem, Problems, rule

_ANOTHER = pattern(
    r"\bfootnotes?\s*\(?(?P<number>[0-9]{1,3})\b\)?"
    r"(?!\s+(?:of|to|in|on|from)\s+(?!this\b))",  # "to this Form 4" is meant, not "of the Form 4 filed"
    re.IGNORECASE,
)
_REMARKS = pattern(
    r"\b(?:see|refer to)\s+(?:also\s+)?(?:the\s+)?remarks?\b(?:\s+(?:section|below))*"
    r"(?!\s+(?:of|to|in|on|section of)\s+(?!this\b))",
    re.IGNORECASE,
)


@rule(
    "FTN26",
    Severity.WARNING,
    Authority.PRACTICE,
    cites=["practice: the printed form numbers its footnotes from 1"],
    good=[
        {"footnotes.award": "Grant of restricted shares, as footnote (1) to this Form 4 says."},
        {"footnotes.award": "Restricted shares; see footnote 9 to the Form 4 filed on 2 March 2026."},
        {"remarks": "Continued from footnote 1."},
        {"footnotes.award": "See Remarks.", "remarks": "The shares vest in four equal parts."},
        {"footnotes.award": "Grant of restricted shares; see the remarks to the Form 4 of March 2, 2026."},
    ],
    bad=[
        Bad({"footnotes.award": "Grant of restricted shares. See footnote (9)."}, at="footnotes.award"),
        Bad({"remarks": "Continued from footnote 2 to this Form 4."}, at="remarks"),
        Bad({"footnotes.award": "See Remarks."}, at="footnotes.award"),
    ],
)
def footnote_spoken_of_exists(filing: Filing) -> Problems:
    """Refer in a text only to a footnote, or to remarks, that the form has.

    Footnotes are numbered anew when one is added or taken out; a number typed into a text is not.
    """
    numbers = {note.id.removeprefix("F") for note in filing.footnotes}
    for passage in passages(filing):
        for number in dict.fromkeys(_spoken_of(passage.text)):
            if number not in numbers:
                message = f"speaks of footnote {number}; the form has {_those(len(numbers))}"
                yield Problem(passage.place, message, "Correct the number, or take the reference out.")
        if not (filing.remarks.value or "").strip() and _REMARKS.search(passage.text):
            wanted = "Write `remarks:` with what is meant" if filing.kind == "draft" else "Give the remarks"
            hint = f"{wanted}, or take the reference out."
            yield Problem(passage.place, "speaks of the remarks, and there are none", hint)


def _spoken_of(text: str) -> Iterator[str]:
    if "ootnote" in text or "OOTNOTE" in text:
        for found in _ANOTHER.finditer(text):
            yield found["number"].lstrip("0")


def _those(count: int) -> str:
    return {0: "none", 1: "one"}.get(count, str(count))
