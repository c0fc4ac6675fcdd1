"""Rules on the document as a whole: its flags, its size, its layout, and what EDGAR puts in itself."""

import re
from collections.abc import Iterator

from form4kit.analysis.form_parts import part_of_report
from form4kit.findings import Authority, Severity
from form4kit.lazy_re import pattern
from form4kit.model import Field, Filing, Placed
from form4kit.rules.rule import Bad, Good, Problem, Problems, rule

_SPEC = "EDGAR Ownership XML Technical Specification v5.5"
_MOST_ROWS = 30
_MOST_OWNERS = 10
_OWNER_FLAGS = ("director", "officer", "ten_percent", "other")
_FILING_FLAGS = ("not_subject_to_section_16", "plan_10b5_1")
_VERSION_LENGTH = 5
_PART_OF = pattern(
    r"\b(?:\d+|one|two|three|first|second|third|last)\s+of\s+(?:the\s+)?(?:a\s+total\s+of\s+)?"
    r"(?:\d+|two|three|four|five)\b|continu|(?:multiple|separate|additional|other|second|two|three)"
    r"\s+(?:related\s+)?(?:Form|filing|report|statement)",
    re.IGNORECASE,
)
_NOTHING_OWNED = pattern(
    r"\b(?:no|not?\s+\w+\s+any)\s+(?:\w+\s+){0,3}(?:securities|shares|stock|equity)", re.I
)


def _held(count: int) -> list[dict[str, object]]:
    """Return holdings for an example."""
    return [
        {
            "security": "Common Stock",
            "owned_after": f"{100 + n}",
            "ownership": {"indirect": f"By Trust {n:02}"},
        }
        for n in range(count)
    ]


_SALE = {"security": "Common Stock", "date": "2026-11-18", "code": "S", "disposed": "1000", "price": "31.07"}
_SOLD = [_SALE | {"owned_after": "41471", "ownership": "direct"}]


def _flags(filing: Filing) -> Iterator[tuple[Placed, str, Field[bool]]]:
    for name in _FILING_FLAGS:
        yield filing, name, getattr(filing, name)
    for owner in filing.owners:
        for name in _OWNER_FLAGS:
            yield owner, name, getattr(owner, name)
        if owner.address:
            yield owner.address, "non_us", owner.address.non_us
    for row in filing.rows:
        yield row, "swap", row.swap


@rule(
    "XML06",
    Severity.ERROR,
    Authority.EDGAR,
    cites=[f"{_SPEC}, sections 3.2 and 5"],
    good=[{"owners[0].ten_percent": "0"}, {"owners[0].ten_percent": ""}],
    bad=[
        Bad({"owners[0].ten_percent": "yes"}, at="owners[0].ten_percent"),
        Bad(
            xml=(("<isDirector>1</isDirector>", "<isDirector>1</isDirector><isOfficer></isOfficer>"),),
            at="owners[0].officer",
        ),
    ],
    aliases=["PLN10"],
)
def flag_is_a_boolean(filing: Filing) -> Problems:
    """Write a flag as true or false, 1 or 0, or leave it out.

    EDGAR suspends a document with another word, or with the element of a flag and nothing in it.
    """
    written = filing.kind == "draft"
    for at, name, found in _flags(filing):
        if found.value is not None or not (found.text or (found.line and not written)):
            continue
        message = f"{found.text!r} is neither true nor false" if found.text else "an empty flag"
        yield Problem(at.at(name), message, "Write `true` or `false`, or leave it out.")


@rule(
    "XML07",
    Severity.WARNING,
    Authority.EDGAR,
    cites=[f"{_SPEC}, section 4.3"],
    sources=["submission"],
    good=[{"published": True}],
    bad=[
        Bad(
            xml=(("<documentType>", "<schemaVersion>X0609</schemaVersion><documentType>"),),
            at="as_published.schema_version",
        ),
        Bad(
            xml=(("<documentType>", "<schemaVersion>X06</schemaVersion><documentType>"),),
            at="as_published.schema_version",
            severity=Severity.ERROR,
        ),
    ],
)
def schema_version_is_not_sent(filing: Filing) -> Problems:
    """Leave the schema's version to EDGAR.

    EDGAR inserts the one in force, discards what was sent, and warns; it suspends one that has not five
    characters.
    """
    own = filing.as_published
    if own and own.schema_version.line:
        text = own.schema_version.text or ""
        severity = None if len(text) == _VERSION_LENGTH else Severity.ERROR
        place = own.at("schema_version")
        yield Problem(place, f"schemaVersion {text!r} is sent", "Leave it out of the document.", severity)


_EDGARS_FLAGS = {
    "no_securities_owned": "noSecuritiesOwned",
    "form3_holdings_reported": "form3HoldingsReported",
    "form4_transactions_reported": "form4TransactionsReported",
}


@rule(
    "XML08",
    Severity.WARNING,
    Authority.EDGAR,
    cites=[f"{_SPEC}, section 4.3"],
    forms="35",
    sources=["submission"],
    good=[Good({"published": True}, on="3")],
    bad=[
        Bad(
            xml=(("<issuer>", "<noSecuritiesOwned>0</noSecuritiesOwned><issuer>"),),
            on="3",
            at="as_published.no_securities_owned",
        ),
        Bad(
            xml=(("<issuer>", "<form4TransactionsReported>0</form4TransactionsReported><issuer>"),),
            on="5",
            at="as_published.form4_transactions_reported",
        ),
    ],
)
def edgars_flags_are_not_sent(filing: Filing) -> Problems:
    """Leave to EDGAR what it finds out itself.

    Whether a Form 3 reports nothing, and what a Form 5 reports late, it reads off the rows.
    """
    own = filing.as_published
    for name, element in _EDGARS_FLAGS.items():
        if own and getattr(own, name).line:
            yield Problem(own.at(name), f"{element} is sent", "Leave it out of the document.")


@rule(
    "XML09",
    Severity.ERROR,
    Authority.EDGAR,
    cites=[f"{_SPEC}, sections 3.3 and 5"],
    good=[{"non_derivative": _SOLD + _held(29), "footnotes": None, "remarks": "Form 1 of 2."}],
    bad=[
        Bad({"non_derivative": _SOLD + _held(30), "footnotes": None}, at="non_derivative[30]"),
    ],
)
def table_has_thirty_rows_at_most(filing: Filing) -> Problems:
    """Keep each table to 30 rows, transactions and holdings together.

    EDGAR suspends a form with a longer one; what does not fit goes on a second form.
    """
    for rows in (filing.non_derivative, filing.derivative):
        if len(rows) > _MOST_ROWS:
            hint = "File the rows from here on as `Form 2 of 2`, and carry the balances on."
            yield Problem(rows[_MOST_ROWS].at(), f"{len(rows)} rows, the most is {_MOST_ROWS}", hint)


@rule(
    "XML10",
    Severity.NOTE,
    Authority.PRACTICE,
    cites=[f"{_SPEC}, section 3.3", "17 CFR 240.16a-3(j)"],
    aliases=["JOINT-SPLIT"],
    good=[
        {"non_derivative": _SOLD + _held(29), "footnotes": None, "remarks": "Form 1 of 2."},
        {"non_derivative": _SOLD + _held(28), "footnotes": None},
    ],
    bad=[Bad({"non_derivative": _SOLD + _held(29), "footnotes": None}, at="remarks")],
)
def split_form_says_so(filing: Filing) -> Problems:
    """Say in the remarks that a form is one of several.

    A table with just as many rows as EDGAR takes, or a group of just ten owners, goes on in another form
    more often than not.
    """
    full = [rows for rows in (filing.non_derivative, filing.derivative) if len(rows) == _MOST_ROWS]
    joint = len(filing.owners) == _MOST_OWNERS
    if (full or joint) and not (part_of_report(filing) or _PART_OF.search(filing.prose)):
        message = f"a table of {_MOST_ROWS} rows" if full else f"{_MOST_OWNERS} owners"
        hint = "If there is more on another form, write `Form 1 of 2` in the remarks of both."
        yield Problem(filing.at("remarks"), f"{message}, the most that EDGAR takes", hint)


@rule(
    "XML11",
    Severity.NOTE,
    Authority.FORM,
    cites=[f"{_SPEC}, section 4.3", "17 CFR 240.16a-3(a)"],
    forms="3",
    sources=["draft", "submission"],
    good=[
        Good(
            {
                "non_derivative": None,
                "derivative": None,
                "footnotes": None,
                "remarks": "No securities are beneficially owned.",
            },
            on="3",
        )
    ],
    bad=[Bad({"non_derivative": None, "derivative": None, "footnotes": None}, on="3", at="")],
)
def empty_form_3_is_meant(filing: Filing) -> Problems:
    """Be sure that nothing is owned before filing a Form 3 without rows.

    The form is due all the same, and EDGAR prints on it that no securities are beneficially owned.
    """
    if not filing.rows and not _NOTHING_OWNED.search(filing.prose):
        hint = "If so, write `No securities are beneficially owned.` in the remarks."
        yield Problem(filing.at(), "nothing is owned, by this form", hint)
