"""Whether what is to be signed or filed was reviewed, where form4kit.toml demands it: `[review] required`."""

import datetime as dt
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from form4kit.folder.read import BuiltFolder
from form4kit.registry.load import registry_for
from form4kit.registry.settings import settings_for
from form4kit.signoff.review import Judging, lines_beside, review_state
from form4kit.signoff.review_words import headline
from form4kit.signoff.signing import SIGNING, read_signing
from form4kit.storage.names import REVIEW
from form4kit.storage.repository import NAME
from form4kit.storage.sealed import Broken, sha256

_DEMANDED: Final = f"not reviewed, and {NAME} demands it, [review] required"
_KEPT: Final = ("number", "kind", "at", "by", "code", "way", "hash")


def why_not_reviewed(folder: BuiltFolder, now: dt.datetime, root: Path | None = None) -> str:
    """Say why a folder may not be signed or filed for want of a review; empty where nothing demands one.

    The settings are those of `root`, of the folder itself where None. Those that cannot be read may demand
    it. Raises OSError.
    """
    settings = settings_for(root or folder.path)
    if settings.review.required:
        state = review_state(folder, _judging(root or folder.path, now))
        return "" if state.reviewed else f"{_DEMANDED}: {headline(state, now)}"
    if settings.findings:
        return f"{settings.findings[0].message}: whether it demands a review is not known"
    return ""


def not_reviewed(
    folders: Mapping[str, BuiltFolder | None], root: Path, now: dt.datetime
) -> Iterator[tuple[str, str]]:
    """Yield which filings of a packet may not be signed for want of a review, by name, and why.

    `folders` are the built folders by the names of the filings, None where one is not here. Raises OSError.
    """
    for name, folder in folders.items():
        if folder is not None:
            why = why_not_reviewed(folder, now, root)
        else:
            why = f"{_DEMANDED}: its folder is not here" if settings_for(root).review.required else ""
        if why:
            yield name, why


def reviews_kept(
    folders: Mapping[str, BuiltFolder | None], root: Path, now: dt.datetime
) -> tuple[dict[str, Sequence[Mapping[str, Any]]], dict[str, str]]:
    """Return what a signature keeps of the reviews: approvals, and the hash of each review.jsonl, by name.

    Raises OSError.
    """
    approvals: dict[str, Sequence[Mapping[str, Any]]] = {}
    hashes: dict[str, str] = {}
    for name, folder in folders.items():
        lines = lines_beside(folder) if folder is not None else b""
        if folder is None or not lines:
            continue
        hashes[name] = sha256(lines)
        state = review_state(folder, _judging(root, now), lines)
        if state.reviewed and state.approval is not None:
            approvals[name] = [{key: state.approval[key] for key in _KEPT if key in state.approval}]
    return approvals, hashes


def unlike_signed(folder: BuiltFolder, name: str, attachments: Mapping[str, bytes]) -> str:
    """Say that the review of a folder is not what a signed packet saw; empty where it goes on from that.

    `name` is that of the filing in the packet, `attachments` are what its signature covers. A review that is
    not here any more says nothing. Raises OSError.
    """
    try:
        wanted = read_signing(attachments.get(SIGNING, b"")).review_sha256.get(name)
    except Broken:
        return ""
    data = lines_beside(folder)
    if not wanted or not data:
        return ""
    so_far = hashlib.sha256()
    for line in data.splitlines(keepends=True):
        so_far.update(line)
        if so_far.hexdigest() == wanted:
            return ""
    return f"{REVIEW} does not begin as it did when the packet was signed: lines were changed or cut"


def _judging(root: Path, now: dt.datetime) -> Judging:
    return Judging(settings_for(root).review, registry_for(root), now)
