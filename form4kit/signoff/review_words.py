"""What is told of a review, in words: the same on the command line and on the page."""

import datetime as dt
from collections.abc import Iterator

from form4kit.analysis.compare import Difference, differences
from form4kit.edgar.read import read_document
from form4kit.law.clock import NEW_YORK
from form4kit.signoff.review import ReviewState
from form4kit.signoff.review_code import short_code
from form4kit.signoff.review_lines import APPROVED, way_words
from form4kit.storage.names import OWNERSHIP, REVIEW
from form4kit.words import counted

NOTHING_PROVEN = "form4kit cannot know who sits at a computer; only a signed reply shows it."


def when_words(at: str, now: dt.datetime) -> str:
    """Say when something was said, in New York: `4:20 p.m.` of today, else with the day."""
    instant, today = dt.datetime.fromisoformat(at).astimezone(NEW_YORK), now.astimezone(NEW_YORK).date()
    clock = f"{instant.hour % 12 or 12}:{instant:%M} {'a.m.' if instant.hour < 12 else 'p.m.'}"
    if instant.date() == today:
        return clock
    return f"{instant:%B} {instant.day}, {instant.year}, {clock}"


def day_words(instant: str) -> str:
    """Write an instant in full, in New York: `Monday, November 30, 2026, 10:00 p.m. New York`."""
    at = dt.datetime.fromisoformat(instant).astimezone(NEW_YORK)
    clock = f"{at.hour % 12 or 12}:{at:%M} {'a.m.' if at.hour < 12 else 'p.m.'}"
    return f"{at:%A}, {at:%B} {at.day}, {at.year}, {clock} New York"


def changed_since(state: ReviewState) -> tuple[Difference, ...]:
    """Return what changed on the form since the last word on other bytes."""
    now, _ = read_document(state.folder.files.get(OWNERSHIP, b""))
    if state.before is None or now is None:
        return ()
    return tuple(differences(state.before, now, in_place=True))


def headline(state: ReviewState, now: dt.datetime) -> str:
    """Say in a sentence or three where a review stands."""
    if state.broken:
        return f"{REVIEW} is broken: {state.broken}. What it says counts nothing."
    if state.why:
        return f"This cannot be reviewed: {state.why}."
    if state.rejection is not None:
        return f"{state.rejection['by']}: {state.rejection.get('reason', '')}"
    if state.reviewed and state.approval is not None:
        same = " Nothing but the signature changed since." if state.after_signature else ""
        when = when_words(str(state.approval["at"]), now)
        return f"Reviewed: approved at {when}, {way_words(state.approval)}.{same}"
    if state.open:
        approved = "Approved, and " if state.approval else ""
        many = counted(len(state.open), "comment")
        return f"{approved}{many} open: each is answered or settled before it counts."
    if state.not_counted:
        return state.not_counted[-1][1]
    if state.passed is not None:
        return _taken_back(state, now)
    if state.asked is not None:
        when = when_words(str(state.asked["at"]), now)
        return f"Sent for review at {when}; waiting for {state.asked.get('reviewer') or 'an answer'}."
    return "Nobody has looked at this yet."


def _taken_back(state: ReviewState, now: dt.datetime) -> str:
    passed = state.passed
    assert passed is not None  # noqa: S101 -- the caller has looked
    said = "Approved" if passed["kind"] == APPROVED else "Rejected"
    changed = changed_since(state)
    what = counted(len(changed), "cell") if changed else "no cell of the form, its exhibits or its proof"
    waiting = ""
    if state.asked is not None:
        waiting = f" Sent for review again; waiting for {state.asked.get('reviewer') or 'an answer'}."
    word = "approval" if said == "Approved" else "answer"
    when = when_words(str(passed["at"]), now).removesuffix(".")
    return f"{said} at {when}. Changed since: {what}. The {word} no longer counts.{waiting}"


def told_lines(state: ReviewState, now: dt.datetime) -> Iterator[str]:
    """Yield what stands behind the headline: the code, who prepared it, comments, what does not count."""
    if state.code:
        yield f"code {state.code} (short {short_code(state.code)})"
    if state.preparers:
        yield f"prepared by {', '.join(state.preparers)}"
    for comment in state.comments:
        line, mark = comment.line, "open" if comment.open else "closed"
        where = line.get("where") or "The form"
        yield f"comment {line['number']}, {mark}: {where}, by {line['by']}: {line['text']}"
        for each in comment.closed:
            yield f"  {each['kind']} by {each['by']}: {each.get('text') or ''}".rstrip(": ")
    for line, why in state.not_counted:
        yield f"not counted, {way_words(line)}: {why}"
