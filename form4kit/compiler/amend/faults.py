"""What can be wrong with `amends:`, as the catalogue shows it."""

from typing import Final

from form4kit.analysis.running_balances import RUNNING_TALLY
from form4kit.findings import Authority, Fault, Severity

_LANGUAGE: Final = "form4kit draft language"
_BY_LINE: Final = (
    "Form 4, General Instruction 9; Form 3, General Instruction 8; Form 5, General Instruction 9"
)

UNREADABLE: Final = Fault(
    code="DRF21",
    severity=Severity.ERROR,
    authority=Authority.PRACTICE,
    title="The filing that a draft amends can be read, and is the form that the draft amends.",
    cites=(_LANGUAGE,),
    reason="What has changed is told by comparing the two.",
    bad='form: "4/A"\namends: missing.xml',
    good='form: "4/A"\namends: filed/ownership.xml',
)
NOTHING: Final = Fault(
    code="DRF22",
    severity=Severity.ERROR,
    authority=Authority.FORM,
    title="An amendment amends something.",
    cites=(_BY_LINE,),
    reason="It holds the lines that were wrong or left out; without any it is the same form again.",
    bad="amends: filed/ownership.xml  # and each line as it was filed",
    good="amends: filed/ownership.xml  # and a line with the right number of shares",
)
LEFT_OUT: Final = Fault(
    code="AMD12",
    severity=Severity.NOTE,
    authority=Authority.PRACTICE,
    title="A line is not taken back by leaving it out of an amendment.",
    cites=(_BY_LINE,),
    reason="What an amendment does not repeat stands as it was filed.",
    bad="# a line of the original that stands nowhere in the draft",
    good="# the line with the amount that is right, and a footnote",
)
UNFOLLOWED: Final = Fault(
    code="AMD14",
    severity=Severity.WARNING,
    authority=Authority.FORM,
    title="Lines that rest on an amended balance are amended too.",
    cites=(_BY_LINE, *RUNNING_TALLY),
    reason="Each balance follows from the line before; one left as it was filed goes on from the wrong one.",
    bad="# shares and balance of the first of two sales amended, and the balance after the second as filed",
    good="# both balances amended, each with a footnote",
)
CARRIED_ON: Final = Fault(
    code="AMD13",
    severity=Severity.NOTE,
    authority=Authority.PRACTICE,
    title="Later filings that rest on a corrected balance are known.",
    cites=(_BY_LINE,),
    reason="They are not amended as a rule: the next form gives the right balance, and a footnote says why.",
    bad="# a later Form 4 that goes on from the old balance",
    good="# a later Form 4 that goes on from the right one",
)
