"""The folders that one `form4kit build` writes, or leaves alone where they are what they would become."""

import errno
import json
from collections.abc import Generator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from form4kit.building import Built, Plan, seal, stopped
from form4kit.cli import options as opt
from form4kit.cli.crew import Crew
from form4kit.cli.judging import Judging
from form4kit.folder import MANIFEST, PRIVATE, write_folder
from form4kit.orders import Made, Order, build
from form4kit.report.counts import Judged
from form4kit.sealed import sha256
from form4kit.source.files import Found, Unreadable
from form4kit.work import Task

_PROOF = "proof.pdf"


@dataclass
class Folders:
    """Builds sources into `out`; with `resume` what is done and would come out the same is not done again.

    `files` are the sources so far, as the report shows them.
    """

    judge: Judging
    plan: Plan
    out: Path
    resume: bool = False
    files: list[Judged] = field(default_factory=list)

    def made(
        self, sources: Sequence[Found | Unreadable], hands: Crew[Task]
    ) -> Generator[tuple[Found, Made], None, None]:
        """Let a crew make the files of each source."""

        def order(found: Found) -> Order:
            return Order(hands.pack(found), self.standing(found))

        selection = None if self.judge.baseline else self.judge.selection
        job = partial(build, options=self.judge.options, plan=self.plan, selection=selection)
        return self.judge.results(sources, job, Crew(order, hands.start, hands.ahead))

    def standing(self, found: Found) -> Mapping[str, str]:
        """Return the hashes of what a source's folder holds; but for what may hold a CCC, and so has none."""
        folder = self.out / found.stem
        if not self.resume or not (folder / MANIFEST).is_file():
            return {}
        return {
            file.name: sha256(file.read_bytes())
            for file in folder.iterdir()
            if file.is_file() and file.name not in PRIVATE
        }

    def finish(self, source: Found, made: Made) -> None:
        """Write the folder of a source, or say why not."""
        outcome, folder = made.outcome, self.out / source.stem
        judged = self.judge.shown(outcome)
        with self.judge.guarded(str(folder)):
            refused = stopped(outcome.findings, judged.findings, self.plan)
            built = Built({}, ()) if refused else seal(outcome.filing, made.built, self.plan)
            judged = self.judge.shown(outcome, built.findings)
            if not built.files:
                self.judge.refuse(source.name, judged, [*outcome.findings, *built.findings])
            elif self.resume and _holds(folder, built):
                opt.say(f"{folder}: unchanged")
            else:
                files = dict(built.files)
                if built.stands:
                    files[_PROOF] = _kept_proof(folder, built)
                write_folder(folder, files)
                opt.say(f"{folder}: {', '.join(sorted(files))}")
        self.files.append(judged)


def _holds(folder: Path, built: Built) -> bool:
    """Tell whether a folder holds exactly these files, and its own proof where that still stands."""
    names = {*built.files, _PROOF} if built.stands else {*built.files}
    try:
        return names == {file.name for file in folder.iterdir()} and all(
            (folder / name).read_bytes() == data for name, data in built.files.items()
        )
    except OSError:
        return False


def _kept_proof(folder: Path, built: Built) -> bytes:
    """Read the proof that is kept. Raises OSError where it is not the one that the manifest binds."""
    proof = (folder / _PROOF).read_bytes()
    if sha256(proof) != json.loads(built.files[MANIFEST])["sha256"][_PROOF]:
        raise OSError(errno.EBUSY, "was changed while it was built", str(folder / _PROOF))
    return proof
