"""Find the CCC of each owner, in the environment or the system's keyring, and nowhere else.

A CCC is a secret of eight characters that EDGAR asks for with a CIK. It goes into `submission.xml` alone:
never into a draft, a log, a manifest or a hash.
"""

import os
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Final

from form4kit.convert import bare_cik
from form4kit.edgar import ccc_keyring
from form4kit.edgar.ccc_shapes import LENGTH
from form4kit.edgar.faults import CCC_MISSING, CCC_OF_ANOTHER_LENGTH, CCC_OF_OTHER_CHARACTERS
from form4kit.findings import Finding, Severity
from form4kit.model import Filing

_KINDS: Final[tuple[tuple[str, Callable[[str], bool]], ...]] = (
    ("a blank", str.isspace),
    ("a control character", lambda sign: not sign.isprintable()),
    ("a letter or sign beyond ASCII", lambda sign: not sign.isascii()),
)
"""What stands in no CCC, and what tells it."""


def variable(cik: str) -> str:
    """Return the name of the environment variable that holds the CCC of a CIK."""
    return f"FORM4KIT_CCC_{bare_cik(cik)}"


def with_typed(cccs: Mapping[str, str]) -> Mapping[str, str]:
    """Return this environment with CCCs that were typed, by CIK without zeros, in place of its own."""
    return {**os.environ, **{variable(cik): text for cik, text in cccs.items() if text}}


def gather(
    filing: Filing, *, live: bool, environment: Mapping[str, str] | None = None
) -> tuple[dict[str, str], list[Finding]]:
    """Return the CCCs by CIK without leading zeros, and what is wrong with them, never quoting one."""
    environment = os.environ if environment is None else environment
    found: dict[str, str] = {}
    findings: list[Finding] = []
    for owner in filing.owners:
        cik = owner.cik.value
        if not cik or not cik.isdigit():
            continue
        name, bare = variable(cik), bare_cik(cik)
        ccc = environment.get(name) or environment.get(f"FORM4KIT_CCC_{cik}") or ccc_keyring.ccc_of(bare)
        if not ccc:
            missing = CCC_MISSING.at(owner.at("cik"), *_told(name, bare))
            findings.append(replace(missing, severity=Severity.ERROR) if live else missing)
        elif strange := _strange(ccc):
            message = f"the CCC of {bare} holds {strange}"
            hint = "Copy it again: eight letters, digits and signs, no blank or line end with it."
            findings.append(CCC_OF_OTHER_CHARACTERS.at(owner.at("cik"), message, hint))
        elif len(ccc) != LENGTH:
            message = f"the CCC of {bare} has {len(ccc)} characters, a CCC has {LENGTH}"
            findings.append(CCC_OF_ANOTHER_LENGTH.at(owner.at("cik"), message, "Copy it again."))
        else:
            found[bare] = ccc
    return found, findings


def where_kept(cik: str, environment: Mapping[str, str] | None = None) -> tuple[str, str]:
    """Return where the CCC of a CIK is kept, and what is wrong with it; both empty where there is none.

    Neither says anything that is in it but how long it is.
    """
    environment = os.environ if environment is None else environment
    name, bare = variable(cik), bare_cik(cik)
    ccc, where = environment.get(name), f"in {name}"
    if not ccc:
        ccc, where = ccc_keyring.ccc_of(bare), "in the keyring"
    if not ccc:
        return "", ""
    if strange := _strange(ccc):
        return where, f"it holds {strange}"
    return where, "" if len(ccc) == LENGTH else f"it has {len(ccc)} characters, a CCC has {LENGTH}"


def _strange(ccc: str) -> str:
    """Name the first kind of character in a text that stands in no CCC; empty where there is none."""
    if any(sign in "\r\n" for sign in ccc):
        return "a line end"
    return next((told for told, is_so in _KINDS if any(map(is_so, ccc))), "")


def _told(name: str, cik: str) -> tuple[str, str]:
    """Say that there is no CCC, and where one may lie."""
    if not ccc_keyring.installed():
        return f"{name} is not set, so there is no CCC", f"Set {name} for the build."
    hint = f"Set {name} for the build, or keep it: `keyring set {ccc_keyring.SERVICE} {cik}`."
    return f"{name} is not set, and the keyring has no CCC", hint
