"""The same form gives the same bytes, whatever the clock says and whichever library cuts the fonts."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from weasyprint.pdf import fonts

from form4kit.outcome import Options
from form4kit.pipeline import run
from form4kit.proof.pdf import pdf, print_pages
from form4kit.source.discover import Found

ROOT = Path(__file__).resolve().parents[2]
GIFT = ROOT / "examples" / "gift.yaml"
ENSURE = ROOT / "scripts" / "ensure-pango"


@pytest.mark.parametrize("harfbuzz_cuts", [True, False], ids=["harfbuzz", "fonttools"])
def test_a_proof_does_not_tell_when_it_was_made(monkeypatch: pytest.MonkeyPatch, harfbuzz_cuts: bool) -> None:
    filing = run(Found(str(GIFT), GIFT), Options(only_read=True)).filing
    assert filing is not None
    used: list[bool] = []
    cut_by_fonttools = fonts.Font._fonttools_subset
    monkeypatch.setattr(
        fonts.Font, "_fonttools_subset", lambda *given: (used.append(True), cut_by_fonttools(*given))
    )
    if not harfbuzz_cuts:
        monkeypatch.setattr(fonts, "harfbuzz_subset", None)
    made = []
    for second in (1_700_000_000, 1_900_000_000):
        monkeypatch.setattr(time, "time", lambda second=second: float(second))
        made.append((pdf(filing, draft=True, attachment=b"<x/>"), print_pages("<p>A page</p>", "packet.css")))
    assert bool(used) is not harfbuzz_cuts
    assert made[0] == made[1]


@pytest.mark.skipif(os.name == "nt", reason="a script of the shell")
@pytest.mark.parametrize(
    ("library", "ready"), [("object()", True), ("None", False)], ids=["there", "missing"]
)
def test_pango_without_the_library_that_cuts_fonts_is_not_ready(
    tmp_path: Path, library: str, ready: bool
) -> None:
    """With a stand-in for WeasyPrint that finds the library or not, and nothing that could install it."""
    (tmp_path / "weasyprint" / "text").mkdir(parents=True)
    for name in ("weasyprint/__init__.py", "weasyprint/text/__init__.py"):
        (tmp_path / name).touch()
    (tmp_path / "weasyprint" / "text" / "ffi.py").write_text(f"harfbuzz_subset = {library}\n")
    done = subprocess.run(
        ["/bin/sh", ENSURE, sys.executable],
        env={"PATH": str(tmp_path), "PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode == 0) is ready
    assert ("libharfbuzz-subset" in done.stderr) is not ready
