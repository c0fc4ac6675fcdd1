"""Rule on texts that a draft left open."""

from collections.abc import Iterator

from form4kit.analysis.passages import passages
from form4kit.analysis.statements import placeholders
from form4kit.findings import Authority, Severity
from form4kit.model import Field, Filing, Placed
from form4kit.place import Place
from form4kit.rules.rule import Bad, Problem, Problems, rule


@rule(
    "FTN24",
    Severity.WARNING,
    Authority.PRACTICE,
    cites=["practice: EDGAR publishes a text as it was sent"],
    good=[
        {"footnotes.award": "Held by Example Ventures Fund XX, L.P., as described in footnote (1) [sic]."},
        {"remarks": "[continued from footnote 1]"},
    ],
    bad=[
        Bad({"footnotes.award": "Grant of restricted shares on [●]."}, at="footnotes.award", also=("XML04",)),
        Bad(
            {"footnotes.award": "Grant of restricted shares, vesting on March XX, 2027."},
            at="footnotes.award",
        ),
        Bad({"footnotes.award": "Grant of TBD shares on [date]."}, at="footnotes.award"),
        Bad({"remarks": "Exhibit list: ____"}, at="remarks"),
        Bad({"remarks": "The plan was adopted on [to come]."}, at="remarks"),
        Bad(
            {"non_derivative[2].ownership": {"indirect": "By [name of trust]"}}, at="non_derivative[2].nature"
        ),
    ],
)
def nothing_is_left_to_fill_in(filing: Filing) -> Problems:
    """Fill in what the draft left open, such as [●], TBD, XX or [date].

    EDGAR files the text as it stands, and a filed form cannot be withdrawn, only amended.
    """
    for passage in passages(filing):
        yield from _left(passage.place, passage.text)
    for each, name in _fields(filing):
        found: Field[str] = getattr(each, name)
        if found.text and placeholders(found.text):
            yield from _left(each.at(name), found.text)


def _left(place: Place, text: str) -> Problems:
    if found := placeholders(text):
        left = ", ".join(f'"{each}"' for each in found)
        yield Problem(place, f"left to fill in: {left}", "Put the words or figures in their place.")


def _fields(filing: Filing) -> Iterator[tuple[Placed, str]]:
    """Yield the fields outside footnotes and remarks that hold free text."""
    for row in filing.rows:
        yield row, "security"
        yield row, "nature"
    for row in filing.derivative:
        yield row, "underlying"
    for owner in filing.owners:
        yield owner, "officer_title"
        yield owner, "other_text"
    for signature in filing.signatures:
        yield signature, "name"
