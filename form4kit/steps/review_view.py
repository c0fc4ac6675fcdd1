"""What a page shows of a review: where it stands, its comments on their places, and what changed."""

import datetime as dt
import os
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from form4kit.analysis.compare import Difference
from form4kit.folder.read import filing_of
from form4kit.law.clock import NEW_YORK
from form4kit.model import Filing
from form4kit.outcome import Options
from form4kit.pipeline import run_bytes
from form4kit.registry.load import registry_for
from form4kit.registry.settings import settings_for
from form4kit.signoff.last_filed import last_filed
from form4kit.signoff.review import ReviewComment, ReviewState
from form4kit.signoff.review_code import short_code
from form4kit.signoff.review_lines import APPROVED, REJECTED, way_words
from form4kit.signoff.review_pdf import mail_text, review_terms
from form4kit.signoff.review_places import places_of
from form4kit.signoff.review_report import since_filing
from form4kit.signoff.review_words import NOTHING_PROVEN, changed_since, headline, when_words
from form4kit.signoff.signers import signers_of
from form4kit.storage.regular import read_regular

BY: Final = "FORM4KIT_BY"
"""Who sits at this computer, in the environment."""


def state_shown(state: ReviewState, now: dt.datetime) -> dict[str, Any]:
    """Return where a review stands, as plain values for a page. Raises OSError."""
    filing = filing_of(state.folder)
    words = places_of(filing) if filing is not None else {}
    filed = last_filed(state.folder)
    since = since_filing(state, filed) if filed else None
    return {
        "words": headline(state, now),
        "kind": _kind(state),
        "reviewed": state.reviewed,
        "code": state.code,
        "short": short_code(state.code) if state.code else "",
        "prepared_by": list(state.preparers),
        "asked_of": str((state.asked or {}).get("reviewer") or ""),
        "verdicts": [
            {"words": way_words(each), "when": when_words(str(each["at"]), now), "kind": each["kind"]}
            for each in state.entries
            if each["kind"] in (APPROVED, REJECTED) and each["code"] == state.code
        ],
        "not_counted": [{"words": way_words(line), "why": why} for line, why in state.not_counted],
        "comments": [_comment(each, now) for each in state.comments],
        "places": words,
        "since_review": None if state.before is None else _changes(changed_since(state), words),
        "filed": filed.accession if filed else "",
        "since_filing": None if since is None else _changes(since, words),
        "allowed": [dict(each) for each in state.folder.manifest.get("allowed") or ()],
        "not_proven": NOTHING_PROVEN,
        "mail": _mail(state),
    }


def reviewed(state: ReviewState, now: dt.datetime) -> dict[str, Any]:
    """Return what who signs is told of a review: where it stands, who said what, and what changed since."""
    return {
        "words": headline(state, now),
        "kind": _kind(state),
        "said": [
            f"{'Approved' if each['kind'] == APPROVED else 'Rejected'} {way_words(each)},"
            f" {when_words(str(each['at']), now)}"
            for each in state.entries
            if each["kind"] in (APPROVED, REJECTED) and each["code"] == state.code
        ],
        "open": [f"{each.line.get('where') or 'The form'}: {each.line['text']}" for each in state.open],
        "since": [] if state.before is None else [str(each) for each in changed_since(state)],
    }


def _mail(state: ReviewState) -> dict[str, str] | None:
    """Return the text of the mail that asks, for a reminder; None where nobody is asked, or has answered."""
    if state.asked is None or state.reviewed or state.rejection is not None:
        return None
    subject, text = mail_text(review_terms(state, state.asked))
    return {"subject": subject, "text": text}


def asking_shown(draft: Path, now: dt.datetime) -> dict[str, Any]:
    """Return what is asked before a review is: who may sign and review, what day it is. Raises OSError."""
    day = now.astimezone(NEW_YORK).date()
    outcome = run_bytes(read_regular(draft), draft.name, draft.parent, Options(now=lambda: now))
    policy = settings_for(draft.parent).review
    filing = outcome.filing
    signers = signers_of(filing, registry_for(draft.parent), day) if filing is not None else []
    signed = [each.name.text or "" for each in filing.signatures] if filing is not None else []
    return {
        "signers": [
            {"key": e.key, "name": e.name, "fits": e.fits, "why": e.why, "typed": list(e.typed)}
            for e in signers
        ],
        "signed": [each for each in signed if each],
        "reviewers": [each.name for each in policy.reviewers if each.name],
        "by": os.environ.get(BY, ""),
        "needed": policy.asked,
        "today": day.isoformat(),
        "today_words": f"Today, {day:%B} {day.day}",
    }


def filing_shown(state: ReviewState | None, draft: Path, now: dt.datetime) -> Filing | None:
    """Return the form to show: that of the built folder, else the one that the draft gives now."""
    if state is not None and (found := filing_of(state.folder)) is not None:
        return found
    return run_bytes(read_regular(draft), draft.name, draft.parent, Options(now=lambda: now)).filing


def _kind(state: ReviewState) -> str:
    if state.broken or state.why or state.rejection is not None:
        return "error"
    if state.reviewed:
        return "good"
    return "warning" if state.open or state.not_counted or state.passed is not None else "note"


def _comment(comment: ReviewComment, now: dt.datetime) -> dict[str, Any]:
    line = comment.line
    return {
        "number": line["number"],
        "place": line.get("place") or "",
        "where": line.get("where") or "",
        "text": line["text"],
        "by": line["by"],
        "when": when_words(str(line["at"]), now),
        "way": way_words(line),
        "open": comment.open,
        "closed": [{"kind": e["kind"], "by": e["by"], "text": e.get("text") or ""} for e in comment.closed],
    }


def _changes(found: Sequence[Difference], words: Mapping[str, str]) -> list[dict[str, Any]]:
    return [
        {
            "where": each.where,
            "kind": each.kind,
            "before": each.before,
            "after": each.after,
            "place": _place(each.where, words.items()),
        }
        for each in found
    ]


def _place(where: str, words: Iterable[tuple[str, str]]) -> str:
    """Return the place that a difference is on: its cell, else its row or box; empty where none fits."""
    best = ""
    for place, said in words:
        if where == said:
            return place
        if where.startswith(f"{said},") and len(said) > len(dict(words).get(best, "")):
            best = place
    return best
