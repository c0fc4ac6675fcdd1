"""Where a review stands, as text and as JSON."""

import datetime as dt
import json
from collections.abc import Iterator, Mapping
from typing import Any

from form4kit.analysis.compare import Difference, differences
from form4kit.edgar.read import read_document
from form4kit.report.secrets import masked, on_one_line
from form4kit.signoff.last_filed import LastFiled, last_filed
from form4kit.signoff.review import ReviewState
from form4kit.signoff.review_code import short_code
from form4kit.signoff.review_words import NOTHING_PROVEN, changed_since, headline, told_lines
from form4kit.storage.names import OWNERSHIP

_LEFT_OUT = frozenset(["document", "hashes", "answer", "previous"])


def as_text(state: ReviewState, now: dt.datetime) -> str:
    """Write the headline, what stands behind it, and what changed. Raises OSError."""
    lines = [f"{state.folder.name}: {headline(state, now)}"]
    lines += [f"  {on_one_line(each)}" for each in told_lines(state, now)]
    if state.before is not None:
        lines.append("  since the last review:")
        lines += _changes(changed_since(state))
    filed = last_filed(state.folder)
    if filed is not None:
        lines.append(f"  since the last filing on record, {filed.accession}:")
        changed = since_filing(state, filed)
        lines += ["    its form is not here any more"] if changed is None else _changes(changed)
    for each in state.folder.manifest.get("allowed") or ():
        lines.append(on_one_line(f"  allowed: {each['rule']}, {each['where']}: {each['reason']}"))
    lines.append(f"  {NOTHING_PROVEN}")
    return "".join(f"{masked(each)}\n" for each in lines)


def _changes(found: tuple[Difference, ...]) -> Iterator[str]:
    yield from (f"    {on_one_line(str(each))}" for each in found)
    if not found:
        yield "    no cell of the form"


def since_filing(state: ReviewState, filed: LastFiled) -> tuple[Difference, ...] | None:
    """Return what differs from the last filing; None where that is not here any more."""
    now, _ = read_document(state.folder.files.get(OWNERSHIP, b""))
    if filed.filing is None or now is None:
        return None
    return tuple(differences(filed.filing, now))


def as_json(state: ReviewState, now: dt.datetime) -> str:
    """Write one object. Raises OSError."""
    filed = last_filed(state.folder)
    changed = since_filing(state, filed) if filed else None
    whole = {
        "version": 1,
        "name": state.folder.name,
        "reviewed": state.reviewed,
        "words": headline(state, now),
        "code": state.code or None,
        "short": short_code(state.code) if state.code else None,
        "why": state.why or None,
        "broken": state.broken or None,
        "prepared_by": list(state.preparers),
        "asked": line_as_plain(state.asked),
        "approval": line_as_plain(state.approval),
        "after_signature": state.after_signature,
        "rejection": line_as_plain(state.rejection),
        "not_counted": [{**(line_as_plain(line) or {}), "why": why} for line, why in state.not_counted],
        "comments": [comment_as_plain(each) for each in state.comments],
        "since_review": None if state.before is None else [_plain(each) for each in changed_since(state)],
        "last_filing": filed.accession if filed else None,
        "since_filing": None if changed is None else [_plain(each) for each in changed],
        "allowed": [dict(each) for each in state.folder.manifest.get("allowed") or ()],
    }
    return masked(json.dumps(whole, indent=2, ensure_ascii=False)) + "\n"


def line_as_plain(line: Mapping[str, Any] | None) -> dict[str, Any] | None:
    """Return a line without what is only for a machine."""
    if line is None:
        return None
    return {key: value for key, value in line.items() if key not in _LEFT_OUT}


def comment_as_plain(comment: Any) -> dict[str, Any]:
    """Return a comment with whether it is open, and what closed it."""
    closed = [line_as_plain(each) for each in comment.closed]
    return {**(line_as_plain(comment.line) or {}), "open": comment.open, "closed": closed}


def _plain(each: Difference) -> dict[str, str | None]:
    return {"kind": each.kind, "where": each.where, "before": each.before, "after": each.after}
