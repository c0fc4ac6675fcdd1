"""Whether a person signs electronically for the first time here; an attestation by hand comes before that.

17 CFR 232.302(b)(2): the manual attestation comes before the first electronic signature, and is kept.
"""

from pathlib import Path
from typing import Final

from form4kit.signoff.identity import is_hand_of
from form4kit.steps.filing_status import walk
from form4kit.storage.regular import read_regular
from form4kit.storage.sealed import Broken, opened

_SIGNED: Final = ".signed.json"


def is_first_signature(root: Path, signer: str) -> bool:
    """Tell whether no packet below a folder was signed with a key of this name.

    It decides what is asked and proves nothing: records that were written by hand only spare the question.
    """
    for file in walk(root):
        if file.name.endswith(_SIGNED) and _signer(file) and is_hand_of(_signer(file), signer):
            return False
    return True


def _signer(file: Path) -> str:
    """Return whose key signed, by the record beside a packet; empty where it was signed by hand."""
    try:
        told = opened(read_regular(file)).get("signer")
    except (Broken, OSError):
        return ""
    return str(told.get("name") or "") if isinstance(told, dict) else ""
