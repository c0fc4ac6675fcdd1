"""The workbench that serves a folder already: a second start opens it, and a new run takes the same port.

What one run leaves for the next start is a small file in a folder of this user alone: the address, which has
the token. It is gone when the run ends; the folder that is served has no trace of it.
"""

import hashlib
import http.client
import json
import os
import sys
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from form4kit.storage.atomic import write_file
from form4kit.storage.regular import read_regular

_FIRST, _PORTS = 49_152, 12_000
_PATIENCE: Final = 2.0
_LARGEST: Final = 10_000


def port_of(folder: Path) -> int:
    """Return the port that a folder's workbench asks for first: the same at each start, so bookmarks hold."""
    return _FIRST + int(_mark(folder), 16) % _PORTS


def _mark(folder: Path) -> str:
    user = os.environ.get("USER") or os.environ.get("USERNAME") or ""
    return hashlib.sha256(f"{user}\0{folder.resolve()}".encode("utf-8", "surrogateescape")).hexdigest()[:16]


def state_folder() -> Path:
    """Return the folder in which this user's programs keep their state."""
    home = Path.home()
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or home / "AppData" / "Local") / "form4kit"
    if sys.platform == "darwin":
        return home / "Library" / "Application Support" / "form4kit"
    return Path(os.environ.get("XDG_STATE_HOME") or home / ".local" / "state") / "form4kit"


@dataclass(frozen=True, slots=True)
class Running:
    """The run of a folder, by the file that tells of it; one for reading only is another."""

    folder: Path
    read_only: bool = False

    @property
    def file(self) -> Path:
        """The file that has the address of the run."""
        kind = "-read" if self.read_only else ""
        return state_folder() / f"workbench-{_mark(self.folder)}{kind}.json"

    def address(self) -> str | None:
        """Return the address of the run that answers; None where none does."""
        try:
            told = json.loads(read_regular(self.file, _LARGEST))
            address = str(told["address"])
        except (OSError, ValueError, KeyError, TypeError):
            return None
        parts = urlsplit(address)
        if parts.hostname != "127.0.0.1" or not parts.port:
            return None
        return address if _answers(parts.netloc, f"/?{parts.query}") else None

    def tell(self, address: str) -> None:
        """Leave the address for the next start, for this user alone to read; where that fails, nothing."""
        with suppress(OSError):
            self.file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            self.file.unlink(missing_ok=True)
            os.close(os.open(self.file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
            write_file(self.file, json.dumps({"address": address, "folder": str(self.folder)}).encode())
            self.file.chmod(0o600)

    def forget(self, address: str) -> None:
        """Take back what this run left; what another one wrote since stays."""
        with suppress(OSError, ValueError, KeyError, TypeError):
            if json.loads(read_regular(self.file, _LARGEST))["address"] == address:
                self.file.unlink()


def _answers(host: str, path: str) -> bool:
    """Tell whether a workbench at this machine takes the token: it sends the browser on."""
    connection = http.client.HTTPConnection(host, timeout=_PATIENCE)
    try:
        connection.request("GET", path)
        return connection.getresponse().status == 303
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
