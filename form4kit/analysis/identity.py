"""For whom a filing is: the CIKs of its owners, and whether a text is a CIK at all."""

import re
from collections.abc import Iterable

from form4kit.convert import bare_cik
from form4kit.lazy_re import pattern
from form4kit.model import Filing, Owner

_CIK = pattern(r"[0-9]{1,10}", re.ASCII)


def ciks(owners: Iterable[Owner]) -> set[str]:
    """Return the CIKs of owners, without their zeros."""
    return {bare_cik(owner.cik.text) for owner in owners}


def adds_an_owner(filing: Filing, original: Filing) -> bool:
    """Tell whether an amendment is filed for somebody for whom its original was not."""
    return not ciks(filing.owners) <= ciks(original.owners)


def cik_fault(text: str | None) -> str | None:
    """Say what is wrong with the text of a CIK, None where nothing is; what may be a CCC is not repeated."""
    if not text:
        return "no CIK"
    if _CIK.fullmatch(text):
        return None
    if len(text) == 8 and not text.isdecimal():
        return "not a CIK, which has digits only"
    return f"{text.strip()!r} is not one to ten digits without blanks"
