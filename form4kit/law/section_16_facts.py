"""Know what exemptions of Section 16 rest on and no form shows: approvals, and cover of short positions."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

BODIES: Final = ("board", "committee", "shareholders")
"""Who may approve: the board, its committee of non-employee directors, shareholders (Rule 16b-3(d), (e))."""
CODES: Final = ("A", "D", "F")
"""The transactions with the issuer whose exemption rests on an approval."""


@dataclass(frozen=True, slots=True)
class Approval:
    """An approval under Rule 16b-3: its day, who gave it, for which transaction codes, and of what."""

    date: dt.date
    body: str
    codes: tuple[str, ...]
    matter: str = ""

    def covers(self, code: str, day: dt.date) -> bool:
        """Tell whether it covers a transaction of a code on a day.

        It comes first; but shareholders may ratify a grant by the date of the next annual meeting.
        """
        return code in self.codes and (self.date <= day or (self.body == "shareholders" and code == "A"))


@dataclass(frozen=True, slots=True)
class Cover:
    """Shares of a class that are held beside those on the form, to cover a short position (Rule 16c-4)."""

    security: str
    shares: Decimal
