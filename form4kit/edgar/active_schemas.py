"""Where an imported schema package lives, and whether one is in charge."""

import os
import sys
from functools import lru_cache
from pathlib import Path

ROOTS = {
    "3": "ownership3Document.xsd.xml",
    "3/A": "ownership3ADocument.xsd.xml",
    "4": "ownership4Document.xsd.xml",
    "4/A": "ownership4ADocument.xsd.xml",
    "5": "ownership5Document.xsd.xml",
    "5/A": "ownership5ADocument.xsd.xml",
    "submission": "edgarSubmission.xsd.xml",
}
MEMBERS = frozenset(ROOTS.values()) | {"ownershipDocumentCommon.xsd.xml"}

POINTER = "in-charge"
"""The file in the data folder that names the folder of the package."""


def package_in_charge() -> Path | None:
    """Return the folder of the imported package; None where form4kit's own schemas are in charge.

    They are, too, where the user has no data folder, or one that cannot be read.
    """
    try:
        home = packages_home()
        folder = home / (home / POINTER).read_text(encoding="ascii")
    except (OSError, RuntimeError):  # RuntimeError: a user without a home
        return None
    return folder if folder.is_dir() else None


def packages_home() -> Path:
    """Return the data folder of this user: `$FORM4KIT_SCHEMA_DIR`, or what the platform provides."""
    windows = sys.platform == "win32"
    data = os.environ.get("APPDATA" if windows else "XDG_DATA_HOME")
    return _home(windows, os.environ.get("FORM4KIT_SCHEMA_DIR"), data, os.environ.get("HOME"))


@lru_cache(maxsize=8)
def _home(windows: bool, chosen: str | None, data: str | None, _home_folder: str | None) -> Path:
    """Settle the data folder, once for each state of the environment: each judgement asks for it."""
    if chosen:
        return Path(chosen)
    usual = ("AppData", "Roaming") if windows else (".local", "share")
    return Path(data or Path.home().joinpath(*usual), "form4kit", "schemas")
