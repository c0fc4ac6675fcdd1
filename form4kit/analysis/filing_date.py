"""Tell what the filing date rests on, for rules that compare other dates with it."""

import datetime as dt

from form4kit.model import Filing

_UNTIL_FILED = 10
"""Days in which a signed form is all but surely filed."""


def is_by_signature(filing: Filing) -> bool:
    """Tell whether the filing date is only that of the latest signature, before which it was not filed."""
    if not filing.published or filing.filed is None:
        return False
    return filing.filed == max((s.date.value for s in filing.signatures if s.date.value), default=None)


def days_after_filing(filing: Filing, day: dt.date, slack: int = _UNTIL_FILED) -> int:
    """Return by how many days a date lies after the filing date; 0 where it does not, or not for certain.

    Where only the signature tells the filing date, the form may have been filed up to `slack` days later.
    """
    if filing.filed is None:
        return 0
    after = (day - filing.filed).days
    return after if after > (slack if is_by_signature(filing) else 0) else 0


def filed_or_signed(filing: Filing) -> str:
    """Say when the form was filed, or signed where that is all that is known: `filed 2024-03-08`."""
    return f"{'signed' if is_by_signature(filing) else 'filed'} {filing.filed}"
