"""The command itself: its version, its help, and a reader that goes away."""

import os
import re
import subprocess
import sys
from pathlib import Path

from commands_run import form4kit

from form4kit import __version__

FILED = ("--filed", "2026-11-19")


def test_version_and_help() -> None:
    assert form4kit("--version").out == f"form4kit {__version__}\n"
    helped = form4kit("--help").out
    for command in ("check", "build", "import", "new", "due", "explain", "rules", "diff", "schema"):
        assert re.search(rf"^\s+{command}\s", helped, re.MULTILINE), command


def test_a_reader_that_goes_away_ends_it_quietly() -> None:
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(Path(__file__).parents[2])}
    command = [sys.executable, "-m", "form4kit.cli.main", "rules"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment)
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()
    error = process.stderr.read()
    process.stderr.close()
    assert process.wait() in (0, 1)
    assert b"Traceback" not in error
