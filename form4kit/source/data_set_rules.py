"""Which rules a data set leaves unjudged, and for want of what: the one table of it.

A rule stands here where the tables lack a fact that it reads, or hold it in another form than it was filed
in. Every other rule finds in a data set what it finds in the document of record.
"""

from collections.abc import Iterable
from typing import Final

_ORDER = "the order of the rows"
_TYPED = "values as they were typed"
_CODING = "what a row of one kind has of another's columns"
_ADDRESS = "addresses abroad and the parts of an address that has no state"
_BOX = "the Rule 10b5-1(c) box"

NOT_JUDGED: Final[dict[str, str]] = (
    dict.fromkeys(("BAL02", "BAL03", "BAL05", "BAL08", "BAL09", "COD44", "FTN11", "SUB06"), _ORDER)
    | dict.fromkeys(("DAT01", "NUM01", "NUM02", "XML06"), _TYPED)
    | dict.fromkeys(("COD04", "COD40"), _CODING)
    | dict.fromkeys(("OWN12", "OWN17", "OWN18"), _ADDRESS)
    | {"FTN02": "a footnote that is defined twice", "ISS03": "the foreign trading symbol"}
    | dict.fromkeys((f"EXH{number}" for number in range(11, 21)), "exhibits")
    | {"XSD01": "the document itself, which the schema judges"}
)
"""The rules that no data set can be judged by, each with what the set lacks for it."""

WITHOUT_PLAN_BOX: Final[dict[str, str]] = dict.fromkeys(
    (
        *("DAT09", "DAT10", "FTN19", "PLN01"),
        *(f"PLN{number:02}" for number in (*range(4, 10), *range(11, 24))),
    ),
    _BOX,
)
"""Those beside them that a set without the column of the plan box cannot be judged by."""


def in_words(codes: Iterable[str]) -> str:
    """Name rules by what a data set lacks for them: `the order of the rows (BAL02, FTN11)`."""
    lacking: dict[str, list[str]] = {}
    for code in sorted(codes):
        lacking.setdefault((NOT_JUDGED | WITHOUT_PLAN_BOX).get(code, "facts"), []).append(code)
    return "; ".join(f"{what} ({', '.join(named)})" for what, named in lacking.items())
