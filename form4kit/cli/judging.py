"""What `check` and `build` do alike: find the sources, judge each, report, and settle the exit code."""

import os
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from form4kit.cli import options as opt
from form4kit.findings import Finding, Severity
from form4kit.pipeline import Options, Outcome, run
from form4kit.report.baseline import Baseline
from form4kit.report.counts import Judged
from form4kit.report.formats import written
from form4kit.report.selection import Selection
from form4kit.source.files import Found, Unreadable


@dataclass
class Judging:
    """How one run judges and reports; `unreadable` turns true where a path cannot be opened."""

    options: Options
    selection: Selection
    format: opt.Format
    strict: bool
    baseline: Path | None = None
    unreadable: bool = False
    baselines: dict[Path, Baseline] = field(default_factory=dict)

    def outcomes(self, sources: Iterable[Found | Unreadable]) -> Iterator[tuple[Found, Outcome]]:
        """Judge each source; say of a path that cannot be opened that it cannot, and go on."""
        for source in sources:
            if isinstance(source, Unreadable):
                self.cannot_open(source.name, source.why)
                continue
            try:
                yield source, run(source, self.options)
            except OSError as error:
                self.cannot_open(source.name, (error.strerror or str(error)).lower())
            except Exception as bug:  # a fault of form4kit's own must not stop the other filings
                if os.environ.get("FORM4KIT_DEBUG"):
                    raise
                self.cannot_open(
                    source.name, f"form4kit failed here ({type(bug).__name__}); please report it"
                )

    def cannot_open(self, name: str, why: str) -> None:
        """Report a path that cannot be opened."""
        self.unreadable = True
        opt.say(f"form4kit: {name}: {why}")

    def shown(self, outcome: Outcome, more: Iterable[Finding] = ()) -> Judged:
        """Return an outcome as the report shows it."""
        selection = self.selection.within(outcome.settings)
        findings = selection.of([*outcome.findings, *more])
        if file := self.baseline or outcome.settings.baseline:
            findings = self.known(file).new(outcome.name, findings)
        return Judged(outcome.name, outcome.form, tuple(findings), outcome.data)

    def known(self, file: Path) -> Baseline:
        """Return the baseline in a file, read once."""
        if file not in self.baselines:
            try:
                self.baselines[file] = Baseline.read(file)
            except OSError as error:
                opt.fail(f"{file}: {(error.strerror or str(error)).lower()}")
            except ValueError as error:
                opt.fail(str(error))
        return self.baselines[file]

    def report(self, files: list[Judged]) -> None:
        """Write the report to standard output."""
        name = opt.settled(self.format)
        sys.stdout.write(written(name.value, files, colour=opt.colour()))
        sys.stdout.flush()

    def exit_code(self, files: Iterable[Judged]) -> int:
        """Return 2 where a path could not be opened, else 1 where something failed, else 0."""
        if self.unreadable:
            return 2
        failing = {Severity.ERROR, Severity.WARNING} if self.strict else {Severity.ERROR}
        found = (f for judged in files for f in judged.findings if f.allowed is None)
        return 1 if any(f.severity in failing for f in found) else 0


def judging(
    *,
    format: opt.Format,
    select: list[str] | None,
    ignore: list[str] | None,
    filed: str | None,
    published: bool,
    profile: opt.ProfileName | None,
    edition: opt.EditionName,
    strict: bool,
    baseline: Path | None = None,
) -> Judging:
    """Turn the judging options of a command line into a `Judging`."""
    return Judging(
        options=Options(filed=opt.when(filed), published=published, edition=opt.edition(edition)),
        selection=Selection(opt.codes(select), opt.codes(ignore), profile.value if profile else None),
        format=format,
        strict=strict,
        baseline=baseline,
    )
