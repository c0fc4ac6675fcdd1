"""Reviews in memory: a folder with a draft and its document, which nothing was built for, and lines on it."""

import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from clean_filings import edited

from form4kit.draft.read import read_draft
from form4kit.edgar.read import read_document
from form4kit.edgar.write import write
from form4kit.folder.read import BuiltFolder
from form4kit.model import Filing
from form4kit.source.yaml_tree import compose
from form4kit.storage.names import DRAFT, OWNERSHIP

AT = "2026-11-30T16:48:00-05:00"
CODE, OTHER = "4F2A-91C0-7J3K-M5NP-QRST-VWXY-Z0", "0000-1111-2222-3333-4444-5555-66"
Edits = Mapping[str, object]
NONE: Edits = {}


def document(edits: Edits = NONE, on: str = "4") -> bytes:
    """Return the document of a clean draft with edits."""
    root, _ = compose(edited(on, edits))
    assert root is not None
    return write(read_draft(root)[0]).data


def form(edits: Edits = NONE, on: str = "4") -> Filing:
    """Return that document as it is read back."""
    filing, _ = read_document(document(edits, on))
    assert filing is not None
    return filing


def folder(
    root: Path, edits: Edits = NONE, on: str = "4", manifest: Mapping[str, Any] | None = None
) -> BuiltFolder:
    """Return a folder `gift` with draft and document."""
    files = {DRAFT: edited(on, edits).encode(), OWNERSHIP: document(edits, on)}
    return BuiltFolder("gift", root / "gift", files, manifest or {})


def line(kind: str, number: int = 1, by: str = "J. Moreau", **more: Any) -> dict[str, Any]:
    """Return a line of a review."""
    return {"number": number, "kind": kind, "at": AT, "by": by, "code": CODE, "hash": f"{number:064}", **more}


def now(hours: float = 0) -> dt.datetime:
    """Return the instant of a line, or one some hours later."""
    return dt.datetime.fromisoformat(AT) + dt.timedelta(hours=hours)
