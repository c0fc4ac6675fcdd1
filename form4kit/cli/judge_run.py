"""What `check` and `build` do alike: find the sources, judge each, report, and settle the exit code."""

import os
import sys
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

import typer

from form4kit.batch.result import Crash
from form4kit.catalogue import code_of, faults
from form4kit.cli import exits
from form4kit.cli import options as opt
from form4kit.cli.progress import Progress
from form4kit.cli.workers import Workers
from form4kit.findings import Finding, Severity
from form4kit.outcome import Options, Outcome
from form4kit.pipeline import run
from form4kit.report.baseline import Baseline
from form4kit.report.counts import FileReport, passed_over_words
from form4kit.report.formats import written
from form4kit.rules.selection import Selection
from form4kit.source.discover import Found, Unreadable

T = TypeVar("T")
R = TypeVar("R")


@dataclass
class JudgeRun:
    """How one run judges and reports. `started` is a baseline that it writes, and which need not exist.

    `unreadable` turns true where a path cannot be opened, `refused` where a filing is not built, `nothing`
    where the folders given hold no filing at all. `passed_over` are the files in them that are none, and
    `walked` says that there was a folder to walk. `unjudged` holds of each data set the rules that it has
    not all the facts for.
    """

    options: Options
    selection: Selection
    format: opt.Format
    strict: bool
    baseline: Path | None = None
    started: Path | None = None
    unreadable: bool = False
    refused: bool = False
    nothing: bool = False
    verbose: bool = False
    passed_over: list[str] = field(default_factory=list)
    walked: bool = False
    baselines: dict[Path, Baseline] = field(default_factory=dict)
    crashes: list[str] = field(default_factory=list)
    unjudged: dict[str, frozenset[str]] = field(default_factory=dict)

    def find(
        self, paths: list[str], *, leave_out: Path | None = None, archives: bool = False
    ) -> list[Found | Unreadable]:
        """Find the sources, but for what lies in a folder of the command's own; say where there is none."""
        from form4kit.cli.sources import sources

        found = sources(paths, leave_out=leave_out, passed_over=self.passed_over, archives=archives)
        self.walked = any(map(os.path.isdir, paths))
        self._name_passed_over()
        self.require_some(paths, len(found))
        return found

    def touched(self, paths: list[str]) -> list[Found | Unreadable]:
        """Find what a change of these files touches, which may be nothing."""
        from form4kit.cli.changed import touched

        found = touched(paths, self.passed_over)
        self.walked = True
        self._name_passed_over()
        return found

    def _name_passed_over(self) -> None:
        if self.verbose:
            for name in self.passed_over:
                opt.say(f"{name}: passed over, no filing")

    def require_some(self, paths: list[str], found: int) -> None:
        """Say so where no filing was found at all; a wrong path is not to pass as a clean one."""
        if not found and not self.unreadable:
            self.nothing = True
            opt.say(f"form4kit: {', '.join(paths)}: no filing there{self.passed_over_in_words(', ')}")

    def passed_over_in_words(self, before: str = "") -> str:
        """Say how many files were passed over; nothing where none was."""
        return before + passed_over_words(len(self.passed_over)) if self.passed_over else ""

    def outcomes(self, sources: Iterable[Found | Unreadable]) -> Iterator[tuple[Found, Outcome]]:
        """Judge each source; say of a path that cannot be opened that it cannot, and go on."""
        for source in sources:
            if isinstance(source, Unreadable):
                self.cannot_open(source.name, source.why)
                continue
            self._note_unjudged(source)
            outcome = None
            with self.guarded(source.name):
                outcome = run(source, self.options)
            if outcome is not None:
                yield source, outcome

    def results(
        self, sources: Sequence[Found | Unreadable], work: Callable[[T], R], pool: Workers[T]
    ) -> Generator[tuple[Found, R], None, None]:
        """Let workers work on the sources, and give what comes of each in their order.

        One that cannot be opened is said at once, one that crashed when all is done.
        """
        with Progress(len(sources)) as progress, closing(pool.results(self.readable(sources), work)) as done:
            for source, value, crash in done:
                if crash is not None:
                    self.crashed(source.name, crash)
                elif value is not None:
                    yield source, value
                progress.step()

    def readable(self, sources: Iterable[Found | Unreadable]) -> Iterator[Found]:
        """Give the sources that can be opened, and say of the others why they cannot."""
        for source in sources:
            if isinstance(source, Unreadable):
                self.cannot_open(source.name, source.why)
            else:
                self._note_unjudged(source)
                yield source

    def _note_unjudged(self, source: Found) -> None:
        if source.not_judged:
            self.unjudged.setdefault(str(source.file), source.not_judged)

    def crashed(self, name: str, crash: Crash) -> None:
        """Keep what a source failed of, to be named at the end."""
        self.unreadable = True
        if not crash.bug:
            self.cannot_open(name, crash.why)
            return
        if os.environ.get("FORM4KIT_DEBUG"):
            opt.say(crash.trace)
        self.crashes.append(f"form4kit: {name}: {crash.why}")

    @contextmanager
    def guarded(self, name: str) -> Iterator[None]:
        """Say of one source or folder that it failed, so that the others go on."""
        try:
            yield
        except typer.Exit:
            raise
        except OSError as error:
            self.cannot_open(name, opt.reason(error))
        except Exception as bug:
            if os.environ.get("FORM4KIT_DEBUG"):
                raise
            self.cannot_open(name, f"form4kit failed here ({type(bug).__name__}); please report it")

    def cannot_open(self, name: str, why: str) -> None:
        """Report a path that cannot be opened."""
        self.unreadable = True
        opt.say(f"form4kit: {name}: {why}")

    def refuse(self, name: str, judged: FileReport, findings: Iterable[Finding]) -> None:
        """Say that a filing is not built, and which errors that stopped it the report leaves out."""
        self.refused = True
        seen = {each.rule for each in (*judged.findings, *judged.consequences)}
        hidden = {each.rule for each in findings if each.blocks} - seen
        opt.say(f"{name}: not built" + (f", for {', '.join(sorted(hidden))}" if hidden else ""))

    def selected(self, outcome: Outcome, more: Iterable[Finding] = ()) -> FileReport:
        """Return an outcome as the report shows it; why a source cannot be read is always shown."""
        selection = self.selection.within(outcome.settings) if outcome.filing else Selection()
        every = [*outcome.findings, *more]
        findings, consequences = selection.divide(every)
        known: list[Finding] = []
        if file := self.baseline or outcome.settings.baseline:
            hidden = [each for each in every if each not in findings]
            findings, known = self.known(file).sort(outcome.name, findings)
            known += self.known(file).sort(outcome.name, hidden).known
        return FileReport(
            outcome.name,
            outcome.form,
            tuple(findings),
            outcome.data if findings else b"",
            opt.shown(outcome.settings.file),
            opt.shown(outcome.settings.passed_over),
            tuple(known),
            tuple(consequences),
        )

    def known(self, file: Path) -> Baseline:
        """Return the baseline in a file, read once."""
        if file not in self.baselines:
            try:
                starting = file == self.started and not file.exists()
                self.baselines[file] = Baseline((), file.parent) if starting else Baseline.read(file)
            except OSError as error:
                opt.fail(f"{file}: {opt.reason(error)}")
            except ValueError as error:
                opt.fail(str(error))
        return self.baselines[file]

    def report(self, files: list[FileReport]) -> None:
        """Write the report to standard output; a text only where there is a file to report on."""
        name = opt.settled(self.format)
        if files or not (self.unreadable or self.nothing) or name is not opt.Format.TEXT:
            passed = len(self.passed_over) if self.walked else None
            sys.stdout.write(written(name.value, files, colour=opt.colour(), passed_over=passed))
            sys.stdout.flush()
        for crash in self.crashes:
            opt.say(crash)

    def exit_code(self, files: Iterable[FileReport]) -> int:
        """Return 2 where a path could not be opened or held no filing, else 1 where one failed, else 0."""
        if self.unreadable or self.nothing:
            return exits.CANNOT_RUN
        failing = {Severity.ERROR, Severity.WARNING} if self.strict else {Severity.ERROR}
        found = (f for judged in files for f in judged.findings if f.allowed is None)
        failed = self.refused or any(f.severity in failing for f in found)
        return exits.ERRORS_FOUND if failed else exits.OK


def run_from_options(
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
    verbose: bool = False,
) -> JudgeRun:
    """Turn the judging options of a command line into a `JudgeRun`."""
    return JudgeRun(
        options=Options(filed=opt.when(filed), published=published, edition=opt.edition(edition)),
        selection=Selection(_known(opt.codes(select)), opt.codes(ignore), profile.value if profile else None),
        format=format,
        strict=strict,
        baseline=baseline,
        verbose=verbose,
    )


def _known(codes: tuple[str, ...]) -> tuple[str, ...]:
    """Return codes as the catalogue has them; one that selects nothing would let everything pass."""
    known = tuple(code_of(code) for code in codes)
    for code, here in zip(codes, known, strict=True):
        if not any(each.startswith(here) for each in faults()):
            opt.fail(f"--select {code}: there is no such rule; form4kit rules lists them")
    return known
