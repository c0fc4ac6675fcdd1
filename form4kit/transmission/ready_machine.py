"""What a machine is ready for: Python, what prints the proof, the extras, the clock."""

import datetime as dt
import platform
import sys
import time
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from form4kit.law.calendar import NoCalendar, check_year
from form4kit.law.clock import NEW_YORK
from form4kit.transmission.readiness import Readiness, ReadyLine
from form4kit.words import listed

_PYTHON = (3, 11)
EXTRAS: Final = {
    "audit": ("tables of an archive: form4kit audit", ("pyarrow",)),
    "cluster": ("work on several machines: --cluster", ("distributed",)),
    "edgar": ("EDGAR's API: form4kit submit", ("httpx",)),
    "keyring": ("CCCs and tokens in the system's keyring", ("keyring",)),
    "lsp": ("editors: form4kit lsp", ("pygls",)),
    "mcp": ("assistants: form4kit mcp", ("mcp", "pypdfium2")),
    "sign": ("packets: form4kit packet, sign, verify", ("pikepdf", "pyhanko")),
    "web": ("the workbench: form4kit serve", ("starlette", "uvicorn", "watchfiles")),
    "xlsx": ("brokers' files of Excel", ("openpyxl",)),
}
"""What each extra is for, and the modules that it brings."""

_AHEAD = 120.0
_PANGO = (
    "Install it: `apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0`,"
    " or `brew install pango harfbuzz`."
)


def lines(folder: Path, now: dt.datetime) -> Iterator[ReadyLine]:
    """Yield what the machine is ready for; `now` is aware."""
    yield _python()
    yield from _press()
    yield from _extras()
    yield _clock(folder, now)


def _python() -> ReadyLine:
    words = f"{platform.python_version()} of {platform.system()}"
    if sys.version_info < _PYTHON:
        return ReadyLine("Python", Readiness.IN_THE_WAY, words, "Install Python 3.11 or newer.")
    return ReadyLine("Python", Readiness.READY, words)


def _press() -> Iterator[ReadyLine]:
    """Yield Pango and the font, which print the proof."""
    try:
        from form4kit.proof.weasyprint_setup import versions

        words = f"{versions()['pango']}, WeasyPrint {versions()['weasyprint']}"
        yield ReadyLine("Pango", Readiness.READY, words)
    except (ImportError, OSError, AttributeError) as error:
        why = (str(error).splitlines() or [type(error).__name__])[0][:100]
        words = f"no proof can be printed: {why}"
        yield ReadyLine("Pango", Readiness.IN_THE_WAY, words, _PANGO)
    try:
        from form4kit.proof.fonts import faces

        yield ReadyLine("fonts", Readiness.READY, f"Arimo, {len(faces())} faces, from its package")
    except (ImportError, OSError, KeyError, ValueError):
        words = "the form's font Arimo is not there, and no proof can be printed"
        yield ReadyLine("fonts", Readiness.IN_THE_WAY, words, "Install form4kit again, with what it needs.")


def _extras() -> Iterator[ReadyLine]:
    for extra, (what, modules) in EXTRAS.items():
        missing = [name for name in modules if find_spec(name) is None]
        if missing:
            words = f"{what}; {listed(missing, 'and')} {'are' if missing[1:] else 'is'} not installed"
            hint = f"pip install 'form4kit[{extra}]' where you want it."
            yield ReadyLine(f"extra {extra}", Readiness.OPEN, words, hint)
        else:
            yield ReadyLine(f"extra {extra}", Readiness.READY, what)


def _clock(folder: Path, now: dt.datetime) -> ReadyLine:
    """Return what can be known of the clock without asking another: whether a file contradicts it."""
    words = f"{now.astimezone(NEW_YORK):%Y-%m-%d %H:%M} in New York by this machine; no other clock was asked"
    try:
        check_year(now.astimezone(NEW_YORK).date())
    except NoCalendar:
        return ReadyLine("clock", Readiness.IN_THE_WAY, words, "Set the clock.")
    newest = _newest(folder)
    if newest - time.time() > _AHEAD:
        when = dt.datetime.fromtimestamp(newest, NEW_YORK)
        words += f", and a file of the repository is of {when:%Y-%m-%d %H:%M}, which is still to come"
        return ReadyLine("clock", Readiness.IN_THE_WAY, words, "Set the clock, or touch the file.")
    return ReadyLine("clock", Readiness.READY, words)


def _newest(folder: Path) -> float:
    """Return the newest time of what lies in a folder, one level deep."""
    newest = 0.0
    try:
        for number, each in enumerate(folder.iterdir()):
            newest = max(newest, each.lstat().st_mtime)
            if number > 1000:
                break
    except OSError:
        pass
    return newest
