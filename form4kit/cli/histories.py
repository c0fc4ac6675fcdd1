"""What `ledger`, `swing` and `outlook` read alike: the forms in files and folders, the registry beside."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NoReturn

import typer

from form4kit.cli import exits
from form4kit.cli import options as opt
from form4kit.cli.judge_run import JudgeRun
from form4kit.draft.faults import UNANSWERED
from form4kit.events.faults import REFUSALS
from form4kit.findings import Finding
from form4kit.history.insider import CannotFollow
from form4kit.history.replay import Named
from form4kit.insiders.followed import Insider, followed
from form4kit.insiders.known_filings import KnownFiling, known_filing
from form4kit.insiders.short_swing import ShortSwing, short_swing
from form4kit.insiders.trades import InsiderTrade
from form4kit.law.splits import Split
from form4kit.outcome import Options, Outcome, new_york_now
from form4kit.registry.entries import EMPTY, Registry
from form4kit.registry.load import registry_for
from form4kit.registry.settings import NO_SETTINGS, Settings
from form4kit.report.counts import FileReport
from form4kit.rules.selection import Selection
from form4kit.storage.names import MANIFEST

_OF_ROWS = frozenset(["", "form", "period", "non_derivative", "derivative", "positions", "events", "owners"])
"""The parts of a draft without which its rows, or whose they are, are not known."""
_OF_SHAPE = frozenset(["DRF", "EVT", "XML", "YML"])
"""The rules on keys and values; a footnote that is wrong changes no row."""


@dataclass
class Forms:
    """The forms that were read; `refused` are sources that are none, `broken` what stops one that is."""

    run: JudgeRun
    filings: list[Named] = field(default_factory=list)
    sources: list[tuple[Named, Outcome, bool]] = field(default_factory=list)
    refused: list[FileReport] = field(default_factory=list)
    broken: list[tuple[str, Finding]] = field(default_factory=list)
    registry: Registry = EMPTY
    settings: Settings = NO_SETTINGS

    def complain(self) -> None:
        """Say of what is no form that it is none."""
        for judged in self.refused:
            opt.say(f"form4kit: {judged.path}: not a filing; form4kit check says why")
            self.run.refused = True


def read_forms(paths: list[str], *, verbose: bool = False) -> Forms:
    """Read the forms in files and folders; the registry is that of the first that lies in one."""
    run = JudgeRun(Options(only_read=True), Selection(), opt.Format.TEXT, False, verbose=verbose)
    forms = Forms(run)
    for source, outcome in run.outcomes(run.find(paths, archives=True)):
        if forms.registry.root is None:
            forms.registry = registry_for(source.folder, source.given)
            forms.settings = outcome.settings
        for number, each in enumerate(outcome.held, start=1):
            name = source.name if len(outcome.held) == 1 else f"{source.name}, filing {number}"
            if each.filing is None:
                forms.refused.append(run.selected(each))
            else:
                named = Named(name, each.filing)
                forms.filings.append(named)
                forms.sources.append((named, each, (source.folder / MANIFEST).is_file()))
                forms.broken += [(name, found) for found in each.findings if _costs_rows(found)]
    _say_order(run)
    return forms


def _say_order(run: JudgeRun) -> None:
    for file in run.unjudged:
        opt.say(f"{file}: a data set does not tell the order of rows; they stand by date and key")


def _costs_rows(found: Finding) -> bool:
    """Tell whether a fault of reading, or what is not answered yet, may leave rows out, or change them."""
    where = found.place.path[0] if found.place.path else ""
    return found.rule in (*REFUSALS, UNANSWERED.code) or (
        found.blocks and where in _OF_ROWS and found.rule[:3] in _OF_SHAPE
    )


def known_in(forms: Forms) -> list[KnownFiling]:
    """Return the forms with when they were filed, by the record beside the registry and by themselves."""
    from form4kit.cli.record_file import standing_in
    from form4kit.storage.names import RECORD

    record = forms.registry.root / RECORD if forms.registry.root else None
    entries = standing_in(record) if record is not None and record.exists() else []
    found = (
        known_filing(named.name, outcome, entries, built=built) for named, outcome, built in forms.sources
    )
    return [each for each in found if each is not None]


def insider_in(forms: Forms, who: str | None) -> Insider:
    """Return the one insider of forms, or the one named. Ends with exit code 1 where that is none."""
    must_be_whole(forms)
    try:
        return followed(forms.filings, who, forms.registry, forms.settings)
    except CannotFollow as fault:
        cannot_follow(fault)


def must_be_whole(forms: Forms) -> None:
    """Say what cannot be read of the forms, and end with exit code 1, or 2 where a path cannot be opened."""
    forms.complain()
    for name, found in forms.broken:
        opt.say(f"form4kit: {name}: {found.place.where}: {found.message} ({found.rule}); mend it first")
    if forms.run.unreadable or forms.run.nothing:
        raise typer.Exit(exits.CANNOT_RUN)
    if forms.refused or forms.broken:
        raise typer.Exit(exits.ERRORS_FOUND)


def cannot_follow(fault: CannotFollow) -> NoReturn:
    """End with exit code 1 and the reason."""
    opt.say(f"form4kit: the forms cannot be followed: {fault}")
    raise typer.Exit(exits.ERRORS_FOUND)


def matched(
    insider: Insider, as_of: dt.date, splits: tuple[Split, ...] = (), thought_of: Sequence[InsiderTrade] = ()
) -> ShortSwing:
    """Match an insider's trades. Ends with exit code 1 where a row cannot be read."""
    try:
        return short_swing(
            insider.history,
            insider.standing,
            as_of,
            splits=splits,
            thought_of=thought_of,
        )
    except CannotFollow as fault:
        cannot_follow(fault)


def day_of(text: str | None) -> dt.date:
    """Read `--as-of`; None is today in New York."""
    if text is None:
        return new_york_now().date()
    from form4kit.law.clock import parse_date

    try:
        return parse_date(text)
    except ValueError as error:
        opt.fail(f"--as-of {error}")
