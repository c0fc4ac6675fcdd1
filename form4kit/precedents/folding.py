"""When two wordings are one: numbers and dates, which always differ, do not tell them apart."""

import hashlib
import unicodedata

from form4kit.lazy_re import pattern

_MONTH = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
_DATE = pattern(
    rf"\b(?:{_MONTH})[a-z]*\.? \d{{1,2}}(?:st|nd|rd|th)?(?:,? \d{{4}})?\b"
    r"|\b\d{1,4}[/-]\d{1,2}[/-]\d{1,4}\b"
)
_NUMBER = pattern(r"[$€£]? ?\d[\d,]*(?:\.\d+)?%?")
_NO_WORD = pattern(r"[^\w#]+")


def folded(text: str) -> str:
    """Return a wording without signs and capitals, `#` in the place of each number and date."""
    plain = " ".join(unicodedata.normalize("NFKC", text).casefold().split())
    return _NO_WORD.sub(" ", _NUMBER.sub(" # ", _DATE.sub(" # ", plain))).strip()


def fold_key(text: str) -> bytes:
    """Return 16 bytes that are the same for wordings that fold together."""
    return hashlib.blake2b(folded(text).encode("utf-8", "surrogatepass"), digest_size=16).digest()
