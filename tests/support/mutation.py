"""Run tests against mutants of a module, each in a fork of one warm process.

The process has collected the tests and knows which lines each of them runs; a fork changes the living module
and runs those that come near the change.
"""

import ast
import dataclasses
import gc
import importlib
import math
import os
import random
import resource
import signal
import sys
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from types import FrameType, ModuleType
from typing import Any
from unittest import mock

import pytest
from _pytest.fixtures import FixtureDef
from _pytest.runner import runtestprotocol
from clean_filings import FILED, filing_of
from hypothesis import Phase, settings
from mutant_in_place import forget, put
from mutants import Mutant, bound, loaded, mutants_of
from torn_filings import INSTEAD, variants

from form4kit.place import dotted
from form4kit.rules import engine
from form4kit.rules.rule import Bad, Good, Rule

LIMIT = 30
"""Seconds of computing after which the tests of one mutant are ended; ten times as many by the clock."""
MEMORY = 4 << 30


@dataclass(frozen=True)
class Effort:
    """How much is tried.

    `budget` are the seconds that the tests of one mutant may compute before it is said to survive, `slow`
    those above which a test is not tried. `share` of each module's mutants are tried, drawn by `seed`. With
    `kept`, what fixtures of whole modules made is made once, by the code as it is. With `minutes` the mutants
    of all modules are tried in no order until that time is over, so that what was tried is a fair sample.
    """

    budget: float = 4.0
    slow: float = 1.5
    share: float = 1.0
    seed: int = 0
    kept: bool = False
    minutes: float = 0.0

    def drawn(self, module: str, mutants: list[Mutant]) -> list[Mutant]:
        """Return the mutants of a module that are tried, in their order."""
        number = math.ceil(self.share * len(mutants))
        chosen = random.Random(f"{self.seed} {module}").sample(range(len(mutants)), number)
        return [mutants[each] for each in sorted(chosen)]

    @contextmanager
    def fixtures(self) -> Iterator[None]:
        """Let fixtures of more than one test live on, where they are kept."""
        plain = FixtureDef.finish

        def finish(self: FixtureDef[Any], request: Any) -> None:
            if self.scope == "function":
                plain(self, request)

        with mock.patch.object(FixtureDef, "finish", finish if self.kept else plain):
            yield


@dataclass
class Result:
    """What became of a module's mutants; `alive` are those that no test noticed."""

    module: str
    killed: int = 0
    alive: list[Mutant] = field(default_factory=list)
    equivalent: int = 0
    seconds: float = 0.0

    @property
    def survived(self) -> int:
        """The number of mutants that no test noticed."""
        return len(self.alive)

    @property
    def tried(self) -> int:
        """The number of mutants that were tried or are known to be equivalent."""
        return self.killed + self.survived + self.equivalent


@dataclass
class Trial:
    """A test: how it is called, whether it passes, which lines of the modules it runs, and for how long."""

    name: str
    passes: Callable[[], bool]
    lines: set[tuple[str, int]] = field(default_factory=set)
    seconds: float = 0.0

    def trace(self, files: frozenset[str]) -> bool:
        """Run it once, remember its lines and its time, and tell whether it passed."""

        def inside(frame: FrameType, event: str, arg: object) -> Any:
            self.lines.add((frame.f_code.co_filename, frame.f_lineno))
            return inside

        def calls(frame: FrameType, event: str, arg: object) -> Any:
            return inside(frame, event, arg) if frame.f_code.co_filename in files else None

        forget()
        start = time.process_time()
        sys.settrace(calls)
        try:
            return self.passes()
        finally:
            sys.settrace(None)
            self.seconds = time.process_time() - start


def _item(item: pytest.Item) -> Trial:
    def passes() -> bool:
        return not any(report.failed for report in runtestprotocol(item, log=False, nextitem=None))

    return Trial(item.nodeid, passes)


def _example(rule: Rule, example: Good) -> Trial:
    """Return an example of a rule as tests/rules/test_examples.py tries it, but by that rule alone."""
    filing, wanted = filing_of(example), []
    if isinstance(example, Bad):
        wanted = [(example.at, example.severity or rule.severity)]

    def passes() -> bool:
        known = dataclasses.replace(filing)  # without what it has kept
        heard = rule.applies(known.base_form, engine.source_of(known), known.filed)
        found = [(dotted(each.place.path), each.severity) for each in rule.findings(known) if heard]
        return found == wanted

    return Trial(rule.code, passes)


def _gaps() -> Iterator[Trial]:
    """Yield for each rule what tests/rules/test_robust.py asks of all: not to raise for what is missing."""
    whole = [filing_of(Good({}, on=name)) for name in FILED]
    kinds = (INSTEAD["nothing"], INSTEAD["a footnote alone"])
    torn = [each for filing in whole for instead in kinds for each in variants(filing, instead)]

    def sound(rule: Rule) -> bool:
        for filing in (*whole, *torn):
            if filing.base_form in rule.forms:
                for found in rule.findings(dataclasses.replace(filing)):
                    if not found.message:
                        return False
        return True

    yield from (Trial(f"{rule.code} gaps", partial(sound, rule)) for rule in engine.catalogue())


class Runner:
    """A pytest plugin that, in place of the tests, runs them against every mutant of some modules."""

    def __init__(
        self, modules: list[str], only: Mapping[str, set[str]], equivalent: Mapping[str, set[str]],
            prove: bool,
        report: Callable[[Result], None], effort: Effort,
    ):  # fmt: skip
        """Take dotted names; of a module in `only` the mutants with those keys alone; and known equivalents.

        To `prove` the runner, put in every statement as it is: none may be killed. `report` takes results.
        """
        self.modules, self.only, self.equivalent, self.prove = modules, only, equivalent, prove
        self.report, self.results, self.effort = report, list[Result](), effort
        self.broken: list[str] = []

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Trace every test once, then turn to the mutants."""
        with self.effort.fixtures():
            self._run(session)
        return True

    def _run(self, session: pytest.Session) -> None:
        known = [importlib.import_module(name) for name in self.modules]
        trees = [ast.parse(Path(str(module.__file__)).read_text(encoding="utf-8")) for module in known]
        examples = [(rule, each) for rule in engine.catalogue() for each in (*rule.bads, *rule.goods)]
        trials = [_example(*each) for each in examples] + [*_gaps()] if _judging(self.modules) else []
        trials += [_item(item) for item in session.items]
        files = frozenset(str(module.__file__) for module in known)
        self.broken = [trial.name for trial in trials if not trial.trace(files)]
        trials = [
            trial for trial in trials if trial.seconds < self.effort.slow and trial.name not in self.broken
        ]
        settings.register_profile("mutants", derandomize=True, database=None, phases=[Phase.generate])
        settings.load_profile("mutants")
        gc.collect()
        gc.freeze()
        self.results = [Result(module.__name__) for module in known]
        self.of = {result.module: result for result in self.results}
        self.recent: dict[str, list[Trial]] = {result.module: [] for result in self.results}
        begun, tries = time.monotonic(), self._tries(known, trees)
        left = Counter(at for at, _ in tries)
        for at, mutant in tries:
            if self.effort.minutes and time.monotonic() - begun > 60 * self.effort.minutes:
                break
            self._turn(known[at], trees[at], mutant, trials)
            left[at] -= 1
            if not left[at]:
                self.report(self.results[at])
        for at, result in enumerate(self.results):
            if left[at] and result.tried:
                self.report(result)

    def _tries(self, known: list[ModuleType], trees: list[ast.Module]) -> list[tuple[int, Mutant]]:
        """Return what is tried, of which module: in no order, where there may be no time for all."""
        tries = [
            (at, mutant)
            for at, (module, tree) in enumerate(zip(known, trees, strict=True))
            for mutant in self.effort.drawn(
                module.__name__, [*_unchanged(tree)] if self.prove else mutants_of(tree)
            )
            if module.__name__ not in self.only or mutant.key in self.only[module.__name__]
        ]
        if self.effort.minutes:
            random.Random(self.effort.seed).shuffle(tries)
        return tries

    def _turn(self, module: ModuleType, tree: ast.Module, mutant: Mutant, trials: list[Trial]) -> None:
        """Try one mutant."""
        result, recent = self.of[module.__name__], self.recent[module.__name__]
        if mutant.key in self.equivalent.get(module.__name__, ()):
            result.equivalent += 1
            return
        start = time.monotonic()
        near = _ordered(mutant, tree, str(module.__file__), trials, _codes(module))
        near = [each for each in recent if each in near] + [each for each in near if each not in recent]
        killer = _try(module, tree, mutant, near, self.effort.budget)
        if killer is None:
            result.alive.append(mutant)
        else:
            result.killed += 1
        if killer is not None and killer >= 0:
            last = near[killer]
            self.recent[module.__name__] = [last, *(each for each in recent if each is not last)][:12]
        result.seconds += time.monotonic() - start


def _try(
    module: ModuleType, tree: ast.Module, mutant: Mutant, trials: list[Trial], budget: float
) -> int | None:
    """Return which test kills a mutant, -1 where it was ended or failed to load, None if it lives."""
    reading, writing = os.pipe()
    child = os.fork()
    if child:
        os.close(writing)
        with os.fdopen(reading) as told:
            answer = told.read()
        os.waitpid(child, 0)
        if answer == "fault":
            raise RuntimeError(f"{module.__name__}: {mutant.key} could not be put in")
        return None if answer == "lives" else int(answer or -1)
    signal.setitimer(signal.ITIMER_PROF, LIMIT)  # on a busy machine the clock would end what is slow
    signal.alarm(10 * LIMIT)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    answer = "fault"  # the runner's own, never a kill
    try:
        mutant.apply()
        answer = _answer(trials, budget) if put(module, tree, mutant.statement) else "-1"
    except Exception:
        traceback.print_exc()
    finally:
        os.write(writing, answer.encode())
        os._exit(0)


def _judging(modules: list[str]) -> bool:
    """Tell whether any of these modules has a part in what the rules find."""
    return any(name.startswith(("form4kit.rules", "form4kit.law", "form4kit.analysis")) for name in modules)


def _unchanged(tree: ast.Module) -> Iterator[Mutant]:
    for number, each in enumerate(tree.body):
        if bound(each):
            name = min(bound(each))
            yield Mutant(number, name, each, tree, "body", number, each, each.lineno, "as it is", name)


def _answer(trials: list[Trial], budget: float) -> str:
    start = time.process_time()
    for number, trial in enumerate(trials):
        try:
            if not trial.passes():
                return str(number)
        except Exception:
            return str(number)
        if time.process_time() - start > budget:
            break
    return "lives"


def _codes(module: ModuleType) -> tuple[str, ...]:
    return tuple(rule.code for rule in engine.catalogue() if rule.check.__module__ == module.__name__)


def _ordered(
    mutant: Mutant, tree: ast.Module, file: str, trials: list[Trial], codes: tuple[str, ...]
) -> list[Trial]:
    """Return the tests that come near a mutant: those of the module's rules first, then the most thorough."""
    near, around = _near(mutant, tree)
    wanted, wide = {(file, line) for line in near}, {(file, line) for line in around}
    # A test of a pattern or of a declaration runs no line of the module, but says in its name what it is of.
    names = {rule.code for rule in engine.catalogue() if rule.check.__name__ == mutant.within}
    package = Path(file).parent.name
    names.add(f"{package}.{Path(file).stem}_")
    met = [each for each in trials if not wanted or each.lines & wanted or any(n in each.name for n in names)]

    def order(trial: Trial) -> tuple[bool, bool, int, float]:
        own = any(code in trial.name for code in codes) or f"tests/{package}/" in trial.name
        named = any(f"/test_{name}.py" in trial.name for name in (package, Path(file).stem))
        return not named, not own, -len(trial.lines & wide), trial.seconds

    return sorted(met or trials, key=order)  # what reads a table runs once, before any test


def _near(mutant: Mutant, tree: ast.Module) -> tuple[set[int], set[int]]:
    """Return the lines of which a test must run one to notice a mutant, and all lines around it."""
    top = tree.body[mutant.statement]
    if isinstance(top, ast.FunctionDef | ast.ClassDef) and mutant.inner is not top:
        inner: Any = mutant.inner
        body = getattr(inner, "body", None)
        end = body[0].lineno - 1 if body else inner.end_lineno
        return set(range(inner.lineno, max(end, inner.lineno) + 1)), set(
            range(top.lineno, top.end_lineno or 0)
        )
    if isinstance(top, ast.FunctionDef | ast.ClassDef):
        span = set(range(top.body[0].lineno, (top.end_lineno or 0) + 1))
        return span, span
    names, readers = bound(top), [top]
    for each in tree.body:
        if loaded(each) & names:
            names |= set() if isinstance(each, ast.FunctionDef | ast.ClassDef) else bound(each)
            readers.append(each)
    private = all(name.startswith("_") for name in bound(top))
    span = {line for each in readers for line in range(each.lineno, (each.end_lineno or 0) + 1)}
    return (span if private else set()), span
