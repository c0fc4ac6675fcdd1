"""Read a statement that no Form 5 is due: to whom it is addressed, whose it is, and of which fiscal year.

What a page could show otherwise than it reads is refused: signs that are not seen or that turn the direction
of the text, bytes that are no UTF-8, and a text longer than a person reads before signing.
"""

import datetime as dt
import re
import unicodedata
from dataclasses import dataclass
from typing import Final

from form4kit.insiders.statement import worded
from form4kit.lazy_re import pattern

LARGEST: Final = 8_000
"""The bytes of a statement; the words that form4kit writes have about five hundred."""
MOST_LINES: Final = 120
"""The lines of a statement; more are pages that nobody reads before signing."""
_UNSEEN: Final = frozenset(["Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"])
_MONTHS: Final = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_YEAR = pattern(rf"\bfiscal year ended ({'|'.join(_MONTHS)}) (\d{{1,2}}), (\d{{4}})\b")
_NAME = pattern(r"^[^\S\n]*name[^\S\n]*:(.*)$", re.IGNORECASE | re.MULTILINE)


class NoStatement(ValueError):
    """Say why a text is no statement that can be signed, in one clause."""


@dataclass(frozen=True, slots=True)
class StatementText:
    """A statement as it was read: the names of issuer and person as they stand there, and the whole text."""

    issuer: str
    person: str
    year_end: dt.date
    text: str

    @property
    def words(self) -> str:
        """What it is, in words."""
        return f"the statement of {self.person} for the fiscal year ended {self.year_end}"

    @property
    def as_worded(self) -> bool:
        """Whether it says what form4kit writes and nothing else; white space aside."""
        said = self.text.split()
        return any(
            said == worded(self.issuer, self.person, self.year_end, year_before=before).split()
            for before in (False, True)
        )


def read_statement(data: bytes) -> StatementText:
    """Read the bytes of a statement. Raises NoStatement."""
    text = plain_text(data)
    first = next((line.strip() for line in text.splitlines() if line.strip()), "")
    issuer = first[3:].strip() if first[:3].lower() == "to " else ""
    if not issuer:
        raise NoStatement('does not begin with the issuer: "To HARTWELL INSTRUMENTS INC"')
    return StatementText(issuer, _person(text), _year_end(text), text)


def plain_text(data: bytes) -> str:
    """Return the text of a statement with lines that end in line feeds. Raises NoStatement."""
    if len(data) > LARGEST:
        raise NoStatement(f"has more than {LARGEST} bytes, which no statement has")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise NoStatement(f"is not UTF-8: byte {error.start + 1} is 0x{data[error.start]:02X}") from None
    text = text.replace("\r\n", "\n").expandtabs()
    if text.count("\n") > MOST_LINES:
        raise NoStatement(f"has more than {MOST_LINES} lines, which no statement has")
    for number, line in enumerate(text.split("\n"), 1):
        for sign in line:
            if unicodedata.category(sign) in _UNSEEN:
                raise NoStatement(f"holds U+{ord(sign):04X} in line {number}, which a page does not show")
    return text


def _person(text: str) -> str:
    named = [found[1].strip() for found in _NAME.finditer(text)]
    if len(named) != 1 or not named[0]:
        said = f"names {len(named)} people" if len(named) > 1 else "does not say whose it is"
        raise NoStatement(f'{said}: write one line "Name: Antonio J. Reyes"')
    return named[0]


def _year_end(text: str) -> dt.date:
    found = {match.groups() for match in _YEAR.finditer(" ".join(text.split()))}
    if len(found) != 1:
        said = "names several fiscal years" if found else "does not name its fiscal year"
        raise NoStatement(f'{said}: write "fiscal year ended December 31, 2026" once')
    (month, day, year) = found.pop()
    try:
        return dt.date(int(year), _MONTHS.index(month) + 1, int(day))
    except ValueError:
        raise NoStatement(f"is for a fiscal year ended {month} {day}, {year}, which is no day") from None
