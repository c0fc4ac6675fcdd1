"""Find the CCC of each owner, in the environment or the system's keyring, and nowhere else.

A CCC is a secret of eight characters that EDGAR asks for with a CIK. It goes into `submission.xml` alone:
never into a draft, a log, a manifest or a hash.
"""

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from form4kit.convert import bare_cik
from form4kit.edgar import ccc_keyring
from form4kit.edgar.faults import CCC_MISSING, CCC_OF_ANOTHER_LENGTH
from form4kit.findings import Finding, Severity
from form4kit.model import Filing

LENGTH = 8
# An element with something in it; a key with a value of eight characters; the variable with its value.
_HELD = re.compile(
    rb"<rptOwnerCcc>\s*[^<\s]"
    rb"|(?:^|[\s{,\"'_-])(?:rptOwner)?ccc[\"']?\s*[:=]\s*[\"']?[^\s\"',}]{8}(?:[\s\"',}]|$)"
    rb"|FORM4KIT_CCC_\d+\s*[:=]\s*[\"']?\S",
    re.IGNORECASE | re.MULTILINE,
)


def variable(cik: str) -> str:
    """Return the name of the environment variable that holds the CCC of a CIK."""
    return f"FORM4KIT_CCC_{bare_cik(cik)}"


def lines_with_one(data: bytes) -> Iterator[int]:
    """Return the lines, from 1, on which a file holds what looks like a CCC."""
    for found in _HELD.finditer(data):
        yield data.count(b"\n", 0, found.start()) + 1 + found[0].startswith(b"\n")


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
        elif len(ccc) != LENGTH:
            message = f"the CCC of {bare} has {len(ccc)} characters, a CCC has {LENGTH}"
            findings.append(CCC_OF_ANOTHER_LENGTH.at(owner.at("cik"), message, "Copy it again."))
        else:
            found[bare] = ccc
    return found, findings


def _told(name: str, cik: str) -> tuple[str, str]:
    """Say that there is no CCC, and where one may lie."""
    if not ccc_keyring.installed():
        return f"{name} is not set, so there is no CCC", f"Set {name} for the build."
    hint = f"Set {name} for the build, or keep it: `keyring set {ccc_keyring.SERVICE} {cik}`."
    return f"{name} is not set, and the keyring has no CCC", hint
