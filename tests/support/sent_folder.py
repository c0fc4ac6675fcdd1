"""Built folders that are ready to be sent, and EDGAR's answers about them."""

import datetime as dt
from functools import lru_cache
from pathlib import Path
from shutil import copytree
from tempfile import mkdtemp
from typing import Any

from signing_kit import EXAMPLES, run

from form4kit.law.clock import NEW_YORK
from form4kit.transmission.receipt import Receipt

CCC = "ab#cd123"
OWNER, ISSUER = "0001903439", "0001903415"
ACCESSION = "0001903415-26-000041"
NOON = dt.datetime(2026, 11, 20, 12, tzinfo=NEW_YORK)
"""A moment on the day on which the form is due."""


@lru_cache
def _made() -> Path:
    root = Path(mkdtemp(prefix="form4kit-sent-"))
    plan = (EXAMPLES / "plan-sale.yaml").read_text()
    (root / "plan.yaml").write_text(f"{plan}\nexhibits:\n  - {{file: poa.txt, type: EX-24}}\n")
    (root / "poa.txt").write_text("Know all by these presents that Thomas Abel may sign for me.\n")
    for name, more in (("live", ["--live"]), ("test", [])):
        done = run("build", root / "plan.yaml", "--out", root / name, "--filed", NOON.date(), *more, ccc=CCC)
        assert done.exit_code == 0, done.output
    return root


def sendable(into: Path, tag: str = "live") -> Path:
    """Put a folder that may be sent, `live` or as a `test`, into a folder, and return its path."""
    copytree(_made() / tag / "plan", into / "plan")
    return into / "plan"


def answer(**changes: Any) -> Receipt:
    """Return the answer that EDGAR gives where all is well, but for some changes."""
    plain: dict[str, Any] = {
        "accession": ACCESSION,
        "status": "accepted",
        "form": "4",
        "test": False,
        "received": NOON,
        "accepted": NOON + dt.timedelta(minutes=1),
        "filed": NOON,
        "documents": 2,
        "ciks": (OWNER, ISSUER),
    }
    return Receipt(**plain | changes)
