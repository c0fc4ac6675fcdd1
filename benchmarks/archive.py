"""An archive to audit, and what auditing it costs in processor time and memory."""

import itertools
import os
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

from benchmarks.filings import laid_out

FILINGS = int(os.environ.get("FORM4KIT_BENCH_FILINGS", "1400"))
"""How many filings; 18000 is an archive of some years."""
_PUBLISHED = Path(__file__).resolve().parents[1].parent / "shared" / "filings"


class Cost(NamedTuple):
    """Seconds by the clock and of the processors, and the megabytes of the largest process."""

    wall: float
    cpu: float
    largest: float


def archive(folder: Path, count: int) -> Path:
    """Fill a folder with published filings, each many times under other names; else our own two."""
    documents = [file.read_bytes() for file in sorted(_PUBLISHED.glob("*.xml"))]
    documents = documents or [document.read_bytes() for _, document in laid_out(folder).values()]
    for number, data in zip(range(count), itertools.cycle(documents), strict=False):
        file = folder / "archive" / f"{number // 1000:03}" / f"{number:06}.xml"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
    return folder / "archive"


_METER = """
import resource, subprocess, sys, time
began = time.perf_counter()
subprocess.run(sys.argv[1:], capture_output=True, check=True)
wall, used = time.perf_counter() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
print(wall, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)
"""


def cost(command: list[str], environment: dict[str, str]) -> Cost:
    """Run a command to its end, and tell what it and its workers took.

    A small process meters it: what this one holds, and what it ran before, would be counted as well.
    """
    meter = [sys.executable, "-c", _METER, *command]
    said = subprocess.run(meter, env=environment, capture_output=True, check=True, text=True).stdout
    return Cost(*map(float, said.split()))
