"""An entry in the start menu or on the desktop that opens the workbench of a folder without a terminal."""

import hashlib
import os
import re
import sys
from dataclasses import dataclass
from pathlib import Path

from form4kit.storage.atomic import write_file

_COMMAND = "form4kit-workbench"


@dataclass(frozen=True, slots=True)
class StartEntry:
    """A file that the system shows as a program: where it goes, and what it holds."""

    file: Path
    text: str
    runs: bool = False

    def install(self) -> None:
        """Write it, in the place of one for the same folder. Raises OSError."""
        self.file.parent.mkdir(parents=True, exist_ok=True)
        write_file(self.file, self.text.encode("utf-8"))
        if self.runs:
            self.file.chmod(0o755)


def start_entry(folder: Path, platform: str = sys.platform) -> StartEntry:
    """Return the entry for a folder on a system, by the name that `sys.platform` has for it."""
    folder, program = folder.resolve(), _program(platform)
    name = re.sub(r"[^\w .()-]", "", folder.name).strip() or "filings"
    title = f"form4kit {name}"
    if platform == "win32":
        return StartEntry(_start_menu() / f"{title}.cmd", _cmd(program, folder))
    if platform == "darwin":
        return StartEntry(Path.home() / "Desktop" / f"{title}.command", _command(program, folder), runs=True)
    mark = hashlib.sha256(os.fsencode(folder)).hexdigest()[:8]
    return StartEntry(_applications() / f"form4kit-{mark}.desktop", _desktop(program, folder, title))


def _program(platform: str) -> str:
    """Return the program beside this Python that opens the workbench without a terminal."""
    beside = Path(sys.executable).parent
    return str(beside / (f"{_COMMAND}.exe" if platform == "win32" else _COMMAND))


def _applications() -> Path:
    data = os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share"
    return Path(data) / "applications"


def _start_menu() -> Path:
    roaming = os.environ.get("APPDATA") or Path.home() / "AppData" / "Roaming"
    return Path(roaming) / "Microsoft" / "Windows" / "Start Menu" / "Programs"


def _desktop(program: str, folder: Path, title: str) -> str:
    """Return a desktop entry; in `Exec` a text stands in quotes, and a per cent sign twice."""
    lines = {
        "Type": "Application",
        "Name": title,
        "Comment": "Forms 3, 4 and 5 of this folder",
        "Exec": f"{_quoted(program)} {_quoted(str(folder))}",
        "Terminal": "false",
        "Categories": "Office;",
    }
    return "[Desktop Entry]\n" + "".join(f"{key}={value}\n" for key, value in lines.items())


def _quoted(text: str) -> str:
    inner = re.sub(r'(["`$\\])', r"\\\1", text).replace("\\", "\\\\").replace("%", "%%")
    return f'"{inner}"'


def _command(program: str, folder: Path) -> str:
    return f"#!/bin/sh\nexec {_shell(program)} {_shell(str(folder))}\n"


def _shell(text: str) -> str:
    return "'" + text.replace("'", "'\\''") + "'"


def _cmd(program: str, folder: Path) -> str:
    """Return a script of Windows: a per cent sign stands twice, and nothing may hold a quotation mark."""
    parts = [f'"{each}"'.replace("%", "%%") for each in (program, str(folder))]
    return f'@chcp 65001 >nul\r\n@start "" {" ".join(parts)}\r\n'
