"""What the foot of the board says of the rules in force, and until when closures of EDGAR are known."""

from form4kit.law.calendar import EDGAR
from form4kit.law.editions import EDITIONS


def known_law() -> dict[str, str]:
    """Return since when the newest rules are in force, and the last day of known closures (ISO dates)."""
    return {
        "rules_since": EDITIONS[0].since.isoformat(),
        "closures_through": EDGAR.checked_through.isoformat(),
    }
