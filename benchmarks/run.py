"""Measure form4kit against what one would use otherwise: `python -m benchmarks.run [GROUP...]`.

The contestants of a table take turns, round by round, and a table shows the median of each, so that what
slows the machine slows all alike: trust the ratios. Groups: stages, cold, warm, pdf, jobs, audit, editing,
memory; where none is named, all but the last.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median

from lxml import etree

from benchmarks import ordinary_proof, peers
from benchmarks.archive import FILINGS, archive, cost
from benchmarks.editing import editing
from benchmarks.filings import FILED, SIZES, laid_out
from benchmarks.memory import PROOFS, WARM, growth
from benchmarks.ordinary import ordinary
from benchmarks.stages import imports
from benchmarks.stages import stages as by_stage
from form4kit.batch.worker import warm
from form4kit.draft.read import read_draft
from form4kit.edgar.write import write
from form4kit.outcome import Options
from form4kit.pipeline import run_bytes
from form4kit.proof.html import html
from form4kit.proof.pdf import pdf as proof
from form4kit.resources import resource
from form4kit.source.yaml_tree import compose

Contestants = dict[str, Callable[[], object]]
_COMMAND = [sys.executable, "-c", "from form4kit.cli.main import run; run()"]
_COPIES = 160
_IN_A_ROW = 40
"""How many filings one takes before the next contestant: a batch does not change hands after each."""


def measure(contestants: Contestants, *, rounds: int, repeat: int = 1) -> dict[str, float]:
    """Return the median seconds of one call of each contestant, over rounds in which all take turns."""
    taken: dict[str, list[float]] = {name: [] for name in contestants}
    for call in contestants.values():
        call()
    for _ in range(rounds):
        for name, call in contestants.items():
            began = time.perf_counter()
            for _ in range(repeat):
                call()
            taken[name].append((time.perf_counter() - began) / repeat)
    return {name: median(times) for name, times in taken.items()}


def show(title: str, times: dict[str, float], against: str) -> None:
    """Print a table: each contestant's time, and how many times that of `against` it is."""
    print(f"\n{title}\n{'':52}{'ms':>10}{'ratio':>9}{'per s':>9}")
    for name, seconds in times.items():
        print(f"  {name:50}{seconds * 1e3:10.2f}{seconds / times[against]:9.2f}{1 / seconds:9.0f}")


def process(*command: str) -> Callable[[], object]:
    """Return a call that runs a command to its end, with bytecode cached."""
    return partial(subprocess.run, command, env=_environment(), capture_output=True, check=True)


def _environment() -> dict[str, str]:
    return {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}


def cold(folder: Path) -> None:
    """A whole process: to check one file, against one that does nothing."""
    contestants: Contestants = {"python -c pass": process(sys.executable, "-c", "pass")}
    for size, (draft, document) in laid_out(folder).items():
        contestants[f"check {size}.yaml"] = process(*_COMMAND, "check", str(draft), "--filed", str(FILED))
        contestants[f"check {size}.xml --published"] = process(
            *_COMMAND, "check", str(document), "--published"
        )
    show("Cold: one process for one filing", measure(contestants, rounds=9), "python -c pass")


def warmed(folder: Path) -> None:
    """One filing after another in one process, with everything made once."""
    warm()
    compile_draft, parse, construct = ordinary(), peers.edgartools(), peers.secfiler()
    submitted, published = Options(filed=FILED), Options(published=True)
    schema = etree.XMLSchema(file=resource("schemas", "2026", "form4.xsd"))
    for size, (draft, document) in laid_out(folder).items():
        text, data = draft.read_bytes(), document.read_bytes()
        root, _ = compose(text.decode())
        assert root is not None
        own = write(read_draft(root)[0], published=False).data
        contestants: Contestants = {
            "lxml parse and validate, written XML": partial(_bare, own, schema),
            "form4kit check, YAML": partial(run_bytes, text, draft.name, folder, submitted),
            "safe_load, jsonschema, jinja2, xmlschema": partial(compile_draft, text.decode()),
        }
        if construct:
            contestants["secfiler construct (validates nothing)"] = partial(
                construct, peers.secfiler_rows(text.decode())
            )
        show(
            f"Warm: a {size} draft", measure(contestants, rounds=9, repeat=_IN_A_ROW), "form4kit check, YAML"
        )
        contestants = {
            "lxml parse and validate": partial(_bare, data, schema),
            "form4kit check, published XML": partial(run_bytes, data, document.name, folder, published),
        }
        if parse:
            contestants["edgartools parse (look-up left out)"] = partial(parse, data)
        times = measure(contestants, rounds=9, repeat=_IN_A_ROW)
        show(f"Warm: a {size} published document", times, "lxml parse and validate")
    for name, peer in (("edgartools", parse), ("secfiler", construct)):
        if peer is None:
            print(f"\n{name} is not installed: pip install -r benchmarks/requirements.txt")


def _bare(data: bytes, schema: etree.XMLSchema) -> None:
    assert schema.validate(etree.fromstring(data))


def pdf(folder: Path) -> None:
    """The proof, warm and as a process, against an ordinary page printed in the ordinary way."""
    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    for size, (draft, _) in laid_out(folder).items():
        root, _ = compose(draft.read_text(encoding="utf-8"))
        assert root is not None
        filing = read_draft(root)[0]
        page = folder / f"{size}.html"
        page.write_text(ordinary_proof.ordinary_page(filing), encoding="utf-8")
        own = ordinary_proof.words(html(filing, draft=True))
        assert ordinary_proof.words(page.read_text(encoding="utf-8")) == own
        times = measure(
            {
                "form4kit proof (PDF/A-3a)": partial(proof, filing, draft=True, attachment=b"<a/>"),
                "ordinary page (PDF/A-3a)": partial(ordinary_proof.printed, filing, "pdf/a-3a"),
                "ordinary page (plain PDF)": partial(ordinary_proof.printed, filing, None),
                "form4kit's page, nothing kept (PDF/A-3a)": partial(ordinary_proof.nothing_kept, filing),
            },
            rounds=9,
        )
        show(f"Proof of a {size} filing, warm", times, "ordinary page (PDF/A-3a)")
        build = ("build", str(draft), "--filed", str(FILED), "--only", "pdf", "--out", str(folder / "out"))
        plain = ("-m", "benchmarks.ordinary_proof", str(draft), str(folder / "ordinary.pdf"))
        contestants: Contestants = {
            "form4kit build --only pdf, a process": process(*_COMMAND, *build),
            "ordinary page, a process": process(sys.executable, *plain),
        }
        if chromium:
            sheet = f"--print-to-pdf={folder / 'chromium.pdf'}"
            flags = ("--headless", "--no-sandbox", "--disable-gpu", sheet)
            contestants["chromium --print-to-pdf, a process"] = process(chromium, *flags, page.as_uri())
        times = measure(contestants, rounds=5)
        show(f"Proof of a {size} filing, cold", times, "ordinary page, a process")
    if not chromium:
        print("\nno Chromium here")


def memory(folder: Path) -> None:
    """What a process holds on to over five thousand proofs; takes a quarter of an hour or more."""
    print(f"\nMemory after {PROOFS} proofs: {growth(WARM, PROOFS):.3f} of that after {WARM}")


def jobs(folder: Path) -> None:
    """A batch with one worker and with two: proofs, start-up of the workers included."""
    batch = folder / "batch"
    batch.mkdir()
    for number in range(_COPIES):
        (batch / f"{number:03}.yaml").write_text(SIZES["small"], encoding="utf-8")
    build = ("build", str(batch), "--filed", str(FILED), "--out", str(folder / "built"), "--jobs")
    contestants: Contestants = {f"--jobs {n}": process(*_COMMAND, *build, str(n)) for n in (1, 2)}
    times = measure(contestants, rounds=1)
    show(f"Build of {_COPIES} small filings with proofs", times, "--jobs 2")
    print(f"  2 workers give {times['--jobs 1'] / times['--jobs 2']:.2f} of 1")


def audit(folder: Path) -> None:
    """An archive into Parquet, with one worker and with two: processor time of all processes, and memory."""
    filings = archive(folder, FILINGS)
    print(f"\nAudit of {FILINGS} published filings")
    print(f"{'':12}{'wall s':>9}{'CPU s':>9}{'CPU ms each':>13}{'MB':>7}")
    walls = []
    for workers in ("1", "2"):
        out = str(folder / "findings.parquet")
        command = [*_COMMAND, "audit", str(filings), "--out", out, "--jobs", workers]
        wall, cpu, largest = cost(command, _environment())
        print(f"  --jobs {workers}  {wall:9.1f}{cpu:9.1f}{cpu / FILINGS * 1e3:13.2f}{largest:7.0f}")
        walls.append(wall)
    print(f"  2 workers give {walls[0] / walls[1]:.2f} of 1")


def stages(folder: Path) -> None:
    """Where the time of a check goes, warm by stage and cold by what is imported."""
    warm()
    for size, text in SIZES.items():
        times = measure(by_stage(text, folder), rounds=9, repeat=_IN_A_ROW)
        show(f"Stages of the check of a {size} draft, each by itself", times, "all of it")
    found = imports(folder, _environment())
    print(f"\nImports of a cold check, {sum(found.values()):.0f} ms by the clock of -X importtime")
    for name, taken in sorted(found.items(), key=lambda each: -each[1])[:18]:
        print(f"  {name:50}{taken:10.1f}")


GROUPS = {
    "stages": stages,
    "cold": cold,
    "warm": warmed,
    "pdf": pdf,
    "jobs": jobs,
    "audit": audit,
    "editing": editing,
    "memory": memory,
}
_LONG = {"memory"}


def main() -> None:
    """Run the groups that are named, or all that do not take long."""
    names = sys.argv[1:] or [name for name in GROUPS if name not in _LONG]
    if unknown := set(names) - set(GROUPS):
        sys.exit(f"no such group: {', '.join(sorted(unknown))}; there are {', '.join(GROUPS)}")
    for name in names:
        with tempfile.TemporaryDirectory() as folder:
            GROUPS[name](Path(folder))


if __name__ == "__main__":
    main()
