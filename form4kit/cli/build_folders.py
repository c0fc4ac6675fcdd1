"""The folders that one `form4kit build` writes, or leaves alone where they are what they would become."""

import errno
import json
from collections.abc import Generator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import count, takewhile
from pathlib import Path

from form4kit.batch.build_job import BuildJob, BuildResult, build
from form4kit.batch.worker import Task
from form4kit.cli import options as opt
from form4kit.cli.judge_run import JudgeRun
from form4kit.cli.workers import Workers
from form4kit.compiler.split.findings import merge_findings
from form4kit.edgar.exhibits import base_name
from form4kit.folder.build import BuildOptions, Built
from form4kit.folder.put import holds, put
from form4kit.report.counts import FileReport
from form4kit.source.discover import Found, Unreadable
from form4kit.steps import build as steps
from form4kit.steps.filing_parts import folder_names
from form4kit.storage.names import MANIFEST, PRIVATE
from form4kit.storage.sealed import sha256


@dataclass
class Folders:
    """Builds sources into `out`; with `resume` what is done and would come out the same is not done again.

    `files` are the sources so far, as the report shows them; `taken` tells which source a name belongs to.
    """

    run: JudgeRun
    build_options: BuildOptions
    out: Path
    resume: bool = False
    files: list[FileReport] = field(default_factory=list)
    taken: dict[str, str] = field(default_factory=dict)

    def build_all(
        self, sources: Sequence[Found | Unreadable], pool: Workers[Task]
    ) -> Generator[tuple[Found, BuildResult], None, None]:
        """Let workers make the files of each source."""

        self.taken = {each.stem: each.name for each in sources if isinstance(each, Found)}

        def packed(found: Found) -> BuildJob:
            parts = takewhile(bool, (self.existing_hashes(found, n) for n in count(1)))
            return BuildJob(pool.pack(found), self.existing_hashes(found), tuple(parts))

        selection = None if self.run.baseline else self.run.selection
        job = partial(build, options=self.run.options, build_options=self.build_options, selection=selection)
        return self.run.results(sources, job, Workers(packed, pool.start, pool.ahead))

    def existing_hashes(self, found: Found, part: int = 0) -> Mapping[str, str]:
        """Return the hashes of what a source's folder holds, or that of one of its parts.

        What may hold a CCC has none.
        """
        folder = self.out / (f"{found.stem}-{part}" if part else found.stem)
        if not self.resume or not (folder / MANIFEST).is_file():
            return {}
        return {
            file.name: sha256(file.read_bytes())
            for file in folder.iterdir()
            if file.is_file() and file.name not in PRIVATE
        }

    def write(self, source: Found, result: BuildResult) -> None:
        """Write the folders of a source, all of them or none, or say why not."""
        outcome = result.outcome
        judged = self.run.selected(outcome)
        with self.run.guarded(str(self.out / source.stem)):
            case = self.case(source, result, judged)
            more = merge_findings([each.findings for each in case.complete], [0] * len(case.complete))
            judged = self.run.selected(outcome, more)
            if next(steps.refusals_of(case, self.answers), None):
                self.run.refuse(source.name, judged, [*outcome.findings, *more])
            else:
                names = self.names(source, len(outcome.parts))
                for name, each in zip(names, case.complete, strict=True):
                    self.put(self.out / name, each)
                self.warn_of_others(source, len(outcome.parts))
        self.files.append(judged)

    def case(self, source: Found, result: BuildResult, judged: FileReport) -> steps.BuildCase:
        """Return what a worker made with the submissions, which hold CCCs, as the step takes it."""
        outcome = result.outcome
        stops = tuple(steps.stopping(outcome, judged.findings, self.build_options))
        complete = () if stops else steps.completed(outcome, result.folders, self.answers)
        names = folder_names(source.stem, len(outcome.parts))
        folders = tuple(self.out / name for name in names)
        file = source.file or Path(source.name)
        return steps.BuildCase(file, outcome, folders, complete, stops, self.build_options)

    @property
    def answers(self) -> steps.BuildAnswers:
        """What is asked of the step: a TEST is built without a CCC too."""
        return steps.BuildAnswers(out=self.out, options=self.build_options)

    def names(self, source: Found, parts: int) -> list[str]:
        """Return the names of a source's folders. Raises OSError where another source has one of them."""
        names = folder_names(source.stem, parts)
        for name in names:
            if self.taken.get(name, source.name) != source.name:
                other = self.taken[name]
                why = f"{source.name} becomes several filings, and {other} would be written there too"
                raise FileExistsError(errno.EEXIST, why, str(self.out / name))
        return names

    def put(self, folder: Path, built: Built) -> None:
        """Write a folder, or leave it alone where it is what it would become."""
        if self.resume and holds(folder, built):
            opt.say(f"{folder}: unchanged")
            return
        written = put(folder, built)
        opt.say(f"{folder}: {', '.join(written)}")

    def warn_of_others(self, source: Found, parts: int) -> None:
        """Say which folders are left over from when this source was another number of filings."""
        stem = source.stem
        left = [stem] if parts else []
        further = (f"{stem}-{n}" for n in count(parts + 1))
        left += [name for name in takewhile(self.is_there, further) if name not in self.taken]
        for name in left:
            if _is_of(self.out / name, source):
                opt.say(
                    f"{self.out / name}: left from an earlier build, and no part of this filing; delete it"
                )

    def is_there(self, name: str) -> bool:
        """Tell whether the output folder has a folder of this name."""
        return (self.out / name).is_dir()


def _is_of(folder: Path, source: Found) -> bool:
    """Tell whether a folder was built from a source, by the name in its manifest."""
    try:
        manifest = json.loads((folder / MANIFEST).read_bytes())
    except (OSError, ValueError):
        return False
    told = manifest.get("source") if isinstance(manifest, dict) else None
    return isinstance(told, dict) and told.get("name") == base_name(source.name)
