"""A filing to build, as it travels to a worker, and what the worker made of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, repeat

from form4kit.batch.worker import Task
from form4kit.findings import Finding
from form4kit.folder.build import BuildOptions, Built, blocks_build, build_without_ccc
from form4kit.outcome import Options, Outcome
from form4kit.rules.selection import Selection


@dataclass(frozen=True, slots=True)
class BuildJob:
    """A filing to build: the source, and the hashes of what its folder already holds.

    `parts` are those of the folders of its parts, in order, where it was built as several filings.
    """

    task: Task
    existing_hashes: Mapping[str, str] = field(default_factory=dict)
    parts: Sequence[Mapping[str, str]] = ()


@dataclass(frozen=True, slots=True)
class BuildResult:
    """What a worker made of a source; without the CCCs, which no worker sees.

    `folders` are the files of each of its filings: several where EDGAR takes no form that large.
    """

    outcome: Outcome
    folders: tuple[Built, ...]

    @property
    def built(self) -> Built:
        """The files of its filing, or of the first of several."""
        return self.folders[0]


def build(
    job: BuildJob, options: Options, build_options: BuildOptions, selection: Selection | None
) -> BuildResult:
    """Judge a source, and make the files of its folders unless it has an error: all of them, or none.

    `selection` are the findings that stop a build; None leaves all but EDGAR's own to whoever gets this.
    """
    outcome = job.task.judge(options)
    stopping: list[Finding] = []
    if selection and outcome.settings.baseline is None:
        stopping = selection.within(outcome.settings).of(outcome.findings)
    if blocks_build(outcome.findings, tuple(stopping), build_options):
        return BuildResult(_light(outcome), tuple(Built({}, ()) for _ in outcome.filings))
    existing_hashes: Sequence[Mapping[str, str]] = job.parts if outcome.parts else (job.existing_hashes,)
    each = zip(outcome.filings, chain(existing_hashes, repeat({})), strict=False)
    return BuildResult(
        _light(outcome),
        tuple(build_without_ccc(filing, build_options, (), already) for filing, already in each),
    )


def _light(outcome: Outcome) -> Outcome:
    """Leave out what nobody asks for again: the documents, and the text of the draft in each part."""
    parts = tuple(replace(part, written=None, data=b"") for part in outcome.parts)
    return replace(outcome, written=None, parts=parts)
