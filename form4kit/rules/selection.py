"""Choose which findings are shown: by code, by authority, and where two say one thing."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from form4kit.findings import Authority, Finding
from form4kit.registry.settings import Settings
from form4kit.rules.consequences import cause_of, divide

Profile = Literal["edgar", "form", "practice"]
PROFILES: tuple[Profile, ...] = get_args(Profile)
_AUTHORITIES: dict[Profile, frozenset[Authority]] = {
    "edgar": frozenset([Authority.EDGAR]),
    "form": frozenset([Authority.EDGAR, Authority.FORM]),
    "practice": frozenset(Authority),
}
_MOST_FOLDED = 60
"""As many causes and consequences are held against each other, of a text with very much wrong."""


def folded_under(
    findings: Sequence[Finding], consequences: Sequence[Finding]
) -> dict[Finding, tuple[Finding, ...]]:
    """Return, for each finding that is a cause, those of the consequences that follow from it first."""
    found: dict[Finding, tuple[Finding, ...]] = {}
    for each in consequences[:_MOST_FOLDED]:
        if (cause := cause_of(each, findings[:_MOST_FOLDED])) is not None:
            found[cause] = (*found.get(cause, ()), each)
    return found


@dataclass(frozen=True, slots=True)
class Selection:
    """What to show: codes or prefixes to select and to ignore, and a profile of authorities."""

    select: Sequence[str] = ()
    ignore: Sequence[str] = ()
    profile: Profile | None = None

    def within(self, settings: Settings) -> "Selection":
        """Return this selection over the one that a repository has settled on."""
        profile = next((name for name in _AUTHORITIES if name == settings.profile), None)
        return Selection(
            self.select or settings.select, (*self.ignore, *settings.ignore), self.profile or profile
        )

    def of(self, findings: Iterable[Finding]) -> list[Finding]:
        """Return the findings to show, in their order, without what only follows from another of them."""
        return self.divide(findings)[0]

    def divide(self, findings: Iterable[Finding]) -> tuple[list[Finding], list[Finding]]:
        """Return the findings to show, and those chosen that follow from one of these, each in their order.

        What was selected by name is shown even where another finding is its cause.
        """
        authorities = _AUTHORITIES[self.profile or "practice"]
        chosen = [
            each
            for each in findings
            if each.authority in authorities
            and (not self.select or each.rule.startswith(tuple(self.select)))
            and not (self.ignore and each.rule.startswith(tuple(self.ignore)))
        ]
        return divide(chosen, self.select)
