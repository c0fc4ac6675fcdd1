"""What is known of the review of a built folder: whether one is asked for, and what came of it."""

import datetime as dt
from functools import lru_cache
from pathlib import Path

from form4kit.folder.read import read_built
from form4kit.registry.load import registry_for
from form4kit.registry.review_policy import ReviewPolicy
from form4kit.registry.settings import file_for, settings_for
from form4kit.signoff.review import Judging, ReviewState, review_state
from form4kit.steps.file_stamp import stamp
from form4kit.steps.filing_state import ReviewFacts
from form4kit.steps.filing_status import BuiltDraft
from form4kit.storage.names import MANIFEST, OWNERSHIP, REVIEW
from form4kit.storage.regular import is_regular


def approved(root: Path, made: BuiltDraft | None) -> ReviewFacts:
    """Return what is known of the review of a folder; where none was built, whether one will be needed.

    A folder whose review cannot be read has none.
    """
    needed = review_needed(root)
    if made is None or not is_regular(made.folder / REVIEW):
        return ReviewFacts(needed=needed)
    names = (REVIEW, MANIFEST, OWNERSHIP)
    stamps = tuple(stamp(made.folder / name) for name in names if is_regular(made.folder / name))
    toml = file_for(root)
    try:
        state = _state(made.folder, stamps, stamp(toml) if toml else None)
    except OSError:
        return ReviewFacts(needed=needed)
    return _facts(state, settings_for(root).review)


def review_needed(root: Path) -> bool:
    """Tell whether the folder asks for a second person: its form4kit.toml has a table `review`."""
    return settings_for(root).review.asked


@lru_cache(maxsize=4096)
def _state(folder: Path, stamps: tuple[tuple[int, int], ...], toml: tuple[int, int] | None) -> ReviewState:
    judging = Judging(settings_for(folder).review, registry_for(folder), dt.datetime.now(dt.UTC))
    return review_state(read_built(folder, folder.name), judging)


def reminder_of(state: ReviewState, policy: ReviewPolicy) -> dt.datetime | None:
    """Return from when on who was asked is reminded: after so many hours, or half of the time that is left.

    None where nobody was asked. What is left ends with the instant by which an answer was asked, or with
    that at which the filing is due.
    """
    asked = _at(state.asked)
    if asked is None or state.asked is None:
        return None
    wait = dt.timedelta(hours=policy.reminder_hours)
    for told in (state.asked.get("until"), state.folder.manifest.get("due")):
        try:
            end = dt.datetime.fromisoformat(str(told or ""))
        except ValueError:
            continue
        if end.tzinfo is not None and end > asked:
            wait = min(wait, (end - asked) / 2)
    return asked + wait


def _facts(state: ReviewState, policy: ReviewPolicy) -> ReviewFacts:
    return ReviewFacts(
        needed=policy.asked,
        asked_of=str(state.asked.get("reviewer") or "") if state.asked else "",
        asked=_at(state.asked),
        remind=reminder_of(state, policy),
        approved=None if state.broken or state.why else _at(state.approval),
        approved_by=str(state.approval.get("by") or "") if state.approval else "",
        rejected=_at(state.rejection),
        open_comments=len(state.open),
    )


def _at(line: object) -> dt.datetime | None:
    return dt.datetime.fromisoformat(str(line["at"])) if isinstance(line, dict) else None
