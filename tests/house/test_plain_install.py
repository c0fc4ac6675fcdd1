"""Without any extra, every command works that needs none, and the others say which extra they need."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
EXTRAS = (
    *("dask", "distributed", "httpx", "keyring", "lsprotocol", "pikepdf", "pyarrow", "pygls", "pyhanko"),
    *("starlette", "uvicorn", "watchfiles"),
)
RUN = f"""
import sys
sys.modules.update(dict.fromkeys({EXTRAS!r}))  # None there: it cannot be imported, nor found
from form4kit.cli.main import run
sys.argv[0] = "form4kit"
run()
"""
GIFT = str(ROOT / "examples" / "gift.yaml")


def form4kit(*arguments: str, folder: Path) -> "subprocess.CompletedProcess[str]":
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.run(
        [sys.executable, "-c", RUN, *arguments], cwd=folder, env=environment, capture_output=True, text=True
    )


@pytest.mark.parametrize(
    "arguments",
    [
        ("explain", "COD17"),
        ("rules",),
        *(
            ("check", GIFT, "--filed", "2026-11-20", "--format", name)
            for name in ("text", "json", "sarif", "junit", "github", "gitlab", "markdown")
        ),
        ("build", GIFT, "--filed", "2026-11-20", "--out", "built", "--jobs", "2"),
        ("import", str(ROOT / "tests" / "golden" / "amot-2019" / "ownership.xml"), "--out", "drafts"),
        ("amend", str(ROOT / "tests" / "golden" / "amot-2019" / "ownership.xml"), "--out", "a.yaml"),
        ("diff", GIFT, GIFT),
        ("ledger", GIFT),
        ("due", "2026-11-18"),
        ("new", "list"),
        ("footnotes",),
        ("init",),
        ("schema",),
        ("no-ccc", GIFT),
    ],
    ids=lambda arguments: " ".join(each for each in arguments if not each.startswith("/")),
)
def test_what_needs_no_extra_works_without(arguments: tuple[str, ...], tmp_path: Path) -> None:
    done = form4kit(*arguments, folder=tmp_path)
    assert (done.returncode, "Traceback" in done.stderr) == (0, False), done.stderr[-2000:]


@pytest.mark.parametrize(
    ("arguments", "extra"),
    [
        (("serve", "."), "web"),
        (("lsp",), "lsp"),
        (("submit", "."), "edgar"),
        (("audit", GIFT, "--out", "findings.parquet"), "audit"),
        (("packet", ".", "--signer", "x", "--out", "packet.pdf"), "sign"),
        (("sign", "packet.pdf", "--key", "key.p12"), "sign"),
        (("build", GIFT, "--out", "built", "--cluster", "tcp://127.0.0.1:1"), "cluster"),
    ],
    ids=lambda given: given if isinstance(given, str) else given[0],
)
def test_what_needs_an_extra_says_which(arguments: tuple[str, ...], extra: str, tmp_path: Path) -> None:
    done = form4kit(*arguments, folder=tmp_path)
    assert done.returncode == 2 and "Traceback" not in done.stderr, done.stderr[-2000:]
    assert f"form4kit[{extra}]" in done.stderr
