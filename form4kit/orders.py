"""A filing to build, as it travels to a worker, and what the worker made of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from form4kit.building import Built, Plan, assemble
from form4kit.findings import Finding
from form4kit.pipeline import Options, Outcome
from form4kit.report.selection import Selection
from form4kit.work import Task


@dataclass(frozen=True, slots=True)
class Order:
    """A filing to build: the source, and the hashes of what its folder already holds."""

    task: Task
    standing: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Made:
    """What a worker made of a source; without the CCCs, which no worker sees."""

    outcome: Outcome
    built: Built


def build(order: Order, options: Options, plan: Plan, selection: Selection | None) -> Made:
    """Judge a source, and make the files of its folder unless it has an error.

    `selection` are the findings that stop a build; None leaves all but EDGAR's own to whoever gets this.
    """
    outcome = order.task.judged(options)
    stopping: list[Finding] = []
    if selection and outcome.settings.baseline is None:
        stopping = selection.within(outcome.settings).of(outcome.findings)
    built = assemble(outcome, plan, tuple(stopping), order.standing)
    return Made(replace(outcome, written=None), built)
