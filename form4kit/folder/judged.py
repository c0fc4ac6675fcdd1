"""A built folder's own draft, read and judged as every command does, filed at an instant."""

import datetime as dt
from dataclasses import replace

from form4kit.context import recalled
from form4kit.folder.read import BuiltFolder
from form4kit.outcome import Options, Outcome
from form4kit.pipeline import run_bytes
from form4kit.storage.names import DRAFT


def judged_folder(folder: BuiltFolder, filed: dt.datetime, *, only_read: bool = False) -> Outcome:
    """Return what comes of a folder's draft, filed then, knowing what its manifest kept.

    With `only_read` neither rules nor schema judge it.
    """
    options = Options(filed=filed, published=folder.published, only_read=only_read)
    outcome = run_bytes(folder.files.get(DRAFT, b""), str(folder.path / DRAFT), folder.path, options)
    filing = outcome.filing
    return replace(outcome, filing=recalled(filing, folder.manifest.get("known"))) if filing else outcome
