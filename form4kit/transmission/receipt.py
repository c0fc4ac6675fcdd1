"""What EDGAR answers to a submission: that it has it, that it is accepted, or that it is suspended.

A receipt is read from a message or from an answer of EDGAR's API, either of which can be forged: what counts
is the status on EDGAR.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, fields
from typing import Any, Literal

SubmissionStatus = Literal["accepted", "suspended", "received"]


@dataclass(frozen=True, slots=True)
class EdgarError:
    """One error of EDGAR's, word for word but for its white space.

    `number` is given by the API alone; `line` is None where EDGAR names no line, or line 0.
    """

    text: str
    label: str | None = None
    number: int | None = None
    line: int | None = None

    def as_json(self) -> dict[str, Any]:
        """Return it as `--format json` has it."""
        return {"number": self.number, "label": self.label, "text": self.text, "line": self.line}


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """EDGAR's answer about one submission; None where it does not say.

    `test` tells whether it was processed as a test. `received`, `accepted`, `filed` and `suspended` are
    aware instants in New York time. `documents` is how many EDGAR counts, `ciks` those of the registrants,
    ten digits each. `notices` are warnings and announcements.
    """

    accession: str | None
    status: SubmissionStatus
    form: str | None = None
    test: bool | None = None
    received: dt.datetime | None = None
    accepted: dt.datetime | None = None
    filed: dt.datetime | None = None
    suspended: dt.datetime | None = None
    documents: int | None = None
    ciks: tuple[str, ...] = ()
    errors: tuple[EdgarError, ...] = ()
    notices: tuple[str, ...] = ()

    @property
    def counts(self) -> bool:
        """Whether something is filed: accepted, and live for certain."""
        return self.status == "accepted" and self.test is False

    @property
    def said(self) -> int:
        """How many things it says."""
        return sum(getattr(self, each.name) not in (None, ()) for each in fields(self))


def one_each(receipts: Iterable[Receipt]) -> list[Receipt]:
    """Return one receipt for each submission, in the order in which they come first.

    Of several the latest decision counts; of two that say the same, the one that says more.
    """
    kept: dict[str | None, Receipt] = {}
    for each in receipts:
        known = kept.get(each.accession)
        if known is None or _rank(each) > _rank(known):
            kept[each.accession] = each
    return [*kept.values()]


def _rank(receipt: Receipt) -> tuple[bool, float, bool, int]:
    decided = receipt.suspended if receipt.status == "suspended" else receipt.accepted
    when = decided.timestamp() if decided else 0.0
    return receipt.status != "received", when, receipt.status == "suspended", receipt.said
