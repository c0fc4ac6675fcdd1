"""Choose which findings are shown: by code, by authority, and where two say one thing."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from form4kit.findings import Authority, Finding
from form4kit.registry.settings import Settings
from form4kit.rules.consequences import divide

Profile = Literal["edgar", "form", "practice"]
PROFILES: tuple[Profile, ...] = get_args(Profile)
_AUTHORITIES: dict[Profile, frozenset[Authority]] = {
    "edgar": frozenset([Authority.EDGAR]),
    "form": frozenset([Authority.EDGAR, Authority.FORM]),
    "practice": frozenset(Authority),
}


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
