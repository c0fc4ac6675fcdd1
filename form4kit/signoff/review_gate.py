"""Whether what is to be signed or filed was reviewed, where form4kit.toml demands it: `[review] required`."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from form4kit.folder.read import BuiltFolder, read_built
from form4kit.registry.load import registry_for
from form4kit.registry.settings import settings_for
from form4kit.signoff.review import Judging, lines_beside, review_state
from form4kit.signoff.review_words import headline
from form4kit.signoff.terms import FilingTerms
from form4kit.storage.names import MANIFEST, OWNERSHIP
from form4kit.storage.regular import is_regular, read_regular
from form4kit.storage.repository import NAME
from form4kit.storage.sealed import sha256

_MOST_FOLDERS: Final = 20_000
_DEEP: Final = 12
_DEEP_ANYWHERE: Final = 3
"""How many levels are looked into below a form4kit.toml, and where there is none."""
_SAID: Final = ("number", "kind", "at", "by", "code", "way", "hash")


@dataclass(frozen=True, slots=True)
class ReviewsSeen:
    """The reviews of the filings of a packet, as they lie beside their folders.

    `approvals` has the lines that count by the name of each filing, `review_sha256` the hash of its
    `review.jsonl`. `refused` says of which an approval is demanded and there is none.
    """

    approvals: Mapping[str, Sequence[Mapping[str, Any]]] = field(default_factory=dict)
    review_sha256: Mapping[str, str] = field(default_factory=dict)
    refused: tuple[str, ...] = ()


def why_not_reviewed(folder: BuiltFolder, now: dt.datetime) -> str:
    """Say why a folder may not be signed or filed for want of a review; empty where nothing demands one.

    Settings that cannot be read may demand it. Raises OSError.
    """
    settings = settings_for(folder.path)
    if settings.findings and not settings.review.required:
        return f"{settings.findings[0].message}: whether it demands a review is not known"
    if not settings.review.required:
        return ""
    state = review_state(folder, Judging(settings.review, registry_for(folder.path), now))
    if state.reviewed:
        return ""
    return f"not reviewed, and {NAME} demands it, [review] required: {headline(state, now)}"


def reviews_seen(filings: Sequence[FilingTerms], packet: Path, now: dt.datetime) -> ReviewsSeen:
    """Return the reviews of what a packet binds, found in the folders below it or below its form4kit.toml.

    Raises OSError.
    """
    settings = settings_for(packet.parent)
    root = settings.file.parent if settings.file else packet.parent
    policy = settings.review
    wanted = {each.hashes.get(OWNERSHIP, ""): each for each in filings}
    approvals: dict[str, list[Mapping[str, Any]]] = {}
    hashes: dict[str, str] = {}
    refused: dict[str, str] = {}
    for folder in _folders(root, {*wanted}, _DEEP if settings.file else _DEEP_ANYWHERE):
        filing = wanted[sha256(folder.files.get(OWNERSHIP, b""))]
        lines = lines_beside(folder)
        state = review_state(folder, Judging(policy, registry_for(folder.path), now), lines)
        if lines and (filing.name not in hashes or state.reviewed):
            hashes[filing.name] = sha256(lines)
        if state.reviewed and state.approval is not None:
            approvals[filing.name] = [{key: state.approval[key] for key in _SAID if key in state.approval}]
        else:
            refused[filing.name] = headline(state, now)
    missing = [each.name for each in filings if each.name not in approvals] if policy.required else []
    clause = f"not reviewed, and {NAME} demands it, [review] required"
    return ReviewsSeen(
        approvals,
        hashes,
        tuple(f"{name}: {clause}: {refused.get(name, 'its folder is not here')}" for name in missing),
    )


def _folders(root: Path, documents: set[str], deep: int) -> Iterator[BuiltFolder]:
    """Yield the built folders below a root, so many levels deep, whose form is one of these, by its hash."""
    level, seen = [root], 0
    for _ in range(deep):
        below: list[Path] = []
        for place in level:
            seen += 1
            if seen > _MOST_FOLDERS:
                return
            if is_regular(place / MANIFEST) and is_regular(place / OWNERSHIP):
                if sha256(read_regular(place / OWNERSHIP)) in documents:
                    yield read_built(place, place.name)
            else:
                below += _within(place)
        level = below


def _within(place: Path) -> list[Path]:
    try:
        return sorted(each for each in place.iterdir() if each.is_dir() and not each.name.startswith("."))
    except OSError:
        return []
