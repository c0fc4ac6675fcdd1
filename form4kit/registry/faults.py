"""What can be wrong with a registry, or with a name that a draft takes from it."""

from form4kit.findings import Authority, Fault, Severity

_SPEC = "EDGAR Ownership XML Technical Specification v5.5"


def _fault(
    code: str,
    title: str,
    reason: str,
    bad: str,
    good: str,
    *,
    cites: tuple[str, ...] = (),
    severity: Severity = Severity.ERROR,
    authority: Authority = Authority.PRACTICE,
) -> Fault:
    return Fault(
        code=code,
        severity=severity,
        authority=authority,
        title=title,
        cites=("form4kit draft language", *cites),
        reason=reason,
        bad=bad,
        good=good,
    )


UNKNOWN_NAME = _fault(
    "REG01",
    "An issuer or an owner taken by name stands in the registry.",
    "Without the CIK behind the name EDGAR suspends the form.",
    "owners: [ryes]    # form4kit.toml has [people.reyes]",
    "owners: [reyes]",
    cites=(f"{_SPEC}, sections 4.3.1 and 4.3.2",),
    authority=Authority.EDGAR,
)
NO_ROLE = _fault(
    "REG02",
    "A person of the registry has a role on the day of the transaction.",
    "The boxes of the relationship and the title are those of the day; on another day they may be wrong.",
    "cik: '1903446'\nroles: [{from: 2026-11-20, director: true}]    # and a sale on 2026-11-18",
    "cik: '1903446'\nroles: [{from: 2021-05-12, director: true}]",
    cites=("Form 4, box 5",),
    severity=Severity.WARNING,
)
CCC_HELD = _fault(
    "REG03",
    "No CCC stands in the registry.",
    "A CCC is a secret; with it anyone can file in the person's name. A file that is shared keeps none.",
    "ccc: <eight characters>",
    "FORM4KIT_CCC_1903446 in the environment, for the build alone",
    cites=("17 CFR 232.10",),
)
UNREADABLE = _fault(
    "REG04",
    "A file of the registry is a mapping in YAML.",
    "An entry that is passed over silently is worse than none.",
    "- cik: '1903446'",
    "cik: '1903446'\ndirector: true",
)
UNFIT_ENTRY = _fault(
    "REG05",
    "An entry of the registry has the keys and values that it takes.",
    "What stands under a misspelt key would be left out of every filing that uses the entry.",
    "cik: '1903446'\nroles: [{form: 2021-05-12, director: true}]",
    "cik: '1903446'\nroles: [{from: 2021-05-12, director: true}]",
)
DOUBLED = _fault(
    "REG06",
    "An entry of the registry stands once.",
    "Of two entries with one name only one could be used, and nobody would know which.",
    "[people.reyes] in form4kit.toml, and people/reyes.yaml",
    "people/reyes.yaml",
)
UNKNOWN_PLAN = _fault(
    "REG07",
    "A plan taken by name stands in the registry, with a reporting owner of the draft.",
    "The form gives the day on which the plan was adopted, and the registry is asked for it.",
    "plan_10b5_1: sales-2025    # people/reyes.yaml has the plan sales-2026",
    "plan_10b5_1: sales-2026",
    cites=("Form 4, General Instruction 10",),
)
SETTINGS_UNREADABLE = Fault(
    code="CFG01",
    severity=Severity.ERROR,
    authority=Authority.PRACTICE,
    title="form4kit.toml is TOML, and its values are of the kinds that it takes.",
    cites=("form4kit draft language",),
    reason="A setting that is passed over silently is worse than none.",
    bad="[rules]\nignore = 'COD14'",
    good="[rules]\nignore = ['COD14']",
)

DIFFERS = Fault(
    code="REC01",
    severity=Severity.NOTE,
    authority=Authority.PRACTICE,
    title="What is on record as filed is what its draft still gives.",
    cites=("form4kit draft language",),
    reason="A draft reads other files: what was filed stays as it was filed, whatever these say today.",
    bad="# a draft on record whose registry has another address since",
    good="# a draft on record that gives the document that was filed",
)

FAULTS = (UNKNOWN_NAME, NO_ROLE, CCC_HELD, UNREADABLE, UNFIT_ENTRY, DOUBLED, UNKNOWN_PLAN)
"""Every fault of a registry, in the order of their codes."""
