"""Choose which findings are shown: by code, by authority, and where two say one thing."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from form4kit.findings import Authority, Finding
from form4kit.registry.settings import Settings

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
        """Return the findings to show, in their order.

        Where a rule objects to a place with an error that nobody allowed, the schema's own objection to it
        is left out, unless the schema was asked for by name.
        """
        authorities = _AUTHORITIES[self.profile or "practice"]
        shown = [
            each
            for each in findings
            if each.authority in authorities
            and (not self.select or each.rule.startswith(tuple(self.select)))
            and not (self.ignore and each.rule.startswith(tuple(self.ignore)))
        ]
        spoken_for = {
            spot
            for each in shown
            if each.blocks and not each.rule.startswith(_ECHOES)
            for spot in _spots(each)
        }
        return [
            each
            for each in shown
            if not each.rule.startswith(_ECHOES)
            or each.rule.startswith(tuple(self.select) or _NONE)
            or not spoken_for & {_spot(each), each.place.path[:2]}
        ]


# What says in general words what another finding says better: the schema, and the check of booleans.
_ECHOES = ("XSD", "XML06")
# Of a row without its code the schema objects to every field that only a transaction has.
_OF_ROWS = ("COD04", "COD40")
_NONE = ("-",)


def _spot(finding: Finding) -> tuple[int, int]:
    return finding.place.line, finding.place.column


def _spots(finding: Finding) -> Iterator[tuple[str | int, ...]]:
    yield _spot(finding)
    if finding.rule in _OF_ROWS:
        yield finding.place.path[:2]
