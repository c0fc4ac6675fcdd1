"""Tell whether a file that is still empty is to become a draft, by its folder and its name."""

import os
from pathlib import Path
from typing import Final

from form4kit.lazy_re import pattern
from form4kit.source.discover import beside_filings
from form4kit.source.draft_keys import looks_like_draft
from form4kit.storage.regular import read_regular
from form4kit.storage.repository import NAME, in_force

SUFFIXES: Final = (".yaml", ".yml")
_DRAFTS: Final = "drafts"
_OF_OTHERS = pattern(r"\.|(?:docker-)?compose\b|action\b|mkdocs\b|values\b|chart\b|ansible|openapi|codecov")
"""How names begin that other programs look for."""
_LOOKED_AT: Final = 50
_HEAD: Final = 65_536


def may_become_draft(file: Path) -> bool:
    """Tell whether a YAML file has a name and stands in a folder that drafts have.

    Such a folder is `drafts`, has a form4kit.toml in it, or holds a draft already. The folders of a registry
    and hidden ones are none. `file` need not exist.
    """
    folder = file.parent
    if file.suffix.lower() not in SUFFIXES or _OF_OTHERS.match(file.name.lower()):
        return False
    if beside_filings(folder) or folder.name.startswith("."):
        return False
    return (
        (folder / NAME).is_file()
        or (folder.name == _DRAFTS and bool(in_force(folder).file))
        or _has_draft(file)
    )


def _has_draft(file: Path) -> bool:
    """Tell whether another draft lies in the folder of a file; few are looked at."""
    try:
        names = [entry.path for entry in os.scandir(file.parent) if entry.name.lower().endswith(SUFFIXES)]
    except OSError:
        return False
    for name in sorted(names)[:_LOOKED_AT]:
        try:
            if Path(name) != file and looks_like_draft(read_regular(Path(name), _HEAD)):
                return True
        except OSError:
            continue
    return False
